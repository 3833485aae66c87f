//! What the trade is told, and that it is told by EDItEUR's rules.
//!
//! The schema and the code lists may be used by everybody and are not ours to hand on. So the two tables here say what of
//! them a message uses: the order of elements as *ONIX_BookProduct_3.1_reference.xsd* has it, and every code with its meaning
//! as issue 75 of the lists (October 2026) has it. Whole messages were valid by both; the conformance lane asks again.

use std::collections::BTreeSet;

use crate::fonts::Fonts;
use crate::manifest::Manifest;
use crate::markup::examples::*;
use crate::report::Report;
use crate::volume::Volume;

/// The elements that a message uses, in the order of the schema: an element, and what it may hold.
const ORDER: [(&str, &str); 23] = [
    ("ONIXMessage", "Header Product"),
    ("Header", "Sender SentDateTime"),
    ("Sender", "SenderName"),
    (
        "Product",
        "RecordReference NotificationType ProductIdentifier DescriptiveDetail CollateralDetail PublishingDetail RelatedMaterial",
    ),
    ("ProductIdentifier", "ProductIDType IDValue"),
    (
        "DescriptiveDetail",
        "ProductComposition ProductForm ProductFormDetail ProductFormFeature PrimaryContentType ProductContentType Measure \
         EpubTechnicalProtection Collection NoCollection TitleDetail Contributor NoContributor EditionStatement NoEdition \
         Language Extent Subject",
    ),
    ("ProductFormFeature", "ProductFormFeatureType ProductFormFeatureValue ProductFormFeatureDescription"),
    ("Measure", "MeasureType Measurement MeasureUnitCode"),
    ("Collection", "CollectionType CollectionSequence TitleDetail"),
    ("CollectionSequence", "CollectionSequenceType CollectionSequenceNumber"),
    ("TitleDetail", "TitleType TitleElement"),
    ("TitleElement", "TitleElementLevel TitleText Subtitle"),
    (
        "Contributor",
        "SequenceNumber ContributorRole PersonName PersonNameInverted NamesBeforeKey KeyNames CorporateName",
    ),
    ("Language", "LanguageRole LanguageCode"),
    ("Extent", "ExtentType ExtentValue ExtentUnit"),
    ("Subject", "SubjectSchemeIdentifier SubjectHeadingText"),
    ("CollateralDetail", "TextContent"),
    ("TextContent", "TextType ContentAudience Text"),
    ("PublishingDetail", "Publisher CityOfPublication PublishingStatus PublishingDate"),
    ("Publisher", "PublishingRole PublisherName"),
    ("PublishingDate", "PublishingDateRole Date"),
    ("RelatedMaterial", "RelatedProduct"),
    ("RelatedProduct", "ProductRelationCode ProductIdentifier"),
];

