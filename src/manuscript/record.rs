//! Keys and values with their places: what TOML tables and CSV rows have in common.
//!
//! A [`Record`] is read through [`Keys`]: each key is asked for once, by the kind of value
//! it is to hold, and what nobody asked for in the end is unknown. So the code that reads a
//! register is the list of its keys, and no second list can disagree with it.

use toml::value::Datetime;

use super::markdown::{self, Offsets, Parsed, Passage};
use super::{DocumentKind, Label, Note, Text};
use crate::date::{DATE_FORMS, Date, DateFault, Day};
use crate::language::{Language, typed};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;

/// Words that an author wrote as a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    /// The words, escapes undone.
    pub text: String,
    /// Their place: without the quotation marks if the offsets are exact.
    pub span: Span,
    /// How their bytes answer to the file's.
    pub offsets: Offsets,
}

impl Words {
    /// The words whose place is `span`, with quotation marks or without; `raw` is what stands there.
    pub fn placed(text: String, span: Span, raw: &str) -> Words {
        for mark in ["\"\"\"", "'''", "\"", "'", ""] {
            let inside = raw.strip_prefix(mark).and_then(|raw| raw.strip_suffix(mark));
            // TOML takes no notice of a line end right after three quotation marks.
            let skipped = usize::from(mark.len() == 3 && inside.is_some_and(|raw| raw.starts_with('\n')));
            if inside.and_then(|raw| raw.get(skipped..)) == Some(&text) {
                let start = span.start as usize + mark.len() + skipped;
                let span = Span::new(span.file, start, start + text.len());
                return Words { text, span, offsets: Offsets::Exact };
            }
        }
        Words { text, span, offsets: Offsets::Whole }
    }

    /// The words read as Markdown of one paragraph.
    pub fn inline(&self, language: &Language, report: &mut Report) -> Text {
        markdown::inline(&self.passage(language), report)
    }

    /// The words read as Markdown of any blocks and notes.
    pub fn blocks(&self, language: &Language, report: &mut Report) -> Parsed {
        markdown::blocks(&self.passage(language), DocumentKind::Other, report)
    }

    /// The words between the separators, without white space around them and without empty ones.
    pub fn split(&self, separator: char) -> Vec<Words> {
        let mut at = 0;
        let mut parts = Vec::new();
        for part in self.text.split(separator) {
            let start = self.span.start as usize + at + (part.len() - part.trim_start().len());
            at += part.len() + separator.len_utf8();
            let text = part.trim().to_owned();
            let span = match self.offsets {
                Offsets::Exact => Span::new(self.span.file, start, start + text.len()),
                Offsets::Whole => self.span,
            };
            if !text.is_empty() {
                parts.push(Words { text, span, offsets: self.offsets });
            }
        }
        parts
    }

    fn passage<'a>(&'a self, language: &'a Language) -> Passage<'a> {
        Passage { text: &self.text, span: self.span, offsets: self.offsets, language }
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// The value.
    pub kind: ValueKind,
    /// Where it stands, with its quotation marks or brackets.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum ValueKind {
    /// Text.
    Words(Words),
    /// A whole number; none if it is too long to be one.
    Integer(Option<i64>),
    /// A number with decimals.
    Decimal,
    /// `true` or `false`.
    Truth(bool),
    /// A date or a time; without either where it could not be read, which has been told.
    Moment(Datetime),
    /// A list.
    List(Vec<Value>),
    /// A table.
    Table(Record),
}

impl ValueKind {
    /// What it is called in a problem.
    fn name(&self) -> &'static str {
        match self {
            ValueKind::Words(_) => "text",
            ValueKind::Integer(_) | ValueKind::Decimal => "a number",
            ValueKind::Truth(_) => "`true` or `false`",
            ValueKind::Moment(_) => "a date",
            ValueKind::List(_) => "a list",
            ValueKind::Table(_) => "a table",
        }
    }
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
}

/// Whether all of a record could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Soundness {
    /// All of it.
    Sound,
    /// Something could not, which has been told: what is missing may have been there.
    Broken,
}

/// Keys and values, in the order of writing.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// What it says.
    pub fields: Vec<Field>,
    /// Whether that is all.
    pub soundness: Soundness,
    /// Its place, or that of its heading.
    pub span: Span,
}

