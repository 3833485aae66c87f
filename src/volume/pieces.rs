//! The pieces of the volume, each made from its place in the outline.
//!
//! Where everything stands is settled before any text is read ([`super::located`]); then
//! [`make`] reads the texts of one piece, in the order of print.

use std::collections::BTreeMap;

use super::answer::{Answering, Citations, Here};
use super::names::Thing;
use super::outline::{self, Home, Origin, Outline};
use super::quoting::without_calls;
use super::references::made;
use super::walk::plain;
use super::words::filled;
use super::{
    AddressLine, Document, Entry, EntryId, Essay, Event, EventId, Inline, Listed, Piece, PieceId, PieceKind, PlaceId,
    RegisterKind, SeriesPage, Text, Words, Work, colophon, dates, registers,
};
use crate::manifest::{Generated, Manifest, SourceNote};
use crate::manuscript::{self, Manuscript};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;
use crate::volume::tree::Style;

/// What a generated part is called.
pub(super) fn generated_title(part: Generated, words: &Words) -> &str {
    match part {
        Generated::HalfTitle => &words.half_title,
        Generated::SeriesPage => &words.series_page,
        Generated::TitlePage => &words.title_page,
        Generated::Copyright => &words.copyright,
        Generated::Dedication => &words.dedication,
        Generated::Contents => &words.contents,
        Generated::ListOfDocuments => &words.list_of_documents,
        Generated::ListOfFigures => &words.list_of_figures,
        Generated::Signs => &words.signs,
        Generated::Abbreviations => &words.abbreviations,
        Generated::Chronology => &words.chronology,
        Generated::People => &words.people,
        Generated::Organisations => &words.organisations,
        Generated::Terms => &words.terms,
        Generated::Bibliography => &words.bibliography,
        Generated::Index => &words.index,
        Generated::Colophon => &words.colophon,
    }
}

/// Whether a generated part prints its title, and whether the contents list it.
fn shown(part: Generated) -> (Heading, Listed) {
    match part {
        Generated::HalfTitle
        | Generated::SeriesPage
        | Generated::TitlePage
        | Generated::Copyright
        | Generated::Dedication => (Heading::Absent, Listed::Unlisted),
        Generated::Contents => (Heading::Printed, Listed::Unlisted),
        _ => (Heading::Printed, Listed::Listed),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    Printed,
    Absent,
}

/// The registers and the chronology as far as they are printed, filled while the pieces are made.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Entries of registers.
    pub entries: Vec<Entry>,
    /// Events.
    pub events: Vec<Event>,
    /// Where an entry of the manuscript stands in `entries`.
    of: BTreeMap<(RegisterKind, usize), EntryId>,
}

/// What pieces are made from.
pub(super) struct Making<'f, 'a> {
    /// The outline.
    pub outline: &'f Outline<'a>,
    /// The manuscript.
    pub manuscript: &'a Manuscript,
    /// The manifest.
    pub manifest: &'a Manifest,
    /// The words of the volume.
    pub words: &'f Words,
    /// The places of the pieces.
    pub places: &'f [PlaceId],
    /// The names of their files.
    pub slugs: &'f [String],
}

/// Makes piece number `at`. Lists that need the whole volume are empty yet.
pub(super) fn make<'a>(
    making: &Making<'_, 'a>,
    at: usize,
    answering: &mut Answering<'_, 'a, '_>,
    lists: &mut Lists,
) -> Piece {
    let planned = making.outline.pieces[at];
    let id = PieceId(at as u32);
    let here = |home| Here { home, piece: id, note: None, citations: Citations::OfText };
    let mut piece = Piece {
        matter: planned.matter,
        kind: PieceKind::Part,
        title: Text::new(),
        contents_title: Text::new(),
        running_head: String::new(),
        lead: Vec::new(),
        place: making.places[at],
        slug: making.slugs[at].clone(),
        depth: planned.depth,
        notes: Vec::new(),
        listed: Listed::Listed,
        span: planned.span,
    };
    match planned.origin {
        Origin::Generated(part) => {
            let title = made(generated_title(part, making.words).to_owned(), planned.span);
            let (heading, listed) = shown(part);
            piece.listed = listed;
            piece.running_head = plain(&title);
            piece.title = if heading == Heading::Printed { title.clone() } else { Text::new() };
            piece.contents_title = title;
            piece.kind = generated(making, part, planned.span, here, answering, lists);
        }
        Origin::Part(title) => entitle(&mut piece, made(title.to_owned(), planned.span), None),
        Origin::Essay(file, essay) => {
            entitle(&mut piece, answering.text(&essay.title, here(Home::File(file))), essay.short.as_deref());
            piece.kind = PieceKind::Essay(essay_text(essay, here(Home::File(file)), answering));
            piece.span = essay.head;
        }
        Origin::Chapter(file, number, essay) => {
            entitle(&mut piece, answering.text(&essay.title, here(Home::File(file))), essay.short.as_deref());
            let label = filled(&making.words.chapter, &number.to_string());
            let essay_text = essay_text(essay, here(Home::File(file)), answering);
            piece.kind = PieceKind::Chapter { number, label, essay: essay_text };
            piece.span = essay.head;
        }
        Origin::Document(file, numbers, document) => {
            entitle(&mut piece, answering.text(&document.title, here(Home::File(file))), document.short.as_deref());
            let document_text = document_text(making, numbers, document, here(Home::File(file)), answering);
            piece.kind = PieceKind::Document(Box::new(document_text));
            piece.span = document.head;
        }
    }
    piece
}

