//! Drawings (SVG) into the PDF, as lines and areas wherever that can be.
//!
//! A map drawn in lines must be printed in lines: the press has 2400 dots to the inch. So a
//! drawing of plain paths becomes a form (ISO 32000-1 §8.10) with the same paths. One that
//! blends (transparency, gradients, filters, masks) is painted first, fine enough for
//! print, and goes in as a picture: PDF/X-1a knows no transparency, and neither standard
//! should hang on how a press mixes it.

use std::fmt::Write as _;

use image::{DynamicImage, RgbaImage};
use lopdf::{Stream, dictionary};
use resvg::tiny_skia::{PathSegment, Pixmap, Transform};
use resvg::usvg::{BlendMode, Color, Fill, FillRule, Group, LineCap, LineJoin, Node, Paint, Path, Stroke, Tree};

use super::finish::deflate;
use crate::volume::Picture;

/// Pixels on the long side of a drawing that is painted: six inches at 800 to the inch.
const PAINTED: f32 = 4800.0;

/// The drawing; none if it cannot be read, which was an error long before.
pub(super) fn read(picture: &Picture) -> Option<Tree> {
    Tree::from_data(&picture.bytes, &crate::volume::drawing_options()).ok()
}

/// The drawing as a form of unit size, its colours written by `ink`; none if it is more than plain paths.
pub(super) fn form(drawing: &Tree, ink: &dyn Fn(Color) -> String) -> Option<Stream> {
    let mut content = String::new();
    draw(drawing.root(), ink, &mut content)?;
    let (width, height) = (drawing.size().width(), drawing.size().height());
    let mut stream = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), width.into(), height.into()],
            // SVG counts downwards (§8.3.4).
            "Matrix" => vec![(1.0 / width).into(), 0.into(), 0.into(), (-1.0 / height).into(), 0.into(), 1.into()],
            "Resources" => dictionary! {},
        },
        content.into_bytes(),
    );
    deflate(&mut stream);
    Some(stream)
}

