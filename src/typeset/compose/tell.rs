//! Settings as text, for people and for tests.

use std::fmt::Write;

use crate::typeset::line::{Line, LineEnd, Setting};

/// Settings as text: for each its number of lines and its cost, then a line for every line, with its strain.
///
/// ```text
/// 3 lines, cost 412
///   "Among the numerous advantages promised by a well-" letters +20 spaces 1.043 hyphen
/// ```
pub fn tell(settings: &[Setting]) -> String {
    let mut told = String::new();
    for setting in settings {
        let count = setting.lines.len();
        let noun = if count == 1 { "line" } else { "lines" };
        // Writing to a string never fails.
        let _ = writeln!(told, "{count} {noun}, cost {}", setting.cost);
        for line in &setting.lines {
            let _ = writeln!(told, "  {}", tell_line(line));
        }
    }
    told
}

fn tell_line(line: &Line) -> String {
    let text = text_of(line);
    let end = match line.end {
        LineEnd::Space => "",
        LineEnd::Hyphen => " hyphen",
        LineEnd::Within => " within",
        LineEnd::Kept => " kept",
        LineEnd::Last => " last",
    };
    let letters = line.runs.iter().map(|run| i32::from(run.expansion) - 1000).find(|by| *by != 0).unwrap_or(0);
    format!("\"{text}\" letters {letters:+} spaces {}.{:03}{end}", line.word_space / 1000, line.word_space % 1000)
}

/// What a line says: a hyphen that is made is shown as one, the space at the end is not.
fn text_of(line: &Line) -> String {
    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    text.replace('\u{AD}', "-").trim_end().to_owned()
}
