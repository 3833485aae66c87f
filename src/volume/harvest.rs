//! What is found on the way through the texts: marks for the index, citations for the bibliography, figures, signs.

use std::collections::{BTreeMap, BTreeSet};

use super::signs::Found;
use super::{Figure, Note, NoteId, PieceId, PlaceId, Text};
use crate::manuscript::{self, MarkKind};
use crate::source::Span;

/// An index mark where it stands.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    /// Heading, then subheadings.
    pub path: Vec<Text>,
    /// Place, or end of a range.
    pub kind: MarkKind,
    /// Where it stands.
    pub place: PlaceId,
    /// The note it stands in.
    pub note: Option<NoteId>,
    /// The piece it stands in.
    pub piece: PieceId,
    /// Where it was written.
    pub span: Span,
}

/// A citation where it stands.
#[derive(Clone, Debug)]
pub(super) struct Cited<'a> {
    /// The works, each with the words before it and its locator.
    pub cites: Vec<CitedWork<'a>>,
    /// What it stands in.
    pub setting: Setting,
    /// The piece it stands in.
    pub piece: PieceId,
    /// The note it stands in.
    pub note: Option<NoteId>,
    /// The number of that note.
    pub number: Option<usize>,
    /// Its place.
    pub span: Span,
}

impl Cited<'_> {
    /// A citation of nothing.
    pub fn nothing(span: Span) -> Self {
        Cited { cites: Vec::new(), setting: Setting::InText, piece: PieceId(0), note: None, number: None, span }
    }
}

/// A work of a citation.
#[derive(Clone, Debug)]
pub(super) struct CitedWork<'a> {
    /// What stands before it.
    pub prefix: Text,
    /// The work.
    pub work: &'a manuscript::Work,
    /// The place in it.
    pub locator: Text,
}

/// What a citation stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// In a text, in a style that cites there.
    InText,
    /// Alone in the note that it makes.
    OwnNote,
    /// In a note, among other words: whether any stand before and after it in its paragraph.
    InNote {
        /// Whether it begins its paragraph.
        opens: Opens,
        /// Whether it ends it.
        ends: Ends,
    },
}

/// Whether something begins its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// Nothing stands before it.
    Opens,
    /// Something does.
    Follows,
}

/// Whether something ends its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Nothing stands after it.
    Here,
    /// A full stop of its own stands after it.
    Stops,
    /// Something else does.
    GoesOn,
}

/// What the walk finds.
#[derive(Debug, Default)]
pub(super) struct Harvest<'a> {
    /// Notes, by `NoteId`.
    pub notes: Vec<Option<Note>>,
    /// Index marks, in the order of the book.
    pub marks: Vec<Marked>,
    /// Citations, by `CitationId`.
    pub citations: Vec<Cited<'a>>,
    /// Figures, by `FigureId`.
    pub figures: Vec<Figure>,
    /// The editors' signs that are used.
    pub signs: BTreeSet<Found>,
    /// Names of picture files that are taken.
    pub files: BTreeMap<String, String>,
    /// Whether pages of the whole volume are asked for that are not known yet.
    pub asks_for_folios: bool,
}
