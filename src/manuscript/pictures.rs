//! Pictures: each read once, however many figures name it, and decoded here to know that it can be.
//!
//! A picture that the press refuses, or that decodes to gigabytes, is found out before a
//! page is set. What is kept is the file as it is, and its size; a TIFF alone becomes a
//! PNG, which every output can carry.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use rayon::prelude::*;
use resvg::usvg;

use super::{BlockKind, Desk, Label, Manuscript, Picture, PictureFormat, walk};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;

/// A page of a large book at 1200 pixels an inch has fewer.
const MOST_PIXELS: u64 = 200_000_000;
/// No decoder may ask for more memory than this.
const MOST_MEMORY: u64 = 1 << 30;

/// Reads the pictures that the manuscript's figures name, and `cover`.
pub(super) fn read(
    desk: Desk<'_>,
    manuscript: &Manuscript,
    cover: Option<&(String, Span)>,
    report: &mut Report,
) -> BTreeMap<String, Picture> {
    let mut named: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let mut name = |path: &str, span| named.entry(path.to_owned()).or_default().push(span);
    walk::each_block_of(manuscript, &mut |block| {
        if let BlockKind::Figure { picture: Label { name: path, span }, .. } = &block.kind {
            name(path, *span);
        }
    });
    if let Some((path, span)) = cover {
        name(path, *span);
    }
    let named: Vec<_> = named.into_iter().collect();
    let read: Vec<_> = named.par_iter().map(|(path, _)| picture(desk, path)).collect();
    let mut pictures = BTreeMap::new();
    for ((path, places), read) in named.into_iter().zip(read) {
        match read {
            Ok(picture) => {
                pictures.insert(path, picture);
            }
            Err(fault) => places.into_iter().for_each(|span| report.push(fault.told(span))),
        }
    }
    pictures
}

/// What is wrong with a picture, wherever it is named.
struct Fault {
    code: Code,
    message: String,
    hint: String,
}

impl Fault {
    fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Fault {
        Fault { code, message: message.into(), hint: hint.into() }
    }

    fn told(&self, span: Span) -> Diagnostic {
        Diagnostic::new(self.code, span, self.message.clone()).hint(self.hint.clone())
    }
}

fn picture(desk: Desk<'_>, path: &str) -> Result<Picture, Fault> {
    let outside = path.starts_with('/') || path.contains(':') || leaves(path);
    if outside {
        let message = format!("`{path}` is not in the volume");
        return Err(Fault::new(Code::OutsideVolume, message, "pictures stand under `book/`: `images/map.png`"));
    }
    if let Some(bytes) = desk.sources.asset(&format!("book/{path}")) {
        return decoded(path, bytes);
    }
    let what_is_read = "PNG, JPEG, TIFF and SVG pictures can be read";
    if desk.sources.find(&format!("book/{path}")).is_some() {
        return Err(Fault::new(Code::BrokenImage, format!("`{path}` is no picture"), what_is_read));
    }
    let known = desk.sources.assets().filter_map(|(known, _)| known.strip_prefix("book/"));
    let hint = match did_you_mean(path, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put it at `book/{path}`"),
    };
    Err(Fault::new(Code::MissingFile, format!("there is no picture `{path}`"), hint))
}

/// Whether a path climbs out of the folder that it starts from.
fn leaves(path: &str) -> bool {
    let mut depth = 0;
    for part in path.split(['/', '\\']) {
        depth += match part {
            ".." => -1,
            "" | "." => 0,
            _ => 1,
        };
        if depth < 0 {
            return true;
        }
    }
    false
}

fn decoded(path: &str, bytes: &Arc<[u8]>) -> Result<Picture, Fault> {
    let broken = |hint: String| Fault::new(Code::BrokenImage, format!("`{path}` cannot be read as a picture"), hint);
    if path.to_ascii_lowercase().ends_with(".svg") {
        return drawing(bytes).map_err(broken);
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Tiff)) => format,
        _ => return Err(broken("save it as PNG, JPEG, TIFF or SVG".to_owned())),
    };
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(broken("the file ends too early; copy it again".to_owned()));
    }
    let read = raster(bytes, format).map_err(|error| broken(format!("the decoder says: {error}")))?;
    let (width, height) = (read.width(), read.height());
    Ok(match format {
        ImageFormat::Jpeg => Picture { bytes: bytes.clone(), format: PictureFormat::Jpeg, width, height },
        ImageFormat::Png => Picture { bytes: bytes.clone(), format: PictureFormat::Png, width, height },
        _ => {
            let bytes = as_png(&read).map_err(|error| broken(format!("it cannot be made a PNG: {error}")))?;
            Picture { bytes: bytes.into(), format: PictureFormat::Png, width, height }
        }
    })
}

