//! Finished files, read back by lopdf: the finishing pass has done what it says.

mod standards;
mod structure;

use lopdf::{Document, Object};

use crate::fonts::{Cut, Fonts};
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::{self, BleedEdges, Design, Print, PrintStandard};
use crate::report::Report;
use crate::source::Sources;
use crate::typeset::page::{Folio, Glyph, GlyphRun, Item, Page, Pages, Side, Turn};
use crate::volume::{Volume, assemble};

fn fonts() -> Fonts {
    crate::fonts::load(&Design::default(), &Sources::default(), &mut Report::default())
}

/// A volume that was set.
struct Set {
    volume: Volume,
    pages: Pages,
    fonts: Fonts,
}

/// A volume in Hungarian of one essay.
fn essay(text: &str) -> Set {
    of(&[("a.md", &format!("+++\ntitle = \"Cím\"\n+++\n\n{text}\n"))], "body = [\"a.md\"]")
}

/// A volume in Hungarian with these files under `book/` and these contents.
fn of(files: &[(&str, &str)], contents: &str) -> Set {
    let manifest = format!(
        "[volume]\ntitle = \"Iratok könyve\"\nlanguage = \"hu\"\ndate = 2026-03-01\neditors = [\"Ódon Próba\"]\n\
         description = \"Iratok & jegyzetek\"\n[contents]\n{contents}\n"
    );
    let mut sources = Sources::from_texts([("book.toml", manifest.as_str())]);
    for (path, text) in files {
        sources.add(&format!("book/{path}"), text.as_bytes().to_vec());
    }
    sources.add("book/images/map.png", picture());
    let mut report = Report::default();
    let manifest = manifest::read(&sources, &mut report).expect("a manifest");
    let manuscript = crate::manuscript::read(&sources, &manifest, &mut report);
    let volume = assemble(&manuscript, &manifest, None, &mut report);
    let fonts = crate::fonts::load(&manifest.design, &sources, &mut report);
    let pages = crate::typeset::set(&volume, &manifest, &fonts, &mut report);
    Set { volume, pages, fonts }
}

/// A picture of four pixels, in colours.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let colours = image::RgbImage::from_fn(2, 2, |x, y| image::Rgb([x as u8 * 200, y as u8 * 200, 90]));
    image::DynamicImage::ImageRgb8(colours).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

impl Set {
    fn print(&self, print: &Print) -> Document {
        Document::load_mem(&super::print(&self.pages, &self.volume, print, &self.fonts)).unwrap()
    }

    fn screen(&self) -> Document {
        Document::load_mem(&super::screen(&self.pages, &self.volume, &self.fonts)).unwrap()
    }
}

/// A run of the regular cut in which every character is a glyph, meaning `texts`.
fn run(fonts: &Fonts, letters: &str, texts: &[&str]) -> GlyphRun {
    let face = fonts.text(Cut::Regular);
    let size = Length::pt(10);
    let mut text = String::new();
    let glyphs = letters
        .chars()
        .zip(texts)
        .map(|(letter, meaning)| {
            let id = fonts.face(face).glyph(letter).unwrap();
            let advance = size.scale(i64::from(fonts.face(face).advance(id)), 1000);
            let text_start = text.len() as u32;
            text.push_str(meaning);
            Glyph { id, advance, dx: Length::ZERO, dy: Length::ZERO, text_start }
        })
        .collect();
    let origin = Point::new(Length::pt(72), Length::pt(100));
    GlyphRun { origin, face, size, expansion: 1000, glyphs, text, span: None, element: None, turn: Turn::Upright }
}

fn pages(items: Vec<Vec<Item>>) -> Pages {
    let pages = items
        .into_iter()
        .enumerate()
        .map(|(at, items)| Page {
            side: if at % 2 == 0 { Side::Recto } else { Side::Verso },
            folio: if at < 2 { Folio::Roman(at as u32 + 1) } else { Folio::Arabic(at as u32 - 1) },
            items,
        })
        .collect();
    Pages { trim: Size::new(Length::inches(6), Length::inches(9)), pages, ..Pages::default() }
}

fn written(pages: &Pages, bleed: Length) -> Vec<u8> {
    let print = Print { bleed, ..Print::default() };
    super::print(pages, &essay("").volume, &print, &fonts())
}

/// The text of a page. lopdf puts a space wherever it moves to another place; these runs hold none of their own.
fn text_of(bytes: &[u8], page: u32) -> String {
    Document::load_mem(bytes).unwrap().extract_text(&[page]).unwrap().replace(['\n', ' '], "")
}

#[test]
fn letters_come_back_as_letters() {
    let fonts = fonts();
    let items = vec![Item::Run(run(&fonts, "őűčęșж", &["ő", "ű", "č", "ę", "ș", "ж"]))];
    assert_eq!(text_of(&written(&pages(vec![items]), Length::ZERO), 1), "őűčęșж");
}

#[test]
fn a_glyph_with_two_meanings_keeps_both() {
    let fonts = fonts();
    let items = vec![Item::Run(run(&fonts, "a-a-", &["a", "-", "A", "\u{AD}"]))];
    assert_eq!(text_of(&written(&pages(vec![items]), Length::ZERO), 1), "a-A\u{AD}");
}

