//! The archive: epub-builder's container, finished.
//!
//! The crate carries the files, the manifest and the container file. It does not know
//! contributors, roles, ISBNs or landmarks, and its archive has the time of day in it. So
//! what it made is opened again in memory, package document and navigation are replaced by
//! our own, what EPUB 3 readers do not need is left out (the NCX and Apple's display
//! options), and all is packed once more: `mimetype` first and stored (OCF, EPUB 3.3
//! §4.2.2), the rest by name, every time the same.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::package::Container;
use super::{Content, navigation, package, pictures};
use crate::manifest::Manifest;
use crate::markup::{Book, Tag, numbered_name, sheet};
use crate::volume::{Matter, Picture, PictureFormat, Piece, PieceId};

/// Where the texts lie: a folder of their own, so that no piece can have the name of another file.
pub(super) const TEXTS: &str = "text/";
/// The page that shows the cover.
pub(super) const COVER_PAGE: &str = "cover.xhtml";

/// The licence of the faces, for those who want to use them elsewhere. It stands beside the container's own files, where others may
/// stand (EPUB 3.3 §4.2.6.3): no text shows it, so that it is no resource of the publication.
const FONT_LICENCE: &str = "META-INF/OFL.txt";

const PACKAGE: &str = "OEBPS/content.opf";
const NAVIGATION: &str = "OEBPS/nav.xhtml";
const LEFT_OUT: [&str; 2] = ["OEBPS/toc.ncx", "META-INF/com.apple.ibooks.display-options.xml"];

/// All files of the book in one archive.
pub(super) fn pack(book: &Book, manifest: &Manifest, content: &Content) -> Vec<u8> {
    let container =
        container(book, content).expect("epub-builder writes into memory, and every file has a name of its own");
    let mut entries = entries(&container);
    entries.retain(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    for (name, bytes) in &mut entries {
        if name == PACKAGE {
            let listed = listed(&String::from_utf8_lossy(bytes));
            *bytes = package::document(book, manifest, content, &listed).into_bytes();
        } else if name == NAVIGATION {
            *bytes = navigation::document(book, content).into_bytes();
        }
    }
    if let Some(licence) = &content.licence {
        entries.push((FONT_LICENCE.to_owned(), licence.clone().into_bytes()));
    }
    entries.sort_by(|(one, _), (other, _)| (one != "mimetype", one).cmp(&(other != "mimetype", other)));
    packed(&entries).expect("an archive in memory takes all it is given")
}

/// The container as epub-builder makes it.
fn container(book: &Book, content: &Content) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    // Replaced by the finishing pass; set here only so that nothing random is ever made.
    builder.set_uuid(uuid::Uuid::nil());
    builder.stylesheet(sheet(&content.faces).as_bytes())?;
    for face in &content.faces {
        builder.add_resource(&face.path, &*face.bytes, face.media_type)?;
    }
    // A picture that several figures show has one file.
    let figures = content.asked.pictures.keys().map(|figure| &book.volume.figures[figure.index()]);
    let shown: BTreeMap<&str, &Picture> = figures.map(|figure| (&*figure.file_name, &figure.picture)).collect();
    for (name, picture) in shown {
        builder.add_resource(format!("images/{name}"), &*pictures::shown(picture), media_type(picture.format))?;
    }
    if let Some(cover) = &content.cover {
        let name = cover_name(cover);
        builder.add_cover_image(name, &*pictures::cover(cover), media_type(cover.format))?;
        builder.add_content(EpubContent::new(COVER_PAGE, cover_page(book, name).as_bytes()))?;
    }
    for (at, piece) in book.volume.pieces.iter().enumerate() {
        for part in content.parts.of_piece(PieceId(at as u32)) {
            let name = format!("{TEXTS}{}.{}", part.name, book.medium.ending());
            builder.add_content(EpubContent::new(name, text_file(book, piece, &part.body).as_bytes()))?;
        }
    }
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}

/// A file of a piece.
fn text_file(book: &Book, piece: &Piece, body: &str) -> String {
    let matter = match piece.matter {
        Matter::Front => "frontmatter",
        Matter::Body => "bodymatter",
        Matter::Back => "backmatter",
    };
    super::file(book, &numbered_name(book, piece), matter, "../stylesheet.css", body)
}

fn media_type(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "image/png",
        PictureFormat::Jpeg => "image/jpeg",
        PictureFormat::Svg => "image/svg+xml",
    }
}

fn cover_name(cover: &Picture) -> &'static str {
    match cover.format {
        PictureFormat::Png => "cover.png",
        PictureFormat::Jpeg => "cover.jpg",
        PictureFormat::Svg => "cover.svg",
    }
}

fn cover_page(book: &Book, name: &str) -> String {
    let words = &book.volume.words;
    let picture = Tag::new("img").with("src", name).with("role", "doc-cover");
    let picture = picture.with("alt", &format!("{}: {}", words.cover, book.volume.metadata.title));
    let section = Tag::new("section").class("cover").role("", "cover").with("aria-label", &words.cover);
    let body = format!("{}{}{}\n", section.opening(book.medium), picture.alone(book.medium), section.closing());
    super::file(book, &words.cover, "frontmatter", "stylesheet.css", &body)
}

/// The files of an archive.
fn entries(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("epub-builder makes an archive");
    let mut entries = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an archive has as many files as it says");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("what was packed in memory can be unpacked");
        entries.push((entry.name().to_owned(), bytes));
    }
    entries
}

/// The manifest and the reading order of the package document that epub-builder made.
fn listed(package: &str) -> Container {
    let lines = |beginning: &str| -> String {
        let lines = package.lines().map(str::trim).filter(|line| line.starts_with(beginning));
        lines.filter(|line| !line.contains("id=\"ncx\"")).map(|line| format!("{line}\n")).collect()
    };
    Container { items: lines("<item "), order: lines("<itemref ") }
}

fn packed(entries: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let method = match name.rsplit_once('.') {
            None | Some((_, "png" | "jpg" | "jpeg")) => CompressionMethod::Stored,
            Some(_) => CompressionMethod::Deflated,
        };
        let level = (method == CompressionMethod::Deflated).then_some(9);
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
