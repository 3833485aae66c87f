//! Notes, at the end of the piece that calls them.
//!
//! One recipe serves the reading systems that show notes in pop-ups and those that do not:
//! every note is a `div` of its own with its id on it, its number comes first and is the
//! link back, and all stand in one `section` of end notes. A list, or a link back at the
//! end alone, makes some of them run notes together.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{Inline, NoteId, PlaceId, Series};

impl Writer<'_> {
    /// The notes of a piece: the source note, the notes of the original, then the editors' own.
    pub fn notes(&mut self, source: &[Inline], notes: &[NoteId]) {
        self.end_text();
        self.beside(|writer| writer.section_of_notes(source, notes));
    }

    fn section_of_notes(&mut self, source: &[Inline], notes: &[NoteId]) {
        if notes.is_empty() {
            if !source.is_empty() {
                self.block(Tag::new("div").class("notes"), |writer| writer.source_note(source));
            }
            return;
        }
        let book = self.book;
        let heading = &book.volume.words.notes;
        let tag = Tag::new("section").class("notes").role("doc-endnotes", "footnotes").with("aria-label", heading);
        self.block(tag, |writer| {
            writer.line_end();
            writer.labelled("h2", heading);
            writer.line_end();
            if !source.is_empty() {
                writer.source_note(source);
            }
            for series in [Series::Original, Series::Editorial] {
                for note in notes.iter().filter(|note| book.volume.notes[note.index()].series == series) {
                    writer.note(*note);
                }
            }
        });
    }

    /// The source note, unnumbered. It may call notes.
    pub fn source_note(&mut self, source: &[Inline]) {
        let label = &self.book.volume.words.source;
        let tag = Tag::new("div").class("source-note").with("role", "note").with("aria-label", label);
        self.block(tag, |writer| writer.element("p", |writer| writer.text(source)));
    }

    fn note(&mut self, id: NoteId) {
        let book = self.book;
        let note = &book.volume.notes[id.index()];
        let tag = self.identified(Tag::new("div").class("note"), note.place).role("doc-footnote", "footnote");
        let calls: &[PlaceId] = book.survey.calls.get(&id).map_or(&[], Vec::as_slice);
        self.block(tag, |writer| {
            let numbered = |writer: &mut Self| {
                writer.back_link(note.first_call, &note.marker, "number");
                // A note that is called again leads back to its other calls too.
                for call in calls.iter().filter(|call| **call != note.first_call) {
                    writer.back_link(*call, "↑", "again");
                }
            };
            writer.led_blocks(numbered, &note.blocks);
        });
    }

    /// A link from a note back to its call.
    fn back_link(&mut self, call: PlaceId, shown: &str, class: &str) {
        let tag = match self.link_to(call) {
            Some(href) => {
                let title = &self.book.volume.words.back_to_text;
                Tag::new("a").class(class).role("doc-backlink", "").with("href", &href).with("title", title)
            }
            None => Tag::new("span").class(class),
        };
        self.labelled(tag, shown);
        self.words(" ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::typeset::page::Pages;
    use crate::volume::{Matter, PieceKind, Volume};

    fn notes_of(volume: &Volume) -> String {
        let section = section(volume, &Pages::default(), crate::volume::PieceId(0));
        let (_, notes) = section.split_once("<section class=\"notes\"").unwrap();
        notes.to_owned()
    }

    #[test]
    fn a_note_is_by_itself_and_its_number_leads_back() {
        let mut volume = empty_volume();
        let piece = add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        let call = add_note(&mut volume, piece, Series::Editorial, "1", "Not printed.");
        volume.pieces[0].kind = essay(vec![paragraph(vec![plain("Sebes"), call])]);
        assert_eq!(
            notes_of(&volume),
            " role=\"doc-endnotes\" epub:type=\"footnotes\" aria-label=\"Notes\">\n<h2>Notes</h2>\n\
             <div class=\"note\" id=\"n0\" role=\"doc-footnote\" epub:type=\"footnote\">\
             <p><a class=\"number\" role=\"doc-backlink\" href=\"#r0\" title=\"Back to the text\">1</a> Not printed.</p>\n\
             </div>\n</section>\n</section>\n"
        );
    }

    #[test]
    fn the_source_note_comes_first_then_the_originals_notes_then_the_editors() {
        let mut volume = empty_volume();
        let kind = PieceKind::Document(Box::new(document(1, Vec::new())));
        let piece = add_piece(&mut volume, Matter::Body, "a", Vec::new(), kind);
        let calls = vec![
            add_note(&mut volume, piece, Series::Editorial, "1", "First."),
            add_note(&mut volume, piece, Series::Original, "*", "Starred."),
        ];
        let mut with_source = document(1, vec![paragraph(calls)]);
        with_source.source = vec![plain("VSA, box 14.")];
        volume.pieces[0].kind = PieceKind::Document(Box::new(with_source));
        let notes = notes_of(&volume);
        let at = |words: &str| notes.find(words).unwrap();
        assert!(at("VSA, box 14.") < at("Starred.") && at("Starred.") < at("First."), "{notes}");
    }

    #[test]
    fn a_note_called_again_leads_back_to_both_calls() {
        let mut volume = empty_volume();
        let piece = add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        let call = add_note(&mut volume, piece, Series::Editorial, "1", "So.");
        let again = place(&mut volume, piece, "r0-2");
        let again = Inline::Call(crate::volume::Call { note: NoteId(0), place: again }, span());
        volume.pieces[0].kind = essay(vec![paragraph(vec![call, again])]);
        let section = section(&volume, &Pages::default(), piece);
        assert_eq!(section.matches("href=\"#n0\"").count(), 2);
        assert_eq!((section.matches("href=\"#r0\"").count(), section.matches("href=\"#r0-2\"").count()), (1, 1));
    }
}
