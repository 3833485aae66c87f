//! Figures: pictures with their captions.

use crate::length::{Length, Point, Rect, Size};
use crate::typeset::line::{Case, Fragment, Marker};
use crate::typeset::page::{ElementRole, Item, PictureId, Turn};
use crate::typeset::paginate::Stand;
use crate::volume::{Block, FigureId, PictureFormat, Placement};

use super::blocks::Begin;
use super::stack::{fold, held_together};
use super::text::{Indents, made};
use super::turned::turned;
use super::voice::Voice;
use super::{Row, SetBlock, Setter, Slack};

/// Pixels to the inch below which a picture is not enlarged.
const LEAST_RESOLUTION: i64 = 150;

/// So many times finer than it says a drawing is.
const FINE_AS_ONE_LIKES: u32 = 1000;

impl Setter<'_> {
    /// A figure: as wide as the column allows, with its caption below it on the same page. A turned one is turned
    /// with its caption.
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
        let (long, high) = match placement {
            Placement::Landscape => (self.style.height(), self.style.measure),
            Placement::Float | Placement::FullPage => (voice.measure, self.style.height()),
        };
        let left = if placement == Placement::Landscape { Length::ZERO } else { voice.left };
        let voice = Voice { left, measure: long, ..voice.clone() };
        let caption = self.caption(figure, caption, &voice.clone().within(caption_element));

        let room = high - caption.iter().map(|row| row.outline.lead + row.outline.height).sum();
        let room = Size::new(long, room.max(high / 3));
        let picture = &self.volume.figures[figure.index()].picture;
        // A drawing may be as large as one likes.
        let fineness = if picture.format == PictureFormat::Svg { FINE_AS_ONE_LIKES } else { 1 };
        let size = fitted(picture.width.saturating_mul(fineness), picture.height.saturating_mul(fineness), room);
        let mut row = Row::blank(size.height);
        let place = self.volume.figures[figure.index()].place;
        self.strays.push(place);
        self.place_strays(&mut row, voice.left);
        let left = voice.left + (voice.measure - size.width) / 2;
        let rect = Rect::new(Point::new(left, Length::ZERO), size);
        row.ink.push(Item::Picture { picture: PictureId(figure.0), rect, turn: Turn::Upright, element });

        let mut rows = vec![row];
        rows.extend(caption);
        let mut set = match placement {
            Placement::Landscape => turned(rows, long, high),
            _ => SetBlock::new(held_together(rows)).spaced(voice.leading, voice.leading),
        };
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
        if let [only] = rows.as_mut_slice() {
            centre(only, &voice);
        }
        if let Some(first) = rows.first_mut() {
            first.outline.lead = voice.leading / 2;
        }
        rows
    }
}

/// Moves a line that stands alone to the middle.
fn centre(row: &mut Row, voice: &Voice) {
    let right = |item: &Item| match item {
        Item::Run(run) => run.origin.x + run.glyphs.iter().map(|glyph| glyph.advance).sum(),
        _ => Length::ZERO,
    };
    let reach = row.ink.iter().map(right).max().unwrap_or(voice.left);
    let by = ((voice.left + voice.measure - reach) / 2).max(Length::ZERO);
    row.shift(Point::new(by, Length::ZERO));
}

/// The size of a picture of so many pixels in `room`.
fn fitted(width: u32, height: u32, room: Size) -> Size {
    let (across, down) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let largest = Length::inches(across) / LEAST_RESOLUTION;
    let wide = room.width.min(largest);
    let tall = wide.scale(down, across);
    if tall <= room.height { Size::new(wide, tall) } else { Size::new(room.height.scale(across, down), room.height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size::new(Length::inches(4), Length::inches(6));

    #[test]
    fn a_wide_picture_is_as_wide_as_the_column() {
        assert_eq!(fitted(1800, 900, ROOM), Size::new(Length::inches(4), Length::inches(2)));
    }

    #[test]
    fn a_tall_picture_is_as_tall_as_the_page() {
        assert_eq!(fitted(1000, 3000, ROOM), Size::new(Length::inches(2), Length::inches(6)));
    }

    #[test]
    fn a_small_picture_is_not_enlarged_until_its_pixels_show() {
        assert_eq!(fitted(300, 150, ROOM), Size::new(Length::inches(2), Length::inches(1)));
    }
}
