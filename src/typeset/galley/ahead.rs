//! What is set of a piece before its citations have their words.
//!
//! Most paragraphs hold no citation. They are set while the citations are written, and are
//! remembered with what they were set from; when the piece is set for good they are found
//! again. A citation that brings a link of its own moves the numbers of all elements and
//! links behind it, so what was set is moved too, where all its numbers moved alike.

use std::collections::BTreeMap;

use crate::typeset::line::{Fragment, Line, Manner, Marker, Setting};
use crate::typeset::page::ElementId;
use crate::volume::NoteId;

use super::Galley;

/// What is set of a piece ahead.
pub enum Ahead {
    /// All of it: it holds no citation.
    Whole(Galley),
    /// The paragraphs that hold none.
    Paragraphs(Known),
}

/// For what a piece is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// For its paragraphs, while citations have no words. No galley comes of it.
    Ahead,
    /// For good.
    Final,
}

/// Paragraphs that were set.
#[derive(Debug, Default)]
pub struct Known {
    /// By their words.
    paragraphs: BTreeMap<String, Vec<Paragraph>>,
}

/// A paragraph, and what it was set from.
#[derive(Debug)]
struct Paragraph {
    fragments: Vec<Fragment>,
    manner: Manner,
    settings: Vec<Setting>,
}

impl Known {
    /// Remembers how `fragments` were set.
    pub fn keep(&mut self, fragments: &[Fragment], manner: &Manner, settings: Vec<Setting>) {
        let paragraph = Paragraph { fragments: fragments.to_vec(), manner: manner.clone(), settings };
        self.paragraphs.entry(words(fragments)).or_default().push(paragraph);
    }

    /// How `fragments` were set, if they were.
    pub fn take(&mut self, fragments: &[Fragment], manner: &Manner) -> Option<Vec<Setting>> {
        if self.paragraphs.is_empty() {
            return None;
        }
        let alike = self.paragraphs.get_mut(&words(fragments))?;
        let found = alike.iter().enumerate().find_map(|(at, paragraph)| {
            let moved = (paragraph.manner == *manner).then(|| Moved::between(&paragraph.fragments, fragments));
            Some((at, moved??))
        });
        let (at, moved) = found?;
        let mut settings = alike.swap_remove(at).settings;
        settings.iter_mut().flat_map(|setting| &mut setting.lines).for_each(|line| moved.line(line));
        Some(settings)
    }
}

/// The notes that `fragments` call.
pub fn calls(fragments: &[Fragment]) -> impl Iterator<Item = NoteId> {
    fragments.iter().filter_map(|fragment| match fragment {
        Fragment::Marker(Marker::Call(note)) => Some(*note),
        _ => None,
    })
}

/// Whether `fragments` wait for the words of a citation.
pub fn waits(fragments: &[Fragment]) -> bool {
    fragments.contains(&Fragment::Unwritten)
}

