//! `bookgen report`: how the volume stands.

use bookgen::check::status::{Count, PieceStatus, Sort, Status, Want};
use bookgen::report::{Report, Strictness};
use bookgen::source::{Sources, Span};
use unicode_width::UnicodeWidthStr;

use super::progress::Progress;
use super::terminal::{answer, colour_of, tell};
use super::{Ending, Trouble, VolumeArguments};

/// Tells how long each piece is, and what is still to be done.
pub fn run(arguments: &VolumeArguments) -> Result<Ending, Trouble> {
    let (_, sources) = arguments.load()?;
    let mut problems = Report::default();
    let progress = Progress::begin();
    let edition = arguments.edition.as_deref();
    let status = bookgen::status(&sources, edition, &|station| progress.at(station), &mut problems);
    drop(progress);
    let Some(status) = status else {
        tell(&problems.print(&sources, Strictness::Lenient, colour_of(&std::io::stderr())));
        tell("the volume has errors: mend them first, then its pages can be counted\n");
        return Ok(Ending::Problems);
    };
    answer(&lengths(&status));
    answer(&wanting(&status, &sources));
    answer(&queries(&status, &sources));
    answer(&warnings(&status));
    let strict = arguments.strictness();
    Ok(if problems.has_errors(strict) { Ending::Problems } else { Ending::Well })
}

/// How wide the first column may become.
const WIDEST: usize = 56;

/// A row a piece, then sums.
fn lengths(status: &Status) -> String {
    let mut rows = vec![["", "pages", "words", "notes", "words in notes"].map(str::to_owned)];
    rows.extend(status.pieces.iter().map(|piece| {
        let title = format!("{}{}", "  ".repeat(piece.depth.into()), piece.title);
        let folios = piece.folios.map_or_else(String::new, |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}–{last}") }
        });
        row(title, folios, piece.length)
    }));
    rows.push([const { String::new() }; 5]);
    for (name, sort) in [("Essays", Sort::Essay), ("Documents", Sort::Document), ("All else", Sort::Other)] {
        let (number, sum) = sum(status.pieces.iter().filter(|piece| piece.sort == sort));
        rows.push(row(
            if sort == Sort::Other { name.to_owned() } else { format!("{name}: {number}") },
            String::new(),
            sum,
        ));
    }
    let (_, all) = sum(status.pieces.iter());
    rows.push(row("The volume".into(), format!("{} pages", status.pages), all));
    set(&rows)
}

fn sum<'a>(pieces: impl Iterator<Item = &'a PieceStatus>) -> (usize, Count) {
    pieces.fold((0, Count::default()), |(number, sum), piece| (number + 1, sum.and(piece.length)))
}

fn row(title: String, pages: String, count: Count) -> [String; 5] {
    let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
    [title, pages, number(count.words), number(count.notes), number(count.note_words)]
}

/// The rows in columns: the first to the left and cut where it is too long, the others to the right.
fn set(rows: &[[String; 5]]) -> String {
    let cut: Vec<String> = rows.iter().map(|row| shortened(&row[0])).collect();
    let mut widths = [0; 5];
    for (row, first) in rows.iter().zip(&cut) {
        let cells = [first, &row[1], &row[2], &row[3], &row[4]];
        widths.iter_mut().zip(cells).for_each(|(width, cell)| *width = (*width).max(cell.width()));
    }
    let line = |(row, first): (&[String; 5], &String)| {
        let mut line = format!("{first}{}", " ".repeat(widths[0] - first.width()));
        for (cell, width) in row.iter().zip(widths).skip(1) {
            line.push_str(&format!("  {}{cell}", " ".repeat(width - cell.width())));
        }
        format!("{}\n", line.trim_end())
    };
    rows.iter().zip(&cut).map(line).collect()
}

/// A title, cut at a word where it is too long for its column.
fn shortened(title: &str) -> String {
    if title.width() <= WIDEST {
        return title.to_owned();
    }
    let ends = title.match_indices(' ').map(|(at, _)| &title[..at]);
    format!("{} …", ends.take_while(|cut| cut.width() < WIDEST - 1).last().unwrap_or_default())
}

fn wanting(status: &Status, sources: &Sources) -> String {
    if status.wanting.is_empty() {
        return String::new();
    }
    let mut words = format!("\nDocuments that still want something: {}\n", status.wanting.len());
    for document in &status.wanting {
        let wants: Vec<&str> = document.wants.iter().map(|want| in_words(*want)).collect();
        words.push_str(&format!("  {}: {}\n", place(document.span, sources), wants.join(", ")));
    }
    words
}

fn in_words(want: Want) -> &'static str {
    match want {
        Want::Date => "date",
        Want::Headnote => "headnote",
        Want::Source => "source",
        Want::Translator => "translator",
    }
}

fn queries(status: &Status, sources: &Sources) -> String {
    if status.queries.is_empty() {
        return String::new();
    }
    let mut words = format!("\nOpen queries: {}\n", status.queries.len());
    for (span, query) in &status.queries {
        words.push_str(&format!("  {}: {}\n", place(*span, sources), query.trim()));
    }
    words
}

fn warnings(status: &Status) -> String {
    if status.warnings.is_empty() {
        return String::new();
    }
    let mut words = format!("\nWarnings: {}; `bookgen check` tells each\n", status.warnings.values().sum::<usize>());
    for (code, number) in &status.warnings {
        words.push_str(&format!("  {number:>5}  {}\n", code.name()));
    }
    words
}

/// File, line and column, as an editor's program takes them.
fn place(span: Span, sources: &Sources) -> String {
    let (line, column) = sources.line_and_column(span);
    format!("{}:{line}:{column}", sources.file(span.file).path)
}
