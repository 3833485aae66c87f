//! The tree told to people.
//!
//! A compact text form, a line a block, indented as blocks stand in blocks; tests read it
//! and so do we. What the text names is told by a [`Teller`], because a manuscript holds
//! names as written and a volume holds answers.

use std::fmt::Write;

use super::tree::{
    Alignment, Block, BlockKind, Cell, Dress, Hand, Inline, Line, Lines, Names, Placement, Role, Spacing, Style,
};
use super::{Call, Citation, Label, Mark, MarkKind, Note, Prefix, Reference, Series, Written};

/// Tells what stands where a text names something.
pub trait Teller<N: Names> {
    /// A note call: `call 1`.
    fn call(&self, call: &N::Call) -> String;
    /// A reference: `ref doc:svoboda-notes`.
    fn reference(&self, reference: &N::Reference) -> String;
    /// A citation: `cite bekes2002 "143"`.
    fn citation(&self, citation: &N::Citation) -> String;
    /// An index mark: `mark "Suez crisis"`.
    fn mark(&self, mark: &N::Mark) -> String;
    /// The name of a block: `annex`.
    fn anchor(&self, anchor: &N::Anchor) -> String;
    /// The picture of a figure: `images/map.png`.
    fn picture(&self, picture: &N::Picture) -> String;
}

/// Tells blocks, a line each.
pub fn tell_blocks<N: Names>(blocks: &[Block<N>], teller: &impl Teller<N>) -> String {
    let mut told = Told { teller, text: String::new(), depth: 0 };
    told.blocks(blocks);
    told.text
}

/// Tells running text in one line.
pub fn tell_text<N: Names>(text: &[Inline<N>], teller: &impl Teller<N>) -> String {
    text.iter().map(|inline| tell_inline(inline, teller)).collect::<Vec<_>>().join(" ")
}

/// Tells notes: each its label, and what it says below.
pub fn tell_notes(notes: &[Note]) -> String {
    let mut told = Told { teller: &AsWritten, text: String::new(), depth: 0 };
    for note in notes {
        let star = if note.series == Series::Original { "*" } else { "" };
        told.line(&format!("note {star}{}", note.label.name));
        told.inside(|told| told.blocks(&note.blocks));
    }
    told.text
}

/// Tells names as they were written.
#[derive(Clone, Copy, Debug)]
pub struct AsWritten;

impl Teller<Written> for AsWritten {
    fn call(&self, call: &Call) -> String {
        let star = if call.series == Series::Original { "*" } else { "" };
        format!("call {star}{}", call.label.name)
    }

    fn reference(&self, reference: &Reference) -> String {
        let name = |label: &Option<Label>| label.as_ref().map_or(String::new(), |label| label.name.clone());
        let mut told = format!("ref {}{}", reference.prefix.map_or("", prefix), name(&reference.name));
        if reference.last.is_some() {
            told.push_str(&format!("..{}", name(&reference.last)));
        }
        if reference.prefix == Some(Prefix::Note) && reference.name.is_none() {
            told.push_str(&name(&reference.fragment));
        } else if reference.fragment.is_some() {
            told.push_str(&format!("#{}", name(&reference.fragment)));
        }
        if let Some(shown) = &reference.shown {
            told.push_str(&format!(" ({})", tell_text(shown, self)));
        }
        told
    }

    fn citation(&self, citation: &Citation) -> String {
        let cites = citation.cites.iter().map(|cite| {
            let parts = [tell_text(&cite.prefix, self), cite.key.name.clone(), tell_text(&cite.locator, self)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        });
        format!("cite {}", cites.collect::<Vec<_>>().join("; "))
    }

    fn mark(&self, mark: &Mark) -> String {
        let path: Vec<_> = mark.path.iter().map(|heading| tell_text(heading, self)).collect();
        let kind = match mark.kind {
            MarkKind::Place => "",
            MarkKind::Opens => " opens",
            MarkKind::Closes => " closes",
        };
        let shown = mark.shown.as_ref().map_or(String::new(), |shown| format!(" ({})", tell_text(shown, self)));
        format!("mark {}{kind}{shown}", path.join(" ! "))
    }

    fn anchor(&self, anchor: &Label) -> String {
        anchor.name.clone()
    }

    fn picture(&self, picture: &Label) -> String {
        picture.name.clone()
    }
}

fn prefix(prefix: Prefix) -> &'static str {
    match prefix {
        Prefix::Document => "doc:",
        Prefix::Page => "page:",
        Prefix::Person => "person:",
        Prefix::Organisation => "org:",
        Prefix::Term => "term:",
        Prefix::Abbreviation => "abbr:",
        Prefix::Chapter => "chapter:",
        Prefix::Figure => "fig:",
        Prefix::Event => "event:",
        Prefix::Volume => "volume:",
        Prefix::Note => "note:",
    }
}

/// What is being told.
struct Told<'t, T> {
    teller: &'t T,
    text: String,
    depth: usize,
}

