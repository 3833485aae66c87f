//! Works from Hayagriva's own YAML.
//!
//! Its format has no keywords; `keywords: [archive]` is read besides, for the sections of
//! the bibliography choose by them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use super::{byte_at, flattened, in_words, keywords, rest_of_line, unreadable};
use crate::manuscript::Work;
use crate::report::Report;
use crate::source::{FileId, Span};

/// Where an entry stands.
struct Place {
    name: String,
    key: Range<usize>,
    entry: Range<usize>,
}

/// Where something is wrong, and what.
struct Fault {
    at: usize,
    why: String,
}

/// Reads the works of a file. Where it cannot be read as a whole, each work is read by itself.
pub(super) fn read(text: &str, file: FileId, report: &mut Report) -> Vec<Work> {
    if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        return Vec::new();
    }
    let places = places(text);
    let whole = match works(text, 0, file, &places) {
        Ok(works) => return works,
        Err(fault) => fault,
    };
    let mut read = Vec::new();
    let mut faults = Vec::new();
    for place in &places {
        match works(&text[place.entry.clone()], place.entry.start, file, &places) {
            Ok(works) => read.extend(works),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        // Each work can be read and the whole cannot: what is wrong stands between them.
        faults.push(whole);
    }
    for Fault { at, why } in faults {
        let line = rest_of_line(text, at);
        report.push(unreadable(Span::new(file, line.start, line.end), why));
    }
    read
}

/// The works of `part`, which begins at byte `start` of its file.
fn works(part: &str, start: usize, file: FileId, places: &[Place]) -> Result<Vec<Work>, Fault> {
    let fault = |error: serde_yaml::Error| {
        let at = error.location().map_or(0, |place| byte_at(part, place.line(), place.column()));
        Fault { at: start + at, why: error.to_string() }
    };
    let library = hayagriva::io::from_yaml_str(part).map_err(fault)?;
    let written: BTreeMap<String, Value> = serde_yaml::from_str(part).map_err(fault)?;
    let mut works = Vec::new();
    for entry in library {
        let Some(Value::Object(said)) = written.get(entry.key()) else { continue };
        let is_here = |place: &&Place| place.entry.start >= start && place.name == entry.key();
        let place = places.iter().find(is_here).map_or(start..start, |place| place.key.clone());
        works.push(Work {
            key: entry.key().to_owned(),
            kind: said.get("type").and_then(in_words).unwrap_or_default().to_lowercase(),
            keywords: said.get("keywords").map(words_of).unwrap_or_default(),
            fields: fields(said, &entry),
            annotation: Vec::new(),
            span: Span::new(file, place.start, place.end),
            entry,
        });
    }
    Ok(works)
}

/// What the library calls fields that BibLaTeX has another name for.
const OTHER_NAMES: [(&str, &str); 6] = [
    ("archive", "library"),
    ("archive-location", "location"),
    ("call-number", "shelfmark"),
    ("page-range", "pages"),
    ("annote", "annotation"),
    ("genre", "type"),
];

/// Every field in plain text, under its own name and under BibLaTeX's.
fn fields(said: &serde_json::Map<String, Value>, entry: &hayagriva::Entry) -> BTreeMap<String, String> {
    let mut fields = flattened(said);
    // The library's type is a kind of work, BibLaTeX's the word that is printed for it.
    fields.remove("type");
    for (theirs, ours) in OTHER_NAMES {
        if let Some(text) = fields.get(theirs).cloned() {
            fields.entry(ours.to_owned()).or_insert(text);
        }
    }
    if let Some(title) = entry.parents().first().and_then(|whole| whole.title()) {
        fields.insert("booktitle".to_owned(), title.to_string());
    }
    fields
}

fn words_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(in_words).collect(),
        other => in_words(other).map(|text| keywords(&text)).unwrap_or_default(),
    }
}

/// The entries of a file: each begins with a key at the margin.
fn places(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let key = line
            .split_once(':')
            .map(|(key, _)| key)
            .filter(|_| !line.starts_with([' ', '\t', '#', '-', '%', '{', '}']));
        if let Some(key) = key {
            let name = key.trim().trim_matches(['"', '\'']).to_owned();
            places.push(Place { name, key: start..start + key.len(), entry: start..at });
        } else if let Some(last) = places.last_mut() {
            last.entry.end = at;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::trial::mutilated;
    use crate::report::Code;
    use crate::source::Sources;

    const WORK: &str = r#"# Works
bekes2002:
  type: book
  title: The 1956 Hungarian Revolution
  author: ["Békés, Csaba", "Byrne, Malcolm"]
  date: 2002
  publisher: {name: CEU Press, location: Budapest}
  keywords: [primary, secondary]
"#;

    fn read_all(text: &str) -> (Vec<Work>, Vec<(Code, usize)>) {
        let sources = Sources::from_texts([("book/works.yaml", text)]);
        let mut report = Report::default();
        let works = read(text, sources.find("book/works.yaml").unwrap(), &mut report);
        let told = report.sorted();
        (works, told.iter().map(|problem| (problem.code, sources.line_and_column(problem.span.unwrap()).0)).collect())
    }

    #[test]
    fn a_work_keeps_its_place_its_keywords_and_what_was_said_of_it() {
        let (works, told) = read_all(WORK);
        assert!(told.is_empty());
        let work = &works[0];
        assert_eq!((work.key.as_str(), work.kind.as_str()), ("bekes2002", "book"));
        assert_eq!(&WORK[work.span.range()], "bekes2002");
        assert_eq!(work.keywords, ["primary", "secondary"]);
        assert_eq!(work.fields["author"], "Békés, Csaba and Byrne, Malcolm");
        assert_eq!(
            (work.fields["publisher"].as_str(), work.fields["publisher.location"].as_str()),
            ("CEU Press", "Budapest")
        );
        assert_eq!(work.entry.date().unwrap().year, 2002);
    }

    #[test]
    fn one_bad_work_does_not_lose_the_others() {
        let text =
            "a:\n  type: book\n  title: A\nb:\n  title: B\nc:\n  type: book\n  title: [\nd:\n  type: web\n  title: D\n";
        let (works, told) = read_all(text);
        assert_eq!(works.iter().map(|work| work.key.as_str()).collect::<Vec<_>>(), ["a", "d"]);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|(code, _)| *code == Code::BadBibliography));
    }

    #[test]
    fn no_yaml_makes_the_reader_panic() {
        for text in [
            "",
            "# nothing\n",
            "a",
            "a:",
            "- a",
            "{",
            "&a a: *a",
            "a: &a [*a]",
            "a: {type: book, date: 99999999999}",
            "\u{0}",
        ] {
            read_all(text);
        }
        assert_eq!(read_all("- a\n").1.len(), 1);
        mutilated(WORK).for_each(|text| drop(read_all(&text)));
        let fields =
            ["title", "author", "date", "editor", "affiliated", "publisher", "volume", "issue", "edition", "parent"];
        let more = [
            "page-range",
            "page-total",
            "time-range",
            "runtime",
            "url",
            "serial-number",
            "language",
            "type",
            "keywords",
        ];
        for field in fields.into_iter().chain(more) {
            for value in [
                "",
                "-",
                "–",
                "1-",
                "-1",
                "1:2:3",
                "½",
                "99999999999",
                "[]",
                "[[]]",
                "{}",
                "{value: {}}",
                "\"{\"",
                "\"$\"",
                "'\\'",
            ] {
                read_all(&format!("a:\n  type: book\n  {field}: {value}\n"));
            }
        }
    }
}
