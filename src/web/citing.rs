//! How a page is cited: for those who read it, and for the programs that keep their references.
//!
//! Zotero and Google Scholar read the `citation_` tags (Google Scholar, *Inclusion Guidelines
//! for Webmasters*); `DC.` tags say the same in the terms of Dublin Core (DCMI, *Expressing
//! Dublin Core metadata using HTML*, 2008).

use super::page::line as alone;
use crate::date::Day;
use crate::manifest::DateKnown;
use crate::markup::{Book, PageMark, Tag, escaped, name, plain_text};
use crate::volume::{Block, BlockKind, Piece, PieceKind};

/// The tags of the first page.
pub fn of_volume(book: &Book) -> String {
    let metadata = &book.volume.metadata;
    let mut tags = meta("citation_title", &full_title(book)) + &meta("DC.title", &full_title(book));
    if let Some(description) = &metadata.description {
        tags.push_str(&meta("DC.description", description));
    }
    for subject in &metadata.subjects {
        tags.push_str(&meta("DC.subject", subject));
    }
    tags + &imprint(book)
}

/// The tags of a piece that is cited by itself; nothing for another.
pub fn of_piece(book: &Book, piece: &Piece, marks: &[PageMark]) -> String {
    if !is_cited(piece) {
        return String::new();
    }
    let title = name(book, piece);
    let mut tags = meta("citation_title", &title) + &meta("DC.title", &title);
    tags.push_str(&meta("citation_inbook_title", &full_title(book)));
    for author in authors(piece) {
        tags.push_str(&meta("citation_author", author));
        tags.push_str(&meta("DC.creator", author));
    }
    if let PieceKind::Document(document) = &piece.kind
        && let Some(date) = &document.date
    {
        tags.push_str(&meta("DC.date", &written(date.from)));
    }
    if let Some((first, last)) = folios(book, piece, marks) {
        tags.push_str(&meta("citation_firstpage", &first));
        tags.push_str(&meta("citation_lastpage", &last));
    }
    tags + &imprint(book)
}

/// What the first words of a piece say: of a document its headnote.
pub fn description(book: &Book, piece: &Piece) -> Option<String> {
    let blocks: &[Block] = match &piece.kind {
        PieceKind::Document(document) if document.headnote.is_empty() => &document.text,
        PieceKind::Document(document) => &document.headnote,
        PieceKind::Essay(essay) | PieceKind::Chapter { essay, .. } => &essay.text,
        _ => &[],
    };
    let first = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(_, text) => Some(plain_text(book, text)),
        _ => None,
    });
    first.filter(|words| !words.is_empty()).map(|words| shortened(&words))
}

/// As many letters of a description are shown where pages are found.
const SHOWN: usize = 300;

/// The words of a text as far as they are shown.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        None => words.to_owned(),
        Some((at, _)) => format!("{} …", words[..at].rsplit_once(' ').map_or(&words[..at], |(whole, _)| whole)),
    }
}

/// The line that says how a piece is cited, with its pages in print; nothing for a piece that is not cited by itself.
pub fn line(book: &Book, piece: &Piece, marks: &[PageMark]) -> String {
    if !is_cited(piece) {
        return String::new();
    }
    let (words, metadata) = (&book.volume.words, &book.volume.metadata);
    let authors: Vec<String> = authors(piece).to_vec();
    let place_and_publisher = [metadata.place.as_deref(), metadata.publisher.as_deref()];
    let place_and_publisher = place_and_publisher.into_iter().flatten().collect::<Vec<_>>().join(": ");
    let imprint = [place_and_publisher, year(book).unwrap_or_default()];
    let imprint: Vec<String> = imprint.into_iter().filter(|part| !part.is_empty()).collect();
    let label = match &piece.kind {
        PieceKind::Document(document) => document.label.clone(),
        PieceKind::Chapter { label, .. } => label.clone(),
        _ => String::new(),
    };
    let pages = folios(book, piece, marks).map(|(first, last)| match first == last {
        true => first,
        false => format!("{first}–{last}"),
    });
    let pages = pages.map(|pages| words.print_edition.replace("{}", &pages));
    let text = |words: String| escaped(&words);
    let mut parts = vec![text(book.joined(&authors)), text(name(book, piece))];
    parts.push(format!("<cite>{}</cite>", escaped(&full_title(book))));
    parts.extend([book.people().join("; "), imprint.join(", "), label, pages.unwrap_or_default()].map(text));
    parts.retain(|part| !part.is_empty());
    // A part that ends with a stop of its own needs no second one.
    let stopped = |part: &String| if part.ends_with(['.', '?', '!']) { part.clone() } else { format!("{part}.") };
    let sentence: Vec<String> = parts.iter().map(stopped).collect();
    format!("<p class=\"cite\"><span class=\"label\">{}</span> {}</p>\n", escaped(&words.cite_as), sentence.join(" "))
}

