//! Problems, as values.
//!
//! A station that finds a problem tells it here and goes on, so that one run tells
//! everything. A problem has a code, a place, what is wrong with that place, and where
//! possible a way out; it is written for a historian.

mod code;
mod print;

pub use code::{Code, Severity};
pub use print::Colour;

use crate::source::Span;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the fault.
    pub code: Code,
    /// Where it is; none for what concerns the volume as a whole.
    pub span: Option<Span>,
    /// What is wrong, in one clause: small first letter, no full stop, the author's words in backticks.
    pub message: String,
    /// What the marked place is: "called here".
    pub label: Option<String>,
    /// Other places that belong to the problem, each with what it is.
    pub related: Vec<(Span, String)>,
    /// Ways out.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A problem of kind `code` at `span`.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { span: Some(span), ..Diagnostic::of_volume(code, message) }
    }

    /// A problem that has no place in the sources.
    pub fn of_volume(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, span: None, message: message.into(), label: None, related: Vec::new(), hints: Vec::new() }
    }

    /// Says what the marked place is.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Shows another place that belongs to the problem.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }

    /// Shows a way out.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

/// What warnings come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// A warning is told, and the book is written.
    #[default]
    Lenient,
    /// A warning is an error (`--strict`).
    Strict,
}

/// All problems of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Tells a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes over all that another report holds: stations that work in parallel keep one each.
    pub fn append(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// The problems in the order of their places, each once; those without a place come last.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        all.sort_by_key(|problem| (problem.span.is_none(), problem.span, problem.code));
        all.dedup();
        all
    }

    /// How many different problems are errors at this strictness.
    pub fn errors(&self, strictness: Strictness) -> usize {
        self.sorted().iter().filter(|problem| problem.code.is_error(strictness)).count()
    }

    /// How many different problems are warnings at this strictness.
    pub fn warnings(&self, strictness: Strictness) -> usize {
        self.sorted().len() - self.errors(strictness)
    }

    /// Whether anything forbids writing the book.
    pub fn has_errors(&self, strictness: Strictness) -> bool {
        self.diagnostics.iter().any(|problem| problem.code.is_error(strictness))
    }
}

/// Of `known`, the name most like `name`, if one is near enough to be meant.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count().min(name.chars().count()) / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
