//! Running text on its way into the tree.
//!
//! A piece differs from an inline of the tree in one thing: words that stand as typed
//! (`\"`, an entity, an address) are told from words whose quotation marks and dashes
//! `quotes` will make the language's own.

use crate::manuscript::{Call, Citation, Hand, Mark, Reference, Style};
use crate::source::Span;

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Words whose quotation marks, dashes and dots will be the language's own.
    Words(String, Span),
    /// Words that stay as they are.
    Literal(String, Span),
    /// Words in another dress.
    Styled(Style, Vec<Piece>, Span),
    /// The editor's hand.
    Editorial(Hand, Vec<Piece>, Span),
    /// A line end that is kept.
    Break(Span),
    /// A note call.
    Call(Call, Span),
    /// A reference, its shown words apart until they are set with the words around them.
    Reference(Reference, Option<Vec<Piece>>, Span),
    /// A citation.
    Citation(Citation, Span),
    /// An index mark, its shown words apart.
    Mark(Mark, Option<Vec<Piece>>, Span),
    /// Words that lead to an address on the net.
    Link(String, Vec<Piece>, Span),
    /// An editor's query.
    Query(String, Span),
    /// A picture.
    Image(Image),
}

/// A picture as written: `![description](path)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Image {
    /// The path, with its place.
    pub path: String,
    /// The place of the path.
    pub path_span: Span,
    /// What it shows.
    pub description: Vec<Piece>,
    /// The whole of it.
    pub span: Span,
}

impl Piece {
    /// The place of the whole piece.
    pub fn span(&self) -> Span {
        match self {
            Piece::Words(_, span)
            | Piece::Literal(_, span)
            | Piece::Styled(_, _, span)
            | Piece::Editorial(_, _, span)
            | Piece::Break(span)
            | Piece::Call(_, span)
            | Piece::Reference(_, _, span)
            | Piece::Citation(_, span)
            | Piece::Mark(_, _, span)
            | Piece::Link(_, _, span)
            | Piece::Query(_, span)
            | Piece::Image(Image { span, .. }) => *span,
        }
    }

    /// Whether it is a space or nothing.
    pub fn is_blank(&self) -> bool {
        matches!(self, Piece::Words(text, _) if text.trim().is_empty())
    }
}

/// The bare words of `pieces`, as typed.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let mut words = String::new();
    add_plain(pieces, &mut words);
    words
}

fn add_plain(pieces: &[Piece], words: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Words(text, _) | Piece::Literal(text, _) => words.push_str(text),
            Piece::Styled(_, inner, _)
            | Piece::Link(_, inner, _)
            | Piece::Reference(_, Some(inner), _)
            | Piece::Mark(_, Some(inner), _) => add_plain(inner, words),
            Piece::Editorial(_, inner, _) => {
                words.push('[');
                add_plain(inner, words);
                words.push(']');
            }
            Piece::Break(_) => words.push(' '),
            Piece::Image(image) => add_plain(&image.description, words),
            Piece::Call(..) | Piece::Reference(..) | Piece::Citation(..) | Piece::Mark(..) | Piece::Query(..) => {}
        }
    }
}
