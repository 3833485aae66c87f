//! Text without its dress: for titles of files, metadata and labels.

use super::Book;
use crate::volume::{Block, BlockKind, Inline, Shows};

/// The words of a text on one line, without note calls and queries.
pub fn text(book: &Book, text: &[Inline]) -> String {
    let mut words = String::new();
    add_text(book, text, &mut words);
    one_line(&words)
}

/// The words of blocks, a paragraph a line.
pub fn blocks(book: &Book, blocks: &[Block]) -> String {
    let mut paragraphs = Vec::new();
    add_blocks(book, blocks, &mut paragraphs);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}

fn add_text(book: &Book, text: &[Inline], words: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(text, _) => words.push_str(text),
            Inline::Styled(_, text, _) | Inline::Link { content: text, .. } => add_text(book, text, words),
            Inline::Editorial(_, text, _) => {
                words.push('[');
                add_text(book, text, words);
                words.push(']');
            }
            Inline::Break(_) => words.push(' '),
            Inline::Call(..) | Inline::Query(..) => {}
            Inline::Reference(reference, _) => match &reference.shows {
                Shows::Words(text) => add_text(book, text, words),
                Shows::Folio => words.push_str(&book.folio_of(reference.to)),
            },
            Inline::Citation(citation, _) => add_text(book, &book.volume.citations[citation.index()].screen, words),
            Inline::Mark(mark, _) => add_text(book, &mark.shown, words),
        }
    }
}

fn add_blocks(book: &Book, blocks: &[Block], paragraphs: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(_, words) | BlockKind::Heading(_, words) => paragraphs.push(text(book, words)),
            BlockKind::List { items, .. } => {
                for item in items {
                    let first = paragraphs.len();
                    add_blocks(book, &item.blocks, paragraphs);
                    if let (Some(label), Some(paragraph)) = (&item.label, paragraphs.get_mut(first)) {
                        *paragraph = format!("{label} {paragraph}");
                    }
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| text(book, &cell.content)).collect();
                    paragraphs.push(one_line(&cells.join(" ")));
                }
            }
            BlockKind::Figure { caption, .. } => add_blocks(book, caption, paragraphs),
            BlockKind::Lines(_, lines) => add_lines(book, lines, paragraphs),
            BlockKind::Signatures(signatures) => {
                signatures.iter().for_each(|signature| add_lines(book, signature, paragraphs));
            }
            BlockKind::Dressed(_, blocks) => add_blocks(book, blocks, paragraphs),
            BlockKind::Attachment { title, blocks } => {
                paragraphs.push(text(book, title));
                add_blocks(book, blocks, paragraphs);
            }
            BlockKind::Asterisks => paragraphs.push("* * *".into()),
            BlockKind::Query(_) => {}
        }
    }
}

fn add_lines(book: &Book, lines: &[crate::volume::Line], paragraphs: &mut Vec<String>) {
    for line in lines {
        let right = line.right.as_deref().unwrap_or_default();
        paragraphs.push(one_line(&format!("{} {}", text(book, &line.left), text(book, right))));
    }
}

/// `words` with every stretch of white as one space, and none at the ends. A no-break space is no white here.
fn one_line(words: &str) -> String {
    let parts: Vec<&str> = words.split([' ', '\n', '\t']).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
