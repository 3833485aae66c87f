//! A volume told to people: what tests read, and what we read when something is amiss.
//!
//! A line a piece, with the name of its file, and below it what it holds, in the order of
//! print; then the notes that are first called in it. The names of places are the anchors
//! that outputs use.
//!
//! ```text
//! doc-a: Document No. 1 "A Letter" call 1
//!   p "First" call 2 ", see" ref doc-b "Document No. 2" "."
//!   note 1
//!     p "On the title."
//! ```

use std::fmt::Write;

use super::walk::plain;
use super::{
    Answered, Archive, Block, Call, CitationId, CrossReference, Document, EntryId, Essay, EventId, FigureId,
    IndexHeading, Locator, Mark, Piece, PieceKind, PlaceId, Reference, Shows, Text, Volume, WorkId, WorkList,
};
use crate::manuscript::told::{Teller, tell_blocks, tell_text};

/// The whole volume in words.
pub fn volume(volume: &Volume) -> String {
    let mut told = Told { volume, text: String::new() };
    for piece in &volume.pieces {
        told.piece(piece);
    }
    told.text
}

struct Told<'v> {
    volume: &'v Volume,
    text: String,
}

impl Told<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}{}", "  ".repeat(depth), line.trim_end());
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for line in tell_blocks(blocks, &Answers(self.volume)).lines() {
            self.line(depth, line);
        }
    }

    /// A line of running text; nothing where there is none.
    fn text(&mut self, depth: usize, word: &str, text: &Text) {
        if !text.is_empty() {
            let text = self.words(text);
            self.line(depth, &format!("{word} {text}"));
        }
    }

    fn words(&self, text: &Text) -> String {
        tell_text(text, &Answers(self.volume))
    }

    fn anchor(&self, place: PlaceId) -> &str {
        &self.volume.places[place.index()].anchor
    }

    fn piece(&mut self, piece: &Piece) {
        let label = match &piece.kind {
            PieceKind::Chapter { label, .. } => label.as_str(),
            PieceKind::Document(document) => document.label.as_str(),
            _ => "",
        };
        let indent = "  ".repeat(usize::from(piece.depth));
        let title = self.words(&piece.title);
        let parts = [label, &title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let depth = usize::from(piece.depth) + 1;
        let _ = writeln!(self.text, "{}", format!("{indent}{}: {parts}", piece.slug).trim_end());
        self.blocks(depth, &piece.lead);
        match &piece.kind {
            PieceKind::HalfTitle | PieceKind::TitlePage | PieceKind::Contents | PieceKind::Part => {}
            PieceKind::Copyright(blocks) | PieceKind::Dedication(blocks) | PieceKind::Colophon(blocks) => {
                self.blocks(depth, blocks);
            }
            PieceKind::SeriesPage(page) => {
                self.line(depth, &format!("series {:?}", page.title));
                self.blocks(depth, &page.note);
                page.volumes.iter().for_each(|line| self.text(depth, "volume", line));
            }
            PieceKind::ListOfDocuments(documents) => {
                for id in documents {
                    let listed = &self.volume.pieces[id.index()];
                    self.line(depth, &format!("{} {}", listed.slug, self.words(&listed.contents_title)));
                }
            }
            PieceKind::ListOfFigures(figures) => {
                for FigureId(at) in figures {
                    let figure = &self.volume.figures[*at as usize];
                    self.line(depth, &format!("{} {}", figure.label, self.words(&figure.title)));
                }
            }
            PieceKind::Signs(signs) => {
                for sign in signs {
                    self.line(depth, &format!("{} means {:?}", self.words(&sign.sign), sign.meaning));
                }
            }
            PieceKind::Register(_, entries) => entries.iter().for_each(|entry| self.entry(depth, *entry)),
            PieceKind::Chronology(events) => events.iter().for_each(|event| self.event(depth, *event)),
            PieceKind::Bibliography(sections) => {
                for section in sections {
                    self.line(depth, &format!("section {:?}", section.title));
                    match &section.list {
                        WorkList::Works(works) => works.iter().for_each(|work| self.work(depth + 1, *work)),
                        WorkList::Archives(archives) => {
                            archives.iter().for_each(|archive| self.archive(depth, archive))
                        }
                    }
                }
            }
            PieceKind::Index => self.headings(depth, &self.volume.index.headings),
            PieceKind::Essay(essay) | PieceKind::Chapter { essay, .. } => self.essay(depth, essay),
            PieceKind::Document(document) => self.document(depth, document),
        }
        for id in &piece.notes {
            let note = &self.volume.notes[id.index()];
            self.line(depth, &format!("note {}", note.marker));
            self.blocks(depth + 1, &note.blocks);
        }
    }

    fn essay(&mut self, depth: usize, essay: &Essay) {
        self.text(depth, "subtitle", &essay.subtitle);
        if !essay.authors.is_empty() {
            self.line(depth, &format!("by {}", essay.authors.join("; ")));
        }
        self.blocks(depth, &essay.text);
    }

    fn document(&mut self, depth: usize, document: &Document) {
        if let Some(number) = &document.number_in_volume {
            self.line(depth, &format!("number-in-volume {number:?}"));
        }
        for line in &document.address {
            self.line(depth, &format!("address {:?} {:?}", line.label, line.names));
        }
        self.text(depth, "date-line", &document.date_line);
        if let Some(classification) = &document.classification {
            self.line(depth, &format!("classification {classification:?}"));
        }
        if !document.headnote.is_empty() {
            self.line(depth, "headnote");
            self.blocks(depth + 1, &document.headnote);
        }
        self.blocks(depth, document.opener.as_slice());
        self.blocks(depth, &document.text);
        self.text(depth, "source", &document.source);
    }

    fn archive(&mut self, depth: usize, archive: &Archive) {
        self.line(depth + 1, &format!("archive {:?}", archive.name));
        for fonds in &archive.fonds {
            if !fonds.name.is_empty() {
                self.line(depth + 2, &format!("fonds {:?}", fonds.name));
            }
            fonds.head.into_iter().for_each(|work| self.work(depth + 2, work));
            fonds.works.iter().for_each(|work| self.work(depth + 3, *work));
        }
    }

    fn work(&mut self, depth: usize, id: WorkId) {
        let work = &self.volume.works[id.index()];
        self.line(depth, &format!("{} {}", work.key, both(self.volume, &work.print, &work.screen)));
        self.text(depth + 1, "annotation", &work.annotation);
    }

    fn entry(&mut self, depth: usize, id: EntryId) {
        let entry = &self.volume.entries[id.index()];
        let mut line = format!("{} {}", self.anchor(entry.place), self.words(&entry.name));
        if let Some(dates) = &entry.dates {
            line.push_str(&format!(" ({dates})"));
        }
        if !entry.expansion.is_empty() {
            line.push_str(&format!(" = {}", self.words(&entry.expansion)));
        }
        if !entry.also.is_empty() {
            line.push_str(&format!(" also {}", entry.also.join("; ")));
        }
        if let Some(see) = entry.see {
            line.push_str(&format!(" see {}", self.anchor(self.volume.entries[see.index()].place)));
        }
        self.line(depth, &line);
        self.blocks(depth + 1, &entry.note);
    }

    fn event(&mut self, depth: usize, id: EventId) {
        let event = &self.volume.events[id.index()];
        self.line(depth, &format!("{} {:?}", self.anchor(event.place), event.date_text));
        self.blocks(depth + 1, &event.text);
    }

    fn headings(&mut self, depth: usize, headings: &[IndexHeading]) {
        for heading in headings {
            let letter = heading.letter.as_ref().map_or_else(String::new, |letter| format!("{letter}: "));
            let mut line = format!("{letter}{}", plain(&heading.heading));
            for locator in &heading.locators {
                line.push_str(&format!(", {}", self.locator(locator)));
            }
            let pointers = |all: &[CrossReference]| {
                all.iter().map(|pointer| plain(&pointer.heading)).collect::<Vec<_>>().join("; ")
            };
            for (word, all) in [("see", &heading.see), ("see also", &heading.see_also)] {
                if !all.is_empty() {
                    line.push_str(&format!(". {word} {}", pointers(all)));
                }
            }
            self.line(depth, &line);
            self.headings(depth + 1, &heading.subheadings);
        }
    }

    fn locator(&self, locator: &Locator) -> String {
        let mut told = match locator.document {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}–{last}"),
            None => self.anchor(locator.from).to_owned(),
        };
        if let (Some(to), None) = (locator.to, locator.document) {
            told.push_str(&format!("–{}", self.anchor(to)));
        }
        if let Some(note) = locator.note {
            told.push_str(&format!(" n{}", self.volume.notes[note.index()].marker));
        }
        told
    }
}