/// The words of a paragraph, by which it is found.
fn words(fragments: &[Fragment]) -> String {
    let words = fragments.iter().filter_map(|fragment| match fragment {
        Fragment::Words { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

/// How far the numbers of elements and links have moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Moved {
    elements: Option<i64>,
    links: Option<i64>,
}

impl Moved {
    /// How far those of `before` have moved in `now`; none if these are not the same but for that.
    fn between(before: &[Fragment], now: &[Fragment]) -> Option<Moved> {
        let mut moved = Moved::default();
        let same = before.len() == now.len() && before.iter().zip(now).all(|(before, now)| moved.is_same(before, now));
        same.then_some(moved)
    }

    fn is_same(&mut self, before: &Fragment, now: &Fragment) -> bool {
        match (before, now) {
            (
                Fragment::Words { text, dress, span, element },
                Fragment::Words { text: now_text, dress: now_dress, span: now_span, element: now_element },
            ) => {
                let elements = match (element, now_element) {
                    (Some(before), Some(now)) => alike(&mut self.elements, before.0, now.0),
                    (before, now) => before == now,
                };
                elements && text == now_text && dress == now_dress && span == now_span
            }
            (Fragment::Marker(Marker::LinkStart(before)), Fragment::Marker(Marker::LinkStart(now)))
            | (Fragment::Marker(Marker::LinkEnd(before)), Fragment::Marker(Marker::LinkEnd(now))) => {
                alike(&mut self.links, *before, *now)
            }
            (before, now) => before == now,
        }
    }

    fn line(self, line: &mut Line) {
        let element = |element: &mut Option<ElementId>| {
            if let Some(ElementId(number)) = element {
                *number = along(*number, self.elements);
            }
        };
        line.runs.iter_mut().for_each(|run| element(&mut run.element));
        line.rules.iter_mut().for_each(|(_, owner)| element(owner));
        for (_, marker) in &mut line.markers {
            if let Marker::LinkStart(link) | Marker::LinkEnd(link) = marker {
                *link = along(*link, self.links);
            }
        }
    }
}

/// Whether a number has moved as far as those before it.
fn alike(moved: &mut Option<i64>, before: u32, now: u32) -> bool {
    let by = i64::from(now) - i64::from(before);
    *moved.get_or_insert(by) == by
}

fn along(number: u32, by: Option<i64>) -> u32 {
    let moved = i64::from(number) + by.unwrap_or(0);
    u32::try_from(moved).expect("what was set has no number that its fragments have not")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Cut;
    use crate::language::Language;
    use crate::length::Length;
    use crate::typeset::line::{Case, Drawn, Figures, Hyphenation, Justification, LineEnd, Position, TypeDress};

    fn words(text: &str, element: u32) -> Fragment {
        let dress = TypeDress {
            cut: Cut::Regular,
            size: Length::pt(10),
            case: Case::AsWritten,
            figures: Figures::OldStyle,
            position: Position::Baseline,
            tracking: 0,
            drawn: Drawn::Nothing,
            language: Language::parse("en-GB").unwrap(),
        };
        Fragment::Words { text: text.into(), dress, span: None, element: Some(ElementId(element)) }
    }

    fn manner(measure: i64) -> Manner {
        Manner {
            measure: Length::pt(measure),
            first_indent: Length::ZERO,
            indent: Length::ZERO,
            beside: Default::default(),
            justification: Justification::Justified,
            hyphenation: Hyphenation::Allowed,
        }
    }

    /// A paragraph of two elements with a link over the second, and its one line with that link.
    fn paragraph(element: u32, link: u32) -> (Vec<Fragment>, Vec<Setting>) {
        let link = [Marker::LinkStart(link), Marker::LinkEnd(link)];
        let [start, end] = link.map(Fragment::Marker);
        let fragments = vec![words("One ", element), start, words("two", element + 1), end];
        let line = Line {
            runs: Vec::new(),
            rules: vec![(Default::default(), Some(ElementId(element + 1)))],
            markers: link.map(|marker| (Length::ZERO, marker)).to_vec(),
            end: LineEnd::Last,
            word_space: 1000,
        };
        (fragments, vec![Setting { lines: vec![line], cost: 0, problems: Vec::new() }])
    }

    #[test]
    fn a_paragraph_is_found_again_once_behind_a_citation_that_brought_elements_and_links() {
        let mut known = Known::default();
        let (before, settings) = paragraph(4, 1);
        known.keep(&before, &manner(300), settings);
        let (now, moved) = paragraph(7, 3);
        assert_eq!(known.take(&now, &manner(299)), None, "another measure");
        assert_eq!(known.take(&now, &manner(300)), Some(moved));
        assert_eq!(known.take(&now, &manner(300)), None, "it is given once");
    }

    #[test]
    fn what_did_not_move_alike_is_set_anew() {
        let mut known = Known::default();
        let (before, settings) = paragraph(4, 1);
        known.keep(&before, &manner(300), settings);
        let (mut now, _) = paragraph(7, 3);
        now[2] = words("two", 9);
        assert_eq!(known.take(&now, &manner(300)), None);
        now[2] = words("too", 8);
        assert_eq!(known.take(&now, &manner(300)), None);
    }

    #[test]
    fn a_paragraph_waits_for_its_citation() {
        assert!(waits(&[words("See ", 1), Fragment::Unwritten, words(".", 1)]));
        assert!(!waits(&[words("See.", 1)]));
    }
}
