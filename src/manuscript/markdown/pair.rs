//! Marks that come in pairs: brackets, tags, carets.
//!
//! CommonMark has said where emphasis begins and ends; within one stretch of it (a
//! paragraph, the inside of an emphasis) the other marks are paired here. A mark whose
//! partner stands in another stretch has none.

use std::ops::Range;

use super::attributes::unknown_language;
use super::brackets::hand;
use super::html::Form;
use super::piece::Piece;
use super::reader::Reader;
use crate::language::Language;
use crate::manuscript::Style;
use crate::report::Code;
use crate::source::Span;

/// A piece, or a mark that wants a partner.
#[derive(Debug)]
pub(super) enum Raw {
    /// A piece.
    Piece(Piece),
    /// A mark, and where it stands.
    Mark(Mark, Range<usize>),
}

/// A mark that wants a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `^`
    Caret,
    /// A tag that opens; of `<span>`, with its language.
    Open(Form, Option<String>),
    /// A tag that closes.
    Close(Form),
}

/// How deep marks may stand in marks.
const DEEPEST: usize = 24;

/// A mark that is open, and what has come since.
struct Frame {
    mark: Mark,
    range: Range<usize>,
    pieces: Vec<Piece>,
}

impl Reader<'_, '_> {
    /// Pairs the marks of one stretch.
    pub(super) fn pair(&mut self, raws: Vec<Raw>) -> Vec<Piece> {
        let mut pairing = Pairing { bottom: Vec::new(), frames: Vec::new() };
        for raw in raws {
            match raw {
                Raw::Piece(piece) => pairing.push(piece),
                Raw::Mark(mark @ (Mark::OpenBracket | Mark::Open(..)), range) => {
                    if pairing.frames.len() < DEEPEST {
                        pairing.frames.push(Frame { mark, range, pieces: Vec::new() });
                    } else {
                        self.complain(Code::LeftOver, range.clone(), "marks stand too deep within each other", "");
                        let piece = self.literal(range);
                        pairing.push(piece);
                    }
                }
                Raw::Mark(Mark::Caret, range) => self.caret(range, &mut pairing),
                Raw::Mark(mark, range) => self.close(mark, range, &mut pairing),
            }
        }
        while let Some(frame) = pairing.frames.pop() {
            self.leave_open(frame, &mut pairing);
        }
        pairing.bottom
    }

    /// The source at `range`, as it stands but for line ends.
    pub(super) fn literal(&self, range: Range<usize>) -> Piece {
        let text = self.passage.text[range.clone()].replace(['\t', '\n'], " ");
        Piece::Literal(text, self.passage.span(range))
    }

    /// A caret opens or closes a superscript, which holds no space; a lone one is a sign.
    fn caret(&mut self, range: Range<usize>, pairing: &mut Pairing) {
        if let Some(frame) = pairing.frames.pop_if(|frame| frame.mark == Mark::Caret) {
            if !frame.pieces.is_empty() && !frame.pieces.iter().any(has_space) {
                let span = self.passage.span(frame.range.start..range.end);
                return pairing.push(Piece::Styled(Style::Superscript, frame.pieces, span));
            }
            self.leave_open(frame, pairing);
        }
        pairing.frames.push(Frame { mark: Mark::Caret, range, pieces: Vec::new() });
    }

    fn close(&mut self, mark: Mark, range: Range<usize>, pairing: &mut Pairing) {
        let partner = pairing.frames.iter().rposition(|frame| match (&frame.mark, &mark) {
            (Mark::OpenBracket, Mark::CloseBracket) => true,
            (Mark::Open(open, _), Mark::Close(close)) => open == close,
            _ => false,
        });
        let Some(partner) = partner else {
            self.complain_of_lone(&mark, range.clone());
            let piece = self.literal(range);
            return pairing.push(piece);
        };
        while pairing.frames.len() > partner + 1 {
            if let Some(frame) = pairing.frames.pop() {
                self.leave_open(frame, pairing);
            }
        }
        if let Some(frame) = pairing.frames.pop() {
            let span = self.passage.span(frame.range.start..range.end);
            let around = pairing.frames.iter().any(|frame| matches!(frame.mark, Mark::Open(Form::Underlined, _)));
            let within = if around { Within::Underlined } else { Within::Other };
            for piece in self.paired(frame, range, span, within) {
                pairing.push(piece);
            }
        }
    }

