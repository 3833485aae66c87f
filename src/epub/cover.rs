//! The cover that is made: painted from what the typesetter composed.
//!
//! Every letter is an outline of the volume's own faces, so that no font is asked for: the drawing is an SVG of areas
//! alone, painted at 1600 by 2560 pixels. That is what Amazon asks for, and more than Apple and Kobo do.

use std::fmt::Write as _;
use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, RgbImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::fonts::Fonts;
use crate::typeset::page::{Cover, GlyphRun, Ink, Item};
use crate::volume::{Picture, PictureFormat};

/// Pixels across and down.
const PIXELS: (u32, u32) = (1600, 2560);

/// The colours of a cover: the ground, a shade of it, the light ink, the second colour.
struct Palette {
    ground: &'static str,
    shade: &'static str,
    light: &'static str,
    second: &'static str,
}

/// Grounds of cloth bindings, with inks that keep a contrast of more than 7 to 1 (light) and 4.5 to 1 (second) to them.
const PALETTES: [Palette; 6] = [
    Palette { ground: "#1d2f45", shade: "#2f445d", light: "#f6f1e6", second: "#e0b25c" },
    Palette { ground: "#5a1c20", shade: "#713134", light: "#f7f0e4", second: "#e6c07a" },
    Palette { ground: "#1f3d33", shade: "#325247", light: "#f4f1e4", second: "#d9c07a" },
    Palette { ground: "#2b2a33", shade: "#413f4a", light: "#f5f2ea", second: "#e08f6a" },
    Palette { ground: "#43304d", shade: "#594463", light: "#f6f0ea", second: "#e2bd7c" },
    Palette { ground: "#4a3620", shade: "#614b33", light: "#f8f1e2", second: "#e9c46f" },
];

/// The cover as a picture. `known_by` chooses its colours: the volumes of a series have the same.
pub(super) fn painted(cover: &Cover, known_by: &str, fonts: &Fonts) -> Picture {
    let (width, height) = PIXELS;
    let drawing = drawing(cover, known_by, fonts);
    let tree = Tree::from_str(&drawing, &Options::default()).expect("the drawing is one of plain areas");
    let mut canvas = Pixmap::new(width, height).expect("a cover has a size");
    let scale = width as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    // Everything stands on the ground, so that no pixel is transparent.
    let pixels = canvas.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let picture = RgbImage::from_raw(width, height, pixels).expect("three bytes for each pixel");
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(Cursor::new(&mut bytes), CompressionType::Default, FilterType::Adaptive);
    DynamicImage::from(picture).write_with_encoder(encoder).expect("memory takes what it is given");
    Picture { bytes: bytes.into(), format: PictureFormat::Png, width, height }
}

/// The cover as SVG.
fn drawing(cover: &Cover, known_by: &str, fonts: &Fonts) -> String {
    let sum: usize = known_by.bytes().map(usize::from).sum();
    let palette = &PALETTES[sum % PALETTES.len()];
    let (width, height) = (cover.size.width.to_pt(), cover.size.height.to_pt());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        palette.ground
    );
    for (ink, item) in &cover.parts {
        let colour = match ink {
            Ink::Light => palette.light,
            Ink::Second => palette.second,
            Ink::Shade => palette.shade,
        };
        match item {
            Item::Run(run) => letters(run, colour, fonts, &mut svg),
            Item::Rule { rect, .. } => {
                let (x, y) = (rect.origin.x.to_pt(), rect.origin.y.to_pt());
                let (width, height) = (rect.size.width.to_pt(), rect.size.height.to_pt());
                let _ = writeln!(
                    svg,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>"
                );
            }
            Item::Picture { .. } | Item::Link { .. } => {}
        }
    }
    svg + "</svg>"
}

fn letters(run: &GlyphRun, colour: &str, fonts: &Fonts, svg: &mut String) {
    let face = fonts.face(run.face);
    let scale = run.size.to_pt() / f64::from(face.units_per_em);
    let mut pen = run.origin.x;
    for glyph in &run.glyphs {
        let outline = face.outline(glyph.id);
        if !outline.is_empty() {
            let (x, y) = ((pen + glyph.dx).to_pt(), (run.origin.y - glyph.dy).to_pt());
            let place = format!("translate({x:.3} {y:.3}) scale({scale:.6} {:.6})", -scale);
            let _ = writeln!(svg, "<path transform=\"{place}\" fill=\"{colour}\" d=\"{outline}\"/>");
        }
        pen += glyph.advance;
    }
}
