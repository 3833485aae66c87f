//! book.toml: the volume's metadata, order of contents, design and outputs.
//!
//! The file as typed ([`typed`]) becomes a [`Manifest`] as meant, once; nothing after
//! this asks whether a key was there. Everything has a sensible default: the smallest
//! volume is a title and a list of contents.

mod bibliography;
mod contents;
mod design;
mod in_type;
mod index;
mod keys;
mod metadata;
mod print;
mod rules;
mod settings;
mod syntax;
#[cfg(test)]
mod tests;
mod typed;
mod values;

pub use bibliography::{Arrangement, BibliographyRules, BibliographySection};
pub use design::{BUILT_IN_FAMILY, Design, Family, Margins, Refinement, TypeSize};
pub use index::{IndexOrder, IndexPeople, IndexRanges, IndexRules, Locators, Subheadings};
pub use print::{BleedEdges, Inks, Marks, Print, PrintStandard, Printer};
pub use settings::Settings;
pub use syntax::syntax_problems;

use std::collections::BTreeMap;

use toml::de::{DeTable, Deserializer};

use crate::date::Day;
use crate::language::Language;
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, MANIFEST, Sources, Span};

/// Reads book.toml. None if there is none, or if it is no TOML: then nothing else can be known of the volume.
///
/// Whatever else is wrong in it is told, and what is usual stands in its place, so that one run tells everything.
pub fn read(sources: &Sources, report: &mut Report) -> Option<Manifest> {
    let Some(file) = sources.find(MANIFEST) else {
        report.push(Diagnostic::of_volume(Code::MissingFile, format!("there is no `{MANIFEST}`")));
        return None;
    };
    let (root, errors) = DeTable::parse_recoverable(&sources.file(file).text);
    if !errors.is_empty() {
        syntax_problems(&errors, sources, file, 0).into_iter().for_each(|problem| report.push(problem));
        return None;
    }
    let table = root.get_ref().clone();
    let mut left_over = Vec::new();
    let book: typed::Book =
        serde_ignored::deserialize(Deserializer::from(root), |path| left_over.push(keys::steps(&path)))
            .expect("every value of the typed manifest takes whatever stands there");
    for way in left_over {
        report.push(keys::unknown_key(&way, &table, file));
    }
    let mut values = values::Values { sources, file, report };
    let edition_place = |name: &str| {
        let way = [keys::Step::Key("editions".into()), keys::Step::Key(name.into())];
        keys::key_place(&way, &table).map(|place| Span::new(file, place.start, place.end))
    };
    let mut named = contents::Named::new();
    let metadata = metadata::metadata(book.volume, &mut values);
    let order = contents::contents(book.contents, &mut values, &mut named);
    let editions = rules::editions(book.editions, edition_place, &mut values, &mut named);
    contents::unlisted_files(&mut values, &named);
    let index = index::index(book.index, &metadata.language, &mut values);
    let mut manifest = Manifest {
        metadata,
        contents: order,
        documents: rules::documents(book.documents, &mut values),
        notes: rules::notes(book.notes, &mut values),
        bibliography: bibliography::bibliography(book.bibliography, &mut values),
        index,
        design: design::design(book.design, &mut values),
        print: print::print(book.pdf, &mut values),
        epub: rules::epub(book.epub, &mut values),
        editions,
        words: rules::words(book.words, &mut values),
        settings: Settings::of(&table, file),
    };
    in_type::set(&mut manifest);
    Some(manifest)
}

/// The manifest of a volume, as meant.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Title, people, publisher, identifiers.
    pub metadata: Metadata,
    /// The order of contents.
    pub contents: Contents,
    /// How documents are numbered and begun.
    pub documents: DocumentRules,
    /// How notes are numbered and where the source note stands.
    pub notes: NoteRules,
    /// Where works come from and how they are cited.
    pub bibliography: BibliographyRules,
    /// How the index is made.
    pub index: IndexRules,
    /// What the printed page looks like.
    pub design: Design,
    /// The file for the printer.
    pub print: Print,
    /// The EPUB.
    pub epub: EpubRules,
    /// Selections, by name.
    pub editions: BTreeMap<String, Edition>,
    /// `[words]`: the author's own for made words, by key.
    pub words: BTreeMap<String, String>,
    /// Where book.toml says each thing.
    pub settings: Settings,
}

/// What the volume is called, who made it, and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// What names the outputs; an edition's own slug ends with its name.
    pub slug: String,
    /// The language of the volume.
    pub language: Language,
    /// Editors and others who had a hand in it, in order.
    pub contributors: Vec<Contributor>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The place of publication.
    pub place: Option<String>,
    /// The day of publication: the only clock that outputs know.
    pub date: Day,
    /// Whether the author wrote a date; else `date` is a fixed day that nothing prints.
    pub date_known: DateKnown,
    /// "First edition".
    pub edition: Option<String>,
    /// The copyright page, Markdown, with its place. As for all Markdown of the manifest, that is the place of the
    /// words themselves where the file has them letter by letter, else of the value with its quotation marks and escapes.
    pub rights: Option<(String, Span)>,
    /// What the volume is about.
    pub description: Option<String>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// ISBN of the print edition, as written.
    pub isbn_print: Option<String>,
    /// ISBN of the EPUB, as written.
    pub isbn_epub: Option<String>,
    /// The series.
    pub series: Option<SeriesInfo>,
    /// The dedication, Markdown, with its place.
    pub dedication: Option<(String, Span)>,
    /// Path of the cover picture under `book/`.
    pub cover: Option<(String, Span)>,
    /// The EPUB's identifier, a URN; never random.
    pub identifier: String,
    /// The place of the title.
    pub span: Span,
}

