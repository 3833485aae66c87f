//! Sources that lie in archives, written whole.
//!
//! Citation styles were made for books; a box in an archive has a signature, a
//! repository and often neither author nor date. What is known of it ([`Holding`]) is written
//! here, in one order and with the style's own quotation marks.

use super::Writing;
use super::convert::{locator_as_written, typographic};
use super::holding::{Holding, Titled, field};
use super::{dated, holding};
use crate::manuscript::Work;
use crate::source::Span;
use crate::volume::harvest::CitedWork;
use crate::volume::notes::CitationForm;
use crate::volume::{Inline, Text, capitalised};

/// Whether the citation processor would lose what this work is known by: it lies in an archive, and was not published.
pub(super) fn is_archival(work: &Work) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| field(work, name).is_some());
    if has(&["doi", "isbn", "journaltitle"]) {
        return false;
    }
    match work.kind.to_ascii_lowercase().as_str() {
        "unpublished" | "manuscript" | "letter" | "archival" | "archive" | "personal_communication" => true,
        // Books and articles may say which library has them, and are no less published.
        "book" | "article" | "incollection" | "inbook" | "collection" | "chapter" | "article-journal" | "thesis" => {
            false
        }
        "misc" => {
            has(&["library", "collection", "shelfmark"])
                || (has(&["note", "howpublished", "institution", "organization", "number"]) && !has(&["url"]))
        }
        _ => has(&["library", "collection", "shelfmark"]) && !has(&["publisher"]),
    }
}

/// How much of a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// What is left to say where its archive and its fonds stand above it.
    BelowFonds,
}

/// The work in the bibliography.
pub(super) fn reference(work: &Work, extent: Extent, writing: Writing) -> Text {
    let mut known = Holding::of(work, writing);
    if extent == Extent::BelowFonds {
        known.archive = None;
        let fonds = holding::fonds(work);
        known.shelf.retain(|part| fonds.is_none_or(|fonds| fonds.trim_end_matches('.') != part));
    }
    let title = known.title.as_ref().map(|title| match known.titled {
        Titled::Item => quoted(title, ".", writing),
        Titled::Holding => title.clone(),
    });
    let mut sentences: Vec<String> = known.names_inverted.into_iter().chain(title).collect();
    sentences.extend(known.particulars.iter().map(|particular| begun(particular)));
    sentences.extend((!known.shelf.is_empty()).then(|| begun_shelf(&known.shelf.join(", "))));
    sentences.extend(known.archive);
    sentences.extend(known.ends.iter().map(|end| begun(end)));
    let mut words = String::new();
    for sentence in sentences {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&sentence);
        if !ends_itself(&sentence) {
            words.push('.');
        }
    }
    let words = typographic(&words, "");
    let mut text = if words.is_empty() { Text::new() } else { vec![Inline::Text(words, work.span)] };
    if let Some(url) = known.url {
        let content = vec![Inline::Text(url.clone(), work.span)];
        text.push(Inline::Text(" ".into(), work.span));
        text.push(Inline::Link { address: url, content, span: work.span });
        text.push(Inline::Text(".".into(), work.span));
    }
    text
}

/// The work where it is cited.
pub(super) fn citation(cite: &CitedWork, writing: Writing, span: Span) -> Text {
    let work = cite.work;
    let known = Holding::of(work, writing);
    let mut parts: Vec<String> = Vec::new();
    match writing.style.form() {
        CitationForm::InNotes => {
            let title = known.title.as_ref().map(|title| match known.titled {
                Titled::Item => quoted(title, ",", writing),
                Titled::Holding => title.clone(),
            });
            parts.extend(known.names_straight.into_iter().chain(title));
            parts.extend(known.particulars.into_iter().chain(known.shelf));
            parts.extend(known.archive.into_iter().chain(known.ends));
        }
        CitationForm::InText => {
            let family = work.entry.authors().and_then(|authors| authors.first()).map(|person| person.name.clone());
            let label = field(work, "shorthand").or(field(work, "label")).map(str::to_owned);
            let first = label.or(family).or(known.title).or_else(|| known.shelf.into_iter().next()).or(known.archive);
            let date = dated::in_words(work, writing).unwrap_or_else(|| writing.words.no_date.clone());
            let year = if crate::date::Day::parse(field(work, "date").unwrap_or("")).is_ok() {
                field(work, "date").unwrap_or("").split('-').next().unwrap_or("").to_owned()
            } else {
                date
            };
            parts.push(format!("{} {year}", first.unwrap_or_else(|| work.key.clone())));
        }
    }
    let mut words = String::new();
    for part in parts {
        if !words.is_empty() {
            let stopped = words.trim_end_matches(['”', '’', '»', '“', '\u{A0}']).ends_with(',');
            words.push_str(if stopped { " " } else { ", " });
        }
        words.push_str(part.trim_end_matches('.'));
    }
    let mut text = vec![Inline::Text(typographic(&words, ""), span)];
    if let Some(locator) = locator_as_written(cite) {
        text.push(Inline::Text(", ".into(), span));
        text.extend(locator);
    }
    text
}

/// A title between the style's quotation marks, with the stop within them where its language sets it there.
fn quoted(title: &str, stop: &str, writing: Writing) -> String {
    let (open, close) = writing.style.quotation_marks();
    let stopped = title.ends_with(['.', '?', '!']);
    let inside = if writing.style.stops_within_quotes() && !stopped { stop } else { "" };
    format!("{open}{title}{inside}{close}")
}

/// Whether a sentence has its own end: not a quotation mark, which stands before the full stop everywhere but in America.
fn ends_itself(sentence: &str) -> bool {
    sentence.trim_end_matches(['”', '’', '“', '»', '\u{A0}', ' ']).ends_with(['.', '?', '!'])
}

/// A sentence with its first letter: not that of an abbreviation ("c. 1850").
fn begun(sentence: &str) -> String {
    let is_word = sentence.split(' ').next().is_some_and(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'));
    if is_word { capitalised(sentence) } else { sentence.to_owned() }
}

/// A signature at the beginning of a sentence: "Box 5", but `f 3` where an archive writes it so.
fn begun_shelf(shelf: &str) -> String {
    let word = shelf.split(' ').next().unwrap_or_default();
    if word.chars().count() > 2 { begun(shelf) } else { shelf.to_owned() }
}
