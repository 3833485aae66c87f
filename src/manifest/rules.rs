//! How documents, notes, the EPUB and the editions are made: what is absent is as usual.

use std::collections::BTreeMap;

use toml::Spanned;

use super::contents::{Named, edition_matter};
use super::metadata::is_slug;
use super::typed::{self, Field, Typed};
use super::values::Values;
use super::{DocumentRules, DocumentStart, Edition, EmbedFonts, EpubRules, NoteRules, Numbering, PageList, SourceNote};
use crate::report::{Code, Diagnostic};
use crate::source::Span;

/// `[documents]`
pub(super) fn documents(field: Field<typed::Documents>, values: &mut Values<'_>) -> DocumentRules {
    let rules = values.or_default(field);
    let starts = [("new-page", DocumentStart::NewPage), ("run-on", DocumentStart::RunOn)];
    DocumentRules {
        label: values.words(rules.label),
        label_plural: values.words(rules.label_plural),
        start: values.choice(rules.start, &starts).unwrap_or(DocumentStart::NewPage),
    }
}

/// `[notes]`
pub(super) fn notes(field: Field<typed::Notes>, values: &mut Values<'_>) -> NoteRules {
    let rules = values.or_default(field);
    let numberings =
        [("document", Numbering::Document), ("chapter", Numbering::Chapter), ("volume", Numbering::Volume)];
    let places = [("foot", SourceNote::Foot), ("heading", SourceNote::Heading), ("end", SourceNote::End)];
    NoteRules {
        numbering: values.choice(rules.numbering, &numberings).unwrap_or(Numbering::Document),
        source_note: values.choice(rules.source_note, &places).unwrap_or(SourceNote::Foot),
    }
}

/// `[epub]`
pub(super) fn epub(field: Field<typed::Epub>, values: &mut Values<'_>) -> EpubRules {
    let rules = values.or_default(field);
    EpubRules {
        certifier: values.words(rules.certifier),
        fonts: match values.value(rules.embed_fonts) {
            Some((false, _)) => EmbedFonts::Left,
            Some((true, _)) | None => EmbedFonts::Embedded,
        },
        page_list: match values.value(rules.page_list) {
            Some((false, _)) => PageList::Absent,
            Some((true, _)) | None => PageList::Printed,
        },
    }
}

/// `[editions.NAME]`, by name, with the place of each name in `key_place`. Adds their files to `named`.
pub(super) fn editions(
    field: Field<BTreeMap<String, Spanned<Typed<typed::Edition>>>>,
    key_place: impl Fn(&str) -> Option<Span>,
    values: &mut Values<'_>,
    named: &mut Named,
) -> BTreeMap<String, Edition> {
    let mut editions = BTreeMap::new();
    for (name, table) in values.or_default(field) {
        let Some((edition, table)) = values.value(Some(table)) else { continue };
        let span = key_place(&name).unwrap_or(table);
        if !is_slug(&name) {
            let problem = Diagnostic::new(Code::BadName, span, format!("`{name}` cannot name a file everywhere"));
            values.report.push(problem.hint("the name of an edition is letters a to z, digits and `-`"));
        }
        let (front, back, files) = edition_matter(edition.front, edition.back, values);
        named.extend(files);
        let documents_given = edition.documents.is_some();
        let documents = each_once(values.texts(edition.documents), values);
        if documents.is_empty() && !documents_given {
            let problem = Diagnostic::new(Code::MissingKey, span, format!("the edition `{name}` has no documents"));
            values.report.push(problem.hint("write `documents = [\"...\"]` in it, the ids of its documents"));
        }
        let (title, subtitle) = (values.words(edition.title), values.words(edition.subtitle));
        editions.insert(name, Edition { title, subtitle, documents, front, back, span });
    }
    editions
}

/// `ids` without those that stand among them twice.
fn each_once(ids: Vec<(String, Span)>, values: &mut Values<'_>) -> Vec<(String, Span)> {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    ids.into_iter()
        .filter(|(id, span)| match first.get(id) {
            Some(before) => {
                let problem = Diagnostic::new(Code::DuplicateName, *span, format!("`{id}` is in this edition already"));
                values.report.push(problem.related(*before, "here"));
                false
            }
            None => {
                first.insert(id.clone(), *span);
                true
            }
        })
        .collect()
}

/// `[words]`
pub(super) fn words(
    field: Field<BTreeMap<String, Spanned<Typed<String>>>>,
    values: &mut Values<'_>,
) -> BTreeMap<String, String> {
    let words = values.or_default(field);
    words.into_iter().filter_map(|(key, word)| values.words(Some(word)).map(|word| (key, word))).collect()
}
