//! The tree of a text: blocks and the inlines in them.
//!
//! One shape serves both sides of `assemble`. What differs is what stands where a text
//! names something: in a manuscript the name as written, in a volume the answer. So the
//! tree is written over [`Names`], and only `assemble` can turn the one into the other.

use std::fmt::Debug;

use crate::language::Language;
use crate::source::Span;

/// What stands in a tree where its text names something.
pub trait Names {
    /// A note call: `[^1]`.
    type Call: Debug + Clone + PartialEq;
    /// A reference: `[[doc:svoboda-notes]]`.
    type Reference: Debug + Clone + PartialEq;
    /// A citation: `[@bekes2002, 143]`.
    type Citation: Debug + Clone + PartialEq;
    /// An index mark: `[[^Suez crisis]]`.
    type Mark: Debug + Clone + PartialEq;
    /// A name that others can refer to: `{#annex}`.
    type Anchor: Debug + Clone + PartialEq;
    /// The picture of a figure.
    type Picture: Debug + Clone + PartialEq;
}

/// What a run of text is dressed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `*x*`: emphasis; roman within italic.
    Emphasis,
    /// `**x**`: strong.
    Strong,
    /// `<i>`: italic as a form, not for emphasis.
    Italic,
    /// `<b>`: bold as a form.
    Bold,
    /// `~~x~~`: struck out in the source.
    Struck,
    /// `<ins>`: inserted in the source.
    Inserted,
    /// `<u>`: underlined in the source.
    Underlined,
    /// `<u><u>`: underlined twice.
    DoubleUnderlined,
    /// `^x^`, `<sup>`.
    Superscript,
    /// `<sub>`.
    Subscript,
    /// `<sc>`.
    SmallCapitals,
    /// `<span lang="hu">`: words of another language.
    Foreign(Language),
}

/// Which mark of the editor's hand stands in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hand {
    /// `[sic]`: so in the source.
    Sic,
    /// `[illegible: 2 words]`.
    Illegible,
    /// `[word?]`: a doubtful reading.
    Doubtful,
    /// `[...]`: left out.
    Omission,
    /// `[p. 2]`: the source's own page.
    SourcePage,
    /// Anything else: added by the editor.
    Addition,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline<N: Names> {
    /// Words as they will be printed: quotation marks, dashes and dots already the language's own.
    /// The span covers the words as written; a line end of the source is a space here.
    Text(String, Span),
    /// Words in another dress.
    Styled(Style, Vec<Inline<N>>, Span),
    /// The editor's hand; the brackets around it are printed and are not in the content.
    Editorial(Hand, Vec<Inline<N>>, Span),
    /// A line end that is kept (`\` at the end of a line).
    Break(Span),
    /// A note call.
    Call(N::Call, Span),
    /// A reference.
    Reference(N::Reference, Span),
    /// A citation.
    Citation(N::Citation, Span),
    /// An index mark. It prints nothing and must not cut the word it stands in.
    Mark(N::Mark, Span),
    /// Words that lead to an address on the net.
    Link {
        /// `http:`, `https:` or `mailto:`.
        address: String,
        /// What is printed.
        content: Vec<Inline<N>>,
        /// The whole of it.
        span: Span,
    },
    /// An editor's query, `<!-- which day? -->`: printed in proofs alone.
    Query(String, Span),
}

impl<N: Names> Inline<N> {
    /// The place of the whole inline.
    pub fn span(&self) -> Span {
        match self {
            Inline::Text(_, span)
            | Inline::Styled(_, _, span)
            | Inline::Editorial(_, _, span)
            | Inline::Break(span)
            | Inline::Call(_, span)
            | Inline::Reference(_, span)
            | Inline::Citation(_, span)
            | Inline::Mark(_, span)
            | Inline::Link { span, .. }
            | Inline::Query(_, span) => *span,
        }
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A paragraph.
    Plain,
    /// A speech in minutes: its first inline is the speaker, [`Style::Strong`].
    Speech,
    /// The same speaker goes on.
    Continued,
    /// A stage direction: one [`Inline::Editorial`].
    Direction,
}

/// Blocks whose every line is a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Letterhead, reference line, salutation.
    Opener,
    /// Complimentary close, distribution, endorsement.
    Closer,
    /// After the signature.
    Postscript,
    /// Verse, slogans.
    Verse,
    /// Centred lines.
    Centred,
    /// Lines set to the right.
    Right,
}

