//! Notes: cut out of the text wherever they stand, and read by themselves.
//!
//! A note reaches from its label to the last line that belongs to it: the lines of its
//! first paragraph, and after blank lines what is indented by four spaces or a tab.
//! What is around a note is read as if it were not there: it breaks no list and no verse.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag};

use super::blocks::{Around, Listed};
use super::inline::Events;
use super::mask::TokenKind;
use super::reader::Reader;
use crate::manuscript::{Blocks, Note};
use crate::report::{Code, Diagnostic};

/// Reads the notes of a passage, and makes its body: the mask without them.
pub(super) fn read(reader: &mut Reader) -> Vec<Note> {
    let starts = reader.masked.notes.clone();
    reader.body = reader.masked.text.clone();
    let mut ranges = Vec::with_capacity(starts.len());
    for (index, start) in starts.iter().enumerate() {
        let fence = reader.masked.fences.partition_point(|fence| fence.start < start.start);
        let limit =
            [starts.get(index + 1).map(|next| next.start), reader.masked.fences.get(fence).map(|fence| fence.start)];
        let limit = limit.into_iter().flatten().min().unwrap_or(reader.passage.text.len());
        ranges.push(extent(reader, start.start..limit));
    }
    let notes =
        starts.iter().zip(&ranges).filter_map(|(start, range)| note(reader, start.label.clone(), range.clone()));
    let notes = notes.collect();
    for stray in reader.masked.indented_notes.clone() {
        let hint = "the text of a note begins at the left margin";
        reader.complain(Code::MisplacedBlock, stray, "a note begins here, away from the margin", hint);
    }
    make_body(reader, ranges);
    notes
}

/// How far the note reaches that begins `within`.
fn extent(reader: &mut Reader, within: Range<usize>) -> Range<usize> {
    let text = &reader.masked.text[within.clone()];
    let mut end = within.start;
    let mut at = within.start;
    let mut after_blank = false;
    let mut stray = None;
    for line in text.split_inclusive('\n') {
        let (start, bare) = (at, line.trim_end());
        at += line.len();
        if start == within.start {
            end = start + bare.len();
            continue;
        }
        if bare.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let spaces = bare.bytes().take_while(|b| *b == b' ').count();
        let indented = spaces >= 4 || bare.trim_start_matches(' ').starts_with('\t');
        if !indented && (after_blank || breaks_out(bare)) {
            let is_stray = if after_blank { spaces > 0 } else { !bare.starts_with('#') };
            stray = is_stray.then(|| start + spaces..start + bare.len());
            break;
        }
        after_blank = false;
        end = start + bare.len();
    }
    if let Some(stray) = stray {
        let hint =
            "what belongs to the note is indented by four spaces; what does not follows a blank line, at the margin";
        reader.complain(Code::MisplacedBlock, stray, "this line stands neither in the note above it nor outside", hint);
    }
    within.start..end
}

/// Whether a line at the margin ends the paragraph above it, in CommonMark.
fn breaks_out(line: &str) -> bool {
    let line = line.trim_start();
    let follows = |rest: &str| rest.starts_with([' ', '\t']);
    line.starts_with('>')
        || line.strip_prefix(['-', '*', '+']).is_some_and(follows)
        || line.strip_prefix("1.").or_else(|| line.strip_prefix("1)")).is_some_and(follows)
        || follows(line.trim_start_matches('#')) && line.starts_with('#')
        || line.bytes().all(|b| b"*-_ =".contains(&b))
}

/// Reads one note.
fn note(reader: &mut Reader, label: Range<usize>, range: Range<usize>) -> Option<Note> {
    reader.mark_read(range.start..label.end + 2);
    let named = reader.note_label(label);
    let language = reader.passage.language;
    let buffer = reader.masked.text[range.clone()].to_owned();
    let mut events = Events::of_blocks(&buffer, range.start, Options::ENABLE_FOOTNOTES);
    let around = Around { depth: 0, list: Listed::Outside, language };
    let mut blocks = Blocks::new();
    while let Some(event) = events.peek() {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) | Event::End(_) => drop(events.next()),
            _ => reader.blocks(&mut events, around, &mut blocks),
        }
    }
    let span = reader.passage.span(range);
    let (label, series) = named?;
    if blocks.is_empty() {
        let message = format!("note `{}` says nothing", label.name);
        reader.report.push(Diagnostic::new(Code::IncompleteBlock, label.span, message));
    }
    Some(Note { label, series, blocks, span })
}

/// Makes the body: notes, and queries that stand alone between blank lines, become blank.
fn make_body(reader: &mut Reader, ranges: Vec<Range<usize>>) {
    let mut body = std::mem::take(&mut reader.body).into_bytes();
    for range in &ranges {
        for byte in &mut body[range.clone()] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    let mut queries: Vec<Range<usize>> = Vec::new();
    for token in reader.masked.tokens.iter().filter(|token| token.kind == TokenKind::Query) {
        if stands_alone(&body, &reader.masked.fences, &token.range) {
            body[token.range.clone()].fill(b' ');
            queries.push(token.range.clone());
        }
    }
    for query in &queries {
        reader.mark_read(query.clone());
    }
    reader.queries = queries;
    reader.note_ranges = ranges;
    reader.body = String::from_utf8(body).unwrap_or_else(|_| reader.masked.text.clone());
}

/// Whether a query begins at the margin after a blank line or a fence, and nothing follows it on its line.
fn stands_alone(body: &[u8], fences: &[Range<usize>], query: &Range<usize>) -> bool {
    let ends_line = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b'\n');
    let at_margin = ends_line(query.start.checked_sub(1).map(|at| &body[at]));
    let mut above = body[..query.start.saturating_sub(1)].iter().rev().skip_while(|byte| matches!(byte, b' ' | b'\t'));
    let mut follows_blank = || ends_line(above.next());
    let follows_fence = || fences.binary_search_by_key(&(query.start - 1), |fence| fence.end).is_ok();
    let mut after = body[query.end..].iter().skip_while(|byte| matches!(byte, b' ' | b'\t'));
    at_margin && ends_line(after.next()) && (query.start == 0 || follows_blank() || follows_fence())
}
