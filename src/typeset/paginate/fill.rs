//! One page: what can stand on it, and every place where it may end.
//!
//! [`Fill::from`] walks on from where the page before ended. Paragraphs that stand whole on the page may be
//! set in any of their ways; all that the rest of the page needs to know of the choice is how many lines are used,
//! so of all choices that use equally many only the cheapest is kept. The notes owed do not depend on it.

use std::ops::Range;

use crate::length::Length;

use super::price::{self, BELOW_ANOTHER, Foot, IN_THE_TEXT, LEAST_ROWS, Place, SHORTEST, WAITING};
use super::sums::{Giving, Sums, Yield};
use super::{Begins, End, Frame, Series, Stand};

/// What has been placed when a page ends: all that the next page must know.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    /// The block that goes on, or begins.
    pub(super) block: usize,
    /// The way it is set in, where it goes on.
    pub(super) way: usize,
    /// The row it goes on with.
    pub(super) row: usize,
    /// Notes that go on, each with the row it goes on with.
    pub(super) carried: Vec<(usize, usize)>,
    /// Figures that have found no room yet.
    pub(super) waiting: Vec<usize>,
    /// Plates that come next.
    pub(super) plates: Vec<usize>,
    /// By how many lines the page is longer that faces the next one from the left.
    pub(super) beside: Option<i8>,
}

/// Something that was put on a page. Each knows the one before it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) what: What,
    before: Option<usize>,
}

/// What was put there.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Rows of a block, in one of its ways.
    Rows { block: usize, way: usize, rows: Range<usize> },
    /// A figure at the head of the page.
    AtHead(usize),
    /// A figure at its foot.
    AtFoot(usize),
}

/// The notes owed on a page, as far as their room is concerned: those of the upper series and those of the lower.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Owed {
    upper: OwedSeries,
    lower: OwedSeries,
    /// How one of them that begin here gives way.
    giving: Giving,
}

/// The notes of a series that are owed on a page.
#[derive(Clone, Copy, Debug, Default)]
struct OwedSeries {
    /// The height of all but the last.
    others: Length,
    /// The last one, and the row it begins with.
    last: Option<(usize, usize)>,
}

/// A page, filled so far.
#[derive(Clone, Debug)]
struct Draft {
    used: u32,
    owed: Owed,
    waiting: Vec<usize>,
    plates: Vec<usize>,
    cost: i64,
    placed: Option<usize>,
}

/// A place where the page may end.
#[derive(Clone, Debug)]
pub(super) struct PageEnd {
    /// Where the next page begins; carried notes are not in it yet.
    pub(super) next: State,
    /// The lines used.
    pub(super) used: u32,
    /// The notes owed.
    pub(super) owed: Owed,
    /// What the page costs so far.
    pub(super) cost: i64,
    /// How good the place is.
    pub(super) end: End,
    /// What was put there last.
    pub(super) placed: Option<usize>,
}

/// How the notes of a page fit below its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// All of them, with so many lines of the grid to spare.
    Whole(u32),
    /// All of them, if one of them is set so, with as many lines to spare.
    Yielding(Yield, u32),
    /// All but the last, and so many rows of the last, with as many lines to spare.
    Split(usize, u32),
    /// Not.
    Not,
}

/// A page being filled.
pub(super) struct Fill<'a> {
    sums: &'a Sums,
    frame: &'a Frame,
    /// As many lines as the page may have at the most.
    deepest: u32,
    /// What was put on it, in all ways tried.
    pub(super) placed: Vec<Placed>,
    /// Where it may end.
    pub(super) ends: Vec<PageEnd>,
    /// The fullest of the ends that are too far from the foot to be worth a thought where there is any other.
    far: Option<PageEnd>,
}

