//! Faces for reading systems: no more outlines than a book needs, and everything else as it was.
//!
//! A reading system shapes text itself: it asks the face for small capitals, ligatures, old-style figures and kerning.
//! What cuts a font down for a PDF takes the tables for these away. Here every glyph keeps its number, so that they
//! stay true as they are; an unused glyph merely draws nothing, and no character leads to it: for a character that the
//! book does not have (a note of the reader's, a dictionary) another font stands in.

use std::collections::BTreeSet;

use skrifa::raw::collections::IntSet;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, Tag};
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::types;

use super::{Face, cff};

/// What reading systems do to every text, and what our style sheet asks for.
const FEATURES: [&[u8; 4]; 16] = [
    b"calt", b"ccmp", b"clig", b"liga", b"locl", b"rlig", b"rclt", b"init", b"medi", b"fina", b"isol", b"smcp",
    b"c2sc", b"onum", b"lnum", b"tnum",
];

/// Tables that are of no use without all glyphs, or to no reading system.
const LEFT_OUT: [&[u8; 4]; 6] = [b"DSIG", b"FFTM", b"LTSH", b"VDMX", b"hdmx", b"PCLT"];

/// Tables whose pictures or variations this does not know: a face with them is left whole.
const UNKNOWN: [&[u8; 4]; 7] = [b"CFF2", b"gvar", b"COLR", b"SVG ", b"CBDT", b"sbix", b"EBDT"];

impl Face {
    /// A font file of the face for texts of `characters`; the face's own tables if it is of a kind that cannot be thinned.
    pub fn thinned(&self, characters: &BTreeSet<char>) -> Vec<u8> {
        let font = FontRef::from_index(&self.bytes, self.index);
        font.ok().and_then(|font| thinned(self, &font, characters)).unwrap_or_else(|| self.bytes.to_vec())
    }
}

fn thinned(face: &Face, font: &FontRef, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    if UNKNOWN.iter().any(|tag| font.table_data(Tag::new(tag)).is_some()) {
        return None;
    }
    let mapped: Vec<(char, u16)> = face.characters().filter(|(character, _)| characters.contains(character)).collect();
    let used = reachable(font, mapped.iter().map(|(_, glyph)| *glyph))?;
    let glyphs = mapped.iter().map(|(character, glyph)| (*character, types::GlyphId::from(*glyph)));
    let cmap = write_fonts::dump_table(&Cmap::from_mappings(glyphs).ok()?).ok()?;

    let mut builder = FontBuilder::new();
    for record in font.table_directory.table_records() {
        let tag = record.tag().to_be_bytes();
        let bytes = font.table_data(record.tag())?.as_bytes();
        let bytes = match &tag {
            b"cmap" => cmap.clone(),
            b"CFF " => cff::emptied(bytes, &used)?,
            b"glyf" => emptied_glyf(font, &used)?.0,
            b"loca" => emptied_glyf(font, &used)?.1,
            // Glyph locations are written with four bytes each (OpenType 1.9, *head*: `indexToLocFormat`).
            b"head" if font.glyf().is_ok() => [bytes.get(..50)?, &[0, 1], bytes.get(52..)?].concat(),
            b"hmtx" => emptied_widths(font, bytes, &used)?,
            // Version 3: no names of glyphs.
            b"post" => [&[0, 3, 0, 0], bytes.get(4..32)?].concat(),
            tag if LEFT_OUT.contains(&tag) => continue,
            _ => bytes.to_vec(),
        };
        builder.add_raw(types::Tag::new(&tag), bytes);
    }
    Some(builder.build())
}

