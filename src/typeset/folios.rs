//! The numbers of pages, as the text prints them.
//!
//! A page number in the text has a width, and may so move what it points at: the one loop of the house. Everything is
//! laid out with the folios of the time before, until all of them are right. A number may move its own target back and
//! forth; such a one is told, and stays as it is.

use crate::report::{Code, Diagnostic};
use crate::source::Span;
use crate::volume::{PlaceId, Volume};

use super::page::Folio;

/// A folio that was printed in a galley.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The place whose page it is.
    pub place: PlaceId,
    /// What was printed.
    pub text: String,
    /// Where the sources ask for it.
    pub span: Option<Span>,
}

/// The pages on which places stood the time before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folios {
    /// By place: its page, from 0, and that page's folio.
    pages: Vec<Option<(usize, Folio)>>,
    /// By place: the place of its piece, which stands for it where it is not printed itself.
    pieces: Vec<PlaceId>,
}

/// What stands for a folio before anything has been laid out: three figures, as most books need.
const UNKNOWN: (usize, Folio) = (0, Folio::Arabic(888));

impl Folios {
    /// Nothing is known yet.
    pub fn unknown(volume: &Volume) -> Folios {
        let piece = |place: &crate::volume::Place| volume.pieces[place.piece.index()].place;
        Folios { pages: Vec::new(), pieces: volume.places.iter().map(piece).collect() }
    }

    /// The same places on these pages.
    pub fn with_pages(&self, pages: Vec<Option<(usize, Folio)>>) -> Folios {
        Folios { pages, pieces: self.pieces.clone() }
    }

    /// The page of `place`, from 0, and its folio.
    pub fn page(&self, place: PlaceId) -> (usize, Folio) {
        let known = |place: PlaceId| self.pages.get(place.index()).copied().flatten();
        let piece = || self.pieces.get(place.index()).and_then(|piece| known(*piece));
        known(place).or_else(piece).unwrap_or(UNKNOWN)
    }

    /// What is printed for `place`.
    pub fn text(&self, place: PlaceId) -> String {
        self.page(place).1.to_string()
    }

    /// Whether all that was printed is still right.
    pub fn agree(&self, shown: &[Shown]) -> bool {
        shown.iter().all(|shown| self.text(shown.place) == shown.text)
    }
}

/// How often everything is laid out, at most, until the folios in the text are right.
const PASSES: usize = 4;

/// By place: the page where it stands, from 0, and that page's folio.
pub type Standing = Vec<Option<(usize, Folio)>>;

/// What came of laying out.
pub struct Settled {
    folios: Folios,
    /// What was printed at last.
    shown: Vec<Shown>,
}

/// Lays out until all folios that are printed are right. `lay_out` is given those of the time before; it says where
/// everything came to stand, and what was printed.
pub fn settle(mut folios: Folios, mut lay_out: impl FnMut(&Folios) -> (Standing, Vec<Shown>)) -> Settled {
    let mut shown = Vec::new();
    for _ in 0..PASSES {
        let (standing, printed) = lay_out(&folios);
        folios = folios.with_pages(standing);
        shown = printed;
        if folios.agree(&shown) {
            break;
        }
    }
    Settled { folios, shown }
}

impl Settled {
    /// Tells the folios that did not settle.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let wrong = self.shown.iter().filter(|shown| self.folios.text(shown.place) != shown.text);
        let told = |shown: &Shown| {
            let now = self.folios.text(shown.place);
            let message = format!("the page number printed here does not settle: `{}` or `{now}`", shown.text);
            let problem = Diagnostic { span: shown.span, ..Diagnostic::of_volume(Code::UnsettledReference, message) };
            problem.hint("change a word near it, so that the lines fall otherwise")
        };
        wrong.map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A book of one place, and of one reference to its page. `stands` says on which page the place comes to stand when
    /// that was printed. Returns what was printed in each pass, and what is told.
    fn laid_out(stands: impl Fn(&str) -> u32) -> (Vec<String>, Vec<Diagnostic>) {
        let mut printed = Vec::new();
        let settled = settle(Folios { pages: Vec::new(), pieces: Vec::new() }, |folios| {
            let text = folios.text(PlaceId(0));
            let folio = stands(&text);
            printed.push(text.clone());
            let standing = vec![Some((folio as usize - 1, Folio::Arabic(folio)))];
            (standing, vec![Shown { place: PlaceId(0), text, span: None }])
        });
        (printed, settled.problems())
    }

    #[test]
    fn the_layout_is_done_once_every_folio_is_right() {
        let (printed, problems) = laid_out(|printed| if printed.len() > 2 { 10 } else { 9 });
        assert_eq!(printed, ["888", "10", "9"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_reference_that_moves_its_own_target_is_told() {
        // Two figures fill the line and push the target to the next page, one figure lets it come back.
        let (printed, problems) = laid_out(|printed| if printed.len() == 1 { 10 } else { 9 });
        assert_eq!(printed, ["888", "9", "10", "9"], "it is not tried for ever");
        let told: Vec<_> = problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
        let message = "the page number printed here does not settle: `9` or `10`";
        assert_eq!(told, [(Code::UnsettledReference, message)]);
    }
}