/// Whether a piece is cited by itself.
fn is_cited(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Essay(_) | PieceKind::Chapter { .. } | PieceKind::Document(_))
}

fn authors(piece: &Piece) -> &[String] {
    match &piece.kind {
        PieceKind::Essay(essay) | PieceKind::Chapter { essay, .. } => &essay.authors,
        _ => &[],
    }
}

/// The first and the last page of a piece in print.
fn folios(book: &Book, piece: &Piece, marks: &[PageMark]) -> Option<(String, String)> {
    book.page_of(piece.place)?;
    let first = book.folio_of(Some(piece.place));
    let own = |mark: &&PageMark| book.piece(mark.piece).place == piece.place;
    let last = marks.iter().rfind(own).map_or_else(|| first.clone(), |mark| mark.folio.clone());
    Some((first, last))
}

/// What is the same for all that is in the volume.
fn imprint(book: &Book) -> String {
    let metadata = &book.volume.metadata;
    let mut tags = String::new();
    for person in &metadata.contributors {
        let name = match person.role.as_str() {
            "aut" => "citation_author",
            "edt" => "citation_editor",
            _ => "DC.contributor",
        };
        tags.push_str(&meta(name, &person.sort));
    }
    let known = [("citation_publisher", &metadata.publisher), ("citation_isbn", &metadata.isbn_print)];
    for (name, value) in known {
        tags.extend(value.iter().map(|value| meta(name, value)));
    }
    tags.extend(year(book).map(|_| meta("citation_publication_date", &written(metadata.date).replace('-', "/"))));
    tags + &meta("citation_language", metadata.language.tag())
}

fn year(book: &Book) -> Option<String> {
    let metadata = &book.volume.metadata;
    (metadata.date_known == DateKnown::Given).then(|| metadata.date.year.to_string())
}

fn full_title(book: &Book) -> String {
    let metadata = &book.volume.metadata;
    metadata.subtitle.as_ref().map_or(metadata.title.clone(), |subtitle| format!("{}: {subtitle}", metadata.title))
}

fn meta(name: &str, content: &str) -> String {
    alone(&Tag::new("meta").with("name", name).with("content", content))
}

/// A date as ISO 8601 has it.
fn written(Day { year, month, day }: Day) -> String {
    let parts = [month, day].into_iter().map_while(|part| part).map(|part| format!("-{part:02}"));
    format!("{year:04}{}", parts.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_ends_with_a_word() {
        assert_eq!(shortened("The bridge is open."), "The bridge is open.");
        let long = "word ".repeat(80);
        let short = shortened(&long);
        assert!(short.ends_with("word …") && short.chars().count() <= SHOWN + 2, "{short}");
    }

    #[test]
    fn a_date_is_written_as_far_as_it_is_known() {
        let day = |month, day| written(Day { year: 1956, month, day });
        assert_eq!([day(Some(10), Some(4)), day(Some(10), None), day(None, None)], ["1956-10-04", "1956-10", "1956"]);
    }
}
