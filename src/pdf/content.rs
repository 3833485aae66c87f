//! A page into its content stream (ISO 32000-1 §9.4).
//!
//! A run becomes one `TJ`: strings of glyph codes, and between them what the pen moves
//! more or less than the font says. The corrections are whole thousandths of an em and
//! carry what rounding leaves over to the next glyph, so that no line is off by more
//! than half of one.

use std::fmt::Write as _;

use super::glyphs::{Alphabet, Letter, meanings};
use super::sheet::Sheet;
use super::structure::{Artifact, Mark};
use crate::length::{Length, Point, Rect, Size};
use crate::typeset::page::{Glyph, GlyphRun, Item, Page, PictureId, Turn};

/// The content stream of `page` on its sheet, not yet deflated. With `marks`, one for each item, it is tagged.
///
/// No rule is thinner than `thinnest`.
pub(super) fn stream(
    page: &Page,
    sheet: &Sheet,
    thinnest: Length,
    marks: Option<&[Mark]>,
    alphabet: &Alphabet,
) -> Vec<u8> {
    let mut writer = Writer { out: String::from("0 g\n"), sheet, thinnest, font: None, mark: Mark::None };
    for (at, item) in page.items.iter().enumerate() {
        if let Some(mark) = marks.and_then(|marks| marks.get(at))
            && *mark != Mark::None
        {
            writer.mark(*mark);
        }
        match item {
            Item::Run(run) => writer.run(run, alphabet),
            Item::Rule { rect, .. } => writer.rule(*rect),
            Item::Picture { picture, rect, turn, .. } => writer.picture(*picture, *rect, *turn),
            // Links are no content: the screen's file has them beside it, and PDF/X forbids them.
            Item::Link { .. } => {}
        }
    }
    writer.mark(Mark::None);
    writer.out.into_bytes()
}

/// The name of a picture in content streams.
pub(super) fn picture_resource(picture: usize) -> String {
    format!("P{picture}")
}

struct Writer<'a> {
    out: String,
    sheet: &'a Sheet,
    thinnest: Length,
    /// The font and size in force.
    font: Option<(usize, Length)>,
    /// The marked-content sequence that is open.
    mark: Mark,
}

