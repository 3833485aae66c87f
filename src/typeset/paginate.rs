//! Which line stands on which page.
//!
//! The page breaker sees blocks of rows with heights, notes owed, and rules about where
//! a page may end; never text, fonts or points on paper. It can be tried with a few
//! numbers written by hand.
//!
//! Everything in the column stands on a grid: the rows of a block may be of any height,
//! but what follows the block begins on a line of the grid again. Notes stand at the foot
//! and are not on the grid; they take what the body leaves.
//!
//! The breaker fills one page after the other, each as full as the rules allow: [`Breaker::page`]
//! walks on from where the last page ended, collects every place at which this one may end, and
//! takes the last. A breaker that weighs whole spreads against each other needs the same walk
//! with all of its ends, and the other ways to set a block ([`Way`]); both are here.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::length::Length;

/// Something in the column: a paragraph, a heading, a table, a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The white it wants above it; dropped at the head of a page. The larger of two neighbours' wishes counts.
    pub before: Length,
    /// The white it wants below it.
    pub after: Length,
    /// The ways to set it, the natural one first; never empty.
    pub ways: Vec<Way>,
    /// Whether a page may end after it.
    pub with_next: Keep,
    /// Whether a page may end before it.
    pub with_previous: Keep,
    /// Whether it stays in its place.
    pub stand: Stand,
    /// How many of its first rows are repeated where it goes on on a new page (a table's heading).
    pub repeats: usize,
}

/// One way to set a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Its rows, from the top.
    pub rows: Vec<Row>,
    /// How strained they are, compared with the natural way.
    pub cost: i64,
}

/// A row: a line, a row of a table, a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// White above it; dropped where the block goes on on a new page.
    pub lead: Length,
    /// Its height.
    pub height: Length,
    /// The notes that are called in it, by their index: they begin on its page.
    pub calls: Vec<usize>,
    /// Whether a page may end after it.
    pub end: End,
}

/// Whether a page may end after a row, if the block goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It may.
    Good,
    /// It may, but the row ends with a divided word.
    Hyphen,
    /// It must not: a widow or an orphan would stand alone.
    Never,
}

/// Whether two blocks belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// A page may end between them.
    #[default]
    Free,
    /// It may not.
    Together,
}

/// Whether a block stays in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    /// It stands where the text has it.
    #[default]
    Flow,
    /// It stands there if there is room, else at the head of the next page.
    Float,
    /// It takes the next page for itself.
    Plate,
}

/// A note: its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The rows, each with the notes that are called in it.
    pub rows: Vec<Row>,
}

/// The room that pages give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The height of a line of the grid.
    pub grid: Length,
    /// How many lines a page has.
    pub lines: u32,
    /// Pages that have fewer: those that bear a heading over their columns, or are to be balanced.
    pub shorter: BTreeMap<usize, u32>,
    /// The white between text and notes, the rule included.
    pub note_gap: Length,
}

impl Frame {
    /// How many lines the page of this index has; one at least, so that every book ends.
    fn lines(&self, page: usize) -> u32 {
        self.shorter.get(&page).copied().unwrap_or(self.lines).max(1)
    }

    /// How many lines of the grid `height` takes.
    fn lines_of(&self, height: Length) -> u32 {
        let grid = self.grid.max(Length::units(1));
        let lines = (height + grid - Length::units(1)).whole_times(grid);
        u32::try_from(lines.max(0)).unwrap_or(u32::MAX / 4)
    }
}

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    /// Blocks and parts of blocks, from the top.
    pub parts: Vec<Part>,
    /// Notes and parts of notes, from the top.
    pub notes: Vec<NotePart>,
    /// Blocks that do not fit on any page, and stand here all the same.
    pub too_large: Vec<usize>,
    /// Whether it is a plate.
    pub kind: LeafKind,
}

/// What a page is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeafKind {
    /// Text.
    #[default]
    Text,
    /// One block alone.
    Plate,
}

/// A block, or a part of it, on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which block.
    pub block: usize,
    /// Which of its ways.
    pub way: usize,
    /// Which of its rows. If they do not begin with the first, the block's repeated rows stand above them.
    pub rows: Range<usize>,
    /// The line of the grid it begins on.
    pub at: u32,
    /// How many lines of the grid it takes.
    pub lines: u32,
}

