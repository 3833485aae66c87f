//! How the index is made: `[index]`.

use super::typed::{self, Field};
use super::values::Values;
use crate::language::Language;

/// `[index]`
#[derive(Clone, Debug, PartialEq)]
pub struct IndexRules {
    /// Whether references to people are index entries too.
    pub people: IndexPeople,
    /// What locators are.
    pub locators: Locators,
    /// How ranges of pages or documents are written.
    pub ranges: IndexRanges,
    /// How headings are compared.
    pub order: IndexOrder,
    /// Where subheadings stand.
    pub subheadings: Subheadings,
}

/// How ranges are written in the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexRanges {
    /// 321–328.
    #[default]
    Full,
    /// 321–28, as the Chicago Manual has it.
    Chicago,
}

/// How headings of the index, and names of registers, are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexOrder {
    /// Spaces do not count: Newark, New York.
    #[default]
    LetterByLetter,
    /// Spaces part words, and the shorter word stands first: New York, Newark.
    WordByWord,
}

/// Where the subheadings of the index stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subheadings {
    /// On lines of their own, indented.
    #[default]
    Indented,
    /// In one paragraph with their heading.
    RunIn,
}

/// Whether references to people are index entries too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexPeople {
    /// They are.
    Indexed,
    /// They are not.
    Left,
}

/// What the locators of the index are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locators {
    /// Page numbers.
    Page,
    /// Document numbers.
    Document,
}

/// `[index]`. Ranges are shortened where that is the custom: in English.
pub(super) fn index(field: Field<typed::Index>, language: &Language, values: &mut Values<'_>) -> IndexRules {
    let rules = values.or_default(field);
    let locators = [("page", Locators::Page), ("document", Locators::Document)];
    let ranges = [("chicago", IndexRanges::Chicago), ("full", IndexRanges::Full)];
    let order = [("letter-by-letter", IndexOrder::LetterByLetter), ("word-by-word", IndexOrder::WordByWord)];
    let subheadings = [("indented", Subheadings::Indented), ("run-in", Subheadings::RunIn)];
    let usual_ranges = if language.primary() == "en" { IndexRanges::Chicago } else { IndexRanges::Full };
    IndexRules {
        people: match values.value(rules.people) {
            Some((false, _)) => IndexPeople::Left,
            Some((true, _)) | None => IndexPeople::Indexed,
        },
        locators: values.choice(rules.locators, &locators).unwrap_or(Locators::Page),
        ranges: values.choice(rules.ranges, &ranges).unwrap_or(usual_ranges),
        order: values.choice(rules.order, &order).unwrap_or_default(),
        subheadings: values.choice(rules.subheadings, &subheadings).unwrap_or_default(),
    }
}
