//! The bibliography and the citations, written by a citation style (CSL).
//!
//! A style must see all citations at once, in the order of the book: it tells apart works
//! of one author and year, shortens what was cited before, and in print writes *ibid.*
//! They therefore go through the processor (hayagriva) in one pass, once each: on the screen,
//! where a note may be read alone, only what leans on the note before it in print is written
//! anew. Where the style has a dash for a repeated author, the bibliography alone is made a
//! second time, beside the first. Where the style does not look at what was cited before, each
//! different citation goes through once: the processor is slow.
//!
//! Sources that lie in archives are written by [`archive`], because the processor drops
//! their signatures; [`dated`] and [`leftover`] say of other works what it cannot.

mod archive;
mod convert;
mod dated;
mod holding;
mod leftover;
mod locator;
mod requests;
mod sections;
mod style;

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::Rendered;

use super::harvest::{Cited, Ends, Opens, Setting};
use super::outline::Extent;
use super::registers::Alphabet;
use super::walk::plain;
use super::{Inline, Text, Words, WorkId};
use crate::language::Language;
use crate::manuscript::{Manuscript, Work};
use requests::{Output, Requests};
pub(super) use sections::{PrintedWork, printed, sections};
pub(super) use style::{Style, style};

/// All citations and works in words.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The citations, in print and on the screen, in the order they were given.
    pub citations: Vec<(Text, Text)>,
    /// The works in the order of the bibliography.
    pub works: Vec<WrittenWork>,
}

/// A work of the bibliography in words.
#[derive(Debug)]
pub(super) struct WrittenWork {
    /// Which it is.
    pub id: WorkId,
    /// The whole of it in plain words.
    pub title: String,
    /// Its words in print, where a repeated author may be a dash.
    pub print: Text,
    /// Its words on the screen.
    pub screen: Text,
    /// Of a source in an archive: what is left to say of it below its archive and its fonds.
    pub below: Option<Text>,
    /// The number of its author's run of works: those of one number may have a dash after the first.
    pub run: usize,
}

/// What citations and works are written in.
#[derive(Clone, Copy)]
pub(super) struct Writing<'f> {
    /// The style.
    pub style: &'f Style,
    /// The words of the volume.
    pub words: &'f Words,
    /// The language of the volume.
    pub language: &'f Language,
    /// Its alphabetical order.
    pub alphabet: &'f Alphabet,
}

/// The works that a bibliography prints, in the order of their keys: all of a volume, and of a selection those that it cites.
pub(super) fn wanted<'m>(cited: &[Cited<'m>], manuscript: &'m Manuscript, extent: Extent) -> Vec<&'m Work> {
    match extent {
        Extent::Whole => manuscript.works.values().collect(),
        Extent::Selection => {
            let works = cited.iter().flat_map(|cited| &cited.cites).map(|cite| cite.work);
            works.map(|work| (work.key.as_str(), work)).collect::<BTreeMap<_, _>>().into_values().collect()
        }
    }
}

/// Writes all of `cited`, and the bibliography of `works`.
pub(super) fn write(cited: &[Cited], works: &[&Work], writing: Writing) -> Written {
    if works.is_empty() && cited.is_empty() {
        return Written::default();
    }
    let requests = Requests::new(cited, writing.style);
    let (answers, named) =
        rayon::join(|| requests.render(writing.style, works), || requests.bibliography_of_names(writing.style, works));
    let citations = cited.iter().enumerate().map(|(at, cited)| {
        let words = |output: Output| citation(cited, requests.of(&answers, at, output).as_ref(), writing);
        (words(Output::Print), words(Output::Screen))
    });
    let print = &answers.rendered;
    let screen = named.as_ref().unwrap_or(print);
    Written { citations: citations.collect(), works: references(print, screen, works, writing) }
}

/// The words of a citation where it stands.
fn citation(cited: &Cited, rendered: Option<&hayagriva::ElemChildren>, writing: Writing) -> Text {
    let mut text = convert::citation(cited, rendered, writing);
    let suffix = writing.style.csl.citation.layout.suffix.as_deref().unwrap_or("");
    match cited.setting {
        Setting::InText => {}
        Setting::OwnNote => convert::begin_sentence(&mut text, cited),
        Setting::InNote { opens, ends } => {
            match opens {
                Opens::Opens => convert::begin_sentence(&mut text, cited),
                Opens::Follows => convert::go_on(&mut text),
            }
            match ends {
                Ends::Here => {}
                Ends::GoesOn => convert::strip_end(&mut text, suffix),
                Ends::Stops => {
                    convert::strip_end(&mut text, suffix);
                    convert::strip_end(&mut text, ".");
                }
            }
        }
    }
    text
}

