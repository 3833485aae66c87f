//! Where a long text is parted, and its parts.
//!
//! A text is a tree of elements. Some hold blocks, lines, entries or rows: between two of these a text may be parted, and the
//! elements that are open there are closed and opened anew. A heading stays with what it heads, and the mark of a printed page
//! with what follows it; the column headings of a table are repeated.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tags::{Kind, Met, tags, values, without, without_elements};
use crate::markup::escaped;

/// Where a text may be parted.
struct Cut<'a> {
    at: usize,
    /// The elements that are open there, the outermost first.
    open: Vec<Open<'a>>,
    /// Whether a heading or a section follows.
    before_heading: bool,
}

/// An element that is open.
#[derive(Clone, Copy)]
struct Open<'a> {
    /// Its tag.
    tag: &'a str,
    name: &'a str,
    /// Whether it holds what a text may be parted between.
    holds: bool,
    /// Of a table: its head.
    head: &'a str,
}

/// The classes of those `div`s that hold blocks, lines or a table.
const HOLDING: [&str; 10] =
    ["transcription", "verse", "centred", "right", "opener", "closer", "participants", "editorial", "rights", "table"];

/// What begins something that an element holds.
const HELD: [&str; 18] = [
    "section",
    "article",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dl",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "aside",
    "tr",
];

impl<'a> Open<'a> {
    fn new(tag: &'a str, name: &'a str) -> Open<'a> {
        let class = || values(tag, "class").next().map_or("", |(_, class)| class);
        let holds = match name {
            "section" | "article" | "nav" | "blockquote" | "dl" | "ul" | "ol" | "table" | "tbody" => true,
            "div" => class().split(' ').any(|class| HOLDING.contains(&class)),
            _ => false,
        };
        Open { tag, name, holds, head: "" }
    }

    /// The same element in another file: its id is not had twice, and its heading is not there, but it has a `name` if it needs one.
    fn anew(&self, name: Option<&str>) -> String {
        let tag = without(&without(self.tag, "id"), "aria-labelledby");
        let tag = match name.filter(|_| !tag.contains(" aria-label=")) {
            Some(name) => format!("{} aria-label=\"{}\">", &tag[..tag.len() - 1], escaped(name)),
            None => tag,
        };
        tag + &repeated(self.head)
    }
}

/// The head of a table once more: what can be there but once, ids, calls of notes, and marks of pages, is not.
fn repeated(head: &str) -> String {
    let mut head = without_elements(head, "<sup class=\"call", "</sup>");
    head = without_elements(&head, "<span id=", "</span>");
    while values(&head, "id").next().is_some() {
        head = without(&head, "id");
    }
    head
}

fn is_heading(name: &str) -> bool {
    name.len() == 2 && name.starts_with('h') && name.as_bytes()[1].is_ascii_digit()
}

/// Where `text` may be parted.
fn cuts(text: &str) -> Vec<Cut<'_>> {
    let mut cuts = Vec::new();
    let mut open: Vec<(Open, Range<usize>)> = Vec::new();
    let mut before: Option<Met> = None;
    let mut mark_ends = 0;
    for met in tags(text) {
        match met.kind {
            Kind::Opens => {
                let held = !open.is_empty() && open.iter().all(|(outer, _)| outer.holds);
                let follows =
                    before.as_ref().is_some_and(|before| before.kind == Kind::Closes && !is_heading(before.name));
                let after_mark = text[mark_ends..met.range.start].trim().is_empty();
                if held && follows && !after_mark && HELD.contains(&met.name) {
                    let open = open.iter().map(|(outer, _)| *outer).collect();
                    let before_heading = is_heading(met.name) || met.name == "section";
                    cuts.push(Cut { at: met.range.start, open, before_heading });
                }
                open.push((Open::new(&text[met.range.clone()], met.name), met.range.clone()));
            }
            Kind::Closes => {
                let closed = open.pop();
                if closed.as_ref().is_some_and(|(closed, _)| closed.tag.contains("doc-pagebreak")) {
                    mark_ends = met.range.end;
                }
                if let (Some((closed, range)), Some((table, _))) = (closed, open.last_mut())
                    && closed.name == "thead"
                {
                    table.head = &text[range.start..met.range.end];
                }
            }
            Kind::Alone => {}
        }
        before = Some(met);
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

    /// The section of those notes that a part calls. The first part has the source note.
    fn section(&self, part: usize, notes: &[(&str, &str)]) -> String {
        let source = if part == 0 { self.source } else { "" };
        if notes.is_empty() && source.is_empty() {
            return String::new();
        }
        let opening = if part == 0 { self.opening.to_owned() } else { without(self.opening, "id") };
        let notes: String = notes.iter().map(|(_, note)| *note).collect();
        format!("{opening}{}{source}{notes}</section>\n", without(self.heading, "id"))
    }
}

