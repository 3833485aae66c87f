//! Pages: their content, their boxes, their labels.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use super::{catalog, deflate, dictionary_mut, exact};
use crate::length::{Point, Rect};
use crate::pdf::content::picture_resource;
use crate::pdf::sheet::Sheet;
use crate::typeset::page::{Folio, Page};

/// Gives every page its content stream, and all of them the same resources (§7.8.3).
pub(in crate::pdf) fn contents(document: &mut Document, streams: &[Vec<u8>], pictures: &[ObjectId]) {
    let deflated: Vec<Stream> = streams
        .par_iter()
        .map(|content| {
            let mut stream = Stream::new(Dictionary::new(), content.clone());
            deflate(&mut stream);
            stream
        })
        .collect();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let resources = resources(document, &pages, pictures);
    for (page, stream) in pages.into_iter().zip(deflated) {
        let content = document.add_object(stream);
        let page = dictionary_mut(document, page);
        page.set("Contents", content);
        page.set("Resources", resources);
    }
}

/// One dictionary of resources, for all pages: printpdf's fonts, and the pictures. printpdf's own of every page go.
fn resources(document: &mut Document, pages: &[ObjectId], pictures: &[ObjectId]) -> ObjectId {
    let mut fonts = None;
    for page in pages {
        for key in [&b"Contents"[..], b"Resources"] {
            let Ok(Object::Reference(old)) = dictionary_mut(document, *page).get(key).cloned() else { continue };
            if let Some(Object::Dictionary(old)) = document.objects.remove(&old) {
                fonts = fonts.or_else(|| old.get(b"Font").ok().cloned());
                for unused in [&b"XObject"[..], b"ExtGState", b"Shading", b"Properties"] {
                    if let Ok(Object::Reference(unused)) = old.get(unused) {
                        document.objects.remove(unused);
                    }
                }
            }
        }
    }
    let mut resources = Dictionary::new();
    if let Some(fonts) = fonts {
        resources.set("Font", fonts);
    }
    if !pictures.is_empty() {
        let named = pictures.iter().enumerate().map(|(at, id)| (picture_resource(at), Object::Reference(*id)));
        resources.set("XObject", Dictionary::from_iter(named));
    }
    document.add_object(resources)
}

/// The sheet, what of it is printed on, and the trimmed page (§14.11.2; ISO 15930-7 §6.12: TrimBox within BleedBox
/// within MediaBox, and no ArtBox beside a TrimBox).
pub(in crate::pdf) fn boxes(document: &mut Document, sheets: &[Sheet]) {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for (page, sheet) in pages.into_iter().zip(sheets) {
        let page = dictionary_mut(document, page);
        let whole = Rect::new(Point::default(), sheet.media);
        for (name, area) in [("MediaBox", whole), ("BleedBox", sheet.bleed), ("TrimBox", sheet.trim)] {
            page.set(name, on_sheet(area, sheet));
        }
        for unwanted in [&b"CropBox"[..], b"ArtBox", b"Annots", b"Group"] {
            page.remove(unwanted);
        }
    }
}

/// An area of the sheet, counted upwards.
fn on_sheet(area: Rect, sheet: &Sheet) -> Object {
    let height = sheet.media.height;
    let sides = [area.origin.x, height - area.bottom(), area.right(), height - area.origin.y];
    Object::Array(sides.map(exact).to_vec())
}

/// Roman and arabic folios as page labels (§12.4.2).
pub(in crate::pdf) fn labels(document: &mut Document, pages: &[Page]) {
    let mut ranges = Vec::new();
    let mut expected = None;
    for (at, page) in pages.iter().enumerate() {
        if expected != Some(page.folio) {
            let (style, start) = match page.folio {
                Folio::Roman(number) => ("r", number),
                Folio::Arabic(number) => ("D", number),
            };
            ranges.push(Object::Integer(at as i64));
            ranges.push(dictionary! { "S" => style, "St" => i64::from(start) }.into());
        }
        expected = Some(match page.folio {
            Folio::Roman(number) => Folio::Roman(number + 1),
            Folio::Arabic(number) => Folio::Arabic(number + 1),
        });
    }
    let labels = document.add_object(dictionary! { "Nums" => ranges });
    catalog(document).set("PageLabels", labels);
}
