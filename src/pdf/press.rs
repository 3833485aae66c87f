//! A press as its ICC profile describes it: which inks make a colour (ICC.1:2010 §8.2, §10).
//!
//! Only what an output profile for CMYK needs is read: the table from the colours of the eye
//! (CIELAB) to the inks, `B2A0`, as `lut8Type`, `lut16Type` or `lutBToAType`. Everything is
//! computed by addition, multiplication and division of 64 bits, whose results IEEE 754
//! prescribes to the last bit; a library that uses what each processor does fastest gives
//! other bytes on another machine.

use super::icc;

/// From CIELAB to four inks.
#[derive(Clone, Debug)]
pub(super) struct Press {
    /// How the three components are written as numbers from 0 to 1.
    encoding: Encoding,
    /// For each component, before the matrix (`lutBToAType` alone has one) and the second curves.
    first: Vec<Curve>,
    matrix: Option<[f64; 12]>,
    second: Vec<Curve>,
    /// The table: how many points it has along each component, and four inks at each point, the last component fastest.
    points: [usize; 3],
    table: Vec<[f64; 4]>,
    /// For each ink.
    last: Vec<Curve>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    /// `lut16Type`: L* 100 is FF00, and a* and b* count in 256ths (ICC.1:2010 §10.10).
    Sixteen,
    /// All others: L* 100 and a* 127 are 1.
    Whole,
}

/// A curve from 0..1 to 0..1.
#[derive(Clone, Debug)]
enum Curve {
    /// Points at equal distances; one alone is none.
    Points(Vec<f64>),
    /// A formula of `parametricCurveType` (§10.18), with g, a, b, c, d, e, f.
    Formula([f64; 7]),
}

impl Press {
    /// Reads the profile of a press; none if it has no such table.
    pub fn read(profile: &[u8]) -> Option<Press> {
        // The connection space must be CIELAB (§7.2.7).
        if profile.get(20..24)? != b"Lab " {
            return None;
        }
        let tag = [b"B2A0", b"B2A1", b"B2A2"].into_iter().find_map(|name| icc::tag(profile, name))?;
        if tag.get(8..10)? != [3, 4] {
            return None;
        }
        match tag.get(..4)? {
            b"mft1" => tables(tag, 1, 48, (256, 256)),
            b"mft2" => tables(tag, 2, 52, (two(tag, 48)? as usize, two(tag, 50)? as usize)),
            b"mBA " => curves_and_table(tag),
            _ => None,
        }
    }

    /// The inks of a colour, each from 0 to 1.
    pub fn inks(&self, [lightness, a, b]: [f64; 3]) -> [f64; 4] {
        let colour = match self.encoding {
            Encoding::Sixteen => {
                [lightness * 652.8, (a + 128.0) * 256.0, (b + 128.0) * 256.0].map(|part| part / 65535.0)
            }
            Encoding::Whole => [lightness / 100.0, (a + 128.0) / 255.0, (b + 128.0) / 255.0],
        };
        let mut colour = through(&self.first, colour);
        if let Some(m) = &self.matrix {
            let [x, y, z] = colour;
            let row = |at: usize| m[at * 3] * x + m[at * 3 + 1] * y + m[at * 3 + 2] * z + m[9 + at];
            colour = [row(0), row(1), row(2)];
        }
        let colour = through(&self.second, colour);
        through(&self.last, self.looked_up(colour))
    }

    /// What the table says of a colour between its points.
    fn looked_up(&self, colour: [f64; 3]) -> [f64; 4] {
        let place = |at: usize| {
            let place = clamped(colour[at]) * (self.points[at] - 1) as f64;
            let cell = (place as usize).min(self.points[at].saturating_sub(2));
            (cell, place - cell as f64)
        };
        let places = [place(0), place(1), place(2)];
        let mut inks = [0.0; 4];
        for corner in 0..8_usize {
            let (mut share, mut at) = (1.0, 0);
            for (component, (cell, beyond)) in places.iter().enumerate() {
                let far = corner >> component & 1;
                share *= if far == 1 { *beyond } else { 1.0 - beyond };
                at = at * self.points[component] + (cell + far).min(self.points[component] - 1);
            }
            for (ink, value) in inks.iter_mut().zip(self.table[at]) {
                *ink += share * value;
            }
        }
        inks
    }
}

/// Each part through its curve, if it has one.
fn through<const N: usize>(curves: &[Curve], mut parts: [f64; N]) -> [f64; N] {
    for (part, curve) in parts.iter_mut().zip(curves) {
        *part = curve.at(clamped(*part));
    }
    parts
}

fn clamped(value: f64) -> f64 {
    // Not `clamp`, which would let a value pass that is no number.
    if value > 1.0 {
        1.0
    } else if value > 0.0 {
        value
    } else {
        0.0
    }
}

