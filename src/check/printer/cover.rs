//! The cover: how wide its spine is, and a template for whoever draws it.
//!
//! The volume holds the front of the cover alone, for the EPUB. What a printer wants is one
//! sheet: back, spine and front, with bleed around. Its size follows from the pages and the
//! paper, so that it can be said here; what is drawn on it cannot be judged.

use super::{Job, Rules, Verdict, told};
use crate::length::{Length, Size};
use crate::report::{Code, Diagnostic};

/// The paper: one that the printer has.
pub(super) fn paper(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let names: Vec<&str> = rules.papers.keys().map(String::as_str).collect();
    match job.paper {
        Some(paper) if Length::parse(paper).is_ok() => Verdict::Met(format!("a leaf is {paper} thick, as you say")),
        _ if names.is_empty() => {
            Verdict::Unjudged("ask the printer how thick a leaf is, and say it: `--paper 0.11mm`".into())
        }
        None => Verdict::Unjudged(format!("say which with `--paper`: {}", names.join(", "))),
        Some(paper) if rules.papers.contains_key(paper) => Verdict::Met(paper.to_owned()),
        Some(paper) => {
            let message = format!("{} has no paper called `{paper}`", rules.name);
            offences
                .push(Diagnostic::of_volume(Code::UnknownPaper, message).hint(format!("it has {}", names.join(", "))));
            Verdict::Offended
        }
    }
}

/// How wide the spine is.
pub(super) fn spine(job: &Job<'_>, rules: &Rules, _: &mut Vec<Diagnostic>) -> Verdict {
    let count = job.pages.pages.len();
    let Some(width) = spine_width(job, rules) else {
        return Verdict::Unjudged(format!(
            "it depends on the paper; the printer tells you the width for {count} pages"
        ));
    };
    let words = match rules.spine_text_from {
        Some(from) if count < from => format!("; it bears no words, for which {from} pages are needed"),
        _ => String::new(),
    };
    Verdict::Met(format!("{} for {count} pages{words}", told(width)))
}

/// The cover's sheet.
pub(super) fn cover(job: &Job<'_>, rules: &Rules, _: &mut Vec<Diagnostic>) -> Verdict {
    let size = sheet(job, rules).map(|size| format!("its sheet is {} by {}; ", told(size.width), told(size.height)));
    Verdict::Unjudged(format!(
        "{}it is a file of its own, which `--template FILE.svg` gives the lines for",
        size.unwrap_or_default()
    ))
}

/// The width of the spine; none if the paper is not known, or its thickness.
fn spine_width(job: &Job<'_>, rules: &Rules) -> Option<Length> {
    let paper = job.paper?;
    let count = job.pages.pages.len() as i64;
    if let Ok(leaf) = Length::parse(paper) {
        return Some(leaf * count / 2);
    }
    Some(rules.papers.get(paper)?.thickness? * count)
}

/// The size of the cover's sheet: back, spine and front, and bleed around.
fn sheet(job: &Job<'_>, rules: &Rules) -> Option<Size> {
    let bleed = rules.cover_bleed * 2;
    let Size { width, height } = job.pages.trim;
    Some(Size::new(width * 2 + spine_width(job, rules)? + bleed, height + bleed))
}

/// A template for the cover, as SVG in its true size: the sheet, the trim, the spine, and the white that no words should
/// enter. None if the width of the spine is not known.
pub fn template(job: &Job<'_>, rules: &Rules) -> Option<String> {
    /// An eighth of an inch: how far words stay away from what is cut or folded.
    const AWAY: Length = Length::units(114_300);
    let (sheet, spine) = (sheet(job, rules)?, spine_width(job, rules)?);
    let Size { width, height } = job.pages.trim;
    let bleed = rules.cover_bleed;
    let mm = |length: Length| format!("{:.3}", length.to_mm());
    let rect = |x: Length, y: Length, width: Length, height: Length, dress: &str| {
        let [x, y, width, height] = [x, y, width, height].map(mm);
        format!("  <rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {dress}/>\n")
    };
    let (cut, fold) =
        ("fill=\"none\" stroke=\"#c00\" stroke-width=\"0.25\"", "fill=\"none\" stroke=\"#06c\" stroke-width=\"0.25\"");
    let safe = "fill=\"none\" stroke=\"#0a0\" stroke-width=\"0.25\" stroke-dasharray=\"2 1\"";
    let panel = |left: Length| rect(left + AWAY, bleed + AWAY, width - AWAY * 2, height - AWAY * 2, safe);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}mm\" height=\"{1}mm\" viewBox=\"0 0 {0} {1}\">\n",
        mm(sheet.width),
        mm(sheet.height)
    );
    svg.push_str(&format!(
        "  <desc>{} pages, {}. Red: the trim. Blue: the spine, {} mm. Green: no words beyond. Take these lines out \
         before you save the cover.</desc>\n",
        job.pages.pages.len(),
        rules.name,
        mm(spine)
    ));
    svg.push_str(&rect(bleed, bleed, sheet.width - bleed * 2, height, cut));
    svg.push_str(&rect(bleed + width, bleed, spine, height, fold));
    svg.push_str(&panel(bleed));
    svg.push_str(&panel(bleed + width + spine));
    svg.push_str("</svg>\n");
    Some(svg)
}
