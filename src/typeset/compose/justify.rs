//! Lines as they are printed: the pieces between two places, each glyph where it stands.
//!
//! The line breaker has said where a line begins and ends; here its letters are widened
//! and its spaces stretched until it is exactly as wide as the measure. Whatever is left
//! over of a division goes to the first of those who share, so that nothing is lost and
//! nothing depends on chance.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::copy::Copy;
use super::divide::Hyphen;
use super::glyphs::{Row, widened};
use super::paragraph::{Ending, Filling, Rules, Sums, TOLERANCE};
use super::pieces::{PieceKind, Pieces};
use super::places::Places;
use super::shape::{Fount, Word};
use crate::fonts::Fonts;
use crate::length::Length;
use crate::report::{Code, Diagnostic};
use crate::source::Span;
use crate::typeset::line::{Justification, Leader, Line, LineEnd, Manner};

/// Everything that the lines of one text share.
pub(super) struct Text<'c> {
    /// The faces.
    pub(super) fonts: &'c Fonts,
    /// The text.
    pub(super) copy: &'c Copy<'c>,
    /// Its pieces.
    pub(super) pieces: &'c Pieces,
    /// Where its lines may end.
    pub(super) places: &'c Places,
    /// How it is set.
    pub(super) manner: &'c Manner,
    /// The same, for the line breaker.
    pub(super) rules: &'c Rules,
}

/// A part of a line, in the order of the text.
struct Segment {
    /// Where it is in the text.
    range: Range<usize>,
    level: Level,
    kind: SegmentKind,
}

enum SegmentKind {
    Letters {
        fount: Arc<Fount>,
        word: Arc<Word>,
    },
    Space {
        fount: Arc<Fount>,
        natural: Length,
    },
    /// The space that a line ends at: it is printed, as text wants it, but outside the measure.
    EndSpace {
        fount: Arc<Fount>,
        natural: Length,
    },
    Fill {
        fount: Option<Arc<Fount>>,
        leader: Leader,
        least: Length,
    },
}

/// How a line is filled.
struct Fit {
    /// How far letters are widened, in thousandths.
    expansion: i64,
    /// The width of all spaces together,
    spaces: Length,
    /// and of all of them as they naturally are.
    natural_spaces: Length,
    /// What is left over in a line without spaces, to go between its letters.
    between_letters: Length,
    /// What the fills get together beyond their least width.
    fills: Length,
    /// What the line is too wide by.
    over: Length,
    /// By how much spaces are widened, in thousandths.
    stretch: i64,
}

