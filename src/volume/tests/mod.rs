//! What an editor can count on, and what an editor's slips get.

mod documents;
mod editions;
mod index;
mod notes;
mod references;
mod registers;
mod works;

/// The beginning of a document: front matter with this title, then its text.
fn document(front: &str, text: &str) -> String {
    format!("+++\n{front}\n+++\n\n{text}\n")
}
