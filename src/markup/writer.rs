//! The writer of one XHTML text.
//!
//! It knows the book, the piece that is being written, and what of it has been written:
//! every place becomes an id once and only once, and every element is closed where its
//! closure ends.

use std::collections::{BTreeMap, BTreeSet};

use super::Book;
use super::headings::Headings;
use super::track::{Gap, Takes, Track, Word};
use super::xhtml::{Tag, escape};
use crate::fonts::Cut;
use crate::volume::{FigureId, NoteId, PieceId, PlaceId};

/// Whether a text stands where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It does.
    Own,
    /// It is repeated elsewhere, in the contents say: it then has no ids, note calls or links of its own.
    Repeated,
}

/// Where the words that are being written stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// In no link: they may hold links.
    Free,
    /// In a link: XHTML allows no link in it.
    Link,
}

/// Whether words go along with the pages of the print edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Along {
    /// They stand in the text.
    Text,
    /// They stand at the foot of a page, or where there was room for a figure.
    Beside,
}

/// The writer of one text.
pub struct Writer<'a> {
    /// The book it belongs to.
    pub book: &'a Book<'a>,
    /// The ranks of the headings.
    pub headings: Headings,
    /// Where the words stand.
    pub surroundings: Surroundings,
    /// Whether they are repeated.
    pub occasion: Occasion,
    /// Links to other pieces begin with this: where the texts lie, seen from this file.
    pub texts: &'static str,
    piece: PieceId,
    out: String,
    places: BTreeSet<PlaceId>,
    calls: Vec<(NoteId, PlaceId)>,
    pictures: BTreeMap<FigureId, Described>,
    cuts: BTreeSet<Cut>,
    slope: u32,
    weight: u32,
    track: Track,
    along: Along,
    figures: Vec<(FigureId, Gap)>,
    text_end: Option<Gap>,
}

/// Whether a picture is described for those who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Described {
    /// It is.
    InWords,
    /// It is not.
    NotAtAll,
}

/// What a text holds.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Its body.
    pub body: String,
    /// The places that are ids in it.
    pub places: BTreeSet<PlaceId>,
    /// The note calls in it, in order.
    pub calls: Vec<(NoteId, PlaceId)>,
    /// The pictures it shows.
    pub pictures: BTreeMap<FigureId, Described>,
    /// The cuts of the text family it asks for.
    pub cuts: BTreeSet<Cut>,
    /// The words of its text, without those of notes and captions.
    pub words: Vec<Word>,
    /// The gaps before the pictures of its figures.
    pub figures: Vec<(FigureId, Gap)>,
    /// The gap after its text, before its notes.
    pub text_end: Option<Gap>,
}

/// What all files hold, found by writing them once without any link: only then is it known where links can lead.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Every place that is an id, and the piece whose file has it.
    pub places: BTreeMap<PlaceId, PieceId>,
    /// Every call of a note.
    pub calls: BTreeMap<NoteId, Vec<PlaceId>>,
}

