//! Citations and the bibliography.

use super::document;
use crate::volume::trial::Trial;
use crate::volume::walk::plain;

const BIB: &str = "
@book{bekes, author={Békés, Csaba}, title={Hungary's Cold War}, publisher={CEU Press}, address={Budapest}, year={2002}, keywords={secondary}}
@book{litvan, author={Litván, György}, title={Who Won?}, publisher={Longman}, address={London}, year={1996}}
@book{bekes2, author={Békés, Csaba}, title={Another Book}, publisher={CEU Press}, year={2010}}
@book{edited, editor={Cooke, Jacob E.}, title={The Federalist}, publisher={Wesleyan}, year={1961}}
@unpublished{nagy, author={Nagy, Imre}, title={Notes on the Crisis}, note={XIX-J-1-j, box 5}, library={Hungarian National Archives}, location={Budapest}, date={1956-10-24}, keywords={archive}}
";

fn trial(style: &str, text: &str, more: &str) -> Trial {
    let manifest = format!(
        "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\nbody = [\"documents/a.md\", \"documents/b.md\"]\n\
         back = [\"bibliography\"]\n[bibliography]\nsources = [\"bibliography.bib\"]\nstyle = \"{style}\"\n{more}\n"
    );
    let a = document("title = 'A'", text);
    let b = document("title = 'B'", "last [@bekes, 7].");
    Trial::of_manifest(&manifest, &[("documents/a.md", &a), ("documents/b.md", &b), ("bibliography.bib", BIB)])
}

#[test]
fn in_a_note_style_a_citation_outside_a_note_makes_one() {
    let trial = trial("chicago-notes", "x[^1] y [@bekes, 143] z[^2]\n\n[^1]: One.\n\n[^2]: Two.", "");
    assert_eq!(trial.lines("p \"x\""), ["p \"x\" call 1 \" y\" call 2 \" z\" call 3"]);
    let note = &trial.lines("cite")[0];
    assert!(note.starts_with("p cite \"Csaba Békés, \" i(\"Hungary’s Cold War\")"), "{note}");
    assert!(note.contains("143."), "{note}");
}

#[test]
fn in_a_note_a_citation_is_words_of_the_note() {
    let trial = trial("chicago-notes", "x[^1]\n\n[^1]: See [@bekes, 143]. So it is.", "");
    let note = &trial.lines("\"See \"")[0];
    assert!(note.ends_with("143\" \". So it is.\""), "the author's full stop is the only one: {note}");
    assert_eq!(trial.volume.pieces[0].notes.len(), 1);
}

#[test]
fn a_citation_that_ends_its_note_keeps_the_full_stop_of_the_style() {
    let trial = trial("chicago-notes", "x[^1]\n\n[^1]: See [@bekes, 143]", "");
    assert!(trial.lines("\"See \"")[0].ends_with("143.\""), "{}", trial.told());
}

#[test]
fn an_author_date_style_cites_in_the_text() {
    let trial = trial("chicago-author-date", "x [@bekes, 143], y [@edited].", "");
    let line = &trial.lines("p \"x")[0];
    assert_eq!(line, "p \"x \" cite \"(Békés 2002, 143)\" \", y \" cite \"(Cooke 1961)\" \".\"");
    assert_eq!(trial.volume.notes.len(), 0);
}

#[test]
fn words_before_a_work_and_locators_are_kept() {
    let trial = trial("chicago-author-date", "x [see @bekes, ch. 2; see *also* @litvan, 90 [note 4]].", "");
    let line = &trial.lines("p \"x")[0];
    assert!(line.contains("cite \"(see Békés 2002, ch. 2; see \" em"), "{line}");
    assert!(line.contains("em(\"also\") \" Litván 1996, 90 \" [added \"note 4\"] \")\""), "{line}");
}

#[test]
fn ibid_stands_in_print_and_never_on_the_screen_nor_at_the_head_of_a_document() {
    let style = "mhra-notes";
    let trial = trial(style, "x[^1] y[^2]\n\n[^1]: [@bekes, 1].\n\n[^2]: [@bekes, 2].", "");
    let cited = |at: usize| plain(&trial.volume.citations[at].print);
    let on_screen = plain(&trial.volume.citations[1].screen);
    assert!(!on_screen.to_lowercase().contains("ibid"), "{on_screen}");
    assert!(!cited(2).to_lowercase().contains("ibid"), "a document begins: {}", cited(2));
}

#[test]
fn an_unknown_work_is_told_with_the_one_that_may_be_meant() {
    let trial = trial("chicago-notes", "x [@bekse].", "");
    assert_eq!(trial.problems(), ["unknown-work: bekse"]);
    assert_eq!(trial.messages(), ["the bibliography has no work `bekse`", "did you mean `bekes`?"]);
}

#[test]
fn a_source_in_an_archive_comes_out_whole() {
    for style in ["chicago-notes", "chicago-author-date", "mhra-notes", "modern-language-association"] {
        let trial = trial(style, "x", "");
        let lines = trial.lines("nagy ");
        assert_eq!(
            lines,
            [
                "nagy \"Nagy, Imre. ‘Notes on the Crisis’. 24 October 1956. XIX-J-1-j, box 5. Hungarian National Archives, Budapest.\""
            ],
            "{style}"
        );
    }
    let note = &trial("chicago-notes", "x[^1]\n\n[^1]: [@nagy, 3].", "").lines("cite")[0];
    assert!(
        note.contains("Imre Nagy, ‘Notes on the Crisis’, 24 October 1956, XIX-J-1-j, box 5, Hungarian National"),
        "{note}"
    );
}

#[test]
fn all_works_are_printed_cited_or_not_and_an_editor_stands_for_an_author() {
    let trial = trial("chicago-author-date", "x", "");
    let told = trial.told();
    assert_eq!(trial.volume.works.len(), 5);
    assert!(told.contains("Cooke, Jacob E., ed. 1961."), "{told}");
}

#[test]
fn a_question_mark_ends_a_sentence_by_itself() {
    let trial = trial("chicago-author-date", "x", "");
    assert!(trial.lines("litvan ")[0].contains("i(\"Who Won?\") \" Longman"), "{:?}", trial.lines("litvan "));
}

#[test]
fn no_work_vanishes_between_the_sections() {
    let sections =
        "sections = [{ title = \"Archives\", keyword = \"archive\" }, { title = \"Books\", keyword = \"secondary\" }]";
    let told = trial("chicago-notes", "x", sections);
    assert_eq!(told.lines("section \""), ["section \"Archives\"", "section \"Books\"", "section \"Other Works\""]);
    let sections = "sections = [{ title = \"Archives\", keyword = \"archive\" }, { title = \"Books\" }]";
    let told = trial("chicago-notes", "x", sections);
    assert_eq!(told.lines("section \""), ["section \"Archives\"", "section \"Books\""]);
}

#[test]
fn citations_lead_to_the_works_of_the_printed_bibliography() {
    let trial = trial("chicago-notes", "x [@bekes]", "");
    let cited = trial.volume.citations[0].works[0];
    assert_eq!(trial.volume.works[cited.index()].key, "bekes");
    assert_eq!(trial.volume.places[trial.volume.works[cited.index()].place.index()].anchor, "work-bekes");
}

/// Entries with every field that a source in an archive can have, in each form. Names of fields and kinds, and what
/// programs keep for themselves, have no lower-case word in common with what is to be read.
const WHOLE: [(&str, &str); 3] = [
    (
        "works.bib",
        "@unpublished{a, author = {Aa, Ab and {Ac Council}}, editor = {Ad, Ae}, translator = {Af, Ag}, recipient = {Ah, Ai}, \
         title = {Aj ak}, subtitle = {Al}, titleaddon = {Am}, type = {An}, howpublished = {Ao}, note = {Ap}, library = {Aq}, \
         institution = {Ar}, organization = {As}, location = {At}, collection = {Au}, series = {Av}, volume = {Aw}, number = {Ax}, \
         shelfmark = {Ay}, pages = {Az}, addendum = {Ba}, pubstate = {Bb}, annotation = {Bc}, date = {Bd}, origdate = {Be}, \
         version = {Bf}}",
    ),
    (
        "works.json",
        r#"[{ "id": "a", "type": "manuscript", "title": "Aa", "author": [{ "family": "Ab", "given": "Ac", "suffix": "Ad",
        "dropping-particle": "Ae", "non-dropping-particle": "Af" }, { "literal": "Ag" }], "editor": [{ "family": "Ah" }],
        "translator": [{ "family": "Ai" }], "recipient": [{ "family": "Aj" }], "interviewer": [{ "family": "Ak" }],
        "issued": { "literal": "Al" }, "genre": "Am", "medium": "An", "archive": "Ao", "archive-place": "Ap",
        "archive_collection": "Aq", "archive_location": "Ar", "call-number": "As", "collection-title": "At",
        "container-title": "Au", "volume": "Av", "number": "Aw", "page": "Ax", "annote": "Ay", "status": "Az", "version": "Ba",
        "note": "Bb\noriginal-date: Bc\nissue: Bd", "publisher": "Be" }]"#,
    ),
    (
        "works.yaml",
        "a:\n  type: manuscript\n  title: Aa\n  author: ['Ab, Ac', Ad]\n  editor: 'Ae, Af'\n  date: 1956\n  archive: Ag\n  \
         archive-location: Ah\n  call-number: Ai\n  page-range: Aj\n  note: Ak\n  annote: Al\n  genre: Am\n  volume: An\n  \
         issue: Ao\n  publisher: Ap\n  organization: Aq\n  parent: { type: book, title: Ar }\n",
    ),
];

