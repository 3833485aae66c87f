//! A page as its reader sees it, without measurements.
//!
//! A line of type is told by where it stands in the measure and by what it says, in the order of
//! reading: words in another cut, in small capitals, raised, lowered, underlined or struck are told
//! as such, and a bar stands where white parts what is on one line. Whoever moves a title by a line
//! changes no case of the suite, and whoever sets it to the left does.
//!
//! ```text
//! page 1, recto, 1
//!   centre sc("Document No. 1")
//!   left   "The minister" sup("2") " signed " i("in haste") "."
//!   rule
//!   in     "2. Lind."
//!   foot   "1"
//! ```

use std::fmt::Write;

use bookgen::fonts::{Cut, Fonts};
use bookgen::length::{Length, Point, Rect};
use bookgen::manifest::Design;
use bookgen::typeset::page::{ElementRole, GlyphRun, Item, Page, Pages, Side, Turn};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// The page with this number, from 1.
pub fn told(number: usize, pages: &Pages, design: &Design, fonts: &Fonts) -> String {
    let page = &pages.pages[number - 1];
    let side = if page.side == Side::Recto { "recto" } else { "verso" };
    let text = format!("page {number}, {side}, {}\n", page.folio);
    let drawn: Vec<Rect> = page.items.iter().filter_map(|item| of_words(item, pages)).collect();
    let mut sheet = Sheet { measure: Measure::of(page, design), drawn, fonts, line: Vec::new(), text };
    page.items.iter().for_each(|item| sheet.item(item, pages));
    sheet.close();
    sheet.text
}

/// The rule that underlines or strikes words; those of tables and between stretches of a page belong to none.
fn of_words(item: &Item, pages: &Pages) -> Option<Rect> {
    match item {
        Item::Rule { rect, element: Some(element) } => {
            let is_of_table = pages.structure.get(*element).role == ElementRole::Table;
            (!is_of_table).then_some(*rect)
        }
        _ => None,
    }
}

/// A page that is being told.
struct Sheet<'p> {
    measure: Measure,
    drawn: Vec<Rect>,
    fonts: &'p Fonts,
    line: Vec<&'p GlyphRun>,
    text: String,
}

impl<'p> Sheet<'p> {
    fn item(&mut self, item: &'p Item, pages: &Pages) {
        match item {
            Item::Run(run) => {
                if !self.goes_on(run) {
                    self.close();
                }
                self.line.push(run);
            }
            Item::Link { .. } => {}
            Item::Rule { .. } if of_words(item, pages).is_some() => {}
            Item::Rule { rect, .. } => {
                self.close();
                let rule = if rect.size.height > rect.size.width { "  rule, upright\n" } else { "  rule\n" };
                if !self.text.ends_with(rule) {
                    self.text.push_str(rule);
                }
            }
            Item::Picture { turn, .. } => {
                self.close();
                self.text.push_str(if *turn == Turn::Left { "  picture, turned\n" } else { "  picture\n" });
            }
        }
    }

    /// Whether `run` stands on the line that is being told.
    fn goes_on(&self, run: &GlyphRun) -> bool {
        self.line.last().is_some_and(|last| {
            let (across, along) = (across(run) - across(largest(&self.line)), along(run) - along(last));
            run.turn == last.turn && across.abs() < run.size.max(last.size) / 2 && along >= Length::ZERO
        })
    }

    fn close(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let words = self.words();
        let place = self.measure.place(&self.line);
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "  {place:<6} {words}");
        self.line.clear();
    }

    /// What the line says, in the dress in which it says it.
    fn words(&self) -> String {
        let largest = largest(&self.line);
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut end = None;
        for run in &self.line {
            let white = end.map_or(Length::ZERO, |end| along(run) - end);
            end = Some(end_of(run));
            if white > run.size * 3 / 4 {
                parts.push(("|".into(), String::new()));
            } else if white > run.size / 6
                && let Some((_, words)) = parts.last_mut()
                && !words.ends_with(' ')
            {
                words.push(' ');
            }
            let dress = self.dress(run, largest);
            for (at, words) in parted(run).into_iter().enumerate() {
                if at > 0 {
                    parts.push(("|".into(), String::new()));
                }
                match parts.last_mut() {
                    Some((last, before)) if *last == dress => before.push_str(words),
                    _ if words.is_empty() => {}
                    _ => parts.push((dress.clone(), words.to_owned())),
                }
            }
        }
        if let Some((_, words)) = parts.last_mut() {
            words.truncate(words.trim_end().len());
        }
        let told = parts.iter().map(|(dress, words)| match dress.as_str() {
            "|" => "|".to_owned(),
            "" => format!("{:?}", shown(words)),
            dress => format!("{dress}({:?})", shown(words)),
        });
        told.collect::<Vec<_>>().join(" ")
    }

    /// The names of what is special in the dress of a run.
    fn dress(&self, run: &GlyphRun, largest: &GlyphRun) -> String {
        let mut dress = match self.fonts.face(run.face).cut {
            Cut::Regular => vec![],
            Cut::Italic => vec!["i"],
            Cut::Bold => vec!["b"],
            Cut::BoldItalic => vec!["b", "i"],
        };
        let raised = across(largest) - across(run);
        if run.size < largest.size && raised != Length::ZERO {
            dress.push(if raised > Length::ZERO { "sup" } else { "sub" });
        } else {
            dress.extend(form(run, self.fonts));
        }
        let rules = || self.drawn.iter().filter(|rule| is_across(rule, run));
        match rules().filter(|rule| rule.origin.y > run.origin.y).count() {
            0 => {}
            1 => dress.push("u"),
            _ => dress.push("uu"),
        }
        if rules().any(|rule| rule.origin.y < run.origin.y) {
            dress.push("struck");
        }
        dress.join(" ")
    }
}

