//! What the manifest says in Markdown: the copyright page, the dedication, the series page.

use super::record::{Words, label};
use super::{Blocks, Desk, Imprint, SeriesVolume};
use crate::manifest::{self, Metadata};
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
            .map(|series| series.volumes.iter().map(|volume| series_volume(desk, volume, report)).collect())
            .unwrap_or_default(),
    }
}

fn series_volume(desk: Desk<'_>, volume: &manifest::SeriesVolume, report: &mut Report) -> SeriesVolume {
    let mut inline = |said| words(desk, said).inline(desk.language, report);
    let (line, short) = (inline(&volume.line), volume.short.as_ref().map(inline));
    let id = volume.id.as_ref().and_then(|(id, span)| label(id, *span, report));
    SeriesVolume { id, line, short }
}

fn blocks(desk: Desk<'_>, said: Option<&(String, Span)>, report: &mut Report) -> Blocks {
    let Some(said) = said else { return Vec::new() };
    let parsed = words(desk, said).blocks(desk.language, report);
    for note in &parsed.notes {
        report.push(note_in_manifest(note.span));
    }
    parsed.blocks
}

/// A note, or the call of one, in the manifest: there is no page that it could stand on the foot of.
pub(crate) fn note_in_manifest(span: Span) -> Diagnostic {
    let problem = Diagnostic::new(Code::MisplacedBlock, span, "a note cannot stand in the manifest");
    problem.hint("say it in the text itself")
}

fn words(desk: Desk<'_>, (text, span): &(String, Span)) -> Words {
    Words::placed(text.clone(), *span, desk.sources.text(*span))
}

#[cfg(test)]
mod tests {
    use crate::manuscript::trial::{Trial, words};

    fn volume(keys: &str) -> Trial {
        Trial::of_manifest(
            &format!("[volume]\ntitle = \"T\"\nlanguage = \"en\"\n{keys}\n[contents]\nbody = [\"index\"]\n"),
            &[],
        )
    }

    #[test]
    fn the_manifest_says_some_things_in_markdown() {
        let trial = volume(
            "rights = \"\"\"\nOne.\n\nTwo.\"\"\"\ndedication = \"For us\"\nseries = { title = \"S\", note = \"Why\", volumes = [\"1. A\", \"2. B\"] }",
        );
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let imprint = &trial.manuscript.imprint;
        assert_eq!((imprint.rights.len(), words(&imprint.rights).as_str()), (2, "One. Two."));
        assert_eq!(trial.sources.text(imprint.rights[1].span), "Two.");
        assert_eq!((words(&imprint.dedication).as_str(), words(&imprint.series_note).as_str()), ("For us", "Why"));
        assert_eq!(
            imprint.series_volumes.iter().map(|volume| words(&volume.line)).collect::<Vec<_>>(),
            ["1. A", "2. B"]
        );
    }

    #[test]
    fn a_note_has_no_place_in_the_manifest() {
        let told = volume("rights = \"\"\"\nOurs.\n\n[^1]: Or not.\"\"\"").told();
        assert!(told.iter().any(|problem| problem.starts_with("misplaced-block")), "{told:?}");
    }
}
