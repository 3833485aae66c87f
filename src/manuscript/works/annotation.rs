//! What the editors say of a work: the format's own running text, in a file that is not in it.
//!
//! The libraries that read these files tell no places of values, and change them: braces and
//! escapes are undone, line ends become spaces. So the annotation is looked for behind the
//! key of its work. One that stands there letter by letter has its exact place; any other
//! has the line of its field, or else the place of the work.

use std::ops::Range;

use super::{Desk, Work, rest_of_line};
use crate::manuscript::markdown::Offsets;
use crate::manuscript::record::Words;
use crate::report::Report;
use crate::source::Span;

/// The fields that hold it.
const NAMES: [&str; 2] = ["annotation", "annote"];

/// Reads the annotations of all `works`.
pub(super) fn read(desk: Desk<'_>, works: &mut [Work], report: &mut Report) {
    let keys: Vec<Span> = works.iter().map(|work| work.span).collect();
    for work in works.iter_mut() {
        let Some(text) = work.fields.get("annotation").map(|text| text.trim()).filter(|text| !text.is_empty()) else {
            continue;
        };
        let file = desk.sources.file(work.span.file);
        let start = work.span.end as usize;
        let next = keys.iter().filter(|key| key.file == work.span.file && key.start as usize > start);
        let end = next.map(|key| key.start as usize).min().unwrap_or(file.text.len());
        let words = match place(&file.text, start..end, text) {
            Place::Exact(place) => {
                let span = Span::new(work.span.file, place.start, place.end);
                Words { text: text.to_owned(), span, offsets: Offsets::Exact }
            }
            Place::Line(line) => {
                let span = Span::new(work.span.file, line.start, line.end);
                Words { text: text.to_owned(), span, offsets: Offsets::Whole }
            }
            Place::Unknown => Words { text: text.to_owned(), span: work.span, offsets: Offsets::Whole },
        };
        work.annotation = words.inline(desk.language, report);
    }
}

/// Where an annotation stands.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    Exact(Range<usize>),
    Line(Range<usize>),
    Unknown,
}

/// The place of `annotation` in `entry`, a stretch of `file`.
fn place(file: &str, entry: Range<usize>, annotation: &str) -> Place {
    let written = file.get(entry.clone()).unwrap_or_default();
    if let Some(at) = written.find(annotation) {
        let start = entry.start + at;
        return Place::Exact(start..start + annotation.len());
    }
    let field = NAMES.iter().filter_map(|name| written.find(name)).min();
    field.map_or(Place::Unknown, |at| Place::Line(rest_of_line(file, entry.start + at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annotation_is_found_behind_the_key_of_its_work() {
        let file = "@book{a, annotation = {Good.}}\n@book{b,\n annote = {Very\n good.}}";
        assert_eq!(place(file, 7..30, "Good."), Place::Exact(23..28));
        let Place::Line(line) = place(file, 38..file.len(), "Very good.") else { panic!("the line of its field") };
        assert_eq!(&file[line], "annote = {Very");
        assert_eq!(place(file, 7..8, "Good."), Place::Unknown);
    }
}
