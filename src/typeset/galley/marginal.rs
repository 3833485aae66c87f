//! Marginal notes of the source: what a hand wrote beside a text.
//!
//! The margin of a book is too narrow for words, and it is the editors'. So a marginal note
//! stands within the column, to the right of the paragraph that it was written beside, in
//! smaller type behind a thin rule; as many lines of the paragraph are shortened for it. Both
//! share the rows of the grid, line by line, so that nothing else of a page is moved.

use crate::length::{Length, Point, Rect, Size};
use crate::typeset::line::Beside;
use crate::typeset::page::{ElementRole, Item};
use crate::typeset::paginate::End;
use crate::typeset::style::{LIGHT_RULE, baseline};
use crate::volume::{Block, BlockKind, Dress};

use super::blocks::Begin;
use super::stack::fold;
use super::text::{made, plain};
use super::voice::Voice;
use super::{Row, SetBlock, SetWay, Setter};

/// The most of the column that a marginal note takes: as a part of it.
const WIDEST: i64 = 3;

/// As many lines of a marginal note are not parted.
const TOGETHER: usize = 8;

/// The marginal notes that stand beside `blocks[at]`.
pub(super) fn beside(blocks: &[Block], at: usize) -> &[Block] {
    let after = &blocks[at + 1..];
    let count = after.iter().take_while(|block| is_marginal(block)).count();
    if has_room(&blocks[at]) { &after[..count] } else { &[] }
}

/// Whether `blocks[at]` is a marginal note that stands beside what is before it.
pub(super) fn stands_beside(blocks: &[Block], at: usize) -> bool {
    let text = blocks[..at].iter().rfind(|block| !is_marginal(block));
    is_marginal(&blocks[at]) && text.is_some_and(has_room)
}

fn is_marginal(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Dressed(Dress::Marginal, _))
}

/// Whether something may stand beside a block: text has room for it, what has a width of its own has none.
fn has_room(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph(..) | BlockKind::List { .. } | BlockKind::Lines(..))
}

impl Setter<'_> {
    /// The room that marginal notes will take of what they stand beside, the white before them included.
    pub(super) fn room_beside(&self, notes: &[Block], voice: &Voice) -> Beside {
        let width = self.marginal_width(notes, voice);
        // How many lines they have is found out by setting them aside: nothing of it is printed.
        let mut aside = Setter::new(self.piece, self.workshop());
        let mut lines = vec![SetBlock::of_ways(vec![SetWay::default()])];
        aside.set_marginal(&mut lines, notes, voice, width);
        Beside { lines: lines[0].ways[0].rows.len(), width }
    }

    /// How wide the marginal notes will be, with the white before them.
    fn marginal_width(&self, notes: &[Block], voice: &Voice) -> Length {
        let aside = self.smaller(voice);
        let most = voice.measure / WIDEST;
        let line = |text| {
            let words = made(&plain(text, self.volume), &aside.dress, voice.element);
            // Room for a call, which is not among the words.
            self.natural_width(&[words], &aside) + aside.dress.size / 2
        };
        let widths = notes.iter().filter_map(|note| match &note.kind {
            BlockKind::Dressed(_, blocks) => Some(blocks),
            _ => None,
        });
        let widths = widths.flatten().map(|block| match &block.kind {
            BlockKind::Paragraph(_, text) => line(text),
            _ => most,
        });
        widths.max().unwrap_or_default().min(most) + white(voice)
    }

    /// Sets the marginal notes beside the last of `stack`, which was set in `voice` without the `width` at its right.
    pub(super) fn set_marginal(&mut self, stack: &mut [SetBlock], notes: &[Block], voice: &Voice, width: Length) {
        let Some(text) = stack.last_mut() else { return };
        let left = voice.left + voice.measure - width + white(voice);
        let aside = self.smaller(voice).ragged();
        let aside = Voice { left, measure: width - white(voice), leading: voice.leading, ..aside };
        // Smaller type stands on the baseline of the text.
        let lower = baseline(voice.dress.size, voice.leading) - baseline(aside.dress.size, aside.leading);
        let mut rows = Vec::new();
        for note in notes {
            let BlockKind::Dressed(_, blocks) = &note.kind else { continue };
            if !rows.is_empty() {
                rows.push(Row::blank(voice.leading));
            }
            self.strays.extend(note.anchor);
            let element = self.block_element(voice, ElementRole::Section, note.language.as_ref());
            let aside = aside.clone().within(element).in_language(note.language.as_ref());
            let mut set = fold(self.set_blocks(blocks, &aside, Begin::Flush)).ways.swap_remove(0).rows;
            for row in &mut set {
                row.shift(Point::new(Length::ZERO, lower));
                row.ink.push(rule(left - white(voice) / 2, row.outline.height));
            }
            rows.extend(set);
        }
        for way in &mut text.ways {
            put_beside(&mut way.rows, rows.clone(), voice.leading);
        }
    }

    /// A marginal note that has no text to stand beside: in the right half of the column, behind its rule.
    pub(super) fn marginal_alone(&mut self, blocks: &[Block], voice: &Voice) -> SetBlock {
        let air = voice.leading / 2;
        let aside = self.smaller(voice).narrowed(voice.measure * 2 / 5, Length::ZERO).ragged();
        let mut set = fold(self.set_blocks(blocks, &aside, Begin::Flush)).aired(air, air);
        for row in set.rows_mut() {
            row.ink.push(rule(aside.left - air, row.outline.lead + row.outline.height));
        }
        set.with_previous()
    }
}

