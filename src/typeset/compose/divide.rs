//! Where a line may end inside a word.
//!
//! At a hyphen, made or written; after a dash; after a slash; and in an address, which is
//! broken without a hyphen, since a reader would take it for a part of the address.

use super::hyphenate;
use super::strain::Ending;
use crate::language::Language;
use crate::typeset::line::Hyphenation;

/// A place inside a word where a line may end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Division {
    /// Where, in bytes of the word.
    pub(super) at: usize,
    /// What the line ends with.
    pub(super) ending: Ending,
    /// Whether a hyphen is printed that is not written.
    pub(super) hyphen: Hyphen,
    /// What it costs.
    pub(super) penalty: i64,
}

/// Whether a hyphen is printed at a line end that is not in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// It is.
    Made,
    /// The line ends with what is written.
    None,
}

/// Dividing a word.
pub(super) const HYPHEN: i64 = 4_860;
/// A line end after a hyphen that is written.
const WRITTEN_HYPHEN: i64 = HYPHEN / 2;
/// A line end after a dash.
const DASH: i64 = 20;
/// A line end within a range of numbers, 1956–57.
const IN_RANGE: i64 = 4_000;
/// A line end after a slash.
const SLASH: i64 = 500;
/// A line end in an address, after a slash.
const ADDRESS_SLASH: i64 = 200;
/// A line end in an address, after another mark.
const ADDRESS: i64 = 600;

/// The places in `word` (which holds no space) where a line may end, in order.
pub(super) fn divisions(word: &str, language: &Language, hyphenation: Hyphenation) -> Vec<Division> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if is_address(bare) {
        return in_address(word);
    }
    let mut divisions = at_marks(word);
    if hyphenation == Hyphenation::Allowed && !word.bytes().any(|byte| byte.is_ascii_digit()) {
        divisions.extend(at_syllables(word, language));
    }
    divisions.sort_by_key(|division| division.at);
    divisions
}

/// What a division by a made hyphen costs: names are divided unwillingly.
pub(super) fn hyphen_penalty(word: &str) -> i64 {
    let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if capital { 2 * HYPHEN } else { HYPHEN }
}

/// Between syllables, each run of letters by itself.
fn at_syllables(word: &str, language: &Language) -> Vec<Division> {
    let mut found = Vec::new();
    let mut start = 0;
    for run in word.split_inclusive(|c: char| !is_letter(c)) {
        let letters = run.trim_end_matches(|c: char| !is_letter(c));
        let penalty = hyphen_penalty(letters);
        found.extend(hyphenate::divisions(letters, language).into_iter().map(|at| Division {
            at: start + at,
            ending: Ending::Hyphen,
            hyphen: Hyphen::Made,
            penalty,
        }));
        start += run.len();
    }
    found
}

/// A letter, or an accent that could not be composed with its letter.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&character)
}

/// After hyphens, dashes and slashes that stand between other letters.
fn at_marks(word: &str) -> Vec<Division> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let mut found = Vec::new();
    for window in 1..letters.len().saturating_sub(1) {
        let ((_, before), (_, mark), (at, after)) = (letters[window - 1], letters[window], letters[window + 1]);
        let (left, right) = (&word[..letters[window].0], &word[at..]);
        let figures = before.is_numeric() && after.is_numeric();
        let mark = match mark {
            '\u{2014}' | '\u{2E3A}' | '\u{2E3B}' if !closes(after) && !is_dash(after) => Some((Ending::Within, DASH)),
            '\u{2013}' if !closes(after) && !is_dash(after) => {
                Some((Ending::Within, if figures { IN_RANGE } else { DASH }))
            }
            '-' | '\u{2010}' if before == mark && after.is_alphanumeric() => Some((Ending::Within, DASH)),
            '-' | '\u{2010}' if letters_of(left) >= 2 && letters_of(right) >= 2 && after.is_alphanumeric() => {
                Some((Ending::Hyphen, if figures { IN_RANGE } else { WRITTEN_HYPHEN }))
            }
            '/' if !figures && letters_of(left) >= 2 && letters_of(right) >= 2 && after.is_alphanumeric() => {
                Some((Ending::Within, SLASH))
            }
            _ if is_ideograph(mark) && is_ideograph(after) => Some((Ending::Within, 0)),
            _ => None,
        };
        found.extend(mark.map(|(ending, penalty)| Division { at, ending, hyphen: Hyphen::None, penalty }));
    }
    found
}

