//! The whole archive: what opens it, what is in it, and whether all of it holds together.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::{CompressionMethod, DateTime, ZipArchive};

use crate::fonts::Fonts;
use crate::length::{Length, Point};
use crate::manifest::{EmbedFonts, Manifest, PageList};
use crate::markup::examples::*;
use crate::report::Report;
use crate::typeset::page::{ElementRole, GlyphRun, Item, Pages, Structure};
use crate::volume::{BlockKind, FigureId, Matter, Picture, PictureFormat, PieceId, Placement, Series, Shows, Volume};

/// The reader of the examples, its manifest changed by `change`, as an archive.
fn epub_with(change: impl FnOnce(&mut Volume, &mut Manifest)) -> Vec<u8> {
    let (mut volume, pages) = reader();
    let mut manifest = manifest(&volume);
    change(&mut volume, &mut manifest);
    super::write(&volume, &manifest, &pages, &Fonts::default(), &mut Report::default())
}

fn epub() -> Vec<u8> {
    epub_with(|_, _| {})
}

fn files(epub: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(file.name().to_owned(), bytes).is_none(), "{} is there twice", file.name());
    }
    files
}

fn text(epub: &[u8], name: &str) -> String {
    String::from_utf8(files(epub).remove(name).unwrap()).unwrap()
}

