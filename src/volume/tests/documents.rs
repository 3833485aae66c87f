//! Documents, essays, chapters, parts: their order, numbers and made words.

use super::document;
use crate::volume::trial::Trial;
use crate::volume::{Matter, PieceKind};

fn labels(trial: &Trial) -> Vec<String> {
    let label = |piece: &crate::volume::Piece| match &piece.kind {
        PieceKind::Document(document) => Some(document.label.clone()),
        _ => None,
    };
    trial.volume.pieces.iter().filter_map(label).collect()
}

#[test]
fn documents_are_numbered_through_the_volume_in_the_order_of_contents() {
    let text = document("title = 'T'", "x");
    let contents = "body = [{ chapter = \"chapters/1.md\", documents = [\"documents/b.md\", \"documents/a.md\"] }, \
                    { chapter = \"chapters/2.md\", documents = \"documents/c.md\" }]";
    let files = ["chapters/1.md", "chapters/2.md", "documents/a.md", "documents/b.md", "documents/c.md"];
    let trial = Trial::of(contents, &files.map(|file| (file, text.as_str())));
    let slugs: Vec<&str> = trial.volume.pieces.iter().map(|piece| piece.slug.as_str()).collect();
    assert_eq!(slugs, ["chapter-1", "doc-b", "doc-a", "chapter-2", "doc-c"]);
    assert_eq!(labels(&trial), ["Document No. 1", "Document No. 2", "Document No. 3"]);
    let depths: Vec<u8> = trial.volume.pieces.iter().map(|piece| piece.depth).collect();
    assert_eq!(depths, [0, 1, 1, 0, 1]);
    assert!(trial.volume.pieces.iter().all(|piece| piece.matter == Matter::Body));
}

