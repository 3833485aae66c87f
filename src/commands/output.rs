//! Files beside the old ones, which stay whole until the new ones are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bookgen::Output;

/// Writes `outputs` into `folder`. Each is written whole under another name first, and only when all are there do they
/// take the places of the old: a build that fails, or is interrupted, leaves the last good files as they were.
///
/// # Errors
///
/// The machine's trouble, with the path in the message.
pub fn write(folder: &Path, outputs: &[Output]) -> io::Result<()> {
    named(folder, fs::create_dir_all(folder))?;
    let places: Vec<(PathBuf, PathBuf)> = outputs
        .iter()
        .map(|output| (folder.join(format!(".{}.part", output.file_name)), folder.join(&output.file_name)))
        .collect();
    let written = write_all(outputs, &places);
    if written.is_err() {
        for (part, _) in &places {
            // It may never have been begun; and the trouble that is told is the first.
            let _gone = fs::remove_file(part);
        }
    }
    written
}

fn write_all(outputs: &[Output], places: &[(PathBuf, PathBuf)]) -> io::Result<()> {
    for (output, (part, place)) in outputs.iter().zip(places) {
        if place.is_dir() {
            return named(place, Err(io::Error::other("a folder is in its place")));
        }
        named(part, fs::write(part, &output.bytes))?;
    }
    for (part, place) in places {
        named(place, fs::rename(part, place))?;
    }
    Ok(())
}

/// `result` with the path in its error.
fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