#[test]
fn no_word_of_a_source_in_an_archive_is_lost() {
    for (path, entry) in WHOLE {
        let manifest = format!(
            "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\nbody = [\"documents/a.md\"]\n\
             back = [\"bibliography\"]\n[bibliography]\nsources = [\"{path}\"]\n"
        );
        let trial = Trial::of_manifest(&manifest, &[("documents/a.md", &document("title = 'A'", "x")), (path, entry)]);
        let work = &trial.volume.works[0];
        let told = format!("{} {}", plain(&work.print), plain(&work.annotation));
        let words = entry.split(|c: char| !c.is_alphanumeric());
        let marked = words.filter(|word| word.len() == 2 && word.starts_with(['A', 'B']));
        let lost: Vec<&str> = marked.filter(|word| !told.contains(word)).collect();
        assert!(lost.is_empty(), "{path}: {lost:?} of {told}");
    }
}

#[test]
fn works_of_one_author_stand_in_the_order_of_their_dates_in_whatever_form_and_the_first_names_the_author() {
    let style = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info><title>Dash</title>\
                 <id>http://example.org/dash</id><updated>2026-01-01T00:00:00+00:00</updated></info>\
                 <macro name=\"author\"><names variable=\"author\"><name name-as-sort-order=\"first\"/></names></macro>\
                 <citation><layout><text macro=\"author\"/></layout></citation>\
                 <bibliography subsequent-author-substitute=\"---\">\
                 <sort><key macro=\"author\"/><key variable=\"issued\"/></sort>\
                 <layout suffix=\".\"><text macro=\"author\" suffix=\". \"/><text variable=\"title\"/></layout></bibliography></style>";
    let works = "@book{a, author = {Nagy, Imre}, title = {A}, date = {1957}}\n\
                 @book{b, author = {Nagy, Imre}, title = {B}, date = {spring 1956}}\n\
                 @book{c, author = {Nagy, Imre}, title = {C}, date = {1956-10}}\n\
                 @book{d, author = {Nagy, Imre}, title = {D}, date = {1955/1957}}\n\
                 @book{e, author = {Nagy, Imre}, title = {E}}\n";
    let text = document("title = 'A'", "x");
    let trial = Trial::of_manifest(
        "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\nbody = [\"documents/a.md\"]\nback = [\"bibliography\"]\n\
         [bibliography]\nstyle = \"dash.csl\"\n",
        &[("documents/a.md", &text), ("bibliography.bib", works), ("dash.csl", style)],
    );
    let volume = &trial.volume;
    let sections = volume.pieces.iter().find_map(|piece| match &piece.kind {
        crate::volume::PieceKind::Bibliography(sections) => Some(sections),
        _ => None,
    });
    let ids = sections.unwrap()[0].works();
    let printed: Vec<String> = ids.iter().map(|id| plain(&volume.works[id.index()].print)).collect();
    let begins: Vec<&str> = printed.iter().filter_map(|words| words.split('.').next()).collect();
    let titles: String = printed.iter().filter_map(|words| words.split(". ").nth(1)).map(|rest| &rest[..1]).collect();
    assert_eq!((titles.as_str(), &*begins), ("DBCAE", &["Nagy, Imre", "---", "---", "---", "---"][..]), "{printed:?}");
}