impl<'a> Fill<'a> {
    /// Walks from `state` over all that a page of `deepest` lines can hold.
    pub(super) fn from(state: &State, deepest: u32, sums: &'a Sums, frame: &'a Frame) -> Fill<'a> {
        let mut fill = Fill { sums, frame, deepest, placed: Vec::new(), ends: Vec::new(), far: None };
        for (figures, draft) in fill.beginnings(state).into_iter().enumerate() {
            fill.walk(state, draft, figures);
        }
        if fill.ends.iter().all(|end| end.end == End::Never) {
            fill.ends.extend(fill.far.take());
        }
        fill
    }

    /// What was put on the page that ends with `placed`, in order.
    pub(super) fn put(&self, placed: Option<usize>) -> Vec<What> {
        let chain = std::iter::successors(placed, |at| self.placed[*at].before);
        let mut put: Vec<What> = chain.map(|at| self.placed[at].what.clone()).collect();
        put.reverse();
        put
    }

    /// The page without any text yet: with none, one, two of the waiting figures at its head.
    fn beginnings(&mut self, state: &State) -> Vec<Draft> {
        let mut owed = Owed::default();
        state.carried.iter().for_each(|(note, row)| owed.add(*note, *row, self.sums));
        let empty = Draft {
            used: 0,
            owed,
            waiting: state.waiting.clone(),
            plates: Vec::new(),
            cost: WAITING * state.waiting.len() as i64,
            placed: None,
        };
        let mut drafts = vec![empty];
        for &figure in &state.waiting {
            let last = drafts.last().expect("the empty page is there");
            let Some(mut draft) = self.with_figure(last, figure, What::AtHead(figure)) else { break };
            draft.waiting.remove(0);
            draft.cost -= WAITING;
            drafts.push(draft);
        }
        drafts
    }

    /// `draft` with a whole figure, if it and its notes fit.
    fn with_figure(&mut self, draft: &Draft, at: usize, what: What) -> Option<Draft> {
        let block = &self.sums.blocks[at];
        let way = &block.ways[0];
        let rows = 0..way.heights.count();
        let alone = draft.used == 0 && draft.placed.is_none();
        let lines = way.lines(rows, 0, self.frame);
        let gap = if alone && lines + block.gap_out_of_flow > self.deepest {
            0 // it has the page for itself
        } else {
            block.gap_out_of_flow
        };
        let mut next = draft.clone();
        next.used += lines + gap;
        way.calls.iter().flatten().for_each(|note| next.owed.add(*note, 0, self.sums));
        if !matches!(self.fit(next.used, &next.owed, self.deepest, Ends::TheBook), Fit::Whole(_)) {
            return None;
        }
        next.placed = self.keep(what, draft.placed);
        Some(next)
    }

    fn walk(&mut self, state: &State, draft: Draft, figures: usize) {
        if figures > 0 || !state.carried.is_empty() {
            let end = if state.row > 0 || self.sums.may_end_before[state.block] { End::Good } else { End::Never };
            let next = State { block: state.block, way: state.way, row: state.row, ..State::default() };
            self.end(&draft, next, end);
        }
        let mut drafts = vec![draft];
        let mut at = state.block;
        while at < self.sums.blocks.len() && !drafts.is_empty() {
            let begins = at > state.block || state.row == 0;
            if begins && self.sums.blocks[at].begins == Begins::Text {
                drafts.iter_mut().for_each(|draft| draft.cost += BELOW_ANOTHER * draft.waiting.len() as i64);
            }
            drafts = match self.sums.blocks[at].stand {
                Stand::Plate if begins => drafts.into_iter().map(|draft| with_plate(draft, at)).collect(),
                Stand::Float if begins => self.over_figure(drafts, at),
                _ => self.over_text(drafts, at, state),
            };
            at += 1;
            if self.text_ends_before(at) && !self.nothing_between(state.block, at) {
                drafts = drafts.into_iter().flat_map(|draft| self.with_figures_in_text(draft)).collect();
            }
            let end = if self.sums.may_end_before[at] { End::Good } else { End::Never };
            for draft in &drafts {
                self.end(draft, State { block: at, ..State::default() }, end);
            }
        }
    }

    /// A figure stands at the foot of this page, or waits for the next.
    fn over_figure(&mut self, drafts: Vec<Draft>, at: usize) -> Vec<Draft> {
        let mut next = Vec::with_capacity(drafts.len() * 2);
        for draft in drafts {
            if draft.waiting.is_empty() {
                next.extend(self.with_figure(&draft, at, What::AtFoot(at)));
            }
            let mut waits = draft;
            waits.waiting.push(at);
            next.push(waits);
        }
        next
    }

    /// Whether a text ends above block `at`.
    fn text_ends_before(&self, at: usize) -> bool {
        self.sums.blocks.get(at).is_none_or(|block| block.begins == Begins::Text)
    }

    /// Where a text ends, the figures that still wait may stand in it, in their order: none, one, two of them.
    fn with_figures_in_text(&mut self, draft: Draft) -> Vec<Draft> {
        let mut drafts = vec![draft];
        while let Some((last, figure)) = drafts.last().and_then(|last| Some((last.clone(), *last.waiting.first()?))) {
            let block = &self.sums.blocks[figure];
            let rows = 0..block.ways[0].heights.count();
            let used = last.used + block.gap;
            let used = used + block.ways[0].lines(rows.clone(), used, self.frame);
            let mut next = Draft { used, cost: last.cost + IN_THE_TEXT, ..last };
            next.waiting.remove(0);
            block.ways[0].calls.iter().flatten().for_each(|note| next.owed.add(*note, 0, self.sums));
            if !matches!(self.fit(next.used, &next.owed, self.deepest, Ends::TheBook), Fit::Whole(_)) {
                break;
            }
            next.placed = self.keep(What::Rows { block: figure, way: 0, rows }, next.placed);
            drafts.push(next);
        }
        drafts
    }

    /// The rows of a block of the text, in each of its ways.
    fn over_text(&mut self, drafts: Vec<Draft>, at: usize, state: &State) -> Vec<Draft> {
        let block = &self.sums.blocks[at];
        let goes_on = at == state.block && state.row > 0;
        let ways = if goes_on { state.way..state.way + 1 } else { 0..block.ways.len() };
        let first = if goes_on { state.row } else { 0 };
        let gap = if at == state.block || self.nothing_between(state.block, at) { 0 } else { block.gap };
        let mut next: Vec<Draft> = Vec::new();
        for draft in &drafts {
            for way in ways.clone() {
                self.over_rows(draft, (at, way), first, gap, &mut next);
            }
        }
        next
    }

    /// Whether no block of the text stands on the page before block `at`, if it begins with block `first`.
    fn nothing_between(&self, first: usize, at: usize) -> bool {
        self.sums.blocks[first..at].iter().all(|block| block.stand != Stand::Flow)
    }

    fn over_rows(&mut self, draft: &Draft, (at, nth): (usize, usize), first: usize, gap: u32, next: &mut Vec<Draft>) {
        let way = &self.sums.blocks[at].ways[nth];
        let count = way.heights.count();
        let mut owed = draft.owed;
        let mut used = draft.used;
        let cost = draft.cost + if first == 0 { way.cost } else { 0 };
        for row in first..count {
            way.calls[row].iter().for_each(|note| owed.add(*note, 0, self.sums));
            used = draft.used + gap + way.lines(first..row + 1, draft.used + gap, self.frame);
            if self.fit(used, &owed, self.deepest, Ends::TheBook) == Fit::Not {
                return;
            }
            if row + 1 < count && self.is_worth_a_thought(used, &owed, way.ends[row]) {
                let placed = self.keep(What::Rows { block: at, way: nth, rows: first..row + 1 }, draft.placed);
                let state = State { block: at, way: nth, row: row + 1, ..State::default() };
                let part = Draft { used, owed, cost, placed, ..draft.clone() };
                self.end(&part, state, way.ends[row]);
            }
        }
        let known = next.iter().position(|known| known.used == used && known.waiting == draft.waiting);
        if known.is_some_and(|known| next[known].cost <= cost) {
            return;
        }
        let placed = self.keep(What::Rows { block: at, way: nth, rows: first..count }, draft.placed);
        let whole = Draft { used, owed, cost, placed, ..draft.clone() };
        match known {
            Some(known) => next[known] = whole,
            None => next.push(whole),
        }
    }

    /// Whether a page that ends so may be chosen: near enough to its foot, or fuller than any known that is not.
    fn is_worth_a_thought(&self, used: u32, owed: &Owed, end: End) -> bool {
        let rank = |end: End, used: u32| (end != End::Never, used);
        !self.is_far(used, owed) || self.far.as_ref().is_none_or(|far| rank(end, used) > rank(far.end, far.used))
    }

    /// Whether a page of any length would end far above its foot.
    fn is_far(&self, used: u32, owed: &Owed) -> bool {
        let longer_than_shortest = 2;
        matches!(self.fit(used, owed, self.deepest, Ends::TheBook), Fit::Whole(spare) if spare > SHORTEST + longer_than_shortest)
    }

    fn keep(&mut self, what: What, before: Option<usize>) -> Option<usize> {
        self.placed.push(Placed { what, before });
        Some(self.placed.len() - 1)
    }

    fn end(&mut self, draft: &Draft, next: State, end: End) {
        let next = State { waiting: draft.waiting.clone(), plates: draft.plates.clone(), ..next };
        let Draft { used, owed, cost, placed, .. } = *draft;
        let last = next.block >= self.sums.blocks.len();
        let far = !last && self.is_far(used, &owed);
        if far && !self.is_worth_a_thought(used, &owed, end) {
            return;
        }
        let page_end = PageEnd { next, used, owed, cost, end, placed };
        if far { self.far = Some(page_end) } else { self.ends.push(page_end) }
    }

    /// How `owed` fits under `used` lines of text on a page of `lines`. A note gives way so that all of them fit; where the
    /// page alone `ends`, also to fill it.
    pub(super) fn fit(&self, used: u32, owed: &Owed, lines: u32, ends: Ends) -> Fit {
        if used > lines {
            return Fit::Not;
        }
        let free = self.frame.grid * i64::from(lines - used);
        let Some((note, from)) = owed.last() else { return Fit::Whole(price::lines_left(free, self.frame)) };
        let gap = if used == 0 { Length::ZERO } else { self.frame.note_gap };
        let room = free - gap - owed.above_last(self.sums, self.frame);
        let heights = &self.sums.notes[note];
        let left = room - heights.of_rows(from..heights.count());
        let yielding = |given: Yield| Fit::Yielding(given, price::lines_left(left - given.taller, self.frame));
        if left >= Length::ZERO {
            let spare = price::lines_left(left, self.frame);
            let whole = Fit::Whole(spare);
            let Some(taller) = owed.giving.taller.filter(|taller| ends == Ends::APage && taller.taller <= left) else {
                return whole;
            };
            let price = |fit: Fit| match fit {
                Fit::Yielding(given, spare) => given.cost + price::short(spare, Foot::Notes),
                _ => price::short(spare, Foot::Notes),
            };
            return if price(yielding(taller)) < price(whole) { yielding(taller) } else { whole };
        }
        if let Some(lower) = owed.giving.lower.filter(|lower| lower.taller <= left) {
            return yielding(lower);
        }
        if room < Length::ZERO {
            return Fit::Not;
        }
        let most = (heights.count() - from).saturating_sub(LEAST_ROWS);
        let rows = heights.that_fit(from, room).min(most);
        if rows < LEAST_ROWS {
            return Fit::Not;
        }
        Fit::Split(rows, price::lines_left(room - heights.of_rows(from..from + rows), self.frame))
    }
}

