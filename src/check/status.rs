//! How a volume stands: how long each piece is, and what is still to be done.
//!
//! What an editor tells the press every month: words with and without the notes (presses
//! count both), notes, pages; documents that still want something; queries that are
//! still open. Nothing here is a fault of its own: what is wrong or doubtful is told by
//! [`super::run`], and a status counts it.

use std::collections::BTreeMap;

use super::apparatus::{documents, written};
use crate::manuscript::Manuscript;
use crate::report::{Code, Report};
use crate::source::Span;
use crate::typeset::page::{Folio, Item, Pages};
use crate::volume::walk::{self, Descend, Node, plain};
use crate::volume::{
    Answered, Block, BlockKind, DocumentKind, Inline, Matter, Piece, PieceKind, Shows, Text, Volume, queries,
};

/// How a volume stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// Each piece that has a heading, in the order of the book.
    pub pieces: Vec<PieceStatus>,
    /// How many pages the book has, blanks and all.
    pub pages: usize,
    /// What documents still want, in the order of the book.
    pub wanting: Vec<Wanting>,
    /// The editors' queries, in the order of the sources.
    pub queries: Vec<(Span, String)>,
    /// How many warnings of each kind the volume has.
    pub warnings: BTreeMap<Code, usize>,
}

/// How long a piece is.
#[derive(Clone, Debug, PartialEq)]
pub struct PieceStatus {
    /// Its heading without note calls, a document's number before it.
    pub title: String,
    /// Where it stands.
    pub matter: Matter,
    /// How deep it lies in the contents, from 0.
    pub depth: u8,
    /// What it is, as far as a status tells it.
    pub sort: Sort,
    /// Its first and its last page.
    pub folios: Option<(Folio, Folio)>,
    /// Its length.
    pub length: Count,
}

/// What a piece is to those who count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A foreword, introduction or chapter.
    Essay,
    /// A document.
    Document,
    /// What is made or stands between them.
    Other,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Words of the text, headings and headnotes and captions included.
    pub words: usize,
    /// Notes.
    pub notes: usize,
    /// Words of the notes.
    pub note_words: usize,
}

impl Count {
    /// Both together.
    pub fn and(self, other: Count) -> Count {
        Count {
            words: self.words + other.words,
            notes: self.notes + other.notes,
            note_words: self.note_words + other.note_words,
        }
    }
}

/// A document that still wants something.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanting {
    /// The document's id.
    pub id: String,
    /// Its place in the sources.
    pub span: Span,
    /// What it wants, at least one thing.
    pub wants: Vec<Want>,
}

/// Something that a document of a reader has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// A date, or the words that say that it has none.
    Date,
    /// Its headnote.
    Headnote,
    /// Where the original lies.
    Source,
    /// Who translated it, where the original is in another language than the volume.
    Translator,
}

/// How `volume` stands in its `pages`; `told` is what was found wrong or doubtful in it.
pub fn status(volume: &Volume, manuscript: &Manuscript, pages: &Pages, told: &Report) -> Status {
    let folios = extents(pages);
    let pieces = volume.pieces.iter().enumerate().filter(|(_, piece)| !piece.title.is_empty());
    let pieces = pieces.map(|(at, piece)| PieceStatus {
        title: title(piece),
        matter: piece.matter,
        depth: piece.depth,
        sort: sort(&piece.kind),
        folios: folios.get(at).copied().flatten(),
        length: length(volume, piece),
    });
    let mut warnings = BTreeMap::new();
    told.sorted().iter().for_each(|problem| *warnings.entry(problem.code).or_default() += 1);
    Status {
        pieces: pieces.collect(),
        pages: pages.pages.len(),
        wanting: wanting(volume, manuscript),
        queries: queries(volume),
        warnings,
    }
}

/// A heading as a list of work shows it: a document by its number.
fn title(piece: &Piece) -> String {
    let title = plain(&piece.contents_title);
    match &piece.kind {
        PieceKind::Document(document) => document.number.map_or(title.clone(), |number| format!("{number}. {title}")),
        _ => title,
    }
}

fn sort(kind: &PieceKind) -> Sort {
    match kind {
        PieceKind::Essay(_) | PieceKind::Chapter { .. } => Sort::Essay,
        PieceKind::Document(_) => Sort::Document,
        _ => Sort::Other,
    }
}

/// The first and the last page of each piece: where its own elements stand.
fn extents(pages: &Pages) -> Vec<Option<(Folio, Folio)>> {
    let mut found: Vec<Option<(Folio, Folio)>> = vec![None; pages.pieces.len()];
    for page in &pages.pages {
        let elements = page.items.iter().filter_map(|item| match item {
            Item::Run(run) => run.element,
            Item::Picture { element, .. } => Some(*element),
            Item::Rule { .. } | Item::Link { .. } => None,
        });
        for element in elements {
            // The pieces' elements stand in order: this one belongs to the last that begins at or before it.
            let Some(at) = pages.pieces.partition_point(|first| *first <= element).checked_sub(1) else { continue };
            let first = found[at].map_or(page.folio, |(first, _)| first);
            found[at] = Some((first, page.folio));
        }
    }
    found
}

