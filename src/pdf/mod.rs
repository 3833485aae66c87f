//! Pages into a PDF.
//!
//! The only room that knows printpdf and lopdf. printpdf lends the page tree, the
//! embedded fonts and their dictionaries; content streams are our own, because a run of
//! justified type is dense and printpdf writes a codepoint a glyph; and what a press
//! needs beyond that is added by a finishing pass on the document before it is saved.
//!
//! The stations inside: which glyphs are used and what each means ([`glyphs`]), pages
//! into content streams ([`content`]), pictures into objects ([`picture`]), printpdf's
//! document ([`skeleton`]), and the finishing pass ([`finish`]).

mod content;
mod finish;
mod glyphs;
mod picture;
mod skeleton;

use rayon::prelude::*;

use crate::fonts::Fonts;
use crate::manifest::{Metadata, Print};
use crate::typeset::page::Pages;

/// Writes the file for the printer: no links, no outline, black ink.
///
/// The same pages give the same bytes, and the file's identifiers are made from them.
pub fn write(pages: &Pages, metadata: &Metadata, print: &Print, fonts: &Fonts) -> Vec<u8> {
    let bleed = print.bleed;
    let alphabet = glyphs::Alphabet::of(pages, fonts);
    let streams: Vec<Vec<u8>> =
        pages.pages.par_iter().map(|page| content::stream(page, pages.trim, bleed, &alphabet)).collect();
    let mut document = skeleton::document(&alphabet, pages.pages.len());
    let pictures = picture::embed(&mut document, &pages.pictures);
    finish::fonts(&mut document, &alphabet);
    finish::contents(&mut document, &streams, &pictures);
    finish::boxes(&mut document, pages.trim, bleed);
    finish::labels(&mut document, &pages.pages);
    finish::metadata(&mut document, metadata, &streams);
    finish::save(document)
}

#[cfg(test)]
mod tests;
