//! The words that a reference prints.
//!
//! The words are made from the target in the right form: a document or chapter by its
//! number, an essay by its title, a figure by its label, an attachment or heading by its
//! title, a note by its number, an event by its date, an entry by its name; with the
//! file's own words before them where that is another file. In an edition documents keep
//! the volume's numbers, and what the edition does not hold says "in the book".

use std::collections::BTreeMap;

use super::located::Located;
use super::names::{Names, Thing, title};
use super::notes::{self, Numbers};
use super::outline::{Extent, Home, Origin};
use super::places;
use super::targets::Target;
use super::walk::plain;
use super::words::{Words, filled};
use super::{Inline, PlaceId, Text, dates};
use crate::language::Language;
use crate::manuscript::{self, BlockKind, Manuscript, Reference, Written};
use crate::source::{FileId, Span};

/// The folios of the whole volume, by the anchors of its places: what an edition calls "page 23, in the book".
pub type BookFolios = BTreeMap<String, String>;

/// What the words of references are made from.
#[derive(Clone, Copy)]
pub(super) struct Facts<'f, 'a> {
    /// The manuscript.
    pub manuscript: &'a Manuscript,
    /// For how much of the volume it is.
    pub extent: Extent,
    /// All names.
    pub names: &'f Names<'a>,
    /// Notes and figures of this volume or edition.
    pub numbers: &'f Numbers<'a>,
    /// Notes and figures of the whole volume, of which this is an edition; else its own.
    pub whole: &'f Numbers<'a>,
    /// Where the things of this volume or edition stand.
    pub places: &'f BTreeMap<Thing, PlaceId>,
    /// Where its notes stand, by `NoteId`.
    pub notes: &'f [PlaceId],
    /// Where everything stands in the whole volume, of which this is an edition.
    pub book: Option<&'f Located>,
    /// The folios there, as far as they are known.
    pub folios: &'f BookFolios,
    /// The words of the volume.
    pub words: &'f Words,
    /// The language of the volume.
    pub language: &'f Language,
}

