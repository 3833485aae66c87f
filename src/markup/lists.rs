//! Contents, list of documents, list of figures: linked lists without page numbers.

use super::outline::{Branch, branches};
use super::pieces;
use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{FigureId, Piece, PieceId, PieceKind};

impl Writer<'_> {
    /// The contents, nested as the volume is. They do not list themselves.
    pub fn contents(&mut self, piece: &Piece) {
        self.title(piece);
        self.lead(piece);
        let book = self.book;
        let mut listed = book.listed();
        listed.retain(|(id, _)| !matches!(book.piece(*id).kind, PieceKind::Contents));
        self.branches(&branches(&listed));
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

    /// A piece by its number and its title, leading to it.
    pub fn contents_line(&mut self, id: PieceId) {
        let book = self.book;
        let piece = book.piece(id);
        self.leading_to(piece.place, "a", |writer| writer.contents_words(id));
    }

    /// A piece by its number and its title.
    pub fn contents_words(&mut self, id: PieceId) {
        let book = self.book;
        let piece = book.piece(id);
        if let Some(number) = pieces::number(piece) {
            self.labelled(Tag::new("span").class("label"), &format!("{number}."));
            self.words(" ");
        }
        if piece.contents_title.is_empty() {
            self.words(&pieces::name(book, piece));
        } else {
            self.repeated(|writer| writer.text(&piece.contents_title));
        }
    }

    /// The list of documents: number, title, date.
    pub fn list_of_documents(&mut self, piece: &Piece, documents: &[PieceId]) {
        self.title(piece);
        self.lead(piece);
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
                    if let PieceKind::Document(document) = &book.piece(*id).kind
                        && let Some(extent) = &document.extent
                    {
                        writer.words(" ");
                        writer.labelled(Tag::new("span").class("extent"), &format!("({extent})"));
                    }
                });
            }
        });
    }

    /// What a list says before its items.
    fn lead(&mut self, piece: &Piece) {
        if !piece.lead.is_empty() {
            self.element(Tag::new("div").class("lead"), |writer| {
                writer.line_end();
                writer.blocks(&piece.lead);
            });
            self.line_end();
        }
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

#[cfg(test)]
mod tests {
    use crate::markup::examples::*;

    #[test]
    fn the_contents_nest_documents_in_their_chapter_and_do_not_list_themselves() {
        let contents = section_of("contents");
        assert!(contents.contains("<nav id=\"contents\" class=\"contents\" role=\"doc-toc\" epub:type=\"toc\""));
        assert!(
            contents.contains(
                "<li class=\"chapter\"><a href=\"chapter-thaw.xhtml\"><span class=\"label\">Chapter 1.</span> \
                 The Thaw</a>\n<ol>\n<li class=\"document\"><a href=\"doc-orlau-512.xhtml\">\
                 <span class=\"label\">1.</span> Telegram: “The Bridge Is Open”</a></li>\n"
            ),
            "{contents}"
        );
        assert!(!contents.contains("contents.xhtml") && !contents.contains("dedication.xhtml"), "{contents}");
    }

    #[test]
    fn the_list_of_documents_gives_number_title_and_date() {
        let list = section_of("list-of-documents");
        assert!(
            list.contains(
                "<li><a href=\"doc-orlau-512.xhtml\"><span class=\"label\">1.</span> Telegram: “The Bridge Is Open”\
                 </a> <span class=\"date\">11 March 1936</span></li>"
            ),
            "{list}"
        );
    }

    #[test]
    fn the_list_of_figures_leads_to_the_figures() {
        let list = section_of("list-of-figures");
        assert!(
            list.contains(
                "<li><a href=\"doc-orlau-512.xhtml#fig-bridge\"><span class=\"label\">Figure 1.</span> The bridge</a></li>"
            ),
            "{list}"
        );
    }
}
