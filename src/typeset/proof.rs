//! Proofs: the pages with what those who correct them need beside them.
//!
//! A proof page is the page itself, unchanged, with a strip of white beside it. In the strip
//! stand, at their lines, the source file and line of every paragraph and the editors'
//! queries, numbered through the volume; left of the text every fifth line is numbered. A
//! mark at the head says that this is a proof, and of which day: the manifest's, because the
//! same sources make the same bytes. All queries are listed again at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::fonts::{Cut, Fonts};
use crate::language::Language;
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::Manifest;
use crate::source::{Sources, Span};
use crate::volume::{Volume, queries};

use super::compose::Composer;
use super::line::{Beside, Case, Drawn, Figures, Fragment, Hyphenation, Justification, Manner, Position, TypeDress};
use super::page::{ElementId, ElementRole, Folio, GlyphRun, Item, Page, Pages, Side, Turn};

/// How much wider than the page its proof is.
const STRIP: Length = Length::mm(56);
/// How far from the edges of the strip its text stands.
const AWAY: Length = Length::mm(3);
/// The type of the strip: size and leading.
const TYPE: (Length, Length) = (Length::pt(7), Length::pt(9));
/// The type of the list of queries.
const LIST: (Length, Length) = (Length::pt(10), Length::pt(13));
/// Every so manieth line is numbered.
const NUMBERED: usize = 5;

/// What stands beside a page, at the height of a line.
struct Remark {
    at: Length,
    words: String,
    cut: Cut,
}

/// A query, numbered, and where it is printed: the page and the baseline; nowhere, if its words are not printed.
struct Query {
    number: usize,
    words: String,
    source: String,
    place: Option<Baseline>,
}

/// A page, from 0, and a baseline on it.
type Baseline = (usize, Length);

/// The pages as proofs.
pub fn proof(pages: &Pages, volume: &Volume, manifest: &Manifest, sources: &Sources, fonts: &Fonts) -> Pages {
    let composer = Composer::new(fonts);
    let setter = Setter { composer: &composer, language: volume.metadata.language.clone() };
    let queries = numbered(pages, volume, sources);
    let mark = draft_mark(volume);
    let mut proof = pages.clone();
    proof.trim.width += STRIP;
    for (at, page) in proof.pages.iter_mut().enumerate() {
        let mut remarks = source_places(&pages.pages[at], pages, sources);
        let of_page = |query: &&Query| query.place.is_some_and(|(page, _)| page == at);
        for query in queries.iter().filter(of_page) {
            let (_, at) = query.place.unwrap_or_default();
            remarks.push(Remark { at, words: format!("[{}] {}", query.number, query.words), cut: Cut::Italic });
        }
        let numbers = line_numbers(&pages.pages[at], &setter);
        page.items.extend(numbers);
        page.items.push(edge(pages.trim));
        page.items.extend(setter.lines(&mark, Point::new(pages.trim.width + AWAY, Length::mm(8)), Cut::Bold).0);
        page.items.extend(beside(remarks, pages.trim.width + AWAY, &setter));
    }
    let list = list_of(&queries, pages, volume, manifest, &setter);
    proof.pages.extend(list);
    proof
}

/// "Proof: Budapest 1956, 2026-03-01".
fn draft_mark(volume: &Volume) -> String {
    let metadata = &volume.metadata;
    let day = metadata.date;
    let date = [Some(i64::from(day.year)), day.month.map(i64::from), day.day.map(i64::from)];
    let date: Vec<String> = date.iter().flatten().map(|part| format!("{part:02}")).collect();
    format!("{}: {}, {}", volume.words.proof, metadata.title, date.join("-"))
}

/// The queries in the order of the pages, each at the last words before it.
fn numbered(pages: &Pages, volume: &Volume, sources: &Sources) -> Vec<Query> {
    let printed = printed(pages);
    let mut placed: Vec<_> = queries(volume)
        .into_iter()
        .map(|(span, words)| {
            let of_file = printed.get(&span.file);
            let before = of_file.and_then(|spots| spots.range(..=span.start).next_back());
            let spot = before.or_else(|| of_file.and_then(|spots| spots.first_key_value()));
            (spot.map(|(_, spot)| *spot), span, words)
        })
        .collect();
    placed.sort_by_key(|(place, span, _)| (place.is_none(), *place, *span));
    let numbered = placed.into_iter().enumerate().map(|(at, (place, span, words))| Query {
        number: at + 1,
        words: words.trim().to_owned(),
        source: source_place(span, sources),
        place,
    });
    numbered.collect()
}

/// By file and byte: where words of the sources are printed first.
fn printed(pages: &Pages) -> BTreeMap<crate::source::FileId, BTreeMap<u32, Baseline>> {
    let mut printed: BTreeMap<_, BTreeMap<u32, Baseline>> = BTreeMap::new();
    for (at, page) in pages.pages.iter().enumerate() {
        for run in page.items.iter().filter_map(run_of) {
            if let Some(span) = run.span {
                printed.entry(span.file).or_default().entry(span.start).or_insert((at, run.origin.y));
            }
        }
    }
    printed
}

