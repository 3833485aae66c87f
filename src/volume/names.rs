//! Who answers to a name.
//!
//! Files, entries of registers, events and figures answer to their ids wherever they are
//! named; headings, attachments and figures answer to what stands after `#` in their own
//! file. A prefix says which kind is meant, and is needed only where several answer.
//! What two things are called alike, or alike but for the case of a letter, is told here.

use std::collections::BTreeMap;

use super::RegisterKind;
use super::outline::{Home, Origin, Outline};
use super::walk::{self, Descend, Node};
use crate::manuscript::{Block, BlockKind, Label, Manuscript, Note, Prefix, Text, Written};
use crate::report::{Code, Diagnostic, Report};
use crate::source::FileId;

/// Something that a reference can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A document, an essay, a chapter.
    File(FileId),
    /// A heading, attachment, figure or block with a name, by its index in [`Names::anchored`].
    Anchored(usize),
    /// An entry of a register, by its index in the manuscript.
    Entry(RegisterKind, usize),
    /// An event, by its index in the manuscript.
    Event(usize),
    /// A volume of the series, by its index in the manuscript.
    Volume(usize),
}

/// A block with a name of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchored<'a> {
    /// Where its name is at home.
    pub home: Home,
    /// Its name.
    pub name: &'a Label,
    /// The block.
    pub block: &'a Block<Written>,
}

/// All names of a volume.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// What each file is.
    pub files: BTreeMap<FileId, Origin<'a>>,
    /// Blocks with names.
    pub anchored: Vec<Anchored<'a>>,
    by_id: BTreeMap<&'a str, Vec<Thing>>,
    by_home: BTreeMap<(Home, &'a str), usize>,
}

/// Gathers all names of the volume and of its editions' own files.
pub(super) fn gather<'a>(outlines: &[&Outline<'a>], manuscript: &'a Manuscript, report: &mut Report) -> Names<'a> {
    let mut names = Names::default();
    let mut ids = Vec::new();
    for piece in outlines.iter().flat_map(|outline| &outline.pieces) {
        let (file, id) = match piece.origin {
            Origin::Essay(file, essay) | Origin::Chapter(file, _, essay) => (file, &essay.id),
            Origin::Document(file, _, document) => (file, &document.id),
            Origin::Generated(_) | Origin::Part(..) => continue,
        };
        if names.files.insert(file, piece.origin).is_some() {
            continue;
        }
        ids.push(id);
        names.by_id.entry(&id.name).or_default().push(Thing::File(file));
        names.add_file(file, piece.origin, report);
    }
    tell_alike("documents or essays", ids, report);
    names.add_entries(manuscript, report);
    names.add_events(manuscript, report);
    names.add_volumes(manuscript, report);
    names
}

