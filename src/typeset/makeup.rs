//! Making up: cut flows into numbered pages, and every row to its point on one.

use rayon::prelude::*;

use crate::length::{Length, Point, Rect, Size};
use crate::volume::{Matter, NoteId, Volume};

use super::flows::{CutFlow, CutPage, Flow, Start};
use super::galley::{Galley, PageDress, Row, Slack};
use super::page::{ElementId, ElementRole, Folio, Item, OutlineItem, Page, Pages, Side, Spot, Structure};
use super::paginate::{Leaf, LeafKind, NotePart, rows_height};
use super::style::{LIGHT_RULE, Style, baseline};

/// A book in the making: everything set, cut and numbered.
pub struct Book<'a> {
    /// The volume.
    pub volume: &'a Volume,
    /// The measures of its pages.
    pub style: &'a Style,
    /// Its galleys, by piece.
    pub galleys: &'a [Galley],
    /// Its flows.
    pub flows: &'a [Flow],
    /// Each of them, cut.
    pub cuts: &'a [CutFlow],
}

/// A page, numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which side it is.
    pub side: Side,
    /// Its number.
    pub folio: Folio,
    /// What stands on it: a flow, and which of its pages. Nothing on a blank.
    pub content: Option<(usize, usize)>,
}

/// Something that stands on a page.
pub enum Standing<'a> {
    /// A row.
    Row {
        /// The row.
        row: &'a Row,
        /// Its top left corner.
        at: Point,
        /// Its piece.
        piece: usize,
        /// The note it is part of.
        note: Option<NoteId>,
        /// Whether it stands here only because its table goes on.
        again: Again,
    },
    /// The rule above the notes.
    Separator(Rect),
}

/// Whether a row has been printed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It is printed for the first time.
    First,
    /// It is a heading, repeated.
    Repeated,
}

