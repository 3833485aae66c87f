//! Blocks: pulldown-cmark's events into the tree.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Tag, TagEnd};

use super::attributes::{Attributes, Carrier};
use super::inline::Events;
use super::piece::Piece;
use super::reader::Reader;
use super::{figure, quotes, settle};
use crate::language::Language;
use crate::manuscript::{Block, BlockKind, Blocks, Dress, Role, Written};
use crate::report::Code;
use crate::source::Span;

/// How deep blocks may stand in blocks.
const DEEPEST: usize = 24;

/// What blocks stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Around<'l> {
    /// How deep.
    pub depth: usize,
    /// Whether directly in an item of a list, where a list may follow a line of text.
    pub list: Listed,
    /// The language.
    pub language: &'l Language,
}

/// Whether blocks stand in an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// In an item.
    InItem,
    /// Elsewhere.
    Outside,
}

/// A block with neither name nor language of its own.
pub(super) fn block(kind: BlockKind<Written>, span: Span) -> Block<Written> {
    Block { kind, anchor: None, language: None, span }
}

impl Reader<'_, '_> {
    /// Reads `range` of the body: Markdown without fences and without notes.
    pub(super) fn run(&mut self, range: Range<usize>, language: &Language) -> Blocks {
        let buffer = self.body[range.clone()].to_owned();
        let mut blocks = Blocks::new();
        if !buffer.trim().is_empty() {
            let mut events = Events::of_blocks(&buffer, range.start, Options::empty());
            let around = Around { depth: 0, list: Listed::Outside, language };
            while events.peek().is_some() {
                self.blocks(&mut events, around, &mut blocks);
                // An end without a beginning: pulldown-cmark gives none, and if it did, nothing would be lost.
                events.next();
            }
        }
        let queries = self.queries_in(&range).into_iter().map(|query| {
            let span = self.passage.span(query.clone());
            block(BlockKind::Query(self.query_at(query)), span)
        });
        let queries: Blocks = queries.collect();
        if !queries.is_empty() {
            blocks = with_queries(blocks, &mut queries.into_iter().peekable(), None);
        }
        blocks
    }

    /// The queries that stand alone in `range`: they find their place there.
    fn queries_in(&mut self, range: &Range<usize>) -> Vec<Range<usize>> {
        let from = self.queries.partition_point(|query| query.start < range.start);
        let to = self.queries.partition_point(|query| query.start < range.end);
        self.queries.drain(from..to).collect()
    }

    /// Reads blocks up to the end of what holds them.
    pub(super) fn blocks(&mut self, events: &mut Events, around: Around, out: &mut Blocks) {
        let language = around.language;
        // Containers that are too deep are passed over, their text is not.
        let mut passed_over = 0_usize;
        while let Some(event) = events.peek() {
            let (is_container, ends) = (is_container(event), matches!(event, Event::End(_)));
            if ends && passed_over == 0 {
                break;
            }
            if ends || (is_container && around.depth >= DEEPEST) {
                passed_over = if ends { passed_over - 1 } else { passed_over + 1 };
                if let Some((_, range)) = events.next().filter(|_| passed_over == 1 && !ends) {
                    self.complain(Code::LeftOver, range, "blocks stand too deep within each other", "");
                }
                continue;
            }
            if !starts_block(event) {
                let pieces = self.inlines(events, language);
                self.tight(pieces, language, out);
                if events.peek().is_some_and(|event| !starts_block(event) && !matches!(event, Event::End(_))) {
                    events.next();
                }
                continue;
            }
            let Some((event, range)) = events.next() else { break };
            match event {
                Event::Rule => self.rule(range, out),
                Event::Html(_) => {
                    let mut raws = Vec::new();
                    self.words(range, language, &mut raws);
                    let pieces = self.pair(raws);
                    self.tight(pieces, language, out);
                }
                Event::Start(tag) => self.tagged(tag, range, events, around, out),
                _ => {}
            }
        }
        settle::settle(out);
    }

