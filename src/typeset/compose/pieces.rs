//! The copy, cast: words in glyphs, spaces, fills.
//!
//! A piece is what one fount casts in one go: a run of letters in one dress, one face,
//! one script and one direction, between spaces. A word of several dresses
//! (*Szabad Nép*ben) is several pieces without a space between them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::Composer;
use super::copy::{Copy, Stop};
use super::shape::{Direction, Fount, Kind, Script, Word};
use crate::fonts::FaceId;
use crate::length::Length;
use crate::report::{Code, Diagnostic};
use crate::typeset::line::{Figures, Leader, Position, TypeDress};

/// A piece of a text.
pub(super) struct Piece {
    /// Where it is in the text.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: PieceKind,
    /// Its natural width.
    pub(super) width: Length,
    /// How deep it is nested in changes of direction: an even level runs from left to right.
    pub(super) level: Level,
}

/// What a piece is.
pub(super) enum PieceKind {
    /// Letters, and what stands between spaces as they do.
    Letters {
        /// What they are cast from.
        fount: Arc<Fount>,
        /// The glyphs.
        word: Arc<Word>,
        /// Whether they stand on the line.
        position: Position,
    },
    /// A space between words.
    Space {
        /// What it is cast from.
        fount: Arc<Fount>,
        /// Whether a line may end at it.
        breaks: SpaceBreaks,
    },
    /// White that takes what is left of the line.
    Fill {
        /// What its dots are cast from; none in a text without letters.
        fount: Option<Arc<Fount>>,
        /// What it is filled with.
        leader: Leader,
    },
    /// A line end that is kept.
    Kept,
}

/// Whether a line may end at a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpaceBreaks {
    /// It may.
    Yes,
    /// A no-break space.
    No,
}

/// A text in pieces, and what was found wrong with its characters.
pub(super) struct Pieces {
    /// The pieces, in the order of the text, without a gap.
    pub(super) all: Vec<Piece>,
    /// The direction of the text as a whole.
    pub(super) base: Level,
    /// Characters that no font has.
    pub(super) problems: Vec<Diagnostic>,
}

/// The pieces of `copy`.
pub(super) fn cast(composer: &Composer<'_>, copy: &Copy<'_>) -> Pieces {
    let base = match copy.stretches.first() {
        Some(stretch) if runs_leftwards(stretch.dress) => Level::rtl(),
        _ => Level::ltr(),
    };
    let mut caster = Caster {
        composer,
        copy,
        levels: levels(&copy.text, base),
        base,
        open: None,
        founts: Vec::new(),
        missing: BTreeSet::new(),
        pieces: Pieces { all: Vec::new(), base, problems: Vec::new() },
    };
    caster.walk();
    caster.pieces
}

/// The levels of every byte of a text that has any right-to-left letters or runs that way; empty otherwise.
fn levels(text: &str, base: Level) -> Vec<Level> {
    let plain =
        base.is_ltr() && text.chars().all(|c| c < '\u{590}' || ('\u{900}'..'\u{200F}').contains(&c) || is_plain(c));
    if plain { Vec::new() } else { BidiInfo::new(text, Some(base)).levels }
}

/// Characters above the right-to-left scripts that change no direction and are common.
fn is_plain(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2029}' | '\u{202F}'..='\u{2065}' | '\u{206A}'..='\u{D7FF}' | '\u{FFFC}')
}

/// Whether a text in this language runs from right to left.
fn runs_leftwards(dress: &TypeDress) -> bool {
    const LEFTWARDS: [&str; 10] = ["ar", "arc", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    let language = &dress.language;
    let romanised = language.tag().to_ascii_lowercase().contains("-latn");
    LEFTWARDS.contains(&language.primary().as_str()) && !romanised
}

struct Caster<'c, 'f, 'a> {
    composer: &'c Composer<'f>,
    copy: &'c Copy<'a>,
    levels: Vec<Level>,
    base: Level,
    /// The letters since the last space or change.
    open: Option<Open>,
    /// The founts of this text, each with the stretch it was first used in.
    founts: Vec<(usize, Arc<Fount>)>,
    /// The characters that no font has: each is told once for a text.
    missing: BTreeSet<char>,
    pieces: Pieces,
}

/// Letters that will be one piece.
struct Open {
    start: usize,
    stretch: usize,
    face: FaceId,
    script: Option<Script>,
    level: Level,
}

