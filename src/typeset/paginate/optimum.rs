//! The cheapest pages for a whole column.
//!
//! A state is all that a page leaves to the next: where the text goes on, the notes and figures still owed, and the
//! length of the page that faces it. Layer `n` holds every state that is reached after `n` pages, each with the
//! cheapest way to it; whatever is far dearer than the best of its layer is dropped, so that time grows with the
//! length of the book and not with its square. Since layers are pages, recto and verso are always known.

use std::collections::BTreeMap;

use super::fill::{Ends, Fill, Fit, PageEnd, State};
use super::price::{self, Place};
use super::sums::Sums;
use super::{End, Frame, Layout, Leaf, pages};

/// The state of a column, its room, and what is sought.
pub(super) struct Optimiser<'a> {
    pub(super) sums: &'a Sums,
    pub(super) frame: &'a Frame,
    /// What of a layer is followed up.
    pub(super) reach: Reach,
}

/// What of a layer is followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// How much dearer than the best of its layer a state may be.
    pub(super) bound: i64,
    /// How many states, the cheapest, if there are more.
    pub(super) states: usize,
}

impl Reach {
    /// On a book of 600 pages the answer is the same as with ten times as much; at half the bound a note more is split.
    /// In a long chapter small choices add up to thousands of states; their number is what keeps time linear.
    pub(super) const USUAL: Reach = Reach { bound: 40_000, states: 300 };
}

/// A page that breaks a rule because there is no other: so dear that it is never chosen beside one that keeps them.
const AGAINST_THE_RULES: i64 = 2_000_000;

/// A state, and the cheapest way to it.
struct Node {
    state: State,
    cost: i64,
    from: usize,
    step: Step,
}

/// How a page was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Filled, up to the end of this index, with so many lines more than the others.
    Filled(usize, i8),
    /// For a plate.
    Plate,
    /// With something that fits on no page.
    Forced,
}

