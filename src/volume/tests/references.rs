//! References: what they mean, what they print, and what is wrong with them.

use super::document;
use crate::volume::Place;
use crate::volume::trial::Trial;

/// Two chapters with three documents, a preface, registers and a chronology; `text` is the text of document `a`.
fn volume(text: &str) -> Trial {
    let a = document("title = 'Alpha'", text);
    let b = document(
        "title = 'Beta'",
        "# The Annex {#annex}\n\nx[^1]\n\n:::: attachment {#com}\n# Communiqué\n\ny\n::::\n\n> q\n\n[^1]: n",
    );
    let c = document("title = 'Gamma *Ray*'\nnumber = false", "x[^1]\n\n[^1]: n");
    let chapter = document("title = 'The Thaw'", "x");
    let preface = document("title = 'Preface'", "x[^1]\n\n[^1]: n");
    Trial::of(
        "front = [\"front/p.md\", \"chronology\"]\nbody = [{ chapter = \"chapters/thaw.md\", documents = \"documents/*.md\" }]\n\
         back = [\"people\"]",
        &[
            ("front/p.md", &preface),
            ("chapters/thaw.md", &chapter),
            ("documents/a.md", &a),
            ("documents/b.md", &b),
            ("documents/c.md", &c),
            ("people.toml", "[nagy-imre]\nname = \"Nagy, Imre\"\n[both]\nname = \"Both\"\n"),
            ("terms.toml", "[both]\nname = \"Both too\"\n"),
            ("chronology.toml", "[[event]]\nid = \"march\"\ndate = 1956-10-23\ntext = \"x\"\n"),
        ],
    )
}

/// What a reference in document `a` prints and leads to.
fn printed(reference: &str) -> String {
    let trial = volume(&format!("See {reference}"));
    let line = trial.lines("\"See \"").join("\n");
    assert_eq!(trial.problems(), [""; 0], "{reference}");
    line.strip_prefix("p \"See \" ref ").unwrap_or(&line).to_owned()
}

#[test]
fn documents_and_chapters_are_named_by_their_numbers() {
    assert_eq!(printed("[[doc:b]]"), "doc-b \"Document No. 2\"");
    assert_eq!(printed("[[b]]"), "doc-b \"Document No. 2\"");
    assert_eq!(printed("[[chapter:thaw]]"), "chapter-thaw \"Chapter 1\"");
}

#[test]
fn essays_and_unnumbered_documents_are_named_by_their_titles() {
    assert_eq!(printed("[[p]]"), "essay-p \"Preface\"");
    assert_eq!(printed("[[doc:c]]"), "doc-c \"Gamma \" em(\"Ray\")");
}

#[test]
fn a_range_of_documents_has_both_numbers() {
    assert_eq!(printed("[[doc:a..b]]"), "doc-a \"Document Nos. 1–2\"");
    assert_eq!(printed("[[doc:b..b]]"), "doc-b \"Document No. 2\"");
}

#[test]
fn a_page_is_a_folio_of_whatever_stands_on_it() {
    assert_eq!(printed("[[page:b]]"), "doc-b folio");
    assert_eq!(printed("[[page:nagy-imre]]"), "person-nagy-imre folio");
    assert_eq!(printed("[[page:b#annex]]"), "doc-b-annex folio");
}

#[test]
fn headings_and_attachments_are_named_by_their_titles_and_their_file() {
    assert_eq!(printed("[[doc:b#annex]]"), "doc-b-annex \"Document No. 2\" \", \" \"The Annex\"");
    assert_eq!(printed("[[doc:b#com]]"), "doc-b-com \"Document No. 2\" \", \" \"Communiqué\"");
    let own = volume("# Own {#own}\n\nSee [[#own]] and [[doc:a#own]]");
    assert_eq!(own.lines("\"See \""), ["p \"See \" ref doc-a-own \"Own\" \" and \" ref doc-a-own \"Own\""]);
}

