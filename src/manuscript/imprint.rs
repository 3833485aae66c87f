//! What the manifest says in Markdown: the copyright page, the dedication, the series page.

use super::record::Words;
use super::{Blocks, Desk, Imprint};
use crate::manifest::Metadata;
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;

/// Reads the Markdown of the manifest.
pub(super) fn read(desk: Desk<'_>, metadata: &Metadata, report: &mut Report) -> Imprint {
    let series = metadata.series.as_ref();
    Imprint {
        rights: blocks(desk, metadata.rights.as_ref(), report),
        dedication: blocks(desk, metadata.dedication.as_ref(), report),
        series_note: blocks(desk, series.and_then(|series| series.note.as_ref()), report),
        series_volumes: series
            .map(|series| series.volumes.iter().map(|said| words(desk, said).inline(desk.language, report)).collect())
            .unwrap_or_default(),
    }
}

fn blocks(desk: Desk<'_>, said: Option<&(String, Span)>, report: &mut Report) -> Blocks {
    let Some(said) = said else { return Vec::new() };
    let parsed = words(desk, said).blocks(desk.language, report);
    for note in &parsed.notes {
        let problem = Diagnostic::new(Code::MisplacedBlock, note.span, "a note cannot stand in the manifest");
        report.push(problem.hint("say it in the text itself"));
    }
    parsed.blocks
}

fn words(desk: Desk<'_>, (text, span): &(String, Span)) -> Words {
    Words::placed(text.clone(), *span, desk.sources.text(*span))
}
