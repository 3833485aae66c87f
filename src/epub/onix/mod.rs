//! The same record for the book trade: an ONIX 3.1 message, with reference names.
//!
//! One product is the EPUB; the print edition is another if it has an ISBN, and each names the other. The order of the
//! elements is that of EDItEUR's schema, the numbers after *list* are those of its code lists, issue 75; the tests hold
//! both to them, and the conformance lane validates whole messages.

mod codes;
#[cfg(test)]
mod tests;

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
            product(lines, book, Product::Print(access));
        }
    });
    lines.text
}

/// What a product is.
#[derive(Clone, Copy)]
enum Product<'a> {
    /// The EPUB, and how it can be read.
    Epub(&'a Access),
    /// The printed book, which shows the same.
    Print(&'a Access),
}

impl Product<'_> {
    fn isbn(self, metadata: &Metadata) -> Option<String> {
        let written = match self {
            Product::Epub(_) => &metadata.isbn_epub,
            Product::Print(_) => &metadata.isbn_print,
        };
        written.as_deref().map(isbn_13)
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

/// The identifiers of a product. List 5: 22 is a URN.
fn identifiers(lines: &mut Lines, metadata: &Metadata, product: Product) {
    if let Some(isbn) = product.isbn(metadata) {
        isbn_identifiers(lines, &isbn);
    }
    if matches!(product, Product::Epub(_)) && !metadata.identifier.starts_with("urn:isbn:") {
        identifier(lines, "22", &metadata.identifier);
    }
}

/// An ISBN, as an article number of the trade and by its own name, both of which list 5 asks for: 03 is GTIN-13, 15
/// ISBN-13.
fn isbn_identifiers(lines: &mut Lines, isbn: &str) {
    ["03", "15"].iter().for_each(|kind| identifier(lines, kind, isbn));
}

/// An ISBN in thirteen digits. One in ten, of before 2007, has another check digit (*ISBN Users' Manual*, seventh edition, §5).
fn isbn_13(written: &str) -> String {
    let digits = isbn_digits(written);
    if digits.len() != 10 {
        return digits;
    }
    let body = format!("978{}", &digits[..9]);
    let weighed = body.bytes().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight);
    let check = (10 - weighed.sum::<u32>() % 10) % 10;
    format!("{body}{check}")
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
            content(lines, access);
            // List 144: without technical protection.
            lines.value("EpubTechnicalProtection", "00");
        }
        Product::Print(access) => {
            // List 150: a book; nobody has said of what binding.
            lines.value("ProductForm", "BA");
            content(lines, access);
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
    if let Some(code) = codes::language(&metadata.language.primary()) {
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

/// What is in it. List 81: 10, text; 07, pictures of whatever kind.
fn content(lines: &mut Lines, access: &Access) {
    lines.value("PrimaryContentType", "10");
    if access.pictures != Pictures::None {
        lines.value("ProductContentType", "07");
    }
}

/// How many pages. List 23: 06 of the printed book, blanks and all; 11 of it, as far as it has content; 08, as 11, of the print
/// counterpart. List 24: 03, pages.
fn extent(lines: &mut Lines, book: &Book, product: Product) {
    let pages = &book.pages.pages;
    let all = pages.len();
    let with_content = pages.iter().rposition(|page| !page.items.is_empty()).map_or(0, |last| last + 1);
    let extents: &[(&str, usize)] = match product {
        Product::Epub(access) if access.pages => &[("08", with_content)],
        Product::Epub(_) => &[],
        Product::Print(_) => &[("06", all), ("11", with_content)],
    };
    for (kind, pages) in extents.iter().filter(|(_, pages)| *pages > 0) {
        lines.group("Extent", |lines| {
            lines.value("ExtentType", kind);
            lines.value("ExtentValue", &pages.to_string());
            lines.value("ExtentUnit", "03");
        });
    }
}

/// What the EPUB is, and how it can be read. List 79: 15, the version of the format, by list 220; 09, its accessibility, by
/// list 196.
fn features(lines: &mut Lines, access: &Access) {
    feature(lines, "15", "101F", None);
    for (code, said) in codes::accessibility(access) {
        feature(lines, "09", code, said.as_deref());
    }
}

fn feature(lines: &mut Lines, kind: &str, value: &str, description: Option<&str>) {
    lines.group("ProductFormFeature", |lines| {
        lines.value("ProductFormFeatureType", kind);
        lines.value("ProductFormFeatureValue", value);
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
        lines.value("ContributorRole", codes::role(&person.role));
        match person.sort.split_once(", ") {
            Some((key, before)) => {
                lines.value("PersonName", &person.name);
                lines.value("PersonNameInverted", &person.sort);
                // The parts of the name, where it is nothing but these.
                if person.name == format!("{before} {key}") {
                    lines.value("NamesBeforeKey", before);
                    lines.value("KeyNames", key);
                }
            }
            None => lines.value("CorporateName", &person.name),
        }
    });
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
        Product::Print(_) => ("27", &metadata.isbn_epub),
    };
    let Some(isbn) = isbn else { return };
    lines.group("RelatedMaterial", |lines| {
        lines.group("RelatedProduct", |lines| {
            lines.value("ProductRelationCode", code);
            isbn_identifiers(lines, &isbn_13(isbn));
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
