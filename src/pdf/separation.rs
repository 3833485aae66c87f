//! The colours of a screen in the inks of a press.
//!
//! A grid of colours is mixed once, as the press's profile says ([`Press`]); the colours between
//! its points follow in whole numbers. So a picture has the same bytes on every processor.

use super::press::{Press, power};

/// How many points the grid has along red, green and blue.
const POINTS: usize = 33;
/// How many steps there are between the ends of a component.
const STEPS: usize = POINTS - 1;

/// From red, green and blue to cyan, magenta, yellow and black.
#[derive(Clone, Debug)]
pub(super) struct Separation {
    /// The inks at each point, of 65535: blue changes fastest.
    grid: Vec<[u16; 4]>,
}

impl Separation {
    /// The separation for a press; none if its profile does not say how it mixes.
    pub fn of(profile: &[u8]) -> Option<Separation> {
        let press = Press::read(profile)?;
        let light: Vec<f64> = (0..POINTS).map(|at| linear(at as f64 / STEPS as f64)).collect();
        let mut grid = Vec::with_capacity(POINTS * POINTS * POINTS);
        for red in &light {
            for green in &light {
                for blue in &light {
                    let inks = press.inks(lab([*red, *green, *blue]));
                    grid.push(inks.map(|ink| (ink * 65535.0 + 0.5) as u16));
                }
            }
        }
        Some(Separation { grid })
    }

    /// The inks of a colour. Between points the cell is cut into six tetrahedra, so that greys depend on greys alone.
    pub fn inks(&self, colour: [u8; 3]) -> [u8; 4] {
        let places = colour.map(|part| {
            let place = usize::from(part) * STEPS;
            (place / 255, place % 255)
        });
        // From the near corner a step along each component, the one that goes furthest first.
        let mut order = [0, 1, 2];
        order.sort_by_key(|at| std::cmp::Reverse(places[*at].1));
        const STRIDES: [usize; 3] = [POINTS * POINTS, POINTS, 1];
        let mut corner = places.iter().zip(STRIDES).map(|((cell, _), stride)| cell * stride).sum::<usize>();
        let mut sums = [0_usize; 4];
        let mut before = 255;
        for at in order {
            let beyond = places[at].1;
            self.add(corner, before - beyond, &mut sums);
            if beyond > 0 {
                corner += STRIDES[at];
            }
            before = beyond;
        }
        self.add(corner, before, &mut sums);
        sums.map(|sum| ((sum + 32767) / 65535) as u8)
    }

    fn add(&self, corner: usize, share: usize, sums: &mut [usize; 4]) {
        for (sum, ink) in sums.iter_mut().zip(self.grid[corner]) {
            *sum += share * usize::from(ink);
        }
    }
}

/// Light from the value of sRGB (IEC 61966-2-1).
fn linear(value: f64) -> f64 {
    if value <= 0.04045 { value / 12.92 } else { power((value + 0.055) / 1.055, 2.4) }
}

/// CIELAB of light in sRGB, under the light of the connection space (D50, by the Bradford transform).
fn lab(light: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: [[f64; 3]; 3] = [
        [0.436_074_7, 0.385_064_9, 0.143_080_4],
        [0.222_504_5, 0.716_878_6, 0.060_616_9],
        [0.013_932_2, 0.097_104_5, 0.714_173_3],
    ];
    // Divided by white itself, so that white has no colour to the last digit.
    let [x, y, z] = TO_XYZ.map(|row| {
        let lit = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
        let share = lit / (row[0] + row[1] + row[2]);
        if share > 216.0 / 24389.0 { power(share, 1.0 / 3.0) } else { (24389.0 / 27.0 * share + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOGRA: &[u8] = include_bytes!("../../profiles/FOGRA39L_coated.icc");

    #[test]
    fn every_processor_mixes_the_same_inks() {
        let separation = Separation::of(FOGRA).unwrap();
        // FNV-1a over a walk through all colours: whatever machine this runs on, it must be this number.
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        for at in 0..20_000_u32 {
            let [_, red, green, blue] = (at * 839 * 7 + 11).to_be_bytes();
            for ink in separation.inks([red, green, blue]) {
                hash = (hash ^ u64::from(ink)).wrapping_mul(0x0100_0000_01B3);
            }
        }
        assert_eq!(hash, 10_448_322_046_494_989_902);
    }

    #[test]
    fn white_is_paper_and_a_point_of_the_grid_is_mixed_as_the_press_says() {
        let separation = Separation::of(FOGRA).unwrap();
        assert!(separation.inks([255, 255, 255]).iter().all(|ink| *ink < 3));
        let press = Press::read(FOGRA).unwrap();
        let red = press.inks(lab([1.0, 0.0, 0.0])).map(|ink| (ink * 255.0 + 0.5) as u8);
        assert_eq!(separation.inks([255, 0, 0]), red);
    }

    #[test]
    fn white_has_no_colour_and_red_is_where_it_should_be() {
        let near = |found: [f64; 3], wanted: [f64; 3]| found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.1);
        assert!(near(lab([1.0, 1.0, 1.0]), [100.0, 0.0, 0.0]));
        assert!(near(lab([1.0, 0.0, 0.0]), [54.29, 80.81, 69.89]), "{:?}", lab([1.0, 0.0, 0.0]));
    }
}