impl Text<'_> {
    /// The line from place `from` to place `to`, and what a person should look at in it.
    pub(super) fn line(&self, from: usize, to: usize) -> (Line, Option<Diagnostic>) {
        let segments = self.segments(from, to);
        let ending = self.places.places[to].ending;
        let hang = self.places.places[to].end.hang - self.places.places[from].start.hang;
        let width = self.rules.width_from(from);
        let fit = self.fit(&segments, hang, width, ending);
        let row = self.place(&segments, &fit, from);
        let line = Line {
            runs: row.runs(self.copy, fit.expansion),
            rules: row.rules(self.copy, self.fonts),
            markers: self.markers(&row, from, to),
            end: match ending {
                Ending::Space => LineEnd::Space,
                Ending::Hyphen => LineEnd::Hyphen,
                Ending::Within => LineEnd::Within,
                Ending::Kept => LineEnd::Kept,
                Ending::Last => LineEnd::Last,
            },
            word_space: (1000 + fit.stretch) as i32,
        };
        let problem = self.problem(&fit, from, to);
        (line, problem)
    }

    /// The parts of the line, in the order of the text.
    fn segments(&self, from: usize, to: usize) -> Vec<Segment> {
        let (start, end) = (&self.places.cuts[from], &self.places.cuts[to]);
        let mut segments = Vec::new();
        for at in start.start_piece..end.end_piece {
            let piece = &self.pieces.all[at];
            let range = piece.range.start.max(start.start)..piece.range.end.min(end.end);
            let kind = match &piece.kind {
                PieceKind::Letters { fount, word, .. } => {
                    let text = &self.copy.text[range.clone()];
                    let hyphenated = end.hyphen == Hyphen::Made && at + 1 == end.end_piece;
                    let word = match hyphenated {
                        true => fount.word(&format!("{text}-")),
                        false if range == piece.range => Arc::clone(word),
                        false => fount.word(text),
                    };
                    SegmentKind::Letters { fount: Arc::clone(fount), word }
                }
                PieceKind::Space { fount, .. } => SegmentKind::Space { fount: Arc::clone(fount), natural: piece.width },
                PieceKind::Fill { fount, leader } => {
                    SegmentKind::Fill { fount: fount.clone(), leader: *leader, least: piece.width }
                }
                PieceKind::Kept => continue,
            };
            segments.push(Segment { range, level: piece.level, kind });
        }
        segments.extend(self.end_space(&segments, to));
        segments
    }

    /// The space at the end of a line that does not end the text or divide a word.
    fn end_space(&self, segments: &[Segment], to: usize) -> Option<Segment> {
        let at = self.places.cuts[to].end;
        let fount = match (self.places.places[to].ending, segments.last().map(|last| &last.kind)) {
            (Ending::Space, _) => match &self.pieces.all.get(self.places.cuts[to].end_piece)?.kind {
                PieceKind::Space { fount, .. } => fount,
                _ => return None,
            },
            (Ending::Kept, Some(SegmentKind::Letters { fount, .. } | SegmentKind::Space { fount, .. })) => fount,
            _ => return None,
        };
        let natural = fount.word(" ").width;
        // The stand-in of a kept line end is no text: its space is made.
        let range = if self.places.places[to].ending == Ending::Space { at..at + 1 } else { at..at };
        let kind = SegmentKind::EndSpace { fount: Arc::clone(fount), natural };
        Some(Segment { range, level: self.pieces.base, kind })
    }

    /// How `segments` fill `width`, with glyphs hanging out by `hang`.
    fn fit(&self, segments: &[Segment], hang: Length, width: Length, ending: Ending) -> Fit {
        let mut sums = Sums { hang, ..Sums::default() };
        for segment in segments {
            match &segment.kind {
                SegmentKind::Letters { word, .. } => sums.letters += word.width,
                SegmentKind::Space { natural, .. } => sums.spaces += *natural,
                SegmentKind::EndSpace { .. } => {}
                SegmentKind::Fill { least, .. } => {
                    sums.letters += *least;
                    sums.fills += 1;
                }
            }
        }
        let slack = width + hang - sums.letters - sums.spaces;
        let mut fit = Fit {
            expansion: 0,
            spaces: sums.spaces,
            natural_spaces: sums.spaces,
            between_letters: Length::ZERO,
            fills: Length::ZERO,
            over: (-slack).max(Length::ZERO),
            stretch: 0,
        };
        if self.rules.filling != Filling::Justified {
            fit.fills = slack.max(Length::ZERO);
            return fit;
        }
        if sums.fills > 0 && slack >= Length::ZERO {
            fit.fills = slack;
            return fit;
        }
        let strain = self.rules.fill(sums, width, ending);
        fit.expansion = strain.map_or(-self.rules.expansion, |strain| strain.expansion);
        if strain.is_some_and(|strain| strain.expansion == 0 && strain.stretch == 0)
            && slack >= Length::ZERO
            && is_final(ending)
        {
            return fit;
        }
        let letters: Length = segments.iter().map(|segment| segment.letters(fit.expansion)).sum();
        let left = width + hang - letters;
        let least = sums.spaces.scale(1000 + TIGHTEST, 1000);
        if sums.spaces > Length::ZERO {
            fit.spaces = left.max(least);
            fit.stretch = (fit.spaces - sums.spaces).to_units() * 1000 / sums.spaces.to_units();
            fit.over = fit.spaces - left;
        } else if left.abs() <= letters.scale(2, 1000) {
            fit.between_letters = left;
            fit.over = Length::ZERO;
        } else {
            fit.over = (-left).max(Length::ZERO);
            fit.stretch = strain.map_or(0, |strain| strain.stretch);
        }
        fit
    }

    /// Every glyph of the line where it stands.
    fn place(&self, segments: &[Segment], fit: &Fit, from: usize) -> Row {
        let indent = if from == 0 { self.manner.first_indent } else { self.manner.indent };
        let left_hang = -self.places.places[from].start.hang;
        let shares = shares(segments, fit);
        let mut row = Row::new(self.manner.measure);
        let content: Length = segments
            .iter()
            .zip(&shares)
            .filter(|(segment, _)| !matches!(segment.kind, SegmentKind::EndSpace { .. }))
            .map(|(segment, share)| segment.letters(fit.expansion) + *share)
            .sum::<Length>()
            + fit.between_letters;
        let leftwards = self.pieces.base.is_rtl();
        let mut pen = match self.manner.justification {
            Justification::Centred => indent + (self.rules.width_from(from) - content) / 2,
            Justification::Right if leftwards => Length::ZERO,
            Justification::Right => self.manner.measure - content,
            _ if leftwards => self.manner.measure - indent - content + left_hang,
            _ => indent - left_hang,
        };
        let order = visual_order(segments, self.pieces.base);
        if let Some(&first) = order.first()
            && let SegmentKind::EndSpace { natural, .. } = segments[first].kind
            && leftwards
        {
            pen -= natural;
        }
        row.begin(pen);
        let letters = segments.iter().map(Segment::glyphs).sum();
        let mut between = Shares::new(fit.between_letters, letters);
        for at in order {
            let segment = &segments[at];
            let level = segment.level;
            let before = self.copy.stretch_at(segment.range.start.saturating_sub(1));
            match &segment.kind {
                SegmentKind::Letters { fount, word } => {
                    row.add_word((fount, word), &segment.range, level, fit.expansion, self.copy, &mut between);
                }
                SegmentKind::Space { fount, .. } => {
                    row.add_space(fount, &segment.range, shares[at], level, self.copy);
                }
                SegmentKind::EndSpace { fount, natural } => {
                    row.add_end_space(fount, &segment.range, *natural, level, before);
                }
                SegmentKind::Fill { fount, leader, .. } => {
                    row.add_fill(fount.as_ref(), *leader, segment.range.start, shares[at], level, before);
                }
            }
        }
        row
    }

    /// The markers of the line from place `from` to place `to`, with where they fall.
    fn markers(&self, row: &Row, from: usize, to: usize) -> Vec<(Length, crate::typeset::line::Marker)> {
        use crate::typeset::line::Marker;
        let all = &self.copy.markers;
        if all.is_empty() {
            return Vec::new();
        }
        let cuts = &self.places.cuts;
        // What closes stays with what is before it; what opens goes with what comes after.
        let closes = |marker: &Marker| matches!(marker, Marker::Call(_) | Marker::LinkEnd(_));
        let is_before = |(at, marker): &(usize, Marker), cut: &super::places::Cut| {
            *at < cut.end || *at == cut.end && (closes(marker) || cut.start > cut.end)
        };
        let last = to + 1 == cuts.len();
        let first = if from == 0 { 0 } else { all.partition_point(|marker| is_before(marker, &cuts[from])) };
        let end = if last { all.len() } else { all.partition_point(|marker| is_before(marker, &cuts[to])) };
        all[first..end.max(first)].iter().map(|(at, marker)| (row.x_of(*at), *marker)).collect()
    }

    /// What a person should look at in a line.
    fn problem(&self, fit: &Fit, from: usize, to: usize) -> Option<Diagnostic> {
        let diagnostic = |code, message: String| match self.span(from, to) {
            Some(span) => Diagnostic::new(code, span, message).label("this line"),
            None => Diagnostic::of_volume(code, message),
        };
        if fit.over > Length::units(self.rules.em.to_units() / 500) {
            let message = format!("a line is {} too long for its measure", fit.over);
            let hint = "put a soft hyphen (U+00AD) where its longest word may be divided, or change the words";
            return Some(diagnostic(Code::OverfullLine, message).hint(hint));
        }
        if self.rules.filling == Filling::Justified && fit.stretch > TOLERANCE {
            let times = (1000 + fit.stretch) / 100;
            let message = match fit.natural_spaces {
                Length::ZERO => "a line without a space is too short for its measure".to_owned(),
                _ => format!("the spaces of a line are {}.{} times as wide as they should be", times / 10, times % 10),
            };
            let hint = "put a soft hyphen (U+00AD) into a long word that follows, or change the words";
            return Some(diagnostic(Code::LooseLine, message).hint(hint));
        }
        None
    }

    /// The place of a line in the sources.
    fn span(&self, from: usize, to: usize) -> Option<Span> {
        let range = self.places.cuts[from].start..self.places.cuts[to].end;
        let first = self.copy.stretch_at(range.start);
        let on_line = self.copy.stretches.get(first..)?.iter().take_while(|stretch| stretch.range.start < range.end);
        on_line
            .clone()
            .find_map(|stretch| stretch.span_of(range.start.max(stretch.range.start)..range.end.min(stretch.range.end)))
    }
}

