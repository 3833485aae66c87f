//! Pages, tried with numbers written by hand.

use super::*;
use crate::typeset::chance::numbers;

const GRID: Length = Length::pt(10);

/// Pages that nobody sees side by side, so that what holds of one page can be tried alone.
fn frame(lines: u32) -> Frame {
    Frame {
        grid: GRID,
        lines,
        shorter: BTreeMap::new(),
        note_gap: Length::pt(5),
        series_gap: Length::pt(3),
        opening: Opening::Columns,
    }
}

/// The pages of an open book.
fn book(lines: u32, first: Side) -> Frame {
    Frame { opening: Opening::Spreads(first), ..frame(lines) }
}

fn paginate(blocks: &[Block], notes: &[Note], frame: &Frame) -> Vec<Leaf> {
    cheapest(super::paginate(blocks, notes, frame)).pages
}

fn row(end: End) -> Row {
    Row { lead: Length::ZERO, height: GRID, calls: Vec::new(), end }
}

/// A paragraph of so many lines, with the usual rules about widows and orphans.
fn paragraph(lines: usize) -> Block {
    let end = |at: usize| if at == 0 || at + 2 >= lines { End::Never } else { End::Good };
    block((0..lines).map(|at| row(end(at))).collect())
}

fn block(rows: Vec<Row>) -> Block {
    Block {
        before: Length::ZERO,
        after: Length::ZERO,
        ways: vec![Way { rows, ..Way::default() }],
        with_next: Keep::Free,
        with_previous: Keep::Free,
        stand: Stand::Flow,
        begins: Begins::Nothing,
        again: Length::ZERO,
    }
}

/// A heading of one line with white of its own.
fn aired(air: Air) -> Block {
    let mut heading = Block { with_next: Keep::Together, ..paragraph(1) };
    heading.ways[0].air = air;
    heading
}

fn calling(mut block: Block, row: usize, note: usize) -> Block {
    block.ways[0].rows[row].calls.push(note);
    block
}

fn note(rows: usize) -> Note {
    Note { ways: vec![Way { rows: vec![row(End::Good); rows], ..Way::default() }], series: Series::Lower }
}

/// Pages told briefly: `1:0-4 n0:0-2` is rows 0 to 4 of block 1 and rows 0 to 2 of note 0.
fn told(pages: &[Leaf]) -> Vec<String> {
    let tell = |leaf: &Leaf| {
        let parts = leaf.parts.iter().map(|p| format!("{}:{}-{}", p.block, p.rows.start, p.rows.end));
        let notes = leaf.notes.iter().map(|n| format!("n{}:{}-{}", n.note, n.rows.start, n.rows.end));
        parts.chain(notes).collect::<Vec<_>>().join(" ")
    };
    pages.iter().map(tell).collect()
}

