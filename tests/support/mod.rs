//! What several tests need: finished files read back, by means of their own.
//!
//! The readers here are written apart from the writers they judge: they take a PDF's
//! word for what its glyphs mean, and an EPUB's for what its files hold.

#![allow(dead_code, reason = "every test file uses its own part of this")]

pub mod written;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use std::path::Path;

use bookgen::report::{Report, Strictness};
use bookgen::source::Sources;
use bookgen::{Content as Made, Format, Order, Split};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// What is made of a volume.
pub struct Outputs {
    /// The EPUB.
    pub epub: Vec<u8>,
    /// The PDF for the printer.
    pub pdf: Vec<u8>,
    /// The PDF for the screen.
    pub screen: Vec<u8>,
    /// The files of the web edition, by their paths.
    pub web: BTreeMap<String, Vec<u8>>,
}

impl Outputs {
    /// The pages of the web edition, by their names.
    pub fn web_pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.web.iter().filter(|(name, _)| name.ends_with(".html"));
        pages.map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
    }
}

/// Builds the volume at `root`, a folder of this repository, in all forms for readers.
pub fn build(root: &str) -> (Sources, Outputs) {
    build_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root))
}

/// Builds the volume at `root` in all forms for readers. It must have no errors.
pub fn build_from(root: &Path) -> (Sources, Outputs) {
    build_edition(root, None)
}

/// Builds the volume at `root`, or an edition of it, in all forms for readers. It must have no errors.
pub fn build_edition(root: &Path, edition: Option<&str>) -> (Sources, Outputs) {
    let sources = Sources::load(root).expect("sources");
    let order = Order {
        formats: vec![Format::Epub, Format::Pdf, Format::Screen, Format::Web],
        edition: edition.map(str::to_owned),
        split: Split::Together,
        strictness: Strictness::Lenient,
    };
    let mut report = Report::default();
    let outputs = bookgen::build(&sources, &order, &|_| {}, &mut report);
    let outputs = outputs.unwrap_or_else(|| panic!("{} has errors: {:#?}", root.display(), report.sorted()));
    let bytes = |ending: &str| {
        let output = outputs.iter().find(|output| output.file_name.ends_with(ending));
        match &output.expect("what was ordered").content {
            Made::File(bytes) => bytes.clone(),
            Made::Folder(_) => panic!("{ending} is a file"),
        }
    };
    let folder = outputs.iter().find_map(|output| match &output.content {
        Made::Folder(files) => Some(files.clone()),
        Made::File(_) => None,
    });
    let web = folder.expect("the web edition was ordered");
    let made = Outputs { epub: bytes(".epub"), pdf: bytes(".pdf"), screen: bytes("-screen.pdf"), web };
    (sources, made)
}

/// Copies a folder and all in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The words of each page of a PDF, in the order of its content: words divided at a line end are joined.
pub fn pdf_pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    document
        .page_iter()
        .map(|page| {
            let fonts = document.get_page_fonts(page).expect("fonts");
            let fonts = fonts.iter().map(|(name, dictionary)| (name.clone(), font(&document, dictionary))).collect();
            let content = Content::decode(&document.get_page_content(page)).expect("operators");
            page_text(&content, &fonts)
        })
        .collect()
}

/// What a font says of its glyphs: their text, and their widths in thousandths of an em.
struct Font {
    texts: BTreeMap<u16, String>,
    widths: Vec<f32>,
}

fn page_text(content: &Content, fonts: &BTreeMap<Vec<u8>, Font>) -> String {
    let mut text = String::new();
    let (mut font, mut size, mut line_size) = (Vec::new(), 0.0, 0.0);
    let (mut widened, mut pen) = (1.0, (f32::MAX, f32::MAX));
    for operation in &content.operations {
        let number = |at: usize| operation.operands[at].as_float().expect("a number");
        match operation.operator.as_str() {
            "Tf" => {
                font = operation.operands[0].as_name().expect("a font's name").to_vec();
                size = number(1);
            }
            "Tm" => {
                let (x, y) = (number(4), number(5));
                // A line begins where the pen goes back to the left, or a good way down or up; white parts words.
                if x < pen.0 - 2.0 || (y - pen.1).abs() > 9.0 {
                    // Where the size changes the text breaks off for the notes: the word goes on over the page.
                    if text.ends_with('\u{AD}') && size == line_size {
                        text.pop();
                    } else {
                        text.push(' ');
                    }
                } else if x > pen.0 + 1.0 {
                    text.push(' ');
                }
                widened = number(0);
                pen = (x, y);
                line_size = size;
            }
            "TJ" => {
                let em = size * widened / 1000.0;
                for part in operation.operands[0].as_array().expect("an array") {
                    let Object::String(codes, _) = part else {
                        pen.0 -= part.as_float().expect("a number") * em;
                        continue;
                    };
                    for code in codes.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        text.push_str(fonts[&font].texts.get(&code).map_or("", String::as_str));
                        pen.0 += fonts[&font].widths[usize::from(code)] * em;
                    }
                }
            }
            _ => {}
        }
    }
    text
}