impl Curve {
    fn at(&self, x: f64) -> f64 {
        match self {
            Curve::Points(points) => {
                let place = x * (points.len().max(1) - 1) as f64;
                let at = (place as usize).min(points.len().saturating_sub(2));
                match points.get(at..at + 2) {
                    Some([here, next]) => here + (next - here) * (place - at as f64),
                    _ => x,
                }
            }
            Curve::Formula([g, a, b, c, d, e, f]) => {
                if x >= *d {
                    power(a * x + b, *g) + e
                } else {
                    c * x + f
                }
            }
        }
    }
}

/// `lut8Type` and `lut16Type` (§10.10, §10.11): tables of so many entries before and after, numbers of so many bytes.
fn tables(tag: &[u8], width: usize, start: usize, (before, after): (usize, usize)) -> Option<Press> {
    let points = usize::from(*tag.get(10)?);
    if points < 2 || before < 2 || after < 2 {
        return None;
    }
    let mut numbers = tag.get(start..)?.chunks_exact(width).map(|bytes| match bytes {
        [one] => f64::from(*one) / 255.0,
        more => f64::from(u16::from_be_bytes([more[0], more[1]])) / 65535.0,
    });
    let mut take = |count: usize| -> Option<Vec<f64>> {
        let taken: Vec<f64> = numbers.by_ref().take(count).collect();
        (taken.len() == count).then_some(taken)
    };
    let first = take(3 * before)?.chunks_exact(before).map(|curve| Curve::Points(curve.to_vec())).collect();
    let table = take(points * points * points * 4)?;
    let table = table.chunks_exact(4).map(|inks| [inks[0], inks[1], inks[2], inks[3]]).collect();
    let last = take(4 * after)?.chunks_exact(after).map(|curve| Curve::Points(curve.to_vec())).collect();
    let encoding = if width == 2 { Encoding::Sixteen } else { Encoding::Whole };
    Some(Press { encoding, first, matrix: None, second: Vec::new(), points: [points; 3], table, last })
}

/// `lutBToAType` (§10.13): curves, a matrix and curves, the table, curves; all but the first and the last may be absent.
fn curves_and_table(tag: &[u8]) -> Option<Press> {
    let part = |at: usize| {
        let offset = icc::number(tag, at)?;
        if offset == 0 { None } else { tag.get(offset..) }
    };
    let table_part = part(24)?;
    let points = [table_part[0], *table_part.get(1)?, *table_part.get(2)?].map(usize::from);
    if points.iter().any(|points| *points < 2) {
        return None;
    }
    let count = points.iter().product::<usize>() * 4;
    let data = table_part.get(20..)?;
    let numbers: Vec<f64> = match table_part.get(16)? {
        1 => data.iter().take(count).map(|one| f64::from(*one) / 255.0).collect(),
        _ => data
            .chunks_exact(2)
            .take(count)
            .map(|two| f64::from(u16::from_be_bytes([two[0], two[1]])) / 65535.0)
            .collect(),
    };
    if numbers.len() != count {
        return None;
    }
    let matrix = match part(16) {
        None => None,
        Some(bytes) => {
            let mut matrix = [0.0; 12];
            for (at, value) in matrix.iter_mut().enumerate() {
                *value = fixed(bytes, at * 4)?;
            }
            Some(matrix)
        }
    };
    let second = part(20).map_or(Some(Vec::new()), |part| curves(part, 3))?;
    Some(Press {
        encoding: Encoding::Whole,
        first: curves(part(12)?, 3)?,
        matrix,
        second,
        points,
        table: numbers.chunks_exact(4).map(|inks| [inks[0], inks[1], inks[2], inks[3]]).collect(),
        last: part(28).map_or(Some(Vec::new()), |part| curves(part, 4))?,
    })
}

