//! Citations: `[see @bekes2002, 143; also @granville1999, ch. 2]`.

use std::ops::Range;

use super::piece::Piece;
use super::quotes;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::{Citation, Cite, Label};
use crate::report::Code;

/// A work cited, by where its parts stand in the citation.
struct Parts {
    prefix: Range<usize>,
    key: Range<usize>,
    locator: Range<usize>,
}

impl Reader<'_, '_> {
    /// The citation at `range`, brackets included.
    pub(super) fn citation(&mut self, range: Range<usize>, language: &Language) -> Piece {
        let inner = range.start + 1..range.end - 1;
        let mut cites = Vec::new();
        for Parts { prefix, key, locator } in self.cites(inner) {
            let key = Label { name: self.passage.text[key.clone()].to_owned(), span: self.passage.span(key) };
            let prefix = self.trimmed(prefix);
            let prefix = quotes::set(self.inner(prefix, language), language);
            let locator = self.locator(locator);
            let locator = quotes::set(self.inner(locator, language), language);
            cites.push(Cite { prefix, key, locator });
        }
        Piece::Citation(Citation { cites }, self.passage.span(range))
    }

    /// The works cited in `range`. Each has one key; a part without a key belongs to the work before it.
    fn cites(&mut self, range: Range<usize>) -> Vec<Parts> {
        let text = &self.passage.text[range.clone()];
        let mut all: Vec<Parts> = Vec::new();
        let mut pending = None;
        for part in split(text) {
            let part = range.start + part.start..range.start + part.end;
            let keys = self.keys(part.clone());
            let Some(first) = keys.first() else {
                match all.last_mut() {
                    Some(cite) => cite.locator.end = part.end,
                    None => pending = pending.or(Some(part.start)),
                }
                continue;
            };
            if let Some(second) = keys.get(1) {
                let hint = "set `;` between works";
                self.complain(Code::LeftOver, second.clone(), "a second work in one part of the citation", hint);
            }
            let key = first.start + 1..first.end;
            all.push(Parts {
                prefix: pending.take().unwrap_or(part.start)..first.start,
                locator: key.end..part.end,
                key,
            });
        }
        all
    }

    /// Every `@key` of `range` that stands in no inner bracket.
    fn keys(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = &self.passage.text[range.clone()];
        let mut keys = Vec::new();
        let mut before = None;
        for (at, sign) in outer_signs(text) {
            let after = text[at + sign.len_utf8()..].chars().next();
            let begins = sign == '@' && after.is_some_and(|c| c.is_alphanumeric() || c == '_');
            if begins && !before.is_some_and(char::is_alphanumeric) {
                let length = key_length(&text[at + 1..]);
                keys.push(range.start + at..range.start + at + 1 + length);
            }
            before = Some(sign);
        }
        keys
    }

    /// A locator without the comma before it.
    fn locator(&self, range: Range<usize>) -> Range<usize> {
        let range = self.trimmed(range);
        let text = &self.passage.text[range.clone()];
        let bare = text.strip_prefix(',').unwrap_or(text);
        self.trimmed(range.end - bare.len()..range.end)
    }
}

/// How long the key is that `text` begins with: what a key may hold besides letters and digits does not end it.
fn key_length(text: &str) -> usize {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "-_:.+/".contains(c))).unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '_', ':', '.', '+', '/']).len().max(1)
}

/// The parts of a citation, split at every `;` that stands in no inner bracket.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in outer_signs(text) {
        if sign == ';' {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..text.len());
    parts
}

/// The signs that no backslash escapes and no inner bracket holds.
fn outer_signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut depth, mut escaped) = (0_i32, false);
    text.char_indices().filter(move |(_, sign)| {
        let was_escaped = escaped;
        escaped = *sign == '\\' && !was_escaped;
        match sign {
            _ if was_escaped => return false,
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        depth == 0 && *sign != '\\' && *sign != ']'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_ends_before_the_punctuation_of_its_sentence() {
        assert_eq!(key_length("bekes2002, 143"), 9);
        assert_eq!(key_length("bekes:2002."), 10);
        assert_eq!(key_length("_x"), 2);
    }

    #[test]
    fn works_are_parted_by_semicolons_outside_brackets() {
        let text = "@a, 90 [note 4; 5]; see also @b\\;c";
        let parts: Vec<_> = split(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(parts, ["@a, 90 [note 4; 5]", " see also @b\\;c"]);
    }
}
