//! Pictures into image objects (ISO 32000-1 §8.9.5), in the colours of the file that they are for.
//!
//! A JPEG is taken as it is where its colours are those of the file, and a drawing stays lines
//! and areas where it can ([`super::drawing`]). Everything else is decoded, laid on white where it is transparent (paper is), converted and deflated:
//! the press gets grey or CMYK, the screen RGB.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use resvg::usvg::Color;

use super::drawing::{self, number};
use super::finish::{FOGRA39, deflate};
use super::icc;
use super::separation::Separation;
use crate::manifest;
use crate::volume::{Picture, PictureFormat};

/// The colours that a file's pictures are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inks<'a> {
    /// Black ink alone.
    Black,
    /// The four inks of a press, mixed as its profile says.
    Cmyk(&'a [u8]),
    /// The light of a screen: sRGB.
    Screen,
}

impl<'a> Inks<'a> {
    /// As the manifest asks for the press.
    pub fn of_print(print: &'a manifest::Print) -> Inks<'a> {
        let profile = print.profile.as_deref().unwrap_or(FOGRA39);
        match print.inks {
            // A press that is known by a profile for grey has no other ink.
            manifest::Inks::Cmyk if icc::components(profile) == 4 => Inks::Cmyk(profile),
            manifest::Inks::Cmyk | manifest::Inks::Black => Inks::Black,
        }
    }

    /// Whether pictures of so many components need no conversion.
    fn takes(self, components: u8) -> bool {
        match self {
            Inks::Black => components == 1,
            Inks::Cmyk(_) => components == 1 || components == 4,
            Inks::Screen => components == 1 || components == 3,
        }
    }
}

/// Puts every picture into the document, in order.
pub(super) fn embed(document: &mut Document, pictures: &[Picture], inks: Inks<'_>) -> Vec<ObjectId> {
    let made: Vec<Made> = pictures.par_iter().map(|picture| made(picture, inks)).collect();
    made.into_iter()
        .map(|mut made| {
            if let Some(profile) = made.profile {
                let components = icc::components(&profile);
                let mut stream = Stream::new(dictionary! { "N" => components }, profile);
                deflate(&mut stream);
                let profile = document.add_object(stream);
                made.stream.dict.set("ColorSpace", vec!["ICCBased".into(), Object::Reference(profile)]);
            }
            document.add_object(made.stream)
        })
        .collect()
}

/// A picture as it goes into the file.
struct Made {
    /// The image object.
    stream: Stream,
    /// The profile that its colours are tagged with.
    profile: Option<Vec<u8>>,
}

fn made(picture: &Picture, inks: Inks<'_>) -> Made {
    if let Some(made) = as_it_is(picture, inks).or_else(|| drawn(picture, inks)) {
        return made;
    }
    let decoded = decoded(picture);
    let (width, height, grey) = (decoded.width(), decoded.height(), !decoded.color().has_color());
    let paper = on_white(&decoded);
    let (space, samples) = match inks {
        _ if grey => ("DeviceGray", paper.pixels().map(|pixel| pixel.0[0]).collect()),
        Inks::Black => ("DeviceGray", paper.pixels().map(lightness).collect()),
        Inks::Cmyk(_) => ("DeviceCMYK", Mixer::of(inks).separated(&paper)),
        Inks::Screen => ("DeviceRGB", paper.into_raw()),
    };
    let mut stream = Stream::new(image_dictionary(width, height, space), samples);
    deflate(&mut stream);
    Made { stream, profile: None }
}

/// The most ink on one spot of a picture, in per cent; none if it is printed in black ink alone, or is a drawing, whose
/// colours are few and seen at a glance.
pub(super) fn heaviest(picture: &Picture, inks: Inks<'_>) -> Option<u32> {
    if !matches!(inks, Inks::Cmyk(_)) || picture.format == PictureFormat::Svg {
        return None;
    }
    let decoded = decoded(picture);
    if !decoded.color().has_color() {
        return None;
    }
    let inks = Mixer::of(inks).separated(&on_white(&decoded));
    let most = inks.chunks_exact(4).map(|inks| inks.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max();
    Some(most.unwrap_or(0) * 100 / 255)
}

/// A JPEG as it is: upright, and in colours that the file takes.
fn as_it_is(picture: &Picture, inks: Inks<'_>) -> Option<Made> {
    if picture.format != PictureFormat::Jpeg {
        return None;
    }
    let mut decoder =
        ImageReader::with_format(Cursor::new(&picture.bytes[..]), ImageFormat::Jpeg).into_decoder().ok()?;
    let components = decoder.original_color_type().channel_count();
    let upright = decoder.orientation().is_ok_and(|orientation| orientation == Orientation::NoTransforms);
    if !upright || !inks.takes(components) {
        return None;
    }
    let space = match components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    let (width, height) = decoder.dimensions();
    let mut dictionary = image_dictionary(width, height, space);
    dictionary.set("Filter", "DCTDecode");
    if components == 4 && is_inverted(&picture.bytes) {
        dictionary.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    }
    let mut stream = Stream::new(dictionary, picture.bytes.to_vec());
    stream.allows_compression = false;
    // Only the screen shows colours as a profile of their own says.
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| {
        inks == Inks::Screen
            && profile.get(36..40) == Some(b"acsp")
            && icc::components(profile) == i64::from(components)
    });
    Some(Made { stream, profile })
}

/// A drawing of plain paths.
fn drawn(picture: &Picture, inks: Inks<'_>) -> Option<Made> {
    if picture.format != PictureFormat::Svg {
        return None;
    }
    let mixer = Mixer::of(inks);
    let ink = |colour: Color| mixer.operator(Rgb([colour.red, colour.green, colour.blue]));
    let stream = drawing::form(&drawing::read(picture)?, &ink)?;
    Some(Made { stream, profile: None })
}

/// Whether Adobe's programs wrote a JPEG of four components: they invert it (marker APP14, "Adobe").
fn is_inverted(jpeg: &[u8]) -> bool {
    let marker = jpeg.windows(9).position(|bytes| bytes[..2] == [0xFF, 0xEE] && &bytes[4..] == b"Adobe");
    marker.is_some()
}

/// The picture, upright. What cannot be decoded was an error long before; here it is white.
fn decoded(picture: &Picture) -> DynamicImage {
    let format = match picture.format {
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::Svg => {
            let painted = drawing::read(picture).and_then(|drawing| drawing::painted(&drawing));
            return painted.unwrap_or_else(|| blank(picture));
        }
    };
    let read = || {
        let mut decoder = ImageReader::with_format(Cursor::new(&picture.bytes[..]), format).into_decoder().ok()?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut decoded = DynamicImage::from_decoder(decoder).ok()?;
        decoded.apply_orientation(orientation);
        Some(decoded)
    };
    read().unwrap_or_else(|| blank(picture))
}

fn blank(picture: &Picture) -> DynamicImage {
    DynamicImage::new_luma8(picture.width.max(1), picture.height.max(1))
}

/// The picture on white paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let mut paper = RgbImage::new(picture.width(), picture.height());
    for (laid, pixel) in paper.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [red, green, blue, opacity] = pixel.0;
        let on_white = |value: u8| {
            let (value, opacity) = (u32::from(value), u32::from(opacity));
            ((value * opacity + 255 * (255 - opacity) + 127) / 255) as u8
        };
        *laid = Rgb([red, green, blue].map(on_white));
    }
    paper
}

