//! Running text as XHTML.

use super::plain;
use super::writer::{Occasion, Surroundings, Writer};
use super::xhtml::{Tag, address};
use crate::volume::{Call, CitationId, Hand, Inline, Mark, Reference, Series, Shows, Style};

impl Writer<'_> {
    /// A run of text.
    pub fn text(&mut self, text: &[Inline]) {
        for (at, inline) in text.iter().enumerate() {
            match (inline, text.get(at + 1)) {
                // A call stands at the word before it: the citation that makes it may have been written after a space.
                (Inline::Text(words, _), Some(Inline::Call(..))) => self.words(words.trim_end_matches(' ')),
                _ => self.inline(inline),
            }
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words, _) => self.words(words),
            Inline::Styled(style, text, _) => self.styled(style, text),
            Inline::Editorial(hand, text, _) => self.editorial(*hand, text),
            Inline::Break(_) => self.alone("br"),
            Inline::Call(call, _) => self.call(*call),
            Inline::Reference(reference, _) => self.reference(reference),
            Inline::Citation(citation, _) => self.citation(*citation),
            Inline::Mark(mark, _) => self.mark(mark),
            Inline::Link { address, content, .. } => self.link(address, content),
            Inline::Query(..) => {}
        }
    }

    fn styled(&mut self, style: &Style, text: &[Inline]) {
        match style {
            Style::Emphasis => self.sloped("em", |writer| writer.text(text)),
            Style::Italic => self.sloped("i", |writer| writer.text(text)),
            Style::Strong => self.heavy("strong", |writer| writer.text(text)),
            Style::Bold => self.heavy("b", |writer| writer.text(text)),
            _ => self.element(dress(style), |writer| writer.text(text)),
        }
    }

    /// The editor's hand, in its brackets.
    fn editorial(&mut self, hand: Hand, text: &[Inline]) {
        let class = match hand {
            Hand::Sic => "hand sic",
            Hand::Illegible => "hand illegible",
            Hand::Doubtful => "hand doubtful",
            Hand::Omission => "hand left-out",
            Hand::SourcePage => "hand source-page",
            Hand::Addition => "hand addition",
        };
        self.element(Tag::new("span").class(class), |writer| {
            writer.words("[");
            // What the editors say of the source is in italics; what they put into it is not.
            match hand {
                Hand::Sic | Hand::Illegible => writer.sloped("i", |writer| writer.text(text)),
                _ => writer.text(text),
            }
            writer.words("]");
        });
    }

    /// A note call. The `sup` is outside the link: several reading systems know a note call by its being so.
    fn call(&mut self, call: Call) {
        if self.occasion == Occasion::Repeated {
            return;
        }
        let note = &self.book.volume.notes[call.note.index()];
        let class = match note.series {
            Series::Editorial => "call",
            Series::Original => "call original",
        };
        self.beside(|writer| {
            writer.element(Tag::new("sup").class(class), |writer| {
                let link = writer.calling(Tag::new("a"), call.note, call.place).role("doc-noteref", "noteref");
                let link = match writer.link_to(note.place) {
                    Some(href) => link.with("href", &href),
                    None => link,
                };
                writer.labelled(link, &note.marker);
            });
        });
    }

    fn reference(&mut self, reference: &Reference) {
        match (&reference.shows, reference.to) {
            (Shows::Words(words), Some(place)) => match self.link_to(place) {
                Some(href) => self.linked(Tag::new("a").with("href", &href), words),
                None => self.text(words),
            },
            (Shows::Words(words), None) => self.text(words),
            (Shows::Folio, to) => {
                let folio = self.book.folio_of(to);
                match to {
                    Some(place) if self.occasion == Occasion::Own => {
                        self.leading_to(place, "a", |writer| writer.words(&folio));
                    }
                    _ => self.words(&folio),
                }
            }
        }
    }

    /// A citation leads to its work, if it cites one alone.
    fn citation(&mut self, citation: CitationId) {
        let book = self.book;
        let citation = &book.volume.citations[citation.index()];
        let work = match citation.works.as_slice() {
            [work] => self.link_to(book.volume.works[work.index()].place),
            _ => None,
        };
        match work {
            Some(href) => {
                let tag = Tag::new("a").class("citation").role("doc-biblioref", "biblioref").with("href", &href);
                self.linked(tag, &citation.screen);
            }
            None => self.text(&citation.screen),
        }
    }

    /// An index mark: a place without width, which must not cut the word it stands in.
    fn mark(&mut self, mark: &Mark) {
        self.anchor(mark.place);
        self.text(&mark.shown);
    }

    fn link(&mut self, written: &str, content: &[Inline]) {
        match address(written) {
            Some(address) => self.linked(Tag::new("a").with("href", &address), content),
            None => self.text(content),
        }
    }

    /// `content` as a link. What in it leads elsewhere by itself, such as a note call, stays outside: XHTML has
    /// no links within links. What is left beside that, a full stop say, is no link without a word of its own.
    fn linked(&mut self, tag: Tag, content: &[Inline]) {
        if self.surroundings == Surroundings::Link || self.occasion == Occasion::Repeated {
            return self.text(content);
        }
        for run in content.chunk_by(|one, next| leads(one) == leads(next)) {
            let worded = || plain::text(self.book, run).contains(char::is_alphanumeric);
            if leads(&run[0]) || run.len() < content.len() && !worded() {
                self.text(run);
            } else {
                self.surroundings = Surroundings::Link;
                self.element(tag.clone(), |writer| writer.text(run));
                self.surroundings = Surroundings::Free;
            }
        }
    }
}