/// A record that is being read.
pub(super) struct Keys<'a, 'r> {
    record: &'a Record,
    asked: Vec<&'static str>,
    report: &'r mut Report,
}

impl<'a, 'r> Keys<'a, 'r> {
    /// Begins to read `record`.
    pub fn of(record: &'a Record, report: &'r mut Report) -> Keys<'a, 'r> {
        Keys { record, asked: Vec::new(), report }
    }

    /// Where problems with the record go.
    pub fn report(&mut self) -> &mut Report {
        self.report
    }

    /// Whether `key` is there, with whatever value.
    pub fn has(&self, key: &str) -> bool {
        self.record.fields.iter().any(|field| field.key == key)
    }

    /// The value of `key`, whatever it is.
    pub fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.push(key);
        self.record.fields.iter().find(|field| field.key == key).map(|field| &field.value)
    }

    /// Words; empty ones are as good as none.
    pub fn words(&mut self, key: &'static str) -> Option<&'a Words> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Words(words) => Some(words).filter(|words| !words.text.trim().is_empty()),
            other => {
                self.report.push(wrong_kind(key, other, "text", value.span));
                None
            }
        }
    }

    /// Words that must be there; `whose` says of what: "a document".
    pub fn needed(&mut self, key: &'static str, whose: &str) -> Option<&'a Words> {
        let words = self.words(key);
        let wrong =
            self.record.fields.iter().any(|field| field.key == key && !matches!(field.value.kind, ValueKind::Words(_)));
        if words.is_none() && !wrong {
            self.miss(key, whose, "\"...\"");
        }
        words
    }

    /// Tells that `key` must be there, unless part of the record was lost.
    pub fn miss(&mut self, key: &str, whose: &str, example: &str) {
        if self.record.soundness == Soundness::Sound {
            let problem = Diagnostic::new(Code::MissingKey, self.record.span, format!("{whose} needs a `{key}`"));
            self.report.push(problem.hint(format!("write `{key} = {example}`")));
        }
    }

    /// Words that are printed without a dress of their own, in one line, with the marks of `language`.
    pub fn plain(&mut self, key: &'static str, language: &Language) -> Option<String> {
        self.words(key).map(|words| typed(&in_one_line(&words.text), language))
    }

    /// A list of such words.
    pub fn plain_list(&mut self, key: &'static str, language: &Language) -> Vec<String> {
        self.list(key).into_iter().map(|words| typed(&words.text, language)).collect()
    }

    /// A list of words. Text alone is a list too, separated by `;`: a cell of a spreadsheet can say it in no other way.
    pub fn list(&mut self, key: &'static str) -> Vec<Words> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let items = match &value.kind {
            ValueKind::List(items) => items,
            ValueKind::Words(words) => return words.split(';'),
            other => {
                self.report.push(wrong_kind(key, other, "a list", value.span));
                return Vec::new();
            }
        };
        let mut list = Vec::new();
        for item in items {
            match &item.kind {
                ValueKind::Words(words) if words.text.trim().is_empty() => {}
                ValueKind::Words(words) => list.push(words.clone()),
                other => self.report.push(wrong_kind(key, other, "text", item.span)),
            }
        }
        list
    }

    /// A name that others refer to, or that refers to another.
    pub fn label(&mut self, key: &'static str) -> Option<Label> {
        let words = self.words(key)?;
        label(&words.text, words.span, self.report)
    }

    /// A language.
    pub fn language(&mut self, key: &'static str) -> Option<Language> {
        let words = self.words(key)?;
        let language = Language::parse(words.text.trim());
        if language.is_none() {
            let message = format!("`{}` is no language", words.text);
            let hint = "write its BCP 47 tag: `hu` for Hungarian, `de-AT` for German as in Austria";
            self.report.push(Diagnostic::new(Code::UnknownLanguage, words.span, message).hint(hint));
        }
        language
    }

    /// A date, as TOML's own or as text.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        let (written, span) = match &value.kind {
            ValueKind::Words(words) if words.text.trim().is_empty() => return None,
            ValueKind::Words(words) => (words.text.trim().to_owned(), words.span),
            ValueKind::Integer(Some(year)) => (year.to_string(), value.span),
            ValueKind::Moment(Datetime { date: None, time: None, .. }) => return None,
            ValueKind::Moment(Datetime { date: Some(date), time: None, .. }) => {
                let day = Day::new(i32::from(date.year), Some(date.month), Some(date.day));
                if day.is_none() {
                    self.report.push(unreadable_date(&date.to_string(), DateFault::NotInCalendar, value.span));
                }
                return day.map(Date::from);
            }
            ValueKind::Moment(moment) => {
                let problem = unreadable_date(&moment.to_string(), DateFault::Form, value.span);
                self.report.push(problem.hint("a time of day is written in `time`, or in `date-text`"));
                return None;
            }
            other => {
                self.report.push(wrong_kind(key, other, "a date", value.span));
                return None;
            }
        };
        Date::parse(&written).map_err(|fault| self.report.push(unreadable_date(&written, fault, span))).ok()
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let words = self.words(key)?;
        let chosen = choices.iter().find(|(name, _)| *name == words.text.trim()).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let names = choices.iter().map(|(name, _)| *name);
            let message = format!("`{}` is no {key}", words.text);
            self.report.push(Diagnostic::new(Code::WrongValue, words.span, message).hint(one_of(&words.text, names)));
        }
        chosen
    }

    /// Tells every key that nobody asked for.
    pub fn finish(self) {
        for field in self.record.fields.iter().filter(|field| !self.asked.contains(&field.key.as_str())) {
            let message = format!("unknown key `{}`", field.key);
            let hint = one_of(&field.key, self.asked.iter().copied());
            self.report.push(Diagnostic::new(Code::UnknownKey, field.key_span, message).hint(hint));
        }
    }
}

