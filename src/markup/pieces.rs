//! The texts of the volume, one a piece.

use super::Book;
use super::writer::{Writer, Written};
use super::xhtml::Tag;
use super::{plain, writer};
use crate::volume::{Essay, Matter, Piece, PieceId, PieceKind};

/// What a piece is, to assistive technology and to reading systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The element that holds it.
    pub element: &'static str,
    /// Its class, for the style sheet.
    pub class: &'static str,
    /// Its DPUB-ARIA 1.1 role, or none.
    pub role: &'static str,
    /// Its term in the EPUB 3 Structural Semantics Vocabulary, or none.
    pub epub_type: &'static str,
}

impl Kind {
    const fn section(class: &'static str, role: &'static str, epub_type: &'static str) -> Kind {
        Kind { element: "section", class, role, epub_type }
    }
}

/// Says what a piece is.
pub fn kind(piece: &Piece) -> Kind {
    match &piece.kind {
        PieceKind::HalfTitle => Kind::section("half-title", "", "halftitlepage"),
        PieceKind::SeriesPage(_) => Kind::section("series-page", "", ""),
        PieceKind::TitlePage => Kind::section("title-page", "", "titlepage"),
        PieceKind::Copyright(_) => Kind::section("copyright", "", "copyright-page"),
        PieceKind::Dedication(_) => Kind::section("dedication", "doc-dedication", "dedication"),
        PieceKind::Contents => Kind { element: "nav", ..Kind::section("contents", "doc-toc", "toc") },
        PieceKind::ListOfDocuments(_) => Kind { element: "nav", ..Kind::section("list-of-documents", "", "") },
        PieceKind::ListOfFigures(_) => Kind { element: "nav", ..Kind::section("list-of-figures", "", "loi") },
        PieceKind::Signs(_) => Kind::section("signs", "", ""),
        PieceKind::Register(..) => Kind::section("register", "doc-glossary", "glossary"),
        PieceKind::Chronology(_) => Kind::section("chronology", "", ""),
        PieceKind::Bibliography(_) => Kind::section("bibliography", "doc-bibliography", "bibliography"),
        PieceKind::Index => Kind::section("index", "doc-index", "index"),
        PieceKind::Colophon(_) => Kind::section("colophon", "doc-colophon", "colophon"),
        PieceKind::Essay(_) => essay_kind(piece),
        PieceKind::Part => Kind::section("part", "doc-part", "part"),
        PieceKind::Chapter { .. } => Kind::section("chapter", "doc-chapter", "chapter"),
        PieceKind::Document(_) => Kind { element: "article", ..Kind::section("document", "", "") },
    }
}

/// An essay says what it is by its id, where that is one of the trade's own words.
fn essay_kind(piece: &Piece) -> Kind {
    let id = piece.slug.strip_prefix("essay-").unwrap_or(&piece.slug);
    let named = |name: &str| id == name;
    let known: [(&str, &str, &str); 12] = [
        ("foreword", "doc-foreword", "foreword"),
        ("preface", "doc-preface", "preface"),
        ("introduction", "doc-introduction", "introduction"),
        ("acknowledgements", "doc-acknowledgments", "acknowledgments"),
        ("acknowledgments", "doc-acknowledgments", "acknowledgments"),
        ("prologue", "doc-prologue", "prologue"),
        ("conclusion", "doc-conclusion", "conclusion"),
        ("epilogue", "doc-epilogue", "epilogue"),
        ("afterword", "doc-afterword", "afterword"),
        ("appendix", "doc-appendix", "appendix"),
        ("credits", "doc-credits", "other-credits"),
        ("epigraph", "doc-epigraph", "epigraph"),
    ];
    let term = known.into_iter().find(|(name, ..)| named(name));
    match (term, piece.matter) {
        (Some((_, role, epub_type)), _) => Kind::section("essay", role, epub_type),
        (None, Matter::Body) => Kind::section("essay", "doc-chapter", "chapter"),
        (None, Matter::Front | Matter::Back) => Kind::section("essay", "", ""),
    }
}

