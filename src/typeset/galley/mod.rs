//! Galleys: the pieces of a volume, set, before they are cut into pages.
//!
//! A galley is a column of blocks, each a stack of rows with ink in them, and the notes
//! that are called in them. Places in a row are relative to its top left corner in the
//! column. What the page breaker may know of a block ([`SetBlock::outline`]) is kept
//! apart from its ink.
//!
//! A galley knows which folios were printed in it ([`Galley::shown`]): when those have
//! not changed, it need not be set again.

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
mod tables;
mod text;
mod turned;
mod voice;

use std::collections::{BTreeMap, VecDeque};

use crate::length::{Length, Point};
use crate::manifest::DocumentStart;
use crate::report::Report;
use crate::source::Span;
use crate::volume::{NoteId, Piece, PieceId, PieceKind, PlaceId, Volume};

use super::compose::Composer;
use super::folios::{Folios, Shown};
use super::line::Fragment;
use super::page::{ElementId, ElementRole, Item, LinkTarget, Structure};
use super::paginate::{self, Air, End, Keep, Stand};
use super::style::Style;
pub(super) use front::{listed, people};
use voice::Voice;

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

/// A block, set.
#[derive(Clone, Debug)]
pub struct SetBlock {
    /// The white above it.
    pub before: Length,
    /// The white below it.
    pub after: Length,
    /// White of its own, within its lines.
    pub air: Air,
    /// The ways to set it, the natural one first.
    pub ways: Vec<SetWay>,
    /// Whether a page may end after it.
    pub with_next: Keep,
    /// Whether a page may end before it.
    pub with_previous: Keep,
    /// Whether it stays in its place.
    pub stand: Stand,
    /// What stands above its rows where it goes on on a new page: a table's heading, the heading of an index entry.
    pub again: Vec<Row>,
    /// Where the white goes that brings what follows back to the grid.
    pub slack: Slack,
    /// Its place in the sources.
    pub span: Option<Span>,
}

/// By how many lines an opening may stand lower than it should.
const DEEPER: i64 = 2;

/// What each of them costs, in the unit in which lines are weighed.
const DEEPER_COST: i64 = 8_000;

/// Where the white goes that brings the column back to the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slack {
    /// Below the block.
    Below,
    /// Half above and half below, but at the head of a page.
    Around,
}

/// One way to set a block.
#[derive(Clone, Debug, Default)]
pub struct SetWay {
    /// Its rows.
    pub rows: Vec<Row>,
    /// How strained they are, compared with the natural way.
    pub cost: i64,
}

/// A row, with its ink.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the page breaker knows of it.
    pub outline: paginate::Row,
    /// What is printed, relative to its top left corner.
    pub ink: Vec<Item>,
    /// The places in it.
    pub places: Vec<(PlaceId, Point)>,
}

/// A note, set.
#[derive(Clone, Debug)]
pub struct SetNote {
    /// Which; none for a source note.
    pub id: Option<NoteId>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Row {
    /// A row of `height` without ink.
    fn blank(height: Length) -> Row {
        let outline = paginate::Row { lead: Length::ZERO, height, calls: Vec::new(), end: End::Never };
        Row { outline, ink: Vec::new(), places: Vec::new() }
    }

    /// Moves what stands in it.
    fn shift(&mut self, by: Point) {
        let moved = |point: &mut Point| *point = Point::new(point.x + by.x, point.y + by.y);
        for item in &mut self.ink {
            match item {
                Item::Run(run) => moved(&mut run.origin),
                Item::Rule { rect, .. } | Item::Picture { rect, .. } | Item::Link { rect, .. } => {
                    moved(&mut rect.origin)
                }
            }
        }
        self.places.iter_mut().for_each(|(_, point)| moved(point));
    }
}

impl SetBlock {
    /// A block of rows, without white around it.
    fn new(rows: Vec<Row>) -> SetBlock {
        SetBlock::of_ways(vec![SetWay { rows, cost: 0 }])
    }

