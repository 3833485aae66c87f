//! Where the lines of a text may end: the pieces as the line breaker sees them.
//!
//! Every place holds the sums before it (see [`Sums`]), so that the width of any line is
//! one subtraction. A word that is divided is cast anew in two parts: only so are the
//! kerns and ligatures right that the division cuts.

use std::ops::Range;

use super::bind::{Bond, bond};
use super::copy::{Copy, Hint};
use super::divide::{self, Division, Hyphen};
use super::pieces::{Piece, PieceKind, SpaceBreaks};
use super::shape::Fount;
use super::strain::{Ending, Place, Stacked, Sums};
use crate::length::Length;
use crate::manifest::Refinement;
use crate::typeset::line::{Hyphenation, Justification, Manner, Position};

/// The places of a text, and what each means for its pieces.
pub(super) struct Places {
    /// What the line breaker sees.
    pub(super) places: Vec<Place>,
    /// For each place, where it cuts the pieces.
    pub(super) cuts: Vec<Cut>,
}

/// Where a place cuts the pieces of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The line before it ends before this byte,
    pub(super) end: usize,
    /// and before this piece.
    pub(super) end_piece: usize,
    /// Whether it gets a hyphen that is not written.
    pub(super) hyphen: Hyphen,
    /// The line after it begins at this byte,
    pub(super) start: usize,
    /// within this piece.
    pub(super) start_piece: usize,
}

/// A division of a word that is one piece, with the widths of its parts.
#[derive(Debug)]
pub(super) struct Divided {
    division: Division,
    /// The part before it, with its hyphen.
    before: Length,
    /// The part after it.
    after: Length,
    /// How many letters and figures stand before it.
    count: i32,
}

/// A line end between words that belong together: worse than a hyphen.
const UNWILLING: i64 = divide::HYPHEN + 500;

/// All places of `pieces`, which are cast from `copy`.
pub(super) fn find(copy: &Copy<'_>, pieces: &[Piece], manner: &Manner, hanging: Refinement) -> Places {
    let mut finder = Finder {
        copy,
        pieces,
        manner,
        hanging,
        sums: Sums::default(),
        found: Places { places: Vec::new(), cuts: Vec::new() },
        hint: 0,
    };
    finder.walk();
    finder.found
}

struct Finder<'c> {
    copy: &'c Copy<'c>,
    pieces: &'c [Piece],
    manner: &'c Manner,
    hanging: Refinement,
    /// Everything up to the current piece.
    sums: Sums,
    found: Places,
    /// The first hint that is not behind us.
    hint: usize,
}

