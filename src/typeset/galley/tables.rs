//! Tables: how wide their columns are, and how their rows stand.
//!
//! A table that fits is set at its natural width. In one that does not, short columns keep theirs
//! and the long ones share what is left (`columns`). One whose columns
//! are cramped so is set in smaller type, and if that does not help either, turned: it stands
//! with its head at the left edge, on pages of its own.
//!
//! Figures are lining and of one width. In a column set to the right, note calls hang, so that units stand below units.

use crate::language::Language;
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::TypeSize;
use crate::typeset::line::{Figures, Fragment, Justification, Position};
use crate::typeset::page::{ElementId, ElementRole, Item};
use crate::typeset::paginate::{End, rows_height};
use crate::typeset::style::{HEAVY_RULE, LIGHT_RULE};
use crate::volume::{Alignment, Cell};

use super::columns::{Wish, cramped, widths};
use super::stack::side_by_side;
use super::text::Indents;
use super::turned::turned;
use super::voice::Voice;
use super::{Row, SetBlock, Setter};

/// The words of a cell, and the element they belong to.
struct Filled {
    fragments: Vec<Fragment>,
    element: ElementId,
}

/// A row of a table, in the voice of its head or of its body.
struct FilledRow {
    cells: Vec<Filled>,
    place: Place,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Head,
    Body,
}

/// A heading may stand in as many lines before its column is widened for it.
const HEAD_LINES: i64 = 3;

/// How a table is set.
struct Plan {
    voice: Voice,
    widths: Vec<Length>,
    hangs: Vec<Length>,
    gutter: Length,
    stands: Stands,
}

/// How a table stands on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Upright,
    Turned,
}

