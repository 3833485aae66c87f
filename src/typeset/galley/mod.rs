//! Galleys: the pieces of a volume, set, before they are cut into pages.
//!
//! A galley is a column of blocks and the notes that are called in them.
//!
//! A galley knows which folios were printed in it ([`Galley::shown`]): when those have
//! not changed, it need not be set again.

mod ahead;
mod blocks;
mod columns;
mod contents;
mod figures;
mod front;
mod index;
mod lists;
mod marginal;
mod notes;
mod openings;
mod registers;
mod stack;
mod tables;
mod text;
mod turned;
mod voice;

use std::collections::{BTreeMap, VecDeque};

use crate::length::{Length, Point};
use crate::manifest::DocumentStart;
use crate::report::Report;
use crate::volume::{NoteId, Piece, PieceId, PieceKind, PlaceId, Volume};

use super::compose::Composer;
use super::folios::{Folios, Shown};
use super::line::Fragment;
use super::page::{ElementId, ElementRole, LinkTarget, Structure};
use super::paginate::End;
use super::style::Style;
use ahead::Stage;
use stack::{keep_company, share_white};
use voice::Voice;

pub use ahead::{Ahead, Known};
pub(super) use front::{listed, people};
pub use stack::{Row, SetBlock, SetNote, SetWay, Slack};

/// A piece, set.
#[derive(Clone, Debug)]
pub struct Galley {
    /// What stands over the columns of its first page.
    pub head: Vec<SetBlock>,
    /// Its blocks, from the top.
    pub blocks: Vec<SetBlock>,
    /// Its notes, in the order of their calls.
    pub notes: Vec<SetNote>,
    /// Its elements; the first is the piece. Ids in the galley's ink count from here.
    pub structure: Structure,
    /// The folios that are printed in it.
    pub shown: Vec<Shown>,
    /// Its columns.
    pub columns: Columns,
    /// The height of a line of its grid.
    pub grid: Length,
    /// What kind of pages it makes.
    pub dress: PageDress,
    /// Problems found in setting it.
    pub report: Report,
}

/// How many columns a galley is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// One.
    One,
    /// Two, side by side.
    Two,
}

/// What stands around the type area of a piece's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageDress {
    /// Running heads and folios; the first page has a drop folio alone.
    Text,
    /// Nothing: half-title, title page, part title.
    Display,
}

/// All that pieces are set from.
#[derive(Clone, Copy)]
pub struct Workshop<'a> {
    /// The volume.
    pub volume: &'a Volume,
    /// The measures of its pages.
    pub style: &'a Style,
    /// The folios of the time before.
    pub folios: &'a Folios,
    /// Who sets lines.
    pub composer: &'a Composer<'a>,
    /// Where documents begin.
    pub documents_start: DocumentStart,
}

/// Sets the piece `id`, of which some paragraphs may be `known`.
pub fn set(id: PieceId, workshop: Workshop, known: Known) -> Galley {
    let mut setter = Setter::new(&workshop.volume.pieces[id.index()], workshop);
    setter.known = known;
    setter.piece();
    setter.finish()
}

/// Sets the paragraphs of the piece `id` that hold no citation, while citations have no words.
pub fn set_ahead(id: PieceId, workshop: Workshop) -> Known {
    let piece = &workshop.volume.pieces[id.index()];
    if let PieceKind::Bibliography(_) = piece.kind {
        return Known::default();
    }
    let mut setter = Setter::new(piece, workshop);
    setter.stage = Stage::Ahead;
    setter.piece();
    setter.known
}

/// A compositor at work on one piece.
struct Setter<'a> {
    piece: &'a Piece,
    volume: &'a Volume,
    style: &'a Style,
    folios: &'a Folios,
    composer: &'a Composer<'a>,
    documents_start: DocumentStart,
    structure: Structure,
    head: Vec<SetBlock>,
    blocks: Vec<SetBlock>,
    notes: Vec<SetNote>,
    keys: BTreeMap<NoteId, usize>,
    unset: VecDeque<NoteId>,
    links: Vec<(LinkTarget, ElementId)>,
    lead_in: Vec<Fragment>,
    first_indent: Length,
    strays: Vec<PlaceId>,
    shown: Vec<Shown>,
    columns: Columns,
    grid: Length,
    dress: PageDress,
    stage: Stage,
    known: Known,
    report: Report,
}

