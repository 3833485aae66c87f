//! Quotation marks, dashes and dots.

use super::*;

/// `text` as it is printed in `language`, marks of the tree left out.
fn printed(language: &str, text: &str) -> String {
    let (parsed, ..) = read_as(text, DocumentKind::Other, language);
    let mut words = String::new();
    for block in &parsed.blocks {
        if let crate::manuscript::BlockKind::Paragraph(_, text) = &block.kind {
            add(text, &mut words);
        }
    }
    words
}

fn add(text: &Text, words: &mut String) {
    use crate::manuscript::Inline;
    for inline in text {
        match inline {
            Inline::Text(text, _) => words.push_str(text),
            Inline::Styled(_, inner, _) => add(inner, words),
            Inline::Editorial(_, inner, _) => {
                words.push('[');
                add(inner, words);
                words.push(']');
            }
            Inline::Reference(reference, _) => add(reference.shown.as_ref().unwrap_or(&Vec::new()), words),
            _ => {}
        }
    }
}

#[test]
fn each_language_has_its_own_quotation_marks() {
    for (language, expected) in [
        ("en-GB", "“a ‘b’ c”"),
        ("en-US", "“a ‘b’ c”"),
        ("hu", "„a »b« c”"),
        ("de", "„a ‚b‘ c“"),
        ("de-CH", "«a ‹b› c»"),
        ("cs", "„a ‚b‘ c“"),
        ("pl", "„a «b» c”"),
        ("ro", "„a «b» c”"),
        ("ru", "«a „b“ c»"),
        ("fr", "«\u{202F}a “b” c\u{202F}»"),
        ("la", "“a ‘b’ c”"),
    ] {
        assert_eq!(printed(language, "\"a 'b' c\""), expected, "{language}");
    }
}

#[test]
fn a_mark_faces_the_words_it_belongs_to() {
    for (typed, expected) in [
        ("(\"a\") [\"b\"] -- \"c\"--d", "(“a”) [“b”] – “c”–d"),
        ("*\"a\"* \"*b*\" \"**c**\".", "“a” “b” “c”."),
        ("He said---\"no\"---and \"yes---\" too", "He said—“no”—and “yes—” too"),
        ("\"'Tis,\" he said, \"'a' and 'b'\"", "“’Tis,” he said, “‘a’ and ‘b’”"),
        ("\"[T]he\" \"a [sic]\"", "“[T]he” “a [sic]”"),
        ("a\"b\"c", "a“b”c"),
        ("\"...and\"", "“…and”"),
        ("\"a\"; \"b\"!", "“a”; “b”!"),
    ] {
        assert_eq!(printed("en-GB", typed), expected, "{typed}");
    }
}

#[test]
fn note_calls_and_index_marks_do_not_turn_a_mark_around() {
    assert_eq!(
        printed("en", "\"a[^1]\" and \"[[^x]]b\"[^1] and \"[[y|z]]\" and \"[[doc:q]]\"\n\n[^1]: N."),
        "“a” and “b” and “z” and “”"
    );
}

#[test]
fn apostrophes_are_no_quotation_marks() {
    for (typed, expected) in [
        ("nobody's soldiers' o'clock", "nobody’s soldiers’ o’clock"),
        ("in '56 and the '50s", "in ’56 and the ’50s"),
        ("'tis 'Twas rock 'n' roll", "’tis ’Twas rock ’n’ roll"),
        ("'the soldiers' pay' and 'more'", "‘the soldiers’ pay’ and ‘more’"),
        ("go on, 'cause why", "go on, ’cause why"),
        ("[Gen.]'s", "[Gen.]’s"),
    ] {
        assert_eq!(printed("en-US", typed), expected, "{typed}");
    }
    assert_eq!(printed("de", "Hans' Auto, geht's"), "Hans’ Auto, geht’s");
    assert_eq!(printed("ru", "д'Артаньян"), "д’Артаньян");
}

#[test]
fn dashes_and_dots_are_made_and_longer_runs_stay() {
    assert_eq!(printed("en", "a -- b --- c 88--91 d-e ---- ... .... ______"), "a – b — c 88–91 d-e ---- … .... ______");
}

#[test]
fn what_is_typed_stays() {
    assert_eq!(printed("hu", "“a” ”b” »c« ‘d’ – — …"), "“a” ”b” »c« ‘d’ – — …");
    assert_eq!(printed("hu", "\\\"a\\\" \\'b\\' \\-- &quot;c&quot;"), "\"a\" 'b' -- \"c\"");
}

#[test]
fn words_of_another_language_have_its_marks() {
    assert_eq!(printed("en", "\"a\" <span lang=\"hu\">\"b\"</span> \"c\""), "“a” „b” “c”");
    assert_eq!(told("::: verse {lang=\"ru\"}\n\"a\"\n:::"), "verse lang ru\n  line \"«a»\"\n");
    assert_eq!(told_in("ru", "\"a\"[^1]\n\n[^1]: \"b\""), "p \"«a»\" call 1\nnote 1\n  p \"«b»\"\n");
}

#[test]
fn an_unclosed_mark_opens_every_paragraph_of_a_long_quotation() {
    assert_eq!(printed("en", "\"First.\n\n\"Second.\""), "“First.“Second.”");
}