    fn tagged(&mut self, tag: Tag, range: Range<usize>, events: &mut Events, around: Around, out: &mut Blocks) {
        let language = around.language;
        let span = self.passage.span(self.without_blank_end(range.clone()));
        let inside = Around { depth: around.depth + 1, list: Listed::Outside, language };
        match tag {
            Tag::Paragraph => {
                let pieces = self.inlines(events, language);
                self.paragraph(pieces, self.without_blank_end(range), language, out);
            }
            Tag::Heading { level, .. } => {
                let pieces = self.inlines(events, language);
                self.heading(level, pieces, range, language, out);
            }
            Tag::BlockQuote(_) => {
                let mut inner = Blocks::new();
                self.blocks(events, inside, &mut inner);
                out.push(block(BlockKind::Dressed(Dress::Quotation, inner), span));
            }
            Tag::List(_) => self.list(range, events, around, out),
            Tag::Table(columns) => self.table(columns, range, events, language, out),
            Tag::CodeBlock(kind) => {
                self.code(kind, range, events, out);
                return;
            }
            // HTML blocks are masked, items and cells stand in lists and tables: were there one, its text is read.
            _ => {
                let mut inner = Blocks::new();
                self.blocks(events, inside, &mut inner);
                out.append(&mut inner);
            }
        }
        self.end(events);
    }

    /// Passes over the end of what was just read.
    pub(super) fn end(&mut self, events: &mut Events) {
        if matches!(events.peek(), Some(Event::End(_))) {
            events.next();
        }
    }

    /// `range` without the white space at its end.
    pub(super) fn without_blank_end(&self, range: Range<usize>) -> Range<usize> {
        let length = self.passage.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        range.start..range.start + length
    }

    /// Running text that no paragraph holds: an item of a tight list.
    fn tight(&mut self, pieces: Vec<Piece>, language: &Language, out: &mut Blocks) {
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            let span = first.span().to(last.span());
            self.paragraph_at(pieces, span, language, out);
        }
    }

    /// A paragraph; or, where there is nothing else in it, a figure or queries.
    fn paragraph(&mut self, pieces: Vec<Piece>, range: Range<usize>, language: &Language, out: &mut Blocks) {
        self.look_for_broken_table(&range);
        let span = self.passage.span(range);
        self.paragraph_at(pieces, span, language, out);
    }

    fn paragraph_at(&mut self, mut pieces: Vec<Piece>, span: Span, language: &Language, out: &mut Blocks) {
        let is_query = |piece: &Piece| matches!(piece, Piece::Query(..)) || piece.is_blank();
        let pictures = pieces.iter().filter(|piece| matches!(piece, Piece::Image(_))).count();
        if pieces.iter().all(is_query)
            || (pictures == 1 && pieces.iter().all(|p| is_query(p) || matches!(p, Piece::Image(_))))
        {
            for piece in pieces {
                match piece {
                    Piece::Query(words, span) => out.push(block(BlockKind::Query(words), span)),
                    Piece::Image(image) => {
                        let figure = figure::bare(self, image);
                        out.push(figure);
                    }
                    _ => {}
                }
            }
            return;
        }
        pieces = self.refuse_images(pieces);
        out.push(block(BlockKind::Paragraph(Role::Plain, quotes::set(pieces, language)), span));
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        pieces: Vec<Piece>,
        range: Range<usize>,
        language: &Language,
        out: &mut Blocks,
    ) {
        let range = self.without_blank_end(range);
        let pieces = self.refuse_images(pieces);
        let content = quotes::set(pieces, language);
        let mut attributes = Attributes::default();
        let mut range = range;
        let line_end =
            self.passage.text[range.start..].find('\n').map_or(self.passage.text.len(), |at| range.start + at);
        if let Some(braces) = self.attributes_in(range.start..line_end) {
            range.end = range.end.max(braces.end);
            self.mark_read(braces.clone());
            attributes = self.attributes(braces, Carrier::Other);
        }
        if !self.passage.text[range.start..].starts_with('#') {
            let underline = range.start + self.passage.text[range.clone()].rfind('\n').map_or(0, |at| at + 1);
            self.complain(
                Code::UnderlinedHeading,
                underline..range.end,
                "this line makes a heading of the text above it",
                "headings are written `# Heading`; a rule of the source is `* * *`, between blank lines",
            );
        } else if content.is_empty() {
            let hint = "a `#` of the source is written `\\#`";
            self.complain(Code::LeftOver, range.clone(), "a heading without words", hint);
        }
        out.push(Block {
            kind: BlockKind::Heading(level as u8, content),
            anchor: attributes.id,
            language: attributes.language,
            span: self.passage.span(range),
        });
    }

    /// The braces at the end of the heading at `range`.
    fn attributes_in(&self, range: Range<usize>) -> Option<Range<usize>> {
        let all = &self.masked.attributes;
        let found = all.get(all.partition_point(|braces| braces.start < range.start))?;
        (found.end <= range.end).then(|| found.clone())
    }

    /// A rule: `* * *` is a row of asterisks, any other is left over.
    fn rule(&mut self, range: Range<usize>, out: &mut Blocks) {
        let range = self.without_blank_end(range);
        let written: Vec<&str> =
            self.passage.text[range.clone()].split([' ', '\t']).filter(|sign| !sign.is_empty()).collect();
        if written != ["*", "*", "*"] {
            let hint = "a row of asterisks of the source is `* * *`; other signs of the source are escaped, `\\---`";
            self.complain(Code::LeftOver, range.clone(), "a rule that the format does not have", hint);
        }
        out.push(block(BlockKind::Asterisks, self.passage.span(range)));
    }

    /// Code, which the format does not have: its words stay a paragraph.
    fn code(&mut self, kind: CodeBlockKind, range: Range<usize>, events: &mut Events, out: &mut Blocks) {
        while let Some(event) = events.peek() {
            let ends = matches!(event, Event::End(TagEnd::CodeBlock));
            events.next();
            if ends {
                break;
            }
        }
        let range = self.without_blank_end(range);
        let (message, hint) = match kind {
            CodeBlockKind::Indented => (
                "this paragraph is indented as code",
                "begin it at the margin; a further paragraph of a note follows its note, and one of an item its list",
            ),
            CodeBlockKind::Fenced(_) => ("this is code", "the format has no code"),
        };
        let line_end = self.passage.text[range.clone()].find('\n').map_or(range.end, |at| range.start + at);
        self.complain(Code::Code, range.start..line_end, message, hint);
        self.mark_read(range.clone());
        let span = self.passage.span(range.clone());
        let words = quotes::set(vec![self.literal(range)], self.passage.language);
        out.push(block(BlockKind::Paragraph(Role::Plain, words), span));
    }
}

