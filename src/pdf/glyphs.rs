//! Which glyphs a book uses, and what each of them means.
//!
//! A PDF font says once for each of its glyphs which text it stands for (`ToUnicode`,
//! ISO 32000-1 §9.10.3). But one glyph may stand for several texts: a small capital for
//! `a` and for `A`, a hyphen for itself and for a divided word. So a face is embedded as
//! several fonts where it must be: the first holds the first meaning of every glyph, the
//! second holds those glyphs that have another meaning elsewhere, and so on. Copying,
//! searching and reading aloud then need no further help.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;
use uuid::Uuid;

use crate::fonts::{FaceId, Fonts};
use crate::typeset::page::{GlyphRun, Item, Pages};

/// A face with some of its glyphs, each with one meaning: one font of the file.
pub(super) struct Subset {
    /// Its name in the file, with the tag that marks a subset: `ABCDEF+LibertinusSerif`.
    pub name: String,
    /// Its name in content streams.
    pub resource: String,
    /// The font file, cut down to these glyphs.
    pub bytes: Vec<u8>,
    /// By number in the subset: the width in thousandths of an em.
    pub widths: Vec<f64>,
    /// By number in the subset: the text.
    pub texts: BTreeMap<u16, String>,
}

/// Where a glyph with its meaning is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// The subset, an index into [`Alphabet::subsets`].
    pub subset: usize,
    /// Its number there.
    pub code: u16,
    /// Its width in font units.
    pub width: i64,
    /// Units to the em.
    pub units_per_em: i64,
}

/// All glyphs of a book with their meanings.
pub(super) struct Alphabet {
    /// The fonts of the file.
    pub subsets: Vec<Subset>,
    /// By face and glyph: where the glyph is found for each of its meanings.
    letters: BTreeMap<FaceId, Vec<Vec<(String, Letter)>>>,
}

impl Alphabet {
    /// Collects the glyphs of all pages and cuts the faces down to them.
    pub fn of(pages: &Pages, fonts: &Fonts) -> Alphabet {
        let runs = || pages.pages.iter().flat_map(|page| &page.items).filter_map(run_of);
        let mut meanings: BTreeMap<(FaceId, u16), Vec<String>> = BTreeMap::new();
        for run in runs() {
            for (glyph, text) in run.glyphs.iter().zip(texts(run)) {
                let known = meanings.entry((run.face, glyph.id)).or_default();
                if !known.iter().any(|other| other == text) {
                    known.push(text.to_owned());
                }
            }
        }
        let mut chosen: BTreeMap<(FaceId, usize), BTreeMap<u16, String>> = BTreeMap::new();
        for ((face, glyph), texts) in meanings {
            for (layer, text) in texts.into_iter().enumerate() {
                chosen.entry((face, layer)).or_default().insert(glyph, text);
            }
        }
        let mut alphabet = Alphabet { subsets: Vec::new(), letters: BTreeMap::new() };
        for ((face, _), glyphs) in chosen {
            alphabet.add(face, &glyphs, fonts);
        }
        alphabet
    }

    /// Where `glyph` of `face` is found when it stands for `text`.
    pub fn letter(&self, face: FaceId, glyph: u16, text: &str) -> Letter {
        let meanings = &self.letters[&face][usize::from(glyph)];
        meanings.iter().find(|(meaning, _)| meaning == text).expect("every glyph of every page was collected").1
    }

    fn add(&mut self, face: FaceId, glyphs: &BTreeMap<u16, String>, fonts: &Fonts) {
        let source = fonts.face(face);
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs.keys() {
            remapper.remap(*glyph);
        }
        let bytes = subsetter::subset(&source.bytes, source.index, &remapper)
            .expect("a face that could be shaped with can be cut down");
        let units_per_em = i64::from(source.units_per_em);
        let (mut widths, mut texts) = (Vec::new(), BTreeMap::new());
        for (glyph, text) in glyphs {
            let code = remapper.get(*glyph).expect("every glyph was entered above");
            let width = i64::from(source.advance(*glyph));
            if widths.len() <= usize::from(code) {
                widths.resize(usize::from(code) + 1, 0.0);
            }
            widths[usize::from(code)] = width as f64 * 1000.0 / units_per_em as f64;
            texts.insert(code, text.clone());
            let letter = Letter { subset: self.subsets.len(), code, width, units_per_em };
            let known = self.letters.entry(face).or_default();
            if known.len() <= usize::from(*glyph) {
                known.resize(usize::from(*glyph) + 1, Vec::new());
            }
            known[usize::from(*glyph)].push((text.clone(), letter));
        }
        let name = format!("{}+{}", tag(&bytes, self.subsets.len()), source.postscript_name);
        let resource = format!("F{}", self.subsets.len());
        self.subsets.push(Subset { name, resource, bytes, widths, texts });
    }
}

/// The run of an item, if it is one.
pub(super) fn run_of(item: &Item) -> Option<&GlyphRun> {
    match item {
        Item::Run(run) => Some(run),
        _ => None,
    }
}

/// For each glyph of a run, the text it stands for: of several glyphs that make one
/// cluster the first stands for all of it, the others for nothing.
pub(super) fn texts(run: &GlyphRun) -> Vec<&str> {
    let mut starts: Vec<u32> = run.glyphs.iter().map(|glyph| glyph.text_start).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut previous = None;
    run.glyphs
        .iter()
        .map(|glyph| {
            let start = glyph.text_start;
            if previous.replace(start) == Some(start) {
                return "";
            }
            let next = starts.partition_point(|other| *other <= start);
            let end = starts.get(next).map_or(run.text.len(), |end| *end as usize);
            run.text.get(start as usize..end).unwrap_or("")
        })
        .collect()
}

/// The tag of a subset: six capitals made from its bytes (ISO 32000-1 §9.6.4).
fn tag(bytes: &[u8], layer: usize) -> String {
    let digest = Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes);
    let mut number = digest.as_u128() ^ layer as u128;
    let mut tag = String::new();
    for _ in 0..6 {
        tag.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    tag
}
