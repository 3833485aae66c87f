//! The names of all faults.
//!
//! A name says the fault ("allow `loose-line`"), never the cure.

use super::Strictness;

/// How bad a problem is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The book is written, and a person should look.
    Warning,
}

/// The name of a fault, printed in kebab case: `unknown-note`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    // ---- files and values
    /// Bytes of a source file are not UTF-8, so letters would be lost.
    NotUtf8,
    /// A control character, which neither EPUB nor PDF can carry.
    ControlCharacter,
    /// A file that is named in a source and is not there.
    MissingFile,
    /// A path that leads outside the volume.
    OutsideVolume,
    /// A file named twice in the order of contents.
    RepeatedFile,
    /// A file under `book/` that the order of contents never reaches.
    UnlistedFile,
    /// TOML or CSV that cannot be read as such.
    BadSyntax,
    /// A key that the format does not have.
    UnknownKey,
    /// A value of another kind than its key asks for.
    WrongValue,
    /// A key that must be there.
    MissingKey,
    /// An ISBN that cannot be right.
    WrongIsbn,
    /// A date that cannot be read as one.
    UnreadableDate,
    /// A length that cannot be read as one.
    UnreadableLength,
    /// A generated part that does not exist.
    UnknownPart,
    /// An edition that the manifest does not have.
    UnknownEdition,
    /// A font family that is neither built in nor under `fonts/`.
    UnknownFont,
    /// A font file that cannot be read.
    BrokenFont,
    /// A language that is not a BCP 47 tag.
    UnknownLanguage,
    /// An id or label made of characters that are not allowed in one.
    BadName,

    // ---- the text as written
    /// A block name that the format does not have.
    UnknownBlock,
    /// A class that the block does not have.
    UnknownClass,
    /// A block that is never closed.
    UnclosedBlock,
    /// A `[`, `]`, `*`, `` ` ``, `:::` or `<tag>` that opens or closes nothing.
    LeftOver,
    /// Code, or text indented as code.
    Code,
    /// A line of text over `---` or `===`, which Markdown makes a heading.
    UnderlinedHeading,
    /// HTML that the format does not have.
    UnknownHtml,
    /// A table row with more cells than its heading.
    SurplusCells,
    /// A link to somewhere else than `http:`, `https:` or `mailto:`.
    BadLink,
    /// A block that lacks what it must hold: an attachment its title, a figure its picture.
    IncompleteBlock,
    /// A block where it cannot stand.
    MisplacedBlock,
    /// A list that breaks into the middle of a paragraph.
    BrokenList,

    // ---- names and numbers
    /// A note that is called and never written.
    UnknownNote,
    /// A note that is written and never called.
    UncalledNote,
    /// An editorial note that is called from within an editorial note.
    NoteInNote,
    /// Two things with one id or label, or ids that differ by case alone.
    DuplicateName,
    /// Two documents with one number.
    DuplicateNumber,
    /// A reference to what does not exist.
    UnknownReference,
    /// A reference that several things answer to.
    AmbiguousReference,
    /// A range of documents that runs backwards.
    ReversedRange,
    /// An index range that is opened and not closed, or the other way round.
    UnbalancedRange,
    /// A citation of a work that the bibliography does not have.
    UnknownWork,
    /// A `see` or `see also` to a heading that is not in the index.
    UnknownHeading,
    /// An index heading below more than one subheading of another.
    HeadingTooDeep,
    /// An index heading with both a `see` and page numbers.
    SeeAndLocators,
    /// Bibliography data that cannot be read.
    BadBibliography,
    /// A CSL style that is neither bundled nor in the volume.
    UnknownStyle,
    /// A work without what its citation needs.
    IncompleteWork,

    // ---- pictures
    /// A picture that cannot be read.
    BrokenImage,
    /// A picture too coarse for print, or a cover too small for the stores.
    CoarseImage,
    /// A figure without a description for those who cannot see it.
    MissingDescription,

    // ---- what a person should look at
    /// An entry of a register that the text never refers to.
    UnusedEntry,
    /// An entry of a register whose name stands in the text and is linked nowhere.
    UnlinkedName,
    /// An abbreviation of which the register does not say what it stands for.
    UnexpandedAbbreviation,
    /// A document without headnote.
    MissingHeadnote,
    /// A document without source.
    MissingSource,
    /// A document that says neither when it was written nor that nobody knows.
    MissingDate,
    /// A gap in the numbers of the documents.
    NumberGap,
    /// A document dated before the one that precedes it.
    OutOfOrder,
    /// A speaker who is not among the participants.
    UnknownSpeaker,

    // ---- lines and pages
    /// A line with spaces wider than the tolerance.
    LooseLine,
    /// A line that juts into the margin.
    OverfullLine,
    /// A character that no font of the volume has.
    MissingGlyph,
    /// A page number in the text that settles nowhere.
    UnsettledReference,
    /// Something that no page of this size can hold, so that words of it would be lost.
    TooLarge,

    // ---- what a printer refuses
    /// Fewer or more pages than the printer binds, or no multiple of what they ask for.
    WrongPageCount,
    /// An odd page on the left, or numbers with a gap.
    WrongSide,
    /// Too many blank pages in a row.
    BlankPages,
    /// Print nearer to the spine than a book of so many pages allows.
    NarrowGutter,
    /// Print nearer to another edge than the printer allows.
    NarrowMargin,
    /// Another bleed than the printer asks for.
    WrongBleed,
    /// Crop marks for a printer who refuses them.
    UnwantedMarks,
    /// A standard that the printer does not take.
    WrongStandard,
    /// A file too large for the printer.
    LargeFile,
    /// Type too small to be printed well.
    SmallType,
    /// A rule too thin to be printed.
    ThinRule,
    /// More ink on one spot than the paper takes.
    TooMuchInk,
    /// A paper that the printer does not have.
    UnknownPaper,
}

impl Code {
    /// How bad it is by itself.
    pub fn severity(self) -> Severity {
        match self {
            Code::UnlistedFile
            | Code::BrokenList
            | Code::CoarseImage
            | Code::WrongIsbn
            | Code::MissingDescription
            | Code::UnusedEntry
            | Code::UnlinkedName
            | Code::UnexpandedAbbreviation
            | Code::MissingHeadnote
            | Code::MissingSource
            | Code::MissingDate
            | Code::NumberGap
            | Code::OutOfOrder
            | Code::UnknownSpeaker
            | Code::IncompleteWork
            | Code::LooseLine
            | Code::OverfullLine
            | Code::MissingGlyph
            | Code::UnsettledReference => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether it forbids writing the book.
    pub fn is_error(self, strictness: Strictness) -> bool {
        self.severity() == Severity::Error || strictness == Strictness::Strict
    }

    /// The name as an author sees it: `unknown-note`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for (at, letter) in format!("{self:?}").char_indices() {
            if at > 0 && (letter.is_uppercase() || letter.is_ascii_digit()) {
                name.push('-');
            }
            name.extend(letter.to_lowercase());
        }
        name.replace("utf-8", "utf8")
    }
}
