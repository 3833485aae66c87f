//! Pictures that are too coarse for print, and a cover that is too small for the stores.

use std::sync::Arc;

use crate::length::{Length, Rect};
use crate::manifest::Manifest;
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;
use crate::typeset::page::{Item, Pages, Turn};
use crate::volume::walk::{self, Descend, Node};
use crate::volume::{Answered, Block, BlockKind, FigureId, Picture, PictureFormat, Piece, Volume};

/// What offset printers ask of a halftone, in pixels per inch.
const FINE_ENOUGH: i64 = 300;

/// Tells the pictures that have fewer pixels per inch, at the size at which they are set, than print needs.
pub(super) fn coarse(volume: &Volume, pages: &Pages, report: &mut Report) {
    let figures = figures(volume);
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Picture { picture, rect, turn, .. } = item else { continue };
        let Some(picture) = pages.pictures.get(picture.0 as usize) else { continue };
        let Some(span) = figures.iter().find_map(|(span, figure)| is_same(figure, picture).then_some(*span)) else {
            continue;
        };
        let Some(fineness) = fineness(picture, *rect, *turn) else { continue };
        if fineness < FINE_ENOUGH {
            let inch = Length::inches(1).to_units();
            let needed = (FINE_ENOUGH * across(*rect, *turn).to_units() + inch - 1) / inch;
            let message =
                format!("this picture is printed with {fineness} pixels to the inch, and print needs {FINE_ENOUGH}");
            let problem = Diagnostic::new(Code::CoarseImage, span, message);
            report
                .push(problem.hint(format!("it has {} pixels across and needs {needed} at this size", picture.width)));
        }
    }
}

/// The shorter side of a cover that all stores take, in pixels (itunespartner.apple.com, *Book asset guide*; Amazon takes less).
const COVER: u32 = 1400;

/// Tells a cover that is too small for the stores.
pub(super) fn small_cover(volume: &Volume, manifest: &Manifest, report: &mut Report) {
    let (Some(cover), Some((_, span))) = (&volume.cover, &manifest.metadata.cover) else { return };
    let shorter = cover.width.min(cover.height);
    if shorter < COVER {
        let message = format!("the shorter side of this cover has {shorter} pixels, and stores ask for {COVER}");
        let problem = Diagnostic::new(Code::CoarseImage, *span, message);
        report
            .push(problem.hint("best is a picture of 1600 by 2560 pixels; without one, the EPUB has a cover in type"));
    }
}

/// How many pixels of a picture are printed to the inch; none of a drawing, which has none.
pub(super) fn fineness(picture: &Picture, rect: Rect, turn: Turn) -> Option<i64> {
    let across = across(rect, turn).to_units();
    let pixels = i64::from(picture.width) * Length::inches(1).to_units();
    (picture.format != PictureFormat::Svg).then(|| (pixels + across / 2).checked_div(across)).flatten()
}

/// How wide the picture itself is as it is placed.
fn across(rect: Rect, turn: Turn) -> Length {
    match turn {
        Turn::Upright => rect.size.width,
        Turn::Left => rect.size.height,
    }
}

/// Whether two pictures are one file.
pub(super) fn is_same(figure: &Picture, picture: &Picture) -> bool {
    Arc::ptr_eq(&figure.bytes, &picture.bytes)
}

/// The figures of the volume, and where they were written.
pub(super) fn figures(volume: &Volume) -> Vec<(Span, &Picture)> {
    let mut figures = Vec::new();
    let mut visit = |node: Node<'_, Answered>| {
        if let Node::Block(Block { kind: BlockKind::Figure { picture: FigureId(at), .. }, span, .. }) = node {
            figures.push((*span, *at));
        }
        Descend::Into
    };
    let notes = volume.notes.iter().map(|note| &note.blocks[..]);
    for blocks in volume.pieces.iter().flat_map(Piece::blocks).chain(notes) {
        walk::blocks(blocks, &mut visit);
    }
    figures.into_iter().filter_map(|(span, at)| Some((span, &volume.figures.get(at as usize)?.picture))).collect()
}