/// All glyphs that a text of `glyphs` can lead to, and the one that stands for a missing character.
fn reachable(font: &FontRef, glyphs: impl Iterator<Item = u16>) -> Option<BTreeSet<u16>> {
    let mut all: IntSet<GlyphId> = glyphs.map(GlyphId::from).collect();
    all.insert(GlyphId::NOTDEF);
    if let Ok(gsub) = font.gsub() {
        let features: IntSet<Tag> = FEATURES.iter().map(|tag| Tag::new(tag)).collect();
        let features = gsub.collect_features(&IntSet::all(), &IntSet::all(), &features).ok()?;
        let lookups = gsub.collect_lookups(&features).ok()?;
        gsub.closure_glyphs_with_num_glyphs(&lookups, &mut all, u32::from(font.maxp().ok()?.num_glyphs())).ok()?;
    }
    if let (Ok(loca), Ok(glyf)) = (font.loca(None), font.glyf()) {
        let mut open: Vec<GlyphId> = all.iter().collect();
        while let Some(glyph) = open.pop() {
            if let Ok(Some(Glyph::Composite(made))) = loca.get_glyf(glyph, &glyf) {
                open.extend(made.components().map(|part| part.glyph).filter(|part| all.insert(*part)));
            }
        }
    }
    all.iter().map(|glyph| u16::try_from(glyph.to_u32()).ok()).collect()
}

/// `glyf` with the outlines of `used` alone, and the `loca` that belongs to it.
fn emptied_glyf(font: &FontRef, used: &BTreeSet<u16>) -> Option<(Vec<u8>, Vec<u8>)> {
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let (mut outlines, mut places) = (Vec::new(), vec![0; 4]);
    for glyph in 0..font.maxp().ok()?.num_glyphs() {
        if used.contains(&glyph) {
            let (from, to) = (loca.get_raw(usize::from(glyph))?, loca.get_raw(usize::from(glyph) + 1)?);
            outlines.extend(glyf.offset_data().as_bytes().get(from as usize..to as usize)?);
            outlines.resize(outlines.len().next_multiple_of(4), 0);
        }
        places.extend(u32::try_from(outlines.len()).ok()?.to_be_bytes());
    }
    Some((outlines, places))
}

