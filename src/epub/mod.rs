//! A volume as an EPUB 3.3 publication.
//!
//! The texts come from [`crate::markup`]. epub-builder makes the container and the manifest
//! of all files; a finishing pass ([`archive`]) puts in our own package metadata and
//! navigation and packs the archive so that the same volume makes the same bytes.

mod access;
mod archive;
mod cover;
mod navigation;
mod onix;
mod package;
mod parts;
mod pictures;
#[cfg(test)]
mod tests;

use access::Access;
use parts::Parts;

use crate::fonts::{Fonts, licence};
use crate::manifest::{Manifest, PageList};
use crate::markup::{Asked, Book, Embedded, Medium, PageMark, direction, escaped, faces, mark_pages, with_texts};
use crate::report::Report;
use crate::typeset::page::Pages;
use crate::volume::{Picture, Volume};

/// Makes the EPUB of a volume.
///
/// What could be wrong with it has been told by the stations before; this one finds nothing new.
pub fn write(volume: &Volume, manifest: &Manifest, pages: &Pages, fonts: &Fonts, _report: &mut Report) -> Vec<u8> {
    with_content(volume, manifest, pages, |book, mut content| {
        content.faces = faces(fonts, manifest.epub.fonts, &content.asked);
        content.licence = licence::text(content.faces.iter().map(|face| &face.face));
        let metadata = &volume.metadata;
        let known_by = metadata.series.as_ref().map_or(&metadata.title, |series| &series.title);
        let made = || pages.cover.as_ref().map(|made| cover::painted(made, known_by, fonts));
        content.cover = volume.cover.clone().or_else(made);
        archive::pack(book, manifest, &content)
    })
}

/// Makes the record of a volume for the book trade: an ONIX 3.1 message.
pub fn onix(volume: &Volume, manifest: &Manifest, pages: &Pages) -> Vec<u8> {
    with_content(volume, manifest, pages, |book, content| {
        onix::message(book, &Access::of(book, manifest, &content)).into_bytes()
    })
}

/// Writes the texts, and lets `make` make something of them; faces and cover are for it to add.
fn with_content<T>(volume: &Volume, manifest: &Manifest, pages: &Pages, make: impl FnOnce(&Book, Content) -> T) -> T {
    with_texts(volume, pages, Medium::Epub, |book, mut texts| {
        let asked = Asked::by(&texts);
        let marks = match manifest.epub.page_list {
            PageList::Printed => mark_pages(book, &mut texts),
            PageList::Absent => Vec::new(),
        };
        make(
            book,
            Content { parts: Parts::of(book, texts), asked, marks, faces: Vec::new(), licence: None, cover: None },
        )
    })
}

/// What goes into the archive.
struct Content {
    /// The texts of the pieces.
    parts: Parts,
    /// What they ask for.
    asked: Asked,
    /// Where the pages of the print edition begin in them; nothing if they are not marked.
    marks: Vec<PageMark>,
    /// The faces.
    faces: Vec<Embedded>,
    /// The licence of the faces.
    licence: Option<String>,
    /// The cover: the one given, or the one made.
    cover: Option<Picture>,
}

/// A whole XHTML file around `body`.
fn file(book: &Book, title: &str, matter: &str, sheet: &str, body: &str) -> String {
    let language = &book.volume.metadata.language;
    let tag = escaped(language.tag());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"{sheet}\"/>\n</head>\n\
         <body epub:type=\"{matter}\">\n{body}</body>\n</html>\n",
        direction(language),
        escaped(title),
    )
}
