//! What holds of the lines of any text at all.

use super::tests::*;
use super::*;
use crate::language::Language;
use crate::report::Code;
use crate::typeset::chance::numbers;
use crate::typeset::line::{Beside, Drawn, Leader, Marker, Position, TypeDress};
use crate::volume::{NoteId, PlaceId};

/// A text by chance, of several languages and scripts, with calls and marks and soft hyphens; and what its lines
/// must say.
fn some_text(seed: u64) -> (Vec<Fragment>, String) {
    const SCRAPS: [(&str, &str); 10] = [
        ("en", "the governments of the several States, No. 17, "),
        ("en-GB", "a know\u{AD}ledge of parliamentary procedure; "),
        ("hu", "a többpártrendszer visszaállítása október 23-án "),
        ("ru", "временно находящиеся на территории республики, ф. 3, "),
        ("el", "κυβέρνηση του κράτους "),
        ("cs", "v Praze a s vládou Československé republiky "),
        ("ro", "guvernului Republicii Populare "),
        ("en", "https://nsarchive.gwu.edu/briefing-book/1956—"),
        ("de", "die Regierungserklärung vom 4. November/"),
        ("fr", "« gouvernement » révolutionnaire ! "),
    ];
    let mut number = numbers(seed);
    let (mut fragments, mut text) = (Vec::new(), String::new());
    for count in 0..10 + number(40) {
        let (language, scrap) = SCRAPS[number(SCRAPS.len())];
        // Words in two places of the sources may be cut anywhere between their letters.
        let cut = scrap.char_indices().nth(number(scrap.chars().count())).map_or(0, |(at, _)| at);
        fragments.push(in_language(&scrap[..cut], language));
        fragments.push(marker(Marker::Place(PlaceId(count as u32))));
        fragments.push(in_language(&scrap[cut..], language));
        text.push_str(scrap);
        match number(5) {
            0 => {
                fragments.push(words("word"));
                fragments.push(dressed("7", TypeDress { position: Position::Superior, ..dress() }));
                fragments.push(marker(Marker::Call(NoteId(count as u32))));
                text.push_str("word7");
            }
            // What runs to the left stands between words that do not, or its lines could not simply be joined.
            1 => {
                fragments.extend([words("see "), in_language("שלום עולם", "he"), words(" there ")]);
                text.push_str("see שלום עולם there ");
            }
            _ => {}
        }
    }
    (fragments, text.replace('\u{AD}', "").trim_end().to_owned())
}

#[test]
fn texts_of_many_languages_are_set_whole_within_their_measure_and_always_alike() {
    let fonts = Fonts::default();
    let composer = Composer::new(&fonts);
    for seed in 0..120 {
        let (fragments, text) = some_text(seed);
        let manner = Manner { first_indent: Length::pt(seed as i64 % 3 * 10), ..manner(150 + (seed as i64 * 7) % 200) };
        let settings = composer.set(&fragments, &manner);
        assert_eq!(settings, set(&fragments, &manner), "seed {seed}");
        let natural = settings[0].lines.len();
        for setting in &settings {
            assert!(setting.lines.len().abs_diff(natural) <= 1);
            assert_eq!(joined(&setting.lines), text, "seed {seed}");
            let calls = setting.lines.iter().flat_map(|line| &line.markers);
            let expected = fragments.iter().filter(|fragment| matches!(fragment, Fragment::Marker(_))).count();
            assert_eq!(calls.count(), expected);
            if setting.problems.iter().any(|problem| problem.code == Code::OverfullLine) {
                continue;
            }
            for line in &setting.lines {
                let (left, right) = reach(line);
                assert!(
                    left >= -most_hang() && right <= manner.measure + most_hang(),
                    "seed {seed}: {}",
                    printed(line)
                );
            }
        }
    }
}

#[test]
fn a_paragraph_of_twenty_thousand_words_is_set_as_any_other() {
    let text = FACTION.split(' ').cycle().take(20_000).collect::<Vec<_>>().join(" ");
    let settings = set(&[words(&text)], &manner(306));
    assert!(settings[0].lines.len() > 1500 && settings[0].problems.is_empty());
    assert_eq!(joined(&settings[0].lines), text);
}

#[test]
fn nothing_that_can_be_written_makes_it_fail() {
    const SCRAPS: [&str; 28] = [
        "word",
        " ",
        "\u{A0}",
        "-",
        "—",
        "–",
        "/",
        "\u{AD}",
        "\u{200B}",
        "\u{2060}",
        "\u{301}",
        "ﷺ",
        "שלום",
        "123",
        "“",
        "”",
        ".",
        "\n",
        "\u{2028}",
        "\u{FFFC}",
        "\u{202E}",
        "http://a.b/c",
        "和平",
        "😀",
        "constitution",
        "\u{200D}",
        "अनुच्छेद",
        "ﬀ",
    ];
    let fonts = Fonts::default();
    let composer = Composer::new(&fonts);
    let mut number = numbers(7);
    for _ in 0..1500 {
        let mut fragments = Vec::new();
        let mut places = 0;
        for _ in 0..number(12) {
            fragments.push(match number(9) {
                0 => Fragment::Break,
                1 => Fragment::Fill(if number(2) == 0 { Leader::Dots } else { Leader::Blank }),
                2 | 3 => {
                    places += 1;
                    let place = PlaceId(places as u32 - 1);
                    marker(if number(2) == 0 { Marker::Place(place) } else { Marker::LinkEnd(places as u32 - 1) })
                }
                _ => {
                    let text: String = (0..number(9)).map(|_| SCRAPS[number(SCRAPS.len())]).collect();
                    let positions = [Position::Baseline, Position::Superior, Position::Inferior];
                    let drawn = if number(2) == 0 { Drawn::Nothing } else { Drawn::Underline };
                    let language = Language::parse(["en", "he", "hu"][number(3)]).unwrap();
                    let tracking = if number(3) == 0 { 40 } else { 0 };
                    dressed(&text, TypeDress { position: positions[number(3)], drawn, language, tracking, ..dress() })
                }
            });
        }
        let all = [Justification::Justified, Justification::Left, Justification::Right, Justification::Centred];
        let manner = Manner {
            first_indent: Length::pt(number(40) as i64 - 10),
            indent: Length::pt(number(40) as i64 - 10),
            beside: Beside { lines: number(4), width: Length::pt(number(80) as i64) },
            ..ragged(number(200) as i64, all[number(4)])
        };
        let settings = composer.set(&fragments, &manner);
        assert!(!settings.is_empty());
        for setting in &settings {
            let markers = setting.lines.iter().map(|line| line.markers.len()).sum::<usize>();
            assert!(setting.lines.is_empty() || markers == places);
            for run in setting.lines.iter().flat_map(|line| &line.runs) {
                assert!(run.glyphs.iter().all(|glyph| run.text.is_char_boundary(glyph.text_start as usize)));
            }
        }
        composer.extent(&fragments, &manner);
    }
}
