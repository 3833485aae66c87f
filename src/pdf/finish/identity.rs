//! What a file says of itself: its title and people, its dates, its identifiers, and the standards it meets.
//!
//! It says so twice, in the information dictionary (§14.3.3) and in XMP (§14.3.2), and both
//! must say the same (ISO 15930-7 §6.7; PDF/A-2 §6.6.3). Everything comes from the volume:
//! no clock, nothing by chance.

use std::fmt::Write as _;

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use uuid::Uuid;

use super::{catalog, text};
use crate::manifest::Metadata;

/// Who made the file.
const PRODUCER: &str = concat!("bookgen ", env!("CARGO_PKG_VERSION"));

/// What a file is.
pub(in crate::pdf) struct Identity<'a> {
    /// What it says of the volume.
    pub metadata: &'a Metadata,
    /// The standard that it meets.
    pub standard: Standard,
    /// Names the volume in this form, whatever is in it.
    pub document: Uuid,
    /// Names this very file.
    pub instance: Uuid,
}

/// The standard that a file meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Standard {
    /// PDF/X-4 (ISO 15930-7:2010).
    X4,
    /// PDF/X-1a:2001 (ISO 15930-1:2001).
    X1a,
    /// PDF/A-2a (ISO 19005-2:2011) and PDF/UA-1 (ISO 14289-1:2014).
    A2aUa1,
    /// None: a file to work with.
    None,
}

impl<'a> Identity<'a> {
    /// The identity of the file whose pages have these contents.
    pub fn of(metadata: &'a Metadata, standard: Standard, streams: &[Vec<u8>]) -> Identity<'a> {
        let form = format!("{} {standard:?}", metadata.identifier);
        let document = Uuid::new_v5(&Uuid::NAMESPACE_URL, form.as_bytes());
        let digests: Vec<Uuid> = streams.par_iter().map(|stream| Uuid::new_v5(&document, stream)).collect();
        let instance =
            Uuid::new_v5(&document, &digests.iter().flat_map(|digest| *digest.as_bytes()).collect::<Vec<_>>());
        Identity { metadata, standard, document, instance }
    }

    fn title(&self) -> String {
        match &self.metadata.subtitle {
            Some(subtitle) => format!("{}: {subtitle}", self.metadata.title),
            None => self.metadata.title.clone(),
        }
    }

    fn people(&self) -> Vec<&str> {
        self.metadata.contributors.iter().map(|person| person.name.as_str()).collect()
    }

    /// Year, month and day: the volume's own.
    fn day(&self) -> (i32, u8, u8) {
        let date = self.metadata.date;
        (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
    }
}

/// The file identifier (§14.4): the volume, and this very file.
pub(in crate::pdf) fn file_identifier(document: &mut Document, identity: &Identity<'_>) {
    let id = |uuid: Uuid| Object::String(uuid.as_bytes().to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id(identity.document), id(identity.instance)]);
}

/// The information dictionary (§14.3.3). Nothing is trapped (ISO 15930-7 §6.7.3), and PDF/X-1a names itself here
/// (ISO 15930-1 §6.3), as there was no XMP in its day.
pub(in crate::pdf) fn info(document: &mut Document, identity: &Identity<'_>) {
    if let Ok(Object::Reference(old)) = document.trailer.get(b"Info").cloned() {
        document.objects.remove(&old);
    }
    let (year, month, day) = identity.day();
    let date = format!("D:{year:04}{month:02}{day:02}000000Z");
    let mut info = dictionary! {
        "Title" => text(&identity.title()),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => Object::string_literal(date.clone()),
        "ModDate" => Object::string_literal(date),
        "Trapped" => "False",
    };
    let metadata = identity.metadata;
    let optional = [
        ("Author", Some(identity.people().join(", "))),
        ("Subject", metadata.description.clone()),
        ("Keywords", Some(metadata.subjects.join(", "))),
    ];
    for (key, words) in optional {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            info.set(key, text(&words));
        }
    }
    if identity.standard == Standard::X1a {
        info.set("GTS_PDFXVersion", text("PDF/X-1:2001"));
        info.set("GTS_PDFXConformance", text("PDF/X-1a:2001"));
    }
    let info = document.add_object(info);
    document.trailer.set("Info", info);
}

