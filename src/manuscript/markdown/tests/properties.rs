//! What holds for every input, tried on texts that go wrong in a thousand ways, the same each time.

use super::*;
use crate::report::Strictness;

/// Every construct of the format, in words that occur nowhere else in it.
const SAMPLE: &str = include_str!("sample.md");

/// Signs and strings that mean something somewhere.
const SIGNS: [&str; 44] = [
    "[",
    "]",
    "[[",
    "]]",
    "*",
    "**",
    "`",
    "```",
    "~",
    "~~",
    "~~~",
    "^",
    "<",
    ">",
    "<u>",
    "</u>",
    "<!--",
    "-->",
    ":::",
    "::::",
    "::: verse\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\\",
    "|",
    "||",
    "|---|---|\n",
    "#",
    "# ",
    "1. ",
    "- ",
    "> ",
    "[^1]",
    "[^x]: ",
    "\n[^y]: ",
    "@key",
    "[@key",
    ";",
    "\"",
    "'",
    "\u{A0}",
    "ő",
];

/// A sequence that looks random and never differs (Knuth's MMIX generator).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// How often to try; a long night's trial sets `ROUNDS`.
fn rounds(usual: usize) -> usize {
    std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}

/// `text` with a few things taken out, put in or said twice.
fn spoilt(text: &str, sequence: &mut Sequence) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    for _ in 0..1 + sequence.below(4) {
        let at = sequence.below(signs.len());
        match sequence.below(3) {
            0 => drop(signs.splice(at..(at + 1 + sequence.below(12)).min(signs.len()), [])),
            1 => drop(signs.splice(at..at, SIGNS[sequence.below(SIGNS.len())].chars())),
            _ => {
                let again: Vec<char> = signs[at..(at + sequence.below(60)).min(signs.len())].to_vec();
                let to = sequence.below(signs.len());
                drop(signs.splice(to..to, again));
            }
        }
    }
    signs.into_iter().collect()
}

/// The words of `source` that what was read of it does not tell. Of tags and attributes only the values are told.
fn lost_words(source: &str, told: &str) -> Vec<String> {
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let kept = words(told);
    words(source).into_iter().filter(|word| word.len() > 3 && word != "span" && !kept.contains(word)).collect()
}

#[test]
fn every_construct_is_read_without_a_problem_and_no_word_is_lost() {
    let (parsed, report, sources) = read(SAMPLE);
    assert_eq!(problems_of(&report, &sources), [""; 0]);
    assert_eq!(lost_words(SAMPLE, &told_with_notes(&parsed)), [""; 0]);
}

#[test]
fn spoilt_texts_never_panic_and_lose_no_word_in_silence() {
    let mut sequence = Sequence(1956);
    let mut faultless = 0;
    for _ in 0..rounds(1500) {
        let text = spoilt(SAMPLE, &mut sequence);
        let (parsed, report, _) = read_as(&text, DocumentKind::Minutes, "hu");
        let told = told_with_notes(&parsed);
        if !report.has_errors(Strictness::Lenient) {
            faultless += 1;
            assert_eq!(lost_words(&text, &told), [""; 0], "{text}");
        }
    }
    assert!(faultless > 100, "the texts must not all be spoilt beyond reading: {faultless}");
}

#[test]
fn heaps_of_signs_never_panic() {
    let mut sequence = Sequence(1848);
    for _ in 0..rounds(1500) {
        let text: String = (0..sequence.below(40))
            .map(|_| [SIGNS[sequence.below(SIGNS.len())], "word ", "a"][sequence.below(3)])
            .collect();
        read(&text);
        let sources = Sources::from_texts([("a.md", text.as_str())]);
        let file = sources.find("a.md").unwrap();
        let language = Language::parse("fr").unwrap();
        let passage =
            Passage { text: &text, span: Span::new(file, 0, 1), offsets: Offsets::Whole, language: &language };
        super::super::inline(&passage, &mut Report::default());
    }
}

#[test]
fn every_place_lies_within_the_file_at_whole_characters() {
    let mut sequence = Sequence(1989);
    for _ in 0..rounds(300) {
        let (_, report, sources) = read(&spoilt(SAMPLE, &mut sequence));
        let text = &sources.files().next().unwrap().1.text;
        for problem in report.sorted() {
            let range = problem.span.unwrap().range();
            assert!(text.get(range.clone()).is_some(), "{range:?} {problem:?}");
        }
    }
}

#[test]
fn towers_of_marks_are_told_and_do_not_fall() {
    for sign in [
        "> ",
        "*",
        "[",
        "[[",
        "<u>",
        "- ",
        "^",
        "~~",
        "*a ",
        "[@a ",
        "1. ",
        "[^a] [",
        "`",
        "<!--",
        "![",
        "<",
        "\\",
        "(",
        "<!-- q --> ",
        "\"a 'b ",
        "[^1]: x\n",
        "::: verse\n",
    ] {
        let tower = sign.repeat(4_000);
        read(&format!("{tower}words"));
        read(&format!("{tower}words{}", tower.chars().rev().collect::<String>().replace('[', "]")));
    }
    let fences: String = (3..400).rev().map(|colons| format!("{} editorial\n", ":".repeat(colons))).collect();
    assert!(problems(&fences).iter().any(|problem| problem.starts_with("misplaced-block")));
    assert!(
        problems(&"> ".repeat(100)).is_empty()
            || problems(&format!("{}x", "> ".repeat(100)))[0].starts_with("left-over")
    );
}
