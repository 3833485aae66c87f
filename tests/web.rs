//! The web edition is whole: every link leads somewhere in it, every file is asked for, and nothing is asked of another site.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::{Outputs, build_edition};

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let beginning = format!(" {attribute}=\"");
    let values = page.split(beginning.as_str()).skip(1);
    values.map(|rest| rest.split_once('"').expect("a value that ends").0).collect()
}

fn web(root: &str, edition: Option<&str>) -> Outputs {
    build_edition(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root), edition).1
}

fn is_whole(outputs: &Outputs) {
    let pages: BTreeMap<&str, &str> = outputs.web_pages().collect();
    assert!(pages.contains_key("index.html") && pages.contains_key("search.html"), "{:?}", pages.keys());
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, page) in &pages {
        let all = values(page, "id");
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len(), "{name} has an id twice");
        ids.insert(name, different);
    }
    let mut asked: BTreeSet<&str> = BTreeSet::from(["index.html"]);
    for (name, page) in &pages {
        for value in [values(page, "href"), values(page, "src"), values(page, "action")].concat() {
            if let Some((scheme, _)) = value.split_once(':').filter(|(scheme, _)| !scheme.contains(['#', '/'])) {
                assert!(["http", "https", "mailto"].contains(&scheme), "{name} leads to {value}");
                continue;
            }
            let (file, id) = value.split_once('#').unwrap_or((value, ""));
            let file = if file.is_empty() { name } else { file };
            assert!(outputs.web.contains_key(file), "{name} leads to {value}, and there is no {file}");
            assert!(id.is_empty() || ids[file].contains(id), "{name} leads to {value}, and there is no {id}");
            if file != *name {
                asked.insert(file);
            }
        }
        // What a page shows or runs is its own folder's: only a link that a reader follows may lead to another site.
        for loaded in page
            .split('<')
            .filter(|tag| tag.starts_with("link ") || tag.starts_with("img ") || tag.starts_with("script "))
        {
            assert!(!loaded.contains("://"), "{name} asks for <{loaded}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{name} has one heading of the first rank");
        assert!(!page.contains("epub:") && !page.contains("xml:"), "{name} has terms that HTML does not know");
    }
    let sheet = String::from_utf8(outputs.web["style.css"].clone()).expect("UTF-8");
    let fonts: BTreeSet<&str> =
        sheet.split("url(\"").skip(1).map(|rest| rest.split_once('"').expect("an address").0).collect();
    let unasked: Vec<&String> =
        outputs.web.keys().filter(|file| !asked.contains(file.as_str()) && !fonts.contains(file.as_str())).collect();
    assert!(unasked.is_empty(), "nothing leads to {unasked:?}");
    assert!(fonts.iter().all(|font| outputs.web.contains_key(*font)), "{fonts:?}");
}

#[test]
fn the_web_edition_of_the_awkward_documents_is_whole() {
    is_whole(&web("tests/volumes/orlau", None));
}

#[test]
fn the_web_edition_of_the_sample_is_whole() {
    is_whole(&web(".", None));
}

#[test]
fn the_web_edition_of_a_selection_is_whole() {
    let outputs = web(".", Some("briefing"));
    is_whole(&outputs);
    assert!(!outputs.web.contains_key("doc-army-study.html"), "a document that is not selected has no page");
}

/// A text of the search: its file, its title, its words, and where in them printed pages begin.
type Row = (String, String, String, Vec<(usize, String)>);

#[test]
fn the_search_knows_every_text() {
    let outputs = web("tests/volumes/orlau", None);
    let data = String::from_utf8(outputs.web["search-texts.js"].clone()).expect("UTF-8");
    let list = data.strip_prefix("const texts = ").and_then(|rest| rest.strip_suffix(";\n")).expect("one list");
    let texts: Vec<Row> = serde_json::from_str(list).expect("files, titles, words and printed pages");
    let files: BTreeSet<&str> = texts.iter().map(|(file, ..)| file.as_str()).collect();
    let pages: BTreeSet<&str> = outputs
        .web_pages()
        .map(|(name, _)| name)
        .filter(|name| !["index.html", "search.html"].contains(name))
        .collect();
    assert_eq!(files, pages);
    let telegram = texts.iter().find(|(file, ..)| file == "doc-orlau-512.html").expect("the telegram");
    assert_eq!(telegram.1, "4. Telegram from the Legation in Orlau: “The Bridge Is Open”");
    assert!(
        telegram.2.contains("reports that bridge was opened at 22.15 [sic] to the Estates’ cavalry[sic]."),
        "{telegram:?}"
    );
    for (file, _, words, printed) in &texts {
        for (at, id) in printed {
            assert!(*at <= words.encode_utf16().count(), "{file}: {id} begins after all words");
            assert!(
                values(std::str::from_utf8(&outputs.web[file]).expect("UTF-8"), "id").contains(&id.as_str()),
                "{file}: {id}"
            );
        }
    }
}
