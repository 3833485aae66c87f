//! Tables.
//!
//! pulldown-cmark drops the cells that a row has too many of, and takes a line of text
//! under a table for a row; so the cells are counted in the source.

use std::ops::Range;

use pulldown_cmark::{Alignment as Column, Event, Tag, TagEnd};

use super::blocks::block;
use super::inline::Events;
use super::quotes;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::{Alignment, BlockKind, Blocks, Cell, Written};
use crate::report::Code;

impl Reader<'_, '_> {
    /// Reads the table at `range`.
    pub(super) fn table(
        &mut self,
        columns: Vec<Column>,
        range: Range<usize>,
        events: &mut Events,
        language: &Language,
        out: &mut Blocks,
    ) {
        let width = columns.len();
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some(Event::Start(tag)) = events.peek() {
            let is_head = matches!(tag, Tag::TableHead);
            let Some((_, row)) = events.next() else { break };
            let cells = self.cells(row.clone(), width, events, language);
            self.end(events);
            if is_head {
                head = cells;
            } else {
                self.count_cells(row, width);
                rows.push(cells);
            }
        }
        let columns = columns.into_iter().map(alignment).collect();
        let span = self.passage.span(self.without_blank_end(range));
        out.push(block(BlockKind::Table { columns, head, rows }, span));
    }

    /// The cells of a row, as many as there are columns.
    fn cells(
        &mut self,
        row: Range<usize>,
        width: usize,
        events: &mut Events,
        language: &Language,
    ) -> Vec<Cell<Written>> {
        let mut cells = Vec::with_capacity(width);
        while let Some(event) = events.peek() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let Some((_, range)) = events.next() else { break };
                    let pieces = self.inlines(events, language);
                    let pieces = self.refuse_images(pieces);
                    let span = self.passage.span(range);
                    cells.push(Cell { content: quotes::set(pieces, language), span });
                    self.end(events);
                }
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => break,
                _ => drop(events.next()),
            }
        }
        let end = self.without_blank_end(row).end;
        while cells.len() < width {
            cells.push(Cell { content: Vec::new(), span: self.passage.span(end..end) });
        }
        cells
    }

    /// Tells of cells for which there is no column, and of text that is taken for a row.
    fn count_cells(&mut self, row: Range<usize>, width: usize) {
        let text = &self.masked.text[row.clone()];
        let line = text.lines().next().unwrap_or("").trim_end();
        let start = row.start + (line.len() - line.trim_start().len());
        let line = line.trim_start();
        if !line.contains('|') && width > 1 {
            let hint = "leave a blank line between the table and the text below it";
            return self.complain(
                Code::MisplacedBlock,
                start..start + line.len(),
                "this line would become a row of the table above it",
                hint,
            );
        }
        let bare = line.strip_prefix('|').unwrap_or(line);
        let bare_start = start + line.len() - bare.len();
        let bare = bare.strip_suffix('|').unwrap_or(bare);
        let cells = bare.matches('|').count() + 1;
        if let Some((bar, _)) = bare.match_indices('|').nth(width.saturating_sub(1)).filter(|_| cells > width) {
            let surplus = bare_start + bar + 1..bare_start + bare.len();
            let message = format!("a row of {cells} cells in a table of {width} columns");
            self.complain(Code::SurplusCells, surplus.clone(), message, "a bar that parts no cells is written `\\|`");
            self.mark_read(surplus);
        }
    }

    /// Tells of a table whose heading has more or fewer cells than the rule under it: CommonMark makes it text.
    pub(super) fn look_for_broken_table(&mut self, range: &Range<usize>) {
        let text = &self.masked.text[range.clone()];
        let mut at = range.start;
        let mut broken = None;
        for line in text.split_inclusive('\n') {
            let rule = line.trim_matches([' ', '\t', '\n', '>']);
            if rule.contains("--") && rule.contains('|') && rule.bytes().all(|b| b"|:- \t".contains(&b)) {
                let start = at + line.find(rule).unwrap_or(0);
                broken = broken.or(Some(start..start + rule.len()));
            }
            at += line.len();
        }
        if let Some(rule) = broken {
            let hint =
                "a table's heading and the rule under it have as many cells, and the heading stands directly above";
            self.complain(Code::LeftOver, rule, "this rule makes no table", hint);
        }
    }
}

fn alignment(column: Column) -> Alignment {
    match column {
        Column::None | Column::Left => Alignment::Left,
        Column::Center => Alignment::Centre,
        Column::Right => Alignment::Right,
    }
}
