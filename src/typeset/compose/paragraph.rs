//! Where a paragraph's lines end.
//!
//! After Knuth and Plass, *Breaking Paragraphs into Lines* (1981): of all the ways to
//! break the paragraph, take the one whose lines together are least strained. A greedy
//! breaker fills each line and leaves the trouble to the next; this one looks at the
//! paragraph as a whole.
//!
//! Two things differ from TeX. Letters are widened or narrowed by up to two per cent
//! before a space is touched (Hàn Thế Thành, *Micro-typographic extensions*, 2000), and
//! the number of lines is part of a state: so one walk yields the best setting for every
//! number of lines, which is what the page breaker chooses from.
//!
//! The module sees widths and penalties, never text or fonts: it can be tried with six
//! numbers written by hand. All arithmetic is in whole numbers, so that every machine
//! breaks alike.

use super::lattice::Lattice;
use crate::length::Length;

/// A place where a line may end and the next one begin. The first place of a paragraph is its
/// beginning (only its `start` counts), the last its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Everything before a line end here: the hyphen included, the space at the break left out.
    pub(super) end: Sums,
    /// Everything before the beginning of a line here.
    pub(super) start: Sums,
    /// What breaking here costs.
    pub(super) penalty: i64,
    /// What a line that ends here ends with.
    pub(super) ending: Ending,
    /// The word that a line which ends here ends with.
    pub(super) last_word: Stacked,
    /// The word that a line which begins here begins with.
    pub(super) first_word: Stacked,
}

/// A word at the edge of a line, as a number; nought is no word. The same word at the edge of two lines makes a
/// stack, at which the eye catches, and from which it goes on in the wrong line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stacked(pub(super) u32);

/// Running sums of a paragraph. Those of a line are `end` of its last place less `start` of its first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// The width of everything that is not a space between words.
    pub(super) letters: Length,
    /// The natural width of the spaces between words.
    pub(super) spaces: Length,
    /// How far glyphs hang into the margin: at an `end` to the right; at a `start`, negated, to the left.
    pub(super) hang: Length,
    /// How many letters and figures.
    pub(super) count: i32,
    /// How many fills: white that takes what is left of the line.
    pub(super) fills: i32,
}

impl std::ops::Sub for Sums {
    type Output = Sums;
    fn sub(self, start: Sums) -> Sums {
        Sums {
            letters: self.letters - start.letters,
            spaces: self.spaces - start.spaces,
            hang: self.hang - start.hang,
            count: self.count - start.count,
            fills: self.fills - start.fills,
        }
    }
}

impl Sums {
    /// The width of a line, as the measure sees it.
    pub(super) fn width(self) -> Length {
        self.letters + self.spaces - self.hang
    }
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A space between words.
    Space,
    /// A hyphen, made or written.
    Hyphen,
    /// A dash, a slash, a place in an address.
    Within,
    /// A line end that is kept.
    Kept,
    /// The end of the text.
    Last,
}

impl Ending {
    /// Whether the line is the last of a text or of a stretch of it, and need not be full.
    pub(super) fn is_final(self) -> bool {
        matches!(self, Ending::Kept | Ending::Last)
    }
}

/// The room for lines, and what is asked of them.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// The width of the first line.
    pub(super) first_width: Length,
    /// The width of the others.
    pub(super) width: Length,
    /// The size of the type.
    pub(super) em: Length,
    /// Whether lines are filled.
    pub(super) filling: Filling,
    /// By how much letters may be widened or narrowed, in thousandths.
    pub(super) expansion: i64,
}

/// Whether lines are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    /// Every line but the last has the full width.
    Justified,
    /// Lines are as long as they come.
    Ragged(LastLine),
}

/// What is asked of the last line of a ragged text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastLine {
    /// Nothing: it may be short.
    Free,
    /// To be about as long as the others, as in a heading.
    Balanced,
}

/// How one line is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strain {
    /// By how much the letters are widened, in thousandths.
    pub(super) expansion: i64,
    /// By how much the spaces are widened, in thousandths of their natural width.
    pub(super) stretch: i64,
    /// What that costs.
    pub(super) cost: i64,
    /// Tight, usual, loose or very loose: neighbours should not differ by more than one.
    pub(super) fitness: u8,
}

