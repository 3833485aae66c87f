//! The voice that a text is set in: where, how wide, in which type.

use crate::fonts::Cut;
use crate::language::Language;
use crate::length::Length;
use crate::manifest::TypeSize;
use crate::typeset::line::{Beside, Case, Figures, Hyphenation, Justification, Manner, TypeDress};
use crate::typeset::page::{ElementId, Structure};
use crate::typeset::style::{SPACED_CAPITALS, SPACED_NAMES, Style};

/// How a text is set, and where in the column.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// How far its left edge stands to the right of the column's.
    pub left: Length,
    /// Its width.
    pub measure: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// How its words are dressed.
    pub dress: TypeDress,
    /// How lines meet the edges.
    pub justification: Justification,
    /// Whether words may be divided.
    pub hyphenation: Hyphenation,
    /// What stands at the right of a text that is set in it.
    pub beside: Beside,
    /// The element that it stands in.
    pub element: ElementId,
}

impl Voice {
    /// Justified text across the whole of `measure`.
    pub fn new(style: &Style, size: TypeSize, measure: Length) -> Voice {
        Voice {
            left: Length::ZERO,
            measure,
            leading: size.leading,
            dress: style.dress(size.size),
            justification: Justification::Justified,
            hyphenation: Hyphenation::Allowed,
            beside: Beside::default(),
            element: Structure::ROOT,
        }
    }

    /// In type of another size.
    pub fn sized(mut self, size: TypeSize) -> Voice {
        self.dress.size = size.size;
        self.leading = size.leading;
        self
    }

    /// Within an element.
    pub fn within(mut self, element: ElementId) -> Voice {
        self.element = element;
        self
    }

    /// Narrower by `left` and `right`; something is always left.
    pub fn narrowed(mut self, left: Length, right: Length) -> Voice {
        let least = self.dress.size.min(self.measure);
        let left = left.min(self.measure - least).max(Length::ZERO);
        self.left += left;
        self.measure = (self.measure - left - right).max(least);
        self
    }

    /// In another cut.
    pub fn cut(mut self, cut: Cut) -> Voice {
        self.dress.cut = cut;
        self
    }

    /// In italics, or in roman where the voice is italic.
    pub fn italic(mut self) -> Voice {
        self.dress.cut = turned(self.dress.cut);
        self
    }

    /// In spaced small capitals, with no capitals among them.
    pub fn small_capitals(mut self) -> Voice {
        self.dress.case = Case::AllSmallCapitals;
        self.dress.tracking = SPACED_CAPITALS;
        self
    }

    /// In small capitals, capitals among them: names.
    pub fn small_capitals_with_capitals(mut self) -> Voice {
        self.dress.case = Case::SmallCapitals;
        self.dress.tracking = SPACED_NAMES;
        self
    }

    /// With figures of this kind.
    pub fn figures(mut self, figures: Figures) -> Voice {
        self.dress.figures = figures;
        self
    }

    /// Meeting the edges so; only justified lines and those to the left may divide words.
    pub fn justified(mut self, justification: Justification) -> Voice {
        self.justification = justification;
        if matches!(justification, Justification::Centred | Justification::Right) {
            self.hyphenation = Hyphenation::Forbidden;
        }
        self
    }

    /// Centred, no word divided.
    pub fn centred(self) -> Voice {
        self.justified(Justification::Centred)
    }

    /// Ragged right, no word divided.
    pub fn ragged(mut self) -> Voice {
        self.hyphenation = Hyphenation::Forbidden;
        self.justified(Justification::Left)
    }

    /// In another language, if there is one.
    pub fn in_language(mut self, language: Option<&Language>) -> Voice {
        if let Some(language) = language {
            self.dress.language = language.clone();
        }
        self
    }

    /// What the composer needs to know of it.
    pub fn manner(&self, first_indent: Length, indent: Length) -> Manner {
        let most = self.measure - self.dress.size.min(self.measure);
        Manner {
            measure: self.measure,
            first_indent: first_indent.min(most),
            indent: indent.min(most),
            justification: self.justification,
            hyphenation: self.hyphenation,
            beside: self.beside,
        }
    }
}

/// The italic of a roman cut, and the roman of an italic.
pub fn turned(cut: Cut) -> Cut {
    match cut {
        Cut::Regular => Cut::Italic,
        Cut::Italic => Cut::Regular,
        Cut::Bold => Cut::BoldItalic,
        Cut::BoldItalic => Cut::Bold,
    }
}

/// The bold of a cut.
pub fn bold(cut: Cut) -> Cut {
    match cut {
        Cut::Regular | Cut::Bold => Cut::Bold,
        Cut::Italic | Cut::BoldItalic => Cut::BoldItalic,
    }
}
