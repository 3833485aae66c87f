//! Exact distances.
//!
//! Breaks are decided by comparing sums of thousands of widths, and rounding must
//! never decide one. So a distance is a whole number of units, of which a point
//! (1/72 inch) has 12 700 and a millimetre 36 000: points, millimetres, inches and
//! picas all come out even. (The same unit as Office Open XML's EMU.)
//!
//! Decimals live where a length is read, in the manifest, and where it is written,
//! in the PDF and the style sheet; nowhere between.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Rem, Sub, SubAssign};

/// A distance, exact: 12 700 units to the point, 36 000 to the millimetre.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

/// Units in a point of 1/72 inch.
const POINT: i64 = 12_700;
/// Units in a millimetre.
const MILLIMETRE: i64 = 36_000;
/// Units in an inch.
const INCH: i64 = 914_400;
/// Units in a pica of twelve points.
const PICA: i64 = 12 * POINT;

/// The longest length an author may write: a kilometre of type keeps every sum within `i64`.
const LONGEST: i128 = 1_000_000 * MILLIMETRE as i128;

impl Length {
    /// No distance at all.
    pub const ZERO: Length = Length(0);
    /// A distance that no page reaches; still safe to add to others.
    pub const MAX: Length = Length(i64::MAX / 4);

    /// A length in the smallest units, 12 700 to the point.
    pub const fn units(units: i64) -> Length {
        Length(units)
    }

    /// A whole number of points (1/72 inch).
    pub const fn pt(points: i64) -> Length {
        Length(points * POINT)
    }

    /// A whole number of millimetres.
    pub const fn mm(millimetres: i64) -> Length {
        Length(millimetres * MILLIMETRE)
    }

    /// A whole number of inches.
    pub const fn inches(inches: i64) -> Length {
        Length(inches * INCH)
    }

    /// The smallest units in this length, 12 700 to the point.
    pub const fn to_units(self) -> i64 {
        self.0
    }

    /// The length in points, for writing it down.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / POINT as f64
    }

    /// The length in millimetres, for telling it to a person.
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / MILLIMETRE as f64
    }

    /// This length times `numerator` over `denominator`, rounded to the nearest unit.
    ///
    /// The product is taken in 128 bits where 64 do not hold it, so that no sensible length overflows.
    pub fn scale(self, numerator: i64, denominator: i64) -> Length {
        // Nearly every product fits, and dividing 128 bits costs as much as the rest of setting a glyph.
        if denominator > 0
            && let Some(product) = self.0.checked_mul(numerator)
            && let Some(rounded) = product.checked_add(product.signum() * (denominator / 2))
        {
            return Length(rounded / denominator);
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let half = denominator.abs() / 2;
        let rounded = if (product < 0) == (denominator < 0) {
            (product + half * denominator.signum()) / denominator
        } else {
            (product - half * denominator.signum()) / denominator
        };
        Length(rounded as i64)
    }

    /// The distance without its sign.
    pub const fn abs(self) -> Length {
        Length(self.0.abs())
    }

    /// How many times `other` goes wholly into this length.
    pub const fn whole_times(self, other: Length) -> i64 {
        self.0.div_euclid(other.0)
    }

    /// Reads a length as an author writes it: a decimal number and a unit, `22mm`, `0.95 in`.
    ///
    /// Units: `mm`, `cm`, `in`, `pt`, `pica`.
    ///
    /// # Errors
    ///
    /// Says in an author's words why `text` is not a length.
    pub fn parse(text: &str) -> Result<Length, String> {
        let text = text.trim();
        let unit_at = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
        let (number, unit) = (text[..unit_at].trim(), text[unit_at..].trim());
        let units = match unit {
            "mm" => MILLIMETRE,
            "cm" => 10 * MILLIMETRE,
            "in" => INCH,
            "pt" => POINT,
            "pica" => PICA,
            "" => return Err(format!("`{text}` has no unit")),
            _ => return Err(format!("`{unit}` is not a unit of length")),
        };
        let (digits, places) = decimal(number).ok_or_else(|| format!("`{number}` is not a number"))?;
        let exact = digits
            .checked_mul(i128::from(units))
            .map(|product| product / 10_i128.pow(places))
            .filter(|units| units.abs() <= LONGEST)
            .ok_or_else(|| format!("`{text}` is too long for a book"))?;
        Ok(Length(exact as i64))
    }
}

