//! The processor's words become text of the volume.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{BibliographyItem, ElemChild, ElemChildren, ElemMeta, Formatting};

use super::{Writing, archive, dated, last_words, locator};
use crate::source::Span;
use crate::volume::harvest::{Cited, CitedWork};
use crate::volume::tree::Style;
use crate::volume::walk::plain;
use crate::volume::{Inline, Text};

/// The words of a citation: the processor's, with the editors' own before each work.
pub(super) fn citation(cited: &Cited, rendered: Option<&ElemChildren>, writing: Writing) -> Text {
    let mut text = Text::new();
    let mut writer = Writer { cited, text: &mut text };
    for child in rendered.map_or(&[][..], |children| &children.0) {
        let work = match child {
            ElemChild::Elem(elem) => match elem.meta {
                Some(ElemMeta::Entry(at)) => cited.cites.get(at).map(|cite| (cite, &elem.children)),
                _ => None,
            },
            _ => None,
        };
        match work {
            Some((cite, children)) => writer.work(cite, children, writing),
            None => writer.child(child),
        }
    }
    text
}

/// The words of a work in the bibliography.
pub(super) fn reference(item: &BibliographyItem, span: Span) -> Text {
    let nothing = Cited::nothing(span);
    let mut text = Text::new();
    let mut writer = Writer { cited: &nothing, text: &mut text };
    if let Some(first) = &item.first_field {
        writer.child(first);
        writer.words(" ", Formatting::default());
    }
    for child in &item.content.0 {
        writer.child(child);
    }
    text
}

/// Writes words where the citation stands.
struct Writer<'w, 'c> {
    cited: &'w Cited<'c>,
    text: &'w mut Text,
}

impl Writer<'_, '_> {
    /// A work, after the editors' own words.
    fn work(&mut self, cite: &CitedWork, children: &ElemChildren, writing: Writing) {
        if !cite.prefix.is_empty() {
            self.add(cite.prefix.clone());
            if !plain(&cite.prefix).is_empty() {
                self.words(" ", Formatting::default());
            }
        }
        let mut text = Text::new();
        let mut writer = Writer { cited: self.cited, text: &mut text };
        for child in &children.0 {
            writer.child(child);
        }
        // What the processor drops is written here, as long as it is no bare "ibid."
        let written = plain(&text);
        let ibid = written.to_lowercase().starts_with("ibid");
        if (archive::is_archival(cite.work) && !ibid) || written.is_empty() {
            text = archive::citation(cite, writing, self.cited.span);
        } else {
            dated::say(&mut text, cite.work, writing);
        }
        self.add(text);
    }

    /// Adds `text`; plain words go on where plain words end.
    fn add(&mut self, text: Text) {
        for inline in text {
            match inline {
                Inline::Text(words, _) => self.words(&words, Formatting::default()),
                other => self.text.push(other),
            }
        }
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(formatted) => self.words(&formatted.text, formatted.formatting),
            ElemChild::Elem(elem) => {
                for child in &elem.children.0 {
                    self.child(child);
                }
            }
            ElemChild::Markup(words) => self.words(words, Formatting::default()),
            ElemChild::Link { text, url } => self.link(&text.text, text.formatting, url),
            ElemChild::Transparent { cite_idx, format } => {
                let text = self.cited.cites.get(*cite_idx).map_or(&[][..], |cite| &cite.locator);
                let dressed = dressed(text.to_vec(), *format, self.cited.span);
                self.text.extend(dressed);
            }
        }
    }

    fn words(&mut self, words: &str, formatting: Formatting) {
        let before = last_words(self.text).map_or("", |words| words.as_str());
        let words = &typographic(words, before);
        if words.is_empty() {
            return;
        }
        if let (Some(Inline::Text(last, _)), true) = (self.text.last_mut(), formatting == Formatting::default()) {
            last.push_str(words);
            return;
        }
        let span = self.cited.span;
        self.text.extend(dressed(vec![Inline::Text(words.to_owned(), span)], formatting, span));
    }

    fn link(&mut self, words: &str, formatting: Formatting, url: &str) {
        let known = ["http:", "https:", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
        if !known {
            self.words(words, formatting);
            return;
        }
        let span = self.cited.span;
        let content = dressed(vec![Inline::Text(words.to_owned(), span)], formatting, span);
        self.text.push(Inline::Link { address: url.to_owned(), content, span });
    }
}

