//! The words that a volume makes, in its own language.
//!
//! "Document No. 26", "see also", "Notes": no output spells such a word itself. The
//! volume's language gives them, and `[words]` in book.toml overrides each by its name
//! in kebab case (`see-also = "compare"`).

/// The words of a volume. Where a word takes a number or a name, `{}` stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// "Edited by {}".
    pub edited_by: String,
    /// "and": before the last of a list of names.
    pub and: String,
    /// "see" in the index and the registers.
    pub see: String,
    /// "see also".
    pub see_also: String,
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
}