impl<T> Told<'_, T> {
    fn line(&mut self, line: &str) {
        let indent = "  ".repeat(self.depth);
        let line = line.trim_end();
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{indent}{line}");
    }

    fn inside(&mut self, tell: impl FnOnce(&mut Self)) {
        self.depth += 1;
        tell(self);
        self.depth -= 1;
    }

    fn blocks<N: Names>(&mut self, blocks: &[Block<N>])
    where
        T: Teller<N>,
    {
        for block in blocks {
            self.block(block);
        }
    }

    fn block<N: Names>(&mut self, block: &Block<N>)
    where
        T: Teller<N>,
    {
        let teller = self.teller;
        let mut names = String::new();
        if let Some(anchor) = &block.anchor {
            names.push_str(&format!(" #{}", teller.anchor(anchor)));
        }
        if let Some(language) = &block.language {
            names.push_str(&format!(" lang {}", language.tag()));
        }
        let text = |text: &[Inline<N>]| tell_text(text, teller);
        match &block.kind {
            BlockKind::Paragraph(role, words) => self.line(&format!("{}{names} {}", role_word(*role), text(words))),
            BlockKind::Heading(level, words) => self.line(&format!("h{level}{names} {}", text(words))),
            BlockKind::List { items, spacing } => {
                let word = if *spacing == Spacing::Loose { "loose list" } else { "list" };
                self.line(&format!("{word}{names}"));
                self.inside(|told| {
                    for item in items {
                        told.line(item.label.as_deref().unwrap_or("-"));
                        told.inside(|told| told.blocks(&item.blocks));
                    }
                });
            }
            BlockKind::Table { columns, head, rows } => {
                let columns: Vec<_> = columns.iter().map(|column| alignment_word(*column)).collect();
                self.line(&format!("table{names} {}", columns.join(" ")));
                self.inside(|told| {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<_> = row.iter().map(|Cell { content, .. }| text(content)).collect();
                        told.line(&cells.join(" | "));
                    }
                });
            }
            BlockKind::Figure { placement, picture, description, caption } => {
                let place = match placement {
                    Placement::Float => "",
                    Placement::FullPage => " full-page",
                    Placement::Landscape => " landscape",
                };
                self.line(&format!("figure{names}{place} {} {description:?}", teller.picture(picture)));
                self.inside(|told| told.blocks(caption));
            }
            BlockKind::Lines(kind, lines) => {
                self.line(&format!("{}{names}", lines_word(*kind)));
                self.inside(|told| told.lines(lines));
            }
            BlockKind::Signatures(signatures) => {
                for lines in signatures {
                    self.line(&format!("signature{names}"));
                    self.inside(|told| told.lines(lines));
                }
            }
            BlockKind::Dressed(dress, blocks) => {
                self.line(&format!("{}{names}", dress_word(*dress)));
                self.inside(|told| told.blocks(blocks));
            }
            BlockKind::Attachment { title, blocks } => {
                self.line(&format!("attachment{names} {}", text(title)));
                self.inside(|told| told.blocks(blocks));
            }
            BlockKind::Asterisks => self.line(&format!("asterisks{names}")),
            BlockKind::Query(words) => self.line(&format!("query{names} {words:?}")),
        }
    }

    fn lines<N: Names>(&mut self, lines: &[Line<N>])
    where
        T: Teller<N>,
    {
        for Line { left, right, indent, .. } in lines {
            let left = tell_text(left, self.teller);
            let indent = if *indent > 0 { format!("+{indent} ") } else { String::new() };
            match right {
                Some(right) => self.line(&format!("line {indent}{left} | {}", tell_text(right, self.teller))),
                None => self.line(&format!("line {indent}{left}")),
            }
        }
    }
}

fn tell_inline<N: Names>(inline: &Inline<N>, teller: &impl Teller<N>) -> String {
    match inline {
        Inline::Text(words, _) => format!("{words:?}"),
        Inline::Styled(style, inner, _) => format!("{}({})", style_word(style), tell_text(inner, teller)),
        Inline::Editorial(hand, inner, _) => format!("[{} {}]", hand_word(*hand), tell_text(inner, teller)),
        Inline::Break(_) => "break".into(),
        Inline::Call(call, _) => teller.call(call),
        Inline::Reference(reference, _) => teller.reference(reference),
        Inline::Citation(citation, _) => teller.citation(citation),
        Inline::Mark(mark, _) => teller.mark(mark),
        Inline::Link { address, content, .. } => format!("link {address} ({})", tell_text(content, teller)),
        Inline::Query(words, _) => format!("query {words:?}"),
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Plain => "p",
        Role::Speech => "speech",
        Role::Continued => "continued",
        Role::Direction => "direction",
    }
}

fn alignment_word(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "left",
        Alignment::Centre => "centre",
        Alignment::Right => "right",
    }
}

fn lines_word(lines: Lines) -> &'static str {
    match lines {
        Lines::Opener => "opener",
        Lines::Closer => "closer",
        Lines::Postscript => "postscript",
        Lines::Verse => "verse",
        Lines::Centred => "centred",
        Lines::Right => "right",
    }
}

fn dress_word(dress: Dress) -> &'static str {
    match dress {
        Dress::Headnote => "headnote",
        Dress::Editorial => "editorial",
        Dress::Omission => "omission",
        Dress::Marginal => "marginal",
        Dress::Participants => "participants",
        Dress::Quotation => "quotation",
    }
}

fn hand_word(hand: Hand) -> &'static str {
    match hand {
        Hand::Sic => "sic",
        Hand::Illegible => "illegible",
        Hand::Doubtful => "doubtful",
        Hand::Omission => "omission",
        Hand::SourcePage => "page",
        Hand::Addition => "added",
    }
}

fn style_word(style: &Style) -> String {
    match style {
        Style::Emphasis => "em".into(),
        Style::Strong => "strong".into(),
        Style::Italic => "i".into(),
        Style::Bold => "b".into(),
        Style::Struck => "struck".into(),
        Style::Inserted => "ins".into(),
        Style::Underlined => "u".into(),
        Style::DoubleUnderlined => "uu".into(),
        Style::Superscript => "sup".into(),
        Style::Subscript => "sub".into(),
        Style::SmallCapitals => "sc".into(),
        Style::Foreign(language) => format!("lang {} ", language.tag()),
    }
}
