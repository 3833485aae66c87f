//! Quotation marks, dashes and dots: what is typed straight becomes the language's own.
//!
//! Which way a quotation mark faces depends on what stands on either side of it, and
//! that may stand within an emphasis, or beyond a note call. So the words of a paragraph
//! are first joined into one flow, in which brackets stand and calls do not; the flow is
//! decided as a whole; then the pieces take the decisions over.
//!
//! `"` and `'` give the language's first and second kind: what is typed decides, not how
//! deep it stands. `--` is an en dash, `---` an em dash, three dots are one ellipsis in
//! every language. Longer runs stay as typed, and so does what was escaped.

use crate::language::Language;
use crate::manuscript::{Inline, Style, Text};
use crate::source::Span;

use super::piece::{Image, Piece, plain};
use super::spaces;

/// The two kinds of quotation marks of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    double: (&'static str, &'static str),
    single: (&'static str, &'static str),
}

const ENGLISH: Marks = Marks { double: ("“", "”"), single: ("‘", "’") };
const GERMAN: Marks = Marks { double: ("„", "“"), single: ("‚", "‘") };
const POLISH: Marks = Marks { double: ("„", "”"), single: ("«", "»") };
const HUNGARIAN: Marks = Marks { double: ("„", "”"), single: ("»", "«") };
const RUSSIAN: Marks = Marks { double: ("«", "»"), single: ("„", "“") };
const ITALIAN: Marks = Marks { double: ("«", "»"), single: ("“", "”") };
const FRENCH: Marks = Marks { double: ("«\u{202F}", "\u{202F}»"), single: ("“", "”") };
const SWISS: Marks = Marks { double: ("«", "»"), single: ("‹", "›") };
const SWEDISH: Marks = Marks { double: ("”", "”"), single: ("’", "’") };
const DANISH: Marks = Marks { double: ("»", "«"), single: ("›", "‹") };
const CROATIAN: Marks = Marks { double: ("„", "”"), single: ("‚", "’") };

/// The marks of `language`; of a language that is not listed, the English ones.
fn marks(language: &Language) -> Marks {
    if matches!(language.tag(), "de-CH" | "it-CH" | "fr-CH") {
        return SWISS;
    }
    match language.primary().as_str() {
        "de" | "cs" | "sk" | "sl" | "bg" | "lt" | "is" | "et" | "mk" => GERMAN,
        "hu" => HUNGARIAN,
        "pl" | "ro" => POLISH,
        "ru" | "uk" | "be" => RUSSIAN,
        "it" | "es" | "el" | "no" | "nb" | "nn" | "sq" | "ca" => ITALIAN,
        "pt" if language.tag() != "pt-BR" => ITALIAN,
        "fr" => FRENCH,
        "sv" | "fi" => SWEDISH,
        "da" => DANISH,
        "hr" | "sr" | "bs" => CROATIAN,
        _ => ENGLISH,
    }
}

/// Sets `pieces` as text of `language`.
pub(super) fn set(mut pieces: Vec<Piece>, language: &Language) -> Text {
    spaces::close(&mut pieces);
    let mut flow = Flow::default();
    flow.enter(language, |flow| flow.add(&pieces));
    let mut setting = Setting { changes: flow.decide(), next: 0, at: 0 };
    setting.text(pieces)
}

/// A sign in place of one that was escaped: it is nobody's partner.
const NEUTRAL: char = '\u{FFFC}';

/// The words of a paragraph in one string.
#[derive(Default)]
struct Flow {
    text: String,
    /// From where on which language's marks hold, and whether it has the elisions of English.
    manners: Vec<(usize, Marks, Elisions)>,
    current: Option<(Marks, Elisions)>,
}

/// Whether words begin with an apostrophe in this language: 'tis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Elisions {
    English,
    None,
}

/// What stands in place of `length` bytes of the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    at: usize,
    length: usize,
    with: &'static str,
}

impl Flow {
    fn enter(&mut self, language: &Language, inside: impl FnOnce(&mut Flow)) {
        let around = self.current;
        let elisions = if language.primary() == "en" { Elisions::English } else { Elisions::None };
        self.switch(Some((marks(language), elisions)));
        inside(self);
        self.switch(around);
    }

    fn switch(&mut self, to: Option<(Marks, Elisions)>) {
        self.current = to;
        if let Some((marks, elisions)) = to {
            self.manners.push((self.text.len(), marks, elisions));
        }
    }

