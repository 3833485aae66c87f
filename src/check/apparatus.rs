//! Registers, headnotes, sources, numbers and dates.

use std::collections::{BTreeMap, BTreeSet};

use super::names;
use crate::date::Day;
use crate::manuscript::{Document as Written, Entry, Manuscript};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;
use crate::volume::walk::{self, Descend, Node, plain};
use crate::volume::{Answered, Document, DocumentKind, Inline, Piece, PieceKind, PlaceId, RegisterKind, Volume};

/// Entries of printed registers that nothing refers to. An entry that only points to another is there to be looked up.
pub(super) fn unused_entries(volume: &Volume, manuscript: &Manuscript, report: &mut Report) {
    let used = referred_to(volume);
    let written: BTreeMap<String, (RegisterKind, &Entry)> = manuscript
        .registers
        .iter()
        .flat_map(|(kind, entries)| entries.iter().map(|entry| (anchor(*kind, entry), (*kind, entry))))
        .collect();
    for entry in volume.entries.iter().filter(|entry| entry.see.is_none() && !used.contains(&entry.place)) {
        let place = &volume.places[entry.place.index()];
        let Some((kind, written)) = written.get(&place.anchor) else { continue };
        let id = &written.id.name;
        if let Some(named) = names::first_named(volume, entry) {
            let message = format!("{} `{id}` is named here, and nothing is linked to it", what(*kind));
            let problem = Diagnostic::new(Code::UnlinkedName, named.span, message);
            report.push(problem.related(written.id.span, "the entry").hint(names::link(id, &named.words)));
            continue;
        }
        let message = format!("{} `{id}` is never referred to", what(*kind));
        let problem = Diagnostic::new(Code::UnusedEntry, written.id.span, message);
        report.push(problem.hint(format!("write `[[{id}]]` where the text means it, or remove the entry")));
    }
}

/// The anchor of an entry, by which the volume's entry is known in the manuscript.
fn anchor(kind: RegisterKind, entry: &Entry) -> String {
    let prefix = match kind {
        RegisterKind::People => "person",
        RegisterKind::Organisations => "org",
        RegisterKind::Terms => "term",
        RegisterKind::Abbreviations => "abbr",
    };
    format!("{prefix}-{}", entry.id.name)
}

fn what(kind: RegisterKind) -> &'static str {
    match kind {
        RegisterKind::People => "the person",
        RegisterKind::Organisations => "the organisation",
        RegisterKind::Terms => "the term",
        RegisterKind::Abbreviations => "the abbreviation",
    }
}

/// Abbreviations of which the register says neither what they stand for nor anything else.
pub(super) fn unexpanded(volume: &Volume, manuscript: &Manuscript, report: &mut Report) {
    let printed =
        volume.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Register(RegisterKind::Abbreviations, _)));
    let entries = manuscript.registers.get(&RegisterKind::Abbreviations).filter(|_| printed);
    for entry in entries.into_iter().flatten() {
        if entry.expansion.is_none() && entry.note.is_empty() && entry.see.is_none() {
            let message = format!("nothing says what `{}` stands for", entry.id.name);
            let problem = Diagnostic::new(Code::UnexpandedAbbreviation, entry.id.span, message);
            report.push(problem.hint("write `expansion = \"...\"` in it, or `see` with the entry that says it"));
        }
    }
}

/// Every place that a reference of the volume leads to.
fn referred_to(volume: &Volume) -> BTreeSet<PlaceId> {
    let mut places = BTreeSet::new();
    let mut visit = |node: Node<'_, Answered>| {
        if let Node::Inline(Inline::Reference(reference, _)) = node {
            places.extend(reference.to);
        }
        Descend::Into
    };
    for piece in &volume.pieces {
        for text in piece.texts() {
            walk::inlines(text, &mut visit);
        }
        for blocks in piece.blocks() {
            walk::blocks(blocks, &mut visit);
        }
    }
    for blocks in volume.notes.iter().map(|note| &note.blocks).chain(volume.events.iter().map(|event| &event.text)) {
        walk::blocks(blocks, &mut visit);
    }
    for citation in &volume.citations {
        walk::inlines(&citation.print, &mut visit);
    }
    for work in &volume.works {
        walk::inlines(&work.annotation, &mut visit);
    }
    for entry in &volume.entries {
        walk::inlines(&entry.expansion, &mut visit);
        walk::blocks(&entry.note, &mut visit);
    }
    places.extend(volume.entries.iter().filter_map(|entry| Some(volume.entries[entry.see?.index()].place)));
    places
}

