//! Works from CSL-JSON, as Zotero and its kin export it.
//!
//! Each item is written anew in the shape of the library's own format and read by it: so
//! there is one way into the library's types, and a field that it refuses is told as such.
//! What it drops stands in the fields, under BibLaTeX's names.

mod extra;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::Library;
use serde_json::{Map, Value, json};

use super::{byte_at, flattened, in_words, is_day, keywords, rest_of_line, unreadable, with_original};
use crate::manuscript::Work;
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// Reads the works of a file: a list of items.
pub(super) fn read(text: &str, file: FileId, report: &mut Report) -> Vec<Work> {
    let mut works = Vec::new();
    let mut sound = true;
    for place in items(text) {
        match item(text, place, file) {
            Ok(work) => works.push(work),
            Err(problem) => {
                report.push(problem);
                sound = false;
            }
        }
    }
    if sound && let Err(error) = serde_json::from_str::<Vec<serde::de::IgnoredAny>>(text) {
        let line = rest_of_line(text, byte_at(text, error.line(), error.column()));
        report.push(unreadable(Span::new(file, line.start, line.end), error));
    }
    works
}

/// The outermost objects of a JSON text, whether or not the rest of it is sound.
fn items(text: &str) -> Vec<Range<usize>> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    let mut within_string = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if within_string => drop(bytes.next()),
            b'"' => within_string = !within_string,
            _ if within_string => {}
            b'{' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            b'}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    items.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    items
}

fn item(text: &str, place: Range<usize>, file: FileId) -> Result<Work, Diagnostic> {
    let written = &text[place.clone()];
    let item: Map<String, Value> = serde_json::from_str(written).map_err(|error| {
        let line = rest_of_line(text, place.start + byte_at(written, error.line(), error.column()));
        unreadable(Span::new(file, line.start, line.end), error)
    })?;
    let here =
        key_place(written).map_or(place.start..place.start + 1, |key| place.start + key.start..place.start + key.end);
    let span = Span::new(file, here.start, here.end);
    let Some(key) = item.get("id").and_then(in_words).filter(|key| !key.is_empty()) else {
        let problem = Diagnostic::new(Code::BadBibliography, span, "a work needs an `id`");
        return Err(problem.hint("the `id` is the key by which it is cited"));
    };
    let item = extra::unpacked(item);
    let fields = fields(&item);
    let library: Library =
        serde_json::from_value(json!({ key.clone(): entry(&item) })).map_err(|error| unreadable(span, error))?;
    let entry = library.into_iter().next().ok_or_else(|| unreadable(span, "nothing is said of this work"))?;
    Ok(Work {
        key,
        entry: with_original(entry, &fields),
        kind: text_of(&item, "type").unwrap_or_default(),
        keywords: text_of(&item, "keyword").map(|text| keywords(&text)).unwrap_or_default(),
        fields,
        annotation: Vec::new(),
        span,
    })
}

/// The place of an item's id, without its quotation marks.
fn key_place(written: &str) -> Option<Range<usize>> {
    let name = written.find("\"id\"")? + 4;
    let value = name + written[name..].find(|c: char| c != ':' && !c.is_whitespace())?;
    let quoted = written[value..].strip_prefix('"');
    let start = value + usize::from(quoted.is_some());
    let end = written[start..].find(['"', ',', '}', '\n']).map_or(written.len(), |length| start + length);
    Some(start..end)
}

/// What CSL calls fields that BibLaTeX has another name for. Of several that mean one thing the first is taken.
const OTHER_NAMES: [(&str, &str); 15] = [
    ("archive", "library"),
    ("archive-place", "location"),
    ("publisher-place", "location"),
    ("event-place", "location"),
    ("archive_collection", "collection"),
    ("collection-title", "series"),
    ("container-title", "booktitle"),
    ("archive_location", "shelfmark"),
    ("genre", "type"),
    ("medium", "howpublished"),
    ("annote", "annotation"),
    ("original-title", "origtitle"),
    ("status", "pubstate"),
    ("page", "pages"),
    ("URL", "url"),
];

