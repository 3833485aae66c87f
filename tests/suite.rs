//! Runs `tests/suite/*.md`: what we promise, told as prose, sources, and what the stations make of them.
//!
//! A case is a heading and all that follows it: prose for the reader, then fences. A fence with the kind and path of a
//! file is a source (`md documents/041.md`, `toml book.toml`, `csv`, `bib`, `picture images/map.png` with its size in
//! pixels, `bytes` with `\xFF` for what is no text); book.toml is made where a case has none. A fence with the name of
//! a station is what it must make of them:
//!
//! - `report`: all problems, as they are printed; `report errors` leaves the warnings out;
//! - `volume`, `lines`, `pages`: the station's product as text; a slug after it takes that piece alone;
//! - `print SLUG`: the printed pages of that piece as a reader sees them, without measurements; blank ones are left out;
//! - `xhtml SLUG`: the body of that file of the EPUB; `web NAME`: the text of that page of the web edition;
//! - `preflight PRINTER`: what offends that printer's rules, on a paper: `preflight kdp on white`.
//!
//! A case without a `report` must have no errors. `BLESS=1 cargo test --test suite` writes the answers anew; the
//! difference is then read like code.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod stations;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use stations::{Trial, is_station};

#[test]
fn every_case_of_the_suite_holds() {
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut faults = Vec::new();
    for path in suite_files() {
        let text = fs::read_to_string(&path).unwrap();
        let cases = cases(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let tried: Vec<(String, Vec<String>)> = cases.par_iter().map(tried).collect();
        let renewed: String = tried.iter().map(|(renewed, _)| renewed.as_str()).collect();
        let found = tried.iter().flat_map(|(_, found)| found);
        faults.extend(found.map(|fault| format!("{}: {fault}", path.display())));
        if bless && renewed != text {
            fs::write(&path, renewed).unwrap();
        }
    }
    let count = faults.len();
    assert!(bless || faults.is_empty(), "\n{}\n{count} faults; BLESS=1 writes the answers anew", faults.join("\n"));
}

/// A case as it should be written, and where it is not so.
fn tried(case: &Case) -> (String, Vec<String>) {
    let mut faults = Vec::new();
    let trial = Trial::of(&case.sources());
    let part = |part: &Part| match part {
        Part::Prose(prose) => prose.clone(),
        Part::Fence(fence) if fence.is_expectation() => {
            let answer = trial.answer(&fence.info);
            if answer != fence.body {
                faults.push(format!("{}\n{}", case.name, difference(&fence.body, &answer)));
            }
            Fence { body: answer, ..fence.clone() }.written()
        }
        Part::Fence(fence) => fence.written(),
    };
    let renewed = case.parts.iter().map(part).collect();
    let reported = case.fences().any(|fence| fence.info.starts_with("report"));
    if let (false, Some(errors)) = (reported, trial.errors()) {
        faults.push(format!("{} has errors that it does not tell\n{errors}", case.name));
    }
    (renewed, faults)
}

#[test]
fn a_case_is_read_as_it_is_written() {
    let text = "# T\n\nProse.\n\n## One\n\n```md documents/a.md\nText\n```\n\n````report\n```\n````\n## Two\nEnd";
    let cases = cases(text).unwrap();
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["T", "One", "Two"]);
    let fences: Vec<&Fence> = cases[1].fences().collect();
    assert_eq!((fences[0].info.as_str(), fences[0].body.as_str()), ("md documents/a.md", "Text\n"));
    assert_eq!((fences[1].ticks, fences[1].body.as_str()), (4, "```\n"));
    let parts = cases.iter().flat_map(|case| &case.parts);
    let written: String = parts
        .map(|part| match part {
            Part::Prose(prose) => prose.clone(),
            Part::Fence(fence) => fence.written(),
        })
        .collect();
    assert_eq!(written, text);
}

#[test]
fn a_fence_that_nothing_knows_is_refused() {
    assert!(cases("## A\n```volum\n```\n").is_err());
    assert!(cases("## A\n```md\n```\n").is_err());
    assert!(cases("## A\n```report\n").is_err());
}

/// Faults that no case shows, and where they are shown.
const WITHOUT_CASE: [(&str, &str); 4] = [
    ("unsettled-reference", "`typeset::folios` has a layout of its own whose reference moves its target"),
    ("wrong-side", "no sources make a page stand on the wrong side: `check::printer` has pages of its own for that"),
    ("large-file", "it would take a picture of 650 megabytes"),
    ("too-much-ink", "the pictures of a case are white"),
];

