//! What is said to the person at the terminal.
//!
//! The reader of our words may go away (`bookgen check | head`): that is no fault of the
//! book, so words that cannot be delivered are let go.

use std::io::{IsTerminal, Write};

use bookgen::report::Colour;

/// Says `words` where answers go.
pub fn answer(words: &str) {
    let mut out = std::io::stdout();
    let _reader_gone = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}

/// Says `words` where problems go.
pub fn tell(words: &str) {
    let mut out = std::io::stderr();
    let _reader_gone = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}

/// Whether words that go to `stream` may be coloured: on a terminal, unless `NO_COLOR` asks for none.
pub fn colour_of(stream: &impl IsTerminal) -> Colour {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let simple = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    if stream.is_terminal() && !refused && !simple { Colour::Terminal } else { Colour::Plain }
}
