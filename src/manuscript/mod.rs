//! What was written.
//!
//! `read` turns the sources into a [`Manuscript`]: the tree as written. Names are
//! [`Label`]s, not yet answered; every node has its span. Whatever is left over
//! unread is an error, so that no word is ever lost.

mod chronology;
mod csv;
mod document;
mod essay;
mod files;
mod front_matter;
mod imprint;
mod index_rules;
mod markdown;
mod pictures;
mod record;
mod register;
mod style;
mod tables;
pub mod told;
pub mod tree;
#[cfg(test)]
mod trial;
mod walk;
mod works;

pub use crate::date::{Certainty, Date, Day};
pub use crate::language::Language;
pub(crate) use imprint::note_in_manifest;
pub use pictures::drawing_options;
pub use tree::{
    Alignment, Block, BlockKind, Cell, Dress, Hand, Inline, Item, Line, Lines, Names, Placement, Role, Spacing, Style,
};

use std::collections::BTreeMap;

use crate::manifest::Manifest;
use crate::report::Report;
use crate::source::{FileId, Sources, Span};

use files::{Named, documents_of_editions, each_file};
use walk::each_block;

/// Reads everything that the manifest names, and the registers.
pub fn read(sources: &Sources, manifest: &Manifest, report: &mut Report) -> Manuscript {
    let desk = Desk { sources, language: &manifest.metadata.language };
    let mut manuscript = Manuscript::default();
    let named = Named::by(manifest);
    manuscript.essays = each_file(&named.essays, report, |file, report| essay::read(desk, file, report));
    manuscript.documents = each_file(&named.documents, report, |file, report| document::read(desk, file, report));
    let others = documents_of_editions(desk, manifest, &manuscript);
    manuscript.documents.extend(each_file(&others, report, |file, report| document::read(desk, file, report)));

    manuscript.registers = register::read(desk, report).into_iter().collect();
    manuscript.events = chronology::read(desk, report);
    let rules = index_rules::read(desk, report);
    (manuscript.see, manuscript.see_also, manuscript.index_sort) = (rules.see, rules.see_also, rules.sort);
    manuscript.works = works::read(desk, &manifest.bibliography.sources, report);
    manuscript.style = Some(style::read(desk, manifest.bibliography.style.as_ref(), report));
    manuscript.imprint = imprint::read(desk, &manifest.metadata, report);
    manuscript.pictures = pictures::read(desk, &manuscript, manifest.metadata.cover.as_ref(), report);
    manuscript
}

/// What every file of the manuscript is read with.
#[derive(Clone, Copy)]
struct Desk<'a> {
    /// All files.
    sources: &'a Sources,
    /// The language of the volume.
    language: &'a Language,
}

/// A name as an author wrote it: an id, or a note's label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// Names as written: the tree of a manuscript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written;

impl Names for Written {
    type Call = Call;
    type Reference = Reference;
    type Citation = Citation;
    type Mark = Mark;
    type Anchor = Label;
    type Picture = Label;
}

/// Running text as written.
pub type Text = Vec<Inline<Written>>;
/// Blocks as written.
pub type Blocks = Vec<Block<Written>>;

/// Which of the two series a note belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// The editors' notes, numbered.
    Editorial,
    /// The notes of the original, marked *, †, ‡; their labels begin with `*`.
    Original,
}

/// A note call as written. The label is without the `^`, and without the `*` of the original's notes.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The label of the note.
    pub label: Label,
    /// Which series it belongs to.
    pub series: Series,
}

/// A note as written, anywhere in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its label, local to its file.
    pub label: Label,
    /// Which series it belongs to.
    pub series: Series,
    /// What it says.
    pub blocks: Blocks,
    /// The whole of it.
    pub span: Span,
}

/// The prefix that says what kind of thing a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prefix {
    /// `doc:`
    Document,
    /// `page:`: the page on which a thing of any kind stands.
    Page,
    /// `person:`
    Person,
    /// `org:`
    Organisation,
    /// `term:`
    Term,
    /// `abbr:`
    Abbreviation,
    /// `chapter:`
    Chapter,
    /// `fig:`
    Figure,
    /// `event:`
    Event,
    /// `volume:`: another volume of the series.
    Volume,
    /// `note:`
    Note,
}

