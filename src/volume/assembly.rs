//! The steps from a manuscript to a volume, in their order.
//!
//! What is wanted of the manuscript becomes an outline, the outline is numbered and
//! located, its pieces are made, and the lists are made from what was found in them. The
//! words of citations and of the bibliography come last, or beside ([`super::unwritten`]).

use super::answer::Answering;
use super::harvest::Harvest;
use super::index;
use super::located::{self, Located};
use super::names::{self, Names};
use super::notes::{self, CitationForm, Numbers};
use super::outline::{self, Extent, Outline};
use super::pieces::{self, Lists};
use super::places::Places;
use super::references::{BookFolios, Facts};
use super::registers::Alphabet;
use super::unwritten::Unwritten;
use super::works::{self, Style};
use super::{
    Citation, FigureId, Index, IndexStyle, Note, NoteId, PagesOfBook, Piece, PieceId, PieceKind, PlaceId, Volume,
    Words, Work, WorkId, edition, signs, walk, words,
};
use crate::manifest::{Edition, Generated, IndexPeople, Manifest, Metadata};
use crate::manuscript::{self, Manuscript};
use crate::report::Report;

/// Makes the volume, or the edition of it that is called `edition`, from what was written.
pub fn assemble(manuscript: &Manuscript, manifest: &Manifest, edition: Option<&str>, report: &mut Report) -> Volume {
    assemble_selection(manuscript, manifest, Selection { edition, ..Selection::default() }, report)
}

/// What of a volume is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selection<'n> {
    /// An edition, by its name.
    pub edition: Option<&'n str>,
    /// One document of the volume or the edition, and nothing else, by its id.
    pub document: Option<&'n str>,
    /// The folios of the whole volume, if they are known.
    pub folios: Option<&'n BookFolios>,
}

/// Makes what `selection` wants of what was written.
pub fn assemble_selection(
    manuscript: &Manuscript,
    manifest: &Manifest,
    selection: Selection,
    report: &mut Report,
) -> Volume {
    let (mut volume, unwritten) = begin(manuscript, manifest, selection, report);
    let written = unwritten.write(&volume);
    volume.receive(written);
    volume
}

/// Makes all of it but the words of its citations and of its bibliography, and says what these are made of.
pub fn begin<'m>(
    manuscript: &'m Manuscript,
    manifest: &'m Manifest,
    selection: Selection,
    report: &mut Report,
) -> (Volume, Unwritten<'m>) {
    let words = words::chosen(manifest, report);
    // A style is heavy, and without works there is nothing that it could write.
    let style = (!manuscript.works.is_empty()).then(|| works::style(manuscript, &manifest.metadata.language, report));
    let given =
        Given { manuscript, manifest, words: &words, form: style.as_ref().map_or(CitationForm::InText, Style::form) };
    let mut wanted = wanted(given, selection, report);
    let names = names(&mut wanted, given, report);
    let (numbers, mut located) = numbered(&wanted.outline, &names, given, report);
    // In an edition the whole volume is numbered too: references keep its numbers. Its own faults are its own run's.
    let book = wanted.book.as_ref().map(|book| numbered(book, &names, given, &mut Report::default()));
    let no_folios = BookFolios::new();
    let facts = Facts {
        manuscript,
        extent: wanted.extent(),
        names: &names,
        numbers: &numbers,
        whole: book.as_ref().map_or(&numbers, |(whole, _)| whole),
        book: book.as_ref().map(|(_, located)| located),
        folios: selection.folios.unwrap_or(&no_folios),
        places: &located.things,
        notes: &located.notes,
        words: &words,
        language: &manifest.metadata.language,
    };
    let making = pieces::Making {
        outline: &wanted.outline,
        manuscript,
        manifest,
        words: &words,
        places: &located.pieces,
        slugs: &located.slugs,
    };
    let mut read = read(&making, facts, given.form, &mut located.places, report);

    let alphabet = Alphabet::of(&manifest.metadata.language, manifest.index.order);
    let bibliography = wanted.outline.generated(Generated::Bibliography).map(|at| PieceId(at as u32));
    let citations = read.found.citations.iter().map(|cited| unwritten_citation(cited, &read.works)).collect();
    let index = index(&read, facts, &alphabet, &wanted.outline, manifest, &mut located.places, report);
    let notes = settled(std::mem::take(&mut read.found.notes), &numbers, &located.notes);
    finish(&mut read, &notes, &wanted, selection, given);
    let metadata = metadata(&wanted, selection, &read.pieces, manifest);
    let cover = metadata.cover.as_ref().and_then(|(path, _)| manuscript.pictures.get(path)).cloned();
    let Read { pieces, lists, processed, works, found } = read;
    let volume = Volume {
        metadata,
        cover,
        pieces,
        notes,
        places: located.places.list,
        entries: lists.entries,
        events: lists.events,
        works,
        figures: found.figures,
        citations,
        index,
        words,
        pages_of_book: if found.asks_for_folios { PagesOfBook::AskedFor } else { PagesOfBook::Settled },
    };
    let sections = &manifest.bibliography.sections;
    (volume, Unwritten { citations: found.citations, works: processed, style, alphabet, bibliography, sections })
}

