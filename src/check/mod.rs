//! Editorial rules over a volume and its pages: what is not wrong, but a person should look at.
//!
//! This room reads and never changes. Each rule is a file of its own or a function of
//! [`apparatus`]; none of them guesses, because an editor who is told three false things
//! does not read the fourth.

mod apparatus;
mod names;
mod pictures;
pub mod printer;
mod speakers;
pub mod status;
#[cfg(test)]
mod tests;

use crate::manifest::Manifest;
use crate::manuscript::Manuscript;
use crate::report::Report;
use crate::typeset::page::Pages;
use crate::volume::Volume;

/// Tells everything about `volume` and its `pages` that an editor should look at.
pub fn run(volume: &Volume, manuscript: &Manuscript, pages: &Pages, manifest: &Manifest, report: &mut Report) {
    apparatus::unused_entries(volume, manuscript, report);
    apparatus::unexpanded(volume, manuscript, report);
    apparatus::bare_documents(volume, manuscript, report);
    apparatus::number_gaps(volume, report);
    apparatus::order_of_dates(volume, report);
    speakers::unknown(volume, report);
    pictures::coarse(volume, pages, report);
    pictures::small_cover(volume, manifest, report);
}
