//! The standards' demands, each as a question that can be put to a file; and for each a fault that it must find.
//!
//! The judge here knows nothing of the code that writes: it reads the file alone. That a
//! finished file has no fault tells something only because every planted one is found.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{essay, of};
use crate::manifest::Print;

/// A demand: its clause, and whether a file meets it.
type Demand = (&'static str, fn(&Document) -> bool);
/// A fault: the clause that it offends, and how it is done.
type Fault = (&'static str, fn(&mut Document));

const X4: [Demand; 9] = [
    ("ISO 15930-7 6.1 PDF 1.6 at most", |file| file.version.as_str() <= "1.6"),
    ("ISO 15930-7 6.2.2 one intent, with an output profile", |file| {
        let intents = catalog(file).get(b"OutputIntents").unwrap().as_array().unwrap();
        let [intent] = &intents[..] else { return false };
        let intent = dictionary(file, intent);
        let profile = intent.get_deref(b"DestOutputProfile", file).and_then(Object::as_stream);
        let class = |profile: &lopdf::Stream| profile.decompressed_content().is_ok_and(|icc| &icc[12..16] == b"prtr");
        name(intent, b"S") == b"GTS_PDFX" && profile.is_ok_and(class)
    }),
    ("ISO 15930-7 6.7.1 names itself in XMP", |file| xmp(file).contains("<pdfxid:GTS_PDFXVersion>PDF/X-4<")),
    ("ISO 15930-7 6.7.2 Info and XMP say the same", |file| {
        let title = utf16(info(file).get(b"Title").unwrap().as_str().unwrap());
        xmp(file).contains(&format!("<rdf:li xml:lang=\"x-default\">{title}</rdf:li>"))
            && info(file).get(b"CreationDate").unwrap().as_str().unwrap().starts_with(b"D:20260301")
            && xmp(file).contains("<xmp:CreateDate>2026-03-01T")
    }),
    ("ISO 15930-7 6.7.3 Trapped is said", |file| name(info(file), b"Trapped") == b"False"),
    ("ISO 15930-7 6.8 a file identifier", |file| file.trailer.has(b"ID")),
    ("ISO 15930-7 6.12 TrimBox within BleedBox within MediaBox", |file| {
        pages(file).all(|page| {
            let [trim, bleed, media] = [&b"TrimBox"[..], b"BleedBox", b"MediaBox"].map(|name| sides(page, name));
            within(&trim, &bleed) && within(&bleed, &media)
        })
    }),
    ("ISO 15930-7 6.13 no annotation", |file| pages(file).all(|page| !page.has(b"Annots"))),
    ("no colour but grey and black", |file| {
        streams(file).all(|content| {
            content.operations.iter().all(|operation| {
                !["rg", "RG", "k", "K", "cs", "CS", "sc", "scn"].contains(&operation.operator.as_str())
            })
        })
    }),
];

const A2A_AND_UA1: [Demand; 14] = [
    ("PDF/A-2 6.6.4, PDF/UA-1 5 names itself", |file| {
        let xmp = xmp(file);
        ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "pdfaExtension:schemas"]
            .iter()
            .all(|claim| xmp.contains(claim))
    }),
    ("PDF/A-2 6.2.3 an intent for the screen", |file| {
        let intents = catalog(file).get(b"OutputIntents").unwrap().as_array().unwrap();
        name(dictionary(file, &intents[0]), b"S") == b"GTS_PDFA1"
    }),
    ("PDF/UA-1 7.1 marked, with a tree", |file| {
        let marked = catalog(file).get(b"MarkInfo").and_then(Object::as_dict).and_then(|info| info.get(b"Marked"));
        marked.and_then(Object::as_bool).unwrap_or(false) && catalog(file).has(b"StructTreeRoot")
    }),
    ("PDF/UA-1 7.1 the window shows the title", |file| {
        let shown = catalog(file).get(b"ViewerPreferences").and_then(Object::as_dict);
        shown.and_then(|shown| shown.get(b"DisplayDocTitle")).and_then(Object::as_bool).unwrap_or(false)
    }),
    ("PDF/UA-1 7.1 all content is tagged or an artifact", |file| streams(file).all(|content| is_all_marked(&content))),
    ("PDF/UA-1 7.2 a language", |file| catalog(file).has(b"Lang")),
    ("PDF/UA-1 7.2 lists hold items", |file| {
        elements(file).all(|(kind, element)| kind != "L" || kids(file, element).iter().all(|kid| kid == "LI"))
    }),
    ("PDF/UA-1 7.3 figures say what they show", |file| {
        elements(file).all(|(kind, element)| kind != "Figure" || element.has(b"Alt"))
    }),
    ("PDF/UA-1 7.4.2 headings skip no level", |file| {
        let levels = elements(file).filter_map(|(kind, _)| kind.strip_prefix('H')?.parse::<u8>().ok());
        levels.fold((true, 0), |(good, above), level| (good && level <= above + 1, level)).0
    }),
    ("PDF/UA-1 7.5 header cells have a scope", |file| {
        elements(file).all(|(kind, element)| {
            kind != "TH"
                || element
                    .get(b"A")
                    .is_ok_and(|attributes| attributes.as_dict().is_ok_and(|attributes| attributes.has(b"Scope")))
        })
    }),
    ("PDF/UA-1 7.9 notes have an identifier", |file| {
        let notes: Vec<_> = elements(file).filter(|(kind, _)| kind == "Note").collect();
        !notes.is_empty() && notes.iter().all(|(_, note)| note.has(b"ID"))
    }),
    ("PDF/UA-1 7.18.3 tabs follow the structure", |file| {
        pages(file).all(|page| !page.has(b"Annots") || name(page, b"Tabs") == b"S")
    }),
    ("PDF/UA-1 7.18.5 links say where they lead", |file| links(file).iter().all(|link| link.has(b"Contents"))),
    ("PDF/UA-1 7.18.5 links stand in a Link", |file| {
        let root = catalog(file).get_deref(b"StructTreeRoot", file).unwrap().as_dict().unwrap();
        let numbers = root.get_deref(b"ParentTree", file).unwrap().as_dict().unwrap().get(b"Nums").unwrap();
        let numbers = numbers.as_array().unwrap();
        links(file).iter().all(|link| {
            let key = link.get(b"StructParent").and_then(Object::as_i64).unwrap_or(-1);
            let owner = numbers.chunks(2).find(|pair| pair[0].as_i64().unwrap() == key);
            owner.is_some_and(|pair| name(dictionary(file, &pair[1]), b"S") == b"Link")
        })
    }),
];

const FAULTS_OF_X4: [Fault; 9] = [
    ("6.1 ", |file| file.version = "1.7".into()),
    ("6.2.2", |file| {
        let intents = catalog(file).get(b"OutputIntents").unwrap().as_array().unwrap();
        let intent = intents[0].as_reference().unwrap();
        file.get_dictionary_mut(intent).unwrap().remove(b"DestOutputProfile");
    }),
    ("6.7.1", |file| replace_xmp(file, "PDF/X-4", "PDF/X-3")),
    ("6.7.2", |file| replace_xmp(file, "Iratok", "Papírok")),
    ("6.7.3", |file| info_mut(file).set("Trapped", "Unknown")),
    ("6.8", |file| {
        file.trailer.remove(b"ID");
    }),
    ("6.12", |file| page_mut(file).set("TrimBox", vec![0.into(), 0.into(), 9000.into(), 100.into()])),
    ("6.13", |file| page_mut(file).set("Annots", Vec::<Object>::new())),
    ("no colour", |file| add_content(file, b"1 0 0 rg")),
];

const FAULTS_OF_A2A_AND_UA1: [Fault; 14] = [
    ("names itself", |file| replace_xmp(file, "<pdfuaid:part>1<", "<pdfuaid:part>2<")),
    ("6.2.3", |file| {
        let intents = catalog(file).get(b"OutputIntents").unwrap().as_array().unwrap();
        let intent = intents[0].as_reference().unwrap();
        file.get_dictionary_mut(intent).unwrap().set("S", "GTS_PDFX");
    }),
    ("with a tree", |file| catalog_mut(file).set("MarkInfo", dictionary! { "Marked" => false })),
    ("shows the title", |file| catalog_mut(file).set("ViewerPreferences", dictionary! {})),
    ("or an artifact", |file| add_content(file, b"0 0 1 1 re f")),
    ("a language", |file| {
        catalog_mut(file).remove(b"Lang");
    }),
    ("lists hold items", |file| retag(file, "LI", "P")),
    ("what they show", |file| strip(file, "Figure", b"Alt")),
    ("skip no level", |file| retag(file, "H2", "H3")),
    ("have a scope", |file| strip(file, "TH", b"A")),
    ("have an identifier", |file| strip(file, "Note", b"ID")),
    ("follow the structure", |file| each_page(file, |page| page.set("Tabs", "R"))),
    ("where they lead", |file| strip_links(file, b"Contents")),
    ("stand in a Link", |file| retag(file, "Link", "Span")),
];

/// A volume that gives every demand something to look at.
fn a_bit_of_everything() -> super::Set {
    let text = "Szöveg[^1] és [cím](https://example.org/).\n\n## Alcím\n\n1. egy\n2. kettő\n\n| a | b |\n|---|---|\n\
                | c | d |\n\n![Térkép.](images/map.png)\n\n[^1]: Jegyzet.";
    essay(text)
}

#[test]
fn the_file_for_the_press_meets_pdf_x_4() {
    let file = a_bit_of_everything().print(&Print::default());
    assert_eq!(offended(&X4, &file), [""; 0]);
}

#[test]
fn the_file_for_the_screen_meets_pdf_a_2a_and_pdf_ua_1() {
    let file = a_bit_of_everything().screen();
    assert_eq!(offended(&A2A_AND_UA1, &file), [""; 0]);
}

#[test]
fn every_planted_fault_is_found_and_no_other() {
    let set = a_bit_of_everything();
    let (press, screen) = (set.print(&Print::default()), set.screen());
    let planted = FAULTS_OF_X4.iter().map(|fault| (&X4[..], &press, fault));
    let planted = planted.chain(FAULTS_OF_A2A_AND_UA1.iter().map(|fault| (&A2A_AND_UA1[..], &screen, fault)));
    for (demands, good, (clause, plant)) in planted {
        let mut file = good.clone();
        plant(&mut file);
        let offended = offended(demands, &file);
        assert!(offended.len() == 1 && offended[0].contains(clause), "planted `{clause}`, found {offended:?}");
    }
}

#[test]
fn headings_of_a_document_lie_below_its_chapter() {
    let chapter = "+++\ntitle = \"Fejezet\"\n+++\n\nSzöveg.\n\n### Mélyen\n\nSzöveg.\n\n### Újra\n\nSzöveg.\n";
    let document = "+++\ntitle = \"Irat\"\n+++\n\nSzöveg.\n";
    let set = of(&[("c.md", chapter), ("d.md", document)], "body = [{ chapter = \"c.md\", documents = [\"d.md\"] }]");
    let file = set.screen();
    let headings: Vec<String> = elements(&file).map(|(kind, _)| kind).filter(|kind| kind.starts_with('H')).collect();
    assert_eq!(headings, ["H1", "H2", "H2", "H2"]);
}

fn offended(demands: &[Demand], file: &Document) -> Vec<&'static str> {
    demands.iter().filter(|(_, met)| !met(file)).map(|(clause, _)| *clause).collect()
}