/// So many curves, one after the other, each beginning at a multiple of four bytes.
fn curves(mut bytes: &[u8], count: usize) -> Option<Vec<Curve>> {
    let mut curves = Vec::new();
    for _ in 0..count {
        let (curve, length) = curve(bytes)?;
        curves.push(curve);
        bytes = bytes.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Some(curves)
}

/// A `curveType` (§10.6) or a `parametricCurveType` (§10.18), and its length.
fn curve(bytes: &[u8]) -> Option<(Curve, usize)> {
    match bytes.get(..4)? {
        b"curv" => {
            let count = icc::number(bytes, 8)?;
            let length = count.checked_mul(2)?.checked_add(12)?;
            let points = bytes.get(12..length)?.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            let curve = match count {
                // One number alone is an exponent, with eight bits after the point.
                1 => Curve::Formula([points.map(f64::from).sum::<f64>() / 256.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
                _ => Curve::Points(points.map(|value| f64::from(value) / 65535.0).collect()),
            };
            Some((curve, length))
        }
        b"para" => {
            let form = two(bytes, 8)?;
            let count = [1, 3, 4, 5, 7].get(usize::from(form))?;
            let mut p = [0.0; 7];
            for (at, value) in p.iter_mut().take(*count).enumerate() {
                *value = fixed(bytes, 12 + at * 4)?;
            }
            let [g, a, b, c, ..] = p;
            let formula = match form {
                0 => [g, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                1 => [g, a, b, 0.0, if a == 0.0 { 0.0 } else { -b / a }, 0.0, 0.0],
                2 => [g, a, b, 0.0, if a == 0.0 { 0.0 } else { -b / a }, c, c],
                3 => [g, a, b, c, p[4], 0.0, 0.0],
                _ => p,
            };
            Some((Curve::Formula(formula), 12 + count * 4))
        }
        _ => None,
    }
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([two[0], two[1]]))
}

/// An `s15Fixed16Number` (§4.6).
fn fixed(bytes: &[u8], at: usize) -> Option<f64> {
    let four = bytes.get(at..at + 4)?;
    Some(f64::from(i32::from_be_bytes([four[0], four[1], four[2], four[3]])) / 65536.0)
}

/// `base` to the power of `exponent`, by series: what the standard library offers is the machine's own.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    const LN_2: f64 = std::f64::consts::LN_2;
    if base.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
        return 0.0;
    }
    // base = mantissa · 2^scale, with the mantissa from 1 to 2; its logarithm is 2 artanh((m - 1) / (m + 1)).
    let bits = base.to_bits();
    let scale = (bits >> 52) as i32 - 1023;
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let step = (mantissa - 1.0) / (mantissa + 1.0);
    let (mut term, mut logarithm) = (step, 0.0);
    for odd in (1..40).step_by(2) {
        logarithm += term / f64::from(odd);
        term = term * step * step;
    }
    let logarithm = (f64::from(scale) * LN_2 + 2.0 * logarithm) * exponent;
    // The result is 2^whole · e^rest, with the rest below ln 2.
    let whole = (logarithm / LN_2).floor().clamp(-1000.0, 1000.0);
    let rest = logarithm - whole * LN_2;
    let (mut term, mut sum) = (1.0, 1.0);
    for number in 1..20 {
        term = term * rest / f64::from(number);
        sum += term;
    }
    sum * f64::from_bits(((whole as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOGRA: &[u8] = include_bytes!("../../profiles/FOGRA39L_coated.icc");

    #[test]
    fn a_power_is_what_it_should_be() {
        for (base, exponent) in [(0.5, 2.4), (0.25, 0.5), (1.0, 7.0), (0.000_01, 1.0 / 3.0), (1.7, 0.45), (3.0, 2.0)] {
            let difference = power(base, exponent) - f64::powf(base, exponent);
            assert!(difference.abs() < 1e-12, "{base}^{exponent}: {difference}");
        }
        assert_eq!((power(0.0, 2.0), power(-1.0, 2.0)), (0.0, 0.0));
    }

    #[test]
    fn paper_needs_no_ink_and_black_needs_much() {
        let press = Press::read(FOGRA).unwrap();
        assert!(press.inks([100.0, 0.0, 0.0]).iter().all(|ink| *ink < 0.01));
        let black = press.inks([0.0, 0.0, 0.0]);
        assert!(black[3] > 0.8 && black.iter().sum::<f64>() > 2.5, "{black:?}");
    }

    #[test]
    fn a_profile_cut_short_describes_no_press_and_does_no_harm() {
        for length in (0..FOGRA.len()).step_by(FOGRA.len() / 97) {
            if let Some(press) = Press::read(&FOGRA[..length]) {
                press.inks([50.0, 0.0, 0.0]);
            }
        }
        assert!(Press::read(&FOGRA[..2000]).is_none());
    }

    #[test]
    fn curves_and_a_table_are_read_as_the_standard_has_them() {
        // Each ink is one of the parts: black the lightness turned round, the three others nothing but a* at the corners.
        let mut tag = b"mBA \0\0\0\0\x03\x04\0\0".to_vec();
        let identity = b"curv\0\0\0\0\0\0\0\0".repeat(3);
        let cubes = b"para\0\0\0\0\0\0\0\0\0\x01\0\0".repeat(4);
        let table_at = 32 + identity.len();
        let last_at = table_at + 20 + 32;
        for offset in [32, 0, 0, table_at, last_at] {
            tag.extend((offset as u32).to_be_bytes());
        }
        tag.extend(&identity);
        tag.extend([2, 2, 2].iter().chain([0; 13].iter()).chain([1, 0, 0, 0].iter()));
        for corner in 0..8_u8 {
            let (lightness, a) = (corner >> 2 & 1, corner >> 1 & 1);
            tag.extend([0, a * 255, 0, 255 - lightness * 255]);
        }
        tag.extend(&cubes);
        let press = curves_and_table(&tag).unwrap();
        let inks = press.inks([25.0, 127.0, 0.0]);
        assert!((inks[3] - 0.75).abs() < 1e-9 && (inks[1] - 1.0).abs() < 1e-9, "{inks:?}");
    }
}