/// The XMP packet (§14.3.2), not deflated so that any program finds it (PDF/A-2 §6.6.2.1).
pub(in crate::pdf) fn xmp(document: &mut Document, identity: &Identity<'_>) {
    let packet = packet(identity);
    let mut stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes());
    stream.allows_compression = false;
    let id: ObjectId = document.add_object(stream);
    catalog(document).set("Metadata", id);
}

/// Namespaces of XMP properties, by their prefixes.
const NAMESPACES: [(&str, &str); 5] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
];

fn packet(identity: &Identity<'_>) -> String {
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"",
    );
    for (prefix, namespace) in NAMESPACES.iter().filter(|(prefix, _)| *prefix != "rdf") {
        let _ = write!(out, "\n  xmlns:{prefix}=\"{namespace}\"");
    }
    out.push_str(">\n");
    describe(identity, &mut out);
    out.push_str("</rdf:Description>\n");
    claim(identity.standard, &mut out);
    out.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out
}

/// What the volume is, in the words of Dublin Core and XMP.
fn describe(identity: &Identity<'_>, out: &mut String) {
    let metadata = identity.metadata;
    let (year, month, day) = identity.day();
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    simple(out, "dc:format", "application/pdf");
    array(out, "dc:title", "Alt", &[&identity.title()]);
    array(out, "dc:creator", "Seq", &identity.people());
    array(out, "dc:language", "Bag", &[metadata.language.tag()]);
    array(out, "dc:description", "Alt", &metadata.description.iter().map(String::as_str).collect::<Vec<_>>());
    array(out, "dc:subject", "Bag", &metadata.subjects.iter().map(String::as_str).collect::<Vec<_>>());
    array(out, "dc:publisher", "Bag", &metadata.publisher.iter().map(String::as_str).collect::<Vec<_>>());
    if !metadata.subjects.is_empty() {
        simple(out, "pdf:Keywords", &metadata.subjects.join(", "));
    }
    simple(out, "pdf:Producer", PRODUCER);
    simple(out, "pdf:Trapped", "False");
    simple(out, "xmp:CreatorTool", PRODUCER);
    for property in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
        simple(out, property, &date);
    }
    simple(out, "xmpMM:DocumentID", &format!("uuid:{}", identity.document));
    simple(out, "xmpMM:InstanceID", &format!("uuid:{}", identity.instance));
    simple(out, "xmpMM:VersionID", "1");
    simple(out, "xmpMM:RenditionClass", "default");
}

/// The standards that the file meets (ISO 15930-7 §6.7.1; PDF/A-2 §6.6.4; PDF/UA-1 §5).
fn claim(standard: Standard, out: &mut String) {
    match standard {
        Standard::X4 => out.push_str(
            "<rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n\
             <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n</rdf:Description>\n",
        ),
        Standard::A2aUa1 => out.push_str(A2A_AND_UA1),
        Standard::X1a | Standard::None => {}
    }
}

/// PDF/A does not know PDF/UA's identifier, so that its schema must be described (PDF/A-2 §6.6.2.3.3).
const A2A_AND_UA1: &str = "\
<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file meets</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
";

fn simple(out: &mut String, property: &str, value: &str) {
    let _ = writeln!(out, "<{property}>{}</{property}>", escaped(value));
}

/// An array of texts; nothing for none. Of alternatives by language, ours are in the default.
fn array(out: &mut String, property: &str, kind: &str, values: &[&str]) {
    if values.is_empty() {
        return;
    }
    let _ = write!(out, "<{property}><rdf:{kind}>");
    let language = if kind == "Alt" { " xml:lang=\"x-default\"" } else { "" };
    for value in values {
        let _ = write!(out, "<rdf:li{language}>{}</rdf:li>", escaped(value));
    }
    let _ = writeln!(out, "</rdf:{kind}></{property}>");
}

/// `words` as text of XML.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
