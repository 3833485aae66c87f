//! What printers ask for, as data with its date.
//!
//! Each printer is a file beside this one. Whoever finds a figure changed changes it there,
//! and its date; nothing else needs to know.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use toml::value::Datetime;

use crate::length::Length;
use crate::manifest::Printer;

/// What one printer asks for. What is absent, they do not ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rules {
    /// What the printer is called.
    pub name: String,
    /// When the figures were last compared with the printer's own pages.
    pub checked: Datetime,
    /// Those pages.
    pub sources: Vec<String>,
    /// The least white at head, foot and fore-edge, and at the spine where there is no table for it.
    #[serde(deserialize_with = "length")]
    pub(super) margin: Length,
    /// The same, where the file has bleed.
    #[serde(default, deserialize_with = "maybe_length")]
    pub(super) margin_with_bleed: Option<Length>,
    /// The least white at the spine, by the number of pages.
    #[serde(default)]
    pub(super) gutter: Vec<Gutter>,
    /// The bleed.
    #[serde(deserialize_with = "length")]
    pub(super) bleed: Length,
    /// On how many edges: three leave out the spine.
    pub(super) bleed_edges: u8,
    /// Whether a file in which nothing bleeds may come as trimmed.
    pub(super) without_bleed: bool,
    /// The fewest pages.
    pub(super) pages_least: usize,
    /// The number of pages is a multiple of this.
    pub(super) pages_multiple: usize,
    /// Pages to a sheet: what is wanting to it comes out blank at the end.
    pub(super) signature: Option<usize>,
    /// The most blank pages in a row.
    pub(super) blanks_most: Option<usize>,
    /// Pixels to the inch of a photograph.
    pub(super) halftone: i64,
    /// Pixels to the inch of a drawing in black and white.
    pub(super) line_art: Option<i64>,
    /// The thinnest rule.
    #[serde(default, deserialize_with = "maybe_length")]
    pub(super) line: Option<Length>,
    /// The smallest type.
    #[serde(default, rename = "type", deserialize_with = "maybe_length")]
    pub(super) type_size: Option<Length>,
    /// The most ink on one spot, in per cent: all four together are 400.
    pub(super) ink: Option<u32>,
    /// The standards that are taken.
    pub(super) standards: Vec<String>,
    /// Whether crop marks may be there.
    pub(super) marks: bool,
    /// The largest file, in megabytes.
    pub(super) megabytes: Option<usize>,
    /// How many pages it takes until the spine may bear words.
    pub(super) spine_text_from: Option<usize>,
    /// The bleed of the cover.
    #[serde(deserialize_with = "length")]
    pub(super) cover_bleed: Length,
    /// The papers, by name.
    pub papers: BTreeMap<String, Paper>,
}

/// The white at the spine of books of up to so many pages.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gutter {
    /// The most pages.
    pub pages: usize,
    /// The least white.
    #[serde(deserialize_with = "length")]
    pub least: Length,
}

/// A paper.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paper {
    /// The most pages that can be bound of it.
    pub(super) pages_most: Option<usize>,
    /// How much a page (half a leaf) adds to the spine.
    #[serde(default, deserialize_with = "maybe_length")]
    pub(super) thickness: Option<Length>,
}

impl Rules {
    /// What `printer` asks for.
    pub fn of(printer: Printer) -> Rules {
        let data = match printer {
            Printer::Kdp => include_str!("kdp.toml"),
            Printer::IngramSpark => include_str!("ingramspark.toml"),
            Printer::Offset => include_str!("offset.toml"),
        };
        toml::from_str(data).expect("the rules are compiled in, and a test reads them all")
    }
}

fn length<'de, D: Deserializer<'de>>(value: D) -> Result<Length, D::Error> {
    Length::parse(&String::deserialize(value)?).map_err(serde::de::Error::custom)
}

fn maybe_length<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Length>, D::Error> {
    length(value).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printer_has_rules_with_a_date() {
        for printer in [Printer::Kdp, Printer::IngramSpark, Printer::Offset] {
            assert!(Rules::of(printer).checked.date.is_some());
        }
    }

    #[test]
    fn a_gutter_grows_with_the_book() {
        let rules = Rules::of(Printer::Kdp);
        assert!(rules.gutter.is_sorted_by_key(|gutter| (gutter.pages, gutter.least)));
        assert_eq!(rules.papers["white"].pages_most, rules.gutter.last().map(|gutter| gutter.pages));
    }
}
