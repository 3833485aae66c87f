//! Volumes made by hand, for the tests of this room and of those that use it.

mod reader;

pub use reader::{reader, section_of};

use super::writer::{Writer, Written};
use super::{Medium, with_texts};
use crate::date::{Certainty, Date, Day};
use crate::language::Language;
use crate::manifest::{
    BibliographyRules, Contents, Contributor, DateKnown, Design, DocumentRules, DocumentStart, EmbedFonts, EpubRules,
    IndexPeople, IndexRules, Locators, Manifest, Metadata, NoteRules, Numbering, PageList, Print, SeriesInfo, Settings,
    SourceNote,
};
use crate::source::{Sources, Span};
use crate::typeset::page::{Folio, Page, Pages, Side, Spot};
use crate::volume::*;

pub fn span() -> Span {
    let sources = Sources::from_texts([("book/a.md", "a")]);
    let file = sources.find("book/a.md").unwrap();
    Span::new(file, 0, 1)
}

pub fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

/// A volume that grows piece by piece.
pub fn empty_volume() -> Volume {
    let metadata = Metadata {
        title: "The Bridge & the River".into(),
        subtitle: None,
        slug: "the-bridge".into(),
        language: language("en-GB"),
        contributors: Vec::new(),
        publisher: None,
        place: None,
        date: Day { year: 2026, month: Some(3), day: Some(1) },
        date_known: DateKnown::Given,
        edition: None,
        rights: None,
        description: None,
        subjects: Vec::new(),
        isbn_print: None,
        isbn_epub: None,
        series: None,
        dedication: None,
        cover: None,
        identifier: "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8".into(),
        span: span(),
    };
    Volume {
        pages_of_book: Default::default(),
        metadata,
        words: Words::of(&language("en-GB")),
        pieces: Vec::new(),
        notes: Vec::new(),
        places: Vec::new(),
        entries: Vec::new(),
        events: Vec::new(),
        works: Vec::new(),
        figures: Vec::new(),
        citations: Vec::new(),
        index: Index::default(),
        cover: None,
    }
}

pub fn manifest(volume: &Volume) -> Manifest {
    Manifest {
        metadata: volume.metadata.clone(),
        contents: Contents::default(),
        documents: DocumentRules { label: None, label_plural: None, start: DocumentStart::NewPage },
        notes: NoteRules { numbering: Numbering::Document, source_note: SourceNote::Foot },
        bibliography: BibliographyRules { sources: Vec::new(), style: None, sections: Vec::new() },
        index: IndexRules {
            people: IndexPeople::Left,
            locators: Locators::Page,
            ranges: Default::default(),
            order: Default::default(),
            subheadings: Default::default(),
        },
        design: Design::default(),
        print: Print::default(),
        epub: EpubRules { certifier: None, fonts: EmbedFonts::Embedded, page_list: PageList::Printed },
        editions: Default::default(),
        words: Default::default(),
        settings: Settings::unknown(span()),
    }
}

/// A place named `anchor` in the piece that is added next, or in the last one if `within` says so.
pub fn place(volume: &mut Volume, piece: PieceId, anchor: &str) -> PlaceId {
    volume.places.push(Place { piece, anchor: anchor.into(), title: anchor.into() });
    PlaceId(volume.places.len() as u32 - 1)
}

/// Adds a piece; its place and its file are called `slug`.
pub fn add_piece(volume: &mut Volume, matter: Matter, slug: &str, title: Text, kind: PieceKind) -> PieceId {
    let id = PieceId(volume.pieces.len() as u32);
    let place = place(volume, id, slug);
    let listed = if title.is_empty() { Listed::Unlisted } else { Listed::Listed };
    let depth = if matches!(kind, PieceKind::Document(_)) { 1 } else { 0 };
    let contents_title = title.iter().filter(|inline| !matches!(inline, Inline::Call(..))).cloned().collect();
    volume.pieces.push(Piece {
        lead: Vec::new(),
        matter,
        kind,
        contents_title,
        title,
        running_head: slug.into(),
        place,
        slug: slug.into(),
        depth,
        notes: Vec::new(),
        listed,
        span: span(),
    });
    id
}

