//! What the program can be asked to do.
//!
//! Exit codes: 0 all is well, 1 the volume has problems, 2 the program could not run.

mod build;
mod check;
mod init;
mod output;
mod preflight;
mod progress;
mod report;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bookgen::report::Strictness;
use bookgen::source::{MANIFEST, Sources};
use clap::{Args, Parser, Subcommand};

/// Makes documentary readers: EPUB and print-ready PDF from an editor's sources.
#[derive(Parser)]
#[command(name = "bookgen", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the book
    Build(build::Arguments),
    /// Tell every problem of the volume, and write nothing
    Check(VolumeArguments),
    /// Tell how the volume stands: words, notes and pages of each piece, open queries, what documents still want
    Report(VolumeArguments),
    /// Judge the book by a printer's rules, and tell what they would refuse
    Preflight(preflight::Arguments),
    /// Begin a volume: a small one, which builds
    Init(init::Arguments),
}

/// Where the volume is, and how strictly it is judged.
#[derive(Args)]
struct VolumeArguments {
    /// An edition of the volume, by its name under [editions] in book.toml
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
    /// The folder of book.toml; without it, this one or the nearest above it that has one
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

impl VolumeArguments {
    fn strictness(&self) -> Strictness {
        if self.strict { Strictness::Strict } else { Strictness::Lenient }
    }

    /// The root of the volume, and all its files.
    fn load(&self) -> Result<(PathBuf, Sources), Trouble> {
        let root = match &self.root {
            Some(root) => root.clone(),
            None => nearest_root()?,
        };
        if !root.join(MANIFEST).is_file() {
            return Err(Trouble(format!("there is no {MANIFEST} in {}", root.display())));
        }
        let sources = Sources::load(&root).map_err(|error| Trouble(format!("cannot read {error}")))?;
        Ok((root, sources))
    }
}

/// The machine's trouble, in words: nothing could be done.
struct Trouble(String);

/// How a command ended that could run.
enum Ending {
    /// All is well.
    Well,
    /// The volume has problems, and they were told.
    Problems,
}

/// Does what the command line asks for.
pub fn run() -> ExitCode {
    let ending = match Arguments::parse().command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Preflight(arguments) => preflight::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
    };
    match ending {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::Problems) => ExitCode::from(1),
        Err(Trouble(words)) => {
            terminal::tell(&format!("bookgen: {words}\n"));
            ExitCode::from(2)
        }
    }
}

/// This folder, or the nearest above it, that holds a book.toml.
fn nearest_root() -> Result<PathBuf, Trouble> {
    let here = std::env::current_dir().map_err(|error| Trouble(format!("cannot tell the current folder: {error}")))?;
    match here.ancestors().find(|folder| folder.join(MANIFEST).is_file()) {
        Some(folder) if folder == here => Ok(PathBuf::from(".")),
        Some(folder) => Ok(folder.to_owned()),
        None => Err(Trouble(format!(
            "there is no {MANIFEST} in {} or in a folder above it; `bookgen init DIR` begins a volume",
            here.display()
        ))),
    }
}

/// A path as a person would write it: without the dot that says "here".
fn told(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
