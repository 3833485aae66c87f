//! The ranks of headings.
//!
//! A file has one `h1`, its piece's title. Below it authors write levels as they like;
//! a listener who goes from heading to heading must find no rank left out, so each is
//! given the rank of its depth.

/// The headings that are open below a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    title: u8,
    open: Vec<u8>,
}

impl Headings {
    /// Headings below a title of rank `title`.
    pub fn below(title: u8) -> Headings {
        Headings { title, open: Vec::new() }
    }

    /// The rank of the next heading, which its author wrote at `level`.
    pub fn rank(&mut self, level: u8) -> u8 {
        self.open.retain(|open| *open < level);
        self.open.push(level);
        self.title.saturating_add(self.open.len() as u8)
    }

    /// Headings below the heading that comes next at the highest level, an attachment's title.
    pub fn of_attachment(&mut self) -> (u8, Headings) {
        let rank = self.rank(1);
        (rank, Headings::below(rank))
    }
}

/// The element of a heading. XHTML has six.
pub fn element(rank: u8) -> &'static str {
    match rank {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rank_is_left_out() {
        let mut headings = Headings::below(1);
        let ranks: Vec<u8> = [3, 2, 3, 3, 1, 4, 2].map(|level| headings.rank(level)).into();
        assert_eq!(ranks, [2, 2, 3, 3, 2, 3, 3]);
    }

    #[test]
    fn headings_in_an_attachment_stand_below_its_title() {
        let mut headings = Headings::below(1);
        headings.rank(1);
        let (title, mut inside) = headings.of_attachment();
        assert_eq!((title, inside.rank(1), inside.rank(2)), (2, 3, 4));
        assert_eq!(headings.rank(2), 3);
    }
}
