//! The editor's brackets: what a pair of them says.

use super::piece::{Piece, plain};
use crate::manuscript::Hand;

/// Which mark of the editor's hand the brackets around `content` are, asked in the order the format gives.
pub(super) fn hand(content: &[Piece]) -> Hand {
    let text = plain(content).to_lowercase();
    let text = text.trim();
    // What stands in a bracket within is said by that one.
    let own: String = content.iter().filter(|piece| !matches!(piece, Piece::Editorial(..))).map(of_one).collect();
    if text.strip_prefix("sic").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
        Hand::Sic
    } else if own.contains("illegible") {
        Hand::Illegible
    } else if text.ends_with('?') {
        Hand::Doubtful
    } else if text.contains(['.', '…']) && text.chars().all(|c| matches!(c, '.' | '…') || c.is_whitespace()) {
        Hand::Omission
    } else if is_page_of_source(text) {
        Hand::SourcePage
    } else {
        Hand::Addition
    }
}

/// The words of a piece, in small letters.
fn of_one(piece: &Piece) -> String {
    plain(std::slice::from_ref(piece)).to_lowercase()
}

/// Words that name a page or a leaf, before their number.
const PAGES: [&str; 12] =
    ["p.", "pp.", "page", "pages", "fol.", "fols.", "folio", "folios", "f.", "ff.", "leaf", "sheet"];

/// Whether it is a page or leaf and its number, or several: `p. 2`, `pp. iv–v`, `fol. 15v`.
fn is_page_of_source(text: &str) -> bool {
    let Some((word, number)) = text.split_once(char::is_whitespace) else {
        return false;
    };
    let mut ends = number.split(['-', '–']);
    PAGES.contains(&word) && ends.clone().count() <= 3 && ends.all(|end| end.is_empty() || is_page_number(end.trim()))
}

/// Whether it is a number, arabic or roman, perhaps with the side of a leaf.
fn is_page_number(text: &str) -> bool {
    let digits = text.trim_end_matches(['r', 'v', 'a', 'b', '.']);
    let is_number = |text: &str, signs: &str| !text.is_empty() && text.chars().all(|c| signs.contains(c));
    is_number(digits, "0123456789") || is_number(text, "ivxlcdm")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    fn of(text: &str) -> Hand {
        let file = Sources::from_texts([("a.md", "")]).find("a.md").unwrap();
        hand(&[Piece::Words(text.into(), Span::new(file, 0, 0))])
    }

    #[test]
    fn sic_stands_first() {
        assert!(["sic", "Sic", "sic!", "sic: opened", "sic?"].into_iter().all(|text| of(text) == Hand::Sic));
        assert_eq!(of("sick"), Hand::Addition);
    }

    #[test]
    fn illegible_stands_anywhere_and_a_question_mark_last() {
        assert_eq!(of("three words illegible?"), Hand::Illegible);
        assert_eq!(of("illegible"), Hand::Illegible);
        assert!(["word?", "?", "who? "].into_iter().all(|text| of(text) == Hand::Doubtful));
        assert_eq!(of("who? Lind"), Hand::Addition);
    }

    #[test]
    fn dots_alone_are_an_omission() {
        assert!(["...", "…", ". . .", "...."].into_iter().all(|text| of(text) == Hand::Omission));
        assert_eq!(of("... and so on"), Hand::Addition);
        assert_eq!(of(" "), Hand::Addition);
    }

    #[test]
    fn a_page_of_the_source_is_a_word_and_a_number() {
        assert!(
            ["p. 2", "pp. 2–3", "fol. 15", "fol. 15v", "f. 3r-4v", "page iv"]
                .into_iter()
                .all(|text| of(text) == Hand::SourcePage)
        );
        assert!(["p. of it", "p.", "2 p.", "folded", "p. 2 torn"].into_iter().all(|text| of(text) == Hand::Addition));
    }
}
