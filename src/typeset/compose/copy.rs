//! The copy: a text as one string, and what lies along it.
//!
//! Fragments say how a text was made; lines are broken over the text as a whole. Joining
//! the fragments first is what keeps a mark for the index from cutting the word it
//! stands in: shaping and hyphenation see whole words.

use std::ops::Range;

use crate::source::Span;
use crate::typeset::line::{Fragment, Leader, Marker, TypeDress};
use crate::typeset::page::ElementId;

/// A text as one string, with what lies along it.
#[derive(Debug, Default)]
pub(super) struct Copy<'a> {
    /// The text: spaces are single, none stands at either end of a line that is kept, and characters that only
    /// say where a word may be divided are gone.
    pub(super) text: String,
    /// The dress of every word, in order. Only the stand-ins of [`Stop`]s are in none.
    pub(super) stretches: Vec<Stretch<'a>>,
    /// Markers and where they stand, in order.
    pub(super) markers: Vec<(usize, Marker)>,
    /// What stands in the text as one character that is not a letter.
    pub(super) stops: Vec<(usize, Stop)>,
    /// Where the author allows or forbids a break inside a word.
    pub(super) hints: Vec<(usize, Hint)>,
}

/// A stretch of text from one fragment.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    /// Where it is in the text.
    pub(super) range: Range<usize>,
    /// How it is dressed.
    pub(super) dress: &'a TypeDress,
    /// What it belongs to.
    pub(super) element: Option<ElementId>,
    /// Its place in the sources.
    pub(super) span: Option<Span>,
    /// Whether byte `i` of the stretch is byte `i` of the span.
    verbatim: Verbatim,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verbatim {
    Yes,
    No,
}

impl Stretch<'_> {
    /// The place in the sources of a part of the text, as exactly as it is known.
    pub(super) fn span_of(&self, part: Range<usize>) -> Option<Span> {
        let span = self.span?;
        if self.verbatim == Verbatim::No {
            return Some(span);
        }
        let inside = |at: usize| span.start + (at.clamp(self.range.start, self.range.end) - self.range.start) as u32;
        Some(Span { start: inside(part.start), end: inside(part.end), ..span })
    }
}

/// What stands in the text for something that is not a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A line end that is kept.
    Kept,
    /// White that pushes what follows to the right.
    Fill(Leader),
}

impl Stop {
    /// The character that stands for it, chosen for what it does to the direction of writing.
    fn stand_in(self) -> char {
        match self {
            Stop::Kept => '\u{2028}',
            Stop::Fill(_) => '\u{FFFC}',
        }
    }
}

/// What the author says about a place inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A soft hyphen: the word may be divided here.
    Divide,
    /// A zero-width space: a line may end here, without a hyphen.
    Break,
    /// A word joiner: no line may end here.
    Join,
}

impl Hint {
    fn of(character: char) -> Option<Hint> {
        match character {
            '\u{AD}' => Some(Hint::Divide),
            '\u{200B}' => Some(Hint::Break),
            '\u{2060}' | '\u{FEFF}' => Some(Hint::Join),
            _ => None,
        }
    }
}

