//! The HTML that the format has: forms of the source within a paragraph.

use crate::manuscript::Style;

/// A form that a pair of tags gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `<u>`
    Underlined,
    /// `<ins>`
    Inserted,
    /// `<sc>`
    SmallCapitals,
    /// `<i>`
    Italic,
    /// `<b>`
    Bold,
    /// `<sup>`
    Superscript,
    /// `<sub>`
    Subscript,
    /// `<span lang="…">`
    Span,
}

/// Every tag of the format.
pub(super) const FORMS: [(&str, Form); 8] = [
    ("u", Form::Underlined),
    ("ins", Form::Inserted),
    ("sc", Form::SmallCapitals),
    ("i", Form::Italic),
    ("b", Form::Bold),
    ("sup", Form::Superscript),
    ("sub", Form::Subscript),
    ("span", Form::Span),
];

impl Form {
    /// The dress it gives; none for `<span>`, whose language says it.
    pub fn style(self) -> Option<Style> {
        match self {
            Form::Underlined => Some(Style::Underlined),
            Form::Inserted => Some(Style::Inserted),
            Form::SmallCapitals => Some(Style::SmallCapitals),
            Form::Italic => Some(Style::Italic),
            Form::Bold => Some(Style::Bold),
            Form::Superscript => Some(Style::Superscript),
            Form::Subscript => Some(Style::Subscript),
            Form::Span => None,
        }
    }

    /// Its name in a tag.
    pub fn name(self) -> &'static str {
        FORMS.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }
}

/// What stands between `<` and `>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Angled {
    /// A tag that opens a form; of `<span>`, with the language it names.
    Open(Form, Option<String>),
    /// A tag that closes one.
    Close(Form),
    /// Any other tag.
    Unknown,
    /// `<https://…>`, `<a@b.hu>`: an address.
    Address,
}

/// How far a tag may reach: a guard against looking for its end through a whole book.
const LONGEST_TAG: usize = 1000;

/// Reads what begins with the `<` that `text` begins with: how long it is, and what. None if the `<` is only a sign.
pub(super) fn angled(text: &str) -> Option<(usize, Angled)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(1)?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'!' | b'?')) {
        return address(text);
    }
    if let Some(found) = address(text) {
        return Some(found);
    }
    let end = end_of_tag(bytes)?;
    let inner = &text[1..end - 1];
    if let Some(name) = inner.strip_prefix('/') {
        let named = form(name.trim());
        return match named {
            Some(form) => Some((end, Angled::Close(form))),
            None => name.trim().starts_with(|c: char| c.is_ascii_alphabetic()).then_some((end, Angled::Unknown)),
        };
    }
    let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    let (name, rest) = inner.split_at(name_end);
    let tag = match form(name) {
        Some(Form::Span) => language(rest).map_or(Angled::Unknown, |tag| Angled::Open(Form::Span, Some(tag))),
        Some(form) if rest.trim().is_empty() => Angled::Open(form, None),
        _ => Angled::Unknown,
    };
    Some((end, tag))
}

/// One past the `>` that ends the tag; a tag does not reach over a blank line or another `<`.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut quoted = None;
    for at in 1..bytes.len().min(LONGEST_TAG) {
        match (bytes[at], quoted) {
            (b'\n', _) if bytes.get(at + 1) == Some(&b'\n') => return None,
            (mark, Some(opened)) if mark == opened => quoted = None,
            (_, Some(_)) => {}
            (mark @ (b'"' | b'\''), None) if bytes[at - 1] == b'=' => quoted = Some(mark),
            (b'<', None) => return None,
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The form that a tag's name stands for.
fn form(name: &str) -> Option<Form> {
    FORMS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, form)| *form)
}

/// The value of `lang="…"`, if that is all there is.
fn language(attributes: &str) -> Option<String> {
    let value = attributes.trim().strip_prefix("lang")?.trim_start().strip_prefix('=')?.trim();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then(|| inner.trim().to_owned())
}

/// An address in angle brackets, as CommonMark has it: a scheme and a colon, or a mail address, and no space.
fn address(text: &str) -> Option<(usize, Angled)> {
    let inner_end = text.bytes().take(LONGEST_TAG).position(|b| matches!(b, b'>' | b' ' | b'\n' | b'\t'))?;
    let inner = text.get(1..inner_end).filter(|_| text.as_bytes()[inner_end] == b'>')?;
    let has_scheme = inner.split_once(':').is_some_and(|(scheme, _)| {
        (2..=32).contains(&scheme.len())
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b))
    });
    let is_mail = inner.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b))
            && host.contains('.')
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b))
    });
    (!inner.contains('<') && (has_scheme || is_mail)).then_some((inner_end + 1, Angled::Address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_the_format_are_known() {
        assert_eq!(angled("<u>x"), Some((3, Angled::Open(Form::Underlined, None))));
        assert_eq!(angled("</sc> "), Some((5, Angled::Close(Form::SmallCapitals))));
        assert_eq!(angled("<span lang=\"hu\">"), Some((16, Angled::Open(Form::Span, Some("hu".into())))));
        assert_eq!(angled("<span\n  lang = 'sr-Cyrl' >x").unwrap().1, Angled::Open(Form::Span, Some("sr-Cyrl".into())));
    }

    #[test]
    fn other_tags_are_unknown_and_lone_signs_are_no_tags() {
        for tag in ["<div>", "<br/>", "<u class=\"x\">", "<span>", "</p>", "<!DOCTYPE html>", "<span class='a'>"] {
            assert_eq!(angled(tag).unwrap().1, Angled::Unknown, "{tag}");
        }
        for sign in ["< b", "<5 and >4", "<", "<a <b>", "<b\n\n>", "<é>", "</ >"] {
            assert_eq!(angled(sign), None, "{sign}");
        }
    }

    #[test]
    fn addresses_are_no_tags() {
        assert_eq!(angled("<https://a.hu/?x=1>!"), Some((19, Angled::Address)));
        assert_eq!(angled("<a.b@c.hu>"), Some((10, Angled::Address)));
    }
}
