//! The structure tree as objects (§14.7).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{catalog, dictionary_mut, rectangle, text};
use crate::pdf::sheet::Sheet;
use crate::pdf::structure::{Kid, Scope, StructureElement, StructureType, Tree};

/// Writes the tree (§14.7.2), says on every page whose content is whose (§14.7.4), and marks the file as tagged
/// (§14.7.1; PDF/UA-1 §7.1; PDF/A-2 §6.7.2). `links` are the annotations of the tree's links, in its order.
pub(in crate::pdf) fn structure_tree(document: &mut Document, tree: &Tree, links: &[ObjectId], sheets: &[Sheet]) {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = tree.elements.iter().map(|_| document.new_object_id()).collect();
    let known = Known { pages: &pages, ids: &ids, links, sheets, root };
    let objects: Vec<Dictionary> =
        tree.elements.iter().enumerate().map(|(at, element)| structure_element(at, element, &known)).collect();
    for (id, object) in ids.iter().zip(objects) {
        document.objects.insert(*id, Object::Dictionary(object));
    }
    let parents = parent_tree(document, tree, &ids, links);
    let mut dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => ids[0],
        "ParentTree" => parents,
        "ParentTreeNextKey" => (pages.len() + links.len()) as i64,
    };
    if let Some(names) = id_tree(tree, &ids) {
        dictionary.set("IDTree", document.add_object(names));
    }
    document.objects.insert(root, Object::Dictionary(dictionary));
    for (at, page) in pages.iter().enumerate() {
        let page = dictionary_mut(document, *page);
        page.set("StructParents", at as i64);
        // The tab key goes through the links in the order of the structure (PDF/UA-1 §7.18.3).
        page.set("Tabs", "S");
    }
    catalog(document).set("StructTreeRoot", root);
    catalog(document).set("MarkInfo", dictionary! { "Marked" => true });
}

/// The objects that elements refer to.
struct Known<'a> {
    pages: &'a [ObjectId],
    ids: &'a [ObjectId],
    links: &'a [ObjectId],
    sheets: &'a [Sheet],
    root: ObjectId,
}

/// A structure element (§14.7.2, Table 323).
fn structure_element(at: usize, element: &StructureElement, known: &Known<'_>) -> Dictionary {
    let parent = element.parent.map_or(known.root, |parent| known.ids[parent]);
    let mut dictionary = dictionary! { "Type" => "StructElem", "S" => element.kind.name(), "P" => parent };
    let home = element.kids.iter().find_map(|kid| match kid {
        Kid::Content(page, _) => Some(*page),
        _ => None,
    });
    if let Some(page) = home {
        dictionary.set("Pg", known.pages[page]);
    }
    let mut kids: Vec<Object> = element.kids.iter().map(|kid| kid_object(*kid, home, known)).collect();
    match kids.len() {
        0 => {}
        1 => dictionary.set("K", kids.remove(0)),
        _ => dictionary.set("K", kids),
    }
    if let Some(language) = &element.language {
        dictionary.set("Lang", text(language.tag()));
    }
    if let Some(title) = &element.title {
        dictionary.set("T", text(title));
    }
    if let Some(alternate) = &element.alternate {
        dictionary.set("Alt", text(alternate));
    }
    if element.kind == StructureType::Note {
        dictionary.set("ID", Object::string_literal(note_identifier(at)));
    }
    if let Some(attributes) = attributes(element, known.sheets) {
        dictionary.set("A", attributes);
    }
    dictionary
}

/// What stands in an element (§14.7.4): another, content of a page, or a link. Content of the element's own page is
/// named by its number alone.
fn kid_object(kid: Kid, home: Option<usize>, known: &Known<'_>) -> Object {
    match kid {
        Kid::Element(element) => Object::Reference(known.ids[element]),
        Kid::Content(page, id) if Some(page) == home => Object::Integer(id as i64),
        Kid::Content(page, id) => {
            dictionary! { "Type" => "MCR", "Pg" => known.pages[page], "MCID" => id as i64 }.into()
        }
        Kid::Link(link) => dictionary! { "Type" => "OBJR", "Obj" => known.links[link] }.into(),
    }
}

/// Attributes (§14.8.5): of a header cell its scope (PDF/UA-1 §7.5), of a figure its place.
fn attributes(element: &StructureElement, sheets: &[Sheet]) -> Option<Object> {
    match (element.kind, element.bounds) {
        (StructureType::TH(scope), _) => {
            let scope = if scope == Scope::Column { "Column" } else { "Row" };
            Some(dictionary! { "O" => "Table", "Scope" => scope }.into())
        }
        (StructureType::Figure, Some((page, rect))) => Some(
            dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => rectangle(rect, &sheets[page]) }.into(),
        ),
        _ => None,
    }
}

/// From content back to its element (§14.7.4.4): by page the elements of its sequences, then by link its element.
fn parent_tree(document: &mut Document, tree: &Tree, ids: &[ObjectId], links: &[ObjectId]) -> ObjectId {
    let mut numbers = Vec::with_capacity((tree.owners.len() + links.len()) * 2);
    for (page, owners) in tree.owners.iter().enumerate() {
        let owners: Vec<Object> = owners.iter().map(|owner| Object::Reference(ids[*owner])).collect();
        numbers.push(Object::Integer(page as i64));
        numbers.push(Object::Reference(document.add_object(owners)));
    }
    for (at, link) in tree.links.iter().enumerate() {
        numbers.push(Object::Integer((tree.owners.len() + at) as i64));
        numbers.push(Object::Reference(ids[link.element]));
    }
    document.add_object(dictionary! { "Nums" => numbers })
}

/// Notes by their identifiers (§14.7.2; PDF/UA-1 §7.9).
fn id_tree(tree: &Tree, ids: &[ObjectId]) -> Option<Dictionary> {
    let notes = tree.elements.iter().enumerate().filter(|(_, element)| element.kind == StructureType::Note);
    let names: Vec<Object> =
        notes.flat_map(|(at, _)| [Object::string_literal(note_identifier(at)), Object::Reference(ids[at])]).collect();
    (!names.is_empty()).then(|| dictionary! { "Names" => names })
}

/// The identifier of a note: of a fixed width, so that the order of numbers is the order of names.
fn note_identifier(element: usize) -> String {
    format!("note-{element:08}")
}
