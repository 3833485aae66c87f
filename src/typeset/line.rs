//! Lines: what a text becomes when it is set, and what the page breaker takes.
//!
//! This is the seam between the two halves of the typesetter. Above it, `galley` and
//! `paginate` know pieces, notes and pages, and no fonts; below it, `compose` knows
//! shaping, hyphenation and line breaks, and no pages.

use super::page::{ElementId, GlyphRun};
use crate::fonts::Cut;
use crate::language::Language;
use crate::length::{Length, Rect};
use crate::report::Diagnostic;
use crate::source::Span;
use crate::volume::{NoteId, PlaceId};

/// A stretch of running text, in the order of reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Fragment {
    /// Words in one dress.
    Words {
        /// The words. Spaces between words are single; a no-break space stays one.
        text: String,
        /// How they are dressed.
        dress: TypeDress,
        /// Their place in the sources; none for made words.
        span: Option<Span>,
        /// What they belong to; an artifact if nothing.
        element: Option<ElementId>,
    },
    /// Something without width that wants to know where it falls. It never cuts the word it stands in.
    Marker(Marker),
    /// A line end that is kept.
    Break,
    /// White that pushes what follows to the right edge.
    Fill(Leader),
    /// The words of a citation, which are still being written. What holds them cannot be set yet.
    Unwritten,
}

/// What fills the white between the two sides of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leader {
    /// Nothing.
    Blank,
    /// Dots, as in a list of contents; an artifact.
    Dots,
}

/// Something without width in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A place that others refer to.
    Place(PlaceId),
    /// The call of a note; its words, a superior figure, stand right before it. The note belongs to this line.
    Call(NoteId),
    /// Where a link begins: an index into the links of the text's owner.
    LinkStart(u32),
    /// Where the link ends.
    LinkEnd(u32),
}

/// How words are dressed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDress {
    /// The cut of the text family.
    pub cut: Cut,
    /// The size.
    pub size: Length,
    /// Capitals and small capitals.
    pub case: Case,
    /// The figures.
    pub figures: Figures,
    /// On the line, or above or below it.
    pub position: Position,
    /// White between letters, in thousandths of an em.
    pub tracking: i16,
    /// Lines drawn through or under the words.
    pub drawn: Drawn,
    /// The language: hyphenation and shaping.
    pub language: Language,
}

/// Capitals and small capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// As written.
    AsWritten,
    /// Small letters as small capitals (`smcp`).
    SmallCapitals,
    /// All letters as small capitals (`smcp`, `c2sc`).
    AllSmallCapitals,
}

/// The figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figures {
    /// Old-style, for text (`onum`).
    OldStyle,
    /// Lining (`lnum`).
    Lining,
    /// Lining, all of one width, for tables (`lnum`, `tnum`).
    Tabular,
}

/// On the line, or above or below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// On the line.
    Baseline,
    /// Above it: the font's own superiors (`sups`) where it has them, else smaller and raised.
    Superior,
    /// Below it (`subs`, `sinf`), else smaller and lowered.
    Inferior,
}

/// Lines drawn through or under words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// None.
    Nothing,
    /// One under them.
    Underline,
    /// Two under them.
    DoubleUnderline,
    /// One through them.
    Strike,
}

/// How a text is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
    /// The width from the left edge to the right, indents included.
    pub measure: Length,
    /// How far the first line begins to the right of the left edge.
    pub first_indent: Length,
    /// How far the other lines begin to the right of it (a hanging indent).
    pub indent: Length,
    /// How the lines meet the edges.
    pub justification: Justification,
    /// Whether words may be divided.
    pub hyphenation: Hyphenation,
    /// What stands at its right.
    pub beside: Beside,
}

/// Something that stands at the right of a text, beside its first lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Beside so many lines; nought if nothing stands there.
    pub lines: usize,
    /// By how much they are shorter for it.
    pub width: Length,
}

/// How lines meet the edges of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Justification {
    /// Both edges.
    Justified,
    /// The left edge; ragged right.
    Left,
    /// The right edge.
    Right,
    /// Neither; in the middle.
    Centred,
}

/// Whether words may be divided at line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphenation {
    /// They may.
    Allowed,
    /// They may not.
    Forbidden,
}

/// One way to set a text: the natural one, one with a line more or fewer, or one that ends its lines elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The lines; none for an empty text.
    pub lines: Vec<Line>,
    /// How strained they are, all together: comparable between settings of one text.
    pub cost: i64,
    /// What a person should look at, should this setting be printed.
    pub problems: Vec<Diagnostic>,
}

/// A line as set. Places in it are relative to the left edge of the measure and to its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The glyphs, from left to right.
    pub runs: Vec<GlyphRun>,
    /// Lines drawn through or under words, each with what it belongs to.
    pub rules: Vec<(Rect, Option<ElementId>)>,
    /// Markers, in the order of the text, and how far from the left edge each falls.
    pub markers: Vec<(Length, Marker)>,
    /// How it ends.
    pub end: LineEnd,
    /// The word space, in thousandths of the natural one; 1000 where there is none.
    pub word_space: i32,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Between two words.
    Space,
    /// Within a word, with a hyphen.
    Hyphen,
    /// Within a word, without one: after a dash or slash, or in an address.
    Within,
    /// At a kept line end.
    Kept,
    /// With the text.
    Last,
}
