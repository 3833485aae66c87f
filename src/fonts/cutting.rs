//! Faces cut down to some of their glyphs: a book carries no more of a font than it prints.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use super::Face;

/// A font file with some glyphs of a face.
pub struct CutDown {
    /// The file.
    pub bytes: Vec<u8>,
    /// By glyph of the face: its number in the file.
    pub numbers: BTreeMap<u16, u16>,
}

impl Face {
    /// The face with `glyphs` alone, and the one that stands for a missing character. None if its file is damaged,
    /// which no face is that a volume was given.
    pub fn cut_down(&self, glyphs: impl IntoIterator<Item = u16>) -> Option<CutDown> {
        let mut remapper = GlyphRemapper::new();
        let numbers = glyphs.into_iter().map(|glyph| (glyph, remapper.remap(glyph))).collect();
        let bytes = subsetter::subset(&self.bytes, self.index, &remapper).ok()?;
        Some(CutDown { bytes, numbers })
    }
}
