//! Rules about the file: its bleed, its marks, the standard it meets, its size.

use super::pages::printed;
use super::{Job, Rules, Verdict, set_at, told, written};
use crate::length::Length;
use crate::manifest::{BleedEdges, Marks, PrintStandard};
use crate::report::{Code, Diagnostic};

/// The bleed: as wide as the printer wants it and on the edges they want it on, or none where nothing bleeds.
pub(super) fn bleed(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let print = &job.manifest.print;
    let edges = if rules.bleed_edges == 3 { BleedEdges::Three } else { BleedEdges::Four };
    let nothing_bleeds = printed(job).all(|printed| {
        let rect = printed.rect;
        rect.origin.x >= Length::ZERO
            && rect.origin.y >= Length::ZERO
            && rect.right() <= job.pages.trim.width
            && rect.bottom() <= job.pages.trim.height
    });
    let mut offend = |key: &str, message: String, hint: String| {
        offences.push(set_at(job, key, Code::WrongBleed, message).hint(hint));
    };
    if print.bleed == Length::ZERO && rules.without_bleed && nothing_bleeds {
        return Verdict::Met("nothing bleeds, and the file has the size of the trimmed page".into());
    }
    if print.bleed != rules.bleed {
        let message =
            format!("the file has {} of bleed, and the printer asks for {}", told(print.bleed), told(rules.bleed));
        let none = if rules.without_bleed && nothing_bleeds { ", or `bleed = \"0mm\"`: nothing bleeds" } else { "" };
        offend(
            "pdf.print.bleed",
            message,
            format!("write `bleed = \"{}\"` in `[pdf.print]`{none}", written(rules.bleed)),
        );
    }
    if print.bleed > Length::ZERO && print.bleed_edges != edges {
        let message = match edges {
            BleedEdges::Three => "the file has bleed at the spine too, where leaves are glued",
            BleedEdges::Four => "the file has no bleed at the spine",
        };
        offend("pdf.print.printer", message.into(), "write `printer` in `[pdf.print]`: the edges follow it".into());
    }
    Verdict::Met(format!("{} on {} edges", told(print.bleed), rules.bleed_edges))
}

/// Crop marks, where the printer cannot use them.
pub(super) fn marks(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let drawn = job.manifest.print.marks == Marks::Drawn;
    if drawn && !rules.marks {
        let message = "the file has crop marks, which this printer refuses";
        let problem = set_at(job, "pdf.print.marks", Code::UnwantedMarks, message);
        offences.push(problem.hint("write `marks = false` in `[pdf.print]`"));
    }
    Verdict::Met(if drawn { "they are drawn, as you asked" } else { "there are none" }.into())
}

/// The standard of the file.
pub(super) fn standard(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let (standard, name) = match job.manifest.print.standard {
        PrintStandard::X4 => ("pdf/x-4", "PDF/X-4"),
        PrintStandard::X1a => ("pdf/x-1a", "PDF/X-1a:2001"),
    };
    if !rules.standards.iter().any(|taken| taken == standard) {
        let taken = rules.standards.join("`, `");
        let message = format!("the file is {name}, and {} takes `{taken}`", rules.name);
        let problem = set_at(job, "pdf.print.standard", Code::WrongStandard, message);
        offences.push(problem.hint(format!("write `standard = \"{}\"` in `[pdf.print]`", rules.standards[0])));
    }
    Verdict::Met(format!("{name}: no transparency, no links, type in black ink alone"))
}

/// Fonts: every file of ours has them in it, cut down to what is used.
pub(super) fn fonts(_: &Job<'_>, _: &Rules, _: &mut Vec<Diagnostic>) -> Verdict {
    Verdict::Met("all are embedded, as subsets".into())
}

/// The size of the file.
pub(super) fn size(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let megabytes = job.file_size.div_ceil(1_000_000);
    match rules.megabytes {
        None => Verdict::Free,
        Some(most) => {
            if megabytes > most {
                let message = format!("the file has {megabytes} MB, and no more than {most} are taken");
                let problem = Diagnostic::of_volume(Code::LargeFile, message);
                offences.push(
                    problem
                        .hint("save the pictures at the size at which they are printed, with 300 pixels to the inch"),
                );
            }
            Verdict::Met(format!("{megabytes} MB of {most}"))
        }
    }
}
