//! A volume as an EPUB 3.3 publication.
//!
//! The texts come from [`crate::markup`]. epub-builder makes the container and the manifest
//! of all files; a finishing pass ([`archive`]) puts in our own package metadata and
//! navigation and packs the archive so that the same volume makes the same bytes.

mod archive;
mod navigation;
mod package;
#[cfg(test)]
mod tests;

use crate::fonts::Fonts;
use crate::manifest::{Manifest, PageList};
use crate::markup::{
    Asked, Book, Embedded, Medium, PageMark, Written, direction, escaped, faces, mark_pages, with_texts,
};
use crate::report::Report;
use crate::typeset::page::Pages;
use crate::volume::Volume;

/// Makes the EPUB of a volume.
///
/// What could be wrong with it has been told by the stations before; this one finds nothing new.
pub fn write(volume: &Volume, manifest: &Manifest, pages: &Pages, fonts: &Fonts, _report: &mut Report) -> Vec<u8> {
    with_texts(volume, pages, Medium::Epub, |book, mut texts| {
        let asked = Asked::by(&texts);
        let marks = match manifest.epub.page_list {
            PageList::Printed => mark_pages(book, &mut texts),
            PageList::Absent => Vec::new(),
        };
        let faces = faces(fonts, manifest.epub.fonts, &asked.cuts);
        archive::pack(book, manifest, &Content { texts, asked, marks, faces })
    })
}

/// What goes into the archive.
struct Content {
    /// The texts of the pieces.
    texts: Vec<Written>,
    /// What they ask for.
    asked: Asked,
    /// Where the pages of the print edition begin in them; nothing if they are not marked.
    marks: Vec<PageMark>,
    /// The faces.
    faces: Vec<Embedded>,
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
