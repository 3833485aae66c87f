//! The index.
//!
//! Its locators are the pages of the print edition, so that readers of either edition can
//! tell each other a place; each leads to the very words that are indexed.

use super::Book;
use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{CrossReference, IndexHeading, Locator, Piece};

/// What a locator prints, and how it is spoken where that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    printed: String,
    spoken: Option<String>,
}

impl Writer<'_> {
    /// The index, a section a letter.
    pub fn index(&mut self, piece: &Piece) {
        self.title(piece);
        let book = self.book;
        for letter in book.volume.index.headings.chunk_by(|one, next| one.letter == next.letter) {
            self.block("section", |writer| {
                writer.line_end();
                if let Some(name) = &letter[0].letter {
                    writer.labelled("h2", name);
                    writer.line_end();
                }
                writer.headings_of_index(letter);
            });
        }
    }

    fn headings_of_index(&mut self, headings: &[IndexHeading]) {
        self.block("ul", |writer| {
            writer.line_end();
            headings.iter().for_each(|heading| writer.heading_of_index(heading));
        });
    }

    fn heading_of_index(&mut self, heading: &IndexHeading) {
        let words = &self.book.volume.words;
        self.block("li", |writer| {
            writer.anchor(heading.place);
            writer.text(&heading.heading);
            writer.locators(&heading.locators);
            let after_heading = if heading.locators.is_empty() { ", " } else { "; " };
            writer.pointers(after_heading, &words.see, &heading.see);
            let after_see = if heading.see.is_empty() { after_heading } else { "; " };
            writer.pointers(after_see, &words.see_also, &heading.see_also);
            if !heading.subheadings.is_empty() {
                writer.line_end();
                writer.headings_of_index(&heading.subheadings);
            }
        });
    }

    fn locators(&mut self, locators: &[Locator]) {
        let book = self.book;
        let mut told: Vec<Shown> = Vec::new();
        for locator in locators {
            let shown = shown(book, locator);
            if told.contains(&shown) {
                continue;
            }
            self.words(", ");
            let tag = match &shown.spoken {
                Some(spoken) => Tag::new("a").with("aria-label", spoken),
                None => Tag::new("a"),
            };
            self.leading_to(locator.from, tag, |writer| writer.words(&shown.printed));
            told.push(shown);
        }
    }

    fn pointers(&mut self, before: &str, word: &str, pointers: &[CrossReference]) {
        for (at, pointer) in pointers.iter().enumerate() {
            if at == 0 {
                self.words(before);
                self.made_word(word);
            } else {
                self.words("; ");
            }
            self.leading_to(pointer.to, "a", |writer| writer.repeated(|writer| writer.text(&pointer.heading)));
        }
    }
}

/// What a locator prints: a document's number, or the page, a range of pages, a page and the note on it.
fn shown(book: &Book, locator: &Locator) -> Shown {
    if let Some(document) = &locator.document {
        return Shown { printed: document.clone(), spoken: None };
    }
    let note = match locator.note {
        Some(note) => format!("n{}", book.volume.notes[note.index()].marker),
        None => String::new(),
    };
    let from = book.folio_of(Some(locator.from));
    let to = locator.to.map(|to| book.folio_of(Some(to))).filter(|to| *to != from);
    match to {
        Some(to) => {
            let page = |folio: &str| book.volume.words.page.replace("{}", folio);
            Shown {
                printed: format!("{from}–{to}{note}"), spoken: Some(format!("{} – {}", page(&from), page(&to)))
            }
        }
        None => Shown { printed: format!("{from}{note}"), spoken: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::typeset::page::Pages;
    use crate::volume::{Matter, NoteId, PieceId, PieceKind, PlaceId, Series, Volume};

    /// A volume with places a to d on pages 49, 49, 51 and 60, and a note 5 on page 60.
    fn indexed(locators: &[(u32, Option<u32>, Option<NoteId>)]) -> String {
        let mut volume: Volume = empty_volume();
        let piece = add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        let spots: Vec<PlaceId> =
            ["a", "b", "c", "d"].map(|name| place(&mut volume, piece, &format!("ix-{name}"))).into();
        let call = add_note(&mut volume, piece, Series::Editorial, "5", "So.");
        let text = spots.iter().map(|spot| mark(*spot)).chain([call]).collect();
        volume.pieces[0].kind = essay(vec![paragraph(text)]);
        let index = add_piece(&mut volume, Matter::Back, "index", vec![plain("Index")], PieceKind::Index);
        let heading = place(&mut volume, index, "ixh");
        let spot = |at: u32| spots[at as usize];
        let locators = locators
            .iter()
            .map(|(from, to, note)| Locator { from: spot(*from), to: to.map(spot), note: *note, document: None })
            .collect();
        volume.index.headings = vec![IndexHeading {
            heading: vec![plain("Bridge")],
            letter: Some("B".into()),
            place: heading,
            locators,
            subheadings: Vec::new(),
            see: Vec::new(),
            see_also: Vec::new(),
        }];
        let folios: Vec<(PlaceId, u32)> = spots.iter().copied().zip([49, 49, 51, 60]).collect();
        let pages = pages(&volume, &folios);
        let section = section(&volume, &pages, PieceId(1));
        section.split_once("Bridge").unwrap().1.split_once("</li>").unwrap().0.to_owned()
    }

    #[test]
    fn places_on_one_page_are_one_locator() {
        assert_eq!(
            indexed(&[(0, None, None), (1, None, None), (2, None, None)]),
            ", <a href=\"a.xhtml#ix-a\">49</a>, <a href=\"a.xhtml#ix-c\">51</a>"
        );
    }

    #[test]
    fn a_range_is_one_link_and_is_spoken_as_such_unless_it_begins_and_ends_on_one_page() {
        assert_eq!(
            indexed(&[(0, Some(2), None)]),
            ", <a aria-label=\"Page 49 – Page 51\" href=\"a.xhtml#ix-a\">49–51</a>"
        );
        assert_eq!(indexed(&[(0, Some(1), None)]), ", <a href=\"a.xhtml#ix-a\">49</a>");
    }

    #[test]
    fn a_place_in_a_note_says_which_note() {
        assert_eq!(
            indexed(&[(3, None, None), (3, None, Some(NoteId(0)))]),
            ", <a href=\"a.xhtml#ix-d\">60</a>, <a href=\"a.xhtml#ix-d\">60n5</a>"
        );
    }

    #[test]
    fn documents_can_be_locators_instead_of_pages() {
        let (volume, _) = reader();
        let pages = Pages::default();
        let book = Book::new(&volume, &pages, crate::markup::Medium::Epub, Default::default());
        let locator = Locator { from: PlaceId(0), to: None, note: None, document: Some("26".into()) };
        assert_eq!(shown(&book, &locator), Shown { printed: "26".into(), spoken: None });
    }

    #[test]
    fn see_and_see_also_lead_to_their_headings() {
        let (volume, pages) = reader();
        let at = volume.pieces.iter().position(|piece| matches!(piece.kind, PieceKind::Index)).unwrap();
        let index = section(&volume, &pages, PieceId(at as u32));
        assert!(
            index.contains("</span>Bridge, <i class=\"made\">see</i> <a href=\"#ixh-2\">Sebes Bridge</a></li>"),
            "{index}"
        );
        assert!(index.contains("; <i class=\"made\">see also</i> <a href=\"#ixh-1\">Bridge</a>\n<ul>"), "{index}");
        assert!(index.contains("<h2>S</h2>"), "{index}");
    }
}
