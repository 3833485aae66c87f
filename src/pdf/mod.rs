//! Pages into PDFs: one for the press, one for the screen, one to be corrected.
//!
//! Their demands exclude each other (PDF/X forbids the links that PDF/UA asks for), so they
//! are two files. The only room that knows printpdf and lopdf: printpdf lends the page tree,
//! the embedded fonts and their dictionaries; content streams are our own, because a run of
//! justified type is dense and printpdf writes a codepoint a glyph; and what each standard
//! asks for beyond that is added by a finishing pass on the document before it is saved.
//!
//! The stations inside: how pages lie on their sheets ([`sheet`]), what stands on them as a
//! tree ([`structure`]), which glyphs are used and what each means ([`glyphs`]), pages into
//! content streams ([`content`]), pictures and drawings into objects ([`picture`], [`drawing`]),
//! printpdf's document ([`skeleton`]), and the finishing pass ([`finish`]).

mod content;
mod drawing;
mod finish;
mod glyphs;
mod icc;
mod picture;
mod press;
mod separation;
mod sheet;
mod skeleton;
mod structure;

use std::borrow::Cow;

use lopdf::Document;
use rayon::prelude::*;

use crate::fonts::Fonts;
use crate::manifest::{Print, PrintStandard};
use crate::typeset::page::Pages;
use crate::volume::Volume;

use finish::{Identity, OutputIntent, Packing, Standard};
use glyphs::Alphabet;
use picture::Inks;
use sheet::{Imposition, Sheet};
use structure::{Mark, Tree};

/// Writes the file for the press: PDF/X-4 or PDF/X-1a, type in black ink alone, no links, no outline.
///
/// The same pages give the same bytes, and the file's identifiers are made from them.
pub fn print(pages: &Pages, volume: &Volume, print: &Print, fonts: &Fonts) -> Vec<u8> {
    let imposition = Imposition::of_print(pages.trim, print);
    let pages = match imposition.margin {
        Some(_) => Cow::Owned(sheet::marked(pages, &imposition, &volume.metadata, fonts)),
        None => Cow::Borrowed(pages),
    };
    let Ground { mut document, streams, sheets } = ground(&pages, &imposition, None, Inks::of_print(print), fonts);
    let standard = match print.standard {
        PrintStandard::X4 => Standard::X4,
        PrintStandard::X1a => Standard::X1a,
    };
    let identity = Identity::of(&volume.metadata, standard, &streams);
    finish::boxes(&mut document, &sheets);
    finish::labels(&mut document, &pages.pages);
    finish::info(&mut document, &identity);
    finish::file_identifier(&mut document, &identity);
    let registered = match print.standard {
        PrintStandard::X4 => OutputIntent::Fogra39,
        PrintStandard::X1a => OutputIntent::Fogra39ByName,
    };
    finish::output_intent(&mut document, print.profile.as_deref().map_or(registered, OutputIntent::Press));
    if print.standard == PrintStandard::X1a {
        // PDF/X-1a:2001 builds on PDF 1.3, which has neither XMP nor languages.
        return finish::save(document, "1.3", Packing::Plain);
    }
    finish::xmp(&mut document, &identity);
    finish::language(&mut document, &volume.metadata.language);
    finish::page_layout(&mut document);
    // PDF/X-4 builds on PDF 1.6 (ISO 15930-7 §6.1).
    finish::save(document, "1.6", Packing::Plain)
}

/// Writes the file for readers and archives: PDF/A-2a and PDF/UA-1, tagged, linked, outlined.
pub fn screen(pages: &Pages, volume: &Volume, fonts: &Fonts) -> Vec<u8> {
    let imposition = Imposition::of_screen(pages.trim);
    let tree = Tree::of(pages, volume);
    let Ground { mut document, streams, sheets } = ground(pages, &imposition, Some(&tree), Inks::Screen, fonts);
    let identity = Identity::of(&volume.metadata, Standard::A2aUa1, &streams);
    finish::boxes(&mut document, &sheets);
    finish::labels(&mut document, &pages.pages);
    finish::info(&mut document, &identity);
    finish::file_identifier(&mut document, &identity);
    finish::xmp(&mut document, &identity);
    finish::output_intent(&mut document, OutputIntent::Screen);
    finish::language(&mut document, &volume.metadata.language);
    finish::page_layout(&mut document);
    finish::viewer(&mut document);
    finish::outline(&mut document, &pages.outline, &sheets);
    let links = finish::links(&mut document, &tree, pages, volume, &sheets);
    finish::structure_tree(&mut document, &tree, &links, &sheets);
    // PDF/A-2 builds on PDF 1.7 (ISO 19005-2 §5.1).
    finish::save(document, "1.7", Packing::ObjectStreams)
}

/// Writes a proof: pages to be read and written on, of no standard.
pub fn proof(pages: &Pages, volume: &Volume, fonts: &Fonts) -> Vec<u8> {
    let imposition = Imposition::of_screen(pages.trim);
    let Ground { mut document, streams, sheets } = ground(pages, &imposition, None, Inks::Screen, fonts);
    let identity = Identity::of(&volume.metadata, Standard::None, &streams);
    finish::boxes(&mut document, &sheets);
    finish::labels(&mut document, &pages.pages);
    finish::info(&mut document, &identity);
    finish::file_identifier(&mut document, &identity);
    finish::language(&mut document, &volume.metadata.language);
    finish::viewer(&mut document);
    finish::outline(&mut document, &pages.outline, &sheets);
    finish::save(document, "1.7", Packing::ObjectStreams)
}

/// What every file is finished from.
struct Ground {
    /// Pages with their content, fonts and pictures.
    document: Document,
    /// The content of each page.
    streams: Vec<Vec<u8>>,
    /// How each page lies on its sheet.
    sheets: Vec<Sheet>,
}

/// Pages with their content, fonts and pictures, and nothing else yet.
fn ground(pages: &Pages, imposition: &Imposition, tree: Option<&Tree>, inks: Inks<'_>, fonts: &Fonts) -> Ground {
    let alphabet = Alphabet::of(pages, fonts);
    let sheets: Vec<Sheet> = pages.pages.iter().map(|page| imposition.sheet(page.side)).collect();
    let marks = |at: usize| -> Option<&[Mark]> { tree.map(|tree| &tree.marks[at][..]) };
    let streams: Vec<Vec<u8>> = pages
        .pages
        .par_iter()
        .enumerate()
        .map(|(at, page)| content::stream(page, &sheets[at], imposition.thinnest_rule, marks(at), &alphabet))
        .collect();
    let mut document = skeleton::document(&alphabet, pages.pages.len());
    let pictures = picture::embed(&mut document, &pages.pictures, inks);
    finish::contents(&mut document, &streams, &pictures);
    finish::fonts(&mut document, &alphabet);
    Ground { document, streams, sheets }
}

/// By picture: the most ink on one of its spots, in per cent; none if it is printed in black ink alone.
pub fn ink(pages: &Pages, print: &Print) -> Vec<Option<u32>> {
    pages.pictures.par_iter().map(|picture| picture::heaviest(picture, Inks::of_print(print))).collect()
}

#[cfg(test)]
mod tests;
