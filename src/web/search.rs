//! The search: the words of every text in a file, and a script of ours that looks through them.
//!
//! The file is a script that names one list, because a page from a disk may run a script
//! beside it and may not read a file. It holds the texts themselves, not an index of their
//! words: a phrase and the middle of a sentence can then be found and shown, and for a volume
//! of 600 pages it is as large as three of its pictures.

use super::page::search_form;
use crate::markup::{Book, Medium, Tag, Written, escaped, numbered_name};

/// The file of the texts.
pub const DATA: &str = "search-texts.js";
/// The file of the script.
pub const SCRIPT_FILE: &str = "search.js";
/// The script.
pub const SCRIPT: &str = include_str!("search.js");

/// The texts: for each its file, its title, and its words.
pub fn data(book: &Book, texts: &[Written]) -> String {
    let pieces = book.volume.pieces.iter().zip(texts).filter(|(piece, _)| !book.is_in_front(piece));
    let rows = pieces.map(|(piece, text)| {
        let row = [book.file(piece), numbered_name(book, piece), words(&text.body)];
        serde_json::to_string(&row).expect("three strings")
    });
    format!("const texts = [\n{}\n];\n", rows.collect::<Vec<_>>().join(",\n"))
}

/// What the head of its page holds.
pub fn head() -> String {
    format!(
        "<script src=\"{DATA}\" defer=\"defer\"></script>\n<script src=\"{SCRIPT_FILE}\" defer=\"defer\"></script>\n"
    )
}

/// The text of its page. What was found is put into the list; a screen reader is told how much it is.
pub fn body(book: &Book) -> String {
    let words = &book.volume.words;
    let status = Tag::new("p").class("found").with("role", "status");
    let status = status.with("data-found", &words.search_found).with("data-none", &words.search_none);
    format!(
        "<section class=\"search\" aria-labelledby=\"{id}\">\n<h1 id=\"{id}\">{}</h1>\n{}<noscript><p>{}</p></noscript>\n\
         {}</p>\n<ol class=\"results\"></ol>\n</section>\n",
        escaped(&words.search),
        search_form(book),
        escaped(&words.search_script),
        status.opening(Medium::Web),
        id = book.title_id,
    )
}

/// Elements that begin and end within a line.
const PHRASES: [&str; 15] =
    ["a", "em", "i", "strong", "b", "del", "ins", "u", "sub", "sup", "span", "dfn", "cite", "small", "bdi"];

/// The words of a text as they are read, without the numbers of notes. What the writer wrote is well-formed: every `<`
/// begins a tag, and there are four entities.
fn words(body: &str) -> String {
    let mut words = String::new();
    let mut call = false;
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        if !call {
            words.push_str(text);
        }
        let name: String = tag[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if name == "sup" {
            call = tag.contains("class=\"call");
        } else if !PHRASES.contains(&name.as_str()) {
            words.push(' ');
        }
        rest = after;
    }
    words.push_str(rest);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    words.replace('\u{AD}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_words_of_a_text_are_those_that_are_read() {
        let body = "<h1>The <em>Brid</em>ge</h1>\n<p>Op\u{AD}ened<sup class=\"call\"><a href=\"#n\">1</a></sup> at 10<sup>30</sup>,\nA &amp; B.</p><p>So.</p>";
        assert_eq!(words(body), "The Bridge Opened at 1030, A & B. So.");
    }
}
