//! Works from BibLaTeX.
//!
//! The library stops at the first fault of a file. Here an entry that it refuses is told,
//! blanked out byte for byte, and the file read again: the places of all others stay.
//! Before it sees a file, what it cannot bear is taken away: entries and abbreviations
//! that refer to themselves, braces nested beyond reason, dates in other words than its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use biblatex::{Bibliography, Chunk, Entry, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

use super::{keywords, rest_of_line, unreadable, whole_character};
use crate::manuscript::Work;
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// How deep braces may be nested: the library reads them by recursion.
const DEEPEST: usize = 50;

/// What BibTeX calls fields that BibLaTeX has another name for.
const OLD_NAMES: [(&str, &str); 5] = [
    ("address", "location"),
    ("journal", "journaltitle"),
    ("school", "institution"),
    ("annote", "annotation"),
    ("year", "date"),
];

/// Fields whose text is an address or a number of somebody else's, never TeX.
const VERBATIM: [&str; 9] = ["doi", "eprint", "file", "pdf", "uri", "url", "urlraw", "verba", "verbb"];

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
    match Bibliography::from_raw(raw) {
        Ok(bibliography) => Ok((places, bibliography)),
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

/// Entries and abbreviations that lead back to themselves, which the library would follow for ever.
fn circles(raw: &RawBibliography<'_>) -> Vec<Fault> {
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in &raw.abbreviations {
        let names = pair.value.v.iter().filter_map(|chunk| match chunk.v {
            RawChunk::Abbreviation(name) => Some(name),
            RawChunk::Normal(_) => None,
        });
        leads.entry(pair.key.v).or_default().extend(names);
    }
    let mut faults = Vec::new();
    for pair in raw.abbreviations.iter().filter(|pair| leads_back(&[pair.key.v], &leads)) {
        let why = format!("the abbreviation `{}` stands for itself", pair.key.v);
        faults.push(Fault::new(pair.key.span.start..pair.value.span.end, pair.key.span.clone(), why));
    }
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in &raw.entries {
        let names: Vec<&str> = values_of(&entry.v, &["crossref", "xdata"]);
        for name in names_of(&entry.v) {
            leads.entry(name).or_default().extend(names.iter().copied());
        }
    }
    for entry in raw.entries.iter().filter(|entry| leads_back(&names_of(&entry.v), &leads)) {
        let why = format!("`{}` refers to itself", entry.v.key.v);
        faults.push(Fault::new(entry.span.clone(), entry.v.key.span.clone(), why));
    }
    faults
}

/// The keys that fields of these names hold, separated by commas.
fn values_of<'s>(entry: &RawEntry<'s>, names: &[&str]) -> Vec<&'s str> {
    let wanted = entry.fields.iter().filter(|pair| names.contains(&pair.key.v.to_lowercase().as_str()));
    let texts = wanted.flat_map(|pair| &pair.value.v).map(|chunk| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
    });
    texts.flat_map(|text| text.split([',', '{', '}'])).map(str::trim).filter(|key| !key.is_empty()).collect()
}

/// The key of an entry, and whatever else it is known by.
fn names_of<'s>(entry: &RawEntry<'s>) -> Vec<&'s str> {
    [entry.key.v].into_iter().chain(values_of(entry, &["ids"])).collect()
}

