//! Output intents (§14.11.5): the printing condition, or the screen, that a file is made for.

use lopdf::{Document, Object, Stream, dictionary};

use super::{catalog, deflate, text};
use crate::pdf::icc;

/// What a file is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum OutputIntent<'a> {
    /// A press that is known by a profile of its own.
    Press(&'a [u8]),
    /// Coated FOGRA39, a condition of the ICC's registry, with its profile.
    Fogra39,
    /// The same, by its name alone: PDF/X-1a asks for no profile of a registered condition (ISO 15930-1 §6.9).
    Fogra39ByName,
    /// A screen: sRGB.
    Screen,
}

/// The carried profile of Coated FOGRA39.
pub(in crate::pdf) const FOGRA39: &[u8] = include_bytes!("../../../profiles/FOGRA39L_coated.icc");
/// The carried profile of sRGB.
const SRGB: &[u8] = include_bytes!("../../../profiles/sRGB-v2-magic.icc");
/// Who registers printing conditions.
const REGISTRY: &str = "http://www.color.org";

/// Says what the file is made for: exactly one intent (ISO 15930-7 §6.2.2; PDF/A-2 §6.2.3).
pub(in crate::pdf) fn output_intent(document: &mut Document, intent: OutputIntent<'_>) {
    let (subtype, condition, told, profile) = match intent {
        OutputIntent::Press(profile) => ("GTS_PDFX", "Custom", icc::description(profile), Some(profile)),
        OutputIntent::Fogra39 => ("GTS_PDFX", "FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)".into(), Some(FOGRA39)),
        OutputIntent::Fogra39ByName => ("GTS_PDFX", "FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)".into(), None),
        OutputIntent::Screen => ("GTS_PDFA1", "sRGB", "sRGB IEC61966-2.1".into(), Some(SRGB)),
    };
    let mut dictionary = dictionary! {
        "Type" => "OutputIntent",
        "S" => subtype,
        "OutputConditionIdentifier" => text(condition),
        "Info" => text(&told),
    };
    if condition != "Custom" {
        dictionary.set("RegistryName", text(REGISTRY));
    }
    if let Some(profile) = profile {
        let mut stream = Stream::new(dictionary! { "N" => icc::components(profile) }, profile.to_vec());
        deflate(&mut stream);
        dictionary.set("DestOutputProfile", document.add_object(stream));
    }
    let intent = document.add_object(dictionary);
    catalog(document).set("OutputIntents", vec![Object::Reference(intent)]);
}
