//! A row of glyphs, and the runs it falls into.
//!
//! A run of the display list is in one face, belongs to one element and comes from one
//! place of the sources. Words are cast whole and cut into runs only here, glyph by
//! glyph, so that neither a change of element nor a mark cuts a ligature or a kern.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::Level;

use super::copy::Copy;
use super::segments::Shares;
use super::shape::{Fount, Word, WordGlyph};
use crate::fonts::{FaceId, Fonts, Stroke};
use crate::length::{Length, Point, Rect, Size};
use crate::typeset::line::{Drawn, Leader};
use crate::typeset::page::{ElementId, Glyph, GlyphRun, Turn};

/// A row of glyphs, from left to right.
pub(super) struct Row {
    measure: Length,
    pen: Length,
    glyphs: Vec<Placed>,
    /// Runs of dots, and before which glyph each stands.
    leaders: Vec<(usize, GlyphRun)>,
}

/// A glyph where it stands.
struct Placed {
    x: Length,
    glyph: Glyph,
    face: FaceId,
    size: Length,
    raise: Length,
    level: Level,
    stretch: usize,
    /// The text it stands for; nothing, at its place, for what is not in the text.
    text: Range<usize>,
    /// What is printed though it is not in the text.
    made: Option<char>,
    at: RowPlace,
}

/// Whether a glyph stands within the measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowPlace {
    Within,
    /// The space that a line ends at: no line is drawn under it.
    EndSpace,
}

impl Row {
    /// An empty row in `measure` that begins at `pen`.
    pub(super) fn new(measure: Length, pen: Length) -> Row {
        Row { measure, pen, glyphs: Vec::new(), leaders: Vec::new() }
    }

    /// Adds a word, its letters widened by `expansion` thousandths, with `between` added to them in turn.
    pub(super) fn add_word(
        &mut self,
        cast: (&Fount, &Word),
        range: &Range<usize>,
        level: Level,
        expansion: i64,
        copy: &Copy<'_>,
        between: &mut Shares,
    ) {
        let (fount, word) = cast;
        let first = copy.stretch_at(range.start);
        let whole = copy.stretches[first].range.end >= range.end;
        for (at, glyph) in word.glyphs.iter().enumerate() {
            let start = range.start + glyph.start as usize;
            // A hyphen that divides the word stands after its last letter.
            let (text, made) = match start < range.end {
                true => (start..range.start + cluster_end(&word.glyphs, at, level).unwrap_or(range.len()), None),
                false => (range.end..range.end, Some('\u{AD}')),
            };
            let stretch = if whole { first } else { copy.stretch_at(start.min(range.end - 1)) };
            let advance = widened(glyph.advance, expansion) + between.next();
            let placed = Glyph { id: glyph.id, advance, dx: widened(glyph.dx, expansion), dy: glyph.dy, text_start: 0 };
            self.push(fount, placed, level, stretch, text, made, RowPlace::Within);
        }
    }

    /// Adds a space of some width.
    pub(super) fn add_space(
        &mut self,
        fount: &Fount,
        range: &Range<usize>,
        width: Length,
        level: Level,
        copy: &Copy<'_>,
    ) {
        let id = fount.word(&copy.text[range.clone()]).glyphs.first().map_or(0, |glyph| glyph.id);
        let stretch = copy.stretch_at(range.start);
        self.push(fount, blank(id, width), level, stretch, range.clone(), None, RowPlace::Within);
    }

    /// Adds the space that the line ends at; it is made where `range` is empty.
    pub(super) fn add_end_space(
        &mut self,
        fount: &Fount,
        range: &Range<usize>,
        width: Length,
        level: Level,
        stretch: usize,
    ) {
        let id = fount.word(" ").glyphs.first().map_or(0, |glyph| glyph.id);
        let made = range.is_empty().then_some(' ');
        self.push(fount, blank(id, width), level, stretch, range.clone(), made, RowPlace::EndSpace);
    }

