//! No word of a source is lost: each is in the EPUB and in the PDF, as often as it was written.

mod support;

use support::{build, counted, epub_texts, pdf_pages, printed_words, words, written};

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
    let pdf = counted(pdf_pages(&outputs.pdf).iter().flat_map(|text| printed_words(text)));
    for (output, found) in [("EPUB", epub), ("PDF", pdf)] {
        let lost: Vec<_> = wanted
            .iter()
            .map(|(word, times)| (word, *times, found.get(word).copied().unwrap_or(0)))
            .filter(|(_, wanted, found)| found < wanted)
            .collect();
        assert!(lost.is_empty(), "words lost from the {output} (word, written, found): {lost:?}");
    }
}

#[test]
fn no_word_of_the_awkward_documents_is_lost() {
    no_word_is_lost_from("tests/volumes/orlau");
}

#[test]
fn no_word_of_the_sample_volume_is_lost() {
    no_word_is_lost_from(".");
}
