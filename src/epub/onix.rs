//! The same record for the book trade: an ONIX 3.1 message, with reference names.
//!
//! One product is the EPUB; the print edition is another if it has an ISBN, and each names the other. The order of the
//! elements is that of the format's specification; the numbers after *list* are those of EDItEUR's code lists,
//! issue 64.

use super::access::{Access, Pictures};
use super::package::isbn_digits;
use crate::date::Day;
use crate::manifest::{Contributor, DateKnown, Metadata};
use crate::markup::{Book, escaped};

/// A message about the book.
pub(super) fn message(book: &Book, access: &Access) -> String {
    let metadata = &book.volume.metadata;
    let mut lines = Lines { text: String::new(), depth: 0 };
    lines.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    lines.group("ONIXMessage release=\"3.1\" xmlns=\"http://ns.editeur.org/onix/3.1/reference\"", |lines| {
        lines.group("Header", |lines| {
            lines.group("Sender", |lines| {
                lines.value("SenderName", metadata.publisher.as_ref().unwrap_or(&metadata.title))
            });
            lines.value("SentDateTime", &day(metadata.date));
        });
        product(lines, book, Product::Epub(access));
        if metadata.isbn_print.is_some() {
            product(lines, book, Product::Print);
        }
    });
    lines.text
}

/// What a product is.
#[derive(Clone, Copy)]
enum Product<'a> {
    /// The EPUB, and how it can be read.
    Epub(&'a Access),
    /// The printed book.
    Print,
}

impl Product<'_> {
    fn isbn(self, metadata: &Metadata) -> Option<String> {
        let written = match self {
            Product::Epub(_) => &metadata.isbn_epub,
            Product::Print => &metadata.isbn_print,
        };
        written.as_deref().map(isbn_digits)
    }
}

fn product(lines: &mut Lines, book: &Book, product: Product) {
    let metadata = &book.volume.metadata;
    lines.group("Product", |lines| {
        let form = if matches!(product, Product::Epub(_)) { "epub" } else { "print" };
        lines.value("RecordReference", &format!("{}:{form}", metadata.identifier));
        // List 1: confirmed on publication.
        lines.value("NotificationType", "03");
        identifiers(lines, metadata, product);
        lines.group("DescriptiveDetail", |lines| descriptive(lines, book, product));
        if let Some(description) = &metadata.description {
            lines.group("CollateralDetail", |lines| {
                lines.group("TextContent", |lines| {
                    // List 153: description; list 154: unrestricted.
                    lines.value("TextType", "03");
                    lines.value("ContentAudience", "00");
                    lines.value("Text", description);
                });
            });
        }
        publishing(lines, metadata);
        related(lines, metadata, product);
    });
}

/// The identifiers of a product. List 5: 15 is ISBN-13, 22 a URN.
fn identifiers(lines: &mut Lines, metadata: &Metadata, product: Product) {
    let isbn = product.isbn(metadata);
    let urn = matches!(product, Product::Epub(_)) && !metadata.identifier.starts_with("urn:isbn:");
    let urn = urn.then_some(("22", metadata.identifier.as_str()));
    for (kind, value) in isbn.as_deref().map(|isbn| ("15", isbn)).into_iter().chain(urn) {
        identifier(lines, kind, value);
    }
}

fn identifier(lines: &mut Lines, kind: &str, value: &str) {
    lines.group("ProductIdentifier", |lines| {
        lines.value("ProductIDType", kind);
        lines.value("IDValue", value);
    });
}

