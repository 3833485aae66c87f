//! The outline of a glyph, for those who draw it.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::outline::pen::SvgPen;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Face;

impl Face {
    /// The outline of `glyph` as the path data of SVG 1.1 §8.3, in font units, upwards; empty if it draws nothing.
    pub fn outline(&self, glyph: u16) -> String {
        let mut pen = SvgPen::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let font = FontRef::from_index(&self.bytes, self.index).ok();
        let outline = font.and_then(|font| font.outline_glyphs().get(GlyphId::from(glyph)));
        match outline.map(|outline| outline.draw(settings, &mut pen)) {
            Some(Ok(_)) => pen.to_string(),
            // A damaged outline is told when the font is read.
            Some(Err(_)) | None => String::new(),
        }
    }
}
