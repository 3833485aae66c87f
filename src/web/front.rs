//! The first page: what the volume is, and all that is in it.

use crate::markup::{Book, Branch, Tag, Writer, branches, kind};
use crate::volume::{PieceId, PieceKind};

/// Its text.
pub fn body(book: &Book) -> String {
    let mut writer = Writer::new(book, PieceId(0));
    let heading = &book.volume.words.contents;
    writer.block(Tag::new("section").class("title-page").with("aria-labelledby", &book.title_id), |writer| {
        writer.line_end();
        writer.title_page();
        if let Some(description) = &book.volume.metadata.description {
            writer.block(Tag::new("p").class("description"), |writer| writer.words(description));
        }
    });
    let label = if heading.is_empty() { &book.volume.metadata.title } else { heading };
    writer.block(Tag::new("nav").class("contents").role("doc-toc", "").with("aria-label", label), |writer| {
        writer.line_end();
        if !heading.is_empty() {
            writer.block("h2", |writer| writer.words(heading));
        }
        let contents = book.volume.pieces.iter().find(|piece| matches!(piece.kind, PieceKind::Contents));
        if let Some(piece) = contents.filter(|piece| !piece.lead.is_empty()) {
            writer.block(Tag::new("div").class("lead"), |writer| writer.repeated(|writer| writer.blocks(&piece.lead)));
        }
        let mut listed = book.listed();
        listed.retain(|(id, _)| !book.is_in_front(book.piece(*id)));
        level(writer, &branches(&listed));
    });
    writer.finish().body
}

/// A level of the contents. A document is told by number, title, place and date.
fn level(writer: &mut Writer, branches: &[Branch]) {
    if branches.is_empty() {
        return;
    }
    let book = writer.book;
    writer.block("ol", |writer| {
        writer.line_end();
        for branch in branches {
            let piece = book.piece(branch.piece);
            writer.block(Tag::new("li").class(kind(piece).class), |writer| {
                writer.contents_line(branch.piece);
                if let PieceKind::Document(document) = &piece.kind
                    && !document.date_text.is_empty()
                {
                    writer.words(" ");
                    writer.element(Tag::new("span").class("date"), |writer| {
                        writer.repeated(|writer| writer.text(&document.date_text));
                    });
                }
                if !branch.below.is_empty() {
                    writer.line_end();
                }
                level(writer, &branch.below);
            });
        }
    });
}
