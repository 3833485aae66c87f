//! How the book was made: a sentence in the volume's own language.

use super::quoting::paragraph;
use super::references::made;
use super::words::filled;
use super::{Blocks, Words};
use crate::manifest::Manifest;
use crate::source::Span;

/// The colophon: the type that the book is set in, and what set it.
pub(super) fn blocks(manifest: &Manifest, words: &Words, span: Span) -> Blocks {
    vec![paragraph(made(filled(&words.set_in, &manifest.design.family.name), span), span)]
}
