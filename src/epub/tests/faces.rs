//! The faces that go along, and those that do not.

use super::*;

#[test]
fn only_the_cuts_in_use_are_embedded_and_none_if_the_editor_says_so() {
    let epub = epub();
    let fonts: Vec<String> = files(&epub).into_keys().filter(|name| name.ends_with(".otf")).collect();
    let used = ["Italic", "Regular"].map(|cut| format!("OEBPS/fonts/LibertinusSerif-{cut}.otf"));
    assert_eq!(fonts, used);
    let sheet = text(&epub, "OEBPS/stylesheet.css");
    assert!(
        sheet.contains("SIL Open Font License") && sheet.contains("body { font-family: \"Libertinus Serif\", serif; }")
    );
    let plain = epub_with(|_, manifest| manifest.epub.fonts = EmbedFonts::Left);
    assert!(files(&plain).into_keys().all(|name| !name.contains("/fonts/")));
    assert!(!text(&plain, "OEBPS/stylesheet.css").contains("Libertinus"));
}

#[test]
fn the_licence_of_the_faces_goes_with_them() {
    let epub = epub();
    let licence = text(&epub, "META-INF/OFL.txt");
    assert!(licence.starts_with("Copyright") && licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{licence}");
    let plain = epub_with(|_, manifest| manifest.epub.fonts = EmbedFonts::Left);
    assert!(!files(&plain).contains_key("META-INF/OFL.txt"));
}

#[test]
fn a_script_that_the_text_family_lacks_is_carried_by_another() {
    let mut sources = crate::source::Sources::default();
    // A family of the volume's own that has Latin letters alone: the thinned italic under another name.
    let whole = Fonts::default();
    let italic = whole.face(whole.text(crate::fonts::Cut::Italic));
    let mut own = italic.thinned(&(' '..='~').collect());
    // The name table is UTF-16: `Libertinus` becomes `Libertynus` everywhere.
    let utf16 = |word: &str| word.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (old, new) = (utf16("tinus"), utf16("tynus"));
    while let Some(at) = own.windows(old.len()).position(|window| window == old) {
        own[at..at + old.len()].copy_from_slice(&new);
    }
    sources.add("fonts/own.otf", own);
    let design = crate::manifest::Design {
        family: crate::manifest::Family { name: "Libertynus Serif".into(), span: None },
        ..crate::manifest::Design::default()
    };
    let fonts = crate::fonts::load(&design, &sources, &mut Report::default());
    let (mut volume, pages) = reader();
    add_piece(&mut volume, Matter::Back, "letters", Vec::new(), essay(vec![paragraph(vec![plain("Москва")])]));
    let epub = crate::epub::write(&volume, &manifest(&volume), &pages, &fonts, &mut Report::default());
    let sheet = text(&epub, "OEBPS/stylesheet.css");
    assert!(sheet.contains("body { font-family: \"Libertynus Serif\", \"Libertinus Serif\", serif; }"), "{sheet}");
    let other = &files(&epub)["OEBPS/fonts/LibertinusSerif-Regular.otf"];
    assert!(other.len() < 100_000, "{} bytes for six letters", other.len());
}

#[test]
fn a_truetype_face_goes_along_as_one() {
    let mut sources = crate::source::Sources::default();
    sources.add("fonts/orlau-text.ttf", include_bytes!("../../../tests/fonts/orlau-text.ttf").to_vec());
    let design = crate::manifest::Design {
        family: crate::manifest::Family { name: "Orlau Text".into(), span: None },
        ..crate::manifest::Design::default()
    };
    let fonts = crate::fonts::load(&design, &sources, &mut Report::default());
    let (volume, pages) = reader();
    let epub = crate::epub::write(&volume, &manifest(&volume), &pages, &fonts, &mut Report::default());
    let package = text(&epub, "OEBPS/content.opf");
    assert!(
        package.contains("href=\"fonts/OrlauText-Regular.ttf\"") && package.contains("media-type=\"font/ttf\""),
        "{package}"
    );
    let sheet = text(&epub, "OEBPS/stylesheet.css");
    // What fifty glyphs have not is carried by the built-in family.
    assert!(sheet.contains("body { font-family: \"Orlau Text\", \"Libertinus Serif\", serif; }"), "{sheet}");
}
