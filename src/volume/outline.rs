//! Which pieces the volume has, in what order, and which numbers they bear.
//!
//! The outline follows the order of contents. Documents are numbered through the volume
//! in that order; a number that an author gives is taken, and the next follows it.
//! Everything that is later asked of "the texts of the volume in the order of the book"
//! is asked here, so that notes are numbered and trees are made in one and the same order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Matter, RegisterKind, registers};
use crate::language::Language;
use crate::manifest::{self, Generated, Manifest, SourceNote};
use crate::manuscript::{Block, Document, Essay, Manuscript, NumberWish, Text, Written};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// The pieces of a volume or an edition, before anything in them is answered.
#[derive(Clone, Debug)]
pub(super) struct Outline<'a> {
    /// The pieces, in order: the index is their [`super::PieceId`].
    pub pieces: Vec<Planned<'a>>,
    /// The entries of each register in the order in which they are printed, by their index in the manuscript.
    pub entries: BTreeMap<RegisterKind, Vec<usize>>,
    /// The events of the chronology in the order of time, by their index in the manuscript.
    pub events: Vec<usize>,
    /// The language of the volume.
    pub language: Language,
}

/// For how much of the volume something is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The whole of it: what leads nowhere is told.
    Whole,
    /// An edition: what leads outside it is no fault.
    Selection,
}

/// A piece, before anything in it is answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned<'a> {
    /// The part of the book.
    pub matter: Matter,
    /// How deep it lies in the contents.
    pub depth: u8,
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// Where the manifest names it.
    pub span: Span,
}

