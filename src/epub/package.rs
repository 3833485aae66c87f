//! The package document (EPUB 3.3 §5): what the book is, who made it, and how it can be read.

use super::Content;
use super::access::{Access, Pictures};
use crate::date::Day;
use crate::manifest::{Contributor, DateKnown, EmbedFonts, Manifest, Metadata};
use crate::markup::{Book, direction, escaped, plain_blocks};
use crate::volume::PieceKind;

/// The package document around the items and the reading order that the container has.
pub(super) fn document(book: &Book, manifest: &Manifest, content: &Content, container: &Container) -> String {
    let language = &book.volume.metadata.language;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"pub-id\" \
         xml:lang=\"{}\" prefix=\"ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n{}</metadata>\n\
         <manifest>\n{}</manifest>\n<spine page-progression-direction=\"{}\">\n{}</spine>\n</package>\n",
        escaped(language.tag()),
        metadata(book, manifest, content).0,
        container.items,
        direction(language),
        container.order,
    )
}

/// What epub-builder put into the container: lines of `item` and of `itemref`.
pub(super) struct Container {
    /// Every file.
    pub items: String,
    /// The texts, in reading order.
    pub order: String,
}

/// Lines of metadata.
struct Lines(String);

impl Lines {
    /// A Dublin Core element.
    fn element(&mut self, name: &str, id: &str, value: &str) {
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        self.0.push_str(&format!("<dc:{name}{id}>{}</dc:{name}>\n", escaped(value)));
    }

    /// A property of the publication.
    fn property(&mut self, property: &str, value: &str) {
        self.0.push_str(&format!("<meta property=\"{property}\">{}</meta>\n", escaped(value)));
    }

    /// A property of another line.
    fn refinement(&mut self, of: &str, property: &str, scheme: &str, value: &str) {
        let scheme = if scheme.is_empty() { String::new() } else { format!(" scheme=\"{scheme}\"") };
        let value = escaped(value);
        self.0.push_str(&format!("<meta refines=\"#{of}\" property=\"{property}\"{scheme}>{value}</meta>\n"));
    }
}

fn metadata(book: &Book, manifest: &Manifest, content: &Content) -> Lines {
    let metadata = &book.volume.metadata;
    let mut lines = Lines(String::new());
    identifiers(&mut lines, metadata);
    titles(&mut lines, metadata);
    lines.element("language", "", metadata.language.tag());
    for (at, contributor) in metadata.contributors.iter().enumerate() {
        person(&mut lines, at + 1, contributor);
    }
    for (name, value) in [("publisher", &metadata.publisher), ("description", &metadata.description)] {
        if let Some(value) = value {
            lines.element(name, "", value);
        }
    }
    for subject in &metadata.subjects {
        lines.element("subject", "", subject);
    }
    let rights = rights(book);
    if !rights.is_empty() {
        lines.element("rights", "", &rights);
    }
    if metadata.date_known == DateKnown::Given {
        lines.element("date", "", &written(metadata.date));
    }
    if let Some(series) = &metadata.series {
        lines.0.push_str(&format!(
            "<meta id=\"series\" property=\"belongs-to-collection\">{}</meta>\n",
            escaped(&series.title)
        ));
        lines.refinement("series", "collection-type", "", "series");
        if let Some(number) = series.number {
            lines.refinement("series", "group-position", "", &number.to_string());
        }
    }
    let Day { year, month, day } = metadata.date;
    let modified = format!("{year:04}-{:02}-{:02}T00:00:00Z", month.unwrap_or(1), day.unwrap_or(1));
    lines.property("dcterms:modified", &modified);
    if manifest.epub.fonts == EmbedFonts::Embedded {
        lines.property("ibooks:specified-fonts", "true");
    }
    if content.cover.is_some() {
        lines.0.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n");
    }
    accessibility(&mut lines, book, &Access::of(book, manifest, content));
    lines
}

