//! Faces, as bytes: found once, shared by all that set or embed type.
//!
//! No font of the machine is ever used: a volume has the family that is compiled in and
//! those under its own `fonts/`, so that the same sources make the same pages anywhere.
//!
//! The text family stands first, the other families of the volume after it in the order
//! of their names, and the built-in family always last: a character that the text
//! family lacks is looked for in this order.

mod cff;
mod cutting;
mod face;
mod family;
pub mod licence;
mod outline;
mod thinning;
mod whole;

pub use cutting::CutDown;
pub use face::{Face, FaceMetrics, Stroke};

use crate::manifest::{BUILT_IN_FAMILY, Design};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Sources;
use family::Family;

/// A face of the volume: an index, always good for the [`Fonts`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The cuts of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// Roman.
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
}

impl Cut {
    /// All cuts, in the order in which a family keeps them.
    pub const ALL: [Cut; 4] = [Cut::Regular, Cut::Italic, Cut::Bold, Cut::BoldItalic];

    /// This cut, then those that stand in for it where a family lacks it, the nearest first.
    fn stand_ins(self) -> [Cut; 4] {
        match self {
            Cut::Regular => [Cut::Regular, Cut::Italic, Cut::Bold, Cut::BoldItalic],
            Cut::Italic => [Cut::Italic, Cut::Regular, Cut::BoldItalic, Cut::Bold],
            Cut::Bold => [Cut::Bold, Cut::Regular, Cut::BoldItalic, Cut::Italic],
            Cut::BoldItalic => [Cut::BoldItalic, Cut::Bold, Cut::Italic, Cut::Regular],
        }
    }
}

/// All faces of a volume.
#[derive(Clone, Debug)]
pub struct Fonts {
    /// The faces, the text family's first.
    pub faces: Vec<Face>,
    /// The families, in the order in which a character is looked for; each has at least one face.
    families: Vec<Family>,
}

/// The built-in family alone.
impl Default for Fonts {
    fn default() -> Fonts {
        let mut fonts = Fonts { faces: Vec::new(), families: Vec::new() };
        fonts.add(built_in());
        fonts
    }
}

impl Fonts {
    /// The face of `id`.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }

    /// The face that text in `cut` is set in.
    pub fn text(&self, cut: Cut) -> FaceId {
        self.families[0].face(cut)
    }

    /// The first face that has `character`, as near to `cut` as can be; none if no face of the volume has it.
    pub fn for_character(&self, cut: Cut, character: char) -> Option<FaceId> {
        let has_it = |face: &FaceId| self.face(*face).covers(character);
        let in_cut = self.families.iter().map(|family| family.face(cut)).find(has_it);
        in_cut.or_else(|| self.families.iter().flat_map(|family| family.near(cut)).find(has_it))
    }

    /// The names of the families, the text family's first.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.families.iter().map(|family| family.name.as_str())
    }

    /// Adds a family with all its faces.
    fn add(&mut self, faces: Vec<Face>) {
        let first = self.faces.len();
        self.families.extend(Family::new(&faces, first));
        self.faces.extend(faces);
    }
}

/// The fonts of a volume: the text family that `design` names, whatever else lies under `fonts/`, and the built-in family.
pub fn load(design: &Design, sources: &Sources, report: &mut Report) -> Fonts {
    let mut families = family::found(sources, report);
    let wanted = &design.family;
    let text = families.iter().position(|faces| same_name(&faces[0].family, &wanted.name));
    if text.is_none() && !same_name(&wanted.name, BUILT_IN_FAMILY) {
        report.push(unknown_family(design, &families));
    }
    let mut fonts = Fonts { faces: Vec::new(), families: Vec::new() };
    if let Some(text) = text {
        fonts.add(families.remove(text));
    } else {
        fonts.add(built_in());
    }
    for faces in families {
        fonts.add(faces);
    }
    if text.is_some() {
        // A volume may carry the built-in family's own files: what it has counts, and is not had twice.
        let missing = |face: &Face| !fonts.faces.iter().any(|own| own.postscript_name == face.postscript_name);
        let stand_ins: Vec<Face> = built_in().into_iter().filter(missing).collect();
        if !stand_ins.is_empty() {
            fonts.add(stand_ins);
        }
    }
    fonts
}

/// Whether two names are one family's: people write them with any capitals.
fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn unknown_family(design: &Design, families: &[Vec<Face>]) -> Diagnostic {
    let wanted = &design.family;
    let known: Vec<&str> =
        families.iter().map(|faces| faces[0].family.as_str()).chain(std::iter::once(BUILT_IN_FAMILY)).collect();
    let message = format!("there is no font family `{}` in this volume", wanted.name);
    let problem = match wanted.span {
        Some(span) => Diagnostic::new(Code::UnknownFont, span, message).label("not built in, and not under `fonts/`"),
        None => Diagnostic::of_volume(Code::UnknownFont, message),
    };
    let listed = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let problem = match did_you_mean(&wanted.name, known) {
        Some(name) => problem.hint(format!("did you mean `{name}`?")),
        None => problem,
    };
    problem.hint(format!("put its font files under `fonts/`, or name one that is there: {listed}"))
}