impl Caster<'_, '_, '_> {
    fn walk(&mut self) {
        let (mut stretch, mut stop) = (0, 0);
        let copy = self.copy;
        for (at, character) in copy.text.char_indices() {
            let range = at..at + character.len_utf8();
            if copy.stops.get(stop).is_some_and(|(place, _)| *place == at) {
                self.close(at);
                self.add_stop(range, copy.stops[stop].1, stretch);
                stop += 1;
                continue;
            }
            while copy.stretches[stretch].range.end <= at {
                stretch += 1;
            }
            match character {
                ' ' => self.add_space(range, stretch, SpaceBreaks::Yes),
                '\u{A0}' => self.add_space(range, stretch, SpaceBreaks::No),
                _ => self.add_letter(at, character, stretch),
            }
        }
        self.close(copy.text.len());
    }

    fn level(&self, at: usize) -> Level {
        self.levels.get(at).copied().unwrap_or(self.base)
    }

    fn add_letter(&mut self, at: usize, character: char, stretch: usize) {
        let level = self.level(at);
        let script = Script::of(character);
        let before = self.open.as_ref().map(|open| open.face);
        let face = self.face_for(at, character, stretch, before);
        let dress = self.copy.stretches[stretch].dress;
        let joins = self.open.as_ref().is_some_and(|open| {
            open.face == face
                && open.level == level
                && (script.is_none() || open.script.is_none() || script == open.script)
                && cast_alike(self.copy.stretches[open.stretch].dress, dress)
        });
        if joins {
            if let Some(open) = &mut self.open {
                open.script = open.script.or(script);
            }
            return;
        }
        self.close(at);
        self.open = Some(Open { start: at, stretch, face, script, level });
    }

    /// The face for a character: the text's where it can, and for an accent that of the letter it stands on.
    fn face_for(&mut self, at: usize, character: char, stretch: usize, before: Option<FaceId>) -> FaceId {
        let fonts = self.composer.fonts;
        let cut = self.copy.stretches[stretch].dress.cut;
        let text = fonts.text(cut);
        if character.is_ascii_graphic() && fonts.face(text).covers(character) {
            return text;
        }
        if let Some(before) = before
            && (is_invisible(character) || is_accent(character) && fonts.face(before).covers(character))
        {
            return before;
        }
        if is_invisible(character) {
            return text;
        }
        fonts.for_character(cut, character).unwrap_or_else(|| {
            if self.missing.insert(character) {
                let range = at..at + character.len_utf8();
                self.pieces.problems.push(missing(character, self.copy, stretch, range));
            }
            text
        })
    }

    /// Makes a piece of the letters up to byte `end`.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        let dress = self.copy.stretches[open.stretch].dress;
        let text = &self.copy.text[open.start..end];
        let script = open.script.unwrap_or(Script::LATIN);
        let mut fount = self.fount_for(open.stretch, open.face, script, open.level, text);
        if fount.kind.tracking < CAPITALS_APART && dress.position == Position::Baseline && is_in_capitals(text) {
            fount = self.composer.shaper.fount(&Kind { tracking: CAPITALS_APART, ..fount.kind.clone() });
        }
        let word = fount.word(text);
        self.pieces.all.push(Piece {
            range: open.start..end,
            width: word.width,
            kind: PieceKind::Letters { fount, word, position: dress.position },
            level: open.level,
        });
    }

    fn add_space(&mut self, range: Range<usize>, stretch: usize, breaks: SpaceBreaks) {
        self.close(range.start);
        let dress = self.copy.stretches[stretch].dress;
        let cut = self.composer.fonts.text(dress.cut);
        let level = self.level(range.start);
        let fount = self.fount(stretch, cut, Script::LATIN, Level::ltr(), Position::Baseline);
        let width = fount.word(" ").width;
        self.pieces.all.push(Piece { range, width, kind: PieceKind::Space { fount, breaks }, level });
    }

    fn add_stop(&mut self, range: Range<usize>, stop: Stop, stretch: usize) {
        let (kind, width) = match stop {
            Stop::Kept => (PieceKind::Kept, Length::ZERO),
            Stop::Fill(leader) => {
                let dress = self.copy.stretches.get(stretch).map(|stretch| stretch.dress);
                let fount = dress.map(|dress| {
                    let face = self.composer.fonts.text(dress.cut);
                    let dots = kind(dress, face, Script::LATIN, Level::ltr(), Position::Baseline);
                    self.composer.shaper.fount(&Kind { tracking: 0, ..dots })
                });
                let width = fount.as_ref().map_or(Length::ZERO, |fount| fount.kind.size);
                (PieceKind::Fill { fount, leader }, width)
            }
        };
        let level = self.level(range.start);
        self.pieces.all.push(Piece { range, width, kind, level });
    }

    /// The fount for letters: a superior that the font does not have is a smaller letter, raised.
    fn fount_for(&mut self, stretch: usize, face: FaceId, script: Script, level: Level, text: &str) -> Arc<Fount> {
        let dress = self.copy.stretches[stretch].dress;
        let own = self.fount(stretch, face, script, level, dress.position);
        if dress.position == Position::Baseline {
            return own;
        }
        let shaper = &self.composer.shaper;
        let plain = kind(dress, face, script, level, Position::Baseline);
        let lining = Kind { figures: Figures::Lining, ..plain.clone() };
        if own.changes_all(text, &shaper.fount(&lining)) {
            return own;
        }
        // An asterisk is drawn raised already.
        if text.chars().all(|character| character == '*') {
            return shaper.fount(&plain);
        }
        let raise = match dress.position {
            Position::Superior => dress.size.scale(SUPERIOR_RAISE, 1000),
            Position::Inferior => -dress.size.scale(INFERIOR_DROP, 1000),
            Position::Baseline => Length::ZERO,
        };
        shaper.fount(&Kind { size: dress.size.scale(SMALLER, 1000), raise, ..lining })
    }

    /// The fount for the dress of a stretch, in a face. A text needs few, and asks for one of them at every word.
    fn fount(&mut self, stretch: usize, face: FaceId, script: Script, level: Level, position: Position) -> Arc<Fount> {
        let dress = self.copy.stretches[stretch].dress;
        let wanted = (face, script, direction(level), position);
        let known = self.founts.iter().find(|(first, fount)| {
            let kind = &fount.kind;
            (kind.face, kind.script, kind.direction, kind.position) == wanted
                && (*first == stretch || cast_alike(self.copy.stretches[*first].dress, dress))
        });
        if let Some((_, fount)) = known {
            return Arc::clone(fount);
        }
        let fount = self.composer.shaper.fount(&kind(dress, face, script, level, position));
        self.founts.push((stretch, Arc::clone(&fount)));
        fount
    }
}

