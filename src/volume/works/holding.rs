//! What is known of a source that lies in an archive.
//!
//! Read from the fields of a work, which bear BibLaTeX's names whatever form they came in.
//! Every field that says something has its place here, so that nothing an editor noted is lost.

use hayagriva::citationberg::TermForm;
use hayagriva::citationberg::taxonomy::{NameVariable, Term};
use hayagriva::types::{Person, PersonRole};

use super::{Style, Writing, dated};
use crate::manuscript::Work;
use crate::volume::registers::with_dashes;

/// A source in an archive: each thing that is said of it, in the order in which it is printed.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// Whose it is, as in a bibliography: "Nagy, Imre".
    pub names_inverted: Option<String>,
    /// Whose it is, as in a note: "Imre Nagy".
    pub names_straight: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Whether the title is that of an item, which has an author or a date, or of the holding itself.
    pub titled: Titled,
    /// To whom, what it is, and when it was written: each begins with a small letter where it is made of our own words.
    pub particulars: Vec<String>,
    /// Where it lies within its archive: the fonds, then what stands under that.
    pub shelf: Vec<String>,
    /// The archive and its town.
    pub archive: Option<String>,
    /// What is added at the end.
    pub ends: Vec<String>,
    /// An address on the net.
    pub url: Option<String>,
}

/// What a title is that of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Titled {
    /// A letter, a report: it stands in quotation marks.
    #[default]
    Item,
    /// A fonds, a collection of papers: it is a name.
    Holding,
}

/// Fields of the fonds: the first that a work has is its name.
const FONDS: [&str; 4] = ["collection", "series", "maintitle", "booktitle"];
/// Fields of the place below it, from the widest to the narrowest.
const SHELF: [&str; 5] = ["volume", "number", "issue", "shelfmark", "pages"];
/// Fields of the archive and its town.
const ARCHIVE: [&str; 5] = ["library", "institution", "organization", "publisher", "location"];
/// Fields of what else is said of the item.
const SAID: [&str; 4] = ["titleaddon", "type", "howpublished", "version"];

/// The value of a field, if it says anything.
pub(super) fn field<'w>(work: &'w Work, name: &str) -> Option<&'w str> {
    work.fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
}

/// The fonds that a work belongs to.
pub(super) fn fonds(work: &Work) -> Option<&str> {
    FONDS.iter().find_map(|name| field(work, name))
}

/// The archive that keeps a work, with its town. Names of one place are said once.
pub(super) fn archive(work: &Work) -> Option<String> {
    let mut places: Vec<&str> = Vec::new();
    for place in ARCHIVE.iter().filter_map(|name| field(work, name)) {
        if !places.iter().any(|said| said.contains(place)) {
            places.push(place);
        }
    }
    (!places.is_empty()).then(|| places.join(", "))
}

impl Holding {
    /// What is known of `work`.
    pub fn of(work: &Work, writing: Writing) -> Holding {
        let and = &writing.words.and;
        let authors = work.entry.authors().unwrap_or_default();
        let date = dated::in_words(work, writing);
        let plain = |value: &str| value.trim_end_matches('.').to_owned();
        let mut particulars = roles(work, writing);
        particulars.extend(SAID.iter().filter_map(|name| field(work, name)).map(plain));
        let dated = date.is_some();
        particulars.extend(date);
        if let Some(first) = field(work, "origdate").filter(|_| dated) {
            particulars.push(format!("[{}]", dated::of_text(first, writing).unwrap_or_else(|| first.to_owned())));
        }
        // A note that stands alone is the signature: so `@unpublished` is used. Beside one it is a remark.
        let note = field(work, "note").map(plain);
        let mut shelf: Vec<String> = FONDS
            .iter()
            .chain(&SHELF)
            .filter_map(|name| Some((name, field(work, name)?)))
            .map(|(name, value)| if *name == "pages" { with_dashes(value) } else { plain(value) })
            .collect();
        match note {
            Some(note) if shelf.is_empty() => shelf.push(note),
            note => particulars.extend(note),
        }
        shelf.dedup();
        let lies = !shelf.is_empty() || archive(work).is_some();
        Holding {
            names_inverted: listed(authors, Order::Inverted, and),
            names_straight: listed(authors, Order::Straight, and),
            title: field(work, "title").map(|title| with_subtitle(title, field(work, "subtitle"))),
            titled: if authors.is_empty() && !dated && lies { Titled::Holding } else { Titled::Item },
            particulars,
            shelf,
            archive: archive(work),
            ends: ["addendum", "pubstate"].iter().filter_map(|name| field(work, name)).map(plain).collect(),
            url: field(work, "url").filter(|url| url.starts_with("http")).map(str::to_owned),
        }
    }
}

