//! Half-title, series page, title page and copyright page.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::manifest::DateKnown;
use crate::volume::{Block, SeriesPage};

impl Writer<'_> {
    /// The title alone.
    pub fn half_title(&mut self) {
        let title = &self.book.volume.metadata.title;
        self.title_line(|writer| writer.words(title));
    }

    /// The series and its volumes.
    pub fn series_page(&mut self, series: &SeriesPage) {
        self.title_line(|writer| writer.words(&series.title));
        self.blocks(&series.note);
        if !series.volumes.is_empty() {
            self.block(Tag::new("ul").class("volumes"), |writer| {
                writer.line_end();
                for volume in &series.volumes {
                    writer.block("li", |writer| writer.text(volume));
                }
            });
        }
    }

    /// Title, people, publisher.
    pub fn title_page(&mut self) {
        let book = self.book;
        let metadata = &book.volume.metadata;
        self.title_line(|writer| writer.words(&metadata.title));
        if let Some(subtitle) = &metadata.subtitle {
            self.block(Tag::new("p").class("subtitle"), |writer| writer.words(subtitle));
        }
        for (did, names) in book.credits() {
            self.block(Tag::new("p").class("people"), |writer| writer.credit(&did, &names));
        }
        let mut line = |class: &str, words: &str| {
            if !words.is_empty() {
                self.block(Tag::new("p").class(class), |writer| writer.words(words));
            }
        };
        line("edition", metadata.edition.as_deref().unwrap_or_default());
        line("series", &book.series());
        line("publisher", metadata.publisher.as_deref().unwrap_or_default());
        line("place", &book.place_and_year());
    }

    /// What people did, and their names: the two are dressed differently.
    fn credit(&mut self, did: &str, names: &str) {
        for (at, words) in did.split("{}").enumerate() {
            if at > 0 {
                self.labelled(Tag::new("span").class("names"), names);
            }
            match words.trim() {
                "" => {}
                said if at > 0 => {
                    self.words(" ");
                    self.labelled(Tag::new("span").class("did"), said);
                }
                said => {
                    self.labelled(Tag::new("span").class("did"), said);
                    self.words(" ");
                }
            }
        }
    }

    /// What the law asks for, and how the book is known.
    pub fn copyright(&mut self, rights: &[Block]) {
        let book = self.book;
        let metadata = &book.volume.metadata;
        let imprint = [metadata.publisher.clone(), Some(book.place_and_year())];
        let imprint: Vec<String> = imprint.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let title = match &metadata.subtitle {
            Some(subtitle) => format!("{}: {subtitle}", metadata.title),
            None => metadata.title.clone(),
        };
        let mut line = |class: &str, words: &str| {
            if !words.is_empty() {
                self.block(Tag::new("p").class(class), |writer| writer.words(words));
            }
        };
        line("work", &title);
        line("edition", metadata.edition.as_deref().unwrap_or_default());
        line("imprint", &imprint.join(", "));
        self.block(Tag::new("div").class("rights"), |writer| {
            writer.line_end();
            writer.blocks(rights);
        });
        let words = &book.volume.words;
        for (isbn, word) in [(&metadata.isbn_print, &words.isbn_print), (&metadata.isbn_epub, &words.isbn_epub)] {
            if let Some(isbn) = isbn {
                let line = word.replace("{}", isbn);
                self.block(Tag::new("p").class("isbn"), |writer| writer.words(&line));
            }
        }
    }
}

