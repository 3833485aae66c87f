//! Rules about ink: how small type is, how thin rules, how fine pictures, how much ink lies on one spot.

use super::pages::at;
use super::{Job, Rules, Verdict, set_at};
use crate::check::pictures::{figures, fineness, is_same};
use crate::report::{Code, Diagnostic};
use crate::typeset::page::Item;
use crate::volume::PictureFormat;

/// The size of the smallest type. Superior figures are smaller than their type, and no printer minds.
pub(super) fn type_size(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let Some(least) = rules.type_size else { return Verdict::Free };
    let runs = job.pages.pages.iter().flat_map(|page| page.items.iter().map(move |item| (page, item)));
    let runs = runs.filter_map(|(page, item)| match item {
        Item::Run(run) if run.text.chars().filter(|c| c.is_alphabetic()).count() > 2 => Some((page, run)),
        _ => None,
    });
    let Some((page, smallest)) = runs.min_by_key(|(_, run)| run.size) else {
        return Verdict::Met("there is no type".into());
    };
    if smallest.size < least {
        let message =
            format!("type of {} on page {}, and the printer takes none under {least}", smallest.size, page.folio);
        offences.push(at(Code::SmallType, smallest.span, message, "make `body` or `notes` in `[design]` larger"));
    }
    Verdict::Met(format!("{} is the smallest; {least} is allowed", smallest.size))
}

/// The thinnest rule. The file is written with none thinner than its own printer allows.
pub(super) fn rules(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let Some(least) = rules.line else { return Verdict::Free };
    let written = job.manifest.print.thinnest_rule;
    let lines = job.pages.pages.iter().flat_map(|page| page.items.iter().map(move |item| (page, item)));
    let lines = lines.filter_map(|(page, item)| match item {
        Item::Rule { rect, .. } => Some((rect.size.width.min(rect.size.height).max(written), page.folio)),
        _ => None,
    });
    let Some((thinnest, folio)) = lines.min_by_key(|(thickness, _)| *thickness) else {
        return Verdict::Met("there are none".into());
    };
    if thinnest < least {
        let message = format!("a rule of {thinnest} on page {folio}, and the printer prints none under {least}");
        let hint = "name this printer as `printer` in `[pdf.print]`: rules are then drawn as thick as it needs";
        offences.push(set_at(job, "pdf.print.printer", Code::ThinRule, message).hint(hint));
    }
    Verdict::Met(format!("{thinnest} is the thinnest; {least} is allowed"))
}

/// The resolution of every picture as it is placed.
pub(super) fn resolution(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let figures = figures(job.volume);
    let mut coarsest: Option<i64> = None;
    for (page, item) in job.pages.pages.iter().flat_map(|page| page.items.iter().map(move |item| (page, item))) {
        let Item::Picture { picture, rect, turn, .. } = item else { continue };
        let Some(picture) = job.pages.pictures.get(picture.0 as usize) else { continue };
        let Some(found) = fineness(picture, *rect, *turn) else { continue };
        coarsest = Some(coarsest.map_or(found, |coarsest| coarsest.min(found)));
        let (needed, kind) = match rules.line_art {
            Some(line_art) if is_line_art(&picture.bytes, picture.format) => (line_art, "a drawing in black and white"),
            _ => (rules.halftone, "a picture"),
        };
        if found < needed {
            let span = figures.iter().find_map(|(span, figure)| is_same(figure, picture).then_some(*span));
            let message =
                format!("{kind} on page {} has {found} pixels to the inch, and needs {needed} in print", page.folio);
            let wanted = i64::from(picture.width) * needed / found.max(1);
            let hint = format!("it has {} pixels across and needs {wanted} at this size", picture.width);
            offences.push(at(Code::CoarseImage, span, message, hint));
        }
    }
    match coarsest {
        None => Verdict::Met("there are none of pixels".into()),
        Some(found) => Verdict::Met(format!("{found} pixels to the inch at the least")),
    }
}

/// Whether a picture is in black and white alone, with hardly a grey between.
fn is_line_art(bytes: &[u8], format: PictureFormat) -> bool {
    if format != PictureFormat::Png {
        return false;
    }
    image::load_from_memory(bytes).is_ok_and(|picture| {
        let picture = picture.to_luma8();
        let between = picture.pixels().filter(|pixel| (32..224).contains(&pixel.0[0])).count();
        between * 50 < (picture.width() as usize * picture.height() as usize).max(1)
    })
}

/// The most ink on one spot of a picture.
pub(super) fn amount(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let Some(most) = rules.ink else { return Verdict::Free };
    let figures = figures(job.volume);
    let mut heaviest = 100;
    for (picture, ink) in job.pages.pictures.iter().zip(job.ink) {
        let Some(ink) = *ink else { continue };
        heaviest = heaviest.max(ink);
        if ink > most {
            let span = figures.iter().find_map(|(span, figure)| is_same(figure, picture).then_some(*span));
            let message = format!("this picture has up to {ink}% of ink on one spot, and the paper takes {most}%");
            let hint = "write `inks = \"black\"` in `[pdf.print]`, or name the printer's own `profile`, which keeps to the limit";
            offences.push(at(Code::TooMuchInk, span, message, hint));
        }
    }
    Verdict::Met(format!("{heaviest}% at the most; {most}% are allowed"))
}
