//! A volume and a design into pages.
//!
//! Every piece is set into a galley, the galleys are cut into pages, and the pages are
//! numbered and made up. The one loop: the text prints page numbers, and these change its
//! lines. So everything is laid out again with the folios of the time before, and only
//! the pieces in which a folio has changed are set anew, four times at most.
//!
//! The words of citations come late ([`crate::volume::Unwritten`]): [`begin`] sets what
//! needs none of them, and [`Begun::finish`] goes on from there.

#[cfg(test)]
mod chance;
pub mod compose;
mod cover;
mod flows;
mod folios;
mod furniture;
mod galley;
pub mod line;
mod makeup;
pub mod page;
pub mod paginate;
mod proof;
mod sequence;
mod style;
mod told;

pub use proof::proof;
pub use told::told;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::fonts::Fonts;
use crate::manifest::Manifest;
use crate::report::{Code, Diagnostic, Report};
use crate::volume::{PieceId, Volume};

use compose::Composer;
use flows::{CutFlow, Cuts, Flow, cut, flows};
use folios::{Folios, Settled};
use galley::{Ahead, Galley, Known, Workshop};
use makeup::{Book, Sheet};
use page::Pages;
use sequence::sequence;
use style::Style;

/// Sets `volume` in the design of its manifest.
pub fn set(volume: &Volume, manifest: &Manifest, fonts: &Fonts, report: &mut Report) -> Pages {
    Begun::with_nothing(volume, manifest, fonts).finish(volume, manifest, report)
}

/// Sets what of `volume` needs no words of its citations and of its bibliography. Some pieces are `waiting` for them.
pub fn begin<'f>(volume: &Volume, waiting: &BTreeSet<PieceId>, manifest: &Manifest, fonts: &'f Fonts) -> Begun<'f> {
    let mut begun = Begun::with_nothing(volume, manifest, fonts);
    let folios = Folios::unknown(volume);
    let workshop = begun.workshop(volume, manifest, &folios);
    let pieces = (0..volume.pieces.len()).into_par_iter();
    let set = |piece: PieceId| match waiting.contains(&piece) {
        true => Ahead::Paragraphs(galley::set_ahead(piece, workshop)),
        false => Ahead::Whole(galley::set(piece, workshop, Known::default())),
    };
    begun.pieces = pieces.map(|at| set(PieceId(at as u32))).collect();
    begun
}

/// What is set of a volume before its citations have their words.
pub struct Begun<'f> {
    style: Style,
    composer: Composer<'f>,
    pieces: Vec<Ahead>,
}

impl<'f> Begun<'f> {
    fn with_nothing(volume: &Volume, manifest: &Manifest, fonts: &'f Fonts) -> Begun<'f> {
        Begun {
            style: Style::new(&manifest.design, &volume.metadata.language),
            composer: Composer::new(fonts).refined(&manifest.design),
            pieces: Vec::new(),
        }
    }

    fn workshop<'a>(&'a self, volume: &'a Volume, manifest: &Manifest, folios: &'a Folios) -> Workshop<'a> {
        let documents_start = manifest.documents.start;
        Workshop { volume, style: &self.style, folios, composer: &self.composer, documents_start }
    }

    /// Sets what is left of `volume`, which has all its words now.
    pub fn finish(mut self, volume: &Volume, manifest: &Manifest, report: &mut Report) -> Pages {
        let flows = flows(volume, manifest);
        let mut layout = Layout { begun: std::mem::take(&mut self.pieces), ..Layout::default() };
        let Begun { style, composer, .. } = &self;
        let settled = folios::settle(Folios::unknown(volume), |folios| {
            layout.set_again(self.workshop(volume, manifest, folios));
            layout.cut_again(&flows, style);
            let book = layout.book(volume, style, &flows);
            let sheets = book.sheets(manifest.print.pages_multiple);
            let pages = book.places(&sheets);
            layout.sheets = sheets;
            (pages, layout.galleys.iter().flat_map(|galley| galley.shown.iter().cloned()).collect())
        });
        let book = layout.book(volume, style, &flows);
        tell_problems(&book, &settled, report);
        let mut pages = book.pages(&layout.sheets);
        furniture::furnish(&mut pages, &layout.sheets, &book, composer);
        pages.cover = volume.cover.is_none().then(|| cover::cover(volume, composer));
        pages
    }
}

