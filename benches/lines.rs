//! How long a paragraph takes: `cargo bench --bench lines`.
//!
//! Each figure stands beside that for a plain paragraph of the same number of words, so that what a refinement
//! costs can be read off, and so can whether time grows with the length or faster.

#![expect(clippy::disallowed_methods, reason = "time is measured here")]

use std::time::{Duration, Instant};

use bookgen::fonts::{Cut, Fonts};
use bookgen::language::Language;
use bookgen::length::Length;
use bookgen::manifest::{Design, Refinement};
use bookgen::typeset::compose::Composer;
use bookgen::typeset::line::{
    Beside, Case, Drawn, Figures, Fragment, Hyphenation, Justification, Manner, Position, TypeDress,
};

const TEXT: &str = "Among the numerous advantages promised by a well-constructed Union, none deserves to be more \
    accurately developed than its tendency to break and control the violence of faction. The friend of popular \
    governments never finds himself so much alarmed for their character and fate, as when he contemplates their \
    propensity to this dangerous vice. He will not fail, therefore, to set a due value on any plan which, without \
    violating the principles to which he is attached, provides a proper cure for it. ";

/// How often a paragraph is set; the shortest time counts, since all that disturbs makes it longer.
const TIMES: usize = 7;

fn main() {
    let fonts = Fonts::default();
    println!("{:>8} {:>28} {:>12} {:>10} {:>8}", "words", "", "time", "per word", "ratio");
    for words in [100, 1_000, 5_000, 20_000] {
        let plain = shortest(&fonts, words, Manner::clone, &Design::default());
        tell(words, "justified", plain, plain);
        let ragged = |manner: &Manner| Manner { justification: Justification::Left, ..manner.clone() };
        tell(words, "ragged", shortest(&fonts, words, ragged, &Design::default()), plain);
        let whole = |manner: &Manner| Manner { hyphenation: Hyphenation::Forbidden, ..manner.clone() };
        tell(words, "without hyphens", shortest(&fonts, words, whole, &Design::default()), plain);
        let drawn = Design { expansion: Refinement::Off, ..Design::default() };
        tell(words, "without expansion", shortest(&fonts, words, Manner::clone, &drawn), plain);
        tell(words, "cast for the first time", first(&fonts, words), plain);
    }
}

fn tell(words: usize, what: &str, time: Duration, plain: Duration) {
    let per_word = time / words as u32;
    let percent = time.as_nanos() * 100 / plain.as_nanos().max(1);
    println!("{words:>8} {what:>28} {time:>12.1?} {per_word:>10.1?} {:>4}.{:02}", percent / 100, percent % 100);
}

/// The shortest time for a paragraph of so many words, all of them cast before.
fn shortest(fonts: &Fonts, words: usize, manner: impl Fn(&Manner) -> Manner, design: &Design) -> Duration {
    let composer = Composer::new(fonts).refined(design);
    let (text, manner) = (paragraph(words), manner(&usual()));
    composer.set(&text, &manner);
    (0..TIMES).map(|_| timed(&composer, &text, &manner)).min().unwrap_or_default()
}

/// The time for a paragraph by a composer that knows no word yet.
fn first(fonts: &Fonts, words: usize) -> Duration {
    timed(&Composer::new(fonts), &paragraph(words), &usual())
}

fn timed(composer: &Composer<'_>, text: &[Fragment], manner: &Manner) -> Duration {
    let begin = Instant::now();
    let settings = composer.set(text, manner);
    let time = begin.elapsed();
    assert!(!settings[0].lines.is_empty());
    time
}

fn usual() -> Manner {
    Manner {
        measure: Length::pt(306),
        first_indent: Length::pt(13),
        indent: Length::ZERO,
        justification: Justification::Justified,
        hyphenation: Hyphenation::Allowed,
        beside: Beside::default(),
    }
}

/// A paragraph of so many words.
fn paragraph(words: usize) -> Vec<Fragment> {
    let text: Vec<&str> = TEXT.split_whitespace().cycle().take(words).collect();
    let dress = TypeDress {
        cut: Cut::Regular,
        size: Length::pt(21) / 2,
        case: Case::AsWritten,
        figures: Figures::OldStyle,
        position: Position::Baseline,
        tracking: 0,
        drawn: Drawn::Nothing,
        language: Language::parse("en").expect("a tag"),
    };
    vec![Fragment::Words { text: text.join(" "), dress, span: None, element: None }]
}
