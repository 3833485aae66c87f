//! What each station makes of the sources of a case, as text.

mod manifest_of;
mod print;

use std::cell::OnceCell;
use std::io::{Cursor, Read};

use bookgen::fonts::{self, Cut, Fonts};
use bookgen::manifest::{self, Manifest, Printer};
use bookgen::report::{Colour, Report, Strictness};
use bookgen::source::{MANIFEST, Sources};
use bookgen::typeset::compose::{Composer, tell};
use bookgen::typeset::line::{
    Beside, Case, Drawn, Figures, Fragment, Hyphenation, Justification, Manner, Position, TypeDress,
};
use bookgen::typeset::page::Pages;
use bookgen::volume::{self, BlockKind, PieceKind, Volume};
use bookgen::{PrinterWish, epub, manuscript, typeset, web};

/// Whether `name` is a station whose product can be expected.
pub fn is_station(name: &str) -> bool {
    ["report", "volume", "lines", "pages", "print", "xhtml", "web", "preflight"].contains(&name)
}

/// The sources of a case, and what is known of them.
pub struct Trial {
    sources: Sources,
    whole: Tried,
}

impl Trial {
    /// Tries sources: kind, path, and text. A path is one under `book/`, but for book.toml and what lies in `fonts/`.
    pub fn of(files: &[(&str, &str, &str)]) -> Trial {
        let mut sources = Sources::default();
        if !files.iter().any(|(_, path, _)| *path == MANIFEST) {
            sources.add(MANIFEST, manifest_of::usual(files).into_bytes());
        }
        for (kind, path, text) in files {
            let outside = *path == MANIFEST || path.starts_with("fonts/");
            let path = if outside { (*path).to_owned() } else { format!("book/{path}") };
            sources.add(
                &path,
                match *kind {
                    "picture" => picture(&path, text),
                    "bytes" => unescaped(text),
                    _ => text.as_bytes().to_vec(),
                },
            );
        }
        let whole = Tried::of(&sources, None);
        Trial { sources, whole }
    }

    /// What the station that `info` names makes of the sources, or of the edition that it names: `volume doc-a of short`.
    pub fn answer(&self, info: &str) -> String {
        match info.split_once(" of ") {
            None => self.whole.answer(info, &self.sources),
            Some((info, edition)) => Tried::of(&self.sources, Some(edition)).answer(info, &self.sources),
        }
    }

    /// The errors of the whole volume, if there are any.
    pub fn errors(&self) -> Option<String> {
        let errors = self.whole.errors(&self.sources);
        (!errors.is_empty()).then_some(errors)
    }
}

/// A volume or one edition of it, tried.
struct Tried {
    edition: Option<String>,
    report: Report,
    made: OnceCell<Made>,
}

impl Tried {
    fn of(sources: &Sources, edition: Option<&str>) -> Tried {
        let mut report = Report::default();
        bookgen::check(sources, edition, &|_| (), &mut report);
        Tried { edition: edition.map(str::to_owned), report, made: OnceCell::new() }
    }

    fn answer(&self, info: &str, sources: &Sources) -> String {
        let made = || self.made.get_or_init(|| Made::of(sources, self.edition.as_deref()));
        match info.split_once(' ').unwrap_or((info, "")) {
            ("report", "errors") => self.errors(sources),
            ("report", "") => self.report.print(sources, Strictness::Lenient, Colour::Plain),
            ("preflight", printer) => self.judged(printer, sources),
            ("volume", "") => volume::told::volume(&made().volume),
            ("volume", slug) => told_piece(&made().volume, slug),
            ("lines", slug) => made().lines(slug),
            ("pages", "") => typeset::told(&made().pages),
            ("pages", number) => made().page(number.parse().expect("the number of a page, from 1")),
            ("print", slug) => made().printed(slug),
            ("xhtml", slug) => made().xhtml(slug),
            ("web", file) => made().web(file),
            _ => panic!("`{info}` asks for nothing that is known"),
        }
    }

    /// What offends the rules of a printer, whose name a paper may follow: `kdp on white`.
    fn judged(&self, printer: &str, sources: &Sources) -> String {
        let (printer, paper) = printer.split_once(" on ").map_or((printer, None), |(name, paper)| (name, Some(paper)));
        let printer = match printer {
            "kdp" => Printer::Kdp,
            "ingramspark" => Printer::IngramSpark,
            "offset" => Printer::Offset,
            _ => panic!("`{printer}` is no printer whose rules are known"),
        };
        let wish = PrinterWish { edition: self.edition.as_deref(), printer: Some(printer), paper };
        let mut offences = Report::default();
        bookgen::preflight(sources, &wish, &|_| (), &mut Report::default(), &mut offences).expect("a book");
        offences.print(sources, Strictness::Lenient, Colour::Plain)
    }

    fn errors(&self, sources: &Sources) -> String {
        let mut errors = Report::default();
        for problem in self.report.sorted() {
            if problem.code.is_error(Strictness::Lenient) {
                errors.push(problem.clone());
            }
        }
        errors.print(sources, Strictness::Lenient, Colour::Plain)
    }
}

/// The products of the stations.
struct Made {
    manifest: Manifest,
    volume: Volume,
    fonts: Fonts,
    pages: Pages,
    epub: OnceCell<Vec<u8>>,
}

