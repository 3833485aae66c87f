//! Walks over everything that a manuscript says.

use super::{Block, BlockKind, Blocks, Manuscript, Note, Written};

/// Shows every block to `visit`, those that hold others before what they hold.
pub(super) fn each_block(blocks: &[Block<Written>], visit: &mut dyn FnMut(&Block<Written>)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_block(&item.blocks, visit)),
            BlockKind::Figure { caption, .. } => each_block(caption, visit),
            BlockKind::Dressed(_, inside) | BlockKind::Attachment { blocks: inside, .. } => each_block(inside, visit),
            BlockKind::Paragraph(..)
            | BlockKind::Heading(..)
            | BlockKind::Table { .. }
            | BlockKind::Lines(..)
            | BlockKind::Signatures(_)
            | BlockKind::Asterisks
            | BlockKind::Query(_) => {}
        }
    }
}

/// Shows every block of the manuscript to `visit`, those of the notes too.
pub(super) fn each_block_of(manuscript: &Manuscript, visit: &mut dyn FnMut(&Block<Written>)) {
    let mut piece = |blocks: &Blocks, notes: &[Note]| {
        each_block(blocks, visit);
        notes.iter().for_each(|note| each_block(&note.blocks, visit));
    };
    manuscript.essays.values().for_each(|essay| piece(&essay.text, &essay.notes));
    for document in manuscript.documents.values() {
        piece(document.headnote.as_ref().unwrap_or(&Vec::new()), &[]);
        piece(&document.text, &document.notes);
    }
    manuscript.registers.values().flatten().for_each(|entry| piece(&entry.note, &entry.notes));
    manuscript.events.iter().for_each(|event| piece(&event.text, &event.notes));
    let imprint = &manuscript.imprint;
    [&imprint.rights, &imprint.dedication, &imprint.series_note].into_iter().for_each(|blocks| piece(blocks, &[]));
}
