//! Long texts in several files.
//!
//! Old reading systems open a whole file at once, and are slow with a large one. So a text of more than [`LONGEST`] bytes
//! is parted, if it can be before a heading, else between two blocks or two entries of a list, never within one. Each
//! part has the notes that it calls; what led to a place of the text leads to the part that has it.
//!
//! It works on the finished text, which our own writer has made: every element is closed where it should be, and every
//! attribute stands in double quotation marks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::markup::{Book, Written, escaped, numbered_name};
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
pub(super) struct Parts(Vec<Vec<Part>>);

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
        relink(book.medium.ending(), &mut parts);
        Parts(parts)
    }

    /// The parts of a piece, in order.
    pub fn of_piece(&self, piece: PieceId) -> &[Part] {
        &self.0[piece.index()]
    }

    /// The name of the part of `piece` that has `id`.
    pub fn name_of(&self, piece: PieceId, id: &str) -> &str {
        let parts = self.of_piece(piece);
        let has_it = |part: &&Part| parts.len() == 1 || values(&part.body, "id").any(|(_, other)| other == id);
        &parts.iter().find(has_it).unwrap_or(&parts[0]).name
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

/// A tag of a text.
struct Met<'a> {
    range: Range<usize>,
    name: &'a str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Opens,
    Closes,
    Alone,
}

/// The tags of `text`, in order.
fn tags(text: &str) -> impl Iterator<Item = Met<'_>> {
    text.match_indices('<').map(|(at, _)| {
        let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
        let tag = &text[at + 1..end - 1];
        let (kind, tag) = match tag.strip_prefix('/') {
            Some(tag) => (Kind::Closes, tag),
            None if tag.ends_with('/') => (Kind::Alone, &tag[..tag.len() - 1]),
            None => (Kind::Opens, tag),
        };
        Met { range: at..end, name: tag.split(' ').next().unwrap_or_default(), kind }
    })
}

/// The values of an attribute in `text`, each with its place.
fn values<'a>(text: &'a str, attribute: &'static str) -> impl Iterator<Item = (usize, &'a str)> {
    let opening = format!(" {attribute}=\"");
    let length = opening.len();
    let starts: Vec<usize> = text.match_indices(&opening).map(|(at, _)| at + length).collect();
    starts.into_iter().map(move |at| (at, text[at..].split('"').next().unwrap_or_default()))
}

/// Where a text may be parted.
struct Cut<'a> {
    at: usize,
    /// The tags of the elements that are open there.
    open: Vec<&'a str>,
    /// Whether a heading or a section follows.
    before_heading: bool,
}

/// Elements that hold blocks or entries, between which a text may be parted, and those that begin one.
const HOLDERS: [&str; 4] = ["section", "dl", "ul", "ol"];
const BLOCKS: [&str; 15] =
    ["section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "ul", "ol", "li", "blockquote", "figure"];

fn is_heading(name: &str) -> bool {
    name.len() == 2 && name.starts_with('h') && name.as_bytes()[1].is_ascii_digit()
}

/// Where `text` may be parted: not after a heading, nor after the mark of a printed page, which belongs to what follows.
fn cuts(text: &str) -> Vec<Cut<'_>> {
    let mut cuts = Vec::new();
    let mut open: Vec<Met> = Vec::new();
    let mut before: Option<Met> = None;
    let mut mark_ends = 0;
    for tag in tags(text) {
        match tag.kind {
            Kind::Opens => {
                let held = !open.is_empty() && open.iter().all(|outer| HOLDERS.contains(&outer.name));
                let follows =
                    before.as_ref().is_some_and(|before| before.kind == Kind::Closes && !is_heading(before.name));
                let after_mark = text[mark_ends..tag.range.start].trim().is_empty();
                if held && follows && !after_mark && BLOCKS.contains(&tag.name) {
                    let open = open.iter().map(|outer| &text[outer.range.clone()]).collect();
                    let before_heading = is_heading(tag.name) || tag.name == "section";
                    cuts.push(Cut { at: tag.range.start, open, before_heading });
                }
                open.push(Met { range: tag.range.clone(), ..tag });
            }
            Kind::Closes => {
                let opened = open.pop().map_or(0..0, |opened| opened.range);
                if text[opened].contains("doc-pagebreak") {
                    mark_ends = tag.range.end;
                }
            }
            Kind::Alone => {}
        }
        before = Some(tag);
    }
    cuts
}

