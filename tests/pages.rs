//! What holds of the pages of any volume.

use std::collections::BTreeMap;
use std::path::Path;

use bookgen::length::{Length, Point};
use bookgen::manifest::{Design, Manifest};
use bookgen::report::{Code, Report};
use bookgen::source::Sources;
use bookgen::typeset::page::{ElementId, ElementRole, GlyphRun, Item, LinkTarget, Page, Pages, Side, Turn};
use bookgen::typeset::{set, told};
use bookgen::volume::{PieceKind, Volume};
use bookgen::{fonts, manifest, manuscript, volume};

struct Set {
    volume: Volume,
    manifest: Manifest,
    pages: Pages,
    report: Report,
}

fn set_sources(sources: &Sources) -> Set {
    let mut report = Report::default();
    let manifest = manifest::read(sources, &mut report).expect("a manifest");
    set_in(sources, manifest)
}

fn set_in(sources: &Sources, manifest: Manifest) -> Set {
    let mut report = Report::default();
    let manuscript = manuscript::read(sources, &manifest, &mut report);
    let volume = volume::assemble(&manuscript, &manifest, None, &mut report);
    let fonts = fonts::load(&manifest.design, sources, &mut report);
    let pages = set(&volume, &manifest, &fonts, &mut report);
    Set { volume, manifest, pages, report }
}

/// The volume under `tests/` that uses every construct of the format.
fn orlau() -> Sources {
    Sources::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/volumes/orlau")).expect("the volume")
}

/// A volume of one essay and two documents with notes of every length, calls everywhere and page references.
fn thicket() -> Sources {
    let sentence = "Nobody had asked the ministers whether they had read the telegram before they answered it. ";
    let mut essay = "+++\ntitle = \"Thicket\"\n+++\n\n".to_owned();
    let mut notes = String::new();
    for paragraph in 0..60 {
        let words = sentence.repeat(1 + paragraph % 7);
        if paragraph % 3 == 0 {
            let page = "See page [[page:last]]. ";
            essay.push_str(&format!("{}[^n{paragraph}] {page}{words}\n\n", words.trim_end()));
            notes.push_str(&format!("[^n{paragraph}]: {}\n\n", sentence.repeat(1 + paragraph % 11).trim_end()));
        } else {
            essay.push_str(&format!("{words}\n\n"));
        }
        if paragraph % 13 == 12 {
            essay.push_str("# A heading\n\n");
        }
    }
    essay.push_str(&notes);
    let document = |id: &str| {
        format!(
            "+++\nid = \"{id}\"\ntitle = \"Document {id}\"\ndate = 1956-10-24\nsource = \"Archive, box 1.\"\n+++\n\n{}",
            format!("{}\n\n", sentence.repeat(4)).repeat(12)
        )
    };
    let manifest = "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\nfront = [\"title-page\", \"contents\"]\n\
        body = [\"front/thicket.md\", { chapter = \"chapters/1.md\", documents = [\"documents/first.md\", \
        \"documents/last.md\"] }]\nback = [\"index\"]\n";
    Sources::from_texts([
        ("book.toml", manifest),
        ("book/front/thicket.md", &essay),
        ("book/chapters/1.md", "+++\ntitle = \"Chapter\"\n+++\n"),
        ("book/documents/first.md", &document("first")),
        ("book/documents/last.md", &document("last")),
    ])
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    })
}

/// Where the pen stands after a run: to the right of its origin, or above it if the run is turned.
fn end(run: &GlyphRun) -> Point {
    let length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    match run.turn {
        Turn::Upright => Point::new(run.origin.x + length, run.origin.y),
        Turn::Left => Point::new(run.origin.x, run.origin.y - length),
    }
}

#[test]
fn every_note_stands_once_on_the_page_of_its_call_and_in_order() {
    for set in [set_sources(&orlau()), set_sources(&thicket())] {
        assert!(!set.volume.notes.is_empty());
        let mut before = 0;
        for (at, note) in set.volume.notes.iter().enumerate() {
            let (first, last) = set.pages.notes[at].expect("every note is printed");
            let call = set.pages.places[note.first_call.index()].expect("every call is printed");
            assert_eq!(first, call.page, "note {at} begins where it is called");
            assert!(first <= last);
            if note.piece == set.volume.notes[at.saturating_sub(1)].piece {
                assert!(before <= first, "note {at} stands after the note before it");
            }
            before = first;
        }
    }
}

#[test]
fn every_place_is_printed() {
    for set in [set_sources(&orlau()), set_sources(&thicket())] {
        let entries = set.volume.entries.iter().map(|entry| entry.place);
        let unprinted: Vec<_> = set
            .volume
            .places
            .iter()
            .enumerate()
            .filter(|(at, _)| set.pages.places[*at].is_none() && !entries.clone().any(|entry| entry.index() == *at))
            .map(|(_, place)| &place.anchor)
            .collect();
        assert!(unprinted.is_empty(), "{unprinted:?}");
    }
}

