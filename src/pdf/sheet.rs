//! How a trimmed page lies on the sheet that is printed.
//!
//! Around the trim lies the bleed, which the knife cuts away; around that, where a printer
//! wants them, crop marks and a slug line. A printer who glues leaves wants no bleed at the
//! spine, so that recto and verso lie differently on their sheets.

use crate::fonts::{Cut, Fonts};
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::{BleedEdges, Marks, Metadata, Print};
use crate::typeset::page::{Glyph, GlyphRun, Item, Page, Pages, Side, Turn};

/// How far from the trim crop marks begin, if the bleed does not reach farther.
const MARKS_FROM: Length = Length::mm(3);
/// How long crop marks are.
const MARKS_LONG: Length = Length::mm(5);
/// How thick crop marks are: a quarter point.
const MARKS_THICK: Length = Length::units(3_175);
/// The size of the slug line's type.
const SLUG_SIZE: Length = Length::pt(6);

/// How all pages of a file lie on their sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Imposition {
    /// The trimmed page.
    pub trim: Size,
    /// How far beyond it the sheet is printed.
    pub bleed: Length,
    /// On which edges.
    pub edges: BleedEdges,
    /// No rule is drawn thinner.
    pub thinnest_rule: Length,
    /// How wide the room for marks is, counted from the trim; nothing where there are none.
    pub margin: Option<Length>,
}

/// A page on its sheet. Points are counted from the sheet's top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The whole sheet.
    pub media: Size,
    /// What is printed on.
    pub bleed: Rect,
    /// What is left when it has been cut.
    pub trim: Rect,
}

impl Sheet {
    /// A point of the trimmed page as the PDF counts it: from the sheet's bottom left corner, upwards.
    pub fn upwards(&self, point: Point) -> (Length, Length) {
        (self.trim.origin.x + point.x, self.media.height - self.trim.origin.y - point.y)
    }
}

impl Imposition {
    /// The trimmed page alone, as a screen shows it.
    pub fn of_screen(trim: Size) -> Imposition {
        Imposition { trim, bleed: Length::ZERO, edges: BleedEdges::Four, thinnest_rule: Length::ZERO, margin: None }
    }

    /// As the printer asks for it.
    pub fn of_print(trim: Size, print: &Print) -> Imposition {
        let margin = match print.marks {
            Marks::Drawn => Some(print.bleed.max(MARKS_FROM) + MARKS_LONG + Length::mm(2)),
            Marks::Absent => None,
        };
        Imposition { trim, bleed: print.bleed, edges: print.bleed_edges, thinnest_rule: print.thinnest_rule, margin }
    }

    /// The sheet of a page on that side.
    pub fn sheet(&self, side: Side) -> Sheet {
        let spine = if self.edges == BleedEdges::Three { Length::ZERO } else { self.bleed };
        let (left, right) = match side {
            Side::Recto => (spine, self.bleed),
            Side::Verso => (self.bleed, spine),
        };
        let around = |bleed: Length| self.margin.map_or(bleed, |margin| margin.max(bleed));
        let origin = Point::new(around(left), around(self.bleed));
        let printed = Size::new(self.trim.width + left + right, self.trim.height + self.bleed * 2);
        Sheet {
            media: Size::new(
                origin.x + self.trim.width + around(right),
                origin.y + self.trim.height + around(self.bleed),
            ),
            bleed: Rect::new(Point::new(origin.x - left, origin.y - self.bleed), printed),
            trim: Rect::new(origin, self.trim),
        }
    }
}

/// The pages with crop marks around the trim, and a line above it that says what the sheet is.
pub(super) fn marked(pages: &Pages, imposition: &Imposition, metadata: &Metadata, fonts: &Fonts) -> Pages {
    let mut marked = pages.clone();
    let count = pages.pages.len();
    let from = imposition.bleed.max(MARKS_FROM);
    for (at, page) in marked.pages.iter_mut().enumerate() {
        page.items.extend(crop_marks(imposition.trim, from));
        let words = slug_words(metadata, page, at + 1, count);
        let origin = Point::new(MARKS_FROM, -from - Length::mm(1));
        page.items.push(Item::Run(plain_run(&words, origin, fonts)));
    }
    marked
}

