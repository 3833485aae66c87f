//! How tall any stretch of a block or of a note is, and what it owes.
//!
//! The optimiser asks this millions of times: so the heights are summed up once, and a
//! stretch is a difference. Notes are owed where they are called first.

use std::cmp::Ordering;
use std::ops::Range;

use crate::length::Length;

use super::{Air, Begins, Block, End, Frame, Keep, Note, NotePart, Series, Stand, rows_height};

/// A galley, summed up.
pub(super) struct Sums {
    /// Its blocks.
    pub(super) blocks: Vec<BlockSums>,
    /// Its notes, as they are set naturally.
    pub(super) notes: Vec<Heights>,
    /// How each note gives way.
    pub(super) giving: Vec<Giving>,
    /// The series of each note.
    pub(super) series: Vec<Series>,
    /// Whether a page may end before each block; the last tells of the end.
    pub(super) may_end_before: Vec<bool>,
}

/// A block, summed up.
pub(super) struct BlockSums {
    /// How it stands.
    pub(super) stand: Stand,
    /// What begins with it.
    pub(super) begins: Begins,
    /// Its ways.
    pub(super) ways: Vec<WaySums>,
    /// The lines of white between it and the block of the text that stands before it.
    pub(super) gap: u32,
    /// The lines of white between it and the text, where it stands out of it.
    pub(super) gap_out_of_flow: u32,
}

/// A way to set a block, summed up.
pub(super) struct WaySums {
    /// Its rows.
    pub(super) heights: Heights,
    /// The white that belongs to the block.
    air: Air,
    /// The height of what is printed again where the block goes on.
    again: Length,
    /// Whether a page may end after each row.
    pub(super) ends: Vec<End>,
    /// The notes that each row owes.
    pub(super) calls: Vec<Vec<usize>>,
    /// What it costs.
    pub(super) cost: i64,
}

/// A way to set a note other than the natural one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Yield {
    /// Which note.
    pub(super) note: usize,
    /// Which of its ways.
    pub(super) way: usize,
    /// How many rows it has so.
    pub(super) rows: usize,
    /// By how much it is taller so.
    pub(super) taller: Length,
    /// What that costs.
    pub(super) cost: i64,
}

/// How something gives way: the cheapest ways in which it is lower, and taller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Giving {
    /// Lower.
    pub(super) lower: Option<Yield>,
    /// Taller.
    pub(super) taller: Option<Yield>,
}

impl Giving {
    fn of(note: usize, ways: &[super::Way]) -> Giving {
        let natural = rows_height(&ways[0].rows);
        let given = ways.iter().enumerate().skip(1).map(|(at, way)| Yield {
            note,
            way: at,
            rows: way.rows.len(),
            taller: rows_height(&way.rows) - natural,
            cost: way.cost,
        });
        given.fold(Giving::default(), |giving, given| giving.or(Giving::with(given)))
    }

    fn with(given: Yield) -> Giving {
        match given.taller.cmp(&Length::ZERO) {
            Ordering::Less => Giving { lower: Some(given), taller: None },
            Ordering::Equal => Giving::default(),
            Ordering::Greater => Giving { lower: None, taller: Some(given) },
        }
    }

    /// The cheaper of two, either way; of equals the first.
    pub(super) fn or(self, other: Giving) -> Giving {
        let cheaper =
            |one: Option<Yield>, other: Option<Yield>| one.into_iter().chain(other).min_by_key(|given| given.cost);
        Giving { lower: cheaper(self.lower, other.lower), taller: cheaper(self.taller, other.taller) }
    }
}

/// Heights of rows, summed up.
pub(super) struct Heights {
    /// The height of all rows before each, and of all of them, leads included.
    upto: Vec<Length>,
    /// The lead of each.
    leads: Vec<Length>,
}

impl Heights {
    fn of(rows: &[super::Row]) -> Heights {
        let mut upto = vec![Length::ZERO];
        for row in rows {
            upto.push(upto[upto.len() - 1] + row.lead + row.height);
        }
        Heights { upto, leads: rows.iter().map(|row| row.lead).collect() }
    }

    /// How many rows.
    pub(super) fn count(&self) -> usize {
        self.leads.len()
    }

    /// How tall these rows are; the white above the first is dropped.
    pub(super) fn of_rows(&self, rows: Range<usize>) -> Length {
        let lead = if rows.is_empty() { Length::ZERO } else { self.leads[rows.start] };
        self.upto[rows.end] - self.upto[rows.start] - lead
    }

