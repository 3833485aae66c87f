//! The design of the default volume: which sizes, how much white.
//!
//! One family, few sizes, and everything in the column on the grid of the text's
//! baselines (Bringhurst, *The Elements of Typographic Style*, 2.2, 3.1). Emphasis in the
//! order of the house comes from small capitals, italics and white, never from weight;
//! openings are centred, text begins flush and goes on with indented paragraphs.

use crate::fonts::Cut;
use crate::language::Language;
use crate::length::{Length, Point};
use crate::manifest::{Design, TypeSize};

use super::line::{Case, Drawn, Figures, Position, TypeDress};
use super::page::Side;

/// All measures of a volume's pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// The page as its manifest asks for it.
    pub design: Design,
    /// The width of the text.
    pub measure: Length,
    /// The lines of text on a page.
    pub lines: u32,
    /// The text.
    pub body: TypeSize,
    /// Headnotes, extracts, tables and captions: between text and notes.
    pub small: TypeSize,
    /// Notes at the foot; the index.
    pub notes: TypeSize,
    /// The indent of a paragraph.
    pub indent: Length,
    /// The language of the volume.
    pub language: Language,
}

/// A quantity of lines that openings stand below the head of their page.
pub const SINK: i64 = 4;

/// The thickness of the rules above and below a table.
pub const HEAVY_RULE: Length = Length::units(9_525);

/// The thickness of all other rules: half a point, twice what a press still holds.
pub const LIGHT_RULE: Length = Length::units(6_350);

/// The white between letters in small capitals that stand alone, in thousandths of an em.
pub const SPACED_CAPITALS: i16 = 60;

/// The same in names, which have their capitals.
pub const SPACED_NAMES: i16 = 30;

impl Style {
    /// The measures that follow from `design`.
    pub fn new(design: &Design, language: &Language) -> Style {
        let Design { trim, margins, body, notes, .. } = design;
        let least = Length::pt(1);
        let body = TypeSize { size: body.size.max(least), leading: body.leading.max(least) };
        let notes = TypeSize { size: notes.size.max(least), leading: notes.leading.max(least) };
        let height = trim.height - margins.top - margins.bottom;
        Style {
            design: design.clone(),
            measure: (trim.width - margins.inner - margins.outer).max(body.size),
            lines: u32::try_from(height.whole_times(body.leading)).unwrap_or(0).max(1),
            body,
            small: TypeSize {
                size: body.size.scale(9, 10).max(notes.size),
                leading: (body.leading + notes.leading) / 2,
            },
            notes,
            indent: body.leading,
            language: language.clone(),
        }
    }

    /// The height of the text on a page.
    pub fn height(&self) -> Length {
        self.body.leading * i64::from(self.lines)
    }

    /// Where the type area begins on a page of `side`: its top left corner.
    pub fn origin(&self, side: Side) -> Point {
        let margins = self.design.margins;
        match side {
            Side::Recto => Point::new(margins.inner, margins.top),
            Side::Verso => Point::new(margins.outer, margins.top),
        }
    }

    /// The white between the text and its notes; the separator stands in it.
    pub fn note_gap(&self) -> Length {
        self.body.leading * 3 / 4
    }

    /// The white between the notes of the original and the editors'.
    pub fn series_gap(&self) -> Length {
        self.notes.leading / 2
    }

    /// The white between the columns of the index.
    pub fn gutter(&self) -> Length {
        self.body.leading * 3 / 2
    }

    /// The width of one column of the index.
    pub fn column(&self) -> Length {
        ((self.measure - self.gutter()) / 2).max(Length::pt(1))
    }

    /// Size and leading of a display line: `numerator` over `denominator` of the text's size.
    pub fn display(&self, numerator: i64, denominator: i64) -> TypeSize {
        let size = self.body.size.scale(numerator, denominator);
        TypeSize { size, leading: size.scale(6, 5) }
    }

    /// The dress of the text at `size`.
    pub fn dress(&self, size: Length) -> TypeDress {
        TypeDress {
            cut: Cut::Regular,
            size,
            case: Case::AsWritten,
            figures: Figures::OldStyle,
            position: Position::Baseline,
            tracking: 0,
            drawn: Drawn::Nothing,
            language: self.language.clone(),
        }
    }
}

/// How far below the top of its row the baseline of a line stands: type sits in the middle of
/// its leading, with some seven tenths of its size above the baseline.
pub fn baseline(size: Length, leading: Length) -> Length {
    leading / 2 + size.scale(7, 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(design: &Design) -> Style {
        Style::new(design, &Language::parse("en").unwrap())
    }

    #[test]
    fn the_default_page_holds_forty_lines_within_its_margins() {
        let style = style(&Design::default());
        assert_eq!(style.lines, 40);
        assert!(style.height() + style.design.margins.top + style.design.margins.bottom <= style.design.trim.height);
    }

    #[test]
    fn a_page_smaller_than_its_margins_still_holds_a_line() {
        let mut design = Design::default();
        design.margins.inner = Length::inches(20);
        design.margins.top = Length::inches(20);
        let style = style(&design);
        assert_eq!(style.lines, 1);
        assert!(style.measure > Length::ZERO && style.column() > Length::ZERO);
    }
}
