//! bookgen makes documentary readers: introduction, essays, documents, glossaries,
//! bibliography and notes, from an editor's sources to EPUB and print-ready PDF.
//!
//! Data goes one way through named stations, each a function from one named type to the
//! next; `docs/architecture.md` shows the house.

pub mod date;
pub mod epub;
pub mod fonts;
pub mod language;
pub mod length;
pub mod manifest;
pub mod manuscript;
pub mod report;
pub mod source;
pub mod typeset;
pub mod volume;
