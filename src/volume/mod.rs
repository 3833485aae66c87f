//! What the manuscript means.
//!
//! `assemble` answers every name, numbers every thing and makes every list. Things are
//! kept in arenas and named by typed ids, which are always good; nothing after this
//! station looks a name up. An edition (a selection of documents) is another [`Volume`]
//! made from the same manuscript.

mod answer;
mod apparatus;
mod assembly;
mod colophon;
mod dates;
mod edition;
mod harvest;
mod index;
mod located;
mod locators;
mod names;
mod notes;
mod outline;
mod parts;
mod pieces;
mod places;
mod queries;
mod quoting;
mod references;
mod registers;
mod signs;
mod targets;
#[cfg(test)]
mod tests;
pub mod told;
#[cfg(test)]
mod trial;
mod unwritten;
pub(crate) mod walk;
mod words;
mod works;

pub use crate::language::Language;
pub use crate::manifest::{IndexRanges, Subheadings};
pub use crate::manuscript::tree::{self, Alignment, Dress, Hand, Lines, Names, Placement, Role, Spacing, Style};
pub use crate::manuscript::{
    Certainty, Date, Day, DocumentKind, Picture, PictureFormat, RegisterKind, Series, drawing_options,
};
pub use apparatus::{
    Archive, BibliographySection, Citation, CrossReference, Fonds, Index, IndexHeading, IndexStyle, Locator, Work,
    WorkList,
};
pub use assembly::{Selection, assemble, assemble_selection, begin};
pub use locators::{Printed, Spot};
pub use queries::queries;
pub use references::BookFolios;
pub use unwritten::{Apparatus, Unwritten};
pub use words::{Words, capitalised};

use crate::manifest::Metadata;
use crate::source::Span;

/// Makes a typed index into one of the volume's arenas.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Its place in its arena.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A piece of the volume: [`Volume::pieces`].
    PieceId
    /// A note: [`Volume::notes`].
    NoteId
    /// A place that something can refer to: [`Volume::places`].
    PlaceId
    /// An entry of a register: [`Volume::entries`].
    EntryId
    /// An event of the chronology: [`Volume::events`].
    EventId
    /// A work of the bibliography: [`Volume::works`].
    WorkId
    /// A figure: [`Volume::figures`].
    FigureId
    /// A citation: [`Volume::citations`].
    CitationId
}

/// Names answered: the tree of a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered;

impl Names for Answered {
    type Call = Call;
    type Reference = Reference;
    type Citation = CitationId;
    type Mark = Mark;
    type Anchor = PlaceId;
    type Picture = FigureId;
}

/// Running text, every name answered.
pub type Text = Vec<tree::Inline<Answered>>;
/// A run of text, every name answered.
pub type Inline = tree::Inline<Answered>;
/// A block, every name answered.
pub type Block = tree::Block<Answered>;
/// Blocks, every name answered.
pub type Blocks = Vec<Block>;
/// What a block is, every name answered.
pub type BlockKind = tree::BlockKind<Answered>;
/// A line that stays a line, every name answered.
pub type Line = tree::Line<Answered>;
/// An item of a list, every name answered.
pub type Item = tree::Item<Answered>;
/// A cell of a table, every name answered.
pub type Cell = tree::Cell<Answered>;

/// A note call, answered. What it prints is the note's marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The note.
    pub note: NoteId,
    /// Where this call stands. The first call of a note is [`Note::first_call`].
    pub place: PlaceId,
}

/// A reference, answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Where it leads; nowhere if its target is not in this edition.
    pub to: Option<PlaceId>,
    /// What it prints.
    pub shows: Shows,
}

/// What a reference prints.
#[derive(Clone, Debug, PartialEq)]
pub enum Shows {
    /// Words, made or the author's own.
    Words(Text),
    /// The folio of the page on which its target stands.
    Folio,
}

/// An index mark, answered. The index itself ([`Index`]) holds what it is indexed under.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The place that is indexed.
    pub place: PlaceId,
    /// Words that are printed here.
    pub shown: Text,
}