impl<'a> Facts<'_, 'a> {
    /// A name for `home` in anchors: the author's own id for it.
    pub fn home_name(&self, home: Home) -> String {
        match home {
            Home::File(file) => self.names.file_id(file).to_owned(),
            Home::Entry(kind, at) => {
                let thing = Thing::Entry(kind, at);
                let entries = &self.manuscript.registers[&kind];
                format!("{}-{}", self.names.prefix(thing), entries[at].id.name)
            }
            Home::Event(at) => places::event(&self.manuscript.events[at]),
            Home::Work(at) => {
                format!("work-{}", self.manuscript.works.keys().nth(at).map_or("", String::as_str))
            }
            Home::Imprint => "imprint".into(),
        }
    }

    /// Where `target` stands in this volume or edition.
    pub fn place(&self, target: Target) -> Option<PlaceId> {
        match target {
            Target::Thing(thing) => self.places.get(&thing).copied(),
            Target::InVolume(volume, ..) => self.places.get(&Thing::Volume(volume)).copied(),
            // The documents of a range are neighbours: the first that is here leads to them.
            Target::Range(first, last) => {
                let here = self.between(first, last);
                let here =
                    here.filter_map(|file| Some((self.document_number(file)?, self.places.get(&Thing::File(file))?)));
                here.min().map(|(_, place)| *place)
            }
            Target::Note(home, series, label) => {
                self.numbers.written(home, series, label).and_then(|at| self.notes.get(at)).copied()
            }
        }
    }

    /// The page of `target` in the whole volume, for an edition that does not hold it; nothing if that is not known yet.
    pub fn page_in_book(&self, target: Target, span: Span) -> Option<Text> {
        let book = self.book?;
        let place = match target {
            Target::Thing(thing) => book.things.get(&thing).copied(),
            Target::InVolume(..) => None,
            Target::Range(first, _) => book.things.get(&Thing::File(first)).copied(),
            Target::Note(home, series, label) => {
                self.whole.written(home, series, label).and_then(|at| book.notes.get(at)).copied()
            }
        }?;
        let folio = self.folios.get(&book.places.list[place.index()].anchor)?;
        Some(around(&self.words.in_the_book, made(folio.clone(), span), span))
    }

    /// The words for `target` in a text that is at home in `from`.
    pub fn words(&self, target: Target, from: Home, span: Span) -> Text {
        let words = self.bare_words(target, from, span);
        if self.is_here(target) || !self.is_of_book(target) {
            return words;
        }
        around(&self.words.in_the_book, words, span)
    }

    /// Whether all of `target` is in this volume or edition.
    fn is_here(&self, target: Target) -> bool {
        match target {
            Target::Range(first, last) => {
                self.between(first, last).all(|file| self.places.contains_key(&Thing::File(file)))
            }
            _ => self.place(target).is_some(),
        }
    }

    /// The documents of a range.
    fn between(&self, first: FileId, last: FileId) -> impl Iterator<Item = FileId> {
        let ends = self.document_number(first).zip(self.document_number(last));
        let within = move |file: &FileId| {
            self.document_number(*file)
                .zip(ends)
                .is_some_and(|(number, (first, last))| (first..=last).contains(&number))
        };
        self.names.files.keys().copied().filter(within)
    }

    /// Whether `target` is something that the whole book prints, here or elsewhere.
    fn is_of_book(&self, target: Target) -> bool {
        match target {
            Target::Thing(Thing::Entry(..) | Thing::Event(_) | Thing::Volume(_)) | Target::InVolume(..) => false,
            Target::Thing(Thing::Anchored(at)) => matches!(self.names.anchored[at].home, Home::File(_)),
            Target::Note(home, ..) => matches!(home, Home::File(_)),
            Target::Thing(Thing::File(_)) | Target::Range(..) => true,
        }
    }

    fn bare_words(&self, target: Target, from: Home, span: Span) -> Text {
        match target {
            Target::Range(first, last) => {
                let number = |file| self.document_number(file).map_or_else(String::new, |number| number.to_string());
                made(filled(&self.words.documents, &format!("{}–{}", number(first), number(last))), span)
            }
            Target::Note(home, series, label) => {
                let marker = self.numbers.written(home, series, label).map(|at| &self.numbers.notes[at].marker);
                let elsewhere = || self.whole.written(home, series, label).map(|at| &self.whole.notes[at].marker);
                // A note that nothing calls has no number; that is told as a problem of its own.
                let marker = marker.or_else(elsewhere).map_or("?", String::as_str);
                self.within(home, from, made(filled(&self.words.note, marker), span), span)
            }
            Target::Thing(Thing::Volume(volume)) => self.volume(volume),
            Target::InVolume(volume, first, last) => {
                let mut words = self.volume(volume);
                let documents = if first == last {
                    filled(&self.words.document, &first.to_string())
                } else {
                    filled(&self.words.documents, &format!("{first}–{last}"))
                };
                words.push(Inline::Text(format!(", {documents}"), span));
                words
            }
            Target::Thing(Thing::File(file)) => self.file(file, span, Depth::Outer),
            Target::Thing(Thing::Anchored(at)) => self.anchored(at, from, span),
            Target::Thing(Thing::Entry(kind, at)) => {
                let entries = self.manuscript.registers.get(&kind);
                entries.map_or_else(Text::new, |entries| self.still(&entries[at].name, Depth::Inner))
            }
            Target::Thing(Thing::Event(at)) => {
                made(dates::in_words(&self.manuscript.events[at].date, self.language), span)
            }
        }
    }

    /// What another volume of the series is called.
    fn volume(&self, at: usize) -> Text {
        let volume = &self.manuscript.imprint.series_volumes[at];
        self.still(volume.short.as_ref().unwrap_or(&volume.line), Depth::Inner)
    }

    fn anchored(&self, at: usize, from: Home, span: Span) -> Text {
        let anchored = &self.names.anchored[at];
        if let Some(title) = title(anchored.block) {
            return self.within(anchored.home, from, self.still(title, Depth::Inner), span);
        }
        let number = self.numbers.figure(anchored.block).or_else(|| self.whole.figure(anchored.block));
        if let (BlockKind::Figure { .. }, Some(_)) = (&anchored.block.kind, number) {
            return made(notes::figure_label(number, self.words), span);
        }
        // What has no words of its own is known by what it stands in.
        self.home(anchored.home, span)
    }

    /// `words` for something that is at home in `home`, with the words for that before them if it is not where we are.
    fn within(&self, home: Home, from: Home, words: Text, span: Span) -> Text {
        if home == from {
            return words;
        }
        let mut whole = self.home(home, span);
        whole.push(Inline::Text(", ".into(), span));
        whole.extend(words);
        whole
    }

    fn home(&self, home: Home, span: Span) -> Text {
        match home {
            Home::File(file) => self.file(file, span, Depth::Outer),
            Home::Entry(kind, at) => self.bare_words(Target::Thing(Thing::Entry(kind, at)), home, span),
            Home::Event(at) => self.bare_words(Target::Thing(Thing::Event(at)), home, span),
            Home::Work(_) => made(self.words.bibliography.clone(), span),
            Home::Imprint => made(self.words.copyright.clone(), span),
        }
    }

    fn file(&self, file: FileId, span: Span, depth: Depth) -> Text {
        match self.names.files.get(&file) {
            Some(Origin::Document(_, numbers, document)) => match numbers.in_volume {
                Some(number) => made(filled(&self.words.document, &number.to_string()), span),
                None => self.still(&document.title, depth),
            },
            Some(Origin::Chapter(_, number, _)) => made(filled(&self.words.chapter, &number.to_string()), span),
            Some(Origin::Essay(_, essay)) => self.still(&essay.title, depth),
            _ => Text::new(),
        }
    }

    fn document_number(&self, file: FileId) -> Option<u32> {
        match self.names.files.get(&file) {
            Some(Origin::Document(_, numbers, _)) => numbers.in_volume,
            _ => None,
        }
    }

    /// A title as it is quoted elsewhere: its words and their dress, no calls, marks or queries.
    pub fn still(&self, text: &[manuscript::Inline<Written>], depth: Depth) -> Text {
        use manuscript::Inline as Was;
        let mut words = Text::new();
        for inline in text {
            match inline {
                Was::Text(text, span) => words.push(Inline::Text(text.clone(), *span)),
                Was::Styled(style, content, span) => {
                    words.push(Inline::Styled(style.clone(), self.still(content, depth), *span));
                }
                Was::Editorial(hand, content, span) => {
                    words.push(Inline::Editorial(*hand, self.still(content, depth), *span));
                }
                Was::Break(span) => words.push(Inline::Text(" ".into(), *span)),
                Was::Link { content, .. } => words.extend(self.still(content, depth)),
                Was::Mark(mark, _) => words.extend(self.still(mark.shown.as_deref().unwrap_or_default(), depth)),
                Was::Reference(reference, span) => words.extend(self.reference_in_title(reference, *span, depth)),
                Was::Call(..) | Was::Citation(..) | Was::Query(..) => {}
            }
        }
        words
    }

    /// The words of a reference that itself stands in a quoted title. Titles that quote each other end at the second.
    fn reference_in_title(&self, reference: &Reference, span: Span, depth: Depth) -> Text {
        if let Some(shown) = &reference.shown {
            return self.still(shown, depth);
        }
        let Some(name) = &reference.name else { return Text::new() };
        match (self.names.find(reference.prefix, &name.name)[..].first(), depth) {
            (Some(Thing::File(file)), Depth::Outer) => self.file(*file, span, Depth::Inner),
            (Some(Thing::Entry(kind, at)), _) => {
                let entries = self.manuscript.registers.get(kind);
                made(entries.map_or_else(String::new, |entries| plain(&entries[*at].name)), span)
            }
            _ => made(name.name.clone(), span),
        }
    }
}

/// Whether a title is quoted for itself, or within another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Outer,
    Inner,
}

/// Made words, at the place that makes them be there.
pub(super) fn made(words: String, span: Span) -> Text {
    vec![Inline::Text(words, span)]
}

/// `pattern` with `text` in its place: "{}, in the book".
pub(super) fn around(pattern: &str, text: Text, span: Span) -> Text {
    let (before, after) = pattern.split_once("{}").unwrap_or(("", pattern));
    let mut whole = Text::new();
    whole.extend((!before.is_empty()).then(|| Inline::Text(before.to_owned(), span)));
    whole.extend(text);
    whole.extend((!after.is_empty()).then(|| Inline::Text(after.to_owned(), span)));
    whole
}
