//! Lines as they are printed: the pieces between two places, each glyph where it stands.
//!
//! The line breaker has said where a line begins and ends; here its letters are widened
//! and its spaces stretched until it is exactly as wide as the measure. Whatever is left
//! over of a division goes to the first of those who share, so that nothing is lost and
//! nothing depends on chance.

use std::sync::Arc;

use super::copy::Copy;
use super::divide::Hyphen;
use super::glyphs::Row;
use super::pieces::{PieceKind, Pieces};
use super::places::{Cut, Places};
use super::segments::{Segment, SegmentKind, Shares, sums, visual_order, widen};
use super::strain::{Ending, Filling, Room, Rules};
use crate::fonts::Fonts;
use crate::length::Length;
use crate::report::{Code, Diagnostic};
use crate::source::Span;
use crate::typeset::line::{Justification, Line, LineEnd, Manner, Marker};

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

/// How a line is filled.
struct Fit {
    /// By how much letters are widened, in thousandths.
    expansion: i64,
    /// By how much spaces are widened, in thousandths; none in a line without spaces.
    stretch: Option<i64>,
    /// What is left over in a line without spaces, to go between its letters.
    between_letters: Length,
    /// What the line lacks, or, negative, what it is too wide by.
    slack: Length,
}

impl Text<'_> {
    /// The line from place `from` to place `to` in its `room`, and what a person should look at in it.
    pub(super) fn line(&self, from: usize, to: usize, room: Room) -> (Line, Option<Diagnostic>) {
        let mut segments = self.segments(from, to);
        let width = self.rules.width_from(from, room);
        let ending = self.places.places[to].ending;
        let fit = self.fill(&mut segments, (from, to), width);
        let row = self.place(&segments, &fit, from, room);
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
            word_space: (1000 + fit.stretch.unwrap_or(0)) as i32,
        };
        let problem = self.problem(&fit, from, to);
        (line, problem)
    }

    /// The parts of the line, in the order of the text.
    fn segments(&self, from: usize, to: usize) -> Vec<Segment> {
        let (start, end) = (&self.places.cuts[from], &self.places.cuts[to]);
        let mut segments = Vec::with_capacity(end.end_piece + 1 - start.start_piece.min(end.end_piece));
        for at in start.start_piece..end.end_piece {
            let piece = &self.pieces.all[at];
            let range = piece.range.start.max(start.start)..piece.range.end.min(end.end);
            let mut width = piece.width;
            let kind = match &piece.kind {
                PieceKind::Letters { fount, word, .. } => {
                    let text = &self.copy.text[range.clone()];
                    let hyphenated = end.hyphen == Hyphen::Made && at + 1 == end.end_piece;
                    let word = match hyphenated {
                        true => fount.word(&format!("{text}-")),
                        false if range == piece.range => Arc::clone(word),
                        false => fount.word(text),
                    };
                    width = word.width;
                    SegmentKind::Letters { fount: Arc::clone(fount), word }
                }
                PieceKind::Space { fount, .. } => SegmentKind::Space { fount: Arc::clone(fount) },
                PieceKind::Fill { fount, leader } => SegmentKind::Fill { fount: fount.clone(), leader: *leader },
                PieceKind::Kept => continue,
            };
            segments.push(Segment { range, level: piece.level, kind, width });
        }
        segments.extend(self.end_space(&segments, to));
        segments
    }

    /// The space at the end of a line that neither ends the text nor divides a word.
    fn end_space(&self, segments: &[Segment], to: usize) -> Option<Segment> {
        let at = self.places.cuts[to].end;
        let ending = self.places.places[to].ending;
        let (fount, range) = match (ending, segments.last().map(|last| &last.kind)) {
            (Ending::Space, _) => match &self.pieces.all.get(self.places.cuts[to].end_piece)?.kind {
                PieceKind::Space { fount, .. } => (fount, at..at + 1),
                _ => return None,
            },
            // The stand-in of a kept line end is no text: its space is made.
            (Ending::Kept, Some(SegmentKind::Letters { fount, .. } | SegmentKind::Space { fount })) => (fount, at..at),
            _ => return None,
        };
        let kind = SegmentKind::EndSpace { fount: Arc::clone(fount) };
        Some(Segment { range, level: self.pieces.base, kind, width: fount.word(" ").width })
    }

    /// Gives every segment the width that it is printed with.
    fn fill(&self, segments: &mut [Segment], (from, to): (usize, usize), width: Length) -> Fit {
        let (start, end) = (&self.places.places[from], &self.places.places[to]);
        // What hangs out is added to the room there is.
        let hang = end.end.hang - start.start.hang;
        let room = width + hang;
        let sums = sums(segments, hang);
        let slack = room - sums.letters - sums.spaces;
        let mut fit = Fit { expansion: 0, stretch: None, between_letters: Length::ZERO, slack };
        if sums.spaces > Length::ZERO {
            fit.stretch = Some(0);
        }
        if sums.fills > 0 && slack >= Length::ZERO {
            widen(segments, Segment::is_fill, slack, |_| 1);
            return fit;
        }
        let natural = slack >= Length::ZERO && end.ending.is_final();
        if self.rules.filling != Filling::Justified || natural {
            return fit;
        }
        let strain = self.rules.fill(sums, width, end.ending);
        fit.expansion = strain.map_or(-self.rules.expansion, |strain| strain.expansion);
        let letters: Length = segments.iter_mut().map(|segment| segment.set_letters(fit.expansion)).sum();
        let left = room - letters;
        if sums.spaces > Length::ZERO {
            let spaces = left.max(sums.spaces.scale(1000 + TIGHTEST, 1000));
            widen(segments, Segment::is_space, spaces - sums.spaces, |space| space.width.to_units());
            fit.stretch = Some((spaces - sums.spaces).to_units() * 1000 / sums.spaces.to_units());
            fit.slack = left - spaces;
        } else if left.abs() <= letters.scale(2, 1000) {
            fit.between_letters = left;
            fit.slack = Length::ZERO;
        } else {
            fit.slack = left;
        }
        fit
    }

    /// Every glyph of the line where it stands.
    fn place(&self, segments: &[Segment], fit: &Fit, from: usize, room: Room) -> Row {
        let indent = if from == 0 { self.manner.first_indent } else { self.manner.indent };
        let left_hang = -self.places.places[from].start.hang;
        let inside = segments.iter().filter(|segment| !segment.is_end_space());
        let content = inside.map(|segment| segment.width).sum::<Length>() + fit.between_letters;
        let leftwards = self.pieces.base.is_rtl();
        let right = self.manner.measure - if room == Room::Shared { self.manner.beside.width } else { Length::ZERO };
        let mut pen = match self.manner.justification {
            Justification::Centred => indent + (self.rules.width_from(from, room) - content) / 2,
            Justification::Right if leftwards => Length::ZERO,
            Justification::Right => right - content,
            _ if leftwards => right - indent - content + left_hang,
            _ => indent - left_hang,
        };
        let order = visual_order(segments, self.pieces.base);
        if let Some(first) = order.first().map(|first| &segments[*first])
            && leftwards
            && first.is_end_space()
        {
            pen -= first.width;
        }
        let mut row = Row::new(self.manner.measure, pen);
        let mut between = Shares::new(fit.between_letters, segments.iter().map(Segment::glyphs).sum());
        for segment in order.into_iter().map(|at| &segments[at]) {
            let Segment { range, level, width, .. } = segment;
            let before = self.copy.stretch_at(range.start.saturating_sub(1));
            match &segment.kind {
                SegmentKind::Letters { fount, word } => {
                    row.add_word((fount, word), range, *level, fit.expansion, self.copy, &mut between);
                }
                SegmentKind::Space { fount } => row.add_space(fount, range, *width, *level, self.copy),
                SegmentKind::EndSpace { fount } => row.add_end_space(fount, range, *width, *level, before),
                SegmentKind::Fill { fount, leader } => {
                    row.add_fill(fount.as_ref(), *leader, range.start, *width, *level, before);
                }
            }
        }
        row
    }

    /// The markers of the line from place `from` to place `to`, with where they fall.
    fn markers(&self, row: &Row, from: usize, to: usize) -> Vec<(Length, Marker)> {
        let all = &self.copy.markers;
        if all.is_empty() {
            return Vec::new();
        }
        let cuts = &self.places.cuts;
        // What closes stays with what is before it; what opens goes with what comes after.
        let closes = |marker: &Marker| matches!(marker, Marker::Call(_) | Marker::LinkEnd(_));
        let is_before = |(at, marker): &(usize, Marker), cut: &Cut| {
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
        if -fit.slack > self.rules.em / 500 {
            let message = format!("a line is {} too long for its measure", -fit.slack);
            let hint = "put a soft hyphen (U+00AD) where its longest word may be divided, or change the words";
            return Some(diagnostic(Code::OverfullLine, message).hint(hint));
        }
        let final_line = self.places.places[to].ending.is_final();
        let message = match fit.stretch {
            _ if self.rules.filling != Filling::Justified => return None,
            Some(stretch) if stretch > TOLD => {
                let tenths = (1000 + stretch) / 100;
                format!("the spaces of a line are {}.{} times as wide as they should be", tenths / 10, tenths % 10)
            }
            None if fit.slack > Length::ZERO && !final_line => {
                format!("a line is {} too short for its measure, and has no space to widen", fit.slack)
            }
            _ => return None,
        };
        let hint = "put a soft hyphen (U+00AD) into the long word that follows, or change the words";
        Some(diagnostic(Code::LooseLine, message).hint(hint))
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

/// A person is told of spaces that are more than twice their natural width, in thousandths beyond it: the
/// breaker's second pass stays below that, so beyond it no choice of breaks could help.
const TOLD: i64 = 1000;

/// Spaces are never narrower than this, in thousandths less than natural; a line that needs more juts out.
const TIGHTEST: i64 = -400;
