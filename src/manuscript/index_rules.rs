//! index.toml: where the index says *see* and *see also*, and what headings are sorted by.

use super::record::{Field, Keys, Value, ValueKind, Words, wrong_kind};
use super::{Desk, SeeRule, SortRule, Text, tables};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;

/// What index.toml says.
#[derive(Default)]
pub(super) struct IndexRules {
    /// `[see]`
    pub see: Vec<SeeRule>,
    /// `[see-also]`
    pub see_also: Vec<SeeRule>,
    /// `[sort]`
    pub sort: Vec<SortRule>,
}

/// Reads index.toml, if there is one.
pub(super) fn read(desk: Desk<'_>, report: &mut Report) -> IndexRules {
    let Some(file) = desk.sources.find("book/index.toml") else { return IndexRules::default() };
    let record = tables::read(desk.sources, Span::new(file, 0, desk.sources.file(file).text.len()), report);
    let mut keys = Keys::of(&record, report);
    let see = keys.value("see").map(|value| rules(desk, "see", value, keys.report())).unwrap_or_default();
    let see_also =
        keys.value("see-also").map(|value| rules(desk, "see-also", value, keys.report())).unwrap_or_default();
    let sort = keys.value("sort").map(|value| sort_rules(desk, value, keys.report())).unwrap_or_default();
    keys.finish();
    IndexRules { see, see_also, sort }
}

fn rules(desk: Desk<'_>, key: &str, value: &Value, report: &mut Report) -> Vec<SeeRule> {
    fields(key, value, report).iter().filter_map(|field| rule(desk, field, report)).collect()
}

fn sort_rules(desk: Desk<'_>, value: &Value, report: &mut Report) -> Vec<SortRule> {
    fields("sort", value, report).iter().filter_map(|field| sort_rule(desk, field, report)).collect()
}

/// What stands in the table `[key]`.
fn fields<'v>(key: &str, value: &'v Value, report: &mut Report) -> &'v [Field] {
    let ValueKind::Table(record) = &value.kind else {
        let problem = wrong_kind(key, &value.kind, "a table", value.span);
        report.push(problem.hint(format!("write `[{key}]` on a line of its own, and the headings below it")));
        return &[];
    };
    &record.fields
}

fn sort_rule(desk: Desk<'_>, field: &Field, report: &mut Report) -> Option<SortRule> {
    let ValueKind::Words(words) = &field.value.kind else {
        report.push(wrong_kind(&field.key, &field.value.kind, "the words it is sorted by", field.key_span));
        return None;
    };
    let heading = heading(desk, field, report)?;
    Some(SortRule { heading, sort: words.text.clone(), span: field.key_span })
}

/// The heading that a rule is for.
fn heading(desk: Desk<'_>, field: &Field, report: &mut Report) -> Option<Vec<Text>> {
    let raw = desk.sources.text(field.key_span);
    path(desk, &Words::placed(field.key.clone(), field.key_span, raw), report)
}

fn rule(desk: Desk<'_>, field: &Field, report: &mut Report) -> Option<SeeRule> {
    let targets: Vec<&Words> = match &field.value.kind {
        ValueKind::Words(words) => vec![words],
        ValueKind::List(items) => items.iter().filter_map(|item| target(&field.key, item, report)).collect(),
        other => {
            let problem = wrong_kind(&field.key, other, "a heading or a list of headings", field.key_span);
            report.push(problem.hint("a heading with a dot or a space is put between quotation marks"));
            return None;
        }
    };
    let from = heading(desk, field, report)?;
    let to = targets.into_iter().filter_map(|words| Some((path(desk, words, report)?, words.span))).collect();
    Some(SeeRule { from, to, span: field.key_span })
}

fn target<'v>(key: &str, item: &'v Value, report: &mut Report) -> Option<&'v Words> {
    match &item.kind {
        ValueKind::Words(words) => Some(words),
        other => {
            report.push(wrong_kind(key, other, "a heading", item.span));
            None
        }
    }
}

/// A heading and its subheadings, which `!` parts.
fn path(desk: Desk<'_>, words: &Words, report: &mut Report) -> Option<Vec<Text>> {
    let parts = words.split('!');
    if parts.len() != words.text.split('!').count() {
        let problem = Diagnostic::new(Code::WrongValue, words.span, format!("`{}` has an empty heading", words.text));
        report.push(problem.hint("`heading!subheading` has words on both sides"));
        return None;
    }
    Some(parts.iter().map(|part| part.inline(desk.language, report)).collect())
}

#[cfg(test)]
mod tests {
    use crate::manuscript::trial::{Trial, mutilated, words};

    const RULES: &str = r#"[see]
"AVH" = "State Security Authority"
[see-also]
"Suez crisis" = ["Israel", "United Kingdom!and Egypt"]
Poland = "Gomułka"
"#;

    fn index(text: &str) -> Trial {
        Trial::of("back = [\"index\"]", &[("book/index.toml", text)])
    }

    #[test]
    fn a_heading_points_to_one_or_to_several() {
        let trial = index(RULES);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let see = &trial.manuscript.see[0];
        assert_eq!((words(&see.from).as_str(), trial.sources.text(see.to[0].1)), ("AVH", "State Security Authority"));
        let also = &trial.manuscript.see_also;
        assert_eq!(also.iter().map(|rule| words(&rule.from)).collect::<Vec<_>>(), ["Suez crisis", "Poland"]);
        assert_eq!(also[0].to[1].0.iter().map(words).collect::<Vec<_>>(), ["United Kingdom", "and Egypt"]);
    }

    #[test]
    fn faults_of_the_index_are_all_told() {
        let text = "seee = 1\n[see]\nA = 3\nB = [4, \"C\"]\n\"D!\" = \"E\"\n";
        assert_eq!(index(text).told(), ["unknown-key: seee", "wrong-value: A", "wrong-value: 4", "wrong-value: D!"]);
        assert_eq!(index("see = \"x\"\n").told(), ["wrong-value: \"x\""]);
    }

    #[test]
    fn no_index_makes_the_reader_panic() {
        mutilated(RULES).for_each(|text| drop(index(&text)));
    }
}
