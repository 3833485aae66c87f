//! XHTML tags and the one escaper.
//!
//! Every word and every attribute value of a text passes through [`escaped`]. A [`Tag`]
//! is only the opening of an element; [`super::writer::Writer`] closes it, so that no
//! element is ever left open.

use super::Medium;
use crate::language::Language;

/// The beginning of an element: its name and its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
}

impl Tag {
    /// An element without attributes.
    pub fn new(name: &'static str) -> Tag {
        Tag { name, attributes: Vec::new() }
    }

    /// The name of the element.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Adds an attribute.
    pub fn with(mut self, attribute: &'static str, value: &str) -> Tag {
        self.attributes.push((attribute, escaped(value)));
        self
    }

    /// Adds a class.
    pub fn class(self, class: &str) -> Tag {
        self.with("class", class)
    }

    /// Says what the element is, to assistive technology (DPUB-ARIA) and to reading systems.
    pub fn role(self, role: &str, epub_type: &str) -> Tag {
        let tag = if role.is_empty() { self } else { self.with("role", role) };
        if epub_type.is_empty() { tag } else { tag.with("epub:type", epub_type) }
    }

    /// Says in which language the element is, where that is not the one around it.
    pub fn language(self, language: Option<&Language>) -> Tag {
        match language {
            Some(language) => {
                let tag = self.with("lang", language.tag()).with("xml:lang", language.tag());
                tag.with("dir", direction(language))
            }
            None => self,
        }
    }

    /// The opening tag.
    pub fn opening(&self, medium: Medium) -> String {
        format!("<{}{}>", self.name, self.attributes(medium))
    }

    /// The closing tag.
    pub fn closing(&self) -> String {
        format!("</{}>", self.name)
    }

    /// The whole of an element that holds nothing.
    pub fn alone(&self, medium: Medium) -> String {
        format!("<{}{}/>", self.name, self.attributes(medium))
    }

    /// The attributes, without those that `medium` does not know: HTML has no namespaces.
    fn attributes(&self, medium: Medium) -> String {
        let known = |name: &str| medium == Medium::Epub || !name.contains(':');
        let known = self.attributes.iter().filter(|(name, _)| known(name));
        known.map(|(name, value)| format!(" {name}=\"{value}\"")).collect()
    }
}

impl From<&'static str> for Tag {
    fn from(name: &'static str) -> Tag {
        Tag::new(name)
    }
}

/// Which way the script of a language runs.
pub fn direction(language: &Language) -> &'static str {
    let rtl_script = language.tag().split('-').any(|part| matches!(part, "Arab" | "Hebr" | "Syrc" | "Thaa"));
    let latin_script = language.tag().split('-').any(|part| matches!(part, "Latn" | "Cyrl"));
    let rtl =
        matches!(language.primary().as_str(), "ar" | "fa" | "he" | "yi" | "ur" | "ps" | "sd" | "ug" | "dv" | "syr");
    if rtl_script || rtl && !latin_script { "rtl" } else { "ltr" }
}

/// `text` as it stands in XML, within an element or an attribute.
///
/// Characters that XML 1.0 §2.2 forbids cannot come from sources; should one be made, it becomes U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    text.chars().for_each(|character| escape(character, &mut escaped));
    escaped
}

/// Adds `character` to `out` as it stands in XML.
pub fn escape(character: char, out: &mut String) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'.. => out.push(character),
        _ => out.push(char::REPLACEMENT_CHARACTER),
    }
}

/// An address on the net in the characters of RFC 3986, or none if it is no address that a reading system could open.
pub fn address(written: &str) -> Option<String> {
    let (scheme, rest) = written.trim().split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let host = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//")?.split(['/', '?', '#']).next()?,
        "mailto" => rest,
        _ => return None,
    };
    let good_host = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || ".-_@:+%?=&,".contains(c));
    good_host.then(|| format!("{scheme}:{}", percent_encoded(rest)))
}

/// `rest` of an address, every character that RFC 3986 does not know as its bytes in hexadecimal.
fn percent_encoded(rest: &str) -> String {
    let mut encoded = String::with_capacity(rest.len());
    for (at, byte) in rest.bytes().enumerate() {
        let hexadecimal = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let kept = match byte {
            b'%' => hexadecimal(at + 1) && hexadecimal(at + 2),
            // A second `#` has no meaning; brackets stand in IPv6 addresses alone, which no author writes.
            b'#' => !rest[..at].contains('#'),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if kept {
            encoded.push(byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_keeps_for_itself_is_escaped() {
        assert_eq!(escaped(r#"Smith & "Sons" <Ltd>"#), "Smith &amp; &quot;Sons&quot; &lt;Ltd&gt;");
        assert_eq!(escaped("Ávh — ő\u{A0}𝄞"), "Ávh — ő\u{A0}𝄞");
    }

    #[test]
    fn characters_that_xml_forbids_are_replaced() {
        assert_eq!(escaped("a\u{1}b\u{FFFE}c\u{B}d\te"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te");
    }

    #[test]
    fn words_of_another_language_say_so_twice_and_give_their_direction() {
        let tag = |tag| Tag::new("i").language(Language::parse(tag).as_ref()).opening(Medium::Epub);
        assert_eq!(tag("hu"), r#"<i lang="hu" xml:lang="hu" dir="ltr">"#);
        assert_eq!(tag("he"), r#"<i lang="he" xml:lang="he" dir="rtl">"#);
        assert_eq!(tag("ar-Latn"), r#"<i lang="ar-Latn" xml:lang="ar-Latn" dir="ltr">"#);
    }

    #[test]
    fn html_has_no_namespaces() {
        let tag = Tag::new("a").role("doc-noteref", "noteref").with("xml:lang", "hu").with("lang", "hu");
        assert_eq!(tag.opening(Medium::Web), r#"<a role="doc-noteref" lang="hu">"#);
    }

    #[test]
    fn addresses_are_brought_to_the_characters_they_may_have() {
        assert_eq!(address("https://a.org/Ő b?x=[1]#y").as_deref(), Some("https://a.org/%C5%90%20b?x=%5B1%5D#y"));
        assert_eq!(address("https://a.org/100%/50%25").as_deref(), Some("https://a.org/100%25/50%25"));
        assert_eq!(address("mailto:editor@press.hu").as_deref(), Some("mailto:editor@press.hu"));
        assert_eq!([address("http://"), address("javascript:x"), address("https://a b/")], [None, None, None]);
    }
}
