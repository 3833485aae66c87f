//! The program, as an editor meets it.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A fresh folder of this test's own, named for it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A volume as `bookgen init` makes it, in a fresh folder.
fn begun(name: &str) -> PathBuf {
    let root = folder(name).join("volume");
    let output = bookgen(&root, &["init", root.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    root
}

/// Runs the program in `place`, or above it if it is not there yet.
fn bookgen(place: &Path, arguments: &[&str]) -> Output {
    let place = place.ancestors().find(|folder| folder.is_dir()).unwrap();
    Command::new(env!("CARGO_BIN_EXE_bookgen")).args(arguments).current_dir(place).output().unwrap()
}

/// All that was said.
fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_volume_that_was_begun_builds_without_a_word_of_warning() {
    let root = begun("init_builds");
    let output = bookgen(&root, &["build", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let said = told(&output);
    assert!(said.starts_with("wrote build/the-ferry-at-tarn.epub ("), "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(fs::read(root.join("build/the-ferry-at-tarn.pdf")).unwrap().starts_with(b"%PDF-1."));
    assert!(fs::read(root.join("build/the-ferry-at-tarn.epub")).unwrap().starts_with(b"PK"));
    assert_eq!(names_in(&root.join("build")), ["the-ferry-at-tarn.epub", "the-ferry-at-tarn.pdf"]);
}

#[test]
fn nothing_that_is_there_is_written_over_by_init() {
    let root = begun("init_refuses");
    fs::write(root.join("book.toml"), "mine").unwrap();
    let output = bookgen(&root, &["init", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("not empty"), "{}", told(&output));
    assert_eq!(fs::read_to_string(root.join("book.toml")).unwrap(), "mine");
}

#[test]
fn one_format_alone_is_made_into_the_folder_that_was_asked_for() {
    let root = begun("one_format");
    let output = bookgen(&root.join("book/front"), &["build", "--format", "epub", "--out", "../../made"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(names_in(&root.join("made")), ["the-ferry-at-tarn.epub"]);
    assert!(!root.join("build").exists());
}

#[test]
fn all_problems_are_told_in_one_run_and_the_last_good_file_stays() {
    let root = begun("last_good");
    assert_eq!(bookgen(&root, &["build"]).status.code(), Some(0));
    let good = fs::read(root.join("build/the-ferry-at-tarn.pdf")).unwrap();

    write_over(&root.join("book/documents/1-telegram.md"), "[boat?]", "[boat?][^never]");
    write_over(&root.join("book/chapters/1-the-ferry.md"), "[[doc:minutes]]", "[[doc:minuets]]");
    write_over(&root.join("book.toml"), "subtitle", "subtitel");
    write_over(&root.join("book/people.toml"), "name = \"Holm, Jens\"", "name = 7");
    let output = bookgen(&root, &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = told(&output);
    for expected in [
        "error[unknown-note]",
        "book/documents/1-telegram.md:",
        "error[unknown-reference]",
        "did you mean `minutes`?",
        "error[unknown-key]",
        "--> book.toml:6:1",
        "error[wrong-value]",
        "book/people.toml:6:8",
        "4 errors",
    ] {
        assert!(said.contains(expected), "{expected} is not in\n{said}");
    }
    assert_eq!(fs::read(root.join("build/the-ferry-at-tarn.pdf")).unwrap(), good);
    assert_eq!(names_in(&root.join("build")).len(), 2);
    assert_eq!(
        told(&bookgen(&root, &["check"])).replace("nothing was written\n", ""),
        said.replace("nothing was written\n", "")
    );
}

#[test]
fn a_file_that_cannot_be_put_in_place_leaves_the_others_as_they_were() {
    let root = begun("no_place");
    assert_eq!(bookgen(&root, &["build"]).status.code(), Some(0));
    let good = fs::read(root.join("build/the-ferry-at-tarn.epub")).unwrap();
    fs::remove_file(root.join("build/the-ferry-at-tarn.pdf")).unwrap();
    fs::create_dir(root.join("build/the-ferry-at-tarn.pdf")).unwrap();
    write_over(&root.join("book/documents/1-telegram.md"), "Market cannot open.", "The market is shut.");
    let output = bookgen(&root, &["build"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("the-ferry-at-tarn.pdf"), "{}", told(&output));
    assert_eq!(fs::read(root.join("build/the-ferry-at-tarn.epub")).unwrap(), good);
    assert_eq!(names_in(&root.join("build")), ["the-ferry-at-tarn.epub", "the-ferry-at-tarn.pdf"]);
}

#[test]
fn a_warning_is_told_and_strictness_makes_it_an_error() {
    let root = begun("strict");
    fs::write(root.join("book/documents.md"), "").unwrap();
    fs::write(root.join("book/front/unlisted.md"), "+++\ntitle = \"Unlisted\"\n+++\n").unwrap();
    let lenient = bookgen(&root, &["check"]);
    assert_eq!(lenient.status.code(), Some(0));
    assert!(
        told(&lenient).contains("warning[unlisted-file]") && told(&lenient).ends_with("1 warning\n"),
        "{}",
        told(&lenient)
    );
    let strict = bookgen(&root, &["build", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(told(&strict).contains("error[unlisted-file]"), "{}", told(&strict));
    assert!(!root.join("build").exists());
}

#[test]
fn the_same_sources_make_the_same_bytes_twice_and_in_another_folder() {
    let (one, two) = (begun("bytes_one"), begun("bytes_two"));
    for root in [&one, &two] {
        assert_eq!(bookgen(root, &["build"]).status.code(), Some(0));
    }
    for name in ["the-ferry-at-tarn.epub", "the-ferry-at-tarn.pdf"] {
        let first = fs::read(one.join("build").join(name)).unwrap();
        assert!(first == fs::read(two.join("build").join(name)).unwrap(), "{name} differs in another folder");
    }
    let before: Vec<_> =
        names_in(&one.join("build")).iter().map(|name| fs::read(one.join("build").join(name)).unwrap()).collect();
    assert_eq!(bookgen(&one, &["build"]).status.code(), Some(0));
    let after: Vec<_> =
        names_in(&one.join("build")).iter().map(|name| fs::read(one.join("build").join(name)).unwrap()).collect();
    assert!(before == after, "a second build differs");
}

#[test]
fn an_edition_adds_its_name_and_an_unknown_one_is_an_error() {
    let root = begun("edition");
    let book = fs::read_to_string(root.join("book.toml")).unwrap();
    fs::write(
        root.join("book.toml"),
        book + "\n[editions.short]\ntitle = \"The Telegram\"\ndocuments = [\"telegram\"]\n",
    )
    .unwrap();
    let output = bookgen(&root, &["build", "--edition", "short", "--format", "epub"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(names_in(&root.join("build")), ["the-ferry-at-tarn-short.epub"]);
    let unknown = bookgen(&root, &["build", "--edition", "shrot"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        told(&unknown).contains("error[unknown-edition]") && told(&unknown).contains("`short`"),
        "{}",
        told(&unknown)
    );
}

#[test]
fn every_form_of_the_book_has_its_own_name() {
    let root = begun("forms");
    let output = bookgen(&root, &["build", "--format", "pdf,screen,proof"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let names = ["the-ferry-at-tarn-proof.pdf", "the-ferry-at-tarn-screen.pdf", "the-ferry-at-tarn.pdf"];
    assert_eq!(names_in(&root.join("build")), names);
}

#[test]
fn preflight_tells_what_a_printer_would_refuse_and_how_the_book_stands_to_each_rule() {
    let root = begun("preflight");
    let refused = bookgen(&root, &["preflight", "--printer", "kdp", "--paper", "white"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = told(&refused);
    assert!(said.contains("error[wrong-page-count]: the book has"), "{said}");
    assert!(said.contains("\nFAULT page count") && said.contains("\nok    gutter"), "{said}");
    assert!(said.contains("as of 2026-10-21"), "{said}");
    let template = bookgen(&root, &["preflight", "--printer", "kdp", "--paper", "white", "--template", "cover.svg"]);
    assert!(told(&template).contains("wrote cover.svg"), "{}", told(&template));
    assert!(fs::read_to_string(root.join("cover.svg")).unwrap().starts_with("<svg"));
}

#[test]
fn report_counts_words_and_notes_and_tells_what_is_still_to_be_done() {
    let root = begun("report");
    write_over(&root.join("book/documents/1-telegram.md"), "[boat?]", "[boat?]<!-- whose? -->");
    let output = bookgen(&root, &["report"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let said = told(&output);
    assert!(said.contains("\nThe volume ") && said.contains("Documents: 2 "), "{said}");
    assert!(said.contains("\nOpen queries: 1\n  book/documents/1-telegram.md:"), "{said}");
    assert!(!root.join("build").exists(), "a report writes nothing");

    write_over(&root.join("book/documents/1-telegram.md"), "[boat?]", "[boat?][^never]");
    let output = bookgen(&root, &["report"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("error[unknown-note]"), "{}", told(&output));
}

#[test]
fn the_web_edition_takes_the_place_of_the_old_one_as_a_whole() {
    let root = begun("web");
    let web = root.join("build/the-ferry-at-tarn-web");
    let output = bookgen(&root, &["build", "--format", "web"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).starts_with("wrote build/the-ferry-at-tarn-web ("), "{}", told(&output));
    assert!(web.join("index.html").is_file() && web.join("search.js").is_file());
    fs::write(web.join("of-a-former-build.html"), "").unwrap();

    // A build that fails leaves the last good folder as it was.
    write_over(&root.join("book/documents/1-telegram.md"), "[boat?]", "[boat?][^never]");
    assert_eq!(bookgen(&root, &["build", "--format", "web"]).status.code(), Some(1));
    assert!(web.join("of-a-former-build.html").is_file());

    write_over(&root.join("book/documents/1-telegram.md"), "[boat?][^never]", "[boat?]");
    assert_eq!(bookgen(&root, &["build", "--format", "web"]).status.code(), Some(0));
    assert!(!web.join("of-a-former-build.html").exists(), "no file of a former build stays");
    assert_eq!(names_in(&root.join("build")), ["the-ferry-at-tarn-web"], "nothing is left beside it");

    // A build that was interrupted between the two had put the old one aside.
    let aside = root.join("build/.the-ferry-at-tarn-web.old");
    fs::rename(&web, &aside).unwrap();
    assert_eq!(bookgen(&root, &["build", "--format", "web"]).status.code(), Some(0));
    assert!(web.join("index.html").is_file() && !aside.exists());

    fs::remove_dir_all(&web).unwrap();
    fs::write(&web, "a file of mine").unwrap();
    let output = bookgen(&root, &["build", "--format", "web"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("a file is in its place"), "{}", told(&output));
}

#[test]
fn what_cannot_run_says_so_and_ends_with_two() {
    let root = begun("cannot_run");
    let empty = folder("cannot_run_empty");
    for (place, arguments, expected) in [
        (&root, &["build", "--format", "tei"][..], "`tei` is not there yet"),
        (&root, &["build", "--format", "docx"][..], "`docx` is not there yet"),
        (&root, &["build", "--format", "mobi"][..], "mobi"),
        (&root, &["build", "--colour"][..], "--colour"),
        (&root, &["check", "--root", "nowhere"][..], "no book.toml in nowhere"),
        (&root, &["build", "--out", "book.toml"][..], "cannot write book.toml"),
    ] {
        let output = bookgen(place, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains(expected), "{arguments:?}: {}", told(&output));
    }
    // Above a test's folder stands the project's own book.toml, so that a root must be named.
    let output = bookgen(&empty, &["check", "--root", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("no book.toml"), "{}", told(&output));
}

#[test]
fn a_reader_who_goes_away_does_no_harm() {
    let root = begun("broken_pipe");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bookgen"))
        .arg("check")
        .current_dir(&root)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(told(&output), "");
}

/// The names in a folder, sorted, those that begin with a dot too.
fn names_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Puts `new` in the place of `old`, which must be there.
fn write_over(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{old} is in {}", path.display());
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}
