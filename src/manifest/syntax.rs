//! TOML that is none, in an author's words.

use toml::de::Error;

use crate::report::{Code, Diagnostic};
use crate::source::{FileId, Sources, Span};

/// Tells the slips of a TOML text that begins at byte `start` of `file`.
///
/// A list or a text that is never closed swallows what follows it, so that the parser
/// complains of every line below: nothing is told after the first of those, and one slip
/// a line before it.
pub fn syntax_problems(errors: &[Error], sources: &Sources, file: FileId, start: usize) -> Vec<Diagnostic> {
    let mut errors: Vec<(Span, &str)> = errors
        .iter()
        .map(|error| {
            let range = error.span().unwrap_or(0..0);
            (Span::new(file, start + range.start, start + range.end), error.message())
        })
        .collect();
    errors.sort_by_key(|(span, _)| span.start);
    let mut problems = Vec::new();
    let mut last_line = 0;
    for (span, message) in errors {
        let (line, _) = sources.line_and_column(span);
        if line != last_line {
            problems.push(told(message, span, sources.text(span)));
        }
        last_line = line;
        if swallows(message) {
            break;
        }
    }
    problems
}

/// Whether what follows such a slip cannot be trusted.
fn swallows(message: &str) -> bool {
    ["missing comma", "unclosed", "basic string", "literal string, expected `'", "in array"]
        .iter()
        .any(|sign| message.contains(sign))
}

/// A slip in an author's words.
fn told(message: &str, span: Span, typed: &str) -> Diagnostic {
    let has = |sign: &str| message.contains(sign);
    if has("duplicate key") {
        let problem = Diagnostic::new(Code::DuplicateName, span, format!("`{typed}` stands twice in one table"));
        return problem.label("the second").hint("give one of them another name, or leave it out");
    }
    if message.starts_with("invalid date") || message.starts_with("invalid time") {
        let problem = Diagnostic::new(Code::UnreadableDate, span, format!("cannot read the date `{typed}`"));
        return problem.hint("a month, a year or a stretch of days stands between quotation marks: `\"1956-10\"`");
    }
    let (words, hint) =
        if has("missing value") || has("key with no value") || (has("must be quoted") && typed.is_empty()) {
            ("there is nothing after `=`".into(), "write a value, or leave the key out")
        } else if has("must be quoted") {
            (
                format!("`{typed}` is not between quotation marks"),
                "text stands between straight quotation marks: `\"Title\"`",
            )
        } else if has("escape") {
            (
                "a backslash begins an escape that TOML does not have".into(),
                "between single quotation marks it is a backslash",
            )
        } else if has("basic string") || has("literal string") {
            (
                "this text has no closing quotation mark".into(),
                "close it with the mark that opens it; a text of several lines stands between `\"\"\"` and `\"\"\"`",
            )
        } else if has("missing comma") {
            ("a comma is missing here, or a `]` before it".into(), "between the values of a list stand commas")
        } else if has("in array") || has("unclosed array") {
            ("a list is never closed".into(), "a list ends with `]`")
        } else if has("unclosed inline table") {
            ("a table in braces is never closed".into(), "it ends with `}`")
        } else if has("unclosed table") || has("unclosed array table") {
            ("the name of a table is never closed".into(), "it stands in brackets: `[volume]`")
        } else if has("extra comma") {
            ("there is a comma too many".into(), "leave it out")
        } else if has("invalid unquoted key") {
            (
                format!("`{typed}` cannot stand in a key"),
                "a key with accents, dots or spaces stands between quotation marks",
            )
        } else if has("unquoted key") || has("key-value pair") || has("extra `=`") || has("unexpected key") {
            ("this line is not a key and its value".into(), "a line says `key = value`; a comment begins with `#`")
        } else {
            (format!("this is not TOML: {message}"), "a line says `key = value`, text between quotation marks")
        };
    Diagnostic::new(Code::BadSyntax, span, words).hint(hint)
}
