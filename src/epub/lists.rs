//! Contents, list of documents, list of figures: linked lists without page numbers.

use super::outline::{Branch, branches};
use super::pieces;
use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{FigureId, Piece, PieceId, PieceKind};

impl Writer<'_> {
    /// The contents, nested as the volume is.
    pub fn contents(&mut self, piece: &Piece) {
        self.title(piece);
        let book = self.book;
        self.branches(&branches(&book.listed()));
    }

    /// A level of the contents, and those below it.
    pub fn branches(&mut self, branches: &[Branch]) {
        if branches.is_empty() {
            return;
        }
        let book = self.book;
        self.block("ol", |writer| {
            writer.line_end();
            for branch in branches {
                writer.block(Tag::new("li").class(pieces::kind(book.piece(branch.piece)).class), |writer| {
                    writer.contents_line(branch.piece);
                    if !branch.below.is_empty() {
                        writer.line_end();
                    }
                    writer.branches(&branch.below);
                });
            }
        });
    }

    fn contents_line(&mut self, id: PieceId) {
        let book = self.book;
        let piece = book.piece(id);
        self.leading_to(piece.place, "a", |writer| {
            if let Some(number) = pieces::number(piece) {
                writer.labelled(Tag::new("span").class("label"), &format!("{number}."));
                writer.words(" ");
            }
            if piece.contents_title.is_empty() {
                writer.words(&pieces::name(book, piece));
            } else {
                writer.repeated(|writer| writer.text(&piece.contents_title));
            }
        });
    }

    /// The list of documents: number, title, date.
    pub fn list_of_documents(&mut self, piece: &Piece, documents: &[PieceId]) {
        self.title(piece);
        let book = self.book;
        self.block("ol", |writer| {
            writer.line_end();
            for id in documents {
                writer.block("li", |writer| {
                    writer.contents_line(*id);
                    if let PieceKind::Document(document) = &book.piece(*id).kind
                        && !document.date_text.is_empty()
                    {
                        writer.words(" ");
                        writer.element(Tag::new("span").class("date"), |writer| {
                            writer.repeated(|writer| writer.text(&document.date_text));
                        });
                    }
                });
            }
        });
    }

    /// The list of figures.
    pub fn list_of_figures(&mut self, piece: &Piece, figures: &[FigureId]) {
        self.title(piece);
        let book = self.book;
        self.block("ol", |writer| {
            writer.line_end();
            for figure in figures {
                let figure = &book.volume.figures[figure.index()];
                writer.block("li", |writer| {
                    writer.leading_to(figure.place, "a", |writer| {
                        if !figure.label.is_empty() {
                            writer.figure_label(&figure.label);
                        }
                        writer.repeated(|writer| writer.text(&figure.title));
                    });
                });
            }
        });
    }
}
