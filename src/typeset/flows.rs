//! Flows: pieces that share a column, where they begin, and how they are cut into pages.

use std::collections::BTreeMap;

use crate::length::Length;
use crate::manifest::{DocumentStart, Manifest};
use crate::volume::{Matter, Piece, PieceKind, Volume};

use super::galley::{Columns, Galley, PageDress};
use super::paginate::{Block, Frame, Keep, Leaf, Note, paginate};
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

/// A flow, cut into pages.
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
    /// Its columns.
    pub columns: Vec<Leaf>,
}

/// The white above a document that begins on a page where another ends.
const RUN_ON_WHITE: i64 = 3;

/// Cuts a flow into pages.
pub fn cut(flow: &Flow, galleys: &[Galley], style: &Style) -> CutFlow {
    let mut cut = CutFlow::default();
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
            }
            blocks.push(outline);
            cut.blocks.push((piece, at));
        }
        for (at, note) in galley.notes.iter().enumerate() {
            let mut outline = note.outline();
            outline.rows.iter_mut().flat_map(|row| &mut row.calls).for_each(|call| *call += notes_before);
            notes.push(outline);
            cut.notes.push((piece, at));
        }
        if let Some(last) = blocks.last_mut() {
            last.with_next = Keep::Free;
        }
    }
    let Some(first) = galleys.get(flow.pieces.start) else { return cut };
    let grid = first.grid.max(Length::units(1));
    let lines = u32::try_from(style.height().whole_times(grid)).unwrap_or(1).max(1);
    let mut frame = Frame { grid, lines, shorter: BTreeMap::new(), note_gap: style.note_gap() };
    cut.pages = match first.columns {
        Columns::One => paginate(&blocks, &notes, &frame).into_iter().map(one_column).collect(),
        Columns::Two => two_columns(first, &blocks, &notes, &mut frame),
    };
    cut
}

fn one_column(leaf: Leaf) -> CutPage {
    CutPage { head: None, head_lines: 0, columns: vec![leaf] }
}

/// Pages of two columns: the first bears the heading over both, the last has both of one height.
fn two_columns(galley: &Galley, blocks: &[Block], notes: &[Note], frame: &mut Frame) -> Vec<CutPage> {
    let head_blocks: Vec<Block> = galley.head.iter().map(super::galley::SetBlock::outline).collect();
    let heads = paginate(&head_blocks, &[], frame);
    let white = galley.head.last().map_or(Length::ZERO, |block| block.after);
    let white = (white + frame.grid - Length::units(1)).whole_times(frame.grid);
    let last = heads.last().and_then(|leaf| leaf.parts.last());
    let head_lines = last.map_or(0, |part| part.at + part.lines) + u32::try_from(white.max(0)).unwrap_or(0);
    let below_head = frame.lines.saturating_sub(head_lines).max(1);
    frame.shorter.extend([(0, below_head), (1, below_head)]);

    let mut columns = paginate(blocks, notes, frame);
    let last_page = columns.len().saturating_sub(1) / 2 * 2;
    for lines in 1..frame.shorter.get(&last_page).copied().unwrap_or(frame.lines) {
        let mut shorter = frame.clone();
        shorter.shorter.extend([(last_page, lines), (last_page + 1, lines)]);
        let balanced = paginate(blocks, notes, &shorter);
        if balanced.len() <= last_page + 2 {
            columns = balanced;
            break;
        }
    }
    let mut pages: Vec<CutPage> =
        columns.chunks(2).map(|pair| CutPage { head: None, head_lines: 0, columns: pair.to_vec() }).collect();
    if pages.is_empty() && !heads.is_empty() {
        pages.push(CutPage::default());
    }
    if let Some(first) = pages.first_mut() {
        first.head = heads.into_iter().next();
        first.head_lines = head_lines;
    }
    pages
}

/// What stands around the pages of a flow.
pub fn dress(flow: &Flow, galleys: &[Galley]) -> PageDress {
    galleys.get(flow.pieces.start).map_or(PageDress::Display, |galley| galley.dress)
}