/// A picture of pixels, decoded and upright.
fn raster(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, String> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(format!("{width} by {height} pixels are too many"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// A picture as PNG, eight bits to the sample: print has no use for more.
fn as_png(picture: &DynamicImage) -> Result<Vec<u8>, String> {
    let colour = picture.color();
    let picture = match (colour.has_color(), colour.has_alpha()) {
        (false, false) => DynamicImage::ImageLuma8(picture.to_luma8()),
        (true, false) => DynamicImage::ImageRgb8(picture.to_rgb8()),
        _ => DynamicImage::ImageRgba8(picture.to_rgba8()),
    };
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    picture.write_with_encoder(encoder).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// What a drawing may not hold, and what to do about it.
const NOT_IN_DRAWINGS: [(&str, &str); 4] = [
    ("text", "it holds text, which would need its own fonts: turn the text into paths before you save it"),
    ("image", "it holds a picture: save the whole as PNG, or take the picture out"),
    ("foreignObject", "it holds another document (`foreignObject`): save it as plain SVG"),
    ("script", "it holds a program (`script`): save it as plain SVG"),
];

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";
/// Longer files than this are no drawings for a book.
const LONGEST_DRAWING: usize = 50_000_000;

/// A drawing that can be read, and that holds nothing that would be lost.
fn drawing(bytes: &Arc<[u8]>) -> Result<Picture, String> {
    if bytes.len() > LONGEST_DRAWING {
        return Err(format!("{} bytes are too many for a drawing", bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not in UTF-8: save it again as plain SVG".to_owned())?;
    let parsing = usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let tree = usvg::roxmltree::Document::parse_with_options(text, parsing).map_err(|error| error.to_string())?;
    for (name, way_out) in NOT_IN_DRAWINGS {
        if tree.descendants().any(|node| node.has_tag_name((SVG, name))) {
            return Err(way_out.to_owned());
        }
    }
    let drawing = usvg::Tree::from_xmltree(&tree, &drawing_options()).map_err(|error| error.to_string())?;
    let pixels = |side: f32| side.ceil().clamp(1.0, 100_000.0) as u32;
    let (width, height) = (pixels(drawing.size().width()), pixels(drawing.size().height()));
    Ok(Picture { bytes: bytes.clone(), format: PictureFormat::Svg, width, height })
}

/// How drawings are read: nothing outside of them is ever looked at.
pub fn drawing_options() -> usvg::Options<'static> {
    let image_href_resolver =
        usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    usvg::Options { image_href_resolver, ..usvg::Options::default() }
}

/// Whether a JPEG has its end (ITU-T T.81, B.1.1.3): decoders fill up with grey what is missing.
///
/// Within a scan the byte FF is always followed by 00 or a restart marker, so that FF D9 after the last start of scan
/// (FF DA) is the end of the picture, whatever a camera has put behind it.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let last = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xFF, marker]);
    match (last(0xDA), last(0xD9)) {
        (Some(scan), Some(end)) => scan < end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::trial::Trial;
    use crate::source::Sources;

    const MANIFEST: &str = "[volume]\ntitle = \"T\"\nlanguage = \"en\"\n[contents]\nbody = [\"a.md\"]\n";

    fn png(width: u32, height: u32) -> Vec<u8> {
        encoded(width, height, ImageFormat::Png)
    }

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, (x ^ y) as u8]));
        DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A volume whose one essay shows `path`, with these pictures in it.
    fn showing(path: &str, pictures: &[(&str, Vec<u8>)]) -> Trial {
        let mut sources = Sources::from_texts([("book.toml", MANIFEST)]);
        let essay = format!("+++\ntitle = \"T\"\n+++\n\n![What it shows.]({path})\n");
        sources.add("book/a.md", essay.into_bytes());
        pictures.iter().for_each(|(path, bytes)| sources.add(path, bytes.clone()));
        Trial::of_sources(sources)
    }

    #[test]
    fn a_picture_is_known_by_its_path_and_size() {
        for (format, kept) in [(ImageFormat::Png, PictureFormat::Png), (ImageFormat::Jpeg, PictureFormat::Jpeg)] {
            let trial = showing("images/map.png", &[("book/images/map.png", encoded(70, 40, format))]);
            assert!(trial.told().is_empty(), "{:?}", trial.told());
            let picture = &trial.manuscript.pictures["images/map.png"];
            assert_eq!((picture.width, picture.height, picture.format), (70, 40, kept));
        }
    }

    #[test]
    fn a_picture_that_is_not_there_is_told_with_the_nearest() {
        let trial = showing("images/mpa.png", &[("book/images/map.png", png(2, 2))]);
        assert_eq!(trial.report.sorted()[0].code, Code::MissingFile);
        assert_eq!(trial.report.sorted()[0].hints, ["did you mean `images/map.png`?"]);
    }

    #[test]
    fn a_picture_outside_the_volume_is_none_of_it() {
        for path in ["../map.png", "/map.png", "images/../../map.png", "https://example.org/map.png"] {
            let codes: Vec<Code> =
                showing(path, &[("map.png", png(2, 2))]).report.sorted().iter().map(|told| told.code).collect();
            assert!(codes.contains(&Code::OutsideVolume), "{path}: {codes:?}");
        }
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_is_broken() {
        let cut = |bytes: Vec<u8>| bytes[..bytes.len() * 2 / 3].to_vec();
        let whole = encoded(64, 64, ImageFormat::Jpeg);
        let scrambled: Vec<u8> =
            png(64, 64).iter().enumerate().map(|(at, byte)| if at == 60 { !byte } else { *byte }).collect();
        let broken = [cut(png(64, 64)), cut(whole), scrambled, b"GIF89a".to_vec(), b"%PDF-1.7".to_vec(), vec![]];
        for bytes in broken {
            let trial = showing("map.png", &[("book/map.png", bytes)]);
            assert_eq!(trial.report.sorted()[0].code, Code::BrokenImage);
            assert!(trial.manuscript.pictures.is_empty());
        }
        assert_eq!(showing("a.md", &[]).report.sorted()[0].code, Code::BrokenImage);
    }

    #[test]
    fn a_picture_may_not_unpack_to_gigabytes() {
        // The header of a PNG of 60 000 by 60 000 pixels; its check sum is made to be right.
        let mut bytes = png(2, 2);
        bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        let trial = showing("map.png", &[("book/map.png", bytes)]);
        assert_eq!(trial.hints(), ["the decoder says: 60000 by 60000 pixels are too many"]);
    }

    #[test]
    fn a_tiff_becomes_a_png() {
        let trial = showing("scan.tif", &[("book/scan.tif", encoded(30, 20, ImageFormat::Tiff))]);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let picture = &trial.manuscript.pictures["scan.tif"];
        assert_eq!((picture.width, picture.height, picture.format), (30, 20, PictureFormat::Png));
        assert_eq!(image::guess_format(&picture.bytes).unwrap(), ImageFormat::Png);
    }

    #[test]
    fn a_drawing_is_known_by_its_size_and_kept_as_it_is() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40mm\" height=\"20mm\"><path d=\"M0 0h9\"/></svg>";
        let trial = showing("map.svg", &[("book/map.svg", svg.as_bytes().to_vec())]);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let picture = &trial.manuscript.pictures["map.svg"];
        assert_eq!((picture.width, picture.height, picture.format), (152, 76, PictureFormat::Svg));
    }

    #[test]
    fn a_drawing_that_would_lose_something_is_broken() {
        let inside = [
            ("<text>Danube</text>", "it holds text"),
            ("<image href=\"/etc/passwd\"/>", "it holds a picture"),
            ("<script>alert(1)</script>", "it holds a program"),
            ("<foreignObject/>", "it holds another document"),
            ("<g", "expected"),
        ];
        for (inside, told) in inside {
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{inside}</svg>");
            let trial = showing("map.svg", &[("book/map.svg", svg.into_bytes())]);
            assert_eq!(trial.report.sorted()[0].code, Code::BrokenImage);
            assert!(trial.hints()[0].contains(told), "{:?}", trial.hints());
        }
    }

    #[test]
    fn entities_that_grow_and_grow_are_refused() {
        let mut svg = String::from("<!DOCTYPE svg [<!ENTITY a0 \"aaaaaaaaaa\">");
        for at in 1..20 {
            let more = format!("&a{};", at - 1).repeat(10);
            svg.push_str(&format!("<!ENTITY a{at} \"{more}\">"));
        }
        svg.push_str("]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><desc>&a19;</desc></svg>");
        let trial = showing("map.svg", &[("book/map.svg", svg.into_bytes())]);
        assert_eq!(trial.report.sorted()[0].code, Code::BrokenImage);
    }

    #[test]
    fn the_cover_is_a_picture_of_the_volume() {
        let manifest = MANIFEST.replace("[contents]", "cover = \"images/cover.png\"\n[contents]");
        let mut sources =
            Sources::from_texts([("book.toml", manifest.as_str()), ("book/a.md", "+++\ntitle = \"T\"\n+++\nX.")]);
        sources.add("book/images/cover.png", png(3, 4));
        assert_eq!(Trial::of_sources(sources).manuscript.pictures["images/cover.png"].height, 4);
    }

    /// The check sum of a PNG chunk (ISO/IEC 15948, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        let step = |sum: u32, byte: &u8| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
        };
        !bytes.iter().fold(!0, step)
    }
}
