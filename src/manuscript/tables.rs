//! TOML into records: every value keeps its place, and a fault in one does not lose the others.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::record::{Field, Record, Soundness, Value, ValueKind, Words};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Sources, Span};

/// Reads the TOML that stands at `span`, or as much of it as can be read.
pub(super) fn read(sources: &Sources, span: Span, report: &mut Report) -> Record {
    let text = sources.text(span);
    let (table, errors) = DeTable::parse_recoverable(text);
    let soundness = if errors.is_empty() { Soundness::Sound } else { Soundness::Broken };
    let file = Places { file: span.file, start: span.start as usize, text };
    for error in errors {
        report.push(syntax_problem(&file, error.span().unwrap_or(0..text.len()), error.message()));
    }
    Record { soundness, ..file.record(table.get_ref(), span) }
}

/// The text that is read, and where it stands.
struct Places<'a> {
    file: FileId,
    start: usize,
    text: &'a str,
}

impl Places<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start, self.start + range.end)
    }

    /// The keys of a table, which TOML's reader keeps by the alphabet, in the order of writing.
    fn record(&self, table: &DeTable<'_>, span: Span) -> Record {
        let mut fields: Vec<Field> = table
            .iter()
            .map(|(key, value)| Field {
                key: key.get_ref().to_string(),
                key_span: self.span(key.span()),
                value: self.value(value),
            })
            .collect();
        fields.sort_by_key(|field| field.value.span);
        Record { fields, soundness: Soundness::Sound, span }
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Value {
        let span = self.span(value.span());
        let kind = match value.get_ref() {
            DeValue::String(text) => {
                let raw = self.text.get(value.span()).unwrap_or("");
                ValueKind::Words(Words::placed(text.to_string(), span, raw))
            }
            DeValue::Integer(number) => ValueKind::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()),
            DeValue::Float(_) => ValueKind::Decimal,
            DeValue::Boolean(truth) => ValueKind::Truth(*truth),
            DeValue::Datetime(moment) => ValueKind::Moment(*moment),
            DeValue::Array(items) => ValueKind::List(items.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => ValueKind::Table(self.record(table, span)),
        };
        Value { kind, span }
    }
}

/// What is wrong with the syntax, told to somebody who has never heard of TOML.
fn syntax_problem(file: &Places<'_>, at: Range<usize>, message: &str) -> Diagnostic {
    let written = file.text.get(at.clone()).unwrap_or("").trim();
    let span = file.span(at);
    if message.contains("duplicate key") {
        let problem = Diagnostic::new(Code::DuplicateName, span, format!("`{written}` is there twice"));
        return problem.label("the second");
    }
    if message.starts_with("invalid date") || message.starts_with("invalid time") {
        let problem = Diagnostic::new(Code::UnreadableDate, span, format!("cannot read the date `{written}`"));
        return problem.label(message).hint("a month, a year or a stretch of days stands between quotation marks");
    }
    let problem = Diagnostic::new(Code::BadSyntax, span, "this cannot be read as TOML").label(message);
    if message.contains("must be quoted") {
        problem.hint("put text between quotation marks")
    } else if message.contains("string") || message.contains("unexpected key or value") {
        problem.hint(
            "text that holds quotation marks or backslashes can stand between three single quotation marks: '''...'''",
        )
    } else if message.contains("unquoted key") {
        problem.hint("a key with accents, dots or spaces is put between quotation marks")
    } else {
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::markdown::Offsets;

    fn read_all(text: &str) -> (Sources, Record, Report) {
        let sources = Sources::from_texts([("book/people.toml", text)]);
        let mut report = Report::default();
        let span = Span::new(sources.find("book/people.toml").unwrap(), 0, text.len());
        let record = read(&sources, span, &mut report);
        (sources, record, report)
    }

    fn told(report: &Report, sources: &Sources) -> Vec<(Code, String)> {
        report.sorted().iter().map(|problem| (problem.code, sources.text(problem.span.unwrap()).to_owned())).collect()
    }

    #[test]
    fn keys_stand_in_the_order_of_writing() {
        let (_, record, report) = read_all("[zeta]\na = 1\n[alpha]\n[\"Ávh\"]\n");
        let keys: Vec<_> = record.fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys, ["zeta", "alpha", "Ávh"]);
        assert!(report.sorted().is_empty());
    }

    #[test]
    fn words_know_their_place_within_any_quotation_marks() {
        let written = "a = \"Nagy\"\nb = 'Nagy'\nc = \"\"\"\nNagy\"\"\"\nd = '''Nagy'''\ne = \"N\\u0061gy\"\n";
        let (sources, record, _) = read_all(written);
        let words = record.fields.iter().map(|field| match &field.value.kind {
            ValueKind::Words(words) => (sources.text(words.span), words.offsets, words.text.as_str()),
            other => panic!("{other:?}"),
        });
        let words: Vec<_> = words.collect();
        assert_eq!(words[..4], [("Nagy", Offsets::Exact, "Nagy"); 4]);
        assert_eq!(words[4], ("\"N\\u0061gy\"", Offsets::Whole, "Nagy"));
    }

    #[test]
    fn one_fault_of_syntax_does_not_hide_another() {
        let (sources, record, report) = read_all("a = hello\nb = 1956-02-30\nc = 1\nc = 2\nd = \"x\n");
        let faults = [
            (Code::BadSyntax, "hello"),
            (Code::UnreadableDate, "1956-02-30"),
            (Code::DuplicateName, "c"),
            (Code::BadSyntax, ""),
        ];
        assert_eq!(told(&report, &sources), faults.map(|(code, text)| (code, text.to_owned())));
        assert_eq!((record.soundness, record.fields.len()), (Soundness::Broken, 4));
    }
}
