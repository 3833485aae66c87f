//! bookgen makes documentary readers: introduction, essays, documents, glossaries,
//! bibliography and notes, from an editor's sources to EPUB and print-ready PDF.
//!
//! Data goes one way through named stations, each a function from one named type to the
//! next; `docs/architecture.md` shows the house. This file walks them.

pub mod check;
pub mod date;
pub mod epub;
pub mod fonts;
pub mod language;
pub mod length;
pub mod manifest;
pub mod manuscript;
pub mod markup;
pub mod pdf;
pub mod report;
pub mod source;
pub mod typeset;
pub mod volume;
pub mod web;

mod order;

pub use order::{Content, Format, Order, Output, Split, Station};

use std::cell::OnceCell;

use check::printer::{Job, Preflight};
use check::status::Status;
use fonts::Fonts;
use manifest::{Manifest, Print, Printer};
use manuscript::Manuscript;
use report::{Code, Diagnostic, Report, Strictness};
use source::{Fault, FileId, Sources, Span};
use typeset::page::{Pages, Spot};
use volume::{BookFolios, PagesOfBook, Place, Selection, Unwritten, Volume};

/// Looks for every problem of a volume, or of one edition of it, and writes nothing.
pub fn check(sources: &Sources, edition: Option<&str>, progress: &dyn Fn(Station), report: &mut Report) {
    if let Some(read) = Read::of(sources, progress, report) {
        let _made_and_left = read.made(edition, &[], progress, report);
    }
}

/// Makes what `order` asks for. Nothing comes of a volume with errors: they are in the report, all of them.
pub fn build(sources: &Sources, order: &Order, progress: &dyn Fn(Station), report: &mut Report) -> Option<Vec<Output>> {
    let read = Read::of(sources, progress, report)?;
    let edition = order.edition.as_deref();
    let documents = match order.split {
        Split::Together => Vec::new(),
        Split::Documents => read.documents(edition, progress, report),
    };
    let made = read.made(edition, &documents, progress, report);
    if report.has_errors(order.strictness) {
        return None;
    }
    let slug = match &order.edition {
        Some(edition) => format!("{}-{edition}", read.manifest.metadata.slug),
        None => read.manifest.metadata.slug.clone(),
    };
    let mut outputs = Vec::new();
    for format in &order.formats {
        progress(Station::Writing(*format));
        outputs.push(Output { file_name: format.file_name(&slug), content: made.written(*format, &read, report) });
        for document in documents.iter().filter(|_| format.has_pages()) {
            let file_name = format.file_name(&format!("{slug}-{}", document.name));
            outputs.push(Output { file_name, content: document.made.written(*format, &read, report) });
        }
    }
    (!report.has_errors(order.strictness)).then_some(outputs)
}

/// How the volume, or one edition of it, stands; none if it has errors, which are in the report.
pub fn status(
    sources: &Sources,
    edition: Option<&str>,
    progress: &dyn Fn(Station),
    report: &mut Report,
) -> Option<Status> {
    let read = Read::of(sources, progress, report)?;
    let Made { volume, pages } = read.made(edition, &[], progress, report);
    (!report.has_errors(Strictness::Lenient)).then(|| check::status::status(&volume, &read.manuscript, &pages, report))
}

/// Which printer a book is judged for.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrinterWish<'a> {
    /// The name of an edition; the whole volume without one.
    pub edition: Option<&'a str>,
    /// The printer; without one, the manifest's, else offset.
    pub printer: Option<Printer>,
    /// The paper: its name with the printer, or how thick a leaf of it is.
    pub paper: Option<&'a str>,
}

/// A book as its printer would judge it.
pub struct Judged {
    /// How it stands to each rule.
    pub preflight: Preflight,
    /// A template for its cover, as SVG, if the width of the spine is known.
    pub template: Option<String>,
}

