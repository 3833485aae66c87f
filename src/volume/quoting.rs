//! Text as it is quoted elsewhere: a title in the contents, a caption in the list of figures, words in the place of others.

use super::{Block, BlockKind, Inline, Reference, Shows, Text};
use crate::source::Span;

/// A paragraph of made words.
pub(super) fn paragraph(text: Text, span: Span) -> Block {
    Block { kind: BlockKind::Paragraph(super::tree::Role::Plain, text), anchor: None, language: None, span }
}

/// `text` as contents and lists have it: on one line, without calls, citations, queries and places.
pub(super) fn without_calls(text: &[Inline]) -> Text {
    let mut quoted = Text::with_capacity(text.len());
    for inline in text {
        match inline {
            Inline::Call(..) | Inline::Citation(..) | Inline::Query(..) => {}
            Inline::Mark(mark, _) => quoted.extend(without_calls(&mark.shown)),
            Inline::Break(span) => quoted.push(Inline::Text(" ".into(), *span)),
            Inline::Styled(style, content, span) => {
                quoted.push(Inline::Styled(style.clone(), without_calls(content), *span));
            }
            Inline::Editorial(hand, content, span) => {
                quoted.push(Inline::Editorial(*hand, without_calls(content), *span));
            }
            // The line itself is a link in contents: its words alone are quoted. A folio stays what it is.
            Inline::Link { content, .. } => quoted.extend(without_calls(content)),
            Inline::Reference(Reference { shows: Shows::Words(words), .. }, _) => quoted.extend(without_calls(words)),
            Inline::Reference(Reference { shows: Shows::Folio, .. }, _) | Inline::Text(..) => {
                quoted.push(inline.clone())
            }
        }
    }
    quoted
}

/// A text up to the end of its first sentence, without its full stop: what a list says of a caption that explains its
/// picture at length. A stop after a short word may end an abbreviation, and ends nothing here.
pub(super) fn first_sentence(text: Text) -> Text {
    let mut sentence = Text::new();
    let last = text.len().saturating_sub(1);
    for (at, inline) in text.into_iter().enumerate() {
        if let Inline::Text(words, span) = &inline
            && let Some(end) = sentence_end(words, if at == last { Follows::Nothing } else { Follows::Words })
        {
            sentence.push(Inline::Text(words[..end].to_owned(), *span));
            return sentence;
        }
        sentence.push(inline);
    }
    sentence
}

/// What follows some words in their paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    Nothing,
    Words,
}

/// Where the first sentence of `words` ends, before its full stop.
fn sentence_end(words: &str, follows: Follows) -> Option<usize> {
    const SHORT: usize = 4;
    let whole = |at: &usize| {
        let word = words[..*at].rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
        let rest = &words[at + 1..];
        let next = rest.trim_start().chars().next();
        let begins = if next.is_none() {
            follows == Follows::Nothing
        } else {
            rest.starts_with(' ') && next.is_some_and(char::is_uppercase)
        };
        word.chars().count() >= SHORT && begins
    };
    words.match_indices('.').map(|(at, _)| at).find(whole)
}

/// Takes the space at the end of a text: a citation that became a note was written after one, where its words would have
/// stood.
pub(super) fn close_up(text: &mut Text) {
    if let Some(Inline::Text(words, _)) = text.last_mut() {
        words.truncate(words.trim_end_matches(' ').len());
        if words.is_empty() {
            text.pop();
        }
    }
}