impl Finder<'_> {
    fn walk(&mut self) {
        self.begin();
        let mut at = 0;
        while at < self.pieces.len() {
            let piece = &self.pieces[at];
            match &piece.kind {
                PieceKind::Letters { .. } => {
                    at = self.add_word(at);
                    continue;
                }
                PieceKind::Space { breaks, .. } => self.add_space(at, *breaks),
                PieceKind::Fill { .. } => {
                    self.sums.letters += piece.width;
                    self.sums.fills += 1;
                }
                PieceKind::Kept => {
                    let cut = self.cut_around(at, Hyphen::None);
                    self.add_place(self.sums, self.sums, 0, Ending::Kept, cut);
                }
            }
            at += 1;
        }
        let end = Cut {
            end: self.copy.text.len(),
            end_piece: self.pieces.len(),
            hyphen: Hyphen::None,
            start: self.copy.text.len(),
            start_piece: self.pieces.len(),
        };
        self.add_place(self.sums, self.sums, 0, Ending::Last, end);
    }

    /// The place that is the beginning of the text. An indented line does not hang.
    fn begin(&mut self) {
        let cut = Cut { end: 0, end_piece: 0, hyphen: Hyphen::None, start: 0, start_piece: 0 };
        self.add_place(self.sums, self.sums, 0, Ending::Kept, cut);
        if self.manner.first_indent > self.manner.indent {
            self.found.places[0].start.hang = Length::ZERO;
        }
    }

    /// Adds a place with `end` and `start` as they are without what hangs.
    fn add_place(&mut self, mut end: Sums, mut start: Sums, penalty: i64, ending: Ending, cut: Cut) {
        if self.manner.justification == Justification::Justified {
            end.hang = self.right_hang(cut);
            start.hang = -self.left_hang(cut);
        }
        let last_word = Stacked::word(self.copy.text[..cut.end].rsplit([' ', '\u{A0}']).next());
        let first_word = Stacked::word(self.copy.text[cut.start..].split([' ', '\u{A0}']).next());
        self.found.places.push(Place { end, start, penalty, ending, last_word, first_word });
        self.found.cuts.push(cut);
    }

    /// The cut whose line end is before piece `at`, and whose line start is after it.
    fn cut_around(&self, at: usize, hyphen: Hyphen) -> Cut {
        let range = &self.pieces[at].range;
        Cut { end: range.start, end_piece: at, hyphen, start: range.end, start_piece: at + 1 }
    }

    fn add_space(&mut self, at: usize, breaks: SpaceBreaks) {
        let before = self.sums;
        self.sums.spaces += self.pieces[at].width;
        let Range { start, end } = self.pieces[at].range;
        let language = &self.copy.stretches[self.copy.stretch_at(start)].dress.language;
        let penalty = match breaks {
            SpaceBreaks::No => return,
            SpaceBreaks::Yes => match bond(&self.copy.text[..start], &self.copy.text[end..], language) {
                Bond::Firm => return,
                Bond::Loose => UNWILLING,
                Bond::Free => 0,
            },
        };
        self.add_place(before, self.sums, penalty, Ending::Space, self.cut_around(at, Hyphen::None));
    }

    /// Adds the word that begins with piece `first`; says which piece comes after it.
    fn add_word(&mut self, first: usize) -> usize {
        let is_letters = |piece: &&Piece| matches!(piece.kind, PieceKind::Letters { .. });
        let after = first + self.pieces[first..].iter().take_while(is_letters).count();
        let (start, end) = (self.pieces[first].range.start, self.pieces[after - 1].range.end);
        let hints = self.hints(start, end);
        if let [piece] = &self.pieces[first..after]
            && hints.is_empty()
        {
            self.add_whole_word(first, piece);
        } else {
            self.add_pieced_word(first, after, &hints);
        }
        after
    }

    /// The author's hints inside the word from byte `start` to `end`.
    fn hints(&mut self, start: usize, end: usize) -> Vec<(usize, Hint)> {
        let hints = &self.copy.hints;
        while hints.get(self.hint).is_some_and(|(at, _)| *at <= start) {
            self.hint += 1;
        }
        hints[self.hint..].iter().take_while(|(at, _)| *at < end).copied().collect()
    }

    /// A word of one piece, as nearly all are: its divisions are remembered with it.
    fn add_whole_word(&mut self, at: usize, piece: &Piece) {
        let PieceKind::Letters { fount, position, .. } = &piece.kind else { return };
        let text = &self.copy.text[piece.range.clone()];
        if *position == Position::Baseline {
            let divided = fount.divided.get(text, || divided(text, fount));
            for part in divided.iter() {
                if part.division.hyphen == Hyphen::Made && self.manner.hyphenation == Hyphenation::Forbidden {
                    continue;
                }
                let place = piece.range.start + part.division.at;
                let end = self.sums.after(part.before, part.count);
                let start = self.sums.after(piece.width - part.after, part.count);
                let hyphen = part.division.hyphen;
                let cut = Cut { end: place, end_piece: at + 1, hyphen, start: place, start_piece: at };
                self.add_place(end, start, part.division.penalty, part.division.ending, cut);
            }
        }
        self.sums = self.sums.after(piece.width, count(text));
    }

    /// A word of several pieces, or with hints in it.
    fn add_pieced_word(&mut self, first: usize, after: usize, hints: &[(usize, Hint)]) {
        let divisions = self.divisions_of(first, after, hints);
        let mut next = divisions.iter().peekable();
        for at in first..after {
            let piece = &self.pieces[at];
            let PieceKind::Letters { fount, .. } = &piece.kind else { continue };
            while let Some(division) = next.next_if(|division| division.at <= piece.range.end) {
                let (left, right) = self.copy.text[piece.range.clone()].split_at(division.at - piece.range.start);
                let letters = count(left);
                let end = self.sums.after(width_before(left, division.hyphen, fount), letters);
                let start = self.sums.after(piece.width - fount.word(right).width, letters);
                let start_piece = if right.is_empty() { at + 1 } else { at };
                let cut = Cut {
                    end: division.at,
                    end_piece: at + 1,
                    hyphen: division.hyphen,
                    start: division.at,
                    start_piece,
                };
                self.add_place(end, start, division.penalty, division.ending, cut);
            }
            self.sums = self.sums.after(piece.width, count(&self.copy.text[piece.range.clone()]));
        }
    }

    /// Where the word of the pieces from `first` to before `after` may be divided, in bytes of the text.
    ///
    /// What stands above or below the line is no part of the word: a note's call neither hinders its division nor
    /// is parted from it.
    fn divisions_of(&self, first: usize, after: usize, hints: &[(usize, Hint)]) -> Vec<Division> {
        let mut word = String::new();
        // For each byte of the word on the line, and for its end, where in the text a line would begin there.
        let mut origin: Vec<usize> = Vec::new();
        for piece in &self.pieces[first..after] {
            let PieceKind::Letters { position: Position::Baseline, .. } = piece.kind else { continue };
            word.push_str(&self.copy.text[piece.range.clone()]);
            origin.extend(piece.range.clone());
        }
        let PieceKind::Letters { fount, .. } = &self.pieces[first].kind else { return Vec::new() };
        let mut divisions: Vec<Division> = divide::divisions(&word, &fount.kind.language, self.manner.hyphenation)
            .into_iter()
            .filter_map(|division| Some(Division { at: *origin.get(division.at)?, ..division }))
            .collect();
        let by_hand = hints.iter().any(|(_, hint)| *hint == Hint::Divide);
        if by_hand {
            divisions.retain(|division| division.hyphen == Hyphen::None);
        }
        for (at, hint) in hints {
            divisions.retain(|division| division.at != *at);
            let (ending, hyphen, penalty) = match hint {
                Hint::Divide if self.manner.hyphenation == Hyphenation::Forbidden => continue,
                Hint::Divide => (Ending::Hyphen, Hyphen::Made, divide::HYPHEN),
                Hint::Break => (Ending::Within, Hyphen::None, 0),
                Hint::Join => continue,
            };
            divisions.push(Division { at: *at, ending, hyphen, penalty });
        }
        divisions.sort_by_key(|division| division.at);
        divisions
    }

    /// How far the last glyph of a line hangs into the right margin.
    fn right_hang(&self, cut: Cut) -> Length {
        let Some(Piece { kind: PieceKind::Letters { fount, position: Position::Baseline, .. }, .. }) =
            cut.end_piece.checked_sub(1).map(|last| &self.pieces[last])
        else {
            return Length::ZERO;
        };
        let tracking = fount.kind.size.scale(i64::from(fount.kind.tracking), 1000);
        let last = match cut.hyphen {
            Hyphen::Made => Some('-'),
            Hyphen::None => self.copy.text[..cut.end].chars().next_back(),
        };
        if self.hanging == Refinement::Off {
            return tracking;
        }
        tracking + last.map_or(Length::ZERO, |last| share(fount, last, right_share(last)))
    }

    /// How far the first glyph of a line hangs into the left margin.
    fn left_hang(&self, cut: Cut) -> Length {
        match self.pieces.get(cut.start_piece) {
            Some(Piece { kind: PieceKind::Letters { fount, position: Position::Baseline, .. }, .. })
                if self.hanging == Refinement::On =>
            {
                let first = self.copy.text[cut.start..].chars().next();
                first.map_or(Length::ZERO, |first| share(fount, first, left_share(first)))
            }
            _ => Length::ZERO,
        }
    }
}

