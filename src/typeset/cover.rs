//! A cover in type alone, for a volume that gives none.
//!
//! Flush left on a dark ground: the series over a rule, the title as large as it can stand without a divided word, the
//! subtitle in italics, and at the foot the editors and the publisher. Between them stand bars, as of the lines of a
//! document, one of them in the second colour: how long they are follows from the letters of the title, so that every
//! volume has its own and keeps it. What the inks look like is for those to say who paint it.

use crate::fonts::Cut;
use crate::language::Language;
use crate::length::{Length, Point, Rect, Size};
use crate::volume::Volume;

use super::compose::Composer;
use super::galley::{listed, people};
use super::line::{
    Beside, Case, Drawn, Figures, Fragment, Hyphenation, Justification, Line, Manner, Position, TypeDress,
};
use super::page::{Cover, Ink, Item};
use super::style::{SPACED_CAPITALS, SPACED_NAMES};

/// Five inches by eight: the proportion that stores ask for.
const SIZE: Size = Size::new(Length::pt(360), Length::pt(576));
/// The white at the sides, at the head and at the foot.
const MARGIN: Length = Length::pt(34);
/// The height that title and subtitle may take, and the least that is left to the bars.
const TITLE_HEIGHT: Length = Length::pt(300);
const BARS_HEIGHT: Length = Length::pt(54);
/// From one bar to the next, and how thick each is.
const BAR_STEP: Length = Length::pt(15);
const BAR: Length = Length::pt(7);
/// Sizes that a title is tried in, in points.
const TITLE_SIZES: [i64; 14] = [84, 72, 60, 54, 48, 43, 38, 34, 30, 27, 24, 21, 18, 15];
/// The most lines that a title has at its best.
const TITLE_LINES: usize = 5;
/// Below this size, in points, a title whose words are long is better set larger, with a word divided.
const TITLE_SMALL: i64 = 27;

/// The cover of `volume`.
pub fn cover(volume: &Volume, composer: &Composer) -> Cover {
    let metadata = &volume.metadata;
    let mut sheet = CoverSheet { composer, language: &metadata.language, parts: Vec::new() };
    let mut top = MARGIN;
    if let Some(series) = &metadata.series {
        let number = series.number.map(|number| volume.words.series_number.replace("{}", &number.to_string()));
        let line = std::iter::once(series.title.clone()).chain(number).collect::<Vec<_>>().join(" · ");
        let lines =
            sheet.set(&line, Voice { case: Case::AllSmallCapitals, tracking: SPACED_CAPITALS, ..Voice::pt(13) });
        top = sheet.put(Ink::Second, lines, top, Length::pt(16));
    }
    sheet.rule(Ink::Second, top + Length::pt(4), SIZE.width - MARGIN * 2, Length::pt(1));
    top = sheet.title(&metadata.title, metadata.subtitle.as_deref(), top + Length::pt(26));
    let foot = sheet.foot(volume);
    sheet.bars(&metadata.title, top + Length::pt(28), foot - Length::pt(24));
    Cover { size: SIZE, parts: sheet.parts }
}

/// How words on the cover are dressed.
#[derive(Clone, Copy)]
struct Voice {
    size: Length,
    cut: Cut,
    case: Case,
    tracking: i16,
}

impl Voice {
    fn pt(points: i64) -> Voice {
        Voice { size: Length::pt(points), cut: Cut::Regular, case: Case::AsWritten, tracking: 0 }
    }
}

struct CoverSheet<'a> {
    composer: &'a Composer<'a>,
    language: &'a Language,
    parts: Vec<(Ink, Item)>,
}

