//! What BibLaTeX says, and what is read of it.

use super::*;
use crate::manuscript::trial::mutilated;
use crate::source::Sources;

const WORKS: &str = r#"@string{ceu = "CEU Press"}
@book{bekes2002,
  editor    = {Békés, Csaba and Byrne, Malcolm},
  title     = {The 1956 {Hungarian} Revolution},
  subtitle  = {A History in Documents},
  publisher = ceu,
  address   = {Budapest},
  date      = {2002},
  keywords  = {primary, collections},
}
@incollection{kesler1987, author={Kesler, Charles R.}, title={Federalist 10}, crossref={saving}, pages={13--39}}
@collection{saving, title={Saving the Revolution}, editor={Kesler, Charles R.}, year={1987}}
@unpublished{gromyko, title={Note to the CC}, note={AVP RF, F. 059a, Op. 4}, keywords={archive}}
"#;

fn read_all(text: &str) -> (Vec<Work>, Vec<String>) {
    let sources = Sources::from_texts([("book/works.bib", text)]);
    let mut report = Report::default();
    let works = read(text, sources.find("book/works.bib").unwrap(), &mut report);
    let told = report.sorted();
    let told = told.iter().map(|problem| {
        let (line, _) = sources.line_and_column(problem.span.unwrap());
        format!("{}: {line}: {}", problem.code.name(), sources.text(problem.span.unwrap()))
    });
    (works, told.collect())
}

fn keys(works: &[Work]) -> Vec<&str> {
    works.iter().map(|work| work.key.as_str()).collect()
}

#[test]
fn a_work_keeps_what_the_library_forgets() {
    let (works, told) = read_all(WORKS);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(keys(&works), ["bekes2002", "kesler1987", "saving", "gromyko"]);
    let book = &works[0];
    assert_eq!((book.kind.as_str(), &WORKS[book.span.range()]), ("book", "bekes2002"));
    assert_eq!(book.keywords, ["primary", "collections"]);
    assert_eq!(book.fields["title"], "The 1956 Hungarian Revolution");
    assert_eq!((book.fields["location"].as_str(), book.fields["publisher"].as_str()), ("Budapest", "CEU Press"));
    assert_eq!(works[3].fields["note"], "AVP RF, F. 059a, Op. 4");
    assert_eq!(works[3].kind, "unpublished");
}

#[test]
fn a_subtitle_belongs_to_the_title() {
    let title = |text: &str| read_all(text).0[0].entry.title().unwrap().to_string();
    assert_eq!(title(WORKS), "The 1956 Hungarian Revolution: A History in Documents");
    assert_eq!(title("@book{a, title={Where?}, subtitle={There}}"), "Where? There");
}

#[test]
fn a_part_learns_from_the_whole_it_stands_in() {
    let (works, _) = read_all(WORKS);
    assert_eq!(works[1].entry.parents()[0].title().unwrap().to_string(), "Saving the Revolution");
    assert_eq!(works[1].fields["booktitle"], "Saving the Revolution");
}

#[test]
fn tex_becomes_text() {
    let text = r#"@book{a, title={The F{\oe}deralist \& {\'E}tat, 1776--1787}, publisher={Simon \& Schuster}, author={Gomu{\l}ka, W{\l}adys{\l}aw and Kov{\'a}cs, B\'{e}la and Br{\"u}hl, J.}, note={pp.~3, ``so''}, url={https://x.org/~a_b}}"#;
    let (works, told) = read_all(text);
    assert!(told.is_empty(), "{told:?}");
    let work = &works[0];
    assert_eq!(work.entry.title().unwrap().to_string(), "The Fœderalist & État, 1776–1787");
    assert_eq!(work.fields["title"], "The Fœderalist & État, 1776–1787");
    assert_eq!(work.entry.publisher().unwrap().name().unwrap().to_string(), "Simon & Schuster");
    assert_eq!(work.fields["author"], "Gomułka, Władysław and Kovács, Béla and Brühl, J.");
    assert_eq!(work.entry.authors().unwrap()[0].name, "Gomułka");
    assert_eq!(work.fields["note"], "pp.\u{A0}3, “so”");
    assert_eq!(work.fields["url"], "https://x.org/~a_b");
}