/// A name, if it is made as names are.
pub(super) fn label(name: &str, span: Span, report: &mut Report) -> Option<Label> {
    let name = name.trim();
    if markdown::is_name(name) {
        return Some(Label { name: name.to_owned(), span });
    }
    let problem = Diagnostic::new(Code::BadName, span, format!("`{name}` cannot be an id"));
    report.push(problem.hint("an id is letters, digits, `-`, `_` and single dots"));
    None
}

/// Tells every note whose label another note of the same place has; labels differ by more than their case.
pub(super) fn tell_repeated_labels(notes: &[Note], report: &mut Report) {
    let mut seen = std::collections::BTreeMap::new();
    for note in notes {
        let key = (note.series, note.label.name.to_lowercase());
        let Some(first) = seen.get(&key) else {
            seen.insert(key, note.label.span);
            continue;
        };
        let message = format!("there are two notes `{}`", note.label.name);
        let problem = Diagnostic::new(Code::DuplicateName, note.label.span, message).label("the second");
        report.push(problem.related(*first, "the first").hint("give one of them, and its call, another label"));
    }
}

/// That a value is of another kind than its key asks for.
pub(super) fn wrong_kind(key: &str, found: &ValueKind, wanted: &str, span: Span) -> Diagnostic {
    let problem =
        Diagnostic::new(Code::WrongValue, span, format!("`{key}` is {}, and should be {wanted}", found.name()));
    match (wanted, found) {
        ("text", ValueKind::Integer(_) | ValueKind::Decimal | ValueKind::Moment(_) | ValueKind::Truth(_)) => {
            problem.hint("put it between quotation marks")
        }
        _ => problem,
    }
}

/// What can be written instead of `written`: the nearest of `known`, else all of them.
pub(super) fn one_of<'n>(written: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    match did_you_mean(written, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known here: {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// Text with every run of white space made one space.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unreadable_date(written: &str, fault: DateFault, span: Span) -> Diagnostic {
    let (message, hint) = match fault {
        DateFault::Form => (format!("cannot read the date `{written}`"), format!("a date is written as {DATE_FORMS}")),
        DateFault::NotInCalendar => {
            (format!("the calendar has no `{written}`"), "what the source has can stand in `date-text`".to_owned())
        }
        DateFault::Reversed => {
            (format!("`{written}` ends before it begins"), "the earlier date stands first".to_owned())
        }
    };
    Diagnostic::new(Code::UnreadableDate, span, message).hint(hint)
}
