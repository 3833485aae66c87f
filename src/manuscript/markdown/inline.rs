//! Running text: pulldown-cmark's events into pieces.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::mask::{HIDDEN, Manner};
use super::pair::Raw;
use super::piece::{Image, Piece, plain};
use super::reader::Reader;
use super::{Passage, leftover};
use crate::language::Language;
use crate::manuscript::Style;
use crate::report::Code;

/// pulldown-cmark's events, their places brought back to the passage.
pub(super) struct Events<'t> {
    events: Peekable<OffsetIter<'t>>,
    buffer: &'t str,
    /// Bytes at the beginning of the buffer that are not the passage's.
    prefix: usize,
    /// Where the buffer begins in the passage.
    start: usize,
}

/// What stands before a line that is read alone, so that `1956.`, `#` and `-` stay text.
const LINE_PREFIX: &str = "\u{A0}";

/// How deep emphasis may stand in emphasis.
const DEEPEST: usize = 16;

impl<'t> Events<'t> {
    /// The events of blocks; `buffer` begins at byte `start` of the passage.
    pub fn of_blocks(buffer: &'t str, start: usize, options: Options) -> Self {
        let options = options | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let events = Parser::new_ext(buffer, options).into_offset_iter().peekable();
        Events { events, buffer, prefix: 0, start }
    }

    fn of_line(buffer: &'t str, start: usize) -> Self {
        let events = Parser::new_ext(buffer, Options::ENABLE_STRIKETHROUGH).into_offset_iter().peekable();
        Events { events, buffer, prefix: LINE_PREFIX.len(), start }
    }

    /// The next event, which stays.
    pub fn peek(&mut self) -> Option<&Event<'t>> {
        self.events.peek().map(|(event, _)| event)
    }

    /// The next event and its place in the passage.
    pub fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, range) = self.events.next()?;
        Some((event, self.place(range)))
    }

    /// The place in the passage of `range` of the buffer.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let back = |at: usize| at.max(self.prefix) - self.prefix + self.start;
        back(range.start)..back(range.end)
    }

    /// `range` of verbatim text, and the text that goes on where it ends: pulldown-cmark parts text at every sign.
    fn with_next_words(&mut self, mut range: Range<usize>) -> Range<usize> {
        while let Some((Event::Text(next), place)) = self.events.peek() {
            let (next, place) = (next.clone(), place.clone());
            let place = self.place(place);
            if place.start != range.end || !self.is_verbatim(&next, &place) {
                break;
            }
            range.end = place.end;
            self.events.next();
        }
        range
    }

    /// Whether the event's text is the buffer's own.
    fn is_verbatim(&self, text: &str, place: &Range<usize>) -> bool {
        let own = self.own(place);
        own.is_some_and(|own| own == text || (place.start == self.start && text.strip_prefix(LINE_PREFIX) == Some(own)))
    }

    /// The buffer at `place` of the passage.
    fn own(&self, place: &Range<usize>) -> Option<&'t str> {
        let there = |at: usize| at + self.prefix - self.start;
        self.buffer.get(there(place.start)..there(place.end))
    }
}

/// An emphasis, a link or a picture that is open.
struct Frame<'t> {
    tag: Tag<'t>,
    range: Range<usize>,
    raws: Vec<Raw>,
}

