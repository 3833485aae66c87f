//! `[contents]`: the order in which the book goes.
//!
//! Patterns are spread out here, and every path is looked up, so that nothing after this
//! asks whether a file exists.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::typed::{self, Field, Pieces, TextOr};
use super::values::Values;
use super::{Contents, Generated, Piece, PieceKind};
use crate::report::{Code, Diagnostic, did_you_mean};
use crate::source::{FileId, MANIFEST, Span};

/// Files that were named, each with the place that named it first.
pub(super) type Named = BTreeMap<FileId, Span>;

/// Which part of the book a list of pieces is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// Front or back matter.
    Matter,
    /// The body.
    Body,
    /// The chapters of a part.
    Part,
}

/// Makes the order of contents, and adds its files to `named`.
pub(super) fn contents(field: Field<typed::Contents>, values: &mut Values<'_>, named: &mut Named) -> Contents {
    let given = field.is_some();
    let (contents, table) = values.value(field).unwrap_or((typed::Contents::default(), values.span(0..0)));
    let nothing = [&contents.front, &contents.body, &contents.back].iter().all(|list| list.is_none());
    if nothing && (!given || table != values.span(0..0)) {
        let problem = Diagnostic::new(Code::MissingKey, table, "the volume has no list of contents");
        values.report.push(problem.hint("write `body = [\"documents/*.md\"]` under `[contents]`"));
    }
    let mut order = Order { values, named, generated: BTreeMap::new() };
    Contents {
        front: order.list(contents.front, List::Matter).unwrap_or_default(),
        body: order.list(contents.body, List::Body).unwrap_or_default(),
        back: order.list(contents.back, List::Matter).unwrap_or_default(),
    }
}

/// Makes the front and back matter that an edition has of its own.
pub(super) fn edition_matter(
    front: Field<Pieces>,
    back: Field<Pieces>,
    values: &mut Values<'_>,
) -> (Option<Vec<Piece>>, Option<Vec<Piece>>, Named) {
    let mut named = Named::new();
    let mut order = Order { values, named: &mut named, generated: BTreeMap::new() };
    let front = order.list(front, List::Matter);
    let back = order.list(back, List::Matter);
    (front, back, named)
}

/// Tells which texts of the volume nothing in book.toml ever names.
///
/// Only the folders that hold texts are looked through: beside them an editor may keep what is no part of the book.
pub(super) fn unlisted_files(values: &mut Values<'_>, named: &Named) {
    let text_folders = ["book/front/", "book/chapters/", "book/documents/"];
    for (id, file) in values.sources.files() {
        let is_text = file.path.to_ascii_lowercase().ends_with(".md");
        if is_text && text_folders.iter().any(|folder| file.path.starts_with(folder)) && !named.contains_key(&id) {
            let message = format!("`{}` stands nowhere in the order of contents", &file.path["book/".len()..]);
            let problem = Diagnostic::new(Code::UnlistedFile, Span::new(id, 0, 0), message);
            values
                .report
                .push(problem.hint(format!("name it under `[contents]` in {MANIFEST}, or take it out of its folder")));
        }
    }
}

/// An order of contents in the making.
struct Order<'o, 'v> {
    values: &'o mut Values<'v>,
    named: &'o mut Named,
    generated: BTreeMap<Generated, Span>,
}

impl Order<'_, '_> {
    fn list(&mut self, field: Field<Pieces>, list: List) -> Option<Vec<Piece>> {
        let (items, _) = self.values.value(field)?;
        let mut pieces = Vec::new();
        for (item, span) in self.values.items(items) {
            match item {
                TextOr::Text(name) if is_path(&name) => pieces.extend(self.files(&name, span)),
                TextOr::Text(name) => pieces.extend(self.generated(&name, span)),
                TextOr::Other(table) => self.table(table, span, list, &mut pieces),
            }
        }
        Some(pieces)
    }

    /// A generated part by its name.
    fn generated(&mut self, name: &str, span: Span) -> Option<Piece> {
        let Some((_, part)) = GENERATED.iter().find(|(known, _)| *known == name) else {
            let problem = Diagnostic::new(Code::UnknownPart, span, format!("there is no part `{name}`"));
            let as_file = self.values.paths_under_book().find(|path| path.strip_suffix(".md") == Some(name));
            let hint = match did_you_mean(name, GENERATED.iter().map(|(known, _)| *known)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if as_file.is_some() => format!("the file is `{name}.md`"),
                None => "a word alone is a part that the book makes itself; a file is named with its `.md`".into(),
            };
            self.values.report.push(problem.hint(hint));
            return None;
        };
        if let Some(first) = self.generated.insert(*part, span) {
            let problem = Diagnostic::new(Code::WrongValue, span, format!("`{name}` stands in the contents already"));
            self.values.report.push(problem.related(first, "here"));
            return None;
        }
        Some(Piece { kind: PieceKind::Generated(*part), span })
    }

