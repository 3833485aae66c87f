//! Registers: in what order their entries stand, and under which letter.
//!
//! Alphabetical order is the volume's language's own, by the Unicode Collation Algorithm
//! (UTS 10) with that language's tailoring. Names are compared letter by letter up to
//! their first comma or bracket, then beyond it, as the Chicago Manual (16.59) has it:
//! spaces and hyphens do not count, "Nagy, Imre" stands before "Nagybánya". Where the
//! manifest asks for it, a space ends a word and the shorter word comes first.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::walk::plain;
use crate::date::Day;
use crate::language::Language;
use crate::manifest::IndexOrder;
use crate::manuscript::{Manuscript, RegisterKind};

/// The alphabetical order of a language.
pub(super) struct Alphabet {
    /// Compares letters, then accents, then case; spaces and signs do not count.
    by_letter: CollatorBorrowed<'static>,
    /// Compares letters alone.
    by_base: CollatorBorrowed<'static>,
    /// The letters that head the groups of an index, in order.
    letters: Vec<&'static str>,
    /// Whether spaces count.
    order: IndexOrder,
}

impl Alphabet {
    /// The order of `language`; the root order of Unicode where it has none of its own.
    pub fn of(language: &Language, order: IndexOrder) -> Alphabet {
        let by_base = collator(language, Strength::Primary);
        let mut letters: Vec<&'static str> = alphabet(&language.primary()).split_whitespace().collect();
        letters.dedup_by(|next, letter| by_base.compare(letter, next) != Ordering::Less);
        Alphabet { by_letter: collator(language, Strength::Tertiary), by_base, letters, order }
    }

    /// Which of two names comes first. Accents and capitals tell only where all letters are alike; names that differ in
    /// signs alone keep an order of their own.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let in_parts = |collator: &CollatorBorrowed| {
            let (a, b) = (parts(a, self.order), parts(b, self.order));
            let apart = a.iter().zip(&b).map(|(a, b)| collator.compare(a, b)).find(|order| order.is_ne());
            apart.unwrap_or_else(|| a.len().cmp(&b.len()))
        };
        in_parts(&self.by_base).then_with(|| in_parts(&self.by_letter)).then_with(|| a.cmp(b))
    }

    /// The letter of the index that `name` stands under; none for figures and signs.
    pub fn letter(&self, name: &str) -> Option<String> {
        let first = name.chars().find(|c| c.is_alphanumeric())?;
        if !first.is_alphabetic() {
            return None;
        }
        let own = || Some(first.to_uppercase().collect());
        if script(first) != self.letters.first().and_then(|letter| letter.chars().next()).map_or(0, script) {
            return own();
        }
        let name = &name[name.find(first).unwrap_or(0)..];
        let at = self.letters.partition_point(|letter| self.by_base.compare(letter, name) != Ordering::Greater);
        match at.checked_sub(1) {
            Some(at) => Some(self.letters[at].to_owned()),
            None => own(),
        }
    }
}

/// The entries of each register in alphabetical order.
pub(super) fn arranged(
    manuscript: &Manuscript,
    language: &Language,
    order: IndexOrder,
) -> BTreeMap<RegisterKind, Vec<usize>> {
    let alphabet = Alphabet::of(language, order);
    let arrange = |(kind, entries): (&RegisterKind, &Vec<crate::manuscript::Entry>)| {
        let names: Vec<String> = entries.iter().map(|entry| plain(&entry.name)).collect();
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|a, b| alphabet.compare(&names[*a], &names[*b]).then(a.cmp(b)));
        (*kind, order)
    };
    manuscript.registers.iter().map(arrange).collect()
}

/// The events of the chronology in the order of time; those of one moment as they were written.
pub(super) fn by_time(manuscript: &Manuscript) -> Vec<usize> {
    let mut order: Vec<usize> = (0..manuscript.events.len()).collect();
    order.sort_by_key(|at| {
        let date = manuscript.events[*at].date;
        (late(date.from), date.to.map(late))
    });
    order
}

/// A day as a chronology counts it: what is dated to a month stands before the days of that month.
fn late(day: Day) -> (i32, Option<u8>, Option<u8>) {
    (day.year, day.month, day.day)
}

