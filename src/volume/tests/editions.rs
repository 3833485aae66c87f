//! Editions: a selection is another volume from the same manuscript.

use super::document;
use crate::manifest;
use crate::manuscript;
use crate::report::Report;
use crate::volume::trial::Trial;
use crate::volume::{BookFolios, PagesOfBook, PieceKind, Selection, Volume, assemble_selection, told};

const MANIFEST: &str = "
[volume]
title = \"The Revolution\"
subtitle = \"A Reader\"
language = \"en-GB\"
isbn = { print = \"978-963-9241-48-0\" }
[contents]
front = [\"title-page\"]
body = [{ chapter = \"chapters/1.md\", documents = [\"documents/a.md\", \"documents/b.md\", \"documents/c.md\"] }]
back = [\"people\", \"terms\", \"index\"]
[editions.briefing]
title = \"The Briefing\"
documents = [\"c\", \"b\"]
front = [\"title-page\", \"front/word.md\", \"contents\"]
";

fn trial(edition: Option<&str>) -> Trial {
    of_manifest(edition, MANIFEST)
}

/// What is selected of the same sources.
fn selected(selection: Selection) -> Volume {
    let sources = trial(None).sources;
    let unheard = &mut Report::default();
    let manifest = manifest::read(&sources, unheard).unwrap();
    let manuscript = manuscript::read(&sources, &manifest, unheard);
    assemble_selection(&manuscript, &manifest, selection, unheard)
}

fn of_manifest(edition: Option<&str>, manifest: &str) -> Trial {
    let text = |title: &str, text: &str| document(&format!("title = '{title}'"), text);
    let files = [
        ("chapters/1.md", text("Thaw", "x")),
        ("front/word.md", text("A Word", "On [[doc:b]].")),
        ("documents/a.md", text("A", "x[^1] [[kadar]] [[^gas(]]\n\n[^1]: n")),
        ("documents/b.md", text("B", "See [[doc:a]], [[doc:c]], [[note:a#1]], [[chapter:1]], [[doc:a..b]]. [[nagy]] [[^gas)]]")),
        ("documents/c.md", text("C", "See [[page:a]] and [[page:b]]. x[^1]\n\n[^1]: n")),
        ("people.toml", "[nagy]\nname = \"Nagy\"\nnote = \"See [[gero]].\"\n[kadar]\nname = \"Kádár\"\n[gero]\nname = \"Gerő\"\n[imre]\nname = \"Imre\"\nsee = \"nagy\"\n".to_owned()),
        ("terms.toml", "[t]\nname = \"T\"\n".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    Trial::of_edition(edition, manifest, &files)
}

#[test]
fn documents_are_printed_from_one_in_the_editions_own_order_with_the_books_numbers_beside() {
    let trial = trial(Some("briefing"));
    assert_eq!(trial.problems(), [""; 0]);
    let numbers: Vec<(String, Option<String>)> = trial
        .volume
        .pieces
        .iter()
        .filter_map(|piece| match &piece.kind {
            PieceKind::Document(document) => Some((document.label.clone(), document.number_in_volume.clone())),
            _ => None,
        })
        .collect();
    let book = |number| Some(format!("Document No. {number}, in the book"));
    assert_eq!(numbers, [("Document No. 1".into(), book(3)), ("Document No. 2".into(), book(2))]);
}

#[test]
fn references_keep_the_books_numbers_and_say_what_is_in_the_book_alone() {
    let line = &trial(Some("briefing")).lines("p \"See \"")[1];
    assert!(line.contains("ref nowhere \"Document No. 1\" \", in the book\""), "{line}");
    assert!(line.contains("ref doc-c \"Document No. 3\" \", \""), "{line}");
    assert!(line.contains("ref nowhere \"Document No. 1\" \", \" \"note 1\" \", in the book\""), "{line}");
    assert!(line.contains("ref nowhere \"Chapter 1\" \", in the book\""), "{line}");
    assert!(
        line.contains("ref doc-b \"Document Nos. 1–2\" \", in the book\""),
        "a range leads to what of it is here, and says that not all is: {line}"
    );
}

#[test]
fn the_page_of_what_is_in_the_book_alone_is_its_number() {
    let line = &trial(Some("briefing")).lines("p \"See \"")[0];
    assert!(line.contains("ref nowhere \"Document No. 1\" \", in the book\" \" and \" ref doc-b folio"), "{line}");
}

#[test]
fn the_page_of_what_is_in_the_book_alone_is_that_of_the_book_once_it_is_known() {
    let edition = Selection { edition: Some("briefing"), ..Selection::default() };
    assert_eq!(selected(edition).pages_of_book, PagesOfBook::AskedFor);
    let folios = BookFolios::from([("doc-a".to_owned(), "17".to_owned())]);
    let volume = selected(Selection { folios: Some(&folios), ..edition });
    assert_eq!(volume.pages_of_book, PagesOfBook::Settled);
    let told = told::volume(&volume);
    assert!(told.contains("p \"See \" ref nowhere \"17\" \", in the book\" \" and \" ref doc-b folio"), "{told}");
}

#[test]
fn a_selection_says_how_it_is_numbered_before_its_list_of_documents_or_its_contents() {
    let note = "p \"The documents are numbered anew in this selection, and each also shows its number in \" i(\"The Revolution\")";
    let told = trial(Some("briefing")).told();
    assert!(told.contains(&format!("contents: \"Contents\"\n  {note}")), "{told}");
    let bare =
        MANIFEST.replace("front = [\"title-page\", \"front/word.md\", \"contents\"]", "front = [\"title-page\"]");
    let told = of_manifest(Some("briefing"), &bare).told();
    assert!(told.contains(&format!("list-of-documents: \"List of Documents\"\n  {note}")), "it has a list: {told}");
    assert!(!trial(None).told().contains("numbered anew"));
}

#[test]
fn a_document_can_stand_alone_numbered_as_its_edition_numbers_it() {
    let alone = |edition| selected(Selection { edition, document: Some("b"), folios: None });
    let in_edition = told::volume(&alone(Some("briefing")));
    let first = "doc-b: Document No. 2 \"B\"\n  number-in-volume \"Document No. 2, in the book\"\n";
    assert!(in_edition.starts_with(first), "{in_edition}");
    assert!(in_edition.contains("ref nowhere \"Document No. 3\" \", in the book\""), "{in_edition}");
    assert!(in_edition.contains("p \"This document is taken from \" i(\"The Revolution\")"), "{in_edition}");
    assert_eq!(alone(None).pieces.len(), 1);
    assert_eq!((alone(None).metadata.title.as_str(), alone(None).metadata.subtitle), ("B", None));
}

#[test]
fn registers_hold_what_the_edition_uses() {
    let told = trial(Some("briefing")).told();
    assert!(told.contains("people: \"People\"\n  person-gero \"Gerő\"\n  person-imre \"Imre\" see person-nagy\n  person-nagy \"Nagy\"\n"), "{told}");
    assert!(!told.contains("terms:"), "nothing of it is used: {told}");
}

#[test]
fn an_edition_has_a_title_and_an_identity_of_its_own() {
    let (book, edition) = (trial(None).volume.metadata, trial(Some("briefing")).volume.metadata);
    assert_eq!((edition.title.as_str(), edition.subtitle), ("The Briefing", None));
    assert_eq!(edition.slug, format!("{}-briefing", book.slug));
    assert_ne!(edition.identifier, book.identifier);
    assert_eq!(edition.isbn_print, None);
}

#[test]
fn a_range_of_the_index_that_begins_outside_the_edition_is_no_fault() {
    assert_eq!(trial(None).problems(), [""; 0]);
    assert_eq!(trial(Some("briefing")).lines("G: gas"), ["G: gas, mark-b-gas"]);
}

#[test]
fn an_unknown_edition_is_told() {
    let messages = trial(Some("breifing")).messages();
    assert_eq!(messages, ["there is no edition `breifing`", "did you mean `briefing`?"]);
}
