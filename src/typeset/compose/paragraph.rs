//! Where a paragraph's lines end.
//!
//! After Knuth and Plass, *Breaking Paragraphs into Lines* (1981): of all the ways to
//! break the paragraph, take the one whose lines together are least strained. A greedy
//! breaker fills each line and leaves the trouble to the next; this one looks at the
//! paragraph as a whole.
//!
//! Unlike TeX's, the number of lines is part of a state: so one walk yields the best
//! setting for every number of lines, which is what the page breaker chooses from.
//!
//! The module sees widths and penalties, never text or fonts: it can be tried with six
//! numbers written by hand. All arithmetic is in whole numbers, so that every machine
//! breaks alike.

use super::lattice::Lattice;
use super::strain::{Ending, FORBIDDEN, LastResort, Pass, Place, Rules, TOLERANCE};

/// One way to break a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    /// What it costs.
    pub(super) cost: i64,
    /// The lines: from which place to which.
    pub(super) lines: Vec<(usize, usize)>,
}

const PASSES: [Pass; 3] = [
    Pass { widest: TOLERANCE, tightest: -330, last_resort: LastResort::No },
    Pass { widest: 900, tightest: -350, last_resort: LastResort::No },
    Pass { widest: i64::MAX, tightest: -400, last_resort: LastResort::Yes },
];

/// The ways to break a paragraph: the best one first; then the best with one line more and the best with one line
/// fewer, where there is any; then, for each of these, ways of as many lines that spare a line its hyphen.
/// Nothing for a paragraph of fewer than two places.
pub(super) fn solve(places: &[Place], rules: &Rules) -> Vec<Solution> {
    if places.len() < 2 {
        return Vec::new();
    }
    let (lattice, found) = best_pass(places, rules);
    let Some(natural) = cheapest(&found).cloned() else { return Vec::new() };
    let of_count = |count: usize| {
        found.iter().find(|solution| solution.lines.len() == count && solution.cost < FORBIDDEN).cloned()
    };
    let (more, fewer) = (of_count(natural.lines.len() + 1), of_count(natural.lines.len() - 1));
    let mut ways: Vec<Solution> = [Some(natural), more, fewer].into_iter().flatten().collect();
    for at in 0..ways.len() {
        for other in without_hyphens_at_page_ends(&lattice, places, &ways[at]) {
            if ways.iter().all(|way| way.lines != other.lines) {
                ways.push(other);
            }
        }
    }
    ways
}

/// The first pass that gives a good answer, and all its answers.
fn best_pass<'p>(places: &'p [Place], rules: &'p Rules) -> (Lattice<'p>, Vec<Solution>) {
    let walk = |pass| {
        let lattice = Lattice::new(places, rules, pass);
        let found = lattice.solutions();
        (lattice, found)
    };
    let [usual, wide, last] = PASSES;
    let mut best = walk(usual);
    let cost = |solutions: &[Solution]| cheapest(solutions).map_or(i64::MAX, |best| best.cost);
    if cost(&best.1) >= FORBIDDEN {
        // Nothing at all, or only with a runt: wider spaces may help.
        let again = walk(wide);
        if cost(&again.1) < cost(&best.1) {
            best = again;
        }
    }
    if best.1.is_empty() { walk(last) } else { best }
}

/// The cheapest of some solutions; of equals the one with the fewest lines.
fn cheapest(solutions: &[Solution]) -> Option<&Solution> {
    solutions.iter().min_by_key(|solution| (solution.cost, solution.lines.len()))
}

/// Two lines of a paragraph stay together at either side of a page's end.
const LINES_TOGETHER: usize = 2;

/// What it may cost at most to spare a line its hyphen.
const WORTH_A_HYPHEN: i64 = 4_000;

/// For every line of `way` that ends in a hyphen and may be the last of a page: the best way of as many lines in
/// which it does not, if that is not too dear.
fn without_hyphens_at_page_ends(lattice: &Lattice<'_>, places: &[Place], way: &Solution) -> Vec<Solution> {
    let count = way.lines.len();
    let hyphened: Vec<usize> = (LINES_TOGETHER..(count + 1).saturating_sub(LINES_TOGETHER))
        .filter(|line| places[way.lines[line - 1].1].ending == Ending::Hyphen)
        .collect();
    if hyphened.is_empty() {
        return Vec::new();
    }
    let mut others = lattice.spared(way, &hyphened);
    others.retain(|other| other.cost <= way.cost + WORTH_A_HYPHEN);
    others
}

#[cfg(test)]
mod tests {
    use super::super::strain::{Filling, LastLine, SECOND_HYPHEN, Stacked, Strain, Sums, UNEVEN_NEIGHBOURS};
    use super::*;
    use crate::length::Length;
    use crate::typeset::chance::numbers;
    use crate::typeset::line::Beside;

    fn units(width: i64) -> Length {
        Length::units(width)
    }

    fn rules(width: i64) -> Rules {
        Rules {
            first_width: units(width),
            width: units(width),
            beside: Beside::default(),
            em: units(10),
            filling: Filling::Justified,
            expansion: 20,
        }
    }