#[test]
fn notes_are_named_by_their_numbers_before_and_after_they_are_called() {
    let trial = volume("See [[note:x]], x[^y] x[^x]\n\n[^x]: n\n[^y]: n");
    assert!(trial.lines("\"See \"")[0].starts_with("p \"See \" ref note-a-x \"note 2\""), "{}", trial.told());
    assert_eq!(printed("[[note:b#1]]"), "note-b-1 \"Document No. 2\" \", \" \"note 1\"");
    assert_eq!(printed("[[note:p#1]]"), "note-p-1 \"Preface\" \", \" \"note 1\"");
}

#[test]
fn a_note_of_the_original_is_named_by_its_mark() {
    let trial = volume("See [[note:*x]], x[^*x]\n\n[^*x]: n");
    assert!(trial.lines("\"See \"")[0].starts_with("p \"See \" ref note-a-original-x \"note *\""), "{}", trial.told());
}

#[test]
fn an_entry_is_its_name_and_an_event_its_date() {
    assert_eq!(printed("[[nagy-imre]]"), "person-nagy-imre \"Nagy, Imre\"");
    assert_eq!(printed("[[event:march]]"), "event-march \"23 October 1956\"");
}

#[test]
fn the_authors_own_words_stand_for_the_made_ones() {
    assert_eq!(printed("[[nagy-imre|the *prime* minister]]"), "person-nagy-imre \"the \" em(\"prime\") \" minister\"");
}

#[test]
fn an_entry_of_a_register_that_is_not_printed_is_named_without_a_link() {
    assert_eq!(printed("[[term:both]]"), "nowhere \"Both too\"");
}

#[test]
fn a_dangling_reference_is_told_with_what_may_be_meant() {
    let told = |reference: &str| volume(&format!("See {reference}")).messages();
    assert_eq!(told("[[doc:bb]]"), ["no document `bb`", "did you mean `b`?"]);
    assert_eq!(told("[[nagy-imer]]"), ["nothing in the volume is called `nagy-imer`", "did you mean `nagy-imre`?"]);
    assert_eq!(told("[[doc:nagy-imre]]"), ["no document `nagy-imre`", "did you mean `[[person:nagy-imre]]`?"]);
    assert_eq!(told("[[doc:b#anex]]"), ["there is no heading, attachment or figure `anex`", "did you mean `#annex`?"]);
    assert_eq!(told("[[note:9]]"), ["this file has no note `9`"]);
    assert_eq!(told("[[event:june]]")[0], "no event `june`");
}

#[test]
fn a_dangling_reference_is_told_where_it_stands() {
    assert_eq!(volume("See [[doc:zzz]].").problems(), ["unknown-reference: [[doc:zzz]]"]);
}

#[test]
fn a_name_of_several_things_asks_for_its_kind() {
    let trial = volume("See [[both]]");
    assert_eq!(trial.problems(), ["ambiguous-reference: [[both]]"]);
    assert_eq!(trial.messages()[1], "write `person:both` or `term:both`");
    assert_eq!(printed("[[person:both]]"), "person-both \"Both\"");
}

#[test]
fn a_range_that_runs_backwards_is_told() {
    let trial = volume("See [[doc:b..a]]");
    assert_eq!(trial.problems(), ["reversed-range: [[doc:b..a]]"]);
    assert_eq!(trial.messages()[1], "write `[[doc:a..b]]`");
}

#[test]
fn a_range_begins_and_ends_with_numbered_documents() {
    assert_eq!(volume("See [[doc:a..c]]").problems(), ["unknown-reference: [[doc:a..c]]"]);
}

#[test]
fn the_page_of_what_is_not_printed_is_told() {
    let trial = volume("See [[page:nagy-imre]]");
    assert_eq!(trial.problems(), [""; 0]);
    let text = document("title = 'T'", "See [[page:x]]");
    let files = [("documents/a.md", text.as_str()), ("people.toml", "[x]\nname = \"X\"\n")];
    let trial = Trial::of("body = [\"documents/a.md\"]", &files);
    assert_eq!(trial.problems(), ["unknown-reference: [[page:x]]"]);
    assert_eq!(trial.messages()[1], "add `people` to `[contents]`");
}

