//! Which line stands on which page.
//!
//! After Plass, *Optimal Pagination Techniques for Automatic Typesetting Systems* (1981), and
//! Mittelbach, *A General Framework for Globally Optimized Pagination* (2019): of all the ways to
//! cut a column into pages, take the one that costs least from its first page to its last. A
//! breaker that fills one page after the other leaves its trouble to the next page, where it comes
//! out as a short page, a split note or two facing pages that do not end together; this one looks
//! at all pages of a chapter at once, and may set a paragraph a line longer or shorter for it.
//!
//! The page breaker sees blocks of rows with heights, notes owed, and rules about where
//! a page may end; never text, fonts or points on paper. It can be tried with a few
//! numbers written by hand.
//!
//! Everything in the column stands on a grid: the rows of a block may be of any height,
//! but what follows the block begins on a line of the grid again. Notes stand at the foot
//! and are not on the grid; they take what the body leaves.
//!
//! `sums` knows how tall any stretch of a block is, `fill` walks one page and finds every place where it
//! may end, `price` says what each of them costs, `optimum` chains pages to the cheapest book, and `pages` puts
//! what was chosen on its lines.

mod fill;
mod optimum;
mod pages;
mod price;
mod sums;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::length::Length;

use super::page::Side;
use optimum::{Optimiser, Reach};
use sums::Sums;

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
    /// What begins with it.
    pub begins: Begins,
    /// The height of what stands above its rows where it goes on on a new page: a table's heading, repeated.
    pub again: Length,
}

/// White that belongs to a block and is shared out within its lines: so a heading in small type and the white around
/// it take whole lines together, and not each for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Air {
    /// Above its first row; dropped at the head of a page.
    pub above: Length,
    /// Below its last.
    pub below: Length,
}

/// One way to set a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Its rows, from the top.
    pub rows: Vec<Row>,
    /// White of its own, which is part of its lines and not of the grid between blocks.
    pub air: Air,
    /// How strained it is, compared with the natural way.
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
    /// It stands at the foot of the page on which the text has it, or at the head of the next.
    Float,
    /// It takes the next page for itself.
    Plate,
}

/// What begins with a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begins {
    /// Nothing: the text goes on.
    #[default]
    Nothing,
    /// Another text in the same column. Figures of the one before should not stand below its heading.
    Text,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The ways to set it, the natural one first; never empty. All of them call the same notes. One that is split over
    /// two pages is set in the natural way.
    pub ways: Vec<Way>,
    /// Where it stands among the notes of its page.
    pub series: Series,
}

/// One of the two series of notes at the foot of a page, from the top. Within a series notes stand in the order of
/// their calls, and what is carried on stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// The upper one: what belongs to the text itself.
    Upper,
    /// The lower one: what is said about it.
    #[default]
    Lower,
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
    /// The white between two series of notes.
    pub series_gap: Length,
    /// What the pages are.
    pub opening: Opening,
}

/// What the pages of a column are, and how they lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Pages of an open book, of which the first is a recto or a verso. Facing pages end together: both may be a
    /// line longer or shorter.
    Spreads(Side),
    /// Columns of one page, or pages that nobody sees side by side.
    Columns,
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

/// Pages that a column has been cut into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The pages.
    pub pages: Vec<Leaf>,
    /// What they cost, all together.
    pub cost: i64,
}

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    /// Blocks and parts of blocks: figures at the head, the text from the top, figures at the foot.
    pub parts: Vec<Part>,
    /// Notes and parts of notes, from the top.
    pub notes: Vec<NotePart>,
    /// Blocks that do not fit on any page, and stand here all the same.
    pub too_large: Vec<usize>,
    /// Whether it is a plate.
    pub kind: LeafKind,
    /// How many lines it has.
    pub lines: u32,
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
    /// Which of its rows. If they do not begin with the first, what is printed again stands above them.
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
    /// Which of its ways.
    pub way: usize,
    /// Which of its rows.
    pub rows: Range<usize>,
}

/// The best layouts of `blocks`, with their `notes`: one for every number of pages that is worth a thought, the
/// fewest first. There is one at least, and in each of them every row of every block and of every note stands once.
pub fn paginate(blocks: &[Block], notes: &[Note], frame: &Frame) -> Vec<Layout> {
    Optimiser { sums: &Sums::new(blocks, notes, frame), frame, reach: Reach::USUAL }.layouts()
}

/// The cheapest of the layouts.
pub fn cheapest(layouts: Vec<Layout>) -> Layout {
    layouts.into_iter().min_by_key(|layout| (layout.cost, layout.pages.len())).unwrap_or_default()
}

/// How tall rows are, one below the other; the white above the first is dropped.
pub fn rows_height(rows: &[Row]) -> Length {
    let lead = rows.first().map_or(Length::ZERO, |row| row.lead);
    rows.iter().map(|row| row.lead + row.height).sum::<Length>() - lead
}

#[cfg(test)]
mod tests;
