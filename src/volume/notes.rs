//! Notes are numbered as the reader meets them.
//!
//! Two series run side by side. The editors' notes are numbered where they are first
//! called, in the order of print, and start again where `[notes]` says; the notes of the
//! original are marked *, †, ‡, §, ‖, ¶, then doubled, and start again in each piece.
//! A register numbers its notes for itself. Whoever calls a note again sees its number
//! again. A note of the original alone may call notes; what it calls is numbered where it
//! is itself first called, because that is where the reader turns to it.
//!
//! In a note style a citation that stands outside a note makes a note, which is numbered
//! with the others. Figures are numbered on the same walk.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Home, Origin, Outline, Passage};
use super::walk::{self, Descend, Node};
use super::{PieceId, words};
use crate::manifest::{Manifest, Numbering, SourceNote};
use crate::manuscript::{self, Block, BlockKind, Call, Citation, Inline, Manuscript, Note, Series, Written};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;

/// How citations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CitationForm {
    /// In the text: author and date.
    InText,
    /// In notes; outside one they make one.
    InNotes,
}

/// A note with its number.
#[derive(Clone, Debug)]
pub(super) struct Numbered<'a> {
    /// Its series.
    pub series: Series,
    /// What it is called by in print.
    pub marker: String,
    /// The piece it is first called in.
    pub piece: PieceId,
    /// What it says.
    pub body: Body<'a>,
    /// Where its labels are at home.
    pub home: Home,
    /// Where it was written.
    pub span: Span,
}

/// What a note says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body<'a> {
    /// What an author wrote.
    Written(&'a Note),
    /// A citation that stood outside a note.
    Citation(&'a Citation),
}

/// All notes of a volume, and the numbers of its figures.
#[derive(Debug, Default)]
pub(super) struct Numbers<'a> {
    /// The notes: the index is their [`super::NoteId`].
    pub notes: Vec<Numbered<'a>>,
    written: BTreeMap<(Home, Series, &'a str), usize>,
    /// Citations and figures have no names: each is known by where it stands in the manuscript's memory,
    /// which is borrowed, and so stays, as long as this lives.
    made: BTreeMap<*const Citation, usize>,
    figures: BTreeMap<*const Block<Written>, u32>,
}

impl<'a> Numbers<'a> {
    /// The note that `label` names in `home`, if it is called.
    pub fn written(&self, home: Home, series: Series, label: &str) -> Option<usize> {
        self.written.get(&(home, series, label)).copied()
    }

    /// The note that a citation makes.
    pub fn made(&self, citation: &Citation) -> Option<usize> {
        self.made.get(&std::ptr::from_ref(citation)).copied()
    }

    /// The number of a figure; none if it has no caption.
    pub fn figure(&self, block: &Block<Written>) -> Option<u32> {
        self.figures.get(&std::ptr::from_ref(block)).copied()
    }
}

/// Numbers the notes and figures of `outline`.
pub(super) fn number<'a>(
    outline: &Outline<'a>,
    manuscript: &'a Manuscript,
    manifest: &Manifest,
    citations: CitationForm,
    report: &mut Report,
) -> Numbers<'a> {
    let mut numbering = Numberer {
        manuscript,
        outline,
        citations,
        numbers: Numbers::default(),
        mentioned: BTreeSet::new(),
        editorial: 0,
        original: 0,
        figure: 0,
        piece: PieceId(0),
        report,
    };
    numbering.volume(manifest);
    numbering.numbers
}

/// The notes that were written in `home`.
pub(super) fn written_in(home: Home, manuscript: &Manuscript) -> &[Note] {
    match home {
        Home::Entry(kind, at) => manuscript.registers.get(&kind).map_or(&[], |entries| &entries[at].notes),
        Home::Event(at) => &manuscript.events[at].notes,
        Home::Work(_) | Home::Imprint => &[],
        Home::File(file) => {
            let essay = manuscript.essays.get(&file).map(|essay| &essay.notes[..]);
            essay.or(manuscript.documents.get(&file).map(|document| &document.notes[..])).unwrap_or_default()
        }
    }
}

/// The `number`-th mark of the notes of the original, from 1.
pub(super) fn mark(number: usize) -> String {
    const MARKS: [&str; 6] = ["*", "†", "‡", "§", "‖", "¶"];
    let before = number.saturating_sub(1);
    MARKS[before % MARKS.len()].repeat(before / MARKS.len() + 1)
}

/// A label as its calls have it.
pub(super) fn as_called(series: Series, label: &str) -> String {
    match series {
        Series::Editorial => format!("[^{label}]"),
        Series::Original => format!("[^*{label}]"),
    }
}

