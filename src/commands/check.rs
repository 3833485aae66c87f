//! `bookgen check`: every problem, and nothing written.

use bookgen::report::Report;

use super::progress::Progress;
use super::terminal::{answer, colour_of};
use super::{Ending, Trouble, VolumeArguments};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    volume: VolumeArguments,
}

/// Tells every problem of the volume.
pub fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let (_, sources) = arguments.volume.load()?;
    let mut report = Report::default();
    let progress = Progress::begin();
    let edition = arguments.volume.edition.as_deref();
    bookgen::check(&sources, edition, &|station| progress.at(station), &mut report);
    drop(progress);
    let strictness = arguments.volume.strictness();
    let printed = report.print(&sources, strictness, colour_of(&std::io::stdout()));
    answer(if printed.is_empty() { "no problems\n" } else { &printed });
    Ok(if report.has_errors(strictness) { Ending::Problems } else { Ending::Well })
}
