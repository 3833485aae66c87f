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
    let short = keys.plain("short", desk.language);
    let authors = keys.plain_list("authors", desk.language);
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

#[cfg(test)]
mod tests {
    use crate::manuscript::trial::{Trial, words};

    fn essay(text: &str) -> Trial {
        Trial::of("front = [\"front/preface.md\"]", &[("book/front/preface.md", text)])
    }

    #[test]
    fn an_essay_has_a_title_and_what_else_it_wants() {
        let trial = essay(
            "+++\ntitle = \"Preface\"\nsubtitle = \"And thanks\"\nauthors = [\"A\", \"B\"]\nshort = \"P\"\n+++\n\nText.\n",
        );
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let essay = trial.manuscript.essays.values().next().unwrap();
        assert_eq!((essay.id.name.as_str(), words(&essay.title).as_str()), ("preface", "Preface"));
        assert_eq!((words(&essay.subtitle).as_str(), essay.short.as_deref()), ("And thanks", Some("P")));
        assert_eq!((essay.authors.len(), words(&essay.text).as_str()), (2, "Text."));
    }

    #[test]
    fn an_essay_has_no_keys_of_a_document() {
        assert_eq!(essay("+++\ntitle = \"T\"\nkind = \"letter\"\n+++\nX.").told(), ["unknown-key: kind"]);
        assert_eq!(essay("+++\nshort = \"T\"\n+++\nX.").told(), ["missing-key: +++"]);
    }

    #[test]
    fn an_essay_has_no_headnote() {
        let told = essay("+++\ntitle = \"T\"\n+++\n\n::: headnote\nWhat.\n:::\n").told();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("misplaced-block"), "{told:?}");
    }
}