// ---- reading a file

fn catalog(file: &Document) -> &Dictionary {
    file.catalog().unwrap()
}

fn info(file: &Document) -> &Dictionary {
    file.trailer.get_deref(b"Info", file).unwrap().as_dict().unwrap()
}

fn dictionary<'a>(file: &'a Document, object: &'a Object) -> &'a Dictionary {
    file.dereference(object).unwrap().1.as_dict().unwrap()
}

fn name<'a>(dictionary: &'a Dictionary, key: &[u8]) -> &'a [u8] {
    dictionary.get(key).and_then(Object::as_name).unwrap_or_default()
}

fn xmp(file: &Document) -> String {
    let stream = catalog(file).get_deref(b"Metadata", file).unwrap().as_stream().unwrap();
    String::from_utf8(stream.content.clone()).unwrap()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn pages(file: &Document) -> impl Iterator<Item = &Dictionary> {
    file.page_iter().map(|page| file.get_dictionary(page).unwrap())
}

fn streams(file: &Document) -> impl Iterator<Item = Content> {
    file.page_iter().map(|page| Content::decode(&file.get_page_content(page)).unwrap())
}

fn sides(page: &Dictionary, name: &[u8]) -> [f32; 4] {
    let sides = page.get(name).unwrap().as_array().unwrap().iter().map(|side| side.as_float().unwrap());
    sides.collect::<Vec<f32>>().try_into().unwrap()
}

fn within(inner: &[f32; 4], outer: &[f32; 4]) -> bool {
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

fn is_all_marked(content: &Content) -> bool {
    let mut open: Vec<bool> = Vec::new();
    content.operations.iter().all(|operation| {
        match operation.operator.as_str() {
            "BDC" => {
                let artifact = operation.operands[0].as_name().is_ok_and(|tag| tag == b"Artifact");
                let tagged = operation.operands[1].as_dict().is_ok_and(|properties| properties.has(b"MCID"));
                open.push(artifact || tagged);
            }
            "EMC" => {
                open.pop();
            }
            "TJ" | "Tj" | "f" | "Do" => return open.iter().any(|marked| *marked),
            _ => {}
        }
        true
    })
}

/// All structure elements with their types, in the order of reading.
fn elements(file: &Document) -> impl Iterator<Item = (String, &Dictionary)> {
    let root = catalog(file).get_deref(b"StructTreeRoot", file).unwrap().as_dict().unwrap();
    let mut found = Vec::new();
    let mut left = vec![root.get(b"K").unwrap()];
    while let Some(object) = left.pop() {
        let Ok((_, Object::Dictionary(element))) = file.dereference(object) else { continue };
        let Ok(kind) = element.get(b"S").and_then(Object::as_name) else { continue };
        found.push((String::from_utf8(kind.to_vec()).unwrap(), element));
        match element.get(b"K") {
            Ok(Object::Array(kids)) => left.extend(kids.iter().rev()),
            Ok(kid) => left.push(kid),
            Err(_) => {}
        }
    }
    found.into_iter()
}

/// The types of an element's kids that are elements.
pub(super) fn kids(file: &Document, element: &Dictionary) -> Vec<String> {
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    };
    let elements = kids.into_iter().filter_map(|kid| file.dereference(kid).ok()?.1.as_dict().ok());
    let types = elements.filter_map(|kid| kid.get(b"S").and_then(Object::as_name).ok());
    types.map(|kind| String::from_utf8(kind.to_vec()).unwrap()).collect()
}

fn links(file: &Document) -> Vec<&Dictionary> {
    let annotations = pages(file).filter_map(|page| page.get(b"Annots").and_then(Object::as_array).ok());
    annotations.flatten().map(|annotation| dictionary(file, annotation)).collect()
}

// ---- planting faults

fn catalog_mut(file: &mut Document) -> &mut Dictionary {
    file.catalog_mut().unwrap()
}

fn info_mut(file: &mut Document) -> &mut Dictionary {
    let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    file.get_dictionary_mut(info).unwrap()
}

fn page_mut(file: &mut Document) -> &mut Dictionary {
    let page = file.page_iter().next().unwrap();
    file.get_dictionary_mut(page).unwrap()
}

fn each_page(file: &mut Document, change: impl Fn(&mut Dictionary)) {
    let pages: Vec<ObjectId> = file.page_iter().collect();
    pages.into_iter().for_each(|page| change(file.get_dictionary_mut(page).unwrap()));
}

fn replace_xmp(file: &mut Document, from: &str, to: &str) {
    let id = catalog(file).get(b"Metadata").unwrap().as_reference().unwrap();
    let changed = xmp(file).replace(from, to).into_bytes();
    let Some(Object::Stream(stream)) = file.objects.get_mut(&id) else { panic!("a stream") };
    stream.set_content(changed);
}

fn add_content(file: &mut Document, content: &[u8]) {
    let page = file.page_iter().next().unwrap();
    let mut whole = file.get_page_content(page);
    whole.extend(content);
    file.change_page_content(page, whole).unwrap();
}

fn each_element(file: &mut Document, kind: &str, change: impl Fn(&mut Dictionary)) {
    for object in file.objects.values_mut() {
        if let Object::Dictionary(element) = object
            && name(element, b"Type") == b"StructElem"
            && name(element, b"S") == kind.as_bytes()
        {
            change(element);
        }
    }
}

fn retag(file: &mut Document, from: &str, to: &str) {
    let to = to.to_owned();
    each_element(file, from, |element| element.set("S", to.as_str()));
}

fn strip(file: &mut Document, kind: &str, key: &[u8]) {
    each_element(file, kind, |element| {
        element.remove(key);
    });
}

fn strip_links(file: &mut Document, key: &[u8]) {
    for object in file.objects.values_mut() {
        if let Object::Dictionary(link) = object
            && name(link, b"Subtype") == b"Link"
        {
            link.remove(key);
        }
    }
}
