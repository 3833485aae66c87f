//! What a reading system is told of the book: package document, navigation, cover.

use super::*;

#[test]
fn the_package_says_who_made_the_book_and_how_it_is_known() {
    let package = text(&epub(), "OEBPS/content.opf");
    for line in [
        "<dc:identifier id=\"pub-id\">urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8</dc:identifier>",
        "<dc:identifier id=\"isbn\">urn:isbn:9783161484100</dc:identifier>",
        "<meta refines=\"#isbn\" property=\"identifier-type\" scheme=\"onix:codelist5\">15</meta>",
        "<dc:title id=\"main-title\">The Bridge &amp; the River</dc:title>",
        "<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>",
        "<dc:language>en-GB</dc:language>",
        "<dc:creator id=\"person-1\">Anna Kovács</dc:creator>",
        "<meta refines=\"#person-1\" property=\"role\" scheme=\"marc:relators\">edt</meta>",
        "<meta refines=\"#person-1\" property=\"file-as\">Kovács, Anna</meta>",
        "<dc:contributor id=\"person-3\">M. Barr</dc:contributor>",
        "<meta refines=\"#person-3\" property=\"role\" scheme=\"marc:relators\">trl</meta>",
        "<dc:publisher>Orlau University Press</dc:publisher>",
        "<dc:description>The crisis of 1936 &lt;from&gt; the archives &amp; memoirs.</dc:description>",
        "<dc:subject>Diplomacy</dc:subject>",
        "<dc:rights>© 2026 the editors.\nAll rights reserved.</dc:rights>",
        "<dc:date>2026-03-01</dc:date>",
        "<meta id=\"series\" property=\"belongs-to-collection\">Readers</meta>",
        "<meta refines=\"#series\" property=\"group-position\">3</meta>",
        "<meta property=\"dcterms:modified\">2026-03-01T00:00:00Z</meta>",
        "<meta property=\"schema:accessMode\">textual</meta>",
        "<meta property=\"schema:accessModeSufficient\">textual</meta>",
        "<meta property=\"schema:accessibilityFeature\">index</meta>",
        "<meta property=\"schema:accessibilityHazard\">none</meta>",
    ] {
        assert!(package.contains(line), "{line}\n{package}");
    }
    assert!(!package.contains("ncx") && !package.contains("<guide"), "{package}");
}

#[test]
fn a_book_claims_to_be_accessible_only_if_someone_answers_for_it() {
    let claim = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";
    let package = |change: fn(&mut Volume, &mut Manifest)| text(&epub_with(change), "OEBPS/content.opf");
    assert!(!package(|_, _| {}).contains(claim));
    let certified = package(|_, manifest| manifest.epub.certifier = Some("Orlau Press".into()));
    assert!(certified.contains(&format!("<meta property=\"dcterms:conformsTo\">{claim}</meta>")));
    assert!(certified.contains("<meta property=\"a11y:certifiedBy\">Orlau Press</meta>"));
}

#[test]
fn a_cover_is_the_first_page_and_known_as_such() {
    let epub = epub_with(|volume, _| {
        let bytes = volume.figures[0].picture.bytes.clone();
        volume.cover = Some(Picture { bytes, format: PictureFormat::Png, width: 2, height: 2 });
    });
    let package = text(&epub, "OEBPS/content.opf");
    assert!(
        package.contains("properties=\"cover-image\"")
            && package.contains("<meta name=\"cover\" content=\"cover-image\"/>")
    );
    assert_eq!(values(&package, "idref")[0], "id_cover.xhtml");
    let page = text(&epub, "OEBPS/cover.xhtml");
    assert!(
        page.contains("<img src=\"cover.png\" role=\"doc-cover\" alt=\"Cover: The Bridge &amp; the River\"/>"),
        "{page}"
    );
    assert!(text(&epub, "OEBPS/nav.xhtml").contains("<a epub:type=\"cover\" href=\"cover.xhtml\">Cover</a>"));
}

#[test]
fn navigation_has_nested_contents_and_landmarks() {
    let navigation = text(&epub(), "OEBPS/nav.xhtml");
    let (contents, landmarks) = navigation.split_once("epub:type=\"landmarks\"").unwrap();
    assert!(contents.contains("<nav class=\"contents\" role=\"doc-toc\" epub:type=\"toc\" aria-labelledby=\"title\">"));
    assert!(
        contents
            .contains("<a href=\"text/chapter-thaw.xhtml\"><span class=\"label\">Chapter 1.</span> The Thaw</a>\n<ol>")
    );
    assert!(landmarks.contains("<a epub:type=\"toc\" href=\"text/contents.xhtml\">Contents</a>"));
    assert!(landmarks.contains("<a epub:type=\"bodymatter\" href=\"text/part-1.xhtml\">The Crossing</a>"));
    assert!(landmarks.contains("<a epub:type=\"glossary\" href=\"text/people.xhtml\">People</a>"));
}
