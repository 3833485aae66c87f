//! The words that a volume makes, in its own language.
//!
//! "Document No. 26", "see also", "Notes": no output spells such a word itself. The
//! volume's language gives them, and `[words]` in book.toml overrides each by its name
//! in kebab case (`see-also = "compare"`). The languages stand as data in `words/`; one
//! that is not there speaks English.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::language::Language;
use crate::manifest::Manifest;
use crate::report::{Code, Diagnostic, Report, did_you_mean};

/// The words of a volume. Where a word takes a number or a name, `{}` stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Words {
    /// Before a document's number: "Document No. {}".
    pub document: String,
    /// Before a range of documents: "Document Nos. {}".
    pub documents: String,
    /// "Chapter {}".
    pub chapter: String,
    /// "Figure {}".
    pub figure: String,
    /// "note {}": a reference to a note.
    pub note: String,
    /// "Notes": the heading over notes where there are no pages.
    pub notes: String,
    /// "From": before a sender.
    pub from: String,
    /// "To": before a recipient.
    pub to: String,
    /// "Translated by {}".
    pub translated_by: String,
    /// "Original in {}": the language of the original.
    pub original_in: String,
    /// "{}, in the book": a document that is not in the edition.
    pub in_the_book: String,
    /// What a selection says of its numbers; `{}` is the book's title.
    pub selection_note: String,
    /// What a document that stands in a file of its own says; `{}` is the book's title.
    pub document_alone: String,
    /// "1 page".
    pub one_page: String,
    /// "{} pages".
    pub several_pages: String,
    /// "Edited by {}".
    pub edited_by: String,
    /// "and": before the last of a list of names.
    pub and: String,
    /// "see" in the index and the registers.
    pub see: String,
    /// "see also".
    pub see_also: String,
    /// Small words that do not count where a subheading of the index begins with them: "and of the".
    pub index_small_words: String,
    /// "also": before other forms of a name.
    pub also: String,
    /// "(continued)": after a heading repeated on a new page.
    pub continued: String,
    /// "Contents".
    pub contents: String,
    /// "List of Documents".
    pub list_of_documents: String,
    /// "List of Figures".
    pub list_of_figures: String,
    /// "Editorial Signs".
    pub signs: String,
    /// "Abbreviations".
    pub abbreviations: String,
    /// "Chronology".
    pub chronology: String,
    /// "People".
    pub people: String,
    /// "Organisations".
    pub organisations: String,
    /// "Terms".
    pub terms: String,
    /// "Bibliography".
    pub bibliography: String,
    /// "Other Works": the bibliography's section for what no other section takes.
    pub other_works: String,
    /// "Index".
    pub index: String,
    /// "Colophon".
    pub colophon: String,
    /// "Copyright": the name of that page in navigation.
    pub copyright: String,
    /// "Title page".
    pub title_page: String,
    /// "Half-title".
    pub half_title: String,
    /// "Series".
    pub series_page: String,
    /// "volume {}": the volume's number in its series.
    pub series_number: String,
    /// "Dedication".
    pub dedication: String,
    /// "Cover".
    pub cover: String,
    /// "Headnote": what a screen reader calls it.
    pub headnote: String,
    /// "Source": what a screen reader calls the source note.
    pub source: String,
    /// "Back to the text": a note's back link, for a screen reader.
    pub back_to_text: String,
    /// "Page {}".
    pub page: String,
    /// "ISBN {} (print)".
    pub isbn_print: String,
    /// "ISBN {} (EPUB)".
    pub isbn_epub: String,
    /// "n.d.": a source without date.
    pub no_date: String,
    /// "Set in {}. Made with bookgen.": the colophon.
    pub set_in: String,
    /// "word": what the signs of the key are shown on.
    pub sign_word: String,
    /// What `[sic]` means.
    pub sign_sic: String,
    /// What `[illegible]` means.
    pub sign_illegible: String,
    /// What `[word?]` means.
    pub sign_doubtful: String,
    /// What `[...]` means.
    pub sign_omission: String,
    /// What `[p. 2]` means.
    pub sign_source_page: String,
    /// What other words in brackets mean.
    pub sign_addition: String,
    /// What a line through a word means.
    pub sign_struck: String,
    /// What the sign of insertion means.
    pub sign_inserted: String,
    /// What a line under a word means.
    pub sign_underlined: String,
    /// What two lines under a word mean.
    pub sign_double_underlined: String,
    /// What a row of asterisks means.
    pub sign_asterisks: String,
    /// "Pages of the print edition": the list of them, for a screen reader.
    pub print_pages: String,
    /// "Print edition: {}": the book whose pages are marked, where it has no ISBN.
    pub print_edition: String,
    /// "Search".
    pub search: String,
    /// "Words to search for": what the field of the search is for.
    pub search_words: String,
    /// "Found in {} texts".
    pub search_found: String,
    /// "Nothing was found".
    pub search_none: String,
    /// What is said of the search where scripts are off.
    pub search_script: String,
    /// "Cite as": before the line that says how a page of the web is cited.
    pub cite_as: String,
    /// "Previous": the text before this one.
    pub previous: String,
    /// "Next": the text after this one.
    pub next: String,
    /// "Skip to the text": for those who go through a page by its links.
    pub skip_to_text: String,
    /// "Proof": the mark of pages that are not the book yet.
    pub proof: String,
    /// "Queries": the list of them at the end of a proof.
    pub queries: String,
    /// Names of languages, by their primary tags: "Hungarian" under `hu`.
    pub languages: BTreeMap<String, String>,
}