/// Spaces are never narrower than this, in thousandths less than natural; a line that needs more juts out.
const TIGHTEST: i64 = -400;

fn is_final(ending: Ending) -> bool {
    matches!(ending, Ending::Kept | Ending::Last)
}

impl Segment {
    /// The width of its letters, widened.
    fn letters(&self, expansion: i64) -> Length {
        match &self.kind {
            SegmentKind::Letters { word, .. } => {
                word.glyphs.iter().map(|glyph| widened(glyph.advance, expansion)).sum()
            }
            _ => Length::ZERO,
        }
    }

    /// How many glyphs its letters have.
    fn glyphs(&self) -> usize {
        match &self.kind {
            SegmentKind::Letters { word, .. } => word.glyphs.len(),
            _ => 0,
        }
    }
}

/// A length that is shared out in whole units, so that the shares sum up to it.
pub(super) struct Shares {
    total: i64,
    parts: i64,
    given: i64,
}

impl Shares {
    fn new(total: Length, parts: usize) -> Shares {
        Shares { total: total.to_units(), parts: parts as i64, given: 0 }
    }

    /// The next share, of weight one.
    pub(super) fn next(&mut self) -> Length {
        self.take(1)
    }

    /// The next share, of some weight.
    fn take(&mut self, weight: i64) -> Length {
        if self.total == 0 || self.parts == 0 {
            return Length::ZERO;
        }
        let upto = |given: i64| (i128::from(self.total) * i128::from(given)).div_euclid(i128::from(self.parts)) as i64;
        let share = upto(self.given + weight) - upto(self.given);
        self.given += weight;
        Length::units(share)
    }
}

/// What each segment gets that is a space or a fill: its width.
fn shares(segments: &[Segment], fit: &Fit) -> Vec<Length> {
    let fills = segments.iter().filter(|segment| matches!(segment.kind, SegmentKind::Fill { .. })).count();
    let mut fill_shares = Shares::new(fit.fills, fills);
    let mut space_shares = Shares::new(fit.spaces, fit.natural_spaces.to_units() as usize);
    segments
        .iter()
        .map(|segment| match &segment.kind {
            SegmentKind::Space { natural, .. } => space_shares.take(natural.to_units()),
            SegmentKind::Fill { least, .. } => *least + fill_shares.next(),
            SegmentKind::Letters { .. } | SegmentKind::EndSpace { .. } => Length::ZERO,
        })
        .collect()
}

/// The order of the segments on the line, from left to right (UAX 9, rule L2).
fn visual_order(segments: &[Segment], base: Level) -> Vec<usize> {
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
