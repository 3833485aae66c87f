//! The file for the press: `[pdf.print]`.

use std::sync::Arc;

use toml::Spanned;

use super::typed::{self, Field, TextOr, Typed};
use super::values::Values;
use crate::length::Length;
use crate::report::{Code, Diagnostic};

/// `[pdf.print]`
#[derive(Clone, Debug, PartialEq)]
pub struct Print {
    /// How far the sheet is printed beyond the trimmed page.
    pub bleed: Length,
    /// On which edges it is.
    pub bleed_edges: BleedEdges,
    /// No rule is drawn thinner: presses lose what is.
    pub thinnest_rule: Length,
    /// The number of pages is padded to a multiple of this.
    pub pages_multiple: u32,
    /// The printer, by whose rules preflight judges.
    pub printer: Option<Printer>,
    /// The standard of the file: the one asked for, else the printer's, else PDF/X-4.
    pub standard: PrintStandard,
    /// The ICC profile of the printing condition, an output profile; none stands for Coated FOGRA39.
    pub profile: Option<Arc<[u8]>>,
    /// Which inks pictures are printed in.
    pub inks: Inks,
    /// Whether crop marks are drawn.
    pub marks: Marks,
}

/// As a trade printer of no name is used to: black ink, PDF/X-4, 3 mm of bleed all around.
impl Default for Print {
    fn default() -> Print {
        Print {
            bleed: Length::mm(3),
            bleed_edges: BleedEdges::Four,
            thinnest_rule: Length::pt(1) / 4,
            pages_multiple: 2,
            printer: None,
            standard: PrintStandard::X4,
            profile: None,
            inks: Inks::Black,
            marks: Marks::Absent,
        }
    }
}

/// A printer, or a way of printing, whose rules are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Printer {
    /// Amazon's Kindle Direct Publishing, paperback.
    Kdp,
    /// IngramSpark and Lightning Source.
    IngramSpark,
    /// Offset, as trade printers do it.
    Offset,
}

/// The edges of a page on which the sheet is printed beyond the trim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BleedEdges {
    /// All but the spine, where leaves are glued.
    Three,
    /// All.
    Four,
}

/// A standard of a file for the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintStandard {
    /// PDF/X-4 (ISO 15930-7).
    X4,
    /// PDF/X-1a:2001 (ISO 15930-1).
    X1a,
}

/// The inks that pictures are printed in. Type is always black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inks {
    /// Black alone: pictures in grey.
    Black,
    /// Cyan, magenta, yellow and black.
    Cmyk,
}

/// Whether crop marks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// They are.
    Drawn,
    /// They are not.
    Absent,
}

/// Printers whose rules are known.
const PRINTERS: [(&str, Printer); 3] =
    [("kdp", Printer::Kdp), ("ingramspark", Printer::IngramSpark), ("offset", Printer::Offset)];
/// Standards of a file for the printer.
const PRINT_STANDARDS: [(&str, PrintStandard); 2] = [("pdf/x-4", PrintStandard::X4), ("pdf/x-1a", PrintStandard::X1a)];
/// Standards of a file for the screen.
const SCREEN_STANDARDS: [&str; 2] = ["pdf/a-2a", "pdf/ua-1"];
/// The widest bleed that a printer asks for.
const WIDEST_BLEED: Length = Length::mm(25);

