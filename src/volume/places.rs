//! Places: what can be referred to, under names that outputs can use as they are.
//!
//! An anchor is made from the author's own ids, or else from what it names: an index mark
//! from its heading, the note of a citation from the key of its work, an event from its
//! date, a part from its title. So it is the same from build to build, whatever is added
//! before it, and a bookmark or a link into the EPUB keeps working; a number tells apart
//! those alone that would have the same name. It serves as an XML id (XML 1.0 §2.3,
//! without the colon): it begins with a letter because its first word is ours.

use std::collections::{BTreeMap, BTreeSet};

use super::{PieceId, Place, PlaceId};
use crate::manuscript::Event;

/// The places of a volume, being found.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// All places.
    pub list: Vec<Place>,
    taken: BTreeSet<String>,
    /// How often a name was asked for: where to go on counting.
    asked: BTreeMap<String, u32>,
}

impl Places {
    /// A new place; a number is added to the anchor where another place has it already.
    pub fn add(&mut self, piece: PieceId, anchor: &str, title: impl Into<String>) -> PlaceId {
        let id = PlaceId(self.list.len() as u32);
        let anchor = self.unique(name(anchor));
        self.list.push(Place { piece, anchor, title: title.into() });
        id
    }

    fn unique(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let count = self.asked.entry(wanted.clone()).or_insert(1);
        loop {
            *count += 1;
            let anchor = format!("{wanted}-{count}");
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

/// The anchor of an event: its id, or else its date.
pub(super) fn event(event: &Event) -> String {
    match &event.id {
        Some(id) => format!("event-{}", id.name),
        None => {
            let day = event.date.from;
            let parts = [Some(format!("{:04}", day.year))]
                .into_iter()
                .chain([day.month, day.day].map(|part| Some(format!("{:02}", part?))));
            format!("event-{}", parts.flatten().collect::<Vec<_>>().join("-"))
        }
    }
}

/// The first words of a title, for a name that nobody should have to read to its end.
pub(super) fn beginning(title: &str) -> &str {
    const LONG: usize = 40;
    let Some((end, _)) = title.char_indices().nth(LONG) else { return title };
    title[..end].rsplit_once(' ').map_or(&title[..end], |(words, _)| words)
}

/// `words` as an anchor: what is no letter, digit, `-`, `_` or dot is a hyphen.
pub(super) fn name(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for letter in words.chars() {
        if is_name_character(letter) {
            name.push(letter);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// `words` as the name of a file: plain letters, so that no archive or server stumbles over it.
pub(super) fn slug(words: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::with_capacity(words.len());
    for letter in words.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match letter {
            letter if letter.is_ascii_alphanumeric() || "-_.".contains(letter) => slug.push(letter),
            // Two ids that differ in such letters alone must not meet in one name.
            letter if letter.is_alphanumeric() => slug.push_str(&format!("u{:x}", letter as u32)),
            _ => slug.push('-'),
        }
    }
    slug
}

/// NameChar of XML 1.0 §2.3, without the colon.
fn is_name_character(letter: char) -> bool {
    matches!(letter,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '\u{B7}'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{203F}'..='\u{2040}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_name_of_its_own() {
        let mut places = Places::default();
        for _ in 0..3 {
            places.add(PieceId(0), "mark-a", "");
        }
        places.add(PieceId(0), "mark-a-2", "");
        let anchors: Vec<&str> = places.list.iter().map(|place| place.anchor.as_str()).collect();
        assert_eq!(anchors, ["mark-a", "mark-a-2", "mark-a-3", "mark-a-2-2"]);
    }

    #[test]
    fn an_anchor_holds_what_xml_allows() {
        assert_eq!(name("index-Suez crisis!and Hungary (1956)"), "index-Suez-crisis-and-Hungary-1956");
        assert_eq!(name("abbr-Ávh"), "abbr-Ávh");
        assert_eq!(name("work-a/b:c"), "work-a-b-c");
    }

    #[test]
    fn a_file_is_named_in_plain_letters() {
        assert_eq!(slug("doc-Ávh"), "doc-Avh");
        assert_eq!(slug("doc-сб"), "doc-u441u431");
    }
}