/// What every step looks at.
#[derive(Clone, Copy)]
struct Given<'f, 'm> {
    manuscript: &'m Manuscript,
    manifest: &'m Manifest,
    words: &'f Words,
    /// Where citations stand.
    form: CitationForm,
}

/// What is made: a volume, or what is selected of one.
struct Wanted<'m, 'n> {
    outline: Outline<'m>,
    /// The whole volume, where that is not what is made.
    book: Option<Outline<'m>>,
    /// The edition that is made, with its name.
    edition: Option<(&'n str, &'m Edition)>,
}

impl Wanted<'_, '_> {
    fn extent(&self) -> Extent {
        if self.book.is_some() { Extent::Selection } else { Extent::Whole }
    }
}

/// Finds what `selection` asks for.
fn wanted<'m, 'n>(given: Given<'_, 'm>, selection: Selection<'n>, report: &mut Report) -> Wanted<'m, 'n> {
    let Given { manuscript, manifest, .. } = given;
    let whole = outline::whole(manuscript, manifest, report);
    let chosen = selection.edition.and_then(|name| Some((name, edition::find(name, manifest, report)?)));
    if selection.edition.is_none() {
        // What an edition names wrongly is told with the whole volume too, not only when that edition is made.
        for edition in manifest.editions.values() {
            edition::outline(edition, &whole, manuscript, manifest, report);
        }
    }
    let selected = chosen.map(|(_, edition)| edition::outline(edition, &whole, manuscript, manifest, report));
    let selected = match selection.document {
        None => selected,
        Some(id) => Some(edition::alone(id, selected.as_ref().unwrap_or(&whole))),
    };
    match selected {
        None => Wanted { outline: whole, book: None, edition: chosen },
        Some(outline) => Wanted { outline, book: Some(whole), edition: chosen },
    }
}

/// All names of what is wanted. A selection's registers keep what it uses of them.
fn names<'m>(wanted: &mut Wanted<'m, '_>, given: Given<'_, 'm>, report: &mut Report) -> Names<'m> {
    let outlines: Vec<&Outline> = wanted.book.iter().chain([&wanted.outline]).collect();
    let names = names::gather(&outlines, given.manuscript, report);
    if wanted.book.is_some() {
        edition::keep_used(&mut wanted.outline, &names, given.manuscript, given.manifest);
    }
    names
}

/// The numbers of everything in `outline`, and where it stands.
fn numbered<'m>(
    outline: &Outline<'m>,
    names: &Names<'m>,
    given: Given<'_, 'm>,
    report: &mut Report,
) -> (Numbers<'m>, Located) {
    let Given { manuscript, manifest, words, form } = given;
    let numbers = notes::number(outline, manuscript, manifest, form, report);
    let located = located::located(outline, names, &numbers, manuscript, words, &manifest.metadata.language);
    (numbers, located)
}

/// The pieces as they were read, with what was found in them.
struct Read<'m> {
    pieces: Vec<Piece>,
    lists: Lists,
    /// The works that the processor is shown, in the order of their keys.
    processed: Vec<&'m manuscript::Work>,
    /// Those works where a bibliography prints them, without their words.
    works: Vec<Work>,
    found: Harvest<'m>,
}

/// Makes the pieces, in the order of the book, then the works, of which a selection prints those that its pieces cite.
fn read<'m>(
    making: &pieces::Making<'_, 'm>,
    facts: Facts<'_, 'm>,
    form: CitationForm,
    places: &mut Places,
    report: &mut Report,
) -> Read<'m> {
    // Where no index is printed, nobody needs to be found in it.
    let people = match making.outline.generated(Generated::Index) {
        Some(_) => making.manifest.index.people,
        None => IndexPeople::Left,
    };
    let mut answering = Answering { facts, form, people, places, report, found: Harvest::default() };
    let mut lists = Lists::default();
    let pieces =
        (0..making.outline.pieces.len()).map(|at| pieces::make(making, at, &mut answering, &mut lists)).collect();
    let processed = works::wanted(&answering.found.citations, making.manuscript, facts.extent);
    let works = match making.outline.generated(Generated::Bibliography) {
        Some(piece) => processed.iter().map(|work| pieces::work(work, PieceId(piece as u32), &mut answering)).collect(),
        None => Vec::new(),
    };
    let found = answering.found;
    pieces::point(&mut lists, making.manuscript, facts.extent, report);
    Read { pieces, lists, processed, works, found }
}

