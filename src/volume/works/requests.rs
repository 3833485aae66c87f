//! What is asked of the citation processor, in what order.
//!
//! The processor looks at the citation before to write *ibid.* That must not reach over
//! the head of a document, over a note that says something else, or back to a note with
//! several works: between such citations it is shown a work that prints nothing. On the
//! screen it is shown one before every note.

use std::collections::BTreeMap;

use hayagriva::citationberg::{IndependentStyle, StyleClass};
use hayagriva::types::EntryType;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChildren, Entry, LocatorPayload,
    Rendered, SpecificLocator, TransparentLocator,
};

use super::Style;
use super::locator::{self, Locator, Words};
use crate::manuscript::Work;
use crate::volume::Inline;
use crate::volume::answer::{Cited, CitedWork};
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

    /// Whether any citation may lean on the one before.
    pub fn leans(&self) -> bool {
        self.class == StyleClass::Note
            && (1..self.asked.len()).any(|at| {
                !self.is_apart(at) && self.asked[at].cited.cites[0].work.key == last_key(self.asked[at - 1].cited)
            })
    }

    /// Sends all citations through the processor, and all `works` for the bibliography.
    pub fn render(&self, csl: &IndependentStyle, style: &Style, works: &[&Work], output: Output) -> Rendered {
        // Where an editor put words between the works, their order is the editor's own.
        let mut as_written = csl.clone();
        as_written.citation.sort = None;
        let mut driver = BibliographyDriver::new();
        let request =
            |items, csl, number| CitationRequest::new(items, csl, Some(style.locale.clone()), &style.locales, number);
        for (at, asked) in self.asked.iter().enumerate() {
            if self.class == StyleClass::Note && (output == Output::Screen || self.is_apart(at)) {
                driver.citation(request(vec![hidden(&self.separator)], csl, None));
            }
            let items =
                asked.cited.cites.iter().zip(&asked.locators).map(|(cite, locator)| item(cite, locator.as_ref()));
            let worded = asked.cited.cites.iter().skip(1).any(|cite| !cite.prefix.is_empty());
            let csl = if worded { &as_written } else { csl };
            driver.citation(request(items.collect(), csl, asked.cited.number));
        }
        for work in works {
            driver.citation(request(vec![hidden(&work.entry)], csl, None));
        }
        driver.finish(BibliographyRequest::new(csl, Some(style.locale.clone()), &style.locales))
    }

    /// What the processor made of citation number `at`.
    pub fn of<'r>(&self, rendered: &'r Rendered, at: usize, output: Output) -> Option<&'r ElemChildren> {
        let asked = self.answers[at]?;
        let separators = match (self.class, output) {
            (StyleClass::InText, _) => 0,
            (StyleClass::Note, Output::Screen) => asked + 1,
            (StyleClass::Note, Output::Print) => (0..=asked).filter(|at| self.is_apart(*at)).count(),
        };
        rendered.citations.get(asked + separators).map(|citation| &citation.citation)
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
