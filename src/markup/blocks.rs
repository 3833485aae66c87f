//! Blocks as XHTML: paragraphs, headings, lists, and what holds other blocks.
//!
//! [`super::tables`], [`super::figures`], [`super::lines`] and [`super::marginal`] have the rest.

use std::borrow::Cow;

use super::writer::Writer;
use super::xhtml::Tag;
use super::{headings, marginal};
use crate::volume::{Block, BlockKind, Dress, Inline, Item, Role, Spacing};

impl Writer<'_> {
    /// Blocks, one after the other, each with what was written beside it.
    pub fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            let (notes, others) = marginal::beside(block, after);
            match &block.kind {
                _ if notes.is_empty() => self.block_of(block),
                BlockKind::List { items, spacing } => self.list(block, items, *spacing, notes),
                _ => self.with_beside(notes, |writer| writer.block_of(block)),
            }
            rest = others;
        }
    }

    /// Blocks whose first paragraph begins with something else: a note's number, an item's label.
    pub fn led_blocks(&mut self, lead: impl FnOnce(&mut Self), blocks: &[Block]) {
        match blocks.split_first() {
            Some((first, rest)) if matches!(first.kind, BlockKind::Paragraph(..)) => {
                let (notes, others) = marginal::beside(first, rest);
                if let BlockKind::Paragraph(role, text) = &first.kind {
                    self.with_beside(notes, |writer| writer.paragraph(first, *role, text, lead));
                }
                self.blocks(others);
            }
            _ => {
                self.block("p", lead);
                self.blocks(blocks);
            }
        }
    }

    fn block_of(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(role, text) => self.paragraph(block, *role, text, |_| {}),
            BlockKind::Heading(level, text) => {
                let rank = self.headings.rank(*level);
                self.heading(block, rank, text);
            }
            BlockKind::List { items, spacing } => self.list(block, items, *spacing, &[]),
            BlockKind::Table { columns, head, rows } => self.table(block, columns, head, rows),
            BlockKind::Figure { placement, picture, description, caption } => {
                self.figure(block, *placement, *picture, description, caption);
            }
            BlockKind::Lines(kind, lines) => self.lines(block, *kind, lines),
            BlockKind::Signatures(signatures) => self.signatures(block, signatures),
            BlockKind::Dressed(dress, blocks) => self.dressed(block, *dress, blocks),
            BlockKind::Attachment { title, blocks } => self.attachment(block, title, blocks),
            BlockKind::Asterisks => self.block(Tag::new("p").class("asterisks"), |writer| writer.words("* * *")),
            BlockKind::Query(_) => {}
        }
    }

    fn paragraph(&mut self, block: &Block, role: Role, text: &[Inline], lead: impl FnOnce(&mut Self)) {
        let tag = Tag::new("p").language(block.language.as_ref());
        let anchor = block.anchor;
        let content = |writer: &mut Self| {
            if let Some(place) = anchor {
                writer.anchor(place);
            }
            lead(writer);
            match (role, text.split_first()) {
                // The speaker may carry a note call, which must not be set as part of the name.
                (Role::Speech, Some((Inline::Styled(_, name, _), speech))) => {
                    writer.element(Tag::new("b").class("speaker"), |writer| writer.text(name));
                    writer.text(speech);
                }
                _ => writer.text(text),
            }
        };
        match role {
            Role::Plain => self.block(tag, content),
            Role::Speech => self.block(tag.class("speech"), content),
            Role::Continued => self.block(tag.class("speech continued"), content),
            Role::Direction => {
                self.sloped(tag.class("direction"), content);
                self.line_end();
            }
        }
    }

    fn heading(&mut self, block: &Block, rank: u8, text: &[Inline]) {
        let tag = Tag::new(headings::element(rank)).language(block.language.as_ref());
        let anchor = block.anchor;
        self.block(tag, |writer| {
            if let Some(place) = anchor {
                writer.anchor(place);
            }
            writer.text(text);
        });
    }

    /// The element that holds a block which is no paragraph, with the block's language and anchor.
    pub fn container(&mut self, block: &Block, tag: Tag, inside: impl FnOnce(&mut Self)) {
        self.block(tag.language(block.language.as_ref()), |writer| {
            if let Some(place) = block.anchor {
                writer.anchor(place);
            }
            writer.line_end();
            inside(writer);
        });
    }

    /// A list. Its numbers are words of the source and stand in the text, where no reading system counts them anew. What was
    /// written `beside` it stands beside its last item.
    fn list(&mut self, block: &Block, items: &[Item], spacing: Spacing, beside: &[Block]) {
        if let Some(place) = block.anchor {
            self.block("div", |writer| writer.anchor(place));
        }
        let spacing = match spacing {
            Spacing::Tight => "tight",
            Spacing::Loose => "loose",
        };
        let labelled = items.iter().any(|item| item.label.is_some());
        let tag = match labelled {
            true => Tag::new("ol").class(&format!("as-typed {spacing}")),
            false => Tag::new("ul").class(spacing),
        };
        self.block(tag.language(block.language.as_ref()), |writer| {
            writer.line_end();
            for (at, item) in items.iter().enumerate() {
                let mut blocks = Cow::Borrowed(&item.blocks[..]);
                if at + 1 == items.len() && !beside.is_empty() {
                    blocks.to_mut().extend_from_slice(beside);
                }
                writer.block("li", |writer| match &item.label {
                    Some(label) => writer.led_blocks(
                        |writer| {
                            writer.labelled(Tag::new("span").class("label"), label);
                            writer.words(" ");
                        },
                        &blocks,
                    ),
                    None => writer.blocks(&blocks),
                });
            }
        });
    }

    fn dressed(&mut self, block: &Block, dress: Dress, blocks: &[Block]) {
        let tag = match dress {
            Dress::Headnote => Tag::new("div").class("headnote"),
            Dress::Editorial => Tag::new("div").class("editorial"),
            Dress::Omission => return self.omission(block, blocks),
            Dress::Marginal => Tag::new("aside").class("marginal").with("role", "note"),
            Dress::Participants => Tag::new("div").class("participants"),
            Dress::Quotation => Tag::new("blockquote"),
        };
        self.container(block, tag, |writer| writer.blocks(blocks));
    }

    /// A cut of the editors', visible with words or without.
    fn omission(&mut self, block: &Block, blocks: &[Block]) {
        self.container(block, Tag::new("div").class("omission"), |writer| {
            if blocks.is_empty() {
                writer.labelled("p", "[…]");
            } else {
                writer.blocks(blocks);
            }
        });
    }

    fn attachment(&mut self, block: &Block, title: &[Inline], blocks: &[Block]) {
        let (rank, inside) = self.headings.of_attachment();
        let outside = std::mem::replace(&mut self.headings, inside);
        self.container(block, Tag::new("section").class("attachment"), |writer| {
            if !title.is_empty() {
                writer.block(Tag::new(headings::element(rank)), |writer| writer.text(title));
            }
            writer.blocks(blocks);
        });
        self.headings = outside;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::volume::{Hand, Lines, Matter, PieceId, Style};

    #[test]
    fn a_speech_names_its_speaker_and_goes_on_without() {
        let speech = vec![styled(Style::Strong, "Lind:"), plain(" The bridge is open.")];
        let direction = vec![Inline::Editorial(Hand::Addition, vec![plain("Murmurs.")], span())];
        let of = |role, text| block(BlockKind::Paragraph(role, text));
        assert_eq!(
            told(&[
                of(Role::Speech, speech),
                of(Role::Continued, vec![plain("That is all.")]),
                of(Role::Direction, direction)
            ]),
            "<p class=\"speech\"><b class=\"speaker\">Lind:</b> The bridge is open.</p>\n\
             <p class=\"speech continued\">That is all.</p>\n\
             <p class=\"direction\"><span class=\"hand addition\">[Murmurs.]</span></p>\n"
        );
    }

    #[test]
    fn numbers_of_a_list_stand_as_they_were_typed() {
        let item = |label: &str, text| Item {
            label: Some(label.into()),
            blocks: vec![paragraph(vec![plain(text)])],
            span: span(),
        };
        let list = BlockKind::List { items: vec![item("7)", "seven"), item("9)", "nine")], spacing: Spacing::Tight };
        assert_eq!(
            told(&[block(list)]),
            "<ol class=\"as-typed tight\">\n\
             <li><p><span class=\"label\">7)</span> seven</p>\n</li>\n\
             <li><p><span class=\"label\">9)</span> nine</p>\n</li>\n</ol>\n"
        );
    }

    #[test]
    fn a_list_with_bullets_is_left_to_the_reading_system() {
        let item = Item { label: None, blocks: vec![paragraph(vec![plain("a")])], span: span() };
        let list = BlockKind::List { items: vec![item], spacing: Spacing::Loose };
        assert_eq!(told(&[block(list)]), "<ul class=\"loose\">\n<li><p>a</p>\n</li>\n</ul>\n");
    }

    #[test]
    fn every_dress_of_blocks_has_its_element() {
        let of = |dress| block(BlockKind::Dressed(dress, vec![paragraph(vec![plain("x")])]));
        let inside = "\n<p>x</p>\n";
        assert_eq!(
            told(&[of(Dress::Editorial), of(Dress::Marginal), of(Dress::Participants), of(Dress::Quotation)]),
            format!(
                "<div class=\"editorial\">{inside}</div>\n<aside class=\"marginal\" role=\"note\">{inside}</aside>\n\
                 <div class=\"participants\">{inside}</div>\n<blockquote>{inside}</blockquote>\n"
            )
        );
    }

    #[test]
    fn a_cut_without_words_is_visible_all_the_same() {
        assert_eq!(
            told(&[block(BlockKind::Dressed(Dress::Omission, Vec::new())), block(BlockKind::Asterisks)]),
            "<div class=\"omission\">\n<p>[…]</p></div>\n<p class=\"asterisks\">* * *</p>\n"
        );
    }

    #[test]
    fn an_attachment_is_a_section_under_its_own_heading() {
        let inner = block(BlockKind::Heading(2, vec![plain("Terms")]));
        let attachment = BlockKind::Attachment { title: vec![plain("Communiqué")], blocks: vec![inner] };
        let after = block(BlockKind::Heading(1, vec![plain("Next day")]));
        assert_eq!(
            told(&[block(attachment), after]),
            "<section class=\"attachment\">\n<h2>Communiqué</h2>\n<h3>Terms</h3>\n</section>\n<h2>Next day</h2>\n"
        );
    }

    #[test]
    fn a_block_says_its_language_and_has_its_anchor_once() {
        let mut volume = empty_volume();
        add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        let place = place(&mut volume, PieceId(0), "map");
        let mut verse = block(BlockKind::Lines(Lines::Verse, vec![line("Talpra magyar", None)]));
        verse.language = Some(language("hu"));
        verse.anchor = Some(place);
        let again = verse.clone();
        assert_eq!(
            written(&volume, |writer| writer.blocks(&[verse, again])),
            "<div class=\"verse\" lang=\"hu\" xml:lang=\"hu\" dir=\"ltr\"><span id=\"map\"></span>\n\
             <p class=\"line\">Talpra magyar</p>\n</div>\n\
             <div class=\"verse\" lang=\"hu\" xml:lang=\"hu\" dir=\"ltr\">\n<p class=\"line\">Talpra magyar</p>\n</div>\n"
        );
    }
}
