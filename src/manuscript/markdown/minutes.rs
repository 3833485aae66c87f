//! Speeches and stage directions of minutes.
//!
//! A paragraph that begins with bold is a speech, the next without bold goes on with it,
//! one wholly in brackets is a stage direction. A heading, a row of asterisks or an
//! attachment ends the speech; what stands between its paragraphs does not.

use crate::manuscript::{Block, BlockKind, Inline, Role, Style, Written};

/// Whether somebody has the floor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Floor {
    Taken,
    Free,
}

/// Gives the paragraphs of minutes their roles.
pub(super) fn give_roles(blocks: &mut [Block<Written>]) {
    let mut floor = Floor::Free;
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(role, text) => {
                *role = role_of(text, floor);
                if *role == Role::Speech {
                    floor = Floor::Taken;
                }
            }
            BlockKind::Attachment { blocks, .. } => {
                give_roles(blocks);
                floor = Floor::Free;
            }
            BlockKind::Heading(..) | BlockKind::Asterisks => floor = Floor::Free,
            _ => {}
        }
    }
}

fn role_of(text: &mut Vec<Inline<Written>>, floor: Floor) -> Role {
    let is_aside = |inline: &Inline<Written>| match inline {
        Inline::Call(..) | Inline::Query(..) => true,
        Inline::Mark(mark, _) => mark.shown.is_none(),
        _ => false,
    };
    let first = text.iter().position(|inline| !is_aside(inline));
    match first.map(|at| (at, &text[at])) {
        Some((at, Inline::Styled(Style::Strong, ..))) => {
            let asides: Vec<_> = text.drain(..at).collect();
            // A speech begins with its speaker: marks before the name go into it.
            if let Some(Inline::Styled(_, name, _)) = text.first_mut() {
                name.splice(0..0, asides);
            }
            Role::Speech
        }
        Some((at, Inline::Editorial(..))) if text[at + 1..].iter().all(is_aside) => Role::Direction,
        _ if floor == Floor::Taken => Role::Continued,
        _ => Role::Plain,
    }
}