/// Whether a thing of these names leads to one of them, by whatever way.
fn leads_back(names: &[&str], leads: &BTreeMap<&str, Vec<&str>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = names.iter().filter_map(|name| leads.get(name)).flatten().copied().collect();
    while let Some(name) = open.pop() {
        if names.contains(&name) {
            return true;
        }
        if seen.insert(name) {
            open.extend(leads.get(name).into_iter().flatten());
        }
    }
    false
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
        let fields = fields(&entry);
        let written = fields.iter().filter(|(name, _)| entry.fields.contains_key(*name));
        for (name, text) in written.filter(|(name, text)| is_unreadable_date(name, text)) {
            let message = format!("the `{name}` of `{}` is no date: `{text}`", entry.key);
            let problem = Diagnostic::new(Code::IncompleteWork, span, message);
            report.push(problem.hint("a date is written as 1956, 1956-10 or 1956-10-24"));
        }
        match hayagriva::Entry::try_from(&for_the_library(&entry)) {
            Ok(read) => works.push(Work {
                key: entry.key.clone(),
                entry: read,
                kind: kind.clone(),
                keywords: fields.get("keywords").map(|text| keywords(text)).unwrap_or_default(),
                fields,
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

/// The entry without what TeX writes in its own way and the library lets stand: ties, and quotation marks.
fn in_unicode(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    for (_, chunks) in entry.fields.iter_mut().filter(|(name, _)| !VERBATIM.contains(&name.as_str())) {
        for chunk in chunks {
            if let Chunk::Normal(text) | Chunk::Verbatim(text) = &mut chunk.v
                && text.contains(['~', '`', '\''])
            {
                *text = text.replace('~', "\u{A0}").replace("``", "“").replace("''", "”").replace('`', "‘");
            }
        }
    }
    entry
}

/// Every field in plain text, under its own name, and under BibLaTeX's where that is another.
fn fields(entry: &Entry) -> BTreeMap<String, String> {
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

/// The entry as the library can bear it: dates that it can read, and subtitles, which it forgets, in their titles.
fn for_the_library(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    let fields = fields(&entry);
    for name in fields.iter().filter(|(name, text)| is_unreadable_date(name, text)).map(|(name, _)| name) {
        entry.remove(name);
    }
    // "Allison and Busby" is one publisher to every reader, and two to the library.
    for name in ["publisher", "institution", "organization", "school", "location", "address"] {
        for chunk in entry.fields.get_mut(name).into_iter().flatten() {
            if let Chunk::Normal(text) = &chunk.v {
                chunk.v = Chunk::Verbatim(text.clone());
            }
        }
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

/// Whether a field should be a date and is none that the library can read. Of a range it takes the end.
fn is_unreadable_date(name: &str, text: &str) -> bool {
    let number =
        |text: &str, most: usize| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    let within = |text: &str, range: Range<u32>| number(text, 2) && text.parse().is_ok_and(|n| range.contains(&n));
    let day = |text: &str| {
        let parts: Vec<&str> = text.trim_end_matches(['?', '~', '%']).split('-').collect();
        match parts[..] {
            [year] => number(year, 4) && year.len() == 4,
            [year, month] => number(year, 4) && year.len() == 4 && within(month, 1..13),
            [year, month, day] => number(year, 4) && year.len() == 4 && within(month, 1..13) && within(day, 1..32),
            _ => false,
        }
    };
    match name {
        "date" | "urldate" | "eventdate" | "origdate" => !text.split('/').all(day) || text.split('/').count() > 2,
        "year" => !number(text, 4) || text.len() != 4,
        "month" => !within(text, 1..13) && (text.len() < 3 || !text.chars().all(char::is_alphabetic)),
        "day" => !within(text, 1..32),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::trial::mutilated;
    use crate::source::Sources;

    const WORKS: &str = r#"@string{ceu = "CEU Press"}
@book{bekes2002,
  editor    = {Békés, Csaba and Byrne, Malcolm},
  title     = {The 1956 {Hungarian} Revolution},
  subtitle  = {A History in Documents},
  publisher = ceu,
  address   = {Budapest},
  date      = {2002},
  keywords  = {primary, collections},
}
@incollection{kesler1987, author={Kesler, Charles R.}, title={Federalist 10}, crossref={saving}, pages={13--39}}
@collection{saving, title={Saving the Revolution}, editor={Kesler, Charles R.}, year={1987}}
@unpublished{gromyko, title={Note to the CC}, note={AVP RF, F. 059a, Op. 4}, keywords={archive}}
"#;

    fn read_all(text: &str) -> (Vec<Work>, Vec<String>) {
        let sources = Sources::from_texts([("book/works.bib", text)]);
        let mut report = Report::default();
        let works = read(text, sources.find("book/works.bib").unwrap(), &mut report);
        let told = report.sorted();
        let told = told.iter().map(|problem| {
            let (line, _) = sources.line_and_column(problem.span.unwrap());
            format!("{}: {line}: {}", problem.code.name(), sources.text(problem.span.unwrap()))
        });
        (works, told.collect())
    }

    fn keys(works: &[Work]) -> Vec<&str> {
        works.iter().map(|work| work.key.as_str()).collect()
    }

    #[test]
    fn a_work_keeps_what_the_library_forgets() {
        let (works, told) = read_all(WORKS);
        assert!(told.is_empty(), "{told:?}");
        assert_eq!(keys(&works), ["bekes2002", "kesler1987", "saving", "gromyko"]);
        let book = &works[0];
        assert_eq!((book.kind.as_str(), &WORKS[book.span.range()]), ("book", "bekes2002"));
        assert_eq!(book.keywords, ["primary", "collections"]);
        assert_eq!(book.fields["title"], "The 1956 Hungarian Revolution");
        assert_eq!((book.fields["location"].as_str(), book.fields["publisher"].as_str()), ("Budapest", "CEU Press"));
        assert_eq!(works[3].fields["note"], "AVP RF, F. 059a, Op. 4");
        assert_eq!(works[3].kind, "unpublished");
    }

    #[test]
    fn a_subtitle_belongs_to_the_title() {
        let title = |text: &str| read_all(text).0[0].entry.title().unwrap().to_string();
        assert_eq!(title(WORKS), "The 1956 Hungarian Revolution: A History in Documents");
        assert_eq!(title("@book{a, title={Where?}, subtitle={There}}"), "Where? There");
    }

    #[test]
    fn a_part_learns_from_the_whole_it_stands_in() {
        let (works, _) = read_all(WORKS);
        assert_eq!(works[1].entry.parents()[0].title().unwrap().to_string(), "Saving the Revolution");
        assert_eq!(works[1].fields["booktitle"], "Saving the Revolution");
    }

    #[test]
    fn tex_becomes_text() {
        let text = r#"@book{a, title={The F{\oe}deralist \& {\'E}tat, 1776--1787}, publisher={Simon \& Schuster}, author={Gomu{\l}ka, W{\l}adys{\l}aw and Kov{\'a}cs, B\'{e}la and Br{\"u}hl, J.}, note={pp.~3, ``so''}, url={https://x.org/~a_b}}"#;
        let (works, told) = read_all(text);
        assert!(told.is_empty(), "{told:?}");
        let work = &works[0];
        assert_eq!(work.entry.title().unwrap().to_string(), "The Fœderalist & État, 1776–1787");
        assert_eq!(work.fields["title"], "The Fœderalist & État, 1776–1787");
        assert_eq!(work.entry.publisher().unwrap().name().unwrap().to_string(), "Simon & Schuster");
        assert_eq!(work.fields["author"], "Gomułka, Władysław and Kovács, Béla and Brühl, J.");
        assert_eq!(work.entry.authors().unwrap()[0].name, "Gomułka");
        assert_eq!(work.fields["note"], "pp.\u{A0}3, “so”");
        assert_eq!(work.fields["url"], "https://x.org/~a_b");
    }

    #[test]
    fn a_bad_entry_does_not_lose_the_others() {
        let text = "@book{a, title={A}}\n@book{b, title={B, year=1999}\n@book{c, title={C}}\n@book{d, title=}\n@book{e, title={E}}\n";
        let (works, told) = read_all(text);
        assert_eq!(keys(&works), ["a", "c", "e"]);
        assert_eq!(told, ["bad-bibliography: 2: @book{b, title={B, year=1999}", "bad-bibliography: 4: }"]);
    }

    #[test]
    fn what_an_entry_lacks_is_told_where_it_stands() {
        assert_eq!(read_all("@book{a, publisher = ceu}\n").1, ["bad-bibliography: 1: ceu"]);
        assert_eq!(read_all("@book{, title={A}}\n").1.len(), 1);
        let (works, told) = read_all("@book{a, title={A}}\n@book{a, title={B}}\n@book{b, title={C}}");
        assert_eq!((keys(&works), told), (vec!["a", "b"], vec!["duplicate-name: 2: a".to_owned()]));
    }

    #[test]
    fn what_refers_to_itself_is_told_and_not_followed() {
        let text =
            "@book{a, crossref={b}}\n@book{b, xdata={x, a}}\n@book{c, title={C}}\n@book{d, ids={dd}, crossref={dd}}\n";
        let (works, told) = read_all(text);
        assert_eq!(keys(&works), ["c"]);
        assert_eq!(told.len(), 3, "{told:?}");
        let (works, told) = read_all("@string{a = b # \"x\"}\n@string{b = a}\n@book{c, title={C}}\n");
        assert_eq!((keys(&works), told.len()), (vec!["c"], 2), "{told:?}");
    }

    #[test]
    fn a_date_that_is_none_stays_as_written() {
        for (field, text) in
            [("year", "forthcoming"), ("date", "- 1956"), ("date", "1956-00"), ("date", "19560"), ("month", "0")]
        {
            let (works, told) = read_all(&format!("@book{{a, title={{A}}, {field}={{{text}}}}}"));
            assert_eq!(told, ["incomplete-work: 1: a"], "{text}");
            assert_eq!(works[0].fields[field], text);
        }
        for date in ["1956", "1956-10", "1956-10-24", "1956/1957", "1956?"] {
            let (works, told) = read_all(&format!("@book{{a, title={{A}}, date={{{date}}}}}"));
            assert!(told.is_empty() && works[0].entry.date().is_some(), "{date}");
        }
        assert_eq!(read_all("@book{a, title={A}, year=1956, month=oct}").0[0].entry.date().unwrap().month, Some(9));
    }

    #[test]
    fn braces_beyond_reason_are_refused() {
        let deep = format!("@book{{a, title={}x{}}}\n@book{{b, title={{B}}}}\n", "{".repeat(9999), "}".repeat(9999));
        let (works, told) = read_all(&deep);
        assert_eq!((keys(&works), told.len()), (vec!["b"], 1));
        let commands = format!("@book{{a, title={{{}x{}}}}}\n", "\\emph{".repeat(9999), "}".repeat(9999));
        assert_eq!(read_all(&commands).1.len(), 1);
    }

    #[test]
    fn no_bibliography_makes_the_reader_panic() {
        mutilated(WORKS).for_each(|text| drop(read_all(&text)));
        let odd = [
            "",
            "-",
            "/",
            "..",
            "½½",
            "12345678901",
            "-1",
            "+",
            "I",
            "1-",
            "1--",
            "~",
            "{",
            "\\",
            "\\'",
            "$",
            "and",
            ",",
            "Á",
        ];
        let fields = [
            "author", "title", "date", "year", "month", "day", "urldate", "pages", "volume", "number", "url", "edition",
        ];
        for field in fields.into_iter().chain([
            "editortype",
            "langid",
            "language",
            "volumes",
            "pagetotal",
            "ids",
            "chapter",
            "crossref",
        ]) {
            for value in odd {
                read_all(&format!("@incollection{{a, title={{A}}, booktitle={{B}}, {field}={{{value}}}}}"));
            }
        }
    }
}
