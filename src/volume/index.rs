//! The index, made from the marks in the texts and the rules of `index.toml`.
//!
//! Marks with the same words are one heading, whatever their dress. A range is opened
//! and closed by two marks of one heading, in this order, anywhere in the volume. `see`
//! makes a heading that only points; `see also` stands beside a heading that is there;
//! both are checked, because a reader who is sent nowhere does not come back.

use std::collections::BTreeMap;

use super::harvest::Marked;
use super::outline::Extent;
use super::places::Places;
use super::references::{Depth, Facts, made};
use super::registers::Alphabet;
use super::walk::plain;
use super::{CrossReference, Index, IndexHeading, IndexStyle, Locator, PieceId, PlaceId, Text};
use crate::manifest::Locators;
use crate::manuscript::{MarkKind, SeeRule};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;

/// What the index is made from.
pub(super) struct Making<'f, 'a> {
    /// The marks, in the order of the book.
    pub marks: &'f [Marked],
    /// What names lead to.
    pub facts: Facts<'f, 'a>,
    /// The numbers of the pieces that are documents, as they print them.
    pub documents: &'f BTreeMap<PieceId, u32>,
    /// The alphabetical order.
    pub alphabet: &'f Alphabet,
    /// What locators are.
    pub locators: Locators,
    /// How it is printed.
    pub style: IndexStyle,
    /// The piece that prints the index; without one it is only checked.
    pub piece: Option<PieceId>,
}

/// Makes the index.
pub(super) fn make(making: &Making, places: &mut Places, report: &mut Report) -> Index {
    let mut tree = Tree::default();
    add_marks(&mut tree, making, report);
    add_see(&mut tree, making, report);
    add_see_also(&mut tree, making, report);
    add_sort(&mut tree, making, report);
    let Some(piece) = making.piece else { return Index::default() };
    tree.locate(0, Level::First, "index", piece, making, places);
    Index { headings: tree.headings(0, making, Level::First), style: making.style }
}

/// A heading, a subheading, and one below that.
const DEEPEST: usize = 3;

/// Headings, the first of which holds all others and is not printed.
#[derive(Debug)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    heading: Text,
    words: String,
    /// What it is sorted by, where that is not what it says.
    sort: Option<String>,
    below: BTreeMap<String, usize>,
    /// The nodes below, in alphabetical order.
    sorted: Vec<usize>,
    place: Option<PlaceId>,
    locators: Vec<Locator>,
    see: Vec<(Text, usize)>,
    see_also: Vec<(Text, usize)>,
}

impl Default for Tree {
    fn default() -> Tree {
        Tree { nodes: vec![Node::default()] }
    }
}

impl Tree {
    /// The node of `path`, made if it is not there.
    fn at(&mut self, path: &[Text]) -> usize {
        path.iter().fold(0, |above, heading| {
            let words = plain(heading);
            if let Some(&node) = self.nodes[above].below.get(&words) {
                return node;
            }
            let node = self.nodes.len();
            self.nodes[above].below.insert(words.clone(), node);
            self.nodes.push(Node { heading: heading.clone(), words, ..Node::default() });
            node
        })
    }

    fn find(&self, path: &[String]) -> Option<usize> {
        path.iter().try_fold(0, |above, words| self.nodes[above].below.get(words).copied())
    }

