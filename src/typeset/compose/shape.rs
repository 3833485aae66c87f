//! Glyphs for words.
//!
//! A [`Fount`] is type as a compositor takes it from the case: a face at one size, with
//! its small capitals or old-style figures, for one language and script. It casts a word
//! once and remembers it; a book of 200 000 words has some 30 000 different ones.
//!
//! This file alone knows harfrust.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use harfrust::{Buffer, Feature, Font, ShapeOptions, ShapePlan, ShaperFont, Tag};

use super::memo::Memo;
use super::places::Divided;
use crate::fonts::{FaceId, Fonts};
use crate::language::Language;
use crate::length::Length;
use crate::typeset::line::{Case, Figures, Position};

/// Everything that decides how a word is cast.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Kind {
    /// The face.
    pub(super) face: FaceId,
    /// The size of the type.
    pub(super) size: Length,
    /// How far its baseline is raised above the line's.
    pub(super) raise: Length,
    /// Small capitals.
    pub(super) case: Case,
    /// Figures.
    pub(super) figures: Figures,
    /// Superior and inferior forms of the font's own.
    pub(super) position: Position,
    /// White after each letter, in thousandths of an em.
    pub(super) tracking: i16,
    /// The language.
    pub(super) language: Language,
    /// The script.
    pub(super) script: Script,
    /// Which way the script runs.
    pub(super) direction: Direction,
}

/// A script, such as Latin or Cyrillic.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Script(harfrust::Script);

impl Script {
    /// The script of letters that are Latin, and of text without letters.
    pub(super) const LATIN: Script = Script(harfrust::Script::LATIN);

    /// The script of a character; none for what stands in any, such as figures, stops and accents.
    pub(super) fn of(character: char) -> Option<Script> {
        if character.is_ascii_alphabetic() {
            return Some(Script::LATIN);
        }
        let script = harfrust::unicode::script(u32::from(character));
        let any = [harfrust::Script::COMMON, harfrust::Script::INHERITED, harfrust::Script::UNKNOWN];
        (!any.contains(&script)).then_some(Script(script))
    }
}

/// Which way a script runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// A word as cast: its glyphs from left to right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The glyphs.
    pub(super) glyphs: Box<[WordGlyph]>,
    /// The sum of their advances.
    pub(super) width: Length,
}

/// A glyph of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordGlyph {
    /// Its number in the face.
    pub(super) id: u16,
    /// How far the pen moves.
    pub(super) advance: Length,
    /// How far it is moved to the right of the pen.
    pub(super) dx: Length,
    /// How far it is raised.
    pub(super) dy: Length,
    /// Where its text begins, in bytes of the word.
    pub(super) start: u32,
}

/// All founts in use, shared by every thread.
pub(super) struct Shaper {
    fonts: Vec<Font>,
    founts: Mutex<HashMap<Kind, Arc<Fount>>>,
}

impl Shaper {
    /// A shaper for the faces of `fonts`.
    pub(super) fn new(fonts: &Fonts) -> Shaper {
        let open = |face: &crate::fonts::Face| {
            let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(&face.bytes));
            Font::new(bytes, face.index).expect("a face that was loaded can be read again")
        };
        Shaper { fonts: fonts.faces.iter().map(open).collect(), founts: Mutex::new(HashMap::new()) }
    }

    /// The fount of `kind`.
    pub(super) fn fount(&self, kind: &Kind) -> Arc<Fount> {
        // A lock is poisoned only by a panic elsewhere; what it guards is whole at every moment.
        let mut founts = self.founts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fount) = founts.get(kind) {
            return Arc::clone(fount);
        }
        let fount = Arc::new(Fount::new(kind.clone(), self.fonts[usize::from(kind.face.0)].clone()));
        founts.insert(kind.clone(), Arc::clone(&fount));
        fount
    }
}

/// A face at one size, with features, for one language and script.
pub(super) struct Fount {
    /// What it is.
    pub(super) kind: Kind,
    font: Font,
    features: Vec<Feature>,
    plan: ShapePlan,
    words: Memo<Word>,
    /// Where its words may be divided, as far as anybody asked.
    pub(super) divided: Memo<Vec<Divided>>,
}

impl Fount {
    fn new(kind: Kind, font: Font) -> Fount {
        let features = features(&kind);
        let plan = ShapePlan::new(
            &font,
            kind.direction.into(),
            Some(kind.script.0),
            harfrust::Language::new(kind.language.tag()).as_ref(),
            &features,
        );
        Fount { kind, font, features, plan, words: Memo::default(), divided: Memo::default() }
    }

    /// `text` as cast.
    pub(super) fn word(&self, text: &str) -> Arc<Word> {
        self.words.get(text, || self.cast(text))
    }

    /// Whether the features of this fount change every glyph of `text` from that of `plain`: a font that lacks
    /// superior letters leaves them as they are.
    pub(super) fn changes_all(&self, text: &str, plain: &Fount) -> bool {
        let (own, plain) = (self.word(text), plain.word(text));
        own.glyphs.len() == plain.glyphs.len()
            && own.glyphs.iter().zip(&plain.glyphs).all(|(own, plain)| own.id != plain.id)
    }

