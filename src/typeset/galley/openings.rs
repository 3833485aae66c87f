//! Openings: how pieces begin.
//!
//! A chapter, an essay and a list open on a page of their own, some lines below its head,
//! and are centred. A document opens with its number, its title and what it is; then its
//! headnote in smaller type, and only then its own words.

use crate::fonts::Cut;
use crate::length::Length;
use crate::manifest::{SourceNote, TypeSize};
use crate::typeset::line::{Case, Fragment};
use crate::typeset::page::{ElementRole, Structure};
use crate::typeset::style::SINK;
use crate::volume::{AddressLine, Document, Essay, Inline, Text};

use super::blocks::{Begin, whole};
use super::text::{Indents, made};
use super::voice::Voice;
use super::{PageDress, Row, SetBlock, Setter, Slack};

impl Setter<'_> {
    /// An essay, or a chapter with its label.
    pub(super) fn essay(&mut self, label: &str, essay: &Essay) {
        let title = &self.piece.title;
        if essay.text.is_empty() && !label.is_empty() {
            self.dress = PageDress::Display;
            self.sink(i64::from(self.style.lines) / 3);
        } else {
            self.sink(SINK);
        }
        let chapter = !label.is_empty();
        if chapter {
            self.display_label(label);
        }
        let size = if chapter { self.style.display(19, 10) } else { self.style.display(8, 5) };
        self.display_title(title, size);
        if !essay.subtitle.is_empty() {
            self.display_line(&essay.subtitle, self.style.display(6, 5), Cut::Italic);
        }
        if !essay.authors.is_empty() {
            self.made_line(&essay.authors.join(", "), |voice| voice.small_capitals());
        }
        self.close_opening(3);
        let voice = self.body_voice();
        self.flow(&essay.text, &voice);
    }

    /// A part: its title alone.
    pub(super) fn part(&mut self) {
        self.dress = PageDress::Display;
        self.sink(i64::from(self.style.lines) / 3);
        let title = &self.piece.title;
        self.display_title(title, self.style.display(19, 10));
        self.close_opening(0);
    }

    /// The heading of a list, a register, an index.
    pub(super) fn list_opening(&mut self) {
        self.sink(2);
        let title = &self.piece.title;
        self.display_title(title, self.style.display(8, 5));
        self.close_opening(2);
        let lead = &self.piece.lead;
        if !lead.is_empty() {
            let voice = self.body_voice().sized(self.style.small);
            let mut stack = self.set_blocks(lead, &voice, Begin::Flush);
            let last = stack.pop().map(|last| last.spaced(Length::ZERO, self.style.small.leading));
            self.blocks.extend(stack.into_iter().chain(last));
        }
    }

    /// A document.
    pub(super) fn document(&mut self, document: &Document) {
        let source_at_foot = document.source_at == SourceNote::Foot && !document.source.is_empty();
        let source_key = source_at_foot.then(|| self.source_note());

        self.sink(SINK);
        if !document.label.is_empty() {
            self.display_label(&document.label);
        }
        if let Some(number) = &document.number_in_volume {
            self.made_line(number, |voice| voice.italic());
        }
        let title = &self.piece.title;
        self.display_title(title, self.style.display(4, 3));
        for line in &document.address {
            self.address(line);
        }
        if !document.date_line.is_empty() {
            let voice = self.body_voice().italic().centred();
            self.opening_line(&document.date_line, &voice);
        }
        if let Some(classification) = &document.classification {
            self.made_line(classification, |voice| voice.small_capitals());
        }
        if document.source_at == SourceNote::Heading {
            self.source_in_text(&document.source);
        }
        self.close_opening(1);
        if let Some(key) = source_key {
            self.first_row().outline.calls.insert(0, key);
            self.set_source_note(key, &document.source);
        }
        self.settle_notes();

        let voice = self.body_voice();
        if !document.headnote.is_empty() {
            let element = self.element(Structure::ROOT, ElementRole::Section);
            let title = self.volume.words.headnote.clone();
            self.structure.get_mut(element).description = Some(title);
            let headnote = self.inset(&document.headnote, &voice.clone().within(element));
            self.blocks.push(headnote.spaced(Length::ZERO, voice.leading));
            self.settle_notes();
        }
        if let Some(opener) = &document.opener {
            let set = self.set_blocks(std::slice::from_ref(opener), &voice, Begin::Flush);
            self.blocks.extend(set.into_iter().map(SetBlock::with_next));
            self.settle_notes();
        }
        self.flow(&document.text, &voice);
        if document.source_at == SourceNote::End {
            self.source_in_text(&document.source);
        }
    }

    /// Puts `lines` of white above what follows; they stay at the head of a page.
    pub(super) fn sink(&mut self, lines: i64) {
        let mut row = Row::blank(self.style.body.leading * lines);
        self.place_strays(&mut row, Length::ZERO);
        self.blocks.push(SetBlock::new(vec![row]).with_next());
    }

    /// The label over a title: spaced small capitals, and a line of white below.
    fn display_label(&mut self, label: &str) {
        let white = self.style.body.leading / 2;
        self.made_line(label, |voice| voice.small_capitals());
        if let Some(last) = self.blocks.last_mut() {
            last.after = white;
        }
    }

    /// A made line in the middle.
    pub(super) fn made_line(&mut self, text: &str, dress: impl Fn(Voice) -> Voice) {
        let element = self.element(Structure::ROOT, ElementRole::Paragraph);
        let voice = dress(self.body_voice().within(element)).centred();
        let rows = self.set_rows(&[made(text, &voice.dress, element)], &voice, Indents::default());
        self.blocks.push(SetBlock::new(whole(rows)).with_next());
    }

    /// The title of a piece.
    pub(super) fn display_title(&mut self, title: &Text, size: TypeSize) {
        let element = self.element(Structure::ROOT, ElementRole::Heading(1));
        let voice = self.body_voice().within(element).sized(size).centred();
        let voice = voice.narrowed(self.style.indent, self.style.indent);
        self.display(title, &voice);
    }

    /// A line under a title.
    pub(super) fn display_line(&mut self, text: &Text, size: TypeSize, cut: Cut) {
        let element = self.element(Structure::ROOT, ElementRole::Paragraph);
        let voice = self.body_voice().within(element).sized(size).cut(cut).centred();
        self.display(text, &voice);
    }

    fn display(&mut self, text: &[Inline], voice: &Voice) {
        let fragments = self.fragments(text, voice);
        let rows = self.set_rows(&fragments, voice, Indents::default());
        let mut block = SetBlock::new(whole(rows)).with_next();
        block.slack = Slack::Around;
        block.span = Some(self.piece.span);
        self.blocks.push(block);
    }

    fn opening_line(&mut self, text: &Text, voice: &Voice) {
        let element = self.element(Structure::ROOT, ElementRole::Paragraph);
        let voice = voice.clone().within(element);
        let fragments = self.fragments(text, &voice);
        let rows = self.set_rows(&fragments, &voice, Indents::default());
        self.blocks.push(SetBlock::new(whole(rows)).with_next());
    }

    /// "From Maria Vess": the made word in small capitals.
    fn address(&mut self, line: &AddressLine) {
        let element = self.element(Structure::ROOT, ElementRole::Paragraph);
        let voice = self.body_voice().within(element).centred();
        let mut fragments: Vec<Fragment> = Vec::new();
        if !line.label.is_empty() {
            let mut dress = voice.dress.clone();
            dress.case = Case::SmallCapitals;
            fragments.push(made(&format!("{} ", line.label), &dress, element));
        }
        fragments.push(made(&line.names, &voice.dress, element));
        let rows = self.set_rows(&fragments, &voice, Indents::default());
        self.blocks.push(SetBlock::new(whole(rows)).with_next());
    }

    /// The source note where it does not stand at the foot.
    fn source_in_text(&mut self, source: &Text) {
        if source.is_empty() {
            return;
        }
        let element = self.element(Structure::ROOT, ElementRole::Paragraph);
        let voice = self.body_voice().within(element).sized(self.style.small);
        let fragments = self.fragments(source, &voice);
        let mut set = self.paragraph(&fragments, &voice, Indents::default());
        set = set.spaced(self.style.body.leading, Length::ZERO);
        set.slack = Slack::Around;
        self.blocks.push(set);
        self.settle_notes();
    }

    /// Ends an opening: `lines` of white below it, and a row at least that notes can belong to.
    fn close_opening(&mut self, lines: i64) {
        if self.blocks.is_empty() {
            self.sink(0);
        }
        if let Some(last) = self.blocks.last_mut() {
            last.after = self.style.body.leading * lines;
        }
        self.settle_notes();
    }

    /// The first row of the piece.
    fn first_row(&mut self) -> &mut Row {
        if self.blocks.iter().all(|block| block.ways[0].rows.is_empty()) {
            self.sink(0);
        }
        let rows = self.blocks.iter_mut().flat_map(|block| block.ways.iter_mut().flat_map(|way| &mut way.rows));
        rows.into_iter().next().expect("a row has just been put there if there was none")
    }
}