impl Plan {
    fn width(&self) -> Length {
        self.widths.iter().copied().sum::<Length>() + self.gutter * (self.widths.len() as i64 - 1)
    }
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
        let white = voice.leading * 3 / 4;
        let voice = self.smaller(voice).figures(Figures::Tabular);
        let headed = head.iter().any(|cell| !cell.content.is_empty());
        let mut all = Vec::with_capacity(rows.len() + 1);
        if headed {
            all.push(self.fill(head, Place::Head, table, &voice.clone().italic()));
        }
        for row in rows {
            all.push(self.fill(row, Place::Body, table, &voice));
        }
        let plan = self.plan(&mut all, columns, &voice);
        if plan.stands == Stands::Turned {
            return self.turned_table(&all, columns, plan, table);
        }
        let (head, body) = self.table_rows(&all, columns, &plan, table);
        let again = if headed { head.clone() } else { Vec::new() };
        let mut set = head;
        set.extend(body);
        let mut block = SetBlock::new(set).aired(white, white);
        block.again = again;
        vec![block]
    }

    fn fill(&mut self, row: &[Cell], place: Place, table: ElementId, voice: &Voice) -> FilledRow {
        let role = if place == Place::Head { ElementRole::HeaderCell } else { ElementRole::DataCell };
        let row_element = self.element(table, ElementRole::Row);
        let mut cells = Vec::with_capacity(row.len());
        for cell in row {
            let element = self.element(row_element, role);
            let fragments = self.fragments(&cell.content, &voice.clone().within(element));
            cells.push(Filled { fragments, element });
        }
        FilledRow { cells, place }
    }

    /// The first way to set a table in which no column is cramped: as it is, in the type of notes, turned. If there is
    /// none, the last.
    fn plan(&self, rows: &mut [FilledRow], columns: &[Alignment], voice: &Voice) -> Plan {
        let notes = TypeSize { size: self.style.notes.size.min(voice.dress.size), leading: self.style.notes.leading };
        let long = Voice { left: Length::ZERO, measure: self.style.height(), ..voice.clone() };
        let smaller = |voice: &Voice| Voice { leading: notes.leading, ..voice.clone().sized(notes) };
        let tried = [
            (voice.clone(), Stands::Upright),
            (smaller(voice), Stands::Upright),
            (long.clone(), Stands::Turned),
            (smaller(&long), Stands::Turned),
        ];
        let may_turn = voice.measure == self.style.measure;
        let tried = tried.into_iter().filter(|(_, stands)| may_turn || *stands == Stands::Upright);
        let mut plan = None;
        for (voice, stands) in tried {
            resize(rows, voice.dress.size);
            let wishes = self.wishes(rows, columns, &voice);
            let gutter = voice.dress.size;
            let room = (voice.measure - gutter * (wishes.len() as i64 - 1)).max(Length::pt(1));
            let widths = widths(&wishes, room);
            let fits = !cramped(&wishes, &widths, voice.dress.size);
            let hangs = wishes.iter().map(|wish| wish.hang).collect();
            plan = Some(Plan { voice, widths, hangs, gutter, stands });
            if fits {
                break;
            }
        }
        plan.expect("there is always a way that was tried")
    }

    fn wishes(&self, rows: &[FilledRow], columns: &[Alignment], voice: &Voice) -> Vec<Wish> {
        let mut wishes = vec![Wish::default(); columns.len().max(1)];
        for row in rows {
            for ((wish, cell), alignment) in wishes.iter_mut().zip(&row.cells).zip(columns) {
                let extent = self.extent(&cell.fragments, voice);
                let hang = self.hang(cell, *alignment, voice);
                wish.hang = wish.hang.max(hang);
                let widest = extent.widest - hang;
                wish.full = wish.full.max(widest);
                wish.least = wish.least.max(extent.narrowest - hang);
                match row.place {
                    Place::Head => wish.natural = wish.natural.max(widest / HEAD_LINES).max(wish.least),
                    Place::Body => {
                        wish.natural = wish.natural.max(widest);
                        wish.body = wish.body.max(widest);
                    }
                }
            }
        }
        for wish in &mut wishes {
            wish.natural += wish.hang;
            wish.full += wish.hang;
            wish.least = (wish.least + wish.hang).min(wish.natural);
        }
        wishes
    }

    /// The width of the note calls that end a cell which is set to the right.
    fn hang(&self, cell: &Filled, alignment: Alignment, voice: &Voice) -> Length {
        let call = |fragment: &&Fragment| match fragment {
            Fragment::Words { dress, .. } => dress.position == Position::Superior,
            _ => true,
        };
        let calls = cell.fragments.iter().rev().take_while(call).count();
        let (text, calls) = cell.fragments.split_at(cell.fragments.len() - calls);
        let words = |fragments: &[Fragment]| fragments.iter().any(|f| matches!(f, Fragment::Words { .. }));
        if alignment == Alignment::Right && words(text) && words(calls) {
            self.natural_width(&cell.fragments, voice) - self.natural_width(text, voice)
        } else {
            Length::ZERO
        }
    }

    /// The rows of a table: its head with the rules around it, and the rest down to the rule at its foot.
    fn table_rows(
        &mut self,
        rows: &[FilledRow],
        columns: &[Alignment],
        plan: &Plan,
        table: ElementId,
    ) -> (Vec<Row>, Vec<Row>) {
        let width = plan.width();
        let left = plan.voice.left + ((plan.voice.measure - width) / 2).max(Length::ZERO);
        let mut head: Vec<Row> = vec![ruled(left, width, HEAVY_RULE, table)];
        let mut body: Vec<Vec<Row>> = Vec::new();
        for row in rows {
            let set = self.table_row(row, columns, plan, left);
            match row.place {
                Place::Head => {
                    head.extend(set);
                    head.push(ruled(left, width, LIGHT_RULE, table));
                }
                Place::Body => body.push(set),
            }
        }
        head.iter_mut().for_each(|row| row.outline.end = End::Never);
        let apart = body.iter().any(|row| row.len() > 1);
        for row in body.iter_mut().skip(1).filter(|_| apart) {
            if let Some(first) = row.first_mut() {
                first.outline.lead = plan.voice.leading / 4;
            }
        }
        let mut body: Vec<Row> = body.into_iter().flatten().collect();
        if let Some(last) = body.last_mut() {
            last.outline.end = End::Never;
        }
        body.push(ruled(left, width, HEAVY_RULE, table));
        (head, body)
    }

    /// A row of a table: as tall as its tallest cell. The cells of a head stand on its foot. One taller than half a
    /// page is cut.
    fn table_row(&mut self, row: &FilledRow, columns: &[Alignment], plan: &Plan, left: Length) -> Vec<Row> {
        let mut left = left;
        let mut set = Vec::new();
        for (at, (cell, alignment)) in row.cells.iter().zip(columns).enumerate() {
            let (Some(width), Some(hang)) = (plan.widths.get(at), plan.hangs.get(at)) else { continue };
            let room = *width - *hang + self.hang(cell, *alignment, &plan.voice);
            let place = Voice { left, measure: room, element: cell.element, ..plan.voice.clone() }.ragged();
            let place = match alignment {
                Alignment::Left => place,
                Alignment::Centre => Voice { measure: *width, ..place }.centred(),
                Alignment::Right => place.justified(Justification::Right),
            };
            set.push(self.set_rows(&cell.fragments, &place, Indents::default()));
            left += *width + plan.gutter;
        }
        if row.place == Place::Head {
            let tallest = set.iter().map(Vec::len).max().unwrap_or(0);
            for cell in &mut set {
                let missing = tallest - cell.len();
                cell.splice(0..0, (0..missing).map(|_| Row::blank(plan.voice.leading)));
            }
        }
        let mut rows = side_by_side(set, plan.voice.leading);
        if rows.is_empty() {
            rows.push(Row::blank(plan.voice.leading));
        }
        let tall = plan.voice.leading * rows.len() as i64 > self.style.height() / 2;
        let last = rows.len() - 1;
        for (at, row) in rows.iter_mut().enumerate() {
            row.outline.end = if at == last || tall { End::Good } else { End::Never };
        }
        rows
    }

    /// A table on pages of its own, its head at their left edge; on each the heading is repeated.
    fn turned_table(
        &mut self,
        rows: &[FilledRow],
        columns: &[Alignment],
        mut plan: Plan,
        table: ElementId,
    ) -> Vec<SetBlock> {
        let (mut head, mut body) = self.table_rows(rows, columns, &plan, table);
        let notes = self.height_of_notes(head.iter().chain(&body));
        if notes > Length::ZERO {
            // The notes stand upright at the foot of the page, where the table leaves room for them.
            plan.voice.measure = (self.style.height() - notes).max(self.style.height() / 2);
            let room = plan.voice.measure - plan.gutter * (plan.widths.len() as i64 - 1);
            let wishes = self.wishes(rows, columns, &plan.voice);
            plan.widths = widths(&wishes, room.max(Length::pt(1)));
            (head, body) = self.table_rows(rows, columns, &plan, table);
        }
        let (long, high) = (plan.voice.measure, self.style.measure);
        let mut groups: Vec<Vec<Row>> = vec![Vec::new()];
        for row in body {
            let ends = row.outline.end != End::Never;
            groups.last_mut().expect("there is a first group").push(row);
            if ends {
                groups.push(Vec::new());
            }
        }
        let plates = evenly(groups, (high - height(&head)).max(Length::pt(1)));
        let mut again = head.clone();
        again.iter_mut().for_each(without_elements);
        let headed = |(at, plate): (usize, Vec<Row>)| {
            let mut rows = if at == 0 { head.clone() } else { again.clone() };
            rows.extend(plate);
            turned(rows, long, high)
        };
        plates.into_iter().enumerate().map(headed).collect()
    }

    /// How tall the notes are that are called in some rows, with the white above them.
    fn height_of_notes<'r>(&mut self, rows: impl Iterator<Item = &'r Row>) -> Length {
        let calls: Vec<usize> = rows.flat_map(|row| row.outline.calls.iter().copied()).collect();
        if calls.is_empty() {
            return Length::ZERO;
        }
        self.settle_notes();
        let height = |key: &usize| -> Length {
            let rows = &self.notes[*key].ways[0].rows;
            rows.iter().map(|row| row.outline.lead + row.outline.height).sum()
        };
        let first = self.notes[calls[0]].series;
        let both = calls.iter().any(|key| self.notes[*key].series != first);
        let gap = if both { self.style.series_gap() } else { Length::ZERO };
        calls.iter().map(height).sum::<Length>() + gap + self.style.note_gap()
    }
}