    /// What a pair of marks makes of what is between them.
    fn paired(&mut self, frame: Frame, closed: Range<usize>, span: Span, within: Within) -> Vec<Piece> {
        let Frame { mark, range, pieces } = frame;
        match mark {
            Mark::OpenBracket if pieces.iter().all(Piece::is_blank) => {
                self.complain(
                    Code::LeftOver,
                    range.start..closed.end,
                    "brackets with nothing in them",
                    "brackets of the source are written `\\[` and `\\]`",
                );
                vec![self.literal(range.start..closed.end)]
            }
            Mark::OpenBracket => vec![Piece::Editorial(hand(&pieces), pieces, span)],
            Mark::Open(Form::Underlined, _) => vec![underlined(pieces, span, within)],
            Mark::Open(Form::Span, tag) => {
                let tag = tag.unwrap_or_default();
                match Language::parse(&tag) {
                    Some(language) => vec![Piece::Styled(Style::Foreign(language), pieces, span)],
                    None => {
                        self.report.push(unknown_language(&tag, self.passage.span(range)));
                        pieces
                    }
                }
            }
            Mark::Open(form, _) => match form.style() {
                Some(style) => vec![Piece::Styled(style, pieces, span)],
                None => pieces,
            },
            Mark::CloseBracket | Mark::Caret | Mark::Close(_) => pieces,
        }
    }

    /// A mark without a partner, and what came after it.
    fn leave_open(&mut self, frame: Frame, pairing: &mut Pairing) {
        if frame.mark != Mark::Caret {
            self.complain_of_lone(&frame.mark, frame.range.clone());
        }
        pairing.push(self.literal(frame.range));
        for piece in frame.pieces {
            pairing.push(piece);
        }
    }

    fn complain_of_lone(&mut self, mark: &Mark, range: Range<usize>) {
        let sign = self.passage.text[range.clone()].to_owned();
        let (message, hint) = match mark {
            Mark::OpenBracket => (
                format!("`{sign}` opens nothing"),
                "close it with `]`; a bracket of the source is written `\\[`".into(),
            ),
            Mark::CloseBracket => (
                format!("`{sign}` closes nothing"),
                "open it with `[`; a bracket of the source is written `\\]`".into(),
            ),
            Mark::Open(form, _) => (
                format!("`{sign}` is never closed"),
                format!("close it with `</{}>` in the same paragraph", form.name()),
            ),
            _ => (
                format!("`{sign}` closes nothing"),
                "a pair of tags stands within one paragraph, and within one emphasis".into(),
            ),
        };
        self.complain(Code::LeftOver, range, message, &hint);
    }
}

/// Whether an underlining stands within another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Underlined,
    Other,
}

/// Underlined once, or twice: `<u><u>x</u></u>`.
fn underlined(mut pieces: Vec<Piece>, span: Span, within: Within) -> Piece {
    if within == Within::Underlined {
        return Piece::Styled(Style::DoubleUnderlined, pieces, span);
    }
    match pieces.as_mut_slice() {
        [Piece::Styled(Style::DoubleUnderlined, inner, _)] => {
            Piece::Styled(Style::DoubleUnderlined, std::mem::take(inner), span)
        }
        _ => Piece::Styled(Style::Underlined, pieces, span),
    }
}

/// Whether there is white space in a piece.
fn has_space(piece: &Piece) -> bool {
    match piece {
        Piece::Words(text, _) | Piece::Literal(text, _) => text.contains(char::is_whitespace),
        Piece::Break(_) => true,
        Piece::Styled(_, inner, _) | Piece::Editorial(_, inner, _) | Piece::Link(_, inner, _) => {
            inner.iter().any(has_space)
        }
        _ => false,
    }
}

struct Pairing {
    bottom: Vec<Piece>,
    frames: Vec<Frame>,
}

impl Pairing {
    fn push(&mut self, piece: Piece) {
        let pieces = match self.frames.last_mut() {
            Some(frame) => &mut frame.pieces,
            None => &mut self.bottom,
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Words(words, before)), Piece::Words(more, span)) => {
                words.push_str(&more);
                *before = before.to(span);
            }
            (_, piece) => pieces.push(piece),
        }
    }
}
