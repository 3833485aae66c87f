//! Preflight: whether a printer will take the book.
//!
//! The rules are the printer's own, as data with their date ([`rules`]). What is judged is
//! what will be printed: every run, rule and picture where it stands on its page, and the
//! file as it was written. Each rule comes out as met, offended or unjudged, and what is
//! unjudged says what a person must look at: silence would pass for approval.

mod cover;
mod file;
mod ink;
mod pages;
mod rules;
#[cfg(test)]
mod tests;

pub use cover::template;
pub use rules::{Paper, Rules};

use crate::length::Length;
use crate::manifest::{Manifest, Printer};
use crate::report::{Code, Diagnostic, Report};
use crate::typeset::page::Pages;
use crate::volume::Volume;

/// A book that goes to a printer.
pub struct Job<'a> {
    /// The volume.
    pub volume: &'a Volume,
    /// Its pages.
    pub pages: &'a Pages,
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// By picture: the most ink on one of its spots, in per cent; none if it is printed in black ink alone.
    pub ink: &'a [Option<u32>],
    /// The size of the file, in bytes.
    pub file_size: usize,
    /// The paper: its name with the printer, or how thick a leaf of it is.
    pub paper: Option<&'a str>,
}

/// What came of it.
pub struct Preflight {
    /// The rules that it was judged by.
    pub rules: Rules,
    /// Each rule by its name, and how the book stands to it.
    pub verdicts: Vec<(&'static str, Verdict)>,
}

/// How a book stands to a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It meets it: by so much.
    Met(String),
    /// It offends it: the report says where and what to do.
    Offended,
    /// Nobody can tell from here: what a person must see to.
    Unjudged(String),
    /// The printer asks nothing here.
    Free,
}

/// Judges `job` by the rules of `printer`; what offends a rule is told in `report`.
pub fn preflight(job: &Job<'_>, printer: Printer, report: &mut Report) -> Preflight {
    let rules = Rules::of(printer);
    let mut verdicts = Vec::new();
    for (name, rule) in RULES {
        let mut offences = Vec::new();
        let verdict = rule(job, &rules, &mut offences);
        let verdict = if offences.is_empty() { verdict } else { Verdict::Offended };
        offences.into_iter().for_each(|offence| report.push(offence));
        verdicts.push((*name, verdict));
    }
    Preflight { rules, verdicts }
}

/// A rule: what stands against the book goes into the list.
type Rule = fn(&Job<'_>, &Rules, &mut Vec<Diagnostic>) -> Verdict;

/// All rules, in the order in which they are told.
const RULES: &[(&str, Rule)] = &[
    ("page count", pages::count),
    ("signatures", pages::signatures),
    ("recto and verso", pages::sides),
    ("blank pages", pages::blanks),
    ("gutter", pages::gutter),
    ("margins", pages::margins),
    ("bleed", file::bleed),
    ("crop marks", file::marks),
    ("standard", file::standard),
    ("fonts", file::fonts),
    ("file size", file::size),
    ("type size", ink::type_size),
    ("rules", ink::rules),
    ("pictures", ink::resolution),
    ("ink", ink::amount),
    ("paper", cover::paper),
    ("spine", cover::spine),
    ("cover", cover::cover),
];

/// A problem at the place in book.toml that sets `key`, or at the table where it is to be written.
fn set_at(job: &Job<'_>, key: &str, code: Code, message: impl Into<String>) -> Diagnostic {
    let settings = &job.manifest.settings;
    let problem = Diagnostic::new(code, settings.place(key), message);
    let name = key.rsplit('.').next().unwrap_or(key);
    if settings.has(key) { problem.label("set here") } else { problem.label(format!("`{name}` is not written here")) }
}

/// A length as printers write it: millimetres, and inches where the printer counts in them.
fn told(length: Length) -> String {
    format!("{:.2}mm ({:.3}in)", length.to_mm(), length.to_units() as f64 / Length::inches(1).to_units() as f64)
}

/// A length as it is written in book.toml: in inches where it comes out in thousandths of one, else in millimetres.
fn written(length: Length) -> String {
    let inch = Length::inches(1).to_units();
    let in_inches = length.to_units() * 1000 % inch == 0 && length % Length::mm(1) != Length::ZERO;
    if in_inches { format!("{}in", length.to_units() as f64 / inch as f64) } else { format!("{}mm", length.to_mm()) }
}
