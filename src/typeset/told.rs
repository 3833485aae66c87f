//! Pages as text, for people and for literate tests.
//!
//! A page is its number, then every line of type from top to bottom in the order of
//! reading: where it begins, and what it says. Rules and pictures stand among them.
//!
//! ```text
//! page 3, recto, 1
//!   62.362 72.6   "Jan Svoboda's Notes"
//!   62.362 540    rule 50.551 × 0.5
//! ```

use std::fmt::Write;

use crate::length::{Length, Point};

use super::page::{GlyphRun, Item, Page, Pages, Side, Turn};

/// The pages, told.
pub fn told(pages: &Pages) -> String {
    let mut text = String::new();
    for (at, page) in pages.pages.iter().enumerate() {
        let side = if page.side == Side::Recto { "recto" } else { "verso" };
        let blank = if page.items.is_empty() { ", blank" } else { "" };
        let _ = writeln!(text, "page {}, {side}, {}{blank}", at + 1, page.folio);
        tell_page(page, &mut text);
    }
    text
}

fn tell_page(page: &Page, text: &mut String) {
    let mut line: Option<Told> = None;
    for item in &page.items {
        let run = match item {
            Item::Run(run) => run,
            Item::Link { .. } => continue,
            Item::Rule { rect, .. } => {
                close(&mut line, text);
                let size = format!("{} × {}", points(rect.size.width), points(rect.size.height));
                tell(rect.origin, &format!("rule {size}"), text);
                continue;
            }
            Item::Picture { rect, turn, .. } => {
                close(&mut line, text);
                let turned = if *turn == Turn::Left { ", turned" } else { "" };
                let size = format!("{} × {}", points(rect.size.width), points(rect.size.height));
                tell(rect.origin, &format!("picture {size}{turned}"), text);
                continue;
            }
        };
        match &mut line {
            Some(line) if line.goes_on(run) => line.add(run),
            _ => {
                close(&mut line, text);
                let mut begun = Told { at: run.origin, turn: run.turn, words: String::new(), reach: Length::ZERO };
                begun.add(run);
                line = Some(begun);
            }
        }
    }
    close(&mut line, text);
}

/// A line of type: where it begins, what it says so far, and how far it reaches.
struct Told {
    at: Point,
    turn: Turn,
    words: String,
    reach: Length,
}

impl Told {
    /// Whether `run` stands on the same line, farther on.
    fn goes_on(&self, run: &GlyphRun) -> bool {
        let (across, along) = self.offset_of(run);
        run.turn == self.turn && across.abs() < run.size / 2 && along >= Length::ZERO
    }

    /// How far `run` is from where the line begins: across it, and along it.
    fn offset_of(&self, run: &GlyphRun) -> (Length, Length) {
        match self.turn {
            Turn::Upright => (run.origin.y - self.at.y, run.origin.x - self.at.x),
            Turn::Left => (run.origin.x - self.at.x, self.at.y - run.origin.y),
        }
    }

    /// Adds a run; white before it is told as a space.
    fn add(&mut self, run: &GlyphRun) {
        let (_, along) = self.offset_of(run);
        if along - self.reach > run.size / 6 && !self.words.ends_with(' ') {
            self.words.push(' ');
        }
        self.words.push_str(&run.text);
        self.reach = along + run.glyphs.iter().map(|glyph| glyph.advance).sum();
    }
}

fn close(line: &mut Option<Told>, text: &mut String) {
    if let Some(Told { at, turn, words, .. }) = line.take() {
        let turned = if turn == Turn::Left { ", turned" } else { "" };
        tell(at, &format!("{:?}{turned}", words.replace('\u{ad}', "-").trim_end()), text);
    }
}

fn tell(at: Point, what: &str, text: &mut String) {
    let place = format!("{} {}", points(at.x), points(at.y));
    let _ = writeln!(text, "  {place:<15} {what}");
}

fn points(length: Length) -> String {
    length.to_string().trim_end_matches("pt").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::length::{Rect, Size};
    use crate::typeset::page::Folio;

    #[test]
    fn a_page_is_told_with_its_number_and_what_stands_where() {
        let rule = Item::Rule {
            rect: Rect::new(Point::new(Length::pt(60), Length::pt(500)), Size::new(Length::pt(50), Length::pt(1))),
            element: None,
        };
        let page = Page { side: Side::Recto, folio: Folio::Roman(3), items: vec![rule] };
        let blank = Page { side: Side::Verso, folio: Folio::Roman(4), items: Vec::new() };
        let pages = Pages { pages: vec![page, blank], ..Pages::default() };
        assert_eq!(told(&pages), "page 1, recto, iii\n  60 500          rule 50 × 1\npage 2, verso, iv, blank\n");
    }
}