impl super::Book<'_> {
    /// Those who had a hand in the book, a line for each thing they did: authors, editors, translators, others.
    pub fn people(&self) -> Vec<String> {
        self.credits().into_iter().map(|(did, names)| did.replace("{}", &names)).collect()
    }

    /// The same in two parts: what they did, `{}` where their names stand, and the names.
    fn credits(&self) -> Vec<(String, String)> {
        let metadata = &self.volume.metadata;
        let words = &self.volume.words;
        let of = |role: &str| -> Vec<String> {
            let people = metadata.contributors.iter().filter(|person| person.role == role);
            people.map(|person| person.name.clone()).collect()
        };
        let mut lines = Vec::new();
        for (role, made) in [("aut", "{}"), ("edt", words.edited_by.as_str()), ("trl", words.translated_by.as_str())] {
            let names = of(role);
            if !names.is_empty() {
                lines.push((made.to_owned(), self.joined(&names)));
            }
        }
        let others: Vec<String> = metadata
            .contributors
            .iter()
            .filter(|person| !["aut", "edt", "trl"].contains(&person.role.as_str()))
            .map(|person| person.name.clone())
            .collect();
        if !others.is_empty() {
            lines.push(("{}".to_owned(), self.joined(&others)));
        }
        lines
    }

    /// "Specimen Books, volume 2"; nothing where the book is in no series.
    fn series(&self) -> String {
        let Some(series) = &self.volume.metadata.series else { return String::new() };
        let number = |number: u32| self.volume.words.series_number.replace("{}", &number.to_string());
        std::iter::once(series.title.clone()).chain(series.number.map(number)).collect::<Vec<_>>().join(", ")
    }

    /// Place and year of publication, as far as they are known.
    pub fn place_and_year(&self) -> String {
        let metadata = &self.volume.metadata;
        let year = (metadata.date_known == DateKnown::Given).then(|| metadata.date.year.to_string());
        let parts: Vec<String> = [metadata.place.clone(), year].into_iter().flatten().collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::examples::*;
    use crate::volume::{PieceId, PieceKind};

    fn told(of: impl Fn(&PieceKind) -> bool) -> String {
        let (volume, pages) = reader();
        let at = volume.pieces.iter().position(|piece| of(&piece.kind)).unwrap();
        section(&volume, &pages, PieceId(at as u32))
    }

    #[test]
    fn the_title_page_names_title_people_and_publisher() {
        let page = told(|kind| matches!(kind, PieceKind::TitlePage));
        let lines = [
            "<h1 id=\"title\">The Bridge &amp; the River</h1>",
            "<p class=\"subtitle\">A History in Documents</p>",
            "<p class=\"people\"><span class=\"did\">Edited by</span> <span class=\"names\">Anna Kovács and John Barr</span></p>",
            "<p class=\"people\"><span class=\"did\">Translated by</span> <span class=\"names\">M. Barr</span></p>",
            "<p class=\"people\"><span class=\"names\">E. Vess</span></p>",
            "<p class=\"edition\">First edition</p>",
            "<p class=\"series\">Readers, volume 3</p>",
            "<p class=\"publisher\">Orlau University Press</p>",
            "<p class=\"place\">Orlau, 2026</p>",
        ];
        assert!(page.contains(&lines.join("\n")), "{page}");
    }

    #[test]
    fn the_copyright_page_has_the_rights_as_written_and_both_isbns() {
        let page = told(|kind| matches!(kind, PieceKind::Copyright(_)));
        assert!(page.contains("epub:type=\"copyright-page\""), "{page}");
        assert!(page.contains("<p class=\"work\">The Bridge &amp; the River: A History in Documents</p>"), "{page}");
        assert!(page.contains("<p class=\"imprint\">Orlau University Press, Orlau, 2026</p>"), "{page}");
        assert!(page.contains("<p>© 2026 the editors.</p>\n<p>All rights reserved.</p>"), "{page}");
        assert!(page.contains("ISBN 978-0-00-000000-2 (print)</p>"), "{page}");
        assert!(page.contains("ISBN 978-3-16-148410-0 (EPUB)</p>"), "{page}");
    }

    #[test]
    fn the_series_page_names_the_series_and_its_volumes() {
        let page = told(|kind| matches!(kind, PieceKind::SeriesPage(_)));
        assert!(page.contains("<h1 id=\"title\">Readers, 3</h1>\n<p>Edited in Orlau.</p>"), "{page}");
        assert!(page.contains("<li>1. The Thaw</li>\n<li><em>2. The Frost</em></li>"), "{page}");
    }
}
