//! CSV into records: registers kept in a spreadsheet (RFC 4180).
//!
//! The reader is ours because every cell must know its place in the file, which the
//! libraries do not tell, and because a quotation mark that is never closed swallows the
//! rest of the register, which they do not mind.

use super::markdown::Offsets;
use super::record::{Field, Record, Soundness, Value, ValueKind, Words};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Sources, Span};

/// Reads a file whose first row names the keys: a record for each further row. Empty cells and rows are left out.
pub(super) fn read(sources: &Sources, file: FileId, report: &mut Report) -> Vec<Record> {
    let mut rows = rows(&sources.file(file).text, file, report).into_iter();
    let Some(keys) = rows.next() else { return Vec::new() };
    if let [only] = &keys[..]
        && only.text.contains(';')
    {
        let problem = Diagnostic::new(Code::BadSyntax, only.span, "the cells are separated by semicolons");
        report.push(problem.hint("save the spreadsheet as CSV with commas"));
        return Vec::new();
    }
    tell_repeated_keys(&keys, report);
    rows.map(|row| record(&keys, row, report)).collect()
}

/// The rows that hold anything.
fn rows(text: &str, file: FileId, report: &mut Report) -> Vec<Vec<Words>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (words, end) = cell(text, at, file, report);
        row.push(words);
        at = end;
        if text[at..].starts_with(',') {
            at += 1;
            // A comma at the end of a row opens one more cell, which is empty.
            if at < text.len() && !text[at..].starts_with('\n') {
                continue;
            }
        }
        at += 1;
        let row = std::mem::take(&mut row);
        if row.iter().any(|words| !words.text.trim().is_empty()) {
            rows.push(row);
        }
    }
    rows
}

/// The cell that begins at byte `at`, and where its end is: at a comma, a line end or the end of the text.
fn cell(text: &str, at: usize, file: FileId, report: &mut Report) -> (Words, usize) {
    let rest = &text[at..];
    let length = |rest: &str| rest.find([',', '\n']).unwrap_or(rest.len());
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = at + length(rest);
        return (
            Words { text: text[at..end].to_owned(), span: Span::new(file, at, end), offsets: Offsets::Exact },
            end,
        );
    };
    let start = at + 1;
    let Some(close) = closing_mark(quoted) else {
        let problem =
            Diagnostic::new(Code::BadSyntax, Span::new(file, at, start), "this quotation mark is never closed");
        report.push(problem.hint("close it; a quotation mark within a cell is written twice"));
        let end = at + length(rest);
        return (
            Words { text: text[start..end].to_owned(), span: Span::new(file, start, end), offsets: Offsets::Exact },
            end,
        );
    };
    let (inside, after) = (&quoted[..close], start + close + 1);
    let end = after + length(&text[after..]);
    if !text[after..end].trim().is_empty() {
        let message = "words stand after the closing quotation mark of their cell";
        let problem = Diagnostic::new(Code::BadSyntax, Span::new(file, after, end), message);
        report.push(problem.hint("a quotation mark within a cell is written twice"));
    }
    let offsets = if inside.contains('"') { Offsets::Whole } else { Offsets::Exact };
    (Words { text: inside.replace("\"\"", "\""), span: Span::new(file, start, start + close), offsets }, end)
}

/// Where a quoted cell ends: at the first quotation mark that is not doubled.
fn closing_mark(quoted: &str) -> Option<usize> {
    let mut marks = quoted.match_indices('"').map(|(at, _)| at);
    while let Some(at) = marks.next() {
        if !quoted[at + 1..].starts_with('"') {
            return Some(at);
        }
        marks.next();
    }
    None
}

