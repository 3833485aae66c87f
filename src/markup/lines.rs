//! Lines that stay lines as XHTML: openers, closers, verse, signatures.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{Block, Line, Lines};

impl Writer<'_> {
    /// Lines of a kind.
    pub fn lines(&mut self, block: &Block, kind: Lines, lines: &[Line]) {
        let class = match kind {
            Lines::Opener => "opener",
            Lines::Closer => "closer",
            Lines::Postscript => "postscript",
            Lines::Verse => "verse",
            Lines::Centred => "centred",
            Lines::Right => "right",
        };
        self.container(block, Tag::new("div").class(class), |writer| {
            let mut apart = "";
            for line in lines {
                // A blank line is white above the next: an empty paragraph has no height, and is read aloud as one.
                if line.left.is_empty() && line.right.is_none() {
                    apart = " apart";
                    continue;
                }
                let set_in = if kind == Lines::Verse { line.indent } else { 0 };
                let class = if set_in > 0 { format!("line in-{set_in}{apart}") } else { format!("line{apart}") };
                writer.line(line, &class);
                apart = "";
            }
        });
    }

    /// A line that stays a line; what a bar sets at the right stands at the right while there is room beside the left.
    fn line(&mut self, line: &Line, class: &str) {
        let tag = Tag::new("p");
        match &line.right {
            None => self.block(tag.class(class), |writer| writer.text(&line.left)),
            Some(right) if line.left.is_empty() => {
                self.block(tag.class(&format!("{class} at-right")), |writer| writer.text(right));
            }
            Some(right) => self.block(tag.class(&format!("{class} two-sided")), |writer| {
                writer.element("span", |writer| writer.text(&line.left));
                writer.words(" ");
                writer.element(Tag::new("span").class("at-right"), |writer| writer.text(right));
            }),
        }
    }

    /// Signatures, side by side.
    pub fn signatures(&mut self, block: &Block, signatures: &[Vec<Line>]) {
        self.container(block, Tag::new("div").class("signatures"), |writer| {
            for signature in signatures {
                writer.block(Tag::new("div").class("signature"), |writer| {
                    writer.line_end();
                    for (at, line) in signature.iter().enumerate() {
                        writer.line(line, if at == 0 { "line signed" } else { "line" });
                    }
                });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::volume::BlockKind;

    #[test]
    fn a_bar_sets_the_rest_of_a_line_to_the_right() {
        let opener = vec![line("No. 512", Some("Orlau")), line("", Some("Secret")), line("Sir,", None)];
        assert_eq!(
            told(&[block(BlockKind::Lines(Lines::Opener, opener))]),
            "<div class=\"opener\">\n\
             <p class=\"line two-sided\"><span>No. 512</span> <span class=\"at-right\">Orlau</span></p>\n\
             <p class=\"line at-right\">Secret</p>\n<p class=\"line\">Sir,</p>\n</div>\n"
        );
    }

    #[test]
    fn signatures_are_side_by_side_each_with_its_name_first() {
        let signatures = vec![vec![line("LIND", None), line("Minister", None)], vec![line("SOMMER", None)]];
        assert_eq!(
            told(&[block(BlockKind::Signatures(signatures))]),
            "<div class=\"signatures\">\n\
             <div class=\"signature\">\n<p class=\"line signed\">LIND</p>\n<p class=\"line\">Minister</p>\n</div>\n\
             <div class=\"signature\">\n<p class=\"line signed\">SOMMER</p>\n</div>\n</div>\n"
        );
    }
}
