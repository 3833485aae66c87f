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
            self.block(Tag::new("p").class("address"), |writer| {
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