/// The EPUB's own identifier, and its ISBN.
fn identifiers(lines: &mut Lines, metadata: &Metadata) {
    lines.element("identifier", "pub-id", &metadata.identifier);
    let isbn = metadata.isbn_epub.as_deref().map(isbn_urn);
    match isbn {
        // 15 is the ISBN-13 of ONIX code list 5.
        Some(isbn) if isbn == metadata.identifier => {
            lines.refinement("pub-id", "identifier-type", "onix:codelist5", "15");
        }
        Some(isbn) => {
            lines.element("identifier", "isbn", &isbn);
            lines.refinement("isbn", "identifier-type", "onix:codelist5", "15");
        }
        None => {}
    }
}

/// The book whose pages are marked: its ISBN, or its name where it has none (EPUB Accessibility 1.1 §5.2.3).
fn page_source(book: &Book) -> String {
    let metadata = &book.volume.metadata;
    match &metadata.isbn_print {
        Some(isbn) => isbn_urn(isbn),
        None => {
            let imprint = [Some(&metadata.title), metadata.publisher.as_ref()];
            let imprint: Vec<&str> = imprint.into_iter().flatten().map(String::as_str).collect();
            let year = (metadata.date_known == DateKnown::Given).then(|| metadata.date.year.to_string());
            let known = imprint.into_iter().chain(year.as_deref()).collect::<Vec<&str>>().join(", ");
            book.volume.words.print_edition.replace("{}", &known)
        }
    }
}

fn isbn_urn(isbn: &str) -> String {
    format!("urn:isbn:{}", isbn_digits(isbn))
}

/// An ISBN without its hyphens.
pub(super) fn isbn_digits(isbn: &str) -> String {
    isbn.chars().filter(char::is_ascii_alphanumeric).map(|digit| digit.to_ascii_uppercase()).collect()
}

fn titles(lines: &mut Lines, metadata: &Metadata) {
    lines.element("title", "main-title", &metadata.title);
    lines.refinement("main-title", "title-type", "", "main");
    if let Some(subtitle) = &metadata.subtitle {
        lines.element("title", "subtitle", subtitle);
        lines.refinement("subtitle", "title-type", "", "subtitle");
    }
}

/// Someone who had a hand in the volume: its makers as creators, all others as contributors.
fn person(lines: &mut Lines, number: usize, person: &Contributor) {
    let element = match person.role.as_str() {
        "aut" | "edt" | "com" => "creator",
        _ => "contributor",
    };
    let id = format!("person-{number}");
    lines.element(element, &id, &person.name);
    lines.refinement(&id, "role", "marc:relators", &person.role);
    lines.refinement(&id, "file-as", "", &person.sort);
    lines.refinement(&id, "display-seq", "", &number.to_string());
}

/// The rights in plain words.
fn rights(book: &Book) -> String {
    let printed = book.volume.pieces.iter().find_map(|piece| match &piece.kind {
        PieceKind::Copyright(blocks) => Some(plain_blocks(book, blocks)),
        _ => None,
    });
    let written = || book.volume.metadata.rights.as_ref().map(|(rights, _)| rights.clone());
    printed.or_else(written).unwrap_or_default()
}

/// A date as ISO 8601 has it.
fn written(Day { year, month, day }: Day) -> String {
    match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (None, _) => format!("{year:04}"),
    }
}

/// How the book can be read, and by whose word (EPUB Accessibility 1.1 §3 and §4).
fn accessibility(lines: &mut Lines, book: &Book, access: &Access) {
    lines.property("schema:accessMode", "textual");
    if access.pictures != Pictures::None {
        lines.property("schema:accessMode", "visual");
    }
    let described = access.pictures != Pictures::Undescribed;
    lines.property("schema:accessModeSufficient", if described { "textual" } else { "textual,visual" });
    let mut features = vec!["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"];
    if access.pictures == Pictures::Described {
        features.push("alternativeText");
    }
    if access.index {
        features.push("index");
    }
    if access.pages {
        features.extend(["pageNavigation", "pageBreakMarkers"]);
        lines.property("pageBreakSource", &page_source(book));
    }
    for feature in features {
        lines.property("schema:accessibilityFeature", feature);
    }
    lines.property("schema:accessibilityHazard", "none");
    lines.0.push_str(&format!(
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">{}</meta>\n",
        escaped(&access.summary())
    ));
    if let Some(certifier) = &access.certifier {
        lines.property("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
        lines.property("a11y:certifiedBy", certifier);
    }
}
