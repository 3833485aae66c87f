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

/// Why a date cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// It is not of any form that a date may have.
    Form,
    /// Its form is right, but the calendar has no such day, month or year.
    NotInCalendar,
    /// The stretch ends before it begins.
    Reversed,
}

/// The forms that a date may have, for hints.
pub const DATE_FORMS: &str = "1956, 1956-10, 1956-10-24, 1956-10-24/1956-10-26, or with ? at the end if it is inferred";

impl Day {
    /// The day, month or year, if the calendar has it. A day without its month is none.
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Day> {
        let real = match (month, day) {
            (None, None) => true,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day),
            (None, Some(_)) => false,
        };
        (real && (1..=9999).contains(&year)).then_some(Day { year, month, day })
    }

    /// Reads `1956`, `1956-10` or `1956-10-24`.
    pub fn parse(text: &str) -> Result<Day, DateFault> {
        let parts: Vec<&str> = text.split('-').collect();
        let (year, month, day) = match parts[..] {
            [year] => (digits(year, 4)?, None, None),
            [year, month] => (digits(year, 4)?, Some(digits(month, 2)?), None),
            [year, month, day] => (digits(year, 4)?, Some(digits(month, 2)?), Some(digits(day, 2)?)),
            _ => return Err(DateFault::Form),
        };
        let (month, day) = (month.map(|month| month as u8), day.map(|day| day as u8));
        Day::new(i32::from(year), month, day).ok_or(DateFault::NotInCalendar)
    }

    /// The last day that it can mean: the end of its year or month.
    fn latest(self) -> (i32, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in(self.year, month)))
    }

    /// The first day that it can mean.
    fn earliest(self) -> (i32, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Date {
        Date { from: day, to: None, certainty: Certainty::Stated }
    }
}

impl Date {
    /// Reads a date in any of the forms of [`DATE_FORMS`].
    pub fn parse(text: &str) -> Result<Date, DateFault> {
        let (text, certainty) = match text.trim().strip_suffix('?') {
            Some(text) => (text, Certainty::Inferred),
            None => (text.trim(), Certainty::Stated),
        };
        let Some((from, to)) = text.split_once('/') else {
            return Ok(Date { from: Day::parse(text)?, to: None, certainty });
        };
        let (from, to) = (Day::parse(from)?, Day::parse(to)?);
        if to.latest() < from.earliest() {
            return Err(DateFault::Reversed);
        }
        Ok(Date { from, to: (from != to).then_some(to), certainty })
    }
}

/// A number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Result<u16, DateFault> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().map_err(|_| DateFault::Form) } else { Err(DateFault::Form) }
}

/// How many days a month has in the proleptic Gregorian calendar (ISO 8601-1:2019, 4.2.1).
///
/// Only the Julian calendar has a 29 February in centuries such as 1700; a document dated so carries its own words
/// in `date-text`.
fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day { year, month: Some(month), day: Some(day) }
    }

    #[test]
    fn a_date_is_a_day_a_month_or_a_year() {
        assert_eq!(Date::parse("1956-10-24"), Ok(day(1956, 10, 24).into()));
        assert_eq!(Date::parse("1956-10"), Ok(Day { year: 1956, month: Some(10), day: None }.into()));
        assert_eq!(Date::parse(" 1956 "), Ok(Day { year: 1956, month: None, day: None }.into()));
    }

    #[test]
    fn a_question_mark_says_that_a_date_is_inferred() {
        let inferred = Date::parse("1956-10-24?").unwrap();
        assert_eq!((inferred.from, inferred.certainty), (day(1956, 10, 24), Certainty::Inferred));
        assert_eq!(Date::parse("1956-10-24/1956-10-26?").unwrap().certainty, Certainty::Inferred);
    }

    #[test]
    fn a_stretch_runs_forwards() {
        let stretch = Date::parse("1956-10-24/1956-10-26").unwrap();
        assert_eq!((stretch.from, stretch.to), (day(1956, 10, 24), Some(day(1956, 10, 26))));
        assert_eq!(Date::parse("1956-10-26/1956-10-24"), Err(DateFault::Reversed));
        assert_eq!(Date::parse("1956-11/1956-10"), Err(DateFault::Reversed));
        assert!(Date::parse("1956-10-24/1956-10").is_ok(), "some later day of October");
        assert_eq!(Date::parse("1956-10-24/1956-10-24").unwrap().to, None);
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for real in ["1956-02-29", "2000-02-29", "1956-12-31", "0001-01-01"] {
            assert!(Date::parse(real).is_ok(), "{real}");
        }
        for unreal in ["1957-02-29", "1900-02-29", "1956-04-31", "1956-13", "1956-00", "1956-10-00", "0000"] {
            assert_eq!(Date::parse(unreal), Err(DateFault::NotInCalendar), "{unreal}");
        }
        assert_eq!(Day::new(1956, None, Some(3)), None);
    }

    #[test]
    fn what_is_no_date_is_not_guessed_at() {
        let forms =
            ["", "?", "24 October 1956", "1956-1-2", "56", "1956/", "/1956", "1956-10-24/26", "1956-10-24T10:00"];
        for form in
            forms.into_iter().chain(["1956--10", "1956-10-24-01", "+195-10", "１９５６", "1956/1957/1958", "1956??"])
        {
            assert_eq!(Date::parse(form), Err(DateFault::Form), "{form}");
        }
    }

    #[test]
    fn dates_sort_by_time_and_the_vague_stands_before_the_exact() {
        let written = ["1957", "1956-10-24", "1956-10-23/1956-11-04", "1956", "1956-10", "1956-10-23"];
        let mut sorted = written;
        sorted.sort_by_key(|text| Date::parse(text).unwrap());
        assert_eq!(sorted, ["1956", "1956-10", "1956-10-23", "1956-10-23/1956-11-04", "1956-10-24", "1957"]);
    }
}
