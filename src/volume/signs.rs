//! The key to the editors' signs: a row for each sign that the volume really uses.

use super::tree::{Hand, Style};
use super::{Inline, Sign, Text, Words};
use crate::source::Span;

/// A sign that was found in the texts, in the order of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// Words in brackets.
    Hand(Hand),
    /// A struck word.
    Struck,
    /// An inserted word.
    Inserted,
    /// An underlined word.
    Underlined,
    /// A word underlined twice.
    DoubleUnderlined,
    /// A row of asterisks.
    Asterisks,
}

impl Found {
    /// The sign that a dress of words is, if it is one of the source and not of print.
    pub fn of_style(style: &Style) -> Option<Found> {
        match style {
            Style::Struck => Some(Found::Struck),
            Style::Inserted => Some(Found::Inserted),
            Style::Underlined => Some(Found::Underlined),
            Style::DoubleUnderlined => Some(Found::DoubleUnderlined),
            _ => None,
        }
    }
}

/// The key to `found`.
pub(super) fn key(found: impl IntoIterator<Item = Found>, words: &Words, span: Span) -> Vec<Sign> {
    found.into_iter().map(|sign| row(sign, words, span)).collect()
}

fn row(found: Found, words: &Words, span: Span) -> Sign {
    let text = |words: &str| vec![Inline::Text(words.to_owned(), span)];
    let hand = |hand: Hand, inside: &str| vec![Inline::Editorial(hand, text(inside), span)];
    let dressed = |style: Style| vec![Inline::Styled(style, text(&words.sign_word), span)];
    let word = words.sign_word.as_str();
    let (sign, meaning): (Text, &String) = match found {
        Found::Hand(Hand::Sic) => (hand(Hand::Sic, "sic"), &words.sign_sic),
        Found::Hand(Hand::Illegible) => (hand(Hand::Illegible, "illegible"), &words.sign_illegible),
        Found::Hand(Hand::Doubtful) => (hand(Hand::Doubtful, &format!("{word}?")), &words.sign_doubtful),
        Found::Hand(Hand::Omission) => (hand(Hand::Omission, "…"), &words.sign_omission),
        Found::Hand(Hand::SourcePage) => (hand(Hand::SourcePage, "p. 2"), &words.sign_source_page),
        Found::Hand(Hand::Addition) => (hand(Hand::Addition, word), &words.sign_addition),
        Found::Struck => (dressed(Style::Struck), &words.sign_struck),
        Found::Inserted => (dressed(Style::Inserted), &words.sign_inserted),
        Found::Underlined => (dressed(Style::Underlined), &words.sign_underlined),
        Found::DoubleUnderlined => (dressed(Style::DoubleUnderlined), &words.sign_double_underlined),
        Found::Asterisks => (text("* * *"), &words.sign_asterisks),
    };
    Sign { sign, meaning: meaning.clone() }
}
