//! What the catalog says of the whole document.

use lopdf::{Document, dictionary};

use super::{catalog, text};
use crate::language::Language;

/// The language of everything that names none of its own (§14.9.2; PDF/UA-1 §7.2).
pub(in crate::pdf) fn language(document: &mut Document, language: &Language) {
    let language = text(language.tag());
    catalog(document).set("Lang", language);
}

/// Facing pages, the first a recto (§7.7.2, Table 28).
pub(in crate::pdf) fn page_layout(document: &mut Document) {
    catalog(document).set("PageLayout", "TwoPageRight");
}

/// The window shows the title, not the file's name (PDF/UA-1 §7.1), and the outline beside the pages.
pub(in crate::pdf) fn viewer(document: &mut Document) {
    catalog(document).set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog(document).set("PageMode", "UseOutlines");
}
