//! Figures: a picture, and what stands under it.

use super::attributes::Attributes;
use super::blocks::block;
use super::piece::{Image, Piece, plain};
use super::reader::Reader;
use crate::manuscript::{Block, BlockKind, Blocks, Label, Placement, Written};
use crate::report::{Code, Diagnostic};
use crate::source::Span;

/// A picture alone in a paragraph: a figure without caption.
pub(super) fn bare(reader: &mut Reader, image: Image) -> Block<Written> {
    let description = describe(reader, &image);
    if image.path.is_empty() {
        let problem = Diagnostic::new(Code::IncompleteBlock, image.span, "a picture without a file");
        reader.report.push(problem.hint("write `![What it shows](images/map.png)`"));
    }
    let kind = BlockKind::Figure {
        placement: Placement::Float,
        picture: Label { name: image.path, span: image.path_span },
        description,
        caption: Vec::new(),
    };
    block(kind, image.span)
}

/// What a picture shows, in plain words.
fn describe(reader: &mut Reader, image: &Image) -> String {
    let description = plain(&image.description).split_whitespace().collect::<Vec<_>>().join(" ");
    if description.is_empty() {
        reader.report.push(
            Diagnostic::new(
                Code::MissingDescription,
                image.span,
                "a picture that says nothing to those who cannot see it",
            )
            .hint("say what it shows: `![A map of the frontier posts](images/map.png)`"),
        );
    }
    if let Some(piece) = image.description.iter().find(|piece| has_no_words(piece)) {
        let problem = Diagnostic::new(Code::LeftOver, piece.span(), "a picture's description is words alone");
        reader.report.push(problem.hint("set notes, references and marks into the caption"));
    }
    description
}

fn has_no_words(piece: &Piece) -> bool {
    match piece {
        Piece::Words(..) | Piece::Literal(..) | Piece::Break(_) => false,
        Piece::Styled(_, inner, _) | Piece::Editorial(_, inner, _) => inner.iter().any(has_no_words),
        _ => true,
    }
}

/// The figure of a `::: figure` block: its picture, and its caption.
pub(super) fn fenced(
    reader: &mut Reader,
    mut blocks: Blocks,
    attributes: Attributes,
    span: Span,
    opener: Span,
) -> Blocks {
    let at = blocks.iter().position(|block| matches!(block.kind, BlockKind::Figure { .. }));
    let Some(at) = at else {
        reader.report.push(
            Diagnostic::new(Code::IncompleteBlock, opener, "a figure without a picture")
                .hint("write `![What it shows](images/map.png)`, a blank line, and the caption"),
        );
        return blocks;
    };
    let Block { kind, .. } = blocks.remove(at);
    let is_query = |block: &Block<Written>| matches!(block.kind, BlockKind::Query(_));
    let stray = blocks
        .iter()
        .enumerate()
        .find(|(index, block)| matches!(block.kind, BlockKind::Figure { .. }) || (*index < at && !is_query(block)));
    if let Some((_, stray)) = stray {
        reader.report.push(
            Diagnostic::new(Code::MisplacedBlock, stray.span, "a figure is one picture, and below it its caption")
                .label("this stands in the way"),
        );
    }
    match kind {
        BlockKind::Figure { picture, description, .. } => {
            let placement = attributes.placement.map_or(Placement::Float, |(placement, _)| placement);
            let kind = BlockKind::Figure { placement, picture, description, caption: blocks };
            vec![Block { kind, anchor: attributes.id, language: attributes.language, span }]
        }
        _ => blocks,
    }
}
