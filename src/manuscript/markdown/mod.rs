//! Markdown into the tree.
//!
//! pulldown-cmark reads what CommonMark has; what the format has besides (fences, notes,
//! references, citations, the editor's brackets, superscripts, HTML for the forms of the
//! source) is ours. The two meet in a *mask*: a copy of the text, byte for byte as long,
//! in which everything that is ours is hidden behind signs that mean nothing to
//! CommonMark. So no parser sees the other's marks, and every offset is an offset of the
//! source.
//!
//! ```text
//! passage ─mask→ masked text + tokens ─fences→ sections ─pulldown→ events ─blocks, inline→ pieces ─quotes→ tree
//! ```
//!
//! Whatever is left over is an error where it stands; and what was read is kept count of,
//! so that a word that fell between the two is an error as well.

mod attributes;
mod blocks;
mod brackets;
mod citation;
mod fences;
mod figure;
mod html;
mod inline;
mod leftover;
mod lines;
mod list;
mod mask;
mod minutes;
mod names;
mod notes;
mod pair;
mod piece;
mod quotes;
mod reader;
mod reference;
mod section;
mod settle;
mod spaces;
mod table;

pub(super) use names::is_name;

use std::ops::Range;

use crate::language::Language;
use crate::report::{Code, Report};
use crate::source::Span;

use super::{Blocks, DocumentKind, Note, Text};
use mask::Manner;
use reader::Reader;

/// A stretch of Markdown: the text of a file after its front matter, or a string of a register.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// Where it stands in the sources.
    pub span: Span,
    /// How its bytes answer to the file's.
    pub offsets: Offsets,
    /// The language around it.
    pub language: &'a Language,
}

/// How the bytes of a passage answer to the bytes of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offsets {
    /// Byte `i` of the text is byte `span.start + i` of the file.
    Exact,
    /// They do not (a TOML string with escapes): every place is the whole span.
    Whole,
}

impl Passage<'_> {
    /// The place of `range` in the sources.
    fn span(&self, range: Range<usize>) -> Span {
        match self.offsets {
            Offsets::Exact => {
                let start = self.span.start as usize;
                Span::new(self.span.file, start + range.start, start + range.end.max(range.start))
            }
            Offsets::Whole => self.span,
        }
    }
}

/// What a passage holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parsed {
    /// Its text.
    pub blocks: Blocks,
    /// Its notes, in the order of writing.
    pub notes: Vec<Note>,
}

/// Reads a passage of blocks. In minutes, paragraphs are speeches and stage directions.
pub(super) fn blocks(passage: &Passage, kind: DocumentKind, report: &mut Report) -> Parsed {
    let mut reader = Reader::new(*passage, Manner::Blocks, report);
    let sections = fences::cut(&mut reader);
    let notes = notes::read(&mut reader);
    let mut blocks = reader.parts(&sections, passage.language);
    reader.complain_of_unread_words();
    if kind == DocumentKind::Minutes {
        minutes::give_roles(&mut blocks);
    }
    Parsed { blocks, notes }
}

/// Reads a passage that is one paragraph: a title, a source, a caption.
pub(super) fn inline(passage: &Passage, report: &mut Report) -> Text {
    let mut reader = Reader::new(*passage, Manner::Line, report);
    if let Some(second) = second_paragraph(passage.text) {
        reader.complain(Code::MisplacedBlock, second, "a second paragraph where there can be one alone", "");
    }
    let pieces = reader.line(0..passage.text.len(), passage.language);
    reader.complain_of_unread_words();
    let pieces = reader.refuse_images(pieces);
    quotes::set(pieces, passage.language)
}

/// The first line that follows a blank line.
fn second_paragraph(text: &str) -> Option<Range<usize>> {
    let text = text.trim_end();
    let (mut at, mut past_blank) = (text.len() - text.trim_start().len(), false);
    for line in text.trim_start().split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        match (line.trim().is_empty(), past_blank) {
            (true, _) => past_blank = true,
            (false, true) => return Some(range),
            (false, false) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
