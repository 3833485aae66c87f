//! The lower half of the typesetter: a text into lines.
//!
//! The fragments become one string (`copy`), the string becomes pieces that are cast in
//! one go (`pieces`, `shape`), the pieces become places where a line may end (`places`,
//! `bind`, `divide`, `hyphenate`), of which the line breaker takes the best (`paragraph`,
//! `lattice`); between two places the glyphs are put where they stand (`justify`, `glyphs`).

mod bind;
mod copy;
mod divide;
mod glyphs;
mod hyphenate;
mod justify;
mod lattice;
mod memo;
mod paragraph;
mod patterns;
mod pieces;
mod places;
mod romanian;
mod segments;
mod shape;
mod strain;
mod tell;

pub use tell::tell;

use std::collections::BTreeMap;

use crate::fonts::Fonts;
use crate::length::Length;
use crate::manifest::{Design, Refinement};
use crate::typeset::line::{Fragment, Justification, Manner, Setting};
use copy::Copy;
use justify::Text;
use paragraph::Solution;
use pieces::Pieces;
use shape::Shaper;
use strain::{Filling, LastLine, Rules};

/// Sets text in lines. One composer serves all threads and remembers every word that it has cast.
pub struct Composer<'f> {
    fonts: &'f Fonts,
    shaper: Shaper,
    expansion: Refinement,
    hanging: Refinement,
}

/// How wide a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The narrowest measure in which no line juts out.
    pub narrowest: Length,
    /// The measure in which no line is broken that is not kept.
    pub widest: Length,
}

/// By how much letters may be widened or narrowed, in thousandths: beyond it the eye sees a change of face.
const EXPANSION: i64 = 20;

/// A measure that no text fills.
const ENDLESS: Length = Length::mm(100_000);

impl<'f> Composer<'f> {
    /// A composer with the faces of `fonts`, and with every refinement.
    pub fn new(fonts: &'f Fonts) -> Composer<'f> {
        Composer { fonts, shaper: Shaper::new(fonts), expansion: Refinement::On, hanging: Refinement::On }
    }

    /// The same, with those refinements alone that `design` asks for.
    pub fn refined(self, design: &Design) -> Composer<'f> {
        Composer { expansion: design.expansion, hanging: design.hanging, ..self }
    }

    /// The ways to set a text: the natural one first, then those with one line more and one line fewer, where
    /// there are any, then such as have as many lines as one of these but spare one of them the hyphen it ends in,
    /// lest a page should end there. A text without words has one setting, without lines.
    pub fn set(&self, fragments: &[Fragment], manner: &Manner) -> Vec<Setting> {
        let copy = Copy::new(fragments);
        if copy.stretches.is_empty() {
            return vec![Setting { lines: Vec::new(), cost: 0, problems: Vec::new() }];
        }
        let pieces = pieces::cast(self, &copy);
        let places = places::find(&copy, &pieces.all, manner, self.hanging);
        let rules = Rules { expansion: self.expansion_allowed(), ..rules(manner, &copy) };
        let text = Text { fonts: self.fonts, copy: &copy, pieces: &pieces, places: &places, manner, rules: &rules };
        // Settings differ in a few lines, and share the others.
        let mut cast = BTreeMap::new();
        let setting = |solution: Solution| {
            let mut problems = pieces.problems.clone();
            let mut lines = Vec::with_capacity(solution.lines.len());
            for (nth, (from, to)) in solution.lines.into_iter().enumerate() {
                let room = rules.room(nth);
                let (line, problem) = cast.entry((from, to, room)).or_insert_with(|| text.line(from, to, room)).clone();
                lines.push(line);
                problems.extend(problem);
            }
            Setting { lines, cost: solution.cost, problems }
        };
        paragraph::solve(&places.places, &rules).into_iter().map(setting).collect()
    }

    /// How wide a text is, for those who share out room, as between the columns of a table.
    pub fn extent(&self, fragments: &[Fragment], manner: &Manner) -> Extent {
        let copy = Copy::new(fragments);
        let Pieces { all: pieces, .. } = pieces::cast(self, &copy);
        let manner = Manner { justification: Justification::Left, measure: ENDLESS, ..manner.clone() };
        let places = places::find(&copy, &pieces, &manner, self.hanging).places;
        let indent = |at: usize| if at == 0 { manner.first_indent } else { manner.indent };
        let mut extent = Extent { narrowest: Length::ZERO, widest: Length::ZERO };
        let mut begin = 0;
        for at in 1..places.len() {
            let from = |start: usize| indent(start) + (places[at].end - places[start].start).width();
            extent.narrowest = extent.narrowest.max(from(at - 1));
            if places[at].ending.is_final() {
                extent.widest = extent.widest.max(from(begin));
                begin = at;
            }
        }
        extent
    }
}

impl Composer<'_> {
    /// By how much letters may be widened or narrowed, in thousandths.
    fn expansion_allowed(&self) -> i64 {
        match self.expansion {
            Refinement::On => EXPANSION,
            Refinement::Off => 0,
        }
    }
}

/// What the line breaker must know of the manner.
fn rules(manner: &Manner, copy: &Copy<'_>) -> Rules {
    let em = copy.stretches.first().map_or(Length::pt(10), |stretch| stretch.dress.size);
    // A measure that its indents leave nothing of still takes words, one a line.
    let width = |indent: Length| (manner.measure.min(ENDLESS) - indent).max(em);
    Rules {
        first_width: width(manner.first_indent),
        width: width(manner.indent),
        beside: manner.beside,
        em,
        filling: match manner.justification {
            Justification::Justified => Filling::Justified,
            Justification::Left => Filling::Ragged(LastLine::Free),
            Justification::Right | Justification::Centred => Filling::Ragged(LastLine::Balanced),
        },
        expansion: EXPANSION,
    }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
