//! How problems are printed: as a compiler would, for a historian.
//!
//! ```text
//! error[unknown-note]: note `17` is never written
//!   --> book/documents/041-protest.md:18:21
//!    |
//! 18 | the minister's reply[^17] was never sent
//!    |                     ^^^^^ called here
//!    = hint: write `[^17]: …` at the end of this document
//! ```
//!
//! The crate annotate-snippets was tried first. Editors write a paragraph a line, and of
//! a line of two thousand letters it shows all; cutting the line ourselves makes it count
//! wrong columns. So the excerpt is drawn here: a window on the line, around the place.

use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Report, Strictness};
use crate::source::{Sources, Span};

/// Whether the printed report is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal: with its escape sequences.
    Terminal,
    /// Plain text.
    Plain,
}

/// The widest excerpt, in columns; a longer line is cut to a window around the place.
const EXCERPT_WIDTH: usize = 96;

/// Columns of the window that stand before the place.
const WIDTH_BEFORE: usize = 40;

impl Report {
    /// The report in words: every problem with its excerpt, then how many there are. Empty if there is none.
    pub fn print(&self, sources: &Sources, strictness: Strictness, colour: Colour) -> String {
        let problems = self.sorted();
        let mut printed = String::new();
        for problem in &problems {
            printed += &print_problem(problem, sources, strictness, &Pen { colour });
            printed.push('\n');
        }
        if !problems.is_empty() {
            printed += &self.summary(strictness);
            printed.push('\n');
        }
        printed
    }

    /// How many problems there are: "3 errors, 14 warnings".
    pub fn summary(&self, strictness: Strictness) -> String {
        let counted = |count: usize, name: &str| match count {
            0 => None,
            1 => Some(format!("1 {name}")),
            _ => Some(format!("{count} {name}s")),
        };
        let parts = [counted(self.errors(strictness), "error"), counted(self.warnings(strictness), "warning")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "no problems".into() } else { parts.join(", ") }
    }
}

/// What colours words on a terminal.
struct Pen {
    colour: Colour,
}

/// What words of a report are, as far as colour goes.
#[derive(Clone, Copy)]
enum Ink {
    Error,
    Warning,
    Frame,
    Strong,
}

impl Pen {
    fn dip(&self, ink: Ink, words: &str) -> String {
        let code = match ink {
            Ink::Error => "1;31",
            Ink::Warning => "1;33",
            Ink::Frame => "1;34",
            Ink::Strong => "1",
        };
        match self.colour {
            Colour::Terminal if !words.is_empty() => format!("\x1b[{code}m{words}\x1b[0m"),
            Colour::Terminal | Colour::Plain => words.into(),
        }
    }
}

fn print_problem(problem: &Diagnostic, sources: &Sources, strictness: Strictness, pen: &Pen) -> String {
    let (name, ink) = match problem.code.is_error(strictness) {
        true => ("error", Ink::Error),
        false => ("warning", Ink::Warning),
    };
    let heading = pen.dip(ink, &format!("{name}[{}]", problem.code.name()));
    let mut printed = format!("{heading}{}\n", pen.dip(Ink::Strong, &format!(": {}", one_line(&problem.message))));

    let places = problem.span.map(|span| (span, problem.label.as_deref().unwrap_or("")));
    let places: Vec<(Span, &str)> =
        places.into_iter().chain(problem.related.iter().map(|(span, label)| (*span, label.as_str()))).collect();
    let last_line = places.iter().map(|(span, _)| sources.line_and_column(*span).0).max().unwrap_or(0);
    let gutter = if places.is_empty() { 1 } else { last_line.to_string().len() };
    let (bar, blank) = (pen.dip(Ink::Frame, "|"), " ".repeat(gutter));
    for (at, (span, label)) in places.iter().enumerate() {
        let (line, column) = sources.line_and_column(*span);
        let arrow = pen.dip(Ink::Frame, if at == 0 { "-->" } else { ":::" });
        let Excerpt { text, marks } = excerpt(sources, *span);
        let number = pen.dip(Ink::Frame, &format!("{line:>gutter$}"));
        let (sign, mark_ink) = if at == 0 { ("^", ink) } else { ("-", Ink::Frame) };
        let marked = format!("{}{}", sign.repeat(marks.len()), if label.is_empty() { "" } else { " " });
        let marked = pen.dip(mark_ink, &format!("{marked}{}", one_line(label)));
        let path = &sources.file(span.file).path;
        let _infallible = write!(
            printed,
            "{blank}{arrow} {path}:{line}:{column}\n{blank} {bar}\n{number} {bar} {text}\n{blank} {bar} {}{marked}\n",
            " ".repeat(marks.start)
        );
    }
    for hint in &problem.hints {
        let equals = pen.dip(Ink::Frame, "=");
        let _infallible = writeln!(printed, "{blank} {equals} {} {}", pen.dip(Ink::Strong, "hint:"), one_line(hint));
    }
    printed
}

/// Control characters and line ends, which would tear a report apart, made visible.
fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// A line of a source, or a window on it, and which of its columns are marked.
struct Excerpt {
    text: String,
    marks: Range<usize>,
}

