//! `bookgen build`: the book.

use std::path::PathBuf;

use bookgen::report::Report;
use bookgen::{Format, Order, Split};
use clap::ValueEnum;

use super::progress::Progress;
use super::terminal::{answer, colour_of, tell};
use super::{Ending, Trouble, VolumeArguments, output, told};

#[derive(clap::Args)]
pub struct Arguments {
    /// What to make: again for each; without it, the EPUB and the PDF for the printer
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<Wish>,
    /// The folder for what is made; without it, build/ beside book.toml
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A PDF for each document too, with its pages counted in the list of documents
    #[arg(long)]
    split: bool,
    /// The record for the book trade too: an ONIX 3.1 message about the EPUB and the printed book
    #[arg(long)]
    onix: bool,
    #[command(flatten)]
    volume: VolumeArguments,
}

/// A form that may be asked for.
#[derive(Clone, Copy, ValueEnum)]
enum Wish {
    /// For reading systems
    Epub,
    /// For the printer
    Pdf,
    /// For reading on a screen: tagged and linked
    Screen,
    /// For correcting: queries and line numbers
    Proof,
    /// For a web site
    Web,
    /// For archives
    Tei,
    /// For word processors
    Docx,
}

impl Wish {
    /// The form, if it can be made.
    fn format(self) -> Result<Format, Trouble> {
        match self {
            Wish::Epub => Ok(Format::Epub),
            Wish::Pdf => Ok(Format::Pdf),
            Wish::Screen => Ok(Format::Screen),
            Wish::Proof => Ok(Format::Proof),
            Wish::Web => Ok(Format::Web),
            Wish::Tei | Wish::Docx => {
                let value = self.to_possible_value();
                let name = value.as_ref().map_or("", |value| value.get_name());
                Err(Trouble(format!(
                    "the format `{name}` is not there yet; `epub`, `pdf`, `screen`, `proof` and `web` are"
                )))
            }
        }
    }
}

/// Makes the book, or tells why there is none.
pub fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let mut formats: Vec<Format> = arguments.format.iter().map(|wish| wish.format()).collect::<Result<_, _>>()?;
    if formats.is_empty() {
        formats = vec![Format::Epub, Format::Pdf];
    }
    formats.extend(arguments.onix.then_some(Format::Onix));
    formats.sort();
    formats.dedup();
    let (root, sources) = arguments.volume.load()?;
    let strictness = arguments.volume.strictness();
    let split = if arguments.split { Split::Documents } else { Split::Together };
    let order = Order { formats, edition: arguments.volume.edition.clone(), split, strictness };

    let mut report = Report::default();
    let progress = Progress::begin();
    let outputs = bookgen::build(&sources, &order, &|station| progress.at(station), &mut report);
    drop(progress);
    tell(&report.print(&sources, strictness, colour_of(&std::io::stderr())));
    let Some(outputs) = outputs else {
        tell("nothing was written\n");
        return Ok(Ending::Problems);
    };
    let folder = arguments.out.clone().unwrap_or_else(|| root.join("build"));
    output::write(&folder, &outputs).map_err(|error| Trouble(format!("cannot write {error}")))?;
    for output in &outputs {
        answer(&format!("wrote {} ({})\n", told(&folder.join(&output.file_name)), size(output.content.size())));
    }
    Ok(Ending::Well)
}

/// The size of a file, for a person.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
