//! Stand-in until the Markdown reader lands.
use super::{Block, BlockKind, Blocks, DocumentKind, Dress, Inline, Label, Lines, Note, Role, Series, Text};
use crate::language::Language;
use crate::report::Report;
use crate::source::Span;

pub(super) struct Passage<'a> {
    pub text: &'a str,
    pub span: Span,
    pub offsets: Offsets,
    pub language: &'a Language,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offsets {
    Exact,
    Whole,
}
#[derive(Default)]
pub(super) struct Parsed {
    pub blocks: Blocks,
    pub notes: Vec<Note>,
}
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) && !name.contains("..")
}
pub(super) fn blocks(passage: &Passage, _: DocumentKind, _: &mut Report) -> Parsed {
    let mut parsed = Parsed::default();
    let mut at = 0;
    for piece in passage.text.split_inclusive("\n\n") {
        let start = passage.span.start as usize + at;
        at += piece.len();
        let span = match passage.offsets {
            Offsets::Exact => Span::new(passage.span.file, start, start + piece.trim_end().len()),
            Offsets::Whole => passage.span,
        };
        let words = piece.trim();
        if words.is_empty() {
            continue;
        }
        if let Some((label, text)) = words.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
            let (series, name) = match label.strip_prefix('*') {
                Some(name) => (Series::Original, name),
                None => (Series::Editorial, label),
            };
            let blocks =
                vec![block(BlockKind::Paragraph(Role::Plain, vec![Inline::Text(text.trim().into(), span)]), span)];
            parsed.notes.push(Note { label: Label { name: name.into(), span }, series, blocks, span });
            continue;
        }
        let inner = words.lines().filter(|line| !line.starts_with(":::")).collect::<Vec<_>>().join(" ");
        let paragraph = block(BlockKind::Paragraph(Role::Plain, vec![Inline::Text(inner, span)]), span);
        let kind = if words.starts_with("::: headnote") {
            BlockKind::Dressed(Dress::Headnote, vec![paragraph])
        } else if words.starts_with("::: opener") {
            BlockKind::Lines(Lines::Opener, vec![])
        } else {
            paragraph.kind
        };
        parsed.blocks.push(block(kind, span));
    }
    parsed
}
fn block(kind: BlockKind<super::Written>, span: Span) -> Block<super::Written> {
    Block { kind, anchor: None, language: None, span }
}
pub(super) fn inline(passage: &Passage, _: &mut Report) -> Text {
    vec![Inline::Text(passage.text.to_owned(), passage.span)]
}
