//! The style of citations: one that comes with the library, or a CSL file of the volume.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::Style;

use super::{CitationStyle, Desk};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::Span;

const DEFAULT: &str = "chicago-notes";

/// No real style nests its elements so deep; the library reads them by recursion.
const DEEPEST: usize = 100;

/// The style that the manifest asks for, or Chicago's notes.
pub(super) fn read(desk: Desk<'_>, wanted: Option<&(String, Span)>, report: &mut Report) -> CitationStyle {
    let bundled = CitationStyle::Bundled(DEFAULT.to_owned());
    let Some((name, span)) = wanted else { return bundled };
    let found = if name.ends_with(".csl") { of_file(desk, name) } else { of_name(name) };
    found.unwrap_or_else(|(message, hint)| {
        report.push(Diagnostic::new(Code::UnknownStyle, *span, message).hint(hint));
        bundled
    })
}

/// A message and a hint.
type Fault = (String, String);

fn of_name(name: &str) -> Result<CitationStyle, Fault> {
    if ArchivedStyle::by_name(name).is_some() {
        return Ok(CitationStyle::Bundled(name.to_owned()));
    }
    let known = ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied());
    let hint = match did_you_mean(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a style that does not come with bookgen can be put under `book/` as a `.csl` file".to_owned(),
    };
    Err((format!("there is no citation style `{name}`"), hint))
}

fn of_file(desk: Desk<'_>, path: &str) -> Result<CitationStyle, Fault> {
    let Some(file) = desk.sources.find(&format!("book/{path}")) else {
        let known = desk.sources.files().filter_map(|(_, file)| file.path.strip_prefix("book/"));
        let hint = match did_you_mean(path, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("put it at `book/{path}`"),
        };
        return Err((format!("there is no citation style `{path}`"), hint));
    };
    let text = &desk.sources.file(file).text;
    let unreadable = |why: String| (format!("`{path}` cannot be read as a citation style"), why);
    if nesting(text) > DEEPEST {
        return Err(unreadable("its elements are nested too deep".to_owned()));
    }
    match Style::from_xml(text) {
        Ok(Style::Independent(_)) => Ok(CitationStyle::File(text.clone())),
        Ok(Style::Dependent(style)) => {
            let parent = style.parent_link.href.rsplit('/').next().unwrap_or("").to_owned();
            of_name(&parent).map_err(|_| {
                unreadable(format!("it only points to the style `{parent}`: put that one's `.csl` file there instead"))
            })
        }
        Err(error) => Err(unreadable(error.to_string())),
    }
}

/// How deep the elements of an XML text can be nested at the most.
fn nesting(xml: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in xml.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap_or("");
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.starts_with(['!', '?']) && !inside.ends_with('/') {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::manuscript::trial::mutilated;
    use crate::source::Sources;
    use hayagriva::citationberg::StyleClass;

    const MINIMAL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Ours</title><id>http://example.org/ours</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout suffix="."><text variable="title"/></layout></citation>
</style>"#;

    fn style(name: &str, csl: &str) -> (CitationStyle, Vec<(Code, Vec<String>)>) {
        let sources = Sources::from_texts([("book.toml", name), ("book/ours.csl", csl)]);
        let language = Language::parse("en").unwrap();
        let span = Span::new(sources.find("book.toml").unwrap(), 0, name.len());
        let mut report = Report::default();
        let desk = Desk { sources: &sources, language: &language };
        let style = read(desk, Some(&(name.to_owned(), span)), &mut report);
        (style, report.sorted().iter().map(|problem| (problem.code, problem.hints.clone())).collect())
    }

    fn class_of(name: &str) -> StyleClass {
        match ArchivedStyle::by_name(name).map(ArchivedStyle::get) {
            Some(Style::Independent(style)) => style.settings.class,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn the_styles_of_the_format_come_with_the_library() {
        assert_eq!(class_of("chicago-notes"), StyleClass::Note);
        assert_eq!(class_of("chicago-author-date"), StyleClass::InText);
        for name in [DEFAULT, "chicago-author-date"] {
            assert_eq!(style(name, ""), (CitationStyle::Bundled(name.to_owned()), vec![]));
        }
    }

    #[test]
    fn a_style_that_nobody_knows_is_told_with_the_nearest() {
        let hint = "did you mean `chicago-notes`?".to_owned();
        assert_eq!(style("chicago-note", "").1, [(Code::UnknownStyle, vec![hint])]);
        assert_eq!(style("theirs.csl", "").1[0].0, Code::UnknownStyle);
    }

    #[test]
    fn a_style_of_the_volume_is_read_to_know_that_it_can_be() {
        assert_eq!(style("ours.csl", MINIMAL), (CitationStyle::File(MINIMAL.to_owned()), vec![]));
        for broken in ["", "<style", "not XML", "<style></style>", &MINIMAL.replace("<citation>", "<cation>")] {
            assert_eq!(style("ours.csl", broken).1[0].0, Code::UnknownStyle, "{broken}");
        }
        mutilated(MINIMAL).for_each(|text| drop(style("ours.csl", &text)));
    }

    #[test]
    fn a_style_nested_beyond_reason_is_refused() {
        let deep = MINIMAL.replace("<text variable=\"title\"/>", &("<group>".repeat(9000) + &"</group>".repeat(9000)));
        assert_eq!(style("ours.csl", &deep).1[0].0, Code::UnknownStyle);
    }
}