/// The faces that are compiled in.
fn built_in() -> Vec<Face> {
    const FILES: [&[u8]; 4] = [
        include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Regular.otf"),
        include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Italic.otf"),
        include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Bold.otf"),
        include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-BoldItalic.otf"),
    ];
    FILES
        .iter()
        .map(|bytes| Face::read(&(*bytes).into(), 0).expect("the fonts that are compiled in can be read"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Family as FamilyName;

    const ITALIC: &[u8] = include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Italic.otf");

    fn design(family: &str) -> Design {
        Design { family: FamilyName { name: family.into(), span: None }, ..Design::default() }
    }

    fn only_hints(report: &Report) -> Vec<String> {
        report.sorted().iter().flat_map(|problem| problem.hints.clone()).collect()
    }

    #[test]
    fn the_built_in_family_has_all_four_cuts() {
        let fonts = Fonts::default();
        let names = Cut::ALL.map(|cut| fonts.face(fonts.text(cut)).postscript_name.clone());
        assert_eq!(
            names,
            ["LibertinusSerif-Regular", "LibertinusSerif-Italic", "LibertinusSerif-Bold", "LibertinusSerif-BoldItalic"]
        );
        assert_eq!(Cut::ALL.map(|cut| fonts.face(fonts.text(cut)).cut), Cut::ALL);
    }

    #[test]
    fn an_unknown_family_is_told_with_what_is_there() {
        let mut report = Report::default();
        let fonts = load(&design("Libertinus Sans"), &Sources::default(), &mut report);
        assert_eq!(report.sorted()[0].code, Code::UnknownFont);
        assert!(only_hints(&report)[0].contains("did you mean `Libertinus Serif`?"));
        assert_eq!(fonts.families().collect::<Vec<_>>(), [BUILT_IN_FAMILY]);
    }

    #[test]
    fn a_family_of_the_volume_comes_first_and_the_built_in_one_last() {
        let mut sources = Sources::default();
        sources.add("fonts/own/it.otf", ITALIC.to_vec());
        let mut report = Report::default();
        let fonts = load(&design("libertinus serif"), &sources, &mut report);
        assert!(report.sorted().is_empty());
        // Its italic is not had twice: of the built-in family the other three stand in.
        assert_eq!(fonts.faces.len(), 4);
        // The volume's own family has an italic alone, which stands in for its bold.
        assert_eq!(fonts.text(Cut::Bold), FaceId(0));
        // The italic has this letter too, so nothing is taken from the built-in family.
        assert_eq!(fonts.for_character(Cut::Regular, 'ő'), Some(FaceId(0)));
    }

    #[test]
    fn a_font_that_cannot_be_read_is_a_problem_and_nothing_more() {
        let mut sources = Sources::default();
        sources.add("fonts/broken.ttf", b"not a font".to_vec());
        sources.add("fonts/OFL.txt", b"licence".to_vec());
        let mut report = Report::default();
        load(&design(BUILT_IN_FAMILY), &sources, &mut report);
        let problems = report.sorted();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, Code::BrokenFont);
        assert!(problems[0].message.contains("`fonts/broken.ttf`"));
    }

    #[test]
    fn a_font_that_is_damaged_or_copied_in_part_is_told_when_it_is_read() {
        let damaged = |damage: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = ITALIC.to_vec();
            damage(&mut bytes);
            let mut sources = Sources::default();
            sources.add("fonts/it.otf", bytes);
            let mut report = Report::default();
            load(&design(BUILT_IN_FAMILY), &sources, &mut report);
            report.sorted().iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
        };
        let told = ["the font `fonts/it.otf` is damaged, or was copied only in part"];
        let table = |bytes: &[u8], tag: &[u8]| bytes.windows(4).position(|four| four == tag).unwrap();
        assert_eq!(damaged(&|bytes| bytes.truncate(ITALIC.len() * 9 / 10)), told, "its last tables are missing");
        let renamed = |tag: &'static [u8; 4]| {
            move |bytes: &mut Vec<u8>| {
                let at = table(bytes, tag);
                bytes[at..at + 4].copy_from_slice(b"zzzz");
            }
        };
        for tag in [b"CFF ", b"hmtx", b"hhea"] {
            assert_eq!(damaged(&renamed(tag)), told, "without its table `{}`", String::from_utf8_lossy(tag));
        }
        assert!(damaged(&|_| ()).is_empty());
    }

    #[test]
    fn a_character_is_looked_for_in_every_face() {
        let fonts = Fonts::default();
        assert_eq!(fonts.for_character(Cut::Italic, 'ж'), Some(fonts.text(Cut::Italic)));
        assert_eq!(fonts.for_character(Cut::Regular, '\u{4E2D}'), None);
    }

    #[test]
    fn measures_of_a_face_are_those_of_its_file() {
        let fonts = Fonts::default();
        let regular = fonts.face(fonts.text(Cut::Regular));
        assert_eq!(regular.units_per_em, 1000);
        assert_eq!((regular.metrics.x_height, regular.metrics.cap_height), (429, 658));
        assert_eq!(regular.glyph(' ').map(|glyph| regular.advance(glyph)), Some(250));
        assert_eq!(fonts.face(fonts.text(Cut::Italic)).metrics.italic_angle, -12_000);
    }
}
