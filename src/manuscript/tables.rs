//! TOML into records: every value keeps its place, and a fault in one does not lose the others.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::record::{Field, Record, Soundness, Value, ValueKind, Words};
use crate::manifest::syntax_problems;
use crate::report::Report;
use crate::source::{FileId, Sources, Span};

/// Reads the TOML that stands at `span`, or as much of it as can be read.
pub(super) fn read(sources: &Sources, span: Span, report: &mut Report) -> Record {
    let text = sources.text(span);
    let (table, errors) = DeTable::parse_recoverable(text);
    let soundness = if errors.is_empty() { Soundness::Sound } else { Soundness::Broken };
    let file = Places { file: span.file, start: span.start as usize, text };
    for problem in syntax_problems(&errors, sources, span.file, span.start as usize) {
        report.push(problem);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::markdown::Offsets;
    use crate::report::Code;

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
