//! Lists, their labels as typed.
//!
//! pulldown-cmark keeps a list's first number only, and takes `1956. március 13.` for a
//! list; so labels are read from the source; `settle` makes text of a number that stands alone.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::blocks::{Around, Listed, block};
use super::inline::Events;
use super::reader::Reader;
use crate::manuscript::{Block, BlockKind, Blocks, Item, Spacing, Written};
use crate::report::{Code, Diagnostic};

impl Reader<'_, '_> {
    /// Reads the list that begins at `range`.
    pub(super) fn list(&mut self, range: Range<usize>, events: &mut Events, around: Around, out: &mut Blocks) {
        let follows_paragraph = matches!(out.last(), Some(Block { kind: BlockKind::Paragraph(..), .. }));
        if around.list == Listed::Outside && follows_paragraph && self.has_text_above(range.start) {
            self.complain_of_break(range.start, "this line breaks the paragraph above it into a list");
        }
        let inside = Around { depth: around.depth + 1, list: Listed::InItem, ..around };
        let mut items: Vec<Item<Written>> = Vec::new();
        let mut spacing = Spacing::Tight;
        let mut number_before = None;
        while matches!(events.peek(), Some(Event::Start(Tag::Item))) {
            let Some((_, item)) = events.next() else { break };
            let (label, number) = self.label(item.start);
            let jumps =
                number_before.zip(number).is_some_and(|(before, number)| number < before || number > before + 100);
            if jumps && self.has_text_above(item.start) {
                self.complain_of_break(item.start, "this line breaks the item above it into another");
            }
            number_before = number;
            if matches!(events.peek(), Some(Event::Start(Tag::Paragraph))) {
                spacing = Spacing::Loose;
            }
            let mut blocks = Blocks::new();
            self.blocks(events, inside, &mut blocks);
            let item = self.without_blank_end(item);
            if blocks.is_empty() && label.is_none() {
                let hint = "a dash of the text is written `\\-`";
                self.complain(Code::LeftOver, item.clone(), "an item without words", hint);
            }
            let span = self.passage.span(item);
            items.push(Item { label, blocks, span });
            self.end(events);
        }
        let span = self.passage.span(self.without_blank_end(range));
        out.push(block(BlockKind::List { items, spacing }, span));
    }

    /// The label typed at `start`, and its number; none for a bullet.
    fn label(&mut self, start: usize) -> (Option<String>, Option<u64>) {
        let text = &self.passage.text[start..];
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let digits = text[indent..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return (None, None);
        }
        let start = start + indent;
        let end = start + digits + 1;
        self.mark_read(start..end);
        (self.passage.text.get(start..end).map(str::to_owned), self.passage.text[start..start + digits].parse().ok())
    }

    /// Whether the line above `at` has text.
    fn has_text_above(&self, at: usize) -> bool {
        let Some(line_end) = self.body[..at].rfind('\n') else {
            return false;
        };
        let above = self.body[..line_end].rsplit('\n').next().unwrap_or("");
        !above.trim_matches([' ', '\t', '>']).is_empty()
    }

    fn complain_of_break(&mut self, at: usize, message: &str) {
        let length = self.passage.text[at..].find('\n').unwrap_or(self.passage.text.len() - at);
        let span = self.passage.span(at..at + length);
        self.report.push(
            Diagnostic::new(Code::BrokenList, span, message)
                .hint("a list begins after a blank line; a dash or a number of the text is escaped, `\\-`, `12\\.`"),
        );
    }
}
