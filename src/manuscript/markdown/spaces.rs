//! Spaces around what prints nothing.
//!
//! An index mark or a query may stand apart from the words beside it, or alone at the
//! beginning of a line of the source. Printed, one space is left where two would meet,
//! and none before a stop or at the end.

use super::piece::Piece;

/// Closes up the spaces around marks and queries in a whole text.
pub(super) fn close(pieces: &mut [Piece]) {
    let mut at = 0;
    while at < pieces.len() {
        if !is_unprinted(&pieces[at]) {
            at += 1;
            continue;
        }
        let end = at + pieces[at..].iter().take_while(|piece| is_unprinted(piece)).count();
        // Between several of them there may be spaces alone.
        let (before, rest) = pieces.split_at_mut(at);
        let after = rest.get_mut(end - at);
        match (before.last_mut(), after) {
            (None, Some(Piece::Words(words, _))) => *words = words.trim_start().to_owned(),
            (Some(Piece::Words(words, _)), after) if words.ends_with(' ') && closes_up(after.as_deref()) => {
                words.truncate(words.trim_end().len());
            }
            _ => {}
        }
        at = end;
    }
}

/// Whether a piece prints nothing at all.
fn is_unprinted(piece: &Piece) -> bool {
    matches!(piece, Piece::Query(..) | Piece::Mark(_, None, _))
}

/// Whether no space stands before what follows, or none but its own.
fn closes_up(after: Option<&Piece>) -> bool {
    match after {
        None => true,
        Some(Piece::Words(words, _)) => {
            words.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'))
        }
        Some(_) => false,
    }
}
