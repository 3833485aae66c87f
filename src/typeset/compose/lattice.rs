//! Every good way through a paragraph, one place after the other.
//!
//! A state is a place that a line may end at, with what the lines after it must know: how
//! many lines came before, how many of the last ones end in hyphens, and how tight the last
//! one is. For each the cheapest way to it is kept. Walking back from the end gives for each
//! state the cheapest way on as well; the two together say what it costs to pass through it,
//! and so what it would cost to spare one line its hyphen.

use std::ops::Range;

use super::paragraph::Solution;
use super::strain::{
    Ending, FORBIDDEN, HYPHENS_IN_A_ROW, Pass, Place, Room, Rules, SECOND_HYPHEN, Strain, UNEVEN_NEIGHBOURS,
};

/// The states of a paragraph.
pub(super) struct Lattice<'p> {
    places: &'p [Place],
    rules: &'p Rules,
    pass: Pass,
    nodes: Vec<Node>,
    /// For each place its states.
    at: Vec<Range<usize>>,
    /// For each place the first place that a line which ends there may begin at.
    first: Vec<usize>,
}

/// A state: the best way to reach a place after so many lines, hyphens in a row and tightness.
#[derive(Clone, Copy)]
struct Node {
    place: u32,
    line: u32,
    hyphens: u8,
    fitness: u8,
    cost: i64,
    from: u32,
}

impl Node {
    fn is_same_state(&self, other: &Node) -> bool {
        (self.line, self.hyphens, self.fitness) == (other.line, other.hyphens, other.fitness)
    }
}

/// The cheapest way on from a state to the end.
#[derive(Clone, Copy)]
struct Rest {
    cost: i64,
    next: u32,
}

/// The line between two places, found out at most once for each room that it may have.
struct Line {
    start: usize,
    end: usize,
    whole: Option<Option<(Strain, i64)>>,
    shared: Option<Option<(Strain, i64)>>,
}

impl Line {
    fn between(start: usize, end: usize) -> Line {
        Line { start, end, whole: None, shared: None }
    }
}

/// States whose number of lines differs by more than this from the cheapest one's at the same place are
/// dropped: they cannot end within one line of the best, and very long paragraphs would drown in them.
const LINES_APART: u32 = 6;