    /// All headings as marks name them, in order.
    fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let mut open: Vec<(usize, String)> = vec![(0, String::new())];
        while let Some((node, before)) = open.pop() {
            for (words, below) in self.nodes[node].below.iter().rev() {
                let path = if before.is_empty() { words.clone() } else { format!("{before}!{words}") };
                open.push((*below, path.clone()));
                paths.push(path);
            }
        }
        paths.sort();
        paths
    }

    /// Puts the headings below `node` in order, and gives each its place.
    fn locate(
        &mut self,
        node: usize,
        level: Level,
        anchor: &str,
        piece: PieceId,
        making: &Making,
        places: &mut Places,
    ) {
        let mut below: Vec<usize> = self.nodes[node].below.values().copied().collect();
        let sorted_as = |node: usize| -> &str {
            let node = &self.nodes[node];
            match (&node.sort, level) {
                (Some(sort), _) => sort,
                (None, Level::First) => &node.words,
                (None, Level::Below) => without_small_words(&node.words, &making.facts.words.index_small_words),
            }
        };
        below.sort_by(|a, b| {
            let by_key = making.alphabet.compare(sorted_as(*a), sorted_as(*b));
            by_key.then_with(|| making.alphabet.compare(&self.nodes[*a].words, &self.nodes[*b].words))
        });
        for &node in &below {
            let words = self.nodes[node].words.clone();
            let anchor = format!("{anchor}-{words}");
            self.nodes[node].place = Some(places.add(piece, &anchor, words));
            self.locate(node, Level::Below, &anchor, piece, making, places);
        }
        self.nodes[node].sorted = below;
    }

    fn headings(&self, node: usize, making: &Making, level: Level) -> Vec<IndexHeading> {
        let pointers = |all: &[(Text, usize)]| {
            let pointer = |(heading, to): &(Text, usize)| {
                Some(CrossReference { heading: heading.clone(), to: self.nodes[*to].place? })
            };
            let mut pointers: Vec<CrossReference> = all.iter().filter_map(pointer).collect();
            pointers.sort_by(|a, b| making.alphabet.compare(&plain(&a.heading), &plain(&b.heading)));
            pointers
        };
        let heading = |&node: &usize| {
            let this = &self.nodes[node];
            Some(IndexHeading {
                heading: this.heading.clone(),
                letter: (level == Level::First)
                    .then(|| making.alphabet.letter(this.sort.as_ref().unwrap_or(&this.words)))
                    .flatten(),
                place: this.place?,
                locators: this.locators.clone(),
                subheadings: self.headings(node, making, Level::Below),
                see: pointers(&this.see),
                see_also: pointers(&this.see_also),
            })
        };
        self.nodes[node].sorted.iter().filter_map(heading).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    First,
    Below,
}

/// Puts the places of all marks under their headings.
fn add_marks(tree: &mut Tree, making: &Making, report: &mut Report) {
    /// A range that is open: which locator of its node it is, and the mark that opened it.
    struct Open<'m> {
        locator: usize,
        mark: &'m Marked,
    }
    let mut open: BTreeMap<usize, Open> = BTreeMap::new();
    for mark in making.marks {
        if mark.path.len() > DEEPEST {
            let message = format!("`{}` has more than two levels of subheadings", path(&mark.path));
            let problem = Diagnostic::new(Code::HeadingTooDeep, mark.span, message);
            report.push(problem.hint("nobody finds what lies deeper: make one of them a heading of its own"));
            continue;
        }
        let node = tree.at(&mark.path);
        match mark.kind {
            MarkKind::Place => tree.nodes[node].locators.push(locator(mark, making)),
            MarkKind::Opens => {
                if let Some(first) = open.get(&node) {
                    let message =
                        format!("the range of `{}` is opened again before it is closed", tree.nodes[node].words);
                    let problem = Diagnostic::new(Code::UnbalancedRange, mark.span, message).label("opened again");
                    report.push(problem.related(first.mark.span, "opened here"));
                    continue;
                }
                open.insert(node, Open { locator: tree.nodes[node].locators.len(), mark });
                tree.nodes[node].locators.push(locator(mark, making));
            }
            MarkKind::Closes => match open.remove(&node) {
                Some(Open { locator, mark: first }) => {
                    let range = &mut tree.nodes[node].locators[locator];
                    range.to = Some(mark.place);
                    range.document = documents(first, mark, making);
                }
                None if making.facts.extent == Extent::Selection => {
                    tree.nodes[node].locators.push(locator(mark, making))
                }
                None => {
                    let words = &tree.nodes[node].words;
                    let message = format!("the range of `{words}` is closed and was never opened");
                    let problem = Diagnostic::new(Code::UnbalancedRange, mark.span, message).label("closed here");
                    report.push(problem.hint(format!("write `[[^{}(]]` where it begins", path(&mark.path))));
                }
            },
        }
    }
    if making.facts.extent == Extent::Whole {
        for Open { mark, .. } in open.into_values() {
            let message = format!("the range of `{}` is opened and never closed", path(&mark.path));
            let problem = Diagnostic::new(Code::UnbalancedRange, mark.span, message).label("opened here");
            report.push(problem.hint(format!("write `[[^{})]]` where it ends", path(&mark.path))));
        }
    }
}

/// A heading as a mark names it.
fn path(path: &[Text]) -> String {
    path.iter().map(|part| plain(part)).collect::<Vec<_>>().join("!")
}

fn locator(mark: &Marked, making: &Making) -> Locator {
    Locator { from: mark.place, to: None, note: mark.note, document: documents(mark, mark, making) }
}

