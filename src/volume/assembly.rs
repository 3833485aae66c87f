//! The steps from a manuscript to a volume, in their order.

use super::answer::{Answering, Harvest};
use super::index;
use super::located;
use super::names;
use super::notes::{self, CitationForm, Numbers};
use super::outline::{self, Extent, Outline};
use super::pieces::{self, Lists};
use super::places::Places;
use super::references::{BookFolios, Facts};
use super::registers::Alphabet;
use super::works::{self, Writing};
use super::{
    BibliographySection, Citation, FigureId, IndexStyle, Inline, Note, NoteId, PagesOfBook, Piece, PieceId, PieceKind,
    PlaceId, Volume, Work, WorkId, WorkList, edition, signs, walk, words,
};
use crate::manifest::{Generated, IndexPeople, Manifest};
use crate::manuscript::Manuscript;
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
    let edition = selection.edition;
    let no_folios = BookFolios::new();
    let words = words::chosen(manifest, report);
    let language = &manifest.metadata.language;
    // A style is heavy, and without works there is nothing that it could write.
    let style = (!manuscript.works.is_empty()).then(|| works::style(manuscript, language, report));
    let form = style.as_ref().map_or(CitationForm::InText, works::Style::form);
    let whole = outline::whole(manuscript, manifest, report);
    let chosen = edition.and_then(|name| Some((name, edition::find(name, manifest, report)?)));
    if edition.is_none() {
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
    let outlines: Vec<&Outline> = std::iter::once(&whole).chain(selected.as_ref()).collect();
    let names = names::gather(&outlines, manuscript, report);

    // In an edition the whole volume is numbered too: references keep its numbers. Its own faults are its own run's.
    let (outline, book) = match selected {
        None => (whole, None),
        Some(mut selected) => {
            edition::keep_used(&mut selected, &names, manuscript, manifest);
            let numbers = notes::number(&whole, manuscript, manifest, form, &mut Report::default());
            let located = located::located(&whole, &names, &numbers, manuscript, &words, language);
            (selected, Some((numbers, located)))
        }
    };
    let extent = if book.is_some() { Extent::Selection } else { Extent::Whole };
    let numbers = notes::number(&outline, manuscript, manifest, form, report);
    let mut located = located::located(&outline, &names, &numbers, manuscript, &words, language);
    let facts = Facts {
        manuscript,
        extent,
        names: &names,
        numbers: &numbers,
        whole: book.as_ref().map_or(&numbers, |(whole, _)| whole),
        book: book.as_ref().map(|(_, located)| located),
        folios: selection.folios.unwrap_or(&no_folios),
        places: &located.things,
        notes: &located.notes,
        words: &words,
        language,
    };
    let making = pieces::Making {
        outline: &outline,
        manuscript,
        manifest,
        words: &words,
        places: &located.pieces,
        slugs: &located.slugs,
    };
    // Where no index is printed, nobody needs to be found in it.
    let people = match outline.generated(Generated::Index) {
        Some(_) => manifest.index.people,
        None => IndexPeople::Left,
    };
    let mut answering =
        Answering { facts, form, people, places: &mut located.places, report, found: Harvest::default() };
    let mut lists = Lists::default();
    let mut pieces: Vec<Piece> =
        (0..outline.pieces.len()).map(|at| pieces::make(&making, at, &mut answering, &mut lists)).collect();
    let found = answering.found;
    pieces::point(&mut lists, manuscript, extent, report);

    let alphabet = Alphabet::of(language, manifest.index.order);
    let cited = if extent == Extent::Selection { works::Extent::Cited } else { works::Extent::All };
    let written = style.as_ref().map_or_else(works::Written::default, |style| {
        works::write(
            &found.citations,
            manuscript,
            cited,
            Writing { style, words: &words, language, alphabet: &alphabet },
        )
    });
    let bibliography = bibliography(&written, &outline, manuscript, manifest, &words, &alphabet, &mut located.places);
    let index = index::make(
        &index::Making {
            marks: &found.marks,
            facts,
            documents: &index::document_numbers(&pieces),
            alphabet: &alphabet,
            locators: manifest.index.locators,
            style: IndexStyle { ranges: manifest.index.ranges, subheadings: manifest.index.subheadings },
            piece: outline.generated(Generated::Index).map(|at| PieceId(at as u32)),
        },
        &mut located.places,
        report,
    );
    let citations = citations(&found, written.citations, &bibliography.works);
    let notes = settled(found.notes, &numbers, &located.notes);
    for (at, note) in notes.iter().enumerate() {
        pieces[note.piece.index()].notes.push(NoteId(at as u32));
    }
    match selection.document {
        None if extent == Extent::Selection => {
            if let Some(piece) = edition::numbering_note_at(&outline).and_then(|at| pieces.get_mut(at)) {
                piece.lead.push(edition::numbering_note(manifest, &words, piece.span));
            }
        }
        None => {}
        Some(_) => {
            for piece in &mut pieces {
                if let PieceKind::Document(document) = &mut piece.kind {
                    document.text.push(edition::alone_note(manifest, &words, piece.span));
                }
            }
        }
    }
    let listed = documents_of(&pieces);
    for piece in &mut pieces {
        match &mut piece.kind {
            PieceKind::ListOfDocuments(list) => list.clone_from(&listed),
            PieceKind::ListOfFigures(list) => {
                let labelled = found.figures.iter().enumerate().filter(|(_, figure)| !figure.label.is_empty());
                *list = labelled.map(|(at, _)| FigureId(at as u32)).collect();
            }
            PieceKind::Signs(list) => *list = signs::key(found.signs.iter().copied(), &words, piece.span),
            PieceKind::Bibliography(list) => list.clone_from(&bibliography.sections),
            _ => {}
        }
    }
    let metadata = match chosen {
        Some((name, edition)) => edition::metadata(name, edition, manifest),
        None => manifest.metadata.clone(),
    };
    let metadata = match (selection.document, pieces.first()) {
        (Some(_), Some(piece)) => edition::metadata_alone(walk::plain(&piece.contents_title), metadata),
        _ => metadata,
    };
    let cover = metadata.cover.as_ref().and_then(|(path, _)| manuscript.pictures.get(path)).cloned();
    Volume {
        metadata,
        cover,
        pieces,
        notes,
        places: located.places.list,
        entries: lists.entries,
        events: lists.events,
        works: bibliography.works,
        figures: found.figures,
        citations,
        index,
        words,
        pages_of_book: if found.asks_for_folios { PagesOfBook::AskedFor } else { PagesOfBook::Settled },
    }
}

