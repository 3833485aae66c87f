//! The index, in two columns.
//!
//! What locators say is made by the volume; here they get their folios. Subheadings stand
//! indented below their heading, or run on in its paragraph: only the lowest ones where
//! there are two levels, as the Chicago Manual (16.28) has it. An entry that goes on in the next column is
//! named there again, as continued.

use crate::length::Length;
use crate::typeset::line::{Fragment, Marker};
use crate::typeset::page::ElementRole;
use crate::volume::{Index, IndexHeading, Locator, Printed, Spot, capitalised};

use super::stack::fold;
use super::text::{Indents, made, place_link};
use super::voice::Voice;
use super::{Columns, Row, SetBlock, Setter};

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
            let mut entry = fold(self.index_heading(heading, 0, &voice));
            entry.before = if white { self.grid } else { Length::ZERO };
            entry.again = self.continued(heading, &voice);
            self.blocks.push(entry);
        }
    }

    /// What stands over an entry that goes on in the next column.
    fn continued(&mut self, heading: &IndexHeading, voice: &Voice) -> Vec<Row> {
        let mut fragments = self.fragments(&heading.heading, voice);
        fragments.retain(|fragment| matches!(fragment, Fragment::Words { .. }));
        let italic = voice.clone().italic();
        fragments.push(made(&format!(" {}", self.volume.words.continued), &italic.dress, voice.element));
        self.set_rows(&fragments, voice, Indents::hanging(voice.dress.size * 2))
    }

    /// A heading with its subheadings. The first of these stays with it.
    fn index_heading(&mut self, heading: &IndexHeading, depth: i64, voice: &Voice) -> Vec<SetBlock> {
        let step = voice.dress.size;
        let element = self.element(voice.element, ElementRole::Paragraph);
        let entry = voice.clone().within(element).narrowed(step * depth, Length::ZERO);
        let mut fragments = self.index_entry(heading, &entry);
        let runs_in = self.volume.index.style.runs_in(heading);
        if runs_in {
            let mut between = if heading.locators.is_empty() { ": " } else { "; " };
            for subheading in &heading.subheadings {
                fragments.push(made(between, &entry.dress, element));
                fragments.extend(self.index_entry(subheading, &entry));
                self.see_also(subheading, &entry, &mut fragments);
                between = "; ";
            }
            // It begins a sentence here, or it would be taken for the last subheading's.
            let see_also = capitalised(&self.volume.words.see_also);
            self.add_pointers(". ", &see_also, &heading.see_also, &entry, &mut fragments);
        } else {
            self.see_also(heading, &entry, &mut fragments);
        }
        let set = self.paragraph(&fragments, &entry, Indents::hanging(step * 2));
        if runs_in || heading.subheadings.is_empty() {
            return vec![set];
        }
        let mut stack = vec![set.with_next()];
        for subheading in &heading.subheadings {
            stack.extend(self.index_heading(subheading, depth + 1, voice));
        }
        stack
    }

    /// A heading with its locators, or what to see instead.
    fn index_entry(&mut self, heading: &IndexHeading, entry: &Voice) -> Vec<Fragment> {
        let mut fragments = vec![Fragment::Marker(Marker::Place(heading.place))];
        fragments.extend(self.fragments(&heading.heading, entry));
        for locator in self.locators(&heading.locators) {
            fragments.push(made(", ", &entry.dress, entry.element));
            let reference = self.element(entry.element, ElementRole::Reference);
            let words = made(&locator.text, &entry.dress, reference);
            self.add_link(place_link(locator.place), reference, |_, out| out.push(words), &mut fragments);
        }
        let see = self.volume.words.see.clone();
        self.add_pointers(", ", &see, &heading.see, entry, &mut fragments);
        fragments
    }

    fn see_also(&mut self, heading: &IndexHeading, entry: &Voice, out: &mut Vec<Fragment>) {
        let see_also = self.volume.words.see_also.clone();
        self.add_pointers(heading.before_see_also(), &see_also, &heading.see_also, entry, out);
    }

    fn add_pointers(
        &mut self,
        before: &str,
        word: &str,
        pointers: &[crate::volume::CrossReference],
        voice: &Voice,
        out: &mut Vec<Fragment>,
    ) {
        for (at, pointer) in pointers.iter().enumerate() {
            if at == 0 {
                out.push(made(before, &voice.dress, voice.element));
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
        let volume = self.volume;
        volume.printed_locators(locators, |place| Spot {
            page: Some(self.folios.page(place).0),
            folio: self.folio(place, None),
        })
    }
}