fn entitle(piece: &mut Piece, title: Text, short: Option<&str>) {
    piece.contents_title = without_calls(&title);
    piece.running_head = short.map_or_else(|| plain(&piece.contents_title), str::to_owned);
    piece.title = title;
}

fn essay_text<'a>(essay: &'a manuscript::Essay, here: Here, answering: &mut Answering<'_, 'a, '_>) -> Essay {
    Essay {
        subtitle: essay.subtitle.as_ref().map_or_else(Text::new, |subtitle| answering.text(subtitle, here)),
        authors: essay.authors.clone(),
        text: answering.blocks(&essay.text, here),
    }
}

fn document_text<'a>(
    making: &Making<'_, 'a>,
    numbers: outline::Numbers,
    document: &'a manuscript::Document,
    here: Here,
    answering: &mut Answering<'_, 'a, '_>,
) -> Document {
    let words = making.words;
    let source_at = making.manifest.notes.source_note;
    let number = numbers.in_edition.or(numbers.in_volume);
    let labelled = |number: u32| filled(&words.document, &number.to_string());
    let number_in_volume = numbers.in_edition.and(numbers.in_volume);
    // The order of these is the order of print, in which notes are numbered and citations are read.
    let (date_line, date_text) = date_line(making, document, here, answering);
    let in_source = Here { citations: Citations::OfNote, ..here };
    let mut source = Text::new();
    if source_at != SourceNote::End {
        source = source_note(document, words, in_source, answering);
    }
    let headnote = document.headnote.as_deref().map_or_else(Vec::new, |blocks| answering.blocks(blocks, here));
    let opener = document.opener.as_ref().and_then(|opener| answering.block(opener, here));
    let text = answering.blocks(&document.text, here);
    if source_at == SourceNote::End {
        source = source_note(document, words, in_source, answering);
    }
    Document {
        id: document.id.name.clone(),
        kind: document.kind,
        number,
        label: number.map_or_else(String::new, labelled),
        number_in_volume: number_in_volume.map(|number| filled(&words.in_the_book, &labelled(number))),
        extent: None,
        address: if document.opener.is_some() { Vec::new() } else { address(document, words) },
        date_line,
        date_text,
        date: document.date,
        classification: document.classification.clone(),
        headnote,
        opener,
        text,
        source,
        source_at,
    }
}

/// Place, date and time as a line, and the date alone. An opener says them, and who wrote to whom, as the document did:
/// nothing that is made stands above it.
fn date_line<'a>(
    making: &Making<'_, 'a>,
    document: &'a manuscript::Document,
    here: Here,
    answering: &mut Answering<'_, 'a, '_>,
) -> (Text, Text) {
    let span = document.head;
    let from_date = || {
        let language = &making.outline.language;
        document.date.map_or_else(Text::new, |date| made(dates::in_words(&date, language), span))
    };
    if document.opener.is_some() {
        let still = |text: &'a manuscript::Text| answering.facts.still(text, super::references::Depth::Outer);
        return (Text::new(), document.date_text.as_ref().map_or_else(from_date, still));
    }
    let place = document.place.as_ref().map_or_else(Text::new, |place| answering.text(place, here));
    let date = match &document.date_text {
        Some(text) => answering.text(text, here),
        None => from_date(),
    };
    let time = document.time.iter().flat_map(|time| made(time.clone(), span)).collect::<Text>();
    let date_text = without_calls(&date);
    let mut line = Text::new();
    for part in [place, date, time].into_iter().filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(Inline::Text(", ".into(), span));
        }
        line.extend(part);
    }
    (line, date_text)
}