/// What a call stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    Original,
    Editorial,
}

struct Numberer<'a, 'r> {
    manuscript: &'a Manuscript,
    outline: &'r Outline<'a>,
    citations: CitationForm,
    numbers: Numbers<'a>,
    /// Labels that something calls, be it where it may not.
    mentioned: BTreeSet<(Home, Series, &'a str)>,
    editorial: usize,
    original: usize,
    figure: u32,
    piece: PieceId,
    report: &'r mut Report,
}

impl<'a> Numberer<'a, '_> {
    fn volume(&mut self, manifest: &Manifest) {
        let source_note: SourceNote = manifest.notes.source_note;
        let mut chapter_depth = None;
        let mut homes = Vec::new();
        for (at, piece) in self.outline.pieces.iter().enumerate() {
            self.piece = PieceId(at as u32);
            self.original = 0;
            let in_chapter =
                matches!(piece.origin, Origin::Document(..)) && chapter_depth.is_some_and(|depth| piece.depth > depth);
            if !in_chapter {
                chapter_depth = matches!(piece.origin, Origin::Chapter(..)).then_some(piece.depth);
            }
            let before = self.editorial;
            let generated = matches!(piece.origin, Origin::Generated(_));
            let starts_again = match manifest.notes.numbering {
                Numbering::Document => true,
                Numbering::Chapter => !in_chapter,
                Numbering::Volume => generated,
            };
            if starts_again {
                self.editorial = 0;
            }
            for (home, passage) in self.outline.passages(piece, self.manuscript, source_note) {
                homes.push(home);
                let inside = match passage {
                    Passage::Source(_) => Inside::Original, // a note that may call notes
                    Passage::Text(_) | Passage::Blocks(_) => Inside::Text,
                };
                self.passage(home, passage, inside);
            }
            // Registers and imprint number for themselves, and the text goes on where it was.
            if generated {
                self.editorial = before;
            }
        }
        homes.sort_unstable();
        homes.dedup();
        for home in homes {
            self.tell_uncalled(home);
        }
    }

    fn passage(&mut self, home: Home, passage: Passage<'a>, inside: Inside) {
        let mut visit = |node: Node<'a, Written>| self.node(home, node, inside);
        match passage {
            Passage::Text(text) | Passage::Source(text) => walk::inlines(text, &mut visit),
            Passage::Blocks(blocks) => walk::blocks(blocks, &mut visit),
        }
    }

    fn node(&mut self, home: Home, node: Node<'a, Written>, inside: Inside) -> Descend {
        match node {
            Node::Inline(Inline::Call(call, span)) => self.call(home, call, *span, inside),
            Node::Inline(Inline::Citation(citation, span))
                if inside == Inside::Text && self.citations == CitationForm::InNotes =>
            {
                self.citation(home, citation, *span);
                return Descend::Past;
            }
            Node::Block(block) if matches!(&block.kind, BlockKind::Figure { caption, .. } if !caption.is_empty()) => {
                self.figure += 1;
                self.numbers.figures.insert(std::ptr::from_ref(block), self.figure);
            }
            _ => {}
        }
        Descend::Into
    }

    fn call(&mut self, home: Home, call: &'a Call, span: Span, inside: Inside) {
        let label = call.label.name.as_str();
        let key = (home, call.series, label);
        self.mentioned.insert(key);
        let all = written_in(home, self.manuscript);
        let Some(note) = all.iter().find(|note| note.series == call.series && note.label.name == label) else {
            self.report.push(unknown(home, call, span, all));
            return;
        };
        if inside == Inside::Editorial {
            self.report.push(note_in_note(call, span, note));
            return;
        }
        if self.numbers.written.contains_key(&key) {
            return;
        }
        let at = self.add(call.series, Body::Written(note), home, note.span);
        self.numbers.written.insert(key, at);
        let inside = match call.series {
            Series::Editorial => Inside::Editorial,
            Series::Original => Inside::Original,
        };
        self.passage(home, Passage::Blocks(&note.blocks), inside);
    }

    fn citation(&mut self, home: Home, citation: &'a Citation, span: Span) {
        let at = self.add(Series::Editorial, Body::Citation(citation), home, span);
        self.numbers.made.insert(std::ptr::from_ref(citation), at);
        for cite in &citation.cites {
            self.passage(home, Passage::Text(&cite.prefix), Inside::Editorial);
            self.passage(home, Passage::Text(&cite.locator), Inside::Editorial);
        }
    }

