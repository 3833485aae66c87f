//! What the printed page looks like.
//!
//! The defaults are those of a trade paperback of 6 × 9 inches: a measure of some
//! 65 letters and 38 lines to the page.

use super::typed::{self, Field};
use super::values::Values;
use crate::length::{Length, Size};
use crate::report::{Code, Diagnostic, did_you_mean};
use crate::source::Span;

/// `[design]`: the page and its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The trimmed page.
    pub trim: Size,
    /// The white around the type area.
    pub margins: Margins,
    /// The text.
    pub body: TypeSize,
    /// The notes at the foot.
    pub notes: TypeSize,
    /// The family of the text.
    pub family: Family,
    /// Letters a little wider or narrower, for the sake of even spaces.
    pub expansion: Refinement,
    /// Stops and hyphens that hang into the margin, so that its edge looks straight.
    pub hanging: Refinement,
}

/// Whether a refinement of the lines is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refinement {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// The white around the type area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// At the spine.
    pub inner: Length,
    /// At the fore-edge.
    pub outer: Length,
    /// At the head.
    pub top: Length,
    /// At the foot.
    pub bottom: Length,
}

/// Size and leading of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSize {
    /// The size of the type.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
}

/// A font family by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its name, as the fonts themselves give it.
    pub name: String,
    /// Where the manifest names it.
    pub span: Option<Span>,
}

/// The family that is compiled in.
pub const BUILT_IN_FAMILY: &str = "Libertinus Serif";

impl Default for Design {
    fn default() -> Design {
        Design {
            trim: Size::new(Length::inches(6), Length::inches(9)),
            margins: Margins {
                inner: Length::mm(22),
                outer: Length::mm(18),
                top: Length::mm(21),
                bottom: Length::mm(23),
            },
            body: TypeSize { size: Length::pt(21) / 2, leading: Length::pt(13) },
            notes: TypeSize { size: Length::pt(35) / 4, leading: Length::pt(43) / 4 },
            family: Family { name: BUILT_IN_FAMILY.into(), span: None },
            expansion: Refinement::On,
            hanging: Refinement::On,
        }
    }
}

/// Trimmed pages that printers know by name.
const TRIMS: [(&str, Size); 5] = [
    ("us-trade", Size::new(Length::inches(6), Length::inches(9))),
    ("digest", Size::new(Length::units(5_029_200), Length::units(7_772_400))), // 5.5 x 8.5 in
    ("a5", Size::new(Length::mm(148), Length::mm(210))),
    ("b5", Size::new(Length::mm(176), Length::mm(250))),
    ("royal", Size::new(Length::units(5_614_416), Length::units(8_421_624))), // 6.14 x 9.21 in
];

/// The smallest and the largest side that a page of a book may have.
const PAGE_SIDES: (Length, Length) = (Length::mm(70), Length::mm(600));

/// The least that the margins must leave for the type, on either side: an inch and a half.
const LEAST_TYPE_AREA: Length = Length::units(914_400 * 3 / 2);

/// The smallest and the largest size of type.
const TYPE_SIZES: (Length, Length) = (Length::pt(4), Length::pt(72));

/// Makes the design of `[design]`.
pub(super) fn design(field: Field<typed::Design>, values: &mut Values<'_>) -> Design {
    let usual = Design::default();
    let design = values.or_default(field);
    let trim = design_trim(design.trim, values).unwrap_or(usual.trim);
    let margins = margins(design.margins, trim, values);
    let body = values.or_default(design.body);
    let family = match values.text(body.family) {
        Some((name, span)) => Family { name, span: Some(span) },
        None => usual.family,
    };
    let notes = values.or_default(design.notes);
    Design {
        trim,
        margins,
        body: type_size(body.size, body.leading, usual.body, values),
        notes: type_size(notes.size, notes.leading, usual.notes, values),
        family,
        expansion: refinement(design.expansion, values),
        hanging: refinement(design.hanging, values),
    }
}

/// A refinement is on unless it is turned off.
fn refinement(field: Field<bool>, values: &mut Values<'_>) -> Refinement {
    match values.value(field) {
        Some((false, _)) => Refinement::Off,
        Some((true, _)) | None => Refinement::On,
    }
}

