//! The numbers of pages, as the text prints them.

use crate::source::Span;
use crate::volume::{PlaceId, Volume};

use super::page::Folio;

/// A folio that was printed in a galley.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The place whose page it is.
    pub place: PlaceId,
    /// What was printed.
    pub text: String,
    /// Where the sources ask for it.
    pub span: Option<Span>,
}

/// The pages on which places stood the time before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folios {
    /// By place: its page, from 0, and that page's folio.
    pages: Vec<Option<(usize, Folio)>>,
    /// By place: the place of its piece, which stands for it where it is not printed itself.
    pieces: Vec<PlaceId>,
}

/// What stands for a folio before anything has been laid out: three figures, as most books need.
const UNKNOWN: (usize, Folio) = (0, Folio::Arabic(888));

impl Folios {
    /// Nothing is known yet.
    pub fn unknown(volume: &Volume) -> Folios {
        let piece = |place: &crate::volume::Place| volume.pieces[place.piece.index()].place;
        Folios { pages: Vec::new(), pieces: volume.places.iter().map(piece).collect() }
    }

    /// The same places on these pages.
    pub fn with_pages(&self, pages: Vec<Option<(usize, Folio)>>) -> Folios {
        Folios { pages, pieces: self.pieces.clone() }
    }

    /// The page of `place`, from 0, and its folio.
    pub fn page(&self, place: PlaceId) -> (usize, Folio) {
        let known = |place: PlaceId| self.pages.get(place.index()).copied().flatten();
        let piece = || self.pieces.get(place.index()).and_then(|piece| known(*piece));
        known(place).or_else(piece).unwrap_or(UNKNOWN)
    }

    /// What is printed for `place`.
    pub fn text(&self, place: PlaceId) -> String {
        self.page(place).1.to_string()
    }

    /// Whether all that was printed is still right.
    pub fn agree(&self, shown: &[Shown]) -> bool {
        shown.iter().all(|shown| self.text(shown.place) == shown.text)
    }
}