/// Source, translator and original language, a sentence each.
fn source_note<'a>(
    document: &'a manuscript::Document,
    words: &Words,
    here: Here,
    answering: &mut Answering<'_, 'a, '_>,
) -> Text {
    let mut note = document.source.as_ref().map_or_else(Text::new, |source| answering.text(source, here));
    let translator = document.translator.as_ref().map(|name| filled(&words.translated_by, name));
    let original = document.original.as_ref().map(|language| filled(&words.original_in, &words.language(language)));
    for sentence in translator.into_iter().chain(original) {
        let before = match note.last() {
            None => "",
            Some(Inline::Text(text, _)) if !text.trim_end().ends_with(['.', '!', '?', '…', ']']) => ". ",
            Some(_) => " ",
        };
        let stop = if sentence.ends_with('.') { "" } else { "." };
        note.push(Inline::Text(format!("{before}{sentence}{stop}"), document.head));
    }
    note
}

/// Authors, or who wrote to whom.
fn address(document: &manuscript::Document, words: &Words) -> Vec<AddressLine> {
    let line = |label: &str, names: &str| {
        // "To the People of New York" says for itself that it is a recipient.
        let said = names.to_lowercase().starts_with(&format!("{} ", label.to_lowercase()));
        AddressLine { label: if said { String::new() } else { label.to_owned() }, names: names.to_owned() }
    };
    let authors = (!document.authors.is_empty())
        .then(|| AddressLine { label: String::new(), names: listed(&document.authors, &words.and) });
    let from = document.from.as_ref().map(|names| line(&words.from, names));
    let to = document.to.as_ref().map(|names| line(&words.to, names));
    [authors, from, to].into_iter().flatten().collect()
}

/// "A, B and C".
fn listed(names: &[String], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

fn generated<'a>(
    making: &Making<'_, 'a>,
    part: Generated,
    span: Span,
    here: impl Fn(Home) -> Here,
    answering: &mut Answering<'_, 'a, '_>,
    lists: &mut Lists,
) -> PieceKind {
    let imprint = &making.manuscript.imprint;
    match part {
        Generated::HalfTitle => PieceKind::HalfTitle,
        Generated::TitlePage => PieceKind::TitlePage,
        Generated::Contents => PieceKind::Contents,
        Generated::Index => PieceKind::Index,
        Generated::SeriesPage => PieceKind::SeriesPage(series_page(making, here(Home::Imprint), answering)),
        Generated::Copyright => PieceKind::Copyright(answering.blocks(&imprint.rights, here(Home::Imprint))),
        Generated::Dedication => PieceKind::Dedication(answering.blocks(&imprint.dedication, here(Home::Imprint))),
        Generated::Colophon => PieceKind::Colophon(colophon::blocks(making.manifest, making.words, span)),
        Generated::Chronology => PieceKind::Chronology(events(making, here, answering, lists)),
        Generated::ListOfDocuments => PieceKind::ListOfDocuments(Vec::new()),
        Generated::ListOfFigures => PieceKind::ListOfFigures(Vec::new()),
        Generated::Signs => PieceKind::Signs(Vec::new()),
        Generated::Bibliography => PieceKind::Bibliography(Vec::new()),
        Generated::People => register(making, RegisterKind::People, here, answering, lists),
        Generated::Organisations => register(making, RegisterKind::Organisations, here, answering, lists),
        Generated::Terms => register(making, RegisterKind::Terms, here, answering, lists),
        Generated::Abbreviations => register(making, RegisterKind::Abbreviations, here, answering, lists),
    }
}

fn series_page<'a>(making: &Making<'_, 'a>, here: Here, answering: &mut Answering<'_, 'a, '_>) -> SeriesPage {
    let imprint = &making.manuscript.imprint;
    let title = making.manifest.metadata.series.as_ref().map_or_else(String::new, |series| match series.number {
        Some(number) => format!("{}, {}", series.title, filled(&making.words.series_number, &number.to_string())),
        None => series.title.clone(),
    });
    SeriesPage {
        title,
        note: answering.blocks(&imprint.series_note, here),
        volumes: imprint.series_volumes.iter().map(|volume| answering.text(&volume.line, here)).collect(),
    }
}

