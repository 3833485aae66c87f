//! The finishing pass: what printpdf's document lacks, one function a demand.
//!
//! printpdf hands over a page tree and embedded fonts. Every function here answers one
//! demand of a standard and names its clause; [`super::print`] and [`super::screen`] say
//! which a file must meet. Clauses without a standard's name are those of ISO 32000-1
//! (PDF 1.7).

mod catalog;
mod colour;
mod fonts;
mod identity;
mod navigation;
mod pages;
mod save;
mod tags;

pub(super) use catalog::{language, page_layout, viewer};
pub(super) use colour::{FOGRA39, OutputIntent, output_intent};
pub(super) use fonts::fonts;
pub(super) use identity::{Identity, Standard, file_identifier, info, xmp};
pub(super) use navigation::{links, outline};
pub(super) use pages::{boxes, contents, labels};
pub(super) use save::{Packing, deflate, save};
pub(super) use tags::structure_tree;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::content::decimal;
use super::sheet::Sheet;
use crate::length::{Length, Point, Rect};

/// The dictionary of an object that is known to be one.
fn dictionary_mut(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    document.get_dictionary_mut(id).expect("this object was made as a dictionary")
}

/// The catalog (§7.7.2).
fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().expect("printpdf makes a catalog")
}

/// A text string (§7.9.2.2): plain where it can be, UTF-16 where it must.
fn text(words: &str) -> Object {
    if words.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::string_literal(words);
    }
    let bytes = std::iter::once(0xFEFF).chain(words.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A width in thousandths of an em, whole where it is.
fn real(number: f64) -> Object {
    if number.fract() == 0.0 { Object::Integer(number as i64) } else { Object::Real(number as f32) }
}

/// A length in points, as content streams write it.
fn exact(length: Length) -> Object {
    let digits = decimal(length);
    digits.parse().map_or_else(|_| Object::Real(digits.parse().unwrap_or(0.0)), Object::Integer)
}

/// A rectangle of the trimmed page (§7.9.5): its lower left corner and its upper right.
fn rectangle(rect: Rect, sheet: &Sheet) -> Object {
    let (left, bottom) = sheet.upwards(Point::new(rect.origin.x, rect.bottom()));
    let (right, top) = sheet.upwards(Point::new(rect.right(), rect.origin.y));
    Object::Array([left, bottom, right, top].map(exact).to_vec())
}
