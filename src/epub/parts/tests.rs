//! Texts are parted where they may be, and nothing is lost.

use super::tags::{Kind, tags};
use super::*;
use crate::markup::examples::reader;
use crate::markup::{Medium, with_texts};

/// An essay of `count` sections, each with a paragraph that calls a note.
fn essay(count: usize) -> String {
    let section = |at: usize| {
        format!(
            "<h2 id=\"h{at}\">Part {at}</h2>\n<div id=\"page-{at}\" role=\"doc-pagebreak\"></div>\n<p>Words of it<sup><a \
             id=\"r{at}\" href=\"#n{at}\">{at}</a></sup>.</p>\n<p>More words, see <a href=\"#h0\">the beginning</a>.</p>\n"
        )
    };
    let note =
        |at: usize| format!("<div class=\"note\" id=\"n{at}\"><p><a href=\"#r{at}\">{at}</a> A note.</p></div>\n");
    let (sections, notes): (String, String) = ((0..count).map(section).collect(), (0..count).map(note).collect());
    format!(
        "<section id=\"essay\" role=\"doc-chapter\" aria-labelledby=\"title\">\n<h1 id=\"title\">Essay</h1>\n{sections}\
         <section class=\"notes\" aria-label=\"Notes\">\n<h2>Notes</h2>\n{notes}</section>\n</section>\n"
    )
}

/// The words of a text without its tags.
fn words(text: &str) -> Vec<&str> {
    let bare = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    bare.flat_map(str::split_whitespace).collect()
}

fn is_well_formed(text: &str) -> bool {
    let mut open = Vec::new();
    let closed = tags(text).all(|tag| match tag.kind {
        Kind::Opens => {
            open.push(tag.name);
            true
        }
        Kind::Closes => open.pop() == Some(tag.name),
        Kind::Alone => true,
    });
    closed && open.is_empty()
}

#[test]
fn a_text_that_is_short_enough_is_left_as_it_is() {
    let text = essay(3);
    assert_eq!(parted(&text, "Essay", text.len()), [text]);
}

#[test]
fn a_long_text_is_parted_before_headings_and_loses_no_word() {
    let text = essay(20);
    let parts = parted(&text, "Essay", 1500);
    assert!(parts.len() > 3);
    for part in &parts {
        assert!(is_well_formed(part), "{part}");
        assert!(part.len() < 1500 + 400, "{} bytes", part.len());
    }
    for part in &parts[1..] {
        let begins = "<section role=\"doc-chapter\" aria-label=\"Essay\">\n<h2 id=\"h";
        assert!(part.starts_with(begins), "{part}");
    }
    let mut all: Vec<&str> = parts.iter().flat_map(|part| words(part)).filter(|word| *word != "Notes").collect();
    let mut whole: Vec<&str> = words(&text).into_iter().filter(|word| *word != "Notes").collect();
    all.sort_unstable();
    whole.sort_unstable();
    assert_eq!(all, whole);
}

#[test]
fn each_part_has_the_notes_that_it_calls() {
    for part in parted(&essay(20), "Essay", 1500) {
        let ids: BTreeSet<&str> = values(&part, "id").map(|(_, id)| id).collect();
        let calls: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with('r')).collect();
        let notes = ids.iter().filter(|id| id.starts_with('n')).count();
        assert_eq!(calls.len(), notes, "{part}");
        for call in calls {
            assert!(ids.contains(format!("n{}", &call[1..]).as_str()), "{part}");
        }
    }
}

/// A text of an article as the writer makes them, of all that holds something: `kinds` says what is in it, in order.
fn article(kinds: &[u8]) -> String {
    let mut text = String::from(
        "<article id=\"doc\" class=\"document\" aria-labelledby=\"title\">\n<header>\n<h1 id=\"title\">T</h1>\n</header>\n<div class=\"transcription letter\">\n",
    );
    let mut notes = String::new();
    for (at, kind) in kinds.iter().enumerate() {
        let words = format!("words of {at} that are some letters long, see <a href=\"#b{}\">there</a>", at / 2);
        let paragraph = format!("<p><span id=\"b{at}\"></span>{words}</p>\n");
        text.push_str(&match kind {
            0 => format!("<h2>Heading {at}</h2>\n{paragraph}"),
            1 => format!("<div id=\"page-{at}\" role=\"doc-pagebreak\" aria-label=\"{at}\"></div>\n{paragraph}"),
            2 => format!("<blockquote>\n{paragraph}{}</blockquote>\n", "<p>Quoted words.</p>\n".repeat(at % 7)),
            3 => {
                let rows: String = (0..at % 11).map(|row| format!("<tr><td>{row}</td><td>cell</td></tr>\n")).collect();
                format!(
                    "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\"><span id=\"b{at}\"></span>No.</th><th scope=\"col\">\
                     What</th></tr>\n</thead><tbody>\n{rows}<tr><td>last</td><td>row</td></tr>\n</tbody>\n</table>\n</div>\n"
                )
            }
            4 => {
                let items = "<li><p><span class=\"label\">1.</span> Item</p>\n</li>\n".repeat(at % 5);
                format!("<ol class=\"as-typed\">\n{items}<li>{paragraph}</li>\n</ol>\n")
            }
            5 => format!("<div class=\"verse\"><span id=\"b{at}\"></span>\n{}</div>\n", "<p class=\"line\">A line</p>\n".repeat(at % 9 + 1)),
            6 => format!("<figure>\n<span id=\"b{at}\"></span><img src=\"../images/a.png\" alt=\"\"/>\n</figure>\n"),
            _ => {
                notes.push_str(&format!(
                    "<div class=\"note\" id=\"n{at}\"><p><a href=\"#r{at}\">{at}</a> A note.</p>\n</div>\n"
                ));
                format!("<p><span id=\"b{at}\"></span>Called<sup class=\"call\"><a id=\"r{at}\" href=\"#n{at}\">{at}</a></sup>.</p>\n")
            }
        });
    }
    text.push_str("</div>\n");
    if !notes.is_empty() {
        text.push_str(&format!("<section class=\"notes\" aria-label=\"Notes\">\n<h2>Notes</h2>\n{notes}</section>\n"));
    }
    text + "</article>\n"
}