/// Blocks that dress the blocks in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// What the document is and why it matters; only where it does not open a document.
    Headnote,
    /// The editors' words between passages.
    Editorial,
    /// A visible cut, with or without words.
    Omission,
    /// Beside the paragraph before it.
    Marginal,
    /// Those present: paragraphs are headings, list items people.
    Participants,
    /// `>`: an extract.
    Quotation,
}

/// A line that stays a line. One without words is the blank line between stanzas.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<N: Names> {
    /// What stands at the left, or where the block sets its lines.
    pub left: Vec<Inline<N>>,
    /// What a bar sets at the right.
    pub right: Option<Vec<Inline<N>>>,
    /// How many steps a line of verse is set in: two spaces make one.
    pub indent: u8,
    /// The whole line.
    pub span: Span,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<N: Names> {
    /// Its number as typed, `1.` or `7)`; none in a list with bullets.
    pub label: Option<String>,
    /// What it says.
    pub blocks: Vec<Block<N>>,
    /// The whole item.
    pub span: Span,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// To the left, or as the table's design has it.
    Left,
    /// In the middle.
    Centre,
    /// To the right, as numbers are.
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<N: Names> {
    /// What it says.
    pub content: Vec<Inline<N>>,
    /// Its place.
    pub span: Span,
}

/// Where a figure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// At the head or foot of a page near its mention.
    Float,
    /// A page of its own (`.full-page`).
    FullPage,
    /// A page of its own, turned (`.landscape`).
    Landscape,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind<N: Names> {
    /// A paragraph.
    Paragraph(Role, Vec<Inline<N>>),
    /// A heading within its piece, 1 the highest.
    Heading(u8, Vec<Inline<N>>),
    /// A list.
    List {
        /// Its items.
        items: Vec<Item<N>>,
        /// Whether its items are paragraphs or lines.
        spacing: Spacing,
    },
    /// A table. Every row has a cell for every column.
    Table {
        /// How each column is set.
        columns: Vec<Alignment>,
        /// The heading row.
        head: Vec<Cell<N>>,
        /// The rows below it.
        rows: Vec<Vec<Cell<N>>>,
    },
    /// A figure.
    Figure {
        /// Where it goes.
        placement: Placement,
        /// The picture.
        picture: N::Picture,
        /// What it shows, for those who cannot see it.
        description: String,
        /// What stands under it.
        caption: Vec<Block<N>>,
    },
    /// Lines that stay lines.
    Lines(Lines, Vec<Line<N>>),
    /// Signatures; several stand side by side. The first line of each is the name as signed.
    Signatures(Vec<Vec<Line<N>>>),
    /// Blocks in another dress.
    Dressed(Dress, Vec<Block<N>>),
    /// A document within the document. Its anchor is the block's.
    Attachment {
        /// Its first heading.
        title: Vec<Inline<N>>,
        /// All that follows the heading.
        blocks: Vec<Block<N>>,
    },
    /// `* * *`: a row of asterisks of the source.
    Asterisks,
    /// An editor's query, alone on its line.
    Query(String),
}

/// Whether the items of a list stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Items follow each other like lines.
    Tight,
    /// Items stand apart like paragraphs.
    Loose,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<N: Names> {
    /// What it is.
    pub kind: BlockKind<N>,
    /// The name by which others refer to it.
    pub anchor: Option<N::Anchor>,
    /// Its language, where that is not the one around it.
    pub language: Option<Language>,
    /// The whole of it.
    pub span: Span,
}
