//! The same sources make the same bytes: in one process, and wherever the volume lies.

mod support;

use support::{build, build_from};

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
    let elsewhere = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("moved").join("deeper");
    if elsewhere.exists() {
        std::fs::remove_dir_all(&elsewhere).expect("the folder of the last run");
    }
    support::copy_folder("tests/volumes/orlau".as_ref(), &elsewhere);
    let (_, here) = build("tests/volumes/orlau");
    let (_, there) = build_from(&elsewhere);
    assert!(here.epub == there.epub, "the EPUB differs");
    assert!(here.pdf == there.pdf, "the PDF differs");
    assert!(here.screen == there.screen, "the PDF for the screen differs");
    assert!(here.web == there.web, "the web edition differs");
}