/// A reference as written: `[[prefix:name#fragment|shown]]`, `[[doc:a..b]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The prefix, if there is one.
    pub prefix: Option<Prefix>,
    /// The id before `#`; none in `[[#annex]]` and `[[note:1]]`, which stay in their own file.
    pub name: Option<Label>,
    /// The last of a range: `b` of `[[doc:a..b]]`.
    pub last: Option<Label>,
    /// The name after `#` (for `note:`, the label of the note, with its `*` if it has one; for `volume:`, a document's number).
    pub fragment: Option<Label>,
    /// The author's own words for it, after the bar.
    pub shown: Option<Text>,
}

/// A citation as written: `[see @bekes2002, 143; also @granville1999, ch. 2]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// Each work cited, in order.
    pub cites: Vec<Cite>,
}

/// One work of a citation.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// What stands before it: "see also".
    pub prefix: Text,
    /// The key of the work.
    pub key: Label,
    /// The place in the work, as written: `143`, `ch. 2`, `90 [note 4]`.
    pub locator: Text,
}

/// Which end of a range an index mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A place.
    Place,
    /// `(`: where a range begins.
    Opens,
    /// `)`: where a range ends.
    Closes,
}

/// An index mark as written: `[[^heading!subheading|shown]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Heading, then subheadings.
    pub path: Vec<Text>,
    /// Place, or end of a range.
    pub kind: MarkKind,
    /// Words that are printed here and indexed under the heading.
    pub shown: Option<Text>,
}

/// What kind of document it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentKind {
    /// `letter`
    Letter,
    /// `telegram`
    Telegram,
    /// `minutes`
    Minutes,
    /// `report`
    Report,
    /// `memorandum`
    Memorandum,
    /// `speech`
    Speech,
    /// `treaty`
    Treaty,
    /// `press`
    Press,
    /// `editorial-note`
    EditorialNote,
    /// `other`
    #[default]
    Other,
}

/// The number that a document's front matter asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberWish {
    /// The next number.
    #[default]
    Next,
    /// This number.
    Given(u32, Span),
    /// No number.
    Unnumbered,
}

/// A document as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its id, from the front matter or from the name of its file.
    pub id: Label,
    /// Its title.
    pub title: Text,
    /// Its title for running heads.
    pub short: Option<String>,
    /// What it is.
    pub kind: DocumentKind,
    /// Its date, for sorting and for making the date line.
    pub date: Option<Date>,
    /// Its date as printed, where that is not made from `date`.
    pub date_text: Option<Text>,
    /// The time of day.
    pub time: Option<String>,
    /// The place.
    pub place: Option<Text>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The sender.
    pub from: Option<String>,
    /// The recipient.
    pub to: Option<String>,
    /// The classification.
    pub classification: Option<String>,
    /// The source, printed as it stands.
    pub source: Option<Text>,
    /// The translator.
    pub translator: Option<String>,
    /// The language of the original.
    pub original: Option<Language>,
    /// The number it asks for.
    pub number: NumberWish,
    /// The headnote that opens it.
    pub headnote: Option<Blocks>,
    /// The opener before its text: a [`Lines::Opener`] block.
    pub opener: Option<Block<Written>>,
    /// The transcription.
    pub text: Blocks,
    /// Its notes, in the order of writing.
    pub notes: Vec<Note>,
    /// Its front matter and what is in it.
    pub span: Span,
    /// The place of its front matter's title, for problems that concern the whole.
    pub head: Span,
}

/// An essay, or any other file with a title and a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Essay {
    /// Its id, from the front matter or from the name of its file.
    pub id: Label,
    /// Its title.
    pub title: Text,
    /// Its subtitle.
    pub subtitle: Option<Text>,
    /// Its title for running heads.
    pub short: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its text; empty for a chapter that has a title alone.
    pub text: Blocks,
    /// Its notes, in the order of writing.
    pub notes: Vec<Note>,
    /// The whole file.
    pub span: Span,
    /// The place of its title.
    pub head: Span,
}

/// Which register an entry stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterKind {
    /// people.toml
    People,
    /// organisations.toml
    Organisations,
    /// terms.toml
    Terms,
    /// abbreviations.toml
    Abbreviations,
}

