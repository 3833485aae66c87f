//! What each station makes of the sources of a case, as text.

use bookgen::report::{Colour, Report, Strictness};
use bookgen::source::{MANIFEST, Sources};

/// Whether `name` is a station whose product can be expected.
pub fn is_station(name: &str) -> bool {
    ["report"].contains(&name)
}

/// The sources of a case, and what is known of them.
pub struct Trial {
    sources: Sources,
    report: Report,
}

impl Trial {
    /// Tries sources: kind, path under `book/` (but book.toml), and text.
    pub fn of(files: &[(&str, &str, &str)]) -> Trial {
        let mut sources = Sources::default();
        if !files.iter().any(|(_, path, _)| *path == MANIFEST) {
            sources.add(MANIFEST, usual_manifest(files).into_bytes());
        }
        for (kind, path, text) in files {
            let path = if *path == MANIFEST { MANIFEST.to_owned() } else { format!("book/{path}") };
            sources.add(
                &path,
                match *kind {
                    "picture" => picture(&path, text),
                    "bytes" => unescaped(text),
                    _ => text.as_bytes().to_vec(),
                },
            );
        }
        let mut report = Report::default();
        bookgen::check(&sources, None, &|_| (), &mut report);
        Trial { sources, report }
    }

    /// What the station that `info` names makes of the sources.
    pub fn answer(&self, info: &str) -> String {
        match info.split_once(' ').unwrap_or((info, "")) {
            ("report", "errors") => self.errors().unwrap_or_default(),
            ("report", "") => self.report.print(&self.sources, Strictness::Lenient, Colour::Plain),
            _ => panic!("`{info}` asks for nothing that is known"),
        }
    }

    /// The errors, if there are any.
    pub fn errors(&self) -> Option<String> {
        let mut errors = Report::default();
        for problem in self.report.sorted() {
            if problem.code.is_error(Strictness::Lenient) {
                errors.push(problem.clone());
            }
        }
        let printed = errors.print(&self.sources, Strictness::Lenient, Colour::Plain);
        (!printed.is_empty()).then_some(printed)
    }
}

/// A book.toml for the files of a case: its front matter, its chapter if it has one, its documents in order, and those
/// registers that it has.
fn usual_manifest(files: &[(&str, &str, &str)]) -> String {
    let below = |folder: &str| {
        let paths =
            files.iter().map(|(_, path, _)| *path).filter(|path| path.starts_with(folder) && path.ends_with(".md"));
        paths.map(|path| format!("\"{path}\"")).collect::<Vec<_>>()
    };
    let has = |name: &str| files.iter().any(|(_, path, _)| path.rsplit_once('.').is_some_and(|(stem, _)| stem == name));
    let documents = below("documents/").join(", ");
    let body = match below("chapters/").first() {
        Some(chapter) => format!("{{ chapter = {chapter}, documents = [{documents}] }}"),
        None => documents,
    };
    let mut back: Vec<&str> =
        ["people", "organisations", "terms", "bibliography"].into_iter().filter(|name| has(name)).collect();
    if has("index") || files.iter().any(|(_, _, text)| text.contains("[[^")) {
        back.push("index");
    }
    let mut front = below("front/");
    front
        .extend(["abbreviations", "chronology"].into_iter().filter(|name| has(name)).map(|name| format!("\"{name}\"")));
    let back: Vec<String> = back.iter().map(|name| format!("\"{name}\"")).collect();
    format!(
        "[volume]\ntitle = \"A Volume\"\nlanguage = \"en-GB\"\n[contents]\nfront = [{}]\nbody = [{body}]\nback = [{}]\n",
        front.join(", "),
        back.join(", "),
    )
}

/// A white picture of so many pixels: `600 x 400`.
fn picture(path: &str, size: &str) -> Vec<u8> {
    let (width, height) = size.trim().split_once(" x ").expect("a picture is told by its size, `600 x 400`");
    let (width, height) = (width.parse().expect("a width"), height.parse().expect("a height"));
    let format = image::ImageFormat::from_path(path).expect("the path of a picture says its format");
    let mut bytes = std::io::Cursor::new(Vec::new());
    let white = image::RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
    white.write_to(&mut bytes, format).expect("a white picture can be written");
    bytes.into_inner()
}

/// Text whose `\xFF` are bytes.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).expect("two digits after \\x"));
        rest = &after[2..];
    }
    bytes.extend(rest.bytes());
    bytes
}