/// The codes that a message uses: the element, the number of its list, and codes with their meanings there.
type Codes = &'static [(&'static str, &'static str)];
const CODES: [(&str, u16, Codes); 25] = [
    ("NotificationType", 1, &[("03", "Notification confirmed on publication")]),
    ("ProductComposition", 2, &[("00", "Single-component retail product")]),
    ("ProductIDType", 5, &[("03", "GTIN-13"), ("15", "ISBN-13"), ("22", "URN")]),
    ("TitleType", 15, &[("01", "Distinctive title (book)")]),
    ("LanguageRole", 22, &[("01", "Language of text")]),
    (
        "ExtentType",
        23,
        &[
            ("06", "Production page count"),
            ("08", "Number of pages in print counterpart"),
            ("11", "Content page count"),
        ],
    ),
    ("ExtentUnit", 24, &[("03", "Pages")]),
    ("SubjectSchemeIdentifier", 27, &[("20", "Keywords")]),
    ("PublishingRole", 45, &[("01", "Publisher")]),
    ("MeasureType", 48, &[("01", "Height"), ("02", "Width")]),
    ("MeasureUnitCode", 50, &[("mm", "Millimeters")]),
    (
        "ProductRelationCode",
        51,
        &[("13", "Epublication based on (print product)"), ("27", "Electronic version available as")],
    ),
    ("PublishingStatus", 64, &[("04", "Active")]),
    (
        "ProductFormFeatureType",
        79,
        &[("09", "E-publication accessibility detail"), ("15", "E-publication format version code")],
    ),
    ("PrimaryContentType", 81, &[("10", "Text")]),
    ("ProductContentType", 81, &[("07", "Still images / graphics")]),
    ("EpubTechnicalProtection", 144, &[("00", "None")]),
    ("CollectionType", 148, &[("10", "Publisher collection")]),
    ("TitleElementLevel", 149, &[("01", "Product"), ("02", "Collection level")]),
    ("ProductForm", 150, &[("BA", "Book"), ("ED", "Digital download")]),
    ("TextType", 153, &[("03", "Description")]),
    ("ContentAudience", 154, &[("00", "Unrestricted")]),
    ("PublishingDateRole", 163, &[("01", "Publication date")]),
    ("ProductFormDetail", 175, &[("E101", "EPUB"), ("E200", "Reflowable")]),
    ("CollectionSequenceType", 197, &[("02", "Title order")]),
];

/// List 220 says of what version the EPUB is, list 196 how it can be read.
const FEATURES: [(&str, &str); 19] = [
    ("101F", "EPUB 3.3"),
    ("00", "Accessibility summary"),
    ("04", "EPUB Accessibility Specification 1.1"),
    ("10", "No reading system accessibility options actively disabled (except)"),
    ("11", "Table of contents navigation"),
    ("12", "Index navigation"),
    ("13", "Single logical reading order"),
    ("14", "Short alternative textual descriptions"),
    ("19", "Print-equivalent page numbering"),
    ("22", "Language tagging provided"),
    ("29", "Next / Previous structural navigation"),
    ("30", "ARIA roles provided"),
    ("32", "Landmark navigation"),
    ("36", "Appearance of all textual content can be modified"),
    ("41", "Page list navigation"),
    ("52", "All non-decorative content supports reading without sight"),
    ("82", "WCAG v2.2"),
    ("85", "WCAG level AA"),
    ("90", "Compliance certification by (name)"),
];

/// List 17: a role as a MARC relator, and as the trade has it.
const ROLES: [(&str, &str, &str); 29] = [
    ("aut", "A01", "By (author)"),
    ("bkd", "A11", "Designed by"),
    ("ill", "A12", "Illustrated by"),
    ("pht", "A13", "Photographs by"),
    ("wpr", "A15", "Preface by"),
    ("wst", "A18", "Supplement by"),
    ("aft", "A19", "Afterword by"),
    ("waw", "A19", "Afterword by"),
    ("ann", "A20", "Notes by"),
    ("cmm", "A21", "Commentaries by"),
    ("wac", "A21", "Commentaries by"),
    ("wfw", "A23", "Foreword by"),
    ("aui", "A24", "Introduction by"),
    ("win", "A24", "Introduction by"),
    ("ctb", "A32", "Contributions by"),
    ("cov", "A36", "Cover design or artwork by"),
    ("ctg", "A39", "Maps by"),
    ("ivr", "A43", "Interviewer"),
    ("ive", "A44", "Interviewee"),
    ("res", "A51", "Research by"),
    ("edt", "B01", "Edited by"),
    ("edc", "B01", "Edited by"),
    ("trl", "B06", "Translated by"),
    ("com", "C01", "Compiled by"),
    ("cur", "C04", "Curated by"),
    ("pbl", "Z99", "Other"),
    ("trc", "Z99", "Other"),
    ("prt", "Z99", "Other"),
    ("xyz", "Z99", "Other"),
];