    fn add(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Words(words, _) => self.text.push_str(words),
                Piece::Literal(words, _) => self.text.extend(words.chars().map(neutral)),
                Piece::Styled(Style::Foreign(language), inner, _) => self.enter(language, |flow| flow.add(inner)),
                Piece::Styled(_, inner, _) | Piece::Link(_, inner, _) => self.add(inner),
                Piece::Editorial(_, inner, _) => {
                    self.text.push('[');
                    self.add(inner);
                    self.text.push(']');
                }
                Piece::Break(_) => self.text.push('\n'),
                Piece::Reference(_, Some(inner), _) | Piece::Mark(_, Some(inner), _) => self.add(inner),
                // Its words are made later; they begin and end as a word does.
                Piece::Reference(_, None, _) => self.text.push('x'),
                Piece::Image(image) => self.text.extend(plain(&image.description).chars().map(neutral)),
                Piece::Call(..) | Piece::Citation(..) | Piece::Mark(_, None, _) | Piece::Query(..) => {}
            }
        }
    }

    /// Every change, in order.
    fn decide(&self) -> Vec<Change> {
        if !self.text.contains(['"', '\'']) && !self.text.contains("--") && !self.text.contains("...") {
            return Vec::new();
        }
        let last_closer = self.last_single_closer();
        let mut changes = Vec::new();
        let mut open: Vec<char> = Vec::new();
        let mut manners = self.manners.iter().peekable();
        let (mut marks, mut elisions) = (ENGLISH, Elisions::English);
        let mut before: Option<Beside> = None;
        let mut at = 0;
        while let Some(sign) = self.text[at..].chars().next() {
            while let Some((_, next_marks, next_elisions)) = manners.next_if(|(from, ..)| *from <= at) {
                (marks, elisions) = (*next_marks, *next_elisions);
            }
            let mut length = sign.len_utf8();
            let mut beside = Beside::of(sign);
            match sign {
                '-' | '.' => {
                    length = self.text[at..].bytes().take_while(|b| *b == sign as u8).count();
                    let with = match (sign, length) {
                        ('-', 2) => Some("–"),
                        ('-', 3) => Some("—"),
                        ('.', 3) => Some("…"),
                        _ => None,
                    };
                    changes.extend(with.map(|with| Change { at, length, with }));
                }
                '"' | '\'' => {
                    let after = self.text[at + 1..].chars().next().map(Beside::of);
                    let mut facing = facing(before, after, open.contains(&sign));
                    if sign == '\'' {
                        let rest = &self.text[at + 1..];
                        let elided = facing == Facing::Opens
                            && (last_closer.is_none_or(|closer| closer <= at) || is_elision(rest, elisions));
                        let joins =
                            matches!(before, Some(Beside::Word | Beside::Closing)) && after == Some(Beside::Word);
                        let unopened = facing == Facing::Closes && !open.contains(&sign);
                        if elided || joins || unopened {
                            facing = Facing::Apostrophe;
                        }
                    }
                    let kind = if sign == '"' { marks.double } else { marks.single };
                    let with = match facing {
                        Facing::Opens => {
                            // Nobody quotes so deep; marks that are never closed must not pile up.
                            if open.len() >= 16 {
                                open.remove(0);
                            }
                            open.push(sign);
                            beside = Beside::Opening;
                            kind.0
                        }
                        Facing::Closes => {
                            if let Some(opened) = open.iter().rposition(|mark| *mark == sign) {
                                open.truncate(opened);
                            }
                            beside = Beside::Closing;
                            kind.1
                        }
                        Facing::Apostrophe => {
                            beside = Beside::Word;
                            "’"
                        }
                    };
                    changes.push(Change { at, length, with });
                }
                _ => {}
            }
            before = Some(beside);
            at += length;
        }
        changes
    }

    /// The last `'` that could close a quotation: after no space, before no letter.
    fn last_single_closer(&self) -> Option<usize> {
        self.text.rmatch_indices('\'').map(|(at, _)| at).find(|at| {
            let before = self.text[..*at].chars().next_back();
            let after = self.text[at + 1..].chars().next();
            before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
        })
    }
}

/// Words that stay as they are take no part in what the marks around them do.
fn neutral(sign: char) -> char {
    if matches!(sign, '"' | '\'' | '-' | '.') { NEUTRAL } else { sign }
}

/// What stands beside a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Space,
    /// An opening bracket or quotation mark.
    Opening,
    /// A closing bracket or quotation mark, or a stop.
    Closing,
    Dash,
    /// A letter or digit.
    Word,
    /// Any other sign.
    Other,
}