impl Optimiser<'_> {
    /// The best layouts, one for a number of pages, the fewest first.
    pub(super) fn layouts(&self) -> Vec<Layout> {
        let mut layers = vec![vec![Node { state: State::default(), cost: 0, from: 0, step: Step::Plate }]];
        let mut found = Vec::new();
        let mut best: Option<i64> = None;
        loop {
            let page = layers.len() - 1;
            if let Some(done) = layers[page].iter().position(|node| self.is_done(&node.state)) {
                let cost = layers[page][done].cost;
                best = Some(best.map_or(cost, |best| best.min(cost)));
                found.push((page, done));
            }
            let next = self.next_layer(&layers[page], page, best);
            if next.is_empty() {
                break;
            }
            layers.push(next);
        }
        found.into_iter().map(|(page, node)| self.traced(&layers, page, node)).collect()
    }

    fn is_done(&self, state: &State) -> bool {
        let nothing_owed = state.carried.is_empty() && state.waiting.is_empty() && state.plates.is_empty();
        state.block >= self.sums.blocks.len() && nothing_owed
    }

    /// What ends with a page after which this is left.
    fn ends_with(&self, state: &State) -> Ends {
        if self.is_done(state) { Ends::TheBook } else { Ends::APage }
    }

    /// All states that a page more leads to, the cheapest first.
    fn next_layer(&self, layer: &[Node], page: usize, best: Option<i64>) -> Vec<Node> {
        let mut reached: BTreeMap<State, Node> = BTreeMap::new();
        let mut cheapest = i64::MAX;
        for (from, node) in layer.iter().enumerate().filter(|(_, node)| !self.is_done(&node.state)) {
            for (state, cost, step) in self.pages_from(&node.state, page) {
                let cost = node.cost + cost;
                let done = self.is_done(&state);
                if !done && cost > cheapest.saturating_add(self.reach.bound) {
                    continue;
                }
                cheapest = if done { cheapest } else { cheapest.min(cost) };
                let new = Node { state, cost, from, step };
                match reached.get_mut(&new.state) {
                    Some(known) if known.cost <= cost => {}
                    Some(known) => *known = new,
                    None => drop(reached.insert(new.state.clone(), new)),
                }
            }
        }
        let mut layer: Vec<Node> = reached.into_values().collect();
        layer.sort_by(|a, b| (a.cost, &a.state).cmp(&(b.cost, &b.state)));
        let bound = best.map_or(cheapest, |best| cheapest.min(best)).saturating_add(self.reach.bound);
        let mut kept = 0;
        layer.retain(|node| {
            let followed = node.cost <= bound && kept < self.reach.states;
            kept += usize::from(followed);
            followed || self.is_done(&node.state)
        });
        layer
    }

    /// Every page that can be made from `state`: where it leads, what it costs, how it was made.
    fn pages_from(&self, state: &State, page: usize) -> Vec<(State, i64, Step)> {
        if !state.plates.is_empty() {
            let (_, next) = pages::plate(state, self.sums, self.frame, self.frame.lines(page));
            return vec![(next, price::single(), Step::Plate)];
        }
        if state.waiting.first().is_some_and(|figure| self.is_too_tall(*figure)) {
            let (_, next) = pages::forced(state, self.sums, self.frame, self.frame.lines(page));
            return vec![(next, AGAINST_THE_RULES, Step::Forced)];
        }
        let place = Place::of(page, self.frame);
        let fill = self.filled(state, page);
        let mut made = Vec::new();
        for (nth, end) in fill.ends.iter().enumerate().filter(|(_, end)| end.end != End::Never) {
            for &length in place.lengths() {
                made.extend(
                    self.priced(&fill, end, (page, place), (state.beside, length))
                        .map(|(next, cost, spare)| (next, cost, spare, Step::Filled(nth, length))),
                );
            }
        }
        if made.iter().any(|(_, _, spare, _)| *spare <= price::SHORTEST) {
            made.retain(|(_, _, spare, _)| *spare <= price::SHORTEST);
        }
        if !made.is_empty() {
            return made.into_iter().map(|(next, cost, _, step)| (next, cost, step)).collect();
        }
        self.against_the_rules(&fill, state, page)
    }

    /// Whether no page has room for a figure: waiting for a better one will not help it.
    fn is_too_tall(&self, figure: usize) -> bool {
        let way = &self.sums.blocks[figure].ways[0];
        way.lines(0..way.heights.count(), 0, self.frame) > self.frame.lines
    }

    fn filled(&self, state: &State, page: usize) -> Fill<'_> {
        let longest = Place::of(page, self.frame).lengths().iter().copied().max().unwrap_or(0);
        Fill::from(state, self.deep(page, longest), self.sums, self.frame)
    }

    /// How many lines a page has that is so much longer than the others.
    fn deep(&self, page: usize, length: i8) -> u32 {
        self.frame.lines(page).saturating_add_signed(i32::from(length)).max(1)
    }

    /// Where a page leads that ends so, what it costs, and how many lines are left on it.
    fn priced(
        &self,
        fill: &Fill,
        end: &PageEnd,
        (page, place): (usize, Place),
        (beside, length): (Option<i8>, i8),
    ) -> Option<(State, i64, u32)> {
        let fit = fill.fit(end.used, &end.owed, self.deep(page, length), self.ends_with(&end.next));
        let spare = match fit {
            Fit::Whole(spare) | Fit::Split(_, spare) | Fit::Yielding(_, spare) => spare,
            Fit::Not => return None,
        };
        let goes_on = carried(end, fit);
        if goes_on.is_none() && self.is_done(&end.next) {
            // What ends with this page need not be full; it is no longer than the others, unless the page beside it is.
            if length != 0 && beside != Some(length) {
                return None;
            }
            let cost = end.priced(fit, place, Ends::TheBook)?;
            let last = if page > 0 { price::last(end.used) } else { 0 };
            return Some((end.next.clone(), cost + last + price::single(), 0));
        }
        let cost = end.priced(fit, place, Ends::APage)? + price::length(length, beside)?;
        let mut next = end.next.clone();
        next.carried.extend(goes_on);
        next.beside = (place == Place::Verso && next.plates.is_empty()).then_some(length);
        Some((next, cost, spare))
    }

    /// A page where no page can end by the rules: as full as it can be. If nothing fits at all, something is put there.
    fn against_the_rules(&self, fill: &Fill, state: &State, page: usize) -> Vec<(State, i64, Step)> {
        let lines = self.deep(page, 0);
        let fits = |end: &&(usize, &PageEnd)| fill.fit(end.1.used, &end.1.owed, lines, Ends::APage) != Fit::Not;
        let fullest = fill.ends.iter().enumerate().filter(|end| fits(&end)).max_by_key(|(_, end)| end.used);
        if let Some((nth, end)) = fullest {
            let mut next = end.next.clone();
            next.carried.extend(carried(end, fill.fit(end.used, &end.owed, lines, Ends::APage)));
            return vec![(next, AGAINST_THE_RULES + end.cost, Step::Filled(nth, 0))];
        }
        let (_, next) = pages::forced(state, self.sums, self.frame, lines);
        vec![(next, AGAINST_THE_RULES, Step::Forced)]
    }

    /// The pages that lead to a node.
    fn traced(&self, layers: &[Vec<Node>], page: usize, node: usize) -> Layout {
        let mut leaves = Vec::with_capacity(page);
        let mut at = node;
        for page in (0..page).rev() {
            let node = &layers[page + 1][at];
            leaves.push(self.leaf(&layers[page][node.from].state, node, page));
            at = node.from;
        }
        leaves.reverse();
        leaves.retain(|leaf: &Leaf| !leaf.parts.is_empty() || !leaf.notes.is_empty());
        Layout { pages: leaves, cost: layers[page][node].cost }
    }

    fn leaf(&self, from: &State, node: &Node, page: usize) -> Leaf {
        match node.step {
            Step::Plate => pages::plate(from, self.sums, self.frame, self.frame.lines(page)).0,
            Step::Forced => pages::forced(from, self.sums, self.frame, self.deep(page, 0)).0,
            Step::Filled(nth, length) => {
                let fill = self.filled(from, page);
                let lines = self.deep(page, length);
                let end = &fill.ends[nth];
                let fit = fill.fit(end.used, &end.owed, lines, self.ends_with(&end.next));
                let ends = self.ends_with(&node.state);
                pages::filled(from, &fill.put(end.placed), self.sums, self.frame, pages::Close { lines, fit, ends })
            }
        }
    }
}

/// The note that goes on on the next page, and the row it goes on with.
fn carried(end: &PageEnd, fit: Fit) -> Option<(usize, usize)> {
    match (fit, end.owed.last()) {
        (Fit::Split(rows, _), Some((note, from))) => Some((note, from + rows)),
        _ => None,
    }
}