impl Owed {
    fn add(&mut self, note: usize, from: usize, sums: &Sums) {
        let series = match sums.series[note] {
            Series::Upper => &mut self.upper,
            Series::Lower => &mut self.lower,
        };
        series.others = series.height(sums);
        series.last = Some((note, from));
        if from == 0 {
            self.giving = self.giving.or(sums.giving[note]);
        }
    }

    /// The note that stands last, and the row it begins with: the one that may go on on the next page.
    pub(super) fn last(&self) -> Option<(usize, usize)> {
        self.lower.last.or(self.upper.last)
    }

    /// How tall all is that stands above the last.
    fn above_last(&self, sums: &Sums, frame: &Frame) -> Length {
        match (self.upper.last, self.lower.last) {
            (_, None) => self.upper.others,
            (None, _) => self.lower.others,
            (Some(_), Some(_)) => self.upper.height(sums) + frame.series_gap + self.lower.others,
        }
    }

    /// What stands at the foot of the page.
    pub(super) fn foot(&self) -> Foot {
        if self.last().is_some() { Foot::Notes } else { Foot::Text }
    }
}

impl OwedSeries {
    /// How tall it is.
    fn height(&self, sums: &Sums) -> Length {
        let last =
            self.last.map_or(Length::ZERO, |(note, row)| sums.notes[note].of_rows(row..sums.notes[note].count()));
        self.others + last
    }
}

fn with_plate(mut draft: Draft, at: usize) -> Draft {
    draft.plates.push(at);
    draft
}

impl PageEnd {
    /// What the page costs if it is so deep and ends here, and how its notes fit; nothing if it must not.
    pub(super) fn priced(&self, fit: Fit, place: Place, ends: Ends) -> Option<i64> {
        let hyphen = if self.end == End::Hyphen { place.hyphen()? } else { 0 };
        let (notes, spare) = match fit {
            Fit::Whole(spare) => (0, spare),
            Fit::Yielding(given, spare) => (given.cost, spare),
            Fit::Split(_, spare) => (place.split(), spare),
            Fit::Not => return None,
        };
        let short = match ends {
            Ends::TheBook => 0,
            Ends::APage => price::short(spare, self.owed.foot()),
        };
        Some(self.cost + hyphen + notes + short)
    }
}

/// What ends with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// The page alone.
    APage,
    /// The column.
    TheBook,
}