/// A whole volume.
#[derive(Clone, Debug)]
pub struct Volume {
    /// What it is called and who made it, an edition's own where it has its own.
    pub metadata: Metadata,
    /// Words that the volume makes: "Document No.", "Notes".
    pub words: Words,
    /// Its pieces, in the order of contents, chapters before their documents.
    pub pieces: Vec<Piece>,
    /// Its notes, in the order in which the reader meets them.
    pub notes: Vec<Note>,
    /// All places that something can refer to.
    pub places: Vec<Place>,
    /// The entries of the registers that are printed; lists in the pieces say in what order.
    pub entries: Vec<Entry>,
    /// The events of the chronology, if that is printed.
    pub events: Vec<Event>,
    /// The works of the bibliography, if that is printed, in the order of their keys.
    pub works: Vec<Work>,
    /// Its figures, in order.
    pub figures: Vec<Figure>,
    /// Its citations.
    pub citations: Vec<Citation>,
    /// Its index; empty if nothing is marked, or if none is printed.
    pub index: Index,
    /// Its cover, if the manifest names one.
    pub cover: Option<Picture>,
    /// Whether it is an edition that speaks of pages of the whole volume.
    pub pages_of_book: PagesOfBook,
}

/// Whether an edition speaks of pages of the whole volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PagesOfBook {
    /// It does not, or they are known.
    #[default]
    Settled,
    /// It does, and they must be known first: the whole volume is to be set before it.
    AskedFor,
}

impl Volume {
    /// The ids of its documents, each with its number in print.
    pub fn documents(&self) -> Vec<(String, Option<u32>)> {
        let document = |piece: &Piece| match &piece.kind {
            PieceKind::Document(document) => Some((document.id.clone(), document.number)),
            _ => None,
        };
        self.pieces.iter().filter_map(document).collect()
    }

    /// Tells how many pages document `id` has in a file of its own.
    pub fn set_extent(&mut self, id: &str, pages: usize) {
        let word = if pages == 1 { &self.words.one_page } else { &self.words.several_pages };
        let extent = words::filled(word, &pages.to_string());
        for piece in &mut self.pieces {
            if let PieceKind::Document(document) = &mut piece.kind
                && document.id == id
            {
                document.extent = Some(extent.clone());
            }
        }
    }
}

/// A place that something can refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The piece it is in.
    pub piece: PieceId,
    /// A name for it: letters, digits, `-`, `_` and dots, unique in the volume, stable from build to build. The XHTML id.
    pub anchor: String,
    /// What it is, for those who follow a link to it: "Document No. 26", "note 3".
    pub title: String,
}

/// Which part of the book a piece stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Front matter: roman folios.
    Front,
    /// The body: arabic folios.
    Body,
    /// Back matter.
    Back,
}

/// A piece of the volume: one entry of its order of contents, one file of its EPUB.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The part of the book.
    pub matter: Matter,
    /// What it is.
    pub kind: PieceKind,
    /// Its heading as printed, with its note calls; made words for generated parts; empty where nothing is printed.
    pub title: Text,
    /// Its heading for contents, outline and navigation, without note calls.
    pub contents_title: Text,
    /// What the running head says.
    pub running_head: String,
    /// What is said between its heading and the list that it is: in a selection, how its documents are numbered.
    pub lead: Blocks,
    /// Its place.
    pub place: PlaceId,
    /// A name for its file, unique in the volume, stable from build to build: `doc-svoboda-notes`.
    pub slug: String,
    /// How deep it lies in the contents, from 0: part, chapter, document.
    pub depth: u8,
    /// The notes that are first called in it, in order: what stands at its end where there are no pages.
    pub notes: Vec<NoteId>,
    /// Whether the contents list it.
    pub listed: Listed,
    /// The place in the sources that makes it be there.
    pub span: Span,
}

/// Whether the contents list a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// They do.
    Listed,
    /// Half-title, title page, copyright page and the like.
    Unlisted,
}

