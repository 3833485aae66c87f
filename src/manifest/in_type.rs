//! Words of the manifest as they are printed: with the quotation marks, dashes and dots of the volume's language.
//!
//! Only what is Markdown becomes a tree; a title, a name, a publisher is a plain string, and typed as straight as the
//! text is. What a file or an edition is known by (slug, identifier) is made of the words as typed.

use super::{Contents, Manifest, Metadata, Piece, PieceKind};
use crate::language::{Language, typed};

/// Puts everything that is printed of `manifest` into type.
pub(super) fn set(manifest: &mut Manifest) {
    let language = manifest.metadata.language.clone();
    metadata(&mut manifest.metadata, &language);
    contents(&mut manifest.contents, &language);
    for edition in manifest.editions.values_mut() {
        edition.title.iter_mut().chain(&mut edition.subtitle).for_each(|words| put(words, &language));
        edition.front.iter_mut().chain(&mut edition.back).for_each(|listed| pieces(listed, &language));
    }
    manifest.bibliography.sections.iter_mut().for_each(|section| put(&mut section.title, &language));
    manifest.words.values_mut().for_each(|words| put(words, &language));
}

fn metadata(metadata: &mut Metadata, language: &Language) {
    let Metadata { title, subtitle, contributors, publisher, place, edition, description, subjects, series, .. } =
        metadata;
    put(title, language);
    let several = [subtitle, publisher, place, edition, description];
    several.into_iter().flatten().for_each(|words| put(words, language));
    subjects.iter_mut().for_each(|subject| put(subject, language));
    for person in contributors {
        put(&mut person.name, language);
        put(&mut person.sort, language);
    }
    if let Some(series) = series {
        put(&mut series.title, language);
    }
}

fn put(words: &mut String, language: &Language) {
    *words = typed(words, language);
}

fn contents(contents: &mut Contents, language: &Language) {
    let Contents { front, body, back } = contents;
    [front, body, back].into_iter().for_each(|listed| pieces(listed, language));
}

fn pieces(listed: &mut [Piece], language: &Language) {
    for piece in listed {
        if let PieceKind::Part { title, chapters } = &mut piece.kind {
            put(title, language);
            pieces(chapters, language);
        }
    }
}
