//! Running text into fragments, and fragments into rows.

use crate::fonts::Cut;
use crate::length::{Length, Point, Rect, Size};
use crate::source::Span;
use crate::typeset::compose::Extent;
use crate::typeset::folios::Shown;
use crate::typeset::line::{
    Case, Drawn, Figures, Fragment, Justification, Line, LineEnd, Manner, Marker, Position, Setting, TypeDress,
};
use crate::typeset::page::{ElementId, ElementRole, GlyphRun, Item, LinkTarget};
use crate::typeset::paginate::End;
use crate::typeset::style::{SPACED_NAMES, baseline};
use crate::volume::{Call, Hand, Inline, PlaceId, Reference, Shows, Style, Text};

use super::ahead::{Stage, calls, waits};
use super::voice::{Voice, bold, turned};
use super::{Row, SetBlock, SetWay, Setter};

/// How the lines of a paragraph are indented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indents {
    /// Its first line.
    pub first: Length,
    /// The others.
    pub rest: Length,
}

impl Indents {
    /// The first line alone.
    pub fn first(first: Length) -> Indents {
        Indents { first, rest: Length::ZERO }
    }

    /// All lines but the first.
    pub fn hanging(rest: Length) -> Indents {
        Indents { first: Length::ZERO, rest }
    }
}

/// The sign of an insertion: what stands between arrows was added in the source.
const INSERTED: [&str; 2] = ["↑", "↓"];