fn register<'a>(
    making: &Making<'_, 'a>,
    kind: RegisterKind,
    here: impl Fn(Home) -> Here,
    answering: &mut Answering<'_, 'a, '_>,
    lists: &mut Lists,
) -> PieceKind {
    let printed = making.outline.entries.get(&kind).map_or(&[][..], Vec::as_slice);
    let written = making.manuscript.registers.get(&kind).map_or(&[][..], Vec::as_slice);
    let mut ids = Vec::with_capacity(printed.len());
    for &at in printed {
        let entry = &written[at];
        let here = here(Home::Entry(kind, at));
        let name = answering.text(&entry.name, here);
        let expansion = entry.expansion.as_ref().map_or_else(Text::new, |text| answering.text(text, here));
        let foreign = entry.language.as_ref().filter(|language| **language != making.outline.language);
        let expansion = match foreign {
            Some(language) if !expansion.is_empty() => {
                vec![Inline::Styled(Style::Foreign(language.clone()), expansion, entry.span)]
            }
            _ => expansion,
        };
        let id = EntryId(lists.entries.len() as u32);
        lists.of.insert((kind, at), id);
        ids.push(id);
        lists.entries.push(Entry {
            register: kind,
            place: answering.facts.places[&Thing::Entry(kind, at)],
            name,
            dates: entry.dates.as_deref().map(registers::with_dashes),
            expansion,
            note: answering.blocks(&entry.note, here),
            also: entry.also.clone(),
            see: None,
        });
    }
    PieceKind::Register(kind, ids)
}

/// A work of the bibliography in the piece that prints it: its annotation, and not yet its words. Citations in an annotation
/// stand in it, as in a note.
pub(super) fn work<'a>(work: &'a manuscript::Work, piece: PieceId, answering: &mut Answering<'_, 'a, '_>) -> Work {
    let place = answering.places.add(piece, &format!("work-{}", work.key), "");
    let at = answering.facts.manuscript.works.range(..work.key.clone()).count();
    let here = Here { home: Home::Work(at), piece, note: None, citations: Citations::OfNote };
    let annotation = answering.text(&work.annotation, here);
    Work { key: work.key.clone(), place, print: Text::new(), screen: Text::new(), annotation }
}

/// Lets the entries that are printed point to those that their `see` names: in their own register, or else in another.
pub(super) fn point(lists: &mut Lists, manuscript: &Manuscript, extent: outline::Extent, report: &mut Report) {
    for (&(kind, at), id) in &lists.of {
        let entry = &manuscript.registers[&kind][at];
        let Some(label) = &entry.see else { continue };
        let found = registers::pointed(manuscript, kind, &label.name);
        let to = found.and_then(|to| lists.of.get(&to)).copied();
        lists.entries[id.index()].see = to;
        let name = &label.name;
        let problem = |message| Diagnostic::new(Code::UnknownReference, label.span, message);
        match found {
            None => {
                let known = manuscript.registers.values().flatten().map(|other| other.id.name.as_str());
                let problem = problem(format!("no register has an entry `{name}`"));
                report.push(match did_you_mean(name, known) {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem,
                });
            }
            Some((other, at)) => {
                if let Some(further) = &manuscript.registers[&other][at].see {
                    let hint = format!("readers must not be sent twice: write `see = \"{}\"`", further.name);
                    report.push(problem(format!("`{name}` itself only points elsewhere")).hint(hint));
                } else if to.is_none() && extent == outline::Extent::Whole {
                    let part = registers::name(other);
                    let hint = format!("add `{part}` to `[contents]`");
                    report.push(problem(format!("`{name}` stands in `{part}`, which is not printed")).hint(hint));
                }
            }
        }
    }
}

fn events<'a>(
    making: &Making<'_, 'a>,
    here: impl Fn(Home) -> Here,
    answering: &mut Answering<'_, 'a, '_>,
    lists: &mut Lists,
) -> Vec<EventId> {
    let mut ids = Vec::new();
    for &at in &making.outline.events {
        let event = &making.manuscript.events[at];
        ids.push(EventId(lists.events.len() as u32));
        let text = answering.blocks(&event.text, here(Home::Event(at)));
        lists.events.push(Event {
            place: answering.facts.places[&Thing::Event(at)],
            date_text: dates::in_words(&event.date, &making.outline.language),
            date: event.date,
            text,
        });
    }
    ids
}
