//! Registers, key to the signs, chronology, bibliography: lists that explain.

use crate::length::Length;
use crate::typeset::line::{Case, Fragment, Marker};
use crate::typeset::page::ElementRole;
use crate::volume::{
    Archive, BibliographySection, BlockKind, Entry, EntryId, EventId, Inline, RegisterKind, Sign, Style, Text, WorkId,
    WorkList,
};

use super::blocks::Begin;
use super::lists::stand_before;
use super::text::{Indents, made, place_link, upright};
use super::voice::Voice;
use super::{SetBlock, Setter};

impl Setter<'_> {
    /// A register: every entry hangs, its name in small capitals.
    pub(super) fn register(&mut self, entries: &[EntryId]) {
        self.list_opening();
        let list = self.small_list(ElementRole::List);
        for entry in entries {
            let item = self.element(list.element, ElementRole::Item);
            let voice = list.clone().within(self.element(item, ElementRole::ItemBody)).justified_again();
            self.lead_in = self.entry_head(*entry, &voice);
            let entry = &self.volume.entries[entry.index()];
            let stack = self.hanging(&entry.note, &voice);
            self.push_spaced(stack, list.leading / 4);
            self.settle_notes();
        }
    }

    /// What stands before an entry's own text: name, dates, what it stands for, other names, pointer.
    fn entry_head(&mut self, id: EntryId, voice: &Voice) -> Vec<Fragment> {
        let entry = &self.volume.entries[id.index()];
        let mut name = voice.clone();
        if entry.register != RegisterKind::Abbreviations {
            name.dress.case = Case::SmallCapitals;
            name.dress.tracking = 20;
        }
        let mut out = vec![Fragment::Marker(Marker::Place(entry.place))];
        out.extend(self.fragments(&entry.name, &name));
        let add = |text: &str, out: &mut Vec<Fragment>| out.push(made(text, &voice.dress, voice.element));
        if let Some(dates) = &entry.dates {
            add(&format!(" ({dates})"), &mut out);
        }
        if !entry.also.is_empty() {
            add(&format!(" ({} {})", self.volume.words.also, entry.also.join(", ")), &mut out);
        }
        if !entry.expansion.is_empty() {
            add(", ", &mut out);
            let foreign = entry.expansion.iter().any(|inline| matches!(inline, Inline::Styled(Style::Foreign(_), ..)));
            let voice = if foreign { voice.clone().italic() } else { voice.clone() };
            out.extend(self.fragments(&entry.expansion, &voice));
        }
        if let Some(see) = entry.see {
            let target = &self.volume.entries[see.index()];
            out.push(made(", ", &voice.dress, voice.element));
            let see = self.volume.words.see.clone();
            self.add_pointer(&see, &target.name, target.place, voice, &mut out);
        }
        if !entry.note.is_empty() {
            let stop = if goes_on(entry) { ", " } else { ". " };
            out.push(made(stop, &voice.dress, voice.element));
        }
        out
    }

    /// "*see* Nagy, Imre".
    pub(super) fn add_pointer(
        &mut self,
        word: &str,
        name: &Text,
        to: crate::volume::PlaceId,
        voice: &Voice,
        out: &mut Vec<Fragment>,
    ) {
        let italic = voice.clone().italic();
        out.push(made(&format!("{word} "), &italic.dress, voice.element));
        let element = self.element(voice.element, ElementRole::Reference);
        let name = self.fragments(name, &voice.clone().within(element));
        self.add_link(place_link(to), element, |_, out| out.extend(name), out);
    }

    /// The key to the editors' marks: a sign, and what it means.
    pub(super) fn signs(&mut self, signs: &[Sign]) {
        self.list_opening();
        let list = self.small_list(ElementRole::List);
        let mut rows = Vec::new();
        let mut widest = Length::ZERO;
        for sign in signs {
            let item = self.element(list.element, ElementRole::Item);
            let label = self.element(item, ElementRole::Label);
            let fragments = self.fragments(&sign.sign, &list.clone().within(label));
            widest = widest.max(self.natural_width(&fragments, &list));
            rows.push((item, fragments, &sign.meaning));
        }
        let column = self.column_for(widest, &list);
        for (item, fragments, meaning) in rows {
            let key = Voice { measure: column - list.dress.size, ..list.clone() };
            let key = self.set_rows(&fragments, &key, Indents::default());
            let body = self.element(item, ElementRole::ItemBody);
            let voice = list.clone().within(body).narrowed(column, Length::ZERO);
            let text = self.paragraph(&[made(meaning, &voice.dress, body)], &voice, Indents::default());
            let mut stack = vec![text];
            stand_before(&mut stack, key);
            self.push_spaced(stack, list.leading / 4);
        }
    }

    /// The chronology: dates in a column, what happened beside them.
    pub(super) fn chronology(&mut self, events: &[EventId]) {
        self.list_opening();
        let list = self.small_list(ElementRole::List);
        let volume = self.volume;
        let events: Vec<_> = events.iter().map(|id| &volume.events[id.index()]).collect();
        let mut widest = Length::ZERO;
        let italic = list.clone().italic();
        for event in &events {
            let date = made(&event.date_text, &italic.dress, list.element);
            widest = widest.max(self.natural_width(&[date], &italic));
        }
        let column = self.column_for(widest, &list);
        for event in events {
            let item = self.element(list.element, ElementRole::Item);
            let label = self.element(item, ElementRole::Label);
            let key = Voice { measure: column - list.dress.size, ..italic.clone() };
            let date = made(&event.date_text, &key.dress, label);
            let date = self.set_rows(&[date], &key, Indents::default());
            let body = self.element(item, ElementRole::ItemBody);
            let voice = list.clone().within(body).narrowed(column, Length::ZERO).justified_again();
            self.strays.push(event.place);
            let mut stack = self.set_blocks(&event.text, &voice, Begin::Flush);
            stand_before(&mut stack, date);
            self.push_spaced(stack, list.leading / 4);
            self.settle_notes();
        }
    }

    /// The bibliography: its sections, every work hanging. Names, titles and numbers make bad justified lines: it is ragged.
    pub(super) fn bibliography(&mut self, sections: &[BibliographySection]) {
        self.list_opening();
        let whole = self.small_list(ElementRole::Section);
        for section in sections {
            let list = self.element(whole.element, ElementRole::List);
            let list = whole.clone().within(list);
            if !section.title.is_empty() {
                let element = self.element(whole.element, ElementRole::Heading(2));
                let voice = list.clone().within(element).small_capitals().centred();
                let rows = self.set_rows(&[made(&section.title, &voice.dress, element)], &voice, Indents::default());
                let white = list.leading;
                self.blocks.push(SetBlock::new(super::stack::whole(rows)).spaced(white * 3 / 2, white / 2).with_next());
            }
            match &section.list {
                WorkList::Works(works) => works.iter().for_each(|work| drop(self.work(*work, &list))),
                WorkList::Archives(archives) => archives.iter().for_each(|archive| self.archive(archive, &list)),
            }
        }
    }

    /// An archive, and below it, each a step further in, its fonds and what was used of them.
    fn archive(&mut self, archive: &Archive, list: &Voice) {
        let below =
            if archive.name.is_empty() { list.clone() } else { self.over(&archive.name, list.leading / 2, list) };
        for fonds in &archive.fonds {
            let below = match fonds.head {
                Some(head) => {
                    let below = self.work(head, &below);
                    if fonds.works.is_empty() {
                        continue;
                    }
                    let element = self.element(below.element, ElementRole::List);
                    below.within(element)
                }
                None => self.over(&fonds.name, list.leading / 4, &below),
            };
            fonds.works.iter().for_each(|work| drop(self.work(*work, &below)));
        }
    }

    /// A name that stands over a list, and never at the foot of a page; gives the voice of that list, a step further in.
    fn over(&mut self, name: &str, white: Length, list: &Voice) -> Voice {
        let item = self.element(list.element, ElementRole::Item);
        let voice = list.clone().within(self.element(item, ElementRole::ItemBody));
        let name = [made(name, &voice.dress, voice.element)];
        let set = self.paragraph(&name, &voice, Indents::hanging(self.style.indent)).with_next();
        self.push_spaced(vec![set], white);
        let element = self.element(voice.element, ElementRole::List);
        voice.within(element).narrowed(self.style.indent, Length::ZERO)
    }

    /// A work, and below it what the editors say of it; gives the voice of what belongs to it.
    fn work(&mut self, id: WorkId, list: &Voice) -> Voice {
        let work = &self.volume.works[id.index()];
        let item = self.element(list.element, ElementRole::Item);
        let voice = list.clone().within(self.element(item, ElementRole::ItemBody));
        self.strays.push(work.place);
        let fragments = self.fragments(&work.print, &voice);
        let mut stack = Vec::new();
        if !fragments.is_empty() {
            stack.push(self.paragraph(&fragments, &voice, Indents::hanging(self.style.indent)));
        }
        let below = voice.narrowed(self.style.indent, Length::ZERO);
        if !work.annotation.is_empty() {
            let fragments = self.fragments(&work.annotation, &below);
            stack.push(self.paragraph(&fragments, &below, Indents::default()));
        }
        self.push_spaced(stack, list.leading / 4);
        self.settle_notes();
        below
    }

    /// The width of a column whose widest text is `widest`; a third of the measure at most.
    fn column_for(&self, widest: Length, voice: &Voice) -> Length {
        (widest + voice.dress.size).min(voice.measure / 3).max(voice.dress.size * 2)
    }

    /// Adds a stack with a little white above it.
    fn push_spaced(&mut self, mut stack: Vec<SetBlock>, white: Length) {
        if let Some(first) = stack.first_mut() {
            first.before = first.before.max(white);
        }
        self.blocks.extend(stack);
    }
}

/// Whether an entry's text goes on from what stands before it, rather than beginning a sentence.
fn goes_on(entry: &Entry) -> bool {
    let first = entry.note.first().and_then(|block| match &block.kind {
        BlockKind::Paragraph(_, text) => text.first(),
        _ => None,
    });
    let small = matches!(first, Some(Inline::Text(text, _)) if text.starts_with(char::is_lowercase));
    small || !entry.expansion.is_empty()
}

impl Voice {
    /// Justified, words divided where need be; for text within a ragged list.
    fn justified_again(mut self) -> Voice {
        self.hyphenation = crate::typeset::line::Hyphenation::Allowed;
        self.dress = upright(&self);
        self.justified(crate::typeset::line::Justification::Justified)
    }
}
