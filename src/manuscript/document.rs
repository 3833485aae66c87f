//! Documents: one file each, its apparatus in the front matter, its transcription below.

use super::front_matter::{self, Sheet};
use super::markdown::{self, Offsets, Parsed, Passage};
use super::record::{Keys, ValueKind, tell_repeated_labels, wrong_kind};
use super::{
    Block, BlockKind, Blocks, Desk, Document, DocumentKind, Dress, Lines, NumberWish, Text, Written, each_block,
};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

const KINDS: [(&str, DocumentKind); 10] = [
    ("letter", DocumentKind::Letter),
    ("telegram", DocumentKind::Telegram),
    ("minutes", DocumentKind::Minutes),
    ("report", DocumentKind::Report),
    ("memorandum", DocumentKind::Memorandum),
    ("speech", DocumentKind::Speech),
    ("treaty", DocumentKind::Treaty),
    ("press", DocumentKind::Press),
    ("editorial-note", DocumentKind::EditorialNote),
    ("other", DocumentKind::Other),
];

/// Reads a document.
pub(super) fn read(desk: Desk<'_>, file: FileId, report: &mut Report) -> Document {
    let sheet = front_matter::read(desk, file, report);
    let mut keys = Keys::of(&sheet.record, report);
    let id = front_matter::id(&mut keys, desk, &sheet);
    let (title, head) = front_matter::title(&mut keys, desk, &sheet, "a document");
    let document = Document {
        id,
        title,
        head,
        short: keys.plain("short", desk.language),
        kind: keys.choice("kind", &KINDS).unwrap_or_default(),
        date: keys.date("date"),
        date_text: inline(&mut keys, desk, "date-text"),
        time: keys.plain("time", desk.language),
        place: inline(&mut keys, desk, "place"),
        authors: keys.plain_list("authors", desk.language),
        from: keys.plain("from", desk.language),
        to: keys.plain("to", desk.language),
        classification: keys.plain("classification", desk.language),
        source: inline(&mut keys, desk, "source"),
        translator: keys.plain("translator", desk.language),
        original: keys.language("original"),
        number: number(&mut keys),
        span: sheet.span,
        headnote: None,
        opener: None,
        text: Vec::new(),
        notes: Vec::new(),
    };
    keys.finish();
    let parsed = text(desk, &sheet, document.kind, report);
    tell_repeated_labels(&parsed.notes, report);
    let Leading { headnote, opener, text } = take_leading(parsed.blocks);
    let fault = match headnote {
        Some(_) => "the document has its headnote already",
        None => "a headnote stands before the text",
    };
    tell_misplaced_headnotes(&text, fault, report);
    let headnote = headnote.filter(|blocks| !blocks.is_empty());
    Document { headnote, opener, text, notes: parsed.notes, ..document }
}

/// The text of a file after its front matter.
pub(super) fn text(desk: Desk<'_>, sheet: &Sheet, kind: DocumentKind, report: &mut Report) -> Parsed {
    let text = desk.sources.text(sheet.text);
    markdown::blocks(
        &Passage { text, span: sheet.text, offsets: Offsets::Exact, language: desk.language },
        kind,
        report,
    )
}

fn inline(keys: &mut Keys<'_, '_>, desk: Desk<'_>, key: &'static str) -> Option<Text> {
    let words = keys.words(key)?;
    Some(words.inline(desk.language, keys.report()))
}

fn number(keys: &mut Keys<'_, '_>) -> NumberWish {
    let Some(value) = keys.value("number") else { return NumberWish::Next };
    match value.kind {
        ValueKind::Truth(false) => return NumberWish::Unnumbered,
        ValueKind::Integer(Some(number)) => {
            if let Some(number) = u32::try_from(number).ok().filter(|number| *number > 0) {
                return NumberWish::Given(number, value.span);
            }
            let problem = Diagnostic::new(Code::WrongValue, value.span, "a document's number is 1 or more");
            keys.report().push(problem.hint("a document without number has `number = false`"));
        }
        _ => {
            let problem = wrong_kind("number", &value.kind, "a whole number or `false`", value.span);
            keys.report().push(problem);
        }
    }
    NumberWish::Next
}

/// What opens a document, apart from the rest.
struct Leading {
    headnote: Option<Blocks>,
    opener: Option<Block<Written>>,
    text: Blocks,
}

/// Takes the headnote and the opener, in either order, from before the text. An editor's query is no text.
fn take_leading(blocks: Blocks) -> Leading {
    let mut leading = Leading { headnote: None, opener: None, text: Vec::new() };
    let mut blocks = blocks.into_iter();
    for block in blocks.by_ref() {
        match block.kind {
            BlockKind::Query(_) => leading.text.push(block),
            BlockKind::Dressed(Dress::Headnote, _) if leading.headnote.is_none() => {
                leading.headnote = Some(undressed(block));
            }
            BlockKind::Lines(Lines::Opener, _) if leading.opener.is_none() => leading.opener = Some(block),
            _ => {
                leading.text.push(block);
                break;
            }
        }
    }
    leading.text.extend(blocks);
    leading
}