/// Judges the book by its printer's rules: what offends them goes into `offences`. None if the volume has errors, which
/// are in `problems`.
pub fn preflight(
    sources: &Sources,
    wish: &PrinterWish<'_>,
    progress: &dyn Fn(Station),
    problems: &mut Report,
    offences: &mut Report,
) -> Option<Judged> {
    let read = Read::of(sources, progress, problems)?;
    let made = read.made(wish.edition, &[], progress, problems);
    if problems.has_errors(Strictness::Lenient) {
        return None;
    }
    progress(Station::Writing(Format::Pdf));
    let file_size = made.written(Format::Pdf, &read, problems).size();
    let (manifest, Made { volume, pages }) = (&read.manifest, &made);
    let ink = pdf::ink(pages, &manifest.print);
    let job = Job { volume, pages, manifest, ink: &ink, file_size, paper: wish.paper };
    let printer = wish.printer.or(manifest.print.printer).unwrap_or(Printer::Offset);
    let preflight = check::printer::preflight(&job, printer, offences);
    let template = check::printer::template(&job, &preflight.rules);
    Some(Judged { preflight, template })
}

/// Everything that is read of the sources.
struct Read<'a> {
    sources: &'a Sources,
    manifest: Manifest,
    manuscript: Manuscript,
    fonts: Fonts,
    /// The folios of the whole volume, once something asks for them.
    folios: OnceCell<BookFolios>,
}

