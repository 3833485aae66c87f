//! The mask: what is ours hidden from CommonMark, and found again as tokens.
//!
//! The masked text is as long as the source, byte for byte. A token (an escape, a tag, a
//! note call, a reference, a citation, a query) is overwritten with `%`, which is
//! punctuation as `[` and `\` are, so that emphasis opens and closes around it as if the
//! token itself stood there. A token's line ends are hidden too: it cannot break a
//! paragraph. Three lone signs are masked without being tokens, because CommonMark would
//! take words away with them: the colon of `[Voice]: Shame!` (a link definition), a
//! single `~` (struck out) and a `<` that opens no tag of ours (HTML).
//!
//! Fences and the beginnings of notes are found on the same walk, so that a query may
//! hide them.

use std::ops::Range;

use super::html::{self, Angled, Form};

/// What hides a byte.
pub(super) const HIDDEN: u8 = b'%';

/// Whether a text has lines that mean something, or is one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Blocks, fences, notes.
    Blocks,
    /// One line; a line end is a space.
    Line,
}

/// Something of ours in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `\[`: a sign that means itself.
    Escaped,
    /// `` `x` ``, or a line that fences code.
    Code,
    /// A backtick without a partner.
    Backtick,
    /// `<!-- … -->`
    Query,
    /// `<!--` without its end.
    UnclosedQuery,
    /// A tag that opens a form.
    Open(Form, Option<String>),
    /// A tag that closes one.
    Close(Form),
    /// Any other tag.
    UnknownTag,
    /// `<https://…>`
    Address,
    /// `[^1]`
    Call,
    /// `[[x]]`
    Reference,
    /// `[[^x]]`
    Mark,
    /// `[@x]`
    Citation,
}

/// The beginning of a note's text: `[^label]:` at the margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteStart {
    /// The label, without `^`.
    pub label: Range<usize>,
    /// The `[` it begins with.
    pub start: usize,
}

/// A text with its tokens masked.
#[derive(Clone, Debug, Default)]
pub(super) struct Masked {
    /// What CommonMark may see.
    pub text: String,
    /// The tokens, in order, none within another.
    pub tokens: Vec<Token>,
    /// The lines that begin with `:::` at the margin.
    pub fences: Vec<Range<usize>>,
    /// Where notes begin.
    pub notes: Vec<NoteStart>,
    /// Where a note seems to begin away from the margin.
    pub indented_notes: Vec<Range<usize>>,
    /// The `{…}` at the end of headings.
    pub attributes: Vec<Range<usize>>,
}

/// Masks `text`.
pub(super) fn mask(text: &str, manner: Manner) -> Masked {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        masked: text.as_bytes().to_vec(),
        found: Masked::default(),
        scope: Scope::default(),
        no_query_end: false,
    };
    scanner.walk(manner);
    let Scanner { masked, mut found, .. } = scanner;
    // Whole characters only were overwritten, and with ASCII; were it otherwise, the text itself would stand in.
    found.text = String::from_utf8(masked).unwrap_or_else(|_| text.to_owned());
    found
}

/// A paragraph, as far as brackets and backticks are concerned.
#[derive(Default)]
struct Scope {
    tokens: Vec<Token>,
    open: Vec<Bracket>,
    pairs: Vec<(usize, usize, Cites)>,
    /// Lengths of backtick runs that have no partner in the rest of this paragraph.
    unpaired: Vec<usize>,
}

struct Bracket {
    at: usize,
    cites: Cites,
}

/// Whether a pair of brackets holds an `@key` of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cites {
    Nothing,
    AWork,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    masked: Vec<u8>,
    found: Masked,
    scope: Scope,
    /// There is no `-->` any more.
    no_query_end: bool,
}

