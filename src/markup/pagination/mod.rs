//! Where the pages of the print edition begin in the texts.
//!
//! A reader of either edition can then tell the other a place. Print and screen say nearly
//! the same words in the same order, and differ where the one says *ibid.* and the other
//! the whole reference, or where the one gives a page and the other a link. So the words of
//! each piece are followed along both, and every page begins before the word that its first
//! word goes along with. A word that is divided over two pages belongs to the first.
//!
//! Notes and captions are left out on both sides: they stand at the foot of a page, or where
//! there was room. A plate is marked at its figure, but where words that stand after it were
//! printed before it, and a page that holds no more than the rest of a long note, where the
//! next page begins. Blank pages have no mark.

mod printed;

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp};

use super::track::{Gap, Takes, Word};
use super::{Book, Medium, Tag, Written, escaped};
use crate::typeset::page::Page;
use crate::volume::{FigureId, PieceId};
use printed::{Printed, element, printed};

/// A page of the print edition, found in the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMark {
    /// Its number.
    pub folio: String,
    /// The id of its mark.
    pub id: String,
    /// The text the mark is in.
    pub piece: PieceId,
}

/// Marks in `texts` where each printed page begins. The marks are in the order of the pages.
pub fn mark_pages(book: &Book, texts: &mut [Written]) -> Vec<PageMark> {
    let found = found(book, texts);
    let prefix = prefix(book);
    let mut marks = Vec::with_capacity(found.len());
    let mut of_texts: BTreeMap<PieceId, Vec<(Gap, String)>> = BTreeMap::new();
    for (page, (piece, gap)) in found {
        let folio = book.pages.pages[page].folio.to_string();
        let id = format!("{prefix}{folio}");
        let gap = match book.medium {
            Medium::Epub => gap,
            Medium::Web => outside_of_links(&texts[piece.index()].body, gap),
        };
        of_texts.entry(piece).or_default().push((gap, mark(book, &id, &folio, gap.takes)));
        marks.push(PageMark { folio, id, piece });
    }
    for (piece, marks) in of_texts {
        let body = &mut texts[piece.index()].body;
        *body = with_marks(body, marks);
    }
    marks
}

/// The mark of a page. A browser shows it, and it leads to itself, so that its address can be copied.
fn mark(book: &Book, id: &str, folio: &str, takes: Takes) -> String {
    let name = if takes == Takes::Block { "div" } else { "span" };
    let end = if takes == Takes::Block { "\n" } else { "" };
    let tag = Tag::new(name).with("id", id);
    let (tag, inside) = match book.medium {
        Medium::Epub => (tag.role("doc-pagebreak", "pagebreak").with("aria-label", folio), String::new()),
        Medium::Web => {
            let spoken = book.volume.words.page.replace("{}", folio);
            let link = Tag::new("a").with("href", &format!("#{id}")).with("aria-label", &spoken);
            (tag.class("page-mark"), format!("{}{}{}", link.opening(book.medium), escaped(folio), link.closing()))
        }
    };
    format!("{}{inside}{}{end}", tag.opening(book.medium), tag.closing())
}

/// A gap in a link is moved before the link, for a mark that is a link itself.
fn outside_of_links(body: &str, gap: Gap) -> Gap {
    let before = &body[..gap.at];
    match (before.rfind("<a "), before.rfind("</a>")) {
        (Some(opened), closed) if closed.is_none_or(|closed| closed < opened) => Gap { at: opened, ..gap },
        _ => gap,
    }
}

/// What the ids of marks begin with; no place of the volume has such a name.
fn prefix(book: &Book) -> String {
    let mut prefix = String::from("page-");
    while book.volume.places.iter().any(|place| place.anchor.starts_with(&prefix)) {
        prefix.push('-');
    }
    prefix
}

/// `body` with `marks` in its gaps. Marks in one gap stay in their order.
fn with_marks(body: &str, mut marks: Vec<(Gap, String)>) -> String {
    marks.sort_by_key(|(gap, _)| gap.at);
    let mut marked = String::with_capacity(body.len() + marks.len() * 96);
    let mut from = 0;
    for (gap, mark) in marks {
        marked.push_str(&body[from..gap.at]);
        marked.push_str(&mark);
        from = gap.at;
    }
    marked.push_str(&body[from..]);
    marked
}

/// A place in the texts: a piece, and a gap of its text.
type Spot = (PieceId, Gap);

/// Every printed page that is not blank, and where it begins.
fn found(book: &Book, texts: &[Written]) -> Vec<(usize, Spot)> {
    let printed = printed(book.pages, texts.len());
    let mut spots: BTreeMap<usize, Spot> = BTreeMap::new();
    for (at, (words, text)) in printed.iter().zip(texts).enumerate() {
        for (page, gap) in begun(words, text) {
            spots.entry(page).or_insert((PieceId(at as u32), gap));
        }
    }
    let printed_at_all = |(_, page): &(usize, &Page)| page.items.iter().any(|item| element(item).is_some());
    let pages: Vec<usize> =
        book.pages.pages.iter().enumerate().filter(printed_at_all).map(|(number, _)| number).collect();
    let plates = plates(book, texts);
    let mut found: Vec<(usize, Spot)> = Vec::with_capacity(pages.len());
    // From the last page to the first: a page without words of the text begins where the next one does.
    let mut after = texts.iter().enumerate().rev().find_map(|(at, text)| Some((PieceId(at as u32), text.text_end?)));
    for page in pages.into_iter().rev() {
        let before = spots.range(..page).next_back().map(|(_, spot)| *spot);
        let plate = || {
            let plate = plates.get(&page).copied().filter(|plate| before < Some(*plate) && Some(*plate) < after);
            plate.filter(|plate| !words_between(texts, *plate, after))
        };
        if let Some(spot) = spots.get(&page).copied().or_else(plate).or(after) {
            found.push((page, spot));
            after = Some(spot);
        }
    }
    found.reverse();
    found
}

