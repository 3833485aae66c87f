//! Blocks between fences: from `::: name` to a line of as many colons.
//!
//! A block that holds another has more colons than it. So a fence that is missing is
//! found where it is missing, and what follows is read as it was meant.

use std::ops::Range;

use super::attributes::{Attributes, Carrier};
use super::reader::Reader;
use crate::manuscript::{Dress, Lines};
use crate::report::{Code, Diagnostic, did_you_mean};

/// What a fenced block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Blocks in another dress.
    Dressed(Dress),
    /// Lines that stay lines.
    Lines(Lines),
    /// A signature.
    Signature,
    /// A document within the document.
    Attachment,
    /// A figure.
    Figure,
}

/// Every block of the format.
const NAMES: [(&str, Name); 14] = [
    ("headnote", Name::Dressed(Dress::Headnote)),
    ("editorial", Name::Dressed(Dress::Editorial)),
    ("omission", Name::Dressed(Dress::Omission)),
    ("marginal", Name::Dressed(Dress::Marginal)),
    ("participants", Name::Dressed(Dress::Participants)),
    ("opener", Name::Lines(Lines::Opener)),
    ("closer", Name::Lines(Lines::Closer)),
    ("postscript", Name::Lines(Lines::Postscript)),
    ("verse", Name::Lines(Lines::Verse)),
    ("centred", Name::Lines(Lines::Centred)),
    ("right", Name::Lines(Lines::Right)),
    ("signature", Name::Signature),
    ("attachment", Name::Attachment),
    ("figure", Name::Figure),
];

impl Name {
    /// Its name as written.
    pub fn as_written(self) -> &'static str {
        NAMES.iter().find(|(_, name)| *name == self).map_or("", |(written, _)| written)
    }
}

/// A part of a text: what stands between fences, or a fenced block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Markdown without fences.
    Run(Range<usize>),
    /// A fenced block.
    Section(Section),
}

/// A fenced block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    /// What it is.
    pub name: Name,
    /// What its first line says besides.
    pub attributes: Attributes,
    /// Its first line.
    pub opener: Range<usize>,
    /// All of it, fences included.
    pub range: Range<usize>,
    /// What it holds.
    pub parts: Vec<Part>,
}

/// How deep blocks may stand in blocks.
const DEEPEST: usize = 12;

/// A block that is still open.
struct Open {
    colons: usize,
    /// None for a block that is unknown or too deep: what it holds goes to the block around it.
    name: Option<Name>,
    attributes: Attributes,
    opener: Range<usize>,
    parts: Vec<Part>,
}

/// Cuts the reader's passage at its fences.
pub(super) fn cut(reader: &mut Reader) -> Vec<Part> {
    let mut cutter = Cutter { open: Vec::new(), parts: Vec::new(), at: 0 };
    for line in reader.masked.fences.clone() {
        let colons = reader.passage.text[line.clone()].bytes().take_while(|b| *b == b':').count();
        let rest = line.start + colons..line.end;
        reader.mark_read(line.clone());
        cutter.run_up_to(line.start);
        if reader.passage.text[rest.clone()].trim().is_empty() {
            cutter.close(reader, line.clone(), colons);
        } else {
            cutter.open(reader, line.clone(), colons, rest);
        }
        cutter.at = line.end;
    }
    let end = reader.passage.text.len();
    cutter.run_up_to(end);
    while let Some(open) = cutter.open.pop() {
        reader.report.push(unclosed(reader, &open));
        cutter.settle(open, end);
    }
    cutter.parts
}

struct Cutter {
    open: Vec<Open>,
    parts: Vec<Part>,
    at: usize,
}

impl Cutter {
    fn here(&mut self) -> &mut Vec<Part> {
        match self.open.last_mut() {
            Some(open) => &mut open.parts,
            None => &mut self.parts,
        }
    }

    fn run_up_to(&mut self, end: usize) {
        let run = self.at..end;
        if !run.is_empty() {
            self.here().push(Part::Run(run));
        }
    }

    /// Gives a block, ended at `end`, to what is around it.
    fn settle(&mut self, open: Open, end: usize) {
        let Open { name, attributes, opener, parts, .. } = open;
        match name {
            Some(name) => {
                let range = opener.start..end;
                self.here().push(Part::Section(Section { name, attributes, opener, range, parts }));
            }
            None => self.here().extend(parts),
        }
    }

