//! Where everything of the volume stands.
//!
//! Settled before any text is read, because a text may refer to what comes after it: each
//! piece, block, entry, event and note is given its place, with a name that is the same in
//! every build.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{citation_label, series_label};
use super::names::{Names, Thing};
use super::notes::{Body, Numbers};
use super::outline::{self, Extent, Home, Origin, Outline, Planned};
use super::pieces::generated_title;
use super::places::{self, Places};
use super::references::Facts;
use super::walk::plain;
use super::words::filled;
use super::{PieceId, PlaceId, RegisterKind, Words, dates};
use crate::language::Language;
use crate::manifest::Generated;
use crate::manuscript::Manuscript;

/// Where everything of a volume stands.
#[derive(Debug, Default)]
pub(super) struct Located {
    /// All places found so far.
    pub places: Places,
    /// The places of the pieces.
    pub pieces: Vec<PlaceId>,
    /// The names of their files.
    pub slugs: Vec<String>,
    /// The places of what has a name.
    pub things: BTreeMap<Thing, PlaceId>,
    /// The places of the notes, by `NoteId`.
    pub notes: Vec<PlaceId>,
}

/// Gives everything its place.
pub(super) fn located<'a>(
    outline: &Outline<'a>,
    names: &Names<'a>,
    numbers: &Numbers<'a>,
    manuscript: &'a Manuscript,
    words: &Words,
    language: &Language,
) -> Located {
    let mut located = Located::default();
    let mut slugs = BTreeSet::new();
    for (at, piece) in outline.pieces.iter().enumerate() {
        let name = piece_name(piece);
        let place = located.places.add(PieceId(at as u32), &name, piece_title(piece, words));
        located.pieces.push(place);
        located.slugs.push(unique(places::slug(&name), &mut slugs));
        match piece.origin {
            Origin::Essay(file, _) | Origin::Chapter(file, ..) | Origin::Document(file, ..) => {
                located.things.insert(Thing::File(file), place);
            }
            Origin::Generated(Generated::SeriesPage) => {
                let volumes = 0..manuscript.imprint.series_volumes.len();
                located.things.extend(volumes.map(|volume| (Thing::Volume(volume), place)));
            }
            Origin::Generated(_) | Origin::Part(..) => {}
        }
    }
    locate_entries(&mut located, outline, names, manuscript, language);
    locate_blocks(&mut located, names);
    locate_notes(&mut located, outline, names, numbers, manuscript, words);
    located
}

fn locate_entries(
    located: &mut Located,
    outline: &Outline,
    names: &Names,
    manuscript: &Manuscript,
    language: &Language,
) {
    for (kind, printed) in &outline.entries {
        let Some(piece) = outline.pieces.iter().position(|piece| prints(piece, *kind)) else { continue };
        let entries = &manuscript.registers[kind];
        for &at in printed {
            let thing = Thing::Entry(*kind, at);
            let anchor = format!("{}-{}", names.prefix(thing), entries[at].id.name);
            let place = located.places.add(PieceId(piece as u32), &anchor, plain(&entries[at].name));
            located.things.insert(thing, place);
        }
    }
    let Some(piece) = outline.generated(Generated::Chronology) else { return };
    for &at in &outline.events {
        let event = &manuscript.events[at];
        let place =
            located.places.add(PieceId(piece as u32), &places::event(event), dates::in_words(&event.date, language));
        located.things.insert(Thing::Event(at), place);
    }
}

fn prints(piece: &Planned, kind: RegisterKind) -> bool {
    matches!(piece.origin, Origin::Generated(part) if outline::register(part) == Some(kind))
}

fn locate_blocks(located: &mut Located, names: &Names) {
    for (at, anchored) in names.anchored.iter().enumerate() {
        let container = match anchored.home {
            Home::File(file) => Thing::File(file),
            Home::Entry(kind, at) => Thing::Entry(kind, at),
            Home::Event(at) => Thing::Event(at),
            Home::Work(_) | Home::Imprint => continue,
        };
        let Some(&container) = located.things.get(&container) else { continue };
        let container = &located.places.list[container.index()];
        let anchor = format!("{}-{}", container.anchor, anchored.name.name);
        let title = super::names::title(anchored.block).map_or_else(|| container.title.clone(), |title| plain(title));
        let place = located.places.add(container.piece, &anchor, title);
        located.things.insert(Thing::Anchored(at), place);
    }
}

fn locate_notes(
    located: &mut Located,
    outline: &Outline,
    names: &Names,
    numbers: &Numbers,
    manuscript: &Manuscript,
    words: &Words,
) {
    // Facts that know no places yet: homes have their names from the manuscript alone.
    let facts = Facts {
        manuscript,
        extent: Extent::Whole,
        names,
        numbers,
        whole: numbers,
        places: &BTreeMap::new(),
        notes: &[],
        book: None,
        folios: &BTreeMap::new(),
        words,
        language: &outline.language,
    };
    for note in &numbers.notes {
        let label = match note.body {
            Body::Written(written) => series_label(written.series, &written.label.name),
            Body::Citation(citation) => citation_label(citation),
        };
        let anchor = format!("note-{}-{label}", facts.home_name(note.home));
        let place = located.places.add(note.piece, &anchor, filled(&words.note, &note.marker));
        located.notes.push(place);
    }
}

/// The name of a piece: its anchor, and the name of its file.
fn piece_name(piece: &Planned) -> String {
    match piece.origin {
        Origin::Generated(part) => outline::name(part).to_owned(),
        Origin::Part(title) => format!("part-{}", places::name(places::beginning(title))),
        Origin::Essay(_, essay) => format!("essay-{}", essay.id.name),
        Origin::Chapter(_, _, essay) => format!("chapter-{}", essay.id.name),
        Origin::Document(_, _, document) => format!("doc-{}", document.id.name),
    }
}

/// What a piece is, for those who follow a link to it.
fn piece_title(piece: &Planned, words: &Words) -> String {
    match piece.origin {
        Origin::Generated(part) => generated_title(part, words).to_owned(),
        Origin::Part(title) => title.to_owned(),
        Origin::Essay(_, essay) => plain(&essay.title),
        Origin::Chapter(_, number, _) => filled(&words.chapter, &number.to_string()),
        Origin::Document(_, numbers, document) => match numbers.in_edition.or(numbers.in_volume) {
            Some(number) => filled(&words.document, &number.to_string()),
            None => plain(&document.title),
        },
    }
}

fn unique(wanted: String, taken: &mut BTreeSet<String>) -> String {
    std::iter::once(wanted.clone())
        .chain((2..).map(|count| format!("{wanted}-{count}")))
        .find(|slug| taken.insert(slug.to_ascii_lowercase()))
        .expect("one of endlessly many names is free")
}
