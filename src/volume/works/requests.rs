//! What is asked of the citation processor, in what order.
//!
//! The processor looks at the citation before to write *ibid.* That must not reach over
//! the head of a document, over a note that says something else, or back to a note with
//! several works: between such citations it is shown a work that prints nothing. On the
//! screen nothing may lean on the note before: where the first work of a citation does in
//! print, it goes through a second time, behind such a work.
//!
//! The processor is slow, and writes every citation twice. What prints nothing is therefore
//! shown to it in a style of one word.

use std::collections::BTreeMap;

use hayagriva::citationberg as csl;
use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, LongShortForm, StyleClass, TextTarget,
};
use hayagriva::types::EntryType;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta, Entry,
    LocatorPayload, Rendered, SpecificLocator, TransparentLocator,
};

use super::Style;
use super::locator::{self, Locator, Words};
use crate::manuscript::Work;
use crate::volume::Inline;
use crate::volume::harvest::{Cited, CitedWork};
use crate::volume::walk::plain;

/// For whom citations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// For print, where the note before is on the page.
    Print,
    /// For the screen, where each note may stand alone.
    Screen,
}

/// The key of the work that prints nothing; no work of an author has a space in its key.
const SEPARATOR: &str = "separator of notes";

/// A citation as it goes through the processor.
#[derive(Debug)]
struct Asked<'c> {
    cited: &'c Cited<'c>,
    locators: Vec<Option<Locator>>,
}

/// All citations as they go through the processor.
#[derive(Debug)]
pub(super) struct Requests<'c> {
    asked: Vec<Asked<'c>>,
    /// Which of `asked` answers each citation.
    answers: Vec<Option<usize>>,
    class: StyleClass,
    separator: Entry,
}

/// What the processor answered.
pub(super) struct Answers {
    /// All of it.
    pub rendered: Rendered,
    /// By citation that was asked for: where its words stand, and those of its first work for the screen where they differ.
    places: Vec<(usize, Option<usize>)>,
}

