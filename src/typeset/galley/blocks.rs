//! Blocks of text: paragraphs, headings, extracts, and lines that stay lines.
//!
//! A block becomes a stack of set blocks. In the column of the text each stands on the
//! grid by itself; in smaller type (headnotes, extracts, notes) the stack is folded into
//! one, which returns to the grid as a whole.

use crate::language::Language;
use crate::length::Length;
use crate::typeset::line::{Beside, Fragment, Justification, Leader, Marker};
use crate::typeset::page::{ElementId, ElementRole};
use crate::volume::{Block, BlockKind, Dress, Inline, Line, Lines, Role, Text, Volume};

use super::marginal::{beside, stands_beside};
use super::stack::{fold, fold_with_ways, held_together, side_by_side, whole};
use super::text::{Indents, made, speaker};
use super::voice::Voice;
use super::{Row, SetBlock, Setter};

/// How the first paragraph of a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// At the left edge: after an opening or a heading.
    Flush,
    /// With an indent.
    Indented,
}

/// As many lines that stay lines (an opener, a stanza, a list of recipients) are not parted.
const SHORT: usize = 8;

/// A step that a line of verse is set in.
const VERSE_STEP: Length = Length::pt(8);

/// A row of asterisks, held apart by spaces that no line can break.
const ASTERISKS: &str = "*\u{a0}\u{a0}\u{a0}*\u{a0}\u{a0}\u{a0}*";

/// A cut without words.
const OMISSION: &str = "[.\u{a0}.\u{a0}.\u{a0}.\u{a0}.]";