/// The blocks of a headnote, which keep what was said of the whole: its language, and its name.
fn undressed(block: Block<Written>) -> Blocks {
    let Block { kind: BlockKind::Dressed(_, mut inside), anchor, language, .. } = block else { return vec![block] };
    for block in &mut inside {
        block.language = block.language.take().or_else(|| language.clone());
    }
    if let Some(first) = inside.iter_mut().find(|block| block.anchor.is_none()) {
        first.anchor = anchor;
    }
    inside
}

/// Tells every headnote that opens nothing. An attachment, a document itself, may have its own.
fn tell_misplaced_headnotes(text: &Blocks, fault: &str, report: &mut Report) {
    let mut opening: Vec<Span> = Vec::new();
    each_block(text, &mut |block| match &block.kind {
        BlockKind::Attachment { blocks, .. } => {
            let headnote =
                blocks.iter().take(2).find(|block| matches!(block.kind, BlockKind::Dressed(Dress::Headnote, _)));
            opening.extend(headnote.map(|block| block.span));
        }
        BlockKind::Dressed(Dress::Headnote, _) if !opening.contains(&block.span) => {
            report.push(misplaced_headnote(block.span, fault));
        }
        _ => {}
    });
}

/// That a headnote cannot stand where it does.
pub(super) fn misplaced_headnote(span: Span, message: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::MisplacedBlock, span, message);
    problem.hint("the editors' words between passages stand in `::: editorial`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::trial::{Trial, mutilated, words};
    use crate::manuscript::{Certainty, Date};

    const FULL: &str = r#"+++
id             = "svoboda-notes"
title          = 'The "Long" Telegram[^1]'
short          = "Svoboda Notes"
kind           = "minutes"
date           = "1956-10-24?"
date-text      = "Wednesday, October 24, 1956"
time           = "2:00 p.m."
place          = "Moscow"
authors        = ["Jan Svoboda"]
from           = "Svoboda"
to             = "Novotný"
classification = "Top Secret"
source         = "SUA, F. 07/16."
translator     = "M. Kramer"
original       = "cs"
number         = 26
+++

::: headnote
What it is.
:::

::: opener
Moscow
:::

The transcription.

[^1]: A note.
"#;

    fn the_document(trial: &Trial) -> &Document {
        trial.manuscript.documents.values().next().unwrap()
    }

    fn with(key: &str) -> Trial {
        Trial::of_document(&format!("+++\ntitle = \"T\"\n{key}\n+++\n\nText.\n"))
    }

    #[test]
    fn a_document_has_every_key_of_the_format() {
        let trial = Trial::of_document(FULL);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let document = the_document(&trial);
        let said = |text: &Option<String>| text.clone().unwrap();
        assert_eq!(
            (document.id.name.as_str(), trial.sources.text(document.id.span)),
            ("svoboda-notes", "svoboda-notes")
        );
        assert_eq!(trial.sources.text(document.head), "The \"Long\" Telegram[^1]");
        assert_eq!(document.kind, DocumentKind::Minutes);
        assert_eq!(document.date, Some(Date { certainty: Certainty::Inferred, ..Date::parse("1956-10-24").unwrap() }));
        assert_eq!(words(&document.date_text), "Wednesday, October 24, 1956");
        assert_eq!((said(&document.time).as_str(), words(&document.place).as_str()), ("2:00 p.m.", "Moscow"));
        assert_eq!((said(&document.from).as_str(), said(&document.to).as_str()), ("Svoboda", "Novotný"));
        assert_eq!(
            (said(&document.short).as_str(), said(&document.classification).as_str()),
            ("Svoboda Notes", "Top Secret")
        );
        assert_eq!(
            (document.authors.as_slice(), said(&document.translator).as_str()),
            (&["Jan Svoboda".to_owned()][..], "M. Kramer")
        );
        assert_eq!(
            (words(&document.source).as_str(), document.original.as_ref().unwrap().tag()),
            ("SUA, F. 07/16.", "cs")
        );
        assert!(matches!(document.number, NumberWish::Given(26, _)));
        assert_eq!(words(&document.headnote), "What it is.");
        assert!(matches!(document.opener.as_ref().unwrap().kind, BlockKind::Lines(Lines::Opener, _)));
        assert_eq!((words(&document.text).as_str(), document.notes.len()), ("The transcription.", 1));
    }

    #[test]
    fn a_document_is_named_after_its_file() {
        let trial = with("");
        assert_eq!(the_document(&trial).id.name, "a");
        let odd =
            Trial::of("body = [\"documents/a b.md\"]", &[("book/documents/a b.md", "+++\ntitle = \"T\"\n+++\nX.")]);
        assert_eq!(odd.told(), ["bad-name: +++"]);
    }

    #[test]
    fn a_date_may_be_tomls_own_or_a_year_alone() {
        let date = |key| the_document(&with(key)).date;
        assert_eq!(date("date = 1956-10-24"), Date::parse("1956-10-24").ok());
        assert_eq!(date("date = 1956"), Date::parse("1956").ok());
        assert_eq!(date("date = \"1956-10-24/1956-10-26\""), Date::parse("1956-10-24/1956-10-26").ok());
    }

    #[test]
    fn a_document_may_have_no_number() {
        assert_eq!(the_document(&with("number = false")).number, NumberWish::Unnumbered);
        assert_eq!(with("number = true").told(), ["wrong-value: true"]);
        assert_eq!(with("number = 0").told(), ["wrong-value: 0"]);
        assert_eq!(with("number = \"26\"").told(), ["wrong-value: \"26\""]);
    }

    #[test]
    fn every_problem_of_a_front_matter_is_told_in_one_run() {
        let keys = "titel = \"x\"\nkind = \"minute\"\ndate = 1956-02-30\ntime = 14:00:00\nplace = 3\noriginal = \"czech\"\nid = \"a b\"";
        let trial = with(keys);
        let told = [
            "unknown-key: titel",
            "wrong-value: minute",
            "unreadable-date: 1956-02-30",
            "wrong-value: 14:00:00",
            "wrong-value: 3",
            "unknown-language: czech",
            "bad-name: a b",
        ];
        assert_eq!(trial.told(), told);
        assert!(trial.hints().contains(&"did you mean `title`?".to_owned()));
        assert!(trial.hints().contains(&"did you mean `minutes`?".to_owned()));
    }

    #[test]
    fn a_date_that_is_none_is_told_once() {
        assert_eq!(with("date = \"24 October\"").told(), ["unreadable-date: 24 October"]);
        assert_eq!(with("date = \"1956-10-26/1956-10-24\"").told(), ["unreadable-date: 1956-10-26/1956-10-24"]);
        assert_eq!(with("date = 1956-10-24T14:00:00Z").told(), ["unreadable-date: 1956-10-24T14:00:00Z"]);
        assert_eq!(with("date = 14:00").told(), ["unreadable-date: 14:00"]);
        assert_eq!(with("date = true").told(), ["wrong-value: true"]);
    }

    #[test]
    fn a_document_needs_a_title() {
        assert_eq!(Trial::of_document("+++\nid = \"a\"\n+++\nX.").told(), ["missing-key: +++"]);
        assert_eq!(Trial::of_document("Text alone.").told(), ["missing-key: Text alone."]);
        assert_eq!(Trial::of_document("+++\ntitle = 3\n+++\nX.").told(), ["wrong-value: 3"]);
    }

    #[test]
    fn headnote_and_opener_open_a_document_in_either_order() {
        let trial =
            Trial::of_document("+++\ntitle = \"T\"\n+++\n::: opener\nX\n:::\n\n::: headnote\nWhat.\n:::\n\nText.\n");
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let document = the_document(&trial);
        assert!(document.opener.is_some() && document.headnote.is_some());
        assert_eq!(words(&document.text), "Text.");
    }

    #[test]
    fn a_headnote_anywhere_else_is_misplaced() {
        let note = "::: headnote\nWhat.\n:::\n";
        let later = Trial::of_document(&format!("+++\ntitle = \"T\"\n+++\n\nText.\n\n{note}"));
        let second = Trial::of_document(&format!("+++\ntitle = \"T\"\n+++\n\n{note}\n{note}\nText.\n"));
        for trial in [later, second] {
            assert_eq!(
                trial.report.sorted().iter().map(|problem| problem.code).collect::<Vec<_>>(),
                [Code::MisplacedBlock]
            );
        }
    }

    #[test]
    fn two_notes_of_a_file_cannot_share_a_label() {
        let text =
            "+++\ntitle = \"T\"\n+++\n\nText.[^a] Text.[^A] Text.[^*a]\n\n[^a]: One.\n\n[^A]: Two.\n\n[^*a]: Three.\n";
        let codes: Vec<Code> = Trial::of_document(text).report.sorted().iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::DuplicateName], "a note of the original is of another series");
    }

    #[test]
    fn no_front_matter_makes_the_reader_panic() {
        let front = FULL.split("\n\n").next().unwrap();
        mutilated(front).for_each(|front| drop(Trial::of_document(&format!("{front}\n\nText.\n"))));
    }
}
