//! Note calls, references and index marks: `[^1]`, `[[doc:a#b|shown]]`, `[[^heading!subheading|shown]]`.

use std::ops::Range;

use super::attributes::bad_name;
use super::is_name;
use super::piece::Piece;
use super::quotes;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::{Call, Label, Mark, MarkKind, Prefix, Reference, Series, Text};
use crate::report::{Code, Diagnostic, did_you_mean};

/// What the prefixes stand for.
const PREFIXES: [(&str, Prefix); 11] = [
    ("doc", Prefix::Document),
    ("page", Prefix::Page),
    ("person", Prefix::Person),
    ("org", Prefix::Organisation),
    ("term", Prefix::Term),
    ("abbr", Prefix::Abbreviation),
    ("chapter", Prefix::Chapter),
    ("fig", Prefix::Figure),
    ("event", Prefix::Event),
    ("note", Prefix::Note),
    ("volume", Prefix::Volume),
];

impl Reader<'_, '_> {
    /// The note call at `range`.
    pub(super) fn call(&mut self, range: Range<usize>) -> Piece {
        match self.note_label(range.start + 2..range.end - 1) {
            Some((label, series)) => Piece::Call(Call { label, series }, self.passage.span(range)),
            None => self.literal(range),
        }
    }

    /// The label of a note at `range`, and its series.
    pub(super) fn note_label(&mut self, range: Range<usize>) -> Option<(Label, Series)> {
        let written = &self.passage.text[range.clone()];
        let (name, series) = match written.strip_prefix('*') {
            Some(name) => (name, Series::Original),
            None => (written, Series::Editorial),
        };
        let span = self.passage.span(range);
        if is_name(name) {
            return Some((Label { name: name.into(), span }, series));
        }
        self.report.push(
            bad_name(written, span)
                .label("a note's label")
                .hint("a note of the original has `*` before its label; brackets of the source are written `\\[`"),
        );
        None
    }

    /// The reference at `range`, `[[` and `]]` included.
    pub(super) fn reference(&mut self, range: Range<usize>, language: &Language) -> Vec<Piece> {
        let (target, shown) = self.at_bar(range.start + 2..range.end - 2);
        let shown = shown.map(|shown| self.shown(shown, language));
        if let Some(pieces) = &shown {
            self.refuse_links(pieces);
        }
        let target = self.trimmed(target);
        match self.target(target.clone()) {
            Some(reference) => vec![Piece::Reference(reference, shown, self.passage.span(range))],
            None => shown.unwrap_or_else(|| vec![self.literal(target)]),
        }
    }

    /// The index mark at `range`.
    pub(super) fn index_mark(&mut self, range: Range<usize>, language: &Language) -> Vec<Piece> {
        let (path, shown) = self.at_bar(range.start + 3..range.end - 2);
        let shown = shown.map(|shown| self.shown(shown, language));
        let mut path = self.trimmed(path);
        let kind = mark_kind(&self.passage.text[path.clone()]);
        if kind != MarkKind::Place {
            path.end -= 1;
        }
        let headings: Vec<Text> = split_path(&self.passage.text[path.clone()])
            .into_iter()
            .map(|part| {
                let heading = self.trimmed(path.start + part.start..path.start + part.end);
                quotes::set(self.inner(heading, language), language)
            })
            .collect();
        let span = self.passage.span(range);
        if headings.iter().any(Vec::is_empty) {
            let problem = Diagnostic::new(Code::BadName, span, "an index mark with an empty heading");
            self.report
                .push(problem.hint("write `[[^heading]]` or `[[^heading!subheading]]`; a `!` of the heading is `\\!`"));
            return shown.unwrap_or_default();
        }
        vec![Piece::Mark(Mark { path: headings, kind, shown: None }, shown, span)]
    }

    /// The words after a bar.
    fn shown(&mut self, range: Range<usize>, language: &Language) -> Vec<Piece> {
        if range.is_empty() {
            let bar = self.passage.text[..range.start].rfind('|').unwrap_or(range.start);
            self.complain(Code::LeftOver, bar..bar + 1, "no words follow this bar", "write them, or leave the bar out");
        }
        self.inner(range, language)
    }

    /// What stands before the first bar in `range`, and after it. In a table the bar is `\|`.
    fn at_bar(&self, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
        let text = &self.passage.text[range.clone()];
        match text.find('|') {
            None => (range, None),
            Some(bar) => {
                let before = if text[..bar].ends_with('\\') { bar - 1 } else { bar };
                (range.start..range.start + before, Some(self.trimmed(range.start + bar + 1..range.end)))
            }
        }
    }

