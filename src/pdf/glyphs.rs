//! Which glyphs a book uses, and what each of them means.
//!
//! A PDF font says once for each of its glyphs which text it stands for (`ToUnicode`,
//! ISO 32000-1 §9.10.3). But one glyph may stand for several texts: a small capital for
//! `a` and for `A`, a hyphen for itself and for a divided word. So a face is embedded as
//! several fonts where it must be: the first holds the first meaning of every glyph, the
//! second holds those glyphs that have another meaning elsewhere, and so on. Copying,
//! searching and reading aloud then need no further help.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::fonts::{CutDown, FaceId, Fonts};
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
    /// The height of a capital, in thousandths of an em.
    pub cap_height: f64,
    /// How far the letters lean, in degrees; negative to the right.
    pub italic_angle: f64,
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
        let mut known: BTreeMap<(FaceId, u16), Vec<String>> = BTreeMap::new();
        for run in runs() {
            for (glyph, meaning) in run.glyphs.iter().zip(meanings(run)) {
                let known = known.entry((run.face, glyph.id)).or_default();
                if !known.iter().any(|other| other == meaning.text) {
                    known.push(meaning.text.to_owned());
                }
            }
        }
        let mut chosen: BTreeMap<(FaceId, usize), BTreeMap<u16, String>> = BTreeMap::new();
        for ((face, glyph), texts) in known {
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
        let CutDown { bytes, numbers } =
            source.cut_down(glyphs.keys().copied()).expect("damaged fonts are refused when they are read");
        let units_per_em = i64::from(source.units_per_em);
        let (mut widths, mut texts) = (Vec::new(), BTreeMap::new());
        for (glyph, text) in glyphs {
            let code = numbers[glyph];
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
        let cap_height = f64::from(source.metrics.cap_height) * 1000.0 / units_per_em as f64;
        let italic_angle = f64::from(source.metrics.italic_angle) / 1000.0;
        self.subsets.push(Subset { name, resource, bytes, widths, texts, cap_height, italic_angle });
    }
}

/// The run of an item, if it is one.
pub(super) fn run_of(item: &Item) -> Option<&GlyphRun> {
    match item {
        Item::Run(run) => Some(run),
        _ => None,
    }
}

/// What a glyph of a run stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning<'a> {
    /// The text that its font says it stands for.
    pub text: &'a str,
    /// Of several glyphs that stand for one text together, the first has that text here, and how many glyphs they
    /// are: no font can say it, so the page must (`ActualText`, ISO 32000-1 §14.9.4).
    pub together: Option<(&'a str, usize)>,
}

/// Stands for a glyph that means nothing by itself: every glyph must stand for something (PDF/A-2 §6.2.11.7.2), and a
/// word joiner is nothing to a reader.
const NOTHING: &str = "\u{2060}";

/// What each glyph of a run stands for.
pub(super) fn meanings(run: &GlyphRun) -> Vec<Meaning<'_>> {
    let mut starts: Vec<u32> = run.glyphs.iter().map(|glyph| glyph.text_start).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut meanings = Vec::with_capacity(run.glyphs.len());
    for cluster in run.glyphs.chunk_by(|glyph, next| glyph.text_start == next.text_start) {
        let start = cluster[0].text_start;
        let next = starts.partition_point(|other| *other <= start);
        let end = starts.get(next).map_or(run.text.len(), |end| *end as usize);
        let text = run.text.get(start as usize..end).filter(|text| !text.is_empty()).unwrap_or(NOTHING);
        if cluster.len() == 1 {
            meanings.push(Meaning { text, together: None });
        } else if text.chars().count() == cluster.len() {
            // A letter and its mark, each with a glyph of its own.
            let letters = text.char_indices().map(|(at, letter)| &text[at..at + letter.len_utf8()]);
            meanings.extend(letters.map(|text| Meaning { text, together: None }));
        } else {
            meanings.push(Meaning { text, together: Some((text, cluster.len())) });
            meanings.extend((1..cluster.len()).map(|_| Meaning { text: NOTHING, together: None }));
        }
    }
    meanings
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Cut;
    use crate::length::{Length, Point};
    use crate::manifest::Design;
    use crate::report::Report;
    use crate::source::Sources;
    use crate::typeset::page::{Glyph, Turn};

    fn run(text: &str, starts: &[u32]) -> GlyphRun {
        let glyph = |start: &u32| Glyph {
            id: 1,
            advance: Length::ZERO,
            dx: Length::ZERO,
            dy: Length::ZERO,
            text_start: *start,
        };
        let face =
            crate::fonts::load(&Design::default(), &Sources::default(), &mut Report::default()).text(Cut::Regular);
        let (origin, size) = (Point::new(Length::ZERO, Length::ZERO), Length::pt(10));
        let glyphs = starts.iter().map(glyph).collect();
        GlyphRun {
            origin,
            face,
            size,
            expansion: 1000,
            turn: Turn::Upright,
            glyphs,
            text: text.into(),
            span: None,
            element: None,
        }
    }

    fn texts(text: &str, starts: &[u32]) -> Vec<String> {
        meanings(&run(text, starts)).iter().map(|meaning| meaning.text.to_owned()).collect()
    }

    #[test]
    fn a_ligature_stands_for_its_letters() {
        assert_eq!(texts("affix", &[0, 1, 4]), ["a", "ffi", "x"]);
    }

    #[test]
    fn a_letter_and_its_mark_stand_each_for_itself() {
        assert_eq!(texts("x\u{302}y", &[0, 0, 3]), ["x", "\u{302}", "y"]);
    }

    #[test]
    fn several_glyphs_that_stand_for_one_text_say_it_together() {
        let run = run("…", &[0, 0, 0]);
        let meanings = meanings(&run);
        assert_eq!(meanings[0].together, Some(("…", 3)));
        assert_eq!((meanings[1].text, meanings[1].together), (NOTHING, None));
    }
}