/// "budapest-1956, page 12 (sheet 28 of 96), 2026-03-01": in no language, for whoever holds the sheet.
fn slug_words(metadata: &Metadata, page: &Page, number: usize, count: usize) -> String {
    let day = metadata.date;
    let date = [Some(i64::from(day.year)), day.month.map(i64::from), day.day.map(i64::from)];
    let date: Vec<String> = date.iter().flatten().map(|part| format!("{part:02}")).collect();
    format!("{}  |  {}  |  {number}/{count}  |  {}", metadata.slug, page.folio, date.join("-"))
}

/// Two short lines at each corner, in the direction of the edges that meet there.
fn crop_marks(trim: Size, from: Length) -> Vec<Item> {
    let mut marks = Vec::new();
    let half = MARKS_THICK / 2;
    for y in [Length::ZERO, trim.height] {
        for x in [-from - MARKS_LONG, trim.width + from] {
            marks.push(Rect::new(Point::new(x, y - half), Size::new(MARKS_LONG, MARKS_THICK)));
        }
    }
    for x in [Length::ZERO, trim.width] {
        for y in [-from - MARKS_LONG, trim.height + from] {
            marks.push(Rect::new(Point::new(x - half, y), Size::new(MARKS_THICK, MARKS_LONG)));
        }
    }
    marks.into_iter().map(|rect| Item::Rule { rect, element: None }).collect()
}

/// Words in the regular cut, letter after letter; what it lacks is left out.
fn plain_run(words: &str, origin: Point, fonts: &Fonts) -> GlyphRun {
    let id = fonts.text(Cut::Regular);
    let face = fonts.face(id);
    let (mut glyphs, mut text) = (Vec::new(), String::new());
    for letter in words.chars() {
        let Some(glyph) = face.glyph(letter) else { continue };
        let advance = SLUG_SIZE.scale(i64::from(face.advance(glyph)), i64::from(face.units_per_em));
        let text_start = text.len() as u32;
        glyphs.push(Glyph { id: glyph, advance, dx: Length::ZERO, dy: Length::ZERO, text_start });
        text.push(letter);
    }
    GlyphRun {
        origin,
        face: id,
        size: SLUG_SIZE,
        expansion: 1000,
        turn: Turn::Upright,
        glyphs,
        text,
        span: None,
        element: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imposition(edges: BleedEdges, marks: Marks) -> Imposition {
        let print = Print { bleed: Length::mm(3), bleed_edges: edges, marks, ..Print::default() };
        Imposition::of_print(Size::new(Length::mm(150), Length::mm(220)), &print)
    }

    #[test]
    fn a_page_bleeds_on_all_edges() {
        let sheet = imposition(BleedEdges::Four, Marks::Absent).sheet(Side::Recto);
        assert_eq!(sheet.media, Size::new(Length::mm(156), Length::mm(226)));
        assert_eq!(sheet.trim.origin, Point::new(Length::mm(3), Length::mm(3)));
        assert_eq!(sheet.bleed, Rect::new(Point::new(Length::ZERO, Length::ZERO), sheet.media));
    }

    #[test]
    fn a_glued_page_does_not_bleed_at_the_spine() {
        let glued = imposition(BleedEdges::Three, Marks::Absent);
        let (recto, verso) = (glued.sheet(Side::Recto), glued.sheet(Side::Verso));
        assert_eq!((recto.media.width, verso.media.width), (Length::mm(153), Length::mm(153)));
        assert_eq!((recto.trim.origin.x, verso.trim.origin.x), (Length::ZERO, Length::mm(3)));
    }

    #[test]
    fn marks_stand_outside_the_bleed_and_on_the_sheet() {
        let marked = imposition(BleedEdges::Four, Marks::Drawn);
        let sheet = marked.sheet(Side::Verso);
        assert_eq!(sheet.trim.origin, Point::new(Length::mm(10), Length::mm(10)));
        assert_eq!(sheet.bleed.origin, Point::new(Length::mm(7), Length::mm(7)));
        for mark in crop_marks(marked.trim, marked.bleed) {
            let Item::Rule { rect, .. } = mark else { panic!("a mark is a rule") };
            let left = rect.origin.x + sheet.trim.origin.x;
            assert!(left >= Length::ZERO && left + rect.size.width <= sheet.media.width);
            let beside = rect.right() <= -marked.bleed || rect.origin.x >= marked.trim.width + marked.bleed;
            let above = rect.bottom() <= -marked.bleed || rect.origin.y >= marked.trim.height + marked.bleed;
            assert!(beside || above, "{rect:?} stands in the bleed");
        }
    }
}
