//! Names of languages, and the marks that they write with.

mod marks;

pub use marks::{Change, Flow, neutral, typed};

/// A language, as a BCP 47 tag: `en-GB`, `hu`, `sr-Cyrl`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// Reads a tag; none if it is not of BCP 47's form (RFC 5646 §2.1, without its grandfathered tags).
    pub fn parse(tag: &str) -> Option<Language> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let good = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        good.then(|| Language(tag.to_owned()))
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language proper, in small letters: `en` of `en-GB`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or("").to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag() {
        let known = |tag| Language::parse(tag).is_some();
        assert!(known("en-GB") && known("hu") && known("sr-Cyrl") && known("de-1901"));
        assert!(!known("") && !known("english") && !known("e") && !known("hu-") && !known("h1"));
        assert_eq!(Language::parse("EN-gb").unwrap().primary(), "en");
    }
}