/// The thin rule at `left` of a row.
fn rule(left: Length, height: Length) -> Item {
    let rect = Rect::new(Point::new(left, Length::ZERO), Size::new(LIGHT_RULE, height));
    Item::Rule { rect, element: None }
}

/// The white between a text and what stands beside it.
fn white(voice: &Voice) -> Length {
    voice.leading
}

/// Puts `aside` beside `rows`, from the first on; where it is longer, blank rows follow. The lines of a note are read together,
/// when those of the text beside them have been read: the row of its last line holds them all.
fn put_beside(rows: &mut Vec<Row>, aside: Vec<Row>, leading: Length) {
    while rows.len() < aside.len() {
        let mut blank = Row::blank(leading);
        blank.outline.end = End::Good;
        rows.push(blank);
    }
    let last_call = rows.iter().rposition(|row| !row.outline.calls.is_empty()).unwrap_or(0);
    let mut calls = Vec::new();
    let count = aside.len();
    for (at, mut line) in aside.into_iter().enumerate() {
        let holder = (at / TOGETHER * TOGETHER + TOGETHER).min(count) - 1;
        let lines: Length = rows[at..holder].iter().map(|row| row.outline.height).sum();
        let white: Length = rows[at + 1..=holder].iter().map(|row| row.outline.lead).sum();
        line.shift(Point::new(Length::ZERO, Length::ZERO - lines - white));
        calls.append(&mut line.outline.calls);
        rows[holder].ink.append(&mut line.ink);
        rows[holder].places.append(&mut line.places);
        if at < holder {
            rows[at].outline.end = End::Never;
        }
    }
    // The foot of a page holds its notes in their order, and those of the margin come after those of the text.
    if !calls.is_empty() {
        let owed = last_call.max(count - 1);
        rows[..owed].iter_mut().for_each(|row| row.outline.end = End::Never);
        rows[owed].outline.calls.extend(calls);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Length = Length::pt(13);

    /// A row with a rule at its head, so that its ink can be found again, and the notes that it calls.
    fn row(calls: &[usize]) -> Row {
        let mut row = Row::blank(LINE);
        row.outline.calls = calls.to_vec();
        row.outline.end = End::Good;
        row.ink.push(rule(Length::ZERO, LINE));
        row
    }

    fn rows(count: usize) -> Vec<Row> {
        (0..count).map(|_| row(&[])).collect()
    }

    /// How far from the head of the whole each rule stands, row by row, in lines.
    fn lines(rows: &[Row]) -> Vec<Vec<i64>> {
        let line = |at: usize, item: &Item| match item {
            Item::Rule { rect, .. } => at as i64 + rect.origin.y.to_units() / LINE.to_units(),
            _ => -1,
        };
        rows.iter().enumerate().map(|(at, row)| row.ink.iter().map(|item| line(at, item)).collect()).collect()
    }

    #[test]
    fn a_note_is_held_by_the_row_of_its_last_line_and_stays_whole() {
        let mut text = rows(4);
        put_beside(&mut text, rows(2), LINE);
        assert_eq!(lines(&text), [vec![0], vec![1, 0, 1], vec![2], vec![3]]);
        assert_eq!(text[0].outline.end, End::Never);
        assert_eq!(text[1].outline.end, End::Good);
    }

    #[test]
    fn a_longer_note_makes_room_below_the_text() {
        let mut text = rows(1);
        put_beside(&mut text, rows(3), LINE);
        assert_eq!(lines(&text), [vec![0], vec![], vec![0, 1, 2]]);
    }

    #[test]
    fn a_very_long_note_may_be_parted() {
        let mut text = rows(20);
        put_beside(&mut text, rows(10), LINE);
        let ends: Vec<usize> = (0..20).filter(|at| text[*at].outline.end == End::Good).collect();
        assert_eq!(ends[0], TOGETHER - 1);
    }

    #[test]
    fn what_the_note_calls_is_owed_after_what_the_text_calls() {
        let mut text = vec![row(&[]), row(&[]), row(&[1]), row(&[])];
        put_beside(&mut text, vec![row(&[2])], LINE);
        let calls: Vec<&[usize]> = text.iter().map(|row| row.outline.calls.as_slice()).collect();
        assert_eq!(calls, [&[][..], &[], &[1, 2], &[]]);
        assert!(text[..2].iter().all(|row| row.outline.end == End::Never), "both begin on the page of both calls");
    }
}