    /// A block with its ways to be set.
    fn of_ways(ways: Vec<SetWay>) -> SetBlock {
        SetBlock {
            before: Length::ZERO,
            after: Length::ZERO,
            air: Air::default(),
            ways,
            with_next: Keep::Free,
            with_previous: Keep::Free,
            stand: Stand::Flow,
            again: Vec::new(),
            slack: Slack::Below,
            span: None,
        }
    }

    /// With so much white above and below.
    fn spaced(mut self, before: Length, after: Length) -> SetBlock {
        self.before = before;
        self.after = after;
        self
    }

    /// With white of its own, shared out above and below so that what follows stands on the grid.
    fn aired(mut self, above: Length, below: Length) -> SetBlock {
        self.air = Air { above, below };
        self.slack = Slack::Around;
        self
    }

    /// Not to be parted from what follows.
    fn with_next(mut self) -> SetBlock {
        self.with_next = Keep::Together;
        self
    }

    /// Not to be parted from what stands before it.
    fn with_previous(mut self) -> SetBlock {
        self.with_previous = Keep::Together;
        self
    }

    /// An opening may stand a line lower or two, if the pages after it come out better for it. Higher it may not:
    /// the white above it is what shows that something begins.
    fn sink_as_needed(&mut self, line: Length) {
        let is_blank = |row: &Row| row.ink.is_empty() && row.outline.height > Length::ZERO;
        let Some(natural) = self.ways.first().filter(|way| way.rows.first().is_some_and(is_blank)).cloned() else {
            return;
        };
        for lines in 1..=DEEPER {
            let mut deeper = natural.clone();
            deeper.rows[0].outline.height += line * lines;
            deeper.cost += DEEPER_COST * lines;
            self.ways.push(deeper);
        }
    }

    /// The rows of its natural way.
    fn rows_mut(&mut self) -> &mut Vec<Row> {
        &mut self.ways[0].rows
    }

    /// What the page breaker knows of it.
    pub fn outline(&self) -> paginate::Block {
        let way = |way: &SetWay| paginate::Way {
            rows: way.rows.iter().map(|row| row.outline.clone()).collect(),
            cost: way.cost,
        };
        paginate::Block {
            before: self.before,
            after: self.after,
            ways: self.ways.iter().map(way).collect(),
            with_next: self.with_next,
            with_previous: self.with_previous,
            stand: self.stand,
            air: self.air,
            again: self.again.iter().map(|row| row.outline.height).sum(),
        }
    }
}

impl SetNote {
    /// What the page breaker knows of it.
    pub fn outline(&self) -> paginate::Note {
        paginate::Note { rows: self.rows.iter().map(|row| row.outline.clone()).collect() }
    }
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

/// Sets the piece `id`.
pub fn set(id: PieceId, workshop: Workshop) -> Galley {
    let mut setter = Setter::new(&workshop.volume.pieces[id.index()], workshop);
    setter.piece();
    setter.finish()
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
            report: Report::default(),
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

/// Where one block asks for whole lines of white and its neighbour has air of its own, only one of them has its will: the
/// opening, or what asks for white above it; else the air, which is shared out.
fn share_white(blocks: &mut [SetBlock]) {
    for at in 1..blocks.len() {
        let (above, below) = blocks.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { continue };
        // Less than a fourth of it brings smaller type down to the grid, and is no white.
        if above.after > Length::ZERO && below.air.above > above.after / 4 {
            if at == 1 { below.air.above = Length::ZERO } else { above.after = Length::ZERO }
        }
        if above.air.below > Length::ZERO && below.before > Length::ZERO {
            above.air.below = Length::ZERO;
        }
    }
}

/// As many lines of the text stand with what closes it.
const COMPANY: usize = 2;

/// Binds what must not begin a page (a signature) to two lines at least of the text above it, be they of one
/// paragraph or of several.
fn keep_company(blocks: &mut [SetBlock]) {
    let bound: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].with_previous == Keep::Together).collect();
    for at in bound {
        let mut lines = 0;
        for above in (0..at).rev() {
            lines += blocks[above].ways[0].rows.len();
            if lines >= COMPANY {
                break;
            }
            blocks[above].with_previous = Keep::Together;
        }
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
