//! Blocks whose every line is a line: openers, closers, signatures, verse.

use std::ops::Range;

use super::fences::{Name, Part};
use super::mask::TokenKind;
use super::piece::Piece;
use super::quotes;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::{Blocks, Inline, Line, Text, Written};
use crate::report::{Code, Diagnostic};

impl Reader<'_, '_> {
    /// Reads the lines of a block, and the blocks that stand in it where none can.
    pub(super) fn lines(&mut self, name: Name, parts: &[Part], language: &Language) -> (Vec<Line<Written>>, Blocks) {
        let mut lines = Vec::new();
        let mut strays = Blocks::new();
        for part in parts {
            match part {
                Part::Run(range) => self.lines_of_run(range.clone(), language, &mut lines),
                Part::Section(section) => {
                    let span = self.passage.span(section.opener.clone());
                    let message = format!("`{}` holds lines, and no block", name.as_written());
                    self.report
                        .push(Diagnostic::new(Code::MisplacedBlock, span, message).hint("close it before this line"));
                    strays.extend(self.parts(std::slice::from_ref(part), language));
                }
            }
        }
        let kept = lines.iter().rposition(|line| !is_blank(line)).map_or(0, |last| last + 1);
        lines.truncate(kept);
        let blank = lines.iter().take_while(|line| is_blank(line)).count();
        lines.drain(..blank);
        (lines, strays)
    }

    fn lines_of_run(&mut self, run: Range<usize>, language: &Language, lines: &mut Vec<Line<Written>>) {
        // Queries that stood before the first line wait for it.
        let mut waiting: Text = Vec::new();
        let mut at = run.start;
        while at < run.end {
            let length = self.masked.text[at..run.end].find('\n').unwrap_or(run.end - at);
            let line = at..at + length;
            at = line.end + 1;
            if let Some(note) = self.note_ranges.iter().find(|note| note.start <= line.start && line.start < note.end) {
                let note = note.clone();
                self.look_for_lost_lines(&note);
                at = self.past_blank_lines(note.end, run.end);
                continue;
            }
            // The end of a fence's own line is no line.
            if line.is_empty() && (line.start == run.start && line.start > 0) {
                continue;
            }
            let indent = indent(&self.masked.text[line.clone()]);
            let trimmed = self.trimmed(line);
            if self.is_queries(&trimmed) {
                let queries = quotes::set(self.line(trimmed, language), language);
                let queries = queries.into_iter().filter(|inline| matches!(inline, Inline::Query(..)));
                match lines.last_mut().filter(|line| !line.left.is_empty()) {
                    Some(line) => line.left.extend(queries),
                    None => waiting.extend(queries),
                }
                continue;
            }
            let mut line = self.one(trimmed, language);
            line.indent = indent;
            if !waiting.is_empty() && !line.left.is_empty() {
                line.left.splice(0..0, waiting.drain(..));
            }
            let is_second_blank = is_blank(&line) && lines.last().is_some_and(is_blank);
            if !is_second_blank {
                lines.push(line);
            }
        }
        if let (Some(line), false) = (lines.last_mut(), waiting.is_empty()) {
            line.left.append(&mut waiting);
        }
    }

    /// Tells of lines directly under a note, which CommonMark takes into the note: here they may be lines of the block.
    fn look_for_lost_lines(&mut self, note: &Range<usize>) {
        let mut at = note.start;
        for line in self.masked.text[note.clone()].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end();
            if start > note.start && !line.is_empty() && !line.starts_with([' ', '\t']) {
                let hint = "leave a blank line after the note, or indent what belongs to it by four spaces";
                let message = "this line stands neither in the note above it nor outside";
                return self.complain(Code::MisplacedBlock, start..start + line.len(), message, hint);
            }
        }
    }

    /// The first line after `at` that is not blank: blank lines after a note only part it from the text.
    fn past_blank_lines(&self, at: usize, end: usize) -> usize {
        let rest = &self.masked.text[at..end];
        let blank = rest.len() - rest.trim_start().len();
        // The indent of the line itself stays.
        rest[..blank].rfind('\n').map_or(end, |line_end| at + line_end + 1)
    }

    /// Whether there is nothing at `range` but queries.
    fn is_queries(&self, range: &Range<usize>) -> bool {
        let tokens = self.tokens_in(range);
        let hidden: usize = tokens.iter().map(|token| token.range.len()).sum();
        let blank = self.masked.text[range.clone()].bytes().filter(u8::is_ascii_whitespace).count();
        !range.is_empty() && tokens.iter().all(|token| token.kind == TokenKind::Query) && hidden + blank == range.len()
    }

    /// Reads one line; a bar sets what follows it to the right.
    fn one(&mut self, range: Range<usize>, language: &Language) -> Line<Written> {
        let span = self.passage.span(range.clone());
        let mut text = &self.masked.text[range.clone()];
        // A line is kept as it is: a backslash that would keep it says nothing more.
        if let Some(bare) = text.strip_suffix('\\') {
            text = bare;
        }
        let end = range.start + text.len();
        let bar = text.find('|').map(|at| range.start + at);
        if let Some(second) = bar.and_then(|bar| self.masked.text[bar + 1..end].find('|').map(|at| bar + 1 + at)) {
            let hint = "one bar sets the rest of a line to the right; a bar of the source is written `\\|`";
            self.complain(Code::LeftOver, second..second + 1, "a second bar in one line", hint);
        }
        let mut set = |range: Range<usize>| -> Text {
            let pieces: Vec<Piece> = self.line(range, language);
            let pieces = self.refuse_images(pieces);
            quotes::set(pieces, language)
        };
        let left = set(range.start..bar.unwrap_or(end));
        let right = bar.map(|bar| set(bar + 1..end)).filter(|right| !right.is_empty());
        Line { left, right, indent: 0, span }
    }
}

/// As many steps a line is set in, and no more: a slip of the space bar leaves something of the measure.
const MOST_STEPS: usize = 8;

/// How many steps of two spaces a line begins with; a tab is two steps.
fn indent(line: &str) -> u8 {
    let blank = line.chars().take_while(|character| matches!(character, ' ' | '\t'));
    let spaces: usize = blank.map(|character| if character == '\t' { 4 } else { 1 }).sum();
    (spaces / 2).min(MOST_STEPS) as u8
}

fn is_blank(line: &Line<Written>) -> bool {
    line.left.is_empty() && line.right.is_none()
}
