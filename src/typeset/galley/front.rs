//! Display pages: half-title, title page, copyright page, dedication, colophon.
//!
//! Each is one page. What stands at its foot is held there by white that fills the page.

use crate::fonts::Cut;
use crate::length::Length;
use crate::manifest::{DateKnown, TypeSize};
use crate::typeset::line::Justification;
use crate::typeset::page::{ElementRole, Structure};
use crate::typeset::paginate::rows_height;
use crate::volume::{Block, SeriesPage};

use super::blocks::{Begin, fold, whole};
use super::text::{Indents, made};
use super::voice::Voice;
use super::{PageDress, Row, SetBlock, Setter, Slack};

impl Setter<'_> {
    /// The title alone.
    pub(super) fn half_title(&mut self) {
        self.dress = PageDress::Display;
        self.sink(i64::from(self.style.lines) / 4);
        let title = self.volume.metadata.title.clone();
        self.display_words(&title, self.style.display(6, 5), Cut::Regular, ElementRole::Paragraph);
    }

    /// The series and its volumes.
    pub(super) fn series_page(&mut self, series: &SeriesPage) {
        self.dress = PageDress::Display;
        self.sink(i64::from(self.style.lines) / 6);
        self.made_line(&series.title, |voice| voice.small_capitals());
        let white = self.style.body.leading;
        let voice = self.body_voice().sized(self.style.small).narrowed(self.style.indent, self.style.indent).centred();
        let note = self.set_blocks(&series.note, &voice, Begin::Flush);
        self.blocks.extend(note.into_iter().map(|block| block.spaced(white, white)));
        let voice = voice.ragged();
        for (at, volume) in series.volumes.iter().enumerate() {
            let element = self.element(Structure::ROOT, ElementRole::Paragraph);
            let voice = voice.clone().within(element);
            let fragments = self.fragments(volume, &voice);
            let set = self.paragraph(&fragments, &voice, Indents::hanging(self.style.indent));
            self.blocks.push(set.spaced(if at == 0 { white } else { Length::ZERO }, Length::ZERO));
        }
    }

    /// Title, people, publisher.
    pub(super) fn title_page(&mut self) {
        self.dress = PageDress::Display;
        let volume = self.volume;
        let (metadata, words) = (&volume.metadata, &volume.words);
        let line = self.style.body.leading;
        self.sink(i64::from(self.style.lines) / 6);
        self.display_words(&metadata.title, self.style.display(12, 5), Cut::Regular, ElementRole::Heading(1));
        if let Some(subtitle) = &metadata.subtitle {
            self.white(line);
            self.display_words(subtitle, self.style.display(7, 5), Cut::Italic, ElementRole::Paragraph);
        }
        for (before, names) in people(metadata, words) {
            self.white(line * 2);
            let text = if before.is_empty() { names } else { before.replace("{}", &names) };
            self.display_words(&text, self.style.display(6, 5), Cut::Regular, ElementRole::Paragraph);
        }
        if let Some(edition) = &metadata.edition {
            self.white(line * 2);
            self.made_line(edition, |voice| voice.italic());
        }
        let top = self.take_blocks();
        if let Some(series) = &metadata.series {
            let number = series.number.map(|number| format!(" {number}")).unwrap_or_default();
            self.made_line(&format!("{}{number}", series.title), |voice| voice.italic());
            self.white(line);
        }
        if let Some(publisher) = &metadata.publisher {
            self.made_line(publisher, |voice| voice.small_capitals());
        }
        if let Some(place) = self.place_and_year() {
            self.made_line(&place, |voice| voice);
        }
        self.at_head_and_foot(top);
    }

    /// What the law asks for, and how the book is known: in small type at the foot.
    pub(super) fn copyright(&mut self, rights: &[Block]) {
        self.dress = PageDress::Display;
        let top = self.take_blocks();
        let voice = self.body_voice().sized(self.style.notes).ragged();
        let volume = self.volume;
        let (metadata, words) = (&volume.metadata, &volume.words);
        let title = match &metadata.subtitle {
            Some(subtitle) => format!("{}: {subtitle}", metadata.title),
            None => metadata.title.clone(),
        };
        let imprint: Vec<String> = metadata.publisher.iter().cloned().chain(self.place_and_year()).collect();
        let mut stack = self.made_paragraphs(&[title, metadata.edition.clone().unwrap_or_default()], &voice);
        stack.extend(self.made_paragraphs(&[imprint.join(", ")], &voice));
        stack.extend(self.set_blocks(rights, &voice, Begin::Flush));
        let isbn = |isbn: &Option<String>, word: &str| isbn.as_ref().map(|isbn| word.replace("{}", isbn));
        let isbns = [isbn(&metadata.isbn_print, &words.isbn_print), isbn(&metadata.isbn_epub, &words.isbn_epub)];
        let isbns: Vec<String> = isbns.into_iter().flatten().collect();
        stack.extend(self.made_paragraphs(&isbns, &voice));
        for block in &mut stack {
            block.before = voice.leading / 2;
        }
        self.blocks.push(fold(stack));
        self.settle_notes();
        self.at_head_and_foot(top);
    }

    /// Place and year of publication, as far as they are known.
    fn place_and_year(&self) -> Option<String> {
        let metadata = &self.volume.metadata;
        let year = (metadata.date_known == DateKnown::Given).then(|| metadata.date.year.to_string());
        let parts: Vec<String> = metadata.place.iter().cloned().chain(year).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Made paragraphs, those that say something.
    fn made_paragraphs(&mut self, paragraphs: &[String], voice: &Voice) -> Vec<SetBlock> {
        let mut stack = Vec::new();
        for text in paragraphs.iter().filter(|text| !text.is_empty()) {
            let element = self.element(Structure::ROOT, ElementRole::Paragraph);
            stack.push(self.paragraph(&[made(text, &voice.dress, element)], voice, Indents::default()));
        }
        stack
    }

    /// The dedication, a third down the page.
    pub(super) fn dedication(&mut self, blocks: &[Block]) {
        self.dress = PageDress::Display;
        self.sink(i64::from(self.style.lines) / 4);
        let voice = self.body_voice().italic().centred();
        self.flow(blocks, &voice);
    }

    /// How the book was made.
    pub(super) fn colophon(&mut self, blocks: &[Block]) {
        self.dress = PageDress::Display;
        self.sink(i64::from(self.style.lines) / 3);
        let indent = self.style.indent * 2;
        let voice = self.body_voice().sized(self.style.small).narrowed(indent, indent).centred();
        self.flow(blocks, &voice);
    }

    /// Made words in display type, in the middle.
    fn display_words(&mut self, words: &str, size: TypeSize, cut: Cut, role: ElementRole) {
        let element = self.element(Structure::ROOT, role);
        let voice = self.body_voice().within(element).sized(size).cut(cut).centred();
        let rows = self.set_rows(&[made(words, &voice.dress, element)], &voice, Indents::default());
        let mut block = SetBlock::new(whole(rows)).with_next();
        block.slack = Slack::Around;
        self.blocks.push(block);
    }

    /// White below what was set last.
    fn white(&mut self, height: Length) {
        if let Some(last) = self.blocks.last_mut() {
            last.after = height;
        }
    }

    fn take_blocks(&mut self) -> Vec<SetBlock> {
        if self.blocks.is_empty() {
            self.sink(0);
        }
        std::mem::take(&mut self.blocks)
    }

    /// Puts `top` at the head of the page, and what has been set since at its foot.
    fn at_head_and_foot(&mut self, top: Vec<SetBlock>) {
        let foot = std::mem::take(&mut self.blocks);
        let grid = self.style.body.leading;
        let lines = |blocks: &[SetBlock]| -> Length {
            let line = |height: Length| grid * (height + grid - Length::units(1)).whole_times(grid);
            let heights = blocks.iter().map(|block| {
                let rows: Vec<_> = block.ways[0].rows.iter().map(|row| row.outline.clone()).collect();
                line(rows_height(&rows)) + line(block.before.max(block.after))
            });
            heights.sum()
        };
        let rest = self.style.height() - lines(&top) - lines(&foot);
        self.blocks = top;
        if !foot.is_empty() && rest > Length::ZERO {
            self.blocks.push(SetBlock::new(vec![Row::blank(rest)]).with_next());
        }
        self.blocks.extend(foot);
    }

    /// The voice of what stands to the right in lists.
    pub(super) fn at_the_right(&self, voice: &Voice) -> Voice {
        voice.clone().justified(Justification::Right)
    }
}

/// The people of a volume by what they did: what is printed before the names, and the names.
fn people(metadata: &crate::manifest::Metadata, words: &crate::volume::Words) -> Vec<(String, String)> {
    let groups = [("aut", String::new()), ("edt", words.edited_by.clone()), ("trl", words.translated_by.clone())];
    let known = |role: &str| groups.iter().any(|(group, _)| *group == role);
    let names = |of: &dyn Fn(&str) -> bool| -> Vec<&str> {
        let people = metadata.contributors.iter().filter(|person| of(&person.role));
        people.map(|person| person.name.as_str()).collect()
    };
    let mut all: Vec<(String, String)> = Vec::new();
    for (role, before) in &groups {
        let names = names(&|other| other == *role);
        if !names.is_empty() {
            all.push((before.clone(), listed(&names, &words.and)));
        }
    }
    let others = names(&|role| !known(role));
    if !others.is_empty() {
        all.push((String::new(), listed(&others, &words.and)));
    }
    all
}

/// Names in a row: "A, B and C".
fn listed(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} {and} {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_by_commas_and_a_last_and() {
        assert_eq!(listed(&["A", "B", "C"], "and"), "A, B and C");
        assert_eq!(listed(&["A"], "and"), "A");
    }
}