/// The words of a run, parted where a space is so wide that it sets what follows it to the right.
fn parted(run: &GlyphRun) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for glyph in run.glyphs.iter().filter(|glyph| glyph.advance > run.size * 3 / 2) {
        let at = glyph.text_start as usize;
        if run.text[at..].starts_with(' ') {
            parts.push(&run.text[from..at]);
            from = at + 1;
        }
    }
    parts.push(&run.text[from..]);
    parts
}

/// The form in which a font has its letters or figures, where it is not the plain one: its names for glyphs tell.
fn form(run: &GlyphRun, fonts: &Fonts) -> Option<&'static str> {
    let face = fonts.face(run.face);
    let font = FontRef::from_index(&face.bytes, face.index).expect("a font");
    let names = font.glyph_names();
    let form = |(at, letter): (usize, char)| {
        let glyph = run.glyphs.iter().find(|glyph| glyph.text_start as usize == at)?;
        let name = names.get(GlyphId::from(glyph.id)).filter(|_| face.glyph(letter) != Some(glyph.id))?;
        let character = name.strip_prefix("uni").and_then(|code| u32::from_str_radix(code, 16).ok());
        match character {
            Some(0x2080..=0x209C) => Some("sub"),
            Some(0xB2 | 0xB3 | 0xB9 | 0x2070..=0x207F | 0x2B0..=0x2FF | 0x1D2C..=0x1DBF) => Some("sup"),
            _ if name.contains(".superior") => Some("sup"),
            _ if name.contains(".inferior") => Some("sub"),
            _ => name.contains(".sc").then_some("sc"),
        }
    };
    run.text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()).find_map(form)
}

/// Words as they look: a soft hyphen that is printed is a hyphen, and a space that does not break is a space.
fn shown(words: &str) -> String {
    words.replace('\u{ad}', "-").replace('\u{a0}', " ")
}

/// The largest type of a line, which stands on its baseline.
fn largest<'p>(line: &[&'p GlyphRun]) -> &'p GlyphRun {
    line.iter().rev().max_by_key(|run| run.size).expect("a line has runs")
}

/// Where a run stands across its line, downward.
fn across(run: &GlyphRun) -> Length {
    if run.turn == Turn::Left { run.origin.x } else { run.origin.y }
}

/// Where a run begins along its line.
fn along(run: &GlyphRun) -> Length {
    if run.turn == Turn::Left { -run.origin.y } else { run.origin.x }
}

fn end_of(run: &GlyphRun) -> Length {
    run.glyphs.iter().fold(along(run), |end, glyph| end + glyph.advance)
}

/// Whether a rule runs under or through the middle of a run.
fn is_across(rule: &Rect, run: &GlyphRun) -> bool {
    let middle = (along(run) + end_of(run)) / 2;
    let (above, below) = (run.origin.y - run.size * 2 / 3, run.origin.y + run.size / 3);
    run.turn == Turn::Upright
        && (rule.origin.x..rule.origin.x + rule.size.width).contains(&middle)
        && (above..below).contains(&rule.origin.y)
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
        let (first, last) = (line[0], line[line.len() - 1]);
        if first.turn == Turn::Left {
            return "turned";
        }
        let Point { x: from, y } = Point::new(first.origin.x, largest(line).origin.y);
        // Punctuation may hang a little beyond the edge.
        let hair = Length::pt(3);
        let (before, after) = (from - self.left, self.right - end_of(last));
        if y < self.top {
            "head"
        } else if y > self.bottom + hair {
            "foot"
        } else if before < hair {
            "left"
        } else if (before - after).abs() < hair {
            "centre"
        } else if after < hair {
            "right"
        } else {
            "in"
        }
    }
}
