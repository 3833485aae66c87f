//! Where a word may be divided.
//!
//! The patterns are those of TeX (Liang, *Word Hy-phen-a-tion by Com-put-er*, 1983), as
//! hypher carries them; British English and Romanian, which it lacks, are ours. Two letters
//! stay before a hyphen and three go after it, and words of four letters or fewer are never
//! divided.

use std::sync::LazyLock;

use hypher::Lang;

use super::patterns::Patterns;
use super::romanian;
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
    let length = word.chars().count();
    if length < WORD {
        return Vec::new();
    }
    let before = |letters: Vec<usize>| -> Vec<usize> {
        let bytes: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        letters.into_iter().filter(|at| (LEFT..=length - RIGHT).contains(at)).map(|at| bytes[at]).collect()
    };
    match source(word, language) {
        Source::None => Vec::new(),
        Source::Exception(divided) => before(hyphens(divided)),
        Source::British => before(BRITISH.divisions(word)),
        Source::Romanian => before(romanian::divisions(word)),
        Source::Hypher(patterns) => {
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
    }
}

/// The patterns of British English, which divides by where a word comes from, not by its sound.
static BRITISH: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(include_str!("patterns/en-gb.txt")));

/// What the British patterns get wrong, by their own authors' list.
const BRITISH_EXCEPTIONS: [&str; 8] = [
    "uni-ver-sity",
    "uni-ver-sit-ies",
    "how-ever",
    "ma-nu-script",
    "ma-nu-scripts",
    "re-ci-pro-city",
    "through-out",
    "some-thing",
];

/// What the American patterns get wrong (Knuth, *The TeXbook*, appendix H). Words that are divided one way as a
/// noun and another way as a verb are not divided.
const AMERICAN_EXCEPTIONS: [&str; 18] = [
    "as-so-ciate",
    "as-so-ciates",
    "dec-li-na-tion",
    "oblig-a-tory",
    "phil-an-thropic",
    "present",
    "presents",
    "project",
    "projects",
    "reci-procity",
    "re-cog-ni-zance",
    "ref-or-ma-tion",
    "ret-ri-bu-tion",
    "ta-ble",
    "record",
    "records",
    "desert",
    "deserts",
];

/// Before which letters the hyphens of `divided` stand, counted without them.
fn hyphens(divided: &str) -> Vec<usize> {
    divided.match_indices('-').enumerate().map(|(hyphens, (at, _))| at - hyphens).collect()
}

/// What knows where a word may be divided.
enum Source {
    /// Nothing.
    None,
    /// A list: the word with its hyphens.
    Exception(&'static str),
    /// Patterns that hypher carries.
    Hypher(Lang),
    /// Our patterns of British English.
    British,
    /// Our rules of Romanian.
    Romanian,
}

/// What knows where `word` may be divided.
///
/// A word in a script that its language is not written in, a Russian title in an English
/// bibliography, goes by the language that is most often written in that script.
fn source(word: &str, language: &Language) -> Source {
    let Ok(primary) = <[u8; 2]>::try_from(language.primary().as_bytes()) else { return Source::None };
    let Some(first) = word.chars().next() else { return Source::None };
    let script = Script::of(first);
    let own = Script::of_language(&primary);
    match (script, &primary) {
        // The patterns of Serbian are for its Cyrillic; in Latin letters it divides as Croatian does.
        (Script::Latin, b"sr") => Source::Hypher(Lang::Croatian),
        (Script::Cyrillic, _) if own != Script::Cyrillic => Source::Hypher(Lang::Russian),
        (Script::Greek, _) if own != Script::Greek => Source::Hypher(Lang::Greek),
        (Script::Latin, b"ro" | b"mo") => Source::Romanian,
        (Script::Latin, b"en") => {
            let british = is_british(language);
            let exceptions: &[&str] = if british { &BRITISH_EXCEPTIONS } else { &AMERICAN_EXCEPTIONS };
            match exceptions.iter().find(|divided| is_divided(word, divided)) {
                Some(divided) => Source::Exception(divided),
                None if british => Source::British,
                None => Source::Hypher(Lang::English),
            }
        }
        _ => Lang::from_iso(primary).map_or(Source::None, Source::Hypher),
    }
}

/// Whether `divided` is `word` with hyphens in it.
fn is_divided(word: &str, divided: &str) -> bool {
    let letters = divided.bytes().filter(|byte| *byte != b'-');
    word.bytes().map(|byte| byte.to_ascii_lowercase()).eq(letters)
}

/// Whether English is divided in the British way: wherever it is not American or Canadian, or says nothing.
fn is_british(language: &Language) -> bool {
    let american = ["US", "CA", "PH", "LR", "PR"];
    let region = language.tag().split('-').skip(1).find(|part| part.len() == 2);
    region.is_some_and(|region| !american.contains(&region.to_ascii_uppercase().as_str()))
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
    fn british_english_divides_by_where_a_word_comes_from() {
        assert_eq!(divided("knowledge", "en-US"), "knowl-edge");
        assert_eq!(divided("knowledge", "en-GB"), "know-ledge");
        assert_eq!(divided("Programme", "en-IE"), "Pro-gramme");
        assert_eq!(divided("university", "en-GB"), "uni-ver-sity");
        assert_eq!(divided("present", "en"), "present");
        assert_eq!(divided("Table", "en"), "Ta-ble");
    }

    #[test]
    fn every_language_of_the_archives_is_divided() {
        let words = [
            ("cs", "re-pub-lika"),
            ("pl", "rze-czy-po-spo-lita"),
            ("ro", "gu-ver-nu-lui"),
            ("fr", "gou-ver-ne-ment"),
            ("sk", "re-pub-lika"),
            ("uk", "пра-ви-тель-ство"),
        ];
        for (language, word) in words {
            assert_eq!(divided(&word.replace('-', ""), language), word, "{language}");
        }
    }

    #[test]
    fn two_letters_stay_and_three_go_over() {
        assert_eq!(divided("about", "en"), "about");
        assert_eq!(divided("reality", "en"), "re-al-ity");
        assert_eq!(divided("into", "en"), "into");
    }

    #[test]
    fn a_language_without_patterns_divides_nothing() {
        assert_eq!(divided("constitution", "chr"), "constitution");
    }
}
