//! What a column is made of: blocks, each a stack of rows with ink in them.
//!
//! Places in a row are relative to its top left corner in the column. What the page breaker
//! may know of a block ([`SetBlock::outline`]) is kept apart from its ink.

use crate::length::{Length, Point};
use crate::source::Span;
use crate::typeset::page::Item;
use crate::typeset::paginate::{self, Air, Begins, End, Keep, Stand};
use crate::volume::{NoteId, PlaceId};

/// A block, set.
#[derive(Clone, Debug)]
pub struct SetBlock {
    /// The white above it.
    pub before: Length,
    /// The white below it.
    pub after: Length,
    /// The ways to set it, the natural one first.
    pub ways: Vec<SetWay>,
    /// Whether a page may end after it.
    pub with_next: Keep,
    /// Whether a page may end before it.
    pub with_previous: Keep,
    /// Whether it stays in its place.
    pub stand: Stand,
    /// What stands above its rows where it goes on on a new page: a table's heading, the heading of an index entry.
    pub again: Vec<Row>,
    /// Where the white goes that brings what follows back to the grid.
    pub slack: Slack,
    /// Its place in the sources.
    pub span: Option<Span>,
}

/// Where the white goes that brings the column back to the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slack {
    /// Below the block.
    Below,
    /// Half above and half below, but at the head of a page.
    Around,
}

/// One way to set a block.
#[derive(Clone, Debug, Default)]
pub struct SetWay {
    /// Its rows.
    pub rows: Vec<Row>,
    /// White of its own, within its lines.
    pub air: Air,
    /// How strained it is, compared with the natural way.
    pub cost: i64,
}

impl SetWay {
    /// The natural way: rows without air.
    pub(super) fn natural(rows: Vec<Row>) -> SetWay {
        SetWay { rows, ..SetWay::default() }
    }

    /// What the page breaker knows of it.
    fn outline(&self) -> paginate::Way {
        let rows = self.rows.iter().map(|row| row.outline.clone());
        paginate::Way { rows: rows.collect(), air: self.air, cost: self.cost }
    }
}

/// A row, with its ink.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the page breaker knows of it.
    pub outline: paginate::Row,
    /// What is printed, relative to its top left corner.
    pub ink: Vec<Item>,
    /// The places in it.
    pub places: Vec<(PlaceId, Point)>,
}

/// A note, set.
#[derive(Clone, Debug)]
pub struct SetNote {
    /// Which; none for a source note.
    pub id: Option<NoteId>,
    /// Where it stands among the notes of its page.
    pub series: paginate::Series,
    /// The ways to set it, the natural one first.
    pub ways: Vec<SetWay>,
}

/// By how many lines an opening may stand lower than it should.
const DEEPER: i64 = 2;

/// What each of them costs, in the unit in which lines are weighed.
const DEEPER_COST: i64 = 8_000;

/// What a line less, or more, of the white around a heading costs: headings that face each other should look alike.
const GIVING_WAY: i64 = 9_000;

impl Row {
    /// A row of `height` without ink.
    pub(super) fn blank(height: Length) -> Row {
        let outline = paginate::Row { lead: Length::ZERO, height, calls: Vec::new(), end: End::Never };
        Row { outline, ink: Vec::new(), places: Vec::new() }
    }

    /// Moves what stands in it.
    pub(super) fn shift(&mut self, by: Point) {
        let moved = |point: &mut Point| *point = Point::new(point.x + by.x, point.y + by.y);
        for item in &mut self.ink {
            match item {
                Item::Run(run) => moved(&mut run.origin),
                Item::Rule { rect, .. } | Item::Picture { rect, .. } | Item::Link { rect, .. } => {
                    moved(&mut rect.origin)
                }
            }
        }
        self.places.iter_mut().for_each(|(_, point)| moved(point));
    }
}

impl SetBlock {
    /// A block of rows, without white around it.
    pub(super) fn new(rows: Vec<Row>) -> SetBlock {
        SetBlock::of_ways(vec![SetWay::natural(rows)])
    }