/// What a piece is.
#[derive(Clone, Debug)]
pub enum PieceKind {
    /// The title alone.
    HalfTitle,
    /// The series and its volumes.
    SeriesPage(SeriesPage),
    /// Title, people, publisher: from [`Volume::metadata`].
    TitlePage,
    /// The rights, as written, and what the metadata says: from [`Volume::metadata`].
    Copyright(Blocks),
    /// The dedication.
    Dedication(Blocks),
    /// The contents: every listed piece, with its folio.
    Contents,
    /// The list of documents.
    ListOfDocuments(Vec<PieceId>),
    /// The list of figures.
    ListOfFigures(Vec<FigureId>),
    /// The key to the editors' marks that are used.
    Signs(Vec<Sign>),
    /// A register, its entries in the volume's alphabetical order.
    Register(RegisterKind, Vec<EntryId>),
    /// The chronology, in the order of time.
    Chronology(Vec<EventId>),
    /// The bibliography, by sections.
    Bibliography(Vec<BibliographySection>),
    /// The index: [`Volume::index`].
    Index,
    /// How the book was made.
    Colophon(Blocks),
    /// A foreword, preface, introduction: a file of its own.
    Essay(Essay),
    /// A part of the body: a title for the chapters that follow.
    Part,
    /// A chapter and the essay that opens it.
    Chapter {
        /// Its number, through the volume.
        number: u32,
        /// "Chapter 2".
        label: String,
        /// The essay; its text may be empty.
        essay: Essay,
    },
    /// A document.
    Document(Box<Document>),
}

/// The text of an essay.
#[derive(Clone, Debug, PartialEq)]
pub struct Essay {
    /// Its subtitle.
    pub subtitle: Text,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its text.
    pub text: Blocks,
}

/// The series page.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesPage {
    /// The series' title, with the volume's number if it has one.
    pub title: String,
    /// What it says of the series.
    pub note: Blocks,
    /// The volumes, a line each.
    pub volumes: Vec<Text>,
}

/// A sign of the editors, and what it means: a row of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// The sign as it is printed.
    pub sign: Text,
    /// What it means.
    pub meaning: String,
}

/// A document, in the order in which its parts are printed.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// What kind it is.
    pub kind: DocumentKind,
    /// Its number in print.
    pub number: Option<u32>,
    /// "Document No. 26"; nothing for an unnumbered document.
    pub label: String,
    /// In an edition: what says the volume's own number ("Document No. 26 in the book").
    pub number_in_volume: Option<String>,
    /// How many pages its own file has, where each document is given one: "6 pages", for the list of documents.
    pub extent: Option<String>,
    /// Authors, or sender and recipient: a line each, made word and names; nothing where an opener says them.
    pub address: Vec<AddressLine>,
    /// Place, date and time: "Moscow, 24 October 1956, 2:00 p.m."; nothing where an opener says it.
    pub date_line: Text,
    /// The date alone, for the list of documents.
    pub date_text: Text,
    /// The date, for sorting.
    pub date: Option<Date>,
    /// The classification.
    pub classification: Option<String>,
    /// The headnote.
    pub headnote: Blocks,
    /// The opener: lines.
    pub opener: Option<Block>,
    /// The transcription.
    pub text: Blocks,
    /// The source note: source, translator, original language. Unnumbered, before note 1.
    pub source: Text,
    /// Where the source note stands.
    pub source_at: crate::manifest::SourceNote,
}

/// A line that says who wrote to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressLine {
    /// "From", "To"; nothing before authors.
    pub label: String,
    /// The names.
    pub names: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Editors' or original.
    pub series: Series,
    /// What its calls and the note itself show: `12`, or `*`.
    pub marker: String,
    /// The piece it is first called in.
    pub piece: PieceId,
    /// The place of the note itself.
    pub place: PlaceId,
    /// The place of its first call: where its back link leads.
    pub first_call: PlaceId,
    /// What it says.
    pub blocks: Blocks,
    /// Where it was written.
    pub span: Span,
}

/// An entry of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The register.
    pub register: RegisterKind,
    /// Its place in the printed register.
    pub place: PlaceId,
    /// The name it is printed under.
    pub name: Text,
    /// Years of life or existence.
    pub dates: Option<String>,
    /// What an abbreviation stands for: [`Style::Foreign`] where it is another language.
    pub expansion: Text,
    /// What the register says of it.
    pub note: Blocks,
    /// Other forms of the name.
    pub also: Vec<String>,
    /// The entry it points to instead.
    pub see: Option<EntryId>,
}

/// An event of the chronology.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its place.
    pub place: PlaceId,
    /// Its date as printed.
    pub date_text: String,
    /// Its date.
    pub date: Date,
    /// What happened.
    pub text: Blocks,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// "Figure 4"; nothing for a figure without caption.
    pub label: String,
    /// Its place.
    pub place: PlaceId,
    /// The first sentence of its caption, for the list of figures.
    pub title: Text,
    /// A name for the file of its picture, with its ending: no other picture has it.
    pub file_name: String,
    /// The picture.
    pub picture: Picture,
}
