//! Registers: people, organisations, terms, abbreviations, as TOML or as CSV.

use super::record::{Keys, Record, ValueKind, label, tell_repeated_labels};
use super::{Desk, Entry, Inline, Label, RegisterKind, csv, tables};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// The registers, each with the name of its file and what one of its entries is called.
const REGISTERS: [(RegisterKind, &str, &str); 4] = [
    (RegisterKind::People, "people", "a person"),
    (RegisterKind::Organisations, "organisations", "an organisation"),
    (RegisterKind::Terms, "terms", "a term"),
    (RegisterKind::Abbreviations, "abbreviations", "an abbreviation"),
];

/// Reads every register whose file is there.
pub(super) fn read(desk: Desk<'_>, report: &mut Report) -> Vec<(RegisterKind, Vec<Entry>)> {
    let mut registers = Vec::new();
    for (kind, name, whose) in REGISTERS {
        let Some(file) = the_file(desk, name, report) else { continue };
        let entries = match file {
            RegisterFile::Toml(file) => of_toml(desk, file, kind, whose, report),
            RegisterFile::Csv(file) => of_csv(desk, file, kind, whose, report),
        };
        registers.push((kind, entries));
    }
    registers
}

/// A file that can be kept in either form.
pub(super) enum RegisterFile {
    /// `.toml`
    Toml(FileId),
    /// `.csv`
    Csv(FileId),
}

/// The file `book/NAME.toml` or `book/NAME.csv`; both is an error, for one of them would be lost.
pub(super) fn the_file(desk: Desk<'_>, name: &str, report: &mut Report) -> Option<RegisterFile> {
    let find = |ending| desk.sources.find(&format!("book/{name}.{ending}"));
    match (find("toml"), find("csv")) {
        (Some(toml), Some(csv)) => {
            let message = format!("`{name}` is there twice, as TOML and as CSV");
            let problem = Diagnostic::new(Code::DuplicateName, Span::new(csv, 0, 0), message);
            let problem = problem.related(Span::new(toml, 0, 0), "the other");
            report.push(problem.hint("keep one of the two files, with all entries in it"));
            Some(RegisterFile::Toml(toml))
        }
        (Some(toml), None) => Some(RegisterFile::Toml(toml)),
        (None, csv) => csv.map(RegisterFile::Csv),
    }
}

fn of_toml(desk: Desk<'_>, file: FileId, kind: RegisterKind, whose: &str, report: &mut Report) -> Vec<Entry> {
    let whole = Span::new(file, 0, desk.sources.file(file).text.len());
    let register = tables::read(desk.sources, whole, report);
    let mut entries = Vec::new();
    for field in &register.fields {
        let id = label(&field.key, field.key_span, report);
        let ValueKind::Table(record) = &field.value.kind else {
            let message = format!("`{}` stands outside every entry", field.key);
            let problem = Diagnostic::new(Code::WrongValue, field.key_span, message);
            report.push(problem.hint("an entry begins with its id between square brackets: `[nagy-imre]`"));
            continue;
        };
        let record = Record { soundness: register.soundness, ..record.clone() };
        let id = id.unwrap_or_else(|| Label { name: field.key.clone(), span: field.key_span });
        entries.push(entry(desk, id, Keys::of(&record, report), kind, whose));
    }
    entries
}

fn of_csv(desk: Desk<'_>, file: FileId, kind: RegisterKind, whose: &str, report: &mut Report) -> Vec<Entry> {
    let mut entries = Vec::new();
    for record in csv::read(desk.sources, file, report) {
        let mut keys = Keys::of(&record, report);
        let Some(words) = keys.words("id") else {
            let problem = Diagnostic::new(Code::MissingKey, record.span, format!("{whose} needs an id"));
            report.push(problem.hint("the first column is called `id`, and every row has one"));
            continue;
        };
        let id = keys.label("id").unwrap_or_else(|| Label { name: words.text.clone(), span: words.span });
        entries.push(entry(desk, id, keys, kind, whose));
    }
    entries
}

