//! The words of sources, read by other means than the program's own.
//!
//! A source's marks are struck out, character by character, and what is left is what an
//! editor would call its words. Nothing here knows the program's reader.

use super::words;

/// Keys of front matter and registers whose values are printed.
const PRINTED_KEYS: [&str; 15] = [
    "title",
    "subtitle",
    "authors",
    "from",
    "to",
    "place",
    "date-text",
    "time",
    "classification",
    "source",
    "translator",
    "name",
    "dates",
    "note",
    "text",
];

/// What an edition alone prints.
const OF_EDITIONS: [&str; 1] = ["book/front/briefing-introduction.md"];

/// The words of a source file that its book must hold.
pub fn words_of(path: &str, source: &str) -> Vec<String> {
    if path.ends_with(".md") {
        // What lies beside the folders of texts, such as a ledger of facts, is no source.
        if !["book/front/", "book/chapters/", "book/documents/"].iter().any(|folder| path.starts_with(folder)) {
            return Vec::new();
        }
        if OF_EDITIONS.contains(&path) {
            return Vec::new();
        }
        let (front, text) = match source.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++")) {
            Some((front, text)) => (front, text),
            None => ("", source),
        };
        [of_toml(&without_what_the_opener_says(front, text)), words(&struck(text))].concat()
    } else if path.ends_with("book.toml") || path.ends_with("index.toml") || !path.ends_with(".toml") {
        Vec::new()
    } else {
        of_toml(source)
    }
}

/// Where a document has an opener, who wrote to whom, where and when is not printed above it: the opener says it as the
/// document did, which may be in other words.
fn without_what_the_opener_says(front: &str, text: &str) -> String {
    let (before_attachments, _) = text.split_once("\n::::").unwrap_or((text, ""));
    if !before_attachments.contains("\n::: opener") {
        return front.to_owned();
    }
    const SAID: [&str; 6] = ["authors", "from", "to", "place", "date-text", "time"];
    let says = |line: &&str| !SAID.contains(&line.split('=').next().unwrap_or("").trim());
    front.lines().filter(says).collect::<Vec<_>>().join("\n")
}

fn of_toml(source: &str) -> Vec<String> {
    let table: toml::Table = source.parse().expect("TOML");
    let mut found = Vec::new();
    printed(&toml::Value::Table(table), &mut found);
    found
}

/// The words of every printed value; an entry that points elsewhere prints its name all the same.
fn printed(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                match value {
                    toml::Value::String(text) if PRINTED_KEYS.contains(&key.as_str()) || key == "expansion" => {
                        found.extend(words(&struck(text)));
                    }
                    toml::Value::Array(values) if key == "authors" || key == "also" => {
                        found.extend(values.iter().filter_map(toml::Value::as_str).flat_map(words));
                    }
                    toml::Value::Table(_) | toml::Value::Array(_) => printed(value, found),
                    _ => {}
                }
            }
        }
        toml::Value::Array(values) => values.iter().for_each(|value| printed(value, found)),
        _ => {}
    }
}

/// A Markdown text without what marks, names or hides.
pub fn struck(text: &str) -> String {
    let mut out = String::new();
    for line in hidden_struck(text).lines() {
        if !line.starts_with(":::") {
            out.push_str(&line_struck(line));
        }
        out.push('\n');
    }
    out
}

/// Without comments, which may run over lines.
fn hidden_struck(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out + rest
}

fn line_struck(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("![") {
            // A description is for those who cannot see the picture, and printed nowhere.
            rest = after.split_once(')').map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("[[") {
            let (inside, after) = after.split_once("]]").expect("a reference that ends");
            // What a reference shows; a bracket within it ends with three.
            let (inside, after) = match after.strip_prefix(']') {
                Some(after) if inside.contains('[') => (format!("{inside}]"), after),
                _ => (inside.to_owned(), after),
            };
            out.push_str(&inside.split_once('|').map_or(String::new(), |(_, shown)| line_struck(shown)));
            rest = after;
        } else if let Some(after) = rest.strip_prefix("[^") {
            // A call is no part of the word before it.
            out.push(' ');
            rest = after.split_once(']').map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("](") {
            rest = after.split_once(')').map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("{#").or_else(|| rest.strip_prefix("{.")) {
            rest = after.split_once('}').map_or("", |(_, after)| after);
        } else if rest.starts_with('@') && out.ends_with(['[', ' ', ';']) {
            // The key of a citation; what stands around it is printed.
            rest = rest[1..].trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix('\\') {
            let escaped = after.chars().next().map_or(0, char::len_utf8);
            out.push_str(&after[..escaped]);
            rest = &after[escaped..];
        } else {
            // A bracket stays for the moment: the key of a citation is known by it.
            if !matches!(first, '^' | '*' | '~') {
                out.push(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}
