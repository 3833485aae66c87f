//! The sample volume and the invented one use every construct of the source format between them.
//!
//! `TABLE` lists the constructs in the order of docs/format.md, each with the sign by which it is known in sources. A
//! construct that neither volume uses is one that nobody sees printed. Nothing here knows the program's reader.

use std::fs;
use std::path::{Path, PathBuf};

use Sign::{Entry, Front, Key, Line, Mark, Name, Part, Shape};
use toml::Value;

/// How a construct is known.
enum Sign {
    /// A key of book.toml, with dots; `*` is any key.
    Key(&'static str),
    /// A word of the order of contents.
    Part(&'static str),
    /// A line of a document's or an essay's front matter begins so.
    Front(&'static str),
    /// These signs stand in a text.
    Mark(&'static str),
    /// A line of a text begins so.
    Line(&'static str),
    /// A text has this shape.
    Shape(fn(&str) -> bool),
    /// A file ends so.
    Name(&'static str),
    /// A line of a register begins so: the file's name without its ending, and the line.
    Entry(&'static str, &'static str),
}

/// Every construct.
const TABLE: &[(&str, &[Sign])] = &[
    // ---- book.toml
    ("title and subtitle", &[Key("volume.title"), Key("volume.subtitle")]),
    ("the names of the files, and the EPUB's", &[Key("volume.slug"), Key("volume.identifier")]),
    ("language", &[Key("volume.language")]),
    ("editors, with what they did", &[Key("volume.editors.role"), Key("volume.editors.sort")]),
    ("imprint", &[Key("volume.publisher"), Key("volume.place"), Key("volume.date"), Key("volume.edition")]),
    ("rights and dedication", &[Key("volume.rights"), Key("volume.dedication")]),
    ("description and subjects", &[Key("volume.description"), Key("volume.subjects")]),
    ("ISBN", &[Key("volume.isbn.print"), Key("volume.isbn.epub")]),
    ("series", &[Key("volume.series.title"), Key("volume.series.number"), Key("volume.series.note")]),
    ("volumes of the series", &[Key("volume.series.volumes")]),
    ("cover", &[Key("volume.cover")]),
    ("pages before the contents", &[Part("half-title"), Part("series-page"), Part("title-page"), Part("copyright")]),
    (
        "dedication and lists",
        &[Part("dedication"), Part("contents"), Part("list-of-documents"), Part("list-of-figures")],
    ),
    ("signs, abbreviations, chronology", &[Part("signs"), Part("abbreviations"), Part("chronology")]),
    ("back matter", &[Part("people"), Part("organisations"), Part("terms"), Part("bibliography"), Part("index")]),
    ("colophon", &[Part("colophon")]),
    ("a file in the order of contents", &[Part("front/introduction.md")]),
    ("chapters, with documents", &[Key("contents.body.chapter"), Key("contents.body.documents")]),
    ("parts", &[Key("contents.body.part"), Key("contents.body.chapters.chapter")]),
    ("files by a star", &[Part("documents/4-*.md")]),
    ("labels of documents", &[Key("documents.label"), Key("documents.label-plural"), Key("documents.start")]),
    ("notes", &[Key("notes.numbering"), Key("notes.source-note")]),
    ("bibliography", &[Key("bibliography.sources"), Key("bibliography.style")]),
    ("sections of the bibliography", &[Key("bibliography.sections.title"), Key("bibliography.sections.keyword")]),
    ("index", &[Key("index.people"), Key("index.locators")]),
    ("design", &[Key("design.trim"), Key("design.margins.inner"), Key("design.body.size"), Key("design.notes.size")]),
    ("press", &[Key("pdf.print.printer"), Key("pdf.print.standard"), Key("pdf.print.bleed"), Key("pdf.print.pages")]),
    // A press's own profile is a binary file: `pdf::tests::standards` makes the volume that brings one.
    ("marks of the press", &[Key("pdf.print.marks")]),
    ("screen", &[Key("pdf.screen.standard")]),
    ("EPUB", &[Key("epub.embed-fonts"), Key("epub.page-list"), Key("epub.certifier")]),
    ("words of the volume's own", &[Key("words.*")]),
    ("editions", &[Key("editions.*.title"), Key("editions.*.documents"), Key("editions.*.front")]),
    // ---- a document
    ("id, title and short title", &[Front("id "), Front("title "), Front("short ")]),
    ("letters and telegrams", &[Front("kind = \"letter\""), Front("kind = \"telegram\"")]),
    ("minutes and reports", &[Front("kind = \"minutes\""), Front("kind = \"report\"")]),
    ("memoranda and speeches", &[Front("kind = \"memorandum\""), Front("kind = \"speech\"")]),
    ("treaties and the press", &[Front("kind = \"treaty\""), Front("kind = \"press\"")]),
    (
        "notes of the editors, and what is nothing of these",
        &[Front("kind = \"editorial-note\""), Front("kind = \"other\"")],
    ),
    ("a date to the day", &[Shape(|text| has_date(text, |date| date.len() == 10))]),
    ("a date to the month", &[Shape(|text| has_date(text, |date| date.len() == 7))]),
    ("a date that stretches", &[Shape(|text| has_date(text, |date| date.contains('/')))]),
    ("a date that is inferred", &[Shape(|text| has_date(text, |date| date.ends_with('?')))]),
    ("a date as printed, time and place", &[Front("date-text "), Front("time "), Front("place ")]),
    ("authors, sender and recipient", &[Front("authors "), Front("from "), Front("to ")]),
    ("classification", &[Front("classification ")]),
    ("source, translator and original", &[Front("source "), Front("translator "), Front("original ")]),
    ("a number of its own, and none", &[Front("number = 9"), Front("number = false")]),
    ("an essay's subtitle", &[Front("subtitle ")]),
    (
        "a title that calls a note",
        &[Shape(|text| front_of(text).lines().any(|line| line.starts_with("title") && line.contains("[^")))],
    ),
    // ---- the text
    ("a note, and one of the original", &[Line("[^1]: "), Line("[^*")]),
    ("a note that is called again", &[Shape(is_called_again)]),
    (
        "a note of the original that calls one",
        &[Shape(|text| text.lines().any(|line| line.starts_with("[^*") && line[3..].contains("[^")))],
    ),
    ("a note of several paragraphs", &[Line("    ")]),
    (
        "a reference to a document, and to a range",
        &[Mark("[[doc:"), Shape(|text| references(text).any(|name| name.starts_with("doc:") && name.contains("..")))],
    ),
    ("a reference to a page", &[Mark("[[page:")]),
    ("a reference without prefix, and with words", &[Mark("[[barr]]"), Mark("[[lind-ottokar|")]),
    ("prefixes of registers", &[Mark("[[person:"), Mark("[[org:"), Mark("[[term:"), Mark("[[abbr:")]),
    ("prefixes of other things", &[Mark("[[chapter:"), Mark("[[fig:"), Mark("[[event:")]),
    (
        "a reference to what is here, and within another",
        &[Mark("[[#"), Shape(|text| references(text).any(|name| name.starts_with("doc:") && name.contains('#')))],
    ),
    (
        "a reference to a note, here and elsewhere",
        &[
            Shape(|text| references(text).any(|name| name.starts_with("note:") && !name.contains('#'))),
            Shape(|text| references(text).any(|name| name.starts_with("note:") && name.contains('#'))),
        ],
    ),
    (
        "an index mark, with a subheading, with words",
        &[
            Mark("[[^"),
            Shape(|text| marks(text).any(|mark| mark.contains('!'))),
            Shape(|text| marks(text).any(|mark| mark.contains('|'))),
        ],
    ),
    (
        "a range of the index",
        &[
            Shape(|text| marks(text).any(|mark| mark.ends_with('('))),
            Shape(|text| marks(text).any(|mark| mark.ends_with(')') && !mark.contains('('))),
        ],
    ),
    (
        "a heading of the index with a parenthesis",
        &[Shape(|text| marks(text).any(|mark| mark.contains('(') && mark.ends_with(')')))],
    ),
    (
        "a citation with its place",
        &[Shape(|text| brackets(text).any(|words| words.starts_with('@') && words.contains(", ")))],
    ),
    (
        "a citation of several works, with words before",
        &[Shape(|text| brackets(text).any(|words| words.contains("; see also @")))],
    ),
    (
        "sic, illegible, a doubtful word",
        &[
            Mark("[sic]"),
            Mark("[illegible"),
            Shape(|text| brackets(text).any(|words| words.len() > 1 && words.ends_with('?'))),
        ],
    ),
    (
        "what is left out, a page, what is added",
        &[
            Mark("[...]"),
            Shape(|text| brackets(text).any(|words| words.starts_with("fol. ") || words.starts_with("p. "))),
            Mark("op[en]ed"),
        ],
    ),
    ("brackets of the source", &[Mark("\\[")]),
    ("deletion and raised letters", &[Mark("~~"), Shape(|text| text.contains("^r^") || text.contains("^th^"))]),
    (
        "quotation marks and dashes",
        &[Mark("\""), Shape(|text| text.contains(" '") || text.contains("('")), Mark(" -- "), Mark("---")],
    ),
    ("quotation marks as typed", &[Shape(|text| text.contains(['“', '”', '„', '«', '‘']))]),
    ("underlining, once and twice; insertion", &[Mark("<u>"), Mark("<u><u>"), Mark("<ins>")]),
    ("small capitals, forms within a word", &[Mark("<sc>"), Mark("<i>"), Mark("<b>"), Mark("<sup>"), Mark("<sub>")]),
    ("another language", &[Mark("<span lang=\"")]),
    (
        "a query, alone and within a line",
        &[Line("<!--"), Shape(|text| text.lines().any(|line| line.find("<!--").is_some_and(|at| at > 0)))],
    ),
    ("a row of asterisks", &[Line("* * *")]),
    ("numbers of lists", &[Line("1. "), Line("4. "), Line("- "), Shape(|text| has_item(text, ") "))]),
    ("letters that are no list", &[Shape(|text| text.lines().any(|line| line.trim_start().starts_with("(a)")))]),
    (
        "a table, with a bar in a cell",
        &[Line("|---"), Shape(|text| text.lines().any(|line| line.starts_with('|') && line.contains("\\|")))],
    ),
    ("an extract, a link, headings", &[Line("> "), Mark("](https://"), Line("# "), Line("## "), Line("### ")]),
    ("a heading with a name", &[Shape(|text| text.lines().any(|line| line.starts_with('#') && line.contains("{#")))]),
    ("a kept line end", &[Shape(|text| text.lines().any(|line| line.ends_with('\\')))]),
    // ---- blocks
    ("headnote, editorial note, omission", &[Line("::: headnote"), Line("::: editorial"), Line("::: omission")]),
    (
        "an omission without words, and with them",
        &[Mark("::: omission\n:::"), Shape(|text| text.contains("::: omission\n["))],
    ),
    ("opener and closer", &[Line("::: opener"), Line("::: closer")]),
    (
        "signatures, side by side; postscript",
        &[Shape(|text| text.replace("\n\n", "\n").contains("\n:::\n::: signature")), Line("::: postscript")],
    ),
    ("verse, centred, right", &[Line("::: verse"), Line("::: centred"), Line("::: right")]),
    (
        "a bar that sets to the right",
        &[
            Shape(|text| text.contains("::: opener\n| ")),
            Shape(|text| text.lines().any(|line| !line.starts_with('|') && line.contains(" | "))),
        ],
    ),
    ("participants and what stands beside", &[Line("::: participants"), Line("::: marginal")]),
    ("an attachment, which holds other blocks", &[Line(":::: attachment {#")]),
    ("a figure, named, on a page of its own", &[Line("::: figure {#"), Mark(".full-page}")]),
    ("an image alone", &[Shape(is_image_alone)]),
    ("a language of a block", &[Mark("{lang=\"")]),
    (
        "speeches, and who only speaks for",
        &[
            Shape(|text| text.lines().any(|line| line.starts_with("**") && line.contains(":**"))),
            Line("**Nagy** speaks"),
        ],
    ),
    ("a stage direction", &[Shape(|text| text.lines().any(|line| line.starts_with('[') && line.ends_with(".]")))]),
    // ---- registers
    ("registers as TOML and as CSV", &[Name("people.toml"), Name(".csv")]),
    (
        "an entry's name, dates, note, other forms",
        &[Entry("people", "name "), Entry("people", "dates "), Entry("people", "note "), Entry("people", "also ")],
    ),
    ("an entry that points elsewhere", &[Entry("people", "see ")]),
    ("an id in quotation marks", &[Entry("people", "[\"")]),
    ("a note of a register's own", &[Entry("people", "[^1]: ")]),
    (
        "an abbreviation in its language",
        &[Entry("abbreviations", "expansion "), Entry("abbreviations", "language "), Entry("abbreviations", "note ")],
    ),
    ("events", &[Entry("chronology", "id "), Entry("chronology", "date "), Entry("chronology", "text ")]),
    ("see and see also", &[Entry("index", "[see]"), Entry("index", "[see-also]")]),
    ("works from three programs", &[Name(".bib"), Name("bibliography.json"), Name("bibliography.yaml")]),
];

#[test]
fn the_two_volumes_use_every_construct_between_them() {
    let volumes = [Volume::read(""), Volume::read("tests/volumes/orlau")];
    let used = |sign: &Sign| volumes.iter().any(|volume| volume.uses(sign));
    let unused: Vec<String> = TABLE
        .iter()
        .flat_map(|(name, signs)| signs.iter().enumerate().map(move |(at, sign)| (name, at + 1, sign)))
        .filter(|(_, _, sign)| !used(sign))
        .map(|(name, at, _)| format!("{name} (sign {at})"))
        .collect();
    assert!(unused.is_empty(), "neither volume uses:\n{}", unused.join("\n"));
}

/// The sources of a volume.
struct Volume {
    manifest: toml::Table,
    /// Every file under `book/`: its path from there, and what it says; pictures say nothing.
    files: Vec<(String, String)>,
}

impl Volume {
    fn read(root: &str) -> Volume {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let manifest = fs::read_to_string(root.join("book.toml")).expect("a book.toml");
        let mut files = Vec::new();
        gather(&root.join("book"), &root.join("book"), &mut files);
        Volume { manifest: manifest.parse().expect("TOML"), files }
    }

    fn uses(&self, sign: &Sign) -> bool {
        let texts = || self.files.iter().filter(|(path, _)| path.contains('/') && path.ends_with(".md"));
        let mut bodies = texts().map(|(_, text)| text.strip_prefix(front_of(text)).unwrap_or(text));
        match sign {
            Key(path) => has_key(&Value::Table(self.manifest.clone()), &path.split('.').collect::<Vec<_>>()),
            Part(word) => self.manifest.get("contents").is_some_and(|contents| has_word(contents, word)),
            Front(begins) => {
                texts().any(|(_, text)| front_of(text).lines().any(|line| spaced(line).starts_with(begins)))
            }
            Mark(signs) => {
                let register = |path: &String| path.ends_with(".toml") || path.ends_with(".csv");
                let mut registers = self.files.iter().filter(|(path, _)| register(path));
                bodies.any(|text| text.contains(signs)) || registers.any(|(_, text)| text.contains(signs))
            }
            Line(begins) => bodies.any(|text| text.lines().any(|line| line.starts_with(begins))),
            Shape(has) => texts().any(|(_, text)| has(text)),
            Name(ends) => self.files.iter().any(|(path, _)| path.ends_with(ends)),
            Entry(register, begins) => {
                let of = |path: &str| path.split('.').next() == Some(register);
                self.files.iter().any(|(path, text)| of(path) && text.lines().any(|line| line.starts_with(begins)))
            }
        }
    }
}

fn gather(folder: &Path, below: &Path, files: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, below, files);
        } else {
            let name = path.strip_prefix(below).expect("a file below").to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(&path).unwrap_or_default()));
        }
    }
}

/// What stands between the lines of `+++`, with them.
fn front_of(text: &str) -> &str {
    let end = text.strip_prefix("+++\n").and_then(|rest| rest.find("\n+++\n"));
    end.map_or("", |end| &text[..4 + end + 5])
}

/// A line of front matter with one space around its sign.
fn spaced(line: &str) -> String {
    match line.split_once('=') {
        Some((key, value)) => format!("{} = {}", key.trim(), value.trim()),
        None => line.to_owned(),
    }
}

/// Whether a table has a key by this path; a list has what one of its members has.
fn has_key(value: &Value, path: &[&str]) -> bool {
    let [first, rest @ ..] = path else { return true };
    match value {
        Value::Table(table) if *first == "*" => table.values().any(|value| has_key(value, rest)),
        Value::Table(table) => table.get(*first).is_some_and(|value| has_key(value, rest)),
        Value::Array(values) => values.iter().any(|value| has_key(value, path)),
        _ => false,
    }
}

/// Whether an order of contents holds this word.
fn has_word(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text == word,
        Value::Array(values) => values.iter().any(|value| has_word(value, word)),
        Value::Table(table) => table.values().any(|value| has_word(value, word)),
        _ => false,
    }
}

