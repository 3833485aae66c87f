//! Works from BibLaTeX.
//!
//! The library stops at the first fault of a file. Here an entry that it refuses is told,
//! blanked out byte for byte, and the file read again: the places of all others stay.
//! Before it sees a file, what it cannot bear is taken away: entries and abbreviations
//! that refer to themselves, braces nested beyond reason; and every entry is made ready for
//! it ([`entry`]).

mod circles;
mod entry;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Bibliography, ParseErrorKind, RawBibliography, RawEntry, Spanned};

use circles::{circles, values_of};
use entry::{for_the_library, in_unicode, inherit, is_unreadable_date};

use super::{keywords, rest_of_line, unreadable, whole_character, with_original};
use crate::manuscript::Work;
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// How deep braces may be nested: the library reads them by recursion.
const DEEPEST: usize = 50;

/// Reads the works of a file.
pub(super) fn read(text: &str, file: FileId, report: &mut Report) -> Vec<Work> {
    let mut text = text.to_owned();
    // Every turn but the last blanks out an entry, so that the end is reached.
    loop {
        let faults = match parsed(&text) {
            Ok((places, bibliography)) => return works(&text, &places, &bibliography, file, report),
            Err(faults) => faults,
        };
        for Fault { code, entry, at, why } in faults {
            let line = rest_of_line(&text, at.start);
            let at = if at.is_empty() { line } else { line.start..whole_character(&text, at.end).max(line.start) };
            let span = Span::new(file, at.start, at.end);
            report.push(match code {
                Code::BadBibliography => unreadable(span, why),
                code => Diagnostic::new(code, span, why),
            });
            blank_out(&mut text, entry);
        }
    }
}

/// An entry that cannot be read: all of it, where the fault is, and what.
struct Fault {
    code: Code,
    entry: Range<usize>,
    at: Range<usize>,
    why: String,
}

impl Fault {
    fn new(entry: Range<usize>, at: Range<usize>, why: impl Into<String>) -> Fault {
        Fault { code: Code::BadBibliography, entry, at, why: why.into() }
    }
}

/// Where the entries stand: by key, that of the entry and its kind as written.
type Places = BTreeMap<String, (Range<usize>, String)>;

fn parsed(text: &str) -> Result<(Places, Bibliography), Vec<Fault>> {
    if let Some(at) = too_deep(text) {
        return Err(vec![Fault::new(chunk_at(text, at), at..at + 1, "braces are nested too deep")]);
    }
    let raw = RawBibliography::parse(text).map_err(|error| syntax_faults(text, &error))?;
    let faults = circles(&raw);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut places = Places::new();
    for Spanned { v: entry, span } in &raw.entries {
        let place = (entry.key.span.clone(), entry.kind.v.to_lowercase());
        let (code, why) = if entry.key.v.is_empty() {
            (Code::BadBibliography, "an entry needs a key".to_owned())
        } else if places.insert(entry.key.v.to_owned(), place).is_some() {
            (Code::DuplicateName, format!("there are two works `{}`", entry.key.v))
        } else {
            continue;
        };
        return Err(vec![Fault { code, entry: span.clone(), at: entry.key.span.clone(), why }]);
    }
    let spans: Vec<Range<usize>> = raw.entries.iter().map(|entry| entry.span.clone()).collect();
    // The library hands on from an `xdata` only what it knows of the kind of entry: no repository, no shelfmark.
    let keys = |entry: &Spanned<RawEntry<'_>>| values_of(&entry.v, &["xdata"]).into_iter().map(str::to_owned).collect();
    let heirs: Vec<(String, Vec<String>)> =
        raw.entries.iter().map(|entry| (entry.v.key.v.to_owned(), keys(entry))).collect();
    match Bibliography::from_raw(raw) {
        Ok(mut bibliography) => {
            for (heir, common) in heirs {
                for common in common.iter().filter_map(|key| bibliography.get(key).cloned()).collect::<Vec<_>>() {
                    bibliography.get_mut(&heir).into_iter().for_each(|entry| inherit(entry, &common));
                }
            }
            Ok((places, bibliography))
        }
        Err(error) => {
            let holds = |span: &&Range<usize>| span.contains(&error.span.start);
            let entry = spans.iter().find(holds).cloned().unwrap_or(0..text.len());
            Err(vec![Fault::new(entry, error.span.clone(), in_words(&error.kind))])
        }
    }
}

