//! Running text, each construct of the format.

use super::*;

/// What is read of `text` as one paragraph, without its `p`.
fn line(text: &str) -> String {
    let told = told(text);
    told.strip_prefix("p ").and_then(|told| told.strip_suffix('\n')).map(str::to_owned).expect("one paragraph")
}

#[test]
fn emphasis_strong_words_and_deletions() {
    assert_eq!(line("*a* **b** ~~c~~ ***d***"), r#"em("a") " " strong("b") " " struck("c") " " em(strong("d"))"#);
    assert_eq!(line("a ~b~ c~"), r#""a ~b~ c~""#);
}

#[test]
fn superscripts_stand_within_words_and_hold_no_space() {
    assert_eq!(line("M^r^ 11^th^ y^*r*^"), r#""M" sup("r") " 11" sup("th") " y" sup(em("r"))"#);
    assert_eq!(line("2 ^ 3 and a^b c^d"), r#""2 ^ 3 and a^b c^d""#);
    assert_eq!(line("2^3 4^th^"), r#""2^3 4" sup("th")"#);
}

#[test]
fn tags_give_forms() {
    assert_eq!(line("<u>a</u><ins>b</ins><sc>c</sc><i>d</i><b>e</b>"), r#"u("a") ins("b") sc("c") i("d") b("e")"#);
    assert_eq!(line("x<sup>a</sup>y<sub>b</sub>"), r#""x" sup("a") "y" sub("b")"#);
    assert_eq!(line("<u><u>not</u></u> <u>a *b <sc>c</sc>*</u>"), r#"uu("not") " " u("a " em("b " sc("c")))"#);
    assert_eq!(line("<span lang=\"hu\">Népszava</span>"), r#"lang hu ("Népszava")"#);
    assert_eq!(line("<i>„Szabad Nép”</i>ben"), r#"i("„Szabad Nép”") "ben""#);
}

#[test]
fn lone_angles_are_text() {
    assert_eq!(line("a < b > c <5 &lt;u&gt;"), r#""a < b > c <5 <u>""#);
}

#[test]
fn the_hand_of_the_editor_is_told_by_what_it_says() {
    assert_eq!(
        line("a [sic] b [illegible: 2 words] c [word?] d [...] e [p. 2] f [added]"),
        "\"a \" [sic \"sic\"] \" b \" [illegible \"illegible: 2 words\"] \" c \" [doubtful \"word?\"] \" d \" \
         [omission \"…\"] \" e \" [page \"p. 2\"] \" f \" [added \"added\"]"
    );
}

#[test]
fn brackets_stand_within_words_and_within_brackets() {
    assert_eq!(line("op[en]ed [T]he 1[?]0"), r#""op" [added "en"] "ed " [added "T"] "he 1" [doubtful "?"] "0""#);
    assert_eq!(line("[a [sic] *b*]"), r#"[added "a " [sic "sic"] " " em("b")]"#);
    assert_eq!(line("[[sic] a]"), r#"[added [sic "sic"] " a"]"#);
}

#[test]
fn brackets_of_the_source_are_text() {
    assert_eq!(line("\\[Emphasis added\\] \\* \\` \\\\ \\_"), r#""[Emphasis added] * ` \\ _""#);
}

#[test]
fn what_looks_like_a_link_definition_is_text() {
    assert_eq!(line("[Voice]: Shame!"), r#"[added "Voice"] ": Shame!""#);
    assert_eq!(line("[a]: http://b.hu \"c\""), r#"[added "a"] ": http://b.hu “c”""#);
}

#[test]
fn note_calls_follow_each_other_and_brackets() {
    let told = told("a[^1][sic][^*x][^1](b)\n\n[^1]: N.\n\n[^*x]: O.");
    assert!(told.starts_with("p \"a\" call 1 [sic \"sic\"] call *x call 1 \"(b)\"\n"), "{told}");
}

#[test]
fn references_have_prefixes_ranges_fragments_and_words() {
    for (written, told) in [
        ("[[nagy-imre]]", "ref nagy-imre"),
        ("[[doc:svoboda-notes]]", "ref doc:svoboda-notes"),
        ("[[page:a]]", "ref page:a"),
        ("[[doc:a..b]]", "ref doc:a..b"),
        ("[[doc:v1.2..v1.3]]", "ref doc:v1.2..v1.3"),
        ("[[#annex]]", "ref #annex"),
        ("[[doc:a#annex]]", "ref doc:a#annex"),
        ("[[note:1]]", "ref note:1"),
        ("[[note:*a]]", "ref note:*a"),
        ("[[note:a#*b]]", "ref note:a#*b"),
        ("[[abbr:Ávh]]", "ref abbr:Ávh"),
        ("[[nagy|the *prime* minister]]", r#"ref nagy ("the " em("prime") " minister")"#),
        ("[[x|Nagy [sic]]]", r#"ref x ("Nagy " [sic "sic"])"#),
        ("[[x|a\nb]]", r#"ref x ("a b")"#),
    ] {
        assert_eq!(line(written), told);
    }
    for prefix in ["person", "org", "term", "abbr", "chapter", "fig", "event"] {
        assert_eq!(line(&format!("[[{prefix}:x]]")), format!("ref {prefix}:x"));
    }
}

#[test]
fn a_reference_breaks_over_a_line_of_a_quotation() {
    assert_eq!(told("> see [[nagy|Imre\n> Nagy]]."), "quotation\n  p \"see \" ref nagy (\"Imre Nagy\") \".\"\n");
}

#[test]
fn index_marks_have_paths_ranges_and_words() {
    for (written, told) in [
        ("[[^Suez crisis!and Hungary]]", r#"mark "Suez crisis" ! "and Hungary""#),
        ("[[^Suez crisis|the canal]]", r#"mark "Suez crisis" ("the canal")"#),
        ("[[^Suez crisis(]]", r#"mark "Suez crisis" opens"#),
        ("[[^Suez crisis)]]", r#"mark "Suez crisis" closes"#),
        ("[[^New York (state)]]", r#"mark "New York (state)""#),
        ("[[^*Népszava*!Help\\!]]", r#"mark em("Népszava") ! "Help!""#),
    ] {
        assert_eq!(line(written), told);
    }
    assert_eq!(line("caval[[^Army]]ry"), r#""caval" mark "Army" "ry""#);
}

#[test]
fn spaces_close_up_around_what_prints_nothing() {
    assert_eq!(line("us\n[[^Sebes]]. Word [[^x]] word"), r#""us" mark "Sebes" ". Word" mark "x" " word""#);
    assert_eq!(line("a <!-- q --> b [[^x]] [[^y]]"), r#""a" query "q" " b" mark "x" mark "y""#);
    assert_eq!(line("*a* [[^x]]*b*"), r#"em("a") " " mark "x" em("b")"#);
}

#[test]
fn citations_have_works_locators_and_words_before_them() {
    for (written, told) in [
        ("[@bekes2002]", "cite bekes2002"),
        (
            "[@bekes2002, 143; see also @granville1999, ch. 2]",
            r#"cite bekes2002 "143"; "see also" granville1999 "ch. 2""#,
        ),
        ("[see @a.b, 88--91.]", r#"cite "see" a.b "88–91.""#),
        ("[@a, 90 [note 4; 5]]", r#"cite a "90 " [added "note 4; 5"]"#),
        ("[@a, 5; 7; @b]", r#"cite a "5; 7"; b"#),
        ("[@a, *passim*\nand on]", r#"cite a em("passim") " and on""#),
    ] {
        assert_eq!(line(written), told);
    }
    assert_eq!(line("[write to a@b.hu]"), r#"[added "write to a@b.hu"]"#);
}

#[test]
fn links_lead_to_the_net() {
    assert_eq!(line("[a *b*](https://x.hu/c_d_e)"), r#"link https://x.hu/c_d_e ("a " em("b"))"#);
    assert_eq!(
        line("<https://x.hu/a--b> <a@b.hu>"),
        r#"link https://x.hu/a--b ("https://x.hu/a--b") " " link mailto:a@b.hu ("a@b.hu")"#
    );
    assert_eq!(line("[a](http://x.hu/\\(b\\)[[c]])"), r#"link http://x.hu/(b)[[c]] ("a")"#);
}

#[test]
fn titles_are_one_line_in_which_nothing_is_a_block() {
    let language = Language::parse("en").unwrap();
    let told = |text: &str| {
        let sources = Sources::from_texts([("a.md", text)]);
        let span = Span::new(sources.find("a.md").unwrap(), 0, text.len());
        let passage = Passage { text, span, offsets: Offsets::Exact, language: &language };
        let mut report = Report::default();
        let read = super::super::inline(&passage, &mut report);
        assert_eq!(problems_of(&report, &sources), [""; 0]);
        tell_text(&read, &AsWritten)
    };
    assert_eq!(told("The \"Long\" Telegram[^1]"), r#""The “Long” Telegram" call 1"#);
    assert_eq!(told("1956. október"), r#""1956. október""#);
    assert_eq!(told("[undated]"), r#"[added "undated"]"#);
    assert_eq!(told("# - > a\nb"), r##""# - > a b""##);
    assert_eq!(told(""), "");
}

#[test]
fn every_inline_covers_what_was_written() {
    let (parsed, _, sources) = read("A \"b\" \\[c\\] *d* [[x|y]][^1] [sic]\n\n[^1]: N.");
    let crate::manuscript::BlockKind::Paragraph(_, text) = &parsed.blocks[0].kind else { panic!() };
    let covered: Vec<_> = text.iter().map(|inline| sources.text(inline.span())).collect();
    assert_eq!(covered, ["A \"b\" \\[c\\] ", "*d*", " ", "[[x|y]]", "[^1]", " ", "[sic]"]);
}
