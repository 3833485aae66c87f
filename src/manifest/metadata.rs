//! `[volume]`: what the book is called, who made it, how it is known.

use toml::value::Datetime;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

use super::typed::{self, Field, TextOr};
use super::values::Values;
use super::{Contributor, DateKnown, Metadata, SeriesInfo, SeriesVolume};
use crate::date::Day;
use crate::language::Language;
use crate::report::{Code, Diagnostic};
use crate::source::Span;

/// The day that stands for none.
const ASSUMED_DAY: Day = Day { year: 2000, month: Some(1), day: Some(1) };

/// The language of a volume that does not say.
const ASSUMED_LANGUAGE: &str = "en-GB";

/// Makes the metadata of `[volume]`.
pub(super) fn metadata(volume: Field<typed::Volume>, values: &mut Values<'_>) -> Metadata {
    let (volume, table) = values.value(volume).unwrap_or((typed::Volume::default(), values.span(0..0)));
    let title_given = volume.title.is_some();
    let (title, span) = values.text(volume.title).unwrap_or_else(|| {
        if !title_given {
            let problem = Diagnostic::new(Code::MissingKey, table, "the volume has no title");
            values.report.push(problem.hint("write `title = \"...\"` under `[volume]`"));
        }
        ("Untitled".into(), table)
    });
    let slug = slug(volume.slug, &title, values);
    let language = language(volume.language, values)
        .unwrap_or_else(|| Language::parse(ASSUMED_LANGUAGE).expect("the assumed language is a language"));
    let (date, date_known) = match date(volume.date, values) {
        Some(day) => (day, DateKnown::Given),
        None => (ASSUMED_DAY, DateKnown::Assumed),
    };
    let isbn = values.or_default(volume.isbn);
    let (isbn_print, isbn_epub) = (self::isbn(isbn.print, values), self::isbn(isbn.epub, values));
    let identifier = identifier(volume.identifier, isbn_epub.as_deref(), &title, date, values);
    Metadata {
        title,
        subtitle: values.words(volume.subtitle),
        slug,
        language,
        contributors: contributors(volume.editors, values),
        publisher: values.words(volume.publisher),
        place: values.words(volume.place),
        date,
        date_known,
        edition: values.words(volume.edition),
        rights: values.markdown(volume.rights),
        description: values.words(volume.description),
        subjects: values.texts(volume.subjects).into_iter().map(|(subject, _)| subject).collect(),
        isbn_print,
        isbn_epub,
        series: series(volume.series, values),
        dedication: values.markdown(volume.dedication),
        cover: cover(volume.cover, values),
        identifier,
        span,
    }
}

/// The slug that is given, or one made from the title.
fn slug(given: Field<String>, title: &str, values: &mut Values<'_>) -> String {
    let Some((slug, span)) = values.text(given) else { return slug_of(title) };
    if !is_slug(&slug) {
        let problem = Diagnostic::new(Code::BadName, span, format!("`{slug}` cannot name a file everywhere"));
        values.report.push(problem.hint(format!("letters a to z, digits and `-` can: `{}`", slug_of(&slug))));
        return slug_of(&slug);
    }
    slug
}

/// Whether `name` can name files on every system.
pub(super) fn is_slug(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !name.starts_with('-')
}

/// A name for files: the letters of `title` without their accents, its words joined by hyphens.
fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            '\'' | '\u{2019}' => {}
            'ł' => slug.push('l'),
            'đ' | 'ð' => slug.push('d'),
            'ø' => slug.push('o'),
            'ı' => slug.push('i'),
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'œ' => slug.push_str("oe"),
            'þ' => slug.push_str("th"),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug = shortened(slug.trim_end_matches('-'));
    if slug.is_empty() { "volume".into() } else { slug.into() }
}

/// As many letters of a title name its files: a system takes 255, endings and the names of editions and documents among them.
const LONGEST: usize = 100;

/// A name cut between two words, where it is too long.
fn shortened(slug: &str) -> &str {
    let Some((beginning, _)) = slug.split_at_checked(LONGEST).filter(|(_, rest)| !rest.is_empty()) else { return slug };
    beginning.rsplit_once('-').map_or(beginning, |(whole, _)| whole)
}

/// A language by its tag.
fn language(field: Field<String>, values: &mut Values<'_>) -> Option<Language> {
    let (tag, span) = values.text(field)?;
    let language = Language::parse(&tag);
    if language.is_none() {
        let problem = Diagnostic::new(Code::UnknownLanguage, span, format!("`{tag}` is not the tag of a language"));
        values.report.push(problem.hint("tags are short: `en-GB`, `hu`, `sr-Cyrl` (BCP 47)"));
    }
    language
}