/// Shares out rows that belong together over as few plates as have `room` for them, each as full as the others.
fn evenly(groups: Vec<Vec<Row>>, room: Length) -> Vec<Vec<Row>> {
    let all: Length = groups.iter().map(|group| height(group)).sum();
    let plates = (all + room - Length::units(1)).whole_times(room).max(1);
    let share = all / plates;
    let mut shared: Vec<Vec<Row>> = vec![Vec::new()];
    let mut used = Length::ZERO;
    for group in groups {
        let tall = height(&group);
        let plate = shared.last_mut().expect("there is a first plate");
        if !plate.is_empty() && (used >= share || used + tall > room) {
            shared.push(group);
            used = tall;
        } else {
            plate.extend(group);
            used += tall;
        }
    }
    shared
}

fn height(rows: &[Row]) -> Length {
    let outlines: Vec<_> = rows.iter().map(|row| row.outline.clone()).collect();
    rows_height(&outlines)
}

/// Sets the words of a table in type of another size.
fn resize(rows: &mut [FilledRow], size: Length) {
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    for fragment in cells.flat_map(|cell| &mut cell.fragments) {
        if let Fragment::Words { dress, .. } = fragment {
            dress.size = size;
        }
    }
}

/// Ink that is printed again belongs to nothing.
fn without_elements(row: &mut Row) {
    row.places.clear();
    row.outline.calls.clear();
    row.ink.retain(|item| !matches!(item, Item::Link { .. }));
    for item in &mut row.ink {
        match item {
            Item::Run(run) => run.element = None,
            Item::Rule { element, .. } => *element = None,
            Item::Picture { .. } | Item::Link { .. } => {}
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_pages_of_a_table_are_equally_full() {
        let rows: Vec<Vec<Row>> = (0..21).map(|_| vec![Row::blank(Length::pt(10))]).collect();
        let counts: Vec<usize> = evenly(rows, Length::pt(100)).iter().map(Vec::len).collect();
        assert_eq!(counts, [7, 7, 7]);
    }
}