    /// A block with its ways to be set.
    pub(super) fn of_ways(ways: Vec<SetWay>) -> SetBlock {
        SetBlock {
            before: Length::ZERO,
            after: Length::ZERO,
            ways,
            with_next: Keep::Free,
            with_previous: Keep::Free,
            stand: Stand::Flow,
            again: Vec::new(),
            slack: Slack::Below,
            span: None,
        }
    }

    /// With so much white above and below.
    pub(super) fn spaced(mut self, before: Length, after: Length) -> SetBlock {
        self.before = before;
        self.after = after;
        self
    }

    /// With white of its own, shared out above and below so that what follows stands on the grid.
    pub(super) fn aired(mut self, above: Length, below: Length) -> SetBlock {
        self.ways.iter_mut().for_each(|way| way.air = Air { above, below });
        self.slack = Slack::Around;
        self
    }

    /// With a line less of its air, or a line more, where the pages come out better for it.
    pub(super) fn giving_way(mut self, line: Length) -> SetBlock {
        let natural = self.ways[0].clone();
        let air = natural.air.above + natural.air.below;
        for given in [air - line, air + line].into_iter().filter(|given| *given > Length::ZERO) {
            let above = natural.air.above.scale(given.to_units(), air.to_units());
            let air = Air { above, below: given - above };
            self.ways.push(SetWay { air, cost: natural.cost + GIVING_WAY, ..natural.clone() });
        }
        self
    }

    /// The white of its own of its natural way.
    pub(super) fn air(&self) -> Air {
        self.ways[0].air
    }

    /// Without white of its own above it.
    pub(super) fn without_air_above(&mut self) {
        self.ways.iter_mut().for_each(|way| way.air.above = Length::ZERO);
    }

    /// Without white of its own below it.
    fn without_air_below(&mut self) {
        self.ways.iter_mut().for_each(|way| way.air.below = Length::ZERO);
    }

    /// Not to be parted from what follows.
    pub(super) fn with_next(mut self) -> SetBlock {
        self.with_next = Keep::Together;
        self
    }

    /// Not to be parted from what stands before it.
    pub(super) fn with_previous(mut self) -> SetBlock {
        self.with_previous = Keep::Together;
        self
    }

    /// An opening may stand a line lower or two, if the pages after it come out better for it. Higher it may not:
    /// the white above it is what shows that something begins.
    pub(super) fn sink_as_needed(&mut self, line: Length) {
        let is_blank = |row: &Row| row.ink.is_empty() && row.outline.height > Length::ZERO;
        let Some(natural) = self.ways.first().filter(|way| way.rows.first().is_some_and(is_blank)).cloned() else {
            return;
        };
        for lines in 1..=DEEPER {
            let mut deeper = natural.clone();
            deeper.rows[0].outline.height += line * lines;
            deeper.cost += DEEPER_COST * lines;
            self.ways.push(deeper);
        }
    }

    /// The rows of its natural way.
    pub(super) fn rows_mut(&mut self) -> &mut Vec<Row> {
        &mut self.ways[0].rows
    }

    /// What the page breaker knows of it.
    pub fn outline(&self) -> paginate::Block {
        paginate::Block {
            before: self.before,
            after: self.after,
            ways: self.ways.iter().map(SetWay::outline).collect(),
            with_next: self.with_next,
            with_previous: self.with_previous,
            stand: self.stand,
            begins: Begins::Nothing,
            again: self.again.iter().map(|row| row.outline.height).sum(),
        }
    }
}

impl SetNote {
    /// What the page breaker knows of it.
    pub fn outline(&self) -> paginate::Note {
        paginate::Note { ways: self.ways.iter().map(SetWay::outline).collect(), series: self.series }
    }
}

/// Where one block asks for whole lines of white and its neighbour has air of its own, only one of them has its will: the
/// opening, or what asks for white above it; else the air, which is shared out.
pub(super) fn share_white(blocks: &mut [SetBlock]) {
    for at in 1..blocks.len() {
        let (above, below) = blocks.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { continue };
        // Less than a fourth of it brings smaller type down to the grid, and is no white.
        if above.after > Length::ZERO && below.air().above > above.after / 4 {
            if at == 1 { below.without_air_above() } else { above.after = Length::ZERO }
        }
        if above.air().below > Length::ZERO && below.before > Length::ZERO {
            above.without_air_below();
        }
    }
}

