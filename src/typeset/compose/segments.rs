//! The parts of a line: words, spaces and fills, and how a length is shared out among them.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::glyphs::widened;
use super::shape::{Fount, Word};
use super::strain::Sums;
use crate::length::Length;
use crate::typeset::line::Leader;

/// A part of a line, in the order of the text.
pub(super) struct Segment {
    /// Where it is in the text.
    pub(super) range: Range<usize>,
    /// Its level of direction (UAX 9).
    pub(super) level: Level,
    /// What it is.
    pub(super) kind: SegmentKind,
    /// How wide it is: naturally at first, then as it is printed.
    pub(super) width: Length,
}

/// What a part of a line is.
pub(super) enum SegmentKind {
    /// Letters that were shaped together.
    Letters {
        /// Its face and size.
        fount: Arc<Fount>,
        /// Its glyphs.
        word: Arc<Word>,
    },
    /// A space between words.
    Space {
        /// Its face and size.
        fount: Arc<Fount>,
    },
    /// The space that a line ends at: it is printed, as the text has it, but outside the measure.
    EndSpace {
        /// Its face and size.
        fount: Arc<Fount>,
    },
    /// White that takes what is left of the line.
    Fill {
        /// The face of its dots.
        fount: Option<Arc<Fount>>,
        /// What fills it.
        leader: Leader,
    },
}

impl Segment {
    /// Whether it is a space between words.
    pub(super) fn is_space(&self) -> bool {
        matches!(self.kind, SegmentKind::Space { .. })
    }

    /// Whether it is the space that the line ends at.
    pub(super) fn is_end_space(&self) -> bool {
        matches!(self.kind, SegmentKind::EndSpace { .. })
    }

    /// Whether it takes what is left of the line.
    pub(super) fn is_fill(&self) -> bool {
        matches!(self.kind, SegmentKind::Fill { .. })
    }

    /// How many glyphs its letters have.
    pub(super) fn glyphs(&self) -> usize {
        match &self.kind {
            SegmentKind::Letters { word, .. } => word.glyphs.len(),
            _ => 0,
        }
    }

    /// Widens letters by some thousandths; the width of all that is not a space.
    pub(super) fn set_letters(&mut self, expansion: i64) -> Length {
        match &self.kind {
            SegmentKind::Letters { word, .. } => {
                self.width = word.glyphs.iter().map(|glyph| widened(glyph.advance, expansion)).sum();
                self.width
            }
            SegmentKind::Fill { .. } => self.width,
            SegmentKind::Space { .. } | SegmentKind::EndSpace { .. } => Length::ZERO,
        }
    }
}

/// The sums of a line's natural widths.
pub(super) fn sums(segments: &[Segment], hang: Length) -> Sums {
    let mut sums = Sums { hang, ..Sums::default() };
    for segment in segments {
        match segment.kind {
            SegmentKind::Letters { .. } => sums.letters += segment.width,
            SegmentKind::Space { .. } => sums.spaces += segment.width,
            SegmentKind::EndSpace { .. } => {}
            SegmentKind::Fill { .. } => {
                sums.letters += segment.width;
                sums.fills += 1;
            }
        }
    }
    sums
}

/// Widens some of the segments by `more` together, each by its weight.
pub(super) fn widen(segments: &mut [Segment], which: fn(&Segment) -> bool, more: Length, weight: fn(&Segment) -> i64) {
    let all = segments.iter().filter(|segment| which(segment)).map(weight).sum::<i64>();
    let mut shares = Shares::new(more, all as usize);
    for segment in segments.iter_mut().filter(|segment| which(segment)) {
        segment.width += shares.take(weight(segment));
    }
}

/// A length that is shared out in whole units, so that the shares sum up to it.
pub(super) struct Shares {
    total: i64,
    parts: i64,
    given: i64,
}

impl Shares {
    /// `total`, for `parts` of weight one.
    pub(super) fn new(total: Length, parts: usize) -> Shares {
        Shares { total: total.to_units(), parts: parts as i64, given: 0 }
    }

    /// The next share, of weight one.
    pub(super) fn next(&mut self) -> Length {
        self.take(1)
    }

    /// The next share, of some weight.
    pub(super) fn take(&mut self, weight: i64) -> Length {
        if self.total == 0 || self.parts == 0 {
            return Length::ZERO;
        }
        let upto = |given: i64| (i128::from(self.total) * i128::from(given)).div_euclid(i128::from(self.parts)) as i64;
        let share = upto(self.given + weight) - upto(self.given);
        self.given += weight;
        Length::units(share)
    }
}

/// The order of the segments on the line, from left to right (UAX 9, rule L2).
pub(super) fn visual_order(segments: &[Segment], base: Level) -> Vec<usize> {
    if base.is_ltr() && segments.iter().all(|segment| segment.level == base) {
        return (0..segments.len()).collect();
    }
    let levels: Vec<Level> = segments.iter().map(|segment| segment.level).collect();
    BidiInfo::reorder_visual(&levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_up_to_the_whole() {
        let mut shares = Shares::new(Length::units(10), 3);
        let given = [shares.next(), shares.next(), shares.next()];
        assert_eq!(given.map(Length::to_units), [3, 3, 4]);
        let mut debts = Shares::new(Length::units(-10), 3);
        assert_eq!((0..3).map(|_| debts.next()).sum::<Length>(), Length::units(-10));
    }
}