impl Book<'_> {
    /// The pages in order, with blanks where something must begin on a recto.
    pub fn sheets(&self, multiple: u32) -> Vec<Sheet> {
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut front = 0;
        for (at, flow) in self.flows.iter().enumerate() {
            let turns_arabic = flow.matter != Matter::Front && front == 0 && sheets.iter().any(is_roman);
            let recto = flow.start == Start::Recto || turns_arabic;
            if recto && sheets.len() % 2 == 1 {
                push(&mut sheets, front, None);
            }
            if turns_arabic {
                front = sheets.len();
            }
            let arabic = flow.matter != Matter::Front;
            for nth in 0..self.cuts[at].pages.len() {
                let start = if arabic { Some(front) } else { None };
                push_numbered(&mut sheets, start, Some((at, nth)));
            }
        }
        let multiple = multiple.max(1) as usize;
        while !sheets.len().is_multiple_of(multiple) {
            push(&mut sheets, front, None);
        }
        sheets
    }

    /// Calls `visit` with everything that stands on a page, in the order of reading.
    pub fn walk<'b>(&'b self, sheet: &Sheet, visit: &mut dyn FnMut(Standing<'b>)) {
        let Some((flow, nth)) = sheet.content else { return };
        let (cut, first) = (&self.cuts[flow], self.flows[flow].pieces.start);
        let galley = &self.galleys[first];
        let page = &cut.pages[nth];
        let corner = self.style.origin(sheet.side);
        if let Some(head) = &page.head {
            let blocks = |at: usize| (first, &galley.head[at]);
            walk_parts(head, corner, self.style.body.leading.min(galley.grid), &blocks, visit);
        }
        let top = corner.y + galley.grid * i64::from(page.head_lines);
        for (column, leaf) in page.columns.iter().enumerate() {
            let across = (self.style.column() + self.style.gutter()) * column as i64;
            let at = Point::new(corner.x + across, top);
            let blocks = |at: usize| {
                let (piece, block) = cut.blocks[at];
                (piece, &self.galleys[piece].blocks[block])
            };
            walk_parts(leaf, at, galley.grid, &blocks, visit);
            let foot = corner.y + galley.grid * i64::from(page.lines);
            self.walk_notes(cut, leaf, Point::new(at.x, foot), visit);
        }
    }

    /// Notes stand on the foot of the page's lines: their last line on the last line of the grid. Between
    /// the notes of the original and those of the editors there is a little white.
    fn walk_notes<'b>(&'b self, cut: &CutFlow, leaf: &Leaf, foot: Point, visit: &mut dyn FnMut(Standing<'b>)) {
        if leaf.notes.is_empty() {
            return;
        }
        let rows = |note: usize| {
            let (piece, at) = cut.notes[note];
            (piece, &self.galleys[piece].notes[at])
        };
        let heights = leaf.notes.iter().map(|part| {
            let outlines: Vec<_> = rows(part.note).1.ways[part.way].rows[part.rows.clone()]
                .iter()
                .map(|row| row.outline.clone())
                .collect();
            rows_height(&outlines)
        });
        let gap = |above: Option<&NotePart>, below: &NotePart| match above {
            Some(above) if rows(above.note).1.series != rows(below.note).1.series => self.style.series_gap(),
            _ => Length::ZERO,
        };
        let gaps: Length = leaf.notes.windows(2).map(|pair| gap(Some(&pair[0]), &pair[1])).sum();
        let height = heights.sum::<Length>() + gaps;
        let below = |size: crate::manifest::TypeSize| size.leading - baseline(size.size, size.leading);
        let rise = (below(self.style.body) - below(self.style.notes)).max(Length::ZERO);
        let mut y = foot.y - rise - height;
        let rule = Point::new(foot.x, y - self.style.note_gap() / 4);
        visit(Standing::Separator(Rect::new(rule, Size::new(self.style.measure / 6, LIGHT_RULE))));
        let mut above = None;
        for part in &leaf.notes {
            let (piece, note) = rows(part.note);
            y += gap(above.replace(part), part);
            for (nth, row) in note.ways[part.way].rows[part.rows.clone()].iter().enumerate() {
                if nth > 0 {
                    y += row.outline.lead;
                }
                let at = Point::new(foot.x, y);
                visit(Standing::Row { row, at, piece, note: note.id, again: Again::First });
                y += row.outline.height;
            }
        }
    }

    /// By place: the page it stands on, and that page's folio.
    pub fn places(&self, sheets: &[Sheet]) -> Vec<Option<(usize, Folio)>> {
        let mut places = vec![None; self.volume.places.len()];
        for (at, sheet) in sheets.iter().enumerate() {
            self.walk(sheet, &mut |standing| {
                if let Standing::Row { row, again: Again::First, .. } = standing {
                    for (place, _) in &row.places {
                        if let Some(slot) = places.get_mut(place.index()) {
                            *slot = slot.or(Some((at, sheet.folio)));
                        }
                    }
                }
            });
        }
        places
    }

    /// The finished pages, without furniture.
    pub fn pages(&self, sheets: &[Sheet]) -> Pages {
        let (structure, bases) = self.structure();
        let made: Vec<Page> = sheets.par_iter().map(|sheet| self.page(sheet, &bases)).collect();
        let mut pages = Pages {
            trim: self.style.design.trim,
            pages: made,
            places: vec![None; self.volume.places.len()],
            notes: vec![None; self.volume.notes.len()],
            pieces: bases.iter().map(|base| ElementId(*base)).collect(),
            structure,
            outline: Vec::new(),
            pictures: self.volume.figures.iter().map(|figure| figure.picture.clone()).collect(),
            cover: None,
        };
        for (page, sheet) in sheets.iter().enumerate() {
            self.walk(sheet, &mut |standing| {
                let Standing::Row { row, at, note, again: Again::First, .. } = standing else { return };
                for (place, point) in &row.places {
                    if let Some(slot) = pages.places.get_mut(place.index()) {
                        *slot = slot.or(Some(Spot { page, point: Point::new(at.x + point.x, at.y + point.y) }));
                    }
                }
                if let Some(slot) = note.and_then(|note| pages.notes.get_mut(note.index())) {
                    *slot = Some((slot.map_or(page, |(first, _)| first), page));
                }
            });
        }
        pages.outline = self.outline(&pages.places);
        pages
    }

    fn page(&self, sheet: &Sheet, bases: &[u32]) -> Page {
        let mut items = Vec::new();
        self.walk(sheet, &mut |standing| match standing {
            Standing::Separator(rect) => items.push(Item::Rule { rect, element: None }),
            Standing::Row { row, at, piece, again, .. } => {
                items.extend(row.ink.iter().filter_map(|item| placed(item, at, bases[piece], again)));
            }
        });
        Page { side: sheet.side, folio: sheet.folio, items }
    }

    /// The elements of all pieces, one below the other, and where each piece's begin.
    fn structure(&self) -> (Structure, Vec<u32>) {
        let mut structure = Structure::default();
        let mut bases = Vec::with_capacity(self.galleys.len());
        let mut above: Vec<(usize, ElementId)> = Vec::new();
        for (at, galley) in self.galleys.iter().enumerate() {
            let piece = &self.volume.pieces[at];
            above.retain(|(holder, _)| {
                let holder = &self.volume.pieces[*holder];
                holder.depth < piece.depth && holder.matter == piece.matter
            });
            let base = structure.elements.len() as u32;
            bases.push(base);
            let parent = above.last().map_or(Structure::ROOT, |(_, element)| *element);
            for element in &galley.structure.elements {
                let mut element = element.clone();
                element.parent = Some(element.parent.map_or(parent, |inner| ElementId(inner.0 + base)));
                structure.elements.push(element);
            }
            if matches!(galley.structure.get(Structure::ROOT).role, ElementRole::Part | ElementRole::Piece) {
                above.push((at, ElementId(base)));
            }
        }
        (structure, bases)
    }

    fn outline(&self, places: &[Option<Spot>]) -> Vec<OutlineItem> {
        let mut outline = Vec::new();
        for (at, piece) in self.volume.pieces.iter().enumerate() {
            let title = super::galley::outline_title(self.volume, at);
            let spot = places.get(piece.place.index()).copied().flatten();
            if let (false, Some(spot)) = (title.is_empty(), spot) {
                outline.push(OutlineItem { title, depth: piece.depth, spot });
            }
        }
        outline
    }

    /// Whether a page bears running heads, and which pieces stand on it: the first and the last.
    pub fn pieces_on(&self, flow: usize, page: &CutPage) -> Option<(usize, usize)> {
        let cut = &self.cuts[flow];
        let pieces = page.columns.iter().flat_map(|leaf| &leaf.parts).map(|part| cut.blocks[part.block].0);
        let (mut first, mut last) = (None, None);
        for piece in pieces {
            first = first.or(Some(piece));
            last = Some(piece);
        }
        first.zip(last).or(Some((self.flows[flow].pieces.start, self.flows[flow].pieces.start)))
    }

    /// What stands around the pages of a flow.
    pub fn dress(&self, flow: usize) -> PageDress {
        super::flows::dress(&self.flows[flow], self.galleys)
    }

    /// The blocks that fit on no page, with their pieces.
    pub fn too_large(&self) -> Vec<(usize, usize)> {
        let blocks = |cut: &CutFlow| -> Vec<(usize, usize)> {
            let leaves = cut.pages.iter().flat_map(|page| &page.columns);
            leaves.flat_map(|leaf| &leaf.too_large).map(|block| cut.blocks[*block]).collect()
        };
        self.cuts.iter().flat_map(blocks).collect()
    }
}

