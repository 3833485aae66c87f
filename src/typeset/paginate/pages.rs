//! A page, once it is decided what stands on it: every part on its line of the grid.

use crate::length::Length;

use super::fill::{Ends, Fit, State, What};
use super::price;
use super::sums::Sums;
use super::{Frame, Leaf, LeafKind, NotePart, Part, Stand};

/// How a page ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Close {
    /// How many lines it has.
    pub(super) lines: u32,
    /// How its notes fit.
    pub(super) fit: Fit,
    /// What ends with it.
    pub(super) ends: Ends,
}

/// The page that begins at `from` and holds what was `put` on it: figures at its head, the text, figures at its foot.
pub(super) fn filled(from: &State, put: &[What], sums: &Sums, frame: &Frame, close: Close) -> Leaf {
    let mut leaf = Leaf { lines: close.lines, ..Leaf::default() };
    for (note, row) in &from.carried {
        leaf.notes.push(NotePart { note: *note, way: 0, rows: *row..sums.notes[*note].count() });
    }
    let mut line = 0;
    let mut text_above = false;
    let mut at_foot = Vec::new();
    for what in put {
        match what {
            What::AtHead(figure) => {
                let part = whole(*figure, line, sums, frame);
                line += part.lines + sums.blocks[*figure].gap_out_of_flow;
                owe(*figure, 0, part.rows.clone(), sums, &mut leaf);
                leaf.parts.push(part);
            }
            What::AtFoot(figure) => {
                let part = whole(*figure, 0, sums, frame);
                owe(*figure, 0, part.rows.clone(), sums, &mut leaf);
                at_foot.push(part);
            }
            What::Rows { block, way, rows } => {
                let summed = &sums.blocks[*block];
                line += if text_above { summed.gap } else { 0 };
                let lines = summed.ways[*way].lines(rows.clone(), line, frame);
                owe(*block, *way, rows.clone(), sums, &mut leaf);
                if !rows.is_empty() {
                    leaf.parts.push(Part { block: *block, way: *way, rows: rows.clone(), at: line, lines });
                }
                line += lines;
                text_above = true;
            }
        }
    }
    leaf.notes.sort_by_key(|part| sums.series[part.note]);
    if let (Fit::Split(rows, _), Some(last)) = (close.fit, leaf.notes.last_mut()) {
        last.rows.end = last.rows.start + rows;
    }
    stand_at_foot(at_foot, line, &mut leaf, sums, frame, close);
    if let Fit::Yielding(given, _) = close.fit
        && let Some(part) = leaf.notes.iter_mut().find(|part| part.note == given.note)
    {
        (part.way, part.rows) = (given.way, 0..given.rows);
    }
    leaf
}

/// Figures at the foot: right above the notes, or, where the column ends, right below the text.
fn stand_at_foot(figures: Vec<Part>, text: u32, leaf: &mut Leaf, sums: &Sums, frame: &Frame, close: Close) {
    let gaps = |part: &Part| sums.blocks[part.block].gap_out_of_flow;
    let height: u32 = figures.iter().map(|part| part.lines + gaps(part)).sum();
    let given = if let Fit::Yielding(given, _) = close.fit { given.taller } else { Length::ZERO };
    let notes = sums.of_notes(&leaf.notes, frame) + given;
    let notes = if leaf.notes.is_empty() { Length::ZERO } else { notes + frame.note_gap };
    let free = price::lines_left(frame.grid * i64::from(close.lines) - notes, frame).saturating_sub(text + height);
    let mut line = text + if close.ends == Ends::TheBook { 0 } else { free };
    for mut part in figures {
        line += gaps(&part);
        part.at = line;
        line += part.lines;
        leaf.parts.push(part);
    }
}

fn whole(block: usize, at: u32, sums: &Sums, frame: &Frame) -> Part {
    let way = &sums.blocks[block].ways[0];
    let rows = 0..way.heights.count();
    Part { block, way: 0, rows: rows.clone(), at, lines: way.lines(rows, 0, frame) }
}

