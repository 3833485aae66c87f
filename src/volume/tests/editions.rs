//! Editions: a selection is another volume from the same manuscript.

use super::document;
use crate::volume::PieceKind;
use crate::volume::trial::Trial;

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
    Trial::of_edition(edition, MANIFEST, &files)
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
    assert!(line.contains("ref doc-b \"Document Nos. 1–2\""), "the range leads to what of it is here: {line}");
}

#[test]
fn the_page_of_what_is_in_the_book_alone_is_its_number() {
    let line = &trial(Some("briefing")).lines("p \"See \"")[0];
    assert!(line.contains("ref nowhere \"Document No. 1\" \", in the book\" \" and \" ref doc-b folio"), "{line}");
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
    assert_eq!(trial(Some("briefing")).lines("gas"), ["G: gas, mark-b-2"]);
}

#[test]
fn an_unknown_edition_is_told() {
    let messages = trial(Some("breifing")).messages();
    assert_eq!(messages, ["there is no edition `breifing`", "did you mean `briefing`?"]);
}
