//! Lists: labels as typed, in a column of their own. Numbers stand to the right in it, so that 9. and 10. end
//! below each other; bullets and letters to the left.

use crate::language::Language;
use crate::length::Length;
use crate::typeset::line::Justification;
use crate::typeset::page::ElementRole;
use crate::volume::{Block, BlockKind, Item, Role};

use super::blocks::Begin;
use super::text::{Indents, made};
use super::voice::Voice;
use super::{Row, SetBlock, Setter};

/// What stands before an item that has no number.
const BULLET: &str = "•";

impl Setter<'_> {
    /// A list: its labels hang in a column as wide as the widest of them.
    pub(super) fn list(
        &mut self,
        items: &[Item],
        voice: &Voice,
        language: Option<&Language>,
        beside: Length,
    ) -> Vec<SetBlock> {
        let list = self.block_element(voice, ElementRole::List, language);
        let labels: Vec<&str> = items.iter().map(|item| item.label.as_deref().unwrap_or(BULLET)).collect();
        let mut widest = Length::ZERO;
        for label in &labels {
            widest = widest.max(self.natural_width(&[made(label, &voice.dress, list)], voice));
        }
        let white = voice.dress.size * 2 / 5;
        let numbers = labels.len() > 1 && labels.iter().all(|label| label.starts_with(|c: char| c.is_ascii_digit()));
        let hang = (widest + white).max(self.style.indent).min(voice.measure / 2);
        let mut stack = Vec::new();
        for (at, (item, label)) in items.iter().zip(labels).enumerate() {
            let right = if at + 1 == items.len() { beside } else { Length::ZERO };
            let element = self.element(list, ElementRole::Item);
            let label_element = self.element(element, ElementRole::Label);
            let label_voice = Voice { measure: hang - white, ..voice.clone() }.within(label_element).ragged();
            let label_voice = if numbers { label_voice.justified(Justification::Right) } else { label_voice };
            let label = self.set_rows(&[made(label, &voice.dress, label_element)], &label_voice, Indents::default());
            let body = self.element(element, ElementRole::ItemBody);
            let text = voice.clone().within(body).narrowed(hang, right);
            let mut set = self.set_blocks(&item.blocks, &text, Begin::Flush);
            stand_before(&mut set, label);
            stack.extend(set);
        }
        stack
    }

    /// People: a list without bullets, its turned lines indented.
    pub(super) fn people(&mut self, items: &[Item], voice: &Voice) -> Vec<SetBlock> {
        if items.iter().any(|item| item.label.is_some()) {
            return self.list(items, voice, None, Length::ZERO);
        }
        let list = self.element(voice.element, ElementRole::List);
        let mut stack = Vec::new();
        for item in items {
            let element = self.element(list, ElementRole::Item);
            let body = self.element(element, ElementRole::ItemBody);
            let voice = voice.clone().within(body).ragged();
            let set = self.hanging(&item.blocks, &voice);
            stack.extend(set);
        }
        stack
    }

    /// Blocks of which a first paragraph hangs: its lines but the first are indented.
    pub(super) fn hanging(&mut self, blocks: &[Block], voice: &Voice) -> Vec<SetBlock> {
        let Some((first, rest)) = blocks.split_first() else {
            // An entry may say nothing beyond its name: a pointer, an abbreviation.
            let lead_in = std::mem::take(&mut self.lead_in);
            let mut alone = || self.paragraph(&lead_in, voice, Indents::hanging(self.style.indent));
            return if lead_in.is_empty() { Vec::new() } else { vec![alone()] };
        };
        match &first.kind {
            BlockKind::Paragraph(Role::Plain, text) => {
                self.strays.extend(first.anchor);
                let voice = voice.clone().in_language(first.language.as_ref());
                let mut fragments = std::mem::take(&mut self.lead_in);
                fragments.extend(self.fragments(text, &voice));
                let mut set = self.paragraph(&fragments, &voice, Indents::hanging(self.style.indent));
                set.span = Some(first.span);
                let below = voice.clone().narrowed(self.style.indent, Length::ZERO);
                let mut stack = vec![set];
                stack.extend(self.set_blocks(rest, &below, Begin::Flush));
                stack
            }
            _ => {
                let lead_in = std::mem::take(&mut self.lead_in);
                let mut stack = vec![self.paragraph(&lead_in, voice, Indents::default())];
                let below = voice.clone().narrowed(self.style.indent, Length::ZERO);
                stack.extend(self.set_blocks(blocks, &below, Begin::Flush));
                stack
            }
        }
    }
}

/// Puts the rows of a label beside the first row of what it labels.
pub fn stand_before(set: &mut Vec<SetBlock>, label: Vec<Row>) {
    match set.iter_mut().find(|block| block.ways.iter().all(|way| !way.rows.is_empty())) {
        Some(block) => {
            for way in &mut block.ways {
                for (at, beside) in label.iter().enumerate() {
                    match way.rows.get_mut(at) {
                        Some(row) => {
                            row.ink.splice(0..0, beside.ink.iter().cloned());
                            row.places.extend(beside.places.iter().copied());
                            row.outline.calls.extend(&beside.outline.calls);
                        }
                        None => way.rows.push(beside.clone()),
                    }
                }
            }
        }
        None => set.push(SetBlock::new(label)),
    }
}