/// How light a colour is: its luma (ITU-R BT.709), in thousandths.
fn lightness(pixel: &Rgb<u8>) -> u8 {
    let [red, green, blue] = pixel.0.map(u32::from);
    ((red * 213 + green * 715 + blue * 72 + 500) / 1000) as u8
}

/// Mixes the colours of a file.
pub(super) struct Mixer<'a> {
    inks: Inks<'a>,
    /// From the screen's colours to the inks of the press. A profile that mixes none (one for grey, or a broken one)
    /// leaves black.
    press: Option<Separation>,
}

impl<'a> Mixer<'a> {
    /// For colours in those inks.
    pub fn of(inks: Inks<'a>) -> Mixer<'a> {
        let press = match inks {
            Inks::Cmyk(profile) => Separation::of(profile),
            Inks::Black | Inks::Screen => None,
        };
        Mixer { inks, press }
    }

    /// The colours of a picture in the four inks.
    fn separated(&self, paper: &RgbImage) -> Vec<u8> {
        let mix = |pixel: &Rgb<u8>| match &self.press {
            Some(press) => press.inks(pixel.0),
            None => [0, 0, 0, 255 - lightness(pixel)],
        };
        paper.pixels().flat_map(mix).collect()
    }

    /// A colour as an operator of a content stream (ISO 32000-1 §8.6.8), for areas. What is grey is black ink alone.
    fn operator(&self, colour: Rgb<u8>) -> String {
        let share = |value: u8| number(f32::from(value) / 255.0);
        let [red, green, blue] = colour.0;
        if self.inks == Inks::Black || (red == green && green == blue) {
            return format!("{} g", share(lightness(&colour)));
        }
        if self.inks == Inks::Screen {
            return format!("{} {} {} rg", share(red), share(green), share(blue));
        }
        let inks = self.separated(&RgbImage::from_pixel(1, 1, colour));
        format!("{} {} {} {} k", share(inks[0]), share(inks[1]), share(inks[2]), share(inks[3]))
    }
}

fn image_dictionary(width: u32, height: u32, space: &str) -> lopdf::Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "BitsPerComponent" => 8,
        "ColorSpace" => space,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(picture: DynamicImage, format: ImageFormat) -> Picture {
        let (width, height) = (picture.width(), picture.height());
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        let format = if format == ImageFormat::Png { PictureFormat::Png } else { PictureFormat::Jpeg };
        Picture { bytes: bytes.into_inner().into(), format, width, height }
    }