impl Made {
    fn of(sources: &Sources, edition: Option<&str>) -> Made {
        let mut report = Report::default();
        let manifest = manifest::read(sources, &mut report).expect("a manifest");
        let manuscript = manuscript::read(sources, &manifest, &mut report);
        let fonts = fonts::load(&manifest.design, sources, &mut report);
        let volume = volume::assemble(&manuscript, &manifest, edition, &mut report);
        let pages = typeset::set(&volume, &manifest, &fonts, &mut report);
        Made { manifest, volume, fonts, pages, epub: OnceCell::new() }
    }

    /// The pages of a piece, as a reader sees them.
    fn printed(&self, slug: &str) -> String {
        let at = self.volume.pieces.iter().position(|piece| piece.slug == slug).expect("the slug of a piece");
        let page = |at: usize| {
            let place = self.volume.pieces.get(at)?.place;
            self.pages.places[place.index()].map(|spot| spot.page)
        };
        let first = page(at).expect("a piece that is printed");
        let end = page(at + 1).unwrap_or(self.pages.pages.len()).max(first + 1);
        let is_blank = |at: &usize| self.pages.pages[*at].items.is_empty();
        (first..end)
            .filter(|at| !is_blank(at))
            .map(|at| print::told(at + 1, &self.pages, &self.manifest.design, &self.fonts))
            .collect()
    }

    /// The paragraphs of a document or an essay as they are set alone in the measure, the natural way first.
    fn lines(&self, slug: &str) -> String {
        let piece = self.volume.pieces.iter().find(|piece| piece.slug == slug).expect("the slug of a piece");
        let blocks = match &piece.kind {
            PieceKind::Document(document) => &document.text,
            PieceKind::Essay(essay) | PieceKind::Chapter { essay, .. } => &essay.text,
            _ => panic!("`{slug}` is neither an essay nor a document"),
        };
        let paragraphs = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(_, text) => Some(text.iter().map(plain).collect::<String>()),
            _ => None,
        });
        let design = &self.manifest.design;
        let manner = Manner {
            measure: design.trim.width - design.margins.inner - design.margins.outer,
            first_indent: design.body.size,
            indent: bookgen::length::Length::ZERO,
            justification: Justification::Justified,
            hyphenation: Hyphenation::Allowed,
            beside: Beside::default(),
        };
        let composer = Composer::new(&self.fonts);
        paragraphs.map(|text| tell(&composer.set(&[self.words(text)], &manner))).collect()
    }

    fn words(&self, text: String) -> Fragment {
        let dress = TypeDress {
            cut: Cut::Regular,
            size: self.manifest.design.body.size,
            case: Case::AsWritten,
            figures: Figures::OldStyle,
            position: Position::Baseline,
            tracking: 0,
            drawn: Drawn::Nothing,
            language: self.manifest.metadata.language.clone(),
        };
        Fragment::Words { text, dress, span: None, element: None }
    }

    /// One page, told.
    fn page(&self, number: usize) -> String {
        let told = typeset::told(&self.pages);
        let begins = |line: &str, number: usize| line.starts_with(&format!("page {number},"));
        let lines = told.split_inclusive('\n').skip_while(|line| !begins(line, number));
        lines.take_while(|line| !begins(line, number + 1)).collect()
    }

    /// A page of the web edition, without what stands around its text.
    fn web(&self, file: &str) -> String {
        let files = web::write(&self.volume, &self.manifest, &self.pages, &self.fonts);
        let page =
            files.get(&format!("{file}.html")).unwrap_or_else(|| panic!("`{file}` is one of {:?}", files.keys()));
        let page = String::from_utf8_lossy(page);
        let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once(">\n")).expect("a text").1;
        main.split("</main>").next().unwrap_or("").to_owned()
    }

    /// The body of the EPUB's file for a piece.
    fn xhtml(&self, slug: &str) -> String {
        let written = || epub::write(&self.volume, &self.manifest, &self.pages, &self.fonts, &mut Report::default());
        let bytes = self.epub.get_or_init(written);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let name =
            archive.file_names().find(|name| name.ends_with(&format!("/{slug}.xhtml"))).expect("a file").to_owned();
        let mut text = String::new();
        archive.by_name(&name).expect("the file").read_to_string(&mut text).expect("text");
        let body = text.split_once("<body").and_then(|(_, rest)| rest.split_once(">")).expect("a body").1;
        body.split("</body>").next().unwrap_or("").trim_start().to_owned()
    }
}

/// The words of an inline, without what is made of them.
fn plain(inline: &volume::Inline) -> String {
    match inline {
        volume::Inline::Text(words, _) => words.clone(),
        volume::Inline::Styled(_, inner, _) => inner.iter().map(plain).collect(),
        _ => String::new(),
    }
}

/// A piece of a volume, told; without those below it.
fn told_piece(volume: &Volume, slug: &str) -> String {
    let told = volume::told::volume(volume);
    let is_piece =
        |line: &str| volume.pieces.iter().any(|piece| line.trim_start().starts_with(&format!("{}:", piece.slug)));
    let is_this = |line: &str| line.trim_start().starts_with(&format!("{slug}:"));
    let mut lines = told.lines().skip_while(|line| !is_this(line));
    let first = lines.next().expect("the slug of a piece");
    let indent = first.len() - first.trim_start().len();
    let rest = lines.take_while(|line| !is_piece(line));
    std::iter::once(first).chain(rest).map(|line| format!("{}\n", &line[indent..])).collect()
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
