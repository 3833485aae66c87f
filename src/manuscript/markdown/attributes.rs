//! `{#id .class key="value"}`

use std::ops::Range;

use super::is_name;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::{Label, Placement};
use crate::report::{Code, Diagnostic, did_you_mean};
use crate::source::Span;

/// What the braces say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attributes {
    /// `#id`
    pub id: Option<Label>,
    /// `.full-page`, `.landscape`
    pub placement: Option<(Placement, Span)>,
    /// `lang="hu"`
    pub language: Option<Language>,
}

/// Classes that a figure may have.
const CLASSES: [(&str, Placement); 2] = [("full-page", Placement::FullPage), ("landscape", Placement::Landscape)];

/// What may carry attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    /// A figure, which has classes.
    Figure,
    /// Any other block, or a heading.
    Other,
}

impl Reader<'_, '_> {
    /// Reads the attributes at `range`, braces and all.
    pub(super) fn attributes(&mut self, range: Range<usize>, carrier: Carrier) -> Attributes {
        let mut attributes = Attributes::default();
        let inner = range.start + 1..range.end - 1;
        for word in words(&self.passage.text[inner.clone()]) {
            let range = inner.start + word.start..inner.start + word.end;
            let span = self.passage.span(range.clone());
            let word = &self.passage.text[range];
            if let Some(id) = word.strip_prefix('#') {
                self.id(id, span, &mut attributes);
            } else if let Some(class) = word.strip_prefix('.') {
                self.class(class, span, carrier, &mut attributes);
            } else if let Some((key, value)) = word.split_once('=') {
                self.key(key, value.trim_matches(['"', '\'']), span, &mut attributes);
            } else {
                self.report.push(
                    Diagnostic::new(Code::UnknownKey, span, format!("`{word}` is neither an id nor a class nor a key"))
                        .hint(format!("write `#{word}` for an id; braces of the source are written `\\{{`")),
                );
            }
        }
        attributes
    }

    fn id(&mut self, id: &str, span: Span, attributes: &mut Attributes) {
        if !is_name(id) {
            self.report.push(bad_name(id, span));
        } else if attributes.id.is_some() {
            self.report.push(Diagnostic::new(Code::BadName, span, format!("a second id, `{id}`, for one thing")));
        } else {
            attributes.id = Some(Label { name: id.into(), span });
        }
    }

    fn class(&mut self, class: &str, span: Span, carrier: Carrier, attributes: &mut Attributes) {
        let known = CLASSES.iter().find(|(name, _)| *name == class);
        match (known, carrier) {
            (Some((_, placement)), Carrier::Figure) if attributes.placement.is_none() => {
                attributes.placement = Some((*placement, span));
            }
            (Some(_), Carrier::Figure) => {
                let message = format!("the figure has a place already, and `{class}` asks for another");
                self.report.push(Diagnostic::new(Code::UnknownClass, span, message));
            }
            _ => {
                let mut problem = Diagnostic::new(Code::UnknownClass, span, format!("no class `{class}` here"));
                if carrier == Carrier::Other {
                    problem = problem.hint("only a figure has classes: `.full-page` and `.landscape`");
                } else if let Some(meant) = did_you_mean(class, CLASSES.map(|(name, _)| name)) {
                    problem = problem.hint(format!("did you mean `.{meant}`?"));
                }
                self.report.push(problem);
            }
        }
    }

    fn key(&mut self, key: &str, value: &str, span: Span, attributes: &mut Attributes) {
        if key != "lang" {
            let mut problem = Diagnostic::new(Code::UnknownKey, span, format!("no key `{key}` here"));
            problem = problem.hint("the only key of a block is `lang`");
            return self.report.push(problem);
        }
        match Language::parse(value) {
            Some(language) => attributes.language = Some(language),
            None => self.report.push(unknown_language(value, span)),
        }
    }
}

/// The problem of a name that cannot be one.
pub(super) fn bad_name(name: &str, span: Span) -> Diagnostic {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = if name.is_empty() { "a name is missing".into() } else { format!("`{name}` cannot be a name") };
    Diagnostic::new(Code::BadName, span, message).hint("names are letters, digits, `-`, `_` and single dots")
}

/// The problem of a language that is not a tag.
pub(super) fn unknown_language(tag: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownLanguage, span, format!("`{tag}` is no tag of a language"))
        .hint("write a tag of BCP 47, such as `hu` or `en-GB`")
}

/// The words of `text`, split at white space outside quotation marks.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let (mut start, mut quoted) = (None, None);
    for (at, c) in text.char_indices() {
        match quoted {
            Some(mark) if c == mark => quoted = None,
            Some(_) => {}
            None if c.is_whitespace() => words.extend(start.take().map(|from| from..at)),
            None => {
                start = start.or(Some(at));
                if matches!(c, '"' | '\'') {
                    quoted = Some(c);
                }
            }
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_braces_end_at_spaces_outside_quotation_marks() {
        let text = "#map  .full-page title=\"a b\"";
        let split: Vec<_> = words(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(split, ["#map", ".full-page", "title=\"a b\""]);
        assert!(words("  ").is_empty());
    }
}