impl Scanner<'_> {
    fn walk(&mut self, manner: Manner) {
        let mut at = 0;
        let mut begins_line = true;
        while at < self.bytes.len() {
            if begins_line && manner == Manner::Blocks {
                let past = self.line(at);
                if past > at {
                    at = past;
                    begins_line = self.bytes[at - 1] == b'\n';
                    continue;
                }
            }
            begins_line = self.bytes[at] == b'\n';
            if begins_line && manner == Manner::Line {
                self.masked[at] = b' ';
            }
            at = self.sign(at);
        }
        self.close_scope();
    }

    /// Looks at the line that begins at `at`; past what needs no further look.
    fn line(&mut self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.bytes.len(), |length| at + length);
        let line = &self.text[at..end];
        if line.starts_with(":::") {
            self.close_scope();
            self.found.fences.push(at..end);
            return (end + 1).min(self.bytes.len());
        }
        if let Some(label) = note_label(line) {
            self.close_scope();
            self.found.notes.push(NoteStart { label: at + 2..at + 2 + label.len(), start: at });
            self.masked[at + 2..at + 2 + label.len()].fill(b'x');
            return at + 2 + label.len() + 2;
        }
        let content = line.trim_start_matches([' ', '\t', '>']);
        if content.trim().is_empty() {
            self.close_scope();
            if !content.is_empty() {
                // A line of no-break spaces looks blank and must be so.
                self.masked[end - content.len()..end].fill(b' ');
            }
            return at;
        }
        if let Some(label) = note_label(content) {
            let start = end - content.len();
            self.found.indented_notes.push(start..start + label.len() + 4);
        }
        if let Some(attributes) = heading_attributes(line) {
            let range = at + attributes.start..at + attributes.end;
            self.close_scope();
            self.masked[range.clone()].fill(b' ');
            self.found.attributes.push(range);
        }
        if content.starts_with("```") || content.starts_with("~~~") {
            self.close_scope();
            let start = end - content.len();
            let fence = content.len() - content.trim_start_matches(['`', '~']).len();
            self.token(start..start + fence, TokenKind::Code);
            // What precedes it is white space or `>`.
            return start + fence;
        }
        at
    }

    /// Looks at the sign at `at`; past it and what belongs to it.
    fn sign(&mut self, at: usize) -> usize {
        match self.bytes[at] {
            b'\\' if self.bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                self.token(at..at + 2, TokenKind::Escaped)
            }
            b'`' => self.backticks(at),
            b'<' => self.angle(at),
            b'[' => {
                self.scope.open.push(Bracket { at, cites: Cites::Nothing });
                at + 1
            }
            b']' => {
                if let Some(Bracket { at: opened, cites }) = self.scope.open.pop() {
                    self.scope.pairs.push((opened, at, cites));
                }
                if self.bytes.get(at + 1) == Some(&b':') {
                    self.masked[at + 1] = HIDDEN;
                }
                at + 1
            }
            b'@' if self.begins_key(at) => {
                if let Some(bracket) = self.scope.open.last_mut() {
                    bracket.cites = Cites::AWork;
                }
                at + 1
            }
            b'~' => {
                let end = at + self.bytes[at..].iter().take_while(|b| **b == b'~').count();
                if end == at + 1 {
                    self.masked[at] = HIDDEN;
                }
                end
            }
            _ => at + 1,
        }
    }

    /// Whether the `@` at `at` begins the key of a work: not within a word, as in a mail address.
    fn begins_key(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + 1..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    fn angle(&mut self, at: usize) -> usize {
        if self.bytes[at..].starts_with(b"<!--") {
            let end = if self.no_query_end { None } else { self.text[at + 4..].find("-->") };
            return match end {
                Some(length) => self.token(at..at + 4 + length + 3, TokenKind::Query),
                None => {
                    self.no_query_end = true;
                    self.token(at..at + 4, TokenKind::UnclosedQuery)
                }
            };
        }
        match html::angled(&self.text[at..]) {
            Some((length, angled)) => self.token(
                at..at + length,
                match angled {
                    Angled::Open(form, language) => TokenKind::Open(form, language),
                    Angled::Close(form) => TokenKind::Close(form),
                    Angled::Unknown => TokenKind::UnknownTag,
                    Angled::Address => TokenKind::Address,
                },
            ),
            None => {
                self.masked[at] = HIDDEN;
                at + 1
            }
        }
    }

    /// A run of backticks: code up to the next run of the same length, or left over.
    fn backticks(&mut self, at: usize) -> usize {
        let run = |from: usize| self.bytes[from..].iter().take_while(|b| **b == b'`').count();
        let length = run(at);
        let end = at + length;
        if !self.scope.unpaired.contains(&length) {
            let mut next = end;
            while let Some(byte) = self.bytes.get(next) {
                match byte {
                    b'`' if run(next) == length => {
                        let past = next + length;
                        return self.token(at..past, TokenKind::Code);
                    }
                    b'`' => next += run(next),
                    b'\n'
                        if self.bytes[next + 1..].starts_with(b"\n") || self.bytes[next + 1..].starts_with(b":::") =>
                    {
                        break;
                    }
                    _ => next += 1,
                }
            }
            self.scope.unpaired.push(length);
        }
        self.token(at..end, TokenKind::Backtick)
    }

    fn token(&mut self, range: Range<usize>, kind: TokenKind) -> usize {
        let end = range.end;
        self.scope.tokens.push(Token { range, kind });
        end
    }

    /// Ends a paragraph: the brackets that pair in it and are ours become tokens, outermost first.
    fn close_scope(&mut self) {
        let Scope { tokens: inner, mut pairs, .. } = std::mem::take(&mut self.scope);
        pairs.sort_unstable();
        let mut outer: Vec<Token> = Vec::new();
        for (index, &(open, close, cites)) in pairs.iter().enumerate() {
            if outer.last().is_some_and(|token| open < token.range.end) {
                continue;
            }
            let doubled = pairs.get(index + 1).is_some_and(|next| next.0 == open + 1 && next.1 + 1 == close);
            if let Some(kind) = bracketed(&self.text[open..=close], doubled, cites) {
                outer.push(Token { range: open..close + 1, kind });
            }
        }
        let mut outer = outer.into_iter().peekable();
        let mut hidden_until = 0;
        for token in inner {
            while let Some(before) = outer.next_if(|before| before.range.start < token.range.start) {
                hidden_until = before.range.end;
                self.keep(before);
            }
            if token.range.start >= hidden_until {
                self.keep(token);
            }
        }
        outer.for_each(|token| self.keep(token));
    }

    fn keep(&mut self, token: Token) {
        self.masked[token.range.clone()].fill(HIDDEN);
        self.found.tokens.push(token);
    }
}

