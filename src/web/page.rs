//! What stands around a text: the head of the file, the banner, the contents, the way on.
//!
//! The ids of this frame have a colon in them, which no id of a volume has.

use super::SHEET;
use crate::markup::{Book, Branch, FRONT_PAGE, Medium, SEARCH_PAGE, Tag, Writer, branches, direction, escaped};
use crate::volume::{PieceId, PieceKind, PlaceId};

/// A page of the web.
pub struct Page {
    /// Its file.
    pub file: String,
    /// What it is called.
    pub title: String,
    /// What is on it, in a sentence or two, for those who find it from elsewhere.
    pub description: Option<String>,
    /// The piece whose text it is.
    pub piece: Option<PlaceId>,
    /// What its own head holds.
    pub head: String,
    /// Its text.
    pub body: String,
    /// Where it leads on.
    pub turn: Turn,
}

/// The pages before and after a page: their files and titles.
#[derive(Default)]
pub struct Turn {
    /// The one before.
    pub before: Option<(String, String)>,
    /// The one after.
    pub after: Option<(String, String)>,
}

/// The id of the text.
const TEXT: &str = "page:text";
/// The id of the field of the search.
const FIELD: &str = "page:words";

impl Page {
    /// The whole file.
    pub fn html(&self, book: &Book) -> String {
        let words = &book.volume.words;
        let language = &book.volume.metadata.language;
        let volume = &book.volume.metadata.title;
        let title = if self.title == *volume { volume.clone() } else { format!("{} – {volume}", self.title) };
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{}</title>\n",
            escaped(language.tag()),
            direction(language),
            escaped(&title),
        );
        if let Some(description) = &self.description {
            html.push_str(&line(&Tag::new("meta").with("name", "description").with("content", description)));
        }
        html.push_str(&line(&Tag::new("link").with("rel", "stylesheet").with("href", SHEET)));
        for (rel, page) in [("prev", &self.turn.before), ("next", &self.turn.after)] {
            if let Some((file, _)) = page {
                html.push_str(&line(&Tag::new("link").with("rel", rel).with("href", file)));
            }
        }
        html.push_str(&self.head);
        html.push_str("</head>\n<body>\n");
        html.push_str(&format!("<a class=\"skip\" href=\"#{TEXT}\">{}</a>\n", escaped(&words.skip_to_text)));
        html.push_str(&self.banner(book));
        html.push_str(&format!("<div class=\"sheet\">\n<main id=\"{TEXT}\" tabindex=\"-1\">\n"));
        // Every page has a heading for those who go from heading to heading, a page that prints none too.
        if !self.body.contains("<h1") {
            html.push_str(&format!("<h1 class=\"heard\">{}</h1>\n", escaped(&self.title)));
        }
        html.push_str(&self.body);
        html.push_str(&self.turning(book));
        html.push_str("</main>\n");
        if !self.is_front() {
            html.push_str(&contents(book, self.piece));
        }
        html.push_str("</div>\n</body>\n</html>\n");
        html
    }

    fn is_front(&self) -> bool {
        self.file == format!("{FRONT_PAGE}.{}", Medium::Web.ending())
    }

    fn is_search(&self) -> bool {
        self.file == format!("{SEARCH_PAGE}.{}", Medium::Web.ending())
    }

    /// The head of the page: the volume's title, which the first page says itself, and the search, which the page of the
    /// search holds itself.
    fn banner(&self, book: &Book) -> String {
        let mut parts = String::new();
        if !self.is_front() {
            let title = escaped(&book.volume.metadata.title);
            let ending = Medium::Web.ending();
            parts.push_str(&format!("<a class=\"volume\" href=\"{FRONT_PAGE}.{ending}\">{title}</a>\n"));
        }
        if !self.is_search() {
            parts.push_str(&search_form(book));
        }
        format!("<header class=\"banner\">\n{parts}</header>\n")
    }

    /// The way to the pages before and after.
    fn turning(&self, book: &Book) -> String {
        let words = &book.volume.words;
        let mut links = String::new();
        for (rel, said, page) in [("prev", &words.previous, &self.turn.before), ("next", &words.next, &self.turn.after)]
        {
            if let Some((file, title)) = page {
                let link = Tag::new("a").with("rel", rel).with("href", file);
                links.push_str(&format!(
                    "{}<span class=\"said\">{}</span> {}</a>\n",
                    link.opening(book.medium),
                    escaped(said),
                    escaped(title)
                ));
            }
        }
        let label = format!("{}, {}", words.previous, words.next);
        let nav = Tag::new("nav").class("turn").with("aria-label", &label);
        if links.is_empty() { links } else { format!("{}\n{links}</nav>\n", nav.opening(book.medium)) }
    }
}

/// An element that stands alone, on a line of the file.
pub fn line(tag: &Tag) -> String {
    format!("{}\n", tag.alone(Medium::Web))
}

/// The search, as a form that leads to its page.
pub fn search_form(book: &Book) -> String {
    let words = &book.volume.words;
    format!(
        "<form role=\"search\" action=\"{SEARCH_PAGE}.{}\" method=\"get\">\n<label for=\"{FIELD}\">{}</label>\n\
         <input id=\"{FIELD}\" name=\"q\" type=\"search\"/>\n<button type=\"submit\">{}</button>\n</form>\n",
        Medium::Web.ending(),
        escaped(&words.search_words),
        escaped(&words.search),
    )
}

/// The contents beside a text: all that lies at the highest level, and what lies around the piece.
fn contents(book: &Book, piece: Option<PlaceId>) -> String {
    let mut listed = book.listed();
    listed.retain(|(id, _)| !matches!(book.piece(*id).kind, PieceKind::Contents));
    let words = &book.volume.words;
    let mut writer = Writer::new(book, PieceId(0));
    // Seen from a piece, every other lies in another file.
    writer.texts = "";
    let label = if words.contents.is_empty() { &book.volume.metadata.title } else { &words.contents };
    writer.block(Tag::new("nav").class("around").with("aria-label", label), |writer| {
        writer.line_end();
        level(writer, &branches(&listed), piece);
    });
    writer.finish().body
}

/// A level of the contents, opened where the piece lies.
fn level(writer: &mut Writer, branches: &[Branch], piece: Option<PlaceId>) {
    let book = writer.book;
    writer.block("ul", |writer| {
        writer.line_end();
        for branch in branches {
            let place = book.piece(branch.piece).place;
            let is_this = Some(place) == piece;
            writer.block("li", |writer| {
                if is_this {
                    writer.element(Tag::new("span").with("aria-current", "page"), |writer| {
                        writer.contents_words(branch.piece);
                    });
                } else {
                    writer.contents_line(branch.piece);
                }
                if holds(book, branch, piece) && !branch.below.is_empty() {
                    writer.line_end();
                    level(writer, &branch.below, piece);
                }
            });
        }
    });
}

/// Whether `piece` is in a branch.
fn holds(book: &Book, branch: &Branch, piece: Option<PlaceId>) -> bool {
    Some(book.piece(branch.piece).place) == piece || branch.below.iter().any(|below| holds(book, below, piece))
}