impl Setter<'_> {
    /// Sets the text of a piece into its column, block by block, each with its notes.
    pub(super) fn flow(&mut self, blocks: &[Block], voice: &Voice) {
        let mut begin = Begin::Flush;
        for (at, block) in blocks.iter().enumerate() {
            let set = self.set_beside(blocks, at, voice, begin);
            self.blocks.extend(set);
            self.settle_notes();
            begin = begin_after(block, begin);
        }
    }

    /// A text as a stack of set blocks.
    pub(super) fn set_blocks(&mut self, blocks: &[Block], voice: &Voice, begin: Begin) -> Vec<SetBlock> {
        let mut stack = Vec::new();
        let mut begin = begin;
        for (at, block) in blocks.iter().enumerate() {
            stack.extend(self.set_beside(blocks, at, voice, begin));
            begin = begin_after(block, begin);
        }
        stack
    }

    /// A block among its neighbours. A heading of the third level runs into the paragraph that it heads; the
    /// close of a letter follows its last paragraph without white.
    fn set_beside(&mut self, blocks: &[Block], at: usize, voice: &Voice, begin: Begin) -> Vec<SetBlock> {
        let block = &blocks[at];
        if stands_beside(blocks, at) {
            return Vec::new();
        }
        let kind = |at: usize| blocks.get(at).map(|block| &block.kind);
        if let BlockKind::Heading(3.., text) = &block.kind
            && let Some(BlockKind::Paragraph(Role::Plain, _)) = kind(at + 1)
        {
            self.strays.extend(block.anchor);
            self.lead_in = self.run_in_heading(text, voice, block.language.as_ref());
            return Vec::new();
        }
        let mut set = match beside(blocks, at) {
            [] => self.set_block(block, voice, begin, Beside::default()),
            notes => {
                let beside = self.room_beside(notes, voice);
                let mut set = self.set_block(block, voice, begin, beside);
                self.set_marginal(&mut set, notes, voice, beside.width);
                set
            }
        };
        let above = at.checked_sub(1).and_then(kind);
        let closes = matches!(block.kind, BlockKind::Lines(Lines::Closer, _));
        let close = closes && matches!(above, Some(BlockKind::Paragraph(..)));
        let below_heading = matches!(above, Some(BlockKind::Heading(1..=2, _)));
        if let (true, Some(first)) = (close || below_heading, set.first_mut()) {
            first.before = Length::ZERO;
            first.without_air_above();
        }
        set
    }

    /// A block that leaves room at its right for what stands `beside` it: a paragraph beside its first lines, what is
    /// made of short lines all along.
    fn set_block(&mut self, block: &Block, voice: &Voice, begin: Begin, beside: Beside) -> Vec<SetBlock> {
        self.strays.extend(block.anchor);
        let language = block.language.as_ref();
        let voice = &voice.clone().in_language(language);
        let shorter = &voice.clone().narrowed(Length::ZERO, beside.width);
        let shortened = &Voice { beside, ..voice.clone() };
        let mut stack = match &block.kind {
            BlockKind::Paragraph(role, text) => vec![self.set_paragraph(*role, text, shortened, begin, language)],
            BlockKind::Heading(level, text) => vec![self.heading(*level, text, voice, language)],
            BlockKind::List { items, .. } => self.list(items, voice, language, beside.width),
            BlockKind::Table { columns, head, rows } => self.table(columns, head, rows, voice, language),
            BlockKind::Figure { placement, picture, description, caption } => {
                vec![self.figure(*placement, *picture, description, caption, voice)]
            }
            BlockKind::Lines(lines, content) => vec![self.lines(*lines, content, shorter, language)],
            BlockKind::Signatures(signatures) => vec![self.signatures(signatures, voice)],
            BlockKind::Dressed(dress, blocks) => self.dressed(*dress, blocks, voice, language),
            BlockKind::Attachment { title, blocks } => self.attachment(title, blocks, voice, language),
            BlockKind::Asterisks => vec![self.ornament(ASTERISKS, voice)],
            BlockKind::Query(_) => Vec::new(),
        };
        for set in &mut stack {
            set.span = set.span.or(Some(block.span));
        }
        stack
    }

    /// An element within the voice's, in its own language if it has one.
    pub(super) fn block_element(&mut self, voice: &Voice, role: ElementRole, language: Option<&Language>) -> ElementId {
        let element = self.element(voice.element, role);
        self.structure.get_mut(element).language = language.cloned();
        element
    }

    fn set_paragraph(
        &mut self,
        role: Role,
        text: &Text,
        voice: &Voice,
        begin: Begin,
        language: Option<&Language>,
    ) -> SetBlock {
        let voice = voice.clone().within(self.block_element(voice, ElementRole::Paragraph, language));
        let indent = self.style.indent;
        let lead_in = std::mem::take(&mut self.lead_in);
        let (voice, indents) = match (role, begin) {
            (Role::Plain, Begin::Flush) => (voice, Indents::default()),
            (Role::Plain, Begin::Indented) => (voice, Indents::first(self.first_indent)),
            (Role::Speech, _) => (voice, Indents::hanging(indent)),
            (Role::Continued, _) => (voice.narrowed(indent, Length::ZERO), Indents::first(indent)),
            (Role::Direction, _) => (voice.narrowed(indent, Length::ZERO).italic(), Indents::default()),
        };
        let mut fragments = lead_in;
        match speaker(text).filter(|_| role == Role::Speech) {
            Some((name, rest)) => {
                let named = voice.clone().small_capitals_with_capitals();
                fragments.extend(self.fragments(name, &named));
                fragments.extend(self.fragments(rest, &voice));
            }
            None => fragments.extend(self.fragments(text, &voice)),
        }
        self.paragraph(&fragments, &voice, indents)
    }

    /// A heading within a piece. One of the first level stands in three lines, nearer to what it heads.
    pub(super) fn heading(&mut self, level: u8, text: &Text, voice: &Voice, language: Option<&Language>) -> SetBlock {
        let element = self.heading_element(level, voice, language);
        let plain = voice.clone().within(element);
        let voice = match level {
            1 => plain.small_capitals().centred().narrowed(self.style.indent, self.style.indent),
            2 => plain.italic().ragged(),
            _ => plain.small_capitals().ragged(),
        };
        let fragments = self.fragments(text, &voice);
        let set = SetBlock::new(whole(self.set_rows(&fragments, &voice, Indents::default()))).with_next();
        let line = voice.leading;
        if level == 1 { set.aired(line * 3 / 2, line / 2).giving_way(line) } else { set.spaced(line, Length::ZERO) }
    }

    /// A heading that stands at the beginning of the paragraph that it heads.
    fn run_in_heading(&mut self, text: &Text, voice: &Voice, language: Option<&Language>) -> Vec<Fragment> {
        let element = self.heading_element(3, voice, language);
        let heading = voice.clone().within(element).italic();
        let mut fragments = self.fragments(text, &heading);
        let words = super::text::plain(text, self.volume);
        let stop = if words.ends_with(['.', '?', '!', ':']) { " " } else { ". " };
        fragments.push(made(stop, &heading.dress, element));
        fragments
    }

    fn heading_element(&mut self, level: u8, voice: &Voice, language: Option<&Language>) -> ElementId {
        self.block_element(voice, ElementRole::Heading(level.saturating_add(1).clamp(2, 6)), language)
    }

    /// A line of signs in the middle.
    fn ornament(&mut self, signs: &str, voice: &Voice) -> SetBlock {
        let element = self.element(voice.element, ElementRole::Paragraph);
        let voice = voice.clone().within(element).centred();
        let rows = self.set_rows(&[made(signs, &voice.dress, element)], &voice, Indents::default());
        SetBlock::new(rows).spaced(voice.leading, voice.leading)
    }

    /// Lines that stay lines.
    pub(super) fn lines(
        &mut self,
        kind: Lines,
        lines: &[Line],
        voice: &Voice,
        language: Option<&Language>,
    ) -> SetBlock {
        let indent = self.style.indent;
        let voice = voice.clone().ragged();
        let line = voice.leading;
        let (voice, before, after) = match kind {
            Lines::Opener => (voice, Length::ZERO, line),
            Lines::Closer => (voice.narrowed(indent, Length::ZERO), line, Length::ZERO),
            Lines::Postscript => (voice, line, Length::ZERO),
            Lines::Verse => (voice.narrowed(indent * 2, Length::ZERO), line, line),
            Lines::Centred => (voice.centred(), line, line),
            Lines::Right => (voice.justified(Justification::Right), Length::ZERO, Length::ZERO),
        };
        let mut rows = Vec::new();
        for content in lines {
            let element = self.block_element(&voice, ElementRole::Paragraph, language);
            let set_in = if kind == Lines::Verse { VERSE_STEP * i64::from(content.indent) } else { Length::ZERO };
            let voice = voice.clone().within(element).narrowed(set_in, Length::ZERO);
            rows.extend(self.line(content, &voice, if kind == Lines::Verse { indent * 2 } else { indent }));
        }
        let rows = if rows.len() <= SHORT { whole(rows) } else { held_together(rows) };
        let set = SetBlock::new(rows).spaced(before, after);
        if kind == Lines::Closer { set.with_previous() } else { set }
    }

    /// A line: what stands at its left and at its right. What does not fit is turned over and set in by `turned`, in
    /// verse farther than any line of it is.
    fn line(&mut self, line: &Line, voice: &Voice, turned: Length) -> Vec<Row> {
        let left = self.fragments(&line.left, voice);
        self.line_from(left, line, voice, turned)
    }

    /// A line whose left side is there already.
    fn line_from(&mut self, left: Vec<Fragment>, line: &Line, voice: &Voice, turned: Length) -> Vec<Row> {
        let mut fragments = left;
        if let Some(right) = &line.right {
            fragments.push(Fragment::Fill(Leader::Blank));
            fragments.extend(self.fragments(right, voice));
        }
        let turned = if voice.justification == Justification::Left { turned } else { Length::ZERO };
        let rows = self.set_rows(&fragments, voice, Indents::hanging(turned));
        let empty = rows.is_empty() && !fragments.iter().any(|f| matches!(f, Fragment::Marker(Marker::Place(_))));
        if empty { vec![Row::blank(voice.leading)] } else { rows }
    }

    /// Signatures: one stands to the right, several side by side, three to a row. The name is in small capitals, the
    /// title below it in the type of the text.
    fn signatures(&mut self, signatures: &[Vec<Line>], voice: &Voice) -> SetBlock {
        let mut rows = Vec::new();
        for abreast in signatures.chunks(3) {
            let alone = abreast.len() == 1;
            let width = if alone { voice.measure } else { voice.measure / abreast.len() as i64 };
            let mut columns = Vec::new();
            for (at, signature) in abreast.iter().enumerate() {
                let place = Voice { left: voice.left + width * at as i64, measure: width, ..voice.clone() };
                let justification = if alone { Justification::Right } else { Justification::Centred };
                let mut column = Vec::new();
                for (nth, line) in signature.iter().enumerate() {
                    let element = self.element(voice.element, ElementRole::Paragraph);
                    let place = place.clone().within(element).justified(justification);
                    let named = if nth == 0 { place.clone().small_capitals_with_capitals() } else { place.clone() };
                    let mut left = Vec::new();
                    for inline in &line.left {
                        let voice = if is_remark(inline, self.volume) { &place } else { &named };
                        left.extend(self.fragments(std::slice::from_ref(inline), voice));
                    }
                    column.extend(self.line_from(left, line, &named, Length::ZERO));
                }
                columns.push(column);
            }
            rows.extend(side_by_side(columns, voice.leading));
        }
        SetBlock::new(whole(rows)).spaced(voice.leading, Length::ZERO).with_previous()
    }

    fn dressed(&mut self, dress: Dress, blocks: &[Block], voice: &Voice, language: Option<&Language>) -> Vec<SetBlock> {
        let role = if dress == Dress::Quotation { ElementRole::Quotation } else { ElementRole::Section };
        let voice = voice.clone().within(self.block_element(voice, role, language));
        match dress {
            Dress::Headnote | Dress::Editorial | Dress::Quotation => vec![self.inset(blocks, &voice)],
            Dress::Omission => vec![self.omission(blocks, &voice)],
            Dress::Marginal => vec![self.marginal_alone(blocks, &voice)],
            Dress::Participants => self.participants(blocks, &voice),
        }
    }

    /// Text in smaller type, set in from both sides: extracts, headnotes, the editors' words.
    pub(super) fn inset(&mut self, blocks: &[Block], voice: &Voice) -> SetBlock {
        let white = voice.leading / 2;
        let indent = self.style.indent;
        let voice = self.smaller(voice).narrowed(indent, indent);
        let stack = self.set_blocks(blocks, &voice, Begin::Flush);
        fold_with_ways(stack).aired(white, white)
    }

    /// The voice in the next smaller type; notes have none.
    pub(super) fn smaller(&self, voice: &Voice) -> Voice {
        if voice.dress.size > self.style.small.size { voice.clone().sized(self.style.small) } else { voice.clone() }
    }

    fn omission(&mut self, blocks: &[Block], voice: &Voice) -> SetBlock {
        if blocks.is_empty() {
            return self.ornament(OMISSION, voice);
        }
        let stack = self.set_blocks(blocks, &voice.clone().centred(), Begin::Flush);
        fold(stack).spaced(voice.leading, voice.leading)
    }

    /// Those present: headings in small capitals, people below them.
    fn participants(&mut self, blocks: &[Block], voice: &Voice) -> Vec<SetBlock> {
        let mut stack = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(Role::Plain, text) => {
                    self.strays.extend(block.anchor);
                    let element = self.block_element(voice, ElementRole::Paragraph, block.language.as_ref());
                    let voice = voice.clone().within(element).small_capitals().ragged();
                    let fragments = self.fragments(text, &voice);
                    let heading = self.paragraph(&fragments, &voice, Indents::default());
                    stack.push(heading.spaced(voice.leading / 2, Length::ZERO).with_next());
                }
                BlockKind::List { items, .. } => {
                    stack.extend(self.people(items, &voice.clone().narrowed(self.style.indent, Length::ZERO)));
                }
                _ => stack.extend(self.set_block(block, voice, Begin::Flush, Beside::default())),
            }
        }
        vec![fold(stack).spaced(Length::ZERO, voice.leading)]
    }

    fn attachment(
        &mut self,
        title: &Text,
        blocks: &[Block],
        voice: &Voice,
        language: Option<&Language>,
    ) -> Vec<SetBlock> {
        let voice = voice.clone().within(self.block_element(voice, ElementRole::Section, language));
        let element = self.element(voice.element, ElementRole::Heading(2));
        let display = voice.clone().within(element).sized(self.style.display(7, 6)).centred();
        let fragments = self.fragments(title, &display);
        let rows = self.set_rows(&fragments, &display, Indents::default());
        let line = voice.leading;
        let mut stack = vec![SetBlock::new(whole(rows)).aired(line * 2, line / 2).giving_way(line).with_next()];
        stack.extend(self.set_blocks(blocks, &voice, Begin::Flush));
        stack
    }
}

/// Whether the editors say something of a signature (`[signed]`); a name that they supply begins with a capital.
fn is_remark(inline: &Inline, volume: &Volume) -> bool {
    let words = super::text::plain(std::slice::from_ref(inline), volume);
    matches!(inline, Inline::Editorial(..)) && words.trim_start_matches('[').starts_with(char::is_lowercase)
}

/// How a text begins after `block`. What the editors say first, or who was present, does not begin it.
fn begin_after(block: &Block, begin: Begin) -> Begin {
    match block.kind {
        BlockKind::Heading(1..=2, _) | BlockKind::Asterisks | BlockKind::Lines(Lines::Opener, _) => Begin::Flush,
        BlockKind::Query(_) | BlockKind::Dressed(Dress::Editorial | Dress::Headnote | Dress::Participants, _) => begin,
        _ => Begin::Indented,
    }
}
