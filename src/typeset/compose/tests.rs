//! What is promised of lines.

use super::*;
use crate::fonts::Cut;
use crate::language::Language;
use crate::typeset::line::{Case, Drawn, Figures, Hyphenation, Marker, Position, TypeDress};

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
    Fragment::Words { text: text.into(), dress: dress(), span: None, element: None }
}

/// A marker.
pub(super) fn marker(marker: Marker) -> Fragment {
    Fragment::Marker(marker)
}

fn manner(measure: Length) -> Manner {
    Manner {
        measure,
        first_indent: Length::ZERO,
        indent: Length::ZERO,
        justification: Justification::Justified,
        hyphenation: Hyphenation::Allowed,
    }
}

const TEXT: &str = "Among the numerous advantages promised by a well-constructed Union, none deserves to be more \
    accurately developed than its tendency to break and control the violence of faction. The friend of popular \
    governments never finds himself so much alarmed for their character and fate, as when he contemplates their \
    propensity to this dangerous vice.";

#[test]
fn it_sets_a_paragraph() {
    let fonts = Fonts::default();
    let composer = Composer::new(&fonts);
    let settings = composer.set(&[words(TEXT)], &manner(Length::pt(300)));
    println!("{}", tell(&settings));
    assert!(!settings.is_empty());
}
