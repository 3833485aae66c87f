use super::*;
use crate::length::Length;
use crate::report::Strictness;

const SMALLEST: &str = "[volume]\ntitle = \"T\"\n[contents]\nbody = [\"documents/*.md\"]\n";

/// Reads `book` beside a document, and tells the manifest and its problems: code, line, column, message.
fn read_beside(book: &str, files: &[&str]) -> (Option<Manifest>, Vec<String>) {
    let texts = files.iter().map(|path| (*path, "")).chain([("book.toml", book), ("book/documents/a.md", "")]);
    let sources = Sources::from_texts(texts);
    let mut report = Report::default();
    let manifest = read(&sources, &mut report);
    let told = report.sorted().into_iter().map(|problem| {
        let (line, column) = problem.span.map_or((0, 0), |span| sources.line_and_column(span));
        format!("{line}:{column} {}: {}", problem.code.name(), problem.message)
    });
    (manifest, told.collect())
}

fn problems(book: &str) -> Vec<String> {
    read_beside(book, &[]).1
}

fn good(book: &str, files: &[&str]) -> Manifest {
    let (manifest, problems) = read_beside(book, files);
    assert_eq!(problems, [""; 0]);
    manifest.unwrap()
}

#[test]
fn the_smallest_volume_is_a_title_and_a_list_of_contents() {
    let manifest = good(SMALLEST, &[]);
    assert_eq!(manifest.metadata.slug, "t");
    assert_eq!(manifest.metadata.language.tag(), "en-GB");
    assert_eq!(manifest.metadata.date_known, DateKnown::Assumed);
    assert_eq!(manifest.design, Design::default());
    assert_eq!(manifest.print.pages_multiple, 2);
    assert!(matches!(manifest.contents.body[..], [Piece { kind: PieceKind::Document(_), .. }]));
}

#[test]
fn every_value_is_taken_as_it_is_meant() {
    let book = r##"
[volume]
title = "The Thaw"
subtitle = """
Papers,
1956"""
language = "hu"
editors = ["Anna Kis", { name = "Béla Nagy", sort = "Nagy, Béla", role = "trl" }]
date = 2026-03-01
rights = 'A *single* owner'
isbn = { print = "978-3-16-148410-0", epub = "978-0-00-000000-2" }
series = { title = "S", number = 3, volumes = ["1. One"] }
[contents]
front = ["half-title", "front/preface.md"]
body = [{ part = "Part One", chapters = [{ chapter = "chapters/1.md", documents = ["documents/a.md"] }] }]
back = ["index"]
[notes]
numbering = "volume"
source-note = "end"
[index]
people = false
[design]
trim = "148 x 210 mm"
margins = { inner = "2cm" }
body = { size = "11pt", leading = "14pt" }
notes = { size = "8.75pt" }
expansion = false
[pdf.print]
pages = 4
marks = true
[pdf.screen]
standard = "pdf/ua-1"
[epub]
page-list = false
[editions.short]
title = "Short"
documents = ["a"]
front = ["title-page"]
[words]
see-also = "compare"
"##;
    let manifest = good(book, &["book/front/preface.md", "book/chapters/1.md"]);
    let metadata = &manifest.metadata;
    assert_eq!(metadata.subtitle.as_deref(), Some("Papers, 1956"));
    assert_eq!(metadata.identifier, "urn:isbn:9780000000002");
    assert_eq!(metadata.date, Day { year: 2026, month: Some(3), day: Some(1) });
    let contributors = metadata.contributors.iter().map(|who| (&*who.sort, &*who.role));
    assert_eq!(contributors.collect::<Vec<_>>(), [("Kis, Anna", "edt"), ("Nagy, Béla", "trl")]);
    assert_eq!(metadata.series.as_ref().unwrap().number, Some(3));
    assert_eq!(manifest.notes, NoteRules { numbering: Numbering::Volume, source_note: SourceNote::End });
    assert_eq!(manifest.index.people, IndexPeople::Left);
    assert_eq!((manifest.design.trim.width, manifest.design.trim.height), (Length::mm(148), Length::mm(210)));
    assert_eq!((manifest.design.margins.inner, manifest.design.margins.outer), (Length::mm(20), Length::mm(18)));
    assert_eq!(manifest.design.body, TypeSize { size: Length::pt(11), leading: Length::pt(14) });
    assert_eq!(manifest.design.notes, Design::default().notes);
    assert_eq!((manifest.design.expansion, manifest.design.hanging), (Refinement::Off, Refinement::On));
    assert_eq!((manifest.print.pages_multiple, manifest.print.marks), (4, Marks::Drawn));
    assert_eq!(manifest.epub.page_list, PageList::Absent);
    assert_eq!(manifest.editions["short"].documents[0].0, "a");
    assert_eq!(manifest.editions["short"].front.as_ref().unwrap().len(), 1);
    assert_eq!(manifest.words["see-also"], "compare");
    let PieceKind::Part { title, chapters } = &manifest.contents.body[0].kind else { panic!() };
    assert_eq!((title.as_str(), chapters.len()), ("Part One", 1));
}