impl Reader<'_, '_> {
    /// Reads `range` of the passage as one line.
    pub(super) fn line(&mut self, range: Range<usize>, language: &Language) -> Vec<Piece> {
        let text = &self.masked.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        let buffer = format!("{LINE_PREFIX}{}", text.trim());
        let mut events = Events::of_line(&buffer, start);
        let mut pieces = Vec::new();
        while let Some(event) = events.peek() {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => drop(events.next()),
                _ => {
                    pieces.extend(self.inlines(&mut events, language));
                    // Whatever else CommonMark might see in a line: its words come next.
                    if !matches!(events.peek(), Some(Event::End(TagEnd::Paragraph)) | None) {
                        events.next();
                    }
                }
            }
        }
        pieces
    }

    /// Reads `range`, the inside of a reference or a citation: its line ends are spaces, and it has marks of its own.
    pub(super) fn inner(&mut self, range: Range<usize>, language: &Language) -> Vec<Piece> {
        if range.is_empty() {
            return Vec::new();
        }
        if self.depth >= 3 {
            self.complain(Code::LeftOver, range.clone(), "marks stand too deep within each other", "");
            return vec![self.literal(range)];
        }
        let text = one_line(&self.passage.text[range.clone()]);
        let passage = Passage { text: &text, span: self.passage.span(range), ..self.passage };
        let mut reader = Reader::new(passage, Manner::Line, self.report);
        reader.depth = self.depth + 1;
        let pieces = reader.line(0..text.len(), language);
        reader.complain_of_unread_words();
        pieces
    }

    /// Reads running text up to the first event that is none.
    pub(super) fn inlines(&mut self, events: &mut Events, language: &Language) -> Vec<Piece> {
        let mut bottom = Vec::new();
        let mut frames: Vec<Frame> = Vec::new();
        // Emphasis that is too deep is passed over, its words are not.
        let mut passed_over = 0_usize;
        while let Some(event) = events.peek() {
            if !is_inline(event) || (matches!(event, Event::End(_)) && frames.is_empty()) {
                break;
            }
            let Some((event, range)) = events.next() else { break };
            match event {
                Event::Start(_) if frames.len() >= DEEPEST => {
                    if passed_over == 0 {
                        self.complain(Code::LeftOver, range, "emphasis stands too deep within emphasis", "");
                    }
                    passed_over += 1;
                }
                Event::Start(tag) => frames.push(Frame { tag, range, raws: Vec::new() }),
                Event::End(_) if passed_over > 0 => passed_over -= 1,
                Event::End(_) => {
                    if let Some(frame) = frames.pop() {
                        let closed = self.close_frame(frame);
                        frames.last_mut().map_or(&mut bottom, |frame| &mut frame.raws).push(Raw::Piece(closed));
                    }
                }
                leaf => {
                    let raws = frames.last_mut().map_or(&mut bottom, |frame| &mut frame.raws);
                    match &leaf {
                        Event::Text(text) if events.is_verbatim(text, &range) => {
                            let range = events.with_next_words(range);
                            self.words(range, language, raws);
                        }
                        _ => self.leaf(leaf, range, language, raws),
                    }
                }
            }
        }
        while let Some(frame) = frames.pop() {
            let closed = self.close_frame(frame);
            frames.last_mut().map_or(&mut bottom, |frame| &mut frame.raws).push(Raw::Piece(closed));
        }
        self.pair(bottom)
    }

    fn close_frame(&mut self, frame: Frame) -> Piece {
        let Frame { tag, range, raws } = frame;
        let content = self.pair(raws);
        let style = match tag {
            Tag::Link { dest_url, title, .. } => return self.written_link(&dest_url, &title, content, range),
            Tag::Image { dest_url, title, .. } => return self.image(&dest_url, &title, content, range),
            Tag::Strong => Style::Strong,
            Tag::Strikethrough => Style::Struck,
            _ => Style::Emphasis,
        };
        Piece::Styled(style, content, self.passage.span(range))
    }

    fn leaf(&mut self, leaf: Event, range: Range<usize>, language: &Language, raws: &mut Vec<Raw>) {
        let span = self.passage.span(range.clone());
        match leaf {
            Event::SoftBreak => raws.push(Raw::Piece(Piece::Words(" ".into(), span))),
            Event::HardBreak if self.passage.text[range.clone()].contains('\\') => {
                raws.push(Raw::Piece(Piece::Break(span)));
            }
            Event::HardBreak => raws.push(Raw::Piece(Piece::Words(" ".into(), span))),
            Event::Text(text) => {
                self.mark_read(range);
                raws.push(Raw::Piece(Piece::Literal(text.into_string(), span)));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.complain(Code::UnknownHtml, range.clone(), "HTML that the format does not have", "");
                self.words(range, language, raws);
            }
            _ => self.words(range, language, raws),
        }
    }

    /// A link as CommonMark read it.
    fn written_link(&mut self, address: &str, title: &str, content: Vec<Piece>, range: Range<usize>) -> Piece {
        self.mark_read(range.clone());
        if !title.is_empty() {
            let message = format!("the link's title `{title}` would be lost");
            self.complain(Code::LeftOver, range.clone(), message, "write it into the text");
        }
        let address = self.address(address, &range);
        self.link(address, content, range)
    }

    /// A link to `address`.
    pub(super) fn link(&mut self, address: String, content: Vec<Piece>, range: Range<usize>) -> Piece {
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https" | "mailto") {
            let message = format!("a link to `{address}`, which is not `http:`, `https:` or `mailto:`");
            let hint = "after a bracket, `(` is written `\\(`; a reference within the volume is `[[id|words]]`";
            self.complain(Code::BadLink, range.clone(), message, hint);
        }
        self.refuse_links(&content);
        Piece::Link(address, content, self.passage.span(range))
    }

    /// Tells of links within what is itself a link.
    pub(super) fn refuse_links(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Call(..) | Piece::Reference(..) | Piece::Citation(..) | Piece::Link(..) => {
                    let problem = crate::report::Diagnostic::new(Code::BadLink, piece.span(), "a link within a link");
                    self.report.push(problem.hint("set it before or after the other"));
                }
                Piece::Styled(_, inner, _) | Piece::Editorial(_, inner, _) => self.refuse_links(inner),
                _ => {}
            }
        }
    }

    fn image(&mut self, path: &str, title: &str, description: Vec<Piece>, range: Range<usize>) -> Piece {
        self.mark_read(range.clone());
        if !title.is_empty() {
            let message = format!("the picture's title `{title}` would be lost");
            self.complain(Code::LeftOver, range.clone(), message, "write it into the caption");
        }
        let path = self.address(path, &range);
        let source = &self.passage.text[range.clone()];
        let path_range = match source.rfind(&path) {
            Some(at) if !path.is_empty() => range.start + at..range.start + at + path.len(),
            _ => range.clone(),
        };
        let path_span = self.passage.span(path_range);
        Piece::Image(Image { path, path_span, description, span: self.passage.span(range) })
    }

    /// The address of the link or picture at `range`: as CommonMark read it, but that signs of ours in it were masked.
    fn address(&self, address: &str, range: &Range<usize>) -> String {
        if !address.as_bytes().contains(&HIDDEN) {
            return address.to_owned();
        }
        let masked = &self.masked.text[range.clone()];
        let Some(at) = masked.rfind(address) else {
            return address.to_owned();
        };
        let start = range.start + at;
        let source = &self.passage.text[start..start + address.len()];
        let mut plain = String::with_capacity(source.len());
        let mut signs = source.chars().peekable();
        while let Some(sign) = signs.next() {
            match signs.peek() {
                Some(next) if sign == '\\' && next.is_ascii_punctuation() => plain.extend(signs.next()),
                _ => plain.push(sign),
            }
        }
        plain
    }

    /// Pictures within running text have no place there: their words stay.
    pub(super) fn refuse_images(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut kept = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Image(image) => {
                    self.report.push(
                        crate::report::Diagnostic::new(
                            Code::MisplacedBlock,
                            image.span,
                            "a picture within running text",
                        )
                        .hint("it stands alone in its paragraph, between blank lines"),
                    );
                    kept.push(Piece::Literal(plain(&image.description), image.span));
                }
                Piece::Styled(style, inner, span) => kept.push(Piece::Styled(style, self.refuse_images(inner), span)),
                Piece::Editorial(hand, inner, span) => {
                    kept.push(Piece::Editorial(hand, self.refuse_images(inner), span))
                }
                Piece::Link(address, inner, span) => kept.push(Piece::Link(address, self.refuse_images(inner), span)),
                Piece::Reference(reference, Some(inner), span) => {
                    kept.push(Piece::Reference(reference, Some(self.refuse_images(inner)), span));
                }
                other => kept.push(other),
            }
        }
        kept
    }

    /// What the query at `range` says.
    pub(super) fn query_at(&self, range: Range<usize>) -> String {
        leftover::query(&self.passage.text[range])
    }
}

/// `text` with its line ends, and the marks of a quotation at the beginning of its lines, made spaces.
fn one_line(text: &str) -> String {
    let mut begins_line = false;
    let even = |c: char| {
        begins_line = c == '\n' || (begins_line && matches!(c, ' ' | '\t' | '>'));
        if begins_line { ' ' } else { c }
    };
    text.chars().map(even).collect()
}

/// Whether an event belongs to running text.
fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}
