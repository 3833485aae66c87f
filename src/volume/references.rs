//! What a reference means, and the words it prints.
//!
//! The words are made from the target in the right form: a document or chapter by its
//! number, an essay by its title, a figure by its label, an attachment or heading by its
//! title, a note by its number, an event by its date, an entry by its name; with the
//! file's own words before them where that is another file. In an edition documents keep
//! the volume's numbers, and what the edition does not hold says "in the book".

use std::collections::BTreeMap;

use super::located::Located;
use super::names::{Names, Thing, title};
use super::notes::{self, Numbers, as_called};
use super::outline::{Extent, Home, Origin};
use super::places;
use super::walk::plain;
use super::words::{Words, filled};
use super::{Inline, PlaceId, Text, dates};
use crate::language::Language;
use crate::manuscript::{self, BlockKind, Manuscript, Prefix, Reference, Series, Written};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::{FileId, Span};

/// What a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A thing with a name.
    Thing(Thing),
    /// Documents from one to another.
    Range(FileId, FileId),
    /// A note, by the home and the series of its label.
    Note(Home, Series, &'a str),
    /// Documents of another volume of the series, by the numbers that they bear there.
    InVolume(usize, u32, u32),
}

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

/// Finds what `reference`, written in `home`, means; or says why it means nothing.
pub(super) fn resolve<'a>(
    reference: &'a Reference,
    home: Home,
    span: Span,
    names: &Names<'_>,
    manuscript: &Manuscript,
) -> Result<Target<'a>, Diagnostic> {
    if reference.prefix == Some(Prefix::Note) {
        return resolve_note(reference, home, span, names, manuscript);
    }
    let named = reference.name.as_ref().map(|name| resolve_name(reference.prefix, name, span, names)).transpose()?;
    if let (Some(Thing::Volume(volume)), Some(number)) = (named, &reference.fragment) {
        return resolve_in_volume(volume, number, reference.last.as_ref());
    }
    if let (Some(first), Some(last)) = (named, &reference.last) {
        return resolve_range(first, reference, last, span, names);
    }
    match (named, &reference.fragment) {
        (Some(thing), None) => Ok(Target::Thing(thing)),
        (_, Some(fragment)) => {
            let home = match named {
                Some(Thing::File(file)) => Home::File(file),
                Some(Thing::Entry(kind, at)) => Home::Entry(kind, at),
                Some(Thing::Event(at)) => Home::Event(at),
                Some(Thing::Anchored(at)) => names.anchored[at].home,
                Some(Thing::Volume(_)) | None => home,
            };
            match names.at_home(home, &fragment.name) {
                Some(at) => Ok(Target::Thing(Thing::Anchored(at))),
                None => Err(unknown_fragment(&fragment.name, named.is_some(), home, span, names, manuscript)),
            }
        }
        (None, None) => Err(Diagnostic::new(Code::UnknownReference, span, "this reference names nothing")),
    }
}

/// The one thing that answers to a name.
fn resolve_name(
    prefix: Option<Prefix>,
    label: &manuscript::Label,
    span: Span,
    names: &Names<'_>,
) -> Result<Thing, Diagnostic> {
    let name = label.name.as_str();
    match names.find(prefix, name)[..] {
        [thing] => Ok(thing),
        [] => Err(unknown_name(prefix, name, span, names)),
        ref several => {
            let mut ways: Vec<String> =
                several.iter().map(|thing| format!("`{}:{name}`", names.prefix(*thing))).collect();
            ways.sort();
            ways.dedup();
            let problem =
                Diagnostic::new(Code::AmbiguousReference, span, format!("several things are called `{name}`"));
            Err(match &ways[..] {
                [_] => problem.hint("name the file too: `[[doc:file#name]]`"),
                _ => problem.hint(format!("write {}", ways.join(" or "))),
            })
        }
    }
}

fn resolve_note<'a>(
    reference: &'a Reference,
    home: Home,
    span: Span,
    names: &Names<'_>,
    manuscript: &Manuscript,
) -> Result<Target<'a>, Diagnostic> {
    let home = match &reference.name {
        None => home,
        Some(name) => match resolve_name(Some(Prefix::Note), name, span, names)? {
            Thing::File(file) => Home::File(file),
            _ => home,
        },
    };
    let label = reference.fragment.as_ref().map_or("", |fragment| fragment.name.as_str());
    let (series, label) = match label.strip_prefix('*') {
        Some(label) => (Series::Original, label),
        None => (Series::Editorial, label),
    };
    let notes = notes::written_in(home, manuscript);
    if notes.iter().any(|note| note.series == series && note.label.name == label) {
        return Ok(Target::Note(home, series, label));
    }
    let whose = if reference.name.is_some() { "that file" } else { "this file" };
    let problem = Diagnostic::new(Code::UnknownReference, span, format!("{whose} has no note `{label}`"));
    let known = notes.iter().filter(|note| note.series == series).map(|note| note.label.name.as_str());
    Err(match did_you_mean(label, known) {
        Some(near) => problem.hint(format!("did you mean the note that is called by `{}`?", as_called(series, near))),
        None => problem,
    })
}

