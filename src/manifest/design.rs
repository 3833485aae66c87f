//! What the printed page looks like.
//!
//! The defaults are those of a trade paperback of 6 × 9 inches: a measure of some
//! 65 letters and 38 lines to the page.

use crate::length::{Length, Size};

/// `[design]`: the page and its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The trimmed page.
    pub trim: Size,
    /// The white around the type area.
    pub margins: Margins,
    /// The text.
    pub body: TypeSize,
    /// The notes at the foot.
    pub notes: TypeSize,
    /// The family of the text.
    pub family: Family,
}

/// The white around the type area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// At the spine.
    pub inner: Length,
    /// At the fore-edge.
    pub outer: Length,
    /// At the head.
    pub top: Length,
    /// At the foot.
    pub bottom: Length,
}

/// Size and leading of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSize {
    /// The size of the type.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
}

/// A font family by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its name, as the fonts themselves give it.
    pub name: String,
    /// Where the manifest names it.
    pub span: Option<crate::source::Span>,
}

/// The family that is compiled in.
pub const BUILT_IN_FAMILY: &str = "Libertinus Serif";

impl Default for Design {
    fn default() -> Design {
        Design {
            trim: Size::new(Length::inches(6), Length::inches(9)),
            margins: Margins {
                inner: Length::mm(22),
                outer: Length::mm(18),
                top: Length::mm(21),
                bottom: Length::mm(23),
            },
            body: TypeSize { size: Length::pt(21) / 2, leading: Length::pt(13) },
            notes: TypeSize { size: Length::pt(35) / 4, leading: Length::pt(43) / 4 },
            family: Family { name: BUILT_IN_FAMILY.into(), span: None },
        }
    }
}
