//! What a citation style leaves out, added at the end of a reference.
//!
//! A style decides what it says of a book, and mostly drops what BibLaTeX's own styles
//! print after everything else: the addition to a title, a note, how something was
//! published, an addendum. An editor who wrote it wants it read.

use super::Writing;
use super::dated::{self, add_sentence};
use super::holding::field;
use crate::manuscript::Work;
use crate::volume::Text;
use crate::volume::walk::plain;

/// Fields that are printed whatever the style, in the order of BibLaTeX's styles.
const PRINTED: [&str; 7] = ["titleaddon", "maintitle", "series", "howpublished", "note", "addendum", "pubstate"];

/// Adds to the reference `text` what its style left out of `work`.
pub(super) fn add(text: &mut Text, work: &Work, writing: Writing) {
    dated::say(text, work, writing);
    dated::add(text, work, writing);
    if let Some(first) = field(work, "origdate").filter(|first| !says(text, first.split('-').next().unwrap_or(first))) {
        add_sentence(
            text,
            &format!("[{}]", dated::of_text(first, writing).unwrap_or_else(|| first.to_owned())),
            work.span,
        );
    }
    // In CSL-JSON the note is where Zotero's users and programs keep what is no part of a reference.
    let exported = work.fields.keys().any(|name| name.starts_with("issued."));
    for name in PRINTED.into_iter().filter(|name| !(exported && *name == "note")) {
        if let Some(value) = field(work, name).filter(|value| !says(text, value)) {
            add_sentence(text, value.trim_end_matches('.'), work.span);
        }
    }
}

/// Whether `text` has these words already, whatever stands between them.
fn says(text: &Text, words: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(&plain(text)).contains(&letters(words))
}