pub fn essay(text: Blocks) -> PieceKind {
    PieceKind::Essay(Essay { subtitle: Vec::new(), authors: Vec::new(), text })
}

/// A document with a text and nothing else.
pub fn document(number: u32, text: Blocks) -> Document {
    Document {
        id: "doc".into(),
        kind: DocumentKind::Minutes,
        number: Some(number),
        label: format!("Document No. {number}"),
        number_in_volume: None,
        extent: None,
        address: Vec::new(),
        date_line: Vec::new(),
        date_text: Vec::new(),
        date: None,
        classification: None,
        headnote: Vec::new(),
        opener: None,
        text,
        source: Vec::new(),
        source_at: SourceNote::Foot,
    }
}

/// Adds a note to `piece`, and a call of it.
pub fn add_note(volume: &mut Volume, piece: PieceId, series: Series, marker: &str, text: &str) -> Inline {
    let id = NoteId(volume.notes.len() as u32);
    let own = place(volume, piece, &format!("n{}", id.0));
    let call = place(volume, piece, &format!("r{}", id.0));
    volume.notes.push(Note {
        series,
        marker: marker.into(),
        piece,
        place: own,
        first_call: call,
        blocks: vec![paragraph(vec![plain(text)])],
        span: span(),
    });
    if let Some(piece) = volume.pieces.get_mut(piece.index()) {
        piece.notes.push(id);
    }
    Inline::Call(Call { note: id, place: call }, span())
}

pub fn plain(words: &str) -> Inline {
    Inline::Text(words.into(), span())
}

pub fn styled(style: Style, words: &str) -> Inline {
    Inline::Styled(style, vec![plain(words)], span())
}

pub fn mark(place: PlaceId) -> Inline {
    Inline::Mark(Mark { place, shown: Vec::new() }, span())
}

pub fn reference(to: Option<PlaceId>, shows: Shows) -> Inline {
    Inline::Reference(crate::volume::Reference { to, shows }, span())
}

pub fn block(kind: BlockKind) -> Block {
    Block { kind, anchor: None, language: None, span: span() }
}

pub fn paragraph(text: Text) -> Block {
    block(BlockKind::Paragraph(Role::Plain, text))
}

pub fn line(left: &str, right: Option<&str>) -> Line {
    let words = |words: &str| if words.is_empty() { Vec::new() } else { vec![plain(words)] };
    Line { left: words(left), right: right.map(words), indent: 0, span: span() }
}

/// Pages on which each place stands as told: its index and the folio.
pub fn pages(volume: &Volume, folios: &[(PlaceId, u32)]) -> Pages {
    let last = folios.iter().map(|(_, folio)| *folio).max().unwrap_or(0);
    let page = |number| Page { side: Side::Recto, folio: Folio::Arabic(number), items: Vec::new() };
    let mut pages = Pages { pages: (1..=last).map(page).collect(), ..Pages::default() };
    pages.places = vec![None; volume.places.len()];
    for (place, folio) in folios {
        let point = crate::length::Point { x: crate::length::Length::ZERO, y: crate::length::Length::ZERO };
        pages.places[place.index()] = Some(Spot { page: *folio as usize - 1, point });
    }
    pages
}

/// What a piece becomes, without the file around it; links lead where the whole volume has their ends.
pub fn section(volume: &Volume, pages: &Pages, piece: PieceId) -> String {
    with_texts(volume, pages, Medium::Epub, |_, texts| texts[piece.index()].body.clone())
}

/// What `writing` writes in a volume of one empty essay.
pub fn written(volume: &Volume, writing: impl FnOnce(&mut Writer)) -> String {
    written_all(volume, writing).body
}

/// What `writing` writes in a volume of one empty essay, with all that is known of it.
pub fn written_all(volume: &Volume, writing: impl FnOnce(&mut Writer)) -> Written {
    let pages = Pages::default();
    with_texts(volume, &pages, Medium::Epub, |book, _| {
        let mut writer = Writer::new(book, PieceId(0));
        writing(&mut writer);
        writer.finish()
    })
}

/// What blocks become in a volume of one empty essay.
pub fn told(blocks: &[Block]) -> String {
    let mut volume = empty_volume();
    add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
    written(&volume, |writer| writer.blocks(blocks))
}
