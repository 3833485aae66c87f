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
