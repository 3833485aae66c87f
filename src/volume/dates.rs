//! Dates in words: "24 October 1956", "1956. október 24.", "24 октября 1956 г.".
//!
//! A date is written as the volume's language writes it, a stretch of days with what both
//! ends share said once ("24–26 October 1956"), and a date that the editors inferred in
//! their brackets with a question mark. A language without a table is dated as in Britain.

use crate::date::{Certainty, Date, Day};
use crate::language::Language;

/// How a language writes dates.
struct Manner {
    /// The months beside a day.
    months: [&'static str; 12],
    /// The months without a day, where those have another form.
    alone: [&'static str; 12],
    /// The order of the parts.
    order: Order,
    /// What follows the number of a day.
    after_day: &'static str,
    /// The number of the first day of a month.
    first: &'static str,
    /// What follows a year, and what follows two.
    after_year: [&'static str; 2],
    /// The dash between dates of several words.
    dash: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// 24 October 1956
    DayMonthYear,
    /// October 24, 1956
    MonthDayYear,
    /// 1956. október 24.
    YearMonthDay,
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const HUNGARIAN: [&str; 12] = [
    "január",
    "február",
    "március",
    "április",
    "május",
    "június",
    "július",
    "augusztus",
    "szeptember",
    "október",
    "november",
    "december",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const CZECH: [&str; 12] = [
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
];
const CZECH_ALONE: [&str; 12] = [
    "leden",
    "únor",
    "březen",
    "duben",
    "květen",
    "červen",
    "červenec",
    "srpen",
    "září",
    "říjen",
    "listopad",
    "prosinec",
];
const POLISH: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];
const POLISH_ALONE: [&str; 12] = [
    "styczeń",
    "luty",
    "marzec",
    "kwiecień",
    "maj",
    "czerwiec",
    "lipiec",
    "sierpień",
    "wrzesień",
    "październik",
    "listopad",
    "grudzień",
];
const ROMANIAN: [&str; 12] = [
    "ianuarie",
    "februarie",
    "martie",
    "aprilie",
    "mai",
    "iunie",
    "iulie",
    "august",
    "septembrie",
    "octombrie",
    "noiembrie",
    "decembrie",
];
const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const RUSSIAN_ALONE: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// `date` in the words of `language`.
pub(super) fn in_words(date: &Date, language: &Language) -> String {
    let manner = manner(language);
    let words = match date.to {
        Some(to) if to != date.from => stretch(date.from, to, &manner),
        _ => moment(date.from, &manner),
    };
    match date.certainty {
        Certainty::Stated => words,
        Certainty::Inferred => format!("[{words}?]"),
    }
}

fn manner(language: &Language) -> Manner {
    let plain = |months, alone, order| Manner {
        months,
        alone,
        order,
        after_day: "",
        first: "1",
        after_year: ["", ""],
        dash: " – ",
    };
    match language.primary().as_str() {
        "hu" => Manner { after_day: ".", ..plain(HUNGARIAN, HUNGARIAN, Order::YearMonthDay) },
        "de" => Manner { after_day: ".", ..plain(GERMAN, GERMAN, Order::DayMonthYear) },
        "fr" => Manner { first: "1er", ..plain(FRENCH, FRENCH, Order::DayMonthYear) },
        "cs" => Manner { after_day: ".", ..plain(CZECH, CZECH_ALONE, Order::DayMonthYear) },
        "pl" => plain(POLISH, POLISH_ALONE, Order::DayMonthYear),
        "ro" => plain(ROMANIAN, ROMANIAN, Order::DayMonthYear),
        "ru" => Manner { after_year: [" г.", " гг."], ..plain(RUSSIAN, RUSSIAN_ALONE, Order::DayMonthYear) },
        _ if language.tag().eq_ignore_ascii_case("en-US") => {
            Manner { dash: "–", ..plain(ENGLISH, ENGLISH, Order::MonthDayYear) }
        }
        _ => plain(ENGLISH, ENGLISH, Order::DayMonthYear),
    }
}

/// One date.
fn moment(at: Day, manner: &Manner) -> String {
    let year = at.year;
    let [after_year, _] = manner.after_year;
    match (month(at, manner), at.day) {
        (None, _) => format!("{year}{after_year}"),
        (Some(month), None) if manner.order == Order::YearMonthDay => format!("{year}. {month}"),
        (Some(month), None) => format!("{month} {year}{after_year}"),
        (Some(month), Some(day)) => whole(at, month, &number(day, manner), manner),
    }
}

/// A day of a month of a year.
fn whole(at: Day, month: &str, days: &str, manner: &Manner) -> String {
    let year = at.year;
    let [after_year, _] = manner.after_year;
    match manner.order {
        Order::DayMonthYear => format!("{days} {month} {year}{after_year}"),
        Order::MonthDayYear => format!("{month} {days}, {year}"),
        Order::YearMonthDay => format!("{year}. {month} {days}"),
    }
}

/// A stretch of time; what both ends share is said once.
fn stretch(from: Day, to: Day, manner: &Manner) -> String {
    let dash = manner.dash;
    let [after_year, after_years] = manner.after_year;
    let same_year = from.year == to.year;
    let months = (month(from, manner), month(to, manner));
    match (months, from.day, to.day) {
        ((None, None), ..) => format!("{}–{}{after_years}", from.year, to.year),
        ((Some(first), Some(last)), None, None) if same_year => match manner.order {
            Order::YearMonthDay => format!("{}. {first}–{last}", from.year),
            _ => format!("{first}–{last} {}{after_year}", from.year),
        },
        ((Some(month), Some(_)), Some(first), Some(last)) if same_year && from.month == to.month => {
            // Hungarian closes the last day alone with its point: október 24–26.
            let first = match manner.order {
                Order::YearMonthDay => first.to_string(),
                _ => number(first, manner),
            };
            whole(from, month, &format!("{first}–{}", number(last, manner)), manner)
        }
        ((Some(first_month), Some(last_month)), Some(first), Some(last)) if same_year => {
            let (first, last) = (number(first, manner), number(last, manner));
            match manner.order {
                Order::DayMonthYear => {
                    format!("{first} {first_month}{dash}{last} {last_month} {}{after_year}", from.year)
                }
                Order::MonthDayYear => format!("{first_month} {first}{dash}{last_month} {last}, {}", from.year),
                Order::YearMonthDay => format!("{}. {first_month} {first}{dash}{last_month} {last}", from.year),
            }
        }
        _ => format!("{}{dash}{}", moment(from, manner), moment(to, manner)),
    }
}

/// The month of `at`, in the form it has beside its day or without one.
fn month(at: Day, manner: &Manner) -> Option<&'static str> {
    let months = if at.day.is_some() { &manner.months } else { &manner.alone };
    months.get(usize::from(at.month?).checked_sub(1)?).copied()
}

/// The number of a day.
fn number(day: u8, manner: &Manner) -> String {
    match day {
        1 => format!("{}{}", manner.first, manner.after_day),
        _ => format!("{day}{}", manner.after_day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day { year, month: Some(month), day: Some(day) }
    }

    fn written(tag: &str, from: Day, to: Option<Day>) -> String {
        in_words(&Date { from, to, certainty: Certainty::Stated }, &Language::parse(tag).unwrap())
    }

    #[test]
    fn a_day_is_written_as_its_language_writes_it() {
        let revolt = day(1956, 10, 24);
        let told = ["en-GB", "en-US", "hu", "de", "fr", "cs", "pl", "ro", "ru", "sk"].map(|l| written(l, revolt, None));
        assert_eq!(
            told,
            [
                "24 October 1956",
                "October 24, 1956",
                "1956. október 24.",
                "24. Oktober 1956",
                "24 octobre 1956",
                "24. října 1956",
                "24 października 1956",
                "24 octombrie 1956",
                "24 октября 1956 г.",
                "24 October 1956",
            ]
        );
        assert_eq!(written("fr", day(1956, 11, 1), None), "1er novembre 1956");
    }

    #[test]
    fn a_month_or_a_year_may_be_all_that_is_known() {
        let october = Day { year: 1956, month: Some(10), day: None };
        let months = ["en-US", "hu", "cs", "pl", "ru"].map(|language| written(language, october, None));
        assert_eq!(months, ["October 1956", "1956. október", "říjen 1956", "październik 1956", "октябрь 1956 г."]);
        let year = Day { year: 1956, month: None, day: None };
        assert_eq!(["en-GB", "hu", "ru"].map(|language| written(language, year, None)), ["1956", "1956", "1956 г."]);
    }

    #[test]
    fn what_both_ends_share_is_said_once() {
        let days = |tag| written(tag, day(1956, 10, 24), Some(day(1956, 10, 26)));
        assert_eq!(
            ["en-GB", "en-US", "hu", "de"].map(days),
            ["24–26 October 1956", "October 24–26, 1956", "1956. október 24–26.", "24.–26. Oktober 1956"]
        );
        let months = |tag| written(tag, day(1956, 10, 23), Some(day(1956, 11, 4)));
        assert_eq!(
            ["en-GB", "en-US", "hu"].map(months),
            ["23 October – 4 November 1956", "October 23–November 4, 1956", "1956. október 23. – november 4."]
        );
        let years = |tag| written(tag, day(1956, 12, 28), Some(day(1957, 1, 4)));
        assert_eq!(
            ["en-US", "de"].map(years),
            ["December 28, 1956–January 4, 1957", "28. Dezember 1956 – 4. Januar 1957"]
        );
    }

    #[test]
    fn a_stretch_of_years_or_months_is_short() {
        let year = |year| Day { year, month: None, day: None };
        assert_eq!(written("en-GB", year(1955), Some(year(1957))), "1955–1957");
        assert_eq!(written("ru", year(1955), Some(year(1957))), "1955–1957 гг.");
        let month = |month| Day { year: 1956, month: Some(month), day: None };
        assert_eq!(written("hu", month(10), Some(month(11))), "1956. október–november");
        assert_eq!(written("en-US", month(10), Some(day(1956, 11, 4))), "October 1956–November 4, 1956");
    }

    #[test]
    fn a_stretch_of_one_day_is_that_day() {
        assert_eq!(written("en-GB", day(1956, 10, 24), Some(day(1956, 10, 24))), "24 October 1956");
    }

    #[test]
    fn an_inferred_date_stands_in_the_editors_brackets() {
        let date = Date { from: day(1789, 3, 11), to: None, certainty: Certainty::Inferred };
        assert_eq!(in_words(&date, &Language::parse("en-GB").unwrap()), "[11 March 1789?]");
    }
}
