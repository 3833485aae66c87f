//! What stands around the type area: running heads and folios.
//!
//! On the verso in small capitals what the recto's piece belongs to: of a document its chapter, of an essay or a list
//! the volume. On the recto in italics the piece in progress: of several documents on a page the last to begin. The folio
//! stands in the middle of the foot, on every page at the same height: so the head has the whole measure for the titles
//! of documents, which are long. A page at whose head a piece opens has no head; blanks, plates and display pages have
//! neither, and count all the same.

use std::collections::BTreeMap;

use crate::fonts::Cut;
use crate::length::{Length, Point};
use crate::volume::{Piece, PieceKind};

use super::compose::Composer;
use super::flows::CutPage;
use super::galley::PageDress;
use super::line::{Beside, Case, Fragment, Hyphenation, Justification, Line, Manner, TypeDress};
use super::makeup::{Book, Sheet, is_plate};
use super::page::{Item, Pages, Side};
use super::style::{SPACED_CAPITALS, baseline};

/// What stands around a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Furniture {
    /// Nothing.
    None,
    /// A folio alone.
    Folio,
    /// A folio and a running head.
    Head(RunningHead),
}

/// A running head.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RunningHead {
    /// What the piece belongs to: the volume, a chapter.
    Above(String),
    /// The piece.
    Piece(String),
}

/// Adds running heads and folios to `pages`.
pub fn furnish<'b>(pages: &mut Pages, sheets: &[Sheet], book: &'b Book<'b>, composer: &'b Composer<'b>) {
    let mut setter = Heads { book, composer, known: BTreeMap::new() };
    for (page, sheet) in pages.pages.iter_mut().zip(sheets) {
        let folio = sheet.folio.to_string();
        let style = book.style;
        let corner = style.origin(sheet.side);
        let line = style.body.leading;
        let base = baseline(style.body.size, line);
        let furniture = furniture(book, sheet);
        if let Furniture::Head(head) = &furniture {
            let y = (corner.y - line * 2 + base).max(line);
            page.items.extend(setter.head(head, Point::new(corner.x, y)));
        }
        if furniture != Furniture::None {
            // Far enough down that a page a line longer than the others keeps clear of it.
            let foot = corner.y + style.height() + line * 3 / 2 + base;
            let y = foot.min(style.design.trim.height - line / 2);
            page.items.extend(setter.folio(&folio, Point::new(corner.x, y)));
        }
    }
}

fn furniture(book: &Book, sheet: &Sheet) -> Furniture {
    let Some((flow, nth)) = sheet.content else { return Furniture::None };
    let page = &book.cuts[flow].pages[nth];
    if book.dress(flow) == PageDress::Display || is_plate(page) {
        return Furniture::None;
    }
    if nth == 0 || opens_a_piece(book, flow, page) {
        return Furniture::Folio;
    }
    let Some((first, last)) = book.pieces_on(flow, page) else { return Furniture::Folio };
    let pieces = &book.volume.pieces;
    Furniture::Head(match sheet.side {
        Side::Verso => RunningHead::Above(match chapter_of(book, first) {
            Some(chapter) => running_head(&pieces[chapter]),
            None => book.volume.metadata.title.clone(),
        }),
        Side::Recto => RunningHead::Piece(running_head(&pieces[last])),
    })
}

/// Whether a piece begins at the head of `page`.
fn opens_a_piece(book: &Book, flow: usize, page: &CutPage) -> bool {
    let first = page.columns.iter().flat_map(|leaf| &leaf.parts).find(|part| part.at == 0);
    first.is_some_and(|part| part.rows.start == 0 && book.cuts[flow].blocks[part.block].1 == 0)
}

/// What the running head says: a document's number, and its title in short.
fn running_head(piece: &Piece) -> String {
    match &piece.kind {
        PieceKind::Document(document) => match document.number {
            Some(number) => format!("{number}. {}", piece.running_head),
            None => piece.running_head.clone(),
        },
        _ => piece.running_head.clone(),
    }
}

/// The chapter that a piece belongs to; none for a chapter itself.
fn chapter_of(book: &Book, piece: usize) -> Option<usize> {
    let pieces = &book.volume.pieces;
    let this = &pieces[piece];
    let above = pieces[..piece].iter().rposition(|other| other.depth < this.depth)?;
    let chapter = matches!(pieces[above].kind, PieceKind::Chapter { .. }) && pieces[above].matter == this.matter;
    chapter.then_some(above)
}

struct Heads<'b> {
    book: &'b Book<'b>,
    composer: &'b Composer<'b>,
    known: BTreeMap<RunningHead, Option<Line>>,
}

impl Heads<'_> {
    /// A running head in the middle, shortened to one line.
    fn head(&mut self, head: &RunningHead, at: Point) -> Vec<Item> {
        let measure = self.book.style.measure;
        if !self.known.contains_key(head) {
            let line = self.shortened(head, measure);
            self.known.insert(head.clone(), line);
        }
        let line = self.known[head].clone();
        line.map(|line| items(line, at)).unwrap_or_default()
    }

    /// A head on one line: as many of its words as fit.
    fn shortened(&self, head: &RunningHead, measure: Length) -> Option<Line> {
        let (text, dress) = match head {
            RunningHead::Above(text) => (text, self.small_capitals()),
            RunningHead::Piece(text) => (text, self.dress(Cut::Italic)),
        };
        let on_one_line = |text: &str| {
            let mut lines = self.set(text, measure, dress.clone());
            if lines.len() == 1 { lines.pop() } else { None }
        };
        let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let cut = |end: &usize| on_one_line(&format!("{} …", &text[..*end]));
        on_one_line(text).or_else(|| {
            // More words take more room: the last end that fits is found by halves, in a title of any length.
            let fitting = ends.partition_point(|end| cut(end).is_some());
            cut(ends.get(fitting.checked_sub(1)?)?)
        })
    }

    fn dress(&self, cut: Cut) -> TypeDress {
        let style = self.book.style;
        TypeDress { cut, ..style.dress(style.body.size) }
    }

    fn small_capitals(&self) -> TypeDress {
        TypeDress { case: Case::AllSmallCapitals, tracking: SPACED_CAPITALS, ..self.dress(Cut::Regular) }
    }

    fn folio(&self, text: &str, at: Point) -> Vec<Item> {
        let lines = self.set(text, self.book.style.measure, self.dress(Cut::Regular));
        lines.into_iter().next().map(|line| items(line, at)).unwrap_or_default()
    }

    fn set(&self, text: &str, measure: Length, dress: TypeDress) -> Vec<Line> {
        let words = Fragment::Words { text: text.into(), dress, span: None, element: None };
        let manner = Manner {
            measure,
            first_indent: Length::ZERO,
            indent: Length::ZERO,
            justification: Justification::Centred,
            hyphenation: Hyphenation::Forbidden,
            beside: Beside::default(),
        };
        self.composer.set(&[words], &manner).into_iter().next().map(|setting| setting.lines).unwrap_or_default()
    }
}

/// The ink of a line whose baseline begins at `at`.
fn items(line: Line, at: Point) -> Vec<Item> {
    let moved = |point: Point| Point::new(point.x + at.x, point.y + at.y);
    let runs = line.runs.into_iter().map(|mut run| {
        run.origin = moved(run.origin);
        Item::Run(run)
    });
    runs.collect()
}