    /// A paragraph of words of some widths, with a space of 10 between them. A word that is given in two parts may
    /// be divided between them with a hyphen of 5, at a penalty of 1000.
    fn paragraph(words: &[&[i64]]) -> Vec<Place> {
        let mut sums = Sums::default();
        let word = Stacked::default();
        let place =
            |end, start, penalty, ending| Place { end, start, penalty, ending, last_word: word, first_word: word };
        let mut places = vec![place(sums, sums, 0, Ending::Kept)];
        for (at, word) in words.iter().enumerate() {
            for (part, width) in word.iter().enumerate() {
                sums.letters += units(*width);
                sums.count += (*width / 5) as i32;
                if part + 1 < word.len() {
                    let end = Sums { letters: sums.letters + units(5), ..sums };
                    places.push(place(end, sums, 1000, Ending::Hyphen));
                }
            }
            if at + 1 < words.len() {
                let end = sums;
                sums.spaces += units(10);
                places.push(place(end, sums, 0, Ending::Space));
            }
        }
        places.push(place(sums, sums, 0, Ending::Last));
        places
    }

    /// Where the lines of the natural setting end.
    fn ends(places: &[Place], rules: &Rules) -> Vec<usize> {
        solve(places, rules)[0].lines.iter().map(|(_, end)| *end).collect()
    }

    #[test]
    fn the_lines_beside_something_are_shorter_and_the_others_are_not() {
        let word: &[i64] = &[30];
        let places = paragraph(&[word; 10]);
        let beside = |lines| Rules { beside: Beside { lines, width: units(40) }, ..rules(110) };
        assert_eq!(ends(&places, &beside(0)), [3, 6, 9, 10]);
        assert_eq!(ends(&places, &beside(2)), [2, 4, 7, 10]);
    }

    #[test]
    fn a_short_text_is_one_line() {
        let places = paragraph(&[&[40], &[40]]);
        assert_eq!(solve(&places, &rules(200)), [Solution { cost: 0, lines: vec![(0, 2)] }]);
        assert_eq!(solve(&places[..1], &rules(200)), []);
    }

    #[test]
    fn the_paragraph_as_a_whole_decides_where_its_first_line_ends() {
        // Filling the first line as far as it goes (three words of 30) leaves 90 for the second, whose single
        // space would have to be five times as wide; one word fewer above, and both are good.
        let places = paragraph(&[&[30], &[30], &[30], &[45], &[70], &[30], &[60]]);
        assert_eq!(ends(&places, &rules(120)), [3, 5, 7]);
    }

    #[test]
    fn a_word_is_divided_when_the_spaces_would_gape() {
        let divided = paragraph(&[&[40], &[30, 20], &[60], &[45]]);
        assert_eq!(ends(&divided, &rules(90)), [2, 4, 5]);
        let kept = paragraph(&[&[40], &[30, 40], &[10], &[45]]);
        assert_eq!(ends(&kept, &rules(120)), [3, 5]);
    }

    #[test]
    fn three_hyphens_in_a_row_are_set_only_where_nothing_else_is() {
        let places = paragraph(&[&[95, 95, 95, 95]]);
        let solution = &solve(&places, &rules(100))[0];
        assert_eq!(solution.lines.len(), 4);
        assert!(solution.cost >= FORBIDDEN);
    }

    #[test]
    fn a_last_line_of_a_few_letters_is_avoided() {
        let word: &[i64] = &[12];
        let mut words = vec![word; 20];
        words.push(&[40]);
        assert_eq!(ends(&paragraph(&words), &rules(210)), [10, 20, 21]);
        // A last word of two letters does not stand alone, though the others must be squeezed for it.
        words[20] = &[10];
        assert_eq!(ends(&paragraph(&words), &rules(210)), [10, 21]);
    }

    #[test]
    fn kept_line_ends_are_kept_and_fill_nothing() {
        let mut places = paragraph(&[&[30], &[30], &[30]]);
        places[1].ending = Ending::Kept;
        assert_eq!(ends(&places, &rules(120)), [1, 3]);
    }

    #[test]
    fn a_word_too_wide_for_any_line_sticks_out_of_its_own() {
        let places = paragraph(&[&[60], &[300], &[60]]);
        assert_eq!(ends(&places, &rules(100)), [1, 2, 3]);
    }

    #[test]
    fn ragged_lines_are_evenly_long() {
        let heading = paragraph(&[&[30], &[30], &[30], &[30]]);
        let ragged = |last| Rules { filling: Filling::Ragged(last), ..rules(120) };
        assert_eq!(ends(&heading, &ragged(LastLine::Free)), [3, 4]);
        assert_eq!(ends(&heading, &ragged(LastLine::Balanced)), [2, 4]);
    }

    #[test]
    fn lines_that_end_or_begin_alike_are_avoided() {
        let word: &[i64] = &[8];
        let mut places = paragraph(&[word; 70]);
        let first_two = |places: &[Place]| ends(places, &rules(200))[..2].to_vec();
        let natural = first_two(&places);
        for place in &natural {
            places[*place].last_word = Stacked(7);
        }
        assert_ne!(first_two(&places), natural);
    }