impl Setter<'_> {
    /// `text` as fragments, dressed as `voice` is.
    pub(super) fn fragments(&mut self, text: &[Inline], voice: &Voice) -> Vec<Fragment> {
        let mut fragments = Vec::new();
        self.add_text(text, &voice.dress, voice.element, &mut fragments);
        fragments
    }

    fn add_text(&mut self, text: &[Inline], dress: &TypeDress, element: ElementId, out: &mut Vec<Fragment>) {
        for inline in text {
            match inline {
                Inline::Text(text, span) => out.push(written(text, dress, element, *span)),
                Inline::Styled(style, content, _) => self.add_styled(style, content, dress, element, out),
                Inline::Editorial(hand, content, _) => self.add_editorial(*hand, content, dress, element, out),
                Inline::Break(_) => out.push(Fragment::Break),
                Inline::Call(call, _) => self.add_call(*call, dress, element, out),
                Inline::Reference(reference, span) => self.add_reference(reference, *span, dress, element, out),
                Inline::Citation(citation, _) if self.stage == Stage::Final => {
                    let volume = self.volume;
                    self.add_text(&volume.citations[citation.index()].print, dress, element, out);
                }
                Inline::Citation(..) => out.push(Fragment::Unwritten),
                Inline::Mark(mark, _) => {
                    out.push(Fragment::Marker(Marker::Place(mark.place)));
                    self.add_text(&mark.shown, dress, element, out);
                }
                Inline::Link { address, content, .. } => {
                    let link = self.element(element, ElementRole::Link);
                    let content = |setter: &mut Self, out: &mut Vec<_>| setter.add_text(content, dress, link, out);
                    self.add_link(LinkTarget::Address(address.clone()), link, content, out);
                }
                Inline::Query(..) => {}
            }
        }
    }

    fn add_styled(
        &mut self,
        style: &Style,
        content: &Text,
        dress: &TypeDress,
        element: ElementId,
        out: &mut Vec<Fragment>,
    ) {
        let mut dress = dress.clone();
        let mut element = element;
        match style {
            Style::Emphasis | Style::Italic => dress.cut = turned(dress.cut),
            Style::Strong | Style::Bold => dress.cut = bold(dress.cut),
            Style::Struck => dress.drawn = Drawn::Strike,
            Style::Inserted => {}
            Style::Underlined => dress.drawn = Drawn::Underline,
            Style::DoubleUnderlined => dress.drawn = Drawn::DoubleUnderline,
            Style::Superscript => dress.position = Position::Superior,
            Style::Subscript => dress.position = Position::Inferior,
            Style::SmallCapitals => {
                dress.case = Case::SmallCapitals;
                dress.tracking = dress.tracking.max(SPACED_NAMES);
            }
            Style::Foreign(language) => {
                element = self.element(element, ElementRole::Span);
                self.structure.get_mut(element).language = Some(language.clone());
                dress.language = language.clone();
            }
        }
        if *style == Style::Inserted {
            out.push(made(INSERTED[0], &dress, element));
            self.add_text(content, &dress, element, out);
            out.push(made(INSERTED[1], &dress, element));
        } else {
            self.add_text(content, &dress, element, out);
        }
    }

    /// The editor's hand, in its brackets; what the editor says of the source is in italics.
    fn add_editorial(
        &mut self,
        hand: Hand,
        content: &Text,
        dress: &TypeDress,
        element: ElementId,
        out: &mut Vec<Fragment>,
    ) {
        let mut inner = dress.clone();
        if matches!(hand, Hand::Sic | Hand::Illegible) {
            inner.cut = turned(inner.cut);
        }
        out.push(made("[", dress, element));
        self.add_text(content, &inner, element, out);
        out.push(made("]", dress, element));
    }

    /// The call of a note. The first one binds the note to its line.
    fn add_call(&mut self, call: Call, dress: &TypeDress, element: ElementId, out: &mut Vec<Fragment>) {
        let note = &self.volume.notes[call.note.index()];
        let reference = self.element(element, ElementRole::Reference);
        let dress = TypeDress {
            position: Position::Superior,
            figures: Figures::Lining,
            case: Case::AsWritten,
            tracking: 0,
            drawn: Drawn::Nothing,
            ..dress.clone()
        };
        out.push(Fragment::Marker(Marker::Place(call.place)));
        let words = made(&note.marker, &dress, reference);
        self.add_link(place_link(note.place), reference, |_, out| out.push(words), out);
        if call.place == note.first_call {
            out.push(Fragment::Marker(Marker::Call(call.note)));
        }
    }

    fn add_reference(
        &mut self,
        reference: &Reference,
        span: Span,
        dress: &TypeDress,
        element: ElementId,
        out: &mut Vec<Fragment>,
    ) {
        let add_words = |setter: &mut Self, element: ElementId, out: &mut Vec<Fragment>| match &reference.shows {
            Shows::Words(words) => setter.add_text(words, dress, element, out),
            Shows::Folio => {
                if let Some(to) = reference.to {
                    let text = setter.folio(to, Some(span));
                    out.push(made(&text, dress, element));
                }
            }
        };
        match reference.to {
            Some(to) => {
                let element = self.element(element, ElementRole::Reference);
                self.add_link(place_link(to), element, |setter, out| add_words(setter, element, out), out);
            }
            None => add_words(self, element, out),
        }
    }

    /// What `content` adds, leading to `to`.
    pub(super) fn add_link(
        &mut self,
        to: LinkTarget,
        element: ElementId,
        content: impl FnOnce(&mut Self, &mut Vec<Fragment>),
        out: &mut Vec<Fragment>,
    ) {
        let link = self.links.len() as u32;
        self.links.push((to, element));
        out.push(Fragment::Marker(Marker::LinkStart(link)));
        content(self, out);
        out.push(Fragment::Marker(Marker::LinkEnd(link)));
    }

    /// The folio of `place`, as printed; it is remembered that it was.
    pub(super) fn folio(&mut self, place: PlaceId, span: Option<Span>) -> String {
        let text = self.folios.text(place);
        self.shown.push(Shown { place, text: text.clone(), span });
        text
    }

    /// A paragraph: no widow, no orphan. Only a justified one may be a line longer or shorter for the sake of its page:
    /// in a ragged one, and in what is centred, a line end says something.
    pub(super) fn paragraph(&mut self, fragments: &[Fragment], voice: &Voice, indents: Indents) -> SetBlock {
        let mut settings = self.settings(fragments, &voice.manner(indents.first, indents.rest));
        if voice.justification != Justification::Justified {
            settings.truncate(1);
        }
        let natural = settings.first().map_or(0, |setting| setting.cost);
        // Whatever waits for ink falls into the first row of whichever way is printed.
        let strays = std::mem::take(&mut self.strays);
        let mut ways = Vec::new();
        for (at, setting) in settings.into_iter().enumerate() {
            if at > 0 && !setting.problems.is_empty() {
                continue;
            }
            setting.problems.into_iter().for_each(|problem| self.report.push(problem));
            self.strays.clone_from(&strays);
            ways.push(SetWay { cost: setting.cost - natural, ..SetWay::natural(self.rows(setting.lines, voice)) });
        }
        if ways.iter().all(|way| way.rows.is_empty()) {
            self.strays.extend(fragments.iter().filter_map(|fragment| match fragment {
                Fragment::Marker(Marker::Place(place)) => Some(*place),
                _ => None,
            }));
            ways = vec![SetWay::default()];
        }
        SetBlock::of_ways(ways)
    }

    /// The ways to set a paragraph. Ahead they are kept for later, and nothing is printed; what it calls can be set too.
    fn settings(&mut self, fragments: &[Fragment], manner: &Manner) -> Vec<Setting> {
        if self.stage == Stage::Final {
            return self.known.take(fragments, manner).unwrap_or_else(|| self.composer.set(fragments, manner));
        }
        for note in calls(fragments) {
            self.note_key(note);
        }
        if !waits(fragments) {
            self.known.keep(fragments, manner, self.composer.set(fragments, manner));
        }
        Vec::new()
    }

    /// The natural rows of a paragraph.
    pub(super) fn set_rows(&mut self, fragments: &[Fragment], voice: &Voice, indents: Indents) -> Vec<Row> {
        self.paragraph(fragments, voice, indents).ways.swap_remove(0).rows
    }

    /// Lines as rows, with what is owed for them.
    fn rows(&mut self, lines: Vec<Line>, voice: &Voice) -> Vec<Row> {
        let count = lines.len();
        let mut open = None;
        let mut rows = Vec::with_capacity(count);
        for (at, line) in lines.into_iter().enumerate() {
            let end = match line.end {
                _ if at + 1 == count => End::Good,
                _ if at == 0 || at + 2 == count => End::Never,
                LineEnd::Hyphen => End::Hyphen,
                _ => End::Good,
            };
            rows.push(self.row(line, voice, end, &mut open));
        }
        rows
    }

    fn row(&mut self, line: Line, voice: &Voice, end: End, open: &mut Option<u32>) -> Row {
        let mut row = Row::blank(voice.leading);
        row.outline.end = end;
        let base = Point::new(voice.left, baseline(voice.dress.size, voice.leading));
        let (begin, finish) = reach(&line.runs);
        let mut link_from = begin;
        for (x, marker) in &line.markers {
            match marker {
                Marker::Place(place) => row.places.push((*place, Point::new(base.x + *x, base.y))),
                Marker::Call(note) => {
                    let key = self.note_key(*note);
                    row.outline.calls.push(key);
                }
                Marker::LinkStart(link) => {
                    *open = Some(*link);
                    link_from = *x;
                }
                Marker::LinkEnd(_) => {
                    if let Some(link) = open.take() {
                        self.link(&mut row, link, base, link_from..*x, voice);
                    }
                }
            }
        }
        if let Some(link) = *open {
            self.link(&mut row, link, base, link_from..finish, voice);
        }
        self.place_strays(&mut row, voice.left);
        row.ink.extend(line.runs.into_iter().map(|run| Item::Run(moved_run(run, base))));
        row.ink
            .extend(line.rules.into_iter().map(|(rect, element)| Item::Rule { rect: moved_rect(rect, base), element }));
        row
    }

    fn link(&self, row: &mut Row, link: u32, base: Point, x: std::ops::Range<Length>, voice: &Voice) {
        let (to, element) = self.links[link as usize].clone();
        if x.end > x.start {
            let top = base.y - voice.dress.size.scale(3, 4);
            let size = Size::new(x.end - x.start, voice.dress.size);
            row.ink.push(Item::Link { rect: Rect::new(Point::new(base.x + x.start, top), size), to, element });
        }
    }

    /// The width of a text on one line.
    pub(super) fn natural_width(&self, fragments: &[Fragment], voice: &Voice) -> Length {
        self.extent(fragments, voice).widest
    }

    /// The narrowest and the widest measure that a text asks for.
    pub(super) fn extent(&self, fragments: &[Fragment], voice: &Voice) -> Extent {
        self.composer.extent(fragments, &voice.clone().ragged().manner(Length::ZERO, Length::ZERO))
    }
}

