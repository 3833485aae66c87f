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

mod order;

pub use order::{Format, Order, Output, Station};

use check::printer::{Job, Preflight};
use fonts::Fonts;
use manifest::{Manifest, Printer};
use report::{Code, Diagnostic, Report, Strictness};
use source::{Fault, FileId, Sources, Span};
use typeset::page::Pages;
use volume::Volume;

/// Looks for every problem of a volume, or of one edition of it, and writes nothing.
pub fn check(sources: &Sources, edition: Option<&str>, progress: &dyn Fn(Station), report: &mut Report) {
    let _made_and_left = Made::of(sources, edition, progress, report);
}

/// Makes what `order` asks for. Nothing comes of a volume with errors: they are in the report, all of them.
pub fn build(sources: &Sources, order: &Order, progress: &dyn Fn(Station), report: &mut Report) -> Option<Vec<Output>> {
    let made = Made::of(sources, order.edition.as_deref(), progress, report)?;
    if report.has_errors(order.strictness) {
        return None;
    }
    let slug = match &order.edition {
        Some(edition) => format!("{}-{edition}", made.manifest.metadata.slug),
        None => made.manifest.metadata.slug.clone(),
    };
    let mut outputs = Vec::new();
    for format in &order.formats {
        progress(Station::Writing(*format));
        outputs.push(Output { file_name: format.file_name(&slug), bytes: made.written(*format, sources, report) });
    }
    (!report.has_errors(order.strictness)).then_some(outputs)
}

/// Which printer a book is judged for.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrinterWish<'a> {
    /// The name of an edition; the whole volume without one.
    pub edition: Option<&'a str>,
    /// The printer; without one, the manifest's, else offset.
    pub printer: Option<Printer>,
    /// The paper, by its name with the printer.
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
    let made = Made::of(sources, wish.edition, progress, problems)?;
    if problems.has_errors(Strictness::Lenient) {
        return None;
    }
    progress(Station::Writing(Format::Pdf));
    let file_size = made.written(Format::Pdf, sources, problems).len();
    let ink = pdf::ink(&made.pages, &made.manifest.print);
    let Made { manifest, volume, pages, .. } = &made;
    let job = Job { volume, pages, manifest, ink: &ink, file_size, paper: wish.paper };
    let printer = wish.printer.or(manifest.print.printer).unwrap_or(Printer::Offset);
    let preflight = check::printer::preflight(&job, printer, offences);
    let template = check::printer::template(&job, &preflight.rules);
    Some(Judged { preflight, template })
}

/// Everything that is made of the sources before anything is written.
struct Made {
    manifest: Manifest,
    volume: Volume,
    fonts: Fonts,
    pages: Pages,
}

impl Made {
    /// Walks the stations from the sources to the pages.
    fn of(sources: &Sources, edition: Option<&str>, progress: &dyn Fn(Station), report: &mut Report) -> Option<Made> {
        progress(Station::Reading);
        unreadable_text(sources, report);
        let manifest = manifest::read(sources, report)?;
        let manuscript = manuscript::read(sources, &manifest, report);
        let fonts = fonts::load(&manifest.design, sources, report);
        progress(Station::Assembling);
        let volume = volume::assemble(&manuscript, &manifest, edition, report);
        progress(Station::Setting);
        let pages = typeset::set(&volume, &manifest, &fonts, report);
        progress(Station::Checking);
        check::run(&volume, &manuscript, &pages, &manifest, report);
        Some(Made { manifest, volume, fonts, pages })
    }

    /// The bytes of one form.
    fn written(&self, format: Format, sources: &Sources, report: &mut Report) -> Vec<u8> {
        match format {
            Format::Epub => epub::write(&self.volume, &self.manifest, &self.pages, &self.fonts, report),
            Format::Pdf => pdf::print(&self.pages, &self.volume, &self.manifest.print, &self.fonts),
            Format::Screen => pdf::screen(&self.pages, &self.volume, &self.fonts),
            Format::Proof => {
                let pages = typeset::proof(&self.pages, &self.volume, &self.manifest, sources, &self.fonts);
                pdf::proof(&pages, &self.volume, &self.fonts)
            }
        }
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
