//! The works of the bibliography, from BibLaTeX, CSL-JSON and Hayagriva YAML.
//!
//! Each form becomes the library's own entry, for the CSL processor, and keeps beside it
//! what the library forgets: the kind as written, keywords, every field as plain text. The
//! fields stand under BibLaTeX's names, whatever form they came in, so that a box in an
//! archive is written in one way: `library` and `location` (the repository and its town),
//! `collection` (the fonds), `shelfmark` (its signature), `annotation`.

mod annotation;
mod bib;
mod csl_json;
mod yaml;

use std::collections::BTreeMap;

use super::{Desk, Work};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// Reads the works of all sources. Of two with one key the first is kept.
pub(super) fn read(desk: Desk<'_>, sources: &[(FileId, Span)], report: &mut Report) -> BTreeMap<String, Work> {
    let mut works: BTreeMap<String, Work> = BTreeMap::new();
    let mut keys: BTreeMap<String, Span> = BTreeMap::new();
    let mut read: Vec<Work> = sources.iter().flat_map(|(file, named)| works_of(desk, *file, *named, report)).collect();
    annotation::read(desk, &mut read, report);
    for work in read {
        incomplete(&work).into_iter().for_each(|problem| report.push(problem));
        match keys.get(&work.key.to_lowercase()) {
            Some(first) => {
                let message = format!("there are two works `{}`", work.key);
                let problem = Diagnostic::new(Code::DuplicateName, work.span, message).label("the second");
                report.push(problem.related(*first, "the first").hint("keys differ by more than their case"));
            }
            None => {
                keys.insert(work.key.to_lowercase(), work.span);
                works.insert(work.key.clone(), work);
            }
        }
    }
    works
}

/// What a work lacks that a reader must have to find it.
fn incomplete(work: &Work) -> Option<Diagnostic> {
    /// Kinds of which somebody is the author, and who that is can be said.
    const SIGNED: [&str; 6] = ["book", "inbook", "incollection", "thesis", "phdthesis", "mastersthesis"];
    let has = |names: &[&str]| names.iter().any(|name| work.fields.get(*name).is_some_and(|value| !value.is_empty()));
    let lacks = |what: &str, hint: &str| {
        let message = format!("the work `{}` has no {what}", work.key);
        Some(Diagnostic::new(Code::IncompleteWork, work.span, message).hint(hint))
    };
    // A box in an archive has its place there for a title.
    if !has(&["title", "library", "collection", "shelfmark", "note"]) {
        return lacks("title", "write `title` in it");
    }
    let named = ["author", "editor", "translator", "organization", "institution", "school", "label", "shorthand"];
    if SIGNED.contains(&work.kind.as_str()) && work.fields.contains_key("title") && !has(&named) && !exported(work) {
        return lacks("author", "write `author` or `editor` in it, or `label = {Anonymous}` where nobody is named");
    }
    None
}

/// Whether a work comes from a program that has no field to say that nobody is named.
fn exported(work: &Work) -> bool {
    work.fields.keys().any(|name| name.starts_with("issued.")) || work.fields.contains_key("id")
}

fn works_of(desk: Desk<'_>, file: FileId, named: Span, report: &mut Report) -> Vec<Work> {
    let source = desk.sources.file(file);
    let ending = source.path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    match ending.as_str() {
        "bib" => bib::read(&source.text, file, report),
        "json" => csl_json::read(&source.text, file, report),
        "yaml" | "yml" => yaml::read(&source.text, file, report),
        _ => {
            let message = format!("`{}` is no bibliography", source.path);
            let problem = Diagnostic::new(Code::BadBibliography, named, message);
            report.push(
                problem.hint("works are read from `.bib` (BibLaTeX), `.json` (CSL-JSON) and `.yaml` (Hayagriva)"),
            );
            Vec::new()
        }
    }
}

/// Whether a date is one day, month or year, with nothing doubtful about it: what the library can say.
fn is_day(text: &str) -> bool {
    crate::date::Day::parse(text).is_ok()
}

/// `entry` with what it was first: the library has a kind of its own for that.
fn with_original(mut entry: hayagriva::Entry, fields: &BTreeMap<String, String>) -> hayagriva::Entry {
    let day = fields.get("origdate").and_then(|date| crate::date::Day::parse(date).ok());
    let title = fields.get("origtitle");
    // To a work without a date of its own the library gives that of the first.
    if entry.date().is_none() || (day.is_none() && title.is_none()) {
        return entry;
    }
    let mut original = hayagriva::Entry::new(entry.key(), hayagriva::types::EntryType::Original);
    if let Some(day) = day {
        let (month, day_of_month) = (day.month.map(|month| month - 1), day.day.map(|day| day - 1));
        original.set_date(hayagriva::types::Date {
            year: day.year,
            month,
            day: day_of_month,
            approximate: false,
            season: None,
        });
    }
    if let Some(title) = title {
        original.set_title(title.clone().into());
    }
    let parents = entry.parents().iter().cloned().chain([original]).collect();
    entry.set_parents(parents);
    entry
}

/// Keywords as written in one string.
fn keywords(text: &str) -> Vec<String> {
    text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// That a work or a file of works cannot be read.
fn unreadable(span: Span, why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::BadBibliography, span, "this cannot be read as a bibliography").label(why.to_string())
}

/// The place of a line and a column, both from 1 and the column in bytes, as libraries tell them.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let line_start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    whole_character(text, line_start + column.saturating_sub(1))
}

/// The byte at which the character begins that holds byte `at`; libraries count bytes, and not always well.
fn whole_character(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// From byte `at` to the end of its line.
fn rest_of_line(text: &str, at: usize) -> std::ops::Range<usize> {
    let at = whole_character(text, at);
    at..text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// The fields of a structured value, in plain text: names joined by `and`, what is nested under dotted names.
fn flattened(value: &serde_json::Map<String, serde_json::Value>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for (name, value) in value {
        flatten(name, value, &mut fields);
    }
    fields
}

fn flatten(name: &str, value: &serde_json::Value, fields: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    match value {
        Value::Null => {}
        Value::Object(parts) => {
            for (part, value) in parts {
                // The part that stands for the whole when it stands alone.
                let inner = if part == "value" || part == "name" { name.to_owned() } else { format!("{name}.{part}") };
                flatten(&inner, value, fields);
            }
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(in_words).collect();
            fields.insert(name.to_owned(), texts.join(" and "));
        }
        other => {
            fields.extend(in_words(other).map(|text| (name.to_owned(), text)));
        }
    }
}

/// A value as one text; of an object, its texts in their order.
fn in_words(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(items) => Some(items.iter().filter_map(in_words).collect::<Vec<_>>().join(" ")),
        Value::Object(parts) => Some(parts.values().filter_map(in_words).collect::<Vec<_>>().join(", ")),
    }
}
