//! Flows: pieces that share a column, where they begin, and how they are cut into pages.
//!
//! Every flow is cut twice, as it would begin on a recto and on a verso, and for every number of
//! pages that is worth a thought; [`sequence`](mod@super::sequence) then takes for each the one that makes the best book.

use std::collections::BTreeMap;

use crate::length::Length;
use crate::manifest::{DocumentStart, Manifest};
use crate::volume::{Matter, Piece, PieceKind, Volume};

use super::galley::{Columns, Galley, PageDress};
use super::page::Side;
use super::paginate::{Begins, Block, Frame, Keep, Leaf, Note, Opening, cheapest, paginate};
use super::style::Style;

/// Pieces that share a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Its pieces, by their index in the volume.
    pub pieces: std::ops::Range<usize>,
    /// Where it begins.
    pub start: Start,
    /// The part of the book it stands in.
    pub matter: Matter,
}

/// Where a flow begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// On a right-hand page.
    Recto,
    /// On the next page.
    Page,
}

/// The flows of a volume, in order.
pub fn flows(volume: &Volume, manifest: &Manifest) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    for (at, piece) in volume.pieces.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &volume.pieces[before]);
        match flows.last_mut() {
            Some(flow) if before.is_some_and(|before| runs_on(piece, before, manifest)) => flow.pieces.end = at + 1,
            _ => flows.push(Flow { pieces: at..at + 1, start: start(piece, before), matter: piece.matter }),
        }
    }
    flows
}

/// Whether `piece` begins where `before` ends.
fn runs_on(piece: &Piece, before: &Piece, manifest: &Manifest) -> bool {
    let is_document = matches!(piece.kind, PieceKind::Document(_));
    let follows = matches!(before.kind, PieceKind::Document(_)) || (is_chapter(before) && !is_title_alone(before));
    manifest.documents.start == DocumentStart::RunOn && is_document && follows && piece.matter == before.matter
}

fn is_chapter(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Chapter { .. })
}

/// Whether a chapter is a title without an essay: it has a leaf for itself, as a part has.
fn is_title_alone(piece: &Piece) -> bool {
    matches!(&piece.kind, PieceKind::Chapter { essay, .. } if essay.text.is_empty())
}

fn start(piece: &Piece, before: Option<&Piece>) -> Start {
    if before.is_none_or(|before| before.matter != piece.matter || is_title_alone(before)) {
        return Start::Recto;
    }
    match &piece.kind {
        PieceKind::HalfTitle
        | PieceKind::TitlePage
        | PieceKind::Dedication(_)
        | PieceKind::Contents
        | PieceKind::Part
        | PieceKind::Chapter { .. }
        | PieceKind::Bibliography(_)
        | PieceKind::Index => Start::Recto,
        PieceKind::Essay(_) if piece.matter == Matter::Body => Start::Recto,
        _ => Start::Page,
    }
}

/// A flow, cut into pages in one way.
#[derive(Clone, Debug, Default)]
pub struct CutFlow {
    /// Its pages.
    pub pages: Vec<CutPage>,
    /// By the breaker's index: the piece of a block, and its index there.
    pub blocks: Vec<(usize, usize)>,
    /// By the breaker's index: the piece of a note, and its index there.
    pub notes: Vec<(usize, usize)>,
}

/// A page of a flow.
#[derive(Clone, Debug, Default)]
pub struct CutPage {
    /// What stands over the columns.
    pub head: Option<Leaf>,
    /// How many lines of the grid that takes.
    pub head_lines: u32,
    /// How many lines it has, columns and what stands over them.
    pub lines: u32,
    /// Its columns.
    pub columns: Vec<Leaf>,
}

/// A flow, cut in all ways that are worth a thought.
#[derive(Clone, Debug, Default)]
pub struct Cuts {
    /// As it begins on a recto.
    pub on_recto: Vec<Cut>,
    /// As it begins on a verso; none for a flow that never does.
    pub on_verso: Vec<Cut>,
    /// By the breaker's index: the piece of a block, and its index there.
    pub blocks: Vec<(usize, usize)>,
    /// By the breaker's index: the piece of a note, and its index there.
    pub notes: Vec<(usize, usize)>,
}

/// One way to cut a flow.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// The pages.
    pub pages: Vec<CutPage>,
    /// What they cost.
    pub cost: i64,
}

impl Cuts {
    /// The flow as it is cut in one of the ways.
    pub fn chosen(&self, side: Side, nth: usize) -> CutFlow {
        let cuts = if side == Side::Recto { &self.on_recto } else { &self.on_verso };
        let pages = cuts.get(nth).map(|cut| cut.pages.clone()).unwrap_or_default();
        CutFlow { pages, blocks: self.blocks.clone(), notes: self.notes.clone() }
    }
}

/// The white above a document that begins on a page where another ends.
const RUN_ON_WHITE: i64 = 3;