/// One way to break a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Solution {
    /// What it costs.
    pub(super) cost: i64,
    /// The lines: from which place to which.
    pub(super) lines: Vec<(usize, usize)>,
}

/// What no line may be, as long as there is any other way: a runt, a third hyphen in a row.
pub(super) const FORBIDDEN: i64 = 10_000_000;
/// As many lines in a row may end in hyphens.
pub(super) const HYPHENS_IN_A_ROW: u8 = 2;
/// A second hyphen in a row.
pub(super) const SECOND_HYPHEN: i64 = 1_500;
/// A hyphen before the last line.
const HYPHEN_BEFORE_LAST: i64 = 1_500;
/// Two lines that end, or begin, with the same word.
const STACK: i64 = 1_500;
/// Neighbouring lines of very different tightness.
pub(super) const UNEVEN_NEIGHBOURS: i64 = 300;
/// A last line that is nearly a runt.
const SHORT_LAST_LINE: i64 = 300;
/// A runt in a ragged text, where nobody looks for a full last line.
const RAGGED_RUNT: i64 = 1_500;
/// Spaces wider than the first pass allows.
const BEYOND_TOLERANCE: i64 = 20_000;

/// The widest spaces of the first pass, in thousandths above the natural ones: beyond it a line is loose.
pub(super) const TOLERANCE: i64 = 490;