/// Whether the manifest gives a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKnown {
    /// It does.
    Given,
    /// It does not; outputs that must carry one carry a fixed day.
    Assumed,
}

/// Someone who had a hand in the volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// The name as printed.
    pub name: String,
    /// The name as sorted: "Family, Given".
    pub sort: String,
    /// The role, a MARC relator code: `edt`, `aut`, `trl`.
    pub role: String,
}

/// The series that the volume belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesInfo {
    /// Its title.
    pub title: String,
    /// The volume's number in it.
    pub number: Option<u32>,
    /// What the series page says of it, Markdown.
    pub note: Option<(String, Span)>,
    /// Its volumes, in order.
    pub volumes: Vec<SeriesVolume>,
}

/// A volume of the series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesVolume {
    /// Its id, by which the text refers to it.
    pub id: Option<(String, Span)>,
    /// Its line on the series page, Markdown.
    pub line: (String, Span),
    /// What references call it, Markdown; else its line.
    pub short: Option<(String, Span)>,
}

/// A generated part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generated {
    /// `half-title`
    HalfTitle,
    /// `series-page`
    SeriesPage,
    /// `title-page`
    TitlePage,
    /// `copyright`
    Copyright,
    /// `dedication`
    Dedication,
    /// `contents`
    Contents,
    /// `list-of-documents`
    ListOfDocuments,
    /// `list-of-figures`
    ListOfFigures,
    /// `signs`: the key to the editors' marks
    Signs,
    /// `abbreviations`
    Abbreviations,
    /// `chronology`
    Chronology,
    /// `people`
    People,
    /// `organisations`
    Organisations,
    /// `terms`
    Terms,
    /// `bibliography`
    Bibliography,
    /// `index`
    Index,
    /// `colophon`
    Colophon,
}

/// The order of contents.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Front matter: roman folios.
    pub front: Vec<Piece>,
    /// The body: arabic folios.
    pub body: Vec<Piece>,
    /// Back matter.
    pub back: Vec<Piece>,
}

/// One piece of the order of contents.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where the manifest names it.
    pub span: Span,
}

/// What a piece of the order of contents is.
#[derive(Clone, Debug)]
pub enum PieceKind {
    /// A generated part.
    Generated(Generated),
    /// A file with a title and a text.
    Essay(FileId),
    /// A document outside any chapter.
    Document(FileId),
    /// A chapter: its essay, and its documents in order.
    Chapter {
        /// The essay that opens it.
        essay: FileId,
        /// Its documents, patterns already spread out in natural order.
        documents: Vec<FileId>,
    },
    /// A part: its title, and its chapters.
    Part {
        /// Its title.
        title: String,
        /// Its chapters.
        chapters: Vec<Piece>,
    },
}

/// `[documents]`
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRules {
    /// "Document No.", if the author gave it; else the language's own word.
    pub label: Option<String>,
    /// "Document Nos.", for ranges.
    pub label_plural: Option<String>,
    /// Where a document begins.
    pub start: DocumentStart,
}

/// Where a document begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentStart {
    /// On a new page.
    NewPage,
    /// Where the one before it ends.
    RunOn,
}

/// `[notes]`
#[derive(Clone, Debug, PartialEq)]
pub struct NoteRules {
    /// Where editorial notes start again.
    pub numbering: Numbering,
    /// Where the source note stands.
    pub source_note: SourceNote,
}

/// Where editorial notes start again at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// At every document and essay.
    Document,
    /// At every chapter.
    Chapter,
    /// Nowhere: one series through the volume.
    Volume,
}

/// Where the source note of a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceNote {
    /// At the foot of its first page, before note 1.
    Foot,
    /// Under the heading.
    Heading,
    /// After the text.
    End,
}

/// `[epub]`
#[derive(Clone, Debug, PartialEq)]
pub struct EpubRules {
    /// Who answers for the accessibility claim.
    pub certifier: Option<String>,
    /// Whether fonts are embedded.
    pub fonts: EmbedFonts,
    /// Whether the pages of the print edition are marked.
    pub page_list: PageList,
}

/// Whether the EPUB carries its fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedFonts {
    /// It does.
    Embedded,
    /// The reading system's own are used.
    Left,
}

/// Whether the EPUB marks the pages of the print edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageList {
    /// It does.
    Printed,
    /// It does not.
    Absent,
}

/// `[editions.NAME]`: a selection. What is absent is the volume's own.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its title.
    pub title: Option<String>,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// The ids of its documents, in its own order.
    pub documents: Vec<(String, Span)>,
    /// Its front matter.
    pub front: Option<Vec<Piece>>,
    /// Its back matter.
    pub back: Option<Vec<Piece>>,
    /// Its place in the manifest.
    pub span: Span,
}
