//! Speakers of minutes who are not among the participants.
//!
//! Only where a document lists its participants, and only where a speaker shares no word
//! with anyone on that list: "General Barr" is "General J. Barr, Minister of War", and
//! "Lind" is "Count Ottokar Lind". Voices from the hall and offices are no names.

use std::collections::BTreeSet;

use super::apparatus::documents;
use crate::report::{Code, Diagnostic, Report};
use crate::source::Span;
use crate::volume::tree::Style;
use crate::volume::walk::{self, Descend, Node, plain};
use crate::volume::{Answered, Block, BlockKind, Dress, Inline, Role, Volume};

/// Who speaks without being someone: in small letters.
const NOBODY: [&str; 24] = [
    "all",
    "answer",
    "audience",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "clerk",
    "delegate",
    "delegates",
    "everyone",
    "interpreter",
    "member",
    "members",
    "moderator",
    "operator",
    "others",
    "president",
    "question",
    "secretary",
    "several",
    "speaker",
    "voice",
    "voices",
];

/// Tells the speakers of each document that its participants do not have.
pub(super) fn unknown(volume: &Volume, report: &mut Report) {
    for (piece, document) in documents(volume) {
        let mut participants = BTreeSet::new();
        let mut speakers = Vec::new();
        for blocks in piece.blocks() {
            walk::blocks(blocks, &mut |node: Node<'_, Answered>| visit(node, &mut participants, &mut speakers));
        }
        if participants.is_empty() {
            continue;
        }
        let mut told = BTreeSet::new();
        for (speaker, span) in speakers {
            let words = words(&speaker);
            let known = words.is_empty()
                || words.iter().any(|word| participants.contains(word) || NOBODY.contains(&word.as_str()));
            if !known && told.insert(words) {
                let message = format!("`{speaker}` speaks and is not among the participants of `{}`", document.id);
                let problem = Diagnostic::new(Code::UnknownSpeaker, span, message);
                report.push(problem.hint("add the name to `::: participants`, or correct it"));
            }
        }
    }
}

/// Gathers the words of participants, and the speakers.
fn visit(node: Node<'_, Answered>, participants: &mut BTreeSet<String>, speakers: &mut Vec<(String, Span)>) -> Descend {
    match node {
        Node::Block(Block { kind: BlockKind::Dressed(Dress::Participants, inner), .. }) => {
            for item in inner {
                participants.extend(words(&all_words(item)));
            }
            Descend::Past
        }
        Node::Block(Block { kind: BlockKind::Paragraph(Role::Speech, text), .. }) => {
            if let Some(Inline::Styled(Style::Strong, name, span)) = text.first() {
                let name = plain(name);
                let name = name.trim_matches(|c: char| !c.is_alphanumeric());
                speakers.push((name.to_owned(), *span));
            }
            Descend::Past
        }
        _ => Descend::Into,
    }
}

fn all_words(block: &Block) -> String {
    let mut all = String::new();
    walk::block(block, &mut |node: Node<'_, Answered>| {
        if let Node::Inline(Inline::Text(words, _)) = node {
            all.push_str(words);
            all.push(' ');
        }
        Descend::Into
    });
    all
}

/// The words of a name that can be compared: not its initials, in small letters.
fn words(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
}