/// An entry of a register as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: Label,
    /// What it is sorted by and printed under; of an abbreviation, its id unless it says otherwise.
    pub name: Text,
    /// Years of life or existence.
    pub dates: Option<String>,
    /// What an abbreviation stands for, in its own language.
    pub expansion: Option<Text>,
    /// The language of the expansion.
    pub language: Option<Language>,
    /// What the register says of it.
    pub note: Blocks,
    /// Other forms of the name.
    pub also: Vec<String>,
    /// A pointer to another entry instead of a note.
    pub see: Option<Label>,
    /// The notes called in it.
    pub notes: Vec<Note>,
    /// The place of the entry.
    pub span: Span,
}

/// An event of the chronology as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id, if something refers to it.
    pub id: Option<Label>,
    /// When.
    pub date: Date,
    /// What happened.
    pub text: Blocks,
    /// The notes called in it.
    pub notes: Vec<Note>,
    /// The place of the event.
    pub span: Span,
}

/// A `see` or `see also` of index.toml: from a heading to others, as `!`-paths.
#[derive(Clone, Debug, PartialEq)]
pub struct SeeRule {
    /// The heading that points.
    pub from: Vec<Text>,
    /// Where it points, each with its place.
    pub to: Vec<(Vec<Text>, Span)>,
    /// The place of the rule.
    pub span: Span,
}

/// A `sort` of index.toml: what a heading is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub struct SortRule {
    /// The heading, as a `!`-path.
    pub heading: Vec<Text>,
    /// What it is sorted by.
    pub sort: String,
    /// The place of the rule.
    pub span: Span,
}

/// A work of the bibliography: as read by the library, with what the library forgets.
#[derive(Clone, Debug)]
pub struct Work {
    /// Its key.
    pub key: String,
    /// The work, for the CSL processor.
    pub entry: hayagriva::Entry,
    /// The kind it was written as: `book`, `unpublished` ...
    pub kind: String,
    /// Its keywords, by which bibliography sections choose.
    pub keywords: Vec<String>,
    /// Fields by name, in plain text with the source's braces and escapes undone: what archival sources are made from.
    /// What BibTeX names in another way than BibLaTeX stands under both names: `address` is `location` too.
    pub fields: BTreeMap<String, String>,
    /// What the editors say of it, printed below it.
    pub annotation: Text,
    /// Its place.
    pub span: Span,
}

/// A style of citation: a CSL file of the volume, or the name of a bundled one (already known to exist).
#[derive(Clone, Debug, PartialEq)]
pub enum CitationStyle {
    /// Bundled with the library, by its CSL name.
    Bundled(String),
    /// The text of a `.csl` file.
    File(String),
}

/// Everything that was written, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// Essays and other files with a title and a text, by file.
    pub essays: BTreeMap<FileId, Essay>,
    /// Documents, by file.
    pub documents: BTreeMap<FileId, Document>,
    /// Registers, each present only if its file is; entries in the order of writing.
    pub registers: BTreeMap<RegisterKind, Vec<Entry>>,
    /// The chronology, in the order of writing.
    pub events: Vec<Event>,
    /// `see` of index.toml.
    pub see: Vec<SeeRule>,
    /// `see-also` of index.toml.
    pub see_also: Vec<SeeRule>,
    /// `sort` of index.toml.
    pub index_sort: Vec<SortRule>,
    /// The bibliography, by key.
    pub works: BTreeMap<String, Work>,
    /// The style of its citations.
    pub style: Option<CitationStyle>,
    /// What the manifest itself says in Markdown.
    pub imprint: Imprint,
    /// The pictures that figures name, by path under `book/`: each read as far as its size.
    pub pictures: BTreeMap<String, Picture>,
}

/// What the manifest says in Markdown: read like everything else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imprint {
    /// `volume.rights`
    pub rights: Blocks,
    /// `volume.dedication`
    pub dedication: Blocks,
    /// `volume.series.note`
    pub series_note: Blocks,
    /// `volume.series.volumes`
    pub series_volumes: Vec<SeriesVolume>,
}

/// A volume of the series, as `volume.series.volumes` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesVolume {
    /// Its id, if the text can refer to it.
    pub id: Option<Label>,
    /// Its line on the series page.
    pub line: Text,
    /// What references call it, where that is not its line.
    pub short: Option<Text>,
}

/// A picture of the volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The file, as it is.
    pub bytes: std::sync::Arc<[u8]>,
    /// Its format.
    pub format: PictureFormat,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Formats of pictures that the volume may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG: a drawing, which has no pixels; its size is what it says of itself, 96 to the inch.
    Svg,
}
