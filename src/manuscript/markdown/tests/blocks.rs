//! Blocks, each construct of the format.

use super::*;

#[test]
fn a_paragraph_ends_at_a_blank_line_and_its_line_ends_are_spaces() {
    assert_eq!(told("One\ntwo.\n\nThree."), "p \"One two.\"\np \"Three.\"\n");
    assert_eq!(told("a  b\tc\u{A0}  d"), "p \"a b c\\u{a0} d\"\n");
}

#[test]
fn a_line_of_no_break_spaces_is_blank() {
    assert_eq!(told("One.\n\u{A0}\u{A0}\nTwo."), "p \"One.\"\np \"Two.\"\n");
}

#[test]
fn a_heading_has_a_level_and_may_have_a_name() {
    assert_eq!(
        told("# 1. Strengths {#strengths}\n## Of *posts*"),
        "h1 #strengths \"1. Strengths\"\nh2 \"Of \" em(\"posts\")\n"
    );
}

#[test]
fn a_kept_line_ends_with_a_backslash_and_two_spaces_keep_none() {
    assert_eq!(told("One\\\ntwo"), "p \"One\" break \"two\"\n");
    let language = Language::parse("en").unwrap();
    let sources = Sources::from_texts([("a.md", "")]);
    let span = Span::new(sources.find("a.md").unwrap(), 0, 0);
    let passage = Passage { text: "One  \ntwo", span, offsets: Offsets::Whole, language: &language };
    let parsed = super::super::blocks(&passage, DocumentKind::Other, &mut Report::default());
    assert_eq!(told_with_notes(&parsed), "p \"One two\"\n");
}

#[test]
fn labels_of_a_list_stay_as_typed() {
    assert_eq!(
        told("1. One.\n\n3. Three.\n\n7) Seven."),
        "loose list\n  1.\n    p \"One.\"\n  3.\n    p \"Three.\"\n  7)\n    p \"Seven.\"\n"
    );
}

#[test]
fn a_number_that_stands_alone_makes_no_list() {
    assert_eq!(told("1956. március 13. The sitting."), "p \"1956. március 13. The sitting.\"\n");
    assert_eq!(told("1. *One*\n\n   more\n\nText."), "p \"1. \" em(\"One\")\np \"more\"\np \"Text.\"\n");
    assert_eq!(told("> 5. Five"), "quotation\n  p \"5. Five\"\n");
}

#[test]
fn letters_in_parentheses_and_roman_numbers_are_text() {
    assert_eq!(told("(a) the cavalry;\n\nIV. The end."), "p \"(a) the cavalry;\"\np \"IV. The end.\"\n");
}

#[test]
fn bullets_make_a_list_even_alone_and_lists_stand_in_lists() {
    assert_eq!(
        told("- a\n\n  1. b\n  2. c"),
        "loose list\n  -\n    p \"a\"\n    list\n      1.\n        p \"b\"\n      2.\n        p \"c\"\n"
    );
    assert_eq!(told("- Count Lind"), "list\n  -\n    p \"Count Lind\"\n");
}

#[test]
fn a_note_or_a_query_between_its_items_breaks_no_list() {
    assert_eq!(
        told("1. a[^x]\n\n[^x]: Text.\n\n<!-- sure? -->\n\n2. b"),
        "loose list\n  1.\n    p \"a\" call x\n    query \"sure?\"\n  2.\n    p \"b\"\nnote x\n  p \"Text.\"\n"
    );
}

#[test]
fn a_quotation_holds_blocks() {
    assert_eq!(told("> One\n> two.\n>\n> - a"), "quotation\n  p \"One two.\"\n  list\n    -\n      p \"a\"\n");
}

#[test]
fn three_asterisks_with_spaces_are_a_row_of_asterisks() {
    assert_eq!(told("a\n\n* * *\n\nb"), "p \"a\"\nasterisks\np \"b\"\n");
}

#[test]
fn a_table_has_columns_a_heading_and_a_cell_for_every_column() {
    assert_eq!(
        told(
            "| Post | Men | |\n|---|---:|:-:|\n| Sebes[^1] | 120 |\n| [[barr\\|Gen. Barr's]] | a \\| b | [x] |\n\n[^1]: N."
        ),
        "table left right centre\n  \"Post\" | \"Men\" |\n  \"Sebes\" call 1 | \"120\" |\n  \
         ref barr (\"Gen. Barr’s\") | \"a | b\" | [added \"x\"]\nnote 1\n  p \"N.\"\n"
    );
}