/// The languages that volumes can speak: primary tag, and their words.
const TABLES: [(&str, &str); 8] = [
    ("en", include_str!("words/en.toml")),
    ("hu", include_str!("words/hu.toml")),
    ("de", include_str!("words/de.toml")),
    ("fr", include_str!("words/fr.toml")),
    ("cs", include_str!("words/cs.toml")),
    ("pl", include_str!("words/pl.toml")),
    ("ro", include_str!("words/ro.toml")),
    ("ru", include_str!("words/ru.toml")),
];

/// Where American usage differs from British.
const AMERICAN: &str = include_str!("words/en-US.toml");

impl Words {
    /// The words of `language`; English where there is no table for it.
    pub fn of(language: &Language) -> Words {
        from_table(table(language))
    }

    /// The name of `language` in these words' own; its tag where no table names it.
    pub fn language(&self, language: &Language) -> String {
        self.languages.get(&language.primary()).cloned().unwrap_or_else(|| language.tag().to_owned())
    }
}

/// The words of the volume's language, and the author's own for them.
pub(super) fn chosen(manifest: &Manifest, report: &mut Report) -> Words {
    let mut table = table(&manifest.metadata.language);
    for (key, word) in &manifest.words {
        let Some(toml::Value::String(known)) = table.get_mut(key) else {
            report.push(unknown_word(key, &table));
            continue;
        };
        *known = if known.contains("{}") && !word.contains("{}") { format!("{word} {{}}") } else { word.clone() };
    }
    let mut words = from_table(table);
    if let Some(label) = &manifest.documents.label {
        words.document = with_place(label);
        // An author who names the documents and not their plural has one word for both.
        words.documents = with_place(manifest.documents.label_plural.as_ref().unwrap_or(label));
    } else if let Some(plural) = &manifest.documents.label_plural {
        words.documents = with_place(plural);
    }
    words
}

/// `word` with what stands for its number or name put in.
pub(super) fn filled(word: &str, with: &str) -> String {
    word.replacen("{}", with, 1)
}

/// A made word where it begins a sentence.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `label` with a place for a number: "No. {}".
fn with_place(label: &str) -> String {
    if label.contains("{}") { label.to_owned() } else { format!("{label} {{}}").trim_start().to_owned() }
}

/// The words of `language` as a table, by their names in kebab case.
fn table(language: &Language) -> toml::Table {
    let primary = language.primary();
    let text = TABLES.iter().find(|(tag, _)| *tag == primary).map_or(TABLES[0].1, |(_, text)| text);
    let mut words = parsed(text);
    if language.tag().eq_ignore_ascii_case("en-US") {
        words.extend(parsed(AMERICAN));
    }
    words
}

fn parsed(text: &str) -> toml::Table {
    text.parse().expect("the tables are part of the program, and a test reads each")
}

fn from_table(table: toml::Table) -> Words {
    Words::deserialize(table).expect("the tables are part of the program, and a test reads each")
}

/// `[words]` has a word that no volume makes.
fn unknown_word(key: &str, known: &toml::Table) -> Diagnostic {
    let problem = Diagnostic::of_volume(Code::UnknownKey, format!("`words.{key}` is no word that a volume makes"));
    let words = known.iter().filter(|(_, value)| value.is_str()).map(|(name, _)| name.as_str());
    match did_you_mean(key, words) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> Words {
        Words::of(&Language::parse(tag).unwrap())
    }

    #[test]
    fn every_language_has_every_word() {
        for (tag, text) in TABLES {
            let words = from_table(parsed(text));
            assert!(words.languages.contains_key(tag), "{tag} does not name itself");
            assert_eq!(words.languages.len(), of("en").languages.len(), "{tag} names other languages than English");
        }
    }

    #[test]
    fn a_word_takes_a_number_in_one_language_as_in_another() {
        for (tag, text) in TABLES {
            for (key, english) in &parsed(TABLES[0].1) {
                let places = |value: &toml::Value| value.as_str().map(|word| word.matches("{}").count());
                assert_eq!(places(&parsed(text)[key]), places(english), "{key} in {tag}");
            }
        }
    }

    #[test]
    fn american_books_have_organizations() {
        assert_eq!(of("en-US").organisations, "Organizations");
        assert_eq!(of("en-GB").organisations, "Organisations");
        assert_eq!(of("en-US").people, "People");
    }

    #[test]
    fn a_language_without_a_table_speaks_english() {
        assert_eq!(of("sk").contents, "Contents");
    }

    #[test]
    fn a_number_stands_where_its_language_puts_it() {
        assert_eq!(filled(&of("hu").document, "26"), "26. dokumentum");
        assert_eq!(filled(&of("en").documents, "31–53"), "Document Nos. 31–53");
    }
}