/// With document locators, the numbers of the documents from `first` to `last`.
fn documents(first: &Marked, last: &Marked, making: &Making) -> Option<(u32, u32)> {
    if making.locators == Locators::Page {
        return None;
    }
    Some((*making.documents.get(&first.piece)?, *making.documents.get(&last.piece)?))
}

/// The targets of a rule that are in the index, each with the words that point there; tells those that are not.
fn targets(rule: &SeeRule, tree: &Tree, making: &Making, report: &mut Report) -> Vec<(Text, usize)> {
    let mut found = Vec::new();
    for (to, span) in &rule.to {
        let parts: Vec<Text> = to.iter().map(|part| making.facts.still(part, Depth::Inner)).collect();
        let words: Vec<String> = parts.iter().map(|part| plain(part)).collect();
        match tree.find(&words) {
            Some(node) => found.push((joined(parts, *span), node)),
            None if making.facts.extent == Extent::Selection => {}
            None => report.push(unknown(&words.join("!"), *span, tree)),
        }
    }
    found
}

fn joined(parts: Vec<Text>, span: Span) -> Text {
    let mut whole = Text::new();
    for part in parts {
        if !whole.is_empty() {
            whole.extend(made(", ".into(), span));
        }
        whole.extend(part);
    }
    whole
}

fn unknown(heading: &str, span: Span, tree: &Tree) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownHeading, span, format!("the index has no heading `{heading}`"));
    let paths = tree.paths();
    match did_you_mean(heading, paths.iter().map(String::as_str)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    }
}

fn add_see(tree: &mut Tree, making: &Making, report: &mut Report) {
    // Headings that only point are no target before all are known: a reader must not be sent twice.
    let found: Vec<_> = making.facts.manuscript.see.iter().map(|rule| targets(rule, tree, making, report)).collect();
    for (rule, found) in making.facts.manuscript.see.iter().zip(found) {
        let from: Vec<Text> = rule.from.iter().map(|part| making.facts.still(part, Depth::Inner)).collect();
        let words: Vec<String> = from.iter().map(|part| plain(part)).collect();
        if let Some(node) = tree.find(&words)
            && !tree.nodes[node].locators.is_empty()
        {
            let message = format!("`{}` has a `see` and places of its own", words.join("!"));
            let problem = Diagnostic::new(Code::SeeAndLocators, rule.span, message);
            report.push(problem.hint("write it under `[see-also]`, or mark those places under the other heading"));
            continue;
        }
        if !found.is_empty() {
            let node = tree.at(&from);
            tree.nodes[node].see.extend(found);
        }
    }
}

fn add_see_also(tree: &mut Tree, making: &Making, report: &mut Report) {
    for rule in &making.facts.manuscript.see_also {
        let found = targets(rule, tree, making, report);
        let words: Vec<String> = rule.from.iter().map(|part| plain(&making.facts.still(part, Depth::Inner))).collect();
        match tree.find(&words) {
            Some(node) => tree.nodes[node].see_also.extend(found),
            None if making.facts.extent == Extent::Selection => {}
            None => {
                let problem = unknown(&words.join("!"), rule.span, tree);
                report.push(problem.hint("a heading that only points elsewhere stands under `[see]`"));
            }
        }
    }
}

/// Gives headings what they are sorted by.
fn add_sort(tree: &mut Tree, making: &Making, report: &mut Report) {
    for rule in &making.facts.manuscript.index_sort {
        let words: Vec<String> =
            rule.heading.iter().map(|part| plain(&making.facts.still(part, Depth::Inner))).collect();
        match tree.find(&words) {
            Some(node) => tree.nodes[node].sort = Some(rule.sort.clone()),
            None if making.facts.extent == Extent::Selection => {}
            None => report.push(unknown(&words.join("!"), rule.span, tree)),
        }
    }
}

/// A subheading from its first word of weight: "and Hungary" is found under H (*Chicago Manual of Style*, 16.68).
fn without_small_words<'w>(words: &'w str, small: &str) -> &'w str {
    let mut rest = words.trim_start();
    while let Some((first, after)) = rest.split_once(' ')
        && small.split_whitespace().any(|small| small == first.to_lowercase())
    {
        rest = after.trim_start();
    }
    rest
}

/// The numbers of the pieces that are documents.
pub(super) fn document_numbers(pieces: &[super::Piece]) -> BTreeMap<PieceId, u32> {
    let number = |(at, piece): (usize, &super::Piece)| match &piece.kind {
        super::PieceKind::Document(document) => Some((PieceId(at as u32), document.number?)),
        _ => None,
    };
    pieces.iter().enumerate().filter_map(number).collect()
}