/// The words and notes of a piece.
fn length(volume: &Volume, piece: &Piece) -> Count {
    let mut words = Words::of(volume);
    piece.texts().into_iter().for_each(|text| words.text(text));
    if let PieceKind::Document(document) = &piece.kind {
        words.plain(&document.label);
        document.address.iter().for_each(|line| words.plain(&format!("{} {}", line.label, line.names)));
        document.classification.iter().for_each(|words_of_it| words.plain(words_of_it));
    }
    piece.blocks().into_iter().for_each(|blocks| words.blocks(blocks));
    words.list(&piece.kind);
    let mut notes = Words::of(volume);
    piece.notes.iter().for_each(|note| notes.blocks(&volume.notes[note.index()].blocks));
    Count { words: words.count, notes: piece.notes.len(), note_words: notes.count }
}

/// Counts words as a word processor does: what stands between spaces.
struct Words<'a> {
    volume: &'a Volume,
    count: usize,
}

impl<'a> Words<'a> {
    fn of(volume: &'a Volume) -> Words<'a> {
        Words { volume, count: 0 }
    }

    fn plain(&mut self, words: &str) {
        self.count += words.split_whitespace().count();
    }

    /// One stretch of text: a word may change its dress within, and is one word all the same.
    fn text(&mut self, text: &Text) {
        let mut words = String::new();
        let volume = self.volume;
        walk::inlines(text, &mut |node: Node<'_, Answered>| {
            match node {
                Node::Inline(Inline::Text(text, _)) => words.push_str(text),
                Node::Inline(Inline::Break(_)) => words.push(' '),
                Node::Inline(Inline::Citation(id, _)) => {
                    words.push_str(&plain(&volume.citations[id.index()].print));
                }
                // A folio is a word like any other.
                Node::Inline(Inline::Reference(reference, _)) if reference.shows == Shows::Folio => words.push('0'),
                _ => {}
            }
            Descend::Into
        });
        self.plain(&words);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        walk::blocks(blocks, &mut |node: Node<'_, Answered>| {
            let Node::Block(block) = node else { return Descend::Past };
            match &block.kind {
                BlockKind::Paragraph(_, text) | BlockKind::Heading(_, text) => self.text(text),
                BlockKind::Attachment { title, .. } => self.text(title),
                BlockKind::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.text(&cell.content));
                }
                BlockKind::Lines(_, lines) => lines.iter().for_each(|line| self.line(line)),
                BlockKind::Signatures(all) => all.iter().flatten().for_each(|line| self.line(line)),
                BlockKind::List { .. }
                | BlockKind::Figure { .. }
                | BlockKind::Dressed(..)
                | BlockKind::Asterisks
                | BlockKind::Query(_) => {}
            }
            Descend::Into
        });
    }

    fn line(&mut self, line: &crate::volume::Line) {
        self.text(&line.left);
        line.right.iter().for_each(|right| self.text(right));
    }

    /// The words of a piece that is a list.
    fn list(&mut self, kind: &PieceKind) {
        let volume = self.volume;
        match kind {
            PieceKind::Register(_, entries) => {
                for entry in entries.iter().map(|id| &volume.entries[id.index()]) {
                    self.text(&entry.name);
                    self.text(&entry.expansion);
                    entry.dates.iter().chain(&entry.also).for_each(|words| self.plain(words));
                    self.blocks(&entry.note);
                }
            }
            PieceKind::Chronology(events) => {
                for event in events.iter().map(|id| &volume.events[id.index()]) {
                    self.plain(&event.date_text);
                    self.blocks(&event.text);
                }
            }
            PieceKind::Bibliography(sections) => {
                for section in sections {
                    self.plain(&section.title);
                    section.works().iter().for_each(|id| self.text(&volume.works[id.index()].print));
                }
            }
            // Contents, lists of documents and figures, index: their words are counted where they stand in the book.
            _ => {}
        }
    }
}

