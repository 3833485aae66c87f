//! Pictures into image objects (ISO 32000-1 §8.9.5).
//!
//! A JPEG is taken as it is; a PNG is decoded, laid on white where it is transparent
//! (paper is), and deflated.

use image::{DynamicImage, GenericImageView, ImageDecoder, ImageReader};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use std::io::Cursor;

use crate::volume::{Picture, PictureFormat};

/// Puts every picture into the document, in order.
pub(super) fn embed(document: &mut Document, pictures: &[Picture]) -> Vec<ObjectId> {
    let streams: Vec<Stream> = pictures.par_iter().map(object).collect();
    streams.into_iter().map(|stream| document.add_object(stream)).collect()
}

fn object(picture: &Picture) -> Stream {
    let mut stream = match picture.format {
        PictureFormat::Jpeg => jpeg(picture),
        PictureFormat::Png => png(picture),
    };
    for (key, value) in [("Width", picture.width), ("Height", picture.height), ("BitsPerComponent", 8)] {
        stream.dict.set(key, i64::from(value));
    }
    stream.dict.set("Type", "XObject");
    stream.dict.set("Subtype", "Image");
    stream
}

fn jpeg(picture: &Picture) -> Stream {
    let components = ImageReader::with_format(Cursor::new(&picture.bytes[..]), image::ImageFormat::Jpeg)
        .into_decoder()
        .map_or(3, |decoder| decoder.original_color_type().channel_count());
    let mut dictionary = dictionary! { "Filter" => "DCTDecode", "ColorSpace" => space(components) };
    if components == 4 {
        // Adobe's CMYK JPEGs are inverted.
        dictionary.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    }
    let mut stream = Stream::new(dictionary, picture.bytes.to_vec());
    stream.allows_compression = false;
    stream
}

fn png(picture: &Picture) -> Stream {
    let decoded = image::load_from_memory_with_format(&picture.bytes, image::ImageFormat::Png)
        .unwrap_or_else(|_| DynamicImage::new_luma8(picture.width.max(1), picture.height.max(1)));
    let grey = !decoded.color().has_color();
    let (width, height) = decoded.dimensions();
    let mut samples = Vec::with_capacity(width as usize * height as usize * if grey { 1 } else { 3 });
    for pixel in decoded.to_rgba8().pixels() {
        let [red, green, blue, opacity] = pixel.0;
        let on_white = |value: u8| {
            let (value, opacity) = (u32::from(value), u32::from(opacity));
            ((value * opacity + 255 * (255 - opacity) + 127) / 255) as u8
        };
        if grey {
            samples.push(on_white(red));
        } else {
            samples.extend([red, green, blue].map(on_white));
        }
    }
    let mut stream = Stream::new(dictionary! { "ColorSpace" => space(if grey { 1 } else { 3 }) }, samples);
    super::finish::deflate(&mut stream);
    stream
}

fn space(components: u8) -> Object {
    Object::Name(
        match components {
            1 => "DeviceGray",
            4 => "DeviceCMYK",
            _ => "DeviceRGB",
        }
        .into(),
    )
}
