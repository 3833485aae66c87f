//! Blocks settled among their neighbours.
//!
//! CommonMark parts a list where `.` becomes `)`, and makes one of a number that stands
//! alone; an index mark alone between blank lines would print an empty paragraph. What
//! such blocks are can be said only when what is beside them is known.

use super::blocks::block;
use crate::manuscript::{Block, BlockKind, Blocks, Inline, Item, Role, Spacing, Text, Written};
use crate::source::Span;

/// Settles the blocks of one container.
pub(super) fn settle(blocks: &mut Blocks) {
    if blocks.iter().any(is_numbered) {
        settle_lists(blocks);
    }
    if blocks.iter().any(is_marks) {
        settle_marks(blocks);
    }
}

/// Whether a block is a paragraph of index marks that print nothing.
fn is_marks(block: &Block<Written>) -> bool {
    let BlockKind::Paragraph(_, text) = &block.kind else { return false };
    !text.is_empty()
        && text.iter().all(|inline| match inline {
            Inline::Mark(mark, _) => mark.shown.is_none(),
            Inline::Text(words, _) => words.trim().is_empty(),
            _ => false,
        })
}

/// Index marks that stand alone go to the paragraph below them, or, where there is none, to the one above.
fn settle_marks(blocks: &mut Blocks) {
    let mut waiting: Text = Vec::new();
    let mut settled: Blocks = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        if is_marks(&block) {
            if let BlockKind::Paragraph(_, text) = block.kind {
                waiting.extend(text.into_iter().filter(|inline| matches!(inline, Inline::Mark(..))));
            }
            continue;
        }
        match &mut block.kind {
            BlockKind::Paragraph(_, text) => drop(text.splice(0..0, waiting.drain(..))),
            _ => lay_down(&mut waiting, &mut settled),
        }
        settled.push(block);
    }
    lay_down(&mut waiting, &mut settled);
    *blocks = settled;
}

/// Gives marks for which there was no paragraph below to the paragraph above, or to one of their own.
fn lay_down(waiting: &mut Text, settled: &mut Blocks) {
    let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else { return };
    let span = first.span().to(last.span());
    match settled.last_mut() {
        Some(Block { kind: BlockKind::Paragraph(_, text), .. }) => text.append(waiting),
        _ => settled.push(block(BlockKind::Paragraph(Role::Plain, std::mem::take(waiting)), span)),
    }
}

/// Joins numbered lists that CommonMark has parted, and makes text of a number that stands alone.
fn settle_lists(blocks: &mut Blocks) {
    let mut joined: Blocks = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let numbered = is_numbered(&block);
        match (joined.last_mut(), block) {
            (
                Some(Block { kind: BlockKind::List { items, spacing }, span, anchor: None, language: None }),
                Block { kind: BlockKind::List { items: more, spacing: other }, span: other_span, .. },
            ) if numbered && items.first().is_some_and(|item| item.label.is_some()) => {
                items.extend(more);
                *span = span.to(other_span);
                if other == Spacing::Loose {
                    *spacing = Spacing::Loose;
                }
            }
            (_, block) => joined.push(block),
        }
    }
    for mut block in joined {
        match &mut block.kind {
            BlockKind::List { items, .. } if items.len() == 1 && items[0].label.is_some() => {
                if let Some(item) = items.pop() {
                    blocks.extend(unlisted(item));
                }
            }
            _ => blocks.push(block),
        }
    }
}

fn is_numbered(block: &Block<Written>) -> bool {
    matches!(&block.kind, BlockKind::List { items, .. } if items.first().is_some_and(|item| item.label.is_some()))
}

/// The blocks of an item that makes no list, its label before them.
fn unlisted(item: Item<Written>) -> Blocks {
    let Item { label, mut blocks, span } = item;
    let label = label.unwrap_or_default();
    let label_span = Span { end: (span.start + label.len() as u32).min(span.end), ..span };
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(_, text), span: place, .. }) => {
            match text.first_mut() {
                Some(Inline::Text(words, place)) => {
                    *words = format!("{label} {words}");
                    *place = label_span.to(*place);
                }
                _ => text.insert(0, Inline::Text(format!("{label} "), label_span)),
            }
            *place = label_span.to(*place);
        }
        _ => {
            let text = vec![Inline::Text(label, label_span)];
            blocks.insert(0, block(BlockKind::Paragraph(Role::Plain, text), label_span));
        }
    }
    blocks
}
