//! A volume as an EPUB 3.3 publication.
//!
//! One XHTML file a piece; notes, registers and index linked both ways; the page numbers
//! that the text and the index give are those of the print edition. The volume is written
//! twice: once to learn which places are in the book and where, then with links that are
//! known to lead somewhere.
//!
//! epub-builder makes the container and the manifest of all files; a finishing pass
//! ([`archive`]) puts in our own package metadata and navigation and packs the archive so
//! that the same volume makes the same bytes.

mod apparatus;
mod archive;
mod blocks;
mod document;
#[cfg(test)]
mod examples;
mod front;
mod headings;
mod index;
mod lists;
mod navigation;
mod notes;
mod outline;
mod package;
mod pieces;
mod plain;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod writer;
mod xhtml;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::fonts::{Cut, Fonts};
use crate::manifest::Manifest;
use crate::report::Report;
use crate::typeset::page::Pages;
use crate::volume::{FigureId, Listed, Piece, PieceId, PlaceId, Volume};
use writer::{Described, Survey, Written};

/// Makes the EPUB of a volume.
///
/// What could be wrong with it has been told by the stations before; this one finds nothing new.
pub fn write(volume: &Volume, manifest: &Manifest, pages: &Pages, fonts: &Fonts, _report: &mut Report) -> Vec<u8> {
    let unlinked = Book::new(volume, pages, Survey::default());
    let book = Book::new(volume, pages, pieces::survey(&files(&unlinked)));
    let files = files(&book);
    let contents = Contents::of(&files);
    let faces = style::faces(fonts, manifest.epub.fonts, &contents.cuts);
    archive::pack(&book, manifest, &files, &contents, &faces)
}

/// The files of all pieces.
fn files(book: &Book) -> Vec<Written> {
    let pieces: Vec<PieceId> = (0..book.volume.pieces.len() as u32).map(PieceId).collect();
    pieces.into_par_iter().map(|piece| pieces::file(book, piece)).collect()
}

/// What the files ask for, all together.
struct Contents {
    pictures: BTreeMap<FigureId, Described>,
    cuts: BTreeSet<Cut>,
}

impl Contents {
    fn of(files: &[Written]) -> Contents {
        Contents {
            pictures: files.iter().flat_map(|file| file.pictures.clone()).collect(),
            cuts: files.iter().flat_map(|file| file.cuts.clone()).collect(),
        }
    }
}

/// The volume with all that its files must know of each other.
struct Book<'a> {
    volume: &'a Volume,
    pages: &'a Pages,
    survey: Survey,
    /// The id of the first heading of every file; no place of the volume has it.
    title_id: String,
}

impl<'a> Book<'a> {
    fn new(volume: &'a Volume, pages: &'a Pages, survey: Survey) -> Book<'a> {
        let mut title_id = String::from("title");
        while volume.places.iter().any(|place| place.anchor == title_id) {
            title_id.push_str("-of-file");
        }
        Book { volume, pages, survey, title_id }
    }

    fn piece(&self, id: PieceId) -> &'a Piece {
        &self.volume.pieces[id.index()]
    }

    /// The pieces that the contents list, with their depths; all pieces if they list none.
    fn listed(&self) -> Vec<(PieceId, u8)> {
        let pieces = || self.volume.pieces.iter().enumerate();
        let any = pieces().any(|(_, piece)| piece.listed == Listed::Listed);
        pieces()
            .filter(|(_, piece)| piece.listed == Listed::Listed || !any)
            .map(|(at, piece)| (PieceId(at as u32), piece.depth))
            .collect()
    }

    /// The folio of the page on which a place stands in print; a dash for what is not printed.
    fn folio_of(&self, place: Option<PlaceId>) -> String {
        let spot = place.and_then(|place| self.pages.places.get(place.index()).copied().flatten());
        let page = spot.and_then(|spot| self.pages.pages.get(spot.page));
        page.map_or_else(|| "–".into(), |page| page.folio.to_string())
    }

    /// The page of the print edition on which a place stands, from 0.
    fn page_of(&self, place: PlaceId) -> Option<usize> {
        self.pages.places.get(place.index()).copied().flatten().map(|spot| spot.page)
    }

    /// Names in a row: "A, B and C".
    fn joined(&self, names: &[String]) -> String {
        match names.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, others)) => format!("{} {} {last}", others.join(", "), self.volume.words.and),
        }
    }
}