/// The day of publication.
fn date(field: Field<Datetime>, values: &mut Values<'_>) -> Option<Day> {
    let (written, span) = values.value(field)?;
    let (Some(date), None) = (written.date, written.time) else {
        values.wrong(span, format!("`{written}` is not a day: write it as 2026-03-01"));
        return None;
    };
    Some(Day { year: i32::from(date.year), month: Some(date.month), day: Some(date.day) })
}

/// Everybody who had a hand in the volume.
fn contributors(field: Field<typed::List<TextOr<typed::Editor>>>, values: &mut Values<'_>) -> Vec<Contributor> {
    let Some((list, _)) = values.value(field) else { return Vec::new() };
    let mut contributors = Vec::new();
    for (editor, span) in values.items(list) {
        let (name, sort, role) = match editor {
            TextOr::Text(name) => (values.line(name, span), None, None),
            TextOr::Other(editor) => (values.text(editor.name), values.words(editor.sort), role(editor.role, values)),
        };
        let Some((name, _)) = name else {
            let problem = Diagnostic::new(Code::MissingKey, span, "an editor without a name");
            values.report.push(problem.hint("write `{ name = \"Given Family\" }`"));
            continue;
        };
        let sort = sort.unwrap_or_else(|| sorted_by_family(&name));
        contributors.push(Contributor { name, sort, role: role.unwrap_or_else(|| "edt".into()) });
    }
    contributors
}

/// A MARC relator code.
fn role(field: Field<String>, values: &mut Values<'_>) -> Option<String> {
    let (role, span) = values.text(field)?;
    if role.len() != 3 || !role.bytes().all(|b| b.is_ascii_lowercase()) {
        let problem = Diagnostic::new(Code::WrongValue, span, format!("`{role}` is not a MARC relator code"));
        values.report.push(
            problem.hint("`edt` is an editor, `aut` an author, `trl` a translator, `aui` who wrote the introduction"),
        );
        return None;
    }
    Some(role)
}

/// A name with its last word first: "Family, Given".
fn sorted_by_family(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((given, family)) => format!("{family}, {given}"),
        None => name.into(),
    }
}

/// The series.
fn series(field: Field<typed::Series>, values: &mut Values<'_>) -> Option<SeriesInfo> {
    let (series, span) = values.value(field)?;
    let number = values.value(series.number).and_then(|(number, span)| {
        let number = u32::try_from(number).ok().filter(|number| *number > 0);
        if number.is_none() {
            values.wrong(span, "the number of a volume in its series is 1 or more");
        }
        number
    });
    let note = values.markdown(series.note);
    let volumes = values.value(series.volumes).map(|(list, _)| values.items(list)).unwrap_or_default();
    let volumes = volumes
        .into_iter()
        .filter_map(|(volume, span)| match volume {
            TextOr::Text(text) => {
                values.line(text.clone(), span)?;
                let within = values.words_within(&text, span);
                Some(SeriesVolume { id: None, line: (text, within), short: None })
            }
            TextOr::Other(volume) => series_volume(volume, span, values),
        })
        .collect();
    let Some(title) = values.words(series.title) else {
        let problem = Diagnostic::new(Code::MissingKey, span, "the series has no title");
        values.report.push(problem.hint("write `title = \"...\"` in it"));
        return None;
    };
    Some(SeriesInfo { title, number, note, volumes })
}

fn series_volume(volume: typed::SeriesVolume, span: Span, values: &mut Values<'_>) -> Option<SeriesVolume> {
    let id = values.text(volume.id);
    let short = values.markdown(volume.short);
    let Some(line) = values.markdown(volume.title) else {
        let problem = Diagnostic::new(Code::MissingKey, span, "a volume of the series without a title");
        values.report.push(problem.hint("write `title = \"...\"` in it, the line that the series page prints"));
        return None;
    };
    Some(SeriesVolume { id, line, short })
}

/// The picture of the cover.
fn cover(field: Field<String>, values: &mut Values<'_>) -> Option<(String, Span)> {
    let (path, span) = values.asset(field)?;
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if !["png", "jpg", "jpeg"].contains(&ending.as_str()) {
        values.wrong(span, format!("`{path}` is neither a PNG nor a JPEG picture"));
        return None;
    }
    Some((path, span))
}

/// An ISBN as written. One whose check digit is wrong is told: stores refuse it.
fn isbn(field: Field<String>, values: &mut Values<'_>) -> Option<String> {
    let (written, span) = values.text(field)?;
    if !is_isbn(&written) {
        let problem = Diagnostic::new(Code::WrongIsbn, span, format!("`{written}` cannot be an ISBN"));
        values.report.push(problem.hint("compare it letter by letter: its last figure does not agree with the others"));
    }
    Some(written)
}