/// The words of print, and those of the screen where they differ.
fn both(volume: &Volume, print: &Text, screen: &Text) -> String {
    let told = tell_text(print, &Answers(volume));
    if print == screen { told } else { format!("{told} screen {}", tell_text(screen, &Answers(volume))) }
}

/// Tells the answers to names.
struct Answers<'v>(&'v Volume);

impl Teller<Answered> for Answers<'_> {
    fn call(&self, call: &Call) -> String {
        format!("call {}", self.0.notes[call.note.index()].marker)
    }

    fn reference(&self, reference: &Reference) -> String {
        let to = reference.to.map_or("nowhere", |place| self.0.places[place.index()].anchor.as_str());
        match &reference.shows {
            Shows::Words(words) => format!("ref {to} {}", tell_text(words, self)),
            Shows::Folio => format!("ref {to} folio"),
        }
    }

    fn citation(&self, citation: &CitationId) -> String {
        let citation = &self.0.citations[citation.index()];
        format!("cite {}", both(self.0, &citation.print, &citation.screen))
    }

    fn mark(&self, mark: &Mark) -> String {
        let anchor = &self.0.places[mark.place.index()].anchor;
        if mark.shown.is_empty() { anchor.clone() } else { format!("{anchor} {}", tell_text(&mark.shown, self)) }
    }

    fn anchor(&self, anchor: &PlaceId) -> String {
        self.0.places[anchor.index()].anchor.clone()
    }

    fn picture(&self, picture: &FigureId) -> String {
        self.0.figures[picture.index()].file_name.clone()
    }
}