/// The entry that a `see` in the register `kind` names: one of its own, or else one of another.
pub(super) fn pointed(manuscript: &Manuscript, kind: RegisterKind, name: &str) -> Option<(RegisterKind, usize)> {
    let find = |kind: RegisterKind| {
        let at = manuscript.registers.get(&kind)?.iter().position(|entry| entry.id.name == name)?;
        Some((kind, at))
    };
    find(kind).or_else(|| manuscript.registers.keys().find_map(|other| find(*other)))
}

/// Years or pages as they are printed: a hyphen between two of them is a dash.
pub(super) fn with_dashes(dates: &str) -> String {
    let letters: Vec<char> = dates.chars().collect();
    let between_years = |at: usize| {
        let year = |letter: Option<&char>| letter.is_some_and(char::is_ascii_digit);
        at > 0 && year(letters.get(at - 1)) && year(letters.get(at + 1))
    };
    let printed = letters.iter().enumerate().map(|(at, letter)| match letter {
        '-' if between_years(at) => '\u{2013}',
        _ => *letter,
    });
    printed.collect()
}

/// The name of a register, as its file has it.
pub(super) fn name(kind: RegisterKind) -> &'static str {
    match kind {
        RegisterKind::People => "people",
        RegisterKind::Organisations => "organisations",
        RegisterKind::Terms => "terms",
        RegisterKind::Abbreviations => "abbreviations",
    }
}

/// What of a name is compared before what follows: the name up to its first comma or bracket, and the rest; or its words.
fn parts(name: &str, order: IndexOrder) -> Vec<&str> {
    let (name, rest) = name.split_at(name.find([',', '(', '[']).unwrap_or(name.len()));
    match order {
        IndexOrder::LetterByLetter => vec![name, rest],
        // An empty part parts the name from the rest: "New, Ada" stands before "New York".
        IndexOrder::WordByWord => name.split_whitespace().chain([""]).chain(rest.split_whitespace()).collect(),
    }
}

fn collator(language: &Language, strength: Strength) -> CollatorBorrowed<'static> {
    let locale = Locale::try_from_str(language.tag()).unwrap_or(Locale::UNKNOWN);
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    options.alternate_handling = Some(AlternateHandling::Shifted);
    Collator::try_new(preferences, options)
        .or_else(|_| Collator::try_new(CollatorPreferences::default(), options))
        .expect("the root order is compiled in")
}

/// The letters that head the groups of an index, in a language's own order (CLDR's index characters).
fn alphabet(language: &str) -> &'static str {
    match language {
        "hu" => "A B C Cs D Dz Dzs E F G Gy H I J K L Ly M N Ny O Ö P Q R S Sz T Ty U Ü V W X Y Z Zs",
        "cs" => "A B C Č D E F G H Ch I J K L M N O P Q R Ř S Š T U V W X Y Z Ž",
        "sk" => "A Ä B C Č D E F G H Ch I J K L M N O Ô P Q R S Š T U V W X Y Z Ž",
        "pl" => "A Ą B C Ć D E Ę F G H I J K L Ł M N Ń O Ó P Q R S Ś T U V W X Y Z Ź Ż",
        "ro" => "A Ă Â B C D E F G H I Î J K L M N O P Q R S Ș T Ț U V W X Y Z",
        "hr" | "bs" => "A B C Č Ć D Dž Đ E F G H I J K L Lj M N Nj O P Q R S Š T U V W X Y Z Ž",
        "sl" => "A B C Č Ć D Đ E F G H I J K L M N O P Q R S Š T U V W X Y Z Ž",
        "sv" | "fi" => "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Å Ä Ö",
        "da" | "nb" | "nn" | "no" => "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Æ Ø Å",
        "es" => "A B C D E F G H I J K L M N Ñ O P Q R S T U V W X Y Z",
        "ru" => "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ы Э Ю Я",
        "uk" => "А Б В Г Ґ Д Е Є Ж З И І Ї Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ю Я",
        "be" => "А Б В Г Д Е Ж З І Й К Л М Н О П Р С Т У Ў Ф Х Ц Ч Ш Ы Э Ю Я",
        "bg" => "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ю Я",
        "sr" | "mk" => "А Б В Г Д Ђ Е Ж З И Ј К Л Љ М Н Њ О П Р С Т Ћ У Ф Х Ц Ч Џ Ш",
        "el" => "Α Β Γ Δ Ε Ζ Η Θ Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Χ Ψ Ω",
        _ => "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
    }
}