    fn colour(red: u8, green: u8, blue: u8) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_pixel(4, 4, Rgb([red, green, blue])))
    }

    fn space(made: &Made) -> String {
        String::from_utf8(made.stream.dict.get(b"ColorSpace").unwrap().as_name().unwrap().to_vec()).unwrap()
    }

    fn samples(made: &Made) -> Vec<u8> {
        made.stream.decompressed_content().unwrap()
    }

    #[test]
    fn a_jpeg_is_taken_as_it_is_where_its_colours_are_those_of_the_file() {
        let red = encoded(colour(200, 0, 0), ImageFormat::Jpeg);
        assert_eq!(made(&red, Inks::Screen).stream.content, red.bytes.to_vec());
        let grey = encoded(DynamicImage::new_luma8(4, 4), ImageFormat::Jpeg);
        assert_eq!(made(&grey, Inks::Black).stream.content, grey.bytes.to_vec());
        assert_eq!(space(&made(&red, Inks::Black)), "DeviceGray");
    }

    #[test]
    fn black_ink_prints_how_light_a_colour_is() {
        let green = encoded(colour(0, 255, 0), ImageFormat::Png);
        let made = made(&green, Inks::Black);
        assert_eq!((space(&made).as_str(), samples(&made)[0]), ("DeviceGray", 182));
    }

    #[test]
    fn what_is_transparent_shows_the_paper() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(2, 2, image::Rgba([10, 20, 30, 0])));
        let made = made(&encoded(clear, ImageFormat::Png), Inks::Screen);
        assert!(samples(&made).iter().all(|sample| *sample == 255));
    }

    #[test]
    fn four_inks_are_mixed_as_the_press_says() {
        let mixed = |picture: DynamicImage| {
            let made = made(&encoded(picture, ImageFormat::Png), Inks::Cmyk(FOGRA39));
            assert_eq!(space(&made), "DeviceCMYK");
            samples(&made)[..4].to_vec()
        };
        let red = mixed(colour(220, 20, 20));
        assert!(red[0] < 60 && red[1] > 200 && red[2] > 180, "red is magenta and yellow: {red:?}");
        let white = mixed(colour(255, 255, 255));
        assert!(white.iter().all(|ink| *ink < 8), "white is paper: {white:?}");
    }

    #[test]
    fn a_press_for_grey_has_black_ink_alone() {
        let mut profile = FOGRA39.to_vec();
        profile[16..20].copy_from_slice(b"GRAY");
        let print = |profile: &[u8]| manifest::Print {
            inks: manifest::Inks::Cmyk,
            profile: Some(profile.into()),
            ..manifest::Print::default()
        };
        assert_eq!(Inks::of_print(&print(&profile)), Inks::Black);
        assert_eq!(Inks::of_print(&print(FOGRA39)), Inks::Cmyk(FOGRA39));
    }

    #[test]
    fn a_grey_picture_stays_in_black_ink_on_a_colour_press() {
        let grey = encoded(DynamicImage::new_luma8(2, 2), ImageFormat::Png);
        assert_eq!(space(&made(&grey, Inks::Cmyk(FOGRA39))), "DeviceGray");
    }
}