/// The drawing as a picture.
pub(super) fn painted(drawing: &Tree) -> Option<DynamicImage> {
    let (width, height) = (drawing.size().width(), drawing.size().height());
    let scale = PAINTED / width.max(height);
    let (across, down) = ((width * scale).ceil().max(1.0) as u32, (height * scale).ceil().max(1.0) as u32);
    let mut canvas = Pixmap::new(across, down)?;
    resvg::render(drawing, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    let pixels = canvas.pixels().iter().flat_map(|pixel| {
        let pixel = pixel.demultiply();
        [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
    });
    RgbaImage::from_raw(across, down, pixels.collect()).map(DynamicImage::ImageRgba8)
}

/// Draws what stands in a group; none if anything in it blends.
fn draw(group: &Group, ink: &dyn Fn(Color) -> String, out: &mut String) -> Option<()> {
    let blends = group.opacity().get() < 1.0
        || group.blend_mode() != BlendMode::Normal
        || group.clip_path().is_some()
        || group.mask().is_some()
        || !group.filters().is_empty();
    if blends {
        return None;
    }
    for node in group.children() {
        match node {
            Node::Group(group) => draw(group, ink, out)?,
            Node::Path(path) if path.is_visible() => draw_path(path, ink, out)?,
            Node::Path(_) => {}
            Node::Image(_) | Node::Text(_) => return None,
        }
    }
    Some(())
}

fn draw_path(path: &Path, ink: &dyn Fn(Color) -> String, out: &mut String) -> Option<()> {
    let place = path.abs_transform();
    let numbers = [place.sx, place.ky, place.kx, place.sy, place.tx, place.ty].map(number).join(" ");
    let _ = writeln!(out, "q {numbers} cm");
    let outline = outline(path);
    let mut painted = |operators: String, paint: &str| {
        let _ = writeln!(out, "{operators}{outline}{paint}");
    };
    if let Some(fill) = path.fill() {
        let paint = if fill.rule() == FillRule::EvenOdd { "f*" } else { "f" };
        painted(format!("{}\n", ink(solid_fill(fill)?).to_lowercase()), paint);
    }
    if let Some(stroke) = path.stroke() {
        painted(format!("{}\n{}\n", ink(solid_stroke(stroke)?).to_uppercase(), pen(stroke)), "S");
    }
    out.push_str("Q\n");
    Some(())
}

/// The path in the operators of §8.5.2.
fn outline(path: &Path) -> String {
    let mut out = String::new();
    let mut from = (0.0, 0.0);
    for segment in path.data().segments() {
        let _ = match segment {
            PathSegment::MoveTo(to) => {
                from = (to.x, to.y);
                writeln!(out, "{} m", points(&[from]))
            }
            PathSegment::LineTo(to) => {
                from = (to.x, to.y);
                writeln!(out, "{} l", points(&[from]))
            }
            PathSegment::QuadTo(control, to) => {
                // A quadratic curve as a cubic one: its control point counts for two thirds on either side.
                let near = |end: (f32, f32)| {
                    (end.0 + (control.x - end.0) * 2.0 / 3.0, end.1 + (control.y - end.1) * 2.0 / 3.0)
                };
                let curve = [near(from), near((to.x, to.y)), (to.x, to.y)];
                from = (to.x, to.y);
                writeln!(out, "{} c", points(&curve))
            }
            PathSegment::CubicTo(first, second, to) => {
                from = (to.x, to.y);
                writeln!(out, "{} c", points(&[(first.x, first.y), (second.x, second.y), from]))
            }
            PathSegment::Close => writeln!(out, "h"),
        };
    }
    out
}

/// The line of a stroke (§8.4.3).
fn pen(stroke: &Stroke) -> String {
    let cap = match stroke.linecap() {
        LineCap::Butt => 0,
        LineCap::Round => 1,
        LineCap::Square => 2,
    };
    let join = match stroke.linejoin() {
        LineJoin::Miter | LineJoin::MiterClip => 0,
        LineJoin::Round => 1,
        LineJoin::Bevel => 2,
    };
    let dashes = stroke.dasharray().unwrap_or_default().iter().map(|dash| number(*dash)).collect::<Vec<_>>().join(" ");
    let (width, limit) = (number(stroke.width().get()), number(stroke.miterlimit().get()));
    format!("{width} w {cap} J {join} j {limit} M [{dashes}] {} d", number(stroke.dashoffset()))
}

fn solid_fill(fill: &Fill) -> Option<Color> {
    solid(fill.paint(), fill.opacity().get())
}

fn solid_stroke(stroke: &Stroke) -> Option<Color> {
    solid(stroke.paint(), stroke.opacity().get())
}

fn solid(paint: &Paint, opacity: f32) -> Option<Color> {
    match paint {
        Paint::Color(colour) if opacity >= 1.0 => Some(*colour),
        _ => None,
    }
}

fn points(points: &[(f32, f32)]) -> String {
    points.iter().map(|(x, y)| format!("{} {}", number(*x), number(*y))).collect::<Vec<_>>().join(" ")
}

/// A number to four places, no longer than it must be.
pub(super) fn number(number: f32) -> String {
    let digits = format!("{number:.4}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    if digits == "-0" { "0".to_owned() } else { digits.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> Tree {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">{inside}</svg>");
        Tree::from_data(svg.as_bytes(), &crate::volume::drawing_options()).unwrap()
    }

    fn grey(colour: Color) -> String {
        format!("{} g", number(f32::from(colour.red) / 255.0))
    }

    fn told(inside: &str) -> Option<String> {
        let form = form(&drawing(inside), &grey)?;
        Some(String::from_utf8(form.decompressed_content().unwrap()).unwrap())
    }

    #[test]
    fn plain_paths_stay_paths() {
        assert_eq!(
            told("<path d=\"M1 2 L3 4 Z\" fill=\"#fff\"/>").unwrap(),
            "q 1 0 0 1 0 0 cm\n1 g\n1 2 m\n3 4 l\nh\nf\nQ\n"
        );
        let line =
            told("<path d=\"M1 2 H9\" fill=\"none\" stroke=\"#000\" stroke-width=\"0.5\" stroke-dasharray=\"2 1\"/>");
        assert_eq!(line.unwrap(), "q 1 0 0 1 0 0 cm\n0 G\n0.5 w 0 J 0 j 4 M [2 1] 0 d\n1 2 m\n9 2 l\nS\nQ\n");
    }

    #[test]
    fn what_blends_is_painted() {
        assert_eq!(told("<rect width=\"5\" height=\"5\" opacity=\"0.5\"/>"), None);
        let painted = painted(&drawing("<rect width=\"20\" height=\"10\" fill=\"#f00\" opacity=\"0.5\"/>")).unwrap();
        assert_eq!((painted.width(), painted.height()), (4800, 2400));
    }
}
