//! Where Romanian words are divided.
//!
//! The patterns that TeX has for Romanian come without a licence. The language needs none: its
//! words divide by sound, and the rules are few (*DOOM*, third edition, 2021, on the division of
//! words by pronunciation). Vowels that meet are never parted here, since whether they are two
//! syllables cannot be seen; nor is anything parted that those rules leave in doubt.

/// Where `word` may be divided: before which of its letters, counted from nought, in order.
pub(super) fn divisions(word: &str) -> Vec<usize> {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    if letters.len() != word.chars().count() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let vowels: Vec<usize> = (0..letters.len()).filter(|at| is_vowel(letters[*at])).collect();
    for pair in vowels.windows(2) {
        let between = &letters[pair[0] + 1..pair[1]];
        // An `i` at the end of a word is mostly not sounded: `miniștri` ends in one syllable, not in two.
        let silent = letters[pair[1]] == 'i' && pair[1] + 1 == letters.len();
        if !between.is_empty() && !silent {
            found.push(pair[0] + 1 + stay(between));
        }
    }
    found
}

/// How many of the consonants between two vowels stay with the first.
fn stay(consonants: &[char]) -> usize {
    match consonants {
        [] | [_] => 0,
        // ca-blu, a-chita, re-ghin; but var-lamp.
        [first, second] if keep_together(*first, *second) => 0,
        [_, _] => 1,
        // somp-tuos, func-ție, sfinc-șii, jert-fă, ast-mă.
        [first, second, third] if divide_late(*first, *second, *third) => 2,
        _ => 1,
    }
}

/// Two consonants that begin a syllable together.
fn keep_together(first: char, second: char) -> bool {
    let stop = matches!(first, 'b' | 'c' | 'd' | 'f' | 'g' | 'h' | 'p' | 't' | 'v');
    stop && matches!(second, 'l' | 'r') || matches!((first, second), ('c' | 'g', 'h'))
}

/// Three consonants of which two stay.
fn divide_late(first: char, second: char, third: char) -> bool {
    matches!(
        (first, second, third),
        ('l', 'p', 't' | 'ț')
            | ('m', 'p', 't' | 'ț')
            | ('n', 'c', 't' | 'ț' | 'ș')
            | ('n', 'd', 'v')
            | ('r', 'c', 't')
            | ('r', 't', 'f')
            | ('s', 't', 'm')
    )
}

/// Vowels, with the old way of writing `â` and with the cedillas that stood for commas.
fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'ă' | 'â' | 'e' | 'i' | 'î' | 'o' | 'u' | 'y' | 'á' | 'é' | 'í' | 'ó' | 'ú')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str) -> String {
        let mut divided = String::new();
        let at = divisions(word);
        for (count, letter) in word.chars().enumerate() {
            if at.contains(&count) {
                divided.push('-');
            }
            divided.push(letter);
        }
        divided
    }

    #[test]
    fn words_divide_by_sound() {
        let words = "gu-ver-nu-lui re-pu-bli-ca mi-nis-tru func-ți-o-nar lu-cră-tor ar-tă somp-tuos jert-fă a-chi-ta \
            lan-gu-ros con-struc-tor Bu-cu-rești par-ti-dul";
        // Vowels that meet stay together, though some of them are two syllables.
        let found = words.replace("ți-o", "țio");
        for word in found.split_whitespace() {
            assert_eq!(divided(&word.replace('-', "")), word);
        }
    }

    #[test]
    fn an_i_that_is_not_sounded_makes_no_syllable() {
        assert_eq!(divided("membri"), "membri");
        assert_eq!(divided("români"), "ro-mâni");
    }
}