#[test]
fn a_page_is_filled_before_the_next_begins() {
    let pages = paginate(&[paragraph(4), paragraph(6)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-4 1:0-4", "1:4-6"]);
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    let widow = paginate(&[paragraph(4), paragraph(5)], &[], &frame(8));
    assert_eq!(told(&widow), ["0:0-4 1:0-3", "1:3-5"]);
    let orphan = paginate(&[paragraph(7), paragraph(5)], &[], &frame(8));
    assert_eq!(told(&orphan), ["0:0-7", "1:0-5"]);
}

#[test]
fn a_heading_stays_with_what_follows_it() {
    let heading = Block { with_next: Keep::Together, ..paragraph(1) };
    let pages = paginate(&[paragraph(6), heading, paragraph(5)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-6", "1:0-1 2:0-5"]);
}

#[test]
fn a_signature_stays_with_what_it_closes() {
    let signature = Block { with_previous: Keep::Together, ..paragraph(2) };
    let pages = paginate(&[paragraph(7), signature], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-5", "0:5-7 1:0-2"]);
}

#[test]
fn white_before_a_block_is_dropped_at_the_head_of_a_page() {
    let spaced = Block { before: GRID * 2, ..paragraph(2) };
    let pages = paginate(&[paragraph(6), spaced], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-6", "1:0-2"]);
    assert_eq!(pages[1].parts[0].at, 0);
}

#[test]
fn a_block_of_smaller_lines_returns_to_the_grid() {
    let small = block(vec![Row { height: Length::pt(8), ..row(End::Good) }; 3]);
    let pages = paginate(&[small, paragraph(2)], &[], &frame(8));
    assert_eq!((pages[0].parts[0].lines, pages[0].parts[1].at), (3, 3));
}

#[test]
fn a_line_goes_with_its_note() {
    let pages = paginate(&[calling(paragraph(8), 6, 0)], &[note(3)], &frame(8));
    assert_eq!(told(&pages), ["0:0-6", "0:6-8 n0:0-3"]);
}

#[test]
fn a_long_note_is_split_with_two_lines_on_either_side() {
    let pages = paginate(&[calling(paragraph(9), 3, 0)], &[note(6)], &frame(8));
    assert_eq!(told(&pages), ["0:0-4 n0:0-3", "0:4-7 n0:3-6", "0:7-9"]);
}

#[test]
fn only_the_last_note_of_a_page_is_split() {
    let text = calling(calling(paragraph(9), 2, 0), 3, 1);
    let pages = paginate(&[text], &[note(3), note(5)], &frame(10));
    assert_eq!(told(&pages)[0], "0:0-4 n0:0-3 n1:0-2");
}

/// A note of the upper series.
fn upper(rows: usize) -> Note {
    Note { series: Series::Upper, ..note(rows) }
}

#[test]
fn notes_of_the_upper_series_stand_above_those_of_the_lower() {
    let text = calling(calling(calling(paragraph(4), 0, 0), 1, 1), 2, 2);
    let pages = paginate(&[text], &[note(1), upper(1), note(1)], &frame(9));
    assert_eq!(told(&pages), ["0:0-4 n1:0-1 n0:0-1 n2:0-1"]);
}

#[test]
fn what_is_split_is_the_last_note_of_the_lower_series() {
    let text = calling(calling(paragraph(9), 0, 0), 1, 1);
    let pages = paginate(&[text], &[note(5), upper(3)], &frame(10));
    let [whole, begun] = &*pages[0].notes else { panic!("both notes begin on the page of their calls") };
    assert_eq!((whole.note, whole.rows.clone()), (1, 0..3));
    assert_eq!((begun.note, begun.rows.start), (0, 0));
    let [goes_on] = &*pages[1].notes else { panic!("one note goes on") };
    assert_eq!((goes_on.note, goes_on.rows.clone()), (0, begun.rows.end..5));
}

#[test]
fn the_white_between_the_series_counts() {
    let text = || calling(calling(paragraph(4), 0, 0), 1, 1);
    let pages = |second: Note| told(&paginate(&[text()], &[note(1), second], &frame(7)));
    assert_eq!(pages(note(1)), ["0:0-4 n0:0-1 n1:0-1"]);
    let frame = Frame { series_gap: Length::pt(6), ..frame(7) };
    let apart = told(&paginate(&[text()], &[note(1), upper(1)], &frame));
    assert_eq!(apart[0], "0:0-2 n1:0-1 n0:0-1");
}

#[test]
fn a_note_longer_than_a_page_runs_on() {
    let pages = paginate(&[calling(paragraph(4), 0, 0)], &[note(20)], &frame(8));
    let rows: Vec<_> = pages.iter().flat_map(|page| &page.notes).map(|part| part.rows.clone()).collect();
    assert_eq!(rows.first().map(|rows| rows.start), Some(0));
    assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
    assert_eq!(rows.last().map(|rows| rows.end), Some(20));
}

/// A note of so many rows that may also be set with another number of them.
fn giving(rows: usize, other: usize, cost: i64) -> Note {
    let mut giving = note(rows);
    giving.ways.push(Way { cost, ..note(other).ways[0].clone() });
    giving
}

#[test]
fn a_note_gives_way_so_that_it_stands_whole() {
    // Text of six lines and a note of three rows below half a line of white: there is room for two.
    let galley = [calling(paragraph(6), 5, 0), paragraph(8)];
    let stiff = paginate(&galley, &[note(3)], &frame(9));
    assert_eq!(told(&stiff)[0], "0:0-4", "the call goes over to the next page with its note");
    let pages = paginate(&galley, &[giving(3, 2, 500)], &frame(9));
    assert_eq!(told(&pages), ["0:0-6 n0:0-2", "1:0-8"]);
    assert_eq!(pages[0].notes[0].way, 1);
}

#[test]
fn a_note_gives_way_so_that_its_page_is_full() {
    let galley = [calling(paragraph(4), 0, 0), paragraph(8)];
    let ways = |notes: &[Note]| paginate(&galley, notes, &frame(8))[0].notes[0].way;
    assert_eq!(ways(&[giving(2, 3, 500)]), 1, "there is white for a row more above the note");
    assert_eq!(ways(&[giving(2, 3, 50_000)]), 0, "which may be dearer than the white");
    let last = paginate(&galley[..1], &[giving(2, 3, 500)], &frame(8));
    assert_eq!(last[0].notes[0].way, 0, "the last page need not be full");
}

#[test]
fn a_note_called_in_a_note_follows_it() {
    let mut outer = note(2);
    outer.ways[0].rows[1].calls.push(1);
    let pages = paginate(&[calling(paragraph(2), 0, 0)], &[outer, note(1)], &frame(8));
    assert_eq!(told(&pages), ["0:0-2 n0:0-2 n1:0-1"]);
}

#[test]
fn a_figure_without_room_stands_at_the_head_of_the_next_page() {
    let figure = Block { stand: Stand::Float, ..block(vec![Row { height: GRID * 5, ..row(End::Never) }]) };
    let pages = paginate(&[paragraph(5), figure, paragraph(6)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-5 2:0-3", "1:0-1 2:3-6"]);
}

#[test]
fn a_figure_taller_than_a_page_stands_on_the_next_all_the_same() {
    let figure = Block { stand: Stand::Float, ..block(vec![Row { height: GRID * 50, ..row(End::Never) }]) };
    let pages = paginate(&[paragraph(2), figure, paragraph(6)], &[], &frame(6));
    assert_eq!(told(&pages), ["0:0-2 2:0-4", "1:0-1", "2:4-6"]);
    assert_eq!(pages[1].too_large, [1]);
}

#[test]
fn a_plate_has_a_page_for_itself() {
    let plate = Block { stand: Stand::Plate, ..block(vec![row(End::Never)]) };
    let pages = paginate(&[paragraph(6), plate, paragraph(6)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-6 2:0-2", "1:0-1", "2:2-6"]);
    assert_eq!(pages[1].kind, LeafKind::Plate);
}

#[test]
fn a_table_that_goes_on_repeats_its_heading() {
    let table = Block { again: GRID, ..block(vec![row(End::Good); 10]) };
    let pages = paginate(&[table], &[], &frame(6));
    assert_eq!(told(&pages), ["0:0-6", "0:6-10"]);
    assert_eq!(pages[1].parts[0].lines, 5);
}

#[test]
fn what_is_taller_than_a_page_is_told_and_stands_all_the_same() {
    let tall = block(vec![Row { height: GRID * 50, ..row(End::Good) }]);
    let pages = paginate(&[paragraph(2), tall, paragraph(2)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-2", "1:0-1", "2:0-2"]);
    assert_eq!(pages[1].too_large, [1]);
}

#[test]
fn every_row_and_every_note_stands_once_in_order_with_its_call() {
    for seed in 0..300 {
        let mut number = numbers(seed);
        let mut blocks: Vec<Block> = (0..20).map(|_| paragraph(1 + number(9))).collect();
        let mut notes = Vec::new();
        for row in blocks.iter_mut().flat_map(|block| &mut block.ways[0].rows) {
            if number(6) == 0 {
                row.calls.push(notes.len());
                let series = if number(3) == 0 { Series::Upper } else { Series::Lower };
                notes.push(Note { series, ..note(1 + number(9)) });
            }
        }
        let pages = paginate(&blocks, &notes, &frame(6 + number(10) as u32));
        let rows: Vec<_> =
            pages.iter().flat_map(|p| &p.parts).flat_map(|p| p.rows.clone().map(|r| (p.block, r))).collect();
        let all: Vec<_> = blocks
            .iter()
            .enumerate()
            .flat_map(|(b, block)| (0..block.ways[0].rows.len()).map(move |r| (b, r)))
            .collect();
        assert_eq!(rows, all, "seed {seed}");
        for series in [Series::Upper, Series::Lower] {
            let is_of = |note: &usize| notes[*note].series == series;
            let parts = pages.iter().flat_map(|p| &p.notes).filter(|n| is_of(&n.note));
            let noted: Vec<_> = parts.flat_map(|n| n.rows.clone().map(|r| (n.note, r))).collect();
            let all: Vec<_> = (0..notes.len())
                .filter(is_of)
                .flat_map(|n| (0..notes[n].ways[0].rows.len()).map(move |r| (n, r)))
                .collect();
            assert_eq!(noted, all, "seed {seed}");
        }
        for page in &pages {
            let called = page.parts.iter().flat_map(|p| &blocks[p.block].ways[0].rows[p.rows.clone()]);
            for note in called.flat_map(|row| &row.calls) {
                assert!(page.notes.iter().any(|n| n.note == *note && n.rows.start == 0), "seed {seed}");
            }
        }
    }
}

/// A paragraph that may also be set with a line more, at a cost.
fn yielding(lines: usize, cost: i64) -> Block {
    let longer = Way { cost, ..paragraph(lines + 1).ways[0].clone() };
    let mut block = paragraph(lines);
    block.ways.push(longer);
    block
}

/// The lines of text on each page.
fn depths(pages: &[Leaf]) -> Vec<u32> {
    pages.iter().map(|page| page.parts.iter().map(|part| part.at + part.lines).max().unwrap_or(0)).collect()
}

#[test]
fn a_paragraph_gives_way_so_that_a_page_is_full() {
    // The heading would stand alone at the foot: without the longer way the page ends a line short.
    let heading = || Block { with_next: Keep::Together, ..paragraph(1) };
    let stiff = paginate(&[paragraph(7), heading(), paragraph(9)], &[], &frame(8));
    assert_eq!(depths(&stiff)[0], 7);
    let yielding = paginate(&[yielding(7, 500), heading(), paragraph(9)], &[], &frame(8));
    assert_eq!(told(&yielding)[0], "0:0-8");
    assert_eq!((yielding[0].parts[0].way, depths(&yielding)[0]), (1, 8));
}

#[test]
fn facing_pages_are_a_line_longer_together() {
    // Ten lines that must not be parted, twice: on a spread of nine lines each page is a line longer.
    let solid = || block(vec![row(End::Never); 10]);
    let pages = paginate(&[solid(), solid(), paragraph(5)], &[], &book(9, Side::Verso));
    assert_eq!(pages.iter().map(|page| page.lines).collect::<Vec<_>>(), [10, 10, 9]);
    assert_eq!(depths(&pages), [10, 10, 5]);
}

#[test]
fn no_word_is_divided_over_the_leaf() {
    let divided = |mut block: Block, row: usize| {
        block.ways[0].rows[row].end = End::Hyphen;
        block
    };
    let text = || divided(paragraph(14), 7);
    let recto = paginate(&[text()], &[], &book(8, Side::Recto));
    assert_ne!(recto[0].parts[0].rows.end, 8);
    let facing = paginate(&[divided(divided(divided(paragraph(14), 6), 7), 8)], &[], &book(8, Side::Verso));
    assert_eq!(facing[0].parts[0].rows.end, 8, "a hyphen between facing pages is better than a page that ends short");
}

#[test]
fn a_page_that_ends_short_is_no_shorter_than_the_one_beside_it() {
    // The verso is full; on the recto a block that must not be parted goes over the leaf and leaves three lines of white.
    let solid = || block(vec![row(End::Never); 8]);
    let recto = calling(paragraph(3), 0, 0);
    let pages = paginate(&[solid(), recto, solid(), paragraph(4)], &[note(1)], &book(8, Side::Verso));
    assert_eq!(told(&pages), ["0:0-8", "1:0-3 n0:0-1", "2:0-8", "3:0-4"]);
    assert_eq!(pages.iter().map(|page| page.lines).collect::<Vec<_>>(), [8, 8, 8, 8]);
}

#[test]
fn a_note_stands_whole_where_a_shorter_page_would_split_it() {
    // The call is in the last line that fits; a line earlier the note stands whole on the next page.
    let pages = paginate(&[calling(paragraph(14), 6, 0)], &[note(4)], &book(8, Side::Recto));
    let noted: Vec<_> = pages.iter().flat_map(|page| &page.notes).map(|part| part.rows.len()).collect();
    assert_eq!(noted, [4]);
}

#[test]
fn a_figure_stands_at_the_foot_of_its_page_and_the_text_goes_on_above_it() {
    let figure =
        Block { stand: Stand::Float, before: GRID, ..block(vec![Row { height: GRID * 3, ..row(End::Never) }]) };
    let pages = paginate(&[paragraph(2), figure, paragraph(8)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-2 2:0-2 1:0-1", "2:2-8"]);
    assert_eq!(pages[0].parts[2].at, 5);
}

#[test]
fn a_figure_does_not_stand_below_the_heading_of_another_text() {
    let figure = || Block { stand: Stand::Float, ..block(vec![Row { height: GRID * 3, ..row(End::Never) }]) };
    let another = Block { begins: Begins::Text, ..paragraph(4) };
    // The first figure finds no room and waits; the second, which comes after it, could but wait with it.
    let galley = [paragraph(6), figure(), paragraph(4), figure(), another];
    let pages = paginate(&galley, &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-6 2:0-2", "1:0-1 2:2-4 3:0-1", "4:0-4"]);
}

#[test]
fn what_is_above_a_heading_may_end_short_but_the_heading_keeps_two_lines() {
    let heading = Block { with_next: Keep::Together, ..paragraph(1) };
    let pages = paginate(&[paragraph(6), heading, paragraph(1), paragraph(6)], &[], &frame(8));
    assert_eq!(told(&pages), ["0:0-6", "1:0-1 2:0-1 3:0-6"]);
}

#[test]
fn the_same_galley_makes_the_same_pages() {
    let mut number = numbers(7);
    let blocks: Vec<Block> = (0..60).map(|_| yielding(2 + number(8), number(3000) as i64)).collect();
    let frame = book(20, Side::Recto);
    assert_eq!(super::paginate(&blocks, &[], &frame), super::paginate(&blocks, &[], &frame));
}

#[test]
fn the_white_of_a_block_is_shared_out_within_its_lines() {
    let air = Air { above: Length::pt(15), below: Length::pt(5) };
    let heading = || aired(air);
    let pages = paginate(&[heading(), paragraph(2), heading(), paragraph(2)], &[], &frame(10));
    let lines: Vec<_> = pages[0].parts.iter().map(|part| (part.at, part.lines)).collect();
    assert_eq!(lines, [(0, 2), (2, 2), (4, 3), (7, 2)], "the white above is dropped at the head of the page");
}

#[test]
fn the_white_around_a_heading_gives_way_where_a_page_would_end_short() {
    let mut heading = aired(Air { above: Length::pt(15), below: Length::pt(5) });
    let closer = Air { above: Length::pt(7), below: Length::pt(3) };
    heading.ways.push(Way { air: closer, cost: 9_000, ..heading.ways[0].clone() });
    let galley = [paragraph(3), heading, paragraph(2), paragraph(2), paragraph(9)];
    let pages = paginate(&galley, &[], &frame(9));
    assert_eq!(told(&pages), ["0:0-3 1:0-1 2:0-2 3:0-2", "4:0-9"]);
    let lines: Vec<_> = pages[0].parts.iter().map(|part| (part.at, part.lines)).collect();
    assert_eq!(lines, [(0, 3), (3, 2), (5, 2), (7, 2)]);
}

/// A galley of paragraphs that may yield, with notes and headings, made of small numbers.
fn thicket(seed: u64) -> (Vec<Block>, Vec<Note>) {
    let mut number = numbers(seed);
    let mut notes = Vec::new();
    let mut blocks = Vec::new();
    for _ in 0..24 {
        if number(6) == 0 {
            blocks.push(Block { with_next: Keep::Together, before: GRID, ..paragraph(1) });
        }
        let mut block = yielding(2 + number(9), number(4000) as i64);
        if number(3) == 0 {
            let row = number(block.ways[0].rows.len());
            block.ways.iter_mut().for_each(|way| way.rows[row].calls.push(notes.len()));
            let rows = 1 + number(6);
            notes.push(giving(rows, rows + 1 - 2 * number(2).min(rows - 1), number(4000) as i64));
        }
        blocks.push(block);
    }
    (blocks, notes)
}

#[test]
fn what_is_dropped_on_the_way_would_not_have_made_a_better_book() {
    for seed in 0..12 {
        let (blocks, notes) = thicket(seed);
        let frame = book(12, if seed % 2 == 0 { Side::Recto } else { Side::Verso });
        let cost = |reach: Reach| {
            let sums = Sums::new(&blocks, &notes, &frame);
            Optimiser { sums: &sums, frame: &frame, reach }.layouts().iter().map(|layout| layout.cost).min()
        };
        let everything = Reach { bound: 1_000_000_000, states: usize::MAX };
        assert_eq!(cost(Reach::USUAL), cost(everything), "seed {seed}");
    }
}

#[test]
fn facing_pages_are_of_one_length_wherever_that_can_be_had() {
    let uneven = (0..40).filter(|seed| {
        let (blocks, notes) = thicket(*seed);
        let pages = paginate(&blocks, &notes, &book(12, Side::Recto));
        let full = &pages[..pages.len() - 1];
        full[1..].chunks_exact(2).any(|facing| facing[0].lines != facing[1].lines)
    });
    assert_eq!(uneven.count(), 0);
}
