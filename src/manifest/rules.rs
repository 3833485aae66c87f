//! How documents, notes, bibliography, index and outputs are made: what is absent is as usual.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;

use super::contents::{Named, edition_matter};
use super::metadata::is_slug;
use super::typed::{self, Field, TextOr, Typed};
use super::values::Values;
use super::{
    Arrangement, BibliographyRules, BibliographySection, BleedEdges, DocumentRules, DocumentStart, Edition, EmbedFonts,
    EpubRules, IndexOrder, IndexPeople, IndexRanges, IndexRules, Inks, Locators, Marks, NoteRules, Numbering, PageList,
    Print, PrintStandard, Printer, SourceNote, Subheadings,
};
use crate::language::Language;
use crate::length::Length;
use crate::report::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// `[documents]`
pub(super) fn documents(field: Field<typed::Documents>, values: &mut Values<'_>) -> DocumentRules {
    let rules = values.or_default(field);
    let starts = [("new-page", DocumentStart::NewPage), ("run-on", DocumentStart::RunOn)];
    DocumentRules {
        label: values.words(rules.label),
        label_plural: values.words(rules.label_plural),
        start: values.choice(rules.start, &starts).unwrap_or(DocumentStart::NewPage),
    }
}

/// `[notes]`
pub(super) fn notes(field: Field<typed::Notes>, values: &mut Values<'_>) -> NoteRules {
    let rules = values.or_default(field);
    let numberings =
        [("document", Numbering::Document), ("chapter", Numbering::Chapter), ("volume", Numbering::Volume)];
    let places = [("foot", SourceNote::Foot), ("heading", SourceNote::Heading), ("end", SourceNote::End)];
    NoteRules {
        numbering: values.choice(rules.numbering, &numberings).unwrap_or(Numbering::Document),
        source_note: values.choice(rules.source_note, &places).unwrap_or(SourceNote::Foot),
    }
}

/// The file of works that is read where none is named.
const USUAL_BIBLIOGRAPHY: &str = "book/bibliography.bib";

/// Ends of the names of files of works.
const BIBLIOGRAPHY_ENDINGS: [&str; 4] = [".bib", ".json", ".yaml", ".yml"];

/// `[bibliography]`
pub(super) fn bibliography(field: Field<typed::Bibliography>, values: &mut Values<'_>) -> BibliographyRules {
    let rules = values.or_default(field);
    let sources = match rules.sources {
        Some(_) => bibliography_sources(rules.sources, values),
        None => values.sources.find(USUAL_BIBLIOGRAPHY).map(|file| (file, Span::new(file, 0, 0))).into_iter().collect(),
    };
    let sections = values.value(rules.sections).map(|(list, _)| values.items(list)).unwrap_or_default();
    let sections = sections
        .into_iter()
        .filter_map(|(section, span)| {
            let keywords = one_or_several(section.keyword, values);
            let kinds = one_or_several(section.kind, values).iter().map(|kind| kind.to_lowercase()).collect();
            let title = values.words(section.title);
            if title.is_none() {
                let problem = Diagnostic::new(Code::MissingKey, span, "a section of the bibliography without a title");
                values.report.push(problem.hint("write `title = \"...\"` in it"));
            }
            let arrangements = [("name", Arrangement::ByName), ("archive", Arrangement::ByArchive)];
            let arrangement = values.choice(section.by, &arrangements).unwrap_or_default();
            Some(BibliographySection { title: title?, keywords, kinds, arrangement })
        })
        .collect();
    BibliographyRules { sources, style: values.text(rules.style), sections }
}

/// A word, or a list of words.
fn one_or_several(field: Field<TextOr<typed::List<String>>>, values: &mut Values<'_>) -> Vec<String> {
    match values.value(field) {
        None => Vec::new(),
        Some((TextOr::Text(one), _)) => vec![one],
        Some((TextOr::Other(list), _)) => values.items(list).into_iter().map(|(one, _)| one).collect(),
    }
}

fn bibliography_sources(field: Field<typed::List<String>>, values: &mut Values<'_>) -> Vec<(FileId, Span)> {
    let mut sources: Vec<(FileId, Span)> = Vec::new();
    for (written, span) in values.texts(field) {
        let Some(path) = values.path(&written, span) else { continue };
        let readable = BIBLIOGRAPHY_ENDINGS.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
        match values.sources.find(&format!("book/{path}")) {
            Some(file) if readable => match sources.iter().find(|(known, _)| *known == file) {
                Some((_, first)) => {
                    let problem = Diagnostic::new(Code::RepeatedFile, span, format!("`{path}` is named twice"));
                    values.report.push(problem.related(*first, "here first"));
                }
                None => sources.push((file, span)),
            },
            None if !values.exists(&path) => values.missing_file(&path, span),
            _ => values.wrong(span, format!("`{path}` is no bibliography: its name ends with .bib, .json or .yaml")),
        }
    }
    sources
}

