//! The sections of the bibliography, and within them the archives.
//!
//! A work stands in the first section that takes it. A section may be arranged by archive, as
//! documentary readers print their unpublished sources: each repository with its town, under
//! it its fonds, under those what was used of them.

use std::collections::BTreeMap;

use super::holding::{archive, field, fonds};
use super::{WrittenWork, dated};
use crate::manifest::{self, Arrangement};
use crate::manuscript::Work;
use crate::volume::registers::Alphabet;
use crate::volume::{Archive, BibliographySection, Fonds, Text, Words, WorkId, WorkList};

/// The sections: each work in the first that takes it, else in the one that does not choose, else last.
pub(in crate::volume) fn sections(
    order: &[(WorkId, &Work)],
    wanted: &[manifest::BibliographySection],
    words: &Words,
    alphabet: &Alphabet,
) -> Vec<BibliographySection> {
    let mut taken: Vec<Vec<(WorkId, &Work)>> = vec![Vec::new(); wanted.len()];
    let mut others = Vec::new();
    for &(id, work) in order {
        let takes = wanted.iter().position(|section| section.takes(&work.kind, &work.keywords));
        match takes.or_else(|| wanted.iter().position(|section| !section.chooses())) {
            Some(at) => taken[at].push((id, work)),
            None => others.push(id),
        }
    }
    let mut sections = Vec::new();
    for (section, works) in wanted.iter().zip(taken).filter(|(_, works)| !works.is_empty()) {
        let list = match section.arrangement {
            Arrangement::ByName => WorkList::Works(works.into_iter().map(|(id, _)| id).collect()),
            Arrangement::ByArchive => WorkList::Archives(archives(&works, alphabet)),
        };
        sections.push(BibliographySection { title: section.title.clone(), list });
    }
    if !others.is_empty() {
        let title = if wanted.is_empty() { String::new() } else { words.other_works.clone() };
        sections.push(BibliographySection { title, list: WorkList::Works(others) });
    }
    sections
}

/// Works by the archives that keep them, in the alphabet of the volume's language; what no archive keeps stands last.
fn archives(works: &[(WorkId, &Work)], alphabet: &Alphabet) -> Vec<Archive> {
    let mut by_archive: BTreeMap<String, Vec<(WorkId, &Work)>> = BTreeMap::new();
    for &(id, work) in works {
        by_archive.entry(archive(work).unwrap_or_default()).or_default().push((id, work));
    }
    let mut archives: Vec<Archive> =
        by_archive.into_iter().map(|(name, works)| Archive { name, fonds: fonds_of(&works, alphabet) }).collect();
    archives.sort_by(|a, b| a.name.is_empty().cmp(&b.name.is_empty()).then_with(|| alphabet.compare(&a.name, &b.name)));
    archives
}

/// The fonds of one archive, each with what was used of it. A work that is named as a fonds heads it.
fn fonds_of(works: &[(WorkId, &Work)], alphabet: &Alphabet) -> Vec<Fonds> {
    let mut by_name: BTreeMap<&str, Fonds> = BTreeMap::new();
    for (id, work) in works {
        if let Some(name) = fonds(work) {
            let fonds =
                by_name.entry(name).or_insert_with(|| Fonds { name: name.into(), head: None, works: Vec::new() });
            fonds.works.push(*id);
        }
    }
    let mut alone = Vec::new();
    for (id, work) in works.iter().filter(|(_, work)| fonds(work).is_none()) {
        let title = field(work, "title").unwrap_or_default();
        match by_name.get_mut(title) {
            Some(fonds) if fonds.head.is_none() => fonds.head = Some(*id),
            _ => alone.push((title, Fonds { name: String::new(), head: Some(*id), works: Vec::new() })),
        }
    }
    let mut all: Vec<(&str, Fonds)> = by_name.into_iter().chain(alone).collect();
    let name = |work: &WorkId| works.iter().find(|(id, _)| id == work).map_or("", |(_, work)| sorted_by(work));
    let date = |work: &WorkId| works.iter().find(|(id, _)| id == work).map(|(_, work)| dated::sort_key(work));
    for (_, fonds) in &mut all {
        fonds.works.sort_by(|a, b| alphabet.compare(name(a), name(b)).then_with(|| date(a).cmp(&date(b))));
    }
    all.sort_by(|(a, _), (b, _)| alphabet.compare(a, b));
    all.into_iter().map(|(_, fonds)| fonds).collect()
}

/// What a work is found under within its fonds: its place on the shelf, where archivists look for it.
fn sorted_by(work: &Work) -> &str {
    ["shelfmark", "number", "note", "title"].iter().find_map(|name| field(work, name)).unwrap_or_default()
}

/// The words of a work where it stands in the bibliography.
#[derive(Debug, Default)]
pub(in crate::volume) struct PrintedWork {
    /// The whole of it, for those who follow a link to it.
    pub title: String,
    /// Its words in print.
    pub print: Text,
    /// Its words on the screen.
    pub screen: Text,
}

/// The works, by [`WorkId`], each in the words that suit its place in `sections`.
pub(in crate::volume) fn printed(works: Vec<WrittenWork>, sections: &[BibliographySection]) -> Vec<PrintedWork> {
    let mut written: Vec<WrittenWork> = works;
    written.sort_by_key(|work| work.id);
    for section in sections {
        match &section.list {
            WorkList::Works(ids) => name_first_authors(ids, &mut written),
            WorkList::Archives(archives) => leave_out_archives(archives, &mut written),
        }
    }
    written.into_iter().map(|WrittenWork { title, print, screen, .. }| PrintedWork { title, print, screen }).collect()
}

/// Names in print the authors that a section would leave to a dash after somebody else's work.
fn name_first_authors(section: &[WorkId], written: &mut [WrittenWork]) {
    for (at, id) in section.iter().enumerate() {
        let run = written[id.index()].run;
        if at.checked_sub(1).is_none_or(|before| written[section[before].index()].run != run) {
            let work = &mut written[id.index()];
            work.print = work.screen.clone();
        }
    }
}

/// Takes from works what their archive and their fonds say above them.
fn leave_out_archives(archives: &[Archive], written: &mut [WrittenWork]) {
    for id in archives.iter().flat_map(Archive::works) {
        let work = &mut written[id.index()];
        if let Some(below) = work.below.take() {
            work.print.clone_from(&below);
            work.screen = below;
        }
    }
}
