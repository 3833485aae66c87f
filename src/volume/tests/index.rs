//! The index: headings, ranges, pointers, and what is wrong with them.

use super::document;
use crate::volume::trial::Trial;

fn trial(text: &str, rules: &str, settings: &str) -> Trial {
    let manifest = format!(
        "[volume]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[contents]\nbody = [\"documents/a.md\", \"documents/b.md\"]\n\
         back = [\"index\"]\n{settings}\n"
    );
    let a = document("title = 'A'", text);
    let b = document("title = 'B'", "x[[^Suez crisis)]] y[[^oil]] [[p]]");
    let files = [
        ("documents/a.md", a.as_str()),
        ("documents/b.md", b.as_str()),
        ("index.toml", rules),
        ("people.toml", "[p]\nname = \"Nagy, Imre\"\n"),
    ];
    Trial::of_manifest(&manifest, &files)
}

/// The index of a volume in words.
fn index(text: &str) -> Vec<String> {
    let trial = trial(&format!("[[^Suez crisis(]] {text}"), "", "");
    let told = trial.told();
    assert_eq!(trial.problems(), [""; 0]);
    told.lines().skip_while(|line| !line.starts_with("index:")).skip(1).map(|line| line[2..].to_owned()).collect()
}

#[test]
fn marks_with_the_same_words_are_one_heading_and_a_range_goes_from_mark_to_mark() {
    assert_eq!(
        index("x[[^oil]] y[[^*oil*]] z[[^Suez crisis!and Hungary]]"),
        [
            "N: Nagy, Imre, mark-b-Nagy-Imre",
            "O: oil, mark-a-oil, mark-a-oil-2, mark-b-oil",
            "S: Suez crisis, mark-a-Suez-crisis–mark-b-Suez-crisis",
            "  and Hungary, mark-a-Suez-crisis-and-Hungary",
        ]
    );
}

#[test]
fn a_mark_in_a_note_knows_its_note() {
    assert_eq!(index("x[^1]\n\n[^1]: n[[^gas]]")[0], "G: gas, mark-a-gas n1");
}

#[test]
fn words_that_are_shown_are_printed_and_indexed_under_the_heading() {
    let trial = trial("[[^Suez crisis(]][[^Suez crisis|the canal]]", "", "");
    assert_eq!(trial.lines("canal"), ["p mark-a-Suez-crisis mark-a-Suez-crisis-2 \"the canal\""]);
}

#[test]
fn a_heading_in_brackets_is_no_range() {
    assert!(index("x[[^New York (state)]]").contains(&"N: New York (state), mark-a-New-York-state".to_owned()));
}

#[test]
fn a_range_is_closed_once_for_each_time_it_is_opened() {
    let problems = |text: &str| trial(text, "", "").problems();
    assert_eq!(problems("x"), ["unbalanced-range: [[^Suez crisis)]]"]);
    assert_eq!(problems("[[^Suez crisis(]] [[^gas(]]"), ["unbalanced-range: [[^gas(]]"]);
    assert_eq!(problems("[[^Suez crisis(]] [[^Suez crisis(]]"), ["unbalanced-range: [[^Suez crisis(]]"]);
}

#[test]
fn see_makes_a_heading_and_see_also_stands_beside_one() {
    let rules = "[see]\n\"petrol\" = \"oil\"\n[see-also]\n\"Suez crisis\" = [\"oil\"]\n";
    let trial = trial("[[^Suez crisis(]]", rules, "");
    assert_eq!(trial.lines("petrol"), ["P: petrol. see oil"]);
    assert_eq!(trial.lines("see also"), ["S: Suez crisis, mark-a-Suez-crisis–mark-b-Suez-crisis. see also oil"]);
    assert_eq!(trial.problems(), [""; 0]);
}

#[test]
fn see_leads_to_a_heading_that_is_there() {
    let problems = |rules: &str| trial("[[^Suez crisis(]]", rules, "").problems();
    assert_eq!(problems("[see]\n\"petrol\" = \"oli\"\n").len(), 1);
    assert!(problems("[see]\n\"petrol\" = \"oli\"\n")[0].starts_with("unknown-heading"));
    assert!(problems("[see-also]\n\"petrol\" = \"oil\"\n")[0].starts_with("unknown-heading"));
    assert!(problems("[see]\n\"Suez crisis\" = \"oil\"\n")[0].starts_with("see-and-locators"));
    let messages = trial("[[^Suez crisis(]]", "[see]\n\"petrol\" = \"oli\"\n", "").messages();
    assert_eq!(messages, ["the index has no heading `oli`", "did you mean `oil`?"]);
}

#[test]
fn references_to_people_are_index_entries_where_that_is_asked_for() {
    let with = trial("[[^Suez crisis(]] [[p]]", "", "[index]\npeople = true");
    assert_eq!(with.lines("Nagy, Imre,"), ["N: Nagy, Imre, mark-a-Nagy-Imre, mark-b-Nagy-Imre"]);
    let without = trial("[[^Suez crisis(]] [[p]]", "", "[index]\npeople = false");
    assert_eq!(without.lines("Nagy, Imre,"), [""; 0]);
}

#[test]
fn locators_can_be_documents() {
    let trial =
        trial("[[^Suez crisis(]] [[^gas]] [[^gas]] x[^1]\n\n[^1]: [[^gas]]", "", "[index]\nlocators = \"document\"");
    assert_eq!(trial.lines("gas,"), ["G: gas, 1, 1, 1 n1"], "what is said twice is left out in print alone");
    assert_eq!(trial.lines("Suez crisis,"), ["S: Suez crisis, 1–2"]);
}

#[test]
fn an_index_that_is_not_printed_is_still_checked() {
    let text = document("title = 'A'", "[[^gas(]]");
    let trial = Trial::of("body = [\"documents/a.md\"]", &[("documents/a.md", &text)]);
    assert_eq!(trial.problems(), ["unbalanced-range: [[^gas(]]"]);
    assert!(trial.volume.index.headings.is_empty());
}