/// The line that `span` begins on, with the columns that it covers there: one at least.
fn excerpt(sources: &Sources, span: Span) -> Excerpt {
    let text = &sources.file(span.file).text;
    let start = letter_start(text, span.start as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = letter_start(text, (span.end as usize).clamp(start, line_end));
    let before = shown(&text[line_start..start]);
    let covered = shown(&text[start..end]);
    let after = shown(&text[end..line_end]);
    window(&before, &covered, &after)
}

/// Where the letter begins that byte `at` is part of.
fn letter_start(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Cuts a line that is too long: its parts before, at and after the place.
fn window(before: &str, covered: &str, after: &str) -> Excerpt {
    let whole = width(before) + width(covered) + width(after);
    let (before, room) = match whole <= EXCERPT_WIDTH {
        true => (before.to_owned(), EXCERPT_WIDTH),
        false if width(before) <= WIDTH_BEFORE => (before.to_owned(), EXCERPT_WIDTH - width(before)),
        false => (format!("… {}", ending(before, WIDTH_BEFORE)), EXCERPT_WIDTH - WIDTH_BEFORE),
    };
    let rest = format!("{covered}{after}");
    let rest_shown = match whole <= EXCERPT_WIDTH || width(&rest) <= room {
        true => rest,
        false => format!("{} …", beginning(&rest, room)),
    };
    let start = width(&before);
    let marked = width(covered).min(width(&rest_shown)).max(1);
    Excerpt { text: format!("{before}{rest_shown}").trim_end().to_owned(), marks: start..start + marked }
}

/// The last `columns` of `text`, from the beginning of a word if one begins in them.
fn ending(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    let start = text.char_indices().rev().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken > columns
    });
    let cut = start.map_or(text, |(at, c)| &text[at + c.len_utf8()..]);
    cut.split_once(' ').map_or(cut, |(_, words)| words)
}

/// The first `columns` of `text`, to the end of a word if one ends in them.
fn beginning(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken > columns
    });
    let cut = end.map_or(text, |(at, _)| &text[..at]);
    cut.rsplit_once(' ').map_or(cut, |(words, _)| words)
}

/// Text as a terminal can show it in a line: a tab is four spaces, and what cannot be seen is a mark.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push_str("    "),
            c if c.is_control() => shown.push('\u{FFFD}'),
            // Marks that turn the direction of writing would turn the report with it.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' => shown.push('\u{FFFD}'),
            c => shown.push(c),
        }
    }
    shown
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Code;

    fn printed(text: &str, place: &str) -> String {
        let sources = Sources::from_texts([("book/a.md", text)]);
        let file = sources.find("book/a.md").unwrap();
        let start = text.find(place).unwrap();
        let span = Span::new(file, start, start + place.len());
        let mut report = Report::default();
        report.push(
            Diagnostic::new(Code::UnknownNote, span, "note `17` is never written")
                .label("called here")
                .hint("write it"),
        );
        report.print(&sources, Strictness::Lenient, Colour::Plain)
    }

    #[test]
    fn a_problem_is_printed_with_its_place_and_a_way_out() {
        let expected = "\
error[unknown-note]: note `17` is never written
 --> book/a.md:2:6
  |
2 | reply[^17] was never sent
  |      ^^^^^ called here
  = hint: write it

1 error
";
        assert_eq!(printed("First.\nreply[^17] was never sent\n", "[^17]"), expected);
    }

    #[test]
    fn a_paragraph_in_one_line_is_cut_around_the_place() {
        let text = format!("{}reply[^17] was sent {}", "earlier ".repeat(300), "later ".repeat(300));
        let printed = printed(&text, "[^17]");
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines[1], " --> book/a.md:1:2406");
        assert!(lines[3].starts_with("1 | … earlier") && lines[3].ends_with("later …"), "{}", lines[3]);
        assert!(lines[3].chars().count() < 110, "{}", lines[3]);
        let column = lines[3].chars().position(|c| c == '[').unwrap();
        assert_eq!(lines[4].chars().position(|c| c == '^'), Some(column));
    }

    #[test]
    fn marks_stand_below_the_place_after_tabs_and_wide_letters() {
        let printed = printed("日本\té [^17]", "[^17]");
        assert!(printed.contains("book/a.md:1:6\n"));
        assert!(printed.contains(&format!("  | {}^^^^^ called here\n", " ".repeat(4 + 4 + 2))), "{printed}");
    }

    #[test]
    fn a_place_at_the_end_of_a_file_or_over_several_lines_has_a_mark_too() {
        let several = printed("a\nbc\nd", "bc\nd");
        assert!(several.contains("2 | bc\n  | ^^ called here\n"), "{several}");
        let sources = Sources::from_texts([("a.md", "x\n")]);
        let file = sources.find("a.md").unwrap();
        let mut report = Report::default();
        report.push(Diagnostic::new(Code::UnclosedBlock, Span::new(file, 2, 2), "never closed"));
        report.push(Diagnostic::of_volume(Code::MissingKey, "nothing there"));
        let printed = report.print(&sources, Strictness::Lenient, Colour::Plain);
        assert!(printed.contains("2 | \n  | ^\n"), "{printed}");
        assert!(printed.ends_with("2 errors\n"));
    }

    #[test]
    fn strictness_makes_errors_of_warnings_and_both_are_counted() {
        let mut report = Report::default();
        report.push(Diagnostic::of_volume(Code::NumberGap, "a gap"));
        report.push(Diagnostic::of_volume(Code::UnknownEdition, "no edition"));
        assert_eq!(report.summary(Strictness::Lenient), "1 error, 1 warning");
        assert_eq!(report.summary(Strictness::Strict), "2 errors");
        assert_eq!(Report::default().summary(Strictness::Strict), "no problems");
    }
}
