//! Citation styles, made ready for the processor.
//!
//! A style may be a name for another one; it speaks the volume's language; and where it
//! lets editors stand for an author, they are to be named as the author would have been
//! (CSL 1.0.2, "Substitute"). The processor does that only for names that stand in
//! `substitute` itself, not behind a condition in it, so the form is written out there.

use hayagriva::archive::{ArchivedStyle, LOCALES};
use hayagriva::citationberg::taxonomy::{OtherTerm, StandardVariable, Term, Variable};
use hayagriva::citationberg::{
    Choose, IndependentStyle, LayoutRenderingElement as Element, Locale, LocaleCode, Names, NamesChild, SortKey,
    Style as Csl, StyleClass, Substitute, TermForm, TextTarget,
};

use crate::language::Language;
use crate::manuscript::{CitationStyle, Manuscript};
use crate::report::{Code, Diagnostic, Report};
use crate::volume::notes::CitationForm;

/// A style that is ready for use.
#[derive(Debug)]
pub(in crate::volume) struct Style {
    /// The style itself.
    pub(super) csl: IndependentStyle,
    /// The language of its terms.
    pub(super) locale: LocaleCode,
    /// The terms of that language, and the American ones on which every style may fall back.
    pub(super) locales: Vec<Locale>,
}

impl Style {
    /// Whether its bibliography stands in the order of its authors' names.
    pub fn sorts_by_name(&self) -> bool {
        let sort = self.csl.bibliography.as_ref().and_then(|bibliography| bibliography.sort.as_ref());
        match sort.and_then(|sort| sort.keys.first()) {
            Some(SortKey::Variable { variable: Variable::Name(_), .. }) => true,
            Some(SortKey::MacroName { name, .. }) => {
                ["author", "contributor", "creator", "name"].iter().any(|word| name.to_lowercase().contains(word))
            }
            _ => false,
        }
    }

    /// Whether the works of one author stand there in the order of their dates.
    pub fn sorts_by_date(&self) -> bool {
        let sort = self.csl.bibliography.as_ref().and_then(|bibliography| bibliography.sort.as_ref());
        let by_date = |key: &SortKey| match key {
            SortKey::Variable { variable, .. } => matches!(variable, Variable::Date(_)),
            SortKey::MacroName { name, .. } => {
                ["date", "issued", "year"].iter().any(|word| name.to_lowercase().contains(word))
            }
        };
        sort.and_then(|sort| sort.keys.get(1)).is_some_and(by_date)
    }

    /// A word of the style: its own, or that of its language, or the American one.
    pub fn term(&self, term: Term, form: TermForm) -> Option<String> {
        let mut form = Some(form);
        while let Some(this) = form {
            let found = self.words().find_map(|locale| locale.term(term, this)?.single());
            if let Some(word) = found.map(str::trim).filter(|word| !word.is_empty()) {
                return Some(word.to_owned());
            }
            form = this.fallback();
        }
        None
    }

    /// The quotation marks of its language.
    pub fn quotation_marks(&self) -> (String, String) {
        // Within French guillemets there are spaces, which belong to them.
        let mark = |mark: OtherTerm, usual: &str| {
            let found = self.words().find_map(|locale| locale.term(Term::Other(mark), TermForm::Long)?.single());
            found.unwrap_or(usual).to_owned()
        };
        (mark(OtherTerm::OpenQuote, "“"), mark(OtherTerm::CloseQuote, "”"))
    }

    /// Whether a stop stands within quotation marks, as in America.
    pub fn stops_within_quotes(&self) -> bool {
        let options = self.words().find_map(|locale| locale.style_options.as_ref()?.punctuation_in_quote);
        options.unwrap_or(false)
    }

    /// Where its words come from, the nearest first.
    fn words(&self) -> impl Iterator<Item = &Locale> {
        let own = |locale: &&Locale| locale.lang.as_ref().is_none_or(|lang| self.locale.0.starts_with(&lang.0));
        let of_language = |locale: &&Locale| locale.lang.as_ref() == Some(&self.locale);
        let others = self.locales.iter().filter(move |locale| !of_language(locale));
        self.csl.locale.iter().filter(own).chain(self.locales.iter().filter(of_language)).chain(others)
    }

    /// Where citations of this style stand.
    pub fn form(&self) -> CitationForm {
        match self.csl.settings.class {
            StyleClass::Note => CitationForm::InNotes,
            StyleClass::InText => CitationForm::InText,
        }
    }
}

/// The style of the volume; Chicago's notes where none was chosen.
pub(in crate::volume) fn style(manuscript: &Manuscript, language: &Language, report: &mut Report) -> Style {
    let csl = match &manuscript.style {
        Some(CitationStyle::File(text)) => Csl::from_xml(text).ok().and_then(independent),
        Some(CitationStyle::Bundled(name)) => ArchivedStyle::by_name(name).and_then(|style| independent(style.get())),
        None => default_style(),
    };
    if csl.is_none() {
        report.push(Diagnostic::of_volume(Code::UnknownStyle, "the citation style cannot be read"));
    }
    let mut csl = csl.or_else(default_style).expect("the library has Chicago's notes");
    let layouts =
        [Some(&mut csl.citation.layout), csl.bibliography.as_mut().map(|bibliography| &mut bibliography.layout)];
    let in_layouts = layouts.into_iter().flatten().map(|layout| &mut layout.elements);
    for elements in csl.macros.iter_mut().map(|own| &mut own.children).chain(in_layouts) {
        write_out(elements);
    }
    let (locale, locales) = terms(language);
    Style { csl, locale, locales }
}