/// Every field in plain text, under its own name and under BibLaTeX's.
fn fields(item: &Map<String, Value>) -> BTreeMap<String, String> {
    let mut fields = flattened(item);
    // CSL's type is a kind of work, BibLaTeX's the word that is printed for it. CSL's status of a file in an archive is none.
    fields.remove("type");
    fields.values_mut().for_each(|text| *text = without_html(text));
    for (theirs, ours) in OTHER_NAMES {
        if let Some(text) = fields.get(theirs).cloned() {
            fields.entry(ours.to_owned()).or_insert(text);
        }
    }
    for (theirs, ours) in [("issued", "date"), ("original-date", "origdate"), ("accessed", "urldate")] {
        fields.extend(date_in_words(item, theirs).map(|date| (ours.to_owned(), date)));
    }
    for role in ["recipient", "interviewer"] {
        fields.remove(role);
        fields.extend(spoken_names(item, role).map(|names| (role.to_owned(), names)));
    }
    // A box may be known by its place on the shelf and by a number of the catalogue.
    if let Some(number) = text_of(item, "call-number") {
        let shelfmark = fields.entry("shelfmark".to_owned()).or_default();
        if !shelfmark.contains(&number) {
            *shelfmark = if shelfmark.is_empty() { number } else { format!("{shelfmark}, {number}") };
        }
    }
    fields
}

