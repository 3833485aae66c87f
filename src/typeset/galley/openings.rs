//! Openings: how pieces begin.
//!
//! A chapter, an essay and a list open on a page of their own, some lines below its head,
//! and are centred. A document opens with its number, its title and what it is: from whom and
//! to whom in two columns, the made words in small capitals; place and date; the mark of its
//! secrecy. Then its headnote in smaller type, closed by a short rule, and only then its own words.
//!
//! The lines of an opening stand at their own distances; as a whole it returns to the grid.

use crate::fonts::Cut;
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::{DocumentStart, SourceNote, TypeSize};
use crate::typeset::line::{Fragment, Justification};
use crate::typeset::page::{ElementRole, Item, Structure};
use crate::typeset::paginate::{Keep, rows_height};
use crate::typeset::style::{LIGHT_RULE, SINK, baseline};
use crate::volume::{AddressLine, Document, Essay, Inline, Text};

use super::blocks::Begin;
use super::front::listed;
use super::stack::{fold, side_by_side, whole};
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
        let line = self.style.body.leading;
        let chapter = !label.is_empty();
        if chapter {
            self.made_line(label, |voice| voice.small_capitals());
            self.white(line / 2);
        }
        let size = if chapter { self.style.display(19, 10) } else { self.style.display(8, 5) };
        self.display_title(title, size);
        if !essay.subtitle.is_empty() {
            self.white(line / 3);
            self.display_line(&essay.subtitle, self.style.display(6, 5), Cut::Italic);
        }
        if !essay.authors.is_empty() {
            self.white(line);
            let names: Vec<&str> = essay.authors.iter().map(String::as_str).collect();
            let names = listed(&names, &self.volume.words.and);
            self.made_line(&names, |voice| voice.small_capitals_with_capitals());
        }
        self.close_opening(if essay.text.is_empty() { 0 } else { 3 });
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

        self.document_opening(document);
        if let Some(key) = source_key {
            self.first_row().outline.calls.insert(0, key);
            // What it calls is numbered after what the heading calls, and stands below that.
            let called = self.set_source_note(key, &document.source);
            self.last_row().outline.calls.extend(called);
        }
        self.settle_notes();

        let voice = self.body_voice();
        if !document.headnote.is_empty() {
            let element = self.element(Structure::ROOT, ElementRole::Section);
            let title = self.volume.words.headnote.clone();
            self.structure.get_mut(element).description = Some(title);
            let mut headnote = self.inset(&document.headnote, &voice.clone().within(element));
            headnote = headnote.aired(self.to_baseline(), self.style.body.leading / 3);
            headnote.slack = Slack::Below;
            self.close_with_rule(&mut headnote);
            self.blocks.push(headnote);
            self.settle_notes();
        }
        if let Some(opener) = &document.opener {
            let set = self.set_blocks(std::slice::from_ref(opener), &voice, Begin::Flush);
            self.blocks.extend(set.into_iter().map(SetBlock::with_next));
            self.settle_notes();
        }
        self.flow(&document.text, &voice);
        if document.source_at == SourceNote::End && !document.source.is_empty() {
            self.source_in_text(&document.source);
            if let Some(source) = self.blocks.last_mut() {
                source.with_previous = Keep::Together;
            }
        }
    }

    /// Number and title of a document, and what it is.
    fn document_opening(&mut self, document: &Document) {
        let line = self.style.body.leading;
        if self.documents_start == DocumentStart::NewPage {
            self.sink(SINK);
        }
        if !document.label.is_empty() {
            self.made_line(&document.label, |voice| voice.small_capitals());
        }
        if let Some(number) = &document.number_in_volume {
            self.made_line(number, |voice| voice.italic());
        }
        self.white(line / 2);
        let title = &self.piece.title;
        self.display_title(title, self.style.display(4, 3));
        self.white_to_grid(line / 3);
        if !document.address.is_empty() {
            self.address(&document.address);
        }
        if !document.date_line.is_empty() {
            let voice = self.body_voice().italic().centred();
            self.opening_line(&document.date_line, &voice);
        }
        if let Some(classification) = &document.classification {
            self.made_line(classification, |voice| voice.small_capitals());
        }
        self.close_opening(1);
        if document.source_at == SourceNote::Heading {
            self.source_in_text(&document.source);
            self.white(line);
        }
    }

    /// White that brings the first line of smaller type down to the baseline of the text.
    fn to_baseline(&self) -> Length {
        let (body, small) = (self.style.body, self.style.small);
        (baseline(body.size, body.leading) - baseline(small.size, small.leading)).max(Length::ZERO)
    }

    /// White below what was set last, `least` at least, so that what follows stands on the grid.
    fn white_to_grid(&mut self, least: Length) {
        let line = self.style.body.leading;
        self.white(Length::ZERO);
        let height: Length = self.blocks.iter().map(|block| rows_of(block) + block.after).sum();
        let whole = line * (height + least + line - Length::units(1)).whole_times(line);
        self.white(whole - height);
    }

    /// A short rule in the middle below what the editors say of a document: here their words end.
    fn close_with_rule(&self, headnote: &mut SetBlock) {
        let line = self.style.body.leading;
        let width = self.style.measure / 8;
        let left = (self.style.measure - width) / 2;
        for way in headnote.ways.iter_mut().filter(|way| !way.rows.is_empty()) {
            if let Some(last) = way.rows.last_mut() {
                last.outline.end = super::End::Never;
            }
            let mut row = Row::blank(line);
            let rect = Rect::new(Point::new(left, line * 2 / 3), Size::new(width, LIGHT_RULE));
            row.ink.push(Item::Rule { rect, element: None });
            way.rows.push(row);
        }
    }

    /// Puts `lines` of white above what follows; they stay at the head of a page.
    pub(super) fn sink(&mut self, lines: i64) {
        let mut row = Row::blank(self.style.body.leading * lines);
        self.place_strays(&mut row, Length::ZERO);
        self.blocks.push(SetBlock::new(vec![row]).with_next());
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
        self.blocks.push(SetBlock::new(whole(rows)).with_next());
    }

    fn opening_line(&mut self, text: &Text, voice: &Voice) {
        let element = self.element(Structure::ROOT, ElementRole::Paragraph);
        let voice = voice.clone().within(element);
        let fragments = self.fragments(text, &voice);
        let rows = self.set_rows(&fragments, &voice, Indents::default());
        self.blocks.push(SetBlock::new(whole(rows)).with_next());
    }

    /// From whom and to whom: the made words in a column of their own. Authors alone are centred.
    fn address(&mut self, lines: &[AddressLine]) {
        if lines.iter().all(|line| line.label.is_empty()) {
            for line in lines {
                self.made_line(&line.names, |voice| voice);
            }
            return;
        }
        let words = &self.volume.words;
        let (from, to) = (words.from.clone(), words.to.clone());
        let voice = self.body_voice();
        let labels = voice.clone().small_capitals().justified(Justification::Right);
        let mut set = Vec::new();
        let (mut widest_label, mut widest_name) = (Length::ZERO, Length::ZERO);
        for line in lines {
            let element = self.element(Structure::ROOT, ElementRole::Paragraph);
            let (label, names) = labelled(line, &from, &to);
            let label = vec![made(label, &labels.dress, element)];
            let names = vec![made(names, &voice.dress, element)];
            widest_label = widest_label.max(self.natural_width(&label, &labels));
            widest_name = widest_name.max(self.natural_width(&names, &voice));
            set.push((label, names));
        }
        let gap = voice.dress.size * 2 / 3;
        let label_column = widest_label.min(voice.measure / 3);
        let room = (voice.measure - self.style.indent * 2 - label_column - gap).max(gap);
        let name_column = if widest_name <= room {
            widest_name
        } else {
            set.iter().map(|(_, names)| self.balanced(names, room, &voice)).max().unwrap_or(room)
        };
        let left = ((voice.measure - label_column - gap - name_column) / 2).max(Length::ZERO);
        for (label, names) in set {
            let label_voice = Voice { left, measure: label_column, ..labels.clone() };
            let name_voice = Voice { left: left + label_column + gap, measure: name_column, ..voice.clone() }.ragged();
            let label = self.set_rows(&label, &label_voice, Indents::default());
            let names = self.set_rows(&names, &name_voice, Indents::default());
            let rows = side_by_side(vec![label, names], voice.leading);
            self.blocks.push(SetBlock::new(whole(rows)).with_next());
        }
    }

    /// The narrowest width in which a text has no more lines than in `room`, so that none of them is a word alone.
    fn balanced(&self, text: &[Fragment], room: Length, voice: &Voice) -> Length {
        let count = |measure: Length| {
            let manner = Voice { measure, ..voice.clone() }.ragged().manner(Length::ZERO, Length::ZERO);
            self.composer.set(text, &manner).first().map_or(0, |setting| setting.lines.len())
        };
        let lines = count(room);
        let (mut narrow, mut enough) = (self.extent(text, voice).narrowest.min(room), room);
        while enough - narrow > Length::pt(1) {
            let middle = (narrow + enough) / 2;
            if count(middle) > lines { narrow = middle } else { enough = middle }
        }
        enough
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
        set = set.aired(self.style.body.leading * 3 / 4, Length::ZERO);
        self.blocks.push(set);
        self.settle_notes();
    }

    /// Ends an opening, which becomes one block: `lines` of white below it, and a row at least that notes can belong to.
    fn close_opening(&mut self, lines: i64) {
        if self.blocks.is_empty() {
            self.sink(0);
        }
        let mut opening = fold(std::mem::take(&mut self.blocks)).with_next();
        opening.after = self.white_below(&opening, lines);
        opening.slack = Slack::Below;
        opening.span = Some(self.piece.span);
        self.blocks.push(opening);
        self.settle_notes();
    }

    /// Whole lines of white below an opening, so that with what it leaves of its last line there are some `lines`.
    fn white_below(&self, opening: &SetBlock, lines: i64) -> Length {
        let line = self.style.body.leading;
        let whole = |height: Length| line * (height + line - Length::units(1)).whole_times(line);
        let height = rows_of(opening);
        if lines == 0 { Length::ZERO } else { whole(height + line * lines - line / 4) - whole(height) }
    }

    /// The first row of the piece.
    fn first_row(&mut self) -> &mut Row {
        if self.blocks.iter().all(|block| block.ways[0].rows.is_empty()) {
            self.sink(0);
        }
        let rows = self.blocks.iter_mut().flat_map(|block| block.ways.iter_mut().flat_map(|way| &mut way.rows));
        rows.into_iter().next().expect("a row has just been put there if there was none")
    }

    /// The last row so far; the first if there is none.
    fn last_row(&mut self) -> &mut Row {
        match self.blocks.iter().rposition(|block| !block.ways[0].rows.is_empty()) {
            Some(at) => self.blocks[at].ways[0].rows.last_mut().expect("a block that was looked for by its rows"),
            None => self.first_row(),
        }
    }
}

