//! The finishing pass: what printpdf's document lacks, one function a demand.
//!
//! Clauses are those of ISO 32000-1 (PDF 1.7).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use uuid::Uuid;

use super::content::{decimal, picture_resource};
use super::glyphs::{Alphabet, Subset};
use crate::length::{Length, Size};
use crate::manifest::Metadata;
use crate::typeset::page::{Folio, Page};

/// Who made the file, for its metadata.
const PRODUCER: &str = concat!("bookgen ", env!("CARGO_PKG_VERSION"));

/// Exact widths, and descriptors that say what the fonts are (§9.7.4.3, §9.8).
pub(super) fn fonts(document: &mut Document, alphabet: &Alphabet) {
    for subset in &alphabet.subsets {
        let Some(id) = font_named(document, &subset.name) else { continue };
        let Ok(font) = document.get_dictionary_mut(id) else { continue };
        let Ok(Object::Array(descendants)) = font.get_mut(b"DescendantFonts") else { continue };
        let Some(Ok(descendant)) = descendants.first_mut().map(Object::as_dict_mut) else { continue };
        descendant.set("W", vec![0.into(), Object::Array(subset.widths.iter().map(|width| real(*width)).collect())]);
        let is_cff = descendant.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"CIDFontType0");
        if is_cff {
            // §9.7.6.2: the name of a composite CFF font ends with that of its CMap.
            font.set("BaseFont", Object::Name(format!("{}-Identity-H", subset.name).into_bytes()));
        }
        let to_unicode = document.add_object(to_unicode(subset));
        if let Ok(font) = document.get_dictionary_mut(id) {
            font.set("ToUnicode", to_unicode);
        }
    }
}

/// What each code stands for (§9.10.3): written anew, because printpdf's leaves out what it takes for doubtful.
fn to_unicode(subset: &Subset) -> Stream {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let meant: Vec<(&u16, &String)> = subset.texts.iter().filter(|(_, text)| !text.is_empty()).collect();
    // A CMap holds at most a hundred entries to a group (Adobe Technical Note 5014).
    for group in meant.chunks(100) {
        map.push_str(&format!("{} beginbfchar\n", group.len()));
        for (code, text) in group {
            let utf16: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            map.push_str(&format!("<{code:04X}> <{utf16}>\n"));
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    let mut stream = Stream::new(Dictionary::new(), map.into_bytes());
    deflate(&mut stream);
    stream
}

/// The composite font of that name.
fn font_named(document: &Document, name: &str) -> Option<ObjectId> {
    document.objects.iter().find_map(|(id, object)| {
        let font = object.as_dict().ok()?;
        let is = |key: &[u8], value: &[u8]| font.get(key).and_then(Object::as_name).is_ok_and(|found| found == value);
        (is(b"Subtype", b"Type0") && is(b"BaseFont", name.as_bytes())).then_some(*id)
    })
}

/// Gives every page its content stream, and all of them the pictures (§7.8).
pub(super) fn contents(document: &mut Document, streams: &[Vec<u8>], pictures: &[ObjectId]) {
    let deflated: Vec<Stream> = streams
        .par_iter()
        .map(|content| {
            let mut stream = Stream::new(Dictionary::new(), content.clone());
            deflate(&mut stream);
            stream
        })
        .collect();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for (page, stream) in pages.into_iter().zip(deflated) {
        let old = document.get_dictionary(page).and_then(|page| page.get(b"Contents")).cloned();
        if let Ok(Object::Reference(old)) = old {
            document.objects.remove(&old);
        }
        let content = document.add_object(stream);
        let Ok(page) = document.get_dictionary_mut(page) else { continue };
        page.set("Contents", content);
        let Ok(Object::Reference(resources)) = page.get(b"Resources").cloned() else { continue };
        let mut named = Dictionary::new();
        for (at, picture) in pictures.iter().enumerate() {
            named.set(picture_resource(at), *picture);
        }
        let Ok(resources) = document.get_dictionary_mut(resources) else { continue };
        for unused in [&b"XObject"[..], b"ExtGState", b"Shading"] {
            resources.remove(unused);
        }
        if !pictures.is_empty() {
            resources.set("XObject", named);
        }
    }
}

/// The trimmed page, and how far beyond it the sheet is printed (§14.11.2).
pub(super) fn boxes(document: &mut Document, trim: Size, bleed: Length) {
    let corner = |x: Length, y: Length| [x, y].map(exact);
    let sheet = |from: Length, beyond: Length| {
        let ([left, bottom], [right, top]) = (corner(from, from), corner(trim.width + beyond, trim.height + beyond));
        Object::Array(vec![left, bottom, right, top])
    };
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        let Ok(page) = document.get_dictionary_mut(page) else { continue };
        page.set("MediaBox", sheet(Length::ZERO, bleed * 2));
        page.set("BleedBox", sheet(Length::ZERO, bleed * 2));
        page.set("TrimBox", sheet(bleed, bleed));
        for unwanted in [&b"CropBox"[..], b"ArtBox", b"Annots"] {
            page.remove(unwanted);
        }
    }
}

/// Roman and arabic folios as page labels (§12.4.2).
pub(super) fn labels(document: &mut Document, pages: &[Page]) {
    let mut ranges = Vec::new();
    let mut expected = None;
    for (at, page) in pages.iter().enumerate() {
        if expected != Some(page.folio) {
            let (style, start) = match page.folio {
                Folio::Roman(number) => ("r", number),
                Folio::Arabic(number) => ("D", number),
            };
            ranges.push(Object::Integer(at as i64));
            ranges.push(dictionary! { "S" => style, "St" => i64::from(start) }.into());
        }
        expected = Some(match page.folio {
            Folio::Roman(number) => Folio::Roman(number + 1),
            Folio::Arabic(number) => Folio::Arabic(number + 1),
        });
    }
    let labels = document.add_object(dictionary! { "Nums" => ranges });
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("PageLabels", labels);
    }
}