/// A citation without its words. `printed` are the works of the bibliography.
fn unwritten_citation(cited: &super::harvest::Cited, printed: &[Work]) -> Citation {
    let work = |cite: &super::harvest::CitedWork| {
        let at = printed.binary_search_by(|work| work.key.cmp(&cite.work.key)).ok()?;
        Some(WorkId(at as u32))
    };
    Citation { print: Vec::new(), screen: Vec::new(), works: cited.cites.iter().filter_map(work).collect() }
}

fn index(
    read: &Read,
    facts: Facts,
    alphabet: &Alphabet,
    outline: &Outline,
    manifest: &Manifest,
    places: &mut Places,
    report: &mut Report,
) -> Index {
    let making = index::Making {
        marks: &read.found.marks,
        facts,
        documents: &index::document_numbers(&read.pieces),
        alphabet,
        locators: manifest.index.locators,
        style: IndexStyle { ranges: manifest.index.ranges, subheadings: manifest.index.subheadings },
        piece: outline.generated(Generated::Index).map(|at| PieceId(at as u32)),
    };
    index::make(&making, places, report)
}

/// All notes. One that was numbered was called, and so read; were one not, it would stand here empty.
fn settled(found: Vec<Option<Note>>, numbers: &Numbers, places: &[PlaceId]) -> Vec<Note> {
    let empty = |at: usize| {
        let numbered = &numbers.notes[at];
        Note {
            series: numbered.series,
            marker: numbered.marker.clone(),
            piece: numbered.piece,
            place: places[at],
            first_call: places[at],
            blocks: Vec::new(),
            span: numbered.span,
        }
    };
    let mut found = found.into_iter();
    (0..numbers.notes.len()).map(|at| found.next().flatten().unwrap_or_else(|| empty(at))).collect()
}

/// Gives the pieces what could not be known before all of them were read: their notes, their lists, and what a selection
/// says of itself.
fn finish(read: &mut Read, notes: &[Note], wanted: &Wanted, selection: Selection, given: Given) {
    for (at, note) in notes.iter().enumerate() {
        read.pieces[note.piece.index()].notes.push(NoteId(at as u32));
    }
    if wanted.book.is_some() {
        say_of_selection(&mut read.pieces, &wanted.outline, selection, given);
    }
    let listed = documents_of(&read.pieces);
    for piece in &mut read.pieces {
        match &mut piece.kind {
            PieceKind::ListOfDocuments(list) => list.clone_from(&listed),
            PieceKind::ListOfFigures(list) => {
                let labelled = read.found.figures.iter().enumerate().filter(|(_, figure)| !figure.label.is_empty());
                *list = labelled.map(|(at, _)| FigureId(at as u32)).collect();
            }
            PieceKind::Signs(list) => *list = signs::key(read.found.signs.iter().copied(), given.words, piece.span),
            _ => {}
        }
    }
}

/// Lets an edition say how its documents are numbered, and a document alone which book it belongs to.
fn say_of_selection(pieces: &mut [Piece], outline: &Outline, selection: Selection, given: Given) {
    let Given { manifest, words, .. } = given;
    if selection.document.is_none() {
        if let Some(piece) = edition::numbering_note_at(outline).and_then(|at| pieces.get_mut(at)) {
            piece.lead.push(edition::numbering_note(manifest, words, piece.span));
        }
        return;
    }
    for piece in pieces {
        if let PieceKind::Document(document) = &mut piece.kind {
            document.text.push(edition::alone_note(manifest, words, piece.span));
        }
    }
}

/// The pieces that are documents.
fn documents_of(pieces: &[Piece]) -> Vec<PieceId> {
    let documents = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece.kind, PieceKind::Document(_)));
    documents.map(|(at, _)| PieceId(at as u32)).collect()
}

/// What it is called and who made it.
fn metadata(wanted: &Wanted, selection: Selection, pieces: &[Piece], manifest: &Manifest) -> Metadata {
    let metadata = match wanted.edition {
        Some((name, edition)) => edition::metadata(name, edition, manifest),
        None => manifest.metadata.clone(),
    };
    match (selection.document, pieces.first()) {
        (Some(_), Some(piece)) => edition::metadata_alone(walk::plain(&piece.contents_title), metadata),
        _ => metadata,
    }
}