/// The bibliography in order. Works that the style has no form for are still there.
fn references(print: &Rendered, screen: &Rendered, works: &[&Work], writing: Writing) -> Vec<WrittenWork> {
    let items = |rendered: &Rendered| -> BTreeMap<String, hayagriva::BibliographyItem> {
        let items = rendered.bibliography.iter().flat_map(|bibliography| &bibliography.items);
        items.map(|item| (item.key.clone(), item.clone())).collect()
    };
    let (in_print, on_screen) = (items(print), items(screen));
    let words = |work: &Work, items: &BTreeMap<String, hayagriva::BibliographyItem>| {
        let mut written = items.get(&work.key).map(|item| convert::reference(item, work.span)).unwrap_or_default();
        if archive::is_archival(work) || plain(&written).trim_matches(['.', ' ']).is_empty() {
            return archive::reference(work, archive::Extent::Whole, writing);
        }
        leftover::add(&mut written, work, writing);
        written
    };
    let by_key: BTreeMap<&str, usize> = works.iter().enumerate().map(|(at, work)| (work.key.as_str(), at)).collect();
    let ordered = print.bibliography.iter().flat_map(|bibliography| &bibliography.items);
    let mut order: Vec<usize> = ordered.filter_map(|item| by_key.get(item.key.as_str()).copied()).collect();
    if order.len() < works.len() {
        let there: BTreeSet<usize> = order.iter().copied().collect();
        order.extend((0..works.len()).filter(|at| !there.contains(at)));
    }
    let mut run = 0;
    let mut written: Vec<(WrittenWork, String)> = Vec::with_capacity(order.len());
    for at in order {
        let work = works[at];
        let (print, screen) = (words(work, &in_print), words(work, &on_screen));
        run += usize::from(print == screen);
        let below = archive::is_archival(work).then(|| archive::reference(work, archive::Extent::BelowFonds, writing));
        let (id, title) = (WorkId(at as u32), plain(&screen));
        written.push((WrittenWork { id, title, print, screen, below, run }, first_name(work)));
    }
    if writing.style.sorts_by_name() {
        // The processor compares names by their code points; a volume has the alphabet of its language.
        written.sort_by(|(_, a), (_, b)| writing.alphabet.compare(a, b));
    }
    let mut written: Vec<WrittenWork> = written.into_iter().map(|(work, _)| work).collect();
    if writing.style.sorts_by_date() {
        // To the processor a date that it cannot say is none. It sorted the others, and they keep their order.
        let authors = |written: &WrittenWork| works[written.id.index()].entry.authors().map(<[_]>::to_vec);
        for by_one in written.chunk_by_mut(|a, b| authors(a).is_some() && authors(a) == authors(b)) {
            by_one.sort_by_key(|written| dated::sort_key(works[written.id.index()]));
            dash_all_but_the_first(by_one);
        }
    }
    written
}

/// Where the style has a dash for a repeated author, the work that names the author may no longer be the first of its run:
/// it takes the dash of another, and the first takes the name.
fn dash_all_but_the_first(run: &mut [WrittenWork]) {
    let names_and_dash = run.iter().find_map(|work| match (work.screen.first(), work.print.first()) {
        (Some(Inline::Text(named, _)), Some(Inline::Text(dashed, _))) if named != dashed => {
            let alike = named.chars().rev().zip(dashed.chars().rev()).take_while(|(a, b)| a == b);
            let alike: usize = alike.map(|(letter, _)| letter.len_utf8()).sum();
            Some((named[..named.len() - alike].to_owned(), dashed[..dashed.len() - alike].to_owned()))
        }
        _ => None,
    });
    let Some((names, dash)) = names_and_dash else { return };
    for (at, work) in run.iter_mut().enumerate() {
        work.print.clone_from(&work.screen);
        if let (1.., Some(Inline::Text(words, _))) = (at, work.print.first_mut())
            && let Some(rest) = words.strip_prefix(&names)
        {
            *words = format!("{dash}{rest}");
        }
    }
}

/// What a work is found under: its first author or editor, "Nagy, Imre", or its title.
fn first_name(work: &Work) -> String {
    let person = work.entry.authors().or(work.entry.editors()).and_then(|people| people.first());
    match person {
        Some(person) => match &person.given_name {
            Some(given) => format!("{}, {given}", person.name),
            None => person.name.clone(),
        },
        None => work.fields.get("title").cloned().unwrap_or_else(|| work.key.clone()),
    }
}

/// The last run of plain words in `text`.
fn last_words(text: &mut Text) -> Option<&mut String> {
    match text.last_mut()? {
        Inline::Text(words, _) => Some(words),
        Inline::Styled(_, content, _) | Inline::Editorial(_, content, _) | Inline::Link { content, .. } => {
            last_words(content)
        }
        _ => None,
    }
}
