//! Long texts in several files.
//!
//! Old reading systems open a whole file at once, and are slow with a large one. So a text of more than [`LONGEST`] bytes
//! is parted, if it can be before a heading, else between two blocks or two entries of a list, never within one. Each
//! part has the notes that it calls; what led to a place of the text leads to the part that has it.
//!
//! It works on the finished text ([`tags`]). One paragraph, one entry, one row is never parted, however long it is.

mod cutting;
mod tags;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use cutting::parted;
use tags::values;

use crate::markup::{Book, Written, numbered_name};
use crate::volume::PieceId;

/// The most bytes of a part, its head and foot not counted: files stay below 300 kB.
const LONGEST: usize = 280_000;

/// A file of a text.
pub(super) struct Part {
    /// Its name, without ending.
    pub name: String,
    /// Its body.
    pub body: String,
}

/// The texts of the pieces, each in one part or several.
pub(super) struct Parts {
    of_pieces: Vec<Vec<Part>>,
    homes: Homes,
}

/// The part that has an id, by the text that is parted, and the id.
type Homes = BTreeMap<(String, String), String>;

impl Parts {
    /// The parts of all texts; none is longer than `LONGEST` but where one block is.
    pub fn of(book: &Book, texts: Vec<Written>) -> Parts {
        Parts::within(LONGEST, book, texts)
    }

    fn within(longest: usize, book: &Book, texts: Vec<Written>) -> Parts {
        let slugs: BTreeSet<&str> = book.volume.pieces.iter().map(|piece| piece.slug.as_str()).collect();
        let pieces = book.volume.pieces.iter().zip(texts);
        let mut parts: Vec<Vec<Part>> = pieces
            .map(|(piece, text)| {
                let bodies = parted(&text.body, &numbered_name(book, piece), longest);
                let named = |(at, body)| Part { name: part_name(&piece.slug, at, &slugs), body };
                bodies.into_iter().enumerate().map(named).collect()
            })
            .collect();
        let homes = homes(&parts);
        relink(book.medium.ending(), &homes, &mut parts);
        Parts { of_pieces: parts, homes }
    }

    /// The parts of a piece, in order.
    pub fn of_piece(&self, piece: PieceId) -> &[Part] {
        &self.of_pieces[piece.index()]
    }

    /// The name of the part of `piece` that has `id`.
    pub fn name_of(&self, piece: PieceId, id: &str) -> &str {
        let first = &self.of_piece(piece)[0].name;
        self.homes.get(&(first.clone(), id.to_owned())).unwrap_or(first)
    }
}

/// What the part of a text is called: the first as its piece, the others with a number that no piece has.
fn part_name(slug: &str, at: usize, slugs: &BTreeSet<&str>) -> String {
    if at == 0 {
        return slug.to_owned();
    }
    let mut name = format!("{slug}-part-{}", at + 1);
    while slugs.contains(name.as_str()) {
        name.push('x');
    }
    name
}

/// Where the ids of those texts are that are parted.
fn homes(parts: &[Vec<Part>]) -> Homes {
    let mut homes = Homes::new();
    for of_piece in parts.iter().filter(|parts| parts.len() > 1) {
        for part in of_piece {
            for (_, id) in values(&part.body, "id") {
                homes.insert((of_piece[0].name.clone(), id.to_owned()), part.name.clone());
            }
        }
    }
    homes
}

/// Leads every link to the part that has its end.
fn relink(ending: &str, homes: &Homes, parts: &mut [Vec<Part>]) {
    if homes.is_empty() {
        return;
    }
    for of_piece in parts.iter_mut() {
        let first = of_piece[0].name.clone();
        for part in of_piece {
            let mut body = String::with_capacity(part.body.len());
            let mut done = 0;
            for (at, href) in values(&part.body, "href") {
                body.push_str(&part.body[done..at]);
                body.push_str(&led(href, &first, &part.name, ending, homes));
                done = at + href.len();
            }
            body.push_str(&part.body[done..]);
            part.body = body;
        }
    }
}

/// A link from `part` of the text `text`, led to the part that has its end.
fn led<'a>(href: &'a str, text: &str, part: &str, ending: &str, homes: &Homes) -> Cow<'a, str> {
    let Some((file, id)) = href.split_once('#') else { return href.into() };
    let to = file.strip_suffix(ending).and_then(|file| file.strip_suffix('.'));
    let to = if file.is_empty() { text } else { to.unwrap_or(file) };
    match homes.get(&(to.to_owned(), id.to_owned())) {
        Some(home) if home == part => format!("#{id}").into(),
        Some(home) => format!("{home}.{ending}#{id}").into(),
        None => href.into(),
    }
}
