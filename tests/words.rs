//! No word of a source is lost: each is in the EPUB, on the web and in both PDFs, as often as it was written.

mod support;

use std::collections::BTreeMap;

use support::{build, counted, divided_over_pages, epub_texts, pdf_pages, printed_words, web_text, words, written};

/// Locators are put in the words of the citation style: "ch. 2" may become "chap. 2".
const WORDS_OF_LOCATORS: [&str; 6] = ["ch", "chap", "p", "pp", "vol", "n"];

fn no_word_is_lost_from(root: &str) {
    let (sources, outputs) = build(root);
    let wanted = counted(
        sources
            .files()
            .flat_map(|(_, file)| written::words_of(&file.path, &file.text))
            .filter(|word| !WORDS_OF_LOCATORS.contains(&word.as_str())),
    );
    assert!(wanted.len() > 500, "a volume of {} words tells nothing", wanted.len());
    let epub = counted(epub_texts(&outputs.epub).values().flat_map(|text| words(text)));
    let web = counted(outputs.web_pages().flat_map(|(_, page)| words(&web_text(page))));
    let [press, screen] = [&outputs.pdf, &outputs.screen].map(|pdf| {
        let pages = pdf_pages(pdf);
        let mut found = counted(pages.iter().flat_map(|text| printed_words(text)));
        for beginning in divided_over_pages(&pages) {
            let whole: Vec<&String> = wanted.keys().filter(|word| goes_on(word, &beginning, &found)).collect();
            for word in whole {
                *found.entry(word.clone()).or_insert(0) += 1;
            }
        }
        found
    });
    for (output, found) in
        [("EPUB", epub), ("web edition", web), ("PDF for the press", press), ("PDF for the screen", screen)]
    {
        let lost: Vec<_> = wanted
            .iter()
            .map(|(word, times)| (word, *times, found.get(word).copied().unwrap_or(0)))
            .filter(|(_, wanted, found)| found < wanted)
            .collect();
        assert!(lost.is_empty(), "words lost from the {output} (word, written, found): {lost:?}");
    }
}

/// Whether `word` is `beginning`, divided at the end of a page, and a rest that stands on another.
fn goes_on(word: &str, beginning: &str, printed: &BTreeMap<String, usize>) -> bool {
    word.strip_prefix(beginning).is_some_and(|rest| !rest.is_empty() && printed.contains_key(rest))
}

#[test]
fn no_word_of_the_awkward_documents_is_lost() {
    no_word_is_lost_from("tests/volumes/orlau");
}

#[test]
fn no_word_of_the_sample_volume_is_lost() {
    no_word_is_lost_from(".");
}
