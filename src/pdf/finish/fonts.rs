//! Fonts: exact widths, true descriptors, and what every glyph stands for.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{deflate, dictionary_mut, real};
use crate::pdf::glyphs::{Alphabet, Subset};

/// Exact widths, and descriptors that say what the fonts are (§9.7.4.3, §9.8).
pub(in crate::pdf) fn fonts(document: &mut Document, alphabet: &Alphabet) {
    for subset in &alphabet.subsets {
        let Some(id) = font_named(document, &subset.name) else { continue };
        let Ok(Object::Array(descendants)) = dictionary_mut(document, id).get_mut(b"DescendantFonts") else { continue };
        let Some(Ok(descendant)) = descendants.first_mut().map(Object::as_dict_mut) else { continue };
        descendant.set("W", vec![0.into(), Object::Array(subset.widths.iter().map(|width| real(*width)).collect())]);
        let is_cff = descendant.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"CIDFontType0");
        let descriptor = descendant.get(b"FontDescriptor").and_then(Object::as_reference);
        let to_unicode = document.add_object(to_unicode(subset));
        let font = dictionary_mut(document, id);
        let printpdfs = font.get(b"ToUnicode").and_then(Object::as_reference);
        if is_cff {
            // §9.7.6.2: the name of a composite CFF font ends with that of its CMap.
            font.set("BaseFont", Object::Name(format!("{}-Identity-H", subset.name).into_bytes()));
        }
        font.set("ToUnicode", to_unicode);
        if let Ok(printpdfs) = printpdfs {
            document.objects.remove(&printpdfs);
        }
        if let Ok(descriptor) = descriptor {
            describe(dictionary_mut(document, descriptor), subset);
        }
    }
}

/// What printpdf guesses of a font (§9.8.1): how high its capitals are, how far it leans, and that its glyphs are not
/// those of the standard Latin set alone.
fn describe(descriptor: &mut Dictionary, subset: &Subset) {
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let leans = subset.italic_angle != 0.0;
    descriptor.set("CapHeight", real(subset.cap_height));
    descriptor.set("ItalicAngle", real(subset.italic_angle));
    descriptor.set("Flags", SYMBOLIC | if leans { ITALIC } else { 0 });
}

/// What each code stands for (§9.10.3): written anew, because printpdf's leaves out what it takes for doubtful.
fn to_unicode(subset: &Subset) -> Stream {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let meant: Vec<(&u16, &String)> = subset.texts.iter().collect();
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
