//! The words of a text, and where among its tags a mark may stand before each.
//!
//! A mark for the beginning of a printed page stands before the first word of that page:
//! in the paragraph, but before the emphasis, the link and the quotation mark that the
//! word begins with; and before a heading, not in it, lest it be read with it.

/// A word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The letters and figures of it, in small letters.
    pub letters: String,
    /// Where a mark before it stands.
    pub before: Gap,
}

/// A gap in a text: a byte of it, and what may be put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The byte.
    pub at: usize,
    /// What may stand there.
    pub takes: Takes,
}

/// What may stand in a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Takes {
    /// A part of a line.
    Phrase,
    /// A block.
    Block,
}

/// What an element does to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// It dresses words, and may begin within one.
    Dresses,
    /// It is a part of a line, and parts words.
    PartsWords,
    /// It is a heading.
    Heads,
    /// It begins and ends lines.
    Block,
}

fn effect(name: &str) -> Effect {
    match name {
        "em" | "i" | "strong" | "b" | "del" | "ins" | "u" | "sub" | "span" | "dfn" => Effect::Dresses,
        "a" | "sup" | "br" => Effect::PartsWords,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heads,
        _ => Effect::Block,
    }
}

/// The track of a text that is being written.
#[derive(Clone, Debug, Default)]
pub struct Track {
    words: Vec<Word>,
    /// Where a mark stands before the word that comes next.
    next: Option<Gap>,
    /// Where white ended: what stands here before a word belongs to it.
    chunk: Option<Chunk>,
    /// Whether a letter would go on with the last word.
    within: Within,
}

/// Signs without white between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chunk {
    /// No word is in them yet.
    Signs(Gap),
    /// There is.
    Words,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Word,
}

/// Characters that say where a word may be divided, and part none.
fn is_hint(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a character is a word by itself: scripts without spaces are not read in words.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

impl Track {
    /// An element opens: `before` its tag, and `after` it.
    pub fn open(&mut self, name: &str, before: usize, after: usize) {
        match effect(name) {
            Effect::Dresses => self.begin_at(before),
            Effect::PartsWords => {
                self.within = Within::Nothing;
                self.begin_at(before);
            }
            Effect::Heads => self.begin_anew(Gap { at: before, takes: Takes::Block }),
            Effect::Block => self.begin_anew(Gap { at: after, takes: Takes::Phrase }),
        }
    }

    /// An element closes.
    pub fn close(&mut self, name: &str) {
        match effect(name) {
            Effect::Dresses => {}
            Effect::PartsWords => self.within = Within::Nothing,
            Effect::Heads | Effect::Block => {
                (self.next, self.chunk, self.within) = (None, None, Within::Nothing);
            }
        }
    }

    fn begin_at(&mut self, at: usize) {
        if self.next.is_none() && self.chunk.is_none() {
            self.next = Some(Gap { at, takes: Takes::Phrase });
        }
    }

    fn begin_anew(&mut self, gap: Gap) {
        (self.next, self.chunk, self.within) = (Some(gap), None, Within::Nothing);
    }

    /// Words stop for something that stands beside them.
    pub fn part(&mut self) {
        self.within = Within::Nothing;
    }

    /// A character is written at byte `at`.
    pub fn character(&mut self, character: char, at: usize) {
        if is_hint(character) {
            return;
        }
        if character.is_whitespace() {
            // White after words ends them; white at the beginning of a line is nothing.
            if self.chunk.take().is_some() {
                self.next = None;
            }
            self.within = Within::Nothing;
            return;
        }
        let here = Gap { at, takes: Takes::Phrase };
        let chunk = self.chunk.unwrap_or_else(|| Chunk::Signs(self.next.take().unwrap_or(here)));
        if !character.is_alphanumeric() {
            self.chunk = Some(chunk);
            self.within = Within::Nothing;
            return;
        }
        let alone = is_ideograph(character);
        match self.words.last_mut() {
            Some(word) if self.within == Within::Word && !alone => word.letters.extend(character.to_lowercase()),
            _ => {
                let before = match chunk {
                    Chunk::Signs(gap) => gap,
                    Chunk::Words => here,
                };
                self.words.push(Word { letters: character.to_lowercase().collect(), before });
            }
        }
        self.chunk = Some(Chunk::Words);
        self.within = if alone { Within::Nothing } else { Within::Word };
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// All words.
    pub fn finish(self) -> Vec<Word> {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::examples::*;
    use crate::volume::{BlockKind, Hand, Inline, Matter, Series, Style};

    /// What `blocks` become, a bar in every gap before a word, a double one where it takes a block.
    fn gaps(blocks: &[crate::volume::Block]) -> String {
        let mut volume = empty_volume();
        let piece = add_piece(&mut volume, Matter::Body, "a", Vec::new(), essay(Vec::new()));
        add_note(&mut volume, piece, Series::Editorial, "12", "So.");
        let written = written_all(&volume, |writer| writer.blocks(blocks));
        let mut text = written.body;
        for word in written.words.iter().rev() {
            let bar = if word.before.takes == Takes::Block { "‖" } else { "|" };
            text.insert_str(word.before.at, bar);
        }
        text
    }

    #[test]
    fn a_mark_stands_before_what_the_word_begins_with() {
        let text =
            vec![plain("He "), styled(Style::Emphasis, "said"), plain(": “"), styled(Style::Bold, "no"), plain("”")];
        assert_eq!(gaps(&[paragraph(text)]), "<p>|He |<em>said</em>: |“<b>no</b>”</p>\n");
        let hand = Inline::Editorial(Hand::Addition, vec![plain("Lind and Sommer")], span());
        assert_eq!(
            gaps(&[paragraph(vec![hand])]),
            "<p>|<span class=\"hand addition\">[Lind |and |Sommer]</span></p>\n"
        );
    }

    #[test]
    fn a_word_may_change_its_dress_in_the_middle() {
        let text = vec![plain("un"), styled(Style::Emphasis, "usual"), plain("ly Anglo-Soviet & co")];
        assert_eq!(gaps(&[paragraph(text)]), "<p>|un<em>usual</em>ly |Anglo-|Soviet &amp; |co</p>\n");
    }

    #[test]
    fn a_mark_stands_before_a_heading_and_in_a_paragraph() {
        let heading = block(BlockKind::Heading(1, vec![plain("The Bridge")]));
        assert_eq!(gaps(&[heading, paragraph(vec![plain("It")])]), "‖<h2>The |Bridge</h2>\n<p>|It</p>\n");
    }

    #[test]
    fn note_calls_are_no_words() {
        let call = Inline::Call(
            crate::volume::Call { note: crate::volume::NoteId(0), place: crate::volume::PlaceId(2) },
            span(),
        );
        let told = gaps(&[paragraph(vec![plain("Sebes"), call, plain(". Then")])]);
        assert!(told.starts_with("<p>|Sebes<sup") && told.ends_with("</sup>. |Then</p>\n"), "{told}");
        assert_eq!(told.matches('|').count(), 2, "{told}");
    }

    /// The words of a text without tags.
    fn words_of(text: &str) -> Vec<String> {
        let mut track = Track::default();
        text.char_indices().for_each(|(at, character)| track.character(character, at));
        track.finish().into_iter().map(|word| word.letters).collect()
    }

    #[test]
    fn words_are_letters_and_figures_and_ideographs_are_words() {
        assert_eq!(
            words_of("Don’t di\u{AD}vide 1956–57, 毛泽东!"),
            ["don", "t", "divide", "1956", "57", "毛", "泽", "东"]
        );
    }
}