impl<'a> Writer<'a> {
    /// A writer for the file of `piece`.
    pub fn new(book: &'a Book<'a>, piece: PieceId) -> Writer<'a> {
        Writer {
            book,
            headings: Headings::below(1),
            surroundings: Surroundings::Free,
            occasion: Occasion::Own,
            texts: "",
            piece,
            out: String::new(),
            places: BTreeSet::new(),
            calls: Vec::new(),
            pictures: BTreeMap::new(),
            // The style sheet slopes date lines, subtitles and headings.
            cuts: BTreeSet::from([Cut::Regular, Cut::Italic]),
            slope: 0,
            weight: 0,
            track: Track::default(),
            along: Along::Text,
            figures: Vec::new(),
            text_end: None,
        }
    }

    /// All that was written.
    pub fn finish(self) -> Written {
        Written {
            body: self.out,
            places: self.places,
            calls: self.calls,
            pictures: self.pictures,
            cuts: self.cuts,
            words: self.track.finish(),
            figures: self.figures,
            text_end: self.text_end,
        }
    }

    /// An element within a line.
    pub fn element(&mut self, tag: impl Into<Tag>, inside: impl FnOnce(&mut Self)) {
        let tag = tag.into();
        let before = self.out.len();
        self.out.push_str(&tag.opening(self.book.medium));
        if self.along == Along::Text {
            self.track.open(tag.name(), before, self.out.len());
        }
        inside(self);
        self.out.push_str(&tag.closing());
        if self.along == Along::Text {
            self.track.close(tag.name());
        }
    }

    /// An element that is a line of the file by itself, or several.
    pub fn block(&mut self, tag: impl Into<Tag>, inside: impl FnOnce(&mut Self)) {
        self.element(tag, inside);
        self.out.push('\n');
    }

    /// An element that holds nothing.
    pub fn alone(&mut self, tag: impl Into<Tag>) {
        let tag = tag.into();
        if self.along == Along::Text {
            self.track.close(tag.name());
        }
        self.out.push_str(&tag.alone(self.book.medium));
    }

    /// Words.
    pub fn words(&mut self, words: &str) {
        for character in words.chars() {
            if self.along == Along::Text {
                self.track.character(character, self.out.len());
            }
            escape(character, &mut self.out);
        }
    }

    /// An element that holds words alone.
    pub fn labelled(&mut self, tag: impl Into<Tag>, words: &str) {
        self.element(tag, |writer| writer.words(words));
    }

    /// A line end in the file, for those who read it.
    pub fn line_end(&mut self) {
        self.out.push('\n');
    }

    /// `tag` with the id of `place`, if that is not written yet.
    pub fn identified(&mut self, tag: impl Into<Tag>, place: PlaceId) -> Tag {
        let tag = tag.into();
        if self.occasion == Occasion::Repeated || !self.places.insert(place) {
            return tag;
        }
        tag.with("id", &self.book.volume.places[place.index()].anchor)
    }

    /// An empty element with the id of `place`, if that is not written yet.
    ///
    /// Where a link leads to an element with words in it, some reading systems show those words in a pop-up
    /// instead of going there (Kobo does for 9 to 5000 letters). That is right for notes and entries, and
    /// wrong for headings, figures and attachments: to these an empty element is the way.
    pub fn anchor(&mut self, place: PlaceId) {
        if self.occasion == Occasion::Own && !self.places.contains(&place) {
            let tag = self.identified("span", place);
            self.element(tag, |_| {});
        }
    }

    /// Writes down a note call and makes its element.
    pub fn calling(&mut self, tag: Tag, note: NoteId, place: PlaceId) -> Tag {
        self.calls.push((note, place));
        self.identified(tag, place)
    }

    /// Where a link to `place` leads, if its id is anywhere in the book.
    pub fn link_to(&self, place: PlaceId) -> Option<String> {
        let piece = *self.book.survey.places.get(&place)?;
        let target = &self.book.volume.pieces[piece.index()];
        let anchor = &self.book.volume.places[place.index()].anchor;
        let file = self.book.file(target);
        // A link to a whole piece leads to its file, for the reason given at `anchor`.
        let whole = target.place == place || self.book.is_in_front(target);
        match (whole, piece == self.piece && self.texts.is_empty()) {
            (false, true) => Some(format!("#{anchor}")),
            (true, _) => Some(format!("{}{file}", self.texts)),
            (false, false) => Some(format!("{}{file}#{anchor}", self.texts)),
        }
    }

    /// Writes down that a picture is shown.
    pub fn showing(&mut self, figure: FigureId, description: &str) {
        let described = if description.is_empty() { Described::NotAtAll } else { Described::InWords };
        self.pictures.insert(figure, described);
    }

    /// Words in italics, or in roman among italics.
    pub fn sloped(&mut self, tag: impl Into<Tag>, inside: impl FnOnce(&mut Self)) {
        self.slope += 1;
        self.cuts.insert(if self.weight > 0 { Cut::BoldItalic } else { Cut::Italic });
        self.element(tag, inside);
        self.slope -= 1;
    }

    /// Words in bold.
    pub fn heavy(&mut self, tag: impl Into<Tag>, inside: impl FnOnce(&mut Self)) {
        self.weight += 1;
        self.cuts.insert(if self.slope > 0 { Cut::BoldItalic } else { Cut::Bold });
        self.element(tag, inside);
        self.weight -= 1;
    }

    /// Writes `inside` as words that stand beside the text: a call, a note, a caption.
    pub fn beside(&mut self, inside: impl FnOnce(&mut Self)) {
        self.track.part();
        let before = std::mem::replace(&mut self.along, Along::Beside);
        inside(self);
        self.along = before;
    }

    /// Writes down that a mark for the page of a figure may stand here.
    pub fn before_picture(&mut self, figure: FigureId) {
        self.figures.push((figure, Gap { at: self.out.len(), takes: Takes::Block }));
    }

    /// Writes down that the text ends here.
    pub fn end_text(&mut self) {
        self.text_end = self.text_end.or(Some(Gap { at: self.out.len(), takes: Takes::Block }));
    }

    /// Writes `inside` as words that are repeated here.
    pub fn repeated(&mut self, inside: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.occasion, Occasion::Repeated);
        inside(self);
        self.occasion = before;
    }

    /// Writes `inside` into a link, if `place` is anywhere in the book.
    pub fn leading_to(&mut self, place: PlaceId, tag: impl Into<Tag>, inside: impl FnOnce(&mut Self)) {
        match self.link_to(place) {
            Some(href) if self.surroundings == Surroundings::Free => {
                self.surroundings = Surroundings::Link;
                let tag = tag.into().with("href", &href);
                self.element(tag, inside);
                self.surroundings = Surroundings::Free;
            }
            _ => inside(self),
        }
    }
}
