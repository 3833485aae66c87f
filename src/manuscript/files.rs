//! Which files the manuscript is read from, and how they are read side by side.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Desk, Manuscript, front_matter};
use crate::manifest::{Manifest, Piece, PieceKind};
use crate::report::Report;
use crate::source::FileId;

/// The files that the manifest names.
#[derive(Default)]
pub(super) struct Named {
    /// Essays, and other files with a title and a text.
    pub essays: BTreeSet<FileId>,
    /// Documents.
    pub documents: BTreeSet<FileId>,
}

impl Named {
    /// What the order of contents and the editions name.
    pub fn by(manifest: &Manifest) -> Named {
        let mut named = Named::default();
        let contents = &manifest.contents;
        [&contents.front, &contents.body, &contents.back].into_iter().for_each(|pieces| named.take(pieces));
        for edition in manifest.editions.values() {
            [&edition.front, &edition.back].into_iter().flatten().for_each(|pieces| named.take(pieces));
        }
        named
    }

    fn take(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match &piece.kind {
                PieceKind::Generated(_) => {}
                PieceKind::Essay(file) => self.essays.extend([*file]),
                PieceKind::Document(file) => self.documents.extend([*file]),
                PieceKind::Chapter { essay, documents } => {
                    self.essays.insert(*essay);
                    self.documents.extend(documents);
                }
                PieceKind::Part { chapters, .. } => self.take(chapters),
            }
        }
    }
}

/// Reads files on every core; their problems are told in the order of the files.
pub(super) fn each_file<T: Send>(
    files: &BTreeSet<FileId>,
    report: &mut Report,
    read: impl Fn(FileId, &mut Report) -> T + Sync,
) -> BTreeMap<FileId, T> {
    let files: Vec<FileId> = files.iter().copied().collect();
    let read: Vec<(T, Report)> = files
        .par_iter()
        .map(|file| {
            let mut report = Report::default();
            (read(*file, &mut report), report)
        })
        .collect();
    let mut all = BTreeMap::new();
    for (file, (made, problems)) in files.into_iter().zip(read) {
        report.append(problems);
        all.insert(file, made);
    }
    all
}

/// Documents that an edition names by their ids and that the order of contents does not have.
pub(super) fn documents_of_editions(desk: Desk<'_>, manifest: &Manifest, manuscript: &Manuscript) -> BTreeSet<FileId> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for edition in manifest.editions.values() {
        wanted.extend(edition.documents.iter().map(|(id, _)| id.as_str()));
    }
    for document in manuscript.documents.values() {
        wanted.remove(document.id.name.as_str());
    }
    if wanted.is_empty() {
        return BTreeSet::new();
    }
    let unread = |file: &FileId| !manuscript.documents.contains_key(file) && !manuscript.essays.contains_key(file);
    let texts = desk.sources.files().filter(|(_, file)| file.path.starts_with("book/") && file.path.ends_with(".md"));
    texts
        .map(|(file, _)| file)
        .filter(unread)
        .filter(|file| wanted.contains(front_matter::id_of(desk, *file).name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::manuscript::trial::Trial;

    fn file(title: &str) -> String {
        format!("+++\ntitle = \"{title}\"\n+++\n\nText.\n")
    }

    /// A volume whose order of contents has a part, and whose edition has a preface and a document of its own.
    fn with_an_edition() -> Trial {
        let manifest = r#"[volume]
title = "T"
language = "en"
[contents]
front = ["front/preface.md"]
body  = [{ part = "One", chapters = [{ chapter = "chapters/1.md", documents = "documents/*.md" }] }]
[editions.briefing]
documents = ["b", "only-here"]
front     = ["front/briefing.md"]
"#;
        let files = ["front/preface", "front/briefing", "chapters/1", "documents/a", "documents/b", "more/x", "more/y"];
        let texts = files.map(|path| (format!("book/{path}.md"), file(path)));
        let mut texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let named = "+++\nid = \"only-here\"\ntitle = \"T\"\n+++\n\nText.\n";
        texts.push(("book/more/z.md", named));
        Trial::of_manifest(manifest, &texts)
    }

    #[test]
    fn every_file_that_the_manifest_names_is_read() {
        let trial = with_an_edition();
        let essays: Vec<_> = trial.manuscript.essays.values().map(|essay| essay.id.name.as_str()).collect();
        assert_eq!(essays, ["preface", "briefing", "1"]);
    }

    #[test]
    fn a_document_that_only_an_edition_names_is_found_by_its_id() {
        let trial = with_an_edition();
        let documents: Vec<_> = trial.manuscript.documents.values().map(|document| document.id.name.as_str()).collect();
        assert_eq!(documents, ["a", "b", "only-here"]);
    }

    #[test]
    fn problems_are_told_in_the_order_of_the_files() {
        let names: Vec<String> = (0..40).map(|at| format!("book/documents/{at:02}.md")).collect();
        let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "+++\nkind = 3\n+++\nX.")).collect();
        let told = || format!("{:?}", Trial::of("body = [\"documents/*.md\"]", &files).report);
        assert_eq!(told(), told());
    }
}
