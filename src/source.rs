//! The sources of a volume, in memory, and places in them.
//!
//! Everything an author wrote is read once, here, and nothing below holds a path: a
//! place is a [`Span`], three numbers that are copied freely and that only a report
//! turns back into file, line and column.
//!
//! Reading evens out what must change nothing: a byte order mark, Windows line ends,
//! decomposed accents (Unicode NFC) and spaces at the end of a line.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A file of the sources: an index, always good for the [`Sources`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of one source file, in bytes of its text as held by [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The stretch of `file` from byte `start` to before byte `end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }

    /// The stretch from the beginning of this span to the end of `other`, in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.end), ..self }
    }

    /// The bytes it covers.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text file of the sources.
#[derive(Debug)]
pub struct File {
    /// Its path from the root of the volume, with `/` between the parts: `book/front/preface.md`.
    pub path: String,
    /// Its text, evened out as the module says.
    pub text: String,
    line_starts: Vec<u32>,
}

/// A fault that makes (part of) a file unreadable as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Bytes that are not UTF-8, shown in the text as U+FFFD.
    NotUtf8,
    /// A control character or noncharacter, which no book format can carry.
    ControlCharacter,
}

/// All files of a volume, held in memory.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<File>,
    /// Pictures, fonts, profiles: by path from the root.
    assets: BTreeMap<String, Arc<[u8]>>,
    faults: Vec<(Span, Fault)>,
}

/// The manifest's name, at the root of every volume.
pub const MANIFEST: &str = "book.toml";

/// Ends of file names that are read as text.
const TEXT_ENDINGS: [&str; 8] = ["md", "toml", "csv", "bib", "json", "yaml", "yml", "csl"];

impl Sources {
    /// Reads `book.toml`, `book/` and `fonts/` below `root`.
    ///
    /// Directories are read in the order of their names. Files and directories whose names begin with a
    /// dot are passed over, and so are links that lead outside the volume.
    ///
    /// # Errors
    ///
    /// The machine's trouble, with the path in the message: no manifest, a file that cannot be read.
    pub fn load(root: &Path) -> io::Result<Sources> {
        let mut sources = Sources::default();
        sources.add_from(root, &root.join(MANIFEST))?;
        for folder in ["book", "fonts"] {
            let folder = root.join(folder);
            if folder.is_dir() {
                let inside = named(&folder, folder.canonicalize())?;
                for path in files_below(&folder, &inside)? {
                    sources.add_from(root, &path)?;
                }
            }
        }
        Ok(sources)
    }

    /// Sources that exist in memory only: `(path, text)`, paths from the root.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
        let mut sources = Sources::default();
        for (path, text) in texts {
            sources.add(path, text.as_bytes().to_vec());
        }
        sources
    }

    /// Adds a file under its path from the root, as text or as an asset by the end of its name.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if !TEXT_ENDINGS.contains(&ending.as_str()) {
            self.assets.insert(path.into(), bytes.into());
            return;
        }
        let id = FileId(self.files.len() as u32);
        let (raw, utf8_fault) = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
        };
        let text = evened_out(&raw);
        for (at, character) in text.char_indices() {
            let fault = match character {
                '\u{FFFD}' if utf8_fault => Fault::NotUtf8,
                '\n' | '\t' => continue,
                '\u{FFFE}' | '\u{FFFF}' => Fault::ControlCharacter,
                c if c.is_control() => Fault::ControlCharacter,
                _ => continue,
            };
            self.faults.push((Span::new(id, at, at + character.len_utf8()), fault));
        }
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1))
            .collect();
        self.files.push(File { path: path.into(), text, line_starts });
    }

    fn add_from(&mut self, root: &Path, path: &Path) -> io::Result<()> {
        let bytes = named(path, std::fs::read(path))?;
        let parts: Vec<_> = path
            .strip_prefix(root)
            .unwrap_or(path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy().nfc().collect::<String>())
            .collect();
        self.add(&parts.join("/"), bytes);
        Ok(())
    }

    /// The file of `id`.
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// The text file at `path` from the root.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().position(|file| file.path == path).map(|at| FileId(at as u32))
    }

    /// The bytes of the asset (picture, font, profile) at `path` from the root.
    pub fn asset(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.assets.get(path)
    }

    /// All assets, by path.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.assets.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// All text files, in the order they were read.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// What could not be read as text, and where.
    pub fn faults(&self) -> &[(Span, Fault)] {
        &self.faults
    }

    /// The text that `span` covers.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Line and column of the beginning of `span`, both from 1, the column in characters.
    pub fn line_and_column(&self, span: Span) -> (usize, usize) {
        let file = self.file(span.file);
        let line = file.line_starts.partition_point(|start| *start <= span.start);
        let line_start = file.line_starts[line - 1] as usize;
        let column = file.text.get(line_start..span.start as usize).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }
}

/// `result` with the path in its error.
fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// Every file below `folder`, in the order of names; `inside` is the folder that links may not leave.
fn files_below(folder: &Path, inside: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> =
        named(folder, std::fs::read_dir(folder).and_then(|all| all.map(|entry| Ok(entry?.path())).collect()))?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let outside = path.is_symlink() && !path.canonicalize().is_ok_and(|real| real.starts_with(inside));
        if hidden || outside {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            files.extend(files_below(&path, inside)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

/// The text with everything evened out that must change nothing.
fn evened_out(raw: &str) -> String {
    let raw = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
    let mut text = String::with_capacity(raw.len());
    for line in raw.split_inclusive('\n') {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (line, ""),
        };
        text.push_str(line.trim_end_matches([' ', '\t', '\r']));
        text.push_str(end);
    }
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_change_nothing_changes_nothing() {
        let plain = Sources::from_texts([("a.md", "Ávh\nx\n")]);
        let odd = Sources::from_texts([("a.md", "\u{FEFF}A\u{301}vh  \r\nx\t\r\n")]);
        let text = |sources: &Sources| sources.file(sources.find("a.md").unwrap()).text.clone();
        assert_eq!(text(&plain), text(&odd));
    }

    #[test]
    fn a_place_is_told_by_line_and_character() {
        let sources = Sources::from_texts([("a.md", "Ő\nőszi rózsa")]);
        let file = sources.find("a.md").unwrap();
        let rose = sources.file(file).text.find("rózsa").unwrap();
        assert_eq!(sources.line_and_column(Span::new(file, rose, rose + 1)), (2, 6));
        assert_eq!(sources.line_and_column(Span::new(file, 0, 1)), (1, 1));
    }

    #[test]
    fn bytes_that_are_no_text_are_found_where_they_stand() {
        let mut sources = Sources::default();
        sources.add("a.md", b"ab\xFFc\x07".to_vec());
        let faults: Vec<_> = sources.faults().iter().map(|(span, fault)| (span.start, *fault)).collect();
        assert_eq!(faults, [(2, Fault::NotUtf8), (6, Fault::ControlCharacter)]);
    }
}
