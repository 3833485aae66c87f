//! Tables as XHTML: in a box that can be scrolled, under their column headings.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{Alignment, Block, Cell};

/// As many columns have room on a narrow screen (kobolabs, *EPUB specification*, asks for no more than these).
const NARROW: usize = 4;

impl Writer<'_> {
    /// A table, in a box that can be scrolled where the screen is narrower than its words. One of many columns is not pressed
    /// into the width of a phone.
    pub fn table(&mut self, block: &Block, columns: &[Alignment], head: &[Cell], rows: &[Vec<Cell>]) {
        let class = if columns.len() > NARROW { "table wide" } else { "table" };
        self.container(block, Tag::new("div").class(class).with("tabindex", "0"), |writer| {
            writer.block("table", |writer| {
                writer.line_end();
                if head.iter().any(|cell| !cell.content.is_empty()) {
                    writer.block("thead", |writer| writer.row(columns, head, "th"));
                }
                if !rows.is_empty() {
                    writer.block("tbody", |writer| {
                        writer.line_end();
                        rows.iter().for_each(|row| writer.row(columns, row, "td"));
                    });
                }
            });
        });
    }

    fn row(&mut self, columns: &[Alignment], cells: &[Cell], name: &'static str) {
        self.block("tr", |writer| {
            for (at, cell) in cells.iter().enumerate() {
                // A heading cell without words heads nothing.
                let tag = match name {
                    "th" if !cell.content.is_empty() => Tag::new("th").with("scope", "col"),
                    _ => Tag::new("td"),
                };
                let tag = match columns.get(at) {
                    Some(Alignment::Centre) => tag.class("centre"),
                    Some(Alignment::Right) => tag.class("right"),
                    Some(Alignment::Left) | None => tag,
                };
                writer.element(tag, |writer| writer.text(&cell.content));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::volume::BlockKind;

    #[test]
    fn a_table_has_column_headings_and_an_empty_one_heads_nothing() {
        let cell = |text: &str| {
            let content = if text.is_empty() { Vec::new() } else { vec![plain(text)] };
            Cell { content, span: span() }
        };
        let table = |head: &[&str]| {
            block(BlockKind::Table {
                columns: vec![Alignment::Left, Alignment::Right],
                head: head.iter().map(|text| cell(text)).collect(),
                rows: vec![vec![cell("Sebes"), cell("12")]],
            })
        };
        let body = "<tbody>\n<tr><td>Sebes</td><td class=\"right\">12</td></tr>\n</tbody>\n</table>\n</div>\n";
        assert_eq!(
            told(&[table(&["", "Men"])]),
            format!(
                "<div class=\"table\" tabindex=\"0\">\n<table>\n\
                 <thead><tr><td></td><th scope=\"col\" class=\"right\">Men</th></tr>\n</thead>\n{body}"
            )
        );
        assert_eq!(told(&[table(&["", ""])]), format!("<div class=\"table\" tabindex=\"0\">\n<table>\n{body}"));
    }
}