fn owe(block: usize, way: usize, rows: std::ops::Range<usize>, sums: &Sums, leaf: &mut Leaf) {
    for &note in sums.blocks[block].ways[way].calls[rows].iter().flatten() {
        leaf.notes.push(NotePart { note, way: 0, rows: 0..sums.notes[note].count() });
    }
}

/// A page for one block alone, and where the next begins. What its notes find no room for is carried on.
pub(super) fn plate(from: &State, sums: &Sums, frame: &Frame, lines: u32) -> (Leaf, State) {
    let at = from.plates[0];
    let part = whole(at, 0, sums, frame);
    let mut next = from.clone();
    next.plates.remove(0);
    next.beside = None;
    let mut leaf = Leaf { kind: LeafKind::Plate, lines, ..Leaf::default() };
    if part.lines > lines {
        leaf.too_large.push(at);
    }
    let notes: Vec<(usize, usize)> = sums.blocks[at].ways[0].calls.iter().flatten().map(|note| (*note, 0)).collect();
    let room = frame.grid * (i64::from(lines) - i64::from(part.lines)) - frame.note_gap;
    next.carried.extend(place_notes(notes, room, sums, frame, &mut leaf));
    leaf.parts.push(Part { lines: part.lines.min(lines), ..part });
    (leaf, next)
}

/// A page on which nothing fits by the rules: what must go on is put there all the same.
pub(super) fn forced(from: &State, sums: &Sums, frame: &Frame, lines: u32) -> (Leaf, State) {
    let mut leaf = Leaf { lines, ..Leaf::default() };
    let mut next = State { carried: Vec::new(), beside: None, ..from.clone() };
    let mut notes = from.carried.clone();
    let mut room = frame.grid * i64::from(lines);
    if notes.is_empty() {
        let waits = !next.waiting.is_empty();
        let at = if waits { next.waiting.remove(0) } else { next.block };
        let flows = !waits && sums.blocks[at].stand == Stand::Flow;
        let way = if flows { next.way } else { 0 };
        let summed = &sums.blocks[at].ways[way];
        let count = summed.heights.count();
        let rows = if flows { next.row..(next.row + 1).min(count) } else { 0..count };
        notes.extend(summed.calls[rows.clone()].iter().flatten().map(|note| (*note, 0)));
        let used = summed.lines(rows.clone(), 0, frame);
        room = room - frame.grid * i64::from(used) - frame.note_gap;
        if flows && rows.end < count {
            next.row = rows.end;
        } else if !waits {
            next = State { block: at + 1, way: 0, row: 0, ..next };
        }
        if used > lines {
            leaf.too_large.push(at);
        }
        if !rows.is_empty() {
            leaf.parts.push(Part { block: at, way, rows, at: 0, lines: used });
        }
    }
    next.carried = place_notes(notes, room, sums, frame, &mut leaf);
    (leaf, next)
}

/// Puts as much of `notes` on a page as there is room for; what is carried on. A page without anything else takes a
/// row at least.
fn place_notes(
    mut notes: Vec<(usize, usize)>,
    mut room: Length,
    sums: &Sums,
    frame: &Frame,
    leaf: &mut Leaf,
) -> Vec<(usize, usize)> {
    let mut carried = Vec::new();
    notes.sort_by_key(|(note, _)| sums.series[*note]);
    for (note, from) in notes {
        let heights = &sums.notes[note];
        if leaf.notes.last().is_some_and(|above| sums.series[above.note] != sums.series[note]) {
            room -= frame.series_gap;
        }
        let least = usize::from(leaf.parts.is_empty() && leaf.notes.is_empty() && from < heights.count());
        let fits = if carried.is_empty() { heights.that_fit(from, room).max(least) } else { 0 };
        room -= heights.of_rows(from..from + fits);
        if fits > 0 || from == heights.count() {
            leaf.notes.push(NotePart { note, way: 0, rows: from..from + fits });
        }
        if from + fits < heights.count() {
            carried.push((note, from + fits));
        }
    }
    carried
}