fn entry(desk: Desk<'_>, id: Label, mut keys: Keys<'_, '_>, kind: RegisterKind, whose: &str) -> Entry {
    let abbreviates = kind == RegisterKind::Abbreviations;
    let name = if abbreviates { keys.words("name") } else { keys.needed("name", whose) };
    let name = match name {
        Some(words) => words.inline(desk.language, keys.report()),
        None => vec![Inline::Text(id.name.clone(), id.span)],
    };
    let language = if abbreviates { keys.language("language") } else { None };
    let expansion = if abbreviates { keys.words("expansion") } else { None };
    let expansion = expansion.map(|words| words.inline(language.as_ref().unwrap_or(desk.language), keys.report()));
    let dates = if abbreviates { None } else { keys.plain("dates", desk.language) };
    let also = keys.plain_list("also", desk.language);
    let note = keys.words("note");
    let see = keys.words("see");
    if let (Some(_), Some(see)) = (note, see) {
        let problem = Diagnostic::new(Code::WrongValue, see.span, "an entry has a `note` or a `see`, not both");
        keys.report().push(problem.hint("the note belongs to the entry that `see` names"));
    }
    let see = see.and_then(|words| label(&words.text, words.span, keys.report()));
    let parsed = note.map(|words| words.blocks(desk.language, keys.report())).unwrap_or_default();
    tell_repeated_labels(&parsed.notes, keys.report());
    keys.finish();
    let span = id.span;
    Entry { id, name, dates, expansion, language, note: parsed.blocks, also, see, notes: parsed.notes, span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::trial::{Trial, mutilated, words};

    const PEOPLE: &str = r#"[nagy-imre]
name  = "Nagy, Imre"
dates = "1896-1958"
note  = """
Chairman.[^1]

[^1]: Twice.
"""
also  = ["Imre Nagy", "Comrade Nagy"]

["Ávh.man"]
name = "Kádár, János"
see  = "nagy-imre"
"#;

    fn people(file: &str, text: &str) -> Trial {
        Trial::of("back = [\"people\"]", &[(file, text)])
    }

    #[test]
    fn an_entry_has_every_key_of_the_format() {
        let trial = people("book/people.toml", PEOPLE);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let [nagy, kadar] = &trial.manuscript.registers[&RegisterKind::People][..] else { panic!() };
        assert_eq!((nagy.id.name.as_str(), trial.sources.text(nagy.span)), ("nagy-imre", "nagy-imre"));
        assert_eq!((words(&nagy.name).as_str(), nagy.dates.as_deref()), ("Nagy, Imre", Some("1896-1958")));
        assert_eq!((nagy.also.len(), nagy.notes.len()), (2, 1));
        assert!(words(&nagy.note).starts_with("Chairman."));
        assert_eq!(kadar.id.name, "Ávh.man");
        let see = kadar.see.as_ref().unwrap();
        assert_eq!((see.name.as_str(), trial.sources.text(see.span)), ("nagy-imre", "nagy-imre"));
    }

    #[test]
    fn a_register_may_be_a_spreadsheet() {
        let text = "id,name,note,also\nnagy-imre,\"Nagy, Imre\",\"Chairman, twice.\",Imre Nagy; Comrade Nagy\nx,X,,\n";
        let trial = people("book/people.csv", text);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let entries = &trial.manuscript.registers[&RegisterKind::People];
        assert_eq!(
            (words(&entries[0].name).as_str(), words(&entries[0].note).as_str()),
            ("Nagy, Imre", "Chairman, twice.")
        );
        assert_eq!(entries[0].also, ["Imre Nagy", "Comrade Nagy"]);
        assert_eq!((entries[1].id.name.as_str(), entries[1].note.len()), ("x", 0));
    }

    #[test]
    fn an_abbreviation_is_named_by_its_id_and_speaks_its_own_language() {
        let text = "[AVH]\nexpansion = \"Államvédelmi Hatóság\"\nlanguage = \"hu\"\nnote = \"State Security\"\n";
        let trial = Trial::of("front = [\"abbreviations\"]", &[("book/abbreviations.toml", text)]);
        assert!(trial.told().is_empty(), "{:?}", trial.told());
        let entry = &trial.manuscript.registers[&RegisterKind::Abbreviations][0];
        assert_eq!((words(&entry.name).as_str(), words(&entry.expansion).as_str()), ("AVH", "Államvédelmi Hatóság"));
        assert_eq!(entry.language.as_ref().unwrap().tag(), "hu");
    }

    #[test]
    fn a_register_that_is_not_there_is_not_empty_but_absent() {
        assert!(Trial::of_document("+++\ntitle = \"T\"\n+++\nX.").manuscript.registers.is_empty());
        assert_eq!(people("book/people.toml", "").manuscript.registers.len(), 1);
    }

    #[test]
    fn faults_of_a_register_are_all_told() {
        let text = "[a]\nnam = \"A\"\n[\"b c\"]\nname = \"B\"\n[d]\nname = 3\nnote = \"x\"\nsee = \"a\"\n";
        let told = ["missing-key: [a]", "unknown-key: nam", "bad-name: \"b c\"", "wrong-value: 3", "wrong-value: a"];
        assert_eq!(people("book/people.toml", text).told(), told);
        assert_eq!(people("book/people.toml", "name = \"A\"\n").told(), ["wrong-value: name"]);
        assert_eq!(people("book/people.toml", "[a]\nname = \"A\"\n[a]\nname = \"B\"\n").told()[0], "duplicate-name: a");
        assert_eq!(people("book/people.csv", "name\nA\n").told(), ["missing-key: A"]);
    }

    #[test]
    fn a_register_cannot_be_there_in_both_forms() {
        let files = [("book/people.toml", "[a]\nname = \"A\"\n"), ("book/people.csv", "id,name\nb,B\n")];
        assert_eq!(Trial::of("back = [\"people\"]", &files).told(), ["duplicate-name: "]);
    }

    #[test]
    fn no_register_makes_the_reader_panic() {
        mutilated(PEOPLE).for_each(|text| drop(people("book/people.toml", &text)));
        let csv = "id,name,note,also\nnagy-imre,\"Nagy, Imre\",\"Chairman \"\"twice\"\".\",Imre Nagy; Comrade Nagy\n";
        mutilated(csv).for_each(|text| drop(people("book/people.csv", &text)));
    }
}