impl<'p> Lattice<'p> {
    /// The states of the paragraph of `places` that `pass` allows.
    pub(super) fn new(places: &'p [Place], rules: &'p Rules, pass: Pass) -> Lattice<'p> {
        let start = Node { place: 0, line: 0, hyphens: 0, fitness: 1, cost: 0, from: 0 };
        let mut lattice = Lattice {
            places,
            rules,
            pass,
            nodes: vec![start],
            at: vec![0..0; places.len()],
            first: vec![0; places.len()],
        };
        lattice.at[0] = 0..1;
        lattice.walk();
        lattice
    }

    fn walk(&mut self) {
        let mut first = 0;
        let mut reached: Vec<Node> = Vec::new();
        for end in 1..self.places.len() {
            let is_behind = |start: usize| self.rules.is_out_of_reach(&self.places[start], &self.places[end]);
            while first + 1 < end && (self.at[first].is_empty() || is_behind(first)) {
                first += 1;
            }
            self.first[end] = first;
            reached.clear();
            for start in first..end {
                let mut line = Line::between(start, end);
                for from in self.at[start].clone() {
                    let Some((strain, cost)) = self.line(&mut line, from) else { continue };
                    keep_best(&mut reached, self.step(from, end, strain, cost));
                }
            }
            if let Some(best) = reached.iter().min_by_key(|node| (node.cost, node.line)).copied() {
                reached.retain(|node| node.line.abs_diff(best.line) <= LINES_APART);
            }
            let begin = self.nodes.len();
            self.nodes.extend_from_slice(&reached);
            self.at[end] = begin..self.nodes.len();
            if self.places[end].ending == Ending::Kept {
                first = end; // no line reaches across a line end that is kept
            }
        }
    }

    /// A line that begins with the state `from`, if the pass allows it: how it is filled, and what it costs by itself.
    fn line(&self, line: &mut Line, from: usize) -> Option<(Strain, i64)> {
        let room = self.rules.room(self.nodes[from].line as usize);
        let Line { start, end, .. } = *line;
        let known = match room {
            Room::Whole => &mut line.whole,
            Room::Shared => &mut line.shared,
        };
        *known.get_or_insert_with(|| {
            let strain = self.rules.strain(self.places, (start, end), room, self.pass)?;
            Some((strain, strain.cost + self.rules.cost_of_end(self.places, start, end)))
        })
    }

    /// The state after a line of such strain and cost to place `end`.
    fn step(&self, from: usize, end: usize, strain: Strain, cost: i64) -> Node {
        let node = self.nodes[from];
        let (hyphens, hyphen_cost) = match self.places[end].ending {
            Ending::Hyphen if node.hyphens == 0 => (1, 0),
            Ending::Hyphen if node.hyphens < HYPHENS_IN_A_ROW => (node.hyphens + 1, SECOND_HYPHEN),
            Ending::Hyphen => (HYPHENS_IN_A_ROW, FORBIDDEN),
            _ => (0, 0),
        };
        let uneven = if node.fitness.abs_diff(strain.fitness) > 1 { UNEVEN_NEIGHBOURS } else { 0 };
        Node {
            place: end as u32,
            line: node.line + 1,
            hyphens,
            fitness: strain.fitness,
            cost: node.cost + cost + hyphen_cost + uneven,
            from: from as u32,
        }
    }

    /// The best solution for every number of lines, by that number.
    pub(super) fn solutions(&self) -> Vec<Solution> {
        let last = self.at[self.places.len() - 1].clone();
        let mut counts: Vec<u32> = last.clone().map(|at| self.nodes[at].line).collect();
        counts.sort_unstable();
        counts.dedup();
        let best_of =
            |count: u32| last.clone().filter(|at| self.nodes[*at].line == count).min_by_key(|at| self.nodes[*at].cost);
        let solution = |end: usize| Solution { cost: self.nodes[end].cost, lines: self.lines_to(end) };
        counts.into_iter().filter_map(best_of).map(solution).collect()
    }

    /// The lines that led to a state.
    fn lines_to(&self, end: usize) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut node = self.nodes[end];
        while node.line > 0 {
            let before = self.nodes[node.from as usize];
            lines.push((before.place as usize, node.place as usize));
            node = before;
        }
        lines.reverse();
        lines
    }

    /// For some of the lines of `solution` the best ways of as many lines in which that line does not end in a
    /// hyphen: lines as the end of `spared` counts them, from one.
    pub(super) fn spared(&self, solution: &Solution, spared: &[usize]) -> Vec<Solution> {
        let rest = self.rest(solution.lines.len() as u32);
        let through = |at: usize| self.nodes[at].cost + rest[at].cost;
        let without_hyphen = |at: &usize| self.nodes[*at].hyphens == 0 && rest[*at].cost < NO_WAY;
        let best = |line: &usize| {
            let on_line = (0..self.nodes.len()).filter(|at| self.nodes[*at].line as usize == *line);
            on_line.filter(without_hyphen).min_by_key(|at| (through(*at), *at))
        };
        let whole = |at: usize| {
            let mut lines = self.lines_to(at);
            let mut from = at;
            while self.nodes[from].place as usize + 1 < self.places.len() {
                let next = rest[from].next as usize;
                lines.push((self.nodes[from].place as usize, self.nodes[next].place as usize));
                from = next;
            }
            Solution { cost: through(at), lines }
        };
        spared.iter().filter_map(best).map(whole).collect()
    }

    /// For each state the cheapest way on to the end, if the paragraph is to have `count` lines.
    fn rest(&self, count: u32) -> Vec<Rest> {
        let mut rest = vec![Rest { cost: NO_WAY, next: 0 }; self.nodes.len()];
        for at in self.at[self.places.len() - 1].clone() {
            if self.nodes[at].line == count {
                rest[at].cost = 0;
            }
        }
        for end in (1..self.places.len()).rev() {
            let reached = self.at[end].clone();
            if reached.clone().all(|at| rest[at].cost == NO_WAY) {
                continue;
            }
            for start in self.first[end]..end {
                let mut line = Line::between(start, end);
                for from in self.at[start].clone() {
                    let Some((strain, cost)) = self.line(&mut line, from) else { continue };
                    let new = self.step(from, end, strain, cost);
                    let Some(next) = reached.clone().find(|at| self.nodes[*at].is_same_state(&new)) else { continue };
                    let cost = rest[next].cost + new.cost - self.nodes[from].cost;
                    if rest[next].cost < NO_WAY && cost < rest[from].cost {
                        rest[from] = Rest { cost, next: next as u32 };
                    }
                }
            }
        }
        rest
    }
}

/// What a way costs that does not exist.
const NO_WAY: i64 = i64::MAX / 4;

/// Adds a state unless one of its kind is at least as cheap.
fn keep_best(reached: &mut Vec<Node>, new: Node) {
    match reached.iter_mut().find(|old| old.is_same_state(&new)) {
        Some(old) if new.cost < old.cost => *old = new,
        Some(_) => {}
        None => reached.push(new),
    }
}
