//! Rules about pages: how many, which way round, and how near to their edges they are printed.

use super::{Job, Rules, Verdict, set_at, told};
use crate::length::{Length, Point, Rect, Size};
use crate::report::{Code, Diagnostic};
use crate::source::Span;
use crate::typeset::page::{Folio, Item, Page, Side, Turn};

/// The number of pages: not too few, not too many for the paper, and a multiple.
pub(super) fn count(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let count = job.pages.pages.len();
    if count < rules.pages_least {
        let pages = if count == 1 { "page" } else { "pages" };
        let message =
            format!("the book has {count} {pages}, and {} binds none under {}", rules.name, rules.pages_least);
        offences.push(of_volume(message, "add to it, or choose another printer"));
    }
    if !count.is_multiple_of(rules.pages_multiple) {
        let message = format!("the number of pages, {count}, is no multiple of {}", rules.pages_multiple);
        let problem = set_at(job, "pdf.print.pages", Code::WrongPageCount, message);
        offences.push(problem.hint(format!("write `pages = {}` in `[pdf.print]`", rules.pages_multiple)));
    }
    let paper = job.paper.and_then(|paper| rules.papers.get(paper)).and_then(|paper| paper.pages_most);
    let most = paper.or_else(|| rules.papers.values().filter_map(|paper| paper.pages_most).max());
    match most {
        Some(most) if count > most => {
            let message = format!("the book has {count} pages, and {} binds no more than {most}", rules.name);
            offences.push(of_volume(message, "divide it into volumes, or set it in smaller type or on larger pages"));
            Verdict::Offended
        }
        Some(most) => Verdict::Met(format!("{count} pages; from {} to {most} are bound", rules.pages_least)),
        None => Verdict::Met(format!("{count} pages, no fewer than {}", rules.pages_least)),
    }
}

/// Whole sheets: what is wanting is no fault, but the printer adds it, and it costs the same.
pub(super) fn signatures(job: &Job<'_>, rules: &Rules, _: &mut Vec<Diagnostic>) -> Verdict {
    let Some(signature) = rules.signature else { return Verdict::Free };
    let count = job.pages.pages.len();
    match count % signature {
        0 => Verdict::Met(format!("{count} pages fill {} sheets of {signature}", count / signature)),
        over => Verdict::Unjudged(format!(
            "{count} pages leave {} blank pages on the last sheet of {signature}; `pages = {signature}` puts them into the file",
            signature - over
        )),
    }
}

/// Odd pages are rectos, and numbers go on without a gap.
pub(super) fn sides(job: &Job<'_>, _: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let fault = job.pages.pages.iter().enumerate().find(|(at, page)| {
        let side = if at.is_multiple_of(2) { Side::Recto } else { Side::Verso };
        let (Folio::Roman(number) | Folio::Arabic(number)) = page.folio;
        page.side != side || (number % 2 == 1) != (side == Side::Recto)
    });
    if let Some((at, page)) = fault {
        let message = format!("page {} (sheet {}) is on the wrong side of its leaf", page.folio, at + 1);
        offences
            .push(Diagnostic::of_volume(Code::WrongSide, message).hint("this is a fault of ours: please report it"));
    }
    Verdict::Met("odd pages are rectos, and numbers go on without a gap".into())
}

/// Not too many blank pages in a row: a printer's programs take them for a fault.
pub(super) fn blanks(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let Some(most) = rules.blanks_most else { return Verdict::Free };
    let (mut row, mut longest, mut last) = (0, 0, 0);
    for (at, page) in job.pages.pages.iter().enumerate() {
        row = if page.items.is_empty() { row + 1 } else { 0 };
        if row > longest {
            (longest, last) = (row, at);
        }
    }
    if longest > most {
        let page = &job.pages.pages[last];
        let message =
            format!("{longest} blank pages in a row, up to page {}; no more than {most} are taken", page.folio);
        let problem = set_at(job, "pdf.print.pages", Code::BlankPages, message);
        offences.push(problem.hint("ask for a smaller multiple with `pages` in `[pdf.print]`, or move a piece"));
    }
    Verdict::Met(format!("no more than {longest} in a row"))
}

/// The white at the spine, which grows with the book.
pub(super) fn gutter(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let count = job.pages.pages.len();
    let least = rules.gutter.iter().find(|gutter| count <= gutter.pages).or(rules.gutter.last());
    let least = least.map_or(rules.margin, |gutter| gutter.least);
    let spine = |page: &Page, rect: Rect| match page.side {
        Side::Recto => rect.origin.x,
        Side::Verso => job.pages.trim.width - rect.right(),
    };
    let found = nearest(job, &spine);
    if let Some(found) = found.as_ref().filter(|found| found.white < least) {
        let message = format!(
            "page {} is printed to {} from the spine, and a book of {count} pages needs {}",
            found.folio,
            told(found.white),
            told(least)
        );
        let hint = format!("make `margins.inner` in `[design]` {:.1}mm wider", (least - found.white).to_mm() + 0.05);
        offences.push(of_margin(job, "inner", Code::NarrowGutter, message, found).hint(hint));
    }
    Verdict::Met(format!("{} at the least; {} are asked for {count} pages", white(found), told(least)))
}

