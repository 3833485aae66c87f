//! The words that a volume waits for: its citations and its bibliography.
//!
//! The citation processor must see all citations at once, and is slow. Everything else of
//! a volume is ready without it, and most of it can be set meanwhile. So assembling ends
//! with a volume in which these words are missing, and with what they are made of; who
//! writes them gives them to the volume. Places and ids are all there before: what comes
//! is words alone.

use std::collections::BTreeSet;

use super::harvest::Cited;
use super::registers::Alphabet;
use super::works::{self, PrintedWork, Style, Writing};
use super::{BibliographySection, PieceId, PieceKind, Text, Volume, WorkId};
use crate::manifest;
use crate::manuscript::Work;

/// What the words of citations and works are made of.
pub struct Unwritten<'m> {
    /// The citations, by [`super::CitationId`].
    pub(super) citations: Vec<Cited<'m>>,
    /// The works, in the order of their keys: where a bibliography is printed, by [`WorkId`].
    pub(super) works: Vec<&'m Work>,
    /// The style that writes them; none where there is no work.
    pub(super) style: Option<Style>,
    /// The alphabetical order of the volume.
    pub(super) alphabet: Alphabet,
    /// The piece that prints the bibliography.
    pub(super) bibliography: Option<PieceId>,
    /// How it is to be divided.
    pub(super) sections: &'m [manifest::BibliographySection],
}

/// Citations and works in words, for the volume that they belong to.
#[derive(Debug, Default)]
pub struct Apparatus {
    /// The citations, in print and on the screen.
    citations: Vec<(Text, Text)>,
    /// The works of the bibliography, by [`WorkId`].
    works: Vec<PrintedWork>,
    /// The sections of the bibliography.
    sections: Vec<BibliographySection>,
}

impl Unwritten<'_> {
    /// The pieces that wait for words.
    pub fn waiting(&self) -> BTreeSet<PieceId> {
        self.citations.iter().map(|cited| cited.piece).chain(self.bibliography).collect()
    }

    /// Writes the citations and the bibliography of `volume`.
    pub fn write(&self, volume: &Volume) -> Apparatus {
        let Some(style) = &self.style else { return Apparatus::default() };
        let words = &volume.words;
        let writing = Writing { style, words, language: &volume.metadata.language, alphabet: &self.alphabet };
        let works::Written { citations, works } = works::write(&self.citations, &self.works, writing);
        if self.bibliography.is_none() {
            return Apparatus { citations, ..Apparatus::default() };
        }
        let order: Vec<(WorkId, &Work)> = works.iter().map(|work| (work.id, self.works[work.id.index()])).collect();
        let sections = works::sections(&order, self.sections, words, &self.alphabet);
        Apparatus { citations, works: works::printed(works, &sections), sections }
    }
}

impl Volume {
    /// Takes the words that were written for it.
    pub fn receive(&mut self, apparatus: Apparatus) {
        for (citation, (print, screen)) in self.citations.iter_mut().zip(apparatus.citations) {
            (citation.print, citation.screen) = (print, screen);
        }
        for (work, PrintedWork { title, print, screen }) in self.works.iter_mut().zip(apparatus.works) {
            self.places[work.place.index()].title = title;
            (work.print, work.screen) = (print, screen);
        }
        for piece in &mut self.pieces {
            if let PieceKind::Bibliography(sections) = &mut piece.kind {
                sections.clone_from(&apparatus.sections);
            }
        }
    }
}