    /// `range` without white space at its ends.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.passage.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    /// Reads `prefix:name#fragment` or `prefix:first..last`.
    fn target(&mut self, range: Range<usize>) -> Option<Reference> {
        let text = self.passage.text;
        let mut reference = Reference { prefix: None, name: None, last: None, fragment: None, shown: None };
        let mut rest = range.clone();
        if let Some(colon) = text[rest.clone()].find(':') {
            let word = self.trimmed(rest.start..rest.start + colon);
            reference.prefix = Some(self.prefix(word)?);
            rest = self.trimmed(rest.start + colon + 1..rest.end);
        }
        if reference.prefix == Some(Prefix::Note) && !text[rest.clone()].contains('#') {
            reference.fragment = Some(self.name(rest, Starred::May)?);
            return Some(reference);
        }
        if let Some(hash) = text[rest.clone()].find('#') {
            let starred = if reference.prefix == Some(Prefix::Note) { Starred::May } else { Starred::MayNot };
            let mut fragment = rest.start + hash + 1..rest.end;
            // Of another volume of the series, documents are named by their numbers: `#12..15`.
            if let (Some(Prefix::Volume), Some(dots)) = (reference.prefix, text[fragment.clone()].find("..")) {
                reference.last = Some(self.name(fragment.start + dots + 2..fragment.end, Starred::MayNot)?);
                fragment.end = fragment.start + dots;
            }
            reference.fragment = Some(self.name(fragment, starred)?);
            rest.end = rest.start + hash;
            if rest.is_empty() {
                return Some(reference);
            }
        } else if let Some(dots) = text[rest.clone()].find("..") {
            reference.last = Some(self.name(rest.start + dots + 2..rest.end, Starred::MayNot)?);
            rest.end = rest.start + dots;
        }
        reference.name = Some(self.name(rest, Starred::MayNot)?);
        Some(reference)
    }

    fn prefix(&mut self, range: Range<usize>) -> Option<Prefix> {
        let word = &self.passage.text[range.clone()];
        let known = PREFIXES.iter().find(|(name, _)| *name == word).map(|(_, prefix)| *prefix);
        if known.is_none() {
            let message = format!("no kind of thing is called `{word}:`");
            let mut problem = Diagnostic::new(Code::UnknownReference, self.passage.span(range), message);
            problem = match did_you_mean(word, PREFIXES.map(|(name, _)| name)) {
                Some(meant) => problem.hint(format!("did you mean `{meant}:`?")),
                None => problem
                    .hint(format!("the prefixes are {}", PREFIXES.map(|(name, _)| format!("`{name}:`")).join(", "))),
            };
            self.report.push(problem);
        }
        known
    }

    fn name(&mut self, range: Range<usize>, starred: Starred) -> Option<Label> {
        let range = self.trimmed(range);
        let name = &self.passage.text[range.clone()];
        let bare = if starred == Starred::May { name.strip_prefix('*').unwrap_or(name) } else { name };
        let span = self.passage.span(range);
        if is_name(bare) {
            return Some(Label { name: name.into(), span });
        }
        self.report.push(bad_name(name, span).hint("the words to be shown stand after a bar: `[[id|words]]`"));
        None
    }
}

/// Whether a label may begin with the `*` of the original's notes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Starred {
    May,
    MayNot,
}

/// Whether a last parenthesis without its partner opens or closes a range.
fn mark_kind(path: &str) -> MarkKind {
    let mut depth = 0_usize;
    let mut escaped = false;
    let mut lone = None;
    for sign in path.chars() {
        lone = None;
        match sign {
            _ if escaped => {}
            '(' => {
                depth += 1;
                lone = Some(MarkKind::Opens);
            }
            ')' if depth == 0 => lone = Some(MarkKind::Closes),
            ')' => depth -= 1,
            _ => {}
        }
        escaped = sign == '\\' && !escaped;
    }
    lone.unwrap_or(MarkKind::Place)
}

/// The parts of an index path, split at every `!` that no backslash escapes and no bracket holds.
fn split_path(path: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut escaped) = (0, 0_i32, false);
    for (at, sign) in path.char_indices() {
        match sign {
            _ if escaped => {}
            '[' => depth += 1,
            ']' => depth -= 1,
            '!' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        escaped = sign == '\\' && !escaped;
    }
    parts.push(start..path.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_parenthesis_without_partner_opens_or_closes_a_range() {
        assert_eq!(mark_kind("Suez crisis("), MarkKind::Opens);
        assert_eq!(mark_kind("Suez crisis)"), MarkKind::Closes);
        assert_eq!(mark_kind("New York (state)"), MarkKind::Place);
        assert_eq!(mark_kind("New York (state)("), MarkKind::Opens);
        assert_eq!(mark_kind("New York (state))"), MarkKind::Closes);
        assert_eq!(mark_kind("smile \\)"), MarkKind::Place);
        assert_eq!(mark_kind(""), MarkKind::Place);
    }

    #[test]
    fn an_index_path_is_split_at_exclamation_marks() {
        let parts = |path: &str| split_path(path).into_iter().map(|part| path[part].to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("Suez crisis!and Hungary"), ["Suez crisis", "and Hungary"]);
        assert_eq!(parts("Oklahoma\\!"), ["Oklahoma\\!"]);
        assert_eq!(parts("a [!] b!c"), ["a [!] b", "c"]);
    }
}