/// `hmtx` where glyphs that draw nothing have no width, which packs well. The last width stays: it is that of all after it.
fn emptied_widths(font: &FontRef, table: &[u8], used: &BTreeSet<u16>) -> Option<Vec<u8>> {
    let widths = font.hhea().ok()?.number_of_h_metrics();
    let mut table = table.to_vec();
    for glyph in (0..widths.saturating_sub(1)).filter(|glyph| !used.contains(glyph)) {
        let at = usize::from(glyph) * 4;
        table.get_mut(at..at + 4)?.fill(0);
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, OutlinePen};

    use super::*;
    use crate::fonts::{Cut, Fonts};

    /// A face of some fifty glyphs in TrueType, an é of two parts among them.
    fn truetype() -> Face {
        let mut sources = crate::source::Sources::default();
        sources.add("fonts/orlau-text.ttf", include_bytes!("../../tests/fonts/orlau-text.ttf").to_vec());
        let family = crate::manifest::Family { name: "Orlau Text".into(), span: None };
        let design = crate::manifest::Design { family, ..crate::manifest::Design::default() };
        let fonts = crate::fonts::load(&design, &sources, &mut crate::report::Report::default());
        fonts.face(fonts.text(Cut::Regular)).clone()
    }

    const TEXT: &str = "Difficult AVATAR, Őrült 1956: flow – “Œuvre” café";

    /// The glyphs of a text as a reading system shapes it, with small capitals: number, width and place of each.
    fn shaped(file: &[u8], text: &str, features: &[&[u8; 4]]) -> Vec<(u32, i32, i32)> {
        let shared: std::sync::Arc<dyn AsRef<[u8]> + Send + Sync> = std::sync::Arc::new(file.to_vec());
        let font = harfrust::Font::new(shared, 0).unwrap();
        let features: Vec<harfrust::Feature> =
            features.iter().map(|tag| harfrust::Feature::new(harfrust::Tag::new(tag), 1, ..)).collect();
        let mut glyphs = harfrust::Buffer::new();
        glyphs.push_str(text);
        glyphs.set_direction(harfrust::Direction::LeftToRight);
        glyphs.set_script(Some(harfrust::Script::LATIN));
        let options = harfrust::ShapeOptions::new().features(&features);
        harfrust::shape(&harfrust::ShaperFont::new(&font), &mut glyphs, options).unwrap();
        let places = glyphs.glyph_positions().iter();
        glyphs.glyph_infos().iter().zip(places).map(|(glyph, at)| (glyph.glyph_id, at.x_advance, at.x_offset)).collect()
    }

    /// What a glyph draws, as words.
    fn drawn(file: &[u8], glyph: u32) -> String {
        #[derive(Default)]
        struct Pen(String);
        impl OutlinePen for Pen {
            fn move_to(&mut self, x: f32, y: f32) {
                self.0 += &format!("M{x} {y}");
            }
            fn line_to(&mut self, x: f32, y: f32) {
                self.0 += &format!("L{x} {y}");
            }
            fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
                self.0 += &format!("Q{cx} {cy} {x} {y}");
            }
            fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
                self.0 += &format!("C{ax} {ay} {bx} {by} {x} {y}");
            }
            fn close(&mut self) {
                self.0 += "Z";
            }
        }
        let font = skrifa::FontRef::new(file).unwrap();
        let mut pen = Pen::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        font.outline_glyphs().get(GlyphId::new(glyph)).unwrap().draw(settings, &mut pen).unwrap();
        pen.0
    }

    #[test]
    fn a_thinned_face_sets_the_text_as_the_whole_one_does() {
        let fonts = Fonts::default();
        for cut in Cut::ALL {
            let face = fonts.face(fonts.text(cut));
            let thin = sets_as_the_whole(face, TEXT);
            assert!(thin.len() * 3 < face.bytes.len(), "{} of {}", thin.len(), face.bytes.len());
        }
    }

    /// The thinned file of a face, which sets a text as the face itself does.
    fn sets_as_the_whole(face: &Face, text: &str) -> Vec<u8> {
        let thin = face.thinned(&text.chars().collect());
        for features in [&[][..], &[b"smcp", b"c2sc"], &[b"onum"], &[b"lnum", b"tnum"]] {
            let glyphs = shaped(&face.bytes, text, features);
            assert_eq!(shaped(&thin, text, features), glyphs);
            for (glyph, ..) in glyphs {
                assert_eq!(drawn(&thin, glyph), drawn(&face.bytes, glyph), "{} {glyph}", face.postscript_name);
            }
        }
        thin
    }

    #[test]
    fn a_thinned_truetype_face_sets_the_text_as_the_whole_one_does() {
        let face = truetype();
        let thin = sets_as_the_whole(&face, "Difficult café 16");
        assert!(thin.starts_with(&[0, 1, 0, 0]) && thin.len() < face.bytes.len(), "{} bytes", thin.len());
        // An é is drawn though its parts are in no text by themselves.
        let thin = sets_as_the_whole(&face, "é");
        let font = skrifa::FontRef::new(&thin).unwrap();
        let mapped: Vec<u32> = font.charmap().mappings().map(|(code, _)| code).collect();
        assert_eq!(mapped, [u32::from('é')]);
        let glyph = |character| u32::from(face.glyph(character).unwrap());
        assert!(
            drawn(&thin, glyph('é')).len() > drawn(&thin, glyph('e')).len() && !drawn(&thin, glyph('e')).is_empty()
        );
        assert_eq!(drawn(&thin, glyph('Ж')), "");
        assert!(!drawn(&face.bytes, glyph('Ж')).is_empty());
    }

    #[test]
    fn a_character_that_no_text_has_is_left_to_another_font() {
        let fonts = Fonts::default();
        let face = fonts.face(fonts.text(Cut::Regular));
        let thin = face.thinned(&TEXT.chars().collect());
        let font = skrifa::FontRef::new(&thin).unwrap();
        let mapped: BTreeSet<char> = font.charmap().mappings().filter_map(|(code, _)| char::from_u32(code)).collect();
        assert_eq!(mapped, TEXT.chars().collect());
        assert_eq!(drawn(&thin, u32::from(face.glyph('Ж').unwrap())), "");
        assert!(!drawn(&face.bytes, u32::from(face.glyph('Ж').unwrap())).is_empty());
    }
}
