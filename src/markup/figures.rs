//! Figures as XHTML: the picture, what it shows in words, and its caption.

use super::writer::Writer;
use super::xhtml::Tag;
use crate::volume::{Block, Figure, FigureId, Placement};

impl Writer<'_> {
    /// A figure.
    pub fn figure(&mut self, block: &Block, placement: Placement, id: FigureId, description: &str, caption: &[Block]) {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::volume::{BlockKind, Matter, Picture, PictureFormat, PieceId};

    #[test]
    fn a_figure_has_its_description_and_its_label_begins_the_caption() {
        let mut volume = empty_volume();
        add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
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
