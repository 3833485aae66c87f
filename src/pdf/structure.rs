//! What stands on the pages, as a tree (ISO 32000-1 §14.7 and §14.8): for screen readers, reflow and search.
//!
//! The display list says of every run which element it belongs to. Here each stretch of a
//! page that belongs to one element becomes a marked-content sequence with a number, and
//! elements become structure elements in the order in which the reader meets them. What
//! belongs to nothing (folios, running heads, rules) is an artifact.
//!
//! PDF/UA-1 asks for a little more than the display list holds: a `Link` around every text
//! that leads somewhere, headings that skip no level, cells in every row, a header for
//! every cell, an identifier for every note.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
use crate::length::Rect;
use crate::typeset::page::{ElementId, ElementRole, Item, LinkTarget, Pages, Structure};
use crate::volume::Volume;

/// The structure tree of a file, and what belongs to it on each page.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The elements; the first is the document, and a parent stands before its kids.
    pub elements: Vec<StructureElement>,
    /// By page and item: how its content is marked.
    pub marks: Vec<Vec<Mark>>,
    /// By page and marked-content identifier: the element it belongs to.
    pub owners: Vec<Vec<usize>>,
    /// The links of all pages.
    pub links: Vec<PlacedLink>,
}

/// How the content of an item is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It belongs to an element of that type, under that marked-content identifier.
    Content(StructureType, usize),
    /// It belongs to nothing.
    Artifact(Artifact),
    /// It has no content.
    None,
}

/// What an artifact is (§14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Artifact {
    /// A folio, a running head, a heading repeated on a new page.
    Pagination,
    /// A rule.
    Layout,
}

/// An element of the structure tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StructureElement {
    /// What it is.
    pub kind: StructureType,
    /// The element it stands in; none for the document.
    pub parent: Option<usize>,
    /// What stands in it, in the order of reading.
    pub kids: Vec<Kid>,
    /// Its language, where it is not its parent's.
    pub language: Option<Language>,
    /// Its title.
    pub title: Option<String>,
    /// What stands for it where it cannot be seen.
    pub alternate: Option<String>,
    /// Where its picture stands: the page, and the place on it.
    pub bounds: Option<(usize, Rect)>,
}

/// What stands in a structure element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    /// An element.
    Element(usize),
    /// Content of a page, by its marked-content identifier.
    Content(usize, usize),
    /// A link, an index into [`Tree::links`].
    Link(usize),
}

/// A link where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedLink {
    /// Its page.
    pub page: usize,
    /// Its place there.
    pub rect: Rect,
    /// Where it leads.
    pub to: LinkTarget,
    /// What kind of text leads there.
    pub from: LinkText,
    /// The `Link` it belongs to.
    pub element: usize,
}

/// What kind of text a link stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkText {
    /// The marker of a note, which leads back to the call.
    Marker,
    /// A locator of the index, or a heading it points to.
    Index,
    /// Anything else.
    Text,
}

/// The standard structure types (§14.8.4) that books of ours need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
#[expect(clippy::upper_case_acronyms, reason = "the standard's own names")]
pub(super) enum StructureType {
    Document, Part, Sect, BlockQuote, Caption, TOC, TOCI, Index, P, H(u8), L, LI, Lbl, LBody,
    Table, TR, TH(Scope), TD, Span, Note, Reference, Link, Figure,
}

/// The cells that a header speaks for (§14.8.5.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those below it.
    Column,
    /// Those beside it.
    Row,
}

