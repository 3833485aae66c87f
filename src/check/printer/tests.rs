//! Each rule, with a book that meets it and one that does not.

use super::{Job, Verdict, preflight};
use crate::length::{Length, Point, Rect, Size};
use crate::manifest::{self, Manifest, Marks, PrintStandard, Printer};
use crate::report::Report;
use crate::source::Sources;
use crate::typeset::page::{Folio, Item, Page, Pages, Side};
use crate::volume::{Volume, assemble};

struct Book {
    manifest: Manifest,
    volume: Volume,
    pages: Pages,
}

/// A book of so many pages, 6 by 9 inches, each with a rule an inch from all edges, made for `printer`.
fn book(printer: &str, count: usize) -> Book {
    let manifest = format!(
        "[volume]\ntitle = \"T\"\nlanguage = \"en\"\n[contents]\nbody = []\n[pdf.print]\nprinter = \"{printer}\"\n"
    );
    let sources = Sources::from_texts([("book.toml", manifest.as_str())]);
    let mut report = Report::default();
    let manifest = manifest::read(&sources, &mut report).unwrap();
    let manuscript = crate::manuscript::read(&sources, &manifest, &mut report);
    let volume = assemble(&manuscript, &manifest, None, &mut report);
    let inch = Length::inches(1);
    let rect = Rect::new(Point::new(inch, inch), Size::new(inch * 4, inch * 7));
    let page = |at: usize| Page {
        side: if at.is_multiple_of(2) { Side::Recto } else { Side::Verso },
        folio: Folio::Arabic(at as u32 + 1),
        items: vec![Item::Rule { rect, element: None }],
    };
    let trim = Size::new(inch * 6, inch * 9);
    Book { manifest, volume, pages: Pages { trim, pages: (0..count).map(page).collect(), ..Pages::default() } }
}

impl Book {
    fn judged(&self, printer: Printer) -> Vec<String> {
        let mut report = Report::default();
        preflight(&self.job(Some("white")), printer, &mut report);
        report.sorted().iter().map(|problem| format!("{}: {}", problem.code.name(), problem.message)).collect()
    }

    fn job<'a>(&'a self, paper: Option<&'a str>) -> Job<'a> {
        Job { volume: &self.volume, pages: &self.pages, manifest: &self.manifest, ink: &[], file_size: 1, paper }
    }
}

#[test]
fn a_book_made_for_its_printer_passes() {
    assert_eq!(book("kdp", 304).judged(Printer::Kdp), [""; 0]);
    assert_eq!(book("ingramspark", 304).judged(Printer::IngramSpark), [""; 0]);
    assert_eq!(book("offset", 304).judged(Printer::Offset), [""; 0]);
}

#[test]
fn a_paper_that_the_printer_does_not_have_is_told_with_those_they_have() {
    let book = book("kdp", 304);
    let mut report = Report::default();
    preflight(&book.job(Some("vellum")), Printer::Kdp, &mut report);
    let problem = report.sorted()[0];
    assert_eq!(problem.message, "Kindle Direct Publishing, paperback has no paper called `vellum`");
    assert_eq!(problem.hints, ["it has cream, groundwood, white"]);
}

#[test]
fn a_length_is_told_as_it_is_written() {
    assert_eq!(super::written(Length::inches(1) / 8), "0.125in");
    assert_eq!(super::written(Length::mm(3)), "3mm");
}

#[test]
fn a_thick_book_needs_a_wide_gutter() {
    let mut thick = book("kdp", 600);
    let Some(Item::Rule { rect, .. }) = thick.pages.pages[4].items.first_mut() else { panic!("a rule") };
    rect.origin.x = Length::inches(1) / 2;
    assert_eq!(
        thick.judged(Printer::Kdp),
        [
            "narrow-gutter: page 5 is printed to 12.70mm (0.500in) from the spine, and a book of 600 pages needs 19.05mm (0.750in)"
        ]
    );
}

#[test]
fn too_few_pages_too_many_and_an_odd_number_are_told() {
    let codes = |count: usize| {
        let told = book("kdp", count).judged(Printer::Kdp);
        told.iter().map(|told| told.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(22), ["wrong-page-count"]);
    assert_eq!(codes(830), ["wrong-page-count"]);
    assert_eq!(codes(301), ["wrong-page-count"]);
}

#[test]
fn a_file_for_another_printer_is_told_what_to_change() {
    let mut offset = book("offset", 304);
    offset.manifest.print.marks = Marks::Drawn;
    offset.manifest.print.standard = PrintStandard::X4;
    let codes: Vec<String> =
        offset.judged(Printer::IngramSpark).iter().map(|told| told.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(codes, ["wrong-bleed", "unwanted-marks", "wrong-standard", "wrong-bleed"]);
}

#[test]
fn thin_rules_and_blank_pages_are_told() {
    let mut thin = book("offset", 304);
    thin.pages.pages.iter_mut().skip(10).take(3).for_each(|page| page.items.clear());
    let Some(Item::Rule { rect, .. }) = thin.pages.pages[4].items.first_mut() else { panic!("a rule") };
    rect.size.height = Length::pt(1) / 2;
    let told = thin.judged(Printer::Kdp);
    assert!(told.iter().any(|told| told.starts_with("thin-rule: a rule of 0.5pt on page 5")), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("blank-pages: 3 blank pages in a row, up to page 13")), "{told:?}");
}

#[test]
fn the_spine_follows_from_pages_and_paper() {
    let book = book("kdp", 304);
    let spine = |paper| {
        let judged = preflight(&book.job(paper), Printer::Kdp, &mut Report::default());
        judged.verdicts.into_iter().find(|(rule, _)| *rule == "spine").unwrap().1
    };
    assert_eq!(spine(Some("white")), Verdict::Met("17.39mm (0.685in) for 304 pages".into()));
    assert_eq!(spine(Some("0.1mm")), Verdict::Met("15.20mm (0.598in) for 304 pages".into()));
    assert!(matches!(spine(None), Verdict::Unjudged(_)));
}

#[test]
fn the_template_of_a_cover_has_its_true_size() {
    let book = book("kdp", 304);
    let rules = super::Rules::of(Printer::Kdp);
    let template = super::template(&book.job(Some("white")), &rules).unwrap();
    // Twice six inches, the spine, and an eighth of an inch on either side.
    assert!(template.contains("width=\"328.537mm\" height=\"234.950mm\""), "{template}");
    assert_eq!(super::template(&book.job(None), &rules), None);
}
