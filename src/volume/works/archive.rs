//! Sources that lie in archives, written whole.
//!
//! Citation styles were made for books; a box in an archive has a signature, a
//! repository and often neither author nor date. What BibLaTeX keeps of it in `note`,
//! `howpublished`, `library`, `institution` and `location` is written here, in one order
//! and with the volume's own quotation marks, so that nothing an editor noted is lost.

use super::Writing;
use super::convert::locator_as_written;
use crate::date::{Certainty, Date, Day};
use crate::language::Language;
use crate::manuscript::Work;
use crate::source::Span;
use crate::volume::answer::CitedWork;
use crate::volume::notes::CitationForm;
use crate::volume::{Inline, Text, dates};

/// Whether the citation processor would lose what this work is known by.
pub(super) fn is_archival(work: &Work) -> bool {
    let has = |field: &str| work.fields.get(field).is_some_and(|value| !value.is_empty());
    match work.kind.to_ascii_lowercase().as_str() {
        "unpublished" | "manuscript" | "letter" | "archival" => true,
        "misc" => KEPT.iter().any(|field| has(field)) && !has("url") && !has("doi"),
        _ => false,
    }
}

/// What is kept of an archival source after its title and date, in this order.
const KEPT: [&str; 12] = [
    "note",
    "howpublished",
    "series",
    "volume",
    "number",
    "pages",
    "addendum",
    "library",
    "institution",
    "organization",
    "location",
    "address",
];

/// The work in the bibliography.
pub(super) fn reference(work: &Work, writing: Writing) -> Text {
    let names = names(work, Order::Inverted, &writing.words.and);
    let title = field(work, "title").map(|title| quoted(title, ".", writing.language));
    let rest = [field(work, "type").map(str::to_owned), date(work, writing.language)].into_iter().flatten();
    let mut sentences: Vec<String> = names.into_iter().chain(title).chain(rest).collect();
    sentences.extend(kept(work));
    let mut words = String::new();
    for sentence in sentences {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&sentence);
        if !sentence.ends_with(['.', '?', '!', '”', '“', '’', '»']) || outside(&sentence) {
            words.push('.');
        }
    }
    let mut text = vec![Inline::Text(words, work.span)];
    if let Some(url) = field(work, "url").filter(|url| url.starts_with("http")) {
        let content = vec![Inline::Text(url.to_owned(), work.span)];
        text.push(Inline::Text(" ".into(), work.span));
        text.push(Inline::Link { address: url.to_owned(), content, span: work.span });
        text.push(Inline::Text(".".into(), work.span));
    }
    text
}

/// The work where it is cited.
pub(super) fn citation(cite: &CitedWork, writing: Writing, span: Span) -> Text {
    let work = cite.work;
    let names = names(work, Order::Straight, &writing.words.and);
    let mut parts: Vec<String> = Vec::new();
    match writing.style.form() {
        CitationForm::InNotes => {
            parts.extend(names);
            parts.extend(field(work, "title").map(|title| quoted(title, ",", writing.language)));
            parts.extend(field(work, "type").map(str::to_owned));
            parts.extend(date(work, writing.language));
            parts.extend(kept(work));
        }
        CitationForm::InText => {
            let family = work.entry.authors().and_then(|authors| authors.first()).map(|person| person.name.clone());
            let label = field(work, "shorthand").or(field(work, "label")).map(str::to_owned);
            let first =
                label.or(family).or(field(work, "title").map(str::to_owned)).or_else(|| kept(work).into_iter().next());
            let year = year(work).unwrap_or_else(|| writing.words.no_date.clone());
            parts.push(format!("{} {year}", first.unwrap_or_else(|| work.key.clone())));
        }
    }
    let mut words = String::new();
    for part in parts {
        if !words.is_empty() {
            words.push_str(if words.ends_with(",”") { " " } else { ", " });
        }
        words.push_str(part.trim_end_matches('.'));
    }
    let mut text = vec![Inline::Text(words, span)];
    if let Some(locator) = locator_as_written(cite) {
        text.push(Inline::Text(", ".into(), span));
        text.extend(locator);
    }
    text
}

fn field<'w>(work: &'w Work, name: &str) -> Option<&'w str> {
    work.fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
}

/// What is kept after title and date. Names of one place are said once.
fn kept(work: &Work) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut places: Vec<&str> = Vec::new();
    for name in KEPT {
        let Some(value) = field(work, name) else { continue };
        match name {
            "library" | "institution" | "organization" | "location" | "address" => {
                if !places.contains(&value) {
                    places.push(value);
                }
            }
            _ => kept.push(value.trim_end_matches('.').to_owned()),
        }
    }
    if !places.is_empty() {
        kept.push(places.join(", "));
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// "Lind, Ottokar, and Johann Vess"
    Inverted,
    /// "Ottokar Lind and Johann Vess"
    Straight,
}

fn names(work: &Work, order: Order, and: &str) -> Option<String> {
    let authors = work.entry.authors()?;
    let straight = |person: &hayagriva::types::Person| match &person.given_name {
        Some(given) => format!("{given} {}", person.name),
        None => person.name.clone(),
    };
    let mut all: Vec<String> = authors.iter().map(straight).collect();
    if order == Order::Inverted
        && let (Some(first), Some(person)) = (all.first_mut(), authors.first())
        && let Some(given) = &person.given_name
    {
        *first = format!("{}, {given}", person.name);
    }
    match &all[..] {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{} {and} {last}", first.join(", "))),
    }
}

/// The date as a day in words, or as it was written.
fn date(work: &Work, language: &Language) -> Option<String> {
    let written = field(work, "date");
    if let Some(day) = written.and_then(day) {
        return Some(dates::in_words(&Date { from: day, to: None, certainty: Certainty::Stated }, language));
    }
    written.map(str::to_owned).or_else(|| year(work))
}

fn year(work: &Work) -> Option<String> {
    let written = field(work, "year").or(field(work, "date"))?;
    Some(written.split('-').next().unwrap_or(written).to_owned())
}

fn day(written: &str) -> Option<Day> {
    let mut parts = written.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().map(str::parse).transpose().ok()?;
    let day = parts.next().map(str::parse).transpose().ok()?;
    let good = parts.next().is_none() && month.is_none_or(|month| (1..=12).contains(&month));
    good.then_some(Day { year, month, day })
}

/// A title between the language's quotation marks, with the stop where that language sets it.
fn quoted(title: &str, stop: &str, language: &Language) -> String {
    let (open, close) = match language.primary().as_str() {
        "hu" | "pl" | "ro" => ("„", "”"),
        "de" | "cs" | "sk" | "sl" | "hr" | "bg" => ("„", "“"),
        "fr" => ("«\u{A0}", "\u{A0}»"),
        "ru" | "uk" | "be" | "it" | "es" => ("«", "»"),
        // As the styles have it in Britain, and nowhere else in English.
        "en" if language.tag().eq_ignore_ascii_case("en-GB") => ("‘", "’"),
        _ => ("“", "”"),
    };
    let american = language.tag().eq_ignore_ascii_case("en-US");
    let stopped = title.ends_with(['.', '?', '!']);
    let inside = if american && !stopped { stop } else { "" };
    format!("{open}{title}{inside}{close}")
}

/// Whether a quoted sentence still needs its full stop: everywhere but in America, it stands outside.
fn outside(sentence: &str) -> bool {
    let inner = sentence.trim_end_matches(['”', '“', '’', '»', '\u{A0}']);
    inner.len() < sentence.len() && !inner.ends_with(['.', '?', '!'])
}