impl<'a> Copy<'a> {
    /// The copy of some fragments.
    pub(super) fn new(fragments: &'a [Fragment]) -> Copy<'a> {
        let mut copy = Copy::default();
        for fragment in fragments {
            match fragment {
                Fragment::Words { text, dress, span, element } => copy.add_words(text, dress, *span, *element),
                Fragment::Marker(marker) => copy.markers.push((copy.text.len(), *marker)),
                Fragment::Break => copy.add_stop(Stop::Kept),
                Fragment::Fill(leader) => copy.add_stop(Stop::Fill(*leader)),
                Fragment::Unwritten => {}
            }
        }
        copy.drop_space_at_end();
        copy.settle_markers();
        copy
    }

    fn add_words(&mut self, words: &str, dress: &'a TypeDress, span: Option<Span>, element: Option<ElementId>) {
        let start = self.text.len();
        let mut lost = 0;
        for (at, character) in words.char_indices() {
            if let Some(hint) = Hint::of(character) {
                self.hints.push((self.text.len(), hint));
            } else if !is_space(character) {
                self.text.push(character);
                continue;
            } else if !self.at_line_start() && !self.text.ends_with(' ') {
                self.text.push(' ');
                continue;
            }
            if self.text.len() == start {
                lost = at + character.len_utf8();
            } else {
                lost = usize::MAX;
            }
        }
        // What is lost at the beginning alone moves the span; what is lost inside makes it a rough place.
        let exact = span.filter(|span| span.range().len() == words.len() && lost != usize::MAX);
        let (span, verbatim) = match exact {
            Some(span) => (Some(Span { start: span.start + lost as u32, ..span }), Verbatim::Yes),
            None => (span, Verbatim::No),
        };
        if self.text.len() > start {
            self.stretches.push(Stretch { range: start..self.text.len(), dress, element, span, verbatim });
        }
    }

    fn add_stop(&mut self, stop: Stop) {
        self.drop_space_at_end();
        self.stops.push((self.text.len(), stop));
        self.text.push(stop.stand_in());
    }

    fn at_line_start(&self) -> bool {
        self.text.is_empty()
            || self.stops.last().is_some_and(|(at, stop)| at + stop.stand_in().len_utf8() == self.text.len())
    }

    /// A space has nothing to stand before at a line end or a fill.
    fn drop_space_at_end(&mut self) {
        if !self.text.ends_with(' ') || self.at_line_start() {
            return;
        }
        self.text.pop();
        let end = self.text.len();
        while self.stretches.last().is_some_and(|stretch| stretch.range.start >= end) {
            self.stretches.pop();
        }
        if let Some(stretch) = self.stretches.last_mut() {
            stretch.range.end = end.min(stretch.range.end);
        }
        for (at, _) in self.markers.iter_mut().rev().take_while(|(at, _)| *at > end) {
            *at = end;
        }
    }

    /// What opens belongs to the word after it, what closes to the word before it: a link that ends after a
    /// space ends before it. The order of markers stays.
    fn settle_markers(&mut self) {
        let mut before = 0;
        for (at, marker) in &mut self.markers {
            let settled = match marker {
                Marker::LinkStart(_) if self.text[*at..].starts_with(' ') => *at + 1,
                Marker::LinkEnd(_) | Marker::Call(_) if self.text[..*at].ends_with(' ') => *at - 1,
                Marker::Place(_) | Marker::Call(_) | Marker::LinkStart(_) | Marker::LinkEnd(_) => *at,
            };
            *at = settled.max(before);
            before = *at;
        }
    }

    /// The number of the stretch that holds byte `at`.
    pub(super) fn stretch_at(&self, at: usize) -> usize {
        self.stretches.partition_point(|stretch| stretch.range.end <= at).min(self.stretches.len().saturating_sub(1))
    }
}

/// Whether a character is a space that a line may end at. Line and paragraph separators in a word are spaces too.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use crate::typeset::compose::tests::{dress, marker, words};

    #[test]
    fn spaces_are_single_across_fragments_and_none_stands_at_the_ends() {
        let fragments = [words(" One "), words(" two"), Fragment::Break, words(" three  four ")];
        let copy = Copy::new(&fragments);
        assert_eq!(copy.text, "One two\u{2028}three four");
        assert_eq!(copy.stops, [(7, Stop::Kept)]);
    }

    #[test]
    fn what_says_where_a_word_may_be_divided_is_not_text() {
        let fragments = [words("Frei\u{AD}heit a/\u{200B}b\u{2060}c")];
        let copy = Copy::new(&fragments);
        assert_eq!(copy.text, "Freiheit a/bc");
        assert_eq!(copy.hints, [(4, Hint::Divide), (11, Hint::Break), (12, Hint::Join)]);
    }

    #[test]
    fn links_begin_at_a_word_and_end_at_one() {
        let fragments =
            [words("see"), marker(Marker::LinkStart(0)), words(" page "), marker(Marker::LinkEnd(0)), words("9")];
        let copy = Copy::new(&fragments);
        assert_eq!(copy.markers, [(4, Marker::LinkStart(0)), (8, Marker::LinkEnd(0))]);
    }

    #[test]
    fn a_part_of_the_text_knows_its_place_in_the_sources() {
        let sources = Sources::from_texts([("a.md", "xx one two three")]);
        let file = sources.find("a.md").unwrap();
        let dress = dress();
        let words = |text: &str| Fragment::Words {
            text: text.into(),
            dress: dress.clone(),
            span: Some(Span::new(file, 3, 16)),
            element: None,
        };
        let verbatim = [words("one two three")];
        let copy = Copy::new(&verbatim);
        let place = copy.stretches[0].span_of(4..7).unwrap();
        assert_eq!(sources.text(place), "two");
        let changed = [words("ONE two")];
        assert_eq!(sources.text(Copy::new(&changed).stretches[0].span_of(4..7).unwrap()), "one two three");
    }
}
