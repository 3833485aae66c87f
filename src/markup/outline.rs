//! The pieces as a tree: parts hold chapters, chapters hold documents.

use crate::volume::PieceId;

/// A piece and those that lie below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The piece.
    pub piece: PieceId,
    /// The pieces below it.
    pub below: Vec<Branch>,
}

/// The tree of pieces that are given in order, each with its depth.
pub fn branches(pieces: &[(PieceId, u8)]) -> Vec<Branch> {
    let mut branches = Vec::new();
    let mut rest = pieces;
    while let Some(((piece, depth), after)) = rest.split_first() {
        let below = after.iter().take_while(|(_, inner)| inner > depth).count();
        branches.push(Branch { piece: *piece, below: self::branches(&after[..below]) });
        rest = &after[below..];
    }
    branches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_hang_on_their_chapter_and_chapters_on_their_part() {
        let pieces: Vec<(PieceId, u8)> = [0, 0, 1, 2, 2, 1, 0].into_iter().enumerate().map(numbered).collect();
        let told: Vec<String> = branches(&pieces).iter().map(tell).collect();
        assert_eq!(told, ["0", "1(2(3,4),5)", "6"]);
    }

    #[test]
    fn a_depth_that_is_left_out_makes_no_empty_branch() {
        let pieces: Vec<(PieceId, u8)> = [2, 0, 2, 1].into_iter().enumerate().map(numbered).collect();
        let told: Vec<String> = branches(&pieces).iter().map(tell).collect();
        assert_eq!(told, ["0", "1(2,3)"]);
    }

    fn numbered((at, depth): (usize, u8)) -> (PieceId, u8) {
        (PieceId(at as u32), depth)
    }

    fn tell(branch: &Branch) -> String {
        let below: Vec<String> = branch.below.iter().map(tell).collect();
        if below.is_empty() { branch.piece.0.to_string() } else { format!("{}({})", branch.piece.0, below.join(",")) }
    }
}