    /// Files outside any chapter: documents if they are kept with them, else essays.
    fn files(&mut self, written: &str, span: Span) -> Vec<Piece> {
        let files = self.matching(written, span);
        files.into_iter().map(|file| Piece { kind: self.essay_or_document(file), span }).collect()
    }

    fn essay_or_document(&self, file: FileId) -> PieceKind {
        match self.values.sources.file(file).path.starts_with("book/documents/") {
            true => PieceKind::Document(file),
            false => PieceKind::Essay(file),
        }
    }

    /// A chapter or a part.
    fn table(&mut self, table: typed::Piece, span: Span, list: List, pieces: &mut Vec<Piece>) {
        match (table.chapter.is_some(), table.part.is_some()) {
            (true, false) => {
                if list == List::Matter {
                    self.values.wrong(span, "a chapter stands in the body, not in front or back");
                }
                if table.chapters.is_some() {
                    self.values.wrong(span, "a chapter has `documents`; `chapters` belong to a `part`");
                }
                self.chapter(table, span, pieces);
            }
            (false, true) => {
                if list != List::Body {
                    self.values.wrong(span, "a part stands in the body, and in no other part");
                }
                if table.documents.is_some() {
                    self.values.wrong(span, "a part has `chapters`; `documents` belong to a `chapter`");
                }
                let title = self.values.words(table.part);
                let chapters = self.list(table.chapters, List::Part).unwrap_or_default();
                if chapters.is_empty() {
                    let problem = Diagnostic::new(Code::MissingKey, span, "a part without chapters");
                    self.values
                        .report
                        .push(problem.hint("write `chapters = [{ chapter = \"chapters/....md\" }]` in it"));
                }
                if let Some(title) = title {
                    pieces.push(Piece { kind: PieceKind::Part { title, chapters }, span });
                }
            }
            (true, true) => self.values.wrong(span, "this is either a chapter or a part, not both"),
            (false, false) => {
                let problem = Diagnostic::new(Code::MissingKey, span, "this is neither a chapter nor a part");
                self.values
                    .report
                    .push(problem.hint("write `chapter = \"chapters/....md\"` in it, the file of its essay"));
                // As with a chapter that lost its essay, below: its documents are read, and their problems told.
                pieces.extend(self.documents(table.documents).into_iter().map(as_document(span)));
            }
        }
    }

    fn chapter(&mut self, table: typed::Piece, span: Span, pieces: &mut Vec<Piece>) {
        let essay = self.values.text(table.chapter).and_then(|(written, span)| {
            if written.contains('*') {
                self.values
                    .wrong(span, format!("`{written}` may name several files, and a chapter is opened by one essay"));
                return None;
            }
            self.matching(&written, span).pop()
        });
        let documents = self.documents(table.documents);
        match essay {
            Some(essay) => pieces.push(Piece { kind: PieceKind::Chapter { essay, documents }, span }),
            // Without its essay there is no chapter; the documents stay, so that references to them are not told as unknown.
            None => pieces.extend(documents.into_iter().map(as_document(span))),
        }
    }

    /// The documents of a chapter.
    fn documents(&mut self, field: Field<TextOr<typed::List<String>>>) -> Vec<FileId> {
        let patterns = match self.values.value(field) {
            None => Vec::new(),
            Some((TextOr::Text(pattern), span)) => vec![(pattern, span)],
            Some((TextOr::Other(list), _)) => self.values.items(list),
        };
        patterns.into_iter().flat_map(|(pattern, span)| self.matching(&pattern, span)).collect()
    }

    /// The files that a path or a pattern names, in natural order, each never named before.
    fn matching(&mut self, written: &str, span: Span) -> Vec<FileId> {
        let Some(path) = self.values.path(written, span) else { return Vec::new() };
        let full = format!("book/{path}");
        let found: Vec<FileId> = if path.contains('*') {
            let texts =
                self.values.sources.files().filter(|(_, file)| is_markdown(&file.path) && matches(&full, &file.path));
            let mut found: Vec<_> = texts.map(|(id, file)| (id, file.path.as_str())).collect();
            found.sort_by(|(_, a), (_, b)| natural_order(a, b));
            if found.is_empty() {
                let problem = Diagnostic::new(Code::MissingFile, span, format!("no file is named like `{path}`"));
                let problem =
                    problem.hint("`*` stands for any letters of a name, `**` for any folders: `documents/**/*.md`");
                self.values.report.push(problem);
            }
            found.into_iter().map(|(id, _)| id).collect()
        } else if let Some(file) = self.values.sources.find(&full) {
            if !is_markdown(&path) {
                self.values.wrong(span, format!("`{path}` is not a text: the name of a text ends with `.md`"));
                return Vec::new();
            }
            vec![file]
        } else if self.values.exists(&path) {
            self.values.wrong(span, format!("`{path}` is not a text: the name of a text ends with `.md`"));
            return Vec::new();
        } else {
            self.values.missing_file(&path, span);
            return Vec::new();
        };
        found.into_iter().filter(|file| self.is_new(*file, span)).collect()
    }

