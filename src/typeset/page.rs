//! The display list: pages as they will be printed.
//!
//! A page holds runs of glyphs, rules and pictures at exact places, and knows nothing of
//! books. Every run keeps its text, its place in the sources and the element of the
//! structure it belongs to: search, click-to-source, the EPUB's page list and tagged PDF
//! all need them, and none can be added later without touching everything.

use crate::fonts::FaceId;
use crate::language::Language;
use crate::length::{Length, Point, Rect, Size};
use crate::source::Span;
use crate::volume::Picture;

/// A whole book of pages.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The trimmed page.
    pub trim: Size,
    /// The pages, in order, the first a recto.
    pub pages: Vec<Page>,
    /// Where things stand that can be referred to, by the index of their `PlaceId`; none if they are not printed.
    pub places: Vec<Option<Spot>>,
    /// Where each note begins and ends, by the index of its `NoteId`: pages, from 0.
    pub notes: Vec<Option<(usize, usize)>>,
    /// The element of each piece, by the index of its `PieceId`. All elements up to the next piece's belong to it.
    pub pieces: Vec<ElementId>,
    /// The tree of what the runs are.
    pub structure: Structure,
    /// Headings, for an outline.
    pub outline: Vec<OutlineItem>,
    /// Pictures, by [`PictureId`].
    pub pictures: Vec<Picture>,
    /// A cover in type alone, for outputs that want one, where the volume gives none.
    pub cover: Option<Cover>,
}

/// A cover in type alone.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Its size; only the proportion matters, it is painted in any.
    pub size: Size,
    /// What stands on its ground, the lowest first.
    pub parts: Vec<(Ink, Item)>,
}

/// What a part of a cover is printed in, on a dark ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The light one.
    Light,
    /// The second colour.
    Second,
    /// A shade of the ground.
    Shade,
}

/// A spot on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 0.
    pub page: usize,
    /// The point on it: the baseline's beginning of what stands there.
    pub point: Point,
}

/// A heading in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it says.
    pub title: String,
    /// How deep it lies, from 0.
    pub depth: u8,
    /// Where it stands.
    pub spot: Spot,
}

/// Which side of the leaf a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The right-hand page; odd.
    Recto,
    /// The left-hand page; even.
    Verso,
}

/// The number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folio {
    /// In the front matter: i, ii, iii.
    Roman(u32),
    /// From the body on: 1, 2, 3.
    Arabic(u32),
}

impl std::fmt::Display for Folio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Folio::Roman(number) => f.write_str(&roman(*number)),
            Folio::Arabic(number) => write!(f, "{number}"),
        }
    }
}

/// A number in small roman numerals.
fn roman(mut number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut numeral = String::new();
    for (value, letters) in NUMERALS {
        while number >= value {
            numeral.push_str(letters);
            number -= value;
        }
    }
    numeral
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Recto or verso.
    pub side: Side,
    /// Its number, printed or not (a blind folio counts all the same).
    pub folio: Folio,
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Clone, Debug)]
pub enum Item {
    /// Glyphs.
    Run(GlyphRun),
    /// A filled rectangle: a rule, an underline, a strike-through.
    Rule {
        /// Where.
        rect: Rect,
        /// What it belongs to; an artifact if nothing.
        element: Option<ElementId>,
    },
    /// A picture.
    Picture {
        /// Which.
        picture: PictureId,
        /// Where.
        rect: Rect,
        /// Whether it stands upright or is turned.
        turn: Turn,
        /// The figure it belongs to.
        element: ElementId,
    },
    /// A stretch of the page that leads elsewhere. Printed matter ignores it.
    Link {
        /// Where.
        rect: Rect,
        /// Where it leads.
        to: LinkTarget,
        /// The element of its text.
        element: ElementId,
    },
}

/// A picture of the book: an index, always good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PictureId(pub u32);

/// Whether something stands upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It does.
    Upright,
    /// It is turned a quarter to the left: its head is at the left edge.
    Left,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a place of the book, by the index of its `PlaceId`.
    Place(usize),
    /// To an address on the net.
    Address(String),
}