impl StructureType {
    /// The name that the standard gives it.
    pub fn name(self) -> &'static str {
        const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
        match self {
            StructureType::Document => "Document",
            StructureType::Part => "Part",
            StructureType::Sect => "Sect",
            StructureType::BlockQuote => "BlockQuote",
            StructureType::Caption => "Caption",
            StructureType::TOC => "TOC",
            StructureType::TOCI => "TOCI",
            StructureType::Index => "Index",
            StructureType::P => "P",
            StructureType::H(level) => HEADINGS[usize::from(level.clamp(1, 6)) - 1],
            StructureType::L => "L",
            StructureType::LI => "LI",
            StructureType::Lbl => "Lbl",
            StructureType::LBody => "LBody",
            StructureType::Table => "Table",
            StructureType::TR => "TR",
            StructureType::TH(_) => "TH",
            StructureType::TD => "TD",
            StructureType::Span => "Span",
            StructureType::Note => "Note",
            StructureType::Reference => "Reference",
            StructureType::Link => "Link",
            StructureType::Figure => "Figure",
        }
    }

    /// Whether it only groups other elements, so that text needs a paragraph within it.
    fn groups(self) -> bool {
        use StructureType::{BlockQuote, Document, Index, Part, Sect, TOC};
        matches!(self, Document | Part | Sect | BlockQuote | TOC | Index)
    }
}

impl Tree {
    /// The tree of `pages`. A link that leads nowhere is not one.
    pub fn of(pages: &Pages, volume: &Volume) -> Tree {
        let mut grower = Grower::new(pages, volume);
        for page in 0..pages.pages.len() {
            grower.page(page);
        }
        grower.tree
    }
}

/// A tree that grows as the pages are read.
struct Grower<'a> {
    pages: &'a Pages,
    volume: &'a Volume,
    tree: Tree,
    /// By element of the display list: its structure element, once it has been met.
    known: Vec<Option<usize>>,
    /// By element of the display list: its children there.
    children: Vec<Vec<ElementId>>,
    /// Elements on which links stand.
    linked: BTreeSet<u32>,
    /// By structure element: the `Link` within it that holds all of it.
    within: BTreeMap<usize, usize>,
    /// Paragraphs that were made for stray words.
    strays: BTreeSet<usize>,
    /// The headings above the place that is read, by their levels as set.
    headings: Vec<usize>,
}