/// What a pair of brackets is, if it is ours; `doubled` ones are `[[…]]`.
fn bracketed(text: &str, doubled: bool, cites: Cites) -> Option<TokenKind> {
    let inner = &text[1..text.len() - 1];
    if doubled {
        return Some(if inner.starts_with("[^") { TokenKind::Mark } else { TokenKind::Reference });
    }
    if inner.starts_with('^') && !(inner.len() > 2 && inner.ends_with('^')) {
        return Some(TokenKind::Call);
    }
    (cites == Cites::AWork).then_some(TokenKind::Citation)
}

/// The label of the note that begins with `line`.
fn note_label(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("[^")?;
    let end = rest.find([']', '['])?;
    (end > 0 && rest[end..].starts_with("]:")).then(|| &rest[..end])
}

/// Where the `{…}` at the end of a heading stands in its line.
fn heading_attributes(line: &str) -> Option<Range<usize>> {
    let content = line.trim_start_matches([' ', '>']);
    let hashes = content.bytes().take_while(|b| *b == b'#').count();
    if !(1..=6).contains(&hashes) || !content[hashes..].starts_with([' ', '\t']) {
        return None;
    }
    let trimmed = line.trim_end();
    let start = trimmed.strip_suffix('}')?.rfind('{')?;
    (!line[..start].ends_with('\\')).then_some(start..trimmed.len())
}
