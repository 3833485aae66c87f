//! The tree as written becomes the tree with every name answered.
//!
//! A walk in the order of the book, which copies the words and puts answers where names
//! stood. What a name leads to is known already ([`super::names`], [`super::notes`]); what
//! is found on the way is kept for the lists: marks for the index, citations for the
//! bibliography, figures, and which of the editors' signs are used.

use super::harvest::{Cited, CitedWork, Ends, Harvest, Marked, Opens, Setting};
use super::names::Thing;
use super::notes::{self, Body, CitationForm};
use super::outline::{Extent, Home};
use super::places::{self, Places};
use super::quoting::{close_up, first_sentence, paragraph, without_calls};
use super::references::{Depth, Facts};
use super::targets::{self, Target};
use super::walk::plain;
use super::{
    Block, BlockKind, Blocks, Call, Cell, CitationId, Figure, FigureId, Inline, Item, Line, Mark, Note, NoteId,
    PieceId, PlaceId, Reference, RegisterKind, Series, Shows, Text,
};
use crate::manifest::IndexPeople;
use crate::manuscript::{self, MarkKind, Prefix, Written};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;
use crate::volume::signs::Found;

/// Where the walk is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here {
    /// Where labels are at home.
    pub home: Home,
    /// The piece.
    pub piece: PieceId,
    /// The note, if it is in one.
    pub note: Option<NoteId>,
    /// What citations do here.
    pub citations: Citations,
}

/// What citations do where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Citations {
    /// In a note style they make notes.
    OfText,
    /// They are words of the note they stand in.
    OfNote,
}

/// The walk, and what it finds.
pub(super) struct Answering<'f, 'a, 'r> {
    /// What names lead to.
    pub facts: Facts<'f, 'a>,
    /// How citations are written.
    pub form: CitationForm,
    /// Whether references to people are index entries.
    pub people: IndexPeople,
    /// All places.
    pub places: &'r mut Places,
    /// Problems.
    pub report: &'r mut Report,
    /// What was found.
    pub found: Harvest<'a>,
}

impl<'a> Answering<'_, 'a, '_> {
    /// `text`, every name answered.
    pub fn text(&mut self, text: &'a [manuscript::Inline<Written>], here: Here) -> Text {
        self.within(text, here, Opens::Opens, Ends::Here)
    }

    /// `blocks`, every name answered.
    pub fn blocks(&mut self, blocks: &'a [manuscript::Block<Written>], here: Here) -> Blocks {
        blocks.iter().filter_map(|block| self.block(block, here)).collect()
    }

