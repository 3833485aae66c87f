//! The outlines of a CFF font, without those that no text needs.
//!
//! Glyphs keep their numbers, so that every other table of the font stays true: what an unused glyph draws is
//! taken away, and so are the subroutines that no other glyph calls. The rest of the table (Adobe Technical Note
//! 5176) stays byte for byte, moved forward by what was taken out before it, and the offsets that
//! name it are written anew in as many bytes as they had.

use std::collections::BTreeSet;
use std::ops::Range;

/// A glyph that draws nothing (`endchar`) and a subroutine that does nothing (`return`).
const NOTHING: &[u8] = &[14];
const RETURN: &[u8] = &[11];

/// How deep subroutines may call each other (Technical Note 5177, appendix B).
const DEEPEST: usize = 10;

/// Operators of a dictionary that hold the place of something.
const CHARSET: u16 = 15;
const ENCODING: u16 = 16;
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBRS: u16 = 19;
const CHARSTRING_TYPE: u16 = 12 << 8 | 6;
const FD_ARRAY: u16 = 12 << 8 | 36;
const FD_SELECT: u16 = 12 << 8 | 37;

/// The table with the outlines of `used` alone; none if it is of a kind that cannot be emptied so.
pub(super) fn emptied(table: &[u8], used: &BTreeSet<u16>) -> Option<Vec<u8>> {
    let names = Index::at(table, usize::from(*table.get(2)?))?;
    let dicts = Index::at(table, names.range.end)?;
    let strings = Index::at(table, dicts.range.end)?;
    let global = Index::at(table, strings.range.end)?;
    let top = Dict::read(table, dicts.items.first()?.clone())?;
    if top.number(CHARSTRING_TYPE, 0).is_some_and(|kind| kind != 2) {
        return None;
    }
    let glyphs = Index::at(table, offset(top.number(CHAR_STRINGS, 0)?)?)?;
    let fonts = match top.number(FD_ARRAY, 0) {
        Some(at) => Index::at(table, offset(at)?)?.items,
        None => Vec::new(),
    };
    let fonts: Vec<Dict> = fonts.into_iter().map(|font| Dict::read(table, font)).collect::<Option<_>>()?;

    let mut edits = vec![glyphs.edit(table, |glyph| used.contains(&glyph), NOTHING)];
    // Each font of a CID-keyed table has subroutines of its own; those stay.
    if fonts.is_empty() {
        let local = local_subrs(table, &top)?;
        let mut calls =
            Calls { table, global: &global, local: local.as_ref(), called: [BTreeSet::new(), BTreeSet::new()] };
        for glyph in used {
            calls.run(glyphs.items.get(usize::from(*glyph))?.clone(), &mut State::default(), 0)?;
        }
        let [of_all, of_font] = calls.called;
        edits.push(global.edit(table, |subr| of_all.contains(&subr), RETURN));
        edits.extend(local.as_ref().map(|local| local.edit(table, |subr| of_font.contains(&subr), RETURN)));
    }
    edits.sort_by_key(|edit| edit.range.start);

    let mut bytes = table.to_vec();
    top.move_offsets(&edits, &mut bytes)?;
    fonts.iter().try_for_each(|font| font.move_offsets(&edits, &mut bytes))?;
    for dict in std::iter::once(&top).chain(&fonts) {
        move_local_subrs(table, dict, &edits, &mut bytes)?;
    }
    for edit in edits.iter().rev() {
        bytes.splice(edit.range.clone(), edit.bytes.iter().copied());
    }
    Some(bytes)
}

/// Bytes that stand instead of others.
struct Edit {
    range: Range<usize>,
    bytes: Vec<u8>,
}

/// Where what stood at `at` stands after the edits.
fn moved(at: usize, edits: &[Edit]) -> usize {
    let before = edits.iter().filter(|edit| edit.range.end <= at);
    before.fold(at, |at, edit| at + edit.bytes.len() - edit.range.len())
}

/// An INDEX (§5): where it is, and where its items are.
struct Index {
    range: Range<usize>,
    items: Vec<Range<usize>>,
}

