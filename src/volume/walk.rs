//! Walks a tree from its first word to its last, in the order in which it is read.
//!
//! The tree is the same on both sides of `assemble`; what stands inside a reference, a
//! mark or a citation is not, and each side says that for itself.

use super::{Answered, Shows};
use crate::manuscript::{self, Written};
use crate::volume::tree::{Block, BlockKind, Inline, Names};

/// A node of the tree, met before what is in it.
#[derive(Debug)]
pub(crate) enum Node<'a, N: Names> {
    /// A block.
    Block(&'a Block<N>),
    /// A run of text.
    Inline(&'a Inline<N>),
}

/// Whether to go on into a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Descend {
    /// To what is in it.
    Into,
    /// Past it.
    Past,
}

/// Names that have words in them.
pub(crate) trait Worded: Names + Sized {
    /// The words that a reference prints, as far as they stand in the tree.
    fn of_reference(reference: &Self::Reference) -> Option<&[Inline<Self>]>;
    /// The words that an index mark prints.
    fn of_mark(mark: &Self::Mark) -> Option<&[Inline<Self>]>;
    /// The words around the works of a citation.
    fn of_citation(citation: &Self::Citation) -> Vec<&[Inline<Self>]>;
}

impl Worded for Written {
    fn of_reference(reference: &manuscript::Reference) -> Option<&[Inline<Written>]> {
        reference.shown.as_deref()
    }

    fn of_mark(mark: &manuscript::Mark) -> Option<&[Inline<Written>]> {
        mark.shown.as_deref()
    }

    fn of_citation(citation: &manuscript::Citation) -> Vec<&[Inline<Written>]> {
        citation.cites.iter().flat_map(|cite| [&cite.prefix[..], &cite.locator[..]]).collect()
    }
}

impl Worded for Answered {
    fn of_reference(reference: &super::Reference) -> Option<&[super::Inline]> {
        match &reference.shows {
            Shows::Words(words) => Some(words),
            Shows::Folio => None,
        }
    }

    fn of_mark(mark: &super::Mark) -> Option<&[super::Inline]> {
        Some(&mark.shown)
    }

    fn of_citation(_: &super::CitationId) -> Vec<&[super::Inline]> {
        Vec::new() // its words stand in `Volume::citations`
    }
}

/// Walks `text`.
pub(crate) fn inlines<'a, N: Worded>(text: &'a [Inline<N>], visit: &mut impl FnMut(Node<'a, N>) -> Descend) {
    for inline in text {
        if visit(Node::Inline(inline)) == Descend::Past {
            continue;
        }
        match inline {
            Inline::Text(..) | Inline::Break(_) | Inline::Call(..) | Inline::Query(..) => {}
            Inline::Styled(_, content, _) | Inline::Editorial(_, content, _) | Inline::Link { content, .. } => {
                inlines(content, visit);
            }
            Inline::Reference(reference, _) => inlines(N::of_reference(reference).unwrap_or_default(), visit),
            Inline::Mark(mark, _) => inlines(N::of_mark(mark).unwrap_or_default(), visit),
            Inline::Citation(citation, _) => {
                for words in N::of_citation(citation) {
                    inlines(words, visit);
                }
            }
        }
    }
}

/// Walks `all`.
pub(crate) fn blocks<'a, N: Worded>(all: &'a [Block<N>], visit: &mut impl FnMut(Node<'a, N>) -> Descend) {
    for one in all {
        block(one, visit);
    }
}

/// Walks one block.
pub(crate) fn block<'a, N: Worded>(one: &'a Block<N>, visit: &mut impl FnMut(Node<'a, N>) -> Descend) {
    if visit(Node::Block(one)) == Descend::Past {
        return;
    }
    match &one.kind {
        BlockKind::Paragraph(_, text) | BlockKind::Heading(_, text) => inlines(text, visit),
        BlockKind::List { items, .. } => {
            for item in items {
                blocks(&item.blocks, visit);
            }
        }
        BlockKind::Table { head, rows, .. } => {
            for cell in head.iter().chain(rows.iter().flatten()) {
                inlines(&cell.content, visit);
            }
        }
        BlockKind::Figure { caption, .. } => blocks(caption, visit),
        BlockKind::Lines(_, lines) => {
            for line in lines {
                self::line(line, visit);
            }
        }
        BlockKind::Signatures(all) => {
            for line in all.iter().flatten() {
                self::line(line, visit);
            }
        }
        BlockKind::Dressed(_, inner) => blocks(inner, visit),
        BlockKind::Attachment { title, blocks: inner } => {
            inlines(title, visit);
            blocks(inner, visit);
        }
        BlockKind::Asterisks | BlockKind::Query(_) => {}
    }
}

fn line<'a, N: Worded>(line: &'a crate::volume::tree::Line<N>, visit: &mut impl FnMut(Node<'a, N>) -> Descend) {
    inlines(&line.left, visit);
    inlines(line.right.as_deref().unwrap_or_default(), visit);
}

/// The words of `text` alone, without dress: for running heads, names and comparison.
pub(crate) fn plain<N: Worded>(text: &[Inline<N>]) -> String {
    let mut words = String::new();
    add_plain(text, &mut words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add_plain<N: Worded>(text: &[Inline<N>], words: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(text, _) => words.push_str(text),
            Inline::Break(_) => words.push(' '),
            Inline::Styled(_, content, _) | Inline::Link { content, .. } => add_plain(content, words),
            Inline::Editorial(_, content, _) => {
                words.push('[');
                add_plain(content, words);
                words.push(']');
            }
            Inline::Reference(reference, _) => add_plain(N::of_reference(reference).unwrap_or_default(), words),
            Inline::Mark(mark, _) => add_plain(N::of_mark(mark).unwrap_or_default(), words),
            Inline::Call(..) | Inline::Citation(..) | Inline::Query(..) => {}
        }
    }
}