    /// How many rows from `from` on fit into `room`.
    pub(super) fn that_fit(&self, from: usize, room: Length) -> usize {
        (0..=self.count() - from).rev().find(|count| self.of_rows(from..from + count) <= room).unwrap_or(0)
    }
}

impl WaySums {
    /// How many lines of the grid these rows take below `used` lines of their page.
    pub(super) fn lines(&self, rows: Range<usize>, used: u32, frame: &Frame) -> u32 {
        let above = match rows.start {
            0 if used > 0 => self.air.above,
            0 => Length::ZERO,
            _ => self.again,
        };
        let below = if rows.end == self.heights.count() { self.air.below } else { Length::ZERO };
        frame.lines_of(above + self.heights.of_rows(rows) + below)
    }
}

impl Sums {
    /// Sums up `blocks` and `notes`.
    pub(super) fn new(blocks: &[Block], notes: &[Note], frame: &Frame) -> Sums {
        let mut owed = vec![false; notes.len()];
        let mut summed = Vec::with_capacity(blocks.len());
        let mut above: Option<&Block> = None;
        for block in blocks {
            let before = owed.clone();
            let gap = above.map_or(Length::ZERO, |above| above.after).max(block.before);
            let ways = block.ways.iter().map(|way| {
                owed.clone_from(&before);
                let calls = way.rows.iter().map(|row| {
                    let mut calls = Vec::new();
                    owe(&row.calls, notes, &mut owed, &mut calls);
                    calls
                });
                let calls = calls.collect();
                WaySums {
                    heights: Heights::of(&way.rows),
                    air: way.air,
                    again: block.again,
                    ends: way.rows.iter().map(|row| row.end).collect(),
                    calls,
                    cost: way.cost,
                }
            });
            let ways = ways.collect();
            let gap_out_of_flow = frame.lines_of(block.before.max(block.after));
            summed.push(BlockSums {
                stand: block.stand,
                begins: block.begins,
                ways,
                gap: frame.lines_of(gap),
                gap_out_of_flow,
            });
            if block.stand == Stand::Flow {
                above = Some(block);
            }
        }
        Sums {
            blocks: summed,
            notes: notes.iter().map(|note| Heights::of(&note.ways[0].rows)).collect(),
            giving: notes.iter().enumerate().map(|(at, note)| Giving::of(at, &note.ways)).collect(),
            series: notes.iter().map(|note| note.series).collect(),
            may_end_before: may_end_before(blocks),
        }
    }

    /// How tall the notes of a page are, set naturally, with the white between their series.
    pub(super) fn of_notes(&self, parts: &[NotePart], frame: &Frame) -> Length {
        let heights = parts.iter().map(|part| self.notes[part.note].of_rows(part.rows.clone()));
        let changes = parts.windows(2).filter(|pair| self.series[pair[0].note] != self.series[pair[1].note]);
        heights.sum::<Length>() + frame.series_gap * changes.count() as i64
    }
}

/// Adds the notes of `calls` that are not owed yet, and the notes called in them after them.
fn owe(calls: &[usize], notes: &[Note], owed: &mut [bool], out: &mut Vec<usize>) {
    for &note in calls {
        if note >= notes.len() || std::mem::replace(&mut owed[note], true) {
            continue;
        }
        out.push(note);
        notes[note].ways[0].rows.iter().for_each(|row| owe(&row.calls, notes, owed, out));
    }
}

/// Whether a page may end before each block. Blocks that stand out of the text do not part what belongs together.
fn may_end_before(blocks: &[Block]) -> Vec<bool> {
    let flow: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].stand == Stand::Flow).collect();
    let mut may = vec![true; blocks.len() + 1];
    for (nth, pair) in flow.windows(2).enumerate() {
        let (above, below) = (&blocks[pair[0]], &blocks[pair[1]]);
        let together = above.with_next == Keep::Together || below.with_previous == Keep::Together;
        // A heading with a single line of text below it is as lonely as one with none.
        let headed = nth > 0 && blocks[flow[nth - 1]].with_next == Keep::Together;
        let lonely = headed && above.ways.iter().any(|way| way.rows.len() < 2);
        if together || lonely {
            may[pair[0] + 1..=pair[1]].fill(false);
        }
    }
    may
}
