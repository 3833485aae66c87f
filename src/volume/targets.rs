//! What a reference means: a thing with a name, documents from one to another, a note, another volume of the series.
//!
//! A name that leads nowhere is told with those that are like it.

use super::names::{Names, Thing};
use super::notes::{self, as_called};
use super::outline::{Home, Origin};
use crate::manuscript::{self, Manuscript, Prefix, Reference, Series};
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::{FileId, Span};

/// What a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A thing with a name.
    Thing(Thing),
    /// Documents from one to another.
    Range(FileId, FileId),
    /// A note, by the home and the series of its label.
    Note(Home, Series, &'a str),
    /// Documents of another volume of the series, by the numbers that they bear there.
    InVolume(usize, u32, u32),
}

/// Finds what `reference`, written in `home`, means; or says why it means nothing.
pub(super) fn resolve<'a>(
    reference: &'a Reference,
    home: Home,
    span: Span,
    names: &Names<'_>,
    manuscript: &Manuscript,
) -> Result<Target<'a>, Diagnostic> {
    if reference.prefix == Some(Prefix::Note) {
        return resolve_note(reference, home, span, names, manuscript);
    }
    let named = reference.name.as_ref().map(|name| resolve_name(reference.prefix, name, span, names)).transpose()?;
    if let (Some(Thing::Volume(volume)), Some(number)) = (named, &reference.fragment) {
        return resolve_in_volume(volume, number, reference.last.as_ref());
    }
    if let (Some(first), Some(last)) = (named, &reference.last) {
        return resolve_range(first, reference, last, span, names);
    }
    match (named, &reference.fragment) {
        (Some(thing), None) => Ok(Target::Thing(thing)),
        (_, Some(fragment)) => {
            let home = match named {
                Some(Thing::File(file)) => Home::File(file),
                Some(Thing::Entry(kind, at)) => Home::Entry(kind, at),
                Some(Thing::Event(at)) => Home::Event(at),
                Some(Thing::Anchored(at)) => names.anchored[at].home,
                Some(Thing::Volume(_)) | None => home,
            };
            match names.at_home(home, &fragment.name) {
                Some(at) => Ok(Target::Thing(Thing::Anchored(at))),
                None => Err(unknown_fragment(&fragment.name, named.is_some(), home, span, names, manuscript)),
            }
        }
        (None, None) => Err(Diagnostic::new(Code::UnknownReference, span, "this reference names nothing")),
    }
}

/// The one thing that answers to a name.
fn resolve_name(
    prefix: Option<Prefix>,
    label: &manuscript::Label,
    span: Span,
    names: &Names<'_>,
) -> Result<Thing, Diagnostic> {
    let name = label.name.as_str();
    match names.find(prefix, name)[..] {
        [thing] => Ok(thing),
        [] => Err(unknown_name(prefix, name, span, names)),
        ref several => {
            let mut ways: Vec<String> =
                several.iter().map(|thing| format!("`{}:{name}`", names.prefix(*thing))).collect();
            ways.sort();
            ways.dedup();
            let problem =
                Diagnostic::new(Code::AmbiguousReference, span, format!("several things are called `{name}`"));
            Err(match &ways[..] {
                [_] => problem.hint("name the file too: `[[doc:file#name]]`"),
                _ => problem.hint(format!("write {}", ways.join(" or "))),
            })
        }
    }
}

fn resolve_note<'a>(
    reference: &'a Reference,
    home: Home,
    span: Span,
    names: &Names<'_>,
    manuscript: &Manuscript,
) -> Result<Target<'a>, Diagnostic> {
    let home = match &reference.name {
        None => home,
        Some(name) => match resolve_name(Some(Prefix::Note), name, span, names)? {
            Thing::File(file) => Home::File(file),
            _ => home,
        },
    };
    let label = reference.fragment.as_ref().map_or("", |fragment| fragment.name.as_str());
    let (series, label) = match label.strip_prefix('*') {
        Some(label) => (Series::Original, label),
        None => (Series::Editorial, label),
    };
    let notes = notes::written_in(home, manuscript);
    if notes.iter().any(|note| note.series == series && note.label.name == label) {
        return Ok(Target::Note(home, series, label));
    }
    let whose = if reference.name.is_some() { "that file" } else { "this file" };
    let problem = Diagnostic::new(Code::UnknownReference, span, format!("{whose} has no note `{label}`"));
    let known = notes.iter().filter(|note| note.series == series).map(|note| note.label.name.as_str());
    Err(match did_you_mean(label, known) {
        Some(near) => problem.hint(format!("did you mean the note that is called by `{}`?", as_called(series, near))),
        None => problem,
    })
}

