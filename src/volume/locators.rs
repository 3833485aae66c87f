//! Locators of the index as they are printed.
//!
//! Both outputs print the same ones, because readers of either tell each other a place:
//! the print edition's pages, or the documents' numbers. A place is named once, what a
//! range holds is not named again, a note stands beside its page (`243n5`), neighbours
//! among the notes together (`243nn5–6`). Where things stand is known to the caller
//! alone, who lays out pages or has read them.

use super::{IndexStyle, Locator, Note, PlaceId, Volume};
use crate::manifest::IndexRanges;

/// Where a place stands in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 0; none where nothing is known of it.
    pub page: Option<usize>,
    /// Its folio.
    pub folio: String,
}

/// A locator as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// What it says.
    pub text: String,
    /// How it is spoken, where what it says is hard to hear.
    pub spoken: Option<String>,
    /// Where it leads.
    pub place: PlaceId,
}

impl Volume {
    /// `locators` as printed, where `spot` tells the page of a place.
    pub fn printed_locators(&self, locators: &[Locator], mut spot: impl FnMut(PlaceId) -> Spot) -> Vec<Printed> {
        let mut named: Vec<Named> = locators.iter().map(|locator| self.named(locator, &mut spot)).collect();
        // A note is read where it is called, so words further down its page may come after it.
        named.sort_by_key(|named| (named.on, named.notes.is_some()));
        let mut kept: Vec<Named> = Vec::new();
        for (at, one) in named.iter().enumerate() {
            let said = |other: &Named| other.says_all_of(one);
            let wider = |(other_at, other): (usize, &Named)| other_at != at && said(other) && !one.says_all_of(other);
            if kept.iter().any(said) || named.iter().enumerate().any(wider) {
                continue;
            }
            match kept.last_mut() {
                Some(before) if before.is_followed_by(one) => before.notes = before.with_notes_of(one),
                _ => kept.push(one.clone()),
            }
        }
        kept.into_iter().map(|named| self.printed(named)).collect()
    }

    fn named(&self, locator: &Locator, spot: &mut impl FnMut(PlaceId) -> Spot) -> Named {
        let notes = locator.note.map(|note| Notes::of(&self.notes[note.index()]));
        if let Some((first, last)) = locator.document {
            let folios = (first.to_string(), last.to_string());
            return Named {
                on: Some((first as usize, last as usize)),
                folios,
                of: Of::Documents,
                notes,
                locator: locator.from,
            };
        }
        let from = spot(locator.from);
        let to = locator.to.filter(|_| notes.is_none()).map_or_else(|| from.clone(), spot);
        let on = from.page.zip(to.page).map(|(first, last)| (first, last.max(first)));
        Named { on, folios: (from.folio, to.folio), of: Of::Pages, notes, locator: locator.from }
    }

    fn printed(&self, named: Named) -> Printed {
        let IndexStyle { ranges, .. } = self.index.style;
        let (first, last) = &named.folios;
        let mut text = range(first, last, ranges);
        let word = match named.of {
            Of::Pages => &self.words.page,
            Of::Documents => &self.words.document,
        };
        let mut spoken = word.replace("{}", first);
        let is_range = first != last;
        if is_range {
            spoken.push_str(&format!(" – {}", word.replace("{}", last)));
        }
        if let Some(notes) = &named.notes {
            let (first, last) = &notes.markers;
            let several = first != last;
            text.push_str(if several { "nn" } else { "n" });
            text.push_str(&range(first, last, ranges));
            let markers = if several { format!("{first} – {last}") } else { first.clone() };
            spoken.push_str(&format!(", {}", self.words.note.replace("{}", &markers)));
        }
        let hard = is_range || named.notes.is_some();
        Printed { text, spoken: hard.then_some(spoken), place: named.locator }
    }
}

/// What a locator names.
#[derive(Clone, Debug)]
struct Named {
    /// The first and the last page or document.
    on: Option<(usize, usize)>,
    /// How these are printed.
    folios: (String, String),
    /// What they are.
    of: Of,
    /// The notes there.
    notes: Option<Notes>,
    /// Where it leads.
    locator: PlaceId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Pages,
    Documents,
}

/// Notes in a row.
#[derive(Clone, Debug)]
struct Notes {
    /// The piece they are first called in.
    piece: super::PieceId,
    /// The markers of the first and the last.
    markers: (String, String),
}

impl Notes {
    fn of(note: &Note) -> Notes {
        Notes { piece: note.piece, markers: (note.marker.clone(), note.marker.clone()) }
    }
}

impl Named {
    /// Whether whoever looks where this leads finds what `other` names too.
    fn says_all_of(&self, other: &Named) -> bool {
        let same_place = self.of == other.of
            && match (self.on, other.on) {
                (Some(this), Some(other)) => this.0 <= other.0 && other.1 <= this.1,
                _ => self.folios == other.folios,
            };
        match (&self.notes, &other.notes) {
            (None, None) => same_place,
            (Some(this), Some(other)) => same_place && this.piece == other.piece && this.holds(other),
            _ => false,
        }
    }

    /// Whether `next` names the notes that come next on the same page.
    fn is_followed_by(&self, next: &Named) -> bool {
        let neighbours = |this: &Notes, next: &Notes| {
            let number = |marker: &str| marker.parse::<u32>().ok();
            let follows =
                number(&this.markers.1).zip(number(&next.markers.0)).is_some_and(|(a, b)| a.checked_add(1) == Some(b));
            this.piece == next.piece && follows
        };
        let both = self.notes.as_ref().zip(next.notes.as_ref());
        self.of == next.of && self.folios == next.folios && both.is_some_and(|(this, next)| neighbours(this, next))
    }