/// The style itself, or the one it only renames.
fn independent(style: Csl) -> Option<IndependentStyle> {
    let dependent = match style {
        Csl::Independent(style) => return Some(style),
        Csl::Dependent(dependent) => dependent,
    };
    match ArchivedStyle::by_id(&dependent.parent_link.href)?.get() {
        Csl::Independent(parent) => Some(parent),
        Csl::Dependent(_) => None,
    }
}

fn default_style() -> Option<IndependentStyle> {
    ArchivedStyle::by_name("chicago-notes").and_then(|style| independent(style.get()))
}

/// The terms of a language: its own of that country, or of its home, or of any country, or American ones; and the American
/// ones besides. The library would read those of sixty languages.
fn terms(language: &Language) -> (LocaleCode, Vec<Locale>) {
    let tags: Vec<(&str, &[u8])> = LOCALES.iter().filter_map(|bytes| Some((tag(bytes)?, *bytes))).collect();
    let primary = language.primary();
    let home = if primary == "en" { AMERICAN.to_owned() } else { format!("{primary}-{primary}") };
    let known = |wanted: &str| tags.iter().map(|(tag, _)| *tag).find(|tag| tag.eq_ignore_ascii_case(wanted));
    let chosen = known(language.tag())
        .or_else(|| known(&home))
        .or_else(|| tags.iter().map(|(tag, _)| *tag).find(|tag| tag.split('-').next() == Some(&primary)))
        .unwrap_or(AMERICAN);
    let kept = tags.iter().filter(|(tag, _)| [chosen, AMERICAN].contains(tag));
    let read = kept.filter_map(|(_, bytes)| ciborium::from_reader(*bytes).ok()).collect();
    (LocaleCode(chosen.to_owned()), read)
}

/// The language on whose terms every style may fall back.
const AMERICAN: &str = "en-US";

/// The language of a locale of the library, which says it first of all: `@xml:lang`, then a text of less than 24 bytes (CBOR,
/// RFC 8949 §3.1).
fn tag(locale: &[u8]) -> Option<&str> {
    const NAME: &[u8] = b"@xml:lang";
    let after = locale.get(2..)?.strip_prefix(NAME)?;
    let (head, text) = after.split_first()?;
    std::str::from_utf8(text.get(..usize::from(head.checked_sub(0x60)?))?).ok()
}

/// Writes out the form of all names that stand for others in `elements`, and leaves out the title of a volume, for
/// which the processor takes that of the book that has been named already.
fn write_out(elements: &mut Vec<Element>) {
    elements.retain(|element| !is_title_of_volume(element));
    for element in elements {
        match element {
            Element::Names(names) => {
                let form = names.clone();
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        for element in &mut substitute.children {
                            dress(element, &form);
                            first_alone(element);
                        }
                    }
                }
            }
            Element::Group(group) => write_out(&mut group.children),
            Element::Choose(choose) => branches(choose).for_each(write_out),
            _ => {}
        }
    }
}

fn is_title_of_volume(element: &Element) -> bool {
    let Element::Text(text) = element else { return false };
    let title = Variable::Standard(StandardVariable::VolumeTitle);
    matches!(&text.target, TextTarget::Variable { var, .. } if *var == title)
}

/// Where names behind a condition may stand for others, the first that a work has does, and the rest do not join it: the
/// translator of an edited book keeps the place that the style gives to translators.
fn first_alone(element: &mut Element) {
    let Element::Choose(choose) = element else { return };
    for branch in branches(choose) {
        branch.iter_mut().for_each(first_alone);
        if branch.len() < 2 || !branch.iter().all(|element| matches!(element, Element::Names(_))) {
            continue;
        }
        let children = branch.split_off(1);
        if let Some(Element::Names(first)) = branch.first_mut() {
            first.children.push(NamesChild::Substitute(Substitute { children }));
        }
    }
}

/// Gives the names in `element` the form of those they stand for.
fn dress(element: &mut Element, form: &Names) {
    match element {
        Element::Names(names) => *names = form.from_names_substitute(names),
        Element::Group(group) => group.children.iter_mut().for_each(|element| dress(element, form)),
        Element::Choose(choose) => branches(choose).flatten().for_each(|element| dress(element, form)),
        _ => {}
    }
}

fn branches(choose: &mut Choose) -> impl Iterator<Item = &mut Vec<Element>> {
    let Choose { if_, else_if, otherwise } = choose;
    std::iter::once(&mut if_.children)
        .chain(else_if.iter_mut().map(|branch| &mut branch.children))
        .chain(otherwise.iter_mut().map(|branch| &mut branch.children))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_of_the_library_says_its_language_first() {
        assert!(LOCALES.iter().all(|locale| tag(locale).is_some()));
    }

    #[test]
    fn a_language_has_its_own_terms_or_those_of_its_kin_and_the_american_ones() {
        let chosen = |language: &str| {
            let (code, locales) = terms(&Language::parse(language).unwrap());
            let read: Vec<String> = locales.into_iter().map(|locale| locale.lang.unwrap().0).collect();
            (code.0, read.join(" "))
        };
        assert_eq!(chosen("hu"), ("hu-HU".into(), "en-US hu-HU".into()));
        assert_eq!(chosen("en-GB"), ("en-GB".into(), "en-GB en-US".into()));
        assert_eq!(chosen("de-LI"), ("de-DE".into(), "de-DE en-US".into()));
        assert_eq!(chosen("mi"), ("en-US".into(), "en-US".into()));
    }
}