impl Index {
    fn at(table: &[u8], at: usize) -> Option<Index> {
        let count = usize::from(u16::from_be_bytes(table.get(at..at + 2)?.try_into().ok()?));
        if count == 0 {
            return Some(Index { range: at..at + 2, items: Vec::new() });
        }
        let size = usize::from(*table.get(at + 2)?);
        let offsets = table.get(at + 3..at + 3 + (count + 1) * size).filter(|_| (1..=4).contains(&size))?;
        // Offsets count from the byte before the data.
        let base = at + 2 + offsets.len();
        let ends: Vec<usize> = offsets
            .chunks(size)
            .map(|bytes| base + bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
            .collect();
        let items: Vec<Range<usize>> = ends.windows(2).map(|pair| pair[0]..pair[1]).collect();
        let whole = items.iter().all(|item| item.start <= item.end && item.end <= table.len());
        whole.then(|| Index { range: at..ends[count], items })
    }

    /// The INDEX with `nothing` for every item that is not `kept`.
    fn edit(&self, table: &[u8], kept: impl Fn(u16) -> bool, nothing: &[u8]) -> Edit {
        let numbered = || self.items.iter().enumerate();
        let items: Vec<&[u8]> =
            numbered().map(|(number, item)| if kept(number as u16) { &table[item.clone()] } else { nothing }).collect();
        let end = 1 + items.iter().map(|item| item.len()).sum::<usize>();
        let size = (1..4).find(|size| end < 1 << (8 * size)).unwrap_or(4);
        let mut bytes = (items.len() as u16).to_be_bytes().to_vec();
        if !items.is_empty() {
            bytes.push(size as u8);
            let mut at = 1;
            for item in std::iter::once(&&[][..]).chain(&items) {
                at += item.len();
                bytes.extend(&(at as u32).to_be_bytes()[4 - size..]);
            }
            bytes.extend(items.concat());
        }
        Edit { range: self.range.clone(), bytes }
    }
}

/// A dictionary (§4): its operators, with the numbers before them.
struct Dict(Vec<(u16, Vec<Operand>)>);

/// A number, and where it is written.
type Operand = (Range<usize>, i32);

impl Dict {
    fn read(table: &[u8], range: Range<usize>) -> Option<Dict> {
        let (mut operators, mut numbers, mut at) = (Vec::new(), Vec::new(), range.start);
        while at < range.end {
            let first = *table.get(at)?;
            let byte = |after: usize| table.get(at + after).map(|byte| i32::from(*byte));
            let (length, number) = match first {
                0..=21 => {
                    let (length, name) = if first == 12 { (2, 12 << 8 | byte(1)? as u16) } else { (1, first.into()) };
                    operators.push((name, std::mem::take(&mut numbers)));
                    at += length;
                    continue;
                }
                28 => (3, i32::from(byte(1)? as u8 as i8) << 8 | byte(2)?),
                29 => (5, i32::from_be_bytes(table.get(at + 1..at + 5)?.try_into().ok()?)),
                // A real number, which names no place: half bytes to the one that is 15.
                30 => (1 + table[at + 1..].iter().position(|byte| byte & 15 == 15 || byte >> 4 == 15)? + 1, 0),
                32..=246 => (1, i32::from(first) - 139),
                247..=250 => (2, (i32::from(first) - 247) * 256 + byte(1)? + 108),
                251..=254 => (2, -(i32::from(first) - 251) * 256 - byte(1)? - 108),
                _ => return None,
            };
            numbers.push((at..at + length, number));
            at += length;
        }
        Some(Dict(operators))
    }

    /// The numbers of an operator.
    fn numbers(&self, name: u16) -> &[Operand] {
        self.0.iter().find(|(known, _)| *known == name).map_or(&[], |(_, numbers)| numbers)
    }

    fn number(&self, name: u16, at: usize) -> Option<i32> {
        self.numbers(name).get(at).map(|(_, number)| *number)
    }