    fn with_notes_of(&self, next: &Named) -> Option<Notes> {
        let (this, next) = (self.notes.clone()?, next.notes.clone()?);
        Some(Notes { markers: (this.markers.0, next.markers.1), ..this })
    }
}

impl Notes {
    fn holds(&self, other: &Notes) -> bool {
        let number = |marker: &str| marker.parse::<u32>().ok();
        let numbers = |notes: &Notes| number(&notes.markers.0).zip(number(&notes.markers.1));
        match (numbers(self), numbers(other)) {
            (Some(this), Some(other)) => this.0 <= other.0 && other.1 <= this.1,
            _ => self.markers == other.markers,
        }
    }
}

/// A range of numbers; roman ones are always written in full.
fn range(first: &str, last: &str, ranges: IndexRanges) -> String {
    if first == last {
        return first.to_owned();
    }
    let numbers = first.parse::<u32>().ok().zip(last.parse::<u32>().ok());
    match (numbers, ranges) {
        (Some((from, to)), IndexRanges::Chicago) => format!("{first}–{}", shortened(from, to)),
        _ => format!("{first}–{last}"),
    }
}

/// The end of a range without the figures that its beginning has said already (*Chicago Manual of Style*, 9.61).
fn shortened(from: u32, to: u32) -> String {
    let whole = to.to_string();
    let begin = from.to_string();
    if from < 100 || from.is_multiple_of(100) || begin.len() != whole.len() || to <= from {
        return whole;
    }
    let changed = begin.bytes().zip(whole.bytes()).position(|(a, b)| a != b).map_or(1, |at| whole.len() - at);
    // 101–8, but 321–28.
    let least = if from % 100 < 10 { 1 } else { 2 };
    whole[whole.len() - changed.max(least)..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::volume::trial::Trial;

    /// What is printed of the locators of `heading`, where the marks stand on these pages, in order.
    fn printed(text: &str, heading: &str, pages: &[usize]) -> Vec<String> {
        let text = format!("+++\ntitle = 'A'\n+++\n{text}");
        let trial = Trial::of(
            "body = [\"documents/a.md\"]\nback = [\"index\"]\n[index]\nranges = \"full\"",
            &[("documents/a.md", &text)],
        );
        let volume = &trial.volume;
        let found =
            volume.index.headings.iter().find(|one| crate::volume::walk::plain(&one.heading) == heading).unwrap();
        let page = |place: PlaceId| {
            let anchor = &volume.places[place.index()].anchor;
            let mark: usize = anchor.rsplit('-').next().unwrap().parse().unwrap_or(1);
            pages[mark - 1]
        };
        let spot = |place| Spot { page: Some(page(place)), folio: page(place).to_string() };
        volume.printed_locators(&found.locators, spot).into_iter().map(|locator| locator.text).collect()
    }

    #[test]
    fn a_page_is_named_once_and_a_range_swallows_the_pages_within_it() {
        assert_eq!(printed("[[^x]] [[^x]] [[^x]]", "x", &[4, 4, 9]), ["4", "9"]);
        assert_eq!(printed("[[^x]] [[^x(]] [[^x]] [[^x)]] [[^x]]", "x", &[49, 49, 50, 51, 52]), ["49–51", "52"]);
        assert_eq!(printed("[[^x(]] [[^x)]]", "x", &[7, 7]), ["7"], "a range on one page is that page");
    }

    #[test]
    fn a_note_is_named_beside_its_page_and_neighbours_together() {
        let text =
            "a[^1] [[^x]] b[^2] c[^3] d[^4]\n\n[^1]: [[^x]]\n\n[^2]: [[^x]] and [[^x]]\n\n[^3]: y\n\n[^4]: [[^x]]";
        // Marks in the order of reading: note 1, the text, twice in note 2, note 4.
        assert_eq!(printed(text, "x", &[50, 50, 50, 50, 50]), ["50", "50nn1–2", "50n4"]);
        assert_eq!(printed(text, "x", &[50, 51, 51, 51, 52]), ["50n1", "51", "51n2", "52n4"]);
    }

    #[test]
    fn chicago_leaves_out_what_the_beginning_of_a_range_has_said() {
        let printed = |from: u32, to: u32| range(&from.to_string(), &to.to_string(), IndexRanges::Chicago);
        // The examples of the manual.
        for (from, to, wanted) in [
            (3, 10, "3–10"),
            (71, 72, "71–72"),
            (96, 117, "96–117"),
            (100, 104, "100–104"),
            (1100, 1113, "1100–1113"),
            (101, 108, "101–8"),
            (808, 833, "808–33"),
            (1103, 1104, "1103–4"),
            (321, 328, "321–28"),
            (498, 532, "498–532"),
            (1087, 1089, "1087–89"),
            (1496, 1500, "1496–500"),
            (11564, 11615, "11564–615"),
            (12991, 13001, "12991–3001"),
        ] {
            assert_eq!(printed(from, to), wanted);
        }
    }

    #[test]
    fn ranges_can_stand_in_full_and_roman_ones_always_do() {
        assert_eq!(range("321", "328", IndexRanges::Full), "321–328");
        assert_eq!(range("xviii", "xix", IndexRanges::Chicago), "xviii–xix");
        assert_eq!(range("xviii", "3", IndexRanges::Chicago), "xviii–3");
    }
}