#[test]
fn nothing_leaves_the_type_area() {
    // Punctuation may hang by its own width; running heads and folios stand outside. A spread may run a line long.
    let hanging = Length::pt(7);
    for set in [set_sources(&orlau()), set_sources(&thicket())] {
        let Design { trim, margins, .. } = &set.manifest.design;
        for (at, page) in set.pages.pages.iter().enumerate() {
            let left = if page.side == Side::Recto { margins.inner } else { margins.outer };
            let bottom = trim.height - margins.bottom + set.manifest.design.body.leading;
            let wide = trim.width - margins.inner - margins.outer;
            for run in runs(page).filter(|run| run.element.is_some()) {
                let within = run.origin.x >= left - hanging && end(run).x <= left + wide + hanging;
                assert!(within, "page {}: `{}` at {:?}", at + 1, run.text, run.origin);
                let Point { y, .. } = run.origin;
                assert!(y > margins.top && y < bottom, "page {}: `{}`", at + 1, run.text);
            }
            for item in &page.items {
                if let Item::Picture { rect, .. } = item {
                    assert!(rect.origin.x >= left && rect.right() <= left + wide);
                    assert!(rect.origin.y >= margins.top && rect.bottom() <= bottom);
                }
            }
        }
    }
}

/// The paragraph that an element stands in: of the text, not of a note or a list.
fn paragraph(pages: &Pages, mut element: ElementId) -> Option<ElementId> {
    loop {
        let this = pages.structure.get(element);
        if this.role == ElementRole::Paragraph {
            return Some(element);
        }
        element = this.parent?;
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    let set = set_sources(&thicket());
    let mut lines: BTreeMap<ElementId, BTreeMap<usize, Vec<Length>>> = BTreeMap::new();
    for (at, page) in set.pages.pages.iter().enumerate() {
        for run in runs(page).filter(|run| run.size == set.manifest.design.body.size) {
            if let Some(paragraph) = run.element.and_then(|element| paragraph(&set.pages, element)) {
                let ys = lines.entry(paragraph).or_default().entry(at).or_default();
                if !ys.contains(&run.origin.y) {
                    ys.push(run.origin.y);
                }
            }
        }
    }
    let split: Vec<_> = lines.values().filter(|pages| pages.len() > 1).collect();
    assert!(split.len() > 5, "a text without page turns tells nothing");
    assert!(split.iter().all(|pages| pages.values().all(|lines| lines.len() >= 2)));
}

#[test]
fn page_references_name_the_page() {
    let set = set_sources(&thicket());
    let last = set.volume.pieces.iter().find(|piece| piece.slug == "doc-last").expect("the last document");
    let spot = set.pages.places[last.place.index()].expect("it is printed");
    let folio = set.pages.pages[spot.page].folio.to_string();
    let mut found = 0;
    for page in &set.pages.pages {
        let links: Vec<_> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Link { to: LinkTarget::Place(to), element, .. } if *to == last.place.index() => Some(*element),
                _ => None,
            })
            .collect();
        for element in links {
            let text: String = runs(page).filter(|run| run.element == Some(element)).map(|run| &*run.text).collect();
            if text.trim().chars().all(|letter| letter.is_ascii_digit()) {
                assert_eq!(text.trim(), folio);
                found += 1;
            }
        }
    }
    assert!(found >= 20, "{found} references found");
    assert!(set.report.sorted().iter().all(|problem| problem.code != Code::UnsettledReference));
}

#[test]
fn the_same_sources_make_the_same_pages() {
    let sources = orlau();
    assert_eq!(told(&set_sources(&sources).pages), told(&set_sources(&sources).pages));
}

#[test]
fn chapters_open_on_a_recto_and_blanks_bear_nothing() {
    let set = set_sources(&orlau());
    for piece in &set.volume.pieces {
        if matches!(piece.kind, PieceKind::Chapter { .. } | PieceKind::Part | PieceKind::TitlePage) {
            let spot = set.pages.places[piece.place.index()].expect("every piece is printed");
            assert_eq!(set.pages.pages[spot.page].side, Side::Recto, "{}", piece.slug);
        }
    }
    let arabic = set.pages.pages.iter().position(|page| page.folio.to_string() == "1").expect("a first page");
    assert_eq!(set.pages.pages[arabic].side, Side::Recto);
    assert_eq!(set.pages.pages.len() % 2, 0, "the printer asks for an even number");
}

#[test]
fn the_margins_may_leave_almost_nothing() {
    let sources = orlau();
    let mut report = Report::default();
    for (width, height) in [(1, 1), (40, 60), (90, 90)] {
        let mut manifest = manifest::read(&sources, &mut report).expect("a manifest");
        let margins = manifest.design.margins;
        manifest.design.trim.width = margins.inner + margins.outer + Length::pt(width);
        manifest.design.trim.height = margins.top + margins.bottom + Length::pt(height);
        let set = set_in(&sources, manifest);
        assert!(set.pages.notes.iter().all(Option::is_some));
    }
}
