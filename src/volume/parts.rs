//! What of a piece was written: its running texts and its blocks, in the order in which they are read.

use super::{Block, Piece, PieceKind, Text};

impl Piece {
    /// Its running texts: title, subtitle, date line, source note.
    pub(crate) fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.title];
        match &self.kind {
            PieceKind::Essay(essay) | PieceKind::Chapter { essay, .. } => texts.push(&essay.subtitle),
            PieceKind::Document(document) => texts.extend([&document.date_line, &document.source]),
            PieceKind::SeriesPage(page) => texts.extend(&page.volumes),
            _ => {}
        }
        texts
    }

    /// Its blocks: lead, headnote, opener, text.
    pub(crate) fn blocks(&self) -> Vec<&[Block]> {
        let mut blocks: Vec<&[Block]> = vec![&self.lead];
        match &self.kind {
            PieceKind::Essay(essay) | PieceKind::Chapter { essay, .. } => blocks.push(&essay.text),
            PieceKind::Document(document) => {
                blocks.extend([&document.headnote, document.opener.as_slice(), &document.text]);
            }
            PieceKind::SeriesPage(page) => blocks.push(&page.note),
            PieceKind::Copyright(text) | PieceKind::Dedication(text) | PieceKind::Colophon(text) => blocks.push(text),
            _ => {}
        }
        blocks
    }
}