fn resolve_range<'a>(
    first: Thing,
    reference: &Reference,
    last: &manuscript::Label,
    span: Span,
    names: &Names<'_>,
) -> Result<Target<'a>, Diagnostic> {
    let last_thing = resolve_name(reference.prefix, last, span, names)?;
    let ends = [(first, reference.name.as_ref().map_or("", |name| &name.name)), (last_thing, &last.name)];
    let mut numbers = [0; 2];
    let mut files = Vec::new();
    for ((thing, name), number) in ends.into_iter().zip(&mut numbers) {
        let (file, in_volume) = match thing {
            Thing::File(file) => match names.files.get(&file) {
                Some(Origin::Document(_, numbers, _)) => (file, numbers.in_volume),
                _ => (file, None),
            },
            _ => return Err(no_end_of_range(name, span)),
        };
        let Some(in_volume) = in_volume else { return Err(no_end_of_range(name, span)) };
        *number = in_volume;
        files.push(file);
    }
    let [first, last] = numbers;
    if first > last {
        let message = format!("this range runs backwards, from number {first} to number {last}");
        let (a, b) = (ends[0].1, ends[1].1);
        return Err(Diagnostic::new(Code::ReversedRange, span, message).hint(format!("write `[[doc:{b}..{a}]]`")));
    }
    Ok(if first == last { Target::Thing(Thing::File(files[0])) } else { Target::Range(files[0], files[1]) })
}

/// Documents of another volume: nothing of it is here but their numbers.
fn resolve_in_volume<'a>(
    volume: usize,
    first: &manuscript::Label,
    last: Option<&manuscript::Label>,
) -> Result<Target<'a>, Diagnostic> {
    let number = |label: &manuscript::Label| {
        label.name.parse::<u32>().ok().filter(|number| *number > 0).ok_or_else(|| {
            let message = format!("`{}` is no number of a document", label.name);
            let problem = Diagnostic::new(Code::UnknownReference, label.span, message);
            problem.hint(
                "documents of another volume are named by their numbers: `[[volume:id#53]]`, `[[volume:id#53..55]]`",
            )
        })
    };
    let first_number = number(first)?;
    let last_number = last.map_or(Ok(first_number), number)?;
    if first_number > last_number {
        let message = format!("this range runs backwards, from number {first_number} to number {last_number}");
        return Err(Diagnostic::new(Code::ReversedRange, first.span, message));
    }
    Ok(Target::InVolume(volume, first_number, last_number))
}

fn no_end_of_range(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is no numbered document, so no range of documents can begin or end with it");
    Diagnostic::new(Code::UnknownReference, span, message)
}

fn unknown_name(prefix: Option<Prefix>, name: &str, span: Span, names: &Names<'_>) -> Diagnostic {
    let kind = match prefix {
        None | Some(Prefix::Page) => "nothing in the volume is called",
        Some(Prefix::Document) => "no document",
        Some(Prefix::Person) => "no person",
        Some(Prefix::Organisation) => "no organisation",
        Some(Prefix::Term) => "no term",
        Some(Prefix::Abbreviation) => "no abbreviation",
        Some(Prefix::Chapter) => "no chapter",
        Some(Prefix::Figure) => "no figure",
        Some(Prefix::Event) => "no event",
        Some(Prefix::Volume) => "the series has no volume",
        Some(Prefix::Note) => "no file",
    };
    let problem = Diagnostic::new(Code::UnknownReference, span, format!("{kind} `{name}`"));
    let others = names.find(None, name);
    if let Some(other) = others.first() {
        return problem.hint(format!("did you mean `[[{}:{name}]]`?", names.prefix(*other)));
    }
    match did_you_mean(name, names.known(prefix)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => match did_you_mean(name, names.known(None)) {
            Some(near) => {
                let prefix = names.find(None, near).first().map_or("", |thing| names.prefix(*thing));
                problem.hint(format!("did you mean `[[{prefix}:{near}]]`?"))
            }
            None => problem,
        },
    }
}

fn unknown_fragment(
    name: &str,
    elsewhere: bool,
    home: Home,
    span: Span,
    names: &Names<'_>,
    manuscript: &Manuscript,
) -> Diagnostic {
    let whose = if elsewhere { "there is no" } else { "this file has no" };
    let message = format!("{whose} heading, attachment or figure `{name}`");
    let problem = Diagnostic::new(Code::UnknownReference, span, message);
    if let Some(near) = did_you_mean(name, names.known_at_home(home)) {
        return problem.hint(format!("did you mean `#{near}`?"));
    }
    if notes::written_in(home, manuscript).iter().any(|note| note.label.name == name) {
        return problem.hint(format!("a note is named `note:`, as in `[[note:{name}]]`"));
    }
    problem.hint(format!("write `{{#{name}}}` at the end of its first line"))
}

/// Tells what is wrong with a reference to the page of something that is on none.
pub(super) fn tell_no_page(target: Target, span: Span, report: &mut Report) {
    if let Target::InVolume(..) | Target::Thing(Thing::Volume(_)) = target {
        let problem = Diagnostic::new(Code::UnknownReference, span, "no page of another volume is known here");
        report.push(problem.hint("write the number of the page after `[[volume:id]]`"));
        return;
    }
    let part = match target {
        Target::Thing(Thing::Event(_)) => "chronology",
        Target::Thing(Thing::Entry(kind, _)) => super::registers::name(kind),
        _ => return,
    };
    let message = format!("this has no page: the order of contents has no `{part}`");
    report.push(Diagnostic::new(Code::UnknownReference, span, message).hint(format!("add `{part}` to `[contents]`")));
}
