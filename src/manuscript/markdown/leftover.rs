//! Words as they stand, and the marks that are left over in them.

use std::ops::Range;

use super::mask::{Token, TokenKind};
use super::pair::{Mark, Raw};
use super::piece::Piece;
use super::reader::Reader;
use crate::language::Language;
use crate::report::Code;

impl Reader<'_, '_> {
    /// Reads a stretch of source in which CommonMark sees nothing but words.
    pub(super) fn words(&mut self, range: Range<usize>, language: &Language, raws: &mut Vec<Raw>) {
        self.mark_read(range.clone());
        let tokens = self.tokens_in(&range).to_vec();
        let mut at = range.start;
        for token in tokens {
            if token.range.start > at {
                self.signs(at..token.range.start, raws);
            }
            at = token.range.end;
            self.token(token, language, raws);
        }
        if at < range.end {
            self.signs(at..range.end, raws);
        }
    }

    /// Reads words between tokens: brackets and carets want partners, other marks are left over.
    fn signs(&mut self, range: Range<usize>, raws: &mut Vec<Raw>) {
        let text = self.passage.text;
        let bytes = text.as_bytes();
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            let run = |sign: u8| bytes[at..range.end].iter().take_while(|b| **b == sign).count();
            let (mark, length) = match bytes[at] {
                b'[' => (Some(Mark::OpenBracket), 1),
                b']' => (Some(Mark::CloseBracket), 1),
                b'^' => (Some(Mark::Caret), 1),
                b'*' => {
                    let length = run(b'*');
                    self.complain_of_asterisks(at..at + length);
                    (None, length)
                }
                b'~' => {
                    let length = run(b'~');
                    if length == 2 {
                        let hint = "a deletion is `~~struck~~`, without spaces inside; else write `\\~`";
                        self.complain(Code::LeftOver, at..at + 2, "`~~` strikes nothing", hint);
                    }
                    (None, length)
                }
                b':' => {
                    let length = run(b':');
                    if length >= 3 {
                        let hint = "a fence stands at the left margin, alone on its line; else write `\\:`";
                        self.complain(Code::LeftOver, at..at + length, "`:::` opens or closes nothing", hint);
                    }
                    (None, length)
                }
                b'\\' if matches!(bytes.get(at + 1), None | Some(b'\n')) => {
                    let hint =
                        "a line end is kept by `\\` within a paragraph; a backslash of the source is written `\\\\`";
                    self.complain(Code::LeftOver, at..at + 1, "this backslash keeps no line end", hint);
                    (None, 1)
                }
                _ => (None, 1),
            };
            if let Some(mark) = mark {
                self.plain(from..at, raws);
                raws.push(Raw::Mark(mark, at..at + length));
                from = at + length;
            }
            at += length;
        }
        self.plain(from..range.end, raws);
    }

    fn plain(&self, range: Range<usize>, raws: &mut Vec<Raw>) {
        if !range.is_empty() {
            let text = even(&self.passage.text[range.clone()]);
            raws.push(Raw::Piece(Piece::Words(text, self.passage.span(range))));
        }
    }

    fn complain_of_asterisks(&mut self, range: Range<usize>) {
        let sign = &self.passage.text[range.clone()];
        let message = format!("`{sign}` opens or closes nothing");
        let hint = "emphasis is `*words*`, without spaces inside, and within a word `<i>…</i>`; an asterisk of the source is `\\*`";
        self.complain(Code::LeftOver, range, message, hint);
    }

    /// Reads a token.
    fn token(&mut self, token: Token, language: &Language, raws: &mut Vec<Raw>) {
        let Token { range, kind } = token;
        let span = self.passage.span(range.clone());
        let text = self.passage.text;
        let source = &text[range.clone()];
        match kind {
            TokenKind::Escaped => raws.push(Raw::Piece(Piece::Literal(source[1..].to_owned(), span))),
            TokenKind::Code => {
                let hint = "the format has no code; a backtick of the source is written `` \\` ``";
                self.complain(Code::Code, range.clone(), "this is code", hint);
                raws.push(Raw::Piece(self.literal(range)));
            }
            TokenKind::Backtick => {
                let hint = "a backtick of the source is written `` \\` ``";
                self.complain(Code::LeftOver, range.clone(), "this backtick opens or closes nothing", hint);
                raws.push(Raw::Piece(self.literal(range)));
            }
            TokenKind::Query => raws.push(Raw::Piece(Piece::Query(query(source), span))),
            TokenKind::UnclosedQuery => {
                self.complain(Code::LeftOver, range.clone(), "this query is never closed", "end it with `-->`");
                raws.push(Raw::Piece(self.literal(range)));
            }
            TokenKind::Open(form, tag) => raws.push(Raw::Mark(Mark::Open(form, tag), range)),
            TokenKind::Close(form) => raws.push(Raw::Mark(Mark::Close(form), range)),
            TokenKind::UnknownTag => {
                self.complain_of_tag(range.clone());
                raws.push(Raw::Piece(self.literal(range)));
            }
            TokenKind::Address => {
                let address = &source[1..source.len() - 1];
                let words = vec![Piece::Literal(address.to_owned(), self.passage.span(range.start + 1..range.end - 1))];
                let address = if address.contains(':') { address.into() } else { format!("mailto:{address}") };
                raws.push(Raw::Piece(self.link(address, words, range)));
            }
            TokenKind::Call => raws.push(Raw::Piece(self.call(range))),
            TokenKind::Reference => raws.extend(self.reference(range, language).into_iter().map(Raw::Piece)),
            TokenKind::Mark => raws.extend(self.index_mark(range, language).into_iter().map(Raw::Piece)),
            TokenKind::Citation => raws.push(Raw::Piece(self.citation(range, language))),
        }
    }

    fn complain_of_tag(&mut self, range: Range<usize>) {
        let source = self.passage.text[range.clone()].to_owned();
        let name = source.trim_start_matches(['<', '/']).trim_end_matches('>').trim_end_matches('/').trim();
        let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        let hint = match name.as_str() {
            "br" => "a line end that is kept is `\\` at the end of its line",
            "em" => "emphasis is `*words*`",
            "strong" => "strong words are `**words**`",
            "del" | "s" | "strike" => "a deletion is `~~words~~`",
            "a" => "a link is `[words](https://…)`",
            "span" => "`<span>` has one attribute: `lang=\"hu\"`",
            _ => {
                "the tags are `<u>` `<ins>` `<sc>` `<i>` `<b>` `<sup>` `<sub>` `<span lang=\"hu\">`; a `<` of the source is `\\<`"
            }
        };
        self.complain(Code::UnknownHtml, range, format!("`{source}` is no tag of the format"), hint);
    }
}

/// `text` with every run of spaces, tabs and line ends made one space. No-break spaces stay.
fn even(text: &str) -> String {
    let mut even = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            ' ' | '\t' | '\n' if even.ends_with(' ') => {}
            '\t' | '\n' => even.push(' '),
            _ => even.push(sign),
        }
    }
    even
}

/// What a query says.
pub(super) fn query(source: &str) -> String {
    let inner = source.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")).unwrap_or(source);
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}
