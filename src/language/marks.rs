//! Quotation marks, dashes and dots: what is typed straight becomes the language's own.
//!
//! `"` and `'` give the language's first and second kind: what is typed decides, not how
//! deep it stands. `--` is an en dash, `---` an em dash, three dots are one ellipsis in
//! every language. Longer runs stay as typed, and so does what was escaped.
//!
//! Which way a mark faces depends on what stands on either side of it; so words that
//! belong together are joined into one [`Flow`], which is decided as a whole.

use super::Language;

/// `words` of `language` with its marks. Words of one string: a title, a name, a line of an address.
pub fn typed(words: &str, language: &Language) -> String {
    let mut flow = Flow::default();
    flow.enter(language, |flow| flow.words(words));
    let mut set = String::with_capacity(words.len());
    let mut from = 0;
    for Change { at, length, with } in flow.decide() {
        set.push_str(&words[from..at]);
        set.push_str(with);
        from = at + length;
    }
    set.push_str(&words[from..]);
    set
}

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

/// A sign in place of one that was escaped: it is nobody's partner.
const NEUTRAL: char = '\u{FFFC}';

/// The words of a paragraph in one string.
#[derive(Default)]
pub struct Flow {
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
pub struct Change {
    /// Where, in bytes.
    pub at: usize,
    /// What stands there was so long, in bytes.
    pub length: usize,
    /// What stands there now.
    pub with: &'static str,
}

impl Flow {
    /// What `inside` adds is text of `language`.
    pub fn enter(&mut self, language: &Language, inside: impl FnOnce(&mut Flow)) {
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

    /// Adds words.
    pub fn words(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Adds words that stay as they are, and take no part in what the marks around them do.
    pub fn still(&mut self, words: &str) {
        self.text.extend(words.chars().map(neutral));
    }

    /// Every change, in order.
    pub fn decide(&self) -> Vec<Change> {
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
pub fn neutral(sign: char) -> char {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_the_marks_of_its_language() {
        let typed = |words: &str, tag| typed(words, &Language::parse(tag).unwrap());
        assert_eq!(typed("Khrushchev's \"Secret\" Speech", "en"), "Khrushchev’s “Secret” Speech");
        assert_eq!(typed("Hungarian--Chinese Talks, 1956--57 ...", "en"), "Hungarian–Chinese Talks, 1956–57 …");
        assert_eq!(typed("A \"titkos\" beszéd", "hu"), "A „titkos” beszéd");
        assert_eq!(typed("O'Neill", "de"), "O’Neill");
        assert_eq!(typed("", "en"), "");
    }
}
