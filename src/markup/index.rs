//! The index.
//!
//! Its locators are the pages of the print edition, so that readers of either edition can
//! tell each other a place; each leads to the very words that are indexed.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{CrossReference, IndexHeading, Locator, Piece, Spot, capitalised};

/// What a `see also` stands after.
#[derive(Clone, Copy)]
enum After {
    /// Its own heading.
    Heading,
    /// Headings below its own, in the same paragraph.
    Others,
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
        let runs_in = self.book.volume.index.style.runs_in(heading);
        self.block("li", |writer| {
            writer.entry_of_index(heading);
            if runs_in {
                let mut between = if heading.locators.is_empty() { ": " } else { "; " };
                for subheading in &heading.subheadings {
                    writer.words(between);
                    writer.entry_of_index(subheading);
                    writer.see_also(subheading, After::Heading);
                    between = "; ";
                }
            }
            writer.see_also(heading, if runs_in { After::Others } else { After::Heading });
            if !runs_in && !heading.subheadings.is_empty() {
                writer.line_end();
                writer.headings_of_index(&heading.subheadings);
            }
        });
    }

    /// A heading with its locators, or what to see instead.
    fn entry_of_index(&mut self, heading: &IndexHeading) {
        let words = &self.book.volume.words;
        self.anchor(heading.place);
        self.text(&heading.heading);
        self.locators(&heading.locators);
        self.pointers(", ", &words.see, &heading.see);
    }

    /// After other headings in its paragraph a pointer begins a sentence, or it would be taken for the last one's.
    fn see_also(&mut self, heading: &IndexHeading, after: After) {
        let see_also = &self.book.volume.words.see_also;
        match after {
            After::Others => self.pointers(". ", &capitalised(see_also), &heading.see_also),
            After::Heading => self.pointers(heading.before_see_also(), see_also, &heading.see_also),
        }
    }

    fn locators(&mut self, locators: &[Locator]) {
        let book = self.book;
        let spot = |place| Spot { page: book.page_of(place), folio: book.folio_of(Some(place)) };
        for locator in book.volume.printed_locators(locators, spot) {
            self.words(", ");
            // What is heard begins with what is seen (WCAG 2.2, 2.5.3), so that a link can be asked for by either.
            let tag = match &locator.spoken {
                Some(spoken) => Tag::new("a").with("aria-label", &format!("{}: {spoken}", locator.text)),
                None => Tag::new("a"),
            };
            self.leading_to(locator.place, tag, |writer| writer.words(&locator.text));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
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
            ", <a aria-label=\"49–51: Page 49 – Page 51\" href=\"a.xhtml#ix-a\">49–51</a>"
        );
        assert_eq!(indexed(&[(0, Some(1), None)]), ", <a href=\"a.xhtml#ix-a\">49</a>");
    }

    #[test]
    fn a_place_in_a_note_says_which_note() {
        assert_eq!(
            indexed(&[(3, None, None), (3, None, Some(NoteId(0)))]),
            ", <a href=\"a.xhtml#ix-d\">60</a>, <a aria-label=\"60n5: Page 60, note 5\" href=\"a.xhtml#ix-d\">60n5</a>"
        );
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