/// The XHTML files, by name.
fn texts(epub: &[u8]) -> BTreeMap<String, String> {
    let xhtml = files(epub).into_iter().filter(|(name, _)| name.ends_with(".xhtml"));
    xhtml.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// The values of an attribute in a file.
fn values<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    text.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_same_volume_makes_the_same_bytes() {
    assert_eq!(epub(), epub());
}

#[test]
fn an_archive_begins_with_its_media_type_stored_and_has_one_time() {
    let epub = epub();
    assert_eq!(&epub[30..58], b"mimetypeapplication/epub+zip");
    let mut archive = ZipArchive::new(Cursor::new(epub.as_slice())).unwrap();
    let first = archive.by_index(0).unwrap();
    assert_eq!((first.compression(), first.extra_data().unwrap_or_default()), (CompressionMethod::Stored, &[][..]));
    drop(first);
    for at in 0..archive.len() {
        assert_eq!(archive.by_index(at).unwrap().last_modified(), Some(DateTime::default()));
    }
    let names: Vec<String> = (1..archive.len()).map(|at| archive.by_index(at).unwrap().name().to_owned()).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn every_file_is_in_the_manifest_and_nothing_else_is() {
    let epub = epub();
    let package = text(&epub, "OEBPS/content.opf");
    let (_, manifest) = package.split_once("<manifest>").unwrap();
    let listed: BTreeSet<String> = values(manifest, "href").iter().map(|href| format!("OEBPS/{href}")).collect();
    let held: BTreeSet<String> = files(&epub).into_keys().collect();
    let container = ["mimetype", "META-INF/container.xml", "META-INF/OFL.txt", "OEBPS/content.opf"].map(str::to_owned);
    assert_eq!(held, listed.into_iter().chain(container).collect());
}

#[test]
fn a_file_says_its_language_and_what_it_is() {
    let file = text(&epub(), "OEBPS/text/preface.xhtml");
    assert!(file.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html "), "{file}");
    assert!(file.contains(" lang=\"en-GB\" xml:lang=\"en-GB\" dir=\"ltr\">"), "{file}");
    assert!(file.contains("<title>Preface</title>") && file.contains("<body epub:type=\"frontmatter\">"), "{file}");
}

#[test]
fn the_reading_order_is_that_of_the_pieces() {
    let (volume, _) = reader();
    let package = text(&epub(), "OEBPS/content.opf");
    let read: Vec<String> = values(&package, "idref").iter().map(|idref| idref.to_string()).collect();
    let pieces: Vec<String> = volume.pieces.iter().map(|piece| format!("id_text_{}.xhtml", piece.slug)).collect();
    assert_eq!(read, pieces);
}

#[test]
fn ids_are_unique_in_each_file_and_every_place_is_one() {
    let (volume, _) = reader();
    let texts = texts(&epub());
    let mut of_volume = Vec::new();
    for (name, text) in &texts {
        let ids = values(text, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        of_volume.extend(unique.into_iter().filter(|id| *id != "title"));
    }
    of_volume.sort_unstable();
    let mut places: Vec<&str> = volume.places.iter().map(|place| place.anchor.as_str()).collect();
    places.sort_unstable();
    assert_eq!(of_volume, places);
}

#[test]
fn every_link_leads_somewhere() {
    let epub = epub();
    let texts = texts(&epub);
    let files = files(&epub);
    let mut links = 0;
    for (name, text) in &texts {
        let (folder, _) = name.rsplit_once('/').unwrap();
        for href in values(text, "href").into_iter().chain(values(text, "src")) {
            if href.starts_with("https:") {
                continue;
            }
            let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
            let path = match path.strip_prefix("../") {
                _ if path.is_empty() => name.clone(),
                Some(path) => format!("OEBPS/{path}"),
                None => format!("{folder}/{path}"),
            };
            assert!(files.contains_key(&path), "{name}: {href}");
            if !fragment.is_empty() {
                assert!(values(&texts[&path], "id").contains(&fragment), "{name}: {href}");
            }
            links += 1;
        }
    }
    assert!(links > 80, "{links} links looked at");
}

#[test]
fn every_element_is_closed_where_it_was_opened() {
    for (name, text) in texts(&epub()) {
        let mut open = Vec::new();
        for tag in text.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{name}");
            } else if !tag.ends_with('/') && !tag.starts_with(['!', '?']) {
                open.push(tag.split(' ').next().unwrap());
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

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
fn only_the_cuts_in_use_are_embedded_and_none_if_the_editor_says_so() {
    let epub = epub();
    let fonts: Vec<String> = files(&epub).into_keys().filter(|name| name.ends_with(".otf")).collect();
    let used = ["Italic", "Regular"].map(|cut| format!("OEBPS/fonts/LibertinusSerif-{cut}.otf"));
    assert_eq!(fonts, used);
    let sheet = text(&epub, "OEBPS/stylesheet.css");
    assert!(
        sheet.contains("SIL Open Font License") && sheet.contains("body { font-family: \"Libertinus Serif\", serif; }")
    );
    let plain = epub_with(|_, manifest| manifest.epub.fonts = EmbedFonts::Left);
    assert!(files(&plain).into_keys().all(|name| !name.contains("/fonts/")));
    assert!(!text(&plain, "OEBPS/stylesheet.css").contains("Libertinus"));
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

/// The reader of the examples with its two first printed pages: the preface from its second word on stands on page 2.
fn paged() -> (Volume, Pages) {
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
    let epub = |manifest: &Manifest| super::write(&volume, manifest, &pages, &Fonts::default(), &mut Report::default());
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
    let epub = super::write(&volume, &manifest, &pages, &Fonts::default(), &mut Report::default());
    let source = "<meta property=\"pageBreakSource\">Print edition: The Bridge &amp; the River, Orlau University Press, 2026</meta>";
    assert!(text(&epub, "OEBPS/content.opf").contains(source));
}

#[test]
fn a_volume_without_pages_or_contents_is_written_all_the_same() {
    let mut volume = empty_volume();
    let piece = add_piece(&mut volume, Matter::Back, "a", Vec::new(), essay(Vec::new()));
    let nowhere = place(&mut volume, piece, "nowhere");
    let call = add_note(&mut volume, piece, Series::Editorial, "1", "So.");
    volume.pieces[0].kind = essay(vec![paragraph(vec![call, reference(Some(nowhere), Shows::Folio)])]);
    let (pages, fonts) = (Pages::default(), Fonts::default());
    let epub = super::write(&volume, &manifest(&volume), &pages, &fonts, &mut Report::default());
    assert!(text(&epub, "OEBPS/text/a.xhtml").contains("</sup>–</p>"));
    assert!(text(&epub, "OEBPS/nav.xhtml").contains("<a href=\"text/a.xhtml\">The Bridge &amp; the River</a>"));
}

#[test]
fn the_licence_of_the_faces_goes_with_them() {
    let epub = epub();
    let licence = text(&epub, "META-INF/OFL.txt");
    assert!(licence.starts_with("Copyright") && licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{licence}");
    let plain = epub_with(|_, manifest| manifest.epub.fonts = EmbedFonts::Left);
    assert!(!files(&plain).contains_key("META-INF/OFL.txt"));
}

#[test]
fn a_script_that_the_text_family_lacks_is_carried_by_another() {
    let mut sources = crate::source::Sources::default();
    // A family of the volume's own that has Latin letters alone: the thinned italic under another name.
    let whole = Fonts::default();
    let italic = whole.face(whole.text(crate::fonts::Cut::Italic));
    let mut own = italic.thinned(&(' '..='~').collect());
    // The name table is UTF-16: `Libertinus` becomes `Libertynus` everywhere.
    let utf16 = |word: &str| word.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (old, new) = (utf16("tinus"), utf16("tynus"));
    while let Some(at) = own.windows(old.len()).position(|window| window == old) {
        own[at..at + old.len()].copy_from_slice(&new);
    }
    sources.add("fonts/own.otf", own);
    let design = crate::manifest::Design {
        family: crate::manifest::Family { name: "Libertynus Serif".into(), span: None },
        ..crate::manifest::Design::default()
    };
    let fonts = crate::fonts::load(&design, &sources, &mut Report::default());
    let (mut volume, pages) = reader();
    add_piece(&mut volume, Matter::Back, "letters", Vec::new(), essay(vec![paragraph(vec![plain("Москва")])]));
    let epub = super::write(&volume, &manifest(&volume), &pages, &fonts, &mut Report::default());
    let sheet = text(&epub, "OEBPS/stylesheet.css");
    assert!(sheet.contains("body { font-family: \"Libertynus Serif\", \"Libertinus Serif\", serif; }"), "{sheet}");
    let other = &files(&epub)["OEBPS/fonts/LibertinusSerif-Regular.otf"];
    assert!(other.len() < 100_000, "{} bytes for six letters", other.len());
}

/// The cover that is made for the reader of the examples with another title.
fn made_cover(title: &str) -> (Volume, Pages) {
    let (mut volume, _) = reader();
    volume.metadata.title = title.into();
    let pages = crate::typeset::set(&volume, &manifest(&volume), &Fonts::default(), &mut Report::default());
    (volume, pages)
}

#[test]
fn a_made_cover_holds_titles_of_five_letters_and_of_a_hundred_and_fifty() {
    let long = "The Peace Conference and the Questions of Reparations, Minorities, Frontiers and the League of Nations in \
        Central and Eastern Europe: A Documentary Guide";
    for title in ["Yalta", "The Bridge & the River", long, "Staatsangehörigkeitsfeststellungsverfahren"] {
        let (_, pages) = made_cover(title);
        let cover = pages.cover.unwrap();
        let margin = Length::pt(30);
        let mut said = String::new();
        for (_, item) in &cover.parts {
            let Item::Run(run) = item else { continue };
            let end = run.origin.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<Length>();
            assert!(run.origin.x >= margin && end <= cover.size.width - margin, "{title}: {}", run.text);
            assert!(run.origin.y <= cover.size.height - margin, "{title}: {}", run.text);
            said.push_str(&run.text.replace('\u{AD}', ""));
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(letters(&said).contains(&letters(title)), "{said}");
        assert!(letters(&said).contains("AnnaKovács"), "{said}");
    }
}

#[test]
fn a_made_cover_is_a_picture_of_the_size_that_stores_ask_for_and_the_same_each_time() {
    let (volume, pages) = made_cover("The Bridge");
    let made = || super::write(&volume, &manifest(&volume), &pages, &Fonts::default(), &mut Report::default());
    let epub = made();
    let cover = files(&epub).remove("OEBPS/cover.png").unwrap();
    let picture = image::load_from_memory(&cover).unwrap();
    assert_eq!((picture.width(), picture.height(), picture.color()), (1600, 2560, image::ColorType::Rgb8));
    assert_eq!(files(&made())["OEBPS/cover.png"], cover);
    let package = text(&epub, "OEBPS/content.opf");
    assert!(package.contains("properties=\"cover-image\"") && package.contains("<meta name=\"cover\""), "{package}");
    assert!(text(&epub, "OEBPS/cover.xhtml").contains("<img src=\"cover.png\""));
}

#[test]
fn a_picture_that_two_figures_show_is_stored_once_and_described_by_each() {
    let epub = epub_with(|volume, _| {
        let again = crate::volume::Figure { place: place(volume, PieceId(0), "again"), ..volume.figures[0].clone() };
        let id = FigureId(volume.figures.len() as u32);
        volume.figures.push(again);
        let (placement, description) = (Placement::Float, String::from("The bridge, from the other bank."));
        let figure = BlockKind::Figure { placement, picture: id, description, caption: Vec::new() };
        add_piece(volume, Matter::Back, "again", Vec::new(), essay(vec![block(figure)]));
    });
    let pictures: Vec<String> = files(&epub).into_keys().filter(|name| name.contains("/images/")).collect();
    assert_eq!(pictures, ["OEBPS/images/bridge.png"]);
    let again = text(&epub, "OEBPS/text/again.xhtml");
    assert!(again.contains("<img src=\"../images/bridge.png\" alt=\"The bridge, from the other bank.\""), "{again}");
}
