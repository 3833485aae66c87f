//! The columns of a table: how wide each of them is.
//!
//! Columns whose cells are short keep their natural width, and the long ones share what is left: a date or a number
//! is not broken because a description stands beside it.

use crate::length::Length;

/// A column is cramped if a cell of it stands in more lines than this...
const CRAMPED_LINES: i64 = 3;

/// ... of fewer ems than this.
const CRAMPED_EMS: i64 = 7;

/// What a column asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Its longest word.
    pub least: Length,
    /// Its widest cell, its heading in three lines.
    pub natural: Length,
    /// Its widest cell, its heading in one line.
    pub full: Length,
    /// The widest cell of its body.
    pub body: Length,
    /// The widest note calls at the end of a cell that is set to the right.
    pub hang: Length,
}

/// The widths of columns within `room`.
pub fn widths(wishes: &[Wish], room: Length) -> Vec<Length> {
    let natural: Length = wishes.iter().map(|wish| wish.natural).sum();
    let full: Length = wishes.iter().map(|wish| wish.full).sum();
    if natural <= room {
        let more = (room - natural).min(full - natural);
        let wanted = (full - natural).to_units().max(1);
        let share = |wish: &Wish| wish.natural + more.scale((wish.full - wish.natural).to_units(), wanted);
        return wishes.iter().map(share).collect();
    }
    let least: Length = wishes.iter().map(|wish| wish.least).sum();
    if least >= room {
        let share = |wish: &Wish| room.scale(wish.least.to_units(), least.to_units().max(1));
        return wishes.iter().map(share).collect();
    }
    let long = long_columns(wishes, room);
    let is_long = |at: usize| long.contains(&at);
    let kept: Length = wishes.iter().enumerate().filter(|(at, _)| !is_long(*at)).map(|(_, wish)| wish.natural).sum();
    let least: Length = long.iter().map(|at| wishes[*at].least).sum();
    let wanted: Length = long.iter().map(|at| wishes[*at].natural - wishes[*at].least).sum();
    let width = |(at, wish): (usize, &Wish)| {
        if is_long(at) {
            let more = room - kept - least;
            wish.least + more.scale((wish.natural - wish.least).to_units(), wanted.to_units().max(1))
        } else {
            wish.natural
        }
    };
    wishes.iter().enumerate().map(width).collect()
}

/// The columns that cannot have their natural width: those wider than their equal share of what the others leave. All
/// of them, if the rest would not hold their longest words.
fn long_columns(wishes: &[Wish], room: Length) -> Vec<usize> {
    let mut long: Vec<usize> = (0..wishes.len()).collect();
    let mut left = room;
    loop {
        let share = left / long.len().max(1) as i64;
        let (short, still): (Vec<usize>, Vec<usize>) = long.iter().partition(|at| wishes[**at].natural <= share);
        if short.is_empty() {
            return long;
        }
        let taken: Length = short.iter().map(|at| wishes[*at].natural).sum();
        let least: Length = still.iter().map(|at| wishes[*at].least).sum();
        if least > left - taken {
            return (0..wishes.len()).collect();
        }
        left -= taken;
        long = still;
    }
}

/// Whether a column of these widths is cramped.
pub fn cramped(wishes: &[Wish], widths: &[Length], em: Length) -> bool {
    wishes.iter().zip(widths).any(|(wish, width)| {
        let torn = *width < wish.least;
        torn || (*width < em * CRAMPED_EMS && wish.body > *width * CRAMPED_LINES)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(least: i64, natural: i64) -> Wish {
        let natural = Length::pt(natural);
        Wish { least: Length::pt(least), natural, full: natural, body: natural, hang: Length::ZERO }
    }

    /// Whether columns fill `room`, but for what rounding leaves of a unit each.
    fn fills(widths: &[Length], room: Length) -> bool {
        (widths.iter().copied().sum::<Length>() - room).abs() <= Length::units(widths.len() as i64)
    }

    #[test]
    fn a_table_that_fits_keeps_its_natural_width() {
        assert_eq!(widths(&[wish(10, 30), wish(5, 20)], Length::pt(100)), [Length::pt(30), Length::pt(20)]);
    }

    #[test]
    fn a_wide_table_gives_every_column_its_longest_word_and_shares_the_rest() {
        let shared = widths(&[wish(20, 20), wish(20, 180)], Length::pt(100));
        assert_eq!(shared, [Length::pt(20), Length::pt(80)]);
    }

    #[test]
    fn a_short_column_is_not_broken_for_the_sake_of_a_long_one() {
        let shared = widths(&[wish(10, 25), wish(20, 400), wish(20, 100)], Length::pt(150));
        assert_eq!(shared[0], Length::pt(25));
        assert!(shared[1] > shared[2]);
        assert!(fills(&shared, Length::pt(150)));
    }

    #[test]
    fn long_words_beside_short_columns_still_fit() {
        let shared = widths(&[wish(10, 50), wish(10, 50), wish(110, 300)], Length::pt(150));
        assert!(shared[2] >= Length::pt(110));
        assert!(fills(&shared, Length::pt(150)));
    }

    #[test]
    fn columns_that_cannot_hold_their_words_still_fill_the_measure() {
        let shared = widths(&[wish(100, 100), wish(300, 300)], Length::pt(100));
        assert_eq!(shared, [Length::pt(25), Length::pt(75)]);
    }

    #[test]
    fn a_long_heading_is_broken_before_a_cell_is() {
        let long_head = Wish { full: Length::pt(90), ..wish(20, 30) };
        assert_eq!(widths(&[long_head, wish(10, 60)], Length::pt(100)), [Length::pt(40), Length::pt(60)]);
        assert_eq!(widths(&[long_head, wish(10, 60)], Length::pt(200)), [Length::pt(90), Length::pt(60)]);
    }

    #[test]
    fn a_column_is_cramped_by_long_cells_in_few_ems() {
        let em = Length::pt(10);
        let column = [wish(40, 400)];
        assert!(cramped(&column, &[Length::pt(60)], em));
        assert!(!cramped(&column, &[Length::pt(90)], em), "wide enough to read");
        assert!(!cramped(&[wish(40, 150)], &[Length::pt(60)], em), "three lines are no harm");
        assert!(cramped(&[wish(40, 50)], &[Length::pt(30)], em), "a word does not fit");
    }
}