    /// Writes into `bytes` where everything that the dictionary names stands after the edits.
    fn move_offsets(&self, edits: &[Edit], bytes: &mut [u8]) -> Option<()> {
        // The first numbers of charset and Encoding name one of those that every reader knows.
        let places = [
            (CHARSET, 0, 3),
            (ENCODING, 0, 2),
            (CHAR_STRINGS, 0, 1),
            (PRIVATE, 1, 1),
            (FD_ARRAY, 0, 1),
            (FD_SELECT, 0, 1),
        ];
        for (name, at, from) in places {
            if let Some((range, old)) = self.numbers(name).get(at).filter(|(_, number)| *number >= from) {
                write(moved(offset(*old)?, edits), range.clone(), bytes)?;
            }
        }
        Some(())
    }
}

fn offset(number: i32) -> Option<usize> {
    usize::try_from(number).ok()
}

/// Writes a number of a dictionary over another, in as many bytes.
fn write(number: usize, range: Range<usize>, bytes: &mut [u8]) -> Option<()> {
    let number = i32::try_from(number).ok()?;
    let place = &mut bytes[range];
    match place.len() {
        1 => place[0] = u8::try_from(number + 139).ok().filter(|byte| (32..=246).contains(byte))?,
        2 => {
            let rest = u16::try_from(number - 108).ok().filter(|rest| *rest < 1024)?;
            place.copy_from_slice(&(rest + (247 << 8)).to_be_bytes());
        }
        3 => place[1..].copy_from_slice(&i16::try_from(number).ok()?.to_be_bytes()),
        _ => place[1..].copy_from_slice(&number.to_be_bytes()),
    }
    Some(())
}

/// The private dictionary that a dictionary names, and where it begins.
fn private(table: &[u8], dict: &Dict) -> Option<Option<(Dict, usize)>> {
    let (Some(size), Some(at)) = (dict.number(PRIVATE, 0), dict.number(PRIVATE, 1)) else { return Some(None) };
    let (size, at) = (offset(size)?, offset(at)?);
    Some(Some((Dict::read(table, at..at + size)?, at)))
}

/// The subroutines of a font; none within if it has none.
fn local_subrs(table: &[u8], dict: &Dict) -> Option<Option<Index>> {
    let Some((private, at)) = private(table, dict)? else { return Some(None) };
    match private.number(SUBRS, 0) {
        Some(subrs) => Some(Some(Index::at(table, at + offset(subrs)?)?)),
        None => Some(None),
    }
}

/// The subroutines of a font are found from its private dictionary on.
fn move_local_subrs(table: &[u8], dict: &Dict, edits: &[Edit], bytes: &mut [u8]) -> Option<()> {
    let Some((private, at)) = private(table, dict)? else { return Some(()) };
    if let Some((range, subrs)) = private.numbers(SUBRS).first() {
        let subrs = moved(at + offset(*subrs)?, edits);
        write(subrs.checked_sub(moved(at, edits))?, range.clone(), bytes)?;
    }
    Some(())
}

/// Finds what subroutines outlines call (Technical Note 5177), without drawing anything.
struct Calls<'a> {
    table: &'a [u8],
    global: &'a Index,
    local: Option<&'a Index>,
    /// The subroutines that are called: those of all fonts, those of this one.
    called: [BTreeSet<u16>; 2],
}

/// What an outline has said so far.
#[derive(Default)]
struct State {
    numbers: Vec<i32>,
    stems: usize,
}

/// How a stretch of an outline ends.
#[derive(PartialEq, Eq)]
enum Ended {
    Returned,
    Glyph,
}

impl Calls<'_> {
    fn run(&mut self, code: Range<usize>, state: &mut State, depth: usize) -> Option<Ended> {
        let table = self.table;
        let (mut at, end) = (code.start, code.end);
        while at < end {
            let first = table[at];
            let byte = |after: usize| table.get(at + after).map(|byte| i32::from(*byte));
            let (length, number) = match first {
                28 => (3, i32::from(byte(1)? as u8 as i8) << 8 | byte(2)?),
                32..=246 => (1, i32::from(first) - 139),
                247..=250 => (2, (i32::from(first) - 247) * 256 + byte(1)? + 108),
                251..=254 => (2, -(i32::from(first) - 251) * 256 - byte(1)? - 108),
                // A number with a fraction numbers no subroutine.
                255 => (5, 0),
                _ => {
                    at += 1;
                    match first {
                        1 | 3 | 18 | 23 => state.stems += std::mem::take(&mut state.numbers).len() / 2,
                        19 | 20 => {
                            state.stems += std::mem::take(&mut state.numbers).len() / 2;
                            at += state.stems.div_ceil(8);
                        }
                        10 | 29 => {
                            if self.call(first, state, depth)? == Ended::Glyph {
                                return Some(Ended::Glyph);
                            }
                        }
                        11 => return Some(Ended::Returned),
                        // With four numbers it is made of two other glyphs: a way out of use, which is left as it is.
                        14 => return (state.numbers.len() < 4).then_some(Ended::Glyph),
                        12 => {
                            at += 1;
                            state.numbers.clear();
                        }
                        _ => state.numbers.clear(),
                    }
                    continue;
                }
            };
            state.numbers.push(number);
            at += length;
        }
        Some(Ended::Returned)
    }

    fn call(&mut self, operator: u8, state: &mut State, depth: usize) -> Option<Ended> {
        let (index, called) = match operator {
            10 => (self.local?, 1),
            _ => (self.global, 0),
        };
        let bias = match index.items.len() {
            0..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        };
        let number = u16::try_from(state.numbers.pop()? + bias).ok()?;
        let code = index.items.get(usize::from(number))?.clone();
        self.called[called].insert(number);
        if depth < DEEPEST { self.run(code, state, depth + 1) } else { None }
    }
}
