//! The index, in two columns.
//!
//! Locators are made here, from the folios: a page once, a stretch of pages as a range, a
//! note with its marker (`243n5`). What stands on pages that a range already names is not
//! named again.

use crate::length::Length;
use crate::typeset::line::Fragment;
use crate::typeset::page::ElementRole;
use crate::volume::{Index, IndexHeading, Locator, PlaceId};

use super::text::{Indents, made, place_link};
use super::voice::Voice;
use super::{Columns, Setter};

/// A locator, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Printed {
    /// The first page and the last; pages of the book, from 0.
    pages: (usize, usize),
    /// Whether it names a note or a document and stands for itself.
    named: Named,
    text: String,
    place: PlaceId,
}

/// What a locator names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// Pages.
    Pages,
    /// A note on a page, or a document.
    Thing,
}

impl Setter<'_> {
    /// The index.
    pub(super) fn index(&mut self, index: &Index) {
        self.list_opening();
        self.head = std::mem::take(&mut self.blocks);
        self.columns = Columns::Two;
        self.grid = self.style.notes.leading;
        let element = self.element(crate::typeset::page::Structure::ROOT, ElementRole::Index);
        let voice = Voice::new(self.style, self.style.notes, self.style.column()).within(element).ragged();
        let mut letter = None;
        for heading in &index.headings {
            let white = letter.is_some_and(|before| before != &heading.letter);
            letter = Some(&heading.letter);
            let before = if white { self.grid } else { Length::ZERO };
            self.index_heading(heading, 0, before, &voice);
        }
    }

    fn index_heading(&mut self, heading: &IndexHeading, depth: i64, before: Length, voice: &Voice) {
        let step = voice.dress.size;
        let element = self.element(voice.element, ElementRole::Paragraph);
        let entry = voice.clone().within(element).narrowed(step * depth, Length::ZERO);
        let mut fragments = self.fragments(&heading.heading, &entry);
        for locator in self.locators(&heading.locators) {
            fragments.push(made(", ", &entry.dress, element));
            let reference = self.element(element, ElementRole::Reference);
            let words = made(&locator.text, &entry.dress, reference);
            self.add_link(place_link(locator.place), reference, |_, out| out.push(words), &mut fragments);
        }
        let words = &self.volume.words;
        for (word, pointers) in [(words.see.clone(), &heading.see), (words.see_also.clone(), &heading.see_also)] {
            self.add_pointers(&word, pointers, &entry, &mut fragments);
        }
        self.strays.push(heading.place);
        let set = self.paragraph(&fragments, &entry, Indents::hanging(step * 2));
        let mut set = set.spaced(before, Length::ZERO);
        if !heading.subheadings.is_empty() {
            set = set.with_next();
        }
        self.blocks.push(set);
        for subheading in &heading.subheadings {
            self.index_heading(subheading, depth + 1, Length::ZERO, voice);
        }
    }

    fn add_pointers(
        &mut self,
        word: &str,
        pointers: &[crate::volume::CrossReference],
        voice: &Voice,
        out: &mut Vec<Fragment>,
    ) {
        for (at, pointer) in pointers.iter().enumerate() {
            if at == 0 {
                out.push(made(", ", &voice.dress, voice.element));
                self.add_pointer(word, &pointer.heading, pointer.to, voice, out);
            } else {
                out.push(made("; ", &voice.dress, voice.element));
                let element = self.element(voice.element, ElementRole::Reference);
                let name = self.fragments(&pointer.heading, &voice.clone().within(element));
                self.add_link(place_link(pointer.to), element, |_, out| out.extend(name), out);
            }
        }
    }

    fn locators(&mut self, locators: &[Locator]) -> Vec<Printed> {
        let printed: Vec<Printed> = locators.iter().map(|locator| self.locator(locator)).collect();
        distinct(printed)
    }

    fn locator(&mut self, locator: &Locator) -> Printed {
        let place = locator.from;
        if let Some(document) = &locator.document {
            return Printed { pages: (0, 0), named: Named::Thing, text: document.clone(), place };
        }
        let first = self.folios.page(place).0;
        let folio = self.folio(place, None);
        if let Some(note) = locator.note {
            let marker = &self.volume.notes[note.index()].marker;
            return Printed { pages: (first, first), named: Named::Thing, text: format!("{folio}n{marker}"), place };
        }
        let last = locator.to.map_or(first, |to| self.folios.page(to).0);
        let text = match locator.to {
            Some(to) => {
                let end = self.folio(to, None);
                if end == folio { folio } else { format!("{folio}–{end}") }
            }
            None => folio,
        };
        Printed { pages: (first, last.max(first)), named: Named::Pages, text, place }
    }
}

/// Locators without those that say what another says already.
fn distinct(all: Vec<Printed>) -> Vec<Printed> {
    let within = |inner: &Printed, outer: &Printed| {
        outer.named == Named::Pages && outer.pages.0 <= inner.pages.0 && inner.pages.1 <= outer.pages.1
    };
    let mut kept: Vec<Printed> = Vec::new();
    for (at, locator) in all.iter().enumerate() {
        let repeated = kept.iter().any(|before| before.text == locator.text);
        let wider = |other: &Printed| within(locator, other) && other.pages != locator.pages;
        let swallowed = locator.named == Named::Pages
            && all.iter().enumerate().any(|(other_at, other)| other_at != at && wider(other));
        if !repeated && !swallowed {
            kept.push(locator.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(first: usize, last: usize) -> Printed {
        let text = if first == last { first.to_string() } else { format!("{first}–{last}") };
        Printed { pages: (first, last), named: Named::Pages, text, place: PlaceId(0) }
    }

    fn told(locators: Vec<Printed>) -> Vec<String> {
        distinct(locators).into_iter().map(|locator| locator.text).collect()
    }

    #[test]
    fn a_page_is_named_once() {
        assert_eq!(told(vec![pages(4, 4), pages(4, 4), pages(9, 9)]), ["4", "9"]);
    }

    #[test]
    fn a_range_swallows_the_pages_within_it() {
        assert_eq!(told(vec![pages(49, 51), pages(50, 50), pages(51, 51), pages(52, 52)]), ["49–51", "52"]);
    }

    #[test]
    fn a_note_is_named_beside_the_page_it_stands_on() {
        let note = Printed { named: Named::Thing, text: "50n5".into(), ..pages(50, 50) };
        assert_eq!(told(vec![pages(50, 50), note]), ["50", "50n5"]);
    }
}
