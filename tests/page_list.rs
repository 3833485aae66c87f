//! The EPUB says where every page of the print edition begins: all of them, in order, each before its first words.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use bookgen::report::Report;
use bookgen::source::Sources;
use bookgen::typeset::page::{ElementId, ElementRole, Item, Page, Pages};
use bookgen::typeset::set;
use bookgen::{epub, fonts, manifest, manuscript, volume};
use support::{epub_files, words, xhtml_text};

/// The volume at `root`.
fn volume_at(root: &str) -> Sources {
    Sources::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root)).expect("sources")
}

/// The pages of a volume, and its EPUB.
fn made(sources: &Sources) -> (Pages, Vec<u8>) {
    let mut report = Report::default();
    let manifest = manifest::read(sources, &mut report).expect("a manifest");
    let manuscript = manuscript::read(sources, &manifest, &mut report);
    let volume = volume::assemble(&manuscript, &manifest, None, &mut report);
    let fonts = fonts::load(&manifest.design, sources, &mut report);
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
        let goes_on = last.replace(element) == Some(element);
        // A hyphen that divides a word goes when the word goes on; any other line end parts words by itself.
        if goes_on && text.ends_with('\u{AD}') {
            text.pop();
        } else if !goes_on {
            text.push(' ');
        }
        text.push_str(words);
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

/// What the EPUB says, in the order of reading, without notes and captions.
enum Said {
    /// The mark of a printed page.
    Mark(String),
    /// A figure.
    Figure,
    /// A word.
    Word(String),
}

/// Everything that the texts of the EPUB say, in the order of the spine.
fn said(files: &BTreeMap<String, Vec<u8>>) -> Vec<Said> {
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    let package = text("OEBPS/content.opf");
    let hrefs: BTreeMap<&str, &str> =
        package.split("<item ").skip(1).map(|item| (value(item, "id"), value(item, "href"))).collect();
    let mut said = Vec::new();
    for itemref in package.split("<itemref ").skip(1) {
        let xhtml = text(&format!("OEBPS/{}", hrefs[value(itemref, "idref")]));
        let (_, body) = xhtml.split_once("<body").expect("a body");
        let body = body.split_once("<section class=\"notes\"").map_or(body, |(text, _)| text);
        let mut rest = body;
        let next = |rest: &str| ["role=\"doc-pagebreak\"", "<figure"].iter().filter_map(|what| rest.find(what)).min();
        while let Some(next) = next(rest) {
            let begins = rest[..=next].rfind('<').expect("an attribute is in a tag");
            said.extend(lettered(&xhtml_text(&rest[..begins])).into_iter().map(Said::Word));
            rest = &rest[begins..];
            if rest.starts_with("<figure") {
                let (figure, after) = rest.split_once("</figure>").unwrap_or((rest, ""));
                // A page that is a plate is marked in its figure, before the picture.
                let marks = figure.split("role=\"doc-pagebreak\"").skip(1);
                said.extend(marks.map(|mark| Said::Mark(value(mark, "aria-label").to_owned())));
                said.push(Said::Figure);
                rest = after;
            } else {
                said.push(Said::Mark(value(rest, "aria-label").to_owned()));
                rest = rest.split_once('>').map_or("", |(_, after)| after);
            }
        }
        said.extend(lettered(&xhtml_text(rest)).into_iter().map(Said::Word));
    }
    said
}

/// The first value of an attribute in a stretch of markup.
fn value<'a>(markup: &'a str, attribute: &str) -> &'a str {
    let (_, after) = markup.split_once(&format!("{attribute}=\"")).unwrap_or(("", ""));
    after.split('"').next().unwrap_or_default()
}

/// How many words of a page are compared, at its beginning.
const COMPARED: usize = 6;

fn every_page_is_marked_before_its_first_words(root: &str, sources: &Sources, exceptions: &[(&str, usize)]) {
    let (pages, epub) = made(sources);
    let files = epub_files(&epub);
    let navigation = String::from_utf8(files["OEBPS/nav.xhtml"].clone()).expect("UTF-8");
    let (_, list) = navigation.split_once("epub:type=\"page-list\"").expect("a page list");
    let listed: Vec<&str> = list
        .split("<a href=\"")
        .skip(1)
        .filter_map(|link| link.split_once("\">"))
        .map(|(_, rest)| rest.split('<').next().unwrap_or_default())
        .collect();
    let printed: Vec<&Page> = pages.pages.iter().filter(|page| !blank(page)).collect();
    let folios: Vec<String> = printed.iter().map(|page| page.folio.to_string()).collect();
    assert_eq!(listed, folios, "every page, in order");

    let said = said(&files);
    let marked: Vec<&str> =
        said.iter().filter_map(|said| if let Said::Mark(folio) = said { Some(folio.as_str()) } else { None }).collect();
    assert_eq!(marked, folios, "the marks stand in the order of the pages");

    let mut otherwise = Vec::new();
    let mut divided = false;
    for (page, folio) in printed.iter().zip(&folios) {
        let at = said.iter().position(|said| matches!(said, Said::Mark(mark) if mark == folio)).expect("its mark");
        let text = text_of(&pages, page);
        // The rest of a word that is divided over two pages belongs to the page before.
        let first: Vec<String> = lettered(&text).into_iter().skip(usize::from(divided)).take(COMPARED).collect();
        divided = text.ends_with('\u{AD}');
        let after = said[at + 1..]
            .iter()
            .filter_map(|said| if let Said::Word(word) = said { Some(word.as_str()) } else { None });
        let after: Vec<&str> = after.take(first.len()).collect();
        if first != after {
            println!("page {folio} prints {}; the EPUB goes on with {}", first.join(" "), after.join(" "));
            let alike = first.iter().zip(&after).take_while(|(printed, said)| printed == said).count();
            otherwise.push((folio.as_str(), alike));
        }
        if first.is_empty() {
            // A plate is marked at its figure, which stands amid the text that print has on other pages; a page that holds
            // the rest of a note alone is marked where the next page begins.
            let plate = matches!(said.get(at + 1), Some(Said::Figure));
            let next = matches!(said.get(at + 1), None | Some(Said::Mark(_)));
            assert!(plate || next, "page {folio} of {root} has no words: its figure or the next page follows its mark");
        }
    }
    assert_eq!(otherwise, exceptions, "pages of {root} that begin otherwise, and how many words are alike");
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
    // The contents print the folio of each piece.
    every_page_is_marked_before_its_first_words("the sample", &volume_at("."), &[("vii", 4)]);
}

