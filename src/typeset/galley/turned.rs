//! What is turned: a wide table or picture that takes a page for itself, its head at the left edge.
//!
//! It is set upright on a sheet as long as the page is tall, and then turned a quarter to the left, as a whole:
//! what stood at `(x, y)` stands at `(y, length - x)`.

use crate::length::{Length, Point, Rect, Size};
use crate::typeset::page::{Item, Turn};
use crate::typeset::paginate::{End, Stand, rows_height};

use super::{Row, SetBlock};

/// `rows`, set on a sheet of `length`, as a block that takes a page of `width` for itself. They stand in its middle.
pub fn turned(rows: Vec<Row>, length: Length, width: Length) -> SetBlock {
    let outlines: Vec<_> = rows.iter().map(|row| row.outline.clone()).collect();
    let mut y = ((width - rows_height(&outlines)) / 2).max(Length::ZERO);
    let mut page = Row::blank(length);
    page.outline.end = End::Good;
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 {
            y += row.outline.lead;
        }
        let moved = |point: Point| Point::new(point.x, point.y + y);
        page.places.extend(row.places.into_iter().map(|(place, point)| (place, quarter(moved(point), length))));
        page.outline.calls.extend(row.outline.calls);
        page.ink.extend(row.ink.into_iter().map(|item| quarter_item(item, y, length)));
        y += row.outline.height;
    }
    let mut block = SetBlock::new(vec![page]);
    block.stand = Stand::Plate;
    block
}

/// Where a point stands after the turn.
fn quarter(point: Point, length: Length) -> Point {
    Point::new(point.y, length - point.x)
}

fn quarter_item(item: Item, y: Length, length: Length) -> Item {
    let area = |rect: Rect| {
        let corner = Point::new(rect.origin.y + y, length - rect.right());
        Rect::new(corner, Size::new(rect.size.height, rect.size.width))
    };
    match item {
        Item::Run(mut run) => {
            run.origin = quarter(Point::new(run.origin.x, run.origin.y + y), length);
            run.turn = Turn::Left;
            Item::Run(run)
        }
        Item::Rule { rect, element } => Item::Rule { rect: area(rect), element },
        Item::Picture { picture, rect, element, .. } => {
            Item::Picture { picture, rect: area(rect), turn: Turn::Left, element }
        }
        Item::Link { rect, to, element } => Item::Link { rect: area(rect), to, element },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_at_the_head_stands_at_the_left_and_reads_upwards() {
        let mut row = Row::blank(Length::pt(10));
        let rect = Rect::new(Point::new(Length::pt(5), Length::pt(4)), Size::new(Length::pt(90), Length::pt(1)));
        row.ink.push(Item::Rule { rect, element: None });
        let block = turned(vec![row], Length::pt(100), Length::pt(30));
        let page = &block.ways[0].rows[0];
        assert_eq!(page.outline.height, Length::pt(100));
        let Item::Rule { rect, .. } = page.ink[0] else { panic!("the rule stays a rule") };
        assert_eq!(rect.origin, Point::new(Length::pt(14), Length::pt(5)));
        assert_eq!(rect.size, Size::new(Length::pt(1), Length::pt(90)));
    }
}
