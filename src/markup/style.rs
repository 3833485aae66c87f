//! The style sheet, and the faces it names.

use std::collections::BTreeSet;

use crate::fonts::{Cut, Face, Fonts, licence};
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
}

/// The faces of the text family that the files ask for, if faces are to be embedded.
pub fn faces(fonts: &Fonts, embed: EmbedFonts, cuts: &BTreeSet<Cut>) -> Vec<Embedded> {
    let Some(text) = fonts.faces.first().filter(|_| embed == EmbedFonts::Embedded) else {
        return Vec::new();
    };
    let family = fonts.faces.iter().filter(|face| face.family == text.family && cuts.contains(&face.cut));
    family.filter_map(embedded).collect()
}

/// A face as a file of its own. Collections of faces are no core media type of EPUB 3.3 (§3.2) and stay out.
fn embedded(face: &Face) -> Option<Embedded> {
    let (ending, media_type) = match face.bytes.get(..4)? {
        b"OTTO" => ("otf", "font/otf"),
        b"\0\x01\0\0" | b"true" => ("ttf", "font/ttf"),
        _ => return None,
    };
    let name: String = face.postscript_name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Some(Embedded { path: format!("fonts/{name}.{ending}"), media_type, face: face.clone() })
}

/// The whole style sheet. The family is asked for once, on the body, where a reader's own choice overrides it.
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
    if let Some(Embedded { face, .. }) = faces.first() {
        sheet.push_str(&format!("body {{ font-family: {}, serif; }}\n", quoted(&face.family)));
    }
    sheet + include_str!("style.css")
}

/// A family's name as a CSS string.
fn quoted(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    format!("\"{name}\"")
}