/// `blocks` and the queries that stand among them before `end`: the innermost list or quotation around one holds it.
fn with_queries(blocks: Blocks, queries: &mut Peekable<IntoIter<Block<Written>>>, end: Option<u32>) -> Blocks {
    let mut all = Blocks::with_capacity(blocks.len());
    for mut block in blocks {
        let Span { start, end, .. } = block.span;
        while let Some(query) = queries.next_if(|query| query.span.start < start) {
            all.push(query);
        }
        if queries.peek().is_some_and(|query| query.span.start < end) {
            match &mut block.kind {
                BlockKind::Dressed(_, inner) => *inner = with_queries(std::mem::take(inner), queries, Some(end)),
                BlockKind::List { items, .. } => {
                    let starts = items.iter().skip(1).map(|item| item.span.start);
                    let ends: Vec<u32> = starts.chain([end]).collect();
                    for (item, end) in items.iter_mut().zip(ends) {
                        item.blocks = with_queries(std::mem::take(&mut item.blocks), queries, Some(end));
                    }
                }
                _ => {}
            }
        }
        all.push(block);
    }
    while let Some(query) = queries.next_if(|query| end.is_none_or(|end| query.span.start < end)) {
        all.push(query);
    }
    all
}

/// Whether an event begins a block, or is one.
fn starts_block(event: &Event) -> bool {
    match event {
        Event::Start(tag) => {
            !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::Rule | Event::Html(_) => true,
        _ => false,
    }
}

/// Whether an event begins a block that holds blocks.
fn is_container(event: &Event) -> bool {
    matches!(event, Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_)))
}
