//! An edition: a selection of the volume's documents, with its own front matter.
//!
//! Its documents are printed 1, 2, 3 and say the volume's own numbers beside; references
//! keep the volume's numbers, because headnotes and notes were written with the book in
//! hand. Registers and bibliography hold what the selection uses.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Names, Thing};
use super::outline::{self, Home, Numbers, Origin, Outline, Passage, Planned};
use super::references;
use super::targets::{self, Target};
use super::tree::Style;
use super::walk::{self, Descend, Node};
use super::{Block, BlockKind, Dress, Inline, Matter, RegisterKind, Words, quoting, registers};
use crate::manifest::{Edition, Generated, Manifest, Metadata};
use crate::manuscript::{self, Manuscript, Series, Written};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;

/// The edition that is called `name`, if there is one; tells if there is not.
pub(super) fn find<'a>(name: &str, manifest: &'a Manifest, report: &mut Report) -> Option<&'a Edition> {
    let edition = manifest.editions.get(name);
    if edition.is_none() {
        let problem = Diagnostic::of_volume(Code::UnknownEdition, format!("there is no edition `{name}`"));
        report.push(match did_you_mean(name, manifest.editions.keys().map(String::as_str)) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint(format!("write `[editions.{name}]` in `book.toml`")),
        });
    }
    edition
}

/// The outline of `edition`, its registers not yet filtered.
pub(super) fn outline<'a>(
    edition: &'a Edition,
    whole: &Outline<'a>,
    manuscript: &'a Manuscript,
    manifest: &'a Manifest,
    report: &mut Report,
) -> Outline<'a> {
    let front = edition.front.as_ref().unwrap_or(&manifest.contents.front);
    let back = edition.back.as_ref().unwrap_or(&manifest.contents.back);
    let mut pieces = outline::matter(front, Matter::Front, manuscript, manifest, report);
    pieces.extend(documents(edition, whole, manuscript, report));
    pieces.extend(outline::matter(back, Matter::Back, manuscript, manifest, report));
    let mut outline = Outline { pieces, ..whole.clone() };
    if numbering_note_at(&outline).is_none() {
        // A selection says how it is numbered, and its list of documents is the place to say it.
        let at = outline.pieces.iter().take_while(|piece| piece.matter == Matter::Front).count();
        let list = Origin::Generated(Generated::ListOfDocuments);
        outline.pieces.insert(at, Planned { matter: Matter::Front, depth: 0, origin: list, span: edition.span });
    }
    outline
}

/// The piece of an edition that says how its documents are numbered: its list of documents, or else its contents.
pub(super) fn numbering_note_at(outline: &Outline) -> Option<usize> {
    outline.generated(Generated::ListOfDocuments).or_else(|| outline.generated(Generated::Contents))
}

/// What the edition says there.
pub(super) fn numbering_note(manifest: &Manifest, words: &Words, span: Span) -> Block {
    said_of_book(&words.selection_note, manifest, span)
}

/// The outline of a single document out of `outline`, if that has it.
pub(super) fn alone<'a>(id: &str, outline: &Outline<'a>) -> Outline<'a> {
    let is_it = |piece: &&Planned| matches!(piece.origin, Origin::Document(_, _, document) if document.id.name == id);
    let pieces = outline.pieces.iter().filter(is_it).map(|piece| Planned { depth: 0, ..*piece }).collect();
    Outline { pieces, ..outline.clone() }
}

/// What a document says that stands alone, after its text.
pub(super) fn alone_note(manifest: &Manifest, words: &Words, span: Span) -> Block {
    let said = said_of_book(&words.document_alone, manifest, span);
    Block { kind: BlockKind::Dressed(Dress::Editorial, vec![said]), anchor: None, language: None, span }
}

/// A paragraph with the title of the whole book in it.
fn said_of_book(pattern: &str, manifest: &Manifest, span: Span) -> Block {
    let title = vec![Inline::Text(manifest.metadata.title.clone(), span)];
    let title = vec![Inline::Styled(Style::Italic, title, span)];
    quoting::paragraph(references::around(pattern, title, span), span)
}

/// The documents of the edition, in its own order, numbered from 1.
fn documents<'a>(
    edition: &Edition,
    whole: &Outline<'a>,
    manuscript: &'a Manuscript,
    report: &mut Report,
) -> Vec<Planned<'a>> {
    // A document may belong to an edition alone: then the volume has no number for it.
    let mut known: BTreeMap<&str, Origin<'a>> = BTreeMap::new();
    for (file, document) in &manuscript.documents {
        known.insert(&document.id.name, Origin::Document(*file, Numbers::default(), document));
    }
    for piece in &whole.pieces {
        if let Origin::Document(_, _, document) = piece.origin {
            known.insert(&document.id.name, piece.origin);
        }
    }
    let mut chosen = Vec::new();
    let mut taken = BTreeSet::new();
    for (id, span) in &edition.documents {
        let Some(&origin) = known.get(id.as_str()) else {
            let problem = Diagnostic::new(Code::UnknownReference, *span, format!("no document `{id}`"));
            report.push(match did_you_mean(id, known.keys().copied()) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem,
            });
            continue;
        };
        let Origin::Document(file, numbers, document) = origin else { continue };
        if !taken.insert(id) {
            continue; // told where the manifest is read
        }
        let numbers = Numbers { in_edition: Some(chosen.len() as u32 + 1), ..numbers };
        let origin = Origin::Document(file, numbers, document);
        chosen.push(Planned { matter: Matter::Body, depth: 0, origin, span: *span });
    }
    chosen
}

