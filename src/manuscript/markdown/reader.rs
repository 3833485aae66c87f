//! The reader of one passage: its text, its mask, and where problems are told.

use std::ops::Range;

use super::Passage;
use super::mask::{self, Manner, Masked, Token};
use crate::report::{Code, Diagnostic, Report};

/// What reads a passage.
pub(super) struct Reader<'a, 'r> {
    /// The passage.
    pub passage: Passage<'a>,
    /// Its mask.
    pub masked: Masked,
    /// The mask without notes and without queries that stand alone: what the body is read from.
    /// While the notes are read, the whole mask.
    pub body: String,
    /// Notes, as written, each from its `[` to its end.
    pub note_ranges: Vec<Range<usize>>,
    /// Queries that stand alone on their lines and have not yet found their place.
    pub queries: Vec<Range<usize>>,
    /// Where problems are told.
    pub report: &'r mut Report,
    /// How many references or citations this passage stands within.
    pub depth: usize,
    /// What was read, or understood as a mark.
    read: Vec<Range<usize>>,
}

impl<'a, 'r> Reader<'a, 'r> {
    /// A reader of `passage`.
    pub fn new(passage: Passage<'a>, manner: Manner, report: &'r mut Report) -> Self {
        let masked = mask::mask(passage.text, manner);
        let (note_ranges, queries, read) = (Vec::new(), Vec::new(), Vec::new());
        Reader { passage, masked, body: String::new(), note_ranges, queries, report, depth: 0, read }
    }

    /// Tells a problem at `range`.
    pub fn complain(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, hint: &str) {
        let mut problem = Diagnostic::new(code, self.passage.span(range), message);
        if !hint.is_empty() {
            problem = problem.hint(hint);
        }
        self.report.push(problem);
    }

    /// The tokens that begin within `range`.
    pub fn tokens_in(&self, range: &Range<usize>) -> &[Token] {
        let tokens = &self.masked.tokens;
        let from = tokens.partition_point(|token| token.range.start < range.start);
        let to = from + tokens[from..].partition_point(|token| token.range.start < range.end);
        &tokens[from..to]
    }

    /// Keeps in mind that `range` was read.
    pub fn mark_read(&mut self, range: Range<usize>) {
        match self.read.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.read.push(range),
        }
    }

    /// Tells of every word that neither CommonMark nor we have read.
    pub fn complain_of_unread_words(&mut self) {
        let mut read = std::mem::take(&mut self.read);
        read.sort_by_key(|range| range.start);
        read.push(self.passage.text.len()..self.passage.text.len());
        let mut at = 0;
        for range in read {
            let gap = self.passage.text.get(at..range.start.max(at)).unwrap_or("");
            if let Some(word) = gap.find(char::is_alphanumeric) {
                let length = gap[word..].trim_end().len();
                self.complain(
                    Code::LeftOver,
                    at + word..at + word + length,
                    "these words would be lost",
                    "they stand where Markdown takes them for something else: write them as a paragraph of their own",
                );
            }
            at = at.max(range.end);
        }
    }
}
