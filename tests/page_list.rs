//! The EPUB says where every page of the print edition begins: all of them, in order, each before its first words.

mod support;

use std::path::Path;

use bookgen::report::Report;
use bookgen::source::Sources;
use bookgen::typeset::page::{ElementId, ElementRole, Item, Page, Pages};
use bookgen::typeset::set;
use bookgen::{epub, fonts, manifest, manuscript, volume};
use support::{epub_files, words, xhtml_text};

/// The pages of the volume at `root`, and its EPUB.
fn made(root: &str) -> (Pages, Vec<u8>) {
    let sources = Sources::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root)).expect("sources");
    let mut report = Report::default();
    let manifest = manifest::read(&sources, &mut report).expect("a manifest");
    let manuscript = manuscript::read(&sources, &manifest, &mut report);
    let volume = volume::assemble(&manuscript, &manifest, None, &mut report);
    let fonts = fonts::load(&manifest.design, &sources, &mut report);
    let pages = set(&volume, &manifest, &fonts, &mut report);
    let epub = epub::write(&volume, &manifest, &pages, &fonts, &mut report);
    (pages, epub)
}

/// Whether an element is a note or a figure, or in one.
fn beside(pages: &Pages, element: ElementId) -> bool {
    let element = pages.structure.get(element);
    matches!(element.role, ElementRole::Note | ElementRole::Figure)
        || element.parent.is_some_and(|parent| beside(pages, parent))
}

/// Whether an element is of a table.
fn in_table(pages: &Pages, element: ElementId) -> bool {
    let element = pages.structure.get(element);
    element.role == ElementRole::Table || element.parent.is_some_and(|parent| in_table(pages, parent))
}

/// The text of a page, without notes, captions, running heads and folio. White parts the runs of different elements.
/// Cells of a table stand side by side, line by line; they are read one after the other.
fn text_of(pages: &Pages, page: &Page) -> String {
    let mut runs: Vec<(ElementId, &str)> = Vec::new();
    for item in &page.items {
        let Item::Run(run) = item else { continue };
        let Some(element) = run.element.filter(|element| !beside(pages, *element)) else { continue };
        runs.push((element, &run.text));
    }
    for table in runs.chunk_by_mut(|(one, _), (next, _)| in_table(pages, *one) && in_table(pages, *next)) {
        table.sort_by_key(|(element, _)| *element);
    }
    let mut text = String::new();
    let mut last = None;
    for (element, words) in runs {
        if last.replace(element) != Some(element) {
            text.push(' ');
        }
        text.push_str(words);
        // A hyphen that divides a word goes when the word goes on; any other line end parts words.
        if text.ends_with('\u{AD}') {
            text.pop();
            last = None;
            text.push('\u{2060}');
        }
    }
    text
}

/// Words of more than one letter: the figures of calls, the page numbers and the letters over the sections of an index
/// are in one edition alone.
fn lettered(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .filter(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic))
        .map(|word| word.to_lowercase())
        .collect()
}

/// The marks of a file: the folio that each says, and the words after it.
fn marks(xhtml: &str) -> Vec<(String, Vec<String>)> {
    let text = xhtml.split_once("<section class=\"notes\"").map_or(xhtml, |(text, _)| text);
    let after = text.split(" role=\"doc-pagebreak\"").skip(1);
    let mut marks: Vec<(String, Vec<String>)> = Vec::new();
    for after in after {
        let (tag, words) = after.split_once('>').expect("a tag that ends");
        let folio = tag.split_once("aria-label=\"").and_then(|(_, label)| label.split('"').next()).expect("a label");
        let body = words.rsplit_once('<').map_or(words, |(whole, _)| whole);
        marks.push((folio.to_owned(), lettered(&xhtml_text(body))));
    }
    marks
}

fn every_page_is_marked_before_its_first_words(root: &str) {
    let (pages, epub) = made(root);
    let files = epub_files(&epub);
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");

    let navigation = text("OEBPS/nav.xhtml");
    let (_, list) = navigation.split_once("epub:type=\"page-list\"").expect("a page list");
    let links: Vec<(&str, &str)> = list
        .split("<a href=\"")
        .skip(1)
        .filter_map(|link| link.split_once("\">"))
        .map(|(href, rest)| (href, rest.split('<').next().unwrap_or_default()))
        .collect();
    let printed: Vec<&Page> = pages.pages.iter().filter(|page| !blank(page)).collect();
    let folios: Vec<String> = printed.iter().map(|page| page.folio.to_string()).collect();
    assert_eq!(links.iter().map(|(_, folio)| *folio).collect::<Vec<_>>(), folios, "every page, in order");

    let mut compared = 0;
    for (page, (href, folio)) in printed.iter().zip(links) {
        let (file, id) = href.split_once('#').expect("a mark");
        let xhtml = text(&format!("OEBPS/{file}"));
        assert_eq!(xhtml.matches(&format!(" id=\"{id}\"")).count(), 1, "{href}");
        let (_, after) = marks(&xhtml).into_iter().find(|(label, _)| label == folio).expect("the mark of the page");
        let whole = text_of(&pages, page);
        let first: Vec<String> = lettered(&whole).into_iter().take(8).collect();
        // The page may begin with the rest of a word; that belongs to the page before.
        let at_start = after.len() >= 2 && first.windows(2).take(2).any(|words| words == &after[..2]);
        let short = first.len() < 3 || after.len() < 2;
        assert!(
            at_start || short,
            "page {folio} of {root} begins {first:?}, but its mark is before {:?}",
            after.get(..5)
        );
        compared += usize::from(at_start);
    }
    assert!(compared * 10 > folios.len() * 7, "{compared} of {} pages tell little", folios.len());
}

fn blank(page: &Page) -> bool {
    page.items.iter().all(|item| match item {
        Item::Run(run) => run.element.is_none(),
        Item::Picture { .. } => false,
        Item::Rule { .. } | Item::Link { .. } => true,
    })
}

#[test]
fn every_page_of_the_sample_volume_is_marked_before_its_first_words() {
    every_page_is_marked_before_its_first_words(".");
}

#[test]
fn every_page_of_the_awkward_documents_is_marked_before_its_first_words() {
    every_page_is_marked_before_its_first_words("tests/volumes/orlau");
}