/// A note, or a part of it, on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePart {
    /// Which note.
    pub note: usize,
    /// Which of its rows.
    pub rows: Range<usize>,
}

/// Distributes `blocks`, with their `notes`, over pages.
///
/// Every row of every block and every note stands on a page, whatever its size.
pub fn paginate(blocks: &[Block], notes: &[Note], frame: &Frame) -> Vec<Leaf> {
    let breaker = Breaker { blocks, notes, frame };
    let mut pages = Vec::new();
    let mut state = State::default();
    while !breaker.is_done(&state) {
        let (leaf, next) = breaker.page(&state, frame.lines(pages.len()));
        state = next;
        if !leaf.parts.is_empty() || !leaf.notes.is_empty() {
            pages.push(leaf);
        }
        for plate in std::mem::take(&mut state.plates) {
            pages.push(breaker.plate(plate, &mut state, frame.lines(pages.len())));
        }
    }
    pages
}

/// A note of more rows than this may be split, with as many rows on either side.
const LEAST_ROWS: usize = 2;

/// As many lines of white between text and notes are worth a split note.
const WORTH_A_SPLIT: i64 = 2;

/// What has been placed when a page ends: all that the next page must know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    block: usize,
    row: usize,
    carried: Vec<NotePart>,
    floats: Vec<usize>,
    plates: Vec<usize>,
}

/// A page in the making.
#[derive(Clone, Debug)]
struct Draft {
    leaf: Leaf,
    owed: Vec<NotePart>,
    used: u32,
    state: State,
}

/// How the notes of a page fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// All of them.
    Whole,
    /// All but the last, and so many rows of the last.
    Split(usize),
    /// Not.
    Not,
}

/// The last of the places at which a page may end, by what they cost.
#[derive(Default)]
struct Ends {
    whole: Option<Draft>,
    split: Option<(Draft, usize)>,
    forbidden: Option<(Draft, Fit)>,
}

struct Breaker<'a> {
    blocks: &'a [Block],
    notes: &'a [Note],
    frame: &'a Frame,
}