/// "documents/041.md:18".
fn source_place(span: Span, sources: &Sources) -> String {
    let path = &sources.file(span.file).path;
    format!("{}:{}", path.strip_prefix("book/").unwrap_or(path), sources.line_and_column(span).0)
}

/// The source of every paragraph, at its first line on the page.
fn source_places(page: &Page, pages: &Pages, sources: &Sources) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    let mut known: BTreeSet<ElementId> = BTreeSet::new();
    for run in page.items.iter().filter_map(run_of) {
        let (Some(element), Some(span)) = (run.element, run.span) else { continue };
        if known.insert(block_of(element, pages)) {
            let words = source_place(span, sources);
            if remarks.last().is_none_or(|last| last.words != words) {
                remarks.push(Remark { at: run.origin.y, words, cut: Cut::Regular });
            }
        }
    }
    remarks
}

/// The block that an element stands in: what is within a line belongs to it.
fn block_of(element: ElementId, pages: &Pages) -> ElementId {
    let mut block = element;
    while let found = pages.structure.get(block)
        && matches!(found.role, ElementRole::Span | ElementRole::Reference | ElementRole::Link | ElementRole::Label)
        && let Some(parent) = found.parent
    {
        block = parent;
    }
    block
}

/// The numbers of lines, left of the text. What is turned has no line beside which a number could stand.
fn line_numbers(page: &Page, setter: &Setter<'_>) -> Vec<Item> {
    let mut lines: BTreeMap<Length, Length> = BTreeMap::new();
    let upright = |run: &&GlyphRun| run.element.is_some() && run.turn == Turn::Upright;
    for run in page.items.iter().filter_map(run_of).filter(upright) {
        // Superior figures stand on the line of their words.
        let line = lines.range(run.origin.y - run.size / 2..=run.origin.y + run.size / 2).next().map(|(y, _)| *y);
        let left = lines.entry(line.unwrap_or(run.origin.y)).or_insert(run.origin.x);
        *left = (*left).min(run.origin.x);
    }
    let left = lines.values().min().copied().unwrap_or_default();
    let numbered = lines.keys().enumerate().skip(NUMBERED - 1).step_by(NUMBERED);
    let numbers = numbered.flat_map(|(at, y)| {
        let width = TYPE.0 * 2;
        let measure = Rect::new(Point::new((left - AWAY - width).max(Length::ZERO), *y), Size::new(width, TYPE.1));
        setter.right(&(at + 1).to_string(), measure)
    });
    numbers.collect()
}

/// Where the page ends and the strip begins.
fn edge(trim: Size) -> Item {
    let rect = Rect::new(Point::new(trim.width, Length::ZERO), Size::new(Length::pt(1) / 4, trim.height));
    Item::Rule { rect, element: None }
}

/// Remarks in the strip, each at its line or below the one before it.
fn beside(mut remarks: Vec<Remark>, left: Length, setter: &Setter<'_>) -> Vec<Item> {
    remarks.sort_by_key(|remark| remark.at);
    let mut free = Length::ZERO;
    let mut items = Vec::new();
    for remark in remarks {
        let (set, end) = setter.lines(&remark.words, Point::new(left, remark.at.max(free)), remark.cut);
        free = end;
        items.extend(set);
    }
    items
}

/// The queries on pages of their own at the end.
fn list_of(queries: &[Query], pages: &Pages, volume: &Volume, manifest: &Manifest, setter: &Setter<'_>) -> Vec<Page> {
    if queries.is_empty() {
        return Vec::new();
    }
    let margins = manifest.design.margins;
    let (top, bottom) = (margins.top, pages.trim.height - margins.bottom);
    let measure = pages.trim.width - margins.inner - margins.outer;
    let mut list: Vec<Page> = Vec::new();
    let mut y = bottom;
    let heading = (volume.words.queries.clone(), Cut::Bold);
    let entries = queries.iter().map(|query| {
        let page = query.place.and_then(|(page, _)| pages.pages.get(page)).map(|page| page.folio.to_string());
        let page = page.map(|folio| volume.words.page.replacen("{}", &folio, 1)).unwrap_or_else(|| "—".into());
        (format!("[{}] {page}, {}: {}", query.number, query.source, query.words), Cut::Regular)
    });
    for (words, cut) in std::iter::once(heading).chain(entries) {
        let lines = setter.set(&words, LIST, measure, cut, Justification::Left);
        for line in lines {
            if y + LIST.1 > bottom {
                list.push(blank_page(pages.pages.len() + list.len(), pages));
                y = top + LIST.1;
            }
            if let Some(page) = list.last_mut() {
                page.items.extend(line.into_iter().map(|run| moved(run, Point::new(margins.outer, y))));
            }
            y += LIST.1;
        }
        y += LIST.1 / 2;
    }
    list
}