#[test]
fn a_bad_entry_does_not_lose_the_others() {
    let text = "@book{a, title={A}}\n@book{b, title={B, year=1999}\n@book{c, title={C}}\n@book{d, title=}\n@book{e, title={E}}\n";
    let (works, told) = read_all(text);
    assert_eq!(keys(&works), ["a", "c", "e"]);
    assert_eq!(told, ["bad-bibliography: 2: @book{b, title={B, year=1999}", "bad-bibliography: 4: }"]);
}

#[test]
fn what_an_entry_lacks_is_told_where_it_stands() {
    assert_eq!(read_all("@book{a, publisher = ceu}\n").1, ["bad-bibliography: 1: ceu"]);
    assert_eq!(read_all("@book{, title={A}}\n").1.len(), 1);
    let (works, told) = read_all("@book{a, title={A}}\n@book{a, title={B}}\n@book{b, title={C}}");
    assert_eq!((keys(&works), told), (vec!["a", "b"], vec!["duplicate-name: 2: a".to_owned()]));
}

#[test]
fn what_refers_to_itself_is_told_and_not_followed() {
    let text =
        "@book{a, crossref={b}}\n@book{b, xdata={x, a}}\n@book{c, title={C}}\n@book{d, ids={dd}, crossref={dd}}\n";
    let (works, told) = read_all(text);
    assert_eq!(keys(&works), ["c"]);
    assert_eq!(told.len(), 3, "{told:?}");
    let (works, told) = read_all("@string{a = b # \"x\"}\n@string{b = a}\n@book{c, title={C}}\n");
    assert_eq!((keys(&works), told.len()), (vec!["c"], 2), "{told:?}");
}

#[test]
fn a_date_that_is_none_stays_as_written() {
    for (field, text) in [("date", "- 1956"), ("date", "1956-00"), ("date", "19560"), ("month", "0")] {
        let (works, told) = read_all(&format!("@book{{a, title={{A}}, {field}={{{text}}}}}"));
        assert_eq!(told, ["incomplete-work: 1: a"], "{text}");
        assert_eq!(works[0].fields[field], text);
    }
    for date in ["1956", "1956-10", "1956-10-24"] {
        let (works, told) = read_all(&format!("@book{{a, title={{A}}, date={{{date}}}}}"));
        assert!(told.is_empty() && works[0].entry.date().is_some(), "{date}");
    }
    for date in ["1956/1957", "1956/", "1956?", "1956~", "1956-21", "autumn 1956", "forthcoming"] {
        let (works, told) = read_all(&format!("@book{{a, title={{A}}, date={{{date}}}}}"));
        assert!(told.is_empty() && works[0].entry.date().is_none(), "{date}: {told:?}");
        assert_eq!(works[0].fields["date"], date);
    }
    assert_eq!(read_all("@book{a, title={A}, year=1956, month=oct}").0[0].entry.date().unwrap().month, Some(9));
}

#[test]
fn braces_beyond_reason_are_refused() {
    let deep = format!("@book{{a, title={}x{}}}\n@book{{b, title={{B}}}}\n", "{".repeat(9999), "}".repeat(9999));
    let (works, told) = read_all(&deep);
    assert_eq!((keys(&works), told.len()), (vec!["b"], 1));
    let commands = format!("@book{{a, title={{{}x{}}}}}\n", "\\emph{".repeat(9999), "}".repeat(9999));
    assert_eq!(read_all(&commands).1.len(), 1);
}

#[test]
fn no_bibliography_makes_the_reader_panic() {
    mutilated(WORKS).for_each(|text| drop(read_all(&text)));
    let odd = [
        "",
        "-",
        "/",
        "..",
        "½½",
        "12345678901",
        "-1",
        "+",
        "I",
        "1-",
        "1--",
        "~",
        "{",
        "\\",
        "\\'",
        "$",
        "and",
        ",",
        "Á",
    ];
    let fields =
        ["author", "title", "date", "year", "month", "day", "urldate", "pages", "volume", "number", "url", "edition"];
    for field in fields.into_iter().chain([
        "editortype",
        "langid",
        "language",
        "volumes",
        "pagetotal",
        "ids",
        "chapter",
        "crossref",
    ]) {
        for value in odd {
            read_all(&format!("@incollection{{a, title={{A}}, booktitle={{B}}, {field}={{{value}}}}}"));
        }
    }
}