#[test]
fn markdown_keeps_the_place_of_its_words() {
    let book = format!("{}\n[volume.series]\ntitle = \"S\"\nnote = \"with \\\"escapes\\\"\"\n", SMALLEST)
        .replace("title = \"T\"", "title = \"T\"\nrights = '''\nTwo\nlines'''");
    let sources = Sources::from_texts([("book.toml", &*book), ("book/documents/a.md", "")]);
    let manifest = read(&sources, &mut Report::default()).unwrap();
    let (rights, place) = manifest.metadata.rights.unwrap();
    assert_eq!((rights.as_str(), sources.text(place)), ("Two\nlines", "Two\nlines"));
    let (note, place) = manifest.metadata.series.unwrap().note.unwrap();
    assert_eq!((note.as_str(), sources.text(place)), ("with \"escapes\"", "\"with \\\"escapes\\\"\""));
}

#[test]
fn all_problems_are_told_in_one_run_each_at_its_place() {
    let book = r#"[volume]
titel = "T"
language = "english"
date = 1956
editors = ["A B", 7]
identifier = "9780"
cover = "images/cover.jpg"
[contents]
front = ["half-titel", "../secret.md", "front/prefaec.md"]
body = ["documents/b-*.md", { documents = "documents/a.md" }, "documents/a.md"]
[documents]
start = "newpage"
[design]
trim = "6in x 9"
margins = { inner = "80mm", outer = "80mm" }
body = { size = "3pt", leading = "12px" }
[notes]
trim = "a5"
[pdf.print]
pages = "odd"
[fancy]
"#;
    let (_, problems) = read_beside(book, &["book/front/preface.md"]);
    let expected = [
        "1:1 missing-key: the volume has no title",
        "2:1 unknown-key: `volume` has no key `titel`",
        "3:12 unknown-language: `english` is not the tag of a language",
        "4:8 wrong-value: this is a whole number, and a day such as 2026-03-01 is wanted",
        "5:19 wrong-value: this is a whole number, and text between quotation marks or a table in braces is wanted",
        "6:14 wrong-value: `9780` is not a URN",
        "7:9 missing-file: there is no file `book/images/cover.jpg`",
        "9:10 unknown-part: there is no part `half-titel`",
        "9:24 outside-volume: `../secret.md` leads out of the volume",
        "9:40 missing-file: there is no file `book/front/prefaec.md`",
        "10:9 missing-file: no file is named like `documents/b-*.md`",
        "10:29 missing-key: this is neither a chapter nor a part",
        "10:63 repeated-file: `documents/a.md` stands in the contents already",
        "12:9 wrong-value: `newpage` is none of `new-page`, `run-on`",
        "14:8 unreadable-length: `9` has no unit",
        "15:11 wrong-value: the margins leave -7.6mm by 184.6mm for the type, on a page of 152.4mm by 228.6mm",
        "16:17 wrong-value: type of 3pt cannot be read in a book: its size is from 4pt to 72pt",
        "16:34 unreadable-length: `px` is not a unit of length",
        "18:1 unknown-key: `notes` has no key `trim`",
        "20:9 wrong-value: pages are padded to `\"even\"`, or to a multiple of a number from 1 to 64",
        "21:2 unknown-key: book.toml has no table `fancy`",
        "1:1 unlisted-file: `front/preface.md` stands nowhere in the order of contents",
    ];
    let expected: std::collections::BTreeSet<&str> = expected.into();
    let problems: std::collections::BTreeSet<&str> = problems.iter().map(String::as_str).collect();
    assert_eq!(problems, expected);
}