/// Where a piece comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'a> {
    /// It is made.
    Generated(Generated),
    /// A part, by its title.
    Part(&'a str),
    /// A file with a title and a text.
    Essay(FileId, &'a Essay),
    /// The essay that opens a chapter, with the chapter's number.
    Chapter(FileId, u32, &'a Essay),
    /// A document.
    Document(FileId, Numbers, &'a Document),
}

/// The numbers of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The number it bears in the whole volume.
    pub in_volume: Option<u32>,
    /// The number it bears in the edition, if this is one.
    pub in_edition: Option<u32>,
}

/// Where the labels of notes are at home: no file and no entry can take another's note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// A file.
    File(FileId),
    /// An entry of a register, by its index in the manuscript.
    Entry(RegisterKind, usize),
    /// An event of the chronology, by its index in the manuscript.
    Event(usize),
    /// A work of the bibliography, by its index in the order of keys.
    Work(usize),
    /// What the manifest itself says.
    Imprint,
}

/// A text of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) enum Passage<'a> {
    /// A title, a source, a name.
    Text(&'a Text),
    /// The source of a document: itself a note, though an unnumbered one. The annotation of a work, where citations stand
    /// as in a note.
    Source(&'a Text),
    /// A headnote, a transcription.
    Blocks(&'a [Block<Written>]),
}

/// The outline of the whole volume.
pub(super) fn whole<'a>(manuscript: &'a Manuscript, manifest: &'a Manifest, report: &mut Report) -> Outline<'a> {
    let mut maker = Maker::new(manuscript, manifest);
    let contents = &manifest.contents;
    maker.add(&contents.front, Matter::Front, 0, report);
    maker.add(&contents.body, Matter::Body, 0, report);
    maker.add(&contents.back, Matter::Back, 0, report);
    let mut outline = maker.outline;
    number(&mut outline, report);
    outline.entries = registers::arranged(manuscript, &manifest.metadata.language, manifest.index.order);
    outline.events = registers::by_time(manuscript);
    outline
}

/// The pieces of one part of the book, for an edition.
pub(super) fn matter<'a>(
    pieces: &'a [manifest::Piece],
    matter: Matter,
    manuscript: &'a Manuscript,
    manifest: &'a Manifest,
    report: &mut Report,
) -> Vec<Planned<'a>> {
    let mut maker = Maker::new(manuscript, manifest);
    maker.add(pieces, matter, 0, report);
    maker.outline.pieces
}

impl<'a> Outline<'a> {
    /// The index of the piece that `part` is, if the outline has it.
    pub fn generated(&self, part: Generated) -> Option<usize> {
        self.pieces.iter().position(|piece| matches!(piece.origin, Origin::Generated(this) if this == part))
    }

    /// The texts of a piece in the order in which they are printed, each with the home of its notes.
    pub fn passages(
        &self,
        piece: &Planned<'a>,
        manuscript: &'a Manuscript,
        source_note: SourceNote,
    ) -> Vec<(Home, Passage<'a>)> {
        match piece.origin {
            Origin::Essay(file, essay) | Origin::Chapter(file, _, essay) => {
                let title = [Some(&essay.title), essay.subtitle.as_ref()].into_iter().flatten().map(Passage::Text);
                title.chain([Passage::Blocks(&essay.text)]).map(|passage| (Home::File(file), passage)).collect()
            }
            Origin::Document(file, _, document) => {
                document_passages(document, source_note).into_iter().map(|text| (Home::File(file), text)).collect()
            }
            Origin::Part(..) => Vec::new(),
            Origin::Generated(part) => self.generated_passages(part, manuscript),
        }
    }

    fn generated_passages(&self, part: Generated, manuscript: &'a Manuscript) -> Vec<(Home, Passage<'a>)> {
        let imprint = &manuscript.imprint;
        let own = |blocks: &'a [Block<Written>]| (Home::Imprint, Passage::Blocks(blocks));
        match part {
            Generated::Copyright => vec![own(&imprint.rights)],
            Generated::Dedication => vec![own(&imprint.dedication)],
            Generated::SeriesPage => {
                let volumes = imprint.series_volumes.iter().map(|volume| (Home::Imprint, Passage::Text(&volume.line)));
                std::iter::once(own(&imprint.series_note)).chain(volumes).collect()
            }
            Generated::Bibliography => {
                let works = manuscript.works.values().enumerate();
                works.map(|(at, work)| (Home::Work(at), Passage::Source(&work.annotation))).collect()
            }
            Generated::Chronology => {
                let event = |&at: &usize| (Home::Event(at), Passage::Blocks(&manuscript.events[at].text));
                self.events.iter().map(event).collect()
            }
            _ => match register(part) {
                Some(kind) => self.register_passages(kind, manuscript),
                None => Vec::new(),
            },
        }
    }

    fn register_passages(&self, kind: RegisterKind, manuscript: &'a Manuscript) -> Vec<(Home, Passage<'a>)> {
        let entries = manuscript.registers.get(&kind).map_or(&[][..], Vec::as_slice);
        let printed = self.entries.get(&kind).map_or(&[][..], Vec::as_slice);
        let passages = |&at: &usize| {
            let entry = &entries[at];
            let texts = [Some(&entry.name), entry.expansion.as_ref()].into_iter().flatten().map(Passage::Text);
            texts.chain([Passage::Blocks(&entry.note)]).map(move |passage| (Home::Entry(kind, at), passage))
        };
        printed.iter().flat_map(passages).collect()
    }
}

/// The register that a generated part prints.
pub(super) fn register(part: Generated) -> Option<RegisterKind> {
    match part {
        Generated::People => Some(RegisterKind::People),
        Generated::Organisations => Some(RegisterKind::Organisations),
        Generated::Terms => Some(RegisterKind::Terms),
        Generated::Abbreviations => Some(RegisterKind::Abbreviations),
        _ => None,
    }
}

/// The texts of a document, in the order of print: a source note at the foot of the first page belongs to the heading.
fn document_passages(document: &Document, source_note: SourceNote) -> Vec<Passage<'_>> {
    let mut passages = vec![Passage::Text(&document.title)];
    if document.opener.is_none() {
        passages.extend([&document.place, &document.date_text].into_iter().flatten().map(Passage::Text));
    }
    let source = document.source.as_ref().map(Passage::Source);
    if source_note != SourceNote::End {
        passages.extend(source);
    }
    passages.extend(document.headnote.as_deref().map(Passage::Blocks));
    passages.extend(document.opener.as_ref().map(|opener| Passage::Blocks(std::slice::from_ref(opener))));
    passages.push(Passage::Blocks(&document.text));
    if source_note == SourceNote::End {
        passages.extend(source);
    }
    passages
}

/// Makes an outline from the order of contents.
struct Maker<'a> {
    manuscript: &'a Manuscript,
    manifest: &'a Manifest,
    outline: Outline<'a>,
    files: BTreeSet<FileId>,
    chapters: u32,
}

