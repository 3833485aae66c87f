//! The finished document into bytes.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream};
use rayon::prelude::*;

/// How the objects of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Packing {
    /// One by one, with a table of references (§7.5.4), as every press can read it.
    Plain,
    /// Together in object streams (§7.5.7): a structure tree has tens of thousands of small ones.
    ObjectStreams,
}

/// The finished file, of that version of PDF.
pub(in crate::pdf) fn save(mut document: Document, version: &str, packing: Packing) -> Vec<u8> {
    document.version = version.into();
    document.objects.par_iter_mut().for_each(|(_, object)| {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && stream.dict.get(b"Filter").is_err()
        {
            deflate(stream);
        }
    });
    let mut bytes = Vec::new();
    let saved = match packing {
        Packing::Plain => document.save_to(&mut bytes),
        Packing::ObjectStreams => document.save_modern(&mut bytes),
    };
    saved.expect("memory takes every byte");
    bytes
}

/// Deflates a stream (§7.4.4).
pub(in crate::pdf) fn deflate(stream: &mut Stream) {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), Compression::default());
    let deflated = encoder.write_all(&stream.content).and_then(|()| encoder.finish()).expect("memory takes every byte");
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(deflated);
    stream.allows_compression = false;
}
