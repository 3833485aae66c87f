//! Pictures as stores take them.
//!
//! Apple refuses pictures of more than four million pixels, and those in the inks of a press; Kobo refuses files of more than
//! five megabytes; e-ink readers show transparency in black. A scan for print has all of these. So such a picture is made
//! smaller, mixed in RGB and laid on white; any other, and every drawing, goes in as it is.

use std::borrow::Cow;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, FilterType as Sampling};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageReader, Rgb, RgbImage};

use crate::volume::{Picture, PictureFormat};

/// The most pixels of a picture in the text (itunespartner.apple.com, *Prepare your book*), and of a cover: twice as many
/// each way as Amazon asks for.
const MOST_PIXELS: u64 = 4_000_000;
const MOST_OF_COVER: u64 = 16_384_000;

/// The most bytes of a picture (kobolabs, *EPUB specification*).
const MOST_BYTES: usize = 5_000_000;

/// How well a JPEG is kept, of 100.
const QUALITY: u8 = 88;

/// The bytes of a picture for the text of the EPUB.
pub(super) fn shown(picture: &Picture) -> Cow<'_, [u8]> {
    within(MOST_PIXELS, picture)
}

/// The bytes of a picture for its cover.
pub(super) fn cover(picture: &Picture) -> Cow<'_, [u8]> {
    within(MOST_OF_COVER, picture)
}

fn within(most: u64, picture: &Picture) -> Cow<'_, [u8]> {
    let shown = if picture.format == PictureFormat::Svg { None } else { mended(most, picture) };
    shown.map_or(Cow::Borrowed(&*picture.bytes), Cow::Owned)
}

/// The picture made fit; none if it is fit already. That it can be decoded was made sure of when it was read.
fn mended(most: u64, picture: &Picture) -> Option<Vec<u8>> {
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    let mut decoder = ImageReader::new(Cursor::new(&*picture.bytes)).with_guessed_format().ok()?.into_decoder().ok()?;
    let inks = matches!(decoder.original_color_type(), ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16);
    let transparent = decoder.color_type().has_alpha();
    if pixels <= most && picture.bytes.len() <= MOST_BYTES && !inks && !transparent {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut decoded = DynamicImage::from_decoder(decoder).ok()?;
    decoded.apply_orientation(orientation);
    let whole = on_white(&decoded);
    let colour = if decoded.color().has_color() { Colour::Some } else { Colour::None };
    // What a PNG comes to in bytes is known when it is written: one that is too large is written again with fewer pixels.
    let mut most = most.min(pixels);
    loop {
        let bytes = written(&smaller(&whole, most, pixels), colour, picture.format)?;
        if bytes.len() <= MOST_BYTES {
            return Some(bytes);
        }
        most = (most / 4 * 3).max(1);
    }
}

/// A picture of no more than `most` of its `pixels`.
fn smaller(whole: &RgbImage, most: u64, pixels: u64) -> Cow<'_, RgbImage> {
    if most >= pixels {
        return Cow::Borrowed(whole);
    }
    let share = (most as f64 / pixels as f64).sqrt();
    let side = |side: u32| ((f64::from(side) * share) as u32).max(1);
    Cow::Owned(imageops::resize(whole, side(whole.width()), side(whole.height()), Sampling::Lanczos3))
}

/// Whether a picture has colours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colour {
    Some,
    None,
}

/// A picture as a file.
fn written(picture: &RgbImage, colour: Colour, format: PictureFormat) -> Option<Vec<u8>> {
    let made = DynamicImage::from(picture.clone());
    let made = if colour == Colour::None { DynamicImage::from(made.to_luma8()) } else { made };
    let mut bytes = Vec::new();
    let out = Cursor::new(&mut bytes);
    match format {
        PictureFormat::Jpeg => made.write_with_encoder(JpegEncoder::new_with_quality(out, QUALITY)),
        PictureFormat::Png | PictureFormat::Svg => {
            made.write_with_encoder(PngEncoder::new_with_quality(out, CompressionType::Best, FilterType::Adaptive))
        }
    }
    .ok()?;
    Some(bytes)
}

/// A picture in RGB, what is transparent in it laid on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let laid_open = picture.to_rgba8();
    let (width, height) = laid_open.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let [red, green, blue, alpha] = laid_open.get_pixel(x, y).0;
        let laid = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        Rgb([laid(red), laid(green), laid(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn png(picture: DynamicImage) -> Picture {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        let (width, height) = (picture.width(), picture.height());
        Picture { bytes: bytes.into(), format: PictureFormat::Png, width, height }
    }

    #[test]
    fn a_picture_that_stores_take_goes_in_as_it_is() {
        let picture = png(DynamicImage::new_rgb8(40, 30));
        assert_eq!(*shown(&picture), *picture.bytes);
    }

    #[test]
    fn a_scan_of_more_than_four_million_pixels_is_made_smaller_and_stays_grey() {
        let shown = image::load_from_memory(&shown(&png(DynamicImage::new_luma8(3000, 2000)))).unwrap();
        assert_eq!((shown.width(), shown.height()), (2449, 1632));
        assert_eq!(shown.color(), image::ColorType::L8);
    }

    #[test]
    fn what_is_transparent_is_laid_on_white() {
        let picture = RgbaImage::from_fn(2, 1, |x, _| if x == 0 { Rgba([0, 0, 0, 0]) } else { Rgba([0, 0, 255, 255]) });
        let shown = image::load_from_memory(&shown(&png(picture.into()))).unwrap();
        assert!(!shown.color().has_alpha());
        let shown = shown.to_rgb8();
        assert_eq!((shown.get_pixel(0, 0).0, shown.get_pixel(1, 0).0), ([255, 255, 255], [0, 0, 255]));
    }

    #[test]
    fn a_scan_of_more_than_five_megabytes_is_made_smaller_until_it_is_not() {
        let mut seed = 7_u32;
        let noise = RgbImage::from_fn(1900, 2000, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [one, two, three, _] = seed.to_be_bytes();
            Rgb([one, two, three])
        });
        let shown = shown(&png(noise.into())).into_owned();
        assert!(shown.len() <= MOST_BYTES && shown.len() > MOST_BYTES / 2, "{} bytes", shown.len());
    }
}
