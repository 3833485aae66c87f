//! Bad input: each fault is told at the very place.

use super::*;

/// That `text` has one problem, of this name and at these words.
fn one(text: &str, expected: &str) {
    assert_eq!(problems(text), [expected], "{text}");
}

#[test]
fn left_over_marks_are_told_where_they_stand() {
    one("a *b c", "left-over *");
    one("a **b c", "left-over **");
    assert_eq!(problems("*„Szabad Nép”*ben"), ["left-over *", "left-over *"]);
    one("a [b c", "left-over [");
    one("a b] c", "left-over ]");
    one("a ` b", "left-over `");
    one("a ~~b c", "left-over ~~");
    one("a ::: b", "left-over :::");
    one("> ::: verse", "left-over :::");
    one("a <!-- b", "left-over <!--");
    one("a <u>b", "left-over <u>");
    one("a</u> b", "left-over </u>");
    one("a []", "left-over []");
    one("a b\\", "left-over \\");
}

#[test]
fn marks_that_cross_are_left_over() {
    assert_eq!(problems("[a *b] c*"), ["left-over [", "left-over ]"]);
    assert_eq!(problems("<u>a\n\nb</u>"), ["left-over <u>", "left-over </u>"]);
    assert_eq!(problems("<u>a [b</u> c]"), ["left-over [", "left-over ]"]);
}

#[test]
fn brackets_do_not_reach_over_paragraphs_or_lines_of_a_line_block() {
    assert_eq!(problems("[a\n\nb]"), ["left-over [", "left-over ]"]);
    assert_eq!(problems("::: verse\n[a\nb]\n:::"), ["left-over [", "left-over ]"]);
}

#[test]
fn code_is_told() {
    one("a `b` c", "code `b`");
    one("a\n\n    indented", "code indented");
    assert_eq!(problems("```\na\n```"), ["code ```", "code ```"]);
    assert_eq!(problems("~~~\na"), ["code ~~~"]);
}

#[test]
fn underlined_headings_and_other_rules_are_told() {
    one("Text\n---", "underlined-heading ---");
    one("Text\n===", "underlined-heading ===");
    one("a\n\n---\n\nb", "left-over ---");
    one("a\n\n***\n\nb", "left-over ***");
    one("______", "left-over ______");
}

#[test]
fn unknown_html_is_told() {
    one("a <em>b", "unknown-html <em>");
    one("a<br>b", "unknown-html <br>");
    assert_eq!(problems("<div>\na *b*\n</div>"), ["unknown-html <div>", "unknown-html </div>"]);
    one("<u class=\"x\">", "unknown-html <u class=\"x\">");
    one("<span lang=\"x\">a</span>", "unknown-language <span lang=\"x\">");
}

#[test]
fn unknown_blocks_classes_and_keys_are_told_with_what_may_be_meant() {
    one("::: headnot\na\n:::", "unknown-block headnot");
    one("::: {#x}\na\n:::", "unknown-block {");
    one("::: figure {.full}\n![a](b.png)\n:::", "unknown-class .full");
    one("::: verse {.full-page}\na\n:::", "unknown-class .full-page");
    one("::: verse {title=\"x y\"}\na\n:::", "unknown-key title=\"x y\"");
    one("# a {b}", "unknown-key b");
    one("::: verse {lang=\"english\"}\na\n:::", "unknown-language lang=\"english\"");
    one("::: verse a b\nc\n:::", "left-over a b");
    let (_, report, _) = read("::: headnot\na\n:::");
    assert_eq!(report.sorted()[0].hints, ["did you mean `headnote`?"]);
}

#[test]
fn fences_that_close_nothing_and_blocks_that_are_never_closed_are_told() {
    one("a\n\n:::", "left-over :::");
    one("::: verse\na", "unclosed-block ::: verse");
    assert_eq!(problems("::: verse\na\n::::"), ["unclosed-block ::: verse", "left-over ::::"]);
    one("::: verse\na\n::: closer\nb\n:::", "unclosed-block ::: verse");
    one(":::: editorial\n::: verse\na\n::::", "unclosed-block ::: verse");
}

#[test]
fn what_is_read_after_a_missing_fence_is_what_was_meant() {
    let (parsed, ..) = read("::: headnote\na\n\n::: closer\nb\n:::\n\nc");
    assert_eq!(told_with_notes(&parsed), "headnote\n  p \"a\"\ncloser\n  line \"b\"\np \"c\"\n");
}