/// What is wrong with each stretch of the file that cannot be read by itself.
fn syntax_faults(text: &str, error: &biblatex::ParseError) -> Vec<Fault> {
    let mut faults = Vec::new();
    for chunk in chunks(text) {
        let Err(error) = RawBibliography::parse(&text[chunk.clone()]) else { continue };
        let (start, end) = (chunk.start + error.span.start, chunk.start + error.span.end);
        // What is missed at the very end is marked where the entry begins: nobody looks for it after the last word.
        let unclosed = text[start..chunk.end].trim().is_empty();
        faults.push(if unclosed {
            Fault::new(chunk.clone(), chunk.start..chunk.start, in_words(&ParseErrorKind::UnexpectedEof))
        } else {
            let missed = error.kind == ParseErrorKind::UnexpectedEof;
            let why = if missed { "a value stands in braces".to_owned() } else { in_words(&error.kind) };
            Fault::new(chunk, start..end, why)
        });
    }
    if faults.is_empty() {
        let entry = chunk_at(text, error.span.start);
        faults.push(Fault::new(entry, error.span.clone(), in_words(&error.kind)));
    }
    faults
}

/// The stretches of a file that begin with an entry at the beginning of a line.
fn chunks(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let entry = line.trim_start();
        let kind = entry.strip_prefix('@').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_alphabetic).count());
        if kind > 0 && entry[kind + 1..].trim_start().starts_with('{') && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn chunk_at(text: &str, at: usize) -> Range<usize> {
    chunks(text).into_iter().find(|chunk| chunk.contains(&at)).unwrap_or(0..text.len())
}

/// Puts spaces where an entry was, as many as its bytes.
fn blank_out(text: &mut String, entry: Range<usize>) {
    let blank: String = text[entry.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(entry, &blank);
}

/// Where braces are nested deeper than anybody means.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            // An entry at the beginning of a line is in nothing, whatever was left open before it.
            b'@' if text[..at].ends_with('\n') => depth = 0,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

fn in_words(kind: &ParseErrorKind) -> String {
    match kind {
        ParseErrorKind::UnexpectedEof => "this is never closed: a brace or a quotation mark is missing".to_owned(),
        ParseErrorKind::UnknownAbbreviation(name) => format!("`{name}` is no abbreviation; text stands in braces"),
        other => other.to_string(),
    }
}

fn works(text: &str, places: &Places, bibliography: &Bibliography, file: FileId, report: &mut Report) -> Vec<Work> {
    let mut works = Vec::new();
    for entry in bibliography.iter() {
        let Some((place, kind)) = places.get(&entry.key) else { continue };
        let span = Span::new(file, place.start, place.end);
        if kind == "xdata" {
            continue;
        }
        let entry = in_unicode(entry);
        let fields = entry::fields(&entry);
        let written = fields.iter().filter(|(name, _)| entry.fields.contains_key(*name));
        for (name, text) in written.filter(|(name, text)| is_unreadable_date(name, text)) {
            let message = format!("the `{name}` of `{}` is no date: `{text}`", entry.key);
            let problem = Diagnostic::new(Code::IncompleteWork, span, message);
            report.push(problem.hint("a date is written as 1956, 1956-10 or 1956-10-24"));
        }
        match hayagriva::Entry::try_from(&for_the_library(&entry, &fields)) {
            Ok(read) => works.push(Work {
                key: entry.key.clone(),
                entry: with_original(read, &fields),
                kind: kind.clone(),
                keywords: fields.get("keywords").map(|text| keywords(text)).unwrap_or_default(),
                fields,
                annotation: Vec::new(),
                span,
            }),
            Err(error) => {
                // What the library has put together itself has no place in the file.
                let placed = error.span.start < error.span.end && error.span.end <= text.len();
                let place = if placed { error.span.clone() } else { place.clone() };
                let (start, end) = (whole_character(text, place.start), whole_character(text, place.end));
                report.push(unreadable(Span::new(file, start, end), error.kind));
            }
        }
    }
    works
}