/// How much spaces may give on a pass, in thousandths of their natural width.
#[derive(Clone, Copy)]
pub(super) struct Pass {
    widest: i64,
    tightest: i64,
    /// Whether lines without any space may stay short, and words that fit no line stick out.
    last_resort: LastResort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LastResort {
    No,
    Yes,
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

impl Rules {
    /// The width of a line that begins at place `start`.
    pub(super) fn width_from(&self, start: usize) -> Length {
        if start == 0 { self.first_width } else { self.width }
    }

    /// Whether no line from `start` can end at `end` or later. Widths do not quite grow from place to place
    /// (a hyphen, a glyph that hangs), hence the three ems of grace.
    pub(super) fn is_out_of_reach(&self, start: &Place, end: &Place) -> bool {
        let line = end.end - start.start;
        let tightest = match self.filling {
            Filling::Justified => line.width() - line.letters.scale(self.expansion, 1000) - line.spaces.scale(2, 5),
            Filling::Ragged(_) => line.width(),
        };
        tightest > self.first_width.max(self.width) + self.em * 3
    }

    /// How the line from place `start` to place `end` is filled; none if this pass forbids it.
    pub(super) fn strain(&self, places: &[Place], start: usize, end: usize, pass: Pass) -> Option<Strain> {
        let line = places[end].end - places[start].start;
        let strain = self.fill(line, self.width_from(start), places[end].ending);
        if pass.last_resort == LastResort::Yes {
            // A line may stick out only where nothing shorter could be set.
            let sticks_out = strain.is_none_or(|strain| strain.stretch < pass.tightest);
            return match strain {
                _ if sticks_out && end > start + 1 => None,
                Some(strain) if !sticks_out => Some(strain),
                _ => {
                    let over = (line.width() - self.width_from(start)).abs().to_units() / self.em.to_units().max(1);
                    Some(Strain { expansion: 0, stretch: 0, cost: FORBIDDEN + over * BEYOND_TOLERANCE, fitness: 1 })
                }
            };
        }
        strain.filter(|strain| (pass.tightest..=pass.widest).contains(&strain.stretch))
    }

    /// How a line of such sums is filled to `width`; none if letters alone are too wide for it.
    pub(super) fn fill(&self, line: Sums, width: Length, ending: Ending) -> Option<Strain> {
        let slack = (width - line.width()).to_units();
        let usual = Strain { expansion: 0, stretch: 0, cost: 0, fitness: 1 };
        if let Filling::Ragged(last) = self.filling {
            let short = slack * 1000 / width.to_units().max(1);
            let free = line.fills > 0 || ending.is_final() && last == LastLine::Free;
            let cost = if free { 0 } else { short * short / 100 };
            return (slack >= 0).then_some(Strain { cost, ..usual });
        }
        if slack >= 0 && (line.fills > 0 || ending.is_final()) {
            return Some(usual);
        }
        let (letters, spaces) = (line.letters.to_units(), line.spaces.to_units());
        let expansion = match letters {
            0 => 0,
            _ => (slack * 1000 / letters).clamp(-self.expansion, self.expansion),
        };
        let left = slack - letters * expansion / 1000;
        let stretch = match spaces {
            // Without a space less than a thousandth of the letters may be left over: it goes between them.
            0 if left.abs() <= letters / 1000 => 0,
            0 if left < 0 => return None,
            // As loose as if it had one space.
            0 => 4000 * left / self.em.to_units().max(1),
            _ => 1000 * left / spaces,
        };
        let (cost, fitness) = (cost_of(stretch, expansion, self.expansion), fitness(stretch, expansion));
        Some(Strain { expansion, stretch, cost, fitness })
    }

    /// What it costs to end a line that begins at `start` at `end`, whatever its filling.
    pub(super) fn cost_of_end(&self, places: &[Place], start: usize, end: usize) -> i64 {
        let place = &places[end];
        let alone = start == 0 || places[start].ending == Ending::Kept;
        let cost = place.penalty + stacks(&places[start], place);
        if !place.ending.is_final() || alone {
            return cost;
        }
        let line = place.end - places[start].start;
        let width = line.width();
        let runt = match self.filling {
            _ if line.fills > 0 => 0,
            Filling::Justified if is_runt(width, line.count, self.em) => FORBIDDEN,
            Filling::Ragged(_) if is_runt(width, line.count, self.em) => RAGGED_RUNT,
            _ if width < self.em * 5 / 2 => SHORT_LAST_LINE,
            _ => 0,
        };
        let hyphen = if places[start].ending == Ending::Hyphen { HYPHEN_BEFORE_LAST } else { 0 };
        cost + runt + hyphen
    }
}

/// What it costs that two lines in a row end with the same word, or begin with it. Their ends are the beginning
/// and the end of the line between.
fn stacks(start: &Place, end: &Place) -> i64 {
    let same = |one: Stacked, other: Stacked| i64::from(one == other && one != Stacked::default());
    if end.ending.is_final() || matches!(start.ending, Ending::Kept) {
        return 0;
    }
    STACK * (same(start.last_word, end.last_word) + same(start.first_word, end.first_word))
}

/// Whether a last line is too short to stand alone.
fn is_runt(width: Length, letters: i32, em: Length) -> bool {
    width < em * 3 / 2 || letters <= 5
}

/// What a line costs whose spaces and letters are widened so, in thousandths.
fn cost_of(stretch: i64, expansion: i64, most_expansion: i64) -> i64 {
    let stretch = stretch.clamp(-100_000, 100_000);
    let beyond = (stretch.abs() - 250).max(0);
    let loose = if stretch > TOLERANCE { BEYOND_TOLERANCE + (stretch - TOLERANCE) * 20 } else { 0 };
    let tight = if stretch < -280 { 3_000 } else { 0 };
    let letters = 60 * expansion * expansion / (most_expansion * most_expansion).max(1);
    stretch * stretch / 100 + beyond * beyond / 10 + loose + tight + letters
}

/// Tight 0, usual 1, loose 2, very loose 3.
fn fitness(stretch: i64, expansion: i64) -> u8 {
    match stretch {
        351.. => 3,
        121.. => 2,
        ..-120 => 0,
        0 if expansion < -18 => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::chance::numbers;

    fn units(width: i64) -> Length {
        Length::units(width)
    }

    fn rules(width: i64) -> Rules {
        Rules {
            first_width: units(width),
            width: units(width),
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
                let strain = rules.strain(places, from, to, PASSES[0])?;
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
        (paragraph(&words), rules(100 + number(60)))
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
