//! A volume as a folder of static pages: the electronic briefing book.
//!
//! One page a piece, a first page with title and contents, and a page that searches the
//! whole text. The texts come from [`crate::markup`]; this room puts around them what a
//! browser needs, and nothing that asks for a server or for another site: the folder works
//! from a disk, and without scripts but for the search.

mod citing;
mod front;
mod marginal;
mod page;
mod search;

use std::collections::BTreeMap;

use crate::fonts::Fonts;
use crate::manifest::Manifest;
use crate::markup::{
    Asked, Book, FRONT_PAGE, Medium, PageMark, SEARCH_PAGE, Written, faces, mark_pages, numbered_name, sheet,
    with_texts,
};
use crate::typeset::page::Pages;
use crate::volume::{Piece, Volume};

use page::{Page, Turn};

/// Where the style sheet lies.
const SHEET: &str = "style.css";

/// Makes the pages of a volume: their paths in the folder, and their bytes.
pub fn write(volume: &Volume, manifest: &Manifest, pages: &Pages, fonts: &Fonts) -> BTreeMap<String, Vec<u8>> {
    with_texts(volume, pages, Medium::Web, |book, mut texts| {
        let mut asked = Asked::by(&texts);
        let mut files = BTreeMap::new();
        let mut add = |name: String, text: String| files.insert(name, text.into_bytes());
        let marks = mark_pages(book, &mut texts);
        add(search::DATA.into(), search::data(book, &texts));
        add(search::SCRIPT_FILE.into(), search::SCRIPT.into());
        for page in all_pages(book, &texts, &marks) {
            let html = page.html(book);
            // What stands around the texts is set in the same faces.
            asked.characters.extend(html.chars());
            add(page.file, html);
        }
        let faces = faces(fonts, manifest.epub.fonts, &asked);
        add(SHEET.into(), sheet(&faces) + include_str!("style.css"));
        for face in &faces {
            files.insert(face.path.clone(), face.bytes.clone());
        }
        for figure in asked.pictures.keys() {
            let figure = &book.volume.figures[figure.index()];
            files.insert(format!("images/{}", figure.file_name), figure.picture.bytes.to_vec());
        }
        files
    })
}

/// Every page: the first, one a piece, the search. Each leads to the one before it and to the one after.
fn all_pages(book: &Book, texts: &[Written], marks: &[PageMark]) -> Vec<Page> {
    let ending = Medium::Web.ending();
    let metadata = &book.volume.metadata;
    let mut pages = vec![Page {
        file: format!("{FRONT_PAGE}.{ending}"),
        title: metadata.title.clone(),
        description: metadata.description.clone(),
        piece: None,
        head: citing::of_volume(book),
        body: front::body(book),
        turn: Turn::default(),
    }];
    for (piece, text) in book.volume.pieces.iter().zip(texts).filter(|(piece, _)| !book.is_in_front(piece)) {
        pages.push(of_piece(book, piece, text, marks));
    }
    let links: Vec<(String, String)> = pages.iter().map(|page| (page.file.clone(), page.title.clone())).collect();
    for (at, page) in pages.iter_mut().enumerate() {
        let before = at.checked_sub(1).map(|at| links[at].clone());
        page.turn = Turn { before, after: links.get(at + 1).cloned() };
    }
    pages.push(Page {
        file: format!("{SEARCH_PAGE}.{ending}"),
        title: book.volume.words.search.clone(),
        description: None,
        piece: None,
        head: search::head(),
        body: search::body(book),
        turn: Turn::default(),
    });
    pages
}

/// The page of a piece.
fn of_piece(book: &Book, piece: &Piece, text: &Written, marks: &[PageMark]) -> Page {
    let head = citing::of_piece(book, piece, marks) + &marginal::styles(book, piece);
    Page {
        file: book.file(piece),
        title: numbered_name(book, piece),
        description: citing::description(book, piece),
        piece: Some(piece.place),
        head,
        body: format!("{}{}", text.body, citing::line(book, piece, marks)),
        turn: Turn::default(),
    }
}
