//! Dates that the citation processor cannot say.
//!
//! It knows a day, a month or a year. A stretch of time, a year that is about right, a date in
//! words ("autumn 1956") and a work that is yet to come are nothing to it, and it writes
//! "n.d." Here those are put into words, and stand where it wrote that.

use hayagriva::citationberg::TermForm;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};

use super::{Style, Writing};
use crate::date::{Certainty, Date, Day};
use crate::manuscript::Work;
use crate::source::Span;
use crate::volume::walk::plain;
use crate::volume::{Inline, Text, dates};

use super::holding::field;

/// The date of `work` in words, if it has one.
pub(super) fn in_words(work: &Work, writing: Writing) -> Option<String> {
    let written = field(work, "date").or(field(work, "eventdate"))?;
    Some(of_text(written, writing).unwrap_or_else(|| written.to_owned()))
}

/// A date in the forms of BibLaTeX in words; none if it is written in words already.
pub(super) fn of_text(written: &str, writing: Writing) -> Option<String> {
    let Writing { style, language, .. } = writing;
    if let Some((exact, circa)) =
        written.strip_suffix('~').zip(style.term(Term::Other(OtherTerm::Circa), TermForm::Short))
    {
        return Some(format!("{circa} {}", of_text(exact, writing)?));
    }
    // A stretch that goes on: 1956/ or 1956/..
    if let Some(from) = written.strip_suffix("/..").or_else(|| written.strip_suffix('/')) {
        return Some(format!("{}–", of_text(from, writing)?));
    }
    if let Some((year, season)) = season(written) {
        return Some(format!("{} {year}", style.term(Term::Other(season), TermForm::Long)?));
    }
    let written = written.replace('%', "?");
    if let Ok(date) = Date::parse(&written) {
        return Some(dates::in_words(&date, language));
    }
    // Of a stretch one end may be doubtful, and the whole is then.
    let (from, to) = written.split_once('/')?;
    let day = |end: &str| Day::parse(end.trim_end_matches(['?', '~'])).ok();
    let date = Date { from: day(from)?, to: Some(day(to)?), certainty: Certainty::Inferred };
    Some(dates::in_words(&date, language))
}

/// By what a date sorts: its first day, month or year. A work without one stands behind those that have one.
pub(super) fn sort_key(work: &Work) -> (bool, Option<Day>) {
    let key = field(work, "date").or(field(work, "eventdate")).and_then(first_day);
    (key.is_none(), key)
}

/// The day, month or year with which a date begins, in whatever form it is written: `1955/1957`, `1956~`, `1956-22`,
/// `spring 1956`.
fn first_day(written: &str) -> Option<Day> {
    let first = written.split('/').next().unwrap_or("").trim_matches(['?', '~', '%', ' ']);
    if let Some((year, season)) = season(first) {
        let month = match season {
            OtherTerm::Season01 => 3,
            OtherTerm::Season02 => 6,
            OtherTerm::Season03 => 9,
            _ => 12,
        };
        return Day::new(year.parse().ok()?, Some(month), None);
    }
    let year = || first.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4);
    Day::parse(first).ok().or_else(|| Day::new(year()?.parse().ok()?, None, None))
}

/// `1980-22`: a season of EDTF (ISO 8601-2:2019, level 1).
fn season(written: &str) -> Option<(&str, OtherTerm)> {
    let (year, season) = written.split_once('-')?;
    let season = match season {
        "21" => OtherTerm::Season01,
        "22" => OtherTerm::Season02,
        "23" => OtherTerm::Season03,
        "24" => OtherTerm::Season04,
        _ => return None,
    };
    (year.len() == 4).then_some((year, season))
}

/// What stands in the place of "no date" for this work: its date in words, or how far it has come.
fn instead(work: &Work, writing: Writing) -> Option<String> {
    let unsaid = work.entry.date().is_none();
    let date = in_words(work, writing).or_else(|| field(work, "pubstate").map(str::to_owned));
    date.filter(|_| unsaid)
}

/// Puts the date of `work` into `text` where the processor wrote that it has none.
pub(super) fn say(text: &mut Text, work: &Work, writing: Writing) {
    let Some(date) = instead(work, writing) else { return };
    for term in no_date(writing.style) {
        if replace(text, &term, &date) {
            return;
        }
    }
}

/// Adds the date at the end of a reference that neither has it nor says that there is none.
pub(super) fn add(text: &mut Text, work: &Work, writing: Writing) {
    if let Some(date) = instead(work, writing).filter(|date| !plain(text).contains(date.as_str())) {
        add_sentence(text, &date, work.span);
    }
}

/// Adds a sentence to `text`, with its full stop: at the end, but before an address that ends it.
pub(super) fn add_sentence(text: &mut Text, sentence: &str, span: Span) {
    let address = match &text[..] {
        [.., Inline::Link { .. }, Inline::Text(stop, _)] if stop == "." => Some(text.len() - 2),
        [.., Inline::Link { .. }] => Some(text.len() - 1),
        _ => None,
    };
    let after = address.map_or_else(Text::new, |at| text.split_off(at));
    const ENDS: [char; 6] = ['.', '?', '!', '”', '’', '»'];
    let stop = if sentence.ends_with(ENDS) { "" } else { "." };
    let said = plain(text);
    let said = said.trim_end();
    let before = if said.ends_with(ENDS) { " " } else { ". " };
    let words = format!("{before}{}{stop}", crate::volume::capitalised(sentence));
    match text.last_mut() {
        Some(Inline::Text(last, _)) => {
            last.truncate(last.trim_end().len());
            last.push_str(&words);
        }
        _ => text.push(Inline::Text(words, span)),
    }
    if let (false, Some(Inline::Text(last, _))) = (after.is_empty(), text.last_mut()) {
        last.push(' ');
    }
    text.extend(after);
}

/// What the style says of a work without date, in all the forms that it may use.
fn no_date(style: &Style) -> Vec<String> {
    let term = Term::Other(OtherTerm::NoDate);
    [TermForm::Short, TermForm::Long].into_iter().filter_map(|form| style.term(term, form)).collect()
}

/// Replaces the last `old`, as whole words, in the plain words of `text`.
fn replace(text: &mut Text, old: &str, new: &str) -> bool {
    text.iter_mut().rev().any(|inline| match inline {
        Inline::Text(words, _) => {
            let whole = |at: &usize| {
                !words[..*at].ends_with(char::is_alphanumeric)
                    && !words[at + old.len()..].starts_with(char::is_alphanumeric)
            };
            let found = words.rmatch_indices(old).map(|(at, _)| at).find(whole);
            let capital = crate::volume::capitalised(old);
            let found = found.or_else(|| words.rmatch_indices(&capital).map(|(at, _)| at).find(whole));
            if let Some(at) = found {
                // The full stop of an abbreviation may have ended the sentence too.
                let end = at + old.len();
                let last = words[end..].is_empty() && old.ends_with('.') && !new.ends_with('.');
                words.replace_range(at..end, &if last { format!("{new}.") } else { new.to_owned() });
            }
            found.is_some()
        }
        Inline::Styled(_, content, _) | Inline::Link { content, .. } => replace(content, old, new),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_any_form_sorts_by_when_it_begins() {
        let forms = ["1955/1957", "1956~", "spring 1956", "c. 1956", "1956-03-02", "1956-22", "1956-10/1957", "1957?"];
        let days: Vec<Day> = forms.iter().map(|form| first_day(form).unwrap()).collect();
        assert!(days.is_sorted(), "{days:?}");
        assert_eq!(first_day("n.d."), None);
        assert_eq!(first_day("forthcoming"), None);
    }
}