/// Title, people, dates and identifiers: from the volume, never from a clock or by chance (§14.3, §14.4).
pub(super) fn metadata(document: &mut Document, metadata: &Metadata, streams: &[Vec<u8>]) {
    if let Ok(Object::Reference(old)) = document.trailer.get(b"Info").cloned() {
        document.objects.remove(&old);
    }
    let date = metadata.date;
    let date = format!("D:{:04}{:02}{:02}000000Z", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    let people: Vec<&str> = metadata.contributors.iter().map(|person| person.name.as_str()).collect();
    let title = match &metadata.subtitle {
        Some(subtitle) => format!("{}: {subtitle}", metadata.title),
        None => metadata.title.clone(),
    };
    let mut info = dictionary! {
        "Title" => text(&title),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => Object::string_literal(date.clone()),
        "ModDate" => Object::string_literal(date),
        "Trapped" => "False",
    };
    if !people.is_empty() {
        info.set("Author", text(&people.join(", ")));
    }
    if !metadata.subjects.is_empty() {
        info.set("Keywords", text(&metadata.subjects.join(", ")));
    }
    let info = document.add_object(info);
    document.trailer.set("Info", info);
    let whole = Uuid::new_v5(&Uuid::NAMESPACE_URL, metadata.identifier.as_bytes());
    let this = streams.iter().fold(whole, |so_far, stream| Uuid::new_v5(&so_far, stream));
    let id = |uuid: Uuid| Object::String(uuid.as_bytes().to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id(whole), id(this)]);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("Lang", text(metadata.language.tag()));
        catalog.set("PageLayout", "TwoPageRight");
        for unwanted in [&b"Metadata"[..], b"OutputIntents", b"Outlines", b"Names"] {
            catalog.remove(unwanted);
        }
    }
}

/// The finished file: PDF 1.6, whose fonts may be OpenType, with a classic table of references.
pub(super) fn save(mut document: Document) -> Vec<u8> {
    document.version = "1.6".into();
    let orphans: Vec<ObjectId> = document.prune_objects();
    debug_assert!(orphans.iter().all(|id| !document.objects.contains_key(id)));
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && stream.dict.get(b"Filter").is_err()
        {
            deflate(stream);
        }
    }
    document.renumber_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes every byte");
    bytes
}

/// Deflates a stream (§7.4.4).
pub(super) fn deflate(stream: &mut Stream) {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), Compression::default());
    let deflated = encoder.write_all(&stream.content).and_then(|()| encoder.finish()).expect("memory takes every byte");
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(deflated);
    stream.allows_compression = false;
}

/// A text string (§7.9.2.2): plain where it can be, UTF-16 where it must.
fn text(words: &str) -> Object {
    if words.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::string_literal(words);
    }
    let bytes = std::iter::once(0xFEFF).chain(words.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A width in thousandths of an em, whole where it is.
fn real(number: f64) -> Object {
    if number.fract() == 0.0 { Object::Integer(number as i64) } else { Object::Real(number as f32) }
}

/// A length in points, as content streams write it.
fn exact(length: Length) -> Object {
    let digits = decimal(length);
    digits.parse().map_or_else(|_| Object::Real(digits.parse().unwrap_or(0.0)), Object::Integer)
}
