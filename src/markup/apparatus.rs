//! Signs, registers, chronology and bibliography.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{
    Archive, BibliographySection, Block, BlockKind, Entry, EntryId, Event, EventId, Fonds, Inline, Piece, Role, Sign,
    Style, Work, WorkId, WorkList,
};

impl Writer<'_> {
    /// The key to the editors' marks.
    pub fn signs(&mut self, piece: &Piece, signs: &[Sign]) {
        self.title(piece);
        self.block("dl", |writer| {
            writer.line_end();
            for sign in signs {
                writer.block("div", |writer| {
                    writer.element("dt", |writer| writer.text(&sign.sign));
                    writer.labelled("dd", &sign.meaning);
                });
            }
        });
    }

    /// A register.
    pub fn register(&mut self, piece: &Piece, entries: &[EntryId]) {
        self.title(piece);
        let book = self.book;
        self.block("dl", |writer| {
            writer.line_end();
            entries.iter().for_each(|entry| writer.entry(&book.volume.entries[entry.index()]));
        });
    }

    /// An entry. Its id is on the whole of it, so that a reading system that shows links to it in a pop-up shows it all.
    fn entry(&mut self, entry: &Entry) {
        let book = self.book;
        let words = &book.volume.words;
        let tag = self.identified("div", entry.place);
        self.block(tag, |writer| {
            writer.block("dt", |writer| {
                writer.element("dfn", |writer| writer.text(&entry.name));
                if let Some(dates) = &entry.dates {
                    writer.words(" ");
                    writer.labelled(Tag::new("span").class("dates"), &format!("({dates})"));
                }
            });
            if let Some(see) = entry.see {
                let target = &book.volume.entries[see.index()];
                return writer.block("dd", |writer| {
                    writer.made_word(&words.see);
                    writer.leading_to(target.place, "a", |writer| {
                        writer.repeated(|writer| writer.text(&target.name));
                    });
                });
            }
            // Other names come first, as in print: who looks a name up sees that it is the one.
            writer.block("dd", |writer| {
                if !entry.also.is_empty() {
                    writer.block(Tag::new("p").class("also"), |writer| {
                        writer.made_word(&words.also);
                        writer.words(&entry.also.join("; "));
                    });
                }
                writer.explanation(entry);
            });
        });
    }

    /// What an entry stands for and what is said of it, which go on from one another in one paragraph.
    fn explanation(&mut self, entry: &Entry) {
        if entry.expansion.is_empty() {
            return self.blocks(&entry.note);
        }
        let goes_on = matches!(entry.note.first(), Some(Block { kind: BlockKind::Paragraph(Role::Plain, _), .. }));
        self.led_blocks(
            |writer| {
                writer.expansion(&entry.expansion);
                writer.words(if goes_on { ", " } else { "" });
            },
            &entry.note,
        );
    }

    /// An expansion: in italics where it is of another language.
    fn expansion(&mut self, expansion: &[Inline]) {
        for inline in expansion {
            match inline {
                Inline::Styled(Style::Foreign(language), text, _) => {
                    self.sloped(Tag::new("i").language(Some(language)), |writer| writer.text(text));
                }
                other => self.text(std::slice::from_ref(other)),
            }
        }
    }

    /// A word that the volume makes between the words of others: "see", "also".
    pub fn made_word(&mut self, word: &str) {
        self.sloped(Tag::new("i").class("made"), |writer| writer.words(word));
        self.words(" ");
    }

    /// The chronology.
    pub fn chronology(&mut self, piece: &Piece, events: &[EventId]) {
        self.title(piece);
        let book = self.book;
        self.block("dl", |writer| {
            writer.line_end();
            events.iter().for_each(|event| writer.event(&book.volume.events[event.index()]));
        });
    }

    fn event(&mut self, event: &Event) {
        let tag = self.identified("div", event.place);
        self.block(tag, |writer| {
            writer.labelled("dt", &event.date_text);
            writer.line_end();
            writer.block("dd", |writer| writer.blocks(&event.text));
        });
    }

    /// The bibliography, every author named.
    pub fn bibliography(&mut self, piece: &Piece, sections: &[BibliographySection]) {
        self.title(piece);
        let book = self.book;
        for section in sections {
            if !section.title.is_empty() {
                self.labelled("h2", &section.title);
                self.line_end();
            }
            let class = match section.list {
                WorkList::Works(_) => "works",
                WorkList::Archives(_) => "works archives",
            };
            self.block(Tag::new("ul").class(class), |writer| {
                writer.line_end();
                match &section.list {
                    WorkList::Works(works) => {
                        works.iter().for_each(|work| writer.work(&book.volume.works[work.index()], &[]))
                    }
                    WorkList::Archives(archives) => archives.iter().for_each(|archive| writer.archive(archive)),
                }
            });
        }
    }

    /// An archive, its fonds below it.
    fn archive(&mut self, archive: &Archive) {
        if archive.name.is_empty() {
            archive.fonds.iter().for_each(|fonds| self.fonds(fonds));
            return;
        }
        self.below(&archive.name, |writer| archive.fonds.iter().for_each(|fonds| writer.fonds(fonds)));
    }

    fn fonds(&mut self, fonds: &Fonds) {
        let works = &self.book.volume.works;
        match fonds.head {
            Some(head) => self.work(&works[head.index()], &fonds.works),
            None => self.below(&fonds.name, |writer| {
                fonds.works.iter().for_each(|work| writer.work(&works[work.index()], &[]));
            }),
        }
    }

    /// A name, and a list below it.
    fn below(&mut self, name: &str, list: impl FnOnce(&mut Self)) {
        self.block("li", |writer| {
            writer.words(name);
            writer.line_end();
            writer.block("ul", |writer| {
                writer.line_end();
                list(writer);
            });
        });
    }

    /// A work with what is said of it, and the works that belong to it.
    fn work(&mut self, work: &Work, belonging: &[WorkId]) {
        let works = &self.book.volume.works;
        let tag = self.identified("li", work.place);
        self.block(tag, |writer| {
            writer.text(&work.screen);
            if !work.annotation.is_empty() {
                writer.line_end();
                writer.block(Tag::new("p").class("annotation"), |writer| writer.text(&work.annotation));
            }
            if !belonging.is_empty() {
                if work.annotation.is_empty() {
                    writer.line_end();
                }
                writer.block("ul", |writer| {
                    writer.line_end();
                    belonging.iter().for_each(|work| writer.work(&works[work.index()], &[]));
                });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::examples::*;

    #[test]
    fn an_abbreviation_is_explained_in_its_own_language_first() {
        let register = section_of("abbreviations");
        assert!(register.contains("role=\"doc-glossary\" epub:type=\"glossary\""), "{register}");
        assert!(
            register.contains(
                "<dl>\n<div id=\"abbr-AVH\"><dt><dfn>AVH</dfn></dt>\n<dd><p><i lang=\"hu\" xml:lang=\"hu\" dir=\"ltr\">\
                 Államvédelmi Hatóság</i>, State Security Authority</p>\n</dd>\n</div>\n</dl>"
            ),
            "{register}"
        );
    }

    #[test]
    fn a_person_has_dates_a_note_and_other_names_or_points_elsewhere() {
        let register = section_of("people");
        assert!(
            register.contains(
                "<div id=\"p-lind\"><dt><dfn>Lind, Ottokar</dfn> <span class=\"dates\">(1880–1951)</span></dt>\n\
                 <dd><p class=\"also\"><i class=\"made\">also</i> Ottokar Lind</p>\n<p>Minister-President.</p>\n</dd>\n"
            ),
            "{register}"
        );
        assert!(
            register.contains("<dd><i class=\"made\">see</i> <a href=\"#p-lind\">Lind, Ottokar</a></dd>"),
            "{register}"
        );
    }

    #[test]
    fn signs_events_and_works_are_listed_with_what_they_mean() {
        let signs = section_of("signs");
        assert!(
            signs.contains("<dt><span class=\"hand sic\">[<i>sic</i>]</span></dt><dd>so in the source</dd>"),
            "{signs}"
        );
        let events = section_of("chronology");
        assert!(
            events.contains(
                "<div id=\"event-1\"><dt>11 March 1936</dt>\n<dd><p>The bridge is opened.</p>\n</dd>\n</div>"
            ),
            "{events}"
        );
        let works = section_of("bibliography");
        assert!(
            works.contains(
                "<h2>Memoirs</h2>\n<ul class=\"works\">\n\
                 <li id=\"w-lind1951\">Lind, Ottokar. <em>Memoirs</em>. Vesk, 1951.</li>\n</ul>"
            ),
            "{works}"
        );
    }
}
