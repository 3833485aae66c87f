//! Where works come from and how they are cited: `[bibliography]`.

use super::typed::{self, Field, TextOr};
use super::values::Values;
use crate::report::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// `[bibliography]`
#[derive(Clone, Debug)]
pub struct BibliographyRules {
    /// Files of works.
    pub sources: Vec<(FileId, Span)>,
    /// The citation style as written: a CSL name, or a path under `book/`.
    pub style: Option<(String, Span)>,
    /// Sections, in order.
    pub sections: Vec<BibliographySection>,
}

/// A section of the bibliography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BibliographySection {
    /// Its title.
    pub title: String,
    /// The keywords of its works.
    pub keywords: Vec<String>,
    /// The kinds of its works, in small letters: `article`, `unpublished`.
    pub kinds: Vec<String>,
    /// How they stand.
    pub arrangement: Arrangement,
}

/// How the works of a section stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// As the style sorts them: mostly by author.
    #[default]
    ByName,
    /// Under the archives that keep them.
    ByArchive,
}

impl BibliographySection {
    /// Whether it says which works it takes; one that does not takes what no other takes.
    pub fn chooses(&self) -> bool {
        !(self.keywords.is_empty() && self.kinds.is_empty())
    }

    /// Whether a work of this kind with these keywords belongs to it: it must have one of the keywords and be of one of the kinds.
    pub fn takes(&self, kind: &str, keywords: &[String]) -> bool {
        let keyed = self.keywords.is_empty() || self.keywords.iter().any(|keyword| keywords.contains(keyword));
        let of_kind = self.kinds.is_empty() || self.kinds.contains(&kind.to_lowercase());
        self.chooses() && keyed && of_kind
    }
}

/// The file of works that is read where none is named.
const USUAL_BIBLIOGRAPHY: &str = "book/bibliography.bib";

/// Ends of the names of files of works.
const BIBLIOGRAPHY_ENDINGS: [&str; 4] = [".bib", ".json", ".yaml", ".yml"];

/// `[bibliography]`
pub(super) fn bibliography(field: Field<typed::Bibliography>, values: &mut Values<'_>) -> BibliographyRules {
    let rules = values.or_default(field);
    let sources = match rules.sources {
        Some(_) => bibliography_sources(rules.sources, values),
        None => values.sources.find(USUAL_BIBLIOGRAPHY).map(|file| (file, Span::new(file, 0, 0))).into_iter().collect(),
    };
    let sections = values.value(rules.sections).map(|(list, _)| values.items(list)).unwrap_or_default();
    let sections = sections
        .into_iter()
        .filter_map(|(section, span)| {
            let keywords = one_or_several(section.keyword, values);
            let kinds = one_or_several(section.kind, values).iter().map(|kind| kind.to_lowercase()).collect();
            let title = values.words(section.title);
            if title.is_none() {
                let problem = Diagnostic::new(Code::MissingKey, span, "a section of the bibliography without a title");
                values.report.push(problem.hint("write `title = \"...\"` in it"));
            }
            let arrangements = [("name", Arrangement::ByName), ("archive", Arrangement::ByArchive)];
            let arrangement = values.choice(section.by, &arrangements).unwrap_or_default();
            Some(BibliographySection { title: title?, keywords, kinds, arrangement })
        })
        .collect();
    BibliographyRules { sources, style: values.text(rules.style), sections }
}

/// A word, or a list of words.
fn one_or_several(field: Field<TextOr<typed::List<String>>>, values: &mut Values<'_>) -> Vec<String> {
    match values.value(field) {
        None => Vec::new(),
        Some((TextOr::Text(one), _)) => vec![one],
        Some((TextOr::Other(list), _)) => values.items(list).into_iter().map(|(one, _)| one).collect(),
    }
}

fn bibliography_sources(field: Field<typed::List<String>>, values: &mut Values<'_>) -> Vec<(FileId, Span)> {
    let mut sources: Vec<(FileId, Span)> = Vec::new();
    for (written, span) in values.texts(field) {
        let Some(path) = values.path(&written, span) else { continue };
        let readable = BIBLIOGRAPHY_ENDINGS.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
        match values.sources.find(&format!("book/{path}")) {
            Some(file) if readable => match sources.iter().find(|(known, _)| *known == file) {
                Some((_, first)) => {
                    let problem = Diagnostic::new(Code::RepeatedFile, span, format!("`{path}` is named twice"));
                    values.report.push(problem.related(*first, "here first"));
                }
                None => sources.push((file, span)),
            },
            None if !values.exists(&path) => values.missing_file(&path, span),
            _ => values.wrong(span, format!("`{path}` is no bibliography: its name ends with .bib, .json or .yaml")),
        }
    }
    sources
}