/// Words as written.
fn written(text: &str, dress: &TypeDress, element: ElementId, span: Span) -> Fragment {
    Fragment::Words { text: text.into(), dress: dress.clone(), span: Some(span), element: Some(element) }
}

/// Words that the volume makes.
pub fn made(text: &str, dress: &TypeDress, element: ElementId) -> Fragment {
    Fragment::Words { text: text.into(), dress: dress.clone(), span: None, element: Some(element) }
}

/// A link to a place of the book.
pub fn place_link(place: PlaceId) -> LinkTarget {
    LinkTarget::Place(place.index())
}

/// From where to where runs stand.
pub fn reach(runs: &[GlyphRun]) -> (Length, Length) {
    let begin = runs.iter().map(|run| run.origin.x).min().unwrap_or_default();
    let end = |run: &GlyphRun| run.origin.x + run.glyphs.iter().map(|glyph| glyph.advance).sum();
    (begin, runs.iter().map(end).max().unwrap_or_default())
}

/// `run`, moved by `by`.
fn moved_run(mut run: GlyphRun, by: Point) -> GlyphRun {
    run.origin = Point::new(run.origin.x + by.x, run.origin.y + by.y);
    run
}

/// `rect`, moved by `by`.
fn moved_rect(rect: Rect, by: Point) -> Rect {
    Rect::new(Point::new(rect.origin.x + by.x, rect.origin.y + by.y), rect.size)
}