/// `words` with the apostrophes of print, and without a full stop after what ends a sentence already ("Who?.").
pub(super) fn typographic(words: &str, before: &str) -> String {
    let mut written = String::with_capacity(words.len());
    let mut last = before.chars().rev().find(|c| !is_closing(*c));
    let mut neighbour = before.chars().next_back();
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let doubled =
            letter == '.' && (matches!(last, Some('?' | '!')) || (written.is_empty() && neighbour == Some('.')));
        if !doubled {
            // Within a word, at its end, and before a year that has lost its century.
            let elides =
                neighbour.is_some_and(char::is_alphanumeric) || letters.peek().is_some_and(char::is_ascii_digit);
            written.push(if letter == '\'' && elides { '’' } else { letter });
        }
        if !is_closing(letter) {
            last = Some(letter);
        }
        neighbour = Some(letter);
    }
    written
}

fn is_closing(letter: char) -> bool {
    matches!(letter, '”' | '’' | '»' | '"')
}

/// `text` in the dress that a style gives it.
fn dressed(text: Text, formatting: Formatting, span: Span) -> Text {
    let mut styles = Vec::new();
    if formatting.font_style == FontStyle::Italic {
        styles.push(Style::Italic);
    }
    if formatting.font_variant == FontVariant::SmallCaps {
        styles.push(Style::SmallCapitals);
    }
    if formatting.font_weight == FontWeight::Bold {
        styles.push(Style::Bold);
    }
    if formatting.text_decoration == TextDecoration::Underline {
        // The volume's own underlining is that of a source: what a style underlines is italic in print.
        styles.push(Style::Italic);
    }
    match formatting.vertical_align {
        VerticalAlign::Sup => styles.push(Style::Superscript),
        VerticalAlign::Sub => styles.push(Style::Subscript),
        VerticalAlign::None | VerticalAlign::Baseline => {}
    }
    styles.dedup();
    styles.into_iter().fold(text, |text, style| vec![Inline::Styled(style, text, span)])
}

/// Lets the first word begin a sentence, if it is one of ours: "see also", "ibid." Names keep their small letters.
pub(super) fn begin_sentence(text: &mut Text, cited: &Cited) {
    let worded = cited.cites.first().is_some_and(|cite| !cite.prefix.is_empty());
    let Some(words) = first_words(text) else { return };
    if worded || words.starts_with("ibid") {
        change_first(words, |first| first.to_uppercase().collect());
    }
}

/// Lets "Ibid." go on in a sentence that others began.
pub(super) fn go_on(text: &mut Text) {
    if let Some(words) = first_words(text)
        && words.starts_with("Ibid")
    {
        change_first(words, |first| first.to_lowercase().collect());
    }
}

/// Takes `end` from the end of `text`.
pub(super) fn strip_end(text: &mut Text, end: &str) {
    if let Some(words) = last_words(text)
        && let Some(rest) = words.strip_suffix(end)
    {
        let length = rest.len();
        words.truncate(length);
    }
}

fn first_words(text: &mut Text) -> Option<&mut String> {
    match text.first_mut()? {
        Inline::Text(words, _) => Some(words),
        Inline::Styled(_, content, _) | Inline::Link { content, .. } => first_words(content),
        _ => None,
    }
}

fn change_first(words: &mut String, change: impl Fn(char) -> String) {
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &change(first));
    }
}

/// The locator of `cite` as it was written, if it has one.
pub(super) fn locator_as_written(cite: &CitedWork) -> Option<Text> {
    locator::read(&cite.locator).map(|_| cite.locator.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_is_one_within_a_word_at_its_end_and_before_a_year() {
        assert_eq!(
            typographic("The People's Prague Spring '68 of the workers'", ""),
            "The People’s Prague Spring ’68 of the workers’"
        );
        assert_eq!(typographic("s Time", "Stalin"), "s Time");
        assert_eq!(typographic(".", "Who?"), "", "a question ends its sentence");
    }
}
