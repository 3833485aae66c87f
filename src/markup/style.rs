//! The style sheet, and the faces it names.

use std::collections::{BTreeMap, BTreeSet};

use super::Asked;
use crate::fonts::{Cut, Face, FaceId, Fonts, licence};
use crate::manifest::EmbedFonts;

/// A face as the EPUB carries it.
#[derive(Clone, Debug)]
pub struct Embedded {
    /// Its path from the style sheet.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The face.
    pub face: Face,
    /// Its file, with the outlines that the texts need and no others.
    pub bytes: Vec<u8>,
}

/// The faces that the texts are set in, if faces are to be embedded: those of the text family, and of other families those
/// that have characters which it lacks.
pub fn faces(fonts: &Fonts, embed: EmbedFonts, asked: &Asked) -> Vec<Embedded> {
    if embed == EmbedFonts::Left {
        return Vec::new();
    }
    // Any text may be set in any cut: the style sheet slopes headings, and a reader may choose other dress.
    let mut needed: BTreeMap<FaceId, BTreeSet<char>> =
        asked.cuts.iter().map(|cut| (fonts.text(*cut), always())).collect();
    for cut in &asked.cuts {
        for character in &asked.characters {
            if let Some(face) = fonts.for_character(*cut, *character) {
                needed.entry(face).or_default().insert(*character);
            }
        }
    }
    needed.into_iter().filter_map(|(face, characters)| embedded(fonts.face(face), &characters)).collect()
}

/// What a reading system may put into a text by itself: hyphens, and the letters and figures of its own numbers and labels.
fn always() -> BTreeSet<char> {
    (' '..='~').chain(['\u{A0}', '\u{AD}', '\u{2010}', '\u{2011}', '\u{2026}']).collect()
}

/// A face as a file of its own, of a kind that EPUB 3.3 (§3.2) knows.
fn embedded(face: &Face, characters: &BTreeSet<char>) -> Option<Embedded> {
    let bytes = face.thinned(characters);
    let (ending, media_type) = match bytes.get(..4)? {
        b"OTTO" => ("otf", "font/otf"),
        b"\0\x01\0\0" | b"true" => ("ttf", "font/ttf"),
        _ => return None,
    };
    let name: String = face.postscript_name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Some(Embedded { path: format!("fonts/{name}.{ending}"), media_type, face: face.clone(), bytes })
}

/// The whole style sheet. The families are asked for once, on the body, where a reader's own choice overrides them.
pub fn sheet(faces: &[Embedded]) -> String {
    let mut sheet = String::new();
    let mut notices: Vec<String> = faces.iter().filter_map(|face| licence::notice(&face.face)).collect();
    notices.dedup();
    for notice in notices {
        sheet.push_str(&format!("/* {} */\n", notice.replace("*/", "* /")));
    }
    for Embedded { path, face, .. } in faces {
        let (style, weight) = match face.cut {
            Cut::Regular => ("normal", "normal"),
            Cut::Italic => ("italic", "normal"),
            Cut::Bold => ("normal", "bold"),
            Cut::BoldItalic => ("italic", "bold"),
        };
        sheet.push_str(&format!(
            "@font-face {{ font-family: {}; font-style: {style}; font-weight: {weight}; src: url(\"{path}\"); }}\n",
            quoted(&face.family)
        ));
    }
    let mut families: Vec<String> = faces.iter().map(|Embedded { face, .. }| quoted(&face.family)).collect();
    families.dedup();
    if !families.is_empty() {
        sheet.push_str(&format!("body {{ font-family: {}, serif; }}\n", families.join(", ")));
    }
    sheet + include_str!("style.css")
}

/// A family's name as a CSS string.
fn quoted(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    format!("\"{name}\"")
}
