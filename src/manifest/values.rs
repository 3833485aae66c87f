//! Values out of book.toml, each told of if it is not what its key asks for.

use toml::Spanned;

use super::keys::listed;
use super::typed::{Field, List, Typed, Wanted};
use crate::length::Length;
use crate::report::{Code, Diagnostic, Report, did_you_mean};
use crate::source::{FileId, Sources, Span};

/// The file that values come from, and where its problems go.
pub(super) struct Values<'a> {
    /// All files, for the words as typed and for the files that values name.
    pub sources: &'a Sources,
    /// book.toml.
    pub file: FileId,
    /// Where problems go.
    pub report: &'a mut Report,
}

impl Values<'_> {
    /// The place of a range of bytes of book.toml.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Tells that the value at `span` cannot be meant.
    pub fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.report.push(Diagnostic::new(Code::WrongValue, span, message));
    }

    /// The value of a key, with its place; nothing if it is not there or of another kind.
    pub fn value<T: Wanted>(&mut self, field: Field<T>) -> Option<(T, Span)> {
        self.spanned(field?)
    }

    /// The values of a list, without those of another kind.
    pub fn items<T: Wanted>(&mut self, list: List<T>) -> Vec<(T, Span)> {
        list.into_iter().filter_map(|item| self.spanned(item)).collect()
    }

    /// The value of a key, or what stands for one that is not there.
    pub fn or_default<T: Wanted + Default>(&mut self, field: Field<T>) -> T {
        self.value(field).map(|(value, _)| value).unwrap_or_default()
    }

    fn spanned<T: Wanted>(&mut self, value: Spanned<Typed<T>>) -> Option<(T, Span)> {
        let span = self.span(value.span());
        let found = kind_of(self.sources.text(span));
        match value.into_inner() {
            // A date comes as a map, like a table, so that a struct would take it for an empty one.
            Typed::Meant(value) if found != DATE || T::WANTED != "a table" => Some((value, span)),
            Typed::Meant(_) | Typed::Other => {
                self.wrong(span, format!("this is {found}, and {} is wanted", T::WANTED));
                None
            }
        }
    }

    /// Text in one line: white space within it is a space. Empty text is as good as none.
    pub fn text(&mut self, field: Field<String>) -> Option<(String, Span)> {
        let (text, span) = self.value(field)?;
        self.line(text, span)
    }

    /// Text in one line, its place not wanted.
    pub fn words(&mut self, field: Field<String>) -> Option<String> {
        self.text(field).map(|(text, _)| text)
    }

    /// The texts of a list, each in one line.
    pub fn texts(&mut self, field: Field<List<String>>) -> Vec<(String, Span)> {
        let Some((list, _)) = self.value(field) else { return Vec::new() };
        self.items(list).into_iter().filter_map(|(text, span)| self.line(text, span)).collect()
    }

    /// `text` in one line, if there is any and every character of it can be printed.
    pub fn line(&mut self, text: String, span: Span) -> Option<(String, Span)> {
        if let Some(control) = text.chars().find(|c| c.is_control() && !c.is_whitespace()) {
            let message = format!("U+{:04X} is a control character, which no book can carry", u32::from(control));
            self.report.push(Diagnostic::new(Code::ControlCharacter, span, message));
            return None;
        }
        let line = words_of(&text).collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some((line, span))
    }

    /// Markdown, with the place of its words if they stand in the file as they are, else of the whole value.
    pub fn markdown(&mut self, field: Field<String>) -> Option<(String, Span)> {
        let (text, span) = self.value(field)?;
        self.line(text.clone(), span)?;
        let within = self.words_within(&text, span);
        Some((text, within))
    }

    /// The place of `text` between the quotation marks at `span`, if it stands there letter by letter.
    pub fn words_within(&self, text: &str, span: Span) -> Span {
        let typed = self.sources.text(span);
        for quotes in ["\"\"\"", "'''", "\"", "'"] {
            if let Some(inside) = typed.strip_prefix(quotes).and_then(|rest| rest.strip_suffix(quotes)) {
                let words = if quotes.len() == 3 { inside.strip_prefix('\n').unwrap_or(inside) } else { inside };
                let start = span.start as usize + quotes.len() + (inside.len() - words.len());
                return if words == text { Span::new(span.file, start, start + words.len()) } else { span };
            }
        }
        span
    }

    /// What the author chose of `choices`, by its name.
    pub fn choice<T: Copy>(&mut self, field: Field<String>, choices: &[(&str, T)]) -> Option<T> {
        let (name, span) = self.text(field)?;
        if let Some((_, choice)) = choices.iter().find(|(known, _)| *known == name) {
            return Some(*choice);
        }
        let names: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
        let problem = Diagnostic::new(Code::WrongValue, span, format!("`{name}` is none of {}", listed(&names)));
        self.report.push(match did_you_mean(&name, names) {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem,
        });
        None
    }

    /// A length.
    pub fn length(&mut self, field: Field<String>) -> Option<(Length, Span)> {
        let (text, span) = self.text(field)?;
        match Length::parse(&text) {
            Ok(length) => Some((length, span)),
            Err(message) => {
                self.unreadable_length(span, message);
                None
            }
        }
    }

    /// Tells that no length can be read at `span`.
    pub fn unreadable_length(&mut self, span: Span, message: String) {
        let problem = Diagnostic::new(Code::UnreadableLength, span, message);
        self.report.push(problem.hint("a length is a number and a unit: `mm`, `cm`, `in`, `pt` or `pica`"));
    }

    /// The path under `book/` that an author wrote, tidied; nothing if it leads out of the volume.
    pub fn path(&mut self, written: &str, span: Span) -> Option<String> {
        let drive = written.as_bytes().get(1) == Some(&b':');
        if written.starts_with(['/', '\\']) || drive || written.split(['/', '\\']).any(|part| part == "..") {
            let problem = Diagnostic::new(Code::OutsideVolume, span, format!("`{written}` leads out of the volume"));
            self.report.push(problem.hint("name a file under `book/`, from there: `front/preface.md`"));
            return None;
        }
        Some(written.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/"))
    }

    /// Tells that there is no file `path` under `book/`, and which of those of the same ending may be meant.
    pub fn missing_file(&mut self, path: &str, span: Span) {
        let problem = Diagnostic::new(Code::MissingFile, span, format!("there is no file `book/{path}`"));
        let below = format!("book/{path}/");
        let inside = path.strip_prefix("book/").filter(|rest| self.exists(rest));
        self.report.push(if let Some(rest) = inside {
            problem.hint(format!("paths begin under `book/`: write `{rest}`"))
        } else if path.contains('\\') {
            problem.hint("write `/` between a folder and what is in it")
        } else if self.paths().any(|known| known.starts_with(&below)) {
            problem.hint(format!("it is a folder: `{path}/*.md` names what is in it"))
        } else if let Some(meant) = did_you_mean(path, self.paths_under_book()) {
            problem.hint(format!("did you mean `{meant}`?"))
        } else {
            problem
        });
    }

    /// Whether there is a file `path` under `book/`.
    pub fn exists(&self, path: &str) -> bool {
        let path = format!("book/{path}");
        self.sources.find(&path).is_some() || self.sources.asset(&path).is_some()
    }

    /// The paths of all files under `book/`, from there.
    pub fn paths_under_book(&self) -> impl Iterator<Item = &str> {
        self.paths().filter_map(|path| path.strip_prefix("book/"))
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        let texts = self.sources.files().map(|(_, file)| file.path.as_str());
        texts.chain(self.sources.assets().map(|(path, _)| path))
    }

    /// A file under `book/` that need not be text.
    pub fn asset(&mut self, field: Field<String>) -> Option<(String, Span)> {
        let (written, span) = self.text(field)?;
        let path = self.path(&written, span)?;
        if !self.exists(&path) {
            self.missing_file(&path, span);
            return None;
        }
        Some((path, span))
    }
}

/// What a date is called.
const DATE: &str = "a date";

/// What kind of value the words of book.toml are.
fn kind_of(typed: &str) -> &'static str {
    let number = typed.trim_start_matches(['+', '-']);
    match typed.as_bytes().first() {
        Some(b'"' | b'\'') => "text",
        Some(b'[') if typed.starts_with("[[") || is_heading(typed) => "a table",
        Some(b'[') => "a list",
        Some(b'{') => "a table",
        Some(b't' | b'f') => "`true` or `false`",
        Some(b'0'..=b'9') if typed.contains(':') || typed.matches('-').count() == 2 => DATE,
        _ if number.starts_with(|c: char| c.is_ascii_digit()) && number.contains(['.', 'e']) => {
            "a number with decimals"
        }
        _ if number.starts_with(|c: char| c.is_ascii_digit()) => "a whole number",
        _ => "something else",
    }
}

/// Whether `typed` is the heading of a table, `[design.body]`, and not a list of one bare word, which TOML has not.
fn is_heading(typed: &str) -> bool {
    let name = typed.trim_start_matches('[').trim_start();
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.starts_with("true") && !name.starts_with("false")
}

/// The words of `text`; a no-break space is part of a word.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty())
}
