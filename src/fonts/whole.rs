//! Whether a font of the volume is whole.
//!
//! A file that was copied half, or damaged, may still say its name and its characters; it would fail
//! only when the book is written. So it is tried at the door: its tables must be there and
//! lie within the file, and all of its glyphs must let themselves be cut out of it, as the PDF will do with some.

use skrifa::Tag;
use skrifa::raw::{FontRef, TableProvider};

use super::Face;

/// What `head` begins with where it is one (OpenType 1.9, *head*: `magicNumber`).
const MAGIC: u32 = 0x5F0F_3CF5;

/// Whether everything of `face` can be printed.
pub(super) fn is_whole(face: &Face) -> bool {
    FontRef::from_index(&face.bytes, face.index).is_ok_and(|font| has_its_tables(&font, face))
        && face.cut_down(0..face.glyphs()).is_some()
}

/// Whether all tables lie within the file, and those are there without which nothing can be set.
fn has_its_tables(font: &FontRef, face: &Face) -> bool {
    let size = face.bytes.len() as u64;
    let records = font.table_directory.table_records();
    let within = records.iter().all(|record| u64::from(record.offset()) + u64::from(record.length()) <= size);
    within && font.head().is_ok_and(|head| head.magic_number() == MAGIC) && has_all_widths(font)
}

/// Whether `hmtx` holds as many widths as `hhea` says: four bytes for each, two for each glyph after them.
fn has_all_widths(font: &FontRef) -> bool {
    let (Ok(hhea), Ok(maxp), Some(hmtx)) = (font.hhea(), font.maxp(), font.table_data(Tag::new(b"hmtx"))) else {
        return false;
    };
    // Version 1 is the only one there is, and 0 the only form of `hmtx` (OpenType 1.9, *hhea*).
    if hhea.version().major != 1 || hhea.metric_data_format() != 0 {
        return false;
    }
    let (widths, glyphs) = (usize::from(hhea.number_of_h_metrics()), usize::from(maxp.num_glyphs()));
    widths > 0 && widths <= glyphs && hmtx.len() >= widths * 4 + (glyphs - widths) * 2
}