/// The message about the reader of the examples, changed by `change`.
fn message(change: impl FnOnce(&mut Volume, &mut Manifest)) -> String {
    let (mut volume, pages) = reader();
    let mut manifest = manifest(&volume);
    change(&mut volume, &mut manifest);
    String::from_utf8(crate::epub::onix(&volume, &manifest, &pages)).unwrap()
}

/// Messages of all kinds: about a book that has everything, about one that has next to nothing,
/// and about one that is printed.
fn messages() -> [String; 3] {
    let whole = message(|_, manifest| manifest.epub.certifier = Some("Orlau Press".into()));
    let bare = message(|volume, _| {
        let metadata = &mut volume.metadata;
        (metadata.isbn_print, metadata.isbn_epub, metadata.series, metadata.edition) = (None, None, None, None);
        (metadata.publisher, metadata.description) = (None, None);
        metadata.contributors.clear();
        metadata.subjects.clear();
    });
    let (volume, _) = reader();
    let manifest = manifest(&volume);
    let pages = crate::typeset::set(&volume, &manifest, &Fonts::default(), &mut Report::default());
    let printed = String::from_utf8(crate::epub::onix(&volume, &manifest, &pages)).unwrap();
    [whole, bare, printed]
}

/// What is met on the way through a message.
enum Met<'m> {
    /// An element opens, with its words if it has any.
    Opens(&'m str, &'m str),
    /// It closes.
    Closes,
}

fn walk(message: &str) -> impl Iterator<Item = Met<'_>> {
    message.split('<').skip(2).flat_map(|part| {
        let (tag, words) = part.split_once('>').unwrap();
        let opens = || Met::Opens(tag.split([' ', '/']).next().unwrap(), words.trim());
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => vec![Met::Closes],
            (_, true) => vec![opens(), Met::Closes],
            _ => vec![opens()],
        }
    })
}

#[test]
fn every_element_stands_where_the_schema_has_it() {
    for message in messages() {
        // The open elements, and how far each is in its order.
        let mut open: Vec<(&str, usize)> = Vec::new();
        for met in walk(&message) {
            let Met::Opens(name, _) = met else {
                open.pop();
                continue;
            };
            if let Some((holder, before)) = open.last_mut() {
                let held = ORDER.iter().find(|(element, _)| element == holder).map_or("", |(_, held)| held);
                let at = held.split_whitespace().position(|held| held == name);
                let at = at.unwrap_or_else(|| panic!("{holder} holds no {name}"));
                assert!(*before <= at, "{name} comes too late in {holder}\n{message}");
                *before = at;
            }
            open.push((name, 0));
        }
        assert!(open.is_empty());
    }
}

#[test]
fn every_code_is_of_its_list_and_every_code_of_the_tables_is_used() {
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for message in messages() {
        for met in walk(&message) {
            let Met::Opens(name, words) = met else { continue };
            let coded = ["Code", "Type", "Role", "Status", "Unit", "Value"].iter().any(|end| name.ends_with(end));
            // List 17, tried below; list 74; a number; an identifier.
            let own = ["ContributorRole", "LanguageCode", "ExtentValue", "IDValue"].contains(&name);
            match codes_of(name) {
                Some(codes) => assert!(codes.iter().any(|(code, _)| *code == words), "{name}: {words}"),
                None => assert!(own || !coded, "{name} has a list, and no table here"),
            }
            used.insert((name.to_owned(), words.to_owned()));
        }
    }
    for name in CODES.iter().map(|(name, ..)| *name).chain(["ProductFormFeatureValue"]) {
        for (code, meaning) in codes_of(name).unwrap() {
            let tried = used.contains(&(name.to_owned(), (*code).to_owned()));
            assert!(tried, "{name} {code} ({meaning}) is in no message");
        }
    }
}

/// The codes that an element may have.
fn codes_of(name: &str) -> Option<Codes> {
    let features = (name == "ProductFormFeatureValue").then_some(&FEATURES[..]);
    features.or_else(|| CODES.iter().find(|(element, ..)| *element == name).map(|(_, _, codes)| *codes))
}