impl<'a> Names<'a> {
    /// What answers to `name` under `prefix`.
    pub fn find(&self, prefix: Option<Prefix>, name: &str) -> Vec<Thing> {
        let all = self.by_id.get(name).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|thing| self.answers(prefix, *thing)).collect()
    }

    /// The block that answers to `name` in `home`.
    pub fn at_home(&self, home: Home, name: &str) -> Option<usize> {
        self.by_home.get(&(home, name)).copied()
    }

    /// All names that a reference with `prefix` could mean, in order.
    pub fn known(&self, prefix: Option<Prefix>) -> impl Iterator<Item = &'a str> {
        let meant = move |things: &Vec<Thing>| things.iter().any(|thing| self.answers(prefix, *thing));
        self.by_id.iter().filter(move |(_, things)| meant(things)).map(|(name, _)| *name)
    }

    /// All names of blocks in `home`, in order.
    pub fn known_at_home(&self, home: Home) -> impl Iterator<Item = &'a str> {
        let own = self.by_home.range((home, "")..).take_while(move |((other, _), _)| *other == home);
        own.map(|((_, name), _)| *name)
    }

    /// The id of a file.
    pub fn file_id(&self, file: FileId) -> &'a str {
        match self.files.get(&file) {
            Some(Origin::Essay(_, essay) | Origin::Chapter(_, _, essay)) => &essay.id.name,
            Some(Origin::Document(_, _, document)) => &document.id.name,
            _ => "",
        }
    }

    /// The prefix under which alone `thing` is meant.
    pub fn prefix(&self, thing: Thing) -> &'static str {
        match thing {
            Thing::File(file) if matches!(self.files.get(&file), Some(Origin::Chapter(..))) => "chapter",
            Thing::File(_) => "doc",
            Thing::Anchored(_) => "fig",
            Thing::Event(_) => "event",
            Thing::Volume(_) => "volume",
            Thing::Entry(RegisterKind::People, _) => "person",
            Thing::Entry(RegisterKind::Organisations, _) => "org",
            Thing::Entry(RegisterKind::Terms, _) => "term",
            Thing::Entry(RegisterKind::Abbreviations, _) => "abbr",
        }
    }

    /// Whether `thing` is of the kind that `prefix` asks for. An essay outside the chapters answers to both words for a file.
    fn answers(&self, prefix: Option<Prefix>, thing: Thing) -> bool {
        let Some(prefix) = prefix else { return true };
        match (prefix, thing) {
            (Prefix::Page, _) => true,
            (Prefix::Document, Thing::File(file)) => !matches!(self.files.get(&file), Some(Origin::Chapter(..))),
            (Prefix::Chapter, Thing::File(file)) => !matches!(self.files.get(&file), Some(Origin::Document(..))),
            (Prefix::Note, Thing::File(_))
            | (Prefix::Figure, Thing::Anchored(_))
            | (Prefix::Event, Thing::Event(_))
            | (Prefix::Volume, Thing::Volume(_)) => true,
            (Prefix::Person, Thing::Entry(kind, _)) => kind == RegisterKind::People,
            (Prefix::Organisation, Thing::Entry(kind, _)) => kind == RegisterKind::Organisations,
            (Prefix::Term, Thing::Entry(kind, _)) => kind == RegisterKind::Terms,
            (Prefix::Abbreviation, Thing::Entry(kind, _)) => kind == RegisterKind::Abbreviations,
            _ => false,
        }
    }

    fn add_file(&mut self, file: FileId, origin: Origin<'a>, report: &mut Report) {
        let home = Home::File(file);
        let before = self.anchored.len();
        let notes: &'a [Note] = match origin {
            Origin::Document(_, _, document) => {
                self.add_blocks(home, document.headnote.as_deref().unwrap_or_default());
                self.add_blocks(home, document.opener.as_slice());
                self.add_blocks(home, &document.text);
                &document.notes
            }
            Origin::Essay(_, essay) | Origin::Chapter(_, _, essay) => {
                self.add_blocks(home, &essay.text);
                &essay.notes
            }
            Origin::Generated(_) | Origin::Part(..) => &[],
        };
        for note in notes {
            self.add_blocks(home, &note.blocks);
        }
        tell_alike("blocks of this file", self.anchored[before..].iter().map(|anchored| anchored.name), report);
    }

    fn add_blocks(&mut self, home: Home, blocks: &'a [Block<Written>]) {
        walk::blocks(blocks, &mut |node: Node<'a, Written>| {
            if let Node::Block(block) = node
                && let Some(name) = &block.anchor
            {
                let at = self.anchored.len();
                self.anchored.push(Anchored { home, name, block });
                self.by_home.entry((home, &name.name)).or_insert(at);
                if matches!(block.kind, BlockKind::Figure { .. }) {
                    self.by_id.entry(&name.name).or_default().push(Thing::Anchored(at));
                }
            }
            match node {
                Node::Block(_) => Descend::Into,
                Node::Inline(_) => Descend::Past,
            }
        });
    }

    fn add_entries(&mut self, manuscript: &'a Manuscript, report: &mut Report) {
        for (kind, entries) in &manuscript.registers {
            for (at, entry) in entries.iter().enumerate() {
                let things = self.by_id.entry(&entry.id.name).or_default();
                // Of two entries with one id the first answers; that there are two is told below.
                if !things.iter().any(|thing| matches!(thing, Thing::Entry(other, _) if other == kind)) {
                    things.push(Thing::Entry(*kind, at));
                }
                self.add_blocks(Home::Entry(*kind, at), &entry.note);
            }
            tell_alike("entries of this register", entries.iter().map(|entry| &entry.id), report);
        }
    }

    fn add_volumes(&mut self, manuscript: &'a Manuscript, report: &mut Report) {
        let volumes = &manuscript.imprint.series_volumes;
        for (at, volume) in volumes.iter().enumerate() {
            if let Some(id) = &volume.id {
                self.by_id.entry(&id.name).or_default().push(Thing::Volume(at));
            }
        }
        tell_alike("volumes of the series", volumes.iter().filter_map(|volume| volume.id.as_ref()), report);
    }

    fn add_events(&mut self, manuscript: &'a Manuscript, report: &mut Report) {
        for (at, event) in manuscript.events.iter().enumerate() {
            if let Some(id) = &event.id {
                self.by_id.entry(&id.name).or_default().push(Thing::Event(at));
            }
            self.add_blocks(Home::Event(at), &event.text);
        }
        tell_alike("events", manuscript.events.iter().filter_map(|event| event.id.as_ref()), report);
    }
}

/// The title of a heading or an attachment.
pub(super) fn title(block: &Block<Written>) -> Option<&Text> {
    match &block.kind {
        BlockKind::Heading(_, title) | BlockKind::Attachment { title, .. } => Some(title),
        _ => None,
    }
}

/// Tells which of `labels` are alike, or alike but for the case of a letter. Labels of notes are told where they are read.
fn tell_alike<'a>(of_what: &str, labels: impl IntoIterator<Item = &'a Label>, report: &mut Report) {
    let mut seen: BTreeMap<String, &Label> = BTreeMap::new();
    for label in labels {
        let name = &label.name;
        let Some(first) = seen.get(&name.to_lowercase()) else {
            seen.insert(name.to_lowercase(), label);
            continue;
        };
        let message = if first.name == *name {
            format!("two {of_what} have the id `{name}`")
        } else {
            format!("the ids `{}` and `{name}` of two {of_what} differ by case alone", first.name)
        };
        let problem = Diagnostic::new(Code::DuplicateName, label.span, message).label("the second");
        report.push(problem.related(first.span, "the first").hint("give one of them another id"));
    }
}
