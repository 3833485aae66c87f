//! Volumes made by hand, for the tests of this room.

use super::writer::{Survey, Writer};
use super::{Book, pieces};
use crate::date::Day;
use crate::language::Language;
use crate::manifest::{
    BibliographyRules, Contents, DateKnown, Design, DocumentRules, DocumentStart, EmbedFonts, EpubRules, IndexPeople,
    IndexRules, Locators, Manifest, Marks, Metadata, NoteRules, Numbering, PageList, Print, SourceNote,
};
use crate::source::{Sources, Span};
use crate::typeset::page::{Folio, Page, Pages, Side, Spot};
use crate::volume::{
    Block, BlockKind, Blocks, Call, Document, DocumentKind, Essay, Index, Inline, Line, Listed, Mark, Matter, Note,
    NoteId, Piece, PieceId, PieceKind, Place, PlaceId, Role, Series, Shows, Style, Text, Volume, Words,
};

pub(super) fn span() -> Span {
    let sources = Sources::from_texts([("book/a.md", "a")]);
    let file = sources.find("book/a.md").unwrap();
    Span::new(file, 0, 1)
}

pub(super) fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

pub(super) fn words() -> Words {
    let own = |word: &str| word.to_owned();
    Words {
        document: own("Document No. {}"),
        documents: own("Document Nos. {}"),
        chapter: own("Chapter {}"),
        figure: own("Figure {}"),
        note: own("note {}"),
        notes: own("Notes"),
        from: own("From"),
        to: own("To"),
        translated_by: own("Translated by {}"),
        original_in: own("Original in {}"),
        in_the_book: own("{}, in the book"),
        edited_by: own("Edited by {}"),
        and: own("and"),
        see: own("see"),
        see_also: own("see also"),
        also: own("also"),
        continued: own("(continued)"),
        contents: own("Contents"),
        list_of_documents: own("List of Documents"),
        list_of_figures: own("List of Figures"),
        signs: own("Editorial Signs"),
        abbreviations: own("Abbreviations"),
        chronology: own("Chronology"),
        people: own("People"),
        organisations: own("Organisations"),
        terms: own("Terms"),
        bibliography: own("Bibliography"),
        index: own("Index"),
        colophon: own("Colophon"),
        copyright: own("Copyright"),
        title_page: own("Title page"),
        half_title: own("Half-title"),
        series_page: own("Series"),
        dedication: own("Dedication"),
        cover: own("Cover"),
        headnote: own("Headnote"),
        source: own("Source"),
        back_to_text: own("Back to the text"),
        page: own("Page {}"),
        isbn_print: own("ISBN {} (print)"),
        isbn_epub: own("ISBN {} (EPUB)"),
    }
}

/// A volume that grows piece by piece.
pub(super) fn empty_volume() -> Volume {
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
        metadata,
        words: words(),
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

pub(super) fn manifest(volume: &Volume) -> Manifest {
    Manifest {
        metadata: volume.metadata.clone(),
        contents: Contents::default(),
        documents: DocumentRules { label: None, label_plural: None, start: DocumentStart::NewPage },
        notes: NoteRules { numbering: Numbering::Document, source_note: SourceNote::Foot },
        bibliography: BibliographyRules { sources: Vec::new(), style: None, sections: Vec::new() },
        index: IndexRules { people: IndexPeople::Left, locators: Locators::Page },
        design: Design::default(),
        print: Print {
            bleed: crate::length::Length::mm(3),
            pages_multiple: 2,
            printer: None,
            standard: None,
            profile: None,
            marks: Marks::Absent,
        },
        epub: EpubRules { certifier: None, fonts: EmbedFonts::Embedded, page_list: PageList::Printed },
        editions: Default::default(),
        words: Default::default(),
    }
}

/// A place named `anchor` in the piece that is added next, or in the last one if `within` says so.
pub(super) fn place(volume: &mut Volume, piece: PieceId, anchor: &str) -> PlaceId {
    volume.places.push(Place { piece, anchor: anchor.into(), title: anchor.into() });
    PlaceId(volume.places.len() as u32 - 1)
}

/// Adds a piece; its place and its file are called `slug`.
pub(super) fn add_piece(volume: &mut Volume, matter: Matter, slug: &str, title: Text, kind: PieceKind) -> PieceId {
    let id = PieceId(volume.pieces.len() as u32);
    let place = place(volume, id, slug);
    let listed = if title.is_empty() { Listed::Unlisted } else { Listed::Listed };
    let depth = if matches!(kind, PieceKind::Document(_)) { 1 } else { 0 };
    let contents_title = title.iter().filter(|inline| !matches!(inline, Inline::Call(..))).cloned().collect();
    volume.pieces.push(Piece {
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

pub(super) fn essay(text: Blocks) -> PieceKind {
    PieceKind::Essay(Essay { subtitle: Vec::new(), authors: Vec::new(), text })
}

/// A document with a text and nothing else.
pub(super) fn document(number: u32, text: Blocks) -> Document {
    Document {
        id: "doc".into(),
        kind: DocumentKind::Minutes,
        number: Some(number),
        label: format!("Document No. {number}"),
        number_in_volume: None,
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
pub(super) fn add_note(volume: &mut Volume, piece: PieceId, series: Series, marker: &str, text: &str) -> Inline {
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

pub(super) fn plain(words: &str) -> Inline {
    Inline::Text(words.into(), span())
}

pub(super) fn styled(style: Style, words: &str) -> Inline {
    Inline::Styled(style, vec![plain(words)], span())
}

pub(super) fn mark(place: PlaceId) -> Inline {
    Inline::Mark(Mark { place, shown: Vec::new() }, span())
}

pub(super) fn reference(to: Option<PlaceId>, shows: Shows) -> Inline {
    Inline::Reference(crate::volume::Reference { to, shows }, span())
}

pub(super) fn block(kind: BlockKind) -> Block {
    Block { kind, anchor: None, language: None, span: span() }
}

pub(super) fn paragraph(text: Text) -> Block {
    block(BlockKind::Paragraph(Role::Plain, text))
}

pub(super) fn line(left: &str, right: Option<&str>) -> Line {
    let words = |words: &str| if words.is_empty() { Vec::new() } else { vec![plain(words)] };
    Line { left: words(left), right: right.map(words), span: span() }
}

/// Pages on which each place stands as told: its index and the folio.
pub(super) fn pages(volume: &Volume, folios: &[(PlaceId, u32)]) -> Pages {
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
pub(super) fn section(volume: &Volume, pages: &Pages, piece: PieceId) -> String {
    let unlinked = Book::new(volume, pages, Survey::default());
    let book = Book::new(volume, pages, pieces::survey(&super::files(&unlinked)));
    let file = pieces::file(&book, piece).body;
    let body = file.split_once("matter\">\n").unwrap().1;
    body.strip_suffix("</body>\n</html>\n").unwrap().to_owned()
}

/// What `writing` writes in a volume of one empty essay.
pub(super) fn written(volume: &Volume, writing: impl FnOnce(&mut Writer)) -> String {
    let pages = Pages::default();
    let unlinked = Book::new(volume, &pages, Survey::default());
    let book = Book::new(volume, &pages, pieces::survey(&super::files(&unlinked)));
    let mut writer = Writer::new(&book, PieceId(0));
    writing(&mut writer);
    writer.finish().body
}
