//! What Zotero keeps in its field "Extra": a line for each thing that it has no field for.
//!
//! It comes out as CSL's `note`: `original-date: 1955`, `Archive Collection: Lane Papers`, and the
//! older `{:original-date: 1955}`, before whatever else a user wrote there. Lines that name a
//! variable of CSL are that variable; what other programs keep there for themselves is no
//! text; the rest is the note.

use serde_json::{Map, Value, json};

use super::text_of;

/// The variables of CSL 1.0.2 (appendix IV) that a line of the note may give.
const TEXTS: [&str; 47] = [
    "abstract",
    "annote",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "authority",
    "call-number",
    "chapter-number",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event-place",
    "event-title",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "jurisdiction",
    "language",
    "medium",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "part-title",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-title",
    "scale",
    "section",
    "source",
    "status",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
];
const DATES: [&str; 6] = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"];
const NAMES: [&str; 17] = [
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "director",
    "editor",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "recipient",
    "reviewed-author",
    "translator",
];
/// What programs keep in the note for themselves.
const NO_TEXT: [&str; 9] =
    ["bibtex", "biblatex", "citation key", "citation-key", "google-books-id", "ids", "oclc", "pmcid", "zscc"];

/// The item with what its note says for other variables, and the rest of the note as its note.
pub(super) fn unpacked(mut item: Map<String, Value>) -> Map<String, Value> {
    let Some(note) = text_of(&item, "note") else { return item };
    let note = note.replace("{:", "\n{:");
    let mut rest: Vec<&str> = Vec::new();
    for line in note.lines() {
        let inner = line.trim().strip_prefix("{:").and_then(|line| line.strip_suffix('}')).unwrap_or(line.trim());
        match inner.split_once(':').map(|(key, value)| (key.trim().to_lowercase(), value.trim())) {
            Some((key, _)) if key.starts_with("tex.") || NO_TEXT.contains(&key.as_str()) => {}
            Some((key, value)) if !value.is_empty() && take(&key, value, &mut item) => {}
            _ => {
                rest.extend(note.lines().map(str::trim).find(|written| *written == line.trim() && !written.is_empty()))
            }
        }
    }
    rest.retain(|line| !line.is_empty());
    match rest.join(" ") {
        rest if rest.is_empty() => item.remove("note"),
        rest => item.insert("note".to_owned(), json!(rest)),
    };
    item
}

/// Whether `key` names a variable; the item then has it. What the item says itself stays, but for its type: Zotero has
/// fewer of them than CSL.
fn take(key: &str, value: &str, item: &mut Map<String, Value>) -> bool {
    let same = |name: &&&str| name.to_lowercase().replace('_', "-") == key.replace([' ', '_'], "-");
    let found = |names: &'static [&'static str]| names.iter().find(same).copied();
    let (name, value) = if key == "type" {
        item.remove("type");
        ("type", json!(value))
    } else if let Some(name) = found(&TEXTS) {
        (name, json!(value))
    } else if let Some(name) = found(&DATES) {
        (name, json!({ "raw": value }))
    } else if let Some(name) = found(&NAMES) {
        let (family, given) =
            value.split_once("||").map_or((value, ""), |(family, given)| (family.trim(), given.trim()));
        let person =
            if given.is_empty() { json!({ "literal": family }) } else { json!({ "family": family, "given": given }) };
        if let Some(Value::Array(people)) = item.get_mut(name) {
            people.push(person);
            return true;
        }
        (name, json!([person]))
    } else {
        return false;
    };
    item.entry(name).or_insert(value);
    true
}
