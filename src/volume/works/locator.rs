//! Where in a work: `143`, `ch. 2`, `vol. 3`, `90 [note 4]`.
//!
//! A locator that begins with a number is a page. A known word before it says what else
//! it is, and the style then writes its own word for that. Everything else is printed as
//! it was written.

use hayagriva::citationberg::taxonomy::Locator as Kind;

use crate::volume::walk::plain;
use crate::volume::{Inline, Text};

/// A locator, as the processor takes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Locator {
    /// What it counts.
    pub kind: Kind,
    /// What it says.
    pub words: Words,
}

/// The words of a locator.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Words {
    /// Plain: the style may write a range in its own way.
    Plain(String),
    /// With marks of its own: they are put back as they were.
    Dressed(Text),
}

/// What editors write before a number, and what it counts. Longer words stand before those they begin with.
const WORDS: [(&str, Kind); 62] = [
    ("appendix", Kind::Appendix),
    ("app.", Kind::Appendix),
    ("articles", Kind::ArticleLocator),
    ("article", Kind::ArticleLocator),
    ("arts.", Kind::ArticleLocator),
    ("art.", Kind::ArticleLocator),
    ("books", Kind::Book),
    ("book", Kind::Book),
    ("bks.", Kind::Book),
    ("bk.", Kind::Book),
    ("chapters", Kind::Chapter),
    ("chapter", Kind::Chapter),
    ("chaps.", Kind::Chapter),
    ("chap.", Kind::Chapter),
    ("chs.", Kind::Chapter),
    ("ch.", Kind::Chapter),
    ("columns", Kind::Column),
    ("column", Kind::Column),
    ("cols.", Kind::Column),
    ("col.", Kind::Column),
    ("figures", Kind::Figure),
    ("figure", Kind::Figure),
    ("figs.", Kind::Figure),
    ("fig.", Kind::Figure),
    ("folios", Kind::Folio),
    ("folio", Kind::Folio),
    ("fols.", Kind::Folio),
    ("fol.", Kind::Folio),
    ("ff.", Kind::Folio),
    ("lines", Kind::Line),
    ("line", Kind::Line),
    ("notes", Kind::Note),
    ("note", Kind::Note),
    ("nn.", Kind::Note),
    ("n.", Kind::Note),
    ("numbers", Kind::Issue),
    ("number", Kind::Issue),
    ("nos.", Kind::Issue),
    ("no.", Kind::Issue),
    ("pages", Kind::Page),
    ("page", Kind::Page),
    ("pp.", Kind::Page),
    ("p.", Kind::Page),
    ("paragraphs", Kind::Paragraph),
    ("paragraph", Kind::Paragraph),
    ("paras.", Kind::Paragraph),
    ("para.", Kind::Paragraph),
    ("¶¶", Kind::Paragraph),
    ("¶", Kind::Paragraph),
    ("parts", Kind::Part),
    ("part", Kind::Part),
    ("pts.", Kind::Part),
    ("pt.", Kind::Part),
    ("sections", Kind::Section),
    ("section", Kind::Section),
    ("secs.", Kind::Section),
    ("sec.", Kind::Section),
    ("§§", Kind::Section),
    ("§", Kind::Section),
    ("volumes", Kind::Volume),
    ("vols.", Kind::Volume),
    ("vol.", Kind::Volume),
];

/// Reads a locator.
pub(super) fn read(text: &Text) -> Option<Locator> {
    let words = plain(text);
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let only_words = text.iter().all(|inline| matches!(inline, Inline::Text(..)));
    if !only_words {
        let kind = if is_number(words) { Kind::Page } else { Kind::Custom };
        return Some(Locator { kind, words: Words::Dressed(text.clone()) });
    }
    let lower = words.to_lowercase();
    let known = WORDS.iter().find_map(|(word, kind)| {
        let rest = lower.strip_prefix(word)?;
        let rest = words.get(words.len() - rest.len()..)?;
        is_number(rest.trim_start()).then_some((*kind, rest.trim_start()))
    });
    let (kind, rest) = match known {
        Some(known) => known,
        None if is_number(words) => (Kind::Page, words),
        None => (Kind::Custom, words),
    };
    Some(match kind {
        Kind::Custom => Locator { kind, words: Words::Dressed(text.clone()) },
        _ => Locator { kind, words: Words::Plain(rest.to_owned()) },
    })
}

/// Whether `words` begin with a number, arabic or roman.
fn is_number(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    first.starts_with(|c: char| c.is_ascii_digit())
        || (!first.is_empty() && first.chars().all(|c| "ivxlcdmIVXLCDM".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    fn span() -> Span {
        Span::new(Sources::from_texts([("a.md", "")]).find("a.md").unwrap(), 0, 0)
    }

    fn locator(words: &str) -> (Kind, Option<String>) {
        let read = read(&vec![Inline::Text(words.into(), span())]).unwrap();
        match read.words {
            Words::Plain(words) => (read.kind, Some(words)),
            Words::Dressed(_) => (read.kind, None),
        }
    }

    #[test]
    fn a_number_alone_is_a_page() {
        assert_eq!(locator("143"), (Kind::Page, Some("143".into())));
        assert_eq!(locator("88–91"), (Kind::Page, Some("88–91".into())));
        assert_eq!(locator("xii"), (Kind::Page, Some("xii".into())));
        assert_eq!(locator("pp. 5, 7"), (Kind::Page, Some("5, 7".into())));
    }

    #[test]
    fn a_word_before_the_number_says_what_it_counts() {
        assert_eq!(locator("ch. 2"), (Kind::Chapter, Some("2".into())));
        assert_eq!(locator("Vol. III"), (Kind::Volume, Some("III".into())));
        assert_eq!(locator("n. 4"), (Kind::Note, Some("4".into())));
        assert_eq!(locator("fol. 14v"), (Kind::Folio, Some("14v".into())));
        assert_eq!(locator("§3"), (Kind::Section, Some("3".into())));
    }

    #[test]
    fn what_is_neither_stays_as_it_was_written() {
        assert_eq!(locator("passim"), (Kind::Custom, None));
        assert_eq!(locator("notes to the reader"), (Kind::Custom, None));
    }

    #[test]
    fn no_locator_is_none() {
        assert_eq!(read(&Text::new()), None);
    }
}