impl<'a> Read<'a> {
    fn of(sources: &'a Sources, progress: &dyn Fn(Station), report: &mut Report) -> Option<Read<'a>> {
        progress(Station::Reading);
        unreadable_text(sources, report);
        let manifest = manifest::read(sources, report)?;
        // Fonts know nothing of the text, and whether they are whole takes as long as reading it.
        let mut of_fonts = Report::default();
        let (manuscript, fonts) = rayon::join(
            || manuscript::read(sources, &manifest, report),
            || fonts::load(&manifest.design, sources, &mut of_fonts),
        );
        report.append(of_fonts);
        Some(Read { sources, manifest, manuscript, fonts, folios: OnceCell::new() })
    }

    /// Walks the stations to the pages. `documents` are those that have a file of their own.
    fn made(
        &self,
        edition: Option<&str>,
        documents: &[Alone],
        progress: &dyn Fn(Station),
        report: &mut Report,
    ) -> Made {
        progress(Station::Assembling);
        let (mut volume, unwritten) = self.begun(Selection { edition, ..Selection::default() }, report);
        documents.iter().for_each(|document| volume.set_extent(&document.id, document.made.pages.pages.len()));
        progress(Station::Setting);
        let pages = self.set(&mut volume, unwritten, &self.manifest, report);
        progress(Station::Checking);
        check::run(&volume, &self.manuscript, &pages, &self.manifest, report);
        Made { volume, pages }
    }

    /// The volume, or what is selected of it, still without the words of its citations. One that speaks of pages of the
    /// book needs the whole book set before it.
    fn begun(&self, selection: Selection, report: &mut Report) -> (Volume, Unwritten<'_>) {
        let begun = volume::begin(&self.manuscript, &self.manifest, selection, report);
        if begun.0.pages_of_book == PagesOfBook::Settled {
            return begun;
        }
        let folios = Some(self.folios.get_or_init(|| self.folios()));
        volume::begin(&self.manuscript, &self.manifest, Selection { folios, ..selection }, report)
    }

    /// Sets `volume`. What waits for no words is set while those of its citations are written: the citation processor goes
    /// through all of them in one pass, which no other thread can share.
    fn set(&self, volume: &mut Volume, unwritten: Unwritten<'_>, manifest: &Manifest, report: &mut Report) -> Pages {
        let (unworded, waiting, fonts) = (&*volume, unwritten.waiting(), &self.fonts);
        let (written, begun) =
            rayon::join(|| unwritten.write(unworded), || typeset::begin(unworded, &waiting, manifest, fonts));
        volume.receive(written);
        begun.finish(volume, manifest, report)
    }

    /// The folios of the whole volume, by the anchors of its places. What is wrong with it is its own run's.
    fn folios(&self) -> BookFolios {
        let unheard = &mut Report::default();
        let (mut book, unwritten) = volume::begin(&self.manuscript, &self.manifest, Selection::default(), unheard);
        let pages = self.set(&mut book, unwritten, &self.manifest, unheard);
        let folio = |(place, spot): (&Place, &Option<Spot>)| {
            let page = pages.pages.get((*spot)?.page)?;
            Some((place.anchor.clone(), page.folio.to_string()))
        };
        book.places.iter().zip(&pages.places).filter_map(folio).collect()
    }

    /// Each document alone. What is wrong with its text is told with the whole, and its pages are not filled up.
    fn documents(&self, edition: Option<&str>, progress: &dyn Fn(Station), report: &mut Report) -> Vec<Alone> {
        let unpadded = Print { pages_multiple: 1, ..self.manifest.print.clone() };
        let unpadded = Manifest { print: unpadded, ..self.manifest.clone() };
        let unheard = &mut Report::default();
        let (whole, _) =
            volume::begin(&self.manuscript, &self.manifest, Selection { edition, ..Selection::default() }, unheard);
        let mut all = Vec::new();
        for (id, number) in whole.documents() {
            progress(Station::Setting);
            let selection = Selection { edition, document: Some(&id), folios: None };
            let (mut volume, unwritten) = self.begun(selection, unheard);
            let pages = self.set(&mut volume, unwritten, &unpadded, report);
            let name = number.map_or_else(|| id.clone(), |number| format!("{number}-{id}"));
            all.push(Alone { id, name, made: Made { volume, pages } });
        }
        all
    }
}

/// A document in a file of its own.
struct Alone {
    id: String,
    /// What its file is called after the volume: `5-svoboda-notes`.
    name: String,
    made: Made,
}

/// A volume and its pages, before anything is written.
struct Made {
    volume: Volume,
    pages: Pages,
}

impl Made {
    /// What is written in one form.
    fn written(&self, format: Format, read: &Read<'_>, report: &mut Report) -> Content {
        let Made { volume, pages } = self;
        let Read { manifest, fonts, .. } = read;
        Content::File(match format {
            Format::Epub => epub::write(volume, manifest, pages, fonts, report),
            Format::Onix => epub::onix(volume, manifest, pages),
            Format::Pdf => pdf::print(pages, volume, &manifest.print, fonts),
            Format::Screen => pdf::screen(pages, volume, fonts),
            Format::Proof => pdf::proof(&typeset::proof(pages, volume, manifest, read.sources, fonts), volume, fonts),
            Format::Web => return Content::Folder(web::write(volume, manifest, pages, fonts)),
        })
    }
}

/// Tells what of the sources is not text. Where a whole file is in another encoding, one place of it says so.
fn unreadable_text(sources: &Sources, report: &mut Report) {
    let mut other_encoding: Option<FileId> = None;
    for (span, fault) in sources.faults() {
        match fault {
            Fault::NotUtf8 if other_encoding == Some(span.file) => {}
            Fault::NotUtf8 => {
                other_encoding = Some(span.file);
                let problem =
                    Diagnostic::new(Code::NotUtf8, *span, "this file is not in UTF-8, and letters of it are lost");
                report.push(
                    problem.label("the first of them").hint("save it again as UTF-8; Windows calls that an encoding"),
                );
            }
            Fault::ControlCharacter => report.push(control_character(sources, *span)),
        }
    }
}

fn control_character(sources: &Sources, span: Span) -> Diagnostic {
    let code = sources.text(span).chars().next().map_or(0, u32::from);
    let message = format!("U+{code:04X} is a control character, which no book can carry");
    Diagnostic::new(Code::ControlCharacter, span, message).hint("take it out; it prints nothing")
}
