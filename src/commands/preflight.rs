//! `bookgen preflight`: whether a printer will take the book.

use std::path::PathBuf;

use bookgen::PrinterWish;
use bookgen::check::printer::Verdict;
use bookgen::manifest::Printer;
use bookgen::report::{Report, Strictness};
use clap::ValueEnum;

use super::progress::Progress;
use super::terminal::{answer, colour_of, tell};
use super::{Ending, Trouble, VolumeArguments, told};

#[derive(clap::Args)]
pub struct Arguments {
    /// The printer; without it, the one that book.toml names, else offset
    #[arg(long, value_name = "NAME")]
    printer: Option<Name>,
    /// The paper, by its name with the printer (white, cream), or how thick a leaf of it is: 0.11mm
    #[arg(long, value_name = "NAME")]
    paper: Option<String>,
    /// Write a template for the cover, an SVG in its true size
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    #[command(flatten)]
    volume: VolumeArguments,
}

/// A printer whose rules are known.
#[derive(Clone, Copy, ValueEnum)]
enum Name {
    /// Kindle Direct Publishing, paperback
    Kdp,
    /// IngramSpark and Lightning Source
    #[value(name = "ingramspark")]
    IngramSpark,
    /// Offset, as trade printers do it
    Offset,
}

impl From<Name> for Printer {
    fn from(name: Name) -> Printer {
        match name {
            Name::Kdp => Printer::Kdp,
            Name::IngramSpark => Printer::IngramSpark,
            Name::Offset => Printer::Offset,
        }
    }
}

/// Judges the book by the printer's rules, and tells how it stands to each.
pub fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let (_, sources) = arguments.volume.load()?;
    let wish = PrinterWish {
        edition: arguments.volume.edition.as_deref(),
        printer: arguments.printer.map(Printer::from),
        paper: arguments.paper.as_deref(),
    };
    let mut problems = Report::default();
    let mut offences = Report::default();
    let progress = Progress::begin();
    let judged = bookgen::preflight(&sources, &wish, &|station| progress.at(station), &mut problems, &mut offences);
    drop(progress);
    let Some(judged) = judged else {
        tell(&problems.print(&sources, Strictness::Lenient, colour_of(&std::io::stderr())));
        tell("the volume has errors: there is no book to judge\n");
        return Ok(Ending::Problems);
    };
    answer(&offences.print(&sources, Strictness::Lenient, colour_of(&std::io::stdout())));
    let rules = &judged.preflight.rules;
    let mut table = format!("\nby the rules of {}, as of {}\n", rules.name, rules.checked);
    for source in &rules.sources {
        table.push_str(&format!("  {source}\n"));
    }
    for (rule, verdict) in &judged.preflight.verdicts {
        let (sign, words) = match verdict {
            Verdict::Met(words) => ("ok", words.as_str()),
            Verdict::Offended => ("FAULT", "told above"),
            Verdict::Unjudged(words) => ("?", words.as_str()),
            Verdict::Free => continue,
        };
        table.push_str(&format!("{sign:<6}{rule:<16}{words}\n"));
    }
    table.push_str("?  cannot be judged from here: see to it yourself\n");
    answer(&table);
    if let Some(path) = &arguments.template {
        let Some(template) = &judged.template else {
            return Err(Trouble(
                "the spine's width is not known: say the paper, `--paper NAME`, or ask the printer".into(),
            ));
        };
        std::fs::write(path, template).map_err(|error| Trouble(format!("cannot write {}: {error}", told(path))))?;
        answer(&format!("wrote {}\n", told(path)));
    }
    Ok(if offences.has_errors(Strictness::Strict) { Ending::Problems } else { Ending::Well })
}
