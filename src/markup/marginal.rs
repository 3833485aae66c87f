//! Marginal notes of the source: what a hand wrote beside a text.
//!
//! The note stands after the text that it was written beside, where a screen reader meets it when a sentence is done and a
//! reading system without style shows it; both are in one box, so that on a screen with room the note stands at the height
//! of the text's first line. In print it is the same ([`crate::typeset`] has room for it in the column).

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{Block, BlockKind, Dress};

/// The marginal notes among the blocks `after` one, if that has room for them, and what follows: as in print, text has room,
/// what has a width of its own has none.
pub fn beside<'b>(block: &Block, after: &'b [Block]) -> (&'b [Block], &'b [Block]) {
    let room = matches!(block.kind, BlockKind::Paragraph(..) | BlockKind::List { .. } | BlockKind::Lines(..));
    let is_marginal = |block: &&Block| matches!(block.kind, BlockKind::Dressed(Dress::Marginal, _));
    after.split_at(if room { after.iter().take_while(is_marginal).count() } else { 0 })
}

impl Writer<'_> {
    /// A `text` with what was written beside it.
    pub fn with_beside(&mut self, notes: &[Block], text: impl FnOnce(&mut Self)) {
        if notes.is_empty() {
            return text(self);
        }
        self.block(Tag::new("div").class("beside"), |writer| {
            writer.line_end();
            writer.block(Tag::new("div").class("text"), text);
            writer.blocks(notes);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::volume::{Item, Spacing};

    fn marginal(words: &str) -> Block {
        block(BlockKind::Dressed(Dress::Marginal, vec![paragraph(vec![plain(words)])]))
    }

    #[test]
    fn a_marginal_note_is_in_one_box_with_its_paragraph_and_is_read_after_it() {
        let blocks = [
            paragraph(vec![plain("It was.")]),
            marginal("Burn this."),
            marginal("Not burnt."),
            paragraph(vec![plain("So.")]),
        ];
        assert_eq!(
            told(&blocks),
            "<div class=\"beside\">\n<div class=\"text\"><p>It was.</p>\n</div>\n\
             <aside class=\"marginal\" role=\"note\">\n<p>Burn this.</p>\n</aside>\n\
             <aside class=\"marginal\" role=\"note\">\n<p>Not burnt.</p>\n</aside>\n</div>\n<p>So.</p>\n"
        );
    }

    #[test]
    fn after_a_list_it_stands_beside_the_last_item() {
        let item =
            |text: &str| Item { label: Some("1.".into()), blocks: vec![paragraph(vec![plain(text)])], span: span() };
        let list = BlockKind::List { items: vec![item("First"), item("Last")], spacing: Spacing::Tight };
        let told = told(&[block(list), marginal("By whom?")]);
        assert!(told.contains("First</p>\n</li>"), "{told}");
        assert!(
            told.contains(
                "<li><div class=\"beside\">\n<div class=\"text\"><p><span class=\"label\">1.</span> Last</p>"
            ),
            "{told}"
        );
        assert!(told.ends_with("<p>By whom?</p>\n</aside>\n</div>\n</li>\n</ol>\n"), "{told}");
    }

    #[test]
    fn a_table_has_no_room_and_the_note_stands_after_it() {
        let table = block(BlockKind::Table { columns: Vec::new(), head: Vec::new(), rows: Vec::new() });
        assert!(told(&[table, marginal("By whom?")]).contains("</div>\n<aside"));
    }
}