impl Breaker<'_> {
    fn is_done(&self, state: &State) -> bool {
        state.block >= self.blocks.len() && state.carried.is_empty() && state.floats.is_empty()
    }

    /// The page that begins at `from`, and where the next one begins.
    fn page(&self, from: &State, lines: u32) -> (Leaf, State) {
        let mut draft = Draft { leaf: Leaf::default(), owed: from.carried.clone(), used: 0, state: from.clone() };
        draft.state.carried.clear();
        let ends = self.walk(&mut draft, lines);
        let (draft, fit) = match ends {
            Ends { whole: Some(whole), split: Some((split, rows)), .. } => {
                let gap = self.white(&whole, lines) >= self.frame.grid * WORTH_A_SPLIT;
                if gap { (split, Fit::Split(rows)) } else { (whole, Fit::Whole) }
            }
            Ends { whole: Some(whole), .. } => (whole, Fit::Whole),
            Ends { split: Some((split, rows)), .. } => (split, Fit::Split(rows)),
            Ends { forbidden: Some(forbidden), .. } => forbidden,
            _ => return self.forced(from, lines),
        };
        close(draft, fit)
    }

    /// Fills `draft` as far as it goes and collects where the page may end.
    fn walk(&self, draft: &mut Draft, lines: u32) -> Ends {
        let mut ends = Ends::default();
        for float in std::mem::take(&mut draft.state.floats) {
            if draft.state.floats.is_empty() && self.add_whole(draft, float, lines) {
                continue;
            }
            if draft.leaf.parts.is_empty() && draft.owed.is_empty() && draft.state.floats.is_empty() {
                // No page will ever have more room than this one.
                return ends;
            }
            draft.state.floats.push(float);
        }
        let floats_only = !draft.leaf.parts.is_empty();
        if floats_only || draft.state.block >= self.blocks.len() {
            self.consider(draft, lines, &mut ends);
        }
        while let Some(block) = self.blocks.get(draft.state.block) {
            let added = match (block.stand, draft.state.row) {
                (Stand::Plate, 0) => {
                    draft.state.plates.push(draft.state.block);
                    draft.state.block += 1;
                    true
                }
                (Stand::Float, 0) => {
                    let float = draft.state.block;
                    let waits = !draft.state.floats.is_empty() || !self.add_whole(draft, float, lines);
                    if waits {
                        draft.state.floats.push(float);
                    }
                    draft.state.block += 1;
                    true
                }
                _ => self.add_row(draft, lines),
            };
            if !added {
                break;
            }
            self.consider(draft, lines, &mut ends);
        }
        ends
    }

    /// Notes the end of `draft` as a place at which the page may end.
    fn consider(&self, draft: &Draft, lines: u32, ends: &mut Ends) {
        let nothing = draft.leaf.parts.is_empty() && draft.owed.is_empty();
        let moved = !nothing || !draft.state.plates.is_empty() || !draft.state.floats.is_empty();
        if !moved && draft.state.block < self.blocks.len() {
            return;
        }
        let fit = self.fit(&draft.owed, draft.used, lines);
        match (self.may_end(&draft.state), fit) {
            (_, Fit::Not) => {}
            (true, Fit::Whole) => ends.whole = Some(draft.clone()),
            (true, Fit::Split(rows)) => ends.split = Some((draft.clone(), rows)),
            (false, fit) => ends.forbidden = Some((draft.clone(), fit)),
        }
    }

    /// Whether the rules let a page end where `state` is.
    fn may_end(&self, state: &State) -> bool {
        let Some(block) = self.blocks.get(state.block) else { return true };
        if state.row > 0 {
            return block.ways[0].rows[state.row - 1].end != End::Never;
        }
        let flows = |block: &&Block| block.stand == Stand::Flow;
        let above = self.blocks[..state.block].iter().rev().find(flows);
        let below = self.blocks[state.block..].iter().find(flows);
        match (above, below) {
            (Some(above), Some(below)) => above.with_next == Keep::Free && below.with_previous == Keep::Free,
            _ => true,
        }
    }

    /// Adds the next row, unless it does not fit.
    fn add_row(&self, draft: &mut Draft, lines: u32) -> bool {
        let (at, row) = (draft.state.block, draft.state.row);
        let block = &self.blocks[at];
        let Some(next) = block.ways[0].rows.get(row) else {
            draft.state.block += 1;
            draft.state.row = 0;
            return true;
        };
        let (part, used) = self.grown(draft, at, row..row + 1);
        let mut owed = draft.owed.clone();
        self.owe(&next.calls, &mut owed);
        if used > lines || self.fit(&owed, used, lines) == Fit::Not {
            return false;
        }
        self.put(draft, part, used, owed);
        if row + 1 == block.ways[0].rows.len() {
            draft.state.block += 1;
            draft.state.row = 0;
        } else {
            draft.state.row += 1;
        }
        true
    }

    /// Adds a whole block, out of the flow, if it and its notes fit.
    fn add_whole(&self, draft: &mut Draft, at: usize, lines: u32) -> bool {
        let rows = &self.blocks[at].ways[0].rows;
        let (part, used) = self.grown(draft, at, 0..rows.len());
        let mut owed = draft.owed.clone();
        rows.iter().for_each(|row| self.owe(&row.calls, &mut owed));
        let fits = used <= lines && self.fit(&owed, used, lines) == Fit::Whole;
        if fits {
            self.put(draft, part, used, owed);
        }
        fits
    }

    fn put(&self, draft: &mut Draft, part: Part, used: u32, owed: Vec<NotePart>) {
        if draft.leaf.parts.last().is_some_and(|last| goes_on(last, &part)) {
            draft.leaf.parts.pop();
        }
        draft.leaf.parts.push(part);
        draft.used = used;
        draft.owed = owed;
    }

    /// The part that `rows` of a block make on this page, with those already there, and the lines used with it.
    fn grown(&self, draft: &Draft, at: usize, rows: Range<usize>) -> (Part, u32) {
        let block = &self.blocks[at];
        let last = draft.leaf.parts.last();
        let (start, line) = match last {
            Some(last) if last.block == at && last.rows.end == rows.start => (last.rows.start, last.at),
            Some(last) => {
                let gap = self.blocks[last.block].after.max(block.before);
                (rows.start, draft.used.saturating_add(self.frame.lines_of(gap)))
            }
            None => (rows.start, draft.used),
        };
        let rows = start..rows.end;
        let lines = self.frame.lines_of(height(block, 0, &rows));
        (Part { block: at, way: 0, rows, at: line, lines }, line.saturating_add(lines))
    }

    /// Adds the notes of `calls` to what is owed, and the notes called in them after them.
    fn owe(&self, calls: &[usize], owed: &mut Vec<NotePart>) {
        for &note in calls {
            let known = owed.iter().any(|part| part.note == note);
            let Some(rows) = self.notes.get(note).map(|note| &note.rows).filter(|_| !known) else { continue };
            owed.push(NotePart { note, rows: 0..rows.len() });
            rows.iter().for_each(|row| self.owe(&row.calls, owed));
        }
    }

    /// How the notes owed fit under `used` lines of text.
    fn fit(&self, owed: &[NotePart], used: u32, lines: u32) -> Fit {
        let Some((last, others)) = owed.split_last() else {
            return if used <= lines { Fit::Whole } else { Fit::Not };
        };
        let room = self.frame.grid * (i64::from(lines) - i64::from(used)) - self.gap_above_notes(used);
        let room = room - others.iter().map(|part| self.note_height(part)).sum();
        if room < Length::ZERO {
            return Fit::Not;
        }
        if self.note_height(last) <= room {
            return Fit::Whole;
        }
        let rows = self.rows_that_fit(last, room).min(last.rows.len().saturating_sub(LEAST_ROWS));
        if rows >= LEAST_ROWS { Fit::Split(rows) } else { Fit::Not }
    }

    /// The white that is left over on a page whose notes stand whole.
    fn white(&self, draft: &Draft, lines: u32) -> Length {
        let notes: Length = draft.owed.iter().map(|part| self.note_height(part)).sum();
        let gap = if draft.owed.is_empty() { Length::ZERO } else { self.gap_above_notes(draft.used) };
        self.frame.grid * (i64::from(lines) - i64::from(draft.used)) - notes - gap
    }

    /// The white above the notes; none on a page that holds notes alone.
    fn gap_above_notes(&self, used: u32) -> Length {
        if used == 0 { Length::ZERO } else { self.frame.note_gap }
    }

    fn note_height(&self, part: &NotePart) -> Length {
        rows_height(&self.notes[part.note].rows[part.rows.clone()])
    }

    /// How many rows of a note fit into `room`.
    fn rows_that_fit(&self, part: &NotePart, room: Length) -> usize {
        let rows = &self.notes[part.note].rows[part.rows.clone()];
        (0..=rows.len()).rev().find(|&count| rows_height(&rows[..count]) <= room).unwrap_or(0)
    }

    /// A page on which nothing fits by the rules: what must go on is put there all the same.
    fn forced(&self, from: &State, lines: u32) -> (Leaf, State) {
        let mut leaf = Leaf::default();
        let mut state = State { carried: Vec::new(), ..from.clone() };
        let mut owed = from.carried.clone();
        let mut room = self.frame.grid * i64::from(lines);
        if owed.is_empty() {
            let at = if state.floats.is_empty() { state.block } else { state.floats.remove(0) };
            let block = &self.blocks[at];
            let rows = if block.stand == Stand::Flow { state.row..state.row + 1 } else { 0..block.ways[0].rows.len() };
            block.ways[0].rows[rows.clone()].iter().for_each(|row| self.owe(&row.calls, &mut owed));
            let used = self.frame.lines_of(height(block, 0, &rows));
            room = room - self.frame.grid * i64::from(used) - self.frame.note_gap;
            if block.stand == Stand::Flow {
                (state.block, state.row) =
                    if rows.end >= block.ways[0].rows.len() { (at + 1, 0) } else { (at, rows.end) };
            }
            if used > lines {
                leaf.too_large.push(at);
            }
            leaf.parts.push(Part { block: at, way: 0, rows, at: 0, lines: used });
        }
        for part in owed {
            let whole = part.rows.len();
            let least = usize::from(leaf.parts.is_empty() && leaf.notes.is_empty());
            let fits = if state.carried.is_empty() { self.rows_that_fit(&part, room).max(least) } else { 0 };
            let cut = part.rows.start + fits.min(whole);
            room -= rows_height(&self.notes[part.note].rows[part.rows.start..cut]);
            if cut > part.rows.start || whole == 0 {
                leaf.notes.push(NotePart { note: part.note, rows: part.rows.start..cut });
            }
            if cut < part.rows.end {
                state.carried.push(NotePart { note: part.note, rows: cut..part.rows.end });
            }
        }
        (leaf, state)
    }

    /// A page for one block alone. What its notes do not find room for is carried on.
    fn plate(&self, at: usize, state: &mut State, lines: u32) -> Leaf {
        let rows = &self.blocks[at].ways[0].rows;
        let start = State { floats: vec![at], block: self.blocks.len(), carried: Vec::new(), ..State::default() };
        let (mut leaf, end) = self.page(&start, lines);
        if leaf.parts.is_empty() {
            leaf.parts.push(Part { block: at, way: 0, rows: 0..rows.len(), at: 0, lines });
        }
        leaf.kind = LeafKind::Plate;
        state.carried.extend(end.carried);
        leaf
    }
}

