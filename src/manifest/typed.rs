//! book.toml as typed: tables of optional values, each with its place.
//!
//! serde gives up at the first value of the wrong kind; an author wants to hear of all of
//! them. So every value is [`Typed`]: what its key asks for, or the knowledge that
//! something else stands there. Nothing is ever missing either: what must be there is
//! asked for where it is needed. Reading then only fails where the file is no TOML.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{I64Deserializer, MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

/// The value of a key: its place, and what it is; none if the key is not there.
pub(super) type Field<T> = Option<Spanned<Typed<T>>>;

/// Values in square brackets.
pub(super) type List<T> = Vec<Spanned<Typed<T>>>;

/// What a key asks for, or something else.
#[derive(Clone, Debug)]
pub(super) enum Typed<T> {
    /// A value of the right kind.
    Meant(T),
    /// A value of another kind.
    Other,
}

/// A kind of value, for telling an author what is wanted.
pub(super) trait Wanted {
    /// "text between quotation marks"
    const WANTED: &str;
}

impl Wanted for String {
    const WANTED: &str = "text between quotation marks";
}

impl Wanted for bool {
    const WANTED: &str = "`true` or `false`";
}

impl Wanted for i64 {
    const WANTED: &str = "a whole number";
}

impl Wanted for Datetime {
    const WANTED: &str = "a day such as 2026-03-01";
}

impl<T> Wanted for List<T> {
    const WANTED: &str = "a list in square brackets";
}

impl<T> Wanted for BTreeMap<String, Spanned<Typed<T>>> {
    const WANTED: &str = "a table";
}

/// Text, or another kind of value where the key takes both.
#[derive(Clone, Debug)]
pub(super) enum TextOr<T> {
    /// Text.
    Text(String),
    /// The other kind.
    Other(T),
}

impl Wanted for TextOr<i64> {
    const WANTED: &str = "text between quotation marks or a whole number";
}

impl<T> Wanted for TextOr<List<T>> {
    const WANTED: &str = "text between quotation marks or a list in square brackets";
}

/// Tables: they are wanted as such, and with text where a key takes both.
macro_rules! tables {
    ($($name:ident),*) => {$(
        impl Wanted for $name {
            const WANTED: &str = "a table";
        }
        impl Wanted for TextOr<$name> {
            const WANTED: &str = "text between quotation marks or a table in braces";
        }
    )*};
}

tables!(Volume, Editor, Isbn, Series, SeriesVolume, Contents, Piece, Documents, Notes, Bibliography, Section, Index);
tables!(Design, Margins, BodyType, NoteType, Pdf, Print, Screen, Epub, Edition);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Typed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Typed<T>, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

/// Takes whatever stands there and offers it to `T`.
struct Any<T>(PhantomData<T>);

