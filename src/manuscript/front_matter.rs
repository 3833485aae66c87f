//! Front matter: the TOML between two lines of `+++` at the top of a file.

use super::record::{Keys, Record, Soundness};
use super::{Desk, Inline, Label, Text, markdown, tables};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

const FENCE: &str = "+++";

/// A file taken apart.
pub(super) struct Sheet {
    /// What the front matter says.
    pub record: Record,
    /// The place of the text after it.
    pub text: Span,
    /// The whole file.
    pub span: Span,
    /// The place for problems that concern the whole, until a title gives a better one: the first line.
    pub top: Span,
}

/// Takes the front matter of a file from its text.
pub(super) fn read(desk: Desk<'_>, file: FileId, report: &mut Report) -> Sheet {
    let text = &desk.sources.file(file).text;
    let span = Span::new(file, 0, text.len());
    let begin = text.len() - text.trim_start().len();
    let first_line = text[begin..].lines().next().unwrap_or("");
    let top = Span::new(file, begin, begin + first_line.len());
    if first_line != FENCE {
        let record = Record { fields: Vec::new(), soundness: Soundness::Sound, span: top };
        return Sheet { record, text: span, span, top };
    }
    let toml = (begin + FENCE.len() + 1).min(text.len());
    let (end, after) = closing_fence(text, toml).unwrap_or_else(|| {
        let problem = Diagnostic::new(Code::BadSyntax, top, "the front matter is never closed").label("opened here");
        report.push(problem.hint("write a line `+++` between the front matter and the text"));
        // What was meant most likely ends at the first empty line; reading on tells what else is wrong.
        let end = text[toml..].find("\n\n").map_or(text.len(), |at| toml + at);
        (end, end)
    });
    let record = tables::read(desk.sources, Span::new(file, toml, end), report);
    Sheet { record: Record { span: top, ..record }, text: Span::new(file, after, text.len()), span, top }
}

/// Where the closing line begins, and where the text after it does.
fn closing_fence(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == FENCE {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// The id that the front matter gives, or the name of the file.
pub(super) fn id(keys: &mut Keys<'_, '_>, desk: Desk<'_>, sheet: &Sheet) -> Label {
    let path = &desk.sources.file(sheet.span.file).path;
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let given = keys.label("id");
    if given.is_none() && !keys.has("id") && !markdown::is_name(stem) {
        let message = format!("the name of this file, `{name}`, cannot be an id");
        let problem = Diagnostic::new(Code::BadName, sheet.top, message);
        keys.report().push(problem.hint("give the file an `id` of letters, digits, `-`, `_` and single dots"));
    }
    given.unwrap_or_else(|| Label { name: stem.to_owned(), span: sheet.top })
}

/// The id of a file, whatever else is wrong with it.
pub(super) fn id_of(desk: Desk<'_>, file: FileId) -> Label {
    let mut untold = Report::default();
    let sheet = read(desk, file, &mut untold);
    id(&mut Keys::of(&sheet.record, &mut untold), desk, &sheet)
}

/// The title, with the place that names the whole; where there is none, the name of the file stands for it.
pub(super) fn title(keys: &mut Keys<'_, '_>, desk: Desk<'_>, sheet: &Sheet, whose: &str) -> (Text, Span) {
    match keys.needed("title", whose) {
        Some(words) => (words.inline(desk.language, keys.report()), words.span),
        None => (vec![Inline::Text(desk.sources.file(sheet.span.file).path.clone(), sheet.top)], sheet.top),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::source::Sources;

    fn taken_apart(text: &str) -> (String, Vec<String>, Vec<Code>) {
        let sources = Sources::from_texts([("book/a.md", text)]);
        let language = Language::parse("en").unwrap();
        let desk = Desk { sources: &sources, language: &language };
        let mut report = Report::default();
        let sheet = read(desk, sources.find("book/a.md").unwrap(), &mut report);
        let keys = sheet.record.fields.iter().map(|field| field.key.clone()).collect();
        (sources.text(sheet.text).to_owned(), keys, report.sorted().iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn front_matter_stands_between_two_lines() {
        let (text, keys, codes) = taken_apart("+++\ntitle = \"A\"\n+++\nText.\n");
        assert_eq!((text.as_str(), keys, codes), ("Text.\n", vec!["title".to_owned()], vec![]));
        assert_eq!(taken_apart("\n+++  \n+++\n\nText.").0, "\nText.");
        assert_eq!(taken_apart("+++\n+++").0, "");
    }

    #[test]
    fn a_file_may_be_text_alone() {
        assert_eq!(taken_apart("Text.\n").0, "Text.\n");
        assert_eq!(taken_apart("++++\nText.\n").0, "++++\nText.\n");
    }

    #[test]
    fn front_matter_that_is_never_closed_is_told_and_the_rest_is_read() {
        let (text, keys, codes) = taken_apart("+++\ntitle = \"A\"\n\nText.\n");
        assert_eq!((text.as_str(), keys, codes), ("\n\nText.\n", vec!["title".to_owned()], vec![Code::BadSyntax]));
        assert_eq!(taken_apart("+++").2, [Code::BadSyntax]);
    }
}