/// The white between full capitals, in thousandths of an em. They are cut to stand before small letters, and crowd each
/// other in a row.
const CAPITALS_APART: i16 = 40;

/// Whether a word is all in capitals, two at least: an acronym, a Roman number, a line typed so. What it is inflected with
/// after an apostrophe is left out; points between capitals hold them apart already.
fn is_in_capitals(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let stem = ["\u{2019}s", "'s"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let capitals = stem.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= 2 && !stem.contains(char::is_lowercase) && !stem.contains('.')
}

/// The size of made superiors and inferiors, in thousandths of the text's.
const SMALLER: i64 = 620;
/// How far made superiors are raised, in thousandths of the text's size: their heads stand a little above the capitals'.
const SUPERIOR_RAISE: i64 = 330;
/// How far made inferiors are lowered.
const INFERIOR_DROP: i64 = 130;

fn kind(dress: &TypeDress, face: FaceId, script: Script, level: Level, position: Position) -> Kind {
    Kind {
        face,
        size: dress.size,
        raise: Length::ZERO,
        case: dress.case,
        figures: dress.figures,
        position,
        tracking: dress.tracking,
        language: dress.language.clone(),
        script,
        direction: direction(level),
    }
}

fn direction(level: Level) -> Direction {
    if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// Whether two dresses are cast from one fount: lines drawn through words change no letter.
fn cast_alike(one: &TypeDress, other: &TypeDress) -> bool {
    std::ptr::eq(one, other)
        || (one.cut, one.size, one.case, one.figures, one.position, one.tracking)
            == (other.cut, other.size, other.case, other.figures, other.position, other.tracking)
            && one.language == other.language
}

/// Characters that are not drawn, so that no font need have them: joiners, marks of direction, variation selectors
/// and the fixed spaces, which shaping makes from the space.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{34F}' | '\u{61C}')
}

/// Accents that stand on the letter before them.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn missing(character: char, copy: &Copy<'_>, stretch: usize, range: Range<usize>) -> Diagnostic {
    let message = format!("no font of this volume has `{character}` (U+{:04X})", u32::from(character));
    let problem = match copy.stretches[stretch].span_of(range) {
        Some(span) => Diagnostic::new(Code::MissingGlyph, span, message).label("an empty box is printed here"),
        None => Diagnostic::of_volume(Code::MissingGlyph, message),
    };
    problem.hint("put a font that has this character under `fonts/`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_capitals_has_two_at_least_and_no_small_letter() {
        assert!(
            ["NATO", "NATO\u{2019}s", "XIV", "(DEDIP.)", "NATO\u{2019}s,", "IMMEDIATE.", "ΝΑΤΟ", "СССР"]
                .into_iter()
                .all(is_in_capitals)
        );
        assert!(["I", "U.S.", "S.O.S.", "Lind", "McN", "1936", "-"].into_iter().all(|word| !is_in_capitals(word)));
    }
}