/// Names as they are spoken: "Imre Nagy and János Kádár".
fn spoken_names(item: &Map<String, Value>, role: &str) -> Option<String> {
    let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal"];
    let spoken = |name: &Value| {
        let name = name.as_object()?;
        let words: Vec<String> = parts.iter().filter_map(|part| text_of(name, part)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let names: Vec<String> = item.get(role)?.as_array()?.iter().filter_map(spoken).collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

/// How an item of a CSL type is written: its own kind, and the kind of what it is part of.
fn kinds(csl_type: &str) -> (&'static str, Option<&'static str>) {
    match csl_type {
        "article" | "article-journal" | "article-magazine" | "review" | "review-book" => {
            ("article", Some("periodical"))
        }
        "article-newspaper" => ("article", Some("newspaper")),
        "book" | "pamphlet" | "standard" | "classic" => ("book", None),
        "periodical" => ("periodical", None),
        "chapter" => ("chapter", Some("book")),
        "paper-conference" => ("article", Some("proceedings")),
        "entry" | "entry-dictionary" | "entry-encyclopedia" => ("entry", Some("reference")),
        "thesis" => ("thesis", None),
        "report" => ("report", None),
        "webpage" => ("web", Some("web")),
        "post" | "post-weblog" => ("post", Some("blog")),
        "manuscript" => ("manuscript", None),
        "legislation" | "bill" | "treaty" | "regulation" => ("legislation", None),
        "legal_case" | "hearing" => ("case", None),
        "patent" => ("patent", None),
        "graphic" | "figure" | "map" => ("artwork", None),
        "dataset" | "software" => ("repository", None),
        "motion_picture" | "broadcast" | "video" => ("video", None),
        "song" | "musical_score" => ("audio", None),
        "performance" => ("performance", None),
        "event" | "speech" => ("misc", Some("conference")),
        _ => ("misc", None),
    }
}

/// An item in the shape of the library's own format.
fn entry(item: &Map<String, Value>) -> Value {
    let csl_type = text_of(item, "type").unwrap_or_default();
    let (kind, whole_kind) = kinds(&csl_type);
    let mut part = Map::new();
    let mut whole = Map::new();
    set(&mut part, "type", Some(json!(kind)));
    set(&mut part, "title", title(item, "title", "title-short"));
    set(&mut part, "author", names(item, "author"));
    set(&mut part, "date", date(item, "issued"));
    set(&mut part, "page-range", plain(item, "page"));
    set(&mut part, "page-total", count(item, "number-of-pages"));
    set(&mut part, "volume-total", count(item, "number-of-volumes"));
    set(&mut part, "chapter", plain(item, "chapter-number"));
    set(&mut part, "language", text_of(item, "language").filter(|tag| is_tag(tag)).map(Value::String));
    for (theirs, ours) in [("genre", "genre"), ("note", "note"), ("abstract", "abstract"), ("archive", "archive")] {
        set(&mut part, ours, formatted(item, theirs));
    }
    for (theirs, ours) in [("archive-place", "archive-location"), ("call-number", "call-number"), ("annote", "annote")]
    {
        set(&mut part, ours, formatted(item, theirs));
    }
    if !part.contains_key("call-number") {
        set(&mut part, "call-number", formatted(item, "archive_location"));
    }
    set(&mut part, "url", address(item));
    set(&mut part, "serial-number", serial_numbers(item));
    set(&mut part, "affiliated", affiliated(item));

    // What is said of the whole: of the journal, of the book that a chapter stands in.
    let has_whole = whole_kind.is_some() && item.contains_key("container-title");
    let of_whole = if has_whole { &mut whole } else { &mut part };
    set(of_whole, "editor", names(item, "editor"));
    set(of_whole, "publisher", publisher(item));
    set(of_whole, "volume", plain(item, "volume"));
    set(of_whole, "edition", plain(item, "edition"));
    set(of_whole, "issue", plain(item, "issue").or_else(|| plain(item, "number")));
    if has_whole {
        set(&mut whole, "type", whole_kind.map(|kind| json!(kind)));
        set(&mut whole, "title", title(item, "container-title", "container-title-short"));
        set(&mut whole, "author", names(item, "container-author"));
    }
    let series = formatted(item, "collection-title");
    if let Some(series) = series {
        let mut parent = Map::new();
        set(&mut parent, "type", Some(json!(whole_kind.filter(|_| has_whole).unwrap_or(kind))));
        set(&mut parent, "title", Some(series));
        set(&mut parent, "issue", plain(item, "collection-number"));
        let owner = if has_whole { &mut whole } else { &mut part };
        set(owner, "parent", Some(Value::Object(parent)));
    }
    if has_whole {
        set(&mut part, "parent", Some(Value::Object(whole)));
    }
    Value::Object(part)
}

fn set(entry: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        entry.insert(name.to_owned(), value);
    }
}

fn text_of(item: &Map<String, Value>, name: &str) -> Option<String> {
    item.get(name).and_then(in_words).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn plain(item: &Map<String, Value>, name: &str) -> Option<Value> {
    text_of(item, name).map(Value::String)
}

/// A plain number; the library takes nothing else for a total ("xii, 300").
fn count(item: &Map<String, Value>, name: &str) -> Option<Value> {
    text_of(item, name)
        .filter(|text| text.len() < 7 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .map(Value::String)
}

/// Text in which the library would see marks of its own, and from which CSL's HTML is taken.
fn formatted(item: &Map<String, Value>, name: &str) -> Option<Value> {
    text_of(item, name).map(|text| Value::String(protected(&text)))
}

fn protected(text: &str) -> String {
    let mut protected = String::new();
    for character in without_html(text).chars() {
        if matches!(character, '\\' | '{' | '}' | '$') {
            protected.push('\\');
        }
        protected.push(character);
    }
    protected
}

fn without_html(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(length) = html_tag(rest) {
            rest = &rest[length..];
            continue;
        }
        plain.push(character);
        rest = &rest[character.len_utf8()..];
    }
    plain
}

/// The length of the HTML tag with which `text` begins, one of those that CSL-JSON allows.
fn html_tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?.split_once('>')?.0;
    let name = inside.trim_start_matches('/').split(' ').next()?;
    ["i", "b", "sc", "sup", "sub", "span"].contains(&name).then_some(inside.len() + 2)
}

fn title(item: &Map<String, Value>, long: &str, short: &str) -> Option<Value> {
    let value = formatted(item, long)?;
    Some(match formatted(item, short) {
        Some(short) => json!({ "value": value, "short": short }),
        None => value,
    })
}

fn names(item: &Map<String, Value>, role: &str) -> Option<Value> {
    let people: Vec<Value> = item.get(role)?.as_array()?.iter().filter_map(|name| person(name.as_object()?)).collect();
    (!people.is_empty()).then_some(Value::Array(people))
}

fn person(name: &Map<String, Value>) -> Option<Value> {
    let family = text_of(name, "family").or_else(|| text_of(name, "literal")).or_else(|| text_of(name, "given"))?;
    let mut person = Map::new();
    set(&mut person, "name", Some(json!(family)));
    if name.contains_key("family") {
        set(&mut person, "given-name", plain(name, "given"));
    }
    let particles = [text_of(name, "dropping-particle"), text_of(name, "non-dropping-particle")];
    let prefix = particles.into_iter().flatten().collect::<Vec<_>>().join(" ");
    set(&mut person, "prefix", (!prefix.is_empty()).then(|| json!(prefix)));
    set(&mut person, "suffix", plain(name, "suffix"));
    Some(Value::Object(person))
}

fn affiliated(item: &Map<String, Value>) -> Option<Value> {
    let roles = ["translator", "director", "illustrator", "composer", "compiler", "narrator"];
    let groups: Vec<Value> = roles
        .into_iter()
        .filter_map(|role| names(item, role).map(|names| json!({ "role": role, "names": names })))
        .collect();
    (!groups.is_empty()).then_some(Value::Array(groups))
}

/// A date, if the library can say it.
fn date(item: &Map<String, Value>, name: &str) -> Option<Value> {
    date_in_words(item, name).filter(|date| is_day(date)).map(Value::String)
}

/// A date in the form of BibLaTeX (`1956-10-23/1956-11-04`, `1956~`), or in the words that stand there.
fn date_in_words(item: &Map<String, Value>, name: &str) -> Option<String> {
    let date = item.get(name)?.as_object()?;
    let about = match date.get("circa") {
        None | Some(Value::Null | Value::Bool(false)) => "",
        Some(circa) if in_words(circa).is_some_and(|circa| circa == "0" || circa.is_empty()) => "",
        Some(_) => "~",
    };
    let season = date.get("season").and_then(in_words).filter(|season| !season.is_empty());
    let day = |parts: &Value| {
        let parts = parts.as_array()?;
        let number = |at: usize| parts.get(at).and_then(in_words).and_then(|text| text.trim().parse::<i32>().ok());
        let mut text = format!("{:04}", number(0).filter(|year| (1..=9999).contains(year))?);
        for part in [number(1), number(2)] {
            let Some(part) = part.filter(|part| (1..=31).contains(part)) else { break };
            text.push_str(&format!("-{part:02}"));
        }
        Some(match season.as_deref() {
            // EDTF counts the seasons from 21.
            Some(season @ ("1" | "2" | "3" | "4")) if text.len() == 4 => format!("{text}-2{season}"),
            Some(season) if text.len() == 4 => format!("{season} {text}"),
            _ => text,
        })
    };
    if let Some(days) = date.get("date-parts").and_then(Value::as_array) {
        let days: Vec<String> = days.iter().take(2).filter_map(day).collect();
        return (!days.is_empty()).then(|| format!("{}{about}", days.join("/")));
    }
    let written = text_of(date, "raw").or_else(|| text_of(date, "literal"))?;
    Some(if about.is_empty() || !is_day(&written) { written } else { format!("{written}{about}") })
}

fn publisher(item: &Map<String, Value>) -> Option<Value> {
    let mut publisher = Map::new();
    set(&mut publisher, "name", formatted(item, "publisher"));
    set(&mut publisher, "location", formatted(item, "publisher-place").or_else(|| formatted(item, "event-place")));
    (!publisher.is_empty()).then_some(Value::Object(publisher))
}

fn address(item: &Map<String, Value>) -> Option<Value> {
    let address = text_of(item, "URL").filter(|address| address.starts_with("http"))?;
    Some(match date(item, "accessed") {
        Some(date) => json!({ "value": address, "date": date }),
        None => json!(address),
    })
}

fn serial_numbers(item: &Map<String, Value>) -> Option<Value> {
    let known = [
        ("DOI", "doi"),
        ("ISBN", "isbn"),
        ("ISSN", "issn"),
        ("PMID", "pmid"),
        ("PMCID", "pmcid"),
        ("version", "version"),
    ];
    let numbers: Map<String, Value> =
        known.into_iter().filter_map(|(theirs, ours)| Some((ours.to_owned(), plain(item, theirs)?))).collect();
    (!numbers.is_empty()).then_some(Value::Object(numbers))
}

fn is_tag(tag: &str) -> bool {
    crate::language::Language::parse(tag).is_some()
}