#[test]
fn every_line_of_a_line_block_is_a_line_and_a_bar_sets_the_rest_right() {
    assert_eq!(
        told("::: opener\nNo. 512 | Orlau, *11 March*\n| right alone\n1956. a\n# b\n- c\n\\| d\n:::"),
        "opener\n  line \"No. 512\" | \"Orlau, \" em(\"11 March\")\n  line  | \"right alone\"\n  line \"1956. a\"\n  \
         line \"# b\"\n  line \"- c\"\n  line \"| d\"\n"
    );
}

#[test]
fn all_line_blocks_are_known() {
    for name in ["opener", "closer", "postscript", "verse", "centred", "right"] {
        assert_eq!(told(&format!("::: {name}\na\n:::")), format!("{name}\n  line \"a\"\n"));
    }
}

#[test]
fn a_blank_line_parts_stanzas_and_notes_part_none() {
    assert_eq!(
        told("::: verse\n\na[^1]\n[^1]: N.\n\nb\n\n\nc\n\n:::"),
        "verse\n  line \"a\" call 1\n  line \"b\"\n  line\n  line \"c\"\nnote 1\n  p \"N.\"\n"
    );
}

#[test]
fn a_query_alone_in_a_line_block_makes_no_line() {
    assert_eq!(
        told("::: verse\n<!-- p -->\na\n<!-- q -->\nb\n:::"),
        "verse\n  line query \"p\" \"a\" query \"q\"\n  line \"b\"\n"
    );
}

#[test]
fn signatures_in_a_row_stand_side_by_side() {
    let signature = |name: &str| format!("::: signature\n{name}\nMinister\n:::\n\n");
    let (parsed, ..) = read(&(signature("A") + &signature("B") + "Text.\n\n" + &signature("C")));
    let kinds = parsed.blocks.iter().map(|block| match &block.kind {
        crate::manuscript::BlockKind::Signatures(all) => all.len(),
        _ => 0,
    });
    assert_eq!(kinds.collect::<Vec<_>>(), [2, 0, 1]);
}

#[test]
fn dressed_blocks_hold_blocks_and_may_have_a_language_and_a_name() {
    for name in ["headnote", "editorial", "omission", "participants"] {
        assert_eq!(
            told(&format!("::: {name}\na\n\n- b\n:::")),
            format!("{name}\n  p \"a\"\n  list\n    -\n      p \"b\"\n")
        );
    }
    assert_eq!(told("::: editorial {#e lang=\"hu\"}\n\"a\"\n:::"), "editorial #e lang hu\n  p \"„a”\"\n");
    assert_eq!(told("a\n\n::: marginal\nb\n:::\n\n::: omission\n:::"), "p \"a\"\nmarginal\n  p \"b\"\nomission\n");
}

#[test]
fn an_attachment_is_titled_by_its_first_heading() {
    assert_eq!(
        told(
            "::::: attachment {#annex}\n# Annex[^1]\n\n:::: editorial\n::: verse\na\n:::\n::::\n\n## Sub\n:::::\n\n[^1]: N."
        ),
        "attachment #annex \"Annex\" call 1\n  editorial\n    verse\n      line \"a\"\n  h2 \"Sub\"\nnote 1\n  p \"N.\"\n"
    );
}

#[test]
fn a_figure_is_a_picture_and_its_caption() {
    assert_eq!(
        told(
            "::: figure {#map .full-page}\n![A *map* of the posts.](images/map_1.png)\n\nThe posts[^1]\n:::\n\n[^1]: N."
        ),
        "figure #map full-page images/map_1.png \"A map of the posts.\"\n  p \"The posts\" call 1\nnote 1\n  p \"N.\"\n"
    );
    assert_eq!(told("![A map](a.png)"), "figure a.png \"A map\"\n");
    assert_eq!(told("::: figure {.landscape}\n![A map](a.png)\n:::"), "figure landscape a.png \"A map\"\n");
}

