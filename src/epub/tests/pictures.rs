//! Pictures, and the cover that is made.

use super::*;

/// The cover that is made for the reader of the examples with another title.
fn made_cover(title: &str) -> (Volume, Pages) {
    let (mut volume, _) = reader();
    volume.metadata.title = title.into();
    let pages = crate::typeset::set(&volume, &manifest(&volume), &Fonts::default(), &mut Report::default());
    (volume, pages)
}

#[test]
fn a_made_cover_holds_titles_of_five_letters_and_of_a_hundred_and_fifty() {
    let long = "The Peace Conference and the Questions of Reparations, Minorities, Frontiers and the League of Nations in \
        Central and Eastern Europe: A Documentary Guide";
    for title in ["Yalta", "The Bridge & the River", long, "Staatsangehörigkeitsfeststellungsverfahren"] {
        let (_, pages) = made_cover(title);
        let cover = pages.cover.unwrap();
        let margin = Length::pt(30);
        let mut said = String::new();
        for (_, item) in &cover.parts {
            let Item::Run(run) = item else { continue };
            let end = run.origin.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<Length>();
            assert!(run.origin.x >= margin && end <= cover.size.width - margin, "{title}: {}", run.text);
            assert!(run.origin.y <= cover.size.height - margin, "{title}: {}", run.text);
            said.push_str(&run.text.replace('\u{AD}', ""));
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(letters(&said).contains(&letters(title)), "{said}");
        assert!(letters(&said).contains("AnnaKovács"), "{said}");
    }
}

#[test]
fn a_made_cover_is_a_picture_of_the_size_that_stores_ask_for_and_the_same_each_time() {
    let (volume, pages) = made_cover("The Bridge");
    let made = || crate::epub::write(&volume, &manifest(&volume), &pages, &Fonts::default(), &mut Report::default());
    let epub = made();
    let cover = files(&epub).remove("OEBPS/cover.png").unwrap();
    let picture = image::load_from_memory(&cover).unwrap();
    assert_eq!((picture.width(), picture.height(), picture.color()), (1600, 2560, image::ColorType::Rgb8));
    assert_eq!(files(&made())["OEBPS/cover.png"], cover);
    let package = text(&epub, "OEBPS/content.opf");
    assert!(package.contains("properties=\"cover-image\"") && package.contains("<meta name=\"cover\""), "{package}");
    assert!(text(&epub, "OEBPS/cover.xhtml").contains("<img src=\"cover.png\""));
}

#[test]
fn a_picture_that_two_figures_show_is_stored_once_and_described_by_each() {
    let epub = epub_with(|volume, _| {
        let again = crate::volume::Figure { place: place(volume, PieceId(0), "again"), ..volume.figures[0].clone() };
        let id = FigureId(volume.figures.len() as u32);
        volume.figures.push(again);
        let (placement, description) = (Placement::Float, String::from("The bridge, from the other bank."));
        let figure = BlockKind::Figure { placement, picture: id, description, caption: Vec::new() };
        add_piece(volume, Matter::Back, "again", Vec::new(), essay(vec![block(figure)]));
    });
    let pictures: Vec<String> = files(&epub).into_keys().filter(|name| name.contains("/images/")).collect();
    assert_eq!(pictures, ["OEBPS/images/bridge.png"]);
    let again = text(&epub, "OEBPS/text/again.xhtml");
    assert!(again.contains("<img src=\"../images/bridge.png\" alt=\"The bridge, from the other bank.\""), "{again}");
}