/// The trimmed page: a name, or width by height.
fn design_trim(field: Field<String>, values: &mut Values<'_>) -> Option<Size> {
    let (written, span) = values.text(field)?;
    if let Some((_, size)) = TRIMS.iter().find(|(name, _)| *name == written.to_ascii_lowercase()) {
        return Some(*size);
    }
    let sides: Vec<&str> = written.split(['x', 'X', '\u{D7}']).map(str::trim).collect();
    let &[width, height] = sides.as_slice() else {
        let names = TRIMS.map(|(name, _)| name);
        let problem = Diagnostic::new(Code::WrongValue, span, format!("`{written}` is not the size of a page"));
        values.report.push(match did_you_mean(&written, names) {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem.hint(format!("write `6in x 9in`, or one of {}", super::keys::listed(&names))),
        });
        return None;
    };
    // "6 x 9 in" says the unit once for both.
    let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
    let width = if width.ends_with(|c: char| c.is_ascii_digit()) { format!("{width}{unit}") } else { width.into() };
    let sides = [Length::parse(&width), Length::parse(height)];
    for message in sides.iter().filter_map(|side| side.as_ref().err()) {
        values.unreadable_length(span, message.clone());
    }
    let [Ok(width), Ok(height)] = sides else { return None };
    let (least, most) = PAGE_SIDES;
    if width.min(height) < least || width.max(height) > most {
        values.wrong(span, format!("a page of {written} is no page of a book: its sides are from 70mm to 600mm"));
        return None;
    }
    Some(Size::new(width, height))
}

/// The margins; the usual ones if those that are given leave no room for type.
fn margins(field: Field<typed::Margins>, trim: Size, values: &mut Values<'_>) -> Margins {
    let usual = Design::default().margins;
    let (margins, span) = values.value(field).unwrap_or((typed::Margins::default(), values.span(0..0)));
    let mut margin = |field, usual| match values.length(field) {
        Some((length, span)) if length < Length::ZERO => {
            values.wrong(span, "a margin cannot be less than nothing");
            usual
        }
        Some((length, _)) => length,
        None => usual,
    };
    let margins = Margins {
        inner: margin(margins.inner, usual.inner),
        outer: margin(margins.outer, usual.outer),
        top: margin(margins.top, usual.top),
        bottom: margin(margins.bottom, usual.bottom),
    };
    let width = trim.width - margins.inner - margins.outer;
    let height = trim.height - margins.top - margins.bottom;
    if width >= LEAST_TYPE_AREA && height >= LEAST_TYPE_AREA {
        return margins;
    }
    let message = format!(
        "the margins leave {:.1}mm by {:.1}mm for the type, on a page of {:.1}mm by {:.1}mm",
        width.to_mm(),
        height.to_mm(),
        trim.width.to_mm(),
        trim.height.to_mm()
    );
    values.wrong(span, message);
    let least = Length::mm(10);
    Margins { inner: least, outer: least, top: least, bottom: least }
}

/// Size and leading. Where the size alone is given, the leading keeps the usual proportion to it.
fn type_size(size: Field<String>, leading: Field<String>, usual: TypeSize, values: &mut Values<'_>) -> TypeSize {
    let (least, most) = TYPE_SIZES;
    let given = values.length(size).filter(|(size, span)| {
        let sensible = (least..=most).contains(size);
        if !sensible {
            values.wrong(*span, format!("type of {size} cannot be read in a book: its size is from 4pt to 72pt"));
        }
        sensible
    });
    let size = given.map_or(usual.size, |(size, _)| size);
    let proportional = size.scale(usual.leading.to_units(), usual.size.to_units());
    let leading = values.length(leading).filter(|(leading, span)| {
        let sensible = (size..=size * 4).contains(leading);
        if !sensible {
            values.wrong(
                *span,
                format!("a leading of {leading} does not suit type of {size}: lines would collide or fall apart"),
            );
        }
        sensible
    });
    TypeSize { size, leading: leading.map_or(proportional, |(leading, _)| leading) }
}