/// Everything set and cut, as far as it is known.
#[derive(Default)]
struct Layout {
    /// What was set ahead, until the first pass takes it.
    begun: Vec<Ahead>,
    galleys: Vec<Galley>,
    /// Whether each galley is new since it was cut last.
    fresh: Vec<bool>,
    ways: Vec<Cuts>,
    cuts: Vec<CutFlow>,
    sheets: Vec<Sheet>,
}

impl Layout {
    /// Sets the pieces that are not set yet, or whose folios have changed.
    fn set_again(&mut self, workshop: Workshop) {
        let begun = std::mem::take(&mut self.begun).into_iter();
        let before = std::mem::take(&mut self.galleys).into_iter().map(Ahead::Whole);
        let mut known: Vec<Ahead> = begun.chain(before).collect();
        known.resize_with(workshop.volume.pieces.len(), || Ahead::Paragraphs(Known::default()));
        (self.galleys, self.fresh) = known
            .into_par_iter()
            .enumerate()
            .map(|(at, known)| match known {
                Ahead::Whole(galley) if workshop.folios.agree(&galley.shown) => (galley, false),
                Ahead::Whole(_) => (galley::set(PieceId(at as u32), workshop, Known::default()), true),
                Ahead::Paragraphs(known) => (galley::set(PieceId(at as u32), workshop, known), true),
            })
            .unzip();
    }

    /// Cuts the flows that are not cut yet, or have a new galley, and chains all of them.
    fn cut_again(&mut self, flows: &[Flow], style: &Style) {
        let mut known: Vec<Option<Cuts>> = std::mem::take(&mut self.ways).into_iter().map(Some).collect();
        known.resize_with(flows.len(), || None);
        let (galleys, fresh) = (&self.galleys, &self.fresh);
        let as_before = |flow: &Flow| !fresh[flow.pieces.clone()].contains(&true);
        let cut = |(ways, flow): (Option<Cuts>, &Flow)| match ways {
            Some(ways) if as_before(flow) => ways,
            _ => cut(flow, galleys, style),
        };
        self.ways = known.into_par_iter().zip(flows).map(cut).collect();
        self.cuts = sequence(flows, &self.ways);
    }

    fn book<'a>(&'a self, volume: &'a Volume, style: &'a Style, flows: &'a [Flow]) -> Book<'a> {
        Book { volume, style, galleys: &self.galleys, flows, cuts: &self.cuts }
    }
}

/// Tells what the galleys found. A character that no font has is told once, where it stands first.
fn tell_of_setting(galleys: &[Galley], report: &mut Report) {
    let mut missing: Vec<(Diagnostic, usize)> = Vec::new();
    for problem in galleys.iter().flat_map(|galley| galley.report.sorted()) {
        let known = missing.iter_mut().find(|(first, _)| first.message == problem.message);
        match known {
            Some((_, more)) => *more += 1,
            None if problem.code == Code::MissingGlyph => missing.push((problem.clone(), 0)),
            None => report.push(problem.clone()),
        }
    }
    for (mut problem, more) in missing {
        if more > 0 {
            let places = if more == 1 { "place" } else { "places" };
            problem.message = format!("{}, here and in {more} more {places}", problem.message);
        }
        report.push(problem);
    }
}

/// Tells what a person should look at: strained lines, what is too large, page numbers that do not settle.
fn tell_problems(book: &Book, settled: &Settled, report: &mut Report) {
    tell_of_setting(book.galleys, report);
    settled.problems().into_iter().for_each(|problem| report.push(problem));
    for (piece, block) in book.too_large() {
        let span = book.galleys[piece].blocks[block].span.unwrap_or(book.volume.pieces[piece].span);
        let problem =
            Diagnostic::new(Code::TooLarge, span, "this is taller than a page, and what does not fit would be lost");
        report.push(problem.hint("divide it, or make the page larger in `[design]`"));
    }
}
