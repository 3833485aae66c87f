//! The keys that book.toml may have, and those it has beyond them.
//!
//! serde_ignored tells which keys no struct took; the parsed table tells where they
//! stand. The names that would have been taken come from the structs themselves.

use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_ignored::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::typed;
use crate::report::{Code, Diagnostic, did_you_mean};
use crate::source::{FileId, Span};

/// The names of keys.
type Keys = &'static [&'static str];
/// A table: how it is named, and what gives its keys.
type Table = (&'static str, fn() -> Keys);

/// The tables of book.toml: how each is named on the way to it, and its keys.
const TABLES: [Table; 20] = [
    ("", keys_of::<typed::Book>),
    ("volume", keys_of::<typed::Volume>),
    ("volume.editors.#", keys_of::<typed::Editor>),
    ("volume.isbn", keys_of::<typed::Isbn>),
    ("volume.series", keys_of::<typed::Series>),
    ("contents", keys_of::<typed::Contents>),
    ("contents.body.#", keys_of::<typed::Piece>),
    ("documents", keys_of::<typed::Documents>),
    ("notes", keys_of::<typed::Notes>),
    ("bibliography", keys_of::<typed::Bibliography>),
    ("bibliography.sections.#", keys_of::<typed::Section>),
    ("index", keys_of::<typed::Index>),
    ("design", keys_of::<typed::Design>),
    ("design.margins", keys_of::<typed::Margins>),
    ("design.body", keys_of::<typed::BodyType>),
    ("design.notes", keys_of::<typed::NoteType>),
    ("pdf", keys_of::<typed::Pdf>),
    ("pdf.print", keys_of::<typed::Print>),
    ("pdf.screen", keys_of::<typed::Screen>),
    ("epub", keys_of::<typed::Epub>),
];

/// The keys that `[editions.NAME]` may have.
fn edition_keys() -> Keys {
    keys_of::<typed::Edition>()
}

/// One step on the way from the root of a file to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into a table.
    Key(String),
    /// Into a list.
    Item(usize),
}

/// The way that `path` goes, without the steps that serde takes for places and options.
pub(super) fn steps(path: &Path<'_>) -> Vec<Step> {
    let (parent, step) = match path {
        Path::Root => return Vec::new(),
        Path::Seq { parent, index } => (parent, Some(Step::Item(*index))),
        Path::Map { parent, key } if key.starts_with("$__serde_spanned") => (parent, None),
        Path::Map { parent, key } => (parent, Some(Step::Key(key.clone()))),
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => (parent, None),
    };
    let mut steps = steps(parent);
    steps.extend(step);
    steps
}

/// A key that no struct took.
pub(super) fn unknown_key(way: &[Step], root: &DeTable<'_>, file: FileId) -> Diagnostic {
    let Some((Step::Key(key), table)) = way.split_last() else {
        return Diagnostic::of_volume(Code::UnknownKey, "a key of book.toml that the format does not have");
    };
    let span = key_place(way, root).map_or(Span::new(file, 0, 0), |place| Span::new(file, place.start, place.end));
    let name = table_name(table);
    let problem = Diagnostic::new(
        Code::UnknownKey,
        span,
        match name.as_str() {
            "" => format!("book.toml has no table `{key}`"),
            name => format!("`{name}` has no key `{key}`"),
        },
    );
    let known = known_keys(table);
    if let Some(meant) = did_you_mean(key, known.iter().copied()) {
        return problem.hint(format!("did you mean `{meant}`?"));
    }
    let elsewhere = TABLES.iter().find(|(table, keys)| !table.contains('#') && keys().contains(&key.as_str()));
    match elsewhere {
        Some(("", _)) => problem.hint(format!("`[{key}]` is a table of its own")),
        Some((table, _)) => problem.hint(format!("`{key}` belongs under `[{table}]`")),
        None if known.is_empty() => problem,
        None => problem.hint(format!("it may have: {}", listed(known))),
    }
}

/// The name of a table as an author would say it: `volume.series`, `contents.body`.
fn table_name(way: &[Step]) -> String {
    let keys: Vec<&str> =
        way.iter().filter_map(|step| if let Step::Key(key) = step { Some(&**key) } else { None }).collect();
    keys.join(".")
}

/// The keys that the table at the end of `way` may have.
fn known_keys(way: &[Step]) -> Keys {
    let names: Vec<&str> = way.iter().map(|step| if let Step::Key(key) = step { key } else { "#" }).collect();
    let name = match names.as_slice() {
        ["editions", _] => return edition_keys(),
        ["editions", ..] | ["contents", _, "#", ..] => "contents.body.#".to_owned(),
        names => names.join("."),
    };
    TABLES.iter().find(|(table, _)| *table == name).map_or(&[], |(_, keys)| keys())
}

/// Names in backticks, with commas.
pub(super) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Where the key at the end of `way` stands.
pub(super) fn key_place(way: &[Step], root: &DeTable<'_>) -> Option<std::ops::Range<usize>> {
    let (last, before) = way.split_last()?;
    let mut value: Option<&DeValue<'_>> = None;
    for step in before {
        value = Some(match (step, value) {
            (Step::Key(key), None) => entry(root, key)?.1,
            (Step::Key(key), Some(DeValue::Table(table))) => entry(table, key)?.1,
            (Step::Item(at), Some(DeValue::Array(items))) => items.get(*at)?.get_ref(),
            _ => return None,
        });
    }
    let Step::Key(key) = last else { return None };
    match value {
        None => Some(entry(root, key)?.0),
        Some(DeValue::Table(table)) => Some(entry(table, key)?.0),
        Some(_) => None,
    }
}

/// The place of a key in `table`, and its value.
fn entry<'t>(table: &'t DeTable<'_>, key: &str) -> Option<(std::ops::Range<usize>, &'t DeValue<'t>)> {
    let (key, value): (&Spanned<_>, &Spanned<_>) = table.iter().find(|(name, _)| name.get_ref() == key)?;
    Some((key.span(), value.get_ref()))
}

/// The names of the fields of a struct, asked of serde itself.
fn keys_of<'de, T: Deserialize<'de>>() -> Keys {
    let mut names: Keys = &[];
    // It answers with an error on purpose: there is nothing to read, and the names are already ours.
    let _nothing = T::deserialize(FieldNames(&mut names));
    names
}

struct FieldNames<'n>(&'n mut Keys);

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("a struct's names only"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
