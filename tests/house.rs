//! The rooms of the house, and what each may use.
//!
//! docs/architecture.md says why. This reads every path to another room in `src/`, and every path to a library that
//! belongs to one room, outside of tests, and holds them to the tables below.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may use. Where a part of a room is named, that part alone.
const ROOMS: &str = "
    source      -
    report      source
    manifest    report source
    manuscript  manifest report source
    volume      manuscript manifest report source
    fonts       manifest report source
    typeset     volume fonts manifest report source
    check       volume manuscript typeset::page manifest report source
    markup      volume typeset::page fonts manifest source
    epub        markup volume typeset::page fonts manifest report
    web         markup volume typeset::page fonts manifest
    pdf         typeset::page volume fonts manifest report
    lib         source report manifest manuscript volume fonts typeset check markup epub web pdf
";

/// Rooms of exact or plain values, which use no other and which any room may use.
const LEAVES: [&str; 3] = ["length", "date", "language"];

/// Libraries whose types stay in one room, or in those two that share it.
const LIBRARIES: &str = "
    clap           program
    indicatif      program
    pulldown_cmark manuscript
    csv            manuscript
    hayagriva      manuscript volume
    ciborium       volume
    icu_collator   volume
    harfrust       typeset
    hypher         typeset
    subsetter      fonts
    write_fonts    fonts
    printpdf       pdf
    lopdf          pdf
    resvg          manuscript pdf epub
    epub_builder   epub
    zip            epub
";

#[test]
fn every_room_uses_only_what_it_may() {
    let mut faults = Vec::new();
    for (path, room, text) in rooms() {
        for used in uses(&text, "crate::") {
            let (first, _) = used.split_once("::").unwrap_or((&used, ""));
            let at_home =
                first == room || room == "lib" && first == "order" || room == "program" && first == "commands";
            let named_by_lib = room == "lib" && text.contains(&format!("mod {first};"));
            if !(at_home || named_by_lib || LEAVES.contains(&first) || allowed(&room, &used)) {
                faults.push(format!("{}: `{room}` uses `{used}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_library_stays_in_its_room() {
    let mut faults = Vec::new();
    for (path, room, text) in rooms() {
        for (library, homes) in table(LIBRARIES) {
            if !homes.contains(&room) && !uses(&text, &format!("{library}::")).is_empty() {
                faults.push(format!("{}: `{room}` uses the library `{library}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let known: BTreeSet<String> =
        table(ROOMS).into_iter().map(|(room, _)| room).chain(LEAVES.map(Into::into)).collect();
    let built: BTreeSet<String> =
        rooms().into_iter().map(|(_, room, _)| room).filter(|room| room != "program").collect();
    assert_eq!(built, known);
}

#[test]
fn paths_are_found_in_every_way_of_writing_them() {
    let text =
        "use crate::report::{Code, Report};\nuse crate::{a, b::{c, d}};\nfn f() { crate::x::y::z() }\n// crate::no\n";
    assert_eq!(
        uses(&without_comments(text), "crate::"),
        ["report::Code", "report::Report", "a", "b::c", "b::d", "x::y::z"]
    );
}

fn allowed(room: &str, used: &str) -> bool {
    let (_, may_use) = table(ROOMS).into_iter().find(|(name, _)| name == room).unwrap_or_default();
    may_use.iter().any(|may| used == may || used.starts_with(&format!("{may}::")))
}

fn table(written: &str) -> Vec<(String, Vec<String>)> {
    let lines = written.lines().map(|line| line.split_whitespace().map(str::to_owned));
    lines.filter_map(|mut words| Some((words.next()?, words.collect()))).collect()
}

/// Every source file outside of tests: its path, its room, its text without comments.
fn rooms() -> Vec<(PathBuf, String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms = Vec::new();
    for path in rust_files(&source) {
        let inside = path.strip_prefix(&source).unwrap().to_owned();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let room = match first.trim_end_matches(".rs") {
            "main" | "commands" => "program",
            "lib" | "order" => "lib",
            room => room,
        };
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        if !inside.ends_with("tests.rs") && !inside.components().any(|part| part.as_os_str() == "tests") {
            rooms.push((inside, room.to_owned(), without_comments(text)));
        }
    }
    assert!(rooms.len() > 20, "the sources were found");
    rooms
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let below = |path: PathBuf| match path.is_dir() {
        true => rust_files(&path),
        false if path.extension().is_some_and(|ending| ending == "rs") => vec![path],
        false => Vec::new(),
    };
    entries.into_iter().flat_map(below).collect()
}

fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every path that begins with `beginning`, without it; a group in braces is as many paths.
fn uses(text: &str, beginning: &str) -> Vec<String> {
    let starts = text
        .match_indices(beginning)
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
    starts.flat_map(|(at, _)| paths(&text[at + beginning.len()..]).0).collect()
}

/// The paths that `text` begins with, and what follows them.
fn paths(text: &str) -> (Vec<String>, &str) {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut all = Vec::new();
        while !rest.trim_start().starts_with('}') && !rest.is_empty() {
            let (inner, after) = paths(rest);
            all.extend(inner);
            rest = after.trim_start().trim_start_matches(',');
        }
        let rest = rest.trim_start();
        return (all, rest.strip_prefix('}').unwrap_or(rest));
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    match rest.strip_prefix("::") {
        Some(rest) if end > 0 => {
            let (inner, after) = paths(rest);
            (inner.into_iter().map(|path| format!("{name}::{path}").trim_end_matches("::").to_owned()).collect(), after)
        }
        _ => (vec![name.to_owned()], if end == 0 { rest.get(1..).unwrap_or("") } else { rest }),
    }
}
