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

/// The texts: for each its file, its title, its words, and where in them the pages of the print edition begin.
pub fn data(book: &Book, texts: &[Written]) -> String {
    let pieces = book.volume.pieces.iter().zip(texts).filter(|(piece, _)| !book.is_in_front(piece));
    let rows = pieces.map(|(piece, text)| {
        let Words { words, pages, .. } = words(&text.body);
        let row = (book.file(piece), numbered_name(book, piece), words, pages);
        serde_json::to_string(&row).expect("strings and numbers")
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

/// The words of a text.
#[derive(Default)]
struct Words {
    words: String,
    /// How long they are for a script, which counts in UTF-16.
    length: usize,
    /// Whether white stands before the word that comes next.
    apart: bool,
    /// The marks of printed pages: where in the words, and the id of each.
    pages: Vec<(usize, String)>,
}

impl Words {
    /// Adds text of the file. What the writer wrote has four entities.
    fn add(&mut self, text: &str) {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        for character in text.chars().filter(|character| *character != '\u{AD}') {
            if character.is_whitespace() {
                self.apart = true;
                continue;
            }
            self.length = self.next();
            if self.apart && !self.words.is_empty() {
                self.words.push(' ');
            }
            self.apart = false;
            self.words.push(character);
            self.length += character.len_utf16();
        }
    }

    /// Where the next word will stand.
    fn next(&self) -> usize {
        self.length + usize::from(self.apart && !self.words.is_empty())
    }
}

/// The words of a text as they are read, without the numbers of notes and of printed pages. What the writer wrote is
/// well-formed: every `<` begins a tag.
fn words(body: &str) -> Words {
    let mut words = Words::default();
    // What closes the element whose words are not read.
    let mut unread: Option<&str> = None;
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        if unread.is_none() {
            words.add(text);
        }
        rest = after;
        let name = tag[1..].split(' ').next().unwrap_or_default();
        if let Some(closing) = unread {
            unread = Some(closing).filter(|closing| *closing != name);
        } else if tag.contains(" class=\"page-mark\"") {
            let id = tag.split_once(" id=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
            words.pages.push((words.next(), id.to_owned()));
            unread = Some(if name == "div" { "/div" } else { "/span" });
        } else if name == "sup" && tag.contains(" class=\"call") {
            unread = Some("/sup");
        } else if !PHRASES.contains(&name.trim_start_matches('/')) {
            words.apart = true;
        }
    }
    if unread.is_none() {
        words.add(rest);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_words_of_a_text_are_those_that_are_read() {
        let body = "<h1>The <em>Brid</em>ge</h1>\n<p>Op\u{AD}ened<sup class=\"call\"><a href=\"#n\">1</a></sup> at 10<sup>30</sup>,\nA &amp; B.</p><p>So.</p>";
        assert_eq!(words(body).words, "The Bridge Opened at 1030, A & B. So.");
    }

    #[test]
    fn printed_pages_are_known_by_where_they_begin_as_a_script_counts() {
        let body = "<div class=\"page-mark\" id=\"page-1\"><a href=\"#page-1\">1</a></div>\n<p>𝔒 Ő. <span id=\"page-2\" \
                    class=\"page-mark\"><a href=\"#page-2\">2</a></span>So</p>";
        let read = words(body);
        assert_eq!(read.words, "𝔒 Ő. So");
        assert_eq!(read.pages, [(0, "page-1".to_owned()), (6, "page-2".to_owned())]);
    }
}