    /// Whether `file` was never named before; tells it otherwise.
    fn is_new(&mut self, file: FileId, span: Span) -> bool {
        let Some(first) = self.named.get(&file) else {
            self.named.insert(file, span);
            return true;
        };
        let path = &self.values.sources.file(file).path["book/".len()..];
        let problem = Diagnostic::new(Code::RepeatedFile, span, format!("`{path}` stands in the contents already"));
        self.values.report.push(problem.related(*first, "here"));
        false
    }
}

/// A document by itself, which the manifest names at `span`.
fn as_document(span: Span) -> impl Fn(FileId) -> Piece {
    move |document| Piece { kind: PieceKind::Document(document), span }
}

/// A bare word is a generated part; whatever has a folder, an ending or a star in it is a path.
fn is_path(name: &str) -> bool {
    name.contains(['/', '\\', '.', '*'])
}

fn is_markdown(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".md")
}

/// Whether `path` is named by `pattern`: `*` is any stretch of a name, a part `**` any folders or none.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    parts_match(&pattern, &path)
}

fn parts_match(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => {
            parts_match(rest, path) || path.split_first().is_some_and(|(_, path)| parts_match(pattern, path))
        }
        (Some((name, rest)), Some((part, path))) => name_matches(name, part) && parts_match(rest, path),
        _ => false,
    }
}

/// Whether `name` begins, goes on and ends as the stretches between the stars of `pattern` do.
fn name_matches(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(first) else { return false };
    let Some((between, last)) = rest.rsplit_once('*').or(Some(("", rest))) else { return false };
    for stretch in between.split('*') {
        match name.find(stretch) {
            Some(at) => name = &name[at + stretch.len()..],
            None => return false,
        }
    }
    name.ends_with(last)
}

/// The order of names as a reader expects it: 2 before 10.
fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (number_left, number_right) = (leading_digits(left), leading_digits(right));
        let ordering = if number_left.is_empty() || number_right.is_empty() {
            match (left.chars().next(), right.chars().next()) {
                (None, _) | (_, None) => return left.len().cmp(&right.len()).then_with(|| a.cmp(b)),
                (Some(x), Some(y)) => {
                    (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
                    // A folder comes right after its name, before whatever goes on after it.
                    (x != '/', x).cmp(&(y != '/', y))
                }
            }
        } else {
            (left, right) = (&left[number_left.len()..], &right[number_right.len()..]);
            let (x, y) = (number_left.trim_start_matches('0'), number_right.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

fn leading_digits(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())]
}

/// The generated parts by name.
const GENERATED: [(&str, Generated); 17] = [
    ("half-title", Generated::HalfTitle),
    ("series-page", Generated::SeriesPage),
    ("title-page", Generated::TitlePage),
    ("copyright", Generated::Copyright),
    ("dedication", Generated::Dedication),
    ("contents", Generated::Contents),
    ("list-of-documents", Generated::ListOfDocuments),
    ("list-of-figures", Generated::ListOfFigures),
    ("signs", Generated::Signs),
    ("abbreviations", Generated::Abbreviations),
    ("chronology", Generated::Chronology),
    ("people", Generated::People),
    ("organisations", Generated::Organisations),
    ("terms", Generated::Terms),
    ("bibliography", Generated::Bibliography),
    ("index", Generated::Index),
    ("colophon", Generated::Colophon),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_in_natural_order() {
        let mut paths = ["d/10.md", "d/2.md", "d/1-b.md", "d/1-a.md", "d/02.md", "d/1956/x.md", "d/a.md"];
        paths.sort_by(|a, b| natural_order(a, b));
        assert_eq!(paths, ["d/1-a.md", "d/1-b.md", "d/02.md", "d/2.md", "d/10.md", "d/1956/x.md", "d/a.md"]);
    }

    #[test]
    fn a_star_stays_within_a_name_and_two_go_through_folders() {
        assert!(matches("documents/1-*.md", "documents/1-nagy.md"));
        assert!(!matches("documents/*.md", "documents/2/nagy.md"));
        assert!(matches("documents/**/*.md", "documents/nagy.md"));
        assert!(matches("documents/**/*.md", "documents/2/3/nagy.md"));
        assert!(matches("d/*a*b*", "d/xaxbx") && !matches("d/*a*b*", "d/xbxax"));
        assert!(!matches("d/aa*aa", "d/aaa"));
    }
}
