//! What is told, and what is not: a false alarm is a fault as well.

use super::run;
use crate::length::{Length, Point, Rect, Size};
use crate::manifest;
use crate::manuscript;
use crate::report::Report;
use crate::source::Sources;
use crate::typeset::page::{Folio, Item, Page, Pages, PictureId, Side, Structure, Turn};
use crate::volume::{Volume, assemble};

/// A picture of one pixel.
const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68,
    174, 66, 96, 130,
];

/// What is told of a volume with these contents and files, whose pages `paginate` makes.
fn told(contents: &str, files: &[(&str, &str)], paginate: impl Fn(&Volume) -> Pages) -> Vec<String> {
    let manifest = format!("[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\n{contents}\n");
    let mut sources = Sources::from_texts([("book.toml", manifest.as_str())]);
    for (path, text) in files {
        sources.add(&format!("book/{path}"), text.as_bytes().to_vec());
    }
    sources.add("book/images/map.png", PIXEL.to_vec());
    let mut report = Report::default();
    let manifest = manifest::read(&sources, &mut report).unwrap();
    let manuscript = manuscript::read(&sources, &manifest, &mut report);
    let volume = assemble(&manuscript, &manifest, None, &mut report);
    let mut report = Report::default();
    run(&volume, &manuscript, &paginate(&volume), &manifest, &mut report);
    report.sorted().iter().map(|problem| format!("{}: {}", problem.code.name(), problem.message)).collect()
}

fn of_documents(texts: &[&str]) -> Vec<String> {
    let files: Vec<(String, &str)> =
        texts.iter().enumerate().map(|(at, text)| (format!("documents/{}.md", at + 1), *text)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    told("body = [\"documents/*.md\"]", &files, |_| Pages::default())
}

/// A document with all that a document needs.
fn document(front: &str, text: &str) -> String {
    format!("+++\ntitle = 'T'\nsource = 'S'\ndate-text = '[undated]'\n{front}\n+++\n\n::: headnote\nH\n:::\n\n{text}\n")
}

#[test]
fn a_document_without_headnote_source_or_date_is_told_and_an_editorial_note_needs_none() {
    assert_eq!(
        of_documents(&["+++\ntitle = 'T'\n+++\n\nx\n", "+++\ntitle = 'T'\nkind = 'editorial-note'\n+++\n\nx\n"]),
        ["missing-headnote: `1` has no headnote", "missing-source: `1` has no source", "missing-date: `1` has no date"]
    );
}

#[test]
fn who_translated_a_document_does_not_say_where_it_lies() {
    let text =
        "+++\ntitle = 'T'\ndate = '1956'\ntranslator = 'N. N.'\noriginal = 'cs'\n+++\n\n::: headnote\nH\n:::\n\nx\n";
    assert_eq!(of_documents(&[text]), ["missing-source: `1` has no source"]);
}

#[test]
fn a_gap_in_the_numbers_is_told_once() {
    let texts = [document("", "x"), document("number = 5", "x"), document("", "x"), document("number = 8", "x")];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(
        of_documents(&texts),
        ["number-gap: no document bears the numbers 2 to 4", "number-gap: no document bears the number 7"]
    );
}

#[test]
fn a_volume_that_begins_with_a_later_number_has_no_gap() {
    assert_eq!(of_documents(&[&document("number = 200", "x"), &document("", "x")]), [""; 0]);
}

#[test]
fn a_document_dated_before_the_one_that_precedes_it_is_told() {
    let dated = |date: &str| document(&format!("date = {date}"), "x");
    let texts = ["1956-10-24", "'1956-10'", "1956-10-23", "'1956-10-30/1956-11-02'", "1956-11-01"].map(dated);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(of_documents(&texts), [""; 0], "what is vague or begins later is in order");
    let texts = [dated("1956-10-24"), document("", "x"), dated("1956-10-23")];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(of_documents(&texts), ["out-of-order: `3` is dated before `1`, which precedes it"]);
}

#[test]
fn an_entry_that_nothing_refers_to_is_told_and_a_pointer_is_not() {
    let people = "[a]\nname = \"A\"\n[b]\nname = \"B\"\n[c]\nname = \"C\"\nsee = \"a\"\n[d]\nname = \"D\"\nnote = \"See [[e]].\"\n[e]\nname = \"E\"\n";
    let text = document("", "x[^1]\n\n[^1]: [[d]]");
    let files = [("documents/1.md", text.as_str()), ("people.toml", people)];
    let contents = "body = [\"documents/1.md\"]\nback = [\"people\"]";
    assert_eq!(told(contents, &files, |_| Pages::default()), ["unused-entry: the person `b` is never referred to"]);
}

#[test]
fn a_speaker_is_known_by_a_word_shared_with_a_participant() {
    let minutes = |speaker: &str| {
        let list = "::: participants\nMembers present:\n\n- Count Ottokar Lind, in the chair\n- General J. Barr\n:::\n";
        document("kind = 'minutes'", &format!("{list}\n**{speaker}:** Yes.\n"))
    };
    for known in ["Lind", "General Barr", "COUNT LIND", "[Lind]", "Voices", "The Chairman"] {
        assert_eq!(of_documents(&[&minutes(known)]), [""; 0], "{known}");
    }
    assert_eq!(
        of_documents(&[&minutes("Bar")]),
        ["unknown-speaker: `Bar` speaks and is not among the participants of `1`"]
    );
    assert_eq!(of_documents(&[&document("kind = 'minutes'", "**Anyone:** Yes.")]), [""; 0], "no list, no question");
}

#[test]
fn a_picture_with_too_few_pixels_for_its_size_is_told() {
    let text = document("", "![A map.](images/map.png)");
    let pages = |width: Length| {
        move |volume: &Volume| Pages {
            pages: vec![Page {
                side: Side::Recto,
                folio: Folio::Arabic(1),
                items: vec![Item::Picture {
                    picture: PictureId(0),
                    rect: Rect {
                        origin: Point { x: Length::ZERO, y: Length::ZERO },
                        size: Size { width, height: width },
                    },
                    turn: Turn::Upright,
                    element: Structure::ROOT,
                }],
            }],
            pictures: vec![volume.figures[0].picture.clone()],
            ..Pages::default()
        }
    };
    let files = [("documents/1.md", text.as_str())];
    let contents = "body = [\"documents/1.md\"]";
    assert_eq!(told(contents, &files, pages(Length::inches(1).scale(1, 300))), [""; 0]);
    assert_eq!(
        told(contents, &files, pages(Length::inches(1).scale(1, 100))),
        ["coarse-image: this picture is printed with 100 pixels to the inch, and print needs 300"]
    );
}
