//! A volume as XHTML: one text a piece.
//!
//! Notes, registers and index are linked both ways; the page numbers that the text and the
//! index give are those of the print edition. The volume is written twice: once to learn
//! which places are in it and where, then with links that are known to lead somewhere.
//!
//! The EPUB and the web edition are made of these texts. What differs between them is said
//! by [`Medium`]; the room knows nothing of archives, packages and folders.

mod apparatus;
mod blocks;
mod document;
#[cfg(test)]
pub(crate) mod examples;
mod figures;
mod front;
mod headings;
mod index;
mod lines;
mod lists;
mod marginal;
mod notes;
mod outline;
mod pagination;
mod pieces;
mod plain;
mod style;
mod tables;
mod text;
mod track;
mod writer;
mod xhtml;

pub use outline::{Branch, branches};
pub use pagination::{PageMark, mark_pages};
pub use pieces::{Kind, kind, name, number, numbered_name};
pub use plain::{blocks as plain_blocks, text as plain_text};
pub use style::{Embedded, faces, sheet};
pub use track::{Gap, Takes, Word};
pub use writer::{Described, Survey, Writer, Written};
pub use xhtml::{Tag, address, direction, escaped};

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::fonts::Cut;
use crate::typeset::page::Pages;
use crate::volume::{FigureId, Listed, Piece, PieceId, PieceKind, PlaceId, Volume};

/// What the texts are read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A reading system: XHTML with the terms of EPUB.
    Epub,
    /// A browser: HTML that is well-formed XML too.
    Web,
}

impl Medium {
    /// How the names of texts end.
    pub fn ending(self) -> &'static str {
        match self {
            Medium::Epub => "xhtml",
            Medium::Web => "html",
        }
    }

    /// Where style sheet and pictures lie, seen from a text.
    pub fn root(self) -> &'static str {
        match self {
            Medium::Epub => "../",
            Medium::Web => "",
        }
    }
}

/// The first page of the web, without its ending.
pub const FRONT_PAGE: &str = "index";
/// The page of the search.
pub const SEARCH_PAGE: &str = "search";

/// Writes every piece of `volume`, and lets `make` make something of the texts.
pub fn with_texts<T>(volume: &Volume, pages: &Pages, medium: Medium, make: impl FnOnce(&Book, Vec<Written>) -> T) -> T {
    let unlinked = Book::new(volume, pages, medium, Survey::default());
    let book = Book::new(volume, pages, medium, pieces::survey(&texts(&unlinked)));
    let texts = texts(&book);
    make(&book, texts)
}

/// The texts of all pieces.
fn texts(book: &Book) -> Vec<Written> {
    let pieces: Vec<PieceId> = (0..book.volume.pieces.len() as u32).map(PieceId).collect();
    pieces.into_par_iter().map(|piece| pieces::text(book, piece)).collect()
}

/// What the texts ask for, all together.
pub struct Asked {
    /// The pictures they show.
    pub pictures: BTreeMap<FigureId, Described>,
    /// The cuts of the text family they are set in.
    pub cuts: BTreeSet<Cut>,
    /// The characters they are written in.
    pub characters: BTreeSet<char>,
}

impl Asked {
    /// What `texts` ask for.
    pub fn by(texts: &[Written]) -> Asked {
        Asked {
            pictures: texts.iter().flat_map(|text| text.pictures.clone()).collect(),
            cuts: texts.iter().flat_map(|text| text.cuts.clone()).collect(),
            characters: texts.iter().flat_map(|text| text.body.chars()).collect(),
        }
    }
}

/// The volume with all that its texts must know of each other.
pub struct Book<'a> {
    /// The volume.
    pub volume: &'a Volume,
    /// Its print edition.
    pub pages: &'a Pages,
    /// What the texts are read with.
    pub medium: Medium,
    /// What all texts hold.
    pub survey: Survey,
    /// The id of the first heading of every text; no place of the volume has it.
    pub title_id: String,
}
impl<'a> Book<'a> {
    /// The volume and its pages, for `medium`.
    pub fn new(volume: &'a Volume, pages: &'a Pages, medium: Medium, survey: Survey) -> Book<'a> {
        let mut title_id = String::from("title");
        while volume.places.iter().any(|place| place.anchor == title_id) {
            title_id.push_str("-of-file");
        }
        Book { volume, pages, medium, survey, title_id }
    }

    /// The file of a piece. On the web the first page stands for half-title, title page and contents; it and the search have
    /// names that no text may take.
    pub fn file(&self, piece: &Piece) -> String {
        let ending = self.medium.ending();
        if self.is_in_front(piece) {
            return format!("{FRONT_PAGE}.{ending}");
        }
        let mut name = piece.slug.clone();
        let taken = |name: &String| self.volume.pieces.iter().any(|other| other.slug == *name);
        if self.medium == Medium::Web && [FRONT_PAGE, SEARCH_PAGE].contains(&name.as_str()) {
            name.insert_str(0, "book-");
            while taken(&name) {
                name.push('-');
            }
        }
        format!("{name}.{ending}")
    }

    /// Whether a piece has no text of its own, because the first page of the web stands for it.
    pub fn is_in_front(&self, piece: &Piece) -> bool {
        self.medium == Medium::Web
            && matches!(piece.kind, PieceKind::HalfTitle | PieceKind::TitlePage | PieceKind::Contents)
    }

    /// The piece of `id`.
    pub fn piece(&self, id: PieceId) -> &'a Piece {
        &self.volume.pieces[id.index()]
    }

    /// The pieces that the contents list, with their depths; all pieces if they list none.
    pub fn listed(&self) -> Vec<(PieceId, u8)> {
        let pieces = || self.volume.pieces.iter().enumerate();
        let any = pieces().any(|(_, piece)| piece.listed == Listed::Listed);
        pieces()
            .filter(|(_, piece)| piece.listed == Listed::Listed || !any)
            .map(|(at, piece)| (PieceId(at as u32), piece.depth))
            .collect()
    }

    /// The folio of the page on which a place stands in print; a dash for what is not printed.
    pub fn folio_of(&self, place: Option<PlaceId>) -> String {
        let spot = place.and_then(|place| self.pages.places.get(place.index()).copied().flatten());
        let page = spot.and_then(|spot| self.pages.pages.get(spot.page));
        page.map_or_else(|| "–".into(), |page| page.folio.to_string())
    }

    /// The page of the print edition on which a place stands, from 0.
    pub fn page_of(&self, place: PlaceId) -> Option<usize> {
        self.pages.places.get(place.index()).copied().flatten().map(|spot| spot.page)
    }

    /// Names in a row: "A, B and C".
    pub fn joined(&self, names: &[String]) -> String {
        match names.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, others)) => format!("{} {} {last}", others.join(", "), self.volume.words.and),
        }
    }
}
