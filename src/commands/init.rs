//! `bookgen init`: a small volume to begin with.

use std::fs;
use std::path::{Path, PathBuf};

use super::terminal::answer;
use super::{Ending, Trouble, told};

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder to make the volume in
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The files of the volume, by their paths in it.
const FILES: [(&str, &str); 7] = [
    ("book.toml", include_str!("init/book.toml")),
    ("book/front/preface.md", include_str!("init/book/front/preface.md")),
    ("book/chapters/1-the-ferry.md", include_str!("init/book/chapters/1-the-ferry.md")),
    ("book/documents/1-telegram.md", include_str!("init/book/documents/1-telegram.md")),
    ("book/documents/2-minutes.md", include_str!("init/book/documents/2-minutes.md")),
    ("book/people.toml", include_str!("init/book/people.toml")),
    ("book/bibliography.bib", include_str!("init/book/bibliography.bib")),
];

/// Writes the volume into a new or empty folder.
pub fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let folder = &arguments.folder;
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || folder.is_file() {
        return Err(Trouble(format!("{} is not empty, and nothing in it is written over", told(folder))));
    }
    for (path, text) in FILES {
        let path = folder.join(path);
        write(&path, text).map_err(|error| Trouble(format!("cannot write {}: {error}", path.display())))?;
    }
    let folder = told(folder);
    let shown = if folder.contains(' ') { format!("\"{folder}\"") } else { folder };
    answer(&format!("a volume begins in {shown}\nmake the book of it: bookgen build --root {shown}\n"));
    Ok(Ending::Well)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}
