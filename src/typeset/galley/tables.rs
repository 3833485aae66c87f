//! Tables: how wide their columns are, and how their rows stand.
//!
//! A table that fits is set at its natural width. One that does not gives every column
//! its longest word, and shares what is left by how much more each would like.

use crate::language::Language;
use crate::length::{Length, Point, Rect, Size};
use crate::typeset::line::{Figures, Fragment, Justification};
use crate::typeset::page::{ElementId, ElementRole, Item};
use crate::typeset::paginate::End;
use crate::typeset::style::{HEAVY_RULE, LIGHT_RULE};
use crate::volume::{Alignment, Cell};

use super::blocks::side_by_side;
use super::text::Indents;
use super::voice::Voice;
use super::{Row, SetBlock, Setter, Slack};

/// The words of a cell, and the element they belong to.
struct Filled {
    fragments: Vec<Fragment>,
    element: ElementId,
}

/// What a column asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wish {
    least: Length,
    natural: Length,
}

impl Setter<'_> {
    /// A table. Where it goes on on a new page, its heading is repeated.
    pub(super) fn table(
        &mut self,
        columns: &[Alignment],
        head: &[Cell],
        rows: &[Vec<Cell>],
        voice: &Voice,
        language: Option<&Language>,
    ) -> Vec<SetBlock> {
        let table = self.block_element(voice, ElementRole::Table, language);
        let white = voice.leading;
        let voice = self.smaller(voice).figures(Figures::Tabular);
        let headed = head.iter().any(|cell| !cell.content.is_empty());
        let head_voice = voice.clone().italic();
        let head = if headed { Some(self.fill(head, ElementRole::HeaderCell, table, &head_voice)) } else { None };
        let rows: Vec<Vec<Filled>> =
            rows.iter().map(|row| self.fill(row, ElementRole::DataCell, table, &voice)).collect();

        let mut wishes = vec![Wish::default(); columns.len().max(1)];
        for (row, voice) in head.iter().map(|row| (row, &head_voice)).chain(rows.iter().map(|row| (row, &voice))) {
            for (wish, cell) in wishes.iter_mut().zip(row) {
                let extent = self.extent(&cell.fragments, voice);
                wish.natural = wish.natural.max(extent.widest);
                wish.least = wish.least.max(extent.narrowest);
            }
        }
        let gutter = voice.dress.size;
        let room = voice.measure - gutter * (wishes.len() as i64 - 1);
        let widths = widths(&wishes, room.max(Length::pt(1)));
        let whole = widths.iter().copied().sum::<Length>() + gutter * (widths.len() as i64 - 1);
        let left = voice.left + ((voice.measure - whole) / 2).max(Length::ZERO);

        let mut set: Vec<Row> = vec![ruled(left, whole, HEAVY_RULE, table)];
        if let Some(head) = &head {
            set.extend(self.table_row(head, columns, &widths, gutter, &Voice { left, ..head_voice }));
            set.push(ruled(left, whole, LIGHT_RULE, table));
        }
        let repeats = if head.is_some() { set.len() } else { 0 };
        for row in &rows {
            let voice = Voice { left, ..voice.clone() };
            let row = self.table_row(row, columns, &widths, gutter, &voice);
            set.extend(row);
        }
        set.iter_mut().take(repeats.max(1)).for_each(|row| row.outline.end = End::Never);
        if let Some(last) = set.last_mut() {
            last.outline.end = End::Never;
        }
        set.push(ruled(left, whole, HEAVY_RULE, table));
        let again = set[..repeats].to_vec();
        let mut table = SetBlock::new(set).spaced(white, white);
        table.again = again;
        table.slack = Slack::Around;
        vec![table]
    }

    fn fill(&mut self, row: &[Cell], role: ElementRole, table: ElementId, voice: &Voice) -> Vec<Filled> {
        let row_element = self.element(table, ElementRole::Row);
        let mut cells = Vec::with_capacity(row.len());
        for cell in row {
            let element = self.element(row_element, role);
            let fragments = self.fragments(&cell.content, &voice.clone().within(element));
            cells.push(Filled { fragments, element });
        }
        cells
    }

    /// A row of a table: as tall as its tallest cell. One taller than a page is cut.
    fn table_row(
        &mut self,
        cells: &[Filled],
        columns: &[Alignment],
        widths: &[Length],
        gutter: Length,
        voice: &Voice,
    ) -> Vec<Row> {
        let mut left = voice.left;
        let mut set = Vec::new();
        for ((cell, alignment), width) in cells.iter().zip(columns).zip(widths) {
            let place = Voice { left, measure: *width, element: cell.element, ..voice.clone() }.ragged();
            let place = match alignment {
                Alignment::Left => place,
                Alignment::Centre => place.centred(),
                Alignment::Right => place.justified(Justification::Right),
            };
            set.push(self.set_rows(&cell.fragments, &place, Indents::default()));
            left += *width + gutter;
        }
        let mut rows = side_by_side(set, voice.leading);
        if rows.is_empty() {
            rows.push(Row::blank(voice.leading));
        }
        let tall = voice.leading * rows.len() as i64 > self.style.height() / 2;
        let last = rows.len() - 1;
        for (at, row) in rows.iter_mut().enumerate() {
            row.outline.end = if at == last || tall { End::Good } else { End::Never };
        }
        rows
    }
}

/// A rule as wide as its table, with a little white above and below.
fn ruled(left: Length, width: Length, thickness: Length, table: ElementId) -> Row {
    let white = Length::pt(2);
    let mut row = Row::blank(white * 2);
    let rect = Rect::new(Point::new(left, white), Size::new(width, thickness));
    row.ink.push(Item::Rule { rect, element: Some(table) });
    row
}

/// The widths of columns within `room`.
fn widths(wishes: &[Wish], room: Length) -> Vec<Length> {
    let natural: Length = wishes.iter().map(|wish| wish.natural).sum();
    if natural <= room {
        return wishes.iter().map(|wish| wish.natural).collect();
    }
    let least: Length = wishes.iter().map(|wish| wish.least).sum();
    if least >= room {
        let share = |wish: &Wish| room.scale(wish.least.to_units(), least.to_units().max(1));
        return wishes.iter().map(share).collect();
    }
    let more = natural - least;
    let share =
        |wish: &Wish| wish.least + (room - least).scale((wish.natural - wish.least).to_units(), more.to_units().max(1));
    wishes.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(least: i64, natural: i64) -> Wish {
        Wish { least: Length::pt(least), natural: Length::pt(natural) }
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
    fn columns_that_cannot_hold_their_words_still_fill_the_measure() {
        let shared = widths(&[wish(100, 100), wish(300, 300)], Length::pt(100));
        assert_eq!(shared, [Length::pt(25), Length::pt(75)]);
    }
}
