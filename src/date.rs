//! Dates as archives give them.
//!
//! A document may be dated to the day, the month or the year, to a stretch of days, or
//! by inference. The written form follows ISO 8601 and, for what is inferred, the `?` of
//! the Extended Date/Time Format (ISO 8601-2:2019, level 1).

/// A day, a month or a year: what is not known is absent. Ordered by time, the vague before the exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1; only where there is a month.
    pub day: Option<u8>,
}

/// Whether a date stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It does.
    Stated,
    /// The editors inferred it (`?`).
    Inferred,
}

/// A date, or a stretch of time from one date to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The date, or its beginning.
    pub from: Day,
    /// The end of a stretch.
    pub to: Option<Day>,
    /// Whether it stands in the source.
    pub certainty: Certainty,
}
