//! The words of the print edition, piece by piece, each with the page on which it begins.
//!
//! The runs of a page come line by line; a word that is divided goes on in the next line, and on the next page. Notes and
//! captions are left out.

use std::collections::BTreeSet;

use crate::length::Point;
use crate::markup::track::Track;
use crate::typeset::page::{ElementId, ElementRole, GlyphRun, Item, Page, Pages};

/// A word in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its letters.
    pub letters: String,
    /// The page on which it begins.
    pub page: usize,
}

/// The printed words of every piece, without those of notes and captions.
pub fn printed(pages: &Pages, pieces: usize) -> Vec<Vec<Printed>> {
    let beside = all_in(pages, |role| matches!(role, ElementRole::Note | ElementRole::Figure));
    let tables = all_in(pages, |role| role == ElementRole::Table);
    let mut readers: Vec<Reader> = (0..pieces).map(|_| Reader::default()).collect();
    for (number, page) in pages.pages.iter().enumerate() {
        for (run, element) in in_reading_order(page, &tables) {
            let piece = pages.pieces.partition_point(|base| *base <= element).checked_sub(1);
            if let Some(reader) = piece.and_then(|piece| readers.get_mut(piece))
                && !beside.contains(&element)
            {
                reader.read(run, number, unit(pages, element));
            }
        }
    }
    readers.into_iter().map(Reader::finish).collect()
}

/// What an item belongs to; nothing if it is an artifact.
pub fn element(item: &Item) -> Option<ElementId> {
    match item {
        Item::Run(run) => run.element,
        Item::Picture { element, .. } => Some(*element),
        Item::Rule { .. } | Item::Link { .. } => None,
    }
}

/// The runs of a page as they are read: the cells of a table stand side by side, line by line, and are read one after
/// the other.
fn in_reading_order<'p>(page: &'p Page, tables: &BTreeSet<ElementId>) -> Vec<(&'p GlyphRun, ElementId)> {
    let runs = page.items.iter().filter_map(|item| match item {
        Item::Run(run) => run.element.map(|element| (run, element)),
        _ => None,
    });
    let mut runs: Vec<_> = runs.collect();
    for table in runs.chunk_by_mut(|(_, one), (_, next)| tables.contains(one) && tables.contains(next)) {
        table.sort_by_key(|(_, element)| *element);
    }
    runs
}

/// The elements of some roles, and all in them.
fn all_in(pages: &Pages, role: impl Fn(ElementRole) -> bool) -> BTreeSet<ElementId> {
    let mut all = BTreeSet::new();
    for (at, element) in pages.structure.elements.iter().enumerate() {
        if role(element.role) || element.parent.is_some_and(|parent| all.contains(&parent)) {
            all.insert(ElementId(at as u32));
        }
    }
    all
}

/// The element whose words go on from one another: a stretch in another language does not part them.
fn unit(pages: &Pages, element: ElementId) -> ElementId {
    let known = pages.structure.get(element);
    match (known.role, known.parent) {
        (ElementRole::Span, Some(parent)) => unit(pages, parent),
        _ => element,
    }
}

/// A reader of printed lines.
#[derive(Default)]
struct Reader {
    track: Track,
    pages: Vec<usize>,
    last: Option<(ElementId, Point, Ending)>,
}

/// How a line ended that the next goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Divided,
    Whole,
}

impl Reader {
    fn read(&mut self, run: &GlyphRun, page: usize, unit: ElementId) {
        if let Some((before, point, ending)) = self.last {
            let same_line = run.origin.x >= point.x && (run.origin.y - point.y).abs() < run.size;
            if before != unit || !same_line && ending == Ending::Whole {
                self.track.part();
            }
        }
        for character in run.text.chars() {
            self.track.character(character, 0);
            self.pages.resize(self.track.len(), page);
        }
        let ending = if run.text.ends_with('\u{AD}') { Ending::Divided } else { Ending::Whole };
        self.last = Some((unit, run.origin, ending));
    }

    fn finish(self) -> Vec<Printed> {
        let words = self.track.finish().into_iter().zip(self.pages);
        words.map(|(word, page)| Printed { letters: word.letters, page }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FaceId;
    use crate::length::Length;
    use crate::typeset::page::{Folio, Side, Structure, Turn};

    #[test]
    fn cells_that_stand_side_by_side_are_read_one_after_the_other() {
        let (mut structure, mut items) = (Structure::default(), Vec::new());
        let table = structure.add(Structure::ROOT, ElementRole::Table);
        let row = structure.add(table, ElementRole::Row);
        let cells = [(); 2].map(|()| structure.add(row, ElementRole::DataCell));
        // Two lines of two cells, as they stand on the page.
        for (text, cell) in [("The", 0), ("Gendarmes", 1), ("hussars", 0), ("of Tarsk", 1)] {
            items.push(Item::Run(run(text, cells[cell])));
        }
        let page = Page { side: Side::Recto, folio: Folio::Arabic(1), items };
        let pages = Pages { structure, ..Pages::default() };
        let tables = all_in(&pages, |role| role == ElementRole::Table);
        let read: Vec<&str> = in_reading_order(&page, &tables).into_iter().map(|(run, _)| run.text.as_str()).collect();
        assert_eq!(read, ["The", "hussars", "Gendarmes", "of Tarsk"]);
    }

    fn run(text: &str, element: ElementId) -> GlyphRun {
        GlyphRun {
            origin: Point::new(Length::ZERO, Length::ZERO),
            face: FaceId(0),
            size: Length::pt(10),
            expansion: 1000,
            glyphs: Vec::new(),
            text: text.into(),
            span: None,
            element: Some(element),
            turn: Turn::Upright,
        }
    }
}
