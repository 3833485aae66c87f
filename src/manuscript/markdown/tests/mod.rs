//! Markdown as read, construct by construct; bad input; and what holds for every input.

mod bad_input;
mod blocks;
mod inline;
mod properties;
mod typography;

use super::*;
use crate::manuscript::told::{AsWritten, tell_blocks, tell_notes, tell_text};
use crate::source::Sources;

/// Reads `text` as the file of a letter in British English.
fn read(text: &str) -> (Parsed, Report, Sources) {
    read_as(text, DocumentKind::Letter, "en-GB")
}

fn read_as(text: &str, kind: DocumentKind, language: &str) -> (Parsed, Report, Sources) {
    let sources = Sources::from_texts([("a.md", text)]);
    let file = sources.find("a.md").unwrap();
    let language = Language::parse(language).unwrap();
    let text = &sources.file(file).text;
    let span = Span::new(file, 0, text.len());
    let passage = Passage { text, span, offsets: Offsets::Exact, language: &language };
    let mut report = Report::default();
    let parsed = super::blocks(&passage, kind, &mut report);
    (parsed, report, sources)
}

fn told_with_notes(parsed: &Parsed) -> String {
    tell_blocks(&parsed.blocks, &AsWritten) + &tell_notes(&parsed.notes)
}

/// What is read of `text`, which is faultless.
fn told(text: &str) -> String {
    let (parsed, report, sources) = read(text);
    assert_eq!(problems_of(&report, &sources), [""; 0], "{text}");
    told_with_notes(&parsed)
}

/// What is read of `text` in `language`.
fn told_in(language: &str, text: &str) -> String {
    told_with_notes(&read_as(text, DocumentKind::Letter, language).0)
}

/// The problems of `text`, each its code and the words it points at.
fn problems(text: &str) -> Vec<String> {
    let (_, report, sources) = read(text);
    problems_of(&report, &sources)
}

fn problems_of(report: &Report, sources: &Sources) -> Vec<String> {
    let tell = |problem: &crate::report::Diagnostic| {
        format!("{} {}", problem.code.name(), problem.span.map_or("", |span| sources.text(span)))
    };
    report.sorted().into_iter().map(tell).collect()
}
