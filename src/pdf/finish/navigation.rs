//! Ways through the file: links and the outline.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{catalog, dictionary_mut, exact, rectangle, text};
use crate::length::{Length, Point};
use crate::pdf::sheet::Sheet;
use crate::pdf::structure::{LinkText, PlacedLink, Tree};
use crate::typeset::page::{LinkTarget, OutlineItem, Pages, Spot};
use crate::volume::Volume;

/// How far above its baseline what is led to is shown.
const ABOVE: Length = Length::pt(14);

/// The links as annotations (§12.5.6.5), in the order of the tree. Each says in words where it leads (PDF/UA-1
/// §7.18.5), is printed (PDF/A-2 §6.3.2), and knows its structure element.
pub(in crate::pdf) fn links(
    document: &mut Document,
    tree: &Tree,
    pages: &Pages,
    volume: &Volume,
    sheets: &[Sheet],
) -> Vec<ObjectId> {
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut of_page: Vec<Vec<Object>> = vec![Vec::new(); ids.len()];
    let mut annotations = Vec::with_capacity(tree.links.len());
    for (at, link) in tree.links.iter().enumerate() {
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => rectangle(link.rect, &sheets[link.page]),
            "F" => 4,
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "StructParent" => (ids.len() + at) as i64,
            "Contents" => text(&told(link, pages, volume)),
        };
        match &link.to {
            LinkTarget::Place(place) => {
                if let Some(spot) = pages.places.get(*place).copied().flatten() {
                    annotation.set("Dest", destination(spot, &ids, sheets));
                }
            }
            LinkTarget::Address(address) => {
                annotation.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(uri(address)) });
            }
        }
        let annotation = document.add_object(annotation);
        of_page[link.page].push(Object::Reference(annotation));
        annotations.push(annotation);
    }
    for (page, annotations) in ids.iter().zip(of_page) {
        if !annotations.is_empty() {
            dictionary_mut(document, *page).set("Annots", annotations);
        }
    }
    annotations
}

/// Where a link leads, in words.
fn told(link: &PlacedLink, pages: &Pages, volume: &Volume) -> String {
    let place = match &link.to {
        LinkTarget::Address(address) => return address.clone(),
        LinkTarget::Place(place) => *place,
    };
    let title = volume.places.get(place).map_or("", |place| place.title.as_str());
    let folio = pages.places.get(place).copied().flatten().map(|spot| pages.pages[spot.page].folio.to_string());
    let page = volume.words.page.replacen("{}", &folio.unwrap_or_default(), 1);
    match link.from {
        LinkText::Marker => volume.words.back_to_text.clone(),
        LinkText::Index if !title.is_empty() => format!("{page}: {title}"),
        LinkText::Index => page,
        LinkText::Text if title.is_empty() => page,
        LinkText::Text => title.to_owned(),
    }
}

/// An address in the characters that URIs have (RFC 3986 §2.1): others are escaped, byte by byte.
fn uri(address: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    address
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A spot, at the head of the window and at whatever size the page is shown (§12.3.2.2).
fn destination(spot: Spot, pages: &[ObjectId], sheets: &[Sheet]) -> Object {
    let above = Point::new(spot.point.x, (spot.point.y - ABOVE).max(Length::ZERO));
    let (_, y) = sheets[spot.page].upwards(above);
    Object::Array(vec![pages[spot.page].into(), "XYZ".into(), Object::Null, exact(y), Object::Null])
}

/// The outline (§12.3.3): parts, chapters, documents, each within what holds it. What lies within is folded away.
pub(in crate::pdf) fn outline(document: &mut Document, items: &[OutlineItem], sheets: &[Sheet]) {
    if items.is_empty() {
        return;
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = items.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(items);
    for (at, item) in items.iter().enumerate() {
        let parent = parents[at].map_or(root, |parent| ids[parent]);
        let mut entry = dictionary! {
            "Title" => text(&item.title),
            "Parent" => parent,
            "Dest" => destination(item.spot, &pages, sheets),
        };
        let beside = |other: &usize| parents[*other] == parents[at];
        if let Some(previous) = (0..at).rev().find(beside) {
            entry.set("Prev", ids[previous]);
        }
        if let Some(next) = (at + 1..items.len()).find(beside) {
            entry.set("Next", ids[next]);
        }
        enclose(&mut entry, Some(at), &parents, &ids, -1);
        document.objects.insert(ids[at], Object::Dictionary(entry));
    }
    let mut outlines = dictionary! { "Type" => "Outlines" };
    enclose(&mut outlines, None, &parents, &ids, 1);
    document.objects.insert(root, Object::Dictionary(outlines));
    catalog(document).set("Outlines", root);
}

/// By item: the item that it stands in, the last before it that lies less deep.
fn parents(items: &[OutlineItem]) -> Vec<Option<usize>> {
    let mut above: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        while above.last().is_some_and(|holder| items[*holder].depth >= item.depth) {
            above.pop();
        }
        parents.push(above.last().copied());
        above.push(at);
    }
    parents
}

/// Says of `holder` which items stand in it, first and last, and how many are shown: a negative number while it is
/// folded (§12.3.3, Table 153).
fn enclose(entry: &mut Dictionary, holder: Option<usize>, parents: &[Option<usize>], ids: &[ObjectId], sign: i64) {
    let held: Vec<usize> = (0..ids.len()).filter(|at| parents[*at] == holder).collect();
    if let (Some(first), Some(last)) = (held.first(), held.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        entry.set("Count", sign * held.len() as i64);
    }
}
