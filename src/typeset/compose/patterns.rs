//! Patterns that say where the words of a language may be divided.
//!
//! Liang's method (*Word Hy-phen-a-tion by Com-put-er*, 1983): a pattern such as `hy3ph` gives the
//! gaps between its letters a weight wherever they stand in a word; in every gap the largest weight
//! counts, and an odd one lets the word be divided there.

use std::collections::HashMap;

/// The patterns of one language.
pub(super) struct Patterns {
    /// By the letters of a pattern: the weights of the gaps before, between and after them.
    weights: HashMap<Box<str>, Box<[u8]>>,
    /// How many letters the longest has.
    longest: usize,
}

impl Patterns {
    /// Reads patterns with white between them; a line that begins with `%` is a note.
    pub(super) fn read(text: &str) -> Patterns {
        let mut patterns = Patterns { weights: HashMap::new(), longest: 0 };
        for pattern in text.lines().filter(|line| !line.starts_with('%')).flat_map(str::split_whitespace) {
            let mut letters = String::new();
            let mut weights = vec![0];
            for character in pattern.chars() {
                match (character.to_digit(10), weights.last_mut()) {
                    (Some(weight), Some(gap)) => *gap = weight as u8,
                    _ => {
                        letters.push(character);
                        weights.push(0);
                    }
                }
            }
            patterns.longest = patterns.longest.max(weights.len() - 1);
            patterns.weights.insert(letters.into(), weights.into());
        }
        patterns
    }

    /// Where `word` may be divided: before which of its letters, counted from nought, in order.
    pub(super) fn divisions(&self, word: &str) -> Vec<usize> {
        // Patterns write the beginning and the end of a word as points.
        let letters: Vec<char> = format!(".{}.", word.to_lowercase()).chars().collect();
        let mut gaps = vec![0; letters.len() + 1];
        let mut part = String::new();
        for start in 0..letters.len() {
            part.clear();
            for letter in letters[start..].iter().take(self.longest) {
                part.push(*letter);
                let Some(weights) = self.weights.get(part.as_str()) else { continue };
                for (gap, weight) in gaps[start..].iter_mut().zip(weights) {
                    *gap = (*gap).max(*weight);
                }
            }
        }
        (1..word.chars().count()).filter(|at| gaps[at + 1] % 2 == 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_every_gap_the_largest_weight_counts() {
        // Liang's own example, with the patterns of his thesis that meet in this word.
        let patterns = Patterns::read("% a note\nhy3ph he2n hena4 hen5at 1na n2at 1tio 2io o2n");
        assert_eq!(patterns.divisions("Hyphenation"), [2, 6]);
        assert!(patterns.divisions("").is_empty());
    }
}
