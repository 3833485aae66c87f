//! What CSL-JSON says, and what is read of it.

use super::*;
use crate::manuscript::trial::mutilated;
use crate::source::Sources;

const ARTICLE: &str = r#"[{"id": "adair1944", "type": "article-journal", "title": "The <i>Federalist</i> {Papers}",
"author": [{"family": "Adair", "given": "Douglass"}], "container-title": "William and Mary Quarterly",
"volume": 1, "issue": "2", "page": "97-122", "issued": {"date-parts": [[1944, 4]]}, "keyword": "secondary, law"}]"#;

fn read_all(text: &str) -> (Vec<Work>, Vec<(Code, usize)>) {
    let sources = Sources::from_texts([("book/works.json", text)]);
    let mut report = Report::default();
    let works = read(text, sources.find("book/works.json").unwrap(), &mut report);
    let told = report.sorted();
    (works, told.iter().map(|problem| (problem.code, sources.line_and_column(problem.span.unwrap()).0)).collect())
}

#[test]
fn an_article_stands_in_its_journal() {
    let (works, told) = read_all(ARTICLE);
    assert!(told.is_empty(), "{told:?}");
    let work = &works[0];
    assert_eq!((work.key.as_str(), work.kind.as_str()), ("adair1944", "article-journal"));
    assert_eq!(&ARTICLE[work.span.range()], "adair1944");
    assert_eq!(work.keywords, ["secondary", "law"]);
    assert_eq!(work.entry.title().unwrap().to_string(), "The Federalist {Papers}");
    assert_eq!(work.entry.authors().unwrap()[0].given_name.as_deref(), Some("Douglass"));
    assert_eq!((work.entry.date().unwrap().year, work.entry.date().unwrap().month), (1944, Some(3)));
    let journal = &work.entry.parents()[0];
    assert_eq!(journal.title().unwrap().to_string(), "William and Mary Quarterly");
    assert_eq!(journal.volume().unwrap().to_string(), "1");
}

#[test]
fn an_archival_item_keeps_its_signature() {
    let text = r#"[{"id": "gromyko", "type": "manuscript", "title": "Note", "archive": "AVP RF",
        "archive_location": "F. 059a, Op. 4", "issued": {"literal": "undated"}}]"#;
    let (works, told) = read_all(text);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(works[0].entry.call_number().unwrap().to_string(), "F. 059a, Op. 4");
    assert_eq!(works[0].fields["archive"], "AVP RF");
    assert_eq!(works[0].fields["issued.literal"], "undated");
}

#[test]
fn one_bad_item_does_not_lose_the_others() {
    let text = "[{\"id\": \"a\", \"type\": \"book\"},\n{\"id\": \"b\", \"type\": },\n{\"title\": \"no id\"},\n{\"id\": \"d\"}]";
    let (works, told) = read_all(text);
    assert_eq!(works.iter().map(|work| work.key.as_str()).collect::<Vec<_>>(), ["a", "d"]);
    assert_eq!(told, [(Code::BadBibliography, 2), (Code::BadBibliography, 3)]);
    assert_eq!(read_all("[{\"id\": \"a\"}").1, [(Code::BadBibliography, 1)]);
}

#[test]
fn no_json_makes_the_reader_panic() {
    let odd = ["", "[", "{", "}", "[{]}", "\"", "[{\"id\"", "[{\"id\":1}]", "[{\"id\":\"\\u00\"}]", "[{\"id\":\"é\"}"];
    let values = [
        "1",
        "\"x\"",
        "[]",
        "[[]]",
        "{}",
        "[{}]",
        "null",
        "{\"date-parts\":[[]]}",
        "{\"date-parts\":[[1e9,99,0]]}",
        "-1",
        "\"{\"",
    ];
    odd.iter().for_each(|text| drop(read_all(text)));
    mutilated(ARTICLE).for_each(|text| drop(read_all(&text)));
    for name in
        ["id", "type", "title", "author", "issued", "page", "volume", "URL", "language", "number-of-pages", "DOI"]
    {
        for value in values {
            read_all(&format!("[{{\"id\": \"a\", \"{name}\": {value}}}]"));
        }
    }
}