/// A page after the last.
fn blank_page(at: usize, pages: &Pages) -> Page {
    let side = if at.is_multiple_of(2) { Side::Recto } else { Side::Verso };
    let more = (at - pages.pages.len()) as u32 + 1;
    let folio = match pages.pages.last().map(|page| page.folio) {
        Some(Folio::Arabic(last)) => Folio::Arabic(last + more),
        Some(Folio::Roman(last)) => Folio::Roman(last + more),
        None => Folio::Arabic(more),
    };
    Page { side, folio, items: Vec::new() }
}

/// Who sets the words of a proof.
struct Setter<'a> {
    composer: &'a Composer<'a>,
    language: Language,
}

impl Setter<'_> {
    /// Words in the strip from a baseline on, and the first baseline below them.
    fn lines(&self, words: &str, from: Point, cut: Cut) -> (Vec<Item>, Length) {
        let mut y = from.y;
        let mut items = Vec::new();
        for line in self.set(words, TYPE, STRIP - AWAY * 2, cut, Justification::Left) {
            items.extend(line.into_iter().map(|run| moved(run, Point::new(from.x, y))));
            y += TYPE.1;
        }
        (items, y)
    }

    /// Words at the right of a rectangle, its top their baseline.
    fn right(&self, words: &str, measure: Rect) -> Vec<Item> {
        let lines = self.set(words, TYPE, measure.size.width, Cut::Regular, Justification::Right);
        lines.into_iter().take(1).flatten().map(|run| moved(run, measure.origin)).collect()
    }

    fn set(
        &self,
        words: &str,
        (size, _): (Length, Length),
        measure: Length,
        cut: Cut,
        justification: Justification,
    ) -> Vec<Vec<GlyphRun>> {
        let dress = TypeDress {
            cut,
            size,
            case: Case::AsWritten,
            figures: Figures::Lining,
            position: Position::Baseline,
            tracking: 0,
            drawn: Drawn::Nothing,
            language: self.language.clone(),
        };
        let words = Fragment::Words { text: words.into(), dress, span: None, element: None };
        let manner = Manner {
            measure,
            first_indent: Length::ZERO,
            indent: Length::ZERO,
            justification,
            hyphenation: Hyphenation::Forbidden,
            beside: Beside::default(),
        };
        let setting = self.composer.set(&[words], &manner).into_iter().next();
        setting.map(|setting| setting.lines.into_iter().map(|line| line.runs).collect()).unwrap_or_default()
    }
}

fn moved(mut run: GlyphRun, by: Point) -> Item {
    run.origin = Point::new(run.origin.x + by.x, run.origin.y + by.y);
    Item::Run(run)
}

fn run_of(item: &Item) -> Option<&GlyphRun> {
    match item {
        Item::Run(run) => Some(run),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    /// The proof of a volume of one essay, told a page a paragraph.
    fn told(text: &str) -> Vec<String> {
        let manifest = "[volume]\ntitle = \"T\"\nlanguage = \"en\"\ndate = 2026-03-01\n[contents]\nbody = [\"a.md\"]\n\
                        [pdf.print]\npages = 1\n";
        let essay = format!("+++\ntitle = \"Essay\"\n+++\n\n{text}\n");
        let sources = Sources::from_texts([("book.toml", manifest), ("book/a.md", essay.as_str())]);
        let mut report = Report::default();
        let manifest = crate::manifest::read(&sources, &mut report).unwrap();
        let manuscript = crate::manuscript::read(&sources, &manifest, &mut report);
        let volume = crate::volume::assemble(&manuscript, &manifest, None, &mut report);
        let fonts = Fonts::default();
        let pages = super::super::set(&volume, &manifest, &fonts, &mut report);
        let proof = proof(&pages, &volume, &manifest, &sources, &fonts);
        let beside = pages.trim.width;
        let page = |(at, page): (usize, &Page)| {
            let runs = page.items.iter().filter_map(run_of);
            let runs = runs.filter(|run| run.origin.x > beside || at >= pages.pages.len());
            runs.map(|run| run.text.trim_end()).collect::<Vec<_>>().join("|")
        };
        proof.pages.iter().enumerate().map(page).collect()
    }

    #[test]
    fn a_paragraph_names_its_source_and_a_query_stands_beside_its_line() {
        let told = told("First.\n\nSecond <!-- which day? --> here.");
        assert_eq!(told[0], "Proof: T, 2026-03-01|a.md:2|a.md:5|a.md:7|[1] which day?");
    }

    #[test]
    fn all_queries_are_listed_at_the_end() {
        let told = told("First <!-- which day? --> and last.\n\n<!-- a photograph? -->\n\nMore.");
        assert_eq!(told.len(), 2);
        assert_eq!(told[1], "Queries|[1] Page 1, a.md:5: which day?|[2] Page 1, a.md:7: a photograph?");
    }

    #[test]
    fn a_volume_without_queries_has_no_list() {
        assert_eq!(told("Text.").len(), 1);
    }
}
