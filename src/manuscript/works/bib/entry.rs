//! An entry of BibLaTeX becomes a work.
//!
//! What TeX writes in its own way becomes letters; fields that others name otherwise stand
//! under BibLaTeX's names too; and the library is handed no more than it can bear, for it
//! forgets what it does not know and refuses a work for one date that it cannot read.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Chunk, Entry, EntryType, Spanned};

use crate::manuscript::works::is_day;

/// What others call fields that BibLaTeX has another name for, and what users call those of an archive, for which it has
/// none of its own.
const OLD_NAMES: [(&str, &str); 14] = [
    ("address", "location"),
    ("journal", "journaltitle"),
    ("school", "institution"),
    ("annote", "annotation"),
    ("year", "date"),
    ("archive", "library"),
    ("archiveplace", "location"),
    ("archive_place", "location"),
    ("archivecollection", "collection"),
    ("archive_collection", "collection"),
    ("archivelocation", "shelfmark"),
    ("archive_location", "shelfmark"),
    ("librarylocation", "shelfmark"),
    ("callnumber", "shelfmark"),
];

/// Fields whose text is an address, a date or a number of somebody else's, never TeX.
const VERBATIM: [&str; 13] = [
    "date",
    "doi",
    "eprint",
    "eventdate",
    "file",
    "origdate",
    "pdf",
    "uri",
    "url",
    "urldate",
    "urlraw",
    "verba",
    "verbb",
];

/// The entry without what TeX writes in its own way and the library lets stand: ties, quotation marks, emphasis.
pub(super) fn in_unicode(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    for (_, chunks) in entry.fields.iter_mut().filter(|(name, _)| !VERBATIM.contains(&name.as_str())) {
        for chunk in chunks {
            if let Chunk::Normal(text) | Chunk::Verbatim(text) = &mut chunk.v
                && text.contains(['~', '`', '\'', '\\'])
            {
                *text = text.replace('~', "\u{A0}").replace("``", "“").replace("''", "”").replace('`', "‘");
                *text = undressed(text);
            }
        }
    }
    entry
}

/// `text` without the commands that only dress words (`\emph{Pravda}`), and with quotation marks for those that quote.
fn undressed(text: &str) -> String {
    const DRESS: [&str; 11] = [
        "emph",
        "textit",
        "textbf",
        "textsc",
        "textsl",
        "textup",
        "textnormal",
        "textsuperscript",
        "mkbibemph",
        "foreignquote",
        "mbox",
    ];
    const QUOTE: [&str; 2] = ["enquote", "mkbibquote"];
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, command)) = rest.split_once('\\') {
        plain.push_str(before);
        let name = &command[..command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len())];
        let inside = command[name.len()..].strip_prefix('{').and_then(|inside| Some((inside, closing(inside)?)));
        match inside {
            Some((inside, end)) if DRESS.contains(&name) || QUOTE.contains(&name) => {
                let words = undressed(&inside[..end]);
                plain.push_str(&if QUOTE.contains(&name) { format!("“{words}”") } else { words });
                rest = &inside[end + 1..];
            }
            _ => {
                plain.push('\\');
                rest = command;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Where the brace is closed that was opened before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
        None
    })
}

/// Gives `entry` what it has not itself of the fields in `common`, an entry of kind `xdata`.
pub(super) fn inherit(entry: &mut Entry, common: &Entry) {
    for (name, chunks) in common.fields.iter().filter(|(name, _)| !["ids", "xdata"].contains(&name.as_str())) {
        if entry.get(name).is_none() {
            entry.set(name, chunks.clone());
        }
    }
}

/// Every field in plain text, under its own name, and under BibLaTeX's where that is another.
pub(super) fn fields(entry: &Entry) -> BTreeMap<String, String> {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    for (name, chunks) in &entry.fields {
        let text: String = chunks
            .iter()
            .map(|chunk| match &chunk.v {
                Chunk::Normal(text) | Chunk::Verbatim(text) | Chunk::Math(text) => text.as_str(),
            })
            .collect();
        fields.insert(name.clone(), text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    }
    if let (None, Some(date)) = (fields.get("date"), date_of_parts(&fields)) {
        fields.insert("date".to_owned(), date);
    }
    for (old, new) in OLD_NAMES {
        if let Some(text) = fields.get(old).cloned() {
            fields.entry(new.to_owned()).or_insert(text);
        }
    }
    fields
}

/// A piece of a title in pieces, those words kept as they are that the library would write large after a comma:
/// "Moscow, Budapest, and the Revolt".
fn small_words_kept(chunk: &Spanned<Chunk>) -> Vec<Spanned<Chunk>> {
    const SMALL: [&str; 18] = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "nor", "of", "on", "or", "the", "to", "with",
        "yet",
    ];
    let Chunk::Normal(text) = &chunk.v else { return vec![chunk.clone()] };
    let piece = |piece: Chunk| Spanned { v: piece, span: chunk.span.clone() };
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some(comma) = rest.find([',', ';']) {
        let (before, after) = rest.split_at(comma + 1);
        plain.push_str(before);
        rest = after;
        let word = rest.trim_start();
        let length = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        if word.len() < rest.len() && SMALL.contains(&&word[..length]) {
            plain.push_str(&rest[..rest.len() - word.len()]);
            pieces.push(piece(Chunk::Normal(std::mem::take(&mut plain))));
            pieces.push(piece(Chunk::Verbatim(word[..length].to_owned())));
            rest = &word[length..];
        }
    }
    plain.push_str(rest);
    pieces.push(piece(Chunk::Normal(plain)));
    pieces
}