/// Cuts a flow into pages.
pub fn cut(flow: &Flow, galleys: &[Galley], style: &Style) -> Cuts {
    let mut cuts = Cuts::default();
    let (mut blocks, mut notes): (Vec<Block>, Vec<Note>) = (Vec::new(), Vec::new());
    for piece in flow.pieces.clone() {
        let galley = &galleys[piece];
        let notes_before = notes.len();
        for (at, block) in galley.blocks.iter().enumerate() {
            let mut outline = block.outline();
            let rows = outline.ways.iter_mut().flat_map(|way| &mut way.rows);
            rows.flat_map(|row| &mut row.calls).for_each(|call| *call += notes_before);
            if at == 0 && piece > flow.pieces.start {
                outline.before = outline.before.max(style.body.leading * RUN_ON_WHITE);
                outline.with_previous = Keep::Free;
                outline.begins = Begins::Text;
            }
            blocks.push(outline);
            cuts.blocks.push((piece, at));
        }
        for (at, note) in galley.notes.iter().enumerate() {
            let mut outline = note.outline();
            let rows = outline.ways.iter_mut().flat_map(|way| &mut way.rows);
            rows.flat_map(|row| &mut row.calls).for_each(|call| *call += notes_before);
            notes.push(outline);
            cuts.notes.push((piece, at));
        }
        if let Some(last) = blocks.last_mut() {
            last.with_next = Keep::Free;
        }
    }
    let Some(first) = galleys.get(flow.pieces.start) else { return cuts };
    let grid = first.grid.max(Length::units(1));
    let lines = u32::try_from(style.height().whole_times(grid)).unwrap_or(1).max(1);
    let opening = Opening::Spreads(Side::Recto);
    let (note_gap, series_gap) = (style.note_gap(), style.series_gap());
    let frame = Frame { grid, lines, shorter: BTreeMap::new(), note_gap, series_gap, opening };
    match first.columns {
        Columns::One => {
            cuts.on_recto = in_one_column(&blocks, &notes, &frame);
            if flow.start == Start::Page {
                let frame = Frame { opening: Opening::Spreads(Side::Verso), ..frame };
                cuts.on_verso = in_one_column(&blocks, &notes, &frame);
            }
        }
        Columns::Two => {
            let frame = Frame { opening: Opening::Columns, ..frame };
            let pages = two_columns(first, &blocks, &notes, &frame);
            cuts.on_recto = vec![Cut { pages, cost: 0 }];
            cuts.on_verso = cuts.on_recto.clone();
        }
    }
    cuts
}

fn in_one_column(blocks: &[Block], notes: &[Note], frame: &Frame) -> Vec<Cut> {
    let page = |leaf: Leaf| CutPage { head: None, head_lines: 0, lines: leaf.lines, columns: vec![leaf] };
    let layouts = paginate(blocks, notes, frame).into_iter();
    layouts.map(|layout| Cut { pages: layout.pages.into_iter().map(page).collect(), cost: layout.cost }).collect()
}

/// Pages of two columns: the first bears the heading over both, the last has both of one height.
fn two_columns(galley: &Galley, blocks: &[Block], notes: &[Note], frame: &Frame) -> Vec<CutPage> {
    let columns = |frame: &Frame| cheapest(paginate(blocks, notes, frame)).pages;
    let head_blocks: Vec<Block> = galley.head.iter().map(super::galley::SetBlock::outline).collect();
    let heads = cheapest(paginate(&head_blocks, &[], frame)).pages;
    let white = galley.head.last().map_or(Length::ZERO, |block| block.after);
    let white = (white + frame.grid - Length::units(1)).whole_times(frame.grid);
    let last = heads.last().and_then(|leaf| leaf.parts.last());
    let head_lines = last.map_or(0, |part| part.at + part.lines) + u32::try_from(white.max(0)).unwrap_or(0);
    let below_head = frame.lines.saturating_sub(head_lines).max(1);
    let mut frame = frame.clone();
    frame.shorter.extend([(0, below_head), (1, below_head)]);

    let full = columns(&frame);
    let last_page = full.len().saturating_sub(1) / 2 * 2;
    let balanced = balanced(last_page, &frame, &columns).unwrap_or(full);
    let page = |pair: &[Leaf]| CutPage { lines: frame.lines, columns: pair.to_vec(), ..CutPage::default() };
    let mut pages: Vec<CutPage> = balanced.chunks(2).map(page).collect();
    if pages.is_empty() && !heads.is_empty() {
        pages.push(CutPage { lines: frame.lines, ..CutPage::default() });
    }
    if let Some(first) = pages.first_mut() {
        first.head = heads.into_iter().next();
        first.head_lines = head_lines;
    }
    pages
}

/// The columns, of which those of the last page, `last` and the one beside it, are as short as they can be.
fn balanced(last: usize, frame: &Frame, columns: &dyn Fn(&Frame) -> Vec<Leaf>) -> Option<Vec<Leaf>> {
    let shortened = |lines: u32| {
        let mut shorter = frame.clone();
        shorter.shorter.extend([(last, lines), (last + 1, lines)]);
        Some(columns(&shorter)).filter(|columns| columns.len() <= last + 2)
    };
    let (mut too_short, mut enough) = (0, frame.shorter.get(&last).copied().unwrap_or(frame.lines));
    let mut best = None;
    while too_short + 1 < enough {
        let lines = u32::midpoint(too_short, enough);
        match shortened(lines) {
            Some(columns) => (enough, best) = (lines, Some(columns)),
            None => too_short = lines,
        }
    }
    best
}

/// What stands around the pages of a flow.
pub fn dress(flow: &Flow, galleys: &[Galley]) -> PageDress {
    galleys.get(flow.pieces.start).map_or(PageDress::Display, |galley| galley.dress)
}
