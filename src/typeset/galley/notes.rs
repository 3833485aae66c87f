//! Notes: what stands at the foot.

use crate::length::Length;
use crate::typeset::line::{Figures, Fragment, Justification, Marker};
use crate::typeset::page::{ElementId, ElementRole, Structure};
use crate::typeset::paginate;
use crate::volume::{BlockKind, NoteId, Series, Text};

use super::blocks::Begin;
use super::lists::stand_before;
use super::stack::fold_with_ways;
use super::text::{Indents, made, place_link};
use super::voice::Voice;
use super::{Row, SetBlock, SetNote, SetWay, Setter};

impl Setter<'_> {
    /// The key of a note in this galley. A note met for the first time is to be set.
    pub(super) fn note_key(&mut self, note: NoteId) -> usize {
        if let Some(key) = self.keys.get(&note) {
            return *key;
        }
        let key = self.notes.len();
        // What the original says at the foot of its page belongs to the text: it stands above what the editors say.
        let series = match self.volume.notes[note.index()].series {
            Series::Original => paginate::Series::Upper,
            Series::Editorial => paginate::Series::Lower,
        };
        self.notes.push(SetNote { id: Some(note), series, ways: vec![SetWay::default()] });
        self.keys.insert(note, key);
        self.unset.push_back(note);
        key
    }

    /// Sets the notes called so far, and those that they call.
    pub(super) fn settle_notes(&mut self) {
        while let Some(id) = self.unset.pop_front() {
            let ways = self.note_ways(id);
            let key = self.keys[&id];
            self.notes[key].ways = ways;
        }
    }

    /// A note: its marker in the indent of its first line, to the right, so that numbers end below each other. All
    /// its paragraphs are indented alike.
    fn note_ways(&mut self, id: NoteId) -> Vec<SetWay> {
        let note = &self.volume.notes[id.index()];
        let element = self.element(Structure::ROOT, ElementRole::Note);
        let voice = self.note_voice(element);
        let fragments = self.note_marker(id, &voice);
        let gap = voice.dress.size * 2 / 5;
        let indent = self.note_indent().max(self.natural_width(&fragments, &voice) + gap);
        let beside = Voice { measure: indent - gap, ..voice.clone() }.justified(Justification::Right);
        let marker = self.set_rows(&fragments, &beside, Indents::default());
        let opens_with_text = matches!(note.blocks.first().map(|b| &b.kind), Some(BlockKind::Paragraph(..)));
        self.first_indent = indent;
        let mut stack = self.set_blocks(&note.blocks, &voice, Begin::Indented);
        self.first_indent = self.style.indent;
        if opens_with_text {
            stand_before(&mut stack, marker);
        } else {
            stack.insert(0, SetBlock::new(marker).with_next());
        }
        ways_or_blank(fold_with_ways(stack).ways, &voice)
    }

    /// The marker of a note, as the note itself shows it: full size, leading back to its call.
    fn note_marker(&mut self, id: NoteId, voice: &Voice) -> Vec<Fragment> {
        let note = &self.volume.notes[id.index()];
        let label = self.element(voice.element, ElementRole::Label);
        let figures = note.marker.chars().all(|c| c.is_ascii_digit());
        let text = if figures { format!("{}.", note.marker) } else { note.marker.clone() };
        let mut out = vec![Fragment::Marker(Marker::Place(note.place))];
        let words = made(&text, &voice.dress, label);
        self.add_link(place_link(note.first_call), label, |_, out| out.push(words), &mut out);
        out
    }

    /// A note without a marker, which belongs to no call: where a document comes from. Returns its key.
    pub(super) fn source_note(&mut self) -> usize {
        self.notes.push(SetNote { id: None, series: paginate::Series::Lower, ways: vec![SetWay::default()] });
        self.notes.len() - 1
    }

    /// Sets the source note of `key`. Returns the keys of the notes that it calls: where they stand is the heading's to say.
    pub(super) fn set_source_note(&mut self, key: usize, source: &Text) -> Vec<usize> {
        let element = self.element(Structure::ROOT, ElementRole::Note);
        let voice = self.note_voice(element);
        let fragments = self.fragments(source, &voice);
        let set = self.paragraph(&fragments, &voice, Indents::first(self.note_indent()));
        let mut ways = fold_with_ways(vec![set]).ways;
        let mut called = Vec::new();
        for way in &mut ways {
            called = way.rows.iter_mut().flat_map(|row| std::mem::take(&mut row.outline.calls)).collect();
        }
        self.notes[key].ways = ways_or_blank(ways, &voice);
        called
    }

    /// The indent of a note: room for a number of two figures.
    fn note_indent(&self) -> Length {
        self.style.indent * 5 / 4
    }

    fn note_voice(&self, element: ElementId) -> Voice {
        Voice::new(self.style, self.style.notes, self.style.measure).within(element).figures(Figures::OldStyle)
    }
}

/// A note stands somewhere even if it says nothing.
fn ways_or_blank(ways: Vec<SetWay>, voice: &Voice) -> Vec<SetWay> {
    match ways.first() {
        Some(natural) if !natural.rows.is_empty() => ways,
        _ => vec![SetWay::natural(vec![Row::blank(voice.leading.max(Length::units(1)))])],
    }
}