/// Whether a page is a plate.
pub fn is_plate(page: &CutPage) -> bool {
    page.columns.iter().any(|leaf| leaf.kind == LeafKind::Plate)
}

fn is_roman(sheet: &Sheet) -> bool {
    matches!(sheet.folio, Folio::Roman(_))
}

/// Adds a page after the last: arabic once that has begun.
fn push(sheets: &mut Vec<Sheet>, front: usize, content: Option<(usize, usize)>) {
    let arabic = sheets.last().is_some_and(|sheet| matches!(sheet.folio, Folio::Arabic(_)));
    push_numbered(sheets, if arabic { Some(front) } else { None }, content);
}

/// Adds a page: roman, or arabic and numbered from page `start` of the book.
fn push_numbered(sheets: &mut Vec<Sheet>, start: Option<usize>, content: Option<(usize, usize)>) {
    let at = sheets.len();
    let side = if at.is_multiple_of(2) { Side::Recto } else { Side::Verso };
    let folio = match start {
        Some(start) => Folio::Arabic((at - start) as u32 + 1),
        None => Folio::Roman(at as u32 + 1),
    };
    sheets.push(Sheet { side, folio, content });
}

/// Walks the blocks of a column from its top left corner.
fn walk_parts<'b>(
    leaf: &Leaf,
    corner: Point,
    grid: Length,
    blocks: &dyn Fn(usize) -> (usize, &'b super::galley::SetBlock),
    visit: &mut dyn FnMut(Standing<'b>),
) {
    for part in &leaf.parts {
        let (piece, block) = blocks(part.block);
        let super::galley::SetWay { rows, air, .. } = &block.ways[part.way];
        let again: &[Row] = if part.rows.start > 0 { &block.again } else { &[] };
        let first = &rows[part.rows.clone()];
        let leads: Length = first.iter().skip(1).map(|row| row.outline.lead).sum();
        let height = again.iter().chain(first).map(|row| row.outline.height).sum::<Length>() + leads;
        let above = if part.rows.start == 0 && part.at > 0 { air.above } else { Length::ZERO };
        let below = if part.rows.end == rows.len() { air.below } else { Length::ZERO };
        let slack = (grid * i64::from(part.lines) - above - height - below).max(Length::ZERO);
        let mut y = corner.y + grid * i64::from(part.at) + above;
        if block.slack == Slack::Around && part.at > 0 {
            y += slack / 2;
        }
        for row in again {
            visit(Standing::Row { row, at: Point::new(corner.x, y), piece, note: None, again: Again::Repeated });
            y += row.outline.height;
        }
        for (nth, row) in first.iter().enumerate() {
            y += if nth > 0 { row.outline.lead } else { Length::ZERO };
            visit(Standing::Row { row, at: Point::new(corner.x, y), piece, note: None, again: Again::First });
            y += row.outline.height;
        }
    }
}

/// `item` at its point on the page, with its element's id in the book. What is repeated is an artifact.
fn placed(item: &Item, at: Point, base: u32, again: Again) -> Option<Item> {
    let global = |element: ElementId| ElementId(element.0 + base);
    let kept = |element: Option<ElementId>| element.filter(|_| again == Again::First).map(global);
    let point = |point: Point| Point::new(point.x + at.x, point.y + at.y);
    let rect = |rect: Rect| Rect::new(point(rect.origin), rect.size);
    Some(match item {
        Item::Run(run) => {
            let mut run = run.clone();
            run.origin = point(run.origin);
            run.element = kept(run.element);
            Item::Run(run)
        }
        Item::Rule { rect: area, element } => Item::Rule { rect: rect(*area), element: kept(*element) },
        Item::Picture { picture, rect: area, turn, element } => {
            Item::Picture { picture: *picture, rect: rect(*area), turn: *turn, element: global(*element) }
        }
        Item::Link { .. } if again == Again::Repeated => return None,
        Item::Link { rect: area, to, element } => {
            Item::Link { rect: rect(*area), to: to.clone(), element: global(*element) }
        }
    })
}