impl<'a> Grower<'a> {
    fn new(pages: &'a Pages, volume: &'a Volume) -> Grower<'a> {
        let elements = &pages.structure.elements;
        let mut children = vec![Vec::new(); elements.len()];
        for (at, element) in elements.iter().enumerate() {
            if let Some(parent) = element.parent {
                children[parent.0 as usize].push(ElementId(at as u32));
            }
        }
        let links = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Link { to, element, .. } if leads_somewhere(to, pages) => Some(element.0),
            _ => None,
        });
        let mut known = vec![None; elements.len()];
        known[Structure::ROOT.0 as usize] = Some(0);
        let document = StructureElement {
            kind: StructureType::Document,
            parent: None,
            kids: Vec::new(),
            language: None,
            title: None,
            alternate: None,
            bounds: None,
        };
        Grower {
            pages,
            volume,
            tree: Tree { elements: vec![document], ..Tree::default() },
            known,
            children,
            linked: links.collect(),
            within: BTreeMap::new(),
            strays: BTreeSet::new(),
            headings: Vec::new(),
        }
    }

    /// Reads a page from its first item to its last.
    fn page(&mut self, page: usize) {
        let mut marks = Vec::with_capacity(self.pages.pages[page].items.len());
        let mut owners: Vec<usize> = Vec::new();
        let mut open = None;
        let mut waiting = Vec::new();
        for item in &self.pages.pages[page].items {
            let element = match item {
                Item::Run(run) => run.element,
                Item::Picture { picture, rect, element, .. } => {
                    let figure = self.met(*element);
                    let figure = &mut self.tree.elements[figure];
                    figure.bounds = Some((page, *rect));
                    // The author was told of a missing description; the label is better than nothing.
                    let label = || self.volume.figures.get(picture.0 as usize).map(|figure| figure.label.clone());
                    let alternate = figure.alternate.take().filter(|words| !words.trim().is_empty()).or_else(label);
                    let alternate = alternate.filter(|words| !words.is_empty());
                    let alternate = alternate.unwrap_or_else(|| self.volume.words.figure.replace("{}", ""));
                    figure.alternate = Some(alternate.trim().to_owned());
                    Some(*element)
                }
                Item::Rule { .. } => None,
                Item::Link { rect, to, element } => {
                    // A line's links stand before its words; their elements are met with these.
                    waiting.push((*rect, to, *element));
                    marks.push(Mark::None);
                    continue;
                }
            };
            let Some(element) = element else {
                open = None;
                let artifact = if matches!(item, Item::Run(_)) { Artifact::Pagination } else { Artifact::Layout };
                marks.push(Mark::Artifact(artifact));
                continue;
            };
            let owner = self.taker(element, open);
            if open != Some(owner) {
                open = Some(owner);
                self.tree.elements[owner].kids.push(Kid::Content(page, owners.len()));
                owners.push(owner);
            }
            marks.push(Mark::Content(self.tree.elements[owner].kind, owners.len() - 1));
            waiting.retain(|(rect, to, element)| {
                let met = self.known[element.0 as usize].is_some();
                if met {
                    self.link(page, *rect, to, *element);
                }
                !met
            });
        }
        for (rect, to, element) in waiting {
            self.link(page, rect, to, element);
        }
        self.tree.marks.push(marks);
        self.tree.owners.push(owners);
    }

    fn link(&mut self, page: usize, rect: Rect, to: &LinkTarget, element: ElementId) {
        if !leads_somewhere(to, self.pages) {
            return;
        }
        let holder = self.holder(element);
        let from = match self.pages.structure.get(element).role {
            ElementRole::Label => LinkText::Marker,
            _ if self.stands_in(element, ElementRole::Index) => LinkText::Index,
            _ => LinkText::Text,
        };
        let link = self.tree.links.len();
        self.tree.links.push(PlacedLink { page, rect, to: to.clone(), from, element: holder });
        self.tree.elements[holder].kids.push(Kid::Link(link));
    }

    fn stands_in(&self, element: ElementId, role: ElementRole) -> bool {
        let mut above = Some(element);
        while let Some(element) = above {
            let element = self.pages.structure.get(element);
            if element.role == role {
                return true;
            }
            above = element.parent;
        }
        false
    }

    /// The structure element that takes the words of `element`. Stray words of a group get a paragraph, each stretch
    /// of them its own, because one for all would put them out of order; `open` is what took the words before.
    fn taker(&mut self, element: ElementId, open: Option<usize>) -> usize {
        let holder = self.holder(element);
        if !self.tree.elements[holder].kind.groups() {
            return holder;
        }
        let paragraph =
            open.filter(|open| self.strays.contains(open) && self.tree.elements[*open].parent == Some(holder));
        paragraph.unwrap_or_else(|| {
            let paragraph = self.add(holder, StructureType::P);
            self.strays.insert(paragraph);
            paragraph
        })
    }

    /// The structure element that holds what belongs to `element`: itself, or the `Link` within it.
    fn holder(&mut self, element: ElementId) -> usize {
        let met = self.met(element);
        self.within.get(&met).copied().unwrap_or(met)
    }

    /// The structure element of `element`, added to the tree when it is met for the first time.
    fn met(&mut self, element: ElementId) -> usize {
        if let Some(known) = self.known[element.0 as usize] {
            return known;
        }
        let pages = self.pages;
        let set = pages.structure.get(element);
        let parent = set.parent.unwrap_or(Structure::ROOT);
        let mut parent_met = self.met(parent);
        if let Some(known) = self.known[element.0 as usize] {
            // A table brings all of its cells with it.
            return known;
        }
        parent_met = self.within.get(&parent_met).copied().unwrap_or(parent_met);
        let kind = self.kind(element, set.role);
        let met = self.add(parent_met, kind);
        self.known[element.0 as usize] = Some(met);
        let made = &mut self.tree.elements[met];
        made.language = set.language.clone();
        if kind == StructureType::Figure {
            made.alternate = set.description.clone();
        } else {
            made.title = set.description.clone();
        }
        if self.linked.contains(&element.0) && kind != StructureType::Link {
            let link = self.add(met, StructureType::Link);
            self.within.insert(met, link);
        }
        if set.role == ElementRole::Table {
            self.whole_table(element, met);
        }
        met
    }

    /// All rows and cells of a table, in their order and the empty ones too: screen readers count them.
    fn whole_table(&mut self, table: ElementId, met: usize) {
        let rows = self.children[table.0 as usize].clone();
        let cells = |row: &ElementId| self.children[row.0 as usize].len();
        let columns = rows.iter().map(cells).max().unwrap_or(0);
        for row in rows {
            let row_met = self.met(row);
            for cell in self.children[row.0 as usize].clone() {
                self.met(cell);
            }
            for _ in self.children[row.0 as usize].len()..columns {
                self.add(row_met, StructureType::TD);
            }
        }
        debug_assert!(self.tree.elements[met].kind == StructureType::Table);
    }

    fn add(&mut self, parent: usize, kind: StructureType) -> usize {
        let added = self.tree.elements.len();
        self.tree.elements.push(StructureElement {
            kind,
            parent: Some(parent),
            kids: Vec::new(),
            language: None,
            title: None,
            alternate: None,
            bounds: None,
        });
        self.tree.elements[parent].kids.push(Kid::Element(added));
        added
    }

    fn kind(&mut self, element: ElementId, role: ElementRole) -> StructureType {
        match role {
            ElementRole::Book => StructureType::Document,
            ElementRole::Part => StructureType::Part,
            ElementRole::Piece | ElementRole::Section => StructureType::Sect,
            ElementRole::Heading(level) => StructureType::H(self.heading(element, level)),
            ElementRole::Paragraph => StructureType::P,
            ElementRole::Quotation => StructureType::BlockQuote,
            ElementRole::List => StructureType::L,
            ElementRole::Item => StructureType::LI,
            ElementRole::Label => StructureType::Lbl,
            ElementRole::ItemBody => StructureType::LBody,
            ElementRole::Table => StructureType::Table,
            ElementRole::Row => StructureType::TR,
            ElementRole::HeaderCell => StructureType::TH(Scope::Column),
            ElementRole::DataCell if self.heads_its_row(element) => StructureType::TH(Scope::Row),
            ElementRole::DataCell => StructureType::TD,
            ElementRole::Figure => StructureType::Figure,
            ElementRole::Caption => StructureType::Caption,
            ElementRole::Note => StructureType::Note,
            ElementRole::Reference => StructureType::Reference,
            ElementRole::Link => StructureType::Link,
            ElementRole::Span => StructureType::Span,
            ElementRole::Contents => StructureType::TOC,
            ElementRole::ContentsItem => StructureType::TOCI,
            ElementRole::Index => StructureType::Index,
        }
    }

    /// Whether a cell is the first of its row in a table that has no heads over its columns: something must name
    /// the cells (PDF/UA-1 §7.5), and tables of archives mostly name their rows.
    fn heads_its_row(&self, cell: ElementId) -> bool {
        let Some(row) = self.pages.structure.get(cell).parent else { return false };
        let Some(table) = self.pages.structure.get(row).parent else { return false };
        let is_head = |cell: &ElementId| self.pages.structure.get(*cell).role == ElementRole::HeaderCell;
        let headed =
            self.children[table.0 as usize].iter().any(|row| self.children[row.0 as usize].iter().any(is_head));
        !headed && self.children[row.0 as usize].first() == Some(&cell)
    }

    /// The level of a heading, one below the heading above it at most (PDF/UA-1 §7.4.2): a piece within a chapter
    /// lies as much deeper as it does in the contents.
    fn heading(&mut self, element: ElementId, level: u8) -> u8 {
        let mut depth = 0;
        let mut above = self.pages.structure.get(element).parent;
        while let Some(id) = above {
            let holder = self.pages.structure.get(id);
            depth += usize::from(matches!(holder.role, ElementRole::Part | ElementRole::Piece));
            above = holder.parent;
        }
        let level = usize::from(level) + depth.saturating_sub(1);
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        self.headings.len().min(6) as u8
    }
}

/// Whether the target of a link is printed.
fn leads_somewhere(to: &LinkTarget, pages: &Pages) -> bool {
    match to {
        LinkTarget::Place(place) => pages.places.get(*place).is_some_and(Option::is_some),
        LinkTarget::Address(_) => true,
    }
}
