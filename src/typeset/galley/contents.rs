//! Contents, list of documents, list of figures: titles and their folios.
//!
//! No leaders: titles are set in a narrower measure, ragged, and the folio stands at the
//! right of a title's last line.

use crate::length::Length;
use crate::typeset::line::{Case, Figures, Fragment};
use crate::typeset::page::{ElementRole, Structure};
use crate::typeset::paginate::End;
use crate::volume::{FigureId, Listed, Matter, Piece, PieceId, PieceKind, PlaceId, Text};

use super::text::{Indents, made, place_link};
use super::voice::Voice;
use super::{SetBlock, Setter};

/// A line of a list: what stands before it, and where it leads.
struct Entry<'a> {
    number: String,
    title: &'a Text,
    after: Option<&'a Text>,
    extent: Option<&'a str>,
    place: PlaceId,
}

impl Setter<'_> {
    /// The contents: every listed piece.
    pub(super) fn contents(&mut self) {
        self.list_opening();
        let list = self.small_list(ElementRole::Contents);
        let volume = self.volume;
        let column = self.number_column(volume.pieces.iter().map(number), &list);
        let mut matter = Matter::Front;
        for piece in volume.pieces.iter().filter(|piece| piece.listed == Listed::Listed) {
            let entry = Entry {
                number: number(piece),
                title: &piece.contents_title,
                after: None,
                extent: None,
                place: piece.place,
            };
            let line = list.leading;
            let turned = std::mem::replace(&mut matter, piece.matter) != piece.matter;
            let set = match &piece.kind {
                PieceKind::Part => {
                    let voice = list.clone().small_capitals();
                    self.entry(&entry, Length::ZERO, &voice).spaced(line, line / 2).with_next()
                }
                PieceKind::Chapter { .. } => {
                    let followed = volume.pieces.iter().any(|other| matches!(other.kind, PieceKind::Document(_)));
                    let voice = list.clone().sized(self.style.body).small_capitals_with_capitals();
                    let set = self.entry(&entry, column, &voice).spaced(line, line / 4);
                    if followed { set.with_next() } else { set }
                }
                PieceKind::Document(_) => {
                    let inner =
                        list.clone().narrowed(if piece.depth > 0 { column } else { Length::ZERO }, Length::ZERO);
                    self.entry(&entry, column, &inner)
                }
                _ => {
                    let set = self.entry(&entry, Length::ZERO, &list);
                    set.spaced(if turned { line } else { Length::ZERO }, Length::ZERO)
                }
            };
            self.blocks.push(set);
        }
    }

    /// The list of documents: number, title, date, folio.
    pub(super) fn list_of_documents(&mut self, documents: &[PieceId]) {
        self.list_opening();
        let list = self.small_list(ElementRole::Contents);
        let volume = self.volume;
        let pieces: Vec<&Piece> = documents.iter().map(|id| &volume.pieces[id.index()]).collect();
        let column = self.number_column(pieces.iter().map(|piece| number(piece)), &list);
        for piece in pieces {
            let PieceKind::Document(document) = &piece.kind else { continue };
            let entry = Entry {
                number: number(piece),
                title: &piece.contents_title,
                after: Some(&document.date_text).filter(|date| !date.is_empty()),
                extent: document.extent.as_deref(),
                place: piece.place,
            };
            let set = self.entry(&entry, column, &list);
            self.blocks.push(set.spaced(list.leading / 4, Length::ZERO));
        }
    }

    /// The list of figures: label, title, folio.
    pub(super) fn list_of_figures(&mut self, figures: &[FigureId]) {
        self.list_opening();
        let list = self.small_list(ElementRole::Contents);
        let volume = self.volume;
        let figures: Vec<_> = figures.iter().map(|id| &volume.figures[id.index()]).collect();
        let column = self.number_column(figures.iter().map(|figure| figure.label.clone()), &list);
        for figure in figures {
            let entry = Entry {
                number: figure.label.clone(),
                title: &figure.title,
                after: None,
                extent: None,
                place: figure.place,
            };
            let set = self.entry(&entry, column, &list);
            self.blocks.push(set.spaced(list.leading / 4, Length::ZERO));
        }
    }

    /// The voice of lists that fill whole pages, which have a grid of their own.
    pub(super) fn small_list(&mut self, role: ElementRole) -> Voice {
        self.grid = self.style.small.leading / 4;
        let element = self.element(Structure::ROOT, role);
        self.body_voice().sized(self.style.small).within(element).ragged()
    }

    /// The width of a column that holds numbers.
    fn number_column(&mut self, numbers: impl Iterator<Item = String>, voice: &Voice) -> Length {
        let mut widest = Length::ZERO;
        for number in numbers.filter(|number| !number.is_empty()) {
            widest = widest.max(self.natural_width(&[made(&number, &voice.dress, voice.element)], voice));
        }
        if widest == Length::ZERO { Length::ZERO } else { (widest + voice.dress.size).min(voice.measure / 3) }
    }

    fn entry(&mut self, entry: &Entry, column: Length, voice: &Voice) -> SetBlock {
        let element = self.element(voice.element, ElementRole::ContentsItem);
        let voice = voice.clone().within(element);
        let folio = self.folio(entry.place, None);
        let title_voice = voice.clone().narrowed(column, voice.dress.size * 3);
        let mut fragments = Vec::new();
        let reference = self.element(element, ElementRole::Reference);
        let title_voice = title_voice.within(reference);
        let title = self.title_fragments(entry, &title_voice);
        self.add_link(place_link(entry.place), reference, |_, out| out.extend(title), &mut fragments);
        let mut set = self.paragraph(&fragments, &title_voice, Indents::hanging(self.style.indent));
        for row in set.rows_mut() {
            row.outline.end = End::Never;
        }
        let number_voice = Voice { measure: column.max(voice.dress.size), ..voice.clone() };
        let label = self.element(element, ElementRole::Label);
        let number = [made(&entry.number, &number_voice.dress, label)];
        let number = self.column_text(&number, &number_voice);
        let at_the_right = self.at_the_right(&voice).figures(Figures::OldStyle);
        let mut upright = at_the_right.clone();
        upright.dress.case = Case::AsWritten;
        upright.dress.tracking = 0;
        let at_folio = self.element(element, ElementRole::Reference);
        let words = made(&folio, &upright.dress, at_folio);
        let mut folio = Vec::new();
        self.add_link(place_link(entry.place), at_folio, |_, out| out.push(words), &mut folio);
        let folio = self.column_text(&folio, &upright);
        if set.rows_mut().is_empty() {
            *set.rows_mut() = vec![super::Row::blank(voice.leading)];
        }
        let rows = set.rows_mut();
        if let (Some(first), Some(number)) = (rows.first_mut(), number) {
            first.ink.splice(0..0, number.ink);
        }
        if let (Some(last), Some(folio)) = (rows.last_mut(), folio) {
            last.ink.extend(folio.ink);
        }
        set
    }

    fn title_fragments(&mut self, entry: &Entry, voice: &Voice) -> Vec<Fragment> {
        let mut fragments = self.fragments(entry.title, voice);
        if let Some(after) = entry.after {
            let italic = voice.clone().italic();
            fragments.push(made(", ", &voice.dress, voice.element));
            fragments.extend(self.fragments(after, &italic).into_iter().map(unbroken));
        }
        if let Some(extent) = entry.extent {
            fragments.push(made(&format!(" ({extent})"), &voice.dress, voice.element));
        }
        fragments
    }

    /// A short text in a column of its own: its first row.
    fn column_text(&mut self, fragments: &[Fragment], voice: &Voice) -> Option<super::Row> {
        let empty = |fragment: &Fragment| matches!(fragment, Fragment::Words { text, .. } if text.is_empty());
        if fragments.iter().any(empty) {
            return None;
        }
        self.set_rows(fragments, voice, Indents::default()).into_iter().next()
    }
}

/// A date keeps to one line.
fn unbroken(fragment: Fragment) -> Fragment {
    match fragment {
        Fragment::Words { text, dress, span, element } => {
            Fragment::Words { text: text.replace(' ', "\u{a0}"), dress, span, element }
        }
        other => other,
    }
}

/// The number of a piece, as lists print it.
fn number(piece: &Piece) -> String {
    match &piece.kind {
        PieceKind::Document(document) => document.number.map(|number| number.to_string()).unwrap_or_default(),
        PieceKind::Chapter { number, .. } => number.to_string(),
        _ => String::new(),
    }
}