/// A decimal number as its digits and how many of them stand after the point.
fn decimal(number: &str) -> Option<(i128, u32)> {
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || digits.len() > 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((sign * digits.parse::<i128>().ok()?, fraction.len() as u32))
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, times: i64) -> Length {
        Length(self.0 * times)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, parts: i64) -> Length {
        Length(self.0 / parts)
    }
}

impl Rem<Length> for Length {
    type Output = Length;
    fn rem(self, other: Length) -> Length {
        Length(self.0 % other.0)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// In points, to three places: `13.25pt`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = Length(self.0 * 1000).scale(1, POINT).0;
        let sign = if thousandths < 0 { "-" } else { "" };
        let digits = format!("{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000);
        write!(f, "{sign}{}pt", digits.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// A point on a page, from its top left corner of the trimmed page, `y` downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// To the right of the left edge.
    pub x: Length,
    /// Below the top edge.
    pub y: Length,
}

impl Point {
    /// A point at `x` to the right and `y` down.
    pub const fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// From side to side.
    pub width: Length,
    /// From head to foot.
    pub height: Length,
}

impl Size {
    /// A size of `width` by `height`.
    pub const fn new(width: Length, height: Length) -> Size {
        Size { width, height }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its top left corner.
    pub origin: Point,
    /// Its width and height.
    pub size: Size,
}

impl Rect {
    /// The rectangle of `size` whose top left corner is `origin`.
    pub const fn new(origin: Point, size: Size) -> Rect {
        Rect { origin, size }
    }

    /// The right edge.
    pub fn right(self) -> Length {
        self.origin.x + self.size.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> Length {
        self.origin.y + self.size.height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_comes_out_even() {
        assert_eq!(Length::parse("25.4mm"), Ok(Length::inches(1)));
        assert_eq!(Length::parse("2.54 cm"), Ok(Length::inches(1)));
        assert_eq!(Length::parse("72pt"), Ok(Length::inches(1)));
        assert_eq!(Length::parse("6pica"), Ok(Length::inches(1)));
        assert_eq!(Length::parse("0.95in"), Ok(Length::units(868_680)));
    }

    #[test]
    fn a_length_without_a_known_unit_is_refused_in_words() {
        assert_eq!(Length::parse("12"), Err("`12` has no unit".into()));
        assert_eq!(Length::parse("12px"), Err("`px` is not a unit of length".into()));
        assert_eq!(Length::parse("1.2.3mm"), Err("`1.2.3` is not a number".into()));
        assert_eq!(Length::parse("--3mm"), Err("`--3` is not a number".into()));
        assert_eq!(Length::parse("999999999999mm"), Err("`999999999999mm` is too long for a book".into()));
        assert!(Length::parse("9999999999999999999999mm").is_err());
    }

    #[test]
    fn scaling_rounds_to_the_nearest_unit_on_both_sides_of_nought() {
        assert_eq!(Length::units(10).scale(1, 4), Length::units(3));
        assert_eq!(Length::units(-10).scale(1, 4), Length::units(-3));
        assert_eq!(Length::units(10).scale(1, -4), Length::units(-3));
        assert_eq!(Length::units(i64::MAX / 2).scale(8, 4), Length::units(i64::MAX - 1));
        assert_eq!(Length::units(10).scale(1, 3), Length::units(3));
        assert_eq!(Length::pt(10).scale(6, 5), Length::pt(12));
    }

    #[test]
    fn a_length_is_told_in_points() {
        assert_eq!(Length::parse("13.25pt").unwrap().to_string(), "13.25pt");
        assert_eq!((-Length::pt(3)).to_string(), "-3pt");
        assert_eq!(Length::units(-6350).to_string(), "-0.5pt");
    }
}
