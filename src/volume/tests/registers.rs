//! Registers and the chronology.

use super::document;
use crate::volume::trial::Trial;

#[test]
fn entries_stand_in_the_order_of_the_volumes_language_with_all_that_is_said_of_them() {
    let people = "[z]\nname = \"Zápotocký, Antonín\"\ndates = \"1884-1957\"\n\
                  [a]\nname = \"Ács, Lajos\"\nnote = \"Secretary. [[z]]\"\nalso = [\"L. Ács\"]\n\
                  [b]\nname = \"Apró, Antal\"\nsee = \"a\"\n";
    let manifest = "[volume]\ntitle = \"T\"\nlanguage = \"hu\"\n[contents]\nback = [\"people\"]\n";
    let trial = Trial::of_manifest(manifest, &[("people.toml", people)]);
    assert_eq!(trial.problems(), [""; 0]);
    assert_eq!(
        trial.told(),
        "people: \"Személyek\"\n  person-a \"Ács, Lajos\" also L. Ács\n    p \"Secretary. \" ref person-z \"Zápotocký, Antonín\"\n  \
         person-b \"Apró, Antal\" see person-a\n  person-z \"Zápotocký, Antonín\" (1884–1957)\n"
    );
}

#[test]
fn an_abbreviation_stands_in_its_own_language() {
    let file = "[AVH]\nexpansion = \"Államvédelmi Hatóság\"\nlanguage = \"hu\"\nnote = \"State Security Authority\"\n";
    let trial = Trial::of("front = [\"abbreviations\"]", &[("abbreviations.toml", file)]);
    assert_eq!(trial.lines("abbr-AVH"), ["abbr-AVH \"AVH\" = lang hu (\"Államvédelmi Hatóság\")"]);
}

#[test]
fn a_pointer_to_no_entry_is_told() {
    let trial = Trial::of(
        "back = [\"people\"]",
        &[("people.toml", "[a]\nname = \"A\"\nsee = \"nagi\"\n[nagy]\nname = \"N\"\n")],
    );
    assert_eq!(trial.messages(), ["no register has an entry `nagi`", "did you mean `nagy`?"]);
}

#[test]
fn events_stand_in_the_order_of_time() {
    let file = "[[event]]\ndate = 1956-11-04\ntext = \"Last.\"\n[[event]]\ndate = \"1956-10\"\ntext = \"Month.\"\n\
                [[event]]\ndate = 1956-10-23\ntext = \"First. See [[doc:a]][^1].\n\n[^1]: n\"\n";
    let file =
        file.replace("\"First. See [[doc:a]][^1].\n\n[^1]: n\"", "\"\"\"First. See [[doc:a]][^1].\n\n[^1]: n\"\"\"");
    let text = document("title = 'A'", "x");
    let trial = Trial::of(
        "front = [\"chronology\"]\nbody = [\"documents/a.md\"]",
        &[("chronology.toml", &file), ("documents/a.md", &text)],
    );
    assert_eq!(trial.problems(), [""; 0]);
    assert_eq!(
        trial.lines("event-"),
        [
            "event-1956-10 \"October 1956\"",
            "event-1956-10-23 \"23 October 1956\"",
            "event-1956-11-04 \"4 November 1956\""
        ]
    );
    assert_eq!(trial.lines("First"), ["p \"First. See \" ref doc-a \"Document No. 1\" call 1 \".\""]);
}

#[test]
fn the_imprint_is_answered_like_everything_else() {
    let manifest = "[volume]\ntitle = \"T\"\nrights = \"See [[doc:a]].\"\ndedication = \"To *all*.\"\n\
                    series = { title = \"Readers\", number = 3, volumes = [\"1. *One*\"] }\n\
                    [contents]\nfront = [\"series-page\", \"copyright\", \"dedication\", \"colophon\"]\nbody = [\"documents/a.md\"]\n";
    let text = document("title = 'A'", "x");
    let trial = Trial::of_manifest(manifest, &[("documents/a.md", &text)]);
    assert_eq!(trial.problems(), [""; 0]);
    let told = trial.told();
    assert!(told.contains("series \"Readers, volume 3\"\n  volume \"1. \" em(\"One\")"), "{told}");
    assert!(told.contains("p \"See \" ref doc-a \"Document No. 1\" \".\""), "{told}");
    assert!(told.contains("p \"Set in Libertinus Serif. Made with bookgen.\""), "{told}");
}
