//! What a face says of its makers and its licence.

use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::Face;

/// The copyright notice and the licence of a face, as the face itself gives them, on one line.
pub fn notice(face: &Face) -> Option<String> {
    let font = FontRef::from_index(&face.bytes, face.index).ok()?;
    let said = |id: StringId| font.localized_strings(id).english_or_first().map(|string| string.to_string());
    let parts = [said(StringId::COPYRIGHT_NOTICE), said(StringId::LICENSE_DESCRIPTION), said(StringId::LICENSE_URL)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let words: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The text of the licence under which `faces` come, after their notices; none if none of them is under the SIL Open Font
/// License, whose text is known.
pub fn text<'f>(faces: impl Iterator<Item = &'f Face>) -> Option<String> {
    const OFL: &str = include_str!("../../fonts/libertinus-serif/OFL.txt");
    let mut notices: Vec<String> =
        faces.filter_map(notice).filter(|notice| notice.contains("Open Font License")).collect();
    notices.dedup();
    let begins = OFL.find("This Font Software is licensed")?;
    (!notices.is_empty()).then(|| format!("{}\n\n{}", notices.join("\n\n"), &OFL[begins..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Cut, Fonts};

    #[test]
    fn the_built_in_family_names_its_licence() {
        let fonts = Fonts::default();
        let notice = notice(fonts.face(fonts.text(Cut::Regular))).unwrap();
        assert!(notice.contains("Copyright") && notice.contains("SIL Open Font License"), "{notice}");
    }
}
