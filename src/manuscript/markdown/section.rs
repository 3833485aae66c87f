//! Fenced blocks into the tree.

use super::attributes::Attributes;
use super::fences::{Name, Part, Section};
use super::figure;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::{Block, BlockKind, Blocks, Dress, Written};
use crate::report::{Code, Diagnostic};
use crate::source::Span;

impl Reader<'_, '_> {
    /// Reads the parts of a text.
    pub(super) fn parts(&mut self, parts: &[Part], language: &Language) -> Blocks {
        let mut blocks = Blocks::new();
        for part in parts {
            match part {
                Part::Run(range) => blocks.extend(self.run(range.clone(), language)),
                Part::Section(section) => {
                    if section.name == Name::Dressed(Dress::Marginal) && blocks.is_empty() {
                        let span = self.passage.span(section.opener.clone());
                        let message = "nothing stands before this `marginal` for it to stand beside";
                        let problem = Diagnostic::new(Code::MisplacedBlock, span, message);
                        self.report.push(problem.hint("set it after the paragraph it stands beside"));
                    }
                    for block in self.section(section, language) {
                        push(&mut blocks, block);
                    }
                }
            }
        }
        blocks
    }

    /// Reads a fenced block.
    fn section(&mut self, section: &Section, around: &Language) -> Blocks {
        let attributes = section.attributes.clone();
        let language = attributes.language.as_ref().unwrap_or(around).clone();
        let span = self.passage.span(section.range.clone());
        let opener = self.passage.span(section.opener.clone());
        let dressed =
            |kind, attributes: Attributes| Block { kind, anchor: attributes.id, language: attributes.language, span };
        match section.name {
            Name::Dressed(dress) => {
                let blocks = self.parts(&section.parts, &language);
                if blocks.is_empty() && dress != Dress::Omission {
                    self.report.push(empty(section.name, opener));
                }
                vec![dressed(BlockKind::Dressed(dress, blocks), attributes)]
            }
            Name::Lines(kind) => {
                let (lines, strays) = self.lines(section.name, &section.parts, &language);
                if lines.is_empty() {
                    self.report.push(empty(section.name, opener));
                }
                let mut blocks = vec![dressed(BlockKind::Lines(kind, lines), attributes)];
                blocks.extend(strays);
                blocks
            }
            Name::Signature => {
                let (lines, strays) = self.lines(section.name, &section.parts, &language);
                if lines.is_empty() {
                    self.report.push(empty(section.name, opener));
                }
                let mut blocks = vec![dressed(BlockKind::Signatures(vec![lines]), attributes)];
                blocks.extend(strays);
                blocks
            }
            Name::Attachment => {
                let blocks = self.parts(&section.parts, &language);
                vec![self.attachment(blocks, attributes, span, opener)]
            }
            Name::Figure => {
                let blocks = self.parts(&section.parts, &language);
                figure::fenced(self, blocks, attributes, span, opener)
            }
        }
    }

    /// An attachment: its first heading is its title.
    fn attachment(&mut self, mut blocks: Blocks, attributes: Attributes, span: Span, opener: Span) -> Block<Written> {
        let Attributes { mut id, language, .. } = attributes;
        let mut title = Vec::new();
        let first = blocks.iter().position(|block| !matches!(block.kind, BlockKind::Query(_)));
        match first.map(|at| (at, &blocks[at].kind)) {
            Some((at, BlockKind::Heading(..))) => {
                let heading = blocks.remove(at);
                if let BlockKind::Heading(_, words) = heading.kind {
                    title = words;
                }
                match (&id, heading.anchor) {
                    (None, anchor) => id = anchor,
                    (Some(first), Some(second)) => {
                        let message = format!("a second id, `{}`, for one attachment", second.name);
                        let problem = Diagnostic::new(Code::BadName, second.span, message);
                        self.report.push(problem.related(first.span, "its first"));
                    }
                    (Some(_), None) => {}
                }
            }
            _ => self.report.push(
                Diagnostic::new(Code::IncompleteBlock, opener, "an attachment without a title")
                    .hint("begin it with a heading: `# Title`"),
            ),
        }
        Block { kind: BlockKind::Attachment { title, blocks }, anchor: id, language, span }
    }
}

/// The problem of a block that holds nothing.
fn empty(name: Name, opener: Span) -> Diagnostic {
    Diagnostic::new(Code::IncompleteBlock, opener, format!("an empty `{}`", name.as_written()))
}

/// Adds a block; a signature joins the signatures directly before it.
fn push(blocks: &mut Blocks, next: Block<Written>) {
    match (blocks.last_mut(), next) {
        (
            Some(Block { kind: BlockKind::Signatures(signatures), language, span, .. }),
            Block { kind: BlockKind::Signatures(more), anchor: None, language: other, span: place },
        ) if *language == other => {
            signatures.extend(more);
            *span = span.to(place);
        }
        (_, next) => blocks.push(next),
    }
}
