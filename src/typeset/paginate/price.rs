//! What is asked of pages, and what it costs where it cannot be had.
//!
//! Widows, orphans, stranded headings and notes away from their call have no price: they are not
//! to be had. What is undesirable has one, in the unit in which `compose` weighs lines, so that
//! a paragraph set a line longer is weighed against a page that ends a line short.

use crate::length::Length;

use super::{Frame, Opening};

/// Both pages of a spread are a line longer or shorter than the others.
const OFF_LENGTH: i64 = 10_000;
/// Facing pages of different length.
const UNEVEN: i64 = 60_000;
/// A divided word at the end of a page that faces the next; over a leaf it is forbidden.
const HYPHEN: i64 = 20_000;
/// A divided word at the end of a column: the eye has not far to go.
const HYPHEN_IN_COLUMN: i64 = 600;
/// A note that is split.
const SPLIT: i64 = 40_000;
/// More, where the rest of it stands over the leaf.
const SPLIT_OVER_LEAF: i64 = 5_000;
/// A note that is split although it could stand whole with a line less of text: never better than that.
pub(super) const LEAST_ROWS: usize = 2;
/// A figure that has to wait for the next page, each time.
pub(super) const WAITING: i64 = 2_500;
/// A figure that stands below the heading of another text, each time.
pub(super) const BELOW_ANOTHER: i64 = 30_000;
/// A figure that stands in the text after all, where its text ends.
pub(super) const IN_THE_TEXT: i64 = 1_000;
/// Any page: fewer are better.
const PAGE: i64 = 50;
/// Beyond so many lines a page is not short but broken off: it is weighed only where there is no other.
pub(super) const SHORTEST: u32 = 8;

/// A page that ends `lines` short of its foot. Above notes some white is less to be seen.
pub(super) fn short(lines: u32, notes: Foot) -> i64 {
    let lines = i64::from(lines.min(100_000));
    match notes {
        _ if lines == 0 => 0,
        Foot::Notes => 15_000 + 15_000 * lines * lines,
        Foot::Text => 60_000 + 20_000 * lines * lines,
    }
}

/// What stands at the foot of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foot {
    /// The text.
    Text,
    /// Notes.
    Notes,
}

/// The last page of a column of several, with so many lines of text on it.
pub(super) fn last(lines: u32) -> i64 {
    if lines >= 5 { 0 } else { 6_000 + 6_000 * (5 - i64::from(lines)) }
}

/// Where a page stands in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On the right: the eye leaves it over the leaf.
    Recto,
    /// On the left.
    Verso,
    /// A column.
    Column,
}

impl Place {
    /// The place of the page of this index.
    pub(super) fn of(page: usize, frame: &Frame) -> Place {
        use super::Side;
        match frame.opening {
            Opening::Columns => Place::Column,
            Opening::Spreads(first) if (first == Side::Recto) == page.is_multiple_of(2) => Place::Recto,
            Opening::Spreads(_) => Place::Verso,
        }
    }

    /// By how many lines a page may differ from the others.
    pub(super) fn lengths(self) -> &'static [i8] {
        if self == Place::Column { &[0] } else { &[0, 1, -1] }
    }

    /// A page that ends within a word; nothing where it must not.
    pub(super) fn hyphen(self) -> Option<i64> {
        match self {
            Place::Recto => None,
            Place::Verso => Some(HYPHEN),
            Place::Column => Some(HYPHEN_IN_COLUMN),
        }
    }

    /// A note that is split at the end of the page.
    pub(super) fn split(self) -> i64 {
        if self == Place::Recto { SPLIT + SPLIT_OVER_LEAF } else { SPLIT }
    }
}

/// A page `length` lines longer than the others, beside a page on its left of which the same is known; nothing where it
/// must not be. Only both pages of a spread are shorter: one alone would look as if it ended short, and its notes would not
/// stand at the foot of the spread.
pub(super) fn length(length: i8, beside: Option<i8>) -> Option<i64> {
    let cost = match beside {
        Some(left) if left != length && left.min(length) < 0 => return None,
        Some(left) if left != length => UNEVEN,
        Some(_) => 0,
        None if length != 0 => OFF_LENGTH,
        None => 0,
    };
    Some(PAGE + cost)
}

/// A plate, and the page that a column ends with.
pub(super) fn single() -> i64 {
    PAGE
}

/// How many whole lines of the grid are left in `room`.
pub(super) fn lines_left(room: Length, frame: &Frame) -> u32 {
    u32::try_from(room.max(Length::ZERO).whole_times(frame.grid.max(Length::units(1)))).unwrap_or(u32::MAX)
}