/// The notes of a text, which stand at its end.
struct Notes<'a> {
    /// Where their section is in the text.
    range: Range<usize>,
    /// The tag of the section.
    opening: &'a str,
    /// Its heading.
    heading: &'a str,
    /// What stands before the first note: the source note.
    source: &'a str,
    /// The notes, each with its id.
    notes: Vec<(&'a str, &'a str)>,
}

impl<'a> Notes<'a> {
    fn of(text: &'a str) -> Option<Notes<'a>> {
        let start = text.rfind("<section class=\"notes\"")?;
        let opening_end = start + text[start..].find('>')? + 1;
        let end = opening_end + text[opening_end..].find("</section>")?;
        let inside = &text[opening_end..end];
        let starts: Vec<usize> = inside.match_indices("<div class=\"note\"").map(|(at, _)| at).collect();
        let first = starts.first().copied().unwrap_or(inside.len());
        let heading_end = inside[..first].find("</h2>").map_or(0, |at| at + "</h2>".len());
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(inside.len()));
        let notes = starts.iter().zip(ends).map(|(start, end)| {
            let note = &inside[*start..end];
            (values(note, "id").next().map_or("", |(_, id)| id), note)
        });
        Some(Notes {
            range: start..end + "</section>".len(),
            opening: &text[start..opening_end],
            heading: &inside[..heading_end],
            source: &inside[heading_end..first],
            notes: notes.collect(),
        })
    }
}

/// `text`, in as many parts as it needs; `name` is what a screen reader calls those after the first.
fn parted(text: &str, name: &str, longest: usize) -> Vec<String> {
    if text.len() <= longest {
        return vec![text.to_owned()];
    }
    let notes = Notes::of(text);
    let (main, rest) = match &notes {
        Some(notes) => (&text[..notes.range.start], &text[notes.range.end..]),
        None => (text, ""),
    };
    let sizes: BTreeMap<&str, usize> =
        notes.iter().flat_map(|notes| &notes.notes).map(|(id, note)| (*id, note.len())).collect();
    let mut called = BTreeSet::new();
    let weights: Vec<(usize, usize)> = values(main, "href")
        .filter_map(|(at, href)| {
            let id = href.strip_prefix('#')?;
            Some((at, *sizes.get(id).filter(|_| called.insert(id))?))
        })
        .collect();
    // How much a stretch weighs with the notes that it calls first.
    let weight = |range: Range<usize>| {
        let notes = weights.iter().filter(|(at, _)| range.contains(at)).map(|(_, size)| size);
        range.len() + notes.sum::<usize>()
    };
    let cuts = cuts(main);
    let mut chosen: Vec<&Cut> = Vec::new();
    let mut begin = 0;
    while weight(begin..main.len()) > longest {
        let after = cuts.partition_point(|cut| cut.at <= begin);
        let fitting = after + cuts[after..].partition_point(|cut| weight(begin..cut.at) <= longest);
        let headed =
            cuts[after..fitting].iter().rev().find(|cut| cut.before_heading && weight(begin..cut.at) * 2 >= longest);
        // One block that is too long by itself stays whole.
        let Some(cut) = headed.or(cuts[after..fitting].last()).or(cuts.get(after)) else { break };
        begin = cut.at;
        chosen.push(cut);
    }
    let begins = std::iter::once(0).chain(chosen.iter().map(|cut| cut.at));
    let ends = chosen.iter().map(|cut| cut.at).chain(std::iter::once(main.len()));
    let mut left: Vec<(&str, &str)> = notes.iter().flat_map(|notes| notes.notes.clone()).collect();
    let mut bodies = Vec::new();
    for (at, (begin, end)) in begins.zip(ends).enumerate() {
        let mut body = String::new();
        if let Some(cut) = at.checked_sub(1).map(|at| chosen[at]) {
            for (depth, tag) in cut.open.iter().enumerate() {
                body.push_str(&reopened(tag, if depth == 0 { name } else { "" }));
            }
            body.push('\n');
        }
        body.push_str(&main[begin..end]);
        let last = at == chosen.len();
        if let Some(notes) = &notes {
            let calls: BTreeSet<&str> =
                values(&main[begin..end], "href").filter_map(|(_, href)| href.strip_prefix('#')).collect();
            let (own, others): (Vec<_>, Vec<_>) = left.into_iter().partition(|(id, _)| last || calls.contains(id));
            left = others;
            // The section stands in the outermost element.
            let inner = chosen.get(at).map_or(&[][..], |cut| &cut.open[1..]);
            close(inner, &mut body);
            let source = if at == 0 { notes.source } else { "" };
            if !own.is_empty() || !source.is_empty() {
                let opening = if at == 0 { notes.opening.to_owned() } else { without(notes.opening, "id") };
                body.push_str(&opening);
                body.push_str(&without(notes.heading, "id"));
                body.push_str(source);
                own.iter().for_each(|(_, note)| body.push_str(note));
                body.push_str("</section>\n");
            }
            match last {
                true => body.push_str(rest),
                false => close(&chosen[at].open[..1], &mut body),
            }
        } else if !last {
            close(&chosen[at].open, &mut body);
        }
        bodies.push(body);
    }
    bodies
}

