//! The editors' queries: what they asked themselves in their sources, for proofs.

use std::collections::BTreeMap;

use super::walk::{self, Descend, Node};
use super::{Answered, Block, BlockKind, Inline, Volume};
use crate::source::Span;

/// Every query of the volume with its place, in the order of the sources.
pub fn queries(volume: &Volume) -> Vec<(Span, String)> {
    let mut found: BTreeMap<Span, String> = BTreeMap::new();
    let mut visit = |node: Node<'_, Answered>| {
        match node {
            Node::Inline(Inline::Query(words, span)) => {
                found.insert(*span, words.clone());
            }
            Node::Block(Block { kind: BlockKind::Query(words), span, .. }) => {
                found.insert(*span, words.clone());
            }
            _ => {}
        }
        Descend::Into
    };
    for piece in &volume.pieces {
        piece.texts().into_iter().for_each(|text| walk::inlines(text, &mut visit));
        piece.blocks().into_iter().for_each(|blocks| walk::blocks(blocks, &mut visit));
    }
    let registers = volume.entries.iter().map(|entry| &entry.note);
    let events = volume.events.iter().map(|event| &event.text);
    let notes = volume.notes.iter().map(|note| &note.blocks);
    for blocks in registers.chain(events).chain(notes) {
        walk::blocks(blocks, &mut visit);
    }
    volume.works.iter().for_each(|work| walk::inlines(&work.annotation, &mut visit));
    found.into_iter().collect()
}