#[test]
fn a_ligature_comes_back_as_its_letters() {
    let fonts = fonts();
    let items = vec![Item::Run(run(&fonts, "f", &["ffi"]))];
    assert_eq!(text_of(&written(&pages(vec![items]), Length::ZERO), 1), "ffi");
}

#[test]
fn the_trimmed_page_lies_within_the_bleed() {
    let bytes = written(&pages(vec![Vec::new()]), Length::mm(3));
    let document = Document::load_mem(&bytes).unwrap();
    let page = document.get_dictionary(document.page_iter().next().unwrap()).unwrap();
    let sides = |name: &[u8]| -> Vec<f32> {
        page.get(name).unwrap().as_array().unwrap().iter().map(|side| side.as_float().unwrap()).collect()
    };
    assert_eq!(sides(b"TrimBox"), [8.504, 8.504, 440.504, 656.504]);
    assert_eq!(sides(b"BleedBox"), [0.0, 0.0, 449.008, 665.008]);
    assert_eq!(sides(b"MediaBox"), sides(b"BleedBox"));
}

#[test]
fn a_rule_stands_where_the_page_puts_it_counted_from_the_foot() {
    let rect = Rect::new(Point::new(Length::pt(10), Length::pt(20)), Size::new(Length::pt(30), Length::pt(1)));
    let bytes = written(&pages(vec![vec![Item::Rule { rect, element: None }]]), Length::ZERO);
    let document = Document::load_mem(&bytes).unwrap();
    let content = document.get_page_content(document.page_iter().next().unwrap());
    assert!(String::from_utf8(content).unwrap().contains("10 627 30 1 re f"));
}

#[test]
fn page_labels_are_the_folios() {
    let bytes = written(&pages(vec![Vec::new(); 5]), Length::ZERO);
    let document = Document::load_mem(&bytes).unwrap();
    let labels = document.catalog().unwrap().get_deref(b"PageLabels", &document).unwrap().as_dict().unwrap();
    let ranges = labels.get(b"Nums").unwrap().as_array().unwrap();
    let style = |at: usize| ranges[at].as_dict().unwrap().get(b"S").unwrap().as_name().unwrap().to_vec();
    assert_eq!((ranges[0].clone(), style(1)), (Object::Integer(0), b"r".to_vec()));
    assert_eq!((ranges[2].clone(), style(3)), (Object::Integer(2), b"D".to_vec()));
    assert_eq!(ranges.len(), 4);
}

#[test]
fn the_same_pages_give_the_same_bytes_and_other_pages_another_identifier() {
    let fonts = fonts();
    let with = |letters: &str, texts: &[&str]| {
        written(&pages(vec![vec![Item::Run(run(&fonts, letters, texts))]]), Length::ZERO)
    };
    assert!(with("ab", &["a", "b"]) == with("ab", &["a", "b"]));
    let id = |bytes: &[u8]| Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap().as_array().unwrap().clone();
    let (one, other) = (id(&with("ab", &["a", "b"])), id(&with("ba", &["b", "a"])));
    assert_eq!(one[0], other[0], "the first half of the identifier names the volume");
    assert_ne!(one[1], other[1], "the second half names this very file");
}

#[test]
fn the_title_survives_with_its_accents() {
    let bytes = written(&pages(vec![Vec::new()]), Length::ZERO);
    let document = Document::load_mem(&bytes).unwrap();
    let info = document.trailer.get_deref(b"Info", &document).unwrap().as_dict().unwrap();
    let title = info.get(b"Title").unwrap().as_str().unwrap();
    let units: Vec<u16> = title[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    assert_eq!((&title[..2], String::from_utf16(&units).unwrap().as_str()), (&[0xFE, 0xFF][..], "Iratok könyve"));
    assert!(info.get(b"CreationDate").unwrap().as_str().unwrap().starts_with(b"D:20260301"));
}

#[test]
fn pdf_x_1a_has_neither_profile_nor_xmp_and_is_of_the_oldest_version() {
    let print = Print { standard: PrintStandard::X1a, bleed_edges: BleedEdges::Three, ..Print::default() };
    let document = essay("Szöveg.").print(&print);
    assert_eq!(document.version, "1.3");
    let info = document.trailer.get_deref(b"Info", &document).unwrap().as_dict().unwrap();
    assert_eq!(info.get(b"GTS_PDFXConformance").unwrap().as_str().unwrap(), b"PDF/X-1a:2001");
    let catalog = document.catalog().unwrap();
    assert!(!catalog.has(b"Metadata") && !catalog.has(b"Lang"));
    let profiles = document.objects.values().filter(|object| object.as_stream().is_ok_and(|s| s.dict.has(b"N")));
    assert_eq!(profiles.count(), 0);
}

#[test]
fn a_page_with_marks_says_which_it_is_outside_the_trim() {
    let print = Print { marks: manifest::Marks::Drawn, ..Print::default() };
    let document = essay("Szöveg.").print(&print);
    let text = document.extract_text(&[1]).unwrap();
    assert!(text.contains("iratok-konyve"), "{text}");
}