#[test]
fn titles_that_quote_each_other_come_to_an_end() {
    let a = document("title = 'On [[b]]'\nnumber = false", "See [[a]]");
    let b = document("title = 'On [[a]]'\nnumber = false", "x");
    let trial =
        Trial::of("body = [\"documents/a.md\", \"documents/b.md\"]", &[("documents/a.md", &a), ("documents/b.md", &b)]);
    assert_eq!(trial.lines("\"See \""), ["p \"See \" ref doc-a \"On \" \"On \" \"a\""]);
}

#[test]
fn every_anchor_is_unique_and_begins_with_a_letter() {
    let trial = volume("x[^1] x[^1] [[^Suez]] [[^Suez]] [[nagy-imre]]\n\n[^1]: n");
    let mut anchors: Vec<&str> = trial.volume.places.iter().map(|place| place.anchor.as_str()).collect();
    assert!(anchors.iter().all(|anchor| anchor.starts_with(|c: char| c.is_ascii_alphabetic())), "{anchors:?}");
    let count = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), count);
    assert!(
        ["doc-a", "note-a-1", "call-a-1", "call-a-1-2", "person-nagy-imre", "mark-a-Suez", "mark-a-Suez-2"]
            .iter()
            .all(|a| anchors.contains(a))
    );
}

#[test]
fn an_anchor_stays_when_something_else_is_added_before_it() {
    let anchors = |more: bool| {
        let (text, event, part, work) = if more {
            (
                "[[^oil]][^0] [@ash] ![A ship.](images/ship.png)\n\n::: attachment\n# Before {#before}\n\ny\n:::\n\n",
                "[[event]]\ndate = 1956-10-01\ntext = \"Before\"\n",
                "{ part = \"Before\", chapters = [{ chapter = \"chapters/1.md\", documents = [] }] }, ",
                "@book{ash, title = {T}, author = {A, B}, date = 1950}\n",
            )
        } else {
            ("", "", "", "")
        };
        let manifest = format!(
            "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\nfront = [\"chronology\"]\nbody = [{part}{{ part = \"After\", \
             chapters = [{{ chapter = \"chapters/2.md\", documents = [\"documents/a.md\"] }}] }}]\nback = [\"bibliography\", \"index\"]\n"
        );
        let text = document(
            "title = 'T'",
            &format!(
                "{text}x[^1] [[^Suez!canal]] [@bekes]\n\n![A map.](images/map.png)\n\n[^1]: n [[^Suez]]\n\n[^0]: m"
            ),
        );
        let events = format!("{event}[[event]]\ndate = 1956-10-23\ntext = \"[[^Bem]]\"\n");
        let works = format!("{work}@book{{bekes, title = {{T}}, author = {{C, D}}, date = 2002}}\n");
        let chapter = "+++\ntitle = \"C\"\n+++\nx";
        let files = [
            ("documents/a.md", text.as_str()),
            ("chapters/1.md", chapter),
            ("chapters/2.md", chapter),
            ("chronology.toml", &events),
            ("bibliography.bib", &works),
        ];
        let trial = Trial::of_manifest(&manifest, &files);
        // What has a number is numbered anew, and called so; everything else is what it was.
        let named = |place: &Place| {
            let own = ["mark-", "event-", "part-", "work-"].iter().any(|kind| place.anchor.starts_with(kind));
            (place.anchor.clone(), if own { place.title.clone() } else { String::new() })
        };
        trial.volume.places.iter().map(named).collect::<Vec<_>>()
    };
    let (before, after) = (anchors(false), anchors(true));
    let lost: Vec<_> = before.iter().filter(|anchor| !after.contains(anchor)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for anchor in
        ["part-After", "event-1956-10-23", "note-a-cite-bekes", "mark-a-Suez-canal", "mark-event-1956-10-23-Bem"]
    {
        assert!(before.iter().any(|(known, _)| known == anchor), "{anchor} is not among {before:?}");
    }
}
