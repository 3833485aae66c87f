//! The tags of a text that our own writer has made.
//!
//! Every element is closed where it should be, every attribute stands in double quotation marks, and no tag has a `>` in it
//! but its own.

use std::ops::Range;

/// A tag of a text.
pub struct Met<'a> {
    /// Where it is.
    pub range: Range<usize>,
    /// The name of its element.
    pub name: &'a str,
    /// What it does.
    pub kind: Kind,
}

/// What a tag does to its element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It opens it.
    Opens,
    /// It closes it.
    Closes,
    /// It is all of it.
    Alone,
}

/// The tags of `text`, in order.
pub fn tags(text: &str) -> impl Iterator<Item = Met<'_>> {
    text.match_indices('<').map(|(at, _)| {
        let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
        let tag = &text[at + 1..end - 1];
        let (kind, tag) = match tag.strip_prefix('/') {
            Some(tag) => (Kind::Closes, tag),
            None if tag.ends_with('/') => (Kind::Alone, &tag[..tag.len() - 1]),
            None => (Kind::Opens, tag),
        };
        Met { range: at..end, name: tag.split(' ').next().unwrap_or_default(), kind }
    })
}

/// The values of an attribute in `text`, each with its place.
pub fn values<'a>(text: &'a str, attribute: &'static str) -> impl Iterator<Item = (usize, &'a str)> {
    let opening = format!(" {attribute}=\"");
    let length = opening.len();
    let starts: Vec<usize> = text.match_indices(&opening).map(|(at, _)| at + length).collect();
    starts.into_iter().map(move |at| (at, text[at..].split('"').next().unwrap_or_default()))
}

/// The markup without the first attribute of a name.
pub fn without(markup: &str, attribute: &'static str) -> String {
    match values(markup, attribute).next() {
        Some((at, value)) => {
            let begin = at - attribute.len() - " =\"".len();
            format!("{}{}", &markup[..begin], &markup[at + value.len() + 1..])
        }
        None => markup.to_owned(),
    }
}

/// The markup without elements: those whose tags begin with `opening`, up to `closing`.
pub fn without_elements(markup: &str, opening: &str, closing: &str) -> String {
    let mut rest = markup;
    let mut left = String::new();
    while let Some(at) = rest.find(opening) {
        left.push_str(&rest[..at]);
        rest = rest[at..].split_once(closing).map_or("", |(_, after)| after);
    }
    left + rest
}