/// Whether a number has as many figures as an ISBN, and the last agrees with the others (ISO 2108; *ISBN Users' Manual*,
/// seventh edition, on the check digit).
fn is_isbn(written: &str) -> bool {
    let figures: Option<Vec<u32>> = written
        .chars()
        .filter(|sign| !matches!(sign, '-' | '‐' | '–' | ' '))
        .map(|sign| if matches!(sign, 'X' | 'x') { Some(10) } else { sign.to_digit(10) })
        .collect();
    let Some(figures) = figures else { return false };
    let sum = |weights: &dyn Fn(usize) -> u32| -> u32 {
        figures.iter().enumerate().map(|(at, figure)| figure * weights(at)).sum()
    };
    let only_last_is_ten = figures.iter().rev().skip(1).all(|figure| *figure < 10);
    match figures.len() {
        13 => figures[12] < 10 && only_last_is_ten && sum(&|at| if at % 2 == 0 { 1 } else { 3 }).is_multiple_of(10),
        10 => only_last_is_ten && sum(&|at| 10 - at as u32).is_multiple_of(11),
        _ => false,
    }
}

/// The EPUB's identifier: as given, or from its ISBN, or from title and date.
fn identifier(field: Field<String>, isbn: Option<&str>, title: &str, date: Day, values: &mut Values<'_>) -> String {
    if let Some((given, span)) = values.text(field) {
        if is_urn(&given) {
            return given;
        }
        let problem = Diagnostic::new(Code::WrongValue, span, format!("`{given}` is not a URN"));
        values.report.push(
            problem.hint("a URN begins with `urn:`, as `urn:uuid:...` or `urn:isbn:...`; without one, one is made"),
        );
    }
    let digits: String = isbn.unwrap_or("").chars().filter(|c| c.is_ascii_digit() || *c == 'X').collect();
    if !digits.is_empty() {
        return format!("urn:isbn:{digits}");
    }
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let name = format!("{title}\n{:04}-{month:02}-{day:02}", date.year);
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}

/// Whether `name` has the form of RFC 8141 §2.
fn is_urn(name: &str) -> bool {
    let mut parts = name.splitn(3, ':');
    let scheme = parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn"));
    let space =
        parts.next().is_some_and(|id| id.len() >= 2 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    let own = parts.next().is_some_and(|own| !own.is_empty() && own.bytes().all(|b| b.is_ascii_graphic()));
    scheme && space && own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_the_titles_letters_without_accents() {
        assert_eq!(slug_of("The 1956 Hungarian Revolution: A History"), "the-1956-hungarian-revolution-a-history");
        assert_eq!(
            slug_of("Őszirózsás forradalom – Łódź, Straße & Ørsted"),
            "oszirozsas-forradalom-lodz-strasse-orsted"
        );
        assert_eq!(slug_of("Stalin’s Peace"), "stalins-peace");
        assert_eq!(slug_of("…"), "volume");
    }

    #[test]
    fn a_long_title_names_its_files_by_its_first_words() {
        let slug = slug_of(&"A True Relation ".repeat(40));
        assert!(slug.len() <= LONGEST && slug.ends_with("-true-relation-a"), "{slug}");
        assert_eq!(slug_of(&"a".repeat(300)).len(), LONGEST);
        assert!(is_slug(&slug) && !is_slug(&"a".repeat(300)));
    }

    #[test]
    fn a_name_is_sorted_by_its_last_word() {
        assert_eq!(sorted_by_family("János M. Rainer"), "Rainer, János M.");
        assert_eq!(sorted_by_family("Anonymous"), "Anonymous");
    }

    #[test]
    fn the_last_figure_of_an_isbn_agrees_with_the_others() {
        // The examples of the ISBN Users' Manual (7th edition, 2017), and one of ten figures that ends in X.
        assert!(is_isbn("978-92-95055-12-4") && is_isbn("9789295055124") && is_isbn("978 0 306 40615 7"));
        assert!(is_isbn("0-306-40615-2") && is_isbn("0-8044-2957-X"));
        assert!(!is_isbn("978-92-95055-12-5") && !is_isbn("978-92-95055-21-4") && !is_isbn("0-306-40615-X"));
        assert!(!is_isbn("") && !is_isbn("forthcoming") && !is_isbn("X-306-40615-2") && !is_isbn("978-92-95055-12-X"));
    }

    #[test]
    fn an_identifier_is_a_urn() {
        assert!(is_urn("urn:uuid:2ed97c2f-18df-44ad-acd6-157f1ad6e47f") && is_urn("URN:isbn:9780000000000"));
        assert!(!is_urn("9780000000000") && !is_urn("urn:uuid:") && !is_urn("urn:x:a b") && !is_urn("urn:x"));
    }
}
