//! Files beside the old ones, which stay whole until the new ones are.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bookgen::{Content, Output};

/// Writes `outputs` into `folder`. Each is written whole under another name first, and only when all are there do they
/// take the places of the old: a build that fails, or is interrupted, leaves the last good ones as they were. A folder
/// takes the place of the old one as a whole, so that no file of a former build stays in it.
///
/// # Errors
///
/// The machine's trouble, with the path in the message.
pub fn write(folder: &Path, outputs: &[Output]) -> io::Result<()> {
    named(folder, fs::create_dir_all(folder))?;
    let places: Vec<Places> = outputs.iter().map(|output| Places::of(folder, &output.file_name)).collect();
    let written = write_all(outputs, &places);
    if written.is_err() {
        for places in &places {
            // It may never have been begun; and the trouble that is told is the first.
            let _gone = removed(&places.part);
        }
    }
    written
}

/// Where an output lies.
struct Places {
    /// While it is being written.
    part: PathBuf,
    /// In the end.
    place: PathBuf,
    /// The old one, for the moment in which a folder takes its place.
    old: PathBuf,
}

impl Places {
    fn of(folder: &Path, name: &str) -> Places {
        let hidden = |ending: &str| folder.join(format!(".{name}.{ending}"));
        Places { part: hidden("part"), place: folder.join(name), old: hidden("old") }
    }
}

fn write_all(outputs: &[Output], places: &[Places]) -> io::Result<()> {
    for (output, Places { part, place, .. }) in outputs.iter().zip(places) {
        match &output.content {
            Content::File(_) if place.is_dir() => {
                return named(place, Err(io::Error::other("a folder is in its place")));
            }
            Content::File(bytes) => named(part, fs::write(part, bytes))?,
            Content::Folder(_) if place.is_file() => {
                return named(place, Err(io::Error::other("a file is in its place")));
            }
            Content::Folder(files) => write_folder(part, files)?,
        }
    }
    for (output, places) in outputs.iter().zip(places) {
        match output.content {
            Content::File(_) => named(&places.place, fs::rename(&places.part, &places.place))?,
            Content::Folder(_) => exchange(places)?,
        }
    }
    Ok(())
}

/// Writes `files` into a folder that is new.
fn write_folder(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    named(folder, removed(folder))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(folder);
        named(above, fs::create_dir_all(above))?;
        named(&path, fs::write(&path, bytes))?;
    }
    Ok(())
}

/// Puts the new folder into the place of the old one. If that fails, the old one is there again; one that a build left
/// aside, because it was interrupted in between, is no longer needed.
fn exchange(Places { part, place, old }: &Places) -> io::Result<()> {
    if place.exists() {
        named(old, removed(old))?;
        named(place, fs::rename(place, old))?;
    }
    if let Err(error) = fs::rename(part, place) {
        if old.exists() {
            named(place, fs::rename(old, place))?;
        }
        return named(place, Err(error));
    }
    named(old, removed(old))
}

/// Removes what is at `path`, if anything is.
fn removed(path: &Path) -> io::Result<()> {
    let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match gone {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// `result` with the path in its error.
fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
