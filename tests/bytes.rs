//! The same sources make the same bytes: in one process, and wherever the volume lies. Nearly the same sources make nearly
//! the same files: an id of the EPUB stays where it is.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::{build, build_from, copy_folder, epub_files};

#[test]
fn a_volume_built_twice_in_one_process_is_the_same_to_the_byte() {
    let (_, first) = build("tests/volumes/orlau");
    let (_, second) = build("tests/volumes/orlau");
    assert!(first.epub == second.epub, "the EPUB differs");
    assert!(first.pdf == second.pdf, "the PDF differs");
    assert!(first.screen == second.screen, "the PDF for the screen differs");
    assert!(first.web == second.web, "the web edition differs");
}

#[test]
fn a_volume_moved_elsewhere_is_the_same_to_the_byte() {
    let elsewhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("moved").join("deeper");
    if elsewhere.exists() {
        std::fs::remove_dir_all(&elsewhere).expect("the folder of the last run");
    }
    copy_folder("tests/volumes/orlau".as_ref(), &elsewhere);
    let (_, here) = build("tests/volumes/orlau");
    let (_, there) = build_from(&elsewhere);
    assert!(here.epub == there.epub, "the EPUB differs");
    assert!(here.pdf == there.pdf, "the PDF differs");
    assert!(here.screen == there.screen, "the PDF for the screen differs");
    assert!(here.web == there.web, "the web edition differs");
}

/// The ids of each file of an EPUB, without those of printed pages, which are where print has them.
fn ids(epub: &[u8]) -> BTreeMap<String, BTreeSet<String>> {
    let texts = epub_files(epub).into_iter().filter(|(name, _)| name.contains("/text/"));
    texts
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let values = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            (name, values.filter(|id| !id.starts_with("page-")).map(str::to_owned).collect())
        })
        .collect()
}

/// A reader's bookmarks and a scholar's links outlive a new edition of the volume.
#[test]
fn a_paragraph_that_is_added_changes_no_id_of_what_was_there() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("added");
    if root.exists() {
        std::fs::remove_dir_all(&root).expect("the folder of the last run");
    }
    copy_folder("tests/volumes/orlau".as_ref(), &root);
    let before = ids(&build_from(&root).1.epub);
    let path = root.join("book/documents/4-telegram-512.md");
    let document = std::fs::read_to_string(&path).expect("a document");
    let (head, text) = document.split_once("\n1. ").expect("its first paragraph");
    let added = "On the [[^ferry|ferry]] I shall write apart.[^added]\n\n[^added]: He did not.";
    std::fs::write(&path, format!("{head}\n{added}\n\n1. {text}")).expect("a document with more in it");
    let after = ids(&build_from(&root).1.epub);
    let mut more = 0;
    for (name, ids) in &before {
        let lost: Vec<&String> = ids.difference(&after[name]).collect();
        assert!(lost.is_empty(), "{name} has lost {lost:?}");
        more += usize::from(after[name].len() > ids.len());
    }
    assert!(more > 0, "the paragraph has ids of its own");
}
