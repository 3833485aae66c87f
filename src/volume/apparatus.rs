//! Bibliography and index of a volume, as they are printed.

use super::{NoteId, PlaceId, Text, WorkId};
use crate::manifest::{IndexRanges, Subheadings};

/// A work of the bibliography.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its key.
    pub key: String,
    /// Its place in the printed bibliography.
    pub place: PlaceId,
    /// The whole reference in print, where a repeated author may be a dash.
    pub print: Text,
    /// The whole reference on the screen, every author named.
    pub screen: Text,
    /// What the editors say of it, printed below it.
    pub annotation: Text,
}

/// A section of the bibliography.
#[derive(Clone, Debug, PartialEq)]
pub struct BibliographySection {
    /// Its title; nothing if there is one section alone.
    pub title: String,
    /// Its works, in order.
    pub list: WorkList,
}

/// How the works of a section stand.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkList {
    /// One after the other.
    Works(Vec<WorkId>),
    /// Under the archives that keep them.
    Archives(Vec<Archive>),
}

/// An archive, and what it keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// Its name and its town; nothing for works that no archive keeps.
    pub name: String,
    /// Its fonds, in order.
    pub fonds: Vec<Fonds>,
}

/// A fonds of an archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Fonds {
    /// Its name, where works stand under it that name it.
    pub name: String,
    /// The work that is the fonds itself, or a work that belongs to none.
    pub head: Option<WorkId>,
    /// What was used of it, in order.
    pub works: Vec<WorkId>,
}

impl BibliographySection {
    /// All its works, in order.
    pub fn works(&self) -> Vec<WorkId> {
        match &self.list {
            WorkList::Works(works) => works.clone(),
            WorkList::Archives(archives) => archives.iter().flat_map(Archive::works).collect(),
        }
    }
}

impl Archive {
    /// All its works, in order.
    pub fn works(&self) -> impl Iterator<Item = WorkId> {
        self.fonds.iter().flat_map(|fonds| fonds.head.into_iter().chain(fonds.works.iter().copied()))
    }
}

/// A citation: its words, in both outputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// Its words in print, where *ibid.* may stand.
    pub print: Text,
    /// Its words on the screen, where nothing leans on the note before.
    pub screen: Text,
    /// The works it cites, as far as the bibliography prints them.
    pub works: Vec<WorkId>,
}

/// The index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// Its headings, in the volume's alphabetical order.
    pub headings: Vec<IndexHeading>,
    /// How it is printed.
    pub style: IndexStyle,
}

/// How an index is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexStyle {
    /// How ranges are written.
    pub ranges: IndexRanges,
    /// Where subheadings stand.
    pub subheadings: Subheadings,
}

impl IndexStyle {
    /// Whether the subheadings of `heading` run on in its paragraph: the lowest alone do, so that a reader can tell them apart.
    pub fn runs_in(&self, heading: &IndexHeading) -> bool {
        self.subheadings == Subheadings::RunIn && heading.subheadings.iter().all(|below| below.subheadings.is_empty())
    }
}

/// A heading of the index, with what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexHeading {
    /// What it says.
    pub heading: Text,
    /// The letter it stands under; only at the first level. Figures and signs stand under none.
    pub letter: Option<String>,
    /// The place of the heading itself.
    pub place: PlaceId,
    /// Where it leads, in the order of the book.
    pub locators: Vec<Locator>,
    /// Subheadings.
    pub subheadings: Vec<IndexHeading>,
    /// `see`: headings to look under instead.
    pub see: Vec<CrossReference>,
    /// `see also`.
    pub see_also: Vec<CrossReference>,
}

impl IndexHeading {
    /// What parts a `see also` from what stands before it.
    pub fn before_see_also(&self) -> &'static str {
        if self.locators.is_empty() && self.see.is_empty() { ", " } else { "; " }
    }
}

/// A pointer from one heading of the index to another.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossReference {
    /// What it says.
    pub heading: Text,
    /// The heading it leads to.
    pub to: PlaceId,
}

/// Where an index heading leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Locator {
    /// The place, or where a range begins.
    pub from: PlaceId,
    /// Where a range ends.
    pub to: Option<PlaceId>,
    /// The note it stands in: its marker is printed after the page, `243n5`.
    pub note: Option<NoteId>,
    /// With document locators: the numbers of the first and the last document, printed instead of pages.
    pub document: Option<(u32, u32)>,
}
