//! Pictures: each read once, however many figures name it, and decoded here to know that it can be.
//!
//! A picture that the press refuses, or that decodes to gigabytes, is found out before a
//! page is set. What is kept is the file as it is, and its size.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use rayon::prelude::*;

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
    let what_is_read = "PNG and JPEG pictures can be read";
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
    let format = match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => PictureFormat::Png,
        Ok(ImageFormat::Jpeg) => PictureFormat::Jpeg,
        _ => return Err(broken("save it as PNG or JPEG".to_owned())),
    };
    if format == PictureFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(broken("the file ends too early; copy it again".to_owned()));
    }
    let (width, height) = size(bytes, format).map_err(|error| broken(format!("the decoder says: {error}")))?;
    Ok(Picture { bytes: bytes.clone(), format, width, height })
}

/// Width and height of a picture that decodes, in pixels.
fn size(bytes: &[u8], format: PictureFormat) -> Result<(u32, u32), String> {
    let format = match format {
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Jpeg => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(format!("{width} by {height} pixels are too many"));
    }
    DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    Ok((width, height))
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