#[test]
fn a_slip_of_syntax_is_told_once_and_in_plain_words() {
    assert_eq!(
        problems("[volume]\ntitle = The Title\n"),
        ["2:9 bad-syntax: `The Title` is not between quotation marks"]
    );
    assert_eq!(problems("a = \nb = 1\n"), ["1:4 bad-syntax: there is nothing after `=`"]);
    assert_eq!(problems("a = [1, 2\nb = 3\nc = 4\n").len(), 1);
    assert_eq!(problems("a = \"x\nb = 3\n"), ["1:7 bad-syntax: this text has no closing quotation mark"]);
    assert_eq!(problems("a = 1\na = 2\n"), ["2:1 duplicate-name: `a` stands twice in one table"]);
}

#[test]
fn files_are_spread_out_in_natural_order() {
    let book = SMALLEST.replace("documents/*.md", "documents/x-*.md\", \"documents/a.md");
    let texts = ["x-10", "x-2", "x-1", "a"].map(|name| format!("book/documents/{name}.md"));
    let texts = texts.iter().map(|path| (path.as_str(), "")).chain([("book.toml", &*book)]);
    let sources = Sources::from_texts(texts);
    let mut report = Report::default();
    let body = read(&sources, &mut report).unwrap().contents.body;
    let paths = body.iter().map(|piece| match piece.kind {
        PieceKind::Document(file) => &sources.file(file).path["book/documents/".len()..],
        _ => "no document",
    });
    assert_eq!(paths.collect::<Vec<_>>(), ["x-1.md", "x-2.md", "x-10.md", "a.md"]);
    assert_eq!(report, Report::default());
}

#[test]
fn an_identifier_is_the_same_in_every_run_and_another_for_another_book() {
    let identifier = |book: &str| good(book, &[]).metadata.identifier;
    assert_eq!(identifier(SMALLEST), identifier(SMALLEST));
    assert_ne!(identifier(SMALLEST), identifier(&SMALLEST.replace("\"T\"", "\"U\"")));
}

#[test]
fn a_manifest_that_is_no_toml_or_not_there_is_an_error() {
    let mut report = Report::default();
    assert!(read(&Sources::default(), &mut report).is_none());
    assert!(report.has_errors(Strictness::Lenient));
}

#[test]
fn no_value_of_any_kind_stops_the_reading() {
    let values = [
        "1",
        "1.5",
        "true",
        "\"x\"",
        "[]",
        "[[]]",
        "{}",
        "{ a = 1 }",
        "2026-01-01",
        "12:00:00",
        "99999999999999999999",
    ];
    for table in [
        "volume",
        "contents",
        "documents",
        "notes",
        "bibliography",
        "index",
        "design",
        "pdf",
        "epub",
        "editions",
        "words",
    ] {
        for value in values {
            read_beside(&format!("{table} = {value}\n"), &[]);
            read_beside(&format!("{table} = [{value}, {value}]\n"), &[]);
        }
    }
    for key in [
        "volume.title",
        "volume.editors",
        "volume.isbn",
        "contents.body",
        "design.trim",
        "design.body",
        "editions.x",
        "pdf.print",
    ] {
        for value in values {
            let (_, problems) = read_beside(&format!("{key} = {value}\n"), &[]);
            assert!(!problems.is_empty(), "{key} = {value}");
        }
    }
}