/// Glyphs in one face and size, on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// Where the first glyph's origin stands, on the baseline (text superior or inferior already shifted).
    pub origin: Point,
    /// The face.
    pub face: FaceId,
    /// The size of the type.
    pub size: Length,
    /// How far the letters are widened, in thousandths: 1000 as drawn, 1020 two per cent wider.
    pub expansion: u16,
    /// The glyphs, in visual order.
    pub glyphs: Vec<Glyph>,
    /// The text, in logical order. A hyphen that breaks a word is a soft hyphen here; a line that ends
    /// between words ends with a space.
    pub text: String,
    /// The place of the text in the sources; none for what was made (folios, leaders, made words).
    pub span: Option<Span>,
    /// What it belongs to; an artifact (folio, running head, leader) if nothing.
    pub element: Option<ElementId>,
    /// Whether it stands upright. In a turned run the pen moves up the page, and what is raised stands farther left.
    pub turn: Turn,
}

/// A glyph as placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How far the pen moves, all told: expansion, kerning, letterspacing and justification included.
    pub advance: Length,
    /// How far the glyph is moved to the right of the pen.
    pub dx: Length,
    /// How far it is raised.
    pub dy: Length,
    /// Where its text begins, in bytes of the run's text. Glyphs that share a beginning are one cluster.
    pub text_start: u32,
}

/// An element of the structure: an index, always good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// The tree of what the runs are, in reading order. Element 0 is the book.
#[derive(Clone, Debug)]
pub struct Structure {
    /// All elements; a parent stands before its children.
    pub elements: Vec<Element>,
}

impl Default for Structure {
    fn default() -> Structure {
        Structure { elements: vec![Element::new(ElementRole::Book, None)] }
    }
}

impl Structure {
    /// The book itself.
    pub const ROOT: ElementId = ElementId(0);

    /// Adds an element below `parent`, after its other children.
    pub fn add(&mut self, parent: ElementId, role: ElementRole) -> ElementId {
        let id = ElementId(self.elements.len() as u32);
        self.elements.push(Element::new(role, Some(parent)));
        id
    }

    /// The element of `id`.
    pub fn get(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }

    /// The element of `id`, to be completed.
    pub fn get_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.0 as usize]
    }
}

/// An element of the structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub role: ElementRole,
    /// The element it stands in.
    pub parent: Option<ElementId>,
    /// Its language, where that is not its parent's.
    pub language: Option<Language>,
    /// What it shows, for those who cannot see it.
    pub description: Option<String>,
}

impl Element {
    fn new(role: ElementRole, parent: Option<ElementId>) -> Element {
        Element { role, parent, language: None, description: None }
    }
}

/// What an element is. The names follow ISO 32000-1 §14.8.4 as far as it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementRole {
    /// The book.
    Book,
    /// A part with chapters.
    Part,
    /// A piece: chapter, document, preface, index.
    Piece,
    /// A stretch of a piece that belongs together: headnote, attachment, speech.
    Section,
    /// A heading, 1 the highest.
    Heading(u8),
    /// A paragraph or line.
    Paragraph,
    /// An extract.
    Quotation,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// Its number or bullet.
    Label,
    /// Its text.
    ItemBody,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell of a heading row.
    HeaderCell,
    /// A cell.
    DataCell,
    /// A figure.
    Figure,
    /// Its caption.
    Caption,
    /// A note.
    Note,
    /// A call, or a reference to something else.
    Reference,
    /// A link to an address.
    Link,
    /// A stretch of a line.
    Span,
    /// A list of contents.
    Contents,
    /// A line of it.
    ContentsItem,
    /// The index.
    Index,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_numbered_in_roman_numerals() {
        let folios: Vec<String> = [1, 4, 9, 14, 40, 99, 1994].map(|n| Folio::Roman(n).to_string()).into();
        assert_eq!(folios, ["i", "iv", "ix", "xiv", "xl", "xcix", "mcmxciv"]);
        assert_eq!(Folio::Arabic(26).to_string(), "26");
    }
}