impl<'c> Requests<'c> {
    /// The requests for `cited`.
    pub fn new(cited: &'c [Cited<'c>], style: &Style) -> Requests<'c> {
        let class = style.csl.settings.class;
        let mut requests = Requests {
            asked: Vec::new(),
            answers: Vec::new(),
            class,
            separator: Entry::new(SEPARATOR, EntryType::Misc),
        };
        // In the text a citation looks the same wherever it stands.
        let mut known: BTreeMap<Vec<(&str, String, bool)>, usize> = BTreeMap::new();
        for one in cited {
            if one.cites.is_empty() {
                requests.answers.push(None);
                continue;
            }
            let key = one.cites.iter().map(of_what).collect::<Vec<_>>();
            if class == StyleClass::InText
                && let Some(at) = known.get(&key)
            {
                requests.answers.push(Some(*at));
                continue;
            }
            let at = requests.asked.len();
            known.insert(key, at);
            let locators = one.cites.iter().map(|cite| locator::read(&cite.locator)).collect();
            requests.asked.push(Asked { cited: one, locators });
            requests.answers.push(Some(at));
        }
        requests
    }

    /// Sends all citations through the processor, and all `works` for the bibliography.
    pub fn render(&self, style: &Style, works: &[&Work]) -> Answers {
        // Where an editor put words between the works, their order is the editor's own.
        let mut as_written = style.csl.clone();
        as_written.citation.sort = None;
        let quiet = self.quiet(&style.csl);
        let mut driver = BibliographyDriver::new();
        let mut count = 0;
        let mut ask = |items, csl, number| {
            driver.citation(CitationRequest::new(items, csl, Some(style.locale.clone()), &style.locales, number));
            count += 1;
            count - 1
        };
        let mut places = Vec::with_capacity(self.asked.len());
        for (at, asked) in self.asked.iter().enumerate() {
            let worded = asked.cited.cites.iter().skip(1).any(|cite| !cite.prefix.is_empty());
            let csl = if worded { &as_written } else { &style.csl };
            let items = || -> Vec<_> {
                asked
                    .cited
                    .cites
                    .iter()
                    .zip(&asked.locators)
                    .map(|(cite, locator)| item(cite, locator.as_ref()))
                    .collect()
            };
            let notes = self.class == StyleClass::Note;
            if notes && self.is_apart(at) {
                ask(vec![hidden(&self.separator)], &quiet, None);
            }
            let print = ask(items(), csl, asked.cited.number);
            let screen = if notes && self.leans(at) {
                ask(vec![hidden(&self.separator)], &quiet, None);
                Some(ask(items().into_iter().take(1).collect(), csl, asked.cited.number))
            } else {
                None
            };
            places.push((print, screen));
        }
        for work in works {
            ask(vec![hidden(&work.entry)], &quiet, None);
        }
        let request = BibliographyRequest::new(&style.csl, Some(style.locale.clone()), &style.locales);
        Answers { rendered: driver.finish(request), places }
    }

    /// The bibliography in which every author is named, for the screen; none if it is that of print.
    pub fn bibliography_of_names(&self, style: &Style, works: &[&Work]) -> Option<Rendered> {
        let mut csl = style.csl.clone();
        csl.bibliography.as_mut()?.subsequent_author_substitute.take()?;
        let quiet = self.quiet(&csl);
        let mut driver = BibliographyDriver::new();
        for work in works {
            let items = vec![hidden(&work.entry)];
            driver.citation(CitationRequest::new(items, &quiet, Some(style.locale.clone()), &style.locales, None));
        }
        Some(driver.finish(BibliographyRequest::new(&csl, Some(style.locale.clone()), &style.locales)))
    }

    /// The style for what prints nothing: the key of the work, which no other work has, so that there is nothing to tell
    /// apart. Where citations differ by letters after the year (1956a), all works must be seen as they are cited.
    fn quiet(&self, csl: &IndependentStyle) -> IndependentStyle {
        let mut quiet = csl.clone();
        if self.class == StyleClass::Note && !csl.citation.disambiguate_add_year_suffix {
            quiet.citation.layout.elements = vec![key_alone()];
            quiet.citation.sort = None;
        }
        quiet
    }

    /// What the processor made of citation number `at`.
    pub fn of(&self, answers: &Answers, at: usize, output: Output) -> Option<ElemChildren> {
        let (print, screen) = answers.places[self.answers[at]?];
        let citation = |place: usize| answers.rendered.citations.get(place).map(|citation| &citation.citation);
        let mut words = citation(print)?.clone();
        let first =
            screen.filter(|_| output == Output::Screen).and_then(citation).and_then(|alone| first_work(alone).cloned());
        if let (Some(first), Some(place)) = (first, words.0.iter_mut().find(|child| is_first_work(child))) {
            *place = first;
        }
        Some(words)
    }

    /// Whether the citation may lean on the one before it.
    fn leans(&self, at: usize) -> bool {
        !self.is_apart(at)
            && self.asked[at].cited.cites.first().map(|cite| cite.work.key.as_str())
                == Some(last_key(self.asked[at - 1].cited))
    }

    /// Whether the citation must not lean on the one before it.
    fn is_apart(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| self.asked[at].cited) else { return true };
        let this = self.asked[at].cited;
        let (Some(note), Some(note_before)) = (this.note, before.note) else { return true };
        let neighbours = note.0 <= note_before.0 + 1 && note.0 >= note_before.0;
        let alone_there = note == note_before
            || (before.cites.len() == 1 && at.checked_sub(2).is_none_or(|at| self.asked[at].cited.note != before.note));
        this.piece != before.piece || !neighbours || !alone_there
    }
}

/// What makes two citations look the same: the work, the locator as the processor sees it, and whether words stand before.
fn of_what<'c>(cite: &CitedWork<'c>) -> (&'c str, String, bool) {
    let dressed = cite.locator.iter().any(|inline| !matches!(inline, Inline::Text(..)));
    let locator = format!("{}{}", if dressed { "dressed " } else { "" }, plain(&cite.locator));
    (cite.work.key.as_str(), locator, !cite.prefix.is_empty())
}

fn last_key<'c>(cited: &'c Cited<'c>) -> &'c str {
    cited.cites.last().map_or("", |cite| cite.work.key.as_str())
}

fn item<'i>(cite: &CitedWork<'i>, locator: Option<&'i Locator>) -> CitationItem<'i, Entry> {
    let locator = locator.map(|locator| {
        let payload = match &locator.words {
            Words::Plain(words) => LocatorPayload::Str(words),
            Words::Dressed(text) => LocatorPayload::Transparent(TransparentLocator::new(plain(text))),
        };
        SpecificLocator(locator.kind, payload)
    });
    CitationItem::with_locator(&cite.work.entry, locator)
}

/// An item that prints nothing where it stands.
fn hidden(entry: &Entry) -> CitationItem<'_, Entry> {
    CitationItem::new(entry, None, None, true, None)
}

/// The key of a work, as the whole of its citation.
fn key_alone() -> Element {
    let target =
        TextTarget::Variable { var: Variable::Standard(StandardVariable::CitationKey), form: LongShortForm::default() };
    Element::Text(csl::Text::with_target(target))
}

/// What a citation says of the work that stood first in it.
fn first_work(words: &ElemChildren) -> Option<&ElemChild> {
    words.0.iter().find(|child| is_first_work(child))
}

fn is_first_work(child: &ElemChild) -> bool {
    matches!(child, ElemChild::Elem(elem) if elem.meta == Some(ElemMeta::Entry(0)))
}