#[test]
fn the_picture_of_a_figure_has_its_place() {
    let (parsed, _, sources) = read("![A map](images/a\\_b.png)");
    let crate::manuscript::BlockKind::Figure { picture, .. } = &parsed.blocks[0].kind else { panic!() };
    assert_eq!(picture.name, "images/a_b.png");
    assert!(sources.text(picture.span).contains("images/a"));
}

#[test]
fn queries_alone_are_blocks_and_hide_whatever_is_in_them() {
    assert_eq!(told("<!-- one\n\n::: verse\n\n[^1]: two -->\n\na"), "query \"one ::: verse [^1]: two\"\np \"a\"\n");
    assert_eq!(told("a\n<!-- q -->\nb <!-- r --> c"), "p \"a\" query \"q\" \" b\" query \"r\" \" c\"\n");
}

#[test]
fn index_marks_alone_between_blank_lines_make_no_paragraph() {
    assert_eq!(
        told("[[^Suez(]]\n\na\n\n[[^Suez)]]\n\n# b\n\n[[^x]]"),
        "p mark \"Suez\" opens \"a\" mark \"Suez\" closes\nh1 \"b\"\np mark \"x\"\n"
    );
}

#[test]
fn notes_stand_anywhere_and_hold_blocks() {
    assert_eq!(
        told(
            "::: headnote\na[^1]\n\n[^1]: One,\nwrapped.\n\n    Two.\n\n    > quoted\n\n    - item\n\nb\n:::\n[^*s]: Original.\n[^2]:\n    Later."
        ),
        "headnote\n  p \"a\" call 1\n  p \"b\"\n\
         note 1\n  p \"One, wrapped.\"\n  p \"Two.\"\n  quotation\n    p \"quoted\"\n  list\n    -\n      p \"item\"\n\
         note *s\n  p \"Original.\"\nnote 2\n  p \"Later.\"\n"
    );
}

#[test]
fn minutes_have_speeches_and_stage_directions() {
    let text = "[All rise.]\n\nText.\n\n**Lind:** Yes. [Laughter.]\n\nHe went on.\n\n[He left.][^1]\n\nOn.\n\n\
                [[^Barr]]**Barr**---No.\n\n* * *\n\nLater.\n\n::: headnote\n**x** y\n:::\n\n[^1]: **a** b";
    let (parsed, ..) = read_as(text, DocumentKind::Minutes, "en-GB");
    assert_eq!(
        told_with_notes(&parsed),
        "direction [added \"All rise.\"]\np \"Text.\"\nspeech strong(\"Lind:\") \" Yes. \" [added \"Laughter.\"]\n\
         continued \"He went on.\"\ndirection [added \"He left.\"] call 1\ncontinued \"On.\"\n\
         speech strong(mark \"Barr\" \"Barr\") \"—No.\"\nasterisks\np \"Later.\"\nheadnote\n  p strong(\"x\") \" y\"\n\
         note 1\n  p strong(\"a\") \" b\"\n"
    );
    assert!(told("**Lind:** Yes.").starts_with("p "), "a letter has no speeches");
}

#[test]
fn every_block_covers_what_was_written() {
    let text = "# Head {#h}\n\nOne\ntwo.\n\n- a\n- b\n\n::: verse\nx\n:::\n\n| a |\n|---|\n| b |\n\n> q";
    let (parsed, _, sources) = read(text);
    let covered: Vec<_> = parsed.blocks.iter().map(|block| sources.text(block.span)).collect();
    assert_eq!(covered, ["# Head {#h}", "One\ntwo.", "- a\n- b", "::: verse\nx\n:::", "| a |\n|---|\n| b |", "> q"]);
}

#[test]
fn a_string_of_a_register_is_at_one_place() {
    let language = Language::parse("en").unwrap();
    let sources = Sources::from_texts([("a.toml", "note = \"…\"")]);
    let span = Span::new(sources.find("a.toml").unwrap(), 7, 12);
    let passage = Passage { text: "a *b*[^1] `c`\n\n[^1]: d", span, offsets: Offsets::Whole, language: &language };
    let mut report = Report::default();
    let parsed = super::super::blocks(&passage, DocumentKind::Other, &mut report);
    assert_eq!((parsed.blocks[0].span, parsed.notes[0].span), (span, span));
    assert_eq!(report.sorted()[0].span, Some(span));
}