#[test]
fn every_fault_that_has_a_name_has_a_case() {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/code.rs")).unwrap();
    let (_, names) = source.split_once("pub enum Code {").unwrap();
    let (names, _) = names.split_once("\n}\n").unwrap();
    let names = names.lines().filter_map(|line| line.trim().strip_suffix(',')).map(in_kebab_case);
    let mut told = String::new();
    for path in suite_files() {
        let cases = cases(&fs::read_to_string(path).unwrap()).unwrap();
        let fences = cases.iter().flat_map(Case::fences);
        told.extend(
            fences
                .filter(|fence| fence.info.starts_with("report") || fence.info.starts_with("preflight"))
                .map(|fence| fence.body.as_str()),
        );
    }
    let untold: Vec<String> = names
        .filter(|name| !WITHOUT_CASE.iter().any(|(without, _)| without == name))
        .filter(|name| !told.contains(&format!("[{name}]: ")))
        .collect();
    assert!(untold.is_empty(), "no case of the suite tells {untold:?}");
}

/// `NotUtf8` as an author sees it: `not-utf8`.
fn in_kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

/// A heading, and what follows it.
struct Case {
    name: String,
    parts: Vec<Part>,
}

/// A stretch of a case.
enum Part {
    /// Words for the reader, with the heading.
    Prose(String),
    /// A source or an expectation.
    Fence(Fence),
}

/// A fenced block.
#[derive(Clone)]
struct Fence {
    ticks: usize,
    info: String,
    body: String,
}

impl Fence {
    fn is_expectation(&self) -> bool {
        is_station(self.info.split(' ').next().unwrap_or(""))
    }

    fn written(&self) -> String {
        let ticks = "`".repeat(self.ticks);
        format!("{ticks}{}\n{}{ticks}\n", self.info, self.body)
    }
}

impl Case {
    fn fences(&self) -> impl Iterator<Item = &Fence> {
        self.parts.iter().filter_map(|part| if let Part::Fence(fence) = part { Some(fence) } else { None })
    }

    /// Kind, path and text of each source.
    fn sources(&self) -> Vec<(&str, &str, &str)> {
        let sources = self.fences().filter(|fence| !fence.is_expectation());
        sources
            .filter_map(|fence| fence.info.split_once(' ').map(|(kind, path)| (kind, path, fence.body.as_str())))
            .collect()
    }
}

fn suite_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "the suite was found");
    files
}

/// Kinds of sources.
const SOURCES: [&str; 8] = ["md", "toml", "csv", "bib", "json", "yaml", "picture", "bytes"];

fn cases(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            cases.push(Case { name: line.trim_start_matches('#').trim().to_owned(), parts: Vec::new() });
        }
        let Some(case) = cases.last_mut() else { return Err(format!("before the first heading stands: {line}")) };
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 {
            let info = line.trim_start_matches('`').trim().to_owned();
            let closing = "`".repeat(ticks);
            let mut body = String::new();
            loop {
                match lines.next() {
                    Some(line) if line.trim_end() == closing => break,
                    Some(line) => body.push_str(line),
                    None => return Err(format!("the fence `{info}` of `{}` is never closed", case.name)),
                }
            }
            let (kind, path) = info.split_once(' ').unwrap_or((&info, ""));
            if !(is_station(kind) || SOURCES.contains(&kind) && !path.is_empty()) {
                return Err(format!("`{info}` of `{}` is neither a source with a path nor a station", case.name));
            }
            case.parts.push(Part::Fence(Fence { ticks, info, body }));
        } else if let Some(Part::Prose(prose)) = case.parts.last_mut() {
            prose.push_str(line);
        } else {
            case.parts.push(Part::Prose(line.to_owned()));
        }
    }
    Ok(cases)
}

/// The lines from the first that differs to the last, as they were expected and as they came.
fn difference(expected: &str, came: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), came.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(old, new)| old == new).count();
    let gone = old[same..old.len() - rest].iter().map(|line| format!("  - {line}\n"));
    let come = new[same..new.len() - rest].iter().map(|line| format!("  + {line}\n"));
    gone.chain(come).collect()
}
