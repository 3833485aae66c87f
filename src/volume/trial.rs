//! Small volumes for the tests of this room.

use super::{Volume, assemble, told};
use crate::manifest;
use crate::manuscript;
use crate::report::{Code, Diagnostic, Report};
use crate::source::Sources;

/// A volume that was assembled, with its problems.
pub(super) struct Trial {
    pub volume: Volume,
    pub sources: Sources,
    pub report: Report,
}

impl Trial {
    /// A volume of one document `a` in British English.
    pub fn of_document(text: &str) -> Trial {
        Trial::of("body = [\"documents/a.md\"]", &[("documents/a.md", text)])
    }

    /// A volume with these contents and files under `book/`, in British English.
    pub fn of(contents: &str, files: &[(&str, &str)]) -> Trial {
        Trial::of_manifest(&format!("[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\n{contents}\n"), files)
    }

    /// A volume with these contents and files under `book/`, pictures among them.
    pub fn of_bytes(contents: &str, files: &[(&str, &[u8])]) -> Trial {
        let manifest = format!("[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\n{contents}\n");
        Trial::read(None, &manifest, files)
    }

    /// A volume with this manifest and these files under `book/`.
    pub fn of_manifest(manifest: &str, files: &[(&str, &str)]) -> Trial {
        Trial::of_edition(None, manifest, files)
    }

    /// An edition of a volume.
    pub fn of_edition(edition: Option<&str>, manifest: &str, files: &[(&str, &str)]) -> Trial {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        Trial::read(edition, manifest, &files)
    }

    fn read(edition: Option<&str>, manifest: &str, files: &[(&str, &[u8])]) -> Trial {
        let mut sources = Sources::from_texts([("book.toml", manifest)]);
        for (path, text) in files {
            sources.add(&format!("book/{path}"), text.to_vec());
        }
        let mut report = Report::default();
        let manifest = manifest::read(&sources, &mut report).expect("the manifest of a trial is good");
        let manuscript = manuscript::read(&sources, &manifest, &mut report);
        let volume = assemble(&manuscript, &manifest, edition, &mut report);
        Trial { volume, sources, report }
    }

    /// The volume in words.
    pub fn told(&self) -> String {
        told::volume(&self.volume)
    }

    /// The lines of the volume in words that say `what`, without their indents.
    pub fn lines(&self, what: &str) -> Vec<String> {
        let told = self.told();
        told.lines().map(str::trim).filter(|line| line.contains(what)).map(str::to_owned).collect()
    }

    /// The problems, as `code: the words that are marked`.
    pub fn problems(&self) -> Vec<String> {
        let words = |problem: &Diagnostic| problem.span.map_or("", |span| self.sources.text(span)).to_owned();
        self.told_problems().iter().map(|problem| format!("{}: {}", problem.code.name(), words(problem))).collect()
    }

    /// What the problems say, and the ways out.
    pub fn messages(&self) -> Vec<String> {
        let all = self.told_problems();
        all.iter().flat_map(|problem| std::iter::once(&problem.message).chain(&problem.hints)).cloned().collect()
    }

    fn told_problems(&self) -> Vec<&Diagnostic> {
        self.report.sorted().into_iter().filter(|problem| problem.code != Code::UnlistedFile).collect()
    }
}
