//! Quotation marks, dashes and dots in running text: what is typed straight becomes the language's own.
//!
//! What stands beside a quotation mark may stand within an emphasis, or beyond a note call.
//! So the words of a paragraph are first joined into one flow, in which brackets stand and
//! calls do not; the flow is decided as a whole ([`crate::language::Flow`]); then the pieces take the
//! decisions over.

use crate::language::{Change, Flow, Language, neutral};
use crate::manuscript::{Inline, Style, Text};
use crate::source::Span;

use super::piece::{Image, Piece, plain};
use super::spaces;

/// Sets `pieces` as text of `language`.
pub(super) fn set(mut pieces: Vec<Piece>, language: &Language) -> Text {
    spaces::close(&mut pieces);
    let mut flow = Flow::default();
    flow.enter(language, |flow| add(flow, &pieces));
    let mut setting = Setting { changes: flow.decide(), next: 0, at: 0 };
    setting.text(pieces)
}

/// Adds the words of `pieces` to their flow: brackets stand in it, and calls do not.
fn add(flow: &mut Flow, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Words(words, _) => flow.words(words),
            Piece::Literal(words, _) => flow.still(words),
            Piece::Styled(Style::Foreign(language), inner, _) => flow.enter(language, |flow| add(flow, inner)),
            Piece::Styled(_, inner, _) | Piece::Link(_, inner, _) => add(flow, inner),
            Piece::Editorial(_, inner, _) => {
                flow.words("[");
                add(flow, inner);
                flow.words("]");
            }
            Piece::Break(_) => flow.words("\n"),
            Piece::Reference(_, Some(inner), _) | Piece::Mark(_, Some(inner), _) => add(flow, inner),
            // Its words are made later; they begin and end as a word does.
            Piece::Reference(_, None, _) => flow.words("x"),
            Piece::Image(image) => flow.still(&plain(&image.description)),
            Piece::Call(..) | Piece::Citation(..) | Piece::Mark(_, None, _) | Piece::Query(..) => {}
        }
    }
}

/// The pieces taking the decisions over, in the order in which the flow was made.
struct Setting {
    changes: Vec<Change>,
    next: usize,
    at: usize,
}

impl Setting {
    fn text(&mut self, pieces: Vec<Piece>) -> Text {
        let mut text = Text::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Words(words, span) => push_words(&mut text, self.words(&words), span),
                Piece::Literal(words, span) => {
                    self.at += words.chars().map(|c| neutral(c).len_utf8()).sum::<usize>();
                    push_words(&mut text, words, span);
                }
                Piece::Styled(style, inner, span) => text.push(Inline::Styled(style, self.text(inner), span)),
                Piece::Editorial(hand, inner, span) => {
                    self.at += 1;
                    text.push(Inline::Editorial(hand, self.text(inner), span));
                    self.at += 1;
                }
                Piece::Break(span) => {
                    self.at += 1;
                    text.push(Inline::Break(span));
                }
                Piece::Call(call, span) => text.push(Inline::Call(call, span)),
                Piece::Reference(mut reference, shown, span) => {
                    self.at += if shown.is_none() { 1 } else { 0 };
                    reference.shown = shown.map(|inner| self.text(inner));
                    text.push(Inline::Reference(reference, span));
                }
                Piece::Citation(citation, span) => text.push(Inline::Citation(citation, span)),
                Piece::Mark(mut mark, shown, span) => {
                    mark.shown = shown.map(|inner| self.text(inner));
                    text.push(Inline::Mark(mark, span));
                }
                Piece::Link(address, inner, span) => {
                    text.push(Inline::Link { address, content: self.text(inner), span });
                }
                Piece::Query(words, span) => text.push(Inline::Query(words, span)),
                Piece::Image(Image { description, span, .. }) => {
                    let words = plain(&description);
                    self.at += words.chars().map(|c| neutral(c).len_utf8()).sum::<usize>();
                    push_words(&mut text, words, span);
                }
            }
        }
        text
    }

    /// `words`, which begin here, with their changes.
    fn words(&mut self, words: &str) -> String {
        let start = self.at;
        self.at += words.len();
        let mut set = String::with_capacity(words.len());
        let mut from = 0;
        while let Some(change) = self.changes.get(self.next).filter(|change| change.at < self.at) {
            let at = change.at.saturating_sub(start).max(from);
            set.push_str(&words[from..at]);
            set.push_str(change.with);
            from = (at + change.length).min(words.len());
            self.next += 1;
        }
        set.push_str(&words[from..]);
        set
    }
}

/// Adds words, joined to those before them.
fn push_words(text: &mut Text, words: String, span: Span) {
    if words.is_empty() {
        return;
    }
    match text.last_mut() {
        Some(Inline::Text(before, place)) => {
            before.push_str(&words);
            *place = place.to(span);
        }
        _ => text.push(Inline::Text(words, span)),
    }
}