fn descriptive(lines: &mut Lines, book: &Book, product: Product) {
    let metadata = &book.volume.metadata;
    // List 2: one item.
    lines.value("ProductComposition", "00");
    match product {
        Product::Epub(access) => {
            // List 150: digital, to be downloaded; list 175: EPUB, reflowable.
            lines.value("ProductForm", "ED");
            lines.value("ProductFormDetail", "E101");
            lines.value("ProductFormDetail", "E200");
            features(lines, access);
            // List 81: text to be read.
            lines.value("PrimaryContentType", "10");
            // List 144: without technical protection.
            lines.value("EpubTechnicalProtection", "00");
        }
        Product::Print => {
            // List 150: a book, of whatever binding.
            lines.value("ProductForm", "BA");
            lines.value("PrimaryContentType", "10");
            let trim = book.pages.trim;
            // List 48: height and width.
            for (kind, length) in
                [("01", trim.height), ("02", trim.width)].into_iter().filter(|(_, it)| it.to_mm() > 0.0)
            {
                lines.group("Measure", |lines| {
                    lines.value("MeasureType", kind);
                    lines.value("Measurement", &format!("{:.0}", length.to_mm()));
                    lines.value("MeasureUnitCode", "mm");
                });
            }
        }
    }
    collection(lines, metadata);
    title(lines, "01", &metadata.title, metadata.subtitle.as_deref());
    for (at, person) in metadata.contributors.iter().enumerate() {
        contributor(lines, at + 1, person);
    }
    if metadata.contributors.is_empty() {
        lines.empty("NoContributor");
    }
    match &metadata.edition {
        Some(edition) => lines.value("EditionStatement", edition),
        None => lines.empty("NoEdition"),
    }
    if let Some(code) = language_code(&metadata.language.primary()) {
        lines.group("Language", |lines| {
            // List 22: language of the text.
            lines.value("LanguageRole", "01");
            lines.value("LanguageCode", &code);
        });
    }
    extent(lines, book, product);
    if !metadata.subjects.is_empty() {
        lines.group("Subject", |lines| {
            // List 27: keywords.
            lines.value("SubjectSchemeIdentifier", "20");
            lines.value("SubjectHeadingText", &metadata.subjects.join("; "));
        });
    }
}

/// How many pages. List 23: 06 of the printed book, blanks and all; 08 of the print counterpart. List 24: pages.
fn extent(lines: &mut Lines, book: &Book, product: Product) {
    let kind = match product {
        Product::Epub(access) if access.pages => "08",
        Product::Epub(_) => return,
        Product::Print => "06",
    };
    lines.group("Extent", |lines| {
        lines.value("ExtentType", kind);
        lines.value("ExtentValue", &book.pages.pages.len().to_string());
        lines.value("ExtentUnit", "03");
    });
}

/// How the EPUB can be read: list 79, 09; the values are those of list 196.
fn features(lines: &mut Lines, access: &Access) {
    let mut codes = Vec::new();
    if access.certifier.is_some() {
        // EPUB Accessibility 1.1, WCAG 2.2, level AA.
        codes.extend(["04", "82", "85"]);
    }
    // Nothing of the reading system is disabled; contents; one order of reading.
    codes.extend(["10", "11", "13"]);
    codes.extend(access.index.then_some("12"));
    codes.extend((access.pictures == Pictures::Described).then_some("14"));
    codes.extend(access.pages.then_some("19"));
    // Languages are marked; headings, ARIA roles and landmarks; the look of all text can be changed.
    codes.extend(["22", "29", "30", "32", "36"]);
    codes.extend((access.pictures != Pictures::Undescribed).then_some("52"));
    codes.sort_unstable();
    feature(lines, "00", Some(&access.summary()));
    codes.into_iter().for_each(|code| feature(lines, code, None));
    if let Some(certifier) = &access.certifier {
        feature(lines, "90", Some(certifier));
    }
}

fn feature(lines: &mut Lines, code: &str, description: Option<&str>) {
    lines.group("ProductFormFeature", |lines| {
        lines.value("ProductFormFeatureType", "09");
        lines.value("ProductFormFeatureValue", code);
        if let Some(description) = description {
            lines.value("ProductFormFeatureDescription", description);
        }
    });
}

/// The series. List 148: 10, so called by the publisher; list 197: 02, in the order of its numbers.
fn collection(lines: &mut Lines, metadata: &Metadata) {
    let Some(series) = &metadata.series else { return lines.empty("NoCollection") };
    lines.group("Collection", |lines| {
        lines.value("CollectionType", "10");
        if let Some(number) = series.number {
            lines.group("CollectionSequence", |lines| {
                lines.value("CollectionSequenceType", "02");
                lines.value("CollectionSequenceNumber", &number.to_string());
            });
        }
        title(lines, "02", &series.title, None);
    });
}

/// A title. List 15: 01, the one by which it is known; list 149: 01 of a product, 02 of a collection.
fn title(lines: &mut Lines, level: &str, title: &str, subtitle: Option<&str>) {
    lines.group("TitleDetail", |lines| {
        lines.value("TitleType", "01");
        lines.group("TitleElement", |lines| {
            lines.value("TitleElementLevel", level);
            lines.value("TitleText", title);
            if let Some(subtitle) = subtitle {
                lines.value("Subtitle", subtitle);
            }
        });
    });
}

