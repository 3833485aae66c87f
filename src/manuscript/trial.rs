//! Small volumes for the tests of this room.

use super::{Manuscript, read};
use crate::manifest;
use crate::report::{Diagnostic, Report};
use crate::source::Sources;

/// A volume that was read.
pub(super) struct Trial {
    pub manuscript: Manuscript,
    pub sources: Sources,
    pub report: Report,
}

impl Trial {
    /// Reads a volume of one document `a` (its text), and whatever else is given.
    pub fn of_document(text: &str) -> Trial {
        Trial::of("body = [\"documents/a.md\"]", &[("book/documents/a.md", text)])
    }

    /// Reads a volume with these contents and files.
    pub fn of(contents: &str, files: &[(&str, &str)]) -> Trial {
        let manifest = format!("[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\n{contents}\n");
        Trial::of_manifest(&manifest, files)
    }

    /// Reads a volume with this manifest and these files.
    pub fn of_manifest(manifest: &str, files: &[(&str, &str)]) -> Trial {
        let mut sources = Sources::from_texts([("book.toml", manifest)]);
        for (path, text) in files {
            sources.add(path, text.as_bytes().to_vec());
        }
        Trial::of_sources(sources)
    }

    /// Reads whatever stands in `sources`.
    pub fn of_sources(sources: Sources) -> Trial {
        let mut report = Report::default();
        let manifest = manifest::read(&sources, &mut report).expect("the manifest of a trial is good");
        let manuscript = read(&sources, &manifest, &mut report);
        Trial { manuscript, sources, report }
    }

    /// The problems in the order of their places, as `code: the words that are marked`.
    pub fn told(&self) -> Vec<String> {
        let words = |problem: &Diagnostic| problem.span.map_or("", |span| self.sources.text(span));
        self.report.sorted().iter().map(|problem| format!("{}: {}", problem.code.name(), words(problem))).collect()
    }

    /// The hints of all problems.
    pub fn hints(&self) -> Vec<String> {
        self.report.sorted().iter().flat_map(|problem| problem.hints.clone()).collect()
    }
}

/// The words of a tree as it prints itself for debugging, without their places.
pub(super) fn words<T: std::fmt::Debug>(tree: &T) -> String {
    let shown = format!("{tree:?}");
    let texts = shown.split("Text(\"").skip(1).map(|rest| rest.split("\", Span").next().unwrap_or(""));
    texts.collect::<Vec<_>>().join(" ")
}

/// Texts that are `text` with a stretch taken out, doubled or replaced, the same ones every time.
pub(super) fn mutilated(text: &str) -> impl Iterator<Item = String> + '_ {
    const ODD: [&str; 12] = ["", "\"", "'", "[", "]", "{", "}", "=", "\n", "\\", "@", "é\u{301}"];
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // A linear congruential generator (Knuth, vol. 2, 3.3.4): a fixed walk, not chance.
    let mut state = 1956_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    (0..400).map(move |_| {
        let start = next(edges.len());
        let end = (start + next(6)).min(edges.len() - 1);
        let mut changed = text.to_owned();
        changed.replace_range(edges[start]..edges[end.max(start)], ODD[next(ODD.len())]);
        changed
    })
}