#[test]
fn blocks_that_lack_what_they_must_hold_are_told() {
    one("::: attachment\na\n:::", "incomplete-block ::: attachment");
    one("::: figure\na\n:::", "incomplete-block ::: figure");
    one("::: verse\n:::", "incomplete-block ::: verse");
    one("::: headnote\n\n:::", "incomplete-block ::: headnote");
    one("a\n\n[^1]:", "incomplete-block 1");
    one("![](a.png)", "missing-description ![](a.png)");
}

#[test]
fn blocks_where_none_can_stand_are_told() {
    one(":::: verse\na\n::: closer\nb\n:::\n::::", "misplaced-block ::: closer");
    one("::: marginal\na\n:::", "misplaced-block ::: marginal");
    one("a ![b](c.png)", "misplaced-block ![b](c.png)");
    assert_eq!(
        problems("::: figure\n![b](c.png)\nno blank line before the caption\n:::"),
        ["incomplete-block ::: figure", "misplaced-block ![b](c.png)"]
    );
}

#[test]
fn links_elsewhere_are_told() {
    one("[a](b.md)", "bad-link [a](b.md)");
    one("[sic](who?)", "bad-link [sic](who?)");
    one("[a](javascript:x)", "bad-link [a](javascript:x)");
    one("[a](https://b.hu \"title\")", "left-over [a](https://b.hu \"title\")");
    one("[a [[b]]](https://b.hu)", "bad-link [[b]]");
    one("[[a|b [[c]]]]", "bad-link [[c]]");
}

#[test]
fn names_that_cannot_be_names_are_told() {
    one("[[Imre Nagy]]", "bad-name Imre Nagy");
    one("[[]]", "bad-name ");
    one("[[a#]]", "bad-name ");
    one("[^a b]", "bad-name a b");
    one("[^1 2]: a", "bad-name 1 2");
    one("# a {#b/c}", "bad-name #b/c");
    one("[[^]]", "bad-name [[^]]");
    one("[[^a!]]", "bad-name [[^a!]]");
    one("[[dco:x]]", "unknown-reference dco");
    one("::: editorial {#a #b}\nc\n:::", "bad-name #b");
}

#[test]
fn a_bar_without_words_is_told() {
    one("[[a|]]", "left-over |");
    one("[[^a|\u{A0}]]", "left-over |");
}

#[test]
fn a_second_work_without_a_semicolon_is_told() {
    one("[@a and @b]", "left-over @b");
}

#[test]
fn tables_tell_of_cells_rules_and_lines_that_do_not_fit() {
    one("| a | b |\n|---|---|\n| c | d | e | f |", "surplus-cells  e | f ");
    one("| a | b |\n|---|---|\n| c | d |\nText", "misplaced-block Text");
    one("| a | b |\n|---|\n", "left-over |---|");
}

#[test]
fn lists_that_break_into_a_paragraph_are_told() {
    one("Twice he has\n- as always -\nasked.", "broken-list - as always -");
    one("On March\n1. He came.", "broken-list 1. He came.");
    one("1. He was born in\n1956. Then he", "broken-list 1956. Then he");
    one("a\n\n-", "left-over -");
    assert_eq!(problems("On March\n12. He came.\n\n- a\n- b\n  - c\n\n1. a\n3. b"), [""; 0]);
}

#[test]
fn what_stands_neither_in_a_note_nor_outside_is_told() {
    one("[^1]: a\n\n  b", "misplaced-block b");
    one("[^1]: a\n- b", "misplaced-block - b");
    one("[^1]: a\n> b", "misplaced-block > b");
    one(" [^1]: a", "misplaced-block [^1]:");
    one("> [^1]: a", "misplaced-block [^1]:");
    one("::: verse\na\n[^1]: b\nc\n:::", "misplaced-block c");
    assert_eq!(problems("[^1]: a\n\nb\n\n[^2]: c\n# d"), [""; 0]);
}

#[test]
fn a_second_bar_in_a_line_is_told() {
    one("::: opener\na | b | c\n:::", "left-over |");
}

#[test]
fn a_title_is_one_paragraph() {
    let language = Language::parse("en").unwrap();
    let sources = Sources::from_texts([("a.md", "a\n\nb")]);
    let span = Span::new(sources.find("a.md").unwrap(), 0, 4);
    let passage = Passage { text: "a\n\nb", span, offsets: Offsets::Exact, language: &language };
    let mut report = Report::default();
    super::super::inline(&passage, &mut report);
    assert_eq!(problems_of(&report, &sources), ["misplaced-block b"]);
}

#[test]
fn all_problems_are_told_in_one_run() {
    assert_eq!(problems("`a`\n\n<div>\n\n[b\n\n---\n\n[[c d]]\n").len(), 5);
}