impl CoverSheet<'_> {
    /// The lines of a text, no word divided.
    fn set(&self, text: &str, voice: Voice) -> Vec<Line> {
        self.divided(text, voice, Hyphenation::Forbidden)
    }

    fn divided(&self, text: &str, voice: Voice, hyphenation: Hyphenation) -> Vec<Line> {
        let dress = TypeDress {
            cut: voice.cut,
            size: voice.size,
            case: voice.case,
            figures: if voice.case == Case::AsWritten { Figures::Lining } else { Figures::OldStyle },
            position: Position::Baseline,
            tracking: voice.tracking,
            drawn: Drawn::Nothing,
            language: self.language.clone(),
        };
        let words = Fragment::Words { text: text.into(), dress, span: None, element: None };
        let manner = Manner {
            measure: SIZE.width - MARGIN * 2,
            first_indent: Length::ZERO,
            indent: Length::ZERO,
            justification: Justification::Left,
            hyphenation,
            beside: Beside::default(),
        };
        self.composer.set(&[words], &manner).into_iter().next().map(|setting| setting.lines).unwrap_or_default()
    }

    /// Puts lines below each other from `top` on; where they end.
    fn put(&mut self, ink: Ink, lines: Vec<Line>, top: Length, leading: Length) -> Length {
        let mut base = top;
        for line in lines {
            base += leading;
            for mut run in line.runs {
                run.origin = Point::new(run.origin.x + MARGIN, run.origin.y + base - leading / 5);
                self.parts.push((ink, Item::Run(run)));
            }
        }
        base
    }

    fn rule(&mut self, ink: Ink, top: Length, width: Length, thickness: Length) {
        let rect = Rect::new(Point::new(MARGIN, top), Size::new(width, thickness));
        self.parts.push((ink, Item::Rule { rect, element: None }));
    }

    /// The title, as large as it can stand, and the subtitle below it; where they end.
    fn title(&mut self, title: &str, subtitle: Option<&str>, top: Length) -> Length {
        let within = SIZE.width - MARGIN * 2;
        let set = |points: i64, hyphenation: Hyphenation| {
            let voice = Voice::pt(points);
            let below = Voice { cut: Cut::Italic, size: (voice.size * 9 / 20).max(Length::pt(13)), ..voice };
            let lines = self.divided(title, voice, hyphenation);
            let below_lines = subtitle.map(|subtitle| self.set(subtitle, below)).unwrap_or_default();
            (voice.size, lines, below.size, below_lines)
        };
        let leading = |size: Length| size * 11 / 10;
        let stands = |(size, lines, below, below_lines): &(Length, Vec<Line>, Length, Vec<Line>)| {
            let narrow = lines.iter().chain(below_lines).all(|line| width(line) <= within);
            let height = leading(*size) * lines.len() as i64 + *below * 6 / 5 * below_lines.len() as i64;
            narrow && height <= TITLE_HEIGHT && (lines.len() <= TITLE_LINES || *size <= Length::pt(30))
        };
        let largest = |hyphenation: Hyphenation, least: i64| {
            let sizes = TITLE_SIZES.into_iter().filter(|points| *points >= least);
            sizes.map(|points| set(points, hyphenation)).find(stands)
        };
        let best = largest(Hyphenation::Forbidden, TITLE_SMALL)
            .or_else(|| largest(Hyphenation::Allowed, TITLE_SMALL))
            .or_else(|| largest(Hyphenation::Allowed, 0))
            .unwrap_or_else(|| set(TITLE_SIZES[TITLE_SIZES.len() - 1], Hyphenation::Allowed));
        let (size, lines, below, below_lines) = best;
        let end = self.put(Ink::Light, lines, top, leading(size));
        self.put(Ink::Light, below_lines, end + below * 3 / 5, below * 6 / 5)
    }

    /// Editors and publisher, at the foot; where they begin.
    fn foot(&mut self, volume: &Volume) -> Length {
        let metadata = &volume.metadata;
        let names = Voice { case: Case::SmallCapitals, tracking: SPACED_NAMES, ..Voice::pt(14) };
        let mut lines = Vec::new();
        for (did, people) in people(metadata, &volume.words) {
            let people: Vec<&str> = people.iter().map(String::as_str).collect();
            let credit = match did.is_empty() {
                true => listed(&people, &volume.words.and),
                false => did.replace("{}", &listed(&people, &volume.words.and)),
            };
            lines.extend(self.set(&credit, names));
        }
        // A cover is no place for a long list: those who stand first on the title page.
        lines.truncate(4);
        let imprint = Voice { case: Case::AllSmallCapitals, tracking: SPACED_CAPITALS, ..Voice::pt(12) };
        let imprint: Vec<Line> = metadata.publisher.iter().flat_map(|publisher| self.set(publisher, imprint)).collect();
        let (line, small) = (Length::pt(19), Length::pt(16));
        let white = if lines.is_empty() || imprint.is_empty() { Length::ZERO } else { Length::pt(12) };
        let height = line * lines.len() as i64 + white + small * imprint.len() as i64;
        let top = SIZE.height - MARGIN - height;
        let end = self.put(Ink::Light, lines, top, line);
        self.put(Ink::Second, imprint, end + white, small);
        top
    }

    /// Bars between `top` and `bottom`, as of a document's lines; none where there is little room.
    fn bars(&mut self, title: &str, top: Length, bottom: Length) {
        let room = bottom - top;
        if room < BARS_HEIGHT {
            return;
        }
        let letters: Vec<i64> = title.bytes().map(i64::from).collect();
        let count = (room.to_units() / BAR_STEP.to_units()).min(12);
        let first = bottom - BAR_STEP * count;
        let marked = letters.iter().sum::<i64>() % count.max(1);
        for at in 0..count {
            let letter = letters.get(at as usize % letters.len().max(1)).copied().unwrap_or(0);
            // The last line of a paragraph is short, the others are nearly full.
            let share = if at % 4 == 3 { 25 + letter % 40 } else { 82 + letter * 7 % 19 };
            let ink = if at == marked { Ink::Second } else { Ink::Shade };
            self.rule(ink, first + BAR_STEP * at, (SIZE.width - MARGIN * 2) * share / 100, BAR);
        }
    }
}

/// How wide a line is.
fn width(line: &Line) -> Length {
    let ends = line.runs.iter().map(|run| run.origin.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<Length>());
    ends.max().unwrap_or(Length::ZERO)
}
