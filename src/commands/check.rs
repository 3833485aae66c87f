//! `bookgen check`: every problem, and nothing written.

use bookgen::report::Report;

use super::progress::Progress;
use super::terminal::{answer, colour_of};
use super::{Ending, Trouble, VolumeArguments};

/// Tells every problem of the volume.
pub fn run(arguments: &VolumeArguments) -> Result<Ending, Trouble> {
    let (_, sources) = arguments.load()?;
    let mut report = Report::default();
    let progress = Progress::begin();
    let edition = arguments.edition.as_deref();
    bookgen::check(&sources, edition, &|station| progress.at(station), &mut report);
    drop(progress);
    let strictness = arguments.strictness();
    let printed = report.print(&sources, strictness, colour_of(&std::io::stdout()));
    answer(if printed.is_empty() { "no problems\n" } else { &printed });
    Ok(if report.has_errors(strictness) { Ending::Problems } else { Ending::Well })
}