    fn add(&mut self, series: Series, body: Body<'a>, home: Home, span: Span) -> usize {
        let marker = match series {
            Series::Editorial => {
                self.editorial += 1;
                self.editorial.to_string()
            }
            Series::Original => {
                self.original += 1;
                mark(self.original)
            }
        };
        self.numbers.notes.push(Numbered { series, marker, piece: self.piece, body, home, span });
        self.numbers.notes.len() - 1
    }

    /// Tells the notes of `home` that nothing calls. What only such a note calls is not told again.
    fn tell_uncalled(&mut self, home: Home) {
        let uncalled: Vec<&'a Note> = written_in(home, self.manuscript)
            .iter()
            .filter(|note| !self.mentioned.contains(&(home, note.series, note.label.name.as_str())))
            .collect();
        let mut called_by_them = BTreeSet::new();
        for note in &uncalled {
            walk::blocks(&note.blocks, &mut |node: Node<'a, Written>| {
                if let Node::Inline(Inline::Call(call, _)) = node {
                    called_by_them.insert((call.series, call.label.name.as_str()));
                }
                Descend::Into
            });
        }
        let unprinted = unprinted_calls(home, self.manuscript);
        for note in uncalled {
            let label = note.label.name.as_str();
            if called_by_them.contains(&(note.series, label)) {
                continue;
            }
            let call = as_called(note.series, label);
            let problem =
                Diagnostic::new(Code::UncalledNote, note.label.span, format!("note `{label}` is never called"))
                    .label("written here");
            self.report.push(match unprinted.get(&(note.series, label)) {
                Some(span) => problem
                    .related(*span, "not printed, because the opener says it as the document did")
                    .hint(format!("write `{call}` in the opener")),
                None => problem.hint(format!("write `{call}` where it belongs, or remove it")),
            });
        }
    }
}

/// The calls in what an opener replaces: place and date of the front matter.
fn unprinted_calls(home: Home, manuscript: &Manuscript) -> BTreeMap<(Series, &str), Span> {
    let mut calls = BTreeMap::new();
    let Home::File(file) = home else { return calls };
    let Some(document) = manuscript.documents.get(&file).filter(|document| document.opener.is_some()) else {
        return calls;
    };
    for text in [&document.place, &document.date_text].into_iter().flatten() {
        walk::inlines(text, &mut |node: Node<'_, Written>| {
            if let Node::Inline(Inline::Call(call, span)) = node {
                calls.insert((call.series, call.label.name.as_str()), *span);
            }
            Descend::Into
        });
    }
    calls
}

/// A call of a note that was not written.
fn unknown(home: Home, call: &Call, span: Span, written: &[Note]) -> Diagnostic {
    let label = call.label.name.as_str();
    let end = match home {
        Home::File(_) => "at the end of this file",
        Home::Entry(..) | Home::Event(_) => "at the end of this text, after a blank line",
        Home::Work(_) => return note_in_annotation(span),
        Home::Imprint => return manuscript::note_in_manifest(span),
    };
    let problem =
        Diagnostic::new(Code::UnknownNote, span, format!("note `{label}` is never written")).label("called here");
    let others = written.iter().filter(|note| note.series == call.series).map(|note| note.label.name.as_str());
    // Labels are mostly numbers, and of one figure: another number is no slip of the pen.
    let near = did_you_mean(label, others).filter(|_| label.chars().any(char::is_alphabetic));
    let hint = format!("write `{}: …` {end}", as_called(call.series, label));
    match near {
        Some(near) => problem.hint(format!("did you mean `{}`?", as_called(call.series, near))).hint(hint),
        None => problem.hint(hint),
    }
}

/// A call from the annotation of a work: nothing stands at the end of a bibliography.
fn note_in_annotation(span: Span) -> Diagnostic {
    let problem = Diagnostic::new(Code::MisplacedBlock, span, "the annotation of a work cannot call a note");
    problem.hint("say it in the annotation itself")
}

/// A call from within a note that may not call.
fn note_in_note(call: &Call, span: Span, note: &manuscript::Note) -> Diagnostic {
    let label = &call.label.name;
    Diagnostic::new(Code::NoteInNote, span, format!("note `{label}` is called from within an editorial note"))
        .label("called here")
        .related(note.label.span, "the note that is called")
        .hint("only a note of the original, whose label begins with `*`, may call notes; say it in the note itself")
}

/// "Figure 4"; nothing for a figure without caption.
pub(super) fn figure_label(number: Option<u32>, words: &super::Words) -> String {
    number.map_or_else(String::new, |number| words::filled(&words.figure, &number.to_string()))
}