/// A number for the script of a letter: Latin, Greek, Cyrillic, or what else its block is.
fn script(letter: char) -> u32 {
    match letter as u32 {
        ..0x370 | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF => 1,
        0x370..=0x3FF | 0x1F00..=0x1FFF => 2,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => 3,
        other => other >> 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(tag: &str) -> Alphabet {
        Alphabet::of(&Language::parse(tag).unwrap(), IndexOrder::LetterByLetter)
    }

    fn sorted<const N: usize>(tag: &str, mut names: [&'static str; N]) -> [&'static str; N] {
        let alphabet = alphabet(tag);
        names.sort_by(|a, b| alphabet.compare(a, b));
        names
    }

    #[test]
    fn names_stand_in_the_order_of_the_volumes_language() {
        let names = ["Zala", "Ág", "Szabó", "Sas", "Cukor", "Csepel", "Agy", "Ősz", "Ok"];
        assert_eq!(sorted("hu", names), ["Ág", "Agy", "Cukor", "Csepel", "Ok", "Ősz", "Sas", "Szabó", "Zala"]);
        let names = ["Chrást", "Hus", "Čech", "Cheb", "Cyril", "Ivan"];
        assert_eq!(sorted("cs", names), ["Cyril", "Čech", "Hus", "Cheb", "Chrást", "Ivan"]);
    }

    #[test]
    fn names_are_compared_letter_by_letter_as_far_as_the_comma() {
        let names = ["Nagybánya", "Nagy, Imre", "Nagy-Alföld", "Nagy, Ferenc"];
        assert_eq!(sorted("hu", names), ["Nagy, Ferenc", "Nagy, Imre", "Nagy-Alföld", "Nagybánya"]);
        assert_eq!(sorted("en-GB", ["New York", "Newark", "New (law)"]), ["New (law)", "Newark", "New York"]);
    }

    #[test]
    fn names_can_be_compared_word_by_word() {
        let alphabet = Alphabet::of(&Language::parse("en").unwrap(), IndexOrder::WordByWord);
        let mut names = ["Newark", "New York", "New Deal", "New, Ada", "Newfoundland", "NEW (party)", "Newlywed"];
        names.sort_by(|a, b| alphabet.compare(a, b));
        assert_eq!(names, ["New, Ada", "NEW (party)", "New Deal", "New York", "Newark", "Newfoundland", "Newlywed"]);
    }

    #[test]
    fn an_accent_tells_two_names_apart_only_where_all_their_letters_are_alike() {
        assert_eq!(
            sorted("hu", ["Acs, Zoltán", "Ács, Béla", "Ács, Zoltán"]),
            ["Ács, Béla", "Acs, Zoltán", "Ács, Zoltán"]
        );
    }

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        assert_eq!(sorted("en", ["NSC 10", "NSC 9"]), ["NSC 9", "NSC 10"]);
    }

    #[test]
    fn an_accent_does_not_make_a_letter_where_the_language_makes_none() {
        let letter = |name| alphabet("hu").letter(name);
        assert_eq!(letter("Ág").as_deref(), Some("A"));
        assert_eq!(letter("Őrség").as_deref(), Some("Ö"));
        assert_eq!(letter("szovjet csapatok").as_deref(), Some("Sz"));
        assert_eq!(letter("Gyöngyös").as_deref(), Some("Gy"));
        assert_eq!(letter("zászló").as_deref(), Some("Z"));
        assert_eq!(alphabet("en-GB").letter("Ávh").as_deref(), Some("A"));
        assert_eq!(alphabet("cs").letter("chléb").as_deref(), Some("Ch"));
        assert_eq!(alphabet("pl").letter("Łódź").as_deref(), Some("Ł"));
    }

    #[test]
    fn figures_and_signs_stand_under_no_letter() {
        assert_eq!(alphabet("en").letter("1956 (year)"), None);
        assert_eq!(alphabet("en").letter("—"), None);
        assert_eq!(alphabet("en").letter("“Long Telegram”").as_deref(), Some("L"));
    }

    #[test]
    fn another_script_has_its_own_letters() {
        assert_eq!(alphabet("en").letter("Правда").as_deref(), Some("П"));
        assert_eq!(alphabet("ru").letter("ёлка").as_deref(), Some("Е"));
        assert_eq!(alphabet("ru").letter("Pravda").as_deref(), Some("P"));
    }
}