/// Numbers that look like chance and are the same each time (Knuth, *MMIX*'s linear congruential generator).
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    }
}

#[test]
fn whatever_a_text_is_made_of_its_parts_are_whole_and_short_and_lead_to_one_another() {
    for seed in 0..400 {
        let mut number = numbers(seed);
        let kinds: Vec<u8> = (0..number(120) + 1).map(|_| number(8) as u8).collect();
        parts_are_whole_and_short(&kinds, 900 + number(3000));
    }
}

fn parts_are_whole_and_short(kinds: &[u8], longest: usize) {
    let text = article(kinds);
    let bodies = parted(&text, "T", longest);
    let mut parts = vec![
        bodies.into_iter().enumerate().map(|(at, body)| Part { name: format!("p{at}"), body }).collect::<Vec<_>>(),
    ];
    let homes = homes(&parts);
    relink("xhtml", &homes, &mut parts);
    let parts = &parts[0];
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        parts.iter().map(|part| (&*part.name, values(&part.body, "id").map(|(_, id)| id).collect())).collect();
    for part in parts {
        assert!(is_well_formed(&part.body), "{}", part.body);
        // The elements that go on, and the head of a table, come on top of what a part may hold.
        assert!(part.body.len() < longest + 700, "{} bytes of {longest}", part.body.len());
        for (_, href) in values(&part.body, "href") {
            let (file, id) = href.split_once('#').unwrap();
            let file = file.strip_suffix(".xhtml").unwrap_or(&part.name);
            assert!(ids[file].contains(id), "{}: {href}", part.name);
            // A note stands where it is called, and leads back there.
            assert!(!id.starts_with(['n', 'r']) || file == part.name, "{}: {href}", part.name);
        }
    }
    let of_parts: Vec<&str> = parts.iter().flat_map(|part| values(&part.body, "id").map(|(_, id)| id)).collect();
    let mut of_text: Vec<&str> = values(&text, "id").map(|(_, id)| id).collect();
    let (mut sorted, count) = (of_parts.clone(), of_parts.len());
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), count, "no id is there twice");
    of_text.sort_unstable();
    assert_eq!(sorted, of_text, "every id is there");
    // Each part lacks nothing of what it has in the whole text, in its order.
    let lasting = |text: &str| {
        words(text)
            .into_iter()
            .filter(|word| !["Notes", "No.", "What"].contains(word))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut all: Vec<String> = parts.iter().flat_map(|part| lasting(&part.body)).collect();
    let mut whole = lasting(&text);
    all.sort_unstable();
    whole.sort_unstable();
    assert_eq!(all, whole);
}

#[test]
fn a_table_that_goes_on_has_its_column_headings_again_without_what_is_there_but_once() {
    let row = "<tr><td>1</td></tr>\n";
    let text = format!(
        "<article><div class=\"table\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\"><span id=\"page-9\" role=\"doc-pagebreak\">\
         </span><span id=\"x\"></span>Men<sup class=\"call\"><a id=\"r\" href=\"#n\">1</a></sup></th></tr>\n</thead>\
         <tbody>\n{}</tbody>\n</table>\n</div>\n</article>\n",
        row.repeat(60)
    );
    let parts = parted(&text, "T", 700);
    assert!(parts.len() > 2);
    for part in &parts[1..] {
        let begins = "<article aria-label=\"T\"><div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Men</th></tr>\n</thead><tbody>\n<tr>";
        assert!(part.starts_with(begins), "{part}");
    }
}

#[test]
fn one_paragraph_is_never_parted_however_long_it_is() {
    let long = format!("<p>{}</p>\n", "word ".repeat(2000));
    let text = format!("<section><p>Before.</p>\n{long}<p>After.</p>\n</section>\n");
    let parts = parted(&text, "T", 1000);
    assert_eq!(parts.len(), 3);
    assert!(parts[1].contains(&long));
}

#[test]
fn every_link_leads_to_the_part_that_has_its_end() {
    let (volume, pages) = reader();
    with_texts(&volume, &pages, Medium::Epub, |book, texts| {
        let whole: usize = texts.len();
        let parts = Parts::within(250, book, texts);
        let files: BTreeMap<&str, &str> =
            parts.of_pieces.iter().flatten().map(|part| (part.name.as_str(), part.body.as_str())).collect();
        assert!(files.len() > whole, "some texts are parted");
        for (name, body) in &files {
            assert!(is_well_formed(body), "{name}: {body}");
            for (_, href) in values(body, "href").filter(|(_, href)| !href.contains(':')) {
                let (file, id) = href.split_once('#').unwrap_or((href, ""));
                let file = if file.is_empty() { name } else { file.strip_suffix(".xhtml").unwrap() };
                let body = files.get(file).unwrap_or_else(|| panic!("{name}: {href}"));
                assert!(id.is_empty() || values(body, "id").any(|(_, other)| other == id), "{name}: {href}");
            }
        }
    });
}