/// What a piece is called in navigation, without its number; never empty.
pub fn name(book: &Book, piece: &Piece) -> String {
    let title = plain::text(book, &piece.contents_title);
    if !title.is_empty() {
        return title;
    }
    let words = &book.volume.words;
    let made = match &piece.kind {
        PieceKind::HalfTitle => &words.half_title,
        PieceKind::SeriesPage(_) => &words.series_page,
        PieceKind::TitlePage => &words.title_page,
        PieceKind::Copyright(_) => &words.copyright,
        PieceKind::Dedication(_) => &words.dedication,
        PieceKind::Colophon(_) => &words.colophon,
        PieceKind::Document(document) if !document.label.is_empty() => &document.label,
        PieceKind::Chapter { label, .. } if !label.is_empty() => label,
        _ => &book.volume.metadata.title,
    };
    if made.is_empty() { piece.slug.clone() } else { made.clone() }
}

/// What stands before a piece's title in contents and navigation: "Chapter 2", "26".
pub fn number(piece: &Piece) -> Option<String> {
    match &piece.kind {
        PieceKind::Chapter { label, .. } if !label.is_empty() => Some(label.clone()),
        PieceKind::Document(document) => document.number.map(|number| number.to_string()),
        _ => None,
    }
}

/// Number and name of a piece on one line.
pub fn numbered_name(book: &Book, piece: &Piece) -> String {
    match (number(piece), name(book, piece)) {
        (Some(number), name) if !name.starts_with(&number) => format!("{number}. {name}"),
        (_, name) => name,
    }
}

/// The text of a piece.
pub fn text(book: &Book, id: PieceId) -> Written {
    let mut writer = Writer::new(book, id);
    writer.piece(&book.volume.pieces[id.index()]);
    writer.finish()
}

impl Writer<'_> {
    fn piece(&mut self, piece: &Piece) {
        let kind = kind(piece);
        let tag = self.identified(Tag::new(kind.element), piece.place).class(kind.class);
        let tag = tag.role(kind.role, kind.epub_type);
        // A piece is known to assistive technology by its heading; one without a heading by a made name.
        let tag = match heads_itself(piece) {
            true => tag.with("aria-labelledby", &self.book.title_id),
            false => tag.with("aria-label", &name(self.book, piece)),
        };
        self.block(tag, |writer| {
            writer.line_end();
            writer.content(piece);
            if !matches!(piece.kind, PieceKind::Document(_)) {
                writer.notes(&[], &piece.notes);
            }
        });
    }

    fn content(&mut self, piece: &Piece) {
        match &piece.kind {
            PieceKind::HalfTitle => self.half_title(),
            PieceKind::SeriesPage(series) => self.series_page(series),
            PieceKind::TitlePage => self.title_page(),
            PieceKind::Copyright(rights) => self.copyright(rights),
            PieceKind::Dedication(blocks) => self.blocks(blocks),
            PieceKind::Contents => self.contents(piece),
            PieceKind::ListOfDocuments(documents) => self.list_of_documents(piece, documents),
            PieceKind::ListOfFigures(figures) => self.list_of_figures(piece, figures),
            PieceKind::Signs(signs) => self.signs(piece, signs),
            PieceKind::Register(_, entries) => self.register(piece, entries),
            PieceKind::Chronology(events) => self.chronology(piece, events),
            PieceKind::Bibliography(sections) => self.bibliography(piece, sections),
            PieceKind::Index => self.index(piece),
            PieceKind::Colophon(blocks) => {
                self.title(piece);
                self.blocks(blocks);
            }
            PieceKind::Essay(essay) => {
                self.title(piece);
                self.essay(essay);
            }
            PieceKind::Part => self.title(piece),
            PieceKind::Chapter { label, essay, .. } => {
                self.labelled_title(label, piece);
                self.essay(essay);
            }
            PieceKind::Document(document) => self.document(piece, document),
        }
    }

    /// The heading of a piece, if one is printed.
    pub fn title(&mut self, piece: &Piece) {
        self.labelled_title("", piece);
    }

    /// The heading of a piece: what it is by its number, and its title.
    pub fn labelled_title(&mut self, label: &str, piece: &Piece) {
        if label.is_empty() && piece.title.is_empty() {
            return;
        }
        self.title_line(|writer| {
            if !label.is_empty() {
                writer.labelled(Tag::new("span").class("label"), label);
                writer.words(" ");
            }
            if !piece.title.is_empty() {
                writer.element(Tag::new("span").class("title"), |writer| writer.text(&piece.title));
            }
        });
    }

    /// The first heading of the file.
    pub fn title_line(&mut self, inside: impl FnOnce(&mut Self)) {
        let tag = Tag::new("h1").with("id", &self.book.title_id);
        self.block(tag, inside);
    }

    fn essay(&mut self, essay: &Essay) {
        if !essay.subtitle.is_empty() {
            self.block(Tag::new("p").class("subtitle"), |writer| writer.text(&essay.subtitle));
        }
        if !essay.authors.is_empty() {
            let authors = self.book.joined(&essay.authors);
            self.block(Tag::new("p").class("byline"), |writer| writer.words(&authors));
        }
        self.blocks(&essay.text);
    }
}