/// Leaves in the registers of `outline` the entries that its texts use, and drops registers that hold nothing then.
pub(super) fn keep_used<'a>(
    outline: &mut Outline<'a>,
    names: &Names<'a>,
    manuscript: &'a Manuscript,
    manifest: &Manifest,
) {
    let mut users = Users { names, manuscript, used: BTreeSet::new(), cited: BTreeSet::new(), read: BTreeSet::new() };
    for piece in &outline.pieces {
        let chosen_of = |part| outline::register(part).is_some() || part == Generated::Bibliography;
        if matches!(piece.origin, Origin::Generated(part) if chosen_of(part)) {
            continue;
        }
        for (home, passage) in outline.passages(piece, manuscript, manifest.notes.source_note) {
            users.passage(home, passage);
        }
    }
    if outline.generated(Generated::Bibliography).is_some() {
        users.annotations();
    }
    users.follow();
    let used = users.used;
    for (kind, printed) in &mut outline.entries {
        let entries = &manuscript.registers[kind];
        printed.retain(|at| {
            let see = entries[*at].see.as_ref();
            let points_to = see.and_then(|see| registers::pointed(manuscript, *kind, &see.name));
            let points_to_used = points_to.is_some_and(|to| used.contains(&to));
            used.contains(&(*kind, *at)) || points_to_used
        });
    }
    let holds =
        |part| outline::register(part).is_none_or(|kind| outline.entries.get(&kind).is_some_and(|all| !all.is_empty()));
    outline.pieces.retain(|piece| !matches!(piece.origin, Origin::Generated(part) if !holds(part)));
}

/// Finds which entries are used.
struct Users<'f, 'a> {
    names: &'f Names<'a>,
    manuscript: &'a Manuscript,
    used: BTreeSet<(RegisterKind, usize)>,
    /// The keys of the works that are cited.
    cited: BTreeSet<&'a str>,
    /// Notes that were read: notes of the original may call each other in a circle.
    read: BTreeSet<(Home, Series, &'a str)>,
}

impl<'a> Users<'_, 'a> {
    fn passage(&mut self, home: Home, passage: Passage<'a>) {
        let mut notes = Vec::new();
        let mut visit = |node: Node<'a, Written>| {
            match node {
                Node::Inline(manuscript::Inline::Reference(reference, span)) => {
                    let target = targets::resolve(reference, home, *span, self.names, self.manuscript);
                    if let Ok(Target::Thing(Thing::Entry(kind, at))) = target {
                        self.used.insert((kind, at));
                    }
                }
                Node::Inline(manuscript::Inline::Call(call, _)) => notes.push(call),
                Node::Inline(manuscript::Inline::Citation(citation, _)) => {
                    self.cited.extend(citation.cites.iter().map(|cite| cite.key.name.as_str()));
                }
                _ => {}
            }
            Descend::Into
        };
        match passage {
            Passage::Text(text) | Passage::Source(text) => walk::inlines(text, &mut visit),
            Passage::Blocks(blocks) => walk::blocks(blocks, &mut visit),
        }
        for call in notes {
            let label = call.label.name.as_str();
            let written = super::notes::written_in(home, self.manuscript);
            let note = written.iter().find(|note| note.series == call.series && note.label.name == label);
            if let Some(note) = note.filter(|_| self.read.insert((home, call.series, label))) {
                self.passage(home, Passage::Blocks(&note.blocks));
            }
        }
    }

    /// Adds the entries that the annotations of cited works refer to.
    fn annotations(&mut self) {
        let cited = std::mem::take(&mut self.cited);
        for (at, (key, work)) in self.manuscript.works.iter().enumerate() {
            if cited.contains(key.as_str()) {
                self.passage(Home::Work(at), Passage::Source(&work.annotation));
            }
        }
    }

    /// Adds the entries that used entries refer to, until no more are found.
    fn follow(&mut self) {
        let mut followed = BTreeSet::new();
        while let Some(&(kind, at)) = self.used.iter().find(|entry| !followed.contains(*entry)) {
            followed.insert((kind, at));
            let entries = &self.manuscript.registers[&kind];
            let entry = &entries[at];
            let home = Home::Entry(kind, at);
            self.passage(home, Passage::Blocks(&entry.note));
            if let Some(see) = &entry.see
                && let Some(to) = registers::pointed(self.manuscript, kind, &see.name)
            {
                self.used.insert(to);
            }
        }
    }
}

/// The metadata of `edition`: the volume's, with its own title, and without the volume's own identity.
pub(super) fn metadata(name: &str, edition: &Edition, manifest: &Manifest) -> Metadata {
    let volume = &manifest.metadata;
    let identity = format!("{}#{name}", volume.identifier);
    let subtitle = match (&edition.title, &edition.subtitle) {
        (_, Some(subtitle)) => Some(subtitle.clone()),
        (Some(_), None) => None,
        (None, None) => volume.subtitle.clone(),
    };
    Metadata {
        title: edition.title.clone().unwrap_or_else(|| volume.title.clone()),
        subtitle,
        slug: format!("{}-{name}", volume.slug),
        isbn_print: None,
        isbn_epub: None,
        identifier: format!("urn:uuid:{}", uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, identity.as_bytes())),
        ..volume.clone()
    }
}

/// The metadata of a document that stands alone, in a volume or edition with this `metadata`.
pub(super) fn metadata_alone(title: String, metadata: Metadata) -> Metadata {
    Metadata { title, subtitle: None, cover: None, isbn_print: None, isbn_epub: None, ..metadata }
}