/// Whether words of the text stand between a figure and the beginning of the next page: they were printed before the figure,
/// which waited for a page of its own.
fn words_between(texts: &[Written], (piece, figure): Spot, after: Option<Spot>) -> bool {
    let end = after.filter(|(next, _)| *next == piece).map_or(usize::MAX, |(_, gap)| gap.at);
    texts[piece.index()].words.iter().any(|word| (figure.at..end).contains(&word.before.at))
}

/// The first figure of every page that has one.
fn plates(book: &Book, texts: &[Written]) -> BTreeMap<usize, Spot> {
    let mut plates = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        for (FigureId(figure), gap) in &text.figures {
            let place = book.volume.figures[*figure as usize].place;
            if let Some(spot) = book.pages.places.get(place.index()).copied().flatten() {
                plates.entry(spot.page).or_insert((PieceId(at as u32), *gap));
            }
        }
    }
    plates
}

/// The pages that begin in a text, and the gaps in which they do.
fn begun(printed: &[Printed], text: &Written) -> Vec<(usize, Gap)> {
    let along = along(printed, &text.words);
    let mut pages = Vec::new();
    let mut last = None;
    for (at, word) in printed.iter().enumerate() {
        if last.replace(word.page) == Some(word.page) {
            continue;
        }
        // A word that the screen does not have: the page begins after the word before it.
        let after = || at.checked_sub(1).and_then(|before| along[before]).map(|before| before + 1);
        let later = || along[at..].iter().flatten().next().copied();
        let beginning = along[at].or_else(after).or_else(later).and_then(|at| text.words.get(at));
        if let Some(gap) = beginning.map(|word| word.before).or(text.text_end) {
            pages.push((word.page, gap));
        }
    }
    pages
}

/// By printed word: the word of the text that it goes along with.
fn along(printed: &[Printed], words: &[Word]) -> Vec<Option<usize>> {
    let printed: Vec<&str> = printed.iter().map(|word| word.letters.as_str()).collect();
    let words: Vec<&str> = words.iter().map(|word| word.letters.as_str()).collect();
    let mut along = vec![None; printed.len()];
    for step in similar::capture_diff_slices(Algorithm::Patience, &printed, &words) {
        if let DiffOp::Equal { old_index, new_index, len } = step {
            (0..len).for_each(|nth| along[old_index + nth] = Some(new_index + nth));
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::track;

    fn printed(pages: &[&str]) -> Vec<Printed> {
        let mut words = Vec::new();
        for (page, text) in pages.iter().enumerate() {
            words.extend(text.split(' ').map(|word| Printed { letters: word.into(), page }));
        }
        words
    }

    /// What the text says from the beginning of each page.
    fn beginnings(pages: &[&str], text: &str) -> Vec<String> {
        let mut track = track::Track::default();
        text.char_indices().for_each(|(at, character)| track.character(character, at));
        let text_end = Some(Gap { at: text.len(), takes: Takes::Block });
        let written = Written { body: text.into(), words: track.finish(), text_end, ..Written::default() };
        let rest = |gap: Gap| text[gap.at..].split(' ').take(2).collect::<Vec<_>>().join(" ");
        begun(&printed(pages), &written).into_iter().map(|(_, gap)| rest(gap)).collect()
    }

    #[test]
    fn a_page_begins_before_its_first_word() {
        assert_eq!(beginnings(&["we met at", "the bridge"], "We met at “the bridge”."), ["We met", "“the bridge”."]);
    }

    #[test]
    fn words_that_the_screen_has_alone_move_no_mark() {
        let screen = "Yes. Yes. Lind, Memoirs of a Minister, 90. Yes. No.";
        assert_eq!(beginnings(&["yes yes ibid 90", "yes no"], screen), ["Yes. Yes.", "Yes. No."]);
    }

    #[test]
    fn a_page_that_begins_with_words_of_print_alone_begins_after_the_page_before() {
        assert_eq!(beginnings(&["see", "ibid 90"], "See Lind, Memoirs, 90."), ["See Lind,", "Lind, Memoirs,"]);
        assert_eq!(beginnings(&["see", "ibid"], "See"), ["See", ""]);
    }

    #[test]
    fn marks_in_one_gap_stay_in_order() {
        let gap = |at| Gap { at, takes: Takes::Phrase };
        let marks = vec![(gap(2), "1".into()), (gap(2), "2".into()), (gap(0), "0".into())];
        assert_eq!(with_marks("abcd", marks), "0ab12cd");
    }
}