/// Closes the elements of `tags`, the innermost first.
fn close(open: &[&str], body: &mut String) {
    for tag in open.iter().rev() {
        let name = tags(tag).next().map_or("", |tag| tag.name);
        body.push_str(&format!("</{name}>\n"));
    }
}

/// The tag of an element that goes on in another file: its id is not had twice, and its heading is not there.
fn reopened(tag: &str, name: &str) -> String {
    let tag = without(&without(tag, "id"), "aria-labelledby");
    match name {
        "" => tag,
        name => format!("{} aria-label=\"{}\">", &tag[..tag.len() - 1], escaped(name)),
    }
}

/// The markup without an attribute.
fn without(markup: &str, attribute: &'static str) -> String {
    match values(markup, attribute).next() {
        Some((at, value)) => {
            let begin = at - attribute.len() - " =\"".len();
            format!("{}{}", &markup[..begin], &markup[at + value.len() + 1..])
        }
        None => markup.to_owned(),
    }
}

/// Leads every link to the part that has its end.
fn relink(ending: &str, parts: &mut [Vec<Part>]) {
    if parts.iter().all(|parts| parts.len() == 1) {
        return;
    }
    // By text and id: the part that has it.
    let mut homes: BTreeMap<(String, String), String> = BTreeMap::new();
    for of_piece in parts.iter().filter(|parts| parts.len() > 1) {
        for part in of_piece {
            for (_, id) in values(&part.body, "id") {
                homes.insert((of_piece[0].name.clone(), id.to_owned()), part.name.clone());
            }
        }
    }
    for of_piece in parts.iter_mut() {
        let first = of_piece[0].name.clone();
        for part in of_piece {
            let mut body = String::with_capacity(part.body.len());
            let mut done = 0;
            for (at, href) in values(&part.body, "href") {
                body.push_str(&part.body[done..at]);
                body.push_str(&led(href, &first, &part.name, ending, &homes));
                done = at + href.len();
            }
            body.push_str(&part.body[done..]);
            part.body = body;
        }
    }
}