/// Whether something in it leads elsewhere by itself.
fn leads(inline: &Inline) -> bool {
    match inline {
        Inline::Call(..) | Inline::Reference(..) | Inline::Citation(..) | Inline::Link { .. } => true,
        Inline::Styled(_, text, _) | Inline::Editorial(_, text, _) => text.iter().any(leads),
        Inline::Mark(mark, _) => mark.shown.iter().any(leads),
        Inline::Text(..) | Inline::Break(_) | Inline::Query(..) => false,
    }
}

/// The element of a dress that asks for no other cut.
fn dress(style: &Style) -> Tag {
    match style {
        Style::Struck => Tag::new("del"),
        Style::Inserted => Tag::new("ins"),
        Style::Underlined => Tag::new("u"),
        Style::DoubleUnderlined => Tag::new("u").class("double"),
        Style::Superscript => Tag::new("sup"),
        Style::Subscript => Tag::new("sub"),
        Style::Foreign(language) => Tag::new("span").language(Some(language)),
        Style::SmallCapitals => Tag::new("span").class("small-capitals"),
        Style::Emphasis | Style::Italic | Style::Strong | Style::Bold => Tag::new("span"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::typeset::page::Pages;
    use crate::volume::{Citation, Matter, PieceKind, Text, Volume, Work, WorkId};

    /// A volume of one essay that says `text`, and the essay's paragraph in XHTML.
    fn told(volume: &mut Volume, text: Text) -> String {
        let kind = essay(vec![paragraph(text)]);
        match volume.pieces.first_mut() {
            Some(piece) => piece.kind = kind,
            None => {
                add_piece(volume, Matter::Body, "a", Vec::new(), kind);
            }
        }
        let section = section(volume, &Pages::default(), crate::volume::PieceId(0));
        let (_, paragraph) = section.split_once("<p>").unwrap();
        paragraph.split_once("</p>").unwrap().0.to_owned()
    }

    fn volume() -> Volume {
        let mut volume = empty_volume();
        add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        volume
    }

    #[test]
    fn every_dress_has_its_element() {
        let text = vec![
            styled(Style::Emphasis, "a"),
            styled(Style::Strong, "b"),
            styled(Style::Italic, "c"),
            styled(Style::Bold, "d"),
            styled(Style::Struck, "e"),
            styled(Style::Inserted, "f"),
            styled(Style::Underlined, "g"),
            styled(Style::DoubleUnderlined, "h"),
            styled(Style::Superscript, "i"),
            styled(Style::Subscript, "j"),
            styled(Style::SmallCapitals, "k"),
            styled(Style::Foreign(language("hu")), "Ő"),
        ];
        assert_eq!(
            told(&mut volume(), text),
            "<em>a</em><strong>b</strong><i>c</i><b>d</b><del>e</del><ins>f</ins><u>g</u><u class=\"double\">h</u>\
             <sup>i</sup><sub>j</sub><span class=\"small-capitals\">k</span>\
             <span lang=\"hu\" xml:lang=\"hu\" dir=\"ltr\">Ő</span>"
        );
    }

    #[test]
    fn the_editors_hand_keeps_its_brackets_and_queries_are_not_printed() {
        let text = vec![
            plain("spelt "),
            Inline::Editorial(Hand::Sic, vec![plain("sic")], span()),
            Inline::Query("which day?".into(), span()),
            Inline::Editorial(Hand::SourcePage, vec![plain("p. 2")], span()),
        ];
        assert_eq!(
            told(&mut volume(), text),
            "spelt <span class=\"hand sic\">[<i>sic</i>]</span><span class=\"hand source-page\">[p. 2]</span>"
        );
    }

    #[test]
    fn a_note_call_stands_in_a_superior_outside_its_link() {
        let mut volume = volume();
        let call = add_note(&mut volume, crate::volume::PieceId(0), Series::Editorial, "12", "Not printed.");
        assert_eq!(
            told(&mut volume, vec![plain("Sebes"), call]),
            "Sebes<sup class=\"call\"><a id=\"r0\" role=\"doc-noteref\" epub:type=\"noteref\" href=\"#n0\">12</a></sup>"
        );
    }

    #[test]
    fn an_index_mark_does_not_cut_the_word_it_stands_in() {
        let mut volume = volume();
        let place = place(&mut volume, crate::volume::PieceId(0), "ix-1");
        assert_eq!(
            told(&mut volume, vec![plain("Amphic"), mark(place), plain("tyon")]),
            "Amphic<span id=\"ix-1\"></span>tyon"
        );
    }

    #[test]
    fn a_reference_to_what_the_book_does_not_have_is_words_alone() {
        let mut volume = volume();
        let nowhere = place(&mut volume, crate::volume::PieceId(0), "nowhere");
        let words = Shows::Words(vec![plain("Document No. 3")]);
        assert_eq!(told(&mut volume, vec![reference(Some(nowhere), words.clone())]), "Document No. 3");
        assert_eq!(told(&mut volume, vec![reference(None, words)]), "Document No. 3");
        assert_eq!(told(&mut volume, vec![reference(Some(nowhere), Shows::Folio)]), "–");
    }

    #[test]
    fn a_reference_leads_to_the_file_of_a_piece_and_to_the_anchor_of_anything_else() {
        let mut volume = volume();
        let other = add_piece(&mut volume, Matter::Body, "b", Vec::new(), essay(Vec::new()));
        let annex = place(&mut volume, other, "annex");
        let mut heading = block(crate::volume::BlockKind::Heading(1, vec![plain("Annex")]));
        heading.anchor = Some(annex);
        volume.pieces[1].kind = essay(vec![heading]);
        let to_piece = Some(volume.pieces[1].place);
        let words = || Shows::Words(vec![plain("there")]);
        assert_eq!(
            told(&mut volume, vec![reference(to_piece, words()), plain(", "), reference(Some(annex), words())]),
            "<a href=\"b.xhtml\">there</a>, <a href=\"b.xhtml#annex\">there</a>"
        );
    }

    #[test]
    fn a_page_reference_prints_the_folio_of_the_print_edition() {
        let mut volume = volume();
        let there = place(&mut volume, crate::volume::PieceId(0), "there");
        let text = vec![mark(there), plain("p. "), reference(Some(there), Shows::Folio)];
        volume.pieces[0].kind = essay(vec![paragraph(text)]);
        let pages = pages(&volume, &[(there, 49)]);
        let section = section(&volume, &pages, crate::volume::PieceId(0));
        assert!(section.contains("p. <a href=\"#there\">49</a>"), "{section}");
    }

    #[test]
    fn there_is_never_a_link_in_a_link() {
        let mut volume = volume();
        let call = add_note(&mut volume, crate::volume::PieceId(0), Series::Original, "*", "So.");
        let link = Inline::Link {
            address: "https://archive.org/a b".into(),
            content: vec![plain("the file"), call, plain(" here")],
            span: span(),
        };
        assert_eq!(
            told(&mut volume, vec![link]),
            "<a href=\"https://archive.org/a%20b\">the file</a><sup class=\"call original\">\
             <a id=\"r0\" role=\"doc-noteref\" epub:type=\"noteref\" href=\"#n0\">*</a></sup>\
             <a href=\"https://archive.org/a%20b\"> here</a>"
        );
    }

    #[test]
    fn a_citation_says_on_the_screen_what_stands_alone_and_leads_to_its_work() {
        let mut volume = volume();
        let bibliography = crate::volume::PieceId(1);
        let section = crate::volume::BibliographySection {
            title: String::new(),
            list: crate::volume::WorkList::Works(vec![WorkId(0)]),
        };
        add_piece(&mut volume, Matter::Back, "works", Vec::new(), PieceKind::Bibliography(vec![section]));
        let place = place(&mut volume, bibliography, "w-lind1951");
        let whole = || vec![plain("Lind, Memoirs, 1951.")];
        volume.works.push(Work {
            key: "lind1951".into(),
            place,
            print: whole(),
            screen: whole(),
            annotation: Vec::new(),
        });
        let (print, screen) = (vec![plain("Ibid., 90")], vec![plain("Lind, 90")]);
        volume.citations.push(Citation { print, screen, works: vec![WorkId(0)] });
        assert_eq!(
            told(&mut volume, vec![Inline::Citation(CitationId(0), span())]),
            "<a class=\"citation\" role=\"doc-biblioref\" epub:type=\"biblioref\" href=\"works.xhtml#w-lind1951\">\
             Lind, 90</a>"
        );
    }

    #[test]
    fn a_text_that_is_repeated_has_no_ids_calls_or_links_of_its_own() {
        let mut volume = volume();
        let call = add_note(&mut volume, crate::volume::PieceId(0), Series::Editorial, "1", "So.");
        let place = place(&mut volume, crate::volume::PieceId(0), "ix");
        let words = Shows::Words(vec![plain("26")]);
        let text = vec![plain("A"), call, mark(place), reference(Some(volume.pieces[0].place), words)];
        let repeated = written(&volume, |writer| writer.repeated(|writer| writer.text(&text)));
        assert_eq!(repeated, "A26");
    }
}
