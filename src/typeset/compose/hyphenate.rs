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
///
/// A word in a script that its language is not written in, a Russian title in an English
/// bibliography, goes by the language that is most often written in that script.
fn patterns(word: &str, language: &Language) -> Option<Lang> {
    let primary: [u8; 2] = language.primary().as_bytes().try_into().ok()?;
    let script = Script::of(word.chars().next()?);
    let own = Script::of_language(&primary);
    match (script, &primary) {
        // The patterns of Serbian are for its Cyrillic; in Latin letters it divides as Croatian does.
        (Script::Latin, b"sr") => Some(Lang::Croatian),
        (Script::Cyrillic, _) if own != Script::Cyrillic => Some(Lang::Russian),
        (Script::Greek, _) if own != Script::Greek => Some(Lang::Greek),
        _ => Lang::from_iso(primary),
    }
}

/// The scripts that patterns tell apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other,
}

impl Script {
    fn of(letter: char) -> Script {
        match letter {
            '\0'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
            '\u{400}'..='\u{52F}' => Script::Cyrillic,
            _ => Script::Other,
        }
    }

    fn of_language(primary: &[u8; 2]) -> Script {
        match primary {
            b"ru" | b"uk" | b"be" | b"bg" | b"mk" | b"sr" | b"mn" | b"kk" => Script::Cyrillic,
            b"el" => Script::Greek,
            _ => Script::Latin,
        }
    }
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
    fn a_word_in_another_script_is_divided_all_the_same() {
        assert_eq!(divided("университета", "en-GB"), divided("университета", "ru"));
        assert_eq!(divided("университета", "en-GB"), "уни-вер-си-тета");
        assert_eq!(divided("forradalom", "ru"), "forradalom");
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