    fn cast(&self, text: &str) -> Word {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(self.kind.direction.into());
        buffer.set_script(Some(self.kind.script.0));
        buffer.set_language(harfrust::Language::new(self.kind.language.tag()));
        let options = ShapeOptions::new().plan(Some(&self.plan)).features(&self.features);
        harfrust::shape(&ShaperFont::new(&self.font), &mut buffer, options)
            .expect("the plan is made for the buffer's direction and script");
        let units_per_em = i64::from(self.font.units_per_em());
        let scaled = |units: i32| self.kind.size.scale(i64::from(units), units_per_em);
        let tracking = self.kind.size.scale(i64::from(self.kind.tracking), 1000);
        let infos = buffer.glyph_infos();
        let ends_cluster = |at: usize| infos.get(at + 1).is_none_or(|next| next.cluster != infos[at].cluster);
        let glyphs: Box<[WordGlyph]> = infos
            .iter()
            .zip(buffer.glyph_positions())
            .enumerate()
            .map(|(at, (info, position))| WordGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: scaled(position.x_advance) + if ends_cluster(at) { tracking } else { Length::ZERO },
                dx: scaled(position.x_offset),
                dy: scaled(position.y_offset),
                start: info.cluster,
            })
            .collect();
        Word { width: glyphs.iter().map(|glyph| glyph.advance).sum(), glyphs }
    }
}

impl From<Direction> for harfrust::Direction {
    fn from(direction: Direction) -> harfrust::Direction {
        match direction {
            Direction::LeftToRight => harfrust::Direction::LeftToRight,
            Direction::RightToLeft => harfrust::Direction::RightToLeft,
        }
    }
}

/// The OpenType features of a kind, beyond those that every text has (`kern`, `liga`, `calt`, `locl`).
fn features(kind: &Kind) -> Vec<Feature> {
    let mut on: Vec<&[u8; 4]> = Vec::new();
    match kind.case {
        Case::AsWritten => {}
        Case::SmallCapitals => on.push(b"smcp"),
        Case::AllSmallCapitals => on.extend([b"smcp", b"c2sc"]),
    }
    // Superior figures are made from the plain ones: old-style figures have none.
    match (kind.position, kind.figures) {
        (Position::Superior, _) => on.push(b"sups"),
        (Position::Inferior, _) => on.extend([b"subs", b"sinf"]),
        (Position::Baseline, Figures::OldStyle) => on.push(b"onum"),
        (Position::Baseline, Figures::Lining) => on.push(b"lnum"),
        (Position::Baseline, Figures::Tabular) => on.extend([b"lnum", b"tnum"]),
    }
    let mut features: Vec<Feature> = on.into_iter().map(|tag| Feature::new(Tag::new(tag), 1, ..)).collect();
    if kind.tracking != 0 {
        // Letters that stand apart are not joined.
        features.extend([b"liga", b"clig"].map(|tag| Feature::new(Tag::new(tag), 0, ..)));
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Cut;

    fn kind(fonts: &Fonts) -> Kind {
        Kind {
            face: fonts.text(Cut::Regular),
            size: Length::pt(10),
            raise: Length::ZERO,
            case: Case::AsWritten,
            figures: Figures::Lining,
            position: Position::Baseline,
            tracking: 0,
            language: Language::parse("en").unwrap(),
            script: Script::LATIN,
            direction: Direction::LeftToRight,
        }
    }

    #[test]
    fn widths_are_the_fonts_own_at_the_size() {
        let fonts = Fonts::default();
        let face = fonts.face(fonts.text(Cut::Regular));
        let fount = Shaper::new(&fonts).fount(&kind(&fonts));
        let units: i64 = "nm".chars().map(|c| i64::from(face.advance(face.glyph(c).unwrap()))).sum();
        assert_eq!(fount.word("nm").width, Length::pt(10).scale(units, 1000));
    }

    #[test]
    fn ligatures_are_made_but_not_in_letterspaced_words() {
        let fonts = Fonts::default();
        let shaper = Shaper::new(&fonts);
        let plain = shaper.fount(&kind(&fonts));
        let spaced = shaper.fount(&Kind { tracking: 50, ..kind(&fonts) });
        assert_eq!(plain.word("fi").glyphs.len(), 1);
        assert_eq!(spaced.word("fi").glyphs.len(), 2);
        let face = fonts.face(fonts.text(Cut::Regular));
        let drawn = |c| i64::from(face.advance(face.glyph(c).unwrap()));
        assert_eq!(spaced.word("nn").width, Length::pt(10).scale(2 * (drawn('n') + 50), 1000));
    }

    #[test]
    fn superior_figures_come_from_the_font() {
        let fonts = Fonts::default();
        let shaper = Shaper::new(&fonts);
        let plain = shaper.fount(&kind(&fonts));
        let superior = shaper.fount(&Kind { position: Position::Superior, ..kind(&fonts) });
        assert!(superior.changes_all("12", &plain));
        assert!(!superior.changes_all("†", &plain));
        assert!(superior.word("1").width < plain.word("1").width);
    }

    #[test]
    fn small_capitals_and_old_style_figures_are_glyphs_of_their_own() {
        let fonts = Fonts::default();
        let shaper = Shaper::new(&fonts);
        let plain = shaper.fount(&kind(&fonts));
        let small = shaper.fount(&Kind { case: Case::AllSmallCapitals, figures: Figures::OldStyle, ..kind(&fonts) });
        assert!(small.changes_all("NATO", &plain) && small.changes_all("nato", &plain));
        assert!(small.changes_all("1956", &plain));
    }
}