impl<T> Any<T> {
    fn offered<E>(result: Result<T, E>) -> Typed<T> {
        result.map_or(Typed::Other, Typed::Meant)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Any<T> {
    type Value = Typed<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Typed<T>, E> {
        Ok(Any::offered::<E>(T::deserialize(value.into_deserializer())))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Typed<T>, E> {
        Ok(Any::offered::<E>(T::deserialize(I64Deserializer::new(value))))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Typed<T>, E> {
        Ok(Typed::Other)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Typed<T>, E> {
        Ok(Typed::Other)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Typed<T>, E> {
        Ok(Typed::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Typed<T>, E> {
        Ok(Typed::Other)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Typed<T>, E> {
        Ok(Any::offered::<E>(T::deserialize(StrDeserializer::new(value))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Typed<T>, A::Error> {
        Ok(Any::offered(T::deserialize(SeqAccessDeserializer::new(items))))
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Typed<T>, A::Error> {
        Ok(Any::offered(T::deserialize(MapAccessDeserializer::new(table))))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TextOr<T>, D::Error> {
        deserializer.deserialize_any(Both(PhantomData))
    }
}

/// Takes text as such, and leaves whatever else stands there to `T`.
struct Both<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Both<T> {
    type Value = TextOr<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or another value")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<TextOr<T>, E> {
        Ok(TextOr::Text(value.to_owned()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<TextOr<T>, E> {
        T::deserialize(I64Deserializer::new(value)).map(TextOr::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<TextOr<T>, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(items)).map(TextOr::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<TextOr<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(table)).map(TextOr::Other)
    }
}

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Book {
    pub volume: Field<Volume>,
    pub contents: Field<Contents>,
    pub documents: Field<Documents>,
    pub notes: Field<Notes>,
    pub bibliography: Field<Bibliography>,
    pub index: Field<Index>,
    pub design: Field<Design>,
    pub pdf: Field<Pdf>,
    pub epub: Field<Epub>,
    pub editions: Field<BTreeMap<String, Spanned<Typed<Edition>>>>,
    pub words: Field<BTreeMap<String, Spanned<Typed<String>>>>,
}

/// `[volume]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Volume {
    pub title: Field<String>,
    pub subtitle: Field<String>,
    pub slug: Field<String>,
    pub language: Field<String>,
    pub editors: Field<List<TextOr<Editor>>>,
    pub publisher: Field<String>,
    pub place: Field<String>,
    pub date: Field<Datetime>,
    pub edition: Field<String>,
    pub rights: Field<String>,
    pub description: Field<String>,
    pub subjects: Field<List<String>>,
    pub isbn: Field<Isbn>,
    pub series: Field<Series>,
    pub dedication: Field<String>,
    pub cover: Field<String>,
    pub identifier: Field<String>,
}

/// An item of `volume.editors`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Editor {
    pub name: Field<String>,
    pub sort: Field<String>,
    pub role: Field<String>,
}

/// `volume.isbn`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Isbn {
    pub print: Field<String>,
    pub epub: Field<String>,
}

/// `volume.series`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Series {
    pub title: Field<String>,
    pub number: Field<i64>,
    pub note: Field<String>,
    pub volumes: Field<List<TextOr<SeriesVolume>>>,
}

/// A volume of `volume.series.volumes`, where it is more than a line.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct SeriesVolume {
    pub id: Field<String>,
    pub title: Field<String>,
    pub short: Field<String>,
}

/// `[contents]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Contents {
    pub front: Field<Pieces>,
    pub body: Field<Pieces>,
    pub back: Field<Pieces>,
}

/// Pieces in order: words, paths, and tables for chapters and parts.
pub(super) type Pieces = List<TextOr<Piece>>;

/// A chapter or a part.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Piece {
    pub chapter: Field<String>,
    pub documents: Field<TextOr<List<String>>>,
    pub part: Field<String>,
    pub chapters: Field<Pieces>,
}

/// `[documents]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Documents {
    pub label: Field<String>,
    pub label_plural: Field<String>,
    pub start: Field<String>,
}

/// `[notes]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Notes {
    pub numbering: Field<String>,
    pub source_note: Field<String>,
}

/// `[bibliography]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Bibliography {
    pub sources: Field<List<String>>,
    pub style: Field<String>,
    pub sections: Field<List<Section>>,
}

/// An item of `bibliography.sections`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Section {
    pub title: Field<String>,
    pub keyword: Field<TextOr<List<String>>>,
    #[serde(rename = "type")]
    pub kind: Field<TextOr<List<String>>>,
    pub by: Field<String>,
}

/// `[index]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Index {
    pub people: Field<bool>,
    pub locators: Field<String>,
    pub ranges: Field<String>,
    pub order: Field<String>,
    pub subheadings: Field<String>,
}

/// `[design]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Design {
    pub trim: Field<String>,
    pub margins: Field<Margins>,
    pub body: Field<BodyType>,
    pub notes: Field<NoteType>,
    pub expansion: Field<bool>,
    pub hanging: Field<bool>,
}

/// `design.margins`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Margins {
    pub inner: Field<String>,
    pub outer: Field<String>,
    pub top: Field<String>,
    pub bottom: Field<String>,
}

/// `design.body`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct BodyType {
    pub family: Field<String>,
    pub size: Field<String>,
    pub leading: Field<String>,
}

/// `design.notes`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct NoteType {
    pub size: Field<String>,
    pub leading: Field<String>,
}

/// `[pdf]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Pdf {
    pub print: Field<Print>,
    pub screen: Field<Screen>,
}

/// `[pdf.print]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Print {
    pub printer: Field<String>,
    pub standard: Field<String>,
    pub profile: Field<String>,
    pub bleed: Field<String>,
    pub inks: Field<String>,
    pub marks: Field<bool>,
    pub pages: Field<TextOr<i64>>,
}

/// `[pdf.screen]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Screen {
    pub standard: Field<TextOr<List<String>>>,
}

/// `[epub]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Epub {
    pub certifier: Field<String>,
    pub embed_fonts: Field<bool>,
    pub page_list: Field<bool>,
}

/// `[editions.NAME]`
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Edition {
    pub title: Field<String>,
    pub subtitle: Field<String>,
    pub documents: Field<List<String>>,
    pub front: Field<Pieces>,
    pub back: Field<Pieces>,
}
