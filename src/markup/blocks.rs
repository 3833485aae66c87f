//! Blocks as XHTML.

use super::headings;
use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{
    Alignment, Block, BlockKind, Cell, Dress, Figure, FigureId, Inline, Item, Line, Lines, Placement, Role, Spacing,
};

impl Writer<'_> {
    /// Blocks, one after the other.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block_of(block);
        }
    }

    /// Blocks whose first paragraph begins with something else: a note's number, an item's label.
    pub fn led_blocks(&mut self, lead: impl FnOnce(&mut Self), blocks: &[Block]) {
        match blocks.split_first() {
            Some((first, rest)) if matches!(first.kind, BlockKind::Paragraph(..)) => {
                if let BlockKind::Paragraph(role, text) = &first.kind {
                    self.paragraph(first, *role, text, lead);
                }
                self.blocks(rest);
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
            BlockKind::List { items, spacing } => self.list(block, items, *spacing),
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
                    writer.heavy(Tag::new("b").class("speaker"), |writer| writer.text(name));
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
    fn container(&mut self, block: &Block, tag: Tag, inside: impl FnOnce(&mut Self)) {
        self.block(tag.language(block.language.as_ref()), |writer| {
            if let Some(place) = block.anchor {
                writer.anchor(place);
            }
            writer.line_end();
            inside(writer);
        });
    }

    /// A list. Its numbers are words of the source and stand in the text, where no reading system counts them anew.
    fn list(&mut self, block: &Block, items: &[Item], spacing: Spacing) {
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
            for item in items {
                writer.block("li", |writer| match &item.label {
                    Some(label) => writer.led_blocks(
                        |writer| {
                            writer.labelled(Tag::new("span").class("label"), label);
                            writer.words(" ");
                        },
                        &item.blocks,
                    ),
                    None => writer.blocks(&item.blocks),
                });
            }
        });
    }

    /// A table, in a box that can be scrolled where the screen is narrower than its words.
    fn table(&mut self, block: &Block, columns: &[Alignment], head: &[Cell], rows: &[Vec<Cell>]) {
        self.container(block, Tag::new("div").class("table").with("tabindex", "0"), |writer| {
            writer.block("table", |writer| {
                writer.line_end();
                if head.iter().any(|cell| !cell.content.is_empty()) {
                    writer.block("thead", |writer| writer.row(columns, head, "th"));
                }
                if !rows.is_empty() {
                    writer.block("tbody", |writer| {
                        writer.line_end();
                        rows.iter().for_each(|row| writer.row(columns, row, "td"));
                    });
                }
            });
        });
    }

    fn row(&mut self, columns: &[Alignment], cells: &[Cell], name: &'static str) {
        self.block("tr", |writer| {
            for (at, cell) in cells.iter().enumerate() {
                // A heading cell without words heads nothing.
                let tag = match name {
                    "th" if !cell.content.is_empty() => Tag::new("th").with("scope", "col"),
                    _ => Tag::new("td"),
                };
                let tag = match columns.get(at) {
                    Some(Alignment::Centre) => tag.class("centre"),
                    Some(Alignment::Right) => tag.class("right"),
                    Some(Alignment::Left) | None => tag,
                };
                writer.element(tag, |writer| writer.text(&cell.content));
            }
        });
    }

    fn figure(&mut self, block: &Block, placement: Placement, id: FigureId, description: &str, caption: &[Block]) {
        let book = self.book;
        let figure = &book.volume.figures[id.index()];
        self.showing(id, description);
        let tag = match placement {
            Placement::Float => Tag::new("figure"),
            Placement::FullPage | Placement::Landscape => Tag::new("figure").class("plate"),
        };
        self.container(block, tag, |writer| {
            writer.anchor(figure.place);
            writer.before_picture(id);
            let picture = Tag::new("img").with("src", &format!("{}images/{}", book.medium.root(), figure.file_name));
            let picture = match description {
                "" => picture.with("alt", "").with("role", "presentation"),
                _ => picture.with("alt", description),
            };
            let size = [figure.picture.width, figure.picture.height].map(|pixels| pixels.to_string());
            writer.alone(picture.with("width", &size[0]).with("height", &size[1]));
            writer.line_end();
            if !caption.is_empty() {
                writer.beside(|writer| writer.caption(figure, caption));
            }
        });
    }

    fn caption(&mut self, figure: &Figure, caption: &[Block]) {
        self.block("figcaption", |writer| {
            writer.line_end();
            if figure.label.is_empty() {
                writer.blocks(caption);
            } else {
                writer.led_blocks(|writer| writer.figure_label(&figure.label), caption);
            }
        });
    }

    /// "Figure 4" before a caption.
    pub fn figure_label(&mut self, label: &str) {
        self.labelled(Tag::new("span").class("label"), &format!("{label}."));
        self.words(" ");
    }

    fn lines(&mut self, block: &Block, kind: Lines, lines: &[Line]) {
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

    fn signatures(&mut self, block: &Block, signatures: &[Vec<Line>]) {
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
    use crate::volume::{Hand, Matter, Picture, PictureFormat, PieceId, Style, Volume};

    fn volume() -> Volume {
        let mut volume = empty_volume();
        add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        volume
    }

    fn told(blocks: &[Block]) -> String {
        written(&volume(), |writer| writer.blocks(blocks))
    }

    fn lines(kind: Lines, lines: Vec<Line>) -> Block {
        block(BlockKind::Lines(kind, lines))
    }

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
    fn a_table_has_column_headings_and_an_empty_one_heads_nothing() {
        let cell = |text: &str| {
            let content = if text.is_empty() { Vec::new() } else { vec![plain(text)] };
            Cell { content, span: span() }
        };
        let table = |head: &[&str]| {
            block(BlockKind::Table {
                columns: vec![Alignment::Left, Alignment::Right],
                head: head.iter().map(|text| cell(text)).collect(),
                rows: vec![vec![cell("Sebes"), cell("12")]],
            })
        };
        let body = "<tbody>\n<tr><td>Sebes</td><td class=\"right\">12</td></tr>\n</tbody>\n</table>\n</div>\n";
        assert_eq!(
            told(&[table(&["", "Men"])]),
            format!(
                "<div class=\"table\" tabindex=\"0\">\n<table>\n\
                 <thead><tr><td></td><th scope=\"col\" class=\"right\">Men</th></tr>\n</thead>\n{body}"
            )
        );
        assert_eq!(told(&[table(&["", ""])]), format!("<div class=\"table\" tabindex=\"0\">\n<table>\n{body}"));
    }

    #[test]
    fn a_bar_sets_the_rest_of_a_line_to_the_right() {
        let opener =
            lines(Lines::Opener, vec![line("No. 512", Some("Orlau")), line("", Some("Secret")), line("Sir,", None)]);
        assert_eq!(
            told(&[opener]),
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
        let mut volume = volume();
        let place = place(&mut volume, PieceId(0), "map");
        let mut verse = lines(Lines::Verse, vec![line("Talpra magyar", None)]);
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

    #[test]
    fn a_figure_has_its_description_and_its_label_begins_the_caption() {
        let mut volume = volume();
        let place = place(&mut volume, PieceId(0), "bridge");
        let bytes: &[u8] = b"picture";
        let picture = Picture { bytes: bytes.into(), format: PictureFormat::Png, width: 30, height: 20 };
        let title = vec![plain("The bridge")];
        volume.figures.push(Figure { label: "Figure 1".into(), place, title, file_name: "bridge.png".into(), picture });
        let figure = |description: &str, caption| {
            let (placement, picture, description) = (Placement::Float, FigureId(0), description.into());
            block(BlockKind::Figure { placement, picture, description, caption })
        };
        assert_eq!(
            written(&volume, |w| w.blocks(&[figure("A \"stone\" bridge", vec![paragraph(vec![plain("The bridge")])])])),
            "<figure>\n<span id=\"bridge\"></span><img src=\"../images/bridge.png\" alt=\"A &quot;stone&quot; bridge\" \
             width=\"30\" height=\"20\"/>\n<figcaption>\n<p><span class=\"label\">Figure 1.</span> The bridge</p>\n\
             </figcaption>\n</figure>\n"
        );
        let bare = written(&volume, |writer| writer.blocks(&[figure("", Vec::new())]));
        assert!(bare.contains("alt=\"\" role=\"presentation\"") && !bare.contains("figcaption"), "{bare}");
    }
}
