//! Where a word may be divided.
//!
//! The patterns are those of TeX (Liang, *Word Hy-phen-a-tion by Com-put-er*, 1983), as
//! hypher carries them. Two letters stay before a hyphen and three go after it, and words
//! of four letters or fewer are never divided.

use hypher::Lang;

use crate::language::Language;

/// The fewest letters before a hyphen.
const LEFT: usize = 2;
/// The fewest letters after it.
const RIGHT: usize = 3;
/// The fewest letters of a word that is divided.
const WORD: usize = LEFT + RIGHT;

/// Where `word`, which holds letters only, may be divided: in bytes, in order.
/// Nowhere in a language without patterns.
pub(super) fn divisions(word: &str, language: &Language) -> Vec<usize> {
    let Some(patterns) = patterns(word, language) else { return Vec::new() };
    if word.chars().count() < WORD {
        return Vec::new();
    }
    let mut at = 0;
    let mut ends: Vec<usize> = hypher::hyphenate_bounded(word, patterns, LEFT, RIGHT)
        .map(|syllable| {
            at += syllable.len();
            at
        })
        .collect();
    ends.pop();
    ends
}

/// The patterns of a language for `word`. British English goes by the American ones.
fn patterns(word: &str, language: &Language) -> Option<Lang> {
    let primary: [u8; 2] = language.primary().as_bytes().try_into().ok()?;
    // The patterns of Serbian are for its Cyrillic; in Latin letters it divides as Croatian does.
    let latin = word.chars().next().is_some_and(|letter| letter < '\u{370}');
    if &primary == b"sr" && latin { Some(Lang::Croatian) } else { Lang::from_iso(primary) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, language: &str) -> String {
        let mut divided = word.to_owned();
        for at in divisions(word, &Language::parse(language).unwrap()).into_iter().rev() {
            divided.insert(at, '-');
        }
        divided
    }

    #[test]
    fn a_word_is_divided_by_its_language() {
        assert_eq!(divided("constitution", "en-US"), "con-sti-tu-tion");
        assert_eq!(divided("forradalom", "hu"), "for-ra-da-lom");
        assert_eq!(divided("правительство", "ru"), "пра-ви-тель-ство");
        assert_eq!(divided("Regierung", "de-AT"), "Re-gie-rung");
    }

    #[test]
    fn two_letters_stay_and_three_go_over() {
        assert_eq!(divided("about", "en"), "about");
        assert_eq!(divided("reality", "en"), "re-al-ity");
        assert_eq!(divided("into", "en"), "into");
    }

    #[test]
    fn a_language_without_patterns_divides_nothing() {
        assert_eq!(divided("guvernului", "ro"), "guvernului");
        assert_eq!(divided("constitution", "chr"), "constitution");
    }
}