/// `text`, in as many parts as it needs; `name` is what a screen reader calls those after the first.
pub fn parted(text: &str, name: &str, longest: usize) -> Vec<String> {
    if text.len() <= longest {
        return vec![text.to_owned()];
    }
    let notes = Notes::of(text);
    let (main, rest) = match &notes {
        Some(notes) => (&text[..notes.range.start], &text[notes.range.end..]),
        None => (text, ""),
    };
    let cuts = cuts(main);
    let chosen = chosen(main, notes.as_ref(), &cuts, longest);
    let begins = std::iter::once(0).chain(chosen.iter().map(|cut| cut.at));
    let ends = chosen.iter().map(|cut| cut.at).chain(std::iter::once(main.len()));
    let mut left: Vec<(&str, &str)> = notes.iter().flat_map(|notes| notes.notes.clone()).collect();
    let mut bodies = Vec::new();
    for (part, (begin, end)) in begins.zip(ends).enumerate() {
        let mut body = String::new();
        if let Some(cut) = part.checked_sub(1).map(|part| chosen[part]) {
            for (depth, open) in cut.open.iter().enumerate() {
                body.push_str(&open.anew((depth == 0).then_some(name)));
            }
            body.push('\n');
        }
        body.push_str(&main[begin..end]);
        let cut = chosen.get(part);
        let open = cut.map_or(&[][..], |cut| &cut.open);
        // The notes stand in the outermost element.
        let (outermost, inner) = open.split_at(open.len().min(1));
        close(inner, &mut body);
        if let Some(notes) = &notes {
            let calls: BTreeSet<&str> =
                values(&main[begin..end], "href").filter_map(|(_, href)| href.strip_prefix('#')).collect();
            let (own, others): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|(id, _)| cut.is_none() || calls.contains(id));
            left = others;
            body.push_str(&notes.section(part, &own));
        }
        close(outermost, &mut body);
        if cut.is_none() {
            body.push_str(rest);
        }
        bodies.push(body);
    }
    bodies
}

/// How much longer a link may become that leads to a part after the first: of the same text, and of another.
const LONGER_WITHIN: usize = 32;
const LONGER_ELSEWHERE: usize = "-part-10".len();

/// The cuts that make parts of no more than `longest` bytes, with their notes and what their links grow by: the last before a heading that fits, unless the part
/// would be less than half as long as it may be, else the last that fits.
fn chosen<'c, 'a>(main: &str, notes: Option<&Notes>, cuts: &'c [Cut<'a>], longest: usize) -> Vec<&'c Cut<'a>> {
    let sizes: BTreeMap<&str, usize> =
        notes.iter().flat_map(|notes| &notes.notes).map(|(id, note)| (*id, note.len())).collect();
    // Where something comes on top of the text, and how much all of it is up to there.
    let mut called = BTreeSet::new();
    let mut sum = 0;
    let mut sums: Vec<(usize, usize)> = Vec::new();
    for (at, href) in values(main, "href") {
        sum += match href.split_once('#') {
            Some(("", id)) => match sizes.get(id) {
                Some(size) if called.insert(id) => *size,
                Some(_) => 0,
                None => LONGER_WITHIN,
            },
            Some((file, _)) if !file.contains(':') => LONGER_ELSEWHERE,
            _ => 0,
        };
        sums.push((at, sum));
    }
    let noted = |end: usize| sums.partition_point(|(at, _)| *at < end).checked_sub(1).map_or(0, |last| sums[last].1);
    let weight = |begin: usize, end: usize| end - begin + noted(end) - noted(begin);
    let mut chosen: Vec<&Cut> = Vec::new();
    let mut begin = 0;
    while weight(begin, main.len()) > longest {
        let after = &cuts[cuts.partition_point(|cut| cut.at <= begin)..];
        let fitting = &after[..after.partition_point(|cut| weight(begin, cut.at) <= longest)];
        let headed = fitting.iter().rfind(|cut| cut.before_heading && weight(begin, cut.at) * 2 >= longest);
        // One block that is too long by itself stays whole.
        let Some(cut) = headed.or(fitting.last()).or(after.first()) else { break };
        begin = cut.at;
        chosen.push(cut);
    }
    chosen
}

/// Closes elements, the innermost first.
fn close(open: &[Open], body: &mut String) {
    for open in open.iter().rev() {
        body.push_str(&format!("</{}>\n", open.name));
    }
}
