//! How strained a line is: by how much its letters and spaces must give to fill the measure, and what that costs.
//!
//! Letters are widened or narrowed by up to two per cent before a space is touched (Hàn Thế
//! Thành, *Micro-typographic extensions*, 2000). What else a reader would stumble at has a
//! price in the same unit: hyphens in a row, a word below itself, a last line of a few letters.

use crate::length::Length;
use crate::typeset::line::Beside;

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
    /// What stands beside the first lines, and takes of their width.
    pub(super) beside: Beside,
    /// The size of the type.
    pub(super) em: Length,
    /// Whether lines are filled.
    pub(super) filling: Filling,
    /// By how much letters may be widened or narrowed, in thousandths.
    pub(super) expansion: i64,
}

/// Whether something stands beside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// Nothing: the line has the whole measure.
    Whole,
    /// Something, which takes of its width.
    Shared,
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
    /// The widest spaces.
    pub(super) widest: i64,
    /// The narrowest spaces.
    pub(super) tightest: i64,
    /// Whether lines without any space may stay short, and words that fit no line stick out.
    pub(super) last_resort: LastResort,
}

/// Whether a pass may do what no line should.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LastResort {
    /// It may not.
    No,
    /// It may: something must be printed.
    Yes,
}

impl Rules {
    /// The room of a line after so many others.
    pub(super) fn room(&self, line: usize) -> Room {
        if line < self.beside.lines { Room::Shared } else { Room::Whole }
    }

    /// The width of a line that begins at place `start`.
    pub(super) fn width_from(&self, start: usize, room: Room) -> Length {
        let width = if start == 0 { self.first_width } else { self.width };
        match room {
            Room::Whole => width,
            // A measure that nothing is left of still takes words, one a line.
            Room::Shared => (width - self.beside.width).max(self.em),
        }
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

    /// How the line from place `start` to place `end` is filled in its `room`; none if this pass forbids it.
    pub(super) fn strain(
        &self,
        places: &[Place],
        (start, end): (usize, usize),
        room: Room,
        pass: Pass,
    ) -> Option<Strain> {
        let line = places[end].end - places[start].start;
        let strain = self.fill(line, self.width_from(start, room), places[end].ending);
        if pass.last_resort == LastResort::Yes {
            // A line may stick out only where nothing shorter could be set.
            let sticks_out = strain.is_none_or(|strain| strain.stretch < pass.tightest);
            return match strain {
                _ if sticks_out && end > start + 1 => None,
                Some(strain) if !sticks_out => Some(strain),
                _ => {
                    let over =
                        (line.width() - self.width_from(start, room)).abs().to_units() / self.em.to_units().max(1);
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
