//! Notes beside the text, where there is room for them.
//!
//! The notes of a piece stand at its end, where a screen reader, a printer and a narrow
//! screen want them. On a wide screen each is moved into the margin, to the height of its
//! call and below the note before it, by style alone (CSS Anchor Positioning, Level 1):
//! calls and notes are named as anchors, and a note is placed below two of them. A browser
//! that does not know anchors leaves the notes where they are.

use crate::markup::Book;
use crate::volume::{Piece, Series};

/// The rules that place the notes of a piece.
pub fn styles(book: &Book, piece: &Piece) -> String {
    let mut rules = String::new();
    // In the order in which they stand in the file: a note can lean on those before it alone.
    let notes = piece.notes.iter().map(|id| &book.volume.notes[id.index()]);
    let (original, editorial): (Vec<_>, Vec<_>) = notes.partition(|note| note.series == Series::Original);
    for (at, note) in original.into_iter().chain(editorial).enumerate() {
        let anchor = |place: crate::volume::PlaceId| &book.volume.places[place.index()].anchor;
        let before = at.checked_sub(1).map(|before| format!(", calc(anchor(--n{before} bottom) + 0.5em)"));
        let top = format!("max(anchor(--c{at} top){})", before.unwrap_or_else(|| ", 0px".into()));
        rules.push_str(&format!("[id=\"{}\"]{{anchor-name:--c{at}}}", anchor(note.first_call)));
        rules.push_str(&format!("[id=\"{}\"]{{anchor-name:--n{at};top:{top}}}\n", anchor(note.place)));
    }
    if rules.is_empty() { rules } else { format!("<style>\n{rules}</style>\n") }
}
