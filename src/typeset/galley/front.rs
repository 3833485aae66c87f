//! Display pages: half-title, title page, copyright page, dedication, colophon.
//!
//! Each is one page. What stands at its foot is held there by white that fills the page.

use crate::fonts::Cut;
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::{DateKnown, TypeSize};
use crate::typeset::line::Justification;
use crate::typeset::page::{ElementRole, Item, Structure};
use crate::typeset::paginate::rows_height;
use crate::typeset::style::LIGHT_RULE;
use crate::volume::{Block, SeriesPage};

use super::blocks::Begin;
use super::stack::{fold, whole};
use super::text::{Indents, made};
use super::voice::Voice;
use super::{PageDress, Row, SetBlock, Setter};

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
        let note = self.set_blocks(&series.note, &voice.clone().italic(), Begin::Flush);
        self.white(white);
        self.blocks.extend(note);
        self.white(white);
        self.short_rule();
        self.white(white);
        for volume in &series.volumes {
            let element = self.element(Structure::ROOT, ElementRole::Paragraph);
            let voice = voice.clone().within(element);
            let fragments = self.fragments(volume, &voice);
            let set = self.paragraph(&fragments, &voice, Indents::default());
            self.blocks.push(set);
            self.white(white / 4);
        }
        self.settle_notes();
        let page = std::mem::take(&mut self.blocks);
        self.one_page(page);
    }

    /// Title, people, publisher.
    pub(super) fn title_page(&mut self) {
        self.dress = PageDress::Display;
        let volume = self.volume;
        let (metadata, words) = (&volume.metadata, &volume.words);
        let line = self.style.body.leading;
        self.sink(i64::from(self.style.lines) / 6);
        self.display_words(&metadata.title, self.style.display(5, 2), Cut::Regular, ElementRole::Heading(1));
        if let Some(subtitle) = &metadata.subtitle {
            self.white(line * 3 / 4);
            self.display_words(subtitle, self.style.display(7, 5), Cut::Italic, ElementRole::Paragraph);
        }
        self.white(line * 3 / 2);
        self.short_rule();
        for (at, (did, names)) in people(metadata, words).into_iter().enumerate() {
            self.white(line * 3 / if at == 0 { 2 } else { 3 });
            self.credit(&did, &names);
        }
        if let Some(edition) = &metadata.edition {
            self.white(line * 3 / 2);
            self.made_line(edition, |voice| voice.italic());
        }
        let top = std::mem::take(&mut self.blocks);
        if let Some(series) = &metadata.series {
            let number = series.number.map(|number| words.series_number.replace("{}", &number.to_string()));
            let parts: Vec<String> = std::iter::once(series.title.clone()).chain(number).collect();
            self.made_line(&parts.join(", "), |voice| voice.italic());
            self.white(line);
        }
        if let Some(publisher) = &metadata.publisher {
            self.made_line(publisher, |voice| voice.small_capitals());
            self.white(line / 4);
        }
        if let Some(place) = self.place_and_year() {
            self.made_line(&place, |voice| voice);
        }
        self.one_page(top);
    }

    /// People on the title page: what they did in italics, and each name on a line of its own.
    fn credit(&mut self, did: &str, names: &[String]) {
        let (before, after) = did.split_once("{}").unwrap_or((did, ""));
        let said = |setter: &mut Self, words: &str| {
            if !words.trim().is_empty() {
                setter.made_line(words.trim(), |voice| voice.italic());
            }
        };
        said(self, before);
        let white = self.style.body.leading / 4;
        for name in names {
            if !self.blocks.is_empty() {
                let after = self.blocks.last().map_or(Length::ZERO, |last| last.after);
                self.white(after.max(white));
            }
            let size = self.style.display(6, 5);
            self.made_line(name, |voice| voice.sized(size).small_capitals_with_capitals());
        }
        said(self, after);
    }

    /// A short rule in the middle.
    fn short_rule(&mut self) {
        let width = self.style.measure / 8;
        let mut row = Row::blank(LIGHT_RULE);
        let corner = Point::new((self.style.measure - width) / 2, Length::ZERO);
        row.ink.push(Item::Rule { rect: Rect::new(corner, Size::new(width, LIGHT_RULE)), element: None });
        self.blocks.push(SetBlock::new(whole(vec![row])).with_next());
    }

    /// What the law asks for, and how the book is known: in small type at the foot.
    pub(super) fn copyright(&mut self, rights: &[Block]) {
        self.dress = PageDress::Display;
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
        for block in rights {
            stack.extend(self.set_blocks(std::slice::from_ref(block), &voice, Begin::Flush));
        }
        let isbn = |isbn: &Option<String>, word: &str| isbn.as_ref().map(|isbn| word.replace("{}", isbn));
        let isbns = [isbn(&metadata.isbn_print, &words.isbn_print), isbn(&metadata.isbn_epub, &words.isbn_epub)];
        let isbns: Vec<String> = isbns.into_iter().flatten().collect();
        stack.extend(self.made_paragraphs(&isbns, &voice));
        for block in &mut stack {
            block.before = voice.leading / 2;
        }
        self.blocks.extend(stack);
        self.settle_notes();
        self.one_page(Vec::new());
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
        self.blocks.push(SetBlock::new(whole(rows)).with_next());
    }

    /// White below what was set last.
    pub(super) fn white(&mut self, height: Length) {
        if let Some(last) = self.blocks.last_mut() {
            last.after = height;
        }
    }

    /// Makes one page: `head` at its head, and at its foot what has been set since.
    fn one_page(&mut self, head: Vec<SetBlock>) {
        let foot = std::mem::take(&mut self.blocks);
        let height = |block: &SetBlock| {
            let rows: Vec<_> = block.ways[0].rows.iter().map(|row| row.outline.clone()).collect();
            rows_height(&rows)
        };
        let (mut page, mut foot) = (fold(head), fold(foot));
        let rest = self.style.height() - height(&page) - height(&foot);
        if rest > Length::ZERO && !foot.rows_mut().is_empty() {
            page.rows_mut().push(Row::blank(rest));
        }
        page.rows_mut().append(foot.rows_mut());
        if page.rows_mut().is_empty() {
            self.sink(0);
        } else {
            self.blocks.push(page);
        }
    }

    /// The voice of what stands to the right in lists.
    pub(super) fn at_the_right(&self, voice: &Voice) -> Voice {
        voice.clone().justified(Justification::Right)
    }
}

/// The people of a volume by what they did: the words that say it, and the names.
pub fn people(metadata: &crate::manifest::Metadata, words: &crate::volume::Words) -> Vec<(String, Vec<String>)> {
    let groups = [("aut", String::new()), ("edt", words.edited_by.clone()), ("trl", words.translated_by.clone())];
    let known = |role: &str| groups.iter().any(|(group, _)| *group == role);
    let names = |of: &dyn Fn(&str) -> bool| -> Vec<String> {
        let people = metadata.contributors.iter().filter(|person| of(&person.role));
        people.map(|person| person.name.clone()).collect()
    };
    let mut all = Vec::new();
    for (role, before) in &groups {
        let names = names(&|other| other == *role);
        if !names.is_empty() {
            all.push((before.clone(), names));
        }
    }
    let others = names(&|role| !known(role));
    if !others.is_empty() {
        all.push((String::new(), others));
    }
    all
}

/// Names in a row: "A, B and C".
pub fn listed(names: &[&str], and: &str) -> String {
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