fn has_date(text: &str, is: fn(&str) -> bool) -> bool {
    let dates = front_of(text).lines().map(spaced);
    dates
        .filter_map(|line| line.strip_prefix("date = ").map(|date| date.trim_matches('"').to_owned()))
        .any(|date| is(&date))
}

/// What stands in double brackets: names, before their words.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split("[[").skip(1).filter_map(|rest| rest.split("]]").next());
    inside.filter(|name| !name.starts_with('^')).filter_map(|name| name.split('|').next())
}

/// Index marks, without their first sign.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.split("[[^").skip(1).filter_map(|rest| rest.split("]]").next())
}

/// What stands in single brackets.
fn brackets(text: &str) -> impl Iterator<Item = &str> {
    text.split('[').skip(1).filter_map(|rest| rest.split(']').next())
}

/// Whether a note is called twice: its call stands in three places, of which one begins it.
fn is_called_again(text: &str) -> bool {
    let calls = brackets(text).filter(|words| words.starts_with('^')).map(|label| format!("[{label}]"));
    calls.into_iter().any(|call| text.matches(&call).count() > 2)
}

/// Whether a list has an item whose number ends so.
fn has_item(text: &str, end: &str) -> bool {
    text.lines().any(|line| {
        let rest = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.trim_start().len() && rest.starts_with(end)
    })
}

/// Whether an image is a paragraph of itself: not in a block, which closes after its caption.
fn is_image_alone(text: &str) -> bool {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    paragraphs.iter().any(|paragraph| paragraph.starts_with("![") && paragraph.trim_end().ends_with(')'))
}
