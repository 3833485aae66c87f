//! The order of the flows: where each begins, recto or verso, and how it is cut.
//!
//! A flow that may begin on either side begins where the one before it ends; so the pages of the one decide about
//! the other. Of all ways to chain them the cheapest is taken, by the side on which the next page falls.

use super::flows::{Cut, CutFlow, Cuts, Flow, Start};
use super::page::Side;

/// A blank page before a flow that must begin on a recto: no more than any other page.
const BLANK: i64 = 50;

/// A way to come so far: what it costs, from which side the last flow came, on which it began, and how it was cut.
#[derive(Clone, Copy)]
struct Link {
    cost: i64,
    from: usize,
    side: Side,
    nth: usize,
}

/// The flows as they are cut in the best book.
pub fn sequence(flows: &[Flow], cuts: &[Cuts]) -> Vec<CutFlow> {
    let mut costs: [Option<i64>; 2] = [Some(0), None];
    let mut chain: Vec<[Option<Link>; 2]> = Vec::with_capacity(flows.len());
    for (flow, cuts) in flows.iter().zip(cuts) {
        let mut links: [Option<Link>; 2] = [None, None];
        for from in [0, 1] {
            let Some(cost) = costs[from] else { continue };
            let blank = from == 1 && flow.start == Start::Recto;
            let begin = if blank { 0 } else { from };
            let (side, ways): (Side, &[Cut]) =
                if begin == 0 { (Side::Recto, &cuts.on_recto) } else { (Side::Verso, &cuts.on_verso) };
            let cost = cost + if blank { BLANK } else { 0 };
            for (nth, cut) in ways.iter().enumerate() {
                let next = (begin + cut.pages.len()) % 2;
                let link = Link { cost: cost + cut.cost, from, side, nth };
                if links[next].is_none_or(|known| link.cost < known.cost) {
                    links[next] = Some(link);
                }
            }
        }
        costs = links.map(|link| link.map(|link| link.cost));
        chain.push(links);
    }
    let mut at = usize::from(costs[1].is_some_and(|verso| costs[0].is_none_or(|recto| verso < recto)));
    let mut chosen: Vec<CutFlow> = Vec::with_capacity(flows.len());
    for (links, cuts) in chain.iter().zip(cuts).rev() {
        let link = links[at].expect("every flow has a layout for the side it begins on");
        chosen.push(cuts.chosen(link.side, link.nth));
        at = link.from;
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::flows::CutPage;
    use crate::volume::Matter;

    fn flow(start: Start) -> Flow {
        Flow { pieces: 0..1, start, matter: Matter::Body }
    }

    /// Ways of so many pages, at such a cost, on a recto and on a verso.
    fn cuts(on_recto: &[(usize, i64)], on_verso: &[(usize, i64)]) -> Cuts {
        let ways = |ways: &[(usize, i64)]| {
            ways.iter().map(|(pages, cost)| Cut { pages: vec![CutPage::default(); *pages], cost: *cost }).collect()
        };
        Cuts { on_recto: ways(on_recto), on_verso: ways(on_verso), ..Cuts::default() }
    }

    fn pages(flows: &[Flow], cuts: &[Cuts]) -> Vec<usize> {
        sequence(flows, cuts).iter().map(|flow| flow.pages.len()).collect()
    }

    #[test]
    fn a_flow_takes_a_page_more_where_the_next_one_gains_by_it() {
        let flows = [flow(Start::Recto), flow(Start::Page)];
        let cuts = [cuts(&[(2, 100), (3, 200)], &[]), cuts(&[(4, 5_000)], &[(4, 0)])];
        assert_eq!(pages(&flows, &cuts), [3, 4]);
    }

    #[test]
    fn what_must_begin_on_a_recto_asks_nothing_of_what_stands_before_it() {
        let flows = [flow(Start::Recto), flow(Start::Recto)];
        let cuts = [cuts(&[(2, 200), (3, 100)], &[]), cuts(&[(4, 0)], &[])];
        assert_eq!(pages(&flows, &cuts), [3, 4]);
    }
}
