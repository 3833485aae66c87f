//! Figures: pictures with their captions.

use crate::length::{Length, Point, Rect, Size};
use crate::typeset::line::{Case, Fragment, Marker};
use crate::typeset::page::{ElementRole, Item, PictureId, Turn};
use crate::typeset::paginate::Stand;
use crate::volume::{Block, FigureId, PictureFormat, Placement};

use super::blocks::{Begin, fold, held_together};
use super::text::{Indents, made};
use super::voice::Voice;
use super::{Row, SetBlock, Setter, Slack};

/// Pixels to the inch below which a picture is not enlarged.
const LEAST_RESOLUTION: i64 = 150;

impl Setter<'_> {
    /// A figure: as wide as the column allows, with its caption below it on the same page.
    pub(super) fn figure(
        &mut self,
        placement: Placement,
        figure: FigureId,
        description: &str,
        caption: &[Block],
        voice: &Voice,
    ) -> SetBlock {
        let element = self.element(voice.element, ElementRole::Figure);
        self.structure.get_mut(element).description = Some(description.to_owned());
        let caption_element = self.element(element, ElementRole::Caption);
        let caption = self.caption(figure, caption, &voice.clone().within(caption_element));

        let room = self.style.height() - caption.iter().map(|row| row.outline.lead + row.outline.height).sum();
        let room = Size::new(voice.measure, room.max(self.style.height() / 3));
        let turn = if placement == Placement::Landscape { Turn::Left } else { Turn::Upright };
        let picture = &self.volume.figures[figure.index()].picture;
        let finest = match picture.format {
            PictureFormat::Svg => Finest::Any,
            PictureFormat::Png | PictureFormat::Jpeg => Finest::Pixels,
        };
        let size = fitted(picture.width, picture.height, finest, room, turn);
        let mut row = Row::blank(size.height);
        let place = self.volume.figures[figure.index()].place;
        self.strays.push(place);
        self.place_strays(&mut row, voice.left);
        let left = voice.left + (voice.measure - size.width) / 2;
        let rect = Rect::new(Point::new(left, Length::ZERO), size);
        row.ink.push(Item::Picture { picture: PictureId(figure.0), rect, turn, element });

        let mut rows = vec![row];
        rows.extend(caption);
        let mut set = SetBlock::new(held_together(rows)).spaced(voice.leading, voice.leading);
        set.stand = match placement {
            Placement::Float => Stand::Float,
            Placement::FullPage | Placement::Landscape => Stand::Plate,
        };
        set.slack = Slack::Around;
        set
    }

    fn caption(&mut self, figure: FigureId, caption: &[Block], voice: &Voice) -> Vec<Row> {
        let voice = self.smaller(voice).ragged();
        let label = self.volume.figures[figure.index()].label.clone();
        if !label.is_empty() {
            let mut dress = voice.dress.clone();
            dress.case = Case::SmallCapitals;
            self.lead_in = vec![made(&format!("{label}. "), &dress, voice.element)];
        }
        let mut stack = self.set_blocks(caption, &voice, Begin::Flush);
        let left_over: Vec<Fragment> = std::mem::take(&mut self.lead_in);
        if left_over.iter().any(|fragment| !matches!(fragment, Fragment::Marker(Marker::Place(_)))) {
            stack.insert(0, self.paragraph(&left_over, &voice, Indents::default()));
        }
        let mut rows = fold(stack).ways.swap_remove(0).rows;
        if let Some(first) = rows.first_mut() {
            first.outline.lead = voice.leading / 2;
        }
        rows
    }
}

/// How far a picture can be enlarged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finest {
    /// As far as one likes: it is drawn.
    Any,
    /// Until its pixels show.
    Pixels,
}

/// The size of a picture of so many pixels in `room`, as it stands on the page.
fn fitted(width: u32, height: u32, finest: Finest, room: Size, turn: Turn) -> Size {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let (across, down) = match turn {
        Turn::Upright => (width, height),
        Turn::Left => (height, width),
    };
    let wide = match finest {
        Finest::Any => room.width,
        Finest::Pixels => room.width.min(Length::inches(across) / LEAST_RESOLUTION),
    };
    let tall = wide.scale(down, across);
    if tall <= room.height { Size::new(wide, tall) } else { Size::new(room.height.scale(across, down), room.height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size::new(Length::inches(4), Length::inches(6));

    #[test]
    fn a_wide_picture_is_as_wide_as_the_column() {
        assert_eq!(
            fitted(1800, 900, Finest::Pixels, ROOM, Turn::Upright),
            Size::new(Length::inches(4), Length::inches(2))
        );
    }

    #[test]
    fn a_tall_picture_is_as_tall_as_the_page() {
        assert_eq!(
            fitted(1000, 3000, Finest::Pixels, ROOM, Turn::Upright),
            Size::new(Length::inches(2), Length::inches(6))
        );
    }

    #[test]
    fn a_small_picture_is_not_enlarged_until_its_pixels_show() {
        assert_eq!(
            fitted(300, 150, Finest::Pixels, ROOM, Turn::Upright),
            Size::new(Length::inches(2), Length::inches(1))
        );
    }

    #[test]
    fn a_turned_picture_takes_the_page_the_other_way() {
        assert_eq!(
            fitted(3000, 2000, Finest::Pixels, ROOM, Turn::Left),
            Size::new(Length::inches(4), Length::inches(6))
        );
    }

    #[test]
    fn a_drawing_is_as_wide_as_the_column_whatever_it_says() {
        assert_eq!(fitted(30, 15, Finest::Any, ROOM, Turn::Upright), Size::new(Length::inches(4), Length::inches(2)));
    }
}
