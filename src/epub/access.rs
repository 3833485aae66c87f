//! How the book can be read, found once: the package document and the ONIX record both say it.

use super::Content;
use crate::manifest::Manifest;
use crate::markup::{Book, Described};
use crate::volume::PieceKind;

/// How the book can be read, and by whose word.
pub(super) struct Access {
    /// Whether it shows pictures, and how they are described.
    pub pictures: Pictures,
    /// Whether it has an index.
    pub index: bool,
    /// Whether it marks the pages of the print edition.
    pub pages: bool,
    /// Who answers for its meeting EPUB Accessibility 1.1 with WCAG 2.2 at level AA; none if that is not claimed.
    pub certifier: Option<String>,
}

/// The pictures of a book, for those who cannot see them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    /// There are none.
    None,
    /// All of them are described in words.
    Described,
    /// Some are not.
    Undescribed,
}

impl Access {
    /// What can be said of a book.
    pub fn of(book: &Book, manifest: &Manifest, content: &Content) -> Access {
        let pictures = match content.asked.pictures.values().all(|described| *described == Described::InWords) {
            _ if content.asked.pictures.is_empty() => Pictures::None,
            true => Pictures::Described,
            false => Pictures::Undescribed,
        };
        Access {
            pictures,
            index: book.volume.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Index)),
            pages: !content.marks.is_empty(),
            certifier: manifest.epub.certifier.clone().filter(|_| pictures != Pictures::Undescribed),
        }
    }

    /// The same in a sentence or two.
    pub fn summary(&self) -> String {
        let figures = match self.pictures {
            Pictures::None => "",
            Pictures::Described => " All figures are described in words.",
            Pictures::Undescribed => " Some figures are not described in words.",
        };
        let pages = if self.pages { " The pages of the print edition are marked and listed." } else { "" };
        format!(
            "All text can be resized, restyled and read aloud. The contents, the headings of every text, the notes and \
             the cross-references are linked; passages in other languages say so.{figures}{pages}"
        )
    }
}