impl Beside {
    fn of(sign: char) -> Beside {
        match sign {
            c if c.is_whitespace() => Beside::Space,
            c if c.is_alphanumeric() => Beside::Word,
            '(' | '[' | '{' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '¿' | '¡' => Beside::Opening,
            ')' | ']' | '}' | '”' | '’' | '»' | '›' | '.' | ',' | ';' | ':' | '!' | '?' | '…' => {
                Beside::Closing
            }
            '-' | '‐' | '–' | '—' | '/' => Beside::Dash,
            _ => Beside::Other,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facing {
    Opens,
    Closes,
    Apostrophe,
}

/// Which way a mark faces between what is before and after it; `is_open` says whether its like is open.
fn facing(before: Option<Beside>, after: Option<Beside>, is_open: bool) -> Facing {
    let space_before = matches!(before, None | Some(Beside::Space));
    let space_after = matches!(after, None | Some(Beside::Space));
    let opens = match (before, after) {
        _ if space_before && space_after => !is_open,
        _ if space_before => true,
        _ if space_after => false,
        (Some(Beside::Opening), _) => true,
        (_, Some(Beside::Closing)) => false,
        (Some(Beside::Dash), Some(Beside::Word)) => true,
        _ => !is_open,
    };
    if opens { Facing::Opens } else { Facing::Closes }
}

/// English words that begin with an apostrophe.
const ELIDED: [&str; 13] =
    ["tis", "twas", "twere", "twill", "twould", "em", "til", "cause", "bout", "neath", "gainst", "twixt", "n"];

/// Whether `rest`, after an apostrophe, is a word or a year that has lost its beginning: 'tis, '89.
fn is_elision(rest: &str, elisions: Elisions) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(8).collect::<String>().to_lowercase();
    let year = word.strip_suffix('s').unwrap_or(&word);
    let is_year = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    is_year || (elisions == Elisions::English && ELIDED.contains(&word.as_str()))
}

/// The pieces taking the decisions over, in the order in which the flow was made.
struct Setting {
    changes: Vec<Change>,
    next: usize,
    at: usize,
}

impl Setting {
    fn text(&mut self, pieces: Vec<Piece>) -> Text {
        let mut text = Text::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Words(words, span) => push_words(&mut text, self.words(&words), span),
                Piece::Literal(words, span) => {
                    self.at += words.chars().map(|c| neutral(c).len_utf8()).sum::<usize>();
                    push_words(&mut text, words, span);
                }
                Piece::Styled(style, inner, span) => text.push(Inline::Styled(style, self.text(inner), span)),
                Piece::Editorial(hand, inner, span) => {
                    self.at += 1;
                    text.push(Inline::Editorial(hand, self.text(inner), span));
                    self.at += 1;
                }
                Piece::Break(span) => {
                    self.at += 1;
                    text.push(Inline::Break(span));
                }
                Piece::Call(call, span) => text.push(Inline::Call(call, span)),
                Piece::Reference(mut reference, shown, span) => {
                    self.at += if shown.is_none() { 1 } else { 0 };
                    reference.shown = shown.map(|inner| self.text(inner));
                    text.push(Inline::Reference(reference, span));
                }
                Piece::Citation(citation, span) => text.push(Inline::Citation(citation, span)),
                Piece::Mark(mut mark, shown, span) => {
                    mark.shown = shown.map(|inner| self.text(inner));
                    text.push(Inline::Mark(mark, span));
                }
                Piece::Link(address, inner, span) => {
                    text.push(Inline::Link { address, content: self.text(inner), span });
                }
                Piece::Query(words, span) => text.push(Inline::Query(words, span)),
                Piece::Image(Image { description, span, .. }) => {
                    let words = plain(&description);
                    self.at += words.chars().map(|c| neutral(c).len_utf8()).sum::<usize>();
                    push_words(&mut text, words, span);
                }
            }
        }
        text
    }

    /// `words`, which begin here, with their changes.
    fn words(&mut self, words: &str) -> String {
        let start = self.at;
        self.at += words.len();
        let mut set = String::with_capacity(words.len());
        let mut from = 0;
        while let Some(change) = self.changes.get(self.next).filter(|change| change.at < self.at) {
            let at = change.at.saturating_sub(start).max(from);
            set.push_str(&words[from..at]);
            set.push_str(change.with);
            from = (at + change.length).min(words.len());
            self.next += 1;
        }
        set.push_str(&words[from..]);
        set
    }
}

/// Adds words, joined to those before them.
fn push_words(text: &mut Text, words: String, span: Span) {
    if words.is_empty() {
        return;
    }
    match text.last_mut() {
        Some(Inline::Text(before, place)) => {
            before.push_str(&words);
            *place = place.to(span);
        }
        _ => text.push(Inline::Text(words, span)),
    }
}
