//! What is promised of lines, whatever the text.

use super::*;
use crate::fonts::Cut;
use crate::language::Language;
use crate::report::Code;
use crate::source::{Sources, Span};
use crate::typeset::line::{
    Beside, Case, Drawn, Figures, Hyphenation, Leader, Line, LineEnd, Marker, Position, TypeDress,
};
use crate::typeset::page::{ElementId, GlyphRun};
use crate::volume::{NoteId, PlaceId};

/// The dress of plain text.
pub(super) fn dress() -> TypeDress {
    TypeDress {
        cut: Cut::Regular,
        size: Length::pt(10),
        case: Case::AsWritten,
        figures: Figures::OldStyle,
        position: Position::Baseline,
        tracking: 0,
        drawn: Drawn::Nothing,
        language: Language::parse("en").unwrap(),
    }
}

/// Plain words.
pub(super) fn words(text: &str) -> Fragment {
    dressed(text, dress())
}

/// A marker.
pub(super) fn marker(marker: Marker) -> Fragment {
    Fragment::Marker(marker)
}

pub(super) fn dressed(text: &str, dress: TypeDress) -> Fragment {
    Fragment::Words { text: text.into(), dress, span: None, element: None }
}

pub(super) fn in_language(text: &str, language: &str) -> Fragment {
    dressed(text, TypeDress { language: Language::parse(language).unwrap(), ..dress() })
}

pub(super) fn manner(points: i64) -> Manner {
    Manner {
        measure: Length::pt(points),
        first_indent: Length::ZERO,
        indent: Length::ZERO,
        justification: Justification::Justified,
        hyphenation: Hyphenation::Allowed,
        beside: Beside::default(),
    }
}

pub(super) fn ragged(points: i64, justification: Justification) -> Manner {
    Manner { justification, ..manner(points) }
}

pub(super) fn set(fragments: &[Fragment], manner: &Manner) -> Vec<Setting> {
    Composer::new(&Fonts::default()).set(fragments, manner)
}

fn natural(fragments: &[Fragment], manner: &Manner) -> Vec<Line> {
    set(fragments, manner).swap_remove(0).lines
}

/// The text of a line as it is printed.
pub(super) fn printed(line: &Line) -> String {
    line.runs.iter().map(|run| run.text.as_str()).collect()
}

/// What the lines say, joined again.
pub(super) fn joined(lines: &[Line]) -> String {
    let mut joined = String::new();
    for line in lines {
        let text = printed(line);
        joined.push_str(text.strip_suffix('\u{AD}').unwrap_or(&text));
    }
    joined.trim_end().to_owned()
}