impl<'a> Setter<'a> {
    fn new(piece: &'a Piece, workshop: Workshop<'a>) -> Self {
        let mut structure = Structure::default();
        structure.get_mut(Structure::ROOT).role =
            if matches!(piece.kind, PieceKind::Part) { ElementRole::Part } else { ElementRole::Piece };
        Setter {
            piece,
            volume: workshop.volume,
            style: workshop.style,
            folios: workshop.folios,
            composer: workshop.composer,
            documents_start: workshop.documents_start,
            structure,
            head: Vec::new(),
            blocks: Vec::new(),
            notes: Vec::new(),
            keys: BTreeMap::new(),
            unset: VecDeque::new(),
            links: Vec::new(),
            lead_in: Vec::new(),
            first_indent: workshop.style.indent,
            strays: vec![piece.place],
            shown: Vec::new(),
            columns: Columns::One,
            grid: workshop.style.body.leading,
            dress: PageDress::Text,
            stage: Stage::Final,
            known: Known::default(),
            report: Report::default(),
        }
    }

    /// All that the piece is set from.
    fn workshop(&self) -> Workshop<'a> {
        Workshop {
            volume: self.volume,
            style: self.style,
            folios: self.folios,
            composer: self.composer,
            documents_start: self.documents_start,
        }
    }

    /// Sets the piece, by its kind.
    fn piece(&mut self) {
        let volume = self.volume;
        match &self.piece.kind {
            PieceKind::HalfTitle => self.half_title(),
            PieceKind::SeriesPage(series) => self.series_page(series),
            PieceKind::TitlePage => self.title_page(),
            PieceKind::Copyright(blocks) => self.copyright(blocks),
            PieceKind::Dedication(blocks) => self.dedication(blocks),
            PieceKind::Colophon(blocks) => self.colophon(blocks),
            PieceKind::Contents => self.contents(),
            PieceKind::ListOfDocuments(documents) => self.list_of_documents(documents),
            PieceKind::ListOfFigures(figures) => self.list_of_figures(figures),
            PieceKind::Signs(signs) => self.signs(signs),
            PieceKind::Register(_, entries) => self.register(entries),
            PieceKind::Chronology(events) => self.chronology(events),
            PieceKind::Bibliography(sections) => self.bibliography(sections),
            PieceKind::Index => self.index(&volume.index),
            PieceKind::Essay(essay) => self.essay("", essay),
            PieceKind::Chapter { label, essay, .. } => self.essay(label, essay),
            PieceKind::Part => self.part(),
            PieceKind::Document(document) => self.document(document),
        }
        self.settle_notes();
    }

    fn finish(mut self) -> Galley {
        if !self.strays.is_empty() {
            let mut row = Row::blank(Length::ZERO);
            row.outline.end = End::Good;
            self.place_strays(&mut row, Length::ZERO);
            self.blocks.push(SetBlock::new(vec![row]));
        }
        keep_company(&mut self.blocks);
        share_white(&mut self.blocks);
        if self.dress == PageDress::Text && self.columns == Columns::One {
            self.blocks.iter_mut().take(1).for_each(|first| first.sink_as_needed(self.style.body.leading));
        }
        Galley {
            head: self.head,
            blocks: self.blocks,
            notes: self.notes,
            structure: self.structure,
            shown: self.shown,
            columns: self.columns,
            grid: self.grid,
            dress: self.dress,
            report: self.report,
        }
    }

    /// Puts the places that wait for ink into `row`.
    fn place_strays(&mut self, row: &mut Row, left: Length) {
        let point = Point::new(left, row.outline.height);
        row.places.extend(self.strays.drain(..).map(|place| (place, point)));
    }

    /// The voice of the text.
    fn body_voice(&self) -> Voice {
        Voice::new(self.style, self.style.body, self.style.measure)
    }

    /// Adds an element.
    fn element(&mut self, parent: ElementId, role: ElementRole) -> ElementId {
        self.structure.add(parent, role)
    }
}

/// What the outline calls the piece at `index`: its number, and its title. Nothing for what needs no entry.
pub fn outline_title(volume: &Volume, index: usize) -> String {
    let piece = &volume.pieces[index];
    let title = text::plain(&piece.contents_title, volume);
    match &piece.kind {
        PieceKind::HalfTitle | PieceKind::SeriesPage(_) | PieceKind::Dedication(_) => String::new(),
        PieceKind::Document(document) => match document.number {
            Some(number) => format!("{number}. {title}"),
            None => title,
        },
        PieceKind::Chapter { label, .. } if !label.is_empty() => format!("{label}: {title}"),
        _ => title,
    }
}