#[test]
fn every_page_of_the_awkward_documents_is_marked_before_its_first_words() {
    // As there.
    every_page_is_marked_before_its_first_words("Orlau", &volume_at("tests/volumes/orlau"), &[("vii", 4)]);
}

/// Numbers in words, from `from` on: no two stretches of them are alike.
fn counted(from: usize, count: usize) -> String {
    const TENS: [&str; 10] =
        ["naught", "decem", "viginti", "triginta", "quadra", "quinqua", "sexa", "septua", "octo", "nona"];
    const ONES: [&str; 10] =
        ["zero", "unus", "duo", "tres", "quattuor", "quinque", "sex", "septem", "novem", "ultimus"];
    let word = |number: usize| format!("{}{}{}", TENS[number / 100 % 10], ONES[number / 10 % 10], TENS[number % 10]);
    (from..from + count).map(word).collect::<Vec<_>>().join(" ")
}

/// A volume of small pages, where pages begin in whatever there is: in a table, in verse, in a list, in a word, after a plate, in
/// the rest of a note, after a blank page.
fn awkward() -> Sources {
    let mut sources = Sources::default();
    let mut add = |path: &str, text: String| sources.add(path, text.into_bytes());
    add(
        "book.toml",
        "[volume]\ntitle = 'Awkward Pages'\nlanguage = 'en-GB'\n[contents]\nfront = ['title-page', 'book/preface.md']\n\
         body = [{ part = 'One', chapters = [{ chapter = 'one.md', documents = 'documents/*.md' }] }]\n\
         [documents]\nlabel = 'No.'\nlabel-plural = 'Nos.'\nstart = 'run-on'\n[design]\ntrim = '100mm x 140mm'\n\
         margins = { inner = '12mm', outer = '12mm', top = '15mm', bottom = '15mm' }\n"
            .replace("book/preface", "preface"),
    );
    add("book/preface.md", format!("+++\ntitle = 'Preface'\n+++\n\n{}\n", counted(0, 400)));
    add(
        "book/one.md",
        format!("+++\ntitle = 'One'\n+++\n\nAlpha beta.[^1]\n\n{}\n\n[^1]: {}\n", counted(400, 120), counted(600, 500)),
    );
    let document = |title: &str, body: String| format!("+++\ntitle = '{title}'\ndate = 1936-03-11\n+++\n\n{body}\n");
    let rows: String =
        (0..60).map(|row| format!("| {} | {} |\n", counted(row * 7, 3), counted(row * 7 + 3, 4))).collect();
    add("book/documents/1.md", document("A table", format!("| Left | Right |\n|---|---|\n{rows}")));
    let lines: String = (0..90).map(|line| format!("{}\n", counted(line * 4 + 1, 4))).collect();
    add("book/documents/2.md", document("A poem", format!("::: verse\n{lines}:::")));
    let items: String = (0..25).map(|item| format!("{}. {}\n\n", item + 1, counted(item * 13 + 2, 13))).collect();
    add("book/documents/3.md", document("A list", items));
    let plate = "::: figure {.full-page}\n![A map.](images/map.png)\n\nA map.\n:::";
    add("book/documents/4.md", document("A plate", format!("{}\n\n{plate}\n\n{}", counted(3, 150), counted(200, 300))));
    let speeches: String = (0..30).map(|at| format!("**Lind:** {}\n\n", counted(at * 21, 21))).collect();
    add("book/documents/5.md", document("Minutes", speeches).replace("date =", "kind = 'minutes'\ndate ="));
    sources.add("book/images/map.png", std::fs::read("tests/volumes/orlau/book/images/map.png").expect("a map"));
    sources
}

#[test]
fn every_page_that_begins_in_an_awkward_place_is_marked_before_its_first_words() {
    every_page_is_marked_before_its_first_words("the awkward pages", &awkward(), &[]);
}
