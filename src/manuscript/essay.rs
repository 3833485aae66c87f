//! Essays, and every other file with a title and a text.

use super::document::{misplaced_headnote, text};
use super::front_matter;
use super::record::{Keys, tell_repeated_labels};
use super::{BlockKind, Desk, DocumentKind, Dress, Essay, each_block};
use crate::report::Report;
use crate::source::FileId;

/// Reads an essay.
pub(super) fn read(desk: Desk<'_>, file: FileId, report: &mut Report) -> Essay {
    let sheet = front_matter::read(desk, file, report);
    let mut keys = Keys::of(&sheet.record, report);
    let id = front_matter::id(&mut keys, desk, &sheet);
    let (title, head) = front_matter::title(&mut keys, desk, &sheet, "an essay");
    let subtitle = keys.words("subtitle").map(|words| words.inline(desk.language, keys.report()));
    let short = keys.plain("short");
    let authors = keys.list("authors").into_iter().map(|words| words.text).collect();
    keys.finish();
    let parsed = text(desk, &sheet, DocumentKind::Other, report);
    tell_repeated_labels(&parsed.notes, report);
    each_block(&parsed.blocks, &mut |block| {
        if matches!(block.kind, BlockKind::Dressed(Dress::Headnote, _)) {
            report.push(misplaced_headnote(block.span, "only a document has a headnote"));
        }
    });
    Essay { id, title, subtitle, short, authors, text: parsed.blocks, notes: parsed.notes, span: sheet.span, head }
}