impl Writer<'_> {
    /// Goes over to content that is marked so (§14.6): a sequence ends, another begins.
    fn mark(&mut self, mark: Mark) {
        if self.mark == mark {
            return;
        }
        if self.mark != Mark::None {
            self.out.push_str("EMC\n");
        }
        let _ = match mark {
            Mark::Content(kind, id) => writeln!(self.out, "/{} <</MCID {id}>> BDC", kind.name()),
            Mark::Artifact(Artifact::Pagination) => writeln!(self.out, "/Artifact <</Type /Pagination>> BDC"),
            Mark::Artifact(Artifact::Layout) => writeln!(self.out, "/Artifact <</Type /Layout>> BDC"),
            Mark::None => Ok(()),
        };
        self.mark = mark;
    }

    fn run(&mut self, run: &GlyphRun, alphabet: &Alphabet) {
        self.out.push_str("BT\n");
        let mut segment = Segment::default();
        let mut pen = run.origin;
        let mut together = 0;
        for (glyph, meaning) in run.glyphs.iter().zip(meanings(run)) {
            if let Some((text, glyphs)) = meaning.together {
                self.close(&mut segment);
                let utf16: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                let _ = writeln!(self.out, "/Span <</ActualText <FEFF{utf16}>>> BDC");
                together = glyphs;
            }
            self.glyph(glyph, alphabet.letter(run.face, glyph.id, meaning.text), run, pen, &mut segment, alphabet);
            match run.turn {
                Turn::Upright => pen.x += glyph.advance,
                Turn::Left => pen.y -= glyph.advance,
            }
            if together > 0 {
                together -= 1;
                if together == 0 {
                    self.close(&mut segment);
                    self.out.push_str("EMC\n");
                }
            }
        }
        self.close(&mut segment);
        self.out.push_str("ET\n");
    }

    fn glyph(
        &mut self,
        glyph: &Glyph,
        letter: Letter,
        run: &GlyphRun,
        pen: Point,
        segment: &mut Segment,
        alphabet: &Alphabet,
    ) {
        let key = (letter.subset, glyph.dy);
        if segment.key != Some(key) {
            self.close(segment);
            let font = (letter.subset, run.size);
            if self.font != Some(font) {
                let resource = &alphabet.subsets[letter.subset].resource;
                let _ = writeln!(self.out, "/{resource} {} Tf", decimal(run.size));
                self.font = Some(font);
            }
            let at = match run.turn {
                Turn::Upright => Point::new(pen.x, pen.y - glyph.dy),
                Turn::Left => Point::new(pen.x - glyph.dy, pen.y),
            };
            self.matrix(run.expansion, run.turn, at);
            segment.key = Some(key);
        }
        let em = i128::from(run.size.to_units()) * i128::from(run.expansion);
        segment.shift(glyph.dx, em);
        segment.show(letter.code);
        // How far the pen goes by itself, in units times a thousand times the em, against how far it shall.
        let natural = i128::from(letter.width) * em / i128::from(letter.units_per_em);
        segment.owed += i128::from((glyph.advance - glyph.dx).to_units()) * 1000 - natural;
        segment.settle(em);
    }

    /// Sets the text matrix to `at`, letters widened by `expansion` thousandths and turned with their line.
    fn matrix(&mut self, expansion: u16, turn: Turn, at: Point) {
        let (x, y) = self.place(at);
        let widened = if expansion == 1000 { "1".into() } else { thousandths(i64::from(expansion)) };
        let _ = match turn {
            Turn::Upright => writeln!(self.out, "{widened} 0 0 1 {x} {y} Tm"),
            Turn::Left => writeln!(self.out, "0 {widened} -1 0 {x} {y} Tm"),
        };
    }

    fn close(&mut self, segment: &mut Segment) {
        if segment.key.is_some() {
            let _ = writeln!(self.out, "[{}]TJ", segment.finished());
        }
        *segment = Segment::default();
    }

    fn rule(&mut self, rect: Rect) {
        let rect = thickened(rect, self.thinnest);
        let (x, y) = self.place(Point::new(rect.origin.x, rect.bottom()));
        let _ = writeln!(self.out, "{x} {y} {} {} re f", decimal(rect.size.width), decimal(rect.size.height));
    }

    fn picture(&mut self, picture: PictureId, rect: Rect, turn: Turn) {
        let name = picture_resource(picture.0 as usize);
        let (width, height) = (decimal(rect.size.width), decimal(rect.size.height));
        let _ = match turn {
            Turn::Upright => {
                let (x, y) = self.place(Point::new(rect.origin.x, rect.bottom()));
                writeln!(self.out, "q {width} 0 0 {height} {x} {y} cm /{name} Do Q")
            }
            Turn::Left => {
                // The picture's right is the page's up: its foot lies along the right edge.
                let (x, y) = self.place(Point::new(rect.right(), rect.bottom()));
                writeln!(self.out, "q 0 {height} -{width} 0 {x} {y} cm /{name} Do Q")
            }
        };
    }

    /// A point of the trimmed page in the coordinates of the PDF.
    fn place(&self, point: Point) -> (String, String) {
        let (x, y) = self.sheet.upwards(point);
        (decimal(x), decimal(y))
    }
}

/// A rule as thick as `thinnest` at the least, about its middle.
fn thickened(rect: Rect, thinnest: Length) -> Rect {
    let Size { width, height } = rect.size;
    let thicker = Size::new(width.max(thinnest), height.max(thinnest));
    let middle = Point::new(rect.origin.x + width / 2, rect.origin.y + height / 2);
    let origin = |along: Length, before: Length, after: Length, from: Length| {
        if before == after { from } else { along - after / 2 }
    };
    let x = origin(middle.x, width, thicker.width, rect.origin.x);
    let y = origin(middle.y, height, thicker.height, rect.origin.y);
    Rect::new(Point::new(x, y), thicker)
}