/// The documents of the volume, each with its piece.
pub(super) fn documents(volume: &Volume) -> impl Iterator<Item = (&Piece, &Document)> {
    volume.pieces.iter().filter_map(|piece| match &piece.kind {
        PieceKind::Document(document) => Some((piece, &**document)),
        _ => None,
    })
}

/// The documents as they were written, by their ids. What `assemble` makes of a source note holds more than the source.
pub(super) fn written(manuscript: &Manuscript) -> BTreeMap<&str, &Written> {
    manuscript.documents.values().map(|document| (document.id.name.as_str(), document)).collect()
}

/// Documents without headnote, source or date. A note of the editors among the documents needs neither.
pub(super) fn bare_documents(volume: &Volume, manuscript: &Manuscript, report: &mut Report) {
    let written = written(manuscript);
    for (piece, document) in documents(volume).filter(|(_, document)| document.kind != DocumentKind::EditorialNote) {
        let id = &document.id;
        if document.headnote.is_empty() {
            let problem = Diagnostic::new(Code::MissingHeadnote, piece.span, format!("`{id}` has no headnote"));
            report.push(problem.hint("open its text with `::: headnote`, and say what it is and why it matters"));
        }
        if written.get(id.as_str()).is_some_and(|written| written.source.is_none()) {
            let problem = Diagnostic::new(Code::MissingSource, piece.span, format!("`{id}` has no source"));
            report.push(problem.hint("write `source = \"...\"`: where the original lies, or where it was published"));
        }
        if document.date.is_none() && document.date_text.is_empty() {
            let problem = Diagnostic::new(Code::MissingDate, piece.span, format!("`{id}` has no date"));
            report.push(problem.hint("write `date = 1956-10-24`, or `date-text = \"[undated]\"` where none is known"));
        }
    }
}

/// Numbers that no document bears, between those that some bear.
pub(super) fn number_gaps(volume: &Volume, report: &mut Report) {
    let numbers: BTreeMap<u32, Span> =
        documents(volume).filter_map(|(piece, document)| Some((document.number?, piece.span))).collect();
    for ((before, _), (after, span)) in numbers.iter().zip(numbers.iter().skip(1)) {
        let missing = match after - before {
            0 | 1 => continue,
            2 => format!("no document bears the number {}", before + 1),
            _ => format!("no document bears the numbers {} to {}", before + 1, after - 1),
        };
        let problem = Diagnostic::new(Code::NumberGap, *span, missing).label(format!("this is number {after}"));
        report.push(problem.hint("documents are numbered by themselves where `number` is not written"));
    }
}

/// Documents dated before the dated document that precedes them.
pub(super) fn order_of_dates(volume: &Volume, report: &mut Report) {
    let mut before: Option<(&Piece, &Document, Day)> = None;
    for (piece, document) in documents(volume) {
        let Some(date) = document.date else { continue };
        if let Some((earlier_piece, earlier, day)) = before
            && is_before(date.from, day)
        {
            let message = format!("`{}` is dated before `{}`, which precedes it", document.id, earlier.id);
            let date = |document: &Document| plain(&document.date_text);
            let problem = Diagnostic::new(Code::OutOfOrder, piece.span, message).label(date(document));
            report.push(problem.related(earlier_piece.span, date(earlier)));
        }
        before = Some((piece, document, date.from));
    }
}

/// Whether `day` is surely before `other`, as far as both are known: a month is not before a day of itself.
fn is_before(day: Day, other: Day) -> bool {
    let known = |a: Option<u8>, b: Option<u8>| a.zip(b);
    if day.year != other.year {
        return day.year < other.year;
    }
    match known(day.month, other.month) {
        None => false,
        Some((a, b)) if a != b => a < b,
        Some(_) => known(day.day, other.day).is_some_and(|(a, b)| a < b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: Option<u8>, day: Option<u8>) -> Day {
        Day { year, month, day }
    }

    #[test]
    fn a_day_is_before_another_only_as_far_as_both_are_known() {
        let october = day(1956, Some(10), None);
        assert!(is_before(day(1956, Some(10), Some(23)), day(1956, Some(10), Some(24))));
        assert!(is_before(october, day(1956, Some(11), Some(4))));
        assert!(!is_before(october, day(1956, Some(10), Some(24))), "a month is not before its own days");
        assert!(!is_before(day(1956, None, None), october));
        assert!(is_before(day(1955, None, None), october));
    }
}