    /// One block; none for a figure whose picture could not be read, which is told where it is read.
    pub fn block(&mut self, block: &'a manuscript::Block<Written>, here: Here) -> Option<Block> {
        use manuscript::BlockKind as Was;
        let anchor = block.anchor.as_ref().and_then(|label| {
            let at = self.facts.names.at_home(here.home, &label.name)?;
            self.facts.places.get(&Thing::Anchored(at)).copied()
        });
        let kind = match &block.kind {
            Was::Paragraph(role, text) => BlockKind::Paragraph(*role, self.text(text, here)),
            Was::Heading(level, text) => BlockKind::Heading(*level, self.text(text, here)),
            Was::List { items, spacing } => {
                let item = |item: &'a manuscript::Item<Written>| Item {
                    label: item.label.clone(),
                    blocks: self.blocks(&item.blocks, here),
                    span: item.span,
                };
                BlockKind::List { items: items.iter().map(item).collect(), spacing: *spacing }
            }
            Was::Table { columns, head, rows } => BlockKind::Table {
                columns: columns.clone(),
                head: self.cells(head, here),
                rows: rows.iter().map(|row| self.cells(row, here)).collect(),
            },
            Was::Figure { placement, picture, description, caption } => {
                let caption = self.blocks(caption, here);
                BlockKind::Figure {
                    placement: *placement,
                    picture: self.figure(block, picture, anchor, &caption, here)?,
                    description: description.clone(),
                    caption,
                }
            }
            Was::Lines(kind, lines) => BlockKind::Lines(*kind, self.lines(lines, here)),
            Was::Signatures(all) => {
                BlockKind::Signatures(all.iter().map(|signature| self.lines(signature, here)).collect())
            }
            Was::Dressed(dress, inner) => BlockKind::Dressed(*dress, self.blocks(inner, here)),
            Was::Attachment { title, blocks } => {
                BlockKind::Attachment { title: self.text(title, here), blocks: self.blocks(blocks, here) }
            }
            Was::Asterisks => {
                self.found.signs.insert(Found::Asterisks);
                BlockKind::Asterisks
            }
            Was::Query(words) => BlockKind::Query(words.clone()),
        };
        Some(Block { kind, anchor, language: block.language.clone(), span: block.span })
    }

    fn cells(&mut self, cells: &'a [manuscript::Cell<Written>], here: Here) -> Vec<Cell> {
        cells.iter().map(|cell| Cell { content: self.text(&cell.content, here), span: cell.span }).collect()
    }

    fn lines(&mut self, lines: &'a [manuscript::Line<Written>], here: Here) -> Vec<Line> {
        let line = |line: &'a manuscript::Line<Written>| Line {
            left: self.text(&line.left, here),
            right: line.right.as_ref().map(|right| self.text(right, here)),
            indent: line.indent,
            span: line.span,
        };
        lines.iter().map(line).collect()
    }

    /// `text`, of whose surroundings it is known whether they begin and end its paragraph.
    fn within(&mut self, text: &'a [manuscript::Inline<Written>], here: Here, opens: Opens, ends: Ends) -> Text {
        let mut answered = Text::with_capacity(text.len());
        let printed = |inline: &manuscript::Inline<Written>| {
            !matches!(inline, manuscript::Inline::Mark(mark, _) if mark.shown.is_none())
                && !matches!(inline, manuscript::Inline::Query(..))
        };
        let first = text.iter().position(printed);
        let last = text.iter().rposition(printed);
        for (at, inline) in text.iter().enumerate() {
            let opens = if Some(at) == first { opens } else { Opens::Follows };
            let ends = match text.get(at + 1) {
                _ if Some(at) == last => ends,
                Some(manuscript::Inline::Text(next, _)) if next.starts_with('.') => Ends::Stops,
                _ => Ends::GoesOn,
            };
            self.inline(inline, here, opens, ends, &mut answered);
        }
        answered
    }

    fn inline(
        &mut self,
        inline: &'a manuscript::Inline<Written>,
        here: Here,
        opens: Opens,
        ends: Ends,
        answered: &mut Text,
    ) {
        use manuscript::Inline as Was;
        let one = match inline {
            Was::Text(text, span) => Inline::Text(text.clone(), *span),
            Was::Styled(style, content, span) => {
                self.found.signs.extend(Found::of_style(style));
                Inline::Styled(style.clone(), self.within(content, here, opens, ends), *span)
            }
            Was::Editorial(hand, content, span) => {
                self.found.signs.insert(Found::Hand(*hand));
                Inline::Editorial(*hand, self.within(content, here, Opens::Follows, Ends::GoesOn), *span)
            }
            Was::Break(span) => Inline::Break(*span),
            Was::Call(call, span) => {
                let at = self.facts.numbers.written(here.home, call.series, &call.label.name);
                let Some(at) = at.filter(|_| self.may_call(here)) else { return };
                Inline::Call(self.call(NoteId(at as u32), &call.label.name, here), *span)
            }
            Was::Reference(reference, span) => match self.reference(reference, here, *span, answered) {
                Some(reference) => Inline::Reference(reference, *span),
                None => return,
            },
            Was::Citation(citation, span) => {
                let makes_note = here.citations == Citations::OfText && self.form == CitationForm::InNotes;
                if !makes_note {
                    let setting = match self.form {
                        CitationForm::InText => Setting::InText,
                        CitationForm::InNotes => Setting::InNote { opens, ends },
                    };
                    Inline::Citation(self.citation(citation, here, setting, *span), *span)
                } else if let Some(at) = self.facts.numbers.made(citation) {
                    Inline::Call(self.call(NoteId(at as u32), &citation_label(citation), here), *span)
                } else {
                    return;
                }
            }
            Was::Mark(mark, span) => Inline::Mark(self.mark(mark, here, *span, opens, ends), *span),
            Was::Link { address, content, span } => {
                Inline::Link { address: address.clone(), content: self.within(content, here, opens, ends), span: *span }
            }
            Was::Query(words, span) => Inline::Query(words.clone(), *span),
        };
        if matches!(one, Inline::Call(..)) {
            close_up(answered);
        }
        answered.push(one);
    }

    /// Whether notes may be called here: not from an editorial note.
    fn may_call(&self, here: Here) -> bool {
        here.note.is_none_or(|note| self.facts.numbers.notes[note.index()].series == Series::Original)
    }

    /// A call; at the first of a note, the note itself is read.
    fn call(&mut self, note: NoteId, label: &str, here: Here) -> Call {
        let numbered = &self.facts.numbers.notes[note.index()];
        let anchor = format!("call-{}-{}", self.home_name(here.home), series_label(numbered.series, label));
        let place = self.places.add(here.piece, &anchor, numbered.marker.clone());
        if self.found.notes.len() < self.facts.numbers.notes.len() {
            self.found.notes.resize(self.facts.numbers.notes.len(), None);
        }
        if self.found.notes[note.index()].is_some() {
            return Call { note, place };
        }
        let made = Note {
            series: numbered.series,
            marker: numbered.marker.clone(),
            piece: numbered.piece,
            place: self.facts.notes[note.index()],
            first_call: place,
            blocks: Blocks::new(),
            span: numbered.span,
        };
        // It stands before what it says is read: a note of the original that calls itself ends here.
        self.found.notes[note.index()] = Some(made);
        let inside = Here { note: Some(note), citations: Citations::OfNote, ..here };
        let blocks = match numbered.body {
            Body::Written(written) => self.blocks(&written.blocks, inside),
            Body::Citation(citation) => self.own_note(citation, inside, numbered.span),
        };
        if let Some(made) = &mut self.found.notes[note.index()] {
            made.blocks = blocks;
        }
        Call { note, place }
    }

    /// What the note of a citation says.
    fn own_note(&mut self, citation: &'a manuscript::Citation, here: Here, span: Span) -> Blocks {
        let id = self.citation(citation, here, Setting::OwnNote, span);
        let text = vec![Inline::Citation(id, span)];
        vec![paragraph(text, span)]
    }

    fn citation(&mut self, citation: &'a manuscript::Citation, here: Here, setting: Setting, span: Span) -> CitationId {
        let mut cites = Vec::new();
        for cite in &citation.cites {
            let prefix = self.within(&cite.prefix, here, Opens::Follows, Ends::GoesOn);
            let locator = self.within(&cite.locator, here, Opens::Follows, Ends::GoesOn);
            match self.facts.manuscript.works.get(&cite.key.name) {
                Some(work) => cites.push(CitedWork { prefix, work, locator }),
                None => self.report.push(unknown_work(&cite.key, self.facts.manuscript)),
            }
        }
        let number = here.note.and_then(|note| self.facts.numbers.notes[note.index()].marker.parse().ok());
        let (piece, note) = (here.piece, here.note);
        self.found.citations.push(Cited { cites, setting, piece, note, number, span });
        CitationId(self.found.citations.len() as u32 - 1)
    }

    /// A reference; before one to a person stands the mark that indexes it, where that is asked for.
    fn reference(
        &mut self,
        reference: &'a manuscript::Reference,
        here: Here,
        span: Span,
        answered: &mut Text,
    ) -> Option<Reference> {
        let shown = reference.shown.as_ref().map(|shown| self.within(shown, here, Opens::Follows, Ends::GoesOn));
        let target = targets::resolve(reference, here.home, span, self.facts.names, self.facts.manuscript);
        let target = match target {
            Ok(target) => target,
            Err(problem) => {
                self.report.push(problem);
                // The author's own words stay where they can.
                return shown.map(|shown| Reference { to: None, shows: Shows::Words(shown) });
            }
        };
        if let Target::Thing(Thing::Entry(RegisterKind::People, at)) = target
            && self.people == IndexPeople::Indexed
            // Registers and bibliography are looked up by themselves: an index does not send readers there.
            && !matches!(here.home, Home::Entry(..) | Home::Work(_))
        {
            answered.push(self.person(at, here, span));
        }
        let to = self.facts.place(target);
        let shows = match shown {
            Some(shown) => Shows::Words(shown),
            None if reference.prefix == Some(Prefix::Page) && to.is_some() => Shows::Folio,
            None => {
                if reference.prefix == Some(Prefix::Page) && self.facts.extent == Extent::Whole {
                    targets::tell_no_page(target, span, self.report);
                }
                let in_book = match reference.prefix {
                    Some(Prefix::Page) if self.facts.extent == Extent::Selection => {
                        let folio = self.facts.page_in_book(target, span);
                        self.found.asks_for_folios |= folio.is_none();
                        folio
                    }
                    _ => None,
                };
                Shows::Words(in_book.unwrap_or_else(|| self.facts.words(target, here.home, span)))
            }
        };
        Some(Reference { to, shows })
    }

    /// The mark that indexes a reference to a person, under the name of the entry.
    fn person(&mut self, at: usize, here: Here, span: Span) -> Inline {
        let entries = &self.facts.manuscript.registers[&RegisterKind::People];
        // An entry that only points elsewhere is indexed as what it points to.
        let pointed = entries[at].see.as_ref().and_then(|see| entries.iter().find(|entry| entry.id.name == see.name));
        let entry = pointed.unwrap_or(&entries[at]);
        let path = vec![self.facts.still(&entry.name, Depth::Inner)];
        let place = self.mark_place(&path, here);
        let piece = here.piece;
        self.found.marks.push(Marked { path, kind: MarkKind::Place, place, note: here.note, piece, span });
        Inline::Mark(Mark { place, shown: Text::new() }, span)
    }

    fn mark(&mut self, mark: &'a manuscript::Mark, here: Here, span: Span, opens: Opens, ends: Ends) -> Mark {
        let path: Vec<Text> = mark.path.iter().map(|part| self.facts.still(part, Depth::Inner)).collect();
        let place = self.mark_place(&path, here);
        let shown = mark.shown.as_ref().map_or_else(Text::new, |shown| self.within(shown, here, opens, ends));
        self.found.marks.push(Marked { path, kind: mark.kind, place, note: here.note, piece: here.piece, span });
        Mark { place, shown }
    }

    fn mark_place(&mut self, path: &[Text], here: Here) -> PlaceId {
        let parts: Vec<String> = path.iter().map(|part| plain(part)).collect();
        let anchor = format!("mark-{}-{}", self.facts.home_name(here.home), parts.join("-"));
        self.places.add(here.piece, &anchor, parts.join(", "))
    }

    fn figure(
        &mut self,
        block: &manuscript::Block<Written>,
        name: &manuscript::Label,
        anchor: Option<PlaceId>,
        caption: &Blocks,
        here: Here,
    ) -> Option<FigureId> {
        let picture = self.facts.manuscript.pictures.get(&name.name)?.clone();
        let label = notes::figure_label(self.facts.numbers.figure(block), self.facts.words);
        let stem = name.name.rsplit('/').next().unwrap_or("").rsplit_once('.').map_or("figure", |(stem, _)| stem);
        let ending = match picture.format {
            manuscript::PictureFormat::Png => "png",
            manuscript::PictureFormat::Jpeg => "jpg",
            manuscript::PictureFormat::Svg => "svg",
        };
        let stem = places::slug(stem);
        // A picture that is shown twice has one file.
        let file_name = self.found.files.get(&name.name).cloned().unwrap_or_else(|| {
            let taken = |name: &String| self.found.files.values().any(|other| other.eq_ignore_ascii_case(name));
            let numbered = (2..).map(|count| format!("{stem}-{count}.{ending}"));
            let mut names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
            names.find(|name| !taken(name)).expect("one of endlessly many names is free")
        });
        self.found.files.insert(name.name.clone(), file_name.clone());
        let place = anchor.unwrap_or_else(|| self.places.add(here.piece, &format!("fig-{stem}"), label.clone()));
        let first = caption.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(_, text) => Some(text),
            _ => None,
        });
        let title = first.map_or_else(Text::new, |text| first_sentence(without_calls(text)));
        let id = FigureId(self.found.figures.len() as u32);
        self.found.figures.push(Figure { label, place, title, file_name, picture });
        Some(id)
    }

    fn home_name(&self, home: Home) -> String {
        self.facts.home_name(home)
    }
}

/// A label as anchors have it: the two series have labels of their own.
pub(super) fn series_label(series: Series, label: &str) -> String {
    match series {
        Series::Editorial => label.to_owned(),
        Series::Original => format!("original-{label}"),
    }
}

/// The label of the note that a citation makes.
pub(super) fn citation_label(citation: &manuscript::Citation) -> String {
    format!("cite-{}", citation.cites.first().map_or("", |cite| &cite.key.name))
}

fn unknown_work(key: &manuscript::Label, manuscript: &manuscript::Manuscript) -> Diagnostic {
    let name = &key.name;
    let problem = Diagnostic::new(Code::UnknownWork, key.span, format!("the bibliography has no work `{name}`"));
    match did_you_mean(name, manuscript.works.keys().map(String::as_str)) {
        Some(near) => problem.label("cited here").hint(format!("did you mean `{near}`?")),
        None => problem.label("cited here"),
    }
}