impl Stacked {
    /// What the eye takes a word, or a part of one, for: its letters, whatever stands around them. Two words are
    /// told apart by a number made from their letters (FNV-1a); that two of them share one is very unlikely, and
    /// then costs a line break that is a little worse.
    fn word(word: Option<&str>) -> Stacked {
        let letters = word.unwrap_or("").chars().filter(|letter| letter.is_alphanumeric());
        let mut number: u32 = 0;
        for letter in letters.flat_map(char::to_lowercase) {
            let before = if number == 0 { 0x811C_9DC5 } else { number };
            number = ((before ^ u32::from(letter)).wrapping_mul(0x0100_0193)).max(1);
        }
        Stacked(number)
    }
}

impl Sums {
    /// These sums after letters of `width`.
    fn after(self, width: Length, count: i32) -> Sums {
        Sums { letters: self.letters + width, count: self.count + count, ..self }
    }
}

/// The divisions of a word of one piece, each with the widths of its parts.
fn divided(text: &str, fount: &Fount) -> Vec<Divided> {
    divide::divisions(text, &fount.kind.language, Hyphenation::Allowed)
        .into_iter()
        .map(|division| {
            let (left, right) = text.split_at(division.at);
            Divided {
                before: width_before(left, division.hyphen, fount),
                after: fount.word(right).width,
                count: count(left),
                division,
            }
        })
        .collect()
}

/// The width of the part before a division.
fn width_before(left: &str, hyphen: Hyphen, fount: &Fount) -> Length {
    match hyphen {
        Hyphen::Made => fount.word(&format!("{left}-")).width,
        Hyphen::None => fount.word(left).width,
    }
}

/// How many letters and figures a text has.
fn count(text: &str) -> i32 {
    text.chars().filter(|character| character.is_alphanumeric()).count() as i32
}

fn share(fount: &Fount, character: char, thousandths: i64) -> Length {
    if thousandths == 0 {
        return Length::ZERO;
    }
    fount.word(character.encode_utf8(&mut [0; 4])).width.scale(thousandths, 1000)
}

/// How much of a glyph hangs into the right margin, in thousandths of its width.
fn right_share(character: char) -> i64 {
    match character {
        '.' | ',' => 600,
        '-' | '\u{2010}' => 550,
        ':' | ';' | '\u{2019}' | '\u{201D}' | '\u{201C}' | '\u{2018}' | '"' | '\'' => 400,
        '\u{BB}' | '\u{AB}' | '\u{203A}' | '\u{2039}' | '\u{2013}' => 250,
        '\u{2014}' => 150,
        '!' | '?' | ')' | ']' => 100,
        _ => 0,
    }
}

/// How much of a glyph hangs into the left margin, in thousandths of its width.
fn left_share(character: char) -> i64 {
    match character {
        '\u{2018}' | '\u{201C}' | '\u{2019}' | '\u{201D}' | '\u{201E}' | '\u{201A}' | '"' | '\'' => 400,
        '\u{AB}' | '\u{BB}' | '\u{2039}' | '\u{203A}' | '\u{2013}' => 250,
        '\u{2014}' => 150,
        '(' | '[' => 80,
        _ => 0,
    }
}
