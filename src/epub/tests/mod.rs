//! The whole archive: what opens it, what is in it, and whether all of it holds together.

mod checklist;
mod faces;
mod metadata;
mod pages;
mod pictures;

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
