//! A page as its reader sees it, without measurements.
//!
//! A line of type is told by where it stands in the measure and by what it says; words in
//! another cut, raised or lowered, are told as such. Whoever moves a title by a line changes
//! no case of the suite, and whoever sets it to the left does.
//!
//! ```text
//! page 1, recto, 1
//!   centre "Document No. 1"
//!   left   "The minister" sup("2") " signed."
//!   foot   "1"
//! ```

use std::fmt::Write;

use bookgen::fonts::{Cut, Fonts};
use bookgen::length::{Length, Point};
use bookgen::manifest::Design;
use bookgen::typeset::page::{GlyphRun, Item, Page, Side, Turn};

/// The page with this number, from 1.
pub fn told(number: usize, page: &Page, design: &Design, fonts: &Fonts) -> String {
    let side = if page.side == Side::Recto { "recto" } else { "verso" };
    let blank = if page.items.is_empty() { ", blank" } else { "" };
    let mut text = format!("page {number}, {side}, {}{blank}\n", page.folio);
    let measure = Measure::of(page, design);
    let mut line: Vec<&GlyphRun> = Vec::new();
    for item in &page.items {
        match item {
            Item::Run(run) if goes_on(&line, run) => line.push(run),
            Item::Run(run) => {
                close(&mut line, &measure, fonts, &mut text);
                line.push(run);
            }
            Item::Link { .. } => {}
            // A rule that underlines or strikes belongs to its line, which follows or stands around it.
            Item::Rule { rect, .. } if rect.size.width > Length::pt(30) && is_between_lines(&line, rect.origin) => {
                close(&mut line, &measure, fonts, &mut text);
                text.push_str("  rule\n");
            }
            Item::Rule { .. } => {}
            Item::Picture { turn, .. } => {
                close(&mut line, &measure, fonts, &mut text);
                text.push_str(if *turn == Turn::Left { "  picture, turned\n" } else { "  picture\n" });
            }
        }
    }
    close(&mut line, &measure, fonts, &mut text);
    text
}

/// Whether `run` stands on the line that is being told.
fn goes_on(line: &[&GlyphRun], run: &GlyphRun) -> bool {
    line.last()
        .is_some_and(|last| (baseline(line).y - run.origin.y).abs() < run.size / 2 && run.origin.x >= last.origin.x)
}

fn is_between_lines(line: &[&GlyphRun], at: Point) -> bool {
    line.is_empty() || (baseline(line).y - at.y).abs() > line[0].size
}

/// Where the largest type of a line stands.
fn baseline(line: &[&GlyphRun]) -> Point {
    line.iter().max_by_key(|run| run.size).expect("a line has runs").origin
}

fn close(line: &mut Vec<&GlyphRun>, measure: &Measure, fonts: &Fonts, text: &mut String) {
    if line.is_empty() {
        return;
    }
    let words = words(line, fonts);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {:<6} {words}", measure.place(line));
    line.clear();
}

/// What the line says, in the cuts in which it says it.
fn words(line: &[&GlyphRun], fonts: &Fonts) -> String {
    let base = baseline(line).y;
    let largest = line.iter().map(|run| run.size).max().unwrap_or(Length::ZERO);
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut end = None;
    for run in line {
        let small = run.size < largest;
        let mut dress = match fonts.face(run.face).cut {
            Cut::Regular => "",
            Cut::Italic => "i",
            Cut::Bold => "b",
            Cut::BoldItalic => "bi",
        }
        .to_owned();
        if small && run.origin.y < base {
            dress.push_str("sup");
        } else if small && run.origin.y > base {
            dress.push_str("sub");
        }
        let gap = end.is_some_and(|end| run.origin.x - end > run.size);
        end = Some(end_of(run));
        match parts.last_mut() {
            Some((last, words)) if *last == dress && !gap => words.push_str(&run.text),
            _ => {
                if gap {
                    parts.push(("|".into(), String::new()));
                }
                parts.push((dress, run.text.clone()));
            }
        }
    }
    if let Some((_, words)) = parts.last_mut() {
        words.truncate(words.trim_end().len());
    }
    let told = parts.iter().map(|(dress, words)| match dress.as_str() {
        "|" => "|".to_owned(),
        "" => format!("{:?}", words.replace('\u{ad}', "-")),
        dress => format!("{dress}({:?})", words.replace('\u{ad}', "-")),
    });
    told.collect::<Vec<_>>().join(" ")
}

fn end_of(run: &GlyphRun) -> Length {
    run.glyphs.iter().fold(run.origin.x, |end, glyph| end + glyph.advance)
}

/// The type area of a page.
struct Measure {
    left: Length,
    right: Length,
    top: Length,
    bottom: Length,
}

impl Measure {
    fn of(page: &Page, design: &Design) -> Measure {
        let margins = &design.margins;
        let (left, right) = match page.side {
            Side::Recto => (margins.inner, margins.outer),
            Side::Verso => (margins.outer, margins.inner),
        };
        let (width, height) = (design.trim.width, design.trim.height);
        Measure { left, right: width - right, top: margins.top, bottom: height - margins.bottom }
    }

    /// Where a line stands: at the head or foot of the page, or at which side of the measure.
    fn place(&self, line: &[&GlyphRun]) -> &'static str {
        let from = line[0].origin.x;
        let last = line.last().map_or(from, |run| end_of(run));
        let y = baseline(line).y;
        let hair = Length::pt(2);
        let (before, after) = (from - self.left, self.right - last);
        if y < self.top {
            "head"
        } else if y > self.bottom + hair {
            "foot"
        } else if before < hair {
            "left"
        } else if (before - after).abs() < hair {
            "centre"
        } else if after < hair && before > self.left {
            "right"
        } else {
            "in"
        }
    }
}