/// As many lines of the text stand with what closes it.
const COMPANY: usize = 2;

/// Binds what must not begin a page (a signature) to two lines at least of the text above it, be they of one
/// paragraph or of several.
pub(super) fn keep_company(blocks: &mut [SetBlock]) {
    let bound: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].with_previous == Keep::Together).collect();
    for at in bound {
        let mut lines = 0;
        for above in (0..at).rev() {
            lines += blocks[above].ways[0].rows.len();
            if lines >= COMPANY {
                break;
            }
            blocks[above].with_previous = Keep::Together;
        }
    }
}

/// A stack of blocks as one, with the white between them inside it. Floats stay where they are.
pub fn fold(stack: Vec<SetBlock>) -> SetBlock {
    let mut rows: Vec<Row> = Vec::new();
    let mut after = Length::ZERO;
    let mut keep = Keep::Free;
    let mut with_next = Keep::Free;
    let again = if let [only] = &*stack { only.again.clone() } else { Vec::new() };
    for mut block in stack {
        let air = block.air();
        let mut more = block.ways.swap_remove(0).rows;
        if let (Some(last), Some(first)) = (rows.last_mut(), more.first_mut()) {
            first.outline.lead += after.max(block.before).max(air.above);
            let together = keep == Keep::Together || block.with_previous == Keep::Together;
            last.outline.end = if together { End::Never } else { End::Good };
        }
        if !more.is_empty() {
            after = block.after.max(air.below);
            keep = block.with_next;
            with_next = block.with_next;
        }
        rows.extend(more);
    }
    let mut folded = SetBlock::new(rows);
    folded.with_next = with_next;
    folded.again = again;
    folded.stand = Stand::Flow;
    folded
}

/// A stack of blocks as one that gives way: with a line fewer and with a line more, where one of its blocks can be set so.
/// Of several that one gives way which is strained least by it.
pub fn fold_with_ways(stack: Vec<SetBlock>) -> SetBlock {
    let ways = |fits: fn(natural: usize, lines: usize) -> bool| {
        let all = stack.iter().enumerate().flat_map(|(at, block)| {
            let natural = block.ways[0].rows.len();
            let others = block.ways.iter().enumerate().skip(1);
            others.filter(move |(_, way)| fits(natural, way.rows.len())).map(move |(nth, way)| (way.cost, at, nth))
        });
        all.min()
    };
    let fewer = ways(|natural, lines| lines + 1 == natural);
    let more = ways(|natural, lines| lines == natural + 1);
    let yielding = [fewer, more].into_iter().flatten().map(|(cost, at, nth)| {
        let mut stack = stack.clone();
        stack[at].ways.swap(0, nth);
        SetWay { cost, ..SetWay::natural(fold(stack).ways.swap_remove(0).rows) }
    });
    let yielding: Vec<SetWay> = yielding.collect();
    let mut folded = fold(stack);
    folded.ways.extend(yielding);
    folded
}

/// Rows that no page end may part.
pub fn whole(mut rows: Vec<Row>) -> Vec<Row> {
    rows.iter_mut().for_each(|row| row.outline.end = End::Never);
    rows
}

/// Rows of which two at least stand together on either side of a page end.
pub fn held_together(mut rows: Vec<Row>) -> Vec<Row> {
    let count = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        row.outline.end = if at == 0 || at + 2 >= count { End::Never } else { End::Good };
    }
    rows
}

/// Columns of rows of one leading, side by side.
pub fn side_by_side(columns: Vec<Vec<Row>>, leading: Length) -> Vec<Row> {
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows: Vec<Row> = (0..count).map(|_| Row::blank(leading)).collect();
    for column in columns {
        for (row, beside) in rows.iter_mut().zip(column) {
            row.outline.height = row.outline.height.max(beside.outline.height);
            row.outline.calls.extend(beside.outline.calls);
            row.ink.extend(beside.ink);
            row.places.extend(beside.places);
        }
    }
    rows
}