    #[test]
    fn a_line_more_or_fewer_is_offered_where_there_is_one() {
        let word: &[i64] = &[20];
        let places = paragraph(&[word; 40]);
        let counts: Vec<usize> = solve(&places, &rules(300)).iter().map(|solution| solution.lines.len()).collect();
        let natural = counts[0];
        assert!(counts.len() > 1);
        assert!(counts[1..].iter().all(|count| count.abs_diff(natural) == 1));
    }

    /// What is asked of a way to break a paragraph that is found by trying all of them.
    #[derive(Clone, Copy)]
    struct Asked {
        /// As many lines, if any number is asked for.
        count: Option<usize>,
        /// The line, counted from one, that must not end in a hyphen.
        spared: Option<usize>,
    }

    /// The least cost of any way to break the paragraph from place `from` on, after `line` lines.
    fn least_of_all(
        places: &[Place],
        rules: &Rules,
        asked: Asked,
        from: usize,
        line: usize,
        before: Option<(u8, Strain)>,
    ) -> Option<i64> {
        let last = places.len() - 1;
        if from == last {
            return asked.count.is_none_or(|count| count == line).then_some(0);
        }
        (from + 1..=last)
            .filter_map(|to| {
                let hyphen = places[to].ending == Ending::Hyphen;
                if hyphen && asked.spared == Some(line + 1) {
                    return None;
                }
                let strain = rules.strain(places, (from, to), rules.room(line), PASSES[0])?;
                let run = before.map_or(0, |(run, _)| run);
                let run = if hyphen { run + 1 } else { 0 };
                let hyphens = match run {
                    0 | 1 => 0,
                    2 => SECOND_HYPHEN,
                    _ => return None,
                };
                let fitness = before.map_or(1, |(_, strain)| strain.fitness);
                let uneven = if fitness.abs_diff(strain.fitness) > 1 { UNEVEN_NEIGHBOURS } else { 0 };
                let rest = least_of_all(places, rules, asked, to, line + 1, Some((run, strain)))?;
                Some(strain.cost + rules.cost_of_end(places, from, to) + hyphens + uneven + rest)
            })
            .min()
    }

    /// Some paragraph of ten words or more, and a measure for it.
    fn some_paragraph(seed: u64) -> (Vec<Place>, Rules) {
        let mut chance = numbers(seed);
        let mut number = |below: usize| chance(below) as i64;
        let words: Vec<Vec<i64>> =
            (0..10 + number(8)).map(|_| (0..1 + number(2)).map(|_| 6 + number(18)).collect()).collect();
        let words: Vec<&[i64]> = words.iter().map(Vec::as_slice).collect();
        let mut rules = rules(100 + number(60));
        if number(2) == 0 {
            rules.beside = Beside { lines: number(4) as usize, width: units(20 + number(20)) };
        }
        (paragraph(&words), rules)
    }

    #[test]
    fn no_way_to_break_a_paragraph_is_better_than_the_one_found() {
        let mut found = 0;
        for seed in 0..300 {
            let (places, rules) = some_paragraph(seed);
            let best = cheapest(&Lattice::new(&places, &rules, PASSES[0]).solutions()).map(|best| best.cost);
            let least = least_of_all(&places, &rules, Asked { count: None, spared: None }, 0, 0, None);
            if best.is_none_or(|cost| cost < FORBIDDEN) {
                assert_eq!(best, least, "seed {seed}");
            }
            found += usize::from(best.is_some_and(|cost| cost < FORBIDDEN));
        }
        assert!(found > 100, "only {found} of 300 paragraphs can be set: the test is too narrow");
    }

    #[test]
    fn no_way_to_spare_a_line_its_hyphen_is_better_than_the_one_found() {
        let mut found = 0;
        for seed in 0..300 {
            let (places, rules) = some_paragraph(seed);
            let lattice = Lattice::new(&places, &rules, PASSES[0]);
            for way in lattice.solutions().iter().filter(|way| way.cost < FORBIDDEN) {
                let count = way.lines.len();
                for line in 1..count {
                    let asked = Asked { count: Some(count), spared: Some(line) };
                    let least = least_of_all(&places, &rules, asked, 0, 0, None).filter(|cost| *cost < FORBIDDEN);
                    let spared = lattice.spared(way, &[line]);
                    let best = spared.first().map(|spared| spared.cost).filter(|cost| *cost < FORBIDDEN);
                    assert_eq!(best, least, "seed {seed}, line {line} of {count}");
                    for spared in &spared {
                        assert_eq!(spared.lines.len(), count);
                        assert_ne!(places[spared.lines[line - 1].1].ending, Ending::Hyphen);
                        assert!(spared.lines.windows(2).all(|lines| lines[0].1 == lines[1].0));
                        assert_eq!(spared.lines[count - 1].1, places.len() - 1);
                        found += 1;
                    }
                }
            }
        }
        assert!(found > 100, "only {found} lines were spared: the test is too narrow");
    }
}