/// How tall a block is, one row below the other.
fn rows_of(block: &SetBlock) -> Length {
    let rows: Vec<_> = block.ways[0].rows.iter().map(|row| row.outline.clone()).collect();
    rows_height(&rows)
}

/// The made word and the names of a line of an address. One without a made word begins with it ("To the People"), or
/// names authors.
fn labelled<'l>(line: &'l AddressLine, from: &'l str, to: &'l str) -> (&'l str, &'l str) {
    if !line.label.is_empty() {
        return (&line.label, &line.names);
    }
    let begins = |word: &str| line.names.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
    for word in [from, to].into_iter().filter(|word| begins(word)) {
        if let Some(names) = line.names[word.len()..].strip_prefix(' ') {
            return (word, names);
        }
    }
    (from, &line.names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, names: &str) -> AddressLine {
        AddressLine { label: label.to_owned(), names: names.to_owned() }
    }

    #[test]
    fn a_name_that_says_to_whom_gives_its_word_to_the_column() {
        assert_eq!(labelled(&line("To", "Holm"), "From", "To"), ("To", "Holm"));
        assert_eq!(labelled(&line("", "to the People"), "From", "To"), ("To", "the People"));
        assert_eq!(labelled(&line("", "Tomas Vess"), "From", "To"), ("From", "Tomas Vess"));
    }
}
