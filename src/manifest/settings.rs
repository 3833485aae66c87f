//! Where book.toml says a thing.
//!
//! What is found wrong with the finished book (its bleed, its margins) is to be mended in
//! book.toml: a finding points at the key that sets it, or, where the key is absent, at the
//! table in which it is to be written.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::source::{FileId, Span};

/// The places of all keys.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The beginning of the file, where nothing else is known.
    beginning: Span,
    /// By the way to the key: `design.margins.inner`.
    places: BTreeMap<String, Span>,
}

impl Settings {
    /// The places of the keys below `root`.
    pub(super) fn of(root: &DeTable<'_>, file: FileId) -> Settings {
        let mut settings = Settings::unknown(Span::new(file, 0, 0));
        settings.gather(root, "");
        settings
    }

    /// Those of a manifest that nobody wrote.
    pub fn unknown(beginning: Span) -> Settings {
        Settings { beginning, places: BTreeMap::new() }
    }

    /// Where `key` is set; where it is not, the nearest table above it, else the beginning of the file.
    pub fn place(&self, key: &str) -> Span {
        let mut way = key;
        loop {
            if let Some(place) = self.places.get(way) {
                return *place;
            }
            match way.rsplit_once('.') {
                Some((above, _)) => way = above,
                None => return self.beginning,
            }
        }
    }

    /// Whether `key` is written.
    pub fn has(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    fn gather(&mut self, table: &DeTable<'_>, above: &str) {
        for (key, value) in table {
            let way = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
            let end = match value.get_ref() {
                DeValue::Table(inner) => {
                    self.gather(inner, &way);
                    key.span().end
                }
                _ => value.span().end,
            };
            self.places.insert(way, Span::new(self.beginning.file, key.span().start, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_key_is_found_where_it_stands_and_else_its_table() {
        let text = "[design]\nmargins = { inner = \"2cm\" }\n[pdf.print]\nbleed = \"3mm\"\n";
        let sources = Sources::from_texts([("book.toml", text)]);
        let (root, _) = DeTable::parse_recoverable(text);
        let settings = Settings::of(root.get_ref(), sources.find("book.toml").unwrap());
        let at = |key: &str| sources.text(settings.place(key));
        assert_eq!(at("pdf.print.bleed"), "bleed = \"3mm\"");
        assert_eq!(at("design.margins.inner"), "inner = \"2cm\"");
        assert_eq!(at("design.margins.outer"), "margins");
        assert_eq!(at("pdf.print.marks"), "print");
        assert_eq!(at("index.people"), "");
        assert!(settings.has("pdf.print.bleed") && !settings.has("pdf.print.marks"));
    }
}
