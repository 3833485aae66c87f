//! Names that stand in the text and are not linked to the register that explains them.
//!
//! Asked only of entries to which nothing in the volume refers: an editor who links a name
//! where it comes first, and not again, is right. A name is looked for whole, as the
//! register has it, as it is spoken ("Nagy, Imre" is Imre Nagy), and in its other forms.

use crate::source::Span;
use crate::volume::walk::{self, Descend, Node, plain};
use crate::volume::{Answered, Entry, Inline, RegisterKind, Volume};

/// Where a name stands.
#[derive(Debug)]
pub(super) struct Named {
    /// The name as it stands there.
    pub words: String,
    /// The place.
    pub span: Span,
}

/// The first place where `entry` is named in the text.
pub(super) fn first_named(volume: &Volume, entry: &Entry) -> Option<Named> {
    let forms = forms(entry);
    let case = if entry.register == RegisterKind::Terms { Case::Either } else { Case::AsWritten };
    let mut found = None;
    let mut visit = |node: Node<'_, Answered>| {
        if let (None, Node::Inline(Inline::Text(text, span))) = (&found, node) {
            found = forms.iter().find_map(|form| named(text, *span, form, case));
        }
        Descend::Into
    };
    for piece in &volume.pieces {
        piece.texts().into_iter().for_each(|text| walk::inlines(text, &mut visit));
        piece.blocks().into_iter().for_each(|blocks| walk::blocks(blocks, &mut visit));
        for note in &piece.notes {
            walk::blocks(&volume.notes[note.index()].blocks, &mut visit);
        }
    }
    found
}

/// How the name is linked where it stands.
pub(super) fn link(id: &str, words: &str) -> String {
    if id == words { format!("write `[[{id}]]` here") } else { format!("write `[[{id}|{words}]]` here") }
}

/// Whether capitals tell words apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    AsWritten,
    Either,
}

/// The forms in which an entry may be named.
fn forms(entry: &Entry) -> Vec<String> {
    let name = plain(&entry.name);
    let spoken = name.split_once(", ").map(|(family, given)| format!("{given} {family}"));
    // A single letter or an empty form would be found everywhere.
    let forms = spoken.into_iter().chain([name]).chain(entry.also.iter().cloned());
    forms.filter(|form| form.chars().count() > 1).collect()
}

/// `form` as whole words of `text`.
fn named(text: &str, span: Span, form: &str, case: Case) -> Option<Named> {
    let mut same_case = text.match_indices(form).map(|(at, _)| at);
    let at = same_case.find(|at| is_whole(text, *at, form.len())).or_else(|| {
        let capital = crate::volume::capitalised(form);
        let found = text.match_indices(&capital).map(|(at, _)| at).find(|at| is_whole(text, *at, capital.len()));
        found.filter(|_| case == Case::Either)
    })?;
    let words = text[at..].chars().take(form.chars().count()).collect::<String>();
    // Where the words are those of the source letter by letter, the name itself can be shown.
    let exact = span.end as usize - span.start as usize == text.len();
    let start = span.start as usize + at;
    let place = if exact { Span::new(span.file, start, start + words.len()) } else { span };
    Some(Named { words, span: place })
}

/// Whether no letter stands before and after the `length` bytes at `at`.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
