//! The pages of the print edition.

use super::*;

/// The reader of the examples with its two first printed pages: the preface from its second word on stands on page 2.
pub(super) fn paged() -> (Volume, Pages) {
    let (volume, mut pages) = reader();
    let preface = volume.pieces.iter().position(|piece| piece.slug == "preface").unwrap();
    for _ in &volume.pieces {
        pages.pieces.push(pages.structure.add(Structure::ROOT, ElementRole::Piece));
    }
    for (page, text) in ["Preface This ", "book began late."].into_iter().enumerate() {
        let element = Some(pages.pieces[preface]);
        let (size, face) = (Length::pt(10), crate::fonts::FaceId(0));
        let origin = Point::new(Length::ZERO, Length::ZERO);
        let run = GlyphRun {
            origin,
            face,
            size,
            expansion: 1000,
            glyphs: Vec::new(),
            text: text.into(),
            span: None,
            element,
            turn: crate::typeset::page::Turn::Upright,
        };
        pages.pages[page].items.push(Item::Run(run));
    }
    (volume, pages)
}

#[test]
fn printed_pages_are_marked_where_they_begin_and_listed() {
    let (volume, pages) = paged();
    let mut manifest = manifest(&volume);
    let epub =
        |manifest: &Manifest| crate::epub::write(&volume, manifest, &pages, &Fonts::default(), &mut Report::default());
    let marked = epub(&manifest);
    let preface = text(&marked, "OEBPS/text/preface.xhtml");
    assert!(
        preface.contains(
            "<div id=\"page-1\" role=\"doc-pagebreak\" epub:type=\"pagebreak\" aria-label=\"1\"></div>\n<h1 "
        ),
        "{preface}"
    );
    assert!(
        preface.contains(
            "<p>This <span id=\"page-2\" role=\"doc-pagebreak\" epub:type=\"pagebreak\" aria-label=\"2\"></span>book began late.</p>"
        ),
        "{preface}"
    );
    let navigation = text(&marked, "OEBPS/nav.xhtml");
    let list = "<ol>\n<li><a href=\"text/preface.xhtml#page-1\">1</a></li>\n<li><a href=\"text/preface.xhtml#page-2\">2</a></li>\n</ol>";
    assert!(navigation.contains(list), "{navigation}");
    let package = text(&marked, "OEBPS/content.opf");
    assert!(package.contains("<meta property=\"pageBreakSource\">urn:isbn:9780000000002</meta>"), "{package}");
    assert!(package.contains(">pageNavigation<") && package.contains(">pageBreakMarkers<"), "{package}");

    manifest.epub.page_list = PageList::Absent;
    let unmarked = epub(&manifest);
    let package = text(&unmarked, "OEBPS/content.opf");
    assert!(!package.contains("pageBreak") && !package.contains("pageNavigation"), "{package}");
    assert!(!text(&unmarked, "OEBPS/nav.xhtml").contains("page-list"));
    assert!(texts(&unmarked).values().all(|text| !text.contains("doc-pagebreak")));
}

#[test]
fn a_print_edition_without_isbn_is_named() {
    let (mut volume, pages) = paged();
    volume.metadata.isbn_print = None;
    let manifest = manifest(&volume);
    let epub = crate::epub::write(&volume, &manifest, &pages, &Fonts::default(), &mut Report::default());
    let source = "<meta property=\"pageBreakSource\">Print edition: The Bridge &amp; the River, Orlau University Press, 2026</meta>";
    assert!(text(&epub, "OEBPS/content.opf").contains(source));
}