fn right_end(run: &GlyphRun) -> Length {
    run.origin.x + run.glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// From where to where a line reaches, the space at its end left out.
pub(super) fn reach(line: &Line) -> (Length, Length) {
    let left = line.runs.first().map_or(Length::ZERO, |run| run.origin.x);
    let last = line.runs.last();
    let ends_with_space = last.is_some_and(|run| run.text.ends_with(' '));
    let space = last.and_then(|run| run.glyphs.last()).filter(|_| ends_with_space);
    let right = line.runs.iter().map(right_end).max().unwrap_or(Length::ZERO);
    (left, right - space.map_or(Length::ZERO, |glyph| glyph.advance))
}

/// What may hang into a margin at most: six tenths of a comma or of a hyphen, less than two tenths of an em.
pub(super) fn most_hang() -> Length {
    dress().size / 5
}

pub(super) const FACTION: &str = "Among the numerous advantages promised by a well-constructed Union, none deserves to be more \
    accurately developed than its tendency to break and control the violence of faction. The friend of popular \
    governments never finds himself so much alarmed for their character and fate, as when he contemplates their \
    propensity to this dangerous vice. He will not fail, therefore, to set a due value on any plan which, without \
    violating the principles to which he is attached, provides a proper cure for it.";

const HUNGARIAN: &str = "A munkásosztály és a dolgozó parasztság követelései között első helyen állt a szovjet \
    csapatok kivonása, a többpártrendszer visszaállítása és a szabad választások megtartása – „amint lehet”.";

const RUSSIAN: &str = "Правительство Союза ССР и правительство Венгерской Народной Республики договорились о \
    нижеследующем: советские войска, временно находящиеся на территории республики, не вмешиваются.";

/// Texts of several kinds, each at several measures.
fn samples() -> Vec<(Vec<Fragment>, Manner)> {
    let mixed = vec![
        words("In "),
        dressed("The Federalist", TypeDress { cut: Cut::Italic, ..dress() }),
        words(" (1788), "),
        dressed("NATO", TypeDress { case: Case::AllSmallCapitals, tracking: 50, ..dress() }),
        words(" and the "),
        dressed("Szabad Nép", TypeDress { cut: Cut::Italic, language: Language::parse("hu").unwrap(), ..dress() }),
        words("ben: see https://nsarchive.gwu.edu/briefing-book/1956-hungarian-revolution—or the office’s files"),
        dressed("12", TypeDress { position: Position::Superior, ..dress() }),
        words(" on microfilm; the ﬁrst roll"),
        dressed("†", TypeDress { position: Position::Superior, ..dress() }),
        words(" is lost."),
    ];
    let texts = [vec![words(FACTION)], vec![in_language(HUNGARIAN, "hu")], vec![in_language(RUSSIAN, "ru")], mixed];
    let mut samples = Vec::new();
    for text in &texts {
        for points in [120, 180, 250, 306] {
            samples.push((text.clone(), manner(points)));
            samples.push((text.clone(), Manner { first_indent: Length::pt(12), ..manner(points) }));
            samples.push((text.clone(), Manner { indent: Length::pt(18), ..manner(points) }));
            samples.push((text.clone(), ragged(points, Justification::Left)));
            samples.push((text.clone(), ragged(points, Justification::Centred)));
        }
    }
    samples
}

#[test]
fn the_lines_joined_are_the_text() {
    for (text, manner) in samples() {
        let whole: String = text
            .iter()
            .filter_map(|fragment| match fragment {
                Fragment::Words { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        for setting in set(&text, &manner) {
            assert_eq!(joined(&setting.lines), whole);
        }
    }
}

#[test]
fn no_line_is_wider_than_the_measure() {
    for (text, manner) in samples() {
        for setting in set(&text, &manner) {
            if setting.problems.iter().any(|problem| problem.code == Code::OverfullLine) {
                continue;
            }
            for (at, line) in setting.lines.iter().enumerate() {
                let indent = if at == 0 { manner.first_indent } else { manner.indent };
                let (left, right) = reach(line);
                assert!(left >= indent - most_hang(), "{}", printed(line));
                assert!(right <= manner.measure + most_hang(), "{}", printed(line));
            }
        }
    }
}

#[test]
fn justified_lines_end_exactly_at_the_measure() {
    let mut exact = 0;
    for (text, manner) in samples() {
        if manner.justification != Justification::Justified {
            continue;
        }
        let good = set(&text, &manner).into_iter().filter(|setting| setting.problems.is_empty());
        for line in good.flat_map(|setting| setting.lines) {
            let end = printed(&line).trim_end().chars().next_back().unwrap();
            let (_, right) = reach(&line);
            // A letter at the end hangs nowhere; what hangs is asked above.
            if line.end == LineEnd::Space && end.is_alphabetic() {
                assert_eq!(right, manner.measure, "{}", printed(&line));
                exact += 1;
            }
        }
    }
    assert!(exact > 40, "only {exact} lines are asked");
}

#[test]
fn stops_and_hyphens_hang_into_the_margin() {
    let lines = natural(&[words(FACTION)], &manner(250));
    let hyphenated = lines.iter().find(|line| line.end == LineEnd::Hyphen).expect("one line ends in a hyphen");
    let fonts = Fonts::default();
    let face = fonts.face(fonts.text(Cut::Regular));
    let hyphen = dress().size.scale(i64::from(face.advance(face.glyph('-').unwrap())), 1000);
    assert_eq!(reach(hyphenated).1, manner(250).measure + hyphen.scale(550, 1000));
}

#[test]
fn the_same_text_gives_the_same_lines_on_any_thread() {
    use rayon::prelude::*;
    let fonts = Fonts::default();
    let composer = Composer::new(&fonts);
    let all: Vec<Vec<Setting>> = samples().par_iter().map(|(text, manner)| composer.set(text, manner)).collect();
    for ((text, manner), settings) in samples().iter().zip(all) {
        assert_eq!(settings, set(text, manner));
    }
}

#[test]
fn other_settings_have_one_line_more_or_fewer_or_spare_a_line_its_hyphen() {
    let (mut longer, mut shorter, mut spared) = (0, 0, 0);
    for (text, manner) in samples() {
        let settings = set(&text, &manner);
        let natural = settings[0].lines.len();
        for (at, other) in settings.iter().enumerate().skip(1) {
            assert!(other.cost >= settings[0].cost);
            // The first of its number of lines is the best of them; the others differ from it for a reason.
            let first = settings.iter().position(|one| one.lines.len() == other.lines.len()).unwrap();
            if first < at {
                let lines = settings[first].lines.iter().zip(&other.lines);
                let is_spared =
                    |(one, other): (&Line, &Line)| one.end == LineEnd::Hyphen && other.end != LineEnd::Hyphen;
                assert!(lines.skip(1).any(is_spared) && other.cost >= settings[first].cost);
                spared += 1;
            }
            match other.lines.len() as i64 - natural as i64 {
                1 => longer += 1,
                -1 => shorter += 1,
                difference => assert_eq!(difference, 0),
            }
        }
    }
    assert!(longer > 0 && shorter > 0 && spared > 0, "{longer} longer, {shorter} shorter, {spared} spared");
}

/// The text with a marker at every `every`th letter, and one at its end.
fn marked(text: &str, every: usize) -> (Vec<Fragment>, Vec<Marker>) {
    let (mut fragments, mut markers) = (Vec::new(), Vec::new());
    let mut mark = |fragments: &mut Vec<Fragment>| {
        let next = Marker::Place(PlaceId(markers.len() as u32));
        markers.push(next);
        fragments.push(marker(next));
    };
    let letters: Vec<char> = text.chars().collect();
    for part in letters.chunks(every) {
        mark(&mut fragments);
        fragments.push(words(&part.iter().collect::<String>()));
    }
    mark(&mut fragments);
    (fragments, markers)
}

#[test]
fn markers_change_nothing_and_come_back_in_order() {
    for every in [1, 3, 7] {
        let (fragments, markers) = marked(FACTION, every);
        let plain = set(&[words(FACTION)], &manner(180));
        let with = set(&fragments, &manner(180));
        assert_eq!(tell(&with), tell(&plain));
        for (with, plain) in with.iter().zip(&plain) {
            let found: Vec<Marker> = with.lines.iter().flat_map(|line| &line.markers).map(|(_, it)| *it).collect();
            assert_eq!(found, markers);
            for (with, plain) in with.lines.iter().zip(&plain.lines) {
                assert_eq!(reach(with), reach(plain));
                assert!(with.markers.is_sorted_by_key(|(x, _)| *x));
            }
        }
    }
}

#[test]
fn words_of_two_places_are_cast_as_one() {
    let glyphs = |fragments: &[Fragment]| -> Vec<(u16, Length)> {
        let lines = natural(fragments, &manner(300));
        lines[0].runs.iter().flat_map(|run| &run.glyphs).map(|glyph| (glyph.id, glyph.advance)).collect()
    };
    let piece = |text: &str, element| Fragment::Words {
        text: text.into(),
        dress: dress(),
        span: None,
        element: Some(ElementId(element)),
    };
    // The ligature belongs to the element that it begins in.
    assert_eq!(glyphs(&[piece("of", 1), piece("fice AV", 2), piece("A", 1)]), glyphs(&[words("office AVA")]));
    let lines = natural(&[piece("of", 1), piece("fice", 2)], &manner(300));
    let runs: Vec<(&str, u32)> = lines[0].runs.iter().map(|run| (run.text.as_str(), run.element.unwrap().0)).collect();
    assert_eq!(runs, [("offi", 1), ("ce", 2)]);
}

#[test]
fn a_marker_at_the_beginning_of_a_word_goes_with_it_to_the_next_line() {
    let place = Marker::Place(PlaceId(0));
    let text = [words("aaaa aaaa "), marker(place), words("bbbbbb")];
    let lines = natural(&text, &ragged(50, Justification::Left));
    assert_eq!(lines.iter().map(printed).collect::<Vec<_>>(), ["aaaa aaaa ", "bbbbbb"]);
    assert_eq!((lines[0].markers.len(), lines[1].markers.clone()), (0, vec![(Length::ZERO, place)]));
    let after = [words("aaaa aaaa"), marker(place), words(" bbbbbb")];
    let lines = natural(&after, &ragged(50, Justification::Left));
    assert_eq!(lines[0].markers, [(reach(&lines[0]).1, place)]);
}

#[test]
fn refinements_can_be_turned_off() {
    let fonts = Fonts::default();
    let plain = Design { expansion: Refinement::Off, hanging: Refinement::Off, ..Design::default() };
    let composer = Composer::new(&fonts).refined(&plain);
    for points in [200, 250, 306] {
        let setting = composer.set(&[words(FACTION)], &manner(points)).swap_remove(0);
        for line in &setting.lines {
            assert!(line.runs.iter().all(|run| run.expansion == 1000));
            assert_eq!(reach(line).0, Length::ZERO);
            if line.end != LineEnd::Last {
                assert_eq!(reach(line).1, Length::pt(points), "{}", printed(line));
            }
        }
    }
}

#[test]
fn a_call_is_never_parted_from_its_word() {
    let call =
        || [dressed("12", TypeDress { position: Position::Superior, ..dress() }), marker(Marker::Call(NoteId(0)))];
    let mut text = vec![words("The governments—")];
    text.extend(call());
    text.push(words("constitution"));
    text.extend(call());
    text.push(words(" of the people"));
    for points in 30..140 {
        for setting in set(&text, &manner(points)) {
            for line in &setting.lines {
                assert!(!printed(line).starts_with("12"), "at {points} points");
                let calls = line.markers.len();
                assert_eq!(
                    printed(line).matches("12").count(),
                    calls,
                    "at {points} points: {}",
                    tell(std::slice::from_ref(&setting))
                );
            }
        }
    }
}

#[test]
fn superior_figures_are_the_fonts_own_and_others_are_raised() {
    let superior = |text: &str| dressed(text, TypeDress { position: Position::Superior, ..dress() });
    let lines =
        natural(&[words("x"), superior("1"), words("x"), superior("‡"), words("x"), superior("*")], &manner(300));
    let runs: Vec<(&str, Length, bool)> =
        lines[0].runs.iter().map(|run| (run.text.as_str(), run.size, run.origin.y < Length::ZERO)).collect();
    let size = Length::pt(10);
    // The run of the superior figure is that of the text: only its glyph is another.
    assert_eq!(runs, [("x1x", size, false), ("‡", size.scale(62, 100), true), ("x*", size, false)]);
}

#[test]
fn a_division_is_a_soft_hyphen_in_the_text() {
    let lines = natural(&[words(FACTION)], &manner(120));
    let divided = lines.iter().find(|line| printed(line).ends_with('\u{AD}')).expect("a narrow text divides words");
    let run = divided.runs.last().unwrap();
    let hyphen = run.glyphs.last().unwrap();
    let fonts = Fonts::default();
    assert_eq!(Some(hyphen.id), fonts.face(run.face).glyph('-'));
    assert_eq!(&run.text[hyphen.text_start as usize..], "\u{AD}");
    assert_eq!(divided.end, LineEnd::Hyphen);
}

#[test]
fn the_space_at_a_line_end_is_text_and_stands_outside_the_measure() {
    let lines = natural(&[words("aaaa aaaa bbbbbb")], &ragged(50, Justification::Right));
    assert_eq!(printed(&lines[0]), "aaaa aaaa ");
    assert_eq!(reach(&lines[0]).1, Length::pt(50));
    assert_eq!(right_end(&lines[0].runs[0]), Length::pt(50) + dress().size / 4);
}

#[test]
fn a_soft_hyphen_is_where_the_word_is_divided_and_nowhere_else_to_be_seen() {
    let lines = natural(&[words("constitu\u{AD}tional constitutional")], &manner(50));
    assert_eq!(printed(&lines[0]), "constitu\u{AD}");
    let whole = natural(&[words("constitu\u{AD}tional")], &manner(200));
    assert_eq!(printed(&whole[0]), "constitutional");
}

#[test]
fn words_stay_whole_where_hyphenation_is_forbidden() {
    let manner = Manner { hyphenation: Hyphenation::Forbidden, ..ragged(100, Justification::Left) };
    let lines = natural(&[words(FACTION), words(" consti\u{AD}tutional")], &manner);
    assert!(lines.iter().all(|line| !printed(line).contains('\u{AD}')));
}

#[test]
fn no_break_spaces_stretch_and_do_not_break() {
    let lines = natural(&[words("aaa aaa aaa No.\u{A0}5 aaa aaa aaa aaa")], &manner(84));
    assert!(lines.iter().any(|line| printed(line).contains("No.\u{A0}5")), "{}", joined(&lines));
}

#[test]
fn a_contents_line_ends_in_dots_and_a_number_at_the_edge() {
    let line = |title: &str, number: &str| {
        let text = [words(title), Fragment::Fill(Leader::Dots), words(number)];
        natural(&text, &ragged(200, Justification::Left)).swap_remove(0)
    };
    let (one, other) = (line("The Same Subject Continued", "7"), line("Conclusion", "527"));
    let dots = |line: &Line| -> Vec<i64> {
        let run = line.runs.iter().find(|run| run.text.contains("..")).expect("dots");
        assert_eq!((run.element, run.span), (None, None));
        let mut x = run.origin.x;
        let next = |advance: Length| {
            x += advance;
            (x - advance).to_units()
        };
        run.glyphs.iter().map(|glyph| glyph.advance).map(next).collect()
    };
    assert_eq!(reach(&one).1, Length::pt(200));
    assert_eq!(reach(&other).1, Length::pt(200));
    let (one_dots, other_dots) = (dots(&one), dots(&other));
    assert!(one_dots.len() > 5 && other_dots.len() > one_dots.len());
    let last = *other_dots.last().unwrap();
    assert!(one_dots.iter().all(|x| other_dots.contains(x) || *x > last), "{one_dots:?} {other_dots:?}");
    // Whoever reads the text finds a space between title and number.
    assert_eq!(printed(&other).replace('.', ""), "Conclusion 527");
}

#[test]
fn a_long_contents_line_carries_its_number_on_the_last_line() {
    let text = [words(&FACTION[..160]), Fragment::Fill(Leader::Dots), words("12")];
    let hanging = Manner { indent: Length::pt(10), ..ragged(200, Justification::Left) };
    let lines = natural(&text, &hanging);
    assert!(lines.len() > 1);
    assert!(printed(lines.last().unwrap()).ends_with("12"));
    assert_eq!(reach(lines.last().unwrap()).1, Length::pt(200));
    assert_eq!(lines[1].runs[0].origin.x, Length::pt(10));
}

#[test]
fn kept_lines_are_kept() {
    let text = [
        words("Done at Philadelphia "),
        Fragment::Break,
        words(" this day"),
        Fragment::Break,
        Fragment::Break,
        words("Publius"),
    ];
    let lines = natural(&text, &manner(300));
    let told: Vec<(String, LineEnd)> = lines.iter().map(|line| (printed(line), line.end)).collect();
    let kept = |text: &str| (text.to_owned(), LineEnd::Kept);
    let expected = [kept("Done at Philadelphia "), kept("this day "), kept(""), ("Publius".into(), LineEnd::Last)];
    assert_eq!(told, expected);
    assert_eq!(lines[0].word_space, 1000);
}

#[test]
fn text_is_centred_and_set_to_the_right() {
    let centred = natural(&[words("Part One")], &ragged(200, Justification::Centred));
    let (left, right) = reach(&centred[0]);
    assert!((left - (Length::pt(200) - right)).abs() <= Length::units(1));
    let right = natural(&[words("Publius")], &ragged(200, Justification::Right));
    assert_eq!(reach(&right[0]).1, Length::pt(200));
}

#[test]
fn words_are_underlined_without_the_space_at_the_line_end() {
    let underlined = TypeDress { drawn: Drawn::DoubleUnderline, ..dress() };
    let text =
        Fragment::Words { text: "aaaa aaaa bbbbbb".into(), dress: underlined, span: None, element: Some(ElementId(3)) };
    let lines = natural(&[text], &ragged(50, Justification::Left));
    let rules = &lines[0].rules;
    assert_eq!(rules.len(), 2);
    assert!(rules.iter().all(|(rect, element)| {
        *element == Some(ElementId(3)) && rect.origin.x == Length::ZERO && rect.right() == reach(&lines[0]).1
    }));
    assert!(rules[0].0.origin.y > Length::ZERO && rules[1].0.origin.y > rules[0].0.bottom());
    let struck = dressed("no", TypeDress { drawn: Drawn::Strike, ..dress() });
    let line = natural(&[struck], &manner(100)).swap_remove(0);
    assert!(line.rules[0].0.bottom() < Length::ZERO);
}

#[test]
fn hebrew_runs_from_right_to_left_within_a_line() {
    let lines = natural(&[words("see "), in_language("שלום עולם", "he"), words(" there")], &manner(300));
    let runs = &lines[0].runs;
    assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>(), ["see ", "שלום עולם", " there"]);
    // In visual order the last letter of the text comes first.
    let starts: Vec<u32> = runs[1].glyphs.iter().map(|glyph| glyph.text_start).collect();
    assert!(starts.is_sorted_by(|one, next| one >= next), "{starts:?}");
    assert_eq!(starts.first(), Some(&15));
}

#[test]
fn a_text_that_runs_from_right_to_left_begins_at_the_right_edge() {
    let text = [in_language("שלום עולם שלום עולם שלום", "he")];
    let lines = natural(&text, &ragged(60, Justification::Left));
    assert!(lines.len() > 1);
    for line in &lines {
        assert_eq!(line.runs.iter().map(right_end).max(), Some(Length::pt(60)), "{}", printed(line));
    }
    assert_eq!(joined(&lines), "שלום עולם שלום עולם שלום");
}

#[test]
fn a_character_that_no_font_has_is_named_at_its_place() {
    let sources = Sources::from_texts([("a.md", "peace 和 now 和")]);
    let file = sources.find("a.md").unwrap();
    let text = Fragment::Words {
        text: "peace 和 now 和".into(),
        dress: dress(),
        span: Some(Span::new(file, 0, 17)),
        element: None,
    };
    let setting = set(&[text], &manner(300)).swap_remove(0);
    assert_eq!(setting.problems.len(), 1);
    let problem = &setting.problems[0];
    assert_eq!(problem.code, Code::MissingGlyph);
    assert!(problem.message.contains("`和` (U+548C)"));
    assert_eq!(sources.text(problem.span.unwrap()), "和");
    assert!(setting.lines[0].runs.iter().any(|run| run.glyphs.iter().any(|glyph| glyph.id == 0)));
}

#[test]
fn a_line_that_cannot_be_set_well_is_set_and_named() {
    let codes = |text: &str, points| -> Vec<Code> {
        set(&[words(text)], &manner(points)).swap_remove(0).problems.iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes("a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx a", 80), [Code::LooseLine, Code::OverfullLine]);
    assert_eq!(codes("see xxxxxxxxxxxxx xxxxxxxxxxxxxxx xxxxxxxx", 100), [Code::LooseLine, Code::LooseLine]);
    assert_eq!(codes(FACTION, 300), []);
}

#[test]
fn a_text_without_words_has_no_lines() {
    let empty = Setting { lines: Vec::new(), cost: 0, problems: Vec::new() };
    assert_eq!(set(&[], &manner(100)), std::slice::from_ref(&empty));
    assert_eq!(set(&[words(" \u{AD} "), Fragment::Break, Fragment::Fill(Leader::Dots)], &manner(100)), [empty]);
}

#[test]
fn the_extent_of_a_text_is_that_of_its_longest_word_and_line() {
    let fonts = Fonts::default();
    let composer = Composer::new(&fonts);
    let forbidden = Manner { hyphenation: Hyphenation::Forbidden, ..ragged(100, Justification::Left) };
    let text = [words("one constitution"), Fragment::Break, words("two")];
    let extent = composer.extent(&text, &forbidden);
    let width = |text: &str| reach(&natural(&[words(text)], &manner(300))[0]).1;
    assert_eq!(extent, Extent { narrowest: width("constitution"), widest: width("one constitution") });
}

#[test]
fn lines_are_told_with_their_strain() {
    let settings = set(&[words("Among the numerous advantages promised by a well-constructed Union")], &manner(200));
    let told = tell(&settings);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("2 lines, cost "), "{told}");
    assert!(lines[1].starts_with("  \"Among the numerous advantages promised by a\" letters "), "{told}");
    assert_eq!(lines[2], "  \"well-constructed Union\" letters +0 spaces 1.000 last");
}

/// How wide a text is on a line of its own.
fn width_of(text: &str) -> Length {
    let lines = natural(&[words(text)], &ragged(300, Justification::Left));
    lines[0].runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.advance).sum()
}

#[test]
fn full_capitals_in_a_row_stand_apart() {
    let letters = |text: &str| text.chars().map(|letter| width_of(&letter.to_string())).sum::<Length>();
    let apart = Length::pt(10).scale(40, 1000);
    // These letters are not kerned: what is more than their widths is the white between them.
    assert_eq!(width_of("HIM") - letters("HIM"), apart * 3);
    assert_eq!(width_of("Him"), letters("Him"));
    assert_eq!(width_of("H"), letters("H"));
}