#[test]
fn a_number_can_be_given_and_a_document_can_have_none() {
    let files = [
        ("documents/a.md", document("title = 'A'\nnumber = 10", "x")),
        ("documents/b.md", document("title = 'B'\nnumber = false", "x")),
        ("documents/c.md", document("title = 'C'", "x")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let trial = Trial::of("body = [\"documents/*.md\"]", &files);
    assert_eq!(labels(&trial), ["Document No. 10", "", "Document No. 11"]);
}

#[test]
fn two_documents_with_one_number_are_told() {
    let a = document("title = 'A'\nnumber = 2", "x");
    let b = document("title = 'B'\nnumber = 2", "x");
    let trial = Trial::of("body = [\"documents/*.md\"]", &[("documents/a.md", &a), ("documents/b.md", &b)]);
    assert_eq!(trial.problems(), ["duplicate-number: 2"]);
}

#[test]
fn two_documents_with_one_id_are_told_and_so_are_ids_that_differ_by_case_alone() {
    let a = document("title = 'A'\nid = 'x'", "x");
    let b = document("title = 'B'\nid = 'x'", "x");
    let c = document("title = 'C'\nid = 'X'", "x");
    let trial = Trial::of(
        "body = [\"documents/*.md\"]",
        &[("documents/a.md", &a), ("documents/b.md", &b), ("documents/c.md", &c)],
    );
    assert_eq!(trial.report.sorted().len(), 2);
    let messages = trial.messages();
    assert_eq!(messages[0], "two documents or essays have the id `x`");
    assert!(messages[2].ends_with("differ by case alone"), "{messages:?}");
}

#[test]
fn place_date_and_time_make_the_date_line() {
    let front = "title = 'T'\ndate = 1956-10-24\nplace = 'Moscow'\ntime = '2:00 p.m.'";
    let trial = Trial::of_document(&document(front, "x"));
    assert_eq!(trial.lines("date-line"), ["date-line \"Moscow\" \", \" \"24 October 1956\" \", \" \"2:00 p.m.\""]);
}

#[test]
fn an_opener_takes_the_place_of_the_date_line_and_lists_keep_the_date() {
    let front = "title = 'T'\ndate = 1956-10-24\nplace = 'Moscow'";
    let trial = Trial::of_document(&document(front, "::: opener\nMoscow, October 24\n:::\n\nx"));
    assert_eq!(trial.lines("date-line"), [""; 0]);
    let PieceKind::Document(document) = &trial.volume.pieces[0].kind else { panic!("it is a document") };
    assert_eq!(crate::volume::walk::plain(&document.date_text), "24 October 1956");
}

#[test]
fn who_wrote_to_whom_is_said_with_the_words_of_the_language() {
    let lines = |front: &str| Trial::of_document(&document(front, "x")).lines("address");
    assert_eq!(lines("title = 'T'\nfrom = 'A'\nto = 'B'"), ["address \"From\" \"A\"", "address \"To\" \"B\""]);
    assert_eq!(lines("title = 'T'\nauthors = ['A', 'B', 'C']"), ["address \"\" \"A, B and C\""]);
    assert_eq!(lines("title = 'T'\nto = 'To the People'"), ["address \"\" \"To the People\""]);
}

#[test]
fn the_source_note_ends_with_the_translator_and_the_language_of_the_original() {
    let source = |front: &str| Trial::of_document(&document(front, "x")).lines("source");
    assert_eq!(
        source("title = 'T'\nsource = 'SUA, F. 7'\ntranslator = 'M. Barr'\noriginal = 'cs'"),
        ["source \"SUA, F. 7\" \". Translated by M. Barr.\" \" Original in Czech.\""]
    );
    assert_eq!(source("title = 'T'\ntranslator = 'M. Barr'"), ["source \"Translated by M. Barr.\""]);
    assert_eq!(
        source("title = 'T'\nsource = 'SUA.'\noriginal = 'hu'"),
        ["source \"SUA.\" \" Original in Hungarian.\""]
    );
}

#[test]
fn parts_hold_chapters_and_chapters_are_numbered_through_the_volume() {
    let text = document("title = 'T'", "x");
    let contents = "body = [{ part = \"Part One\", chapters = [{ chapter = \"chapters/1.md\" }] }, \
                    { part = \"Part Two\", chapters = [{ chapter = \"chapters/2.md\" }] }]";
    let trial = Trial::of(contents, &[("chapters/1.md", &text), ("chapters/2.md", &text)]);
    let lines: Vec<String> = trial.told().lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "part-Part-One: \"Part One\"");
    assert_eq!(lines[1], "  chapter-1: Chapter 1 \"T\"");
    assert_eq!(lines[3], "part-Part-Two: \"Part Two\"");
    assert_eq!(lines[4], "  chapter-2: Chapter 2 \"T\"");
}

#[test]
fn a_generated_part_named_twice_is_told() {
    let trial = Trial::of("front = [\"contents\", \"contents\"]", &[]);
    assert_eq!(trial.problems(), ["wrong-value: \"contents\""]);
}

#[test]
fn a_generated_part_without_what_it_is_made_from_is_told_with_a_way_out() {
    let trial = Trial::of("front = [\"people\", \"dedication\", \"chronology\", \"series-page\"]", &[]);
    assert_eq!(
        trial.problems(),
        [
            "missing-file: \"people\"",
            "missing-key: \"dedication\"",
            "missing-file: \"chronology\"",
            "missing-key: \"series-page\""
        ]
    );
    assert!(trial.messages()[1].starts_with("write `book/people.toml` or `book/people.csv`"), "{:?}", trial.messages());
}

#[test]
fn the_key_of_signs_has_the_signs_that_are_used_and_no_others() {
    let text = document("title = 'T'", "A [sic] ~~b~~ [word?] <u>c</u>\n\n* * *\n");
    let trial = Trial::of("front = [\"signs\"]\nbody = [\"documents/a.md\"]", &[("documents/a.md", &text)]);
    let signs = trial.lines("means");
    assert_eq!(signs.len(), 5);
    assert!(signs[0].starts_with("[sic \"sic\"] means"), "{signs:?}");
    assert!(signs[1].starts_with("[doubtful"), "{signs:?}");
}

#[test]
fn words_can_be_overridden_and_an_unknown_word_is_told() {
    let manifest = "[volume]\ntitle = \"T\"\n[contents]\nbody = [\"documents/a.md\"]\n\
                    [words]\ndocument = \"Item\"\ncontents = \"What Is Here\"\nconstents = \"X\"\n";
    let text = document("title = 'T'", "[[doc:a]]");
    let trial = Trial::of_manifest(manifest, &[("documents/a.md", &text)]);
    assert_eq!(labels(&trial), ["Item 1"]);
    assert_eq!(trial.volume.words.contents, "What Is Here");
    assert_eq!(trial.messages()[..2], ["`words.constents` is no word that a volume makes", "did you mean `contents`?"]);
}

#[test]
fn the_label_of_documents_is_the_manifests() {
    let manifest = "[volume]\ntitle = \"T\"\n[contents]\nbody = [\"documents/a.md\", \"documents/b.md\"]\n\
                    [documents]\nlabel = \"No.\"\nlabel-plural = \"Nos.\"\n";
    let text = document("title = 'T'", "[[doc:a..b]]");
    let trial = Trial::of_manifest(manifest, &[("documents/a.md", &text), ("documents/b.md", &text)]);
    assert_eq!(labels(&trial), ["No. 1", "No. 2"]);
    assert_eq!(trial.lines("ref")[0], "p ref doc-a \"Nos. 1–2\"");
}

#[test]
fn figures_with_captions_are_numbered_through_the_volume_and_listed() {
    let pixel: &[u8] = PIXEL;
    let text = document(
        "title = 'T'",
        "::: figure {#map}\n![A map.](images/map.png)\n\nThe *frontier*[^1].\n:::\n\n![X.](images/map.png)\n\n[^1]: n",
    );
    let trial = Trial::of_bytes(
        "front = [\"list-of-figures\"]\nbody = [\"documents/a.md\"]",
        &[("documents/a.md", text.as_bytes()), ("images/map.png", pixel)],
    );
    assert_eq!(trial.problems(), [""; 0]);
    assert_eq!(trial.lines("Figure 1"), ["Figure 1 \"The \" em(\"frontier\") \".\""]);
    let files: Vec<&str> = trial.volume.figures.iter().map(|figure| figure.file_name.as_str()).collect();
    assert_eq!(files, ["map.png", "map.png"], "a picture that is shown twice has one file");
    assert_eq!(trial.volume.figures[1].label, "");
}

/// A picture of one pixel.
const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68,
    174, 66, 96, 130,
];