/// Whether the file of a piece has a first heading.
fn heads_itself(piece: &Piece) -> bool {
    match &piece.kind {
        PieceKind::HalfTitle | PieceKind::TitlePage | PieceKind::SeriesPage(_) => true,
        PieceKind::Copyright(_) | PieceKind::Dedication(_) => false,
        PieceKind::Chapter { label, .. } => !label.is_empty() || !piece.title.is_empty(),
        PieceKind::Document(document) => !document.label.is_empty() || !piece.title.is_empty(),
        _ => !piece.title.is_empty(),
    }
}

/// What all texts hold, if the book is written as `book` knows it.
pub fn survey(texts: &[Written]) -> writer::Survey {
    let mut survey = writer::Survey::default();
    for (at, text) in texts.iter().enumerate() {
        for place in &text.places {
            survey.places.entry(*place).or_insert(PieceId(at as u32));
        }
        for (note, call) in &text.calls {
            survey.calls.entry(*note).or_default().push(*call);
        }
    }
    survey
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::typeset::page::Pages;
    use crate::volume::Volume;

    #[test]
    fn a_chapter_says_its_number_and_title_in_one_heading() {
        let mut volume = empty_volume();
        let text = vec![paragraph(vec![plain("It began.")])];
        let essay = Essay { subtitle: vec![plain("1936")], authors: vec!["A".into(), "B".into(), "C".into()], text };
        let kind = PieceKind::Chapter { number: 2, label: "Chapter 2".into(), essay };
        let piece = add_piece(&mut volume, Matter::Body, "thaw", vec![plain("Thaw")], kind);
        assert_eq!(
            section(&volume, &Pages::default(), piece),
            "<section id=\"thaw\" class=\"chapter\" role=\"doc-chapter\" epub:type=\"chapter\" aria-labelledby=\"title\">\n\
             <h1 id=\"title\"><span class=\"label\">Chapter 2</span> <span class=\"title\">Thaw</span></h1>\n\
             <p class=\"subtitle\">1936</p>\n<p class=\"byline\">A, B and C</p>\n<p>It began.</p>\n</section>\n"
        );
    }

    #[test]
    fn an_essay_is_what_its_file_is_called() {
        let mut volume = empty_volume();
        let role = |volume: &mut Volume, matter, slug| {
            let id = add_piece(volume, matter, slug, vec![plain("T")], essay(Vec::new()));
            kind(&volume.pieces[id.index()]).role
        };
        assert_eq!(role(&mut volume, Matter::Front, "preface"), "doc-preface");
        assert_eq!(role(&mut volume, Matter::Front, "essay-acknowledgements"), "doc-acknowledgments");
        assert_eq!(role(&mut volume, Matter::Body, "essay-the-river"), "doc-chapter");
        assert_eq!(role(&mut volume, Matter::Front, "essay-preface-to-the-notes"), "");
    }

    #[test]
    fn a_piece_without_heading_is_known_by_a_made_name() {
        let mut volume = empty_volume();
        let blocks = vec![paragraph(vec![plain("To the ferrymen")])];
        let piece = add_piece(&mut volume, Matter::Front, "dedication", Vec::new(), PieceKind::Dedication(blocks));
        let told = section(&volume, &Pages::default(), piece);
        assert!(told.contains("role=\"doc-dedication\"") && told.contains("aria-label=\"Dedication\""), "{told}");
        assert!(!told.contains("<h1"), "{told}");
    }

    #[test]
    fn the_id_of_the_first_heading_gives_way_to_an_authors_own() {
        let mut volume = empty_volume();
        let id = add_piece(&mut volume, Matter::Front, "preface", vec![plain("P")], essay(Vec::new()));
        let place = place(&mut volume, id, "title");
        volume.pieces[0].kind = essay(vec![paragraph(vec![mark(place)])]);
        let told = section(&volume, &Pages::default(), id);
        assert!(told.contains("<h1 id=\"title-of-file\">") && told.contains("<span id=\"title\">"), "{told}");
    }
}