/// `[index]`. Ranges are shortened where that is the custom: in English.
pub(super) fn index(field: Field<typed::Index>, language: &Language, values: &mut Values<'_>) -> IndexRules {
    let rules = values.or_default(field);
    let locators = [("page", Locators::Page), ("document", Locators::Document)];
    let ranges = [("chicago", IndexRanges::Chicago), ("full", IndexRanges::Full)];
    let order = [("letter-by-letter", IndexOrder::LetterByLetter), ("word-by-word", IndexOrder::WordByWord)];
    let subheadings = [("indented", Subheadings::Indented), ("run-in", Subheadings::RunIn)];
    let usual_ranges = if language.primary() == "en" { IndexRanges::Chicago } else { IndexRanges::Full };
    IndexRules {
        people: match values.value(rules.people) {
            Some((false, _)) => IndexPeople::Left,
            Some((true, _)) | None => IndexPeople::Indexed,
        },
        locators: values.choice(rules.locators, &locators).unwrap_or(Locators::Page),
        ranges: values.choice(rules.ranges, &ranges).unwrap_or(usual_ranges),
        order: values.choice(rules.order, &order).unwrap_or_default(),
        subheadings: values.choice(rules.subheadings, &subheadings).unwrap_or_default(),
    }
}

/// Printers whose rules are known.
const PRINTERS: [(&str, Printer); 3] =
    [("kdp", Printer::Kdp), ("ingramspark", Printer::IngramSpark), ("offset", Printer::Offset)];
/// Standards of a file for the printer.
const PRINT_STANDARDS: [(&str, PrintStandard); 2] = [("pdf/x-4", PrintStandard::X4), ("pdf/x-1a", PrintStandard::X1a)];
/// Standards of a file for the screen.
const SCREEN_STANDARDS: [&str; 2] = ["pdf/a-2a", "pdf/ua-1"];
/// The widest bleed that a printer asks for.
const WIDEST_BLEED: Length = Length::mm(25);

/// `[pdf.print]`; `[pdf.screen]` is read for its problems.
pub(super) fn print(field: Field<typed::Pdf>, values: &mut Values<'_>) -> Print {
    let pdf = values.or_default(field);
    let screen = values.or_default(pdf.screen);
    screen_standards(screen.standard, values);
    let print = values.or_default(pdf.print);
    let bleed = values.length(print.bleed).filter(|(bleed, span)| {
        let sensible = (Length::ZERO..=WIDEST_BLEED).contains(bleed);
        if !sensible {
            values.wrong(*span, "a bleed is from 0mm to 25mm; printers ask for 3mm or 0.125in");
        }
        sensible
    });
    let printer = values.choice(print.printer, &PRINTERS);
    let (usual_bleed, bleed_edges, usual_standard, thinnest_rule) = usual_of(printer);
    Print {
        bleed: bleed.map_or(usual_bleed, |(bleed, _)| bleed),
        bleed_edges,
        thinnest_rule,
        pages_multiple: pages_multiple(print.pages, values),
        printer,
        standard: values.choice(print.standard, &PRINT_STANDARDS).unwrap_or(usual_standard),
        profile: profile(print.profile, values),
        inks: values.choice(print.inks, &[("black", Inks::Black), ("cmyk", Inks::Cmyk)]).unwrap_or(Inks::Black),
        marks: match values.value(print.marks) {
            Some((true, _)) => Marks::Drawn,
            Some((false, _)) | None => Marks::Absent,
        },
    }
}

/// Bleed and standard, where the volume says nothing of them; the edges that bleed, and the thinnest rule.
fn usual_of(printer: Option<Printer>) -> (Length, BleedEdges, PrintStandard, Length) {
    let quarter = Length::pt(1) / 4;
    match printer {
        // A file without bleed has exactly the size of the trimmed page, and no page of ours bleeds by itself.
        Some(Printer::Kdp) => (Length::ZERO, BleedEdges::Three, PrintStandard::X4, quarter * 3),
        Some(Printer::IngramSpark) => (Length::inches(1) / 8, BleedEdges::Three, PrintStandard::X1a, quarter),
        Some(Printer::Offset) | None => (Length::mm(3), BleedEdges::Four, PrintStandard::X4, quarter),
    }
}