#[test]
fn a_role_is_that_of_the_trade() {
    for (marc, code, meaning) in ROLES {
        assert_eq!(super::codes::role(marc), code, "{marc}: {meaning}");
    }
}

#[test]
fn a_language_has_the_code_that_libraries_have() {
    for (short, code) in
        [("en", Some("eng")), ("de", Some("ger")), ("cs", Some("cze")), ("grc", Some("grc")), ("xx", None)]
    {
        assert_eq!(super::codes::language(short).as_deref(), code);
    }
}

#[test]
fn the_trade_gets_the_same_record_of_both_editions() {
    let message = message(|_, manifest| manifest.epub.certifier = Some("Orlau Press".into()));
    let flat: String = message.lines().map(str::trim).collect();
    let (epub, print) = flat.split_once("<Product>").unwrap().1.split_once("<Product>").unwrap();
    for said in [
        "<ProductIDType>03</ProductIDType><IDValue>9783161484100</IDValue>",
        "<ProductIDType>15</ProductIDType><IDValue>9783161484100</IDValue>",
        "<ProductForm>ED</ProductForm><ProductFormDetail>E101</ProductFormDetail><ProductFormDetail>E200</ProductFormDetail>",
        "<ProductFormFeatureType>09</ProductFormFeatureType><ProductFormFeatureValue>04</ProductFormFeatureValue>",
        "<ProductFormFeatureValue>82</ProductFormFeatureValue>",
        "<ProductFormFeatureValue>85</ProductFormFeatureValue>",
        "<ProductFormFeatureValue>90</ProductFormFeatureValue><ProductFormFeatureDescription>Orlau Press<",
        "<CollectionSequenceNumber>3</CollectionSequenceNumber>",
        "<TitleText>The Bridge &amp; the River</TitleText><Subtitle>",
        "<ContributorRole>B01</ContributorRole><PersonName>Anna Kovács</PersonName><PersonNameInverted>Kovács, Anna<",
        "<NamesBeforeKey>Anna</NamesBeforeKey><KeyNames>Kovács</KeyNames>",
        "<ContributorRole>B06</ContributorRole><PersonName>M. Barr</PersonName>",
        "<LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode>",
        "<SubjectSchemeIdentifier>20</SubjectSchemeIdentifier><SubjectHeadingText>",
        "<PublisherName>Orlau University Press</PublisherName>",
        "<PublishingDateRole>01</PublishingDateRole><Date>20260301</Date>",
        "<ProductRelationCode>13</ProductRelationCode><ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>9780000000002<",
    ] {
        assert!(epub.contains(said), "{said}\n{message}");
    }
    for said in [
        "<ProductIDType>15</ProductIDType><IDValue>9780000000002</IDValue>",
        "<ProductForm>BA</ProductForm>",
        "<ProductRelationCode>27</ProductRelationCode><ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>9783161484100<",
    ] {
        assert!(print.contains(said), "{said}\n{message}");
    }
    assert!(!print.contains("ProductFormFeature"));
}

#[test]
fn the_trade_is_told_of_no_claim_that_nobody_answers_for_and_of_no_book_without_isbn() {
    let message = message(|volume, _| volume.metadata.isbn_print = None);
    assert!(!message.contains(">82<") && !message.contains(">85<") && !message.contains(">90<"), "{message}");
    assert_eq!(message.matches("<Product>").count(), 1);
    assert!(!message.contains("RelatedProduct"), "{message}");
}

#[test]
fn an_isbn_of_ten_digits_is_told_with_the_thirteen_that_the_trade_asks_for() {
    let message = message(|volume, _| volume.metadata.isbn_print = Some("0-306-40615-2".into()));
    assert!(message.contains("<IDValue>9780306406157</IDValue>") && !message.contains("0306406152"), "{message}");
}
