//! One face, and what its tables say of it.
//!
//! Everything is read once, when the face is loaded: widths, coverage and measures are
//! then plain numbers in font units that any thread may ask for.

use std::fmt;
use std::sync::Arc;

use skrifa::font::attribute::Style;
use skrifa::font::metrics::Decoration;
use skrifa::font::name::NameId;
use skrifa::{Font, GlyphId};

use super::Cut;

/// One face.
#[derive(Clone)]
pub struct Face {
    /// The file, whole.
    pub bytes: Arc<[u8]>,
    /// Which face of the file it is, for collections.
    pub index: u32,
    /// Its family's name.
    pub family: String,
    /// Its cut.
    pub cut: Cut,
    /// Its PostScript name: `LibertinusSerif-Italic`.
    pub postscript_name: String,
    /// Units to the em.
    pub units_per_em: u16,
    /// Its measures.
    pub metrics: FaceMetrics,
    /// How heavy it is: 400 a book face, 700 a bold one.
    pub(super) weight: u16,
    /// The characters it has, each with its glyph, in order.
    characters: Arc<[(char, u16)]>,
    /// The width of every glyph.
    advances: Arc<[u16]>,
}

/// Measures of a face, in font units from the baseline; upwards is positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FaceMetrics {
    /// How high letters reach.
    pub ascent: i32,
    /// How deep they reach: a negative number.
    pub descent: i32,
    /// The height of an x.
    pub x_height: i32,
    /// The height of a capital.
    pub cap_height: i32,
    /// How far the letters lean, in thousandths of a degree: 0 upright, negative to the right.
    pub italic_angle: i32,
    /// The line under words.
    pub underline: Stroke,
    /// The line through words.
    pub strike: Stroke,
}

/// A line that is drawn along words, in font units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stroke {
    /// Its upper edge, from the baseline upwards.
    pub top: i32,
    /// How thick it is.
    pub thickness: i32,
}

/// Its name alone: its bytes would fill a book.
impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Face").field(&self.postscript_name).finish()
    }
}

impl Face {
    /// Reads the face at `index` of a font file; none if there is none, or none of a kind that can be set.
    pub(super) fn read(bytes: &Arc<[u8]>, index: u32) -> Option<Face> {
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(bytes));
        let font = Font::new(shared, index)?;
        let units_per_em = font.units_per_em();
        let characters = characters(&font);
        if units_per_em == 0 || characters.is_empty() {
            return None;
        }
        let family = name(&font, NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(&font, NameId::FAMILY_NAME))?;
        let attributes = font.default_attributes();
        let weight = attributes.weight.value() as u16;
        let upright = attributes.style == Style::Normal;
        let widths = font.glyph_metrics();
        let advances =
            (0..font.num_glyphs()).map(|glyph| widths.h_advance_exact(GlyphId::new(glyph)).to_i32() as u16).collect();
        Some(Face {
            bytes: Arc::clone(bytes),
            index,
            cut: match (upright, weight < BOLD_FROM) {
                (true, true) => Cut::Regular,
                (false, true) => Cut::Italic,
                (true, false) => Cut::Bold,
                (false, false) => Cut::BoldItalic,
            },
            postscript_name: name(&font, NameId::POSTSCRIPT_NAME).unwrap_or_else(|| family.replace(' ', "")),
            family,
            units_per_em,
            metrics: metrics(&font),
            weight,
            characters,
            advances,
        })
    }

    /// Whether it has a glyph for `character`.
    pub fn covers(&self, character: char) -> bool {
        self.glyph(character).is_some()
    }

    /// The glyph of `character` by itself, without shaping.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let at = self.characters.binary_search_by_key(&character, |(known, _)| *known).ok()?;
        Some(self.characters[at].1)
    }

    /// How wide `glyph` is drawn, in font units; 0 for a glyph that the face does not have.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// How many glyphs it has.
    pub(super) fn glyphs(&self) -> u16 {
        u16::try_from(self.advances.len()).unwrap_or(u16::MAX)
    }

    /// All characters it has, each with its glyph, in the order of Unicode.
    pub fn characters(&self) -> impl Iterator<Item = (char, u16)> + '_ {
        self.characters.iter().copied()
    }
}

/// From this weight on a face is bold (semibold, 600, is).
const BOLD_FROM: u16 = 600;

/// The characters a font maps, with their glyphs, in order.
fn characters(font: &Font) -> Arc<[(char, u16)]> {
    let mut all: Vec<(char, u16)> = font
        .charmap()
        .unicodes()
        .filter_map(|(code, glyph)| Some((char::from_u32(code)?, u16::try_from(glyph.to_u32()).ok()?)))
        .filter(|(_, glyph)| *glyph != 0)
        .collect();
    all.sort_unstable();
    all.dedup_by_key(|(character, _)| *character);
    all.into()
}

/// A name of the font, in English where it has one.
fn name(font: &Font, id: NameId) -> Option<String> {
    let name: String = font.names().get(id)?.english_or_first()?.name().chars().collect();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn metrics(font: &Font) -> FaceMetrics {
    let (metrics, style) = (font.metrics(), font.style_metrics());
    let em = i32::from(font.units_per_em());
    let line = metrics.h_line();
    let x_height = metrics.x_height.map(|height| height.to_i32()).filter(|height| *height > 0).unwrap_or(em * 9 / 20);
    let stroke = |decoration: Option<Decoration>, top: i32| {
        decoration
            .map(|it| Stroke { top: it.position.to_i32(), thickness: it.thickness.to_i32() })
            .filter(|stroke| stroke.thickness > 0)
            .unwrap_or(Stroke { top, thickness: em / 20 })
    };
    FaceMetrics {
        ascent: line.map_or(em * 4 / 5, |line| line.ascender.to_i32()),
        descent: line.map_or(-em / 5, |line| line.descender.to_i32()),
        x_height,
        cap_height: metrics.cap_height.map(|it| it.to_i32()).filter(|it| *it > 0).unwrap_or(em * 13 / 20),
        italic_angle: style.italic_angle.map_or(0, |angle| (i64::from(angle.to_bits()) * 1000 / 65_536) as i32),
        underline: stroke(style.underline, -em / 10),
        strike: stroke(style.strike_through, x_height * 11 / 20),
    }
}
