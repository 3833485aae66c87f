//! The navigation document (EPUB 3.3 §7): contents, landmarks and the pages of the print edition.

use super::{Content, archive};
use crate::markup::{Book, Tag, Writer, branches, kind, numbered_name};
use crate::volume::{Matter, Piece, PieceId, PieceKind};

/// The navigation document.
pub(super) fn document(book: &Book, content: &Content) -> String {
    let mut writer = Writer::new(book, PieceId(0));
    writer.texts = archive::TEXTS;
    let words = &book.volume.words;
    let heading = if words.contents.is_empty() { &book.volume.metadata.title } else { &words.contents };
    let tag = Tag::new("nav").class("contents").role("doc-toc", "toc").with("aria-labelledby", &book.title_id);
    writer.block(tag, |writer| {
        writer.line_end();
        writer.title_line(|writer| writer.words(heading));
        writer.branches(&branches(&book.listed()));
    });
    let landmarks = landmarks(book, content);
    if !landmarks.is_empty() {
        writer.block(Tag::new("nav").role("", "landmarks").with("hidden", "hidden"), |writer| {
            writer.block("ol", |writer| {
                writer.line_end();
                for landmark in &landmarks {
                    let tag = Tag::new("a").role("", landmark.epub_type).with("href", &landmark.href);
                    writer.block("li", |writer| writer.labelled(tag, &landmark.title));
                }
            });
        });
    }
    if !content.marks.is_empty() {
        let label = &book.volume.words.print_pages;
        let tag = Tag::new("nav").role("doc-pagelist", "page-list").with("aria-label", label);
        writer.block(tag.with("hidden", "hidden"), |writer| writer.page_list(content));
    }
    super::file(book, heading, "frontmatter", "stylesheet.css", &writer.finish().body)
}

impl Writer<'_> {
    /// The pages of the print edition, by their numbers.
    fn page_list(&mut self, content: &Content) {
        let ending = self.book.medium.ending();
        self.block("ol", |writer| {
            writer.line_end();
            for mark in &content.marks {
                let file = content.parts.name_of(mark.piece, &mark.id);
                let href = format!("{}{file}.{ending}#{}", archive::TEXTS, mark.id);
                writer.block("li", |writer| writer.labelled(Tag::new("a").with("href", &href), &mark.folio));
            }
        });
    }
}

/// Where the text of a piece lies, seen from here.
fn href(book: &Book, piece: &Piece) -> String {
    format!("{}{}", archive::TEXTS, book.file(piece))
}

/// A part of the book that reading systems offer by itself.
struct Landmark {
    epub_type: &'static str,
    href: String,
    title: String,
}

/// The landmarks: few, because some reading systems show them among the contents.
fn landmarks(book: &Book, content: &Content) -> Vec<Landmark> {
    let mut landmarks = Vec::new();
    if content.cover.is_some() {
        let title = book.volume.words.cover.clone();
        landmarks.push(Landmark { epub_type: "cover", href: archive::COVER_PAGE.into(), title });
    }
    let mut body_begun = false;
    for piece in &book.volume.pieces {
        if piece.matter == Matter::Body && !body_begun {
            body_begun = true;
            landmarks.push(landmark(book, "bodymatter", piece));
        }
        let epub_type = kind(piece).epub_type;
        let offered = matches!(
            piece.kind,
            PieceKind::TitlePage
                | PieceKind::Contents
                | PieceKind::ListOfFigures(_)
                | PieceKind::Register(..)
                | PieceKind::Bibliography(_)
                | PieceKind::Index
        ) || matches!(epub_type, "foreword" | "preface" | "introduction");
        if offered {
            landmarks.push(landmark(book, epub_type, piece));
        }
    }
    landmarks
}

fn landmark(book: &Book, epub_type: &'static str, piece: &Piece) -> Landmark {
    Landmark { epub_type, href: href(book, piece), title: numbered_name(book, piece) }
}