    /// Adds white of some width, filled with `leader`. To those who read the text it is a space.
    pub(super) fn add_fill(
        &mut self,
        fount: Option<&Arc<Fount>>,
        leader: Leader,
        at: usize,
        width: Length,
        level: Level,
        stretch: usize,
    ) {
        let Some(fount) = fount else {
            self.pen += width;
            return;
        };
        let left = self.pen;
        let id = fount.word(" ").glyphs.first().map_or(0, |glyph| glyph.id);
        if self.glyphs.is_empty() {
            self.pen += width;
        } else {
            self.push(fount, blank(id, width), level, stretch, at..at, Some(' '), RowPlace::Within);
        }
        if leader == Leader::Dots {
            let dots = dots(fount, left, self.pen, self.measure);
            self.leaders.extend(dots.map(|run| (self.glyphs.len(), run)));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all of them are fields of what is pushed")]
    fn push(
        &mut self,
        fount: &Fount,
        glyph: Glyph,
        level: Level,
        stretch: usize,
        text: Range<usize>,
        made: Option<char>,
        at: RowPlace,
    ) {
        let kind = &fount.kind;
        let x = self.pen;
        self.pen += glyph.advance;
        let (face, size, raise) = (kind.face, kind.size, kind.raise);
        self.glyphs.push(Placed { x, glyph, face, size, raise, level, stretch, text, made, at });
    }

    /// Where a marker at byte `at` of the text falls.
    pub(super) fn x_of(&self, at: usize) -> Length {
        let mut nearest: Option<&Placed> = None;
        let mut end = self.pen;
        for placed in &self.glyphs {
            let nearer = match nearest {
                None => true,
                Some(before) if placed.level.is_rtl() => placed.text.start <= before.text.start,
                Some(before) => placed.text.start < before.text.start,
            };
            if placed.text.start >= at && nearer {
                nearest = Some(placed);
            }
            if placed.at == RowPlace::Within {
                end = placed.x + placed.glyph.advance;
            }
        }
        match nearest {
            Some(placed) if placed.level.is_rtl() => placed.x + placed.glyph.advance,
            Some(placed) => placed.x,
            None => end,
        }
    }

    /// The runs of the row, letters widened by `expansion` thousandths.
    pub(super) fn runs(&self, copy: &Copy<'_>, expansion: i64) -> Vec<GlyphRun> {
        let mut runs = Vec::new();
        let mut leaders = self.leaders.iter().peekable();
        let mut begin = 0;
        while begin < self.glyphs.len() {
            while let Some((_, leader)) = leaders.next_if(|(before, _)| *before <= begin) {
                runs.push(leader.clone());
            }
            let mut end = begin + 1;
            while end < self.glyphs.len() && continues(&self.glyphs[end - 1], &self.glyphs[end], copy) {
                end += 1;
            }
            runs.push(run(&self.glyphs[begin..end], copy, expansion));
            begin = end;
        }
        runs.extend(leaders.map(|(_, leader)| leader.clone()));
        runs
    }

    /// The lines drawn through and under words.
    pub(super) fn rules(&self, copy: &Copy<'_>, fonts: &Fonts) -> Vec<(Rect, Option<ElementId>)> {
        let mut rules = Vec::new();
        let drawn = |placed: &Placed| match placed.at {
            RowPlace::Within => copy.stretches[placed.stretch].dress.drawn,
            RowPlace::EndSpace => Drawn::Nothing,
        };
        let alike = |one: &Placed, other: &Placed| {
            let (one_stretch, other_stretch) = (&copy.stretches[one.stretch], &copy.stretches[other.stretch]);
            drawn(one) == drawn(other)
                && one_stretch.element == other_stretch.element
                && one_stretch.dress.size == other_stretch.dress.size
        };
        for group in self.glyphs.chunk_by(alike) {
            let (first, last) = (&group[0], &group[group.len() - 1]);
            let stretch = &copy.stretches[first.stretch];
            let face = fonts.face(fonts.text(stretch.dress.cut));
            let scaled = |units: i32| stretch.dress.size.scale(i64::from(units), i64::from(face.units_per_em));
            let width = last.x + last.glyph.advance - first.x;
            let rule = |stroke: Stroke, lower: i64| {
                let thickness = scaled(stroke.thickness);
                let origin = Point::new(first.x, thickness * lower - scaled(stroke.top));
                (Rect::new(origin, Size::new(width, thickness)), stretch.element)
            };
            match drawn(first) {
                Drawn::Nothing => {}
                Drawn::Underline => rules.push(rule(face.metrics.underline, 0)),
                Drawn::DoubleUnderline => {
                    rules.push(rule(face.metrics.underline, 0));
                    rules.push(rule(face.metrics.underline, 2));
                }
                Drawn::Strike => rules.push(rule(face.metrics.strike, 0)),
            }
        }
        rules
    }
}

/// A length along the line, widened by thousandths.
pub(super) fn widened(length: Length, expansion: i64) -> Length {
    if expansion == 0 { length } else { length.scale(1000 + expansion, 1000) }
}

fn blank(id: u16, width: Length) -> Glyph {
    Glyph { id, advance: width, dx: Length::ZERO, dy: Length::ZERO, text_start: 0 }
}

/// Where the text of a glyph ends, in bytes of its word; none for the last one's.
fn cluster_end(glyphs: &[WordGlyph], at: usize, level: Level) -> Option<usize> {
    let start = glyphs[at].start;
    let later = |glyph: &&WordGlyph| glyph.start > start;
    let next = match level.is_rtl() {
        true => glyphs[..at].iter().rev().find(later),
        false => glyphs[at + 1..].iter().find(later),
    };
    next.map(|next| next.start as usize)
}

/// Whether a glyph goes on with the run of the one before it.
fn continues(before: &Placed, placed: &Placed, copy: &Copy<'_>) -> bool {
    let alike = (before.face, before.size, before.raise, before.level)
        == (placed.face, placed.size, placed.raise, placed.level);
    let same_place = before.stretch == placed.stretch || {
        let (one, other) = (&copy.stretches[before.stretch], &copy.stretches[placed.stretch]);
        one.element == other.element && one.span == other.span
    };
    let joined = before.text == placed.text
        || match placed.level.is_rtl() {
            true => placed.text.end == before.text.start,
            false => placed.text.start == before.text.end,
        };
    alike && same_place && joined && before.made.is_none()
}

/// The run of some glyphs that go together.
fn run(glyphs: &[Placed], copy: &Copy<'_>, expansion: i64) -> GlyphRun {
    let first = &glyphs[0];
    let start = glyphs.iter().map(|placed| placed.text.start).min().unwrap_or(first.text.start);
    let end = glyphs.iter().map(|placed| placed.text.end).max().unwrap_or(first.text.end);
    let mut text = copy.text[start..end].to_owned();
    text.extend(glyphs.iter().filter_map(|placed| placed.made));
    let stretch = &copy.stretches[first.stretch];
    GlyphRun {
        origin: Point::new(first.x, -first.raise),
        face: first.face,
        size: first.size,
        expansion: (1000 + expansion) as u16,
        glyphs: glyphs
            .iter()
            .map(|placed| Glyph { text_start: (placed.text.start - start) as u32, ..placed.glyph })
            .collect(),
        text,
        span: stretch.span_of(start..end),
        element: stretch.element,
        turn: Turn::Upright,
    }
}

/// Dots from `left` to `right`. They stand at whole steps from the right edge of the measure, so that those of
/// many lines stand below each other.
fn dots(fount: &Fount, left: Length, right: Length, measure: Length) -> Option<GlyphRun> {
    let dot = fount.word(".");
    let step = fount.kind.size / 2;
    let gap = fount.kind.size / 4;
    let (from, to) = (measure - (right - gap), measure - (left + gap));
    if step <= Length::ZERO || to <= from {
        return None;
    }
    // The nth dot from the right edge stands in the middle of the nth step.
    let nearest = (from + step - Length::units(1)).whole_times(step);
    let farthest = to.whole_times(step);
    let count = usize::try_from(farthest - nearest).ok().filter(|count| *count > 0)?;
    let id = dot.glyphs.first()?.id;
    let aside = (step - dot.width) / 2;
    let glyph = |at: usize| Glyph { text_start: at as u32, ..blank(id, step) };
    Some(GlyphRun {
        origin: Point::new(measure - step * farthest + aside, Length::ZERO),
        face: fount.kind.face,
        size: fount.kind.size,
        expansion: 1000,
        glyphs: (0..count).map(glyph).collect(),
        text: ".".repeat(count),
        span: None,
        element: None,
        turn: Turn::Upright,
    })
}