/// Whether `part` is `last`, grown.
fn goes_on(last: &Part, part: &Part) -> bool {
    last.block == part.block && last.rows.start == part.rows.start
}

/// Ends the page of `draft`: what does not fit is carried on.
fn close(draft: Draft, fit: Fit) -> (Leaf, State) {
    let Draft { mut leaf, mut owed, mut state, .. } = draft;
    if let (Fit::Split(rows), Some(last)) = (fit, owed.last_mut()) {
        let cut = last.rows.start + rows;
        state.carried.push(NotePart { note: last.note, rows: cut..last.rows.end });
        last.rows.end = cut;
    }
    leaf.notes = owed;
    (leaf, state)
}

/// How tall `rows` of a block are, repeated rows included.
fn height(block: &Block, way: usize, rows: &Range<usize>) -> Length {
    let all = &block.ways[way].rows;
    let repeated = if rows.start > 0 { rows_height(&all[..block.repeats.min(rows.start)]) } else { Length::ZERO };
    repeated + rows_height(&all[rows.clone()])
}

/// How tall rows are, one below the other; the white above the first is dropped.
pub fn rows_height(rows: &[Row]) -> Length {
    let lead = rows.first().map_or(Length::ZERO, |row| row.lead);
    rows.iter().map(|row| row.lead + row.height).sum::<Length>() - lead
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Length = Length::pt(10);

    fn frame(lines: u32) -> Frame {
        Frame { grid: GRID, lines, shorter: BTreeMap::new(), note_gap: Length::pt(5) }
    }

    fn row(end: End) -> Row {
        Row { lead: Length::ZERO, height: GRID, calls: Vec::new(), end }
    }

    /// A paragraph of so many lines, with the usual rules about widows and orphans.
    fn paragraph(lines: usize) -> Block {
        let end = |at: usize| if at == 0 || at + 2 >= lines { End::Never } else { End::Good };
        block((0..lines).map(|at| row(end(at))).collect())
    }

    fn block(rows: Vec<Row>) -> Block {
        Block {
            before: Length::ZERO,
            after: Length::ZERO,
            ways: vec![Way { rows, cost: 0 }],
            with_next: Keep::Free,
            with_previous: Keep::Free,
            stand: Stand::Flow,
            repeats: 0,
        }
    }

    fn calling(mut block: Block, row: usize, note: usize) -> Block {
        block.ways[0].rows[row].calls.push(note);
        block
    }

    fn note(rows: usize) -> Note {
        Note { rows: vec![row(End::Good); rows] }
    }

    /// Pages told briefly: `1:0-4 n0:0-2` is rows 0 to 4 of block 1 and rows 0 to 2 of note 0.
    fn told(pages: &[Leaf]) -> Vec<String> {
        let tell = |leaf: &Leaf| {
            let parts = leaf.parts.iter().map(|p| format!("{}:{}-{}", p.block, p.rows.start, p.rows.end));
            let notes = leaf.notes.iter().map(|n| format!("n{}:{}-{}", n.note, n.rows.start, n.rows.end));
            parts.chain(notes).collect::<Vec<_>>().join(" ")
        };
        pages.iter().map(tell).collect()
    }

    #[test]
    fn a_page_is_filled_before_the_next_begins() {
        let pages = paginate(&[paragraph(4), paragraph(6)], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-4 1:0-4", "1:4-6"]);
    }

    #[test]
    fn no_line_of_a_paragraph_stands_alone() {
        let widow = paginate(&[paragraph(4), paragraph(5)], &[], &frame(8));
        assert_eq!(told(&widow), ["0:0-4 1:0-3", "1:3-5"]);
        let orphan = paginate(&[paragraph(7), paragraph(5)], &[], &frame(8));
        assert_eq!(told(&orphan), ["0:0-7", "1:0-5"]);
    }

    #[test]
    fn a_heading_stays_with_what_follows_it() {
        let heading = Block { with_next: Keep::Together, ..paragraph(1) };
        let pages = paginate(&[paragraph(6), heading, paragraph(5)], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-6", "1:0-1 2:0-5"]);
    }

    #[test]
    fn a_signature_stays_with_what_it_closes() {
        let signature = Block { with_previous: Keep::Together, ..paragraph(2) };
        let pages = paginate(&[paragraph(7), signature], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-5", "0:5-7 1:0-2"]);
    }

    #[test]
    fn white_before_a_block_is_dropped_at_the_head_of_a_page() {
        let spaced = Block { before: GRID * 2, ..paragraph(2) };
        let pages = paginate(&[paragraph(6), spaced], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-6", "1:0-2"]);
        assert_eq!(pages[1].parts[0].at, 0);
    }

    #[test]
    fn a_block_of_smaller_lines_returns_to_the_grid() {
        let small = block(vec![Row { height: Length::pt(8), ..row(End::Good) }; 3]);
        let pages = paginate(&[small, paragraph(2)], &[], &frame(8));
        assert_eq!((pages[0].parts[0].lines, pages[0].parts[1].at), (3, 3));
    }

    #[test]
    fn a_line_goes_with_its_note() {
        let pages = paginate(&[calling(paragraph(8), 6, 0)], &[note(3)], &frame(8));
        assert_eq!(told(&pages), ["0:0-6", "0:6-8 n0:0-3"]);
    }

    #[test]
    fn a_long_note_is_split_with_two_lines_on_either_side() {
        let pages = paginate(&[calling(paragraph(9), 3, 0)], &[note(6)], &frame(8));
        assert_eq!(told(&pages), ["0:0-5 n0:0-2", "0:5-7 n0:2-6", "0:7-9"]);
    }

    #[test]
    fn only_the_last_note_of_a_page_is_split() {
        let text = calling(calling(paragraph(9), 2, 0), 3, 1);
        let pages = paginate(&[text], &[note(3), note(5)], &frame(10));
        assert_eq!(told(&pages)[0], "0:0-4 n0:0-3 n1:0-2");
    }

    #[test]
    fn a_note_longer_than_a_page_runs_on() {
        let pages = paginate(&[calling(paragraph(4), 0, 0)], &[note(20)], &frame(8));
        let rows: Vec<_> = pages.iter().flat_map(|page| &page.notes).map(|part| part.rows.clone()).collect();
        assert_eq!(rows.first().map(|rows| rows.start), Some(0));
        assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(rows.last().map(|rows| rows.end), Some(20));
    }

    #[test]
    fn a_note_called_in_a_note_follows_it() {
        let mut outer = note(2);
        outer.rows[1].calls.push(1);
        let pages = paginate(&[calling(paragraph(2), 0, 0)], &[outer, note(1)], &frame(8));
        assert_eq!(told(&pages), ["0:0-2 n0:0-2 n1:0-1"]);
    }

    #[test]
    fn a_figure_without_room_stands_at_the_head_of_the_next_page() {
        let figure = Block { stand: Stand::Float, ..block(vec![Row { height: GRID * 5, ..row(End::Never) }]) };
        let pages = paginate(&[paragraph(5), figure, paragraph(6)], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-5 2:0-3", "1:0-1 2:3-6"]);
    }

    #[test]
    fn a_figure_taller_than_a_page_stands_on_the_next_all_the_same() {
        let figure = Block { stand: Stand::Float, ..block(vec![Row { height: GRID * 50, ..row(End::Never) }]) };
        let pages = paginate(&[paragraph(2), figure, paragraph(6)], &[], &frame(6));
        assert_eq!(told(&pages), ["0:0-2 2:0-4", "1:0-1", "2:4-6"]);
        assert_eq!(pages[1].too_large, [1]);
    }

    #[test]
    fn a_plate_has_a_page_for_itself() {
        let plate = Block { stand: Stand::Plate, ..block(vec![row(End::Never)]) };
        let pages = paginate(&[paragraph(6), plate, paragraph(6)], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-6 2:0-2", "1:0-1", "2:2-6"]);
        assert_eq!(pages[1].kind, LeafKind::Plate);
    }

    #[test]
    fn a_table_that_goes_on_repeats_its_heading() {
        let table = Block { repeats: 1, ..block(vec![row(End::Good); 10]) };
        let pages = paginate(&[table], &[], &frame(6));
        assert_eq!(told(&pages), ["0:0-6", "0:6-10"]);
        assert_eq!(pages[1].parts[0].lines, 5);
    }

    #[test]
    fn what_is_taller_than_a_page_is_told_and_stands_all_the_same() {
        let tall = block(vec![Row { height: GRID * 50, ..row(End::Good) }]);
        let pages = paginate(&[paragraph(2), tall, paragraph(2)], &[], &frame(8));
        assert_eq!(told(&pages), ["0:0-2", "1:0-1", "2:0-2"]);
        assert_eq!(pages[1].too_large, [1]);
    }

    /// Small numbers in a fixed order: a linear congruence (Knuth, *Seminumerical Algorithms*, 3.3.4).
    fn numbers(seed: u64) -> impl FnMut(u64) -> usize {
        let mut state = seed;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % below) as usize
        }
    }

    #[test]
    fn every_row_and_every_note_stands_once_in_order_with_its_call() {
        for seed in 0..300 {
            let mut number = numbers(seed);
            let mut blocks: Vec<Block> = (0..20).map(|_| paragraph(1 + number(9))).collect();
            let mut notes = Vec::new();
            for row in blocks.iter_mut().flat_map(|block| &mut block.ways[0].rows) {
                if number(6) == 0 {
                    row.calls.push(notes.len());
                    notes.push(note(1 + number(9)));
                }
            }
            let pages = paginate(&blocks, &notes, &frame(6 + number(10) as u32));
            let rows: Vec<_> =
                pages.iter().flat_map(|p| &p.parts).flat_map(|p| p.rows.clone().map(|r| (p.block, r))).collect();
            let all: Vec<_> = blocks
                .iter()
                .enumerate()
                .flat_map(|(b, block)| (0..block.ways[0].rows.len()).map(move |r| (b, r)))
                .collect();
            assert_eq!(rows, all, "seed {seed}");
            let noted: Vec<_> =
                pages.iter().flat_map(|p| &p.notes).flat_map(|n| n.rows.clone().map(|r| (n.note, r))).collect();
            let all: Vec<_> =
                notes.iter().enumerate().flat_map(|(n, note)| (0..note.rows.len()).map(move |r| (n, r))).collect();
            assert_eq!(noted, all, "seed {seed}");
            for page in &pages {
                let called = page.parts.iter().flat_map(|p| &blocks[p.block].ways[0].rows[p.rows.clone()]);
                for note in called.flat_map(|row| &row.calls) {
                    assert!(page.notes.iter().any(|n| n.note == *note && n.rows.start == 0), "seed {seed}");
                }
            }
        }
    }
}