/// `[pdf.print]`; `[pdf.screen]` is read for its problems.
pub(super) fn print(field: Field<typed::Pdf>, values: &mut Values<'_>) -> Print {
    let pdf = values.or_default(field);
    let screen = values.or_default(pdf.screen);
    screen_standards(screen.standard, values);
    let print = values.or_default(pdf.print);
    let bleed = values.length(print.bleed).filter(|(bleed, span)| {
        let sensible = (Length::ZERO..=WIDEST_BLEED).contains(bleed);
        if !sensible {
            values.wrong(*span, "a bleed is from 0mm to 25mm; printers ask for 3mm or 0.125in");
        }
        sensible
    });
    let printer = values.choice(print.printer, &PRINTERS);
    let (usual_bleed, bleed_edges, usual_standard, thinnest_rule) = usual_of(printer);
    Print {
        bleed: bleed.map_or(usual_bleed, |(bleed, _)| bleed),
        bleed_edges,
        thinnest_rule,
        pages_multiple: pages_multiple(print.pages, values),
        printer,
        standard: values.choice(print.standard, &PRINT_STANDARDS).unwrap_or(usual_standard),
        profile: profile(print.profile, values),
        inks: values.choice(print.inks, &[("black", Inks::Black), ("cmyk", Inks::Cmyk)]).unwrap_or(Inks::Black),
        marks: match values.value(print.marks) {
            Some((true, _)) => Marks::Drawn,
            Some((false, _)) | None => Marks::Absent,
        },
    }
}

/// Bleed and standard, where the volume says nothing of them; the edges that bleed, and the thinnest rule.
fn usual_of(printer: Option<Printer>) -> (Length, BleedEdges, PrintStandard, Length) {
    let quarter = Length::pt(1) / 4;
    match printer {
        // A file without bleed has exactly the size of the trimmed page, and no page of ours bleeds by itself.
        Some(Printer::Kdp) => (Length::ZERO, BleedEdges::Three, PrintStandard::X4, quarter * 3),
        Some(Printer::IngramSpark) => (Length::inches(1) / 8, BleedEdges::Three, PrintStandard::X1a, quarter),
        Some(Printer::Offset) | None => (Length::mm(3), BleedEdges::Four, PrintStandard::X4, quarter),
    }
}

/// The bytes of the output intent's profile: an output profile for grey or CMYK, of a version that printers know.
fn profile(field: Field<String>, values: &mut Values<'_>) -> Option<Arc<[u8]>> {
    let (path, span) = values.asset(field)?;
    let bytes = values.sources.asset(&format!("book/{path}")).cloned().unwrap_or_default();
    // ICC.1:2010 §7.2: version at 8, class at 12, colour space at 16, signature at 36.
    let at = |from: usize| bytes.get(from..from + 4).unwrap_or_default();
    let known = at(36) == b"acsp" && at(8).first().is_some_and(|version| *version <= 4);
    if known && at(12) == b"prtr" && [b"CMYK", b"GRAY"].iter().any(|space| at(16) == *space) {
        return Some(bytes);
    }
    let problem = Diagnostic::new(Code::WrongValue, span, format!("`{path}` is no output profile for CMYK or grey"));
    values.report.push(problem.hint("ask the printer for the ICC profile of the press and its paper"));
    None
}

/// One of `names`.
fn known_name(field: Field<String>, names: &[&'static str], values: &mut Values<'_>) -> Option<String> {
    let choices: Vec<(&str, &str)> = names.iter().map(|name| (*name, *name)).collect();
    values.choice(field, &choices).map(str::to_owned)
}

/// What the number of pages is padded to a multiple of.
fn pages_multiple(field: Field<TextOr<i64>>, values: &mut Values<'_>) -> u32 {
    match values.value(field) {
        None => 2,
        Some((TextOr::Text(even), _)) if even == "even" => 2,
        Some((TextOr::Other(number @ 1..=64), _)) => number as u32,
        Some((_, span)) => {
            values.wrong(span, "pages are padded to `\"even\"`, or to a multiple of a number from 1 to 64");
            2
        }
    }
}

fn screen_standards(field: Field<TextOr<typed::List<String>>>, values: &mut Values<'_>) {
    let standards = match values.value(field) {
        None => Vec::new(),
        Some((TextOr::Text(standard), span)) => vec![(standard, span)],
        Some((TextOr::Other(list), _)) => values.items(list),
    };
    for (standard, span) in standards {
        let field = Some(Spanned::new(span.range(), Typed::Meant(standard)));
        known_name(field, &SCREEN_STANDARDS, values);
    }
}