/// The bytes of the output intent's profile: an output profile for grey or CMYK, of a version that printers know.
fn profile(field: Field<String>, values: &mut Values<'_>) -> Option<Arc<[u8]>> {
    let (path, span) = values.asset(field)?;
    let bytes = values.sources.asset(&format!("book/{path}")).cloned().unwrap_or_default();
    // ICC.1:2010 §7.2: version at 8, class at 12, colour space at 16, signature at 36.
    let at = |from: usize| bytes.get(from..from + 4).unwrap_or_default();
    let known = at(36) == b"acsp" && at(8).first().is_some_and(|version| *version <= 4);
    if known && at(12) == b"prtr" && [b"CMYK", b"GRAY"].iter().any(|space| at(16) == *space) {
        return Some(bytes);
    }
    let problem = Diagnostic::new(Code::WrongValue, span, format!("`{path}` is no output profile for CMYK or grey"));
    values.report.push(problem.hint("ask the printer for the ICC profile of the press and its paper"));
    None
}

/// One of `names`.
fn known_name(field: Field<String>, names: &[&'static str], values: &mut Values<'_>) -> Option<String> {
    let choices: Vec<(&str, &str)> = names.iter().map(|name| (*name, *name)).collect();
    values.choice(field, &choices).map(str::to_owned)
}

/// What the number of pages is padded to a multiple of.
fn pages_multiple(field: Field<TextOr<i64>>, values: &mut Values<'_>) -> u32 {
    match values.value(field) {
        None => 2,
        Some((TextOr::Text(even), _)) if even == "even" => 2,
        Some((TextOr::Other(number @ 1..=64), _)) => number as u32,
        Some((_, span)) => {
            values.wrong(span, "pages are padded to `\"even\"`, or to a multiple of a number from 1 to 64");
            2
        }
    }
}

fn screen_standards(field: Field<TextOr<typed::List<String>>>, values: &mut Values<'_>) {
    let standards = match values.value(field) {
        None => Vec::new(),
        Some((TextOr::Text(standard), span)) => vec![(standard, span)],
        Some((TextOr::Other(list), _)) => values.items(list),
    };
    for (standard, span) in standards {
        let field = Some(Spanned::new(span.range(), Typed::Meant(standard)));
        known_name(field, &SCREEN_STANDARDS, values);
    }
}

/// `[epub]`
pub(super) fn epub(field: Field<typed::Epub>, values: &mut Values<'_>) -> EpubRules {
    let rules = values.or_default(field);
    EpubRules {
        certifier: values.words(rules.certifier),
        fonts: match values.value(rules.embed_fonts) {
            Some((false, _)) => EmbedFonts::Left,
            Some((true, _)) | None => EmbedFonts::Embedded,
        },
        page_list: match values.value(rules.page_list) {
            Some((false, _)) => PageList::Absent,
            Some((true, _)) | None => PageList::Printed,
        },
    }
}

/// `[editions.NAME]`, by name, with the place of each name in `key_place`. Adds their files to `named`.
pub(super) fn editions(
    field: Field<BTreeMap<String, Spanned<Typed<typed::Edition>>>>,
    key_place: impl Fn(&str) -> Option<Span>,
    values: &mut Values<'_>,
    named: &mut Named,
) -> BTreeMap<String, Edition> {
    let mut editions = BTreeMap::new();
    for (name, table) in values.or_default(field) {
        let Some((edition, table)) = values.value(Some(table)) else { continue };
        let span = key_place(&name).unwrap_or(table);
        if !is_slug(&name) {
            let problem = Diagnostic::new(Code::BadName, span, format!("`{name}` cannot name a file everywhere"));
            values.report.push(problem.hint("the name of an edition is letters a to z, digits and `-`"));
        }
        let (front, back, files) = edition_matter(edition.front, edition.back, values);
        named.extend(files);
        let documents_given = edition.documents.is_some();
        let documents = each_once(values.texts(edition.documents), values);
        if documents.is_empty() && !documents_given {
            let problem = Diagnostic::new(Code::MissingKey, span, format!("the edition `{name}` has no documents"));
            values.report.push(problem.hint("write `documents = [\"...\"]` in it, the ids of its documents"));
        }
        let (title, subtitle) = (values.words(edition.title), values.words(edition.subtitle));
        editions.insert(name, Edition { title, subtitle, documents, front, back, span });
    }
    editions
}

/// `ids` without those that stand among them twice.
fn each_once(ids: Vec<(String, Span)>, values: &mut Values<'_>) -> Vec<(String, Span)> {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    ids.into_iter()
        .filter(|(id, span)| match first.get(id) {
            Some(before) => {
                let problem = Diagnostic::new(Code::DuplicateName, *span, format!("`{id}` is in this edition already"));
                values.report.push(problem.related(*before, "here"));
                false
            }
            None => {
                first.insert(id.clone(), *span);
                true
            }
        })
        .collect()
}

/// `[words]`
pub(super) fn words(
    field: Field<BTreeMap<String, Spanned<Typed<String>>>>,
    values: &mut Values<'_>,
) -> BTreeMap<String, String> {
    let words = values.or_default(field);
    words.into_iter().filter_map(|(key, word)| values.words(Some(word)).map(|word| (key, word))).collect()
}