/// "Minutes: First Draft"; after a question mark, without the colon.
fn with_subtitle(title: &str, subtitle: Option<&str>) -> String {
    match subtitle {
        None => title.to_owned(),
        Some(subtitle) if title.ends_with(['?', '!']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
    }
}

/// To whom a letter went, who asked, who edited and translated: "to John Foster Dulles", "edited by Hans Müller".
fn roles(work: &Work, writing: Writing) -> Vec<String> {
    let and = &writing.words.and;
    let mut said = Vec::new();
    for (role, name) in [("recipient", NameVariable::Recipient), ("interviewer", NameVariable::Interviewer)] {
        said.extend(field(work, role).map(|names| in_role(name, &spoken(names, and), writing.style)));
    }
    let editors = work.entry.editors().unwrap_or_default();
    let by_role = |role: PersonRole| {
        let affiliated = work.entry.affiliated().unwrap_or_default().iter().filter(move |group| group.role == role);
        affiliated.flat_map(|group| group.names.clone()).collect::<Vec<Person>>()
    };
    let translators = by_role(PersonRole::Translator);
    for (people, name) in [(editors, NameVariable::Editor), (&translators, NameVariable::Translator)] {
        let names = listed(people, Order::Straight, and);
        said.extend(names.map(|names| in_role(name, &names, writing.style)));
    }
    let others =
        work.entry.affiliated().unwrap_or_default().iter().filter(|group| group.role != PersonRole::Translator);
    said.extend(others.filter_map(|group| listed(&group.names, Order::Straight, and)));
    said
}

/// Names of BibLaTeX as they are spoken: "Nagy, Imre and Kádár, János" are Imre Nagy and János Kádár.
fn spoken(names: &str, and: &str) -> String {
    let straight = |name: &str| match name.split_once(", ") {
        Some((family, given)) => format!("{given} {family}"),
        None => name.to_owned(),
    };
    names.split(" and ").map(straight).collect::<Vec<_>>().join(&format!(" {and} "))
}

/// Names with what the style's language says of their role.
fn in_role(role: NameVariable, names: &str, style: &Style) -> String {
    match style.term(Term::NameVariable(role), TermForm::Verb) {
        Some(verb) => format!("{verb} {names}"),
        None => names.to_owned(),
    }
}

/// How the first name of several stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// "Lind, Ottokar, and Johann Vess"
    Inverted,
    /// "Ottokar Lind and Johann Vess"
    Straight,
}

fn listed(people: &[Person], order: Order, and: &str) -> Option<String> {
    let mut all: Vec<String> = people.iter().map(straight).collect();
    if order == Order::Inverted
        && let (Some(first), Some(person)) = (all.first_mut(), people.first())
        && let Some(given) = &person.given_name
    {
        let suffix = person.suffix.as_ref().map_or_else(String::new, |suffix| format!(", {suffix}"));
        // "Beethoven, Ludwig van", as Chicago and German libraries have it.
        let prefix = person.prefix.as_ref().map_or_else(String::new, |prefix| format!(" {prefix}"));
        *first = format!("{}, {given}{prefix}{suffix}", person.name);
    }
    match &all[..] {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => {
            // After an inverted name its own comma must not pass for one between names.
            let comma = if order == Order::Inverted && first.iter().any(|name| name.contains(',')) { "," } else { "" };
            Some(format!("{}{comma} {and} {last}", first.join(", ")))
        }
    }
}

/// "Ludwig van Beethoven", "Martin Luther King Jr."
fn straight(person: &Person) -> String {
    let parts = [person.given_name.as_deref(), person.prefix.as_deref(), Some(&person.name), person.suffix.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