fn record(keys: &[Words], row: Vec<Words>, report: &mut Report) -> Record {
    let span = row.first().map_or(keys[0].span, |first| first.span);
    let mut fields = Vec::new();
    for (at, words) in row.into_iter().enumerate().filter(|(_, words)| !words.text.trim().is_empty()) {
        let Some(key) = keys.get(at) else {
            let problem = Diagnostic::new(Code::SurplusCells, words.span, "this row has more cells than the first");
            report.push(problem.hint("a cell that holds a comma is put between quotation marks"));
            break;
        };
        let value = Value { span: words.span, kind: ValueKind::Words(words) };
        fields.push(Field { key: key.text.trim().to_owned(), key_span: key.span, value });
    }
    Record { fields, soundness: Soundness::Sound, span }
}

fn tell_repeated_keys(keys: &[Words], report: &mut Report) {
    for (at, key) in keys.iter().enumerate() {
        if let Some(first) = keys[..at].iter().find(|first| first.text.trim() == key.text.trim()) {
            let message = format!("two columns are called `{}`", key.text.trim());
            let problem = Diagnostic::new(Code::DuplicateName, key.span, message).label("the second");
            report.push(problem.related(first.span, "the first"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell: its key, what it says, and the words at its place.
    type Cell = (String, String, String);

    fn read_all(text: &str) -> (Vec<Vec<Cell>>, Vec<(Code, String)>) {
        let sources = Sources::from_texts([("book/people.csv", text)]);
        let mut report = Report::default();
        let records = read(&sources, sources.find("book/people.csv").unwrap(), &mut report);
        let cells = records.iter().map(|record| {
            let cells = record.fields.iter().map(|field| match &field.value.kind {
                ValueKind::Words(words) => (field.key.clone(), words.text.clone(), sources.text(words.span).to_owned()),
                other => panic!("{other:?}"),
            });
            cells.collect()
        });
        let told = report.sorted();
        let told = told.iter().map(|problem| (problem.code, sources.text(problem.span.unwrap()).to_owned()));
        (cells.collect(), told.collect())
    }

    fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<&str>> {
        rows.iter().map(|row| row.iter().map(|(_, text, _)| text.as_str()).collect()).collect()
    }

    #[test]
    fn the_first_row_names_the_keys() {
        let (rows, told) = read_all("id,name,dates\nnagy,Nagy Imre,1896-1958\n\nkadar,Kádár János,\n");
        assert_eq!(texts(&rows), [vec!["nagy", "Nagy Imre", "1896-1958"], vec!["kadar", "Kádár János"]]);
        assert_eq!(rows[0][2].0, "dates");
        assert!(told.is_empty());
    }

    #[test]
    fn a_quoted_cell_holds_commas_line_ends_and_doubled_marks() {
        let (rows, told) = read_all("id,note\na,\"x, y\n\nz\"\nb,\"the \"\"Thaw\"\"\"\nc,\"\"\n");
        assert_eq!(texts(&rows), [vec!["a", "x, y\n\nz"], vec!["b", "the \"Thaw\""], vec!["c"]]);
        assert_eq!(rows[0][1].2, "x, y\n\nz", "the place of a cell is within its quotation marks");
        assert!(told.is_empty());
    }

    #[test]
    fn faults_of_a_spreadsheet_are_told_where_they_are() {
        assert_eq!(read_all("id,name\na,\"x\nb,y\n").1, [(Code::BadSyntax, "\"".to_owned())]);
        assert_eq!(read_all("id,name\na,\"x\" z\n").1, [(Code::BadSyntax, " z".to_owned())]);
        assert_eq!(read_all("id,name\na,x,y\n").1, [(Code::SurplusCells, "y".to_owned())]);
        assert_eq!(read_all("id,id\na,x\n").1, [(Code::DuplicateName, "id".to_owned())]);
        assert_eq!(read_all("id;name\na;x\n").1, [(Code::BadSyntax, "id;name".to_owned())]);
    }

    #[test]
    fn the_end_of_the_file_may_be_anywhere() {
        for text in
            ["", "\n", "id", "id,", "id,\n", "id\na", "id\n\"", "id\n\"a\"", "id\na,", ",", "\"\"", "id\na\n,,\n"]
        {
            read_all(text);
        }
        assert_eq!(texts(&read_all("id,name\na,\"x\"").0), [["a", "x"]]);
    }
}