/// A link from `part` of the text `text`, led to the part that has its end.
fn led<'a>(
    href: &'a str,
    text: &str,
    part: &str,
    ending: &str,
    homes: &BTreeMap<(String, String), String>,
) -> Cow<'a, str> {
    let Some((file, id)) = href.split_once('#') else { return href.into() };
    let to = file.strip_suffix(ending).and_then(|file| file.strip_suffix('.'));
    let to = if file.is_empty() { text } else { to.unwrap_or(file) };
    match homes.get(&(to.to_owned(), id.to_owned())) {
        Some(home) if home == part => format!("#{id}").into(),
        Some(home) => format!("{home}.{ending}#{id}").into(),
        None => href.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::reader;
    use crate::markup::{Medium, with_texts};

    /// An essay of `count` sections, each with a paragraph that calls a note.
    fn essay(count: usize) -> String {
        let section = |at: usize| {
            format!(
                "<h2 id=\"h{at}\">Part {at}</h2>\n<div id=\"page-{at}\" role=\"doc-pagebreak\"></div>\n<p>Words of it<sup><a \
                 id=\"r{at}\" href=\"#n{at}\">{at}</a></sup>.</p>\n<p>More words, see <a href=\"#h0\">the beginning</a>.</p>\n"
            )
        };
        let note =
            |at: usize| format!("<div class=\"note\" id=\"n{at}\"><p><a href=\"#r{at}\">{at}</a> A note.</p></div>\n");
        let (sections, notes): (String, String) = ((0..count).map(section).collect(), (0..count).map(note).collect());
        format!(
            "<section id=\"essay\" role=\"doc-chapter\" aria-labelledby=\"title\">\n<h1 id=\"title\">Essay</h1>\n{sections}\
             <section class=\"notes\" aria-label=\"Notes\">\n<h2>Notes</h2>\n{notes}</section>\n</section>\n"
        )
    }

    /// The words of a text without its tags.
    fn words(text: &str) -> Vec<&str> {
        let bare = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
        bare.flat_map(str::split_whitespace).collect()
    }

    fn is_well_formed(text: &str) -> bool {
        let mut open = Vec::new();
        let closed = tags(text).all(|tag| match tag.kind {
            Kind::Opens => {
                open.push(tag.name);
                true
            }
            Kind::Closes => open.pop() == Some(tag.name),
            Kind::Alone => true,
        });
        closed && open.is_empty()
    }

    #[test]
    fn a_text_that_is_short_enough_is_left_as_it_is() {
        let text = essay(3);
        assert_eq!(parted(&text, "Essay", text.len()), [text]);
    }

    #[test]
    fn a_long_text_is_parted_before_headings_and_loses_no_word() {
        let text = essay(20);
        let parts = parted(&text, "Essay", 1500);
        assert!(parts.len() > 3);
        for part in &parts {
            assert!(is_well_formed(part), "{part}");
            assert!(part.len() < 1500 + 400, "{} bytes", part.len());
        }
        for part in &parts[1..] {
            let begins = "<section role=\"doc-chapter\" aria-label=\"Essay\">\n<h2 id=\"h";
            assert!(part.starts_with(begins), "{part}");
        }
        let mut all: Vec<&str> = parts.iter().flat_map(|part| words(part)).filter(|word| *word != "Notes").collect();
        let mut whole: Vec<&str> = words(&text).into_iter().filter(|word| *word != "Notes").collect();
        all.sort_unstable();
        whole.sort_unstable();
        assert_eq!(all, whole);
    }

    #[test]
    fn each_part_has_the_notes_that_it_calls() {
        for part in parted(&essay(20), "Essay", 1500) {
            let ids: BTreeSet<&str> = values(&part, "id").map(|(_, id)| id).collect();
            let calls: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with('r')).collect();
            let notes = ids.iter().filter(|id| id.starts_with('n')).count();
            assert_eq!(calls.len(), notes, "{part}");
            for call in calls {
                assert!(ids.contains(format!("n{}", &call[1..]).as_str()), "{part}");
            }
        }
    }

    #[test]
    fn every_link_leads_to_the_part_that_has_its_end() {
        let (volume, pages) = reader();
        with_texts(&volume, &pages, Medium::Epub, |book, texts| {
            let whole: usize = texts.len();
            let parts = Parts::within(250, book, texts);
            let files: BTreeMap<&str, &str> =
                parts.0.iter().flatten().map(|part| (part.name.as_str(), part.body.as_str())).collect();
            assert!(files.len() > whole, "some texts are parted");
            for (name, body) in &files {
                assert!(is_well_formed(body), "{name}: {body}");
                for (_, href) in values(body, "href").filter(|(_, href)| !href.contains(':')) {
                    let (file, id) = href.split_once('#').unwrap_or((href, ""));
                    let file = if file.is_empty() { name } else { file.strip_suffix(".xhtml").unwrap() };
                    let body = files.get(file).unwrap_or_else(|| panic!("{name}: {href}"));
                    assert!(id.is_empty() || values(body, "id").any(|(_, other)| other == id), "{name}: {href}");
                }
            }
        });
    }
}