/// The pieces that are documents.
fn documents_of(pieces: &[Piece]) -> Vec<PieceId> {
    let documents = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece.kind, PieceKind::Document(_)));
    documents.map(|(at, _)| PieceId(at as u32)).collect()
}

/// The bibliography as printed; empty where the volume prints none.
#[derive(Default)]
struct Bibliography {
    works: Vec<Work>,
    sections: Vec<BibliographySection>,
}

fn bibliography(
    written: &works::Written,
    outline: &Outline,
    manuscript: &Manuscript,
    manifest: &Manifest,
    words: &super::Words,
    alphabet: &Alphabet,
    places: &mut Places,
) -> Bibliography {
    let Some(piece) = outline.generated(Generated::Bibliography) else { return Bibliography::default() };
    let mut bibliography = Bibliography::default();
    let mut order = Vec::new();
    for works::WrittenWork { key, print, screen, annotation, .. } in &written.works {
        let Some(work) = manuscript.works.get(key) else { continue };
        let place = places.add(PieceId(piece as u32), &format!("work-{key}"), walk::plain(screen));
        order.push((WorkId(bibliography.works.len() as u32), work));
        let annotation = annotation.iter().map(|words| Inline::Text(words.clone(), work.span)).collect();
        bibliography.works.push(Work {
            key: key.clone(),
            place,
            print: print.clone(),
            screen: screen.clone(),
            annotation,
        });
    }
    bibliography.sections = works::sections(&order, &manifest.bibliography.sections, words, alphabet);
    for section in &bibliography.sections {
        match &section.list {
            WorkList::Works(ids) => works::name_first_authors(ids, &written.works, &mut bibliography.works),
            WorkList::Archives(archives) => {
                works::leave_out_archives(archives, &written.works, &mut bibliography.works);
            }
        }
    }
    bibliography
}

/// The citations in words, each with the works of the printed bibliography that it cites.
fn citations(found: &Harvest, written: Vec<(super::Text, super::Text)>, works: &[Work]) -> Vec<Citation> {
    let by_key: std::collections::BTreeMap<&str, WorkId> =
        works.iter().enumerate().map(|(at, work)| (work.key.as_str(), WorkId(at as u32))).collect();
    let works_of = |cites: &[super::answer::CitedWork]| {
        cites.iter().filter_map(|cite| by_key.get(cite.work.key.as_str()).copied()).collect()
    };
    let mut written = written.into_iter();
    let citation = |cited: &super::answer::Cited| {
        let (print, screen) = written.next().unwrap_or_default();
        Citation { print, screen, works: works_of(&cited.cites) }
    };
    found.citations.iter().map(citation).collect()
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