/// A person; or a body, whose name is sorted as it is written and has no comma.
fn contributor(lines: &mut Lines, number: usize, person: &Contributor) {
    lines.group("Contributor", |lines| {
        lines.value("SequenceNumber", &number.to_string());
        lines.value("ContributorRole", role(&person.role));
        let (name, inverted) = match person.sort.contains(',') {
            true => ("PersonName", "PersonNameInverted"),
            false => ("CorporateName", "CorporateNameInverted"),
        };
        lines.value(name, &person.name);
        lines.value(inverted, &person.sort);
    });
}

/// A role of list 17 for a relator code of MARC.
fn role(marc: &str) -> &'static str {
    match marc {
        "aut" => "A01",
        "ill" => "A12",
        "pht" => "A13",
        "wpr" => "A15",
        "aft" | "waw" => "A19",
        "ann" => "A20",
        "cmm" | "wac" => "A21",
        "wfw" => "A23",
        "aui" | "win" => "A24",
        "ctb" => "A32",
        "ctg" => "A39",
        "edt" => "B01",
        "trl" => "B06",
        "com" => "C01",
        _ => "Z99",
    }
}

/// The code of a language in list 74, which is that of ISO 639-2/B; none if this does not know it.
fn language_code(primary: &str) -> Option<String> {
    const CODES: &str = "en eng de ger fr fre hu hun cs cze sk slo pl pol ro rum ru rus uk ukr be bel sr srp hr hrv bs bos \
        sl slv bg bul mk mac el gre it ita es spa pt por nl dut da dan sv swe no nor nb nob nn nno fi fin et est lv lav lt lit \
        tr tur he heb ar ara fa per yi yid la lat sq alb hy arm ka geo ga gle cy wel is ice ca cat eu baq mt mlt ja jpn zh chi \
        ko kor vi vie af afr hi hin ur urd";
    let mut words = CODES.split_whitespace();
    while let (Some(short), Some(code)) = (words.next(), words.next()) {
        if short == primary {
            return Some(code.into());
        }
    }
    (primary.len() == 3).then(|| primary.to_owned())
}

fn publishing(lines: &mut Lines, metadata: &Metadata) {
    lines.group("PublishingDetail", |lines| {
        if let Some(publisher) = &metadata.publisher {
            lines.group("Publisher", |lines| {
                // List 45: the publisher.
                lines.value("PublishingRole", "01");
                lines.value("PublisherName", publisher);
            });
        }
        if let Some(place) = &metadata.place {
            lines.value("CityOfPublication", place);
        }
        // List 64: active.
        lines.value("PublishingStatus", "04");
        if metadata.date_known == DateKnown::Given {
            lines.group("PublishingDate", |lines| {
                // List 163: publication.
                lines.value("PublishingDateRole", "01");
                lines.value("Date", &day(metadata.date));
            });
        }
    });
}

/// The other edition. List 51: 13, the EPUB is based on the printed book; 27, the book has an electronic version.
fn related(lines: &mut Lines, metadata: &Metadata, product: Product) {
    let (code, isbn) = match product {
        Product::Epub(_) => ("13", &metadata.isbn_print),
        Product::Print => ("27", &metadata.isbn_epub),
    };
    let Some(isbn) = isbn else { return };
    lines.group("RelatedMaterial", |lines| {
        lines.group("RelatedProduct", |lines| {
            lines.value("ProductRelationCode", code);
            identifier(lines, "15", &isbn_digits(isbn));
        });
    });
}

/// A day as ONIX writes it (list 55: 00).
fn day(Day { year, month, day }: Day) -> String {
    format!("{year:04}{:02}{:02}", month.unwrap_or(1), day.unwrap_or(1))
}

/// Lines of XML, indented.
struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    fn line(&mut self, line: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An element that holds others; `tag` may have attributes.
    fn group(&mut self, tag: &str, inside: impl FnOnce(&mut Lines)) {
        self.line(&format!("<{tag}>"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line(&format!("</{}>", tag.split(' ').next().unwrap_or(tag)));
    }

    /// An element that holds words.
    fn value(&mut self, name: &str, value: &str) {
        self.line(&format!("<{name}>{}</{name}>", escaped(value)));
    }

    fn empty(&mut self, name: &str) {
        self.line(&format!("<{name}/>"));
    }
}