    fn open(&mut self, reader: &mut Reader, line: Range<usize>, colons: usize, rest: Range<usize>) {
        while let Some(around) = self.open.pop_if(|around| around.colons <= colons) {
            let mut problem = unclosed(reader, &around);
            problem = problem.related(reader.passage.span(line.clone()), "another block begins here");
            if around.name.is_some() {
                let more = ":".repeat(colons + 1);
                problem = problem.hint(format!("a block that holds another has more colons: `{more}`"));
            }
            reader.report.push(problem);
            self.settle(around, line.start);
        }
        let (name, attributes) = heading(reader, rest);
        let name = if self.open.len() >= DEEPEST && name.is_some() {
            let span = reader.passage.span(line.clone());
            reader.report.push(Diagnostic::new(Code::MisplacedBlock, span, "blocks stand too deep within each other"));
            None
        } else {
            name
        };
        self.open.push(Open { colons, name, attributes, opener: line, parts: Vec::new() });
    }

    fn close(&mut self, reader: &mut Reader, line: Range<usize>, colons: usize) {
        if !self.open.iter().any(|open| open.colons == colons) {
            let span = reader.passage.span(line);
            let mut problem = Diagnostic::new(Code::LeftOver, span, "this fence closes nothing");
            if let Some(open) = self.open.last() {
                let opener = reader.passage.span(open.opener.clone());
                problem = problem
                    .related(opener, "the block that is open here")
                    .hint(format!("close it with as many colons: `{}`", ":".repeat(open.colons)));
            }
            return reader.report.push(problem);
        }
        while let Some(open) = self.open.pop() {
            let closes = open.colons == colons;
            if !closes {
                reader.report.push(unclosed(reader, &open));
            }
            self.settle(open, if closes { line.end } else { line.start });
            if closes {
                return;
            }
        }
    }
}

/// The problem of a block that is never closed.
fn unclosed(reader: &Reader, open: &Open) -> Diagnostic {
    let name = open.name.map_or("this block".into(), |name| format!("`{}`", name.as_written()));
    Diagnostic::new(Code::UnclosedBlock, reader.passage.span(open.opener.clone()), format!("{name} is never closed"))
        .label("opened here")
        .hint(format!("end it with a line of as many colons: `{}`", ":".repeat(open.colons)))
}

/// Reads what follows the colons of a first line.
fn heading(reader: &mut Reader, rest: Range<usize>) -> (Option<Name>, Attributes) {
    let text = &reader.passage.text[rest.clone()];
    let trimmed = text.trim();
    let start = rest.start + (text.len() - text.trim_start().len());
    let word_end = trimmed.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(trimmed.len());
    let (word, after) = trimmed.split_at(word_end);
    let name = NAMES.iter().find(|(known, _)| *known == word).map(|(_, name)| *name);
    if name.is_none() {
        let span = reader.passage.span(start..start + trimmed.len().min(word_end.max(1)));
        let message = if word.is_empty() { "a block without a name".into() } else { format!("no block `{word}`") };
        let mut problem = Diagnostic::new(Code::UnknownBlock, span, message);
        problem = match did_you_mean(word, NAMES.map(|(known, _)| known)) {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem.hint(format!("the blocks are {}", NAMES.map(|(known, _)| format!("`{known}`")).join(", "))),
        };
        reader.report.push(problem);
    }
    let after_start = start + word_end + (after.len() - after.trim_start().len());
    let after = after.trim();
    if after.is_empty() {
        return (name, Attributes::default());
    }
    let range = after_start..after_start + after.len();
    if after.len() < 2 || !(after.starts_with('{') && after.ends_with('}')) {
        let span = reader.passage.span(range);
        reader.report.push(
            Diagnostic::new(Code::LeftOver, span, format!("`{after}` is not a part of the block"))
                .hint("the first line holds the block's name and `{#id .class key=\"value\"}`; its text begins below"),
        );
        return (name, Attributes::default());
    }
    let carrier = if name == Some(Name::Figure) { Carrier::Figure } else { Carrier::Other };
    (name, reader.attributes(range, carrier))
}