fn resolve_range<'a>(
    first: Thing,
    reference: &Reference,
    last: &manuscript::Label,
    span: Span,
    names: &Names<'_>,
) -> Result<Target<'a>, Diagnostic> {
    let last_thing = resolve_name(reference.prefix, last, span, names)?;
    let ends = [(first, reference.name.as_ref().map_or("", |name| &name.name)), (last_thing, &last.name)];
    let mut numbers = [0; 2];
    let mut files = Vec::new();
    for ((thing, name), number) in ends.into_iter().zip(&mut numbers) {
        let (file, in_volume) = match thing {
            Thing::File(file) => match names.files.get(&file) {
                Some(Origin::Document(_, numbers, _)) => (file, numbers.in_volume),
                _ => (file, None),
            },
            _ => return Err(no_end_of_range(name, span)),
        };
        let Some(in_volume) = in_volume else { return Err(no_end_of_range(name, span)) };
        *number = in_volume;
        files.push(file);
    }
    let [first, last] = numbers;
    if first > last {
        let message = format!("this range runs backwards, from number {first} to number {last}");
        let (a, b) = (ends[0].1, ends[1].1);
        return Err(Diagnostic::new(Code::ReversedRange, span, message).hint(format!("write `[[doc:{b}..{a}]]`")));
    }
    Ok(if first == last { Target::Thing(Thing::File(files[0])) } else { Target::Range(files[0], files[1]) })
}

/// Documents of another volume: nothing of it is here but their numbers.
fn resolve_in_volume<'a>(
    volume: usize,
    first: &manuscript::Label,
    last: Option<&manuscript::Label>,
) -> Result<Target<'a>, Diagnostic> {
    let number = |label: &manuscript::Label| {
        label.name.parse::<u32>().ok().filter(|number| *number > 0).ok_or_else(|| {
            let message = format!("`{}` is no number of a document", label.name);
            let problem = Diagnostic::new(Code::UnknownReference, label.span, message);
            problem.hint(
                "documents of another volume are named by their numbers: `[[volume:id#53]]`, `[[volume:id#53..55]]`",
            )
        })
    };
    let first_number = number(first)?;
    let last_number = last.map_or(Ok(first_number), number)?;
    if first_number > last_number {
        let message = format!("this range runs backwards, from number {first_number} to number {last_number}");
        return Err(Diagnostic::new(Code::ReversedRange, first.span, message));
    }
    Ok(Target::InVolume(volume, first_number, last_number))
}

fn no_end_of_range(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is no numbered document, so no range of documents can begin or end with it");
    Diagnostic::new(Code::UnknownReference, span, message)
}

fn unknown_name(prefix: Option<Prefix>, name: &str, span: Span, names: &Names<'_>) -> Diagnostic {
    let kind = match prefix {
        None | Some(Prefix::Page) => "nothing in the volume is called",
        Some(Prefix::Document) => "no document",
        Some(Prefix::Person) => "no person",
        Some(Prefix::Organisation) => "no organisation",
        Some(Prefix::Term) => "no term",
        Some(Prefix::Abbreviation) => "no abbreviation",
        Some(Prefix::Chapter) => "no chapter",
        Some(Prefix::Figure) => "no figure",
        Some(Prefix::Event) => "no event",
        Some(Prefix::Volume) => "the series has no volume",
        Some(Prefix::Note) => "no file",
    };
    let problem = Diagnostic::new(Code::UnknownReference, span, format!("{kind} `{name}`"));
    let others = names.find(None, name);
    if let Some(other) = others.first() {
        return problem.hint(format!("did you mean `[[{}:{name}]]`?", names.prefix(*other)));
    }
    match did_you_mean(name, names.known(prefix)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => match did_you_mean(name, names.known(None)) {
            Some(near) => {
                let prefix = names.find(None, near).first().map_or("", |thing| names.prefix(*thing));
                problem.hint(format!("did you mean `[[{prefix}:{near}]]`?"))
            }
            None => problem,
        },
    }
}

fn unknown_fragment(
    name: &str,
    elsewhere: bool,
    home: Home,
    span: Span,
    names: &Names<'_>,
    manuscript: &Manuscript,
) -> Diagnostic {
    let whose = if elsewhere { "there is no" } else { "this file has no" };
    let message = format!("{whose} heading, attachment or figure `{name}`");
    let problem = Diagnostic::new(Code::UnknownReference, span, message);
    if let Some(near) = did_you_mean(name, names.known_at_home(home)) {
        return problem.hint(format!("did you mean `#{near}`?"));
    }
    if notes::written_in(home, manuscript).iter().any(|note| note.label.name == name) {
        return problem.hint(format!("a note is named `note:`, as in `[[note:{name}]]`"));
    }
    problem.hint(format!("write `{{#{name}}}` at the end of its first line"))
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

/// Tells what is wrong with a reference to the page of something that is on none.
pub(super) fn tell_no_page(target: Target, span: Span, report: &mut Report) {
    if let Target::InVolume(..) | Target::Thing(Thing::Volume(_)) = target {
        let problem = Diagnostic::new(Code::UnknownReference, span, "no page of another volume is known here");
        report.push(problem.hint("write the number of the page after `[[volume:id]]`"));
        return;
    }
    let part = match target {
        Target::Thing(Thing::Event(_)) => "chronology",
        Target::Thing(Thing::Entry(kind, _)) => super::registers::name(kind),
        _ => return,
    };
    let message = format!("this has no page: the order of contents has no `{part}`");
    report.push(Diagnostic::new(Code::UnknownReference, span, message).hint(format!("add `{part}` to `[contents]`")));
}