fn font(document: &Document, dictionary: &Dictionary) -> Font {
    let descendants = dictionary.get_deref(b"DescendantFonts", document).and_then(Object::as_array).expect("a font");
    let descendant = document.dereference(&descendants[0]).expect("a font").1.as_dict().expect("a font");
    let widths = descendant.get_deref(b"W", document).and_then(Object::as_array).expect("widths");
    let widths = widths[1].as_array().expect("widths from 0").iter().map(|width| width.as_float().expect("a number"));
    Font { texts: to_unicode(document, dictionary), widths: widths.collect() }
}

/// What the glyphs of a font mean, as its `ToUnicode` map says.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).expect("a ToUnicode map");
    let map = String::from_utf8(map.decompressed_content().expect("deflated")).expect("ASCII");
    let hex = |code: &str| u16::from_str_radix(code, 16).expect("hexadecimal");
    let mut meanings = BTreeMap::new();
    for line in map.lines().filter(|line| line.starts_with('<')) {
        let fields: Vec<&str> = line.split(['<', '>']).map(str::trim).filter(|field| !field.is_empty()).collect();
        if let [code, meaning] = fields[..]
            && code.len() == 4
            && line.matches('<').count() == 2
            && meaning != "FFFF"
        {
            let units: Vec<u16> =
                meaning.as_bytes().chunks(4).map(|unit| hex(std::str::from_utf8(unit).expect("hexadecimal"))).collect();
            meanings.insert(hex(code), String::from_utf16(&units).expect("UTF-16"));
        }
    }
    meanings
}

/// The files of an EPUB, by name.
pub fn epub_files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("its content");
            (file.name().to_owned(), content)
        })
        .collect()
}

/// The words of each XHTML file of an EPUB, by name.
pub fn epub_texts(bytes: &[u8]) -> BTreeMap<String, String> {
    epub_files(bytes)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".xhtml"))
        .map(|(name, content)| (name, xhtml_text(&String::from_utf8(content).expect("UTF-8"))))
        .collect()
}

/// The text of a page of the web: what stands in its `main`, without the numbers of printed pages and the way on.
pub fn web_text(page: &str) -> String {
    let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).expect("a text").0;
    let main = main.split("<p class=\"cite\">").next().unwrap_or("").split("<nav class=\"turn\"").next().unwrap_or("");
    let mut stretches = main.split(" class=\"page-mark\">");
    let mut text = stretches.next().unwrap_or("").to_owned();
    for stretch in stretches {
        text.push('>');
        text.push_str(stretch.split_once("</a>").expect("the number of a page").1);
    }
    xhtml_text(&format!("<body{text}"))
}

/// The text of an XHTML file: tags that begin or end a block part words, others do not.
pub fn xhtml_text(xhtml: &str) -> String {
    const WITHIN_WORDS: [&str; 14] =
        ["a", "em", "strong", "i", "b", "u", "s", "del", "ins", "sup", "sub", "span", "cite", "small"];
    let body = xhtml.split_once("<body").map_or(xhtml, |(_, body)| body.split_once('>').map_or("", |(_, body)| body));
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, tag_on)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag_on.split_once('>').expect("a tag that ends");
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or("");
        if tag.contains("doc-noteref") {
            // A call is no part of the word it follows.
            rest = after.split_once("</a>").map_or("", |(_, after)| after);
            text.push(' ');
            continue;
        }
        if !WITHIN_WORDS.contains(&name) {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(entity, character);
    }
    text
}

/// Words: runs of letters and figures. Soft hyphens, word joiners and the editors' brackets do not part them.
pub fn words(text: &str) -> Vec<String> {
    const WITHIN: [char; 6] = ['\u{AD}', '\u{2060}', '\u{200B}', '\u{200D}', '[', ']'];
    let text: String = text.chars().filter(|c| !WITHIN.contains(c)).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words of a printed page: a figure that follows a word without a space is a note call, so the word counts without it too.
pub fn printed_words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    for letter in text.chars() {
        // A call may stand before a bracket too.
        if letter == '[' && spaced.ends_with(char::is_numeric) {
            spaced.push(' ');
        }
        spaced.push(letter);
    }
    let mut found = words(&spaced);
    let mut without = Vec::new();
    for word in &found {
        let bare = word.trim_end_matches(|c: char| c.is_numeric());
        if bare.is_empty() {
            // A number with a call of one figure, or of two.
            let shorter = |call: usize| word.get(..word.len().checked_sub(call)?).map(str::to_owned);
            without.extend([1, 2].into_iter().filter_map(shorter));
        } else if bare != word {
            without.push(bare.to_owned());
        }
    }
    found.extend(without);
    found
}

/// The beginnings of words that are divided at the end of a page.
pub fn divided_over_pages(pages: &[String]) -> Vec<String> {
    let broken = |page: &String| -> Vec<String> {
        let beginnings = page.split_whitespace().filter(|word| word.ends_with('\u{AD}'));
        beginnings.filter_map(|word| words(word).pop()).collect()
    };
    pages.iter().flat_map(broken).collect()
}

/// How often each word occurs.
pub fn counted(words: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}
