//! How long pages take: `cargo bench --bench pages`.
//!
//! First the page breaker alone, on galleys of growing length made of numbers: the time for a page beside that of the
//! shortest galley says whether time grows with the length or faster. Then whole volumes, station by station, each
//! beside the setting of its lines and pages: the sample, and the corpus where it lies beside the project.

#![expect(clippy::disallowed_methods, reason = "time is measured here")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use bookgen::length::Length;
use bookgen::report::Report;
use bookgen::source::Sources;
use bookgen::typeset::page::Side;
use bookgen::typeset::paginate::{
    Air, Begins, Block, End, Frame, Keep, Note, Opening, Row, Series, Stand, Way, cheapest, paginate,
};
use bookgen::{epub, fonts, manifest, manuscript, typeset, volume};

/// How often everything is done; the shortest time counts, since all that disturbs makes it longer.
const TIMES: usize = 5;

fn main() {
    println!("{:>12} {:>8} {:>12} {:>12} {:>6}", "paragraphs", "pages", "time", "per page", "ratio");
    let mut first = None;
    for paragraphs in [100, 400, 1_600, 6_400] {
        let (blocks, notes) = galley(paragraphs);
        let (pages, time) = shortest(|| cheapest(paginate(&blocks, &notes, &frame())).pages.len());
        let per_page = time / pages.max(1) as u32;
        let ratio = hundredths(per_page, *first.get_or_insert(per_page));
        println!("{paragraphs:>12} {pages:>8} {time:>12.1?} {per_page:>12.1?} {ratio:>6}");
    }
    println!();
    for root in ["", "tests/volumes/orlau", "../shared/corpus/federalist"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        if root.join("book.toml").exists() {
            stations(&root);
        }
    }
}

/// The stations of a volume, each beside the typesetting.
fn stations(root: &Path) {
    let sources = Sources::load(root).expect("sources that can be read");
    let report = &mut Report::default();
    let manifest = manifest::read(&sources, report).expect("a manifest");
    let (manuscript, reading) = shortest(|| manuscript::read(&sources, &manifest, &mut Report::default()));
    let fonts = fonts::load(&manifest.design, &sources, report);
    let (volume, assembling) = shortest(|| volume::assemble(&manuscript, &manifest, None, &mut Report::default()));
    let (pages, setting) = shortest(|| typeset::set(&volume, &manifest, &fonts, &mut Report::default()));
    let (_, epub) = shortest(|| epub::write(&volume, &manifest, &pages, &fonts, &mut Report::default()));
    println!("{}: {} pages", manifest.metadata.slug, pages.pages.len());
    for (station, time) in [("read", reading), ("assemble", assembling), ("set", setting), ("epub", epub)] {
        println!("{station:>12} {time:>12.1?} {:>6} of the setting", hundredths(time, setting));
    }
}

/// What `make` makes, and the shortest time that it took.
fn shortest<T>(make: impl Fn() -> T) -> (T, Duration) {
    let timed = || {
        let begin = Instant::now();
        let made = make();
        (made, begin.elapsed())
    };
    let best = (0..TIMES).map(|_| timed()).min_by_key(|(_, time)| *time);
    best.expect("it was done more than once")
}

/// A ratio, to two places.
fn hundredths(time: Duration, to: Duration) -> String {
    let percent = time.as_nanos() * 100 / to.as_nanos().max(1);
    format!("{}.{:02}", percent / 100, percent % 100)
}

const LEADING: Length = Length::pt(13);

fn frame() -> Frame {
    let opening = Opening::Spreads(Side::Recto);
    Frame {
        grid: LEADING,
        lines: 38,
        shorter: BTreeMap::new(),
        note_gap: Length::pt(9),
        series_gap: Length::pt(5),
        opening,
    }
}

/// Paragraphs of three to eighteen lines, each of which may also be a line longer or shorter; a note to every third.
fn galley(paragraphs: usize) -> (Vec<Block>, Vec<Note>) {
    let mut state: u64 = 1956;
    let mut number = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut notes = Vec::new();
    let mut blocks = Vec::new();
    for _ in 0..paragraphs {
        let lines = 3 + number(16);
        let calls = number(3) == 0;
        let ways = [lines, lines + 1, lines - 1].map(|lines| way(lines, calls.then_some(notes.len()), number(4_000)));
        blocks.push(Block {
            before: Length::ZERO,
            after: Length::ZERO,
            ways: ways.to_vec(),
            with_next: Keep::Free,
            with_previous: Keep::Free,
            stand: Stand::Flow,
            begins: Begins::Nothing,
            again: Length::ZERO,
        });
        if calls {
            let rows = vec![row(End::Good, Vec::new()); 1 + number(5)];
            notes.push(Note { ways: vec![Way { rows, ..Way::default() }], series: Series::Lower });
        }
    }
    (blocks, notes)
}

fn way(lines: usize, note: Option<usize>, cost: usize) -> Way {
    let end = |at: usize| match at {
        0 => End::Never,
        _ if at + 2 >= lines => End::Never,
        _ if at.is_multiple_of(11) => End::Hyphen,
        _ => End::Good,
    };
    let rows = (0..lines).map(|at| row(end(at), if at == 1 { note.into_iter().collect() } else { Vec::new() }));
    Way { rows: rows.collect(), air: Air::default(), cost: cost as i64 }
}

fn row(end: End, calls: Vec<usize>) -> Row {
    Row { lead: Length::ZERO, height: LEADING, calls, end }
}