impl<'a> Maker<'a> {
    fn new(manuscript: &'a Manuscript, manifest: &'a Manifest) -> Maker<'a> {
        Maker {
            manuscript,
            manifest,
            outline: Outline {
                pieces: Vec::new(),
                entries: BTreeMap::new(),
                events: Vec::new(),
                language: manifest.metadata.language.clone(),
            },
            files: BTreeSet::new(),
            chapters: 0,
        }
    }

    fn add(&mut self, pieces: &'a [manifest::Piece], matter: Matter, depth: u8, report: &mut Report) {
        for piece in pieces {
            match &piece.kind {
                manifest::PieceKind::Generated(part) => {
                    if self.takes(*part, piece.span, report) {
                        self.push(Origin::Generated(*part), matter, depth, piece.span);
                    }
                }
                manifest::PieceKind::Essay(file) => {
                    if let Some(essay) = self.essay(*file) {
                        self.push(Origin::Essay(*file, essay), matter, depth, piece.span);
                    }
                }
                manifest::PieceKind::Document(file) => self.add_document(*file, matter, depth, piece.span),
                manifest::PieceKind::Chapter { essay, documents } => {
                    if let Some(opening) = self.essay(*essay) {
                        self.chapters += 1;
                        self.push(Origin::Chapter(*essay, self.chapters, opening), matter, depth, piece.span);
                    }
                    for file in documents {
                        self.add_document(*file, matter, depth + 1, piece.span);
                    }
                }
                manifest::PieceKind::Part { title, chapters } => {
                    self.push(Origin::Part(title), matter, depth, piece.span);
                    self.add(chapters, matter, depth.saturating_add(1), report);
                }
            }
        }
    }

    fn push(&mut self, origin: Origin<'a>, matter: Matter, depth: u8, span: Span) {
        self.outline.pieces.push(Planned { matter, depth, origin, span });
    }

    /// The essay of `file`; none if it could not be read, or stands in the contents already: both are told elsewhere.
    fn essay(&mut self, file: FileId) -> Option<&'a Essay> {
        let essay = self.manuscript.essays.get(&file)?;
        self.files.insert(file).then_some(essay)
    }

    fn add_document(&mut self, file: FileId, matter: Matter, depth: u8, span: Span) {
        let Some(document) = self.manuscript.documents.get(&file) else { return };
        if self.files.insert(file) {
            self.push(Origin::Document(file, Numbers::default(), document), matter, depth, span);
        }
    }

    /// Whether the generated `part` can be made here; tells why not.
    fn takes(&mut self, part: Generated, span: Span, report: &mut Report) -> bool {
        let name = name(part);
        let missing = self.missing(part).map(|(code, what, hint)| {
            Diagnostic::new(code, span, format!("`{name}` stands in the contents, and {what}"))
                .hint(format!("{hint}, or take `{name}` out of `[contents]`"))
        });
        let takes = missing.is_none();
        missing.into_iter().for_each(|problem| report.push(problem));
        takes
    }

    /// What the generated `part` lacks, and how to give it.
    fn missing(&self, part: Generated) -> Option<(Code, String, String)> {
        let manuscript = self.manuscript;
        let metadata = &self.manifest.metadata;
        let file = |path: &str, example: &str| {
            (Code::MissingFile, format!("there is no `book/{path}`"), format!("write `book/{path}`{example}"))
        };
        if let Some(kind) = register(part) {
            let name = registers::name(kind);
            return (!manuscript.registers.contains_key(&kind))
                .then(|| file(&format!("{name}.toml"), &format!(" or `book/{name}.csv`")));
        }
        match part {
            Generated::Chronology if manuscript.events.is_empty() => Some((
                Code::MissingFile,
                "there is no event".into(),
                "write the events in `book/chronology.toml`".into(),
            )),
            Generated::Bibliography if self.manifest.bibliography.sources.is_empty() && manuscript.works.is_empty() => {
                Some(file("bibliography.bib", ""))
            }
            Generated::SeriesPage if metadata.series.is_none() => {
                Some((Code::MissingKey, "the volume has no series".into(), "write `volume.series`".into()))
            }
            Generated::Dedication if metadata.dedication.is_none() => {
                Some((Code::MissingKey, "nothing is dedicated".into(), "write `volume.dedication`".into()))
            }
            _ => None,
        }
    }
}

/// The name of a generated part, as the order of contents has it and as its file is called.
pub(super) fn name(part: Generated) -> &'static str {
    match part {
        Generated::HalfTitle => "half-title",
        Generated::SeriesPage => "series-page",
        Generated::TitlePage => "title-page",
        Generated::Copyright => "copyright",
        Generated::Dedication => "dedication",
        Generated::Contents => "contents",
        Generated::ListOfDocuments => "list-of-documents",
        Generated::ListOfFigures => "list-of-figures",
        Generated::Signs => "signs",
        Generated::Abbreviations => "abbreviations",
        Generated::Chronology => "chronology",
        Generated::People => "people",
        Generated::Organisations => "organisations",
        Generated::Terms => "terms",
        Generated::Bibliography => "bibliography",
        Generated::Index => "index",
        Generated::Colophon => "colophon",
    }
}

/// Numbers the documents through the volume.
fn number(outline: &mut Outline, report: &mut Report) {
    let mut next = 1;
    let mut taken: BTreeMap<u32, Span> = BTreeMap::new();
    for piece in &mut outline.pieces {
        let Origin::Document(_, numbers, document) = &mut piece.origin else { continue };
        let (number, span) = match document.number {
            NumberWish::Unnumbered => continue,
            NumberWish::Next => (next, document.head),
            NumberWish::Given(number, span) => (number, span),
        };
        if let Some(other) = taken.get(&number) {
            let problem =
                Diagnostic::new(Code::DuplicateNumber, span, format!("two documents bear the number {number}"))
                    .label("the second")
                    .related(*other, "the first");
            report.push(problem.hint("change or remove `number` in one of them"));
        }
        taken.entry(number).or_insert(span);
        numbers.in_volume = Some(number);
        next = number.saturating_add(1);
    }
}