/// The date of an entry that says year, month and day apart: `1956-10-24`.
fn date_of_parts(fields: &BTreeMap<String, String>) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = |name: &str| fields.get(name)?.parse::<u8>().ok();
    let month = number("month").or_else(|| {
        let month = fields.get("month")?.to_lowercase();
        Some(MONTHS.iter().position(|name| month.starts_with(name))? as u8 + 1)
    })?;
    let date = format!("{}-{month:02}", fields.get("year")?);
    let date = number("day").map_or_else(|| date.clone(), |day| format!("{date}-{day:02}"));
    is_day(&date).then_some(date)
}

/// The entry as the library can bear it: dates that it can say, subtitles, which it forgets, in their titles, and the
/// first publication as a work of its own kind.
pub(super) fn for_the_library(entry: &Entry, fields: &BTreeMap<String, String>) -> Entry {
    let mut entry = entry.clone();
    for name in ["urldate", "eventdate", "origdate"] {
        if fields.get(name).is_some_and(|text| is_unreadable_date(name, text)) {
            entry.remove(name);
        }
    }
    // What is no single day, month or year is said by us, in the place of "no date".
    if fields.get("date").is_some_and(|date| !is_day(date)) {
        for name in ["date", "year", "month", "day"] {
            entry.remove(name);
        }
    }
    for name in ["month", "day"] {
        if fields.get(name).is_some_and(|text| is_unreadable_date(name, text)) {
            entry.remove(name);
        }
    }
    // "Allison and Busby" is one publisher to every reader, and two to the library.
    for name in ["publisher", "institution", "organization", "school", "location", "address"] {
        for chunk in entry.fields.get_mut(name).into_iter().flatten() {
            if let Chunk::Normal(text) = &chunk.v {
                chunk.v = Chunk::Verbatim(text.clone());
            }
        }
    }
    // Whose thesis or report it is, and who keeps a site, stand where a publisher would.
    let responsible = match entry.entry_type {
        EntryType::Thesis | EntryType::PhdThesis | EntryType::MastersThesis => Some("institution"),
        EntryType::Report | EntryType::TechReport => Some("institution"),
        EntryType::Online => Some("organization"),
        _ => None,
    };
    if let Some(name) = responsible.filter(|_| entry.get("publisher").is_none())
        && let Some(chunks) = entry.get(name).or_else(|| entry.get("school")).map(<[_]>::to_vec)
    {
        entry.set("publisher", chunks);
    }
    for name in ["title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle"] {
        if let Some(chunks) = entry.fields.get_mut(name) {
            *chunks = chunks.drain(..).flat_map(|chunk| small_words_kept(&chunk)).collect();
        }
    }
    for whole in ["title", "booktitle", "maintitle", "journaltitle", "issuetitle"] {
        let subtitle = entry.remove(&whole.replace("title", "subtitle"));
        let old = if whole == "journaltitle" && !entry.fields.contains_key(whole) { "journal" } else { whole };
        if let (Some(title), Some(subtitle)) = (entry.fields.get_mut(old), subtitle) {
            let asks =
                matches!(title.last().map(|chunk| &chunk.v), Some(Chunk::Normal(text)) if text.ends_with(['?', '!']));
            title.push(Spanned::detached(Chunk::Normal(if asks { " " } else { ": " }.to_owned())));
            title.extend(subtitle);
        }
    }
    entry
}

/// `1956-21`: a season of EDTF, spring to winter.
fn is_season(text: &str) -> bool {
    text.split_once('-').is_some_and(|(year, season)| is_day(year) && ["21", "22", "23", "24"].contains(&season))
}

/// Whether a field should be a date and is none: one in words ("autumn 1956", "forthcoming") is printed as it stands.
pub(super) fn is_unreadable_date(name: &str, text: &str) -> bool {
    let within = |text: &str, range: Range<u32>| {
        (1..=2).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse().is_ok_and(|number| range.contains(&number))
    };
    let in_words = text.chars().any(char::is_alphabetic);
    match name {
        "date" | "urldate" | "eventdate" | "origdate" | "year" => {
            let ends: Vec<&str> = text.split('/').map(|end| end.trim_end_matches(['?', '~', '%'])).collect();
            let open = |end: &str| ends.len() == 2 && (end.is_empty() || end == "..");
            !in_words && (ends.len() > 2 || !ends.iter().all(|end| is_day(end) || is_season(end) || open(end)))
        }
        "month" => !within(text, 1..13) && (text.len() < 3 || !text.chars().all(char::is_alphabetic)),
        "day" => !within(text, 1..32),
        _ => false,
    }
}