/// The words of a text, without calls, marks and dress.
pub fn plain(text: &[Inline], volume: &crate::volume::Volume) -> String {
    let mut words = String::new();
    for inline in text {
        match inline {
            Inline::Text(text, _) => words.push_str(text),
            Inline::Styled(_, content, _) | Inline::Link { content, .. } => words.push_str(&plain(content, volume)),
            Inline::Editorial(_, content, _) => words.push_str(&format!("[{}]", plain(content, volume))),
            Inline::Break(_) => words.push(' '),
            Inline::Reference(Reference { shows: Shows::Words(shown), .. }, _) => words.push_str(&plain(shown, volume)),
            Inline::Mark(mark, _) => words.push_str(&plain(&mark.shown, volume)),
            Inline::Citation(citation, _) => {
                words.push_str(&plain(&volume.citations[citation.index()].print, volume));
            }
            Inline::Call(..) | Inline::Reference(..) | Inline::Query(..) => {}
        }
    }
    words
}

/// Whether a speaker's name, which the sources write in bold, opens the text.
pub fn speaker(text: &[Inline]) -> Option<(&Text, &[Inline])> {
    match text.split_first() {
        Some((Inline::Styled(Style::Strong | Style::Bold, name, _), rest)) => Some((name, rest)),
        _ => None,
    }
}

/// Regular type in the dress of `voice`.
pub fn upright(voice: &Voice) -> TypeDress {
    TypeDress { cut: Cut::Regular, ..voice.dress.clone() }
}
