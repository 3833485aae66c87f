//! printpdf's document: a page tree, and the fonts embedded.
//!
//! printpdf embeds the fonts that its pages use, so the first page shows every glyph of
//! every subset once, each with its text; from that it writes the font dictionaries and
//! `ToUnicode`. The finishing pass then gives each page its own content.

use printpdf::{
    Codepoint, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};

use super::glyphs::{Alphabet, Subset};

/// A document of `pages` pages with all fonts in it.
pub(super) fn document(alphabet: &Alphabet, pages: usize) -> lopdf::Document {
    let mut document = PdfDocument::new("");
    let mut ops = Vec::new();
    for subset in &alphabet.subsets {
        let mut warnings = Vec::new();
        let mut font =
            ParsedFont::from_bytes(&subset.bytes, 0, &mut warnings).expect("printpdf reads what subsetter wrote");
        font.font_name = Some(subset.name.clone());
        let id = printpdf::FontId(subset.resource.clone());
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
        ops.extend([
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) },
            Op::ShowText { items: vec![TextItem::GlyphIds(codepoints(subset))] },
            Op::EndTextSection,
        ]);
    }
    // The boxes are set by the finishing pass; printpdf wants some.
    document.pages = (0..pages)
        .map(|page| PdfPage::new(Mm(1.0), Mm(1.0), if page == 0 { std::mem::take(&mut ops) } else { Vec::new() }))
        .collect();
    document.to_lopdf_document(&PdfSaveOptions { subset_fonts: false, ..Default::default() }, &mut Vec::new())
}

fn codepoints(subset: &Subset) -> Vec<Codepoint> {
    subset.texts.iter().map(|(code, text)| Codepoint::with_cid(*code, 0.0, text.clone())).collect()
}
