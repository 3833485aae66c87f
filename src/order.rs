//! What is asked for, and what comes of it.

use std::collections::BTreeMap;

use crate::report::Strictness;

/// What is to be built.
#[derive(Clone, Debug)]
pub struct Order {
    /// The forms that are wanted.
    pub formats: Vec<Format>,
    /// The name of an edition; the whole volume without one.
    pub edition: Option<String>,
    /// Whether each document is given a file of its own too.
    pub split: Split,
    /// What warnings come to.
    pub strictness: Strictness,
}

/// Whether each document is given a PDF of its own, beside the volume or the edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// They stand together alone.
    #[default]
    Together,
    /// Each has its own too.
    Documents,
}

/// A form in which a volume comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// An EPUB 3.3 publication.
    Epub,
    /// The record for the book trade: an ONIX 3.1 message.
    Onix,
    /// The PDF for the printer.
    Pdf,
    /// The PDF for readers and archives.
    Screen,
    /// The PDF for those who correct it.
    Proof,
    /// A folder of pages for a web site.
    Web,
}

impl Format {
    /// Whether it has pages, so that a document can have a file of its own.
    pub fn has_pages(self) -> bool {
        match self {
            Format::Epub | Format::Onix | Format::Web => false,
            Format::Pdf | Format::Screen | Format::Proof => true,
        }
    }

    /// The name of the file or folder for a volume, or an edition, that is called `slug`.
    pub fn file_name(self, slug: &str) -> String {
        match self {
            Format::Epub => format!("{slug}.epub"),
            Format::Onix => format!("{slug}.onix.xml"),
            Format::Pdf => format!("{slug}.pdf"),
            Format::Screen => format!("{slug}-screen.pdf"),
            Format::Proof => format!("{slug}-proof.pdf"),
            Format::Web => format!("{slug}-web"),
        }
    }
}

/// A step of the work, for telling a person what takes so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Station {
    /// Reading the sources.
    Reading,
    /// Answering names, numbering, making lists.
    Assembling,
    /// Setting lines and pages.
    Setting,
    /// Looking for what a person should look at.
    Checking,
    /// Writing a file.
    Writing(Format),
}

/// What was made in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name: `the-title.epub`; of an edition `the-title-briefing.epub`; of a web site `the-title-web`.
    pub file_name: String,
    /// What is in it.
    pub content: Content,
}

/// What an output is on a disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A file.
    File(Vec<u8>),
    /// A folder: the paths of the files in it, with `/` between their parts, and their bytes.
    Folder(BTreeMap<String, Vec<u8>>),
}

impl Content {
    /// How many bytes there are, all told.
    pub fn size(&self) -> usize {
        match self {
            Content::File(bytes) => bytes.len(),
            Content::Folder(files) => files.values().map(Vec::len).sum(),
        }
    }
}
