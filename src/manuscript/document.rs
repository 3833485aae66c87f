//! Documents: one file each, its apparatus in the front matter, its transcription below.

use super::front_matter::{self, Sheet};
use super::markdown::{self, Offsets, Parsed, Passage};
use super::record::{Keys, ValueKind, tell_repeated_labels, wrong_kind};
use super::{
    Block, BlockKind, Blocks, Desk, Document, DocumentKind, Dress, Lines, NumberWish, Text, Written, each_block,
};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

const KINDS: [(&str, DocumentKind); 10] = [
    ("letter", DocumentKind::Letter),
    ("telegram", DocumentKind::Telegram),
    ("minutes", DocumentKind::Minutes),
    ("report", DocumentKind::Report),
    ("memorandum", DocumentKind::Memorandum),
    ("speech", DocumentKind::Speech),
    ("treaty", DocumentKind::Treaty),
    ("press", DocumentKind::Press),
    ("editorial-note", DocumentKind::EditorialNote),
    ("other", DocumentKind::Other),
];

/// Reads a document.
pub(super) fn read(desk: Desk<'_>, file: FileId, report: &mut Report) -> Document {
    let sheet = front_matter::read(desk, file, report);
    let mut keys = Keys::of(&sheet.record, report);
    let id = front_matter::id(&mut keys, desk, &sheet);
    let (title, head) = front_matter::title(&mut keys, desk, &sheet, "a document");
    let document = Document {
        id,
        title,
        head,
        short: keys.plain("short"),
        kind: keys.choice("kind", &KINDS).unwrap_or_default(),
        date: keys.date("date"),
        date_text: inline(&mut keys, desk, "date-text"),
        time: keys.plain("time"),
        place: inline(&mut keys, desk, "place"),
        authors: keys.list("authors").into_iter().map(|words| words.text).collect(),
        from: keys.plain("from"),
        to: keys.plain("to"),
        classification: keys.plain("classification"),
        source: inline(&mut keys, desk, "source"),
        translator: keys.plain("translator"),
        original: keys.language("original"),
        number: number(&mut keys),
        span: sheet.span,
        headnote: None,
        opener: None,
        text: Vec::new(),
        notes: Vec::new(),
    };
    keys.finish();
    let parsed = text(desk, &sheet, document.kind, report);
    tell_repeated_labels(&parsed.notes, report);
    let Leading { headnote, opener, text } = take_leading(parsed.blocks);
    let fault = match headnote {
        Some(_) => "the document has its headnote already",
        None => "a headnote stands before the text",
    };
    tell_misplaced_headnotes(&text, fault, report);
    Document { headnote, opener, text, notes: parsed.notes, ..document }
}

/// The text of a file after its front matter.
pub(super) fn text(desk: Desk<'_>, sheet: &Sheet, kind: DocumentKind, report: &mut Report) -> Parsed {
    let text = desk.sources.text(sheet.text);
    markdown::blocks(
        &Passage { text, span: sheet.text, offsets: Offsets::Exact, language: desk.language },
        kind,
        report,
    )
}

fn inline(keys: &mut Keys<'_, '_>, desk: Desk<'_>, key: &'static str) -> Option<Text> {
    let words = keys.words(key)?;
    Some(words.inline(desk.language, keys.report()))
}

fn number(keys: &mut Keys<'_, '_>) -> NumberWish {
    let Some(value) = keys.value("number") else { return NumberWish::Next };
    match value.kind {
        ValueKind::Truth(false) => return NumberWish::Unnumbered,
        ValueKind::Integer(Some(number)) => {
            if let Some(number) = u32::try_from(number).ok().filter(|number| *number > 0) {
                return NumberWish::Given(number, value.span);
            }
            let problem = Diagnostic::new(Code::WrongValue, value.span, "a document's number is 1 or more");
            keys.report().push(problem.hint("a document without number has `number = false`"));
        }
        _ => {
            let problem = wrong_kind("number", &value.kind, "a whole number or `false`", value.span);
            keys.report().push(problem);
        }
    }
    NumberWish::Next
}

/// What opens a document, apart from the rest.
struct Leading {
    headnote: Option<Blocks>,
    opener: Option<Block<Written>>,
    text: Blocks,
}

/// Takes the headnote and the opener, in either order, from before the text. An editor's query is no text.
fn take_leading(blocks: Blocks) -> Leading {
    let mut leading = Leading { headnote: None, opener: None, text: Vec::new() };
    let mut blocks = blocks.into_iter();
    for block in blocks.by_ref() {
        match block.kind {
            BlockKind::Query(_) => leading.text.push(block),
            BlockKind::Dressed(Dress::Headnote, _) if leading.headnote.is_none() => {
                leading.headnote = Some(undressed(block));
            }
            BlockKind::Lines(Lines::Opener, _) if leading.opener.is_none() => leading.opener = Some(block),
            _ => {
                leading.text.push(block);
                break;
            }
        }
    }
    leading.text.extend(blocks);
    leading
}

/// The blocks of a headnote, which keep what was said of the whole: its language, and its name.
fn undressed(block: Block<Written>) -> Blocks {
    let Block { kind: BlockKind::Dressed(_, mut inside), anchor, language, .. } = block else { return vec![block] };
    for block in &mut inside {
        block.language = block.language.take().or_else(|| language.clone());
    }
    if let Some(first) = inside.iter_mut().find(|block| block.anchor.is_none()) {
        first.anchor = anchor;
    }
    inside
}

/// Tells every headnote that opens nothing. An attachment, a document itself, may have its own.
fn tell_misplaced_headnotes(text: &Blocks, fault: &str, report: &mut Report) {
    let mut opening: Vec<Span> = Vec::new();
    each_block(text, &mut |block| match &block.kind {
        BlockKind::Attachment { blocks, .. } => {
            let headnote =
                blocks.iter().take(2).find(|block| matches!(block.kind, BlockKind::Dressed(Dress::Headnote, _)));
            opening.extend(headnote.map(|block| block.span));
        }
        BlockKind::Dressed(Dress::Headnote, _) if !opening.contains(&block.span) => {
            report.push(misplaced_headnote(block.span, fault));
        }
        _ => {}
    });
}

/// That a headnote cannot stand where it does.
pub(super) fn misplaced_headnote(span: Span, message: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::MisplacedBlock, span, message);
    problem.hint("the editors' words between passages stand in `::: editorial`")
}