/// How many letters and figures a part of a word has.
fn letters_of(part: &str) -> usize {
    part.chars().filter(|c| c.is_alphanumeric()).count()
}

/// What closes: no line begins with it.
fn closes(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '\u{2019}'
            | '\u{201D}'
            | '\u{BB}'
            | '\u{2026}'
            | '"'
            | '\''
    )
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}')
}

/// Chinese and Japanese characters, between any two of which a line may end.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a word is an address on the net, a DOI or an address of mail.
fn is_address(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.contains("://")
        || lower.starts_with("www.")
        || lower.starts_with("doi:")
        || lower.starts_with("10.") && lower.contains('/')
        || lower.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Where an address is broken (*The Chicago Manual of Style*, 17th ed., 7.46): after `://` and a colon; on either
/// side of `=` and `&`; before a slash, a point and other marks, so that the next line shows that it goes on. Never
/// at a hyphen, which might be ours. At least three characters stay on either side.
fn in_address(word: &str) -> Vec<Division> {
    let letters: Vec<(usize, char)> = word.trim_end_matches(closes).char_indices().collect();
    let mut found = Vec::new();
    for place in 3..letters.len().saturating_sub(2) {
        let ((_, before), (at, after)) = (letters[place - 1], letters[place]);
        let penalty = match (before, after) {
            ('/', _) if word[..at].ends_with("://") => ADDRESS_SLASH,
            ('/', _) | (_, '-') | ('-', _) => continue,
            (':', '/') => continue,
            (_, '/') => ADDRESS_SLASH,
            (':' | '=' | '&', _) => ADDRESS,
            (_, '.' | ',' | ';' | '_' | '?' | '#' | '%' | '~' | '@' | '=' | '&') => ADDRESS,
            _ => continue,
        };
        found.push(Division { at, ending: Ending::Within, hyphen: Hyphen::None, penalty });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word with its divisions shown: `·` where a hyphen is made, `|` where none is.
    fn shown(word: &str) -> String {
        let mut shown = word.to_owned();
        let english = Language::parse("en").unwrap();
        for division in divisions(word, &english, Hyphenation::Allowed).into_iter().rev() {
            shown.insert(division.at, if division.hyphen == Hyphen::Made { '·' } else { '|' });
        }
        shown
    }

    #[test]
    fn a_line_may_end_after_a_hyphen_or_dash_but_not_before() {
        assert_eq!(shown("self-made"), "self-|made");
        assert_eq!(shown("peace—war"), "peace—|war");
        assert_eq!(shown("said—”"), "said—”");
        assert_eq!(shown("—war"), "—war");
        assert_eq!(shown("e-mail"), "e-mail");
        assert_eq!(shown("and/or"), "and/|or");
        assert_eq!(shown("1/2"), "1/2");
    }

    #[test]
    fn a_possessive_is_divided_like_its_word() {
        assert_eq!(shown("government’s"), "gov·ern·ment’s");
    }

    #[test]
    fn words_with_figures_are_not_hyphenated() {
        assert_eq!(shown("constitution1787"), "constitution1787");
        assert_eq!(shown("1956–57"), "1956–|57");
    }

    #[test]
    fn an_address_breaks_without_a_hyphen() {
        assert_eq!(
            shown("(https://nsarchive.gwu.edu/briefing-book?id=7)."),
            "(https://|nsarchive|.gwu|.edu|/briefing-book|?id=7)."
        );
        assert_eq!(shown("https://doi.org/10.1080/14682745.2016"), "https://|doi|.org|/10|.1080|/14682745|.2016");
        assert_eq!(shown("10.1080/14682"), "10.1080|/14682");
    }

    #[test]
    fn names_are_divided_unwillingly() {
        assert_eq!(hyphen_penalty("Hamilton"), 2 * hyphen_penalty("government"));
        let none = divisions("government", &Language::parse("en").unwrap(), Hyphenation::Forbidden);
        assert_eq!(none, []);
    }
}
