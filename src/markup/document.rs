//! A document: what the editors say of it, then its text.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::manifest::SourceNote;
use crate::volume::{Document, DocumentKind, Piece};

impl Writer<'_> {
    /// The parts of a document, in the order in which they are printed.
    pub fn document(&mut self, piece: &Piece, document: &Document) {
        self.block("header", |writer| {
            writer.line_end();
            writer.document_head(piece, document);
        });
        if document.source_at == SourceNote::Heading && !document.source.is_empty() {
            self.source_note(&document.source);
        }
        if !document.headnote.is_empty() {
            let label = &self.book.volume.words.headnote;
            self.block(Tag::new("section").class("headnote").with("aria-label", label), |writer| {
                writer.line_end();
                writer.blocks(&document.headnote);
            });
        }
        let class = format!("transcription {}", class_of(document.kind));
        self.block(Tag::new("div").class(&class), |writer| {
            writer.line_end();
            if let Some(opener) = &document.opener {
                writer.blocks(std::slice::from_ref(opener));
            }
            writer.blocks(&document.text);
        });
        if document.source_at == SourceNote::End && !document.source.is_empty() {
            self.source_note(&document.source);
        }
        match document.source_at {
            SourceNote::Foot => self.notes(&document.source, &piece.notes),
            SourceNote::Heading | SourceNote::End => self.notes(&[], &piece.notes),
        }
    }

    fn document_head(&mut self, piece: &Piece, document: &Document) {
        self.labelled_title(&document.label, piece);
        if let Some(number) = &document.number_in_volume {
            self.block(Tag::new("p").class("number-in-volume"), |writer| writer.words(number));
        }
        for line in &document.address {
            self.block(Tag::new("p").class("correspondent"), |writer| {
                if !line.label.is_empty() {
                    writer.labelled(Tag::new("span").class("label"), &line.label);
                    writer.words(" ");
                }
                writer.words(&line.names);
            });
        }
        if !document.date_line.is_empty() {
            self.block(Tag::new("p").class("date-line"), |writer| writer.text(&document.date_line));
        }
        if let Some(classification) = &document.classification {
            self.block(Tag::new("p").class("classification"), |writer| writer.words(classification));
        }
    }
}

fn class_of(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Letter => "letter",
        DocumentKind::Telegram => "telegram",
        DocumentKind::Minutes => "minutes",
        DocumentKind::Report => "report",
        DocumentKind::Memorandum => "memorandum",
        DocumentKind::Speech => "address-to-hearers",
        DocumentKind::Treaty => "treaty",
        DocumentKind::Press => "press",
        DocumentKind::EditorialNote => "editorial-note",
        DocumentKind::Other => "other-kind",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::typeset::page::Pages;
    use crate::volume::{AddressLine, BlockKind, Lines, Matter, PieceKind, Volume};

    fn told(document: Document) -> String {
        let mut volume: Volume = empty_volume();
        let kind = PieceKind::Document(Box::new(document));
        let piece = add_piece(&mut volume, Matter::Body, "doc-a", vec![plain("The Bridge")], kind);
        section(&volume, &Pages::default(), piece)
    }

    #[test]
    fn the_parts_of_a_document_come_in_the_order_of_print() {
        let mut whole = document(26, vec![paragraph(vec![plain("The bridge is open.")])]);
        whole.number_in_volume = Some("Document No. 31 in the book".into());
        whole.address = vec![AddressLine { label: "From".into(), names: "Vess".into() }];
        whole.date_line = vec![plain("Orlau, 11 March 1936")];
        whole.classification = Some("Secret".into());
        whole.headnote = vec![paragraph(vec![plain("The first report.")])];
        whole.opener = Some(block(BlockKind::Lines(Lines::Opener, vec![line("Sir,", None)])));
        whole.source = vec![plain("VSA.")];
        whole.source_at = SourceNote::End;
        assert_eq!(
            told(whole),
            "<article id=\"doc-a\" class=\"document\" aria-labelledby=\"title\">\n<header>\n\
             <h1 id=\"title\"><span class=\"label\">Document No. 26</span> <span class=\"title\">The Bridge</span></h1>\n\
             <p class=\"number-in-volume\">Document No. 31 in the book</p>\n\
             <p class=\"correspondent\"><span class=\"label\">From</span> Vess</p>\n\
             <p class=\"date-line\">Orlau, 11 March 1936</p>\n<p class=\"classification\">Secret</p>\n</header>\n\
             <section class=\"headnote\" aria-label=\"Headnote\">\n<p>The first report.</p>\n</section>\n\
             <div class=\"transcription minutes\">\n<div class=\"opener\">\n<p class=\"line\">Sir,</p>\n</div>\n\
             <p>The bridge is open.</p>\n</div>\n\
             <div class=\"source-note\" role=\"note\" aria-label=\"Source\"><p>VSA.</p></div>\n</article>\n"
        );
    }

    #[test]
    fn the_source_note_stands_where_the_manifest_asks() {
        let with = |source_at| {
            let mut document = document(1, vec![paragraph(vec![plain("Text.")])]);
            document.source = vec![plain("VSA.")];
            document.headnote = vec![paragraph(vec![plain("Headnote.")])];
            document.source_at = source_at;
            let told = told(document);
            let at = |words: &str| told.find(words).unwrap();
            (at("VSA.") < at("Headnote."), at("VSA.") < at("Text."), told.contains("class=\"notes\""))
        };
        assert_eq!(with(SourceNote::Heading), (true, true, false));
        assert_eq!(with(SourceNote::End), (false, false, false));
        assert_eq!(with(SourceNote::Foot), (false, false, true));
    }
}