/// What one `TJ` shows.
#[derive(Default)]
struct Segment {
    /// Subset, and how far the glyphs are raised.
    key: Option<(usize, Length)>,
    shown: String,
    /// Whether a string of codes is open.
    open: bool,
    /// How far the pen is behind where it should be, in thousandths of a unit.
    owed: i128,
}

impl Segment {
    /// Moves the pen by `distance` before the next glyph.
    fn shift(&mut self, distance: Length, em: i128) {
        self.owed += i128::from(distance.to_units()) * 1000;
        self.settle(em);
    }

    fn show(&mut self, code: u16) {
        if !self.open {
            self.shown.push('<');
            self.open = true;
        }
        let _ = write!(self.shown, "{code:04X}");
    }

    /// Pays what is owed in whole thousandths of an em; keeps the rest.
    fn settle(&mut self, em: i128) {
        let unit = em / 1000;
        if unit == 0 {
            return;
        }
        let half = unit / 2;
        let steps = (self.owed + if self.owed < 0 { -half } else { half }) / unit;
        if steps != 0 {
            self.owed -= steps * unit;
            if std::mem::take(&mut self.open) {
                self.shown.push('>');
            } else if !self.shown.is_empty() {
                self.shown.push(' '); // another number stands before it
            }
            let _ = write!(self.shown, "{}", -steps);
        }
    }

    fn finished(&mut self) -> String {
        if std::mem::take(&mut self.open) {
            self.shown.push('>');
        }
        std::mem::take(&mut self.shown)
    }
}

/// A length in points, to three places and no longer than it must be.
pub(super) fn decimal(length: Length) -> String {
    thousandths(Length::units(length.to_units() * 1000).scale(1, Length::pt(1).to_units()).to_units())
}

fn thousandths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{sign}{}.{:03}", number.abs() / 1000, number.abs() % 1000);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_leaves_over_is_carried_to_the_next_glyph() {
        // An em of 10 pt: a thousandth is 127 units. Three corrections of 100 units make two steps, not three or none.
        let em = i128::from(Length::pt(10).to_units()) * 1000;
        let mut segment = Segment::default();
        for _ in 0..3 {
            segment.show(1);
            segment.owed += 100 * 1000;
            segment.settle(em);
        }
        assert_eq!(segment.finished(), "<0001>-1<0001>-1<0001>");
        assert_eq!(segment.owed, (300 - 254) * 1000);
    }

    #[test]
    fn two_moves_of_the_pen_are_two_numbers() {
        let em = i128::from(Length::pt(10).to_units()) * 1000;
        let mut segment = Segment::default();
        segment.show(1);
        segment.shift(Length::units(-381), em);
        segment.shift(Length::units(127), em);
        assert_eq!(segment.finished(), "<0001>3 -1");
    }

    #[test]
    fn a_thin_rule_is_thickened_about_its_middle() {
        let hairline =
            Rect::new(Point::new(Length::pt(10), Length::pt(20)), Size::new(Length::pt(30), Length::pt(1) / 2));
        let thicker = thickened(hairline, Length::pt(1));
        assert_eq!(thicker.size, Size::new(Length::pt(30), Length::pt(1)));
        assert_eq!(thicker.origin, Point::new(Length::pt(10), Length::pt(20) - Length::pt(1) / 4));
        assert_eq!(thickened(hairline, Length::pt(1) / 4), hairline);
    }

    #[test]
    fn lengths_are_written_in_points() {
        assert_eq!(decimal(Length::pt(3)), "3");
        assert_eq!(decimal(-Length::units(6350)), "-0.5");
        assert_eq!(decimal(Length::mm(3)), "8.504");
    }
}