/// The white at head, foot and fore-edge.
pub(super) fn margins(job: &Job<'_>, rules: &Rules, offences: &mut Vec<Diagnostic>) -> Verdict {
    let bleeds = job.manifest.print.bleed > Length::ZERO;
    let least = rules.margin_with_bleed.filter(|_| bleeds).unwrap_or(rules.margin);
    let Size { width, height } = job.pages.trim;
    let fore_edge = |page: &Page, rect: Rect| match page.side {
        Side::Recto => width - rect.right(),
        Side::Verso => rect.origin.x,
    };
    let head = |_: &Page, rect: Rect| rect.origin.y;
    let foot = |_: &Page, rect: Rect| height - rect.bottom();
    let edges = [
        ("fore-edge", "outer", nearest(job, &fore_edge)),
        ("head", "top", nearest(job, &head)),
        ("foot", "bottom", nearest(job, &foot)),
    ];
    let mut narrowest = Length::MAX;
    for (edge, key, found) in edges {
        let Some(found) = found else { continue };
        narrowest = narrowest.min(found.white);
        if found.white < least {
            let message = format!(
                "page {} is printed to {} from the {edge}, and the printer needs {}",
                found.folio,
                told(found.white),
                told(least)
            );
            let hint =
                format!("make `margins.{key}` in `[design]` {:.1}mm wider", (least - found.white).to_mm() + 0.05);
            offences.push(of_margin(job, key, Code::NarrowMargin, message, &found).hint(hint));
        }
    }
    if narrowest == Length::MAX {
        return Verdict::Met("nothing is printed".into());
    }
    Verdict::Met(format!("{} at the least; {} are asked", told(narrowest), told(least)))
}

/// What is printed nearest to an edge.
struct Nearest {
    white: Length,
    folio: Folio,
    span: Option<Span>,
}

fn white(nearest: Option<Nearest>) -> String {
    nearest.map_or_else(|| "nothing is printed".into(), |nearest| told(nearest.white))
}

/// What of all pages is printed nearest to the edge from which `distance` counts.
fn nearest(job: &Job<'_>, distance: &dyn Fn(&Page, Rect) -> Length) -> Option<Nearest> {
    let found = printed(job).map(|printed| (distance(printed.page, printed.rect), printed));
    let found = found.min_by_key(|(white, _)| *white);
    found.map(|(white, printed)| Nearest { white, folio: printed.page.folio, span: printed.span })
}

/// Something that is printed: where, and where it was written.
pub(super) struct Printed<'a> {
    pub page: &'a Page,
    pub rect: Rect,
    pub span: Option<Span>,
}

/// Everything that is printed.
pub(super) fn printed<'a>(job: &Job<'a>) -> impl Iterator<Item = Printed<'a>> {
    let items = job.pages.pages.iter().flat_map(|page| page.items.iter().map(move |item| (page, item)));
    items.filter_map(|(page, item)| match item {
        Item::Run(run) if run.text.trim().is_empty() => None,
        Item::Run(run) => {
            let long = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            // Three quarters of a letter's size stand above the baseline, a quarter below it.
            let above = run.size.scale(3, 4);
            let rect = match run.turn {
                Turn::Upright => Rect::new(Point::new(run.origin.x, run.origin.y - above), Size::new(long, run.size)),
                Turn::Left => {
                    Rect::new(Point::new(run.origin.x - above, run.origin.y - long), Size::new(run.size, long))
                }
            };
            Some(Printed { page, rect, span: run.span })
        }
        Item::Rule { rect, .. } | Item::Picture { rect, .. } => Some(Printed { page, rect: *rect, span: None }),
        Item::Link { .. } => None,
    })
}

fn of_volume(message: String, hint: &str) -> Diagnostic {
    Diagnostic::of_volume(Code::WrongPageCount, message).hint(hint)
}

/// A problem of a margin, at the key that sets it; what is printed there stands beside it.
fn of_margin(job: &Job<'_>, key: &str, code: Code, message: String, found: &Nearest) -> Diagnostic {
    let problem = set_at(job, &format!("design.margins.{key}"), code, message);
    match found.span {
        Some(span) => problem.related(span, format!("printed there, on page {}", found.folio)),
        None => problem,
    }
}

/// A problem at a place, if it has one.
pub(super) fn at(code: Code, span: Option<Span>, message: String, hint: impl Into<String>) -> Diagnostic {
    Diagnostic { span, ..Diagnostic::of_volume(code, message) }.hint(hint)
}
