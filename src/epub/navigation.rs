//! The navigation document (EPUB 3.3 §7): contents and landmarks.

use super::archive;
use crate::markup::{Book, Tag, Writer, branches, kind, numbered_name};
use crate::volume::{Matter, Piece, PieceId, PieceKind};

/// The navigation document.
pub(super) fn document(book: &Book) -> String {
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
    let landmarks = landmarks(book);
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
    super::file(book, heading, "frontmatter", "stylesheet.css", &writer.finish().body)
}

/// A part of the book that reading systems offer by itself.
struct Landmark {
    epub_type: &'static str,
    href: String,
    title: String,
}

/// The landmarks: few, because some reading systems show them among the contents.
fn landmarks(book: &Book) -> Vec<Landmark> {
    let mut landmarks = Vec::new();
    if book.volume.cover.is_some() {
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
    let href = format!("{}{}.{}", archive::TEXTS, piece.slug, book.medium.ending());
    Landmark { epub_type, href, title: numbered_name(book, piece) }
}