/// The documents that still want something.
fn wanting(volume: &Volume, manuscript: &Manuscript) -> Vec<Wanting> {
    let written = written(manuscript);
    let wanting = documents(volume).filter(|(_, document)| document.kind != DocumentKind::EditorialNote);
    let wanting = wanting.map(|(piece, document)| {
        let written = written.get(document.id.as_str());
        let sourced = written.is_none_or(|written| written.source.is_some());
        let translated = written.is_none_or(|written| {
            let volume = volume.metadata.language.primary();
            written.translator.is_some()
                || written.original.as_ref().is_none_or(|original| original.primary() == volume)
        });
        let wants = [
            (document.date.is_none() && document.date_text.is_empty(), Want::Date),
            (document.headnote.is_empty(), Want::Headnote),
            (!sourced, Want::Source),
            (!translated, Want::Translator),
        ];
        let wants = wants.into_iter().filter_map(|(wants, what)| wants.then_some(what)).collect();
        Wanting { id: document.id.clone(), span: piece.span, wants }
    });
    wanting.filter(|wanting| !wanting.wants.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// How a volume of these files stands, printed without a page that is padding.
    fn standing(contents: &str, files: &[(&str, &str)]) -> Status {
        let head = "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[pdf.print]\npages = 1\n";
        let manifest = format!("{head}[contents]\n{contents}\n");
        let mut sources = Sources::from_texts([("book.toml", manifest.as_str())]);
        for (path, text) in files {
            sources.add(&format!("book/{path}"), text.as_bytes().to_vec());
        }
        let mut report = Report::default();
        let status = crate::status(&sources, None, &|_| {}, &mut report);
        status.unwrap_or_else(|| panic!("{:?}", report.sorted()))
    }

    #[test]
    fn words_are_counted_as_they_are_printed_and_those_of_notes_apart() {
        let text = "+++\ntitle = 'Two words[^1]'\ndate-text = '[undated]'\nplace = 'Tarn'\n+++\n\n\
            Half*way* and M^r^ [sic][^1].\n\n| a | b |\n|---|---|\n| c d | e |\n\n[^1]: A note of five words.\n";
        let status = standing("body = [\"documents/1.md\"]", &[("documents/1.md", text)]);
        let piece = &status.pieces[0];
        assert_eq!(piece.title, "1. Two words");
        // "Document No. 1", "Two words", "Tarn, [undated]", "Halfway and Mr [sic].", five cells' words.
        let words = 3 + 2 + 2 + 4 + 5;
        assert_eq!(piece.length, Count { words, notes: 1, note_words: 5 });
        assert_eq!(piece.folios, Some((Folio::Arabic(1), Folio::Arabic(1))));
    }

    #[test]
    fn the_words_of_citations_and_registers_count() {
        let bib = "@book{lind, author = {Lind, Ada}, title = {The Ferry}, date = {1931}}";
        let people = "[holm]\nname = \"Holm, Jens\"\ndates = \"1890-1960\"\nnote = \"A mayor.\"\n";
        let essay = "+++\ntitle = 'Of [[holm]]'\n+++\n\nSee p. [[page:holm]].[^1]\n\n[^1]: [@lind].\n";
        let status = standing(
            "front = [\"front/a.md\"]\nback = [\"people\"]\n[bibliography]\nsources = [\"b.bib\"]",
            &[("front/a.md", essay), ("people.toml", people), ("b.bib", bib)],
        );
        let lengths: Vec<(&str, Count)> =
            status.pieces.iter().map(|piece| (piece.title.as_str(), piece.length)).collect();
        // In the note: "Ada Lind, The Ferry (1931)."
        let essay = Count { words: 3 + 3, notes: 1, note_words: 5 };
        // "People", "Holm, Jens", "1890-1960", "A mayor."
        let people = Count { words: 1 + 2 + 1 + 2, ..Count::default() };
        assert_eq!(lengths, [("Of Holm, Jens", essay), ("People", people)]);
    }

    #[test]
    fn what_a_document_wants_is_told_and_an_editorial_note_wants_nothing() {
        let files = [
            ("documents/1.md", "+++\ntitle = 'Bare'\noriginal = 'cs'\n+++\n\nText.\n"),
            ("documents/2.md", "+++\ntitle = 'Note'\nkind = 'editorial-note'\n+++\n\nText. <!-- which day? -->\n"),
            (
                "documents/3.md",
                "+++\ntitle = 'Whole'\ndate = '1931'\nsource = 'S'\noriginal = 'en-US'\n+++\n\n::: headnote\nH.\n:::\n\nText.\n",
            ),
        ];
        let status = standing("body = [\"documents/*.md\"]", &files);
        let wanting: Vec<(&str, &[Want])> =
            status.wanting.iter().map(|document| (document.id.as_str(), document.wants.as_slice())).collect();
        assert_eq!(wanting, [("1", &[Want::Date, Want::Headnote, Want::Source, Want::Translator][..])]);
        let queries: Vec<&str> = status.queries.iter().map(|(_, query)| query.trim()).collect();
        assert_eq!(queries, ["which day?"]);
        assert_eq!(status.warnings[&Code::MissingHeadnote], 1);
    }

    #[test]
    fn a_piece_ends_where_its_own_last_line_stands() {
        let long = format!("+++\ntitle = 'Long'\ndate = '1931'\n+++\n\n{}\n", "Word after word. ".repeat(700));
        let short = "+++\ntitle = 'Short'\ndate = '1931'\n+++\n\nText.\n";
        let status = standing(
            "body = [\"documents/*.md\"]\n[documents]\nstart = \"new-page\"",
            &[("documents/1.md", &long), ("documents/2.md", short)],
        );
        let folios: Vec<String> =
            status.pieces.iter().flat_map(|piece| piece.folios).map(|(a, b)| format!("{a}-{b}")).collect();
        let (first, second) = (folios[0].as_str(), folios[1].as_str());
        let last = first.strip_prefix("1-").and_then(|last| last.parse::<u32>().ok()).unwrap_or_default();
        assert!(last > 3, "{folios:?}");
        assert_eq!(second, format!("{0}-{0}", last + 1));
        assert_eq!(status.pages as u32, last + 1);
    }
}
