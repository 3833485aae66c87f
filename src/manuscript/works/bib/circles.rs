//! Entries and abbreviations that lead back to themselves: the library would follow them for ever.

use std::collections::{BTreeMap, BTreeSet};

use biblatex::{RawBibliography, RawChunk, RawEntry};

use super::Fault;

/// Entries and abbreviations that lead back to themselves, which the library would follow for ever.
pub(super) fn circles(raw: &RawBibliography<'_>) -> Vec<Fault> {
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in &raw.abbreviations {
        let names = pair.value.v.iter().filter_map(|chunk| match chunk.v {
            RawChunk::Abbreviation(name) => Some(name),
            RawChunk::Normal(_) => None,
        });
        leads.entry(pair.key.v).or_default().extend(names);
    }
    let mut faults = Vec::new();
    for pair in raw.abbreviations.iter().filter(|pair| leads_back(&[pair.key.v], &leads)) {
        let why = format!("the abbreviation `{}` stands for itself", pair.key.v);
        faults.push(Fault::new(pair.key.span.start..pair.value.span.end, pair.key.span.clone(), why));
    }
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in &raw.entries {
        let names: Vec<&str> = values_of(&entry.v, &["crossref", "xdata"]);
        for name in names_of(&entry.v) {
            leads.entry(name).or_default().extend(names.iter().copied());
        }
    }
    for entry in raw.entries.iter().filter(|entry| leads_back(&names_of(&entry.v), &leads)) {
        let why = format!("`{}` refers to itself", entry.v.key.v);
        faults.push(Fault::new(entry.span.clone(), entry.v.key.span.clone(), why));
    }
    faults
}

/// The keys that fields of these names hold, separated by commas.
pub(super) fn values_of<'s>(entry: &RawEntry<'s>, names: &[&str]) -> Vec<&'s str> {
    let wanted = entry.fields.iter().filter(|pair| names.contains(&pair.key.v.to_lowercase().as_str()));
    let texts = wanted.flat_map(|pair| &pair.value.v).map(|chunk| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
    });
    texts.flat_map(|text| text.split([',', '{', '}'])).map(str::trim).filter(|key| !key.is_empty()).collect()
}

/// The key of an entry, and whatever else it is known by.
fn names_of<'s>(entry: &RawEntry<'s>) -> Vec<&'s str> {
    [entry.key.v].into_iter().chain(values_of(entry, &["ids"])).collect()
}

/// Whether a thing of these names leads to one of them, by whatever way.
fn leads_back(names: &[&str], leads: &BTreeMap<&str, Vec<&str>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = names.iter().filter_map(|name| leads.get(name)).flatten().copied().collect();
    while let Some(name) = open.pop() {
        if names.contains(&name) {
            return true;
        }
        if seen.insert(name) {
            open.extend(leads.get(name).into_iter().flatten());
        }
    }
    false
}
