//! The chronology, as TOML or as CSV.

use super::record::{Keys, Record, ValueKind, one_of, tell_repeated_labels, wrong_kind};
use super::register::{RegisterFile, the_file};
use super::{Desk, Event, csv, tables};
use crate::report::{Code, Diagnostic, Report};
use crate::source::{FileId, Span};

/// Reads the chronology, in the order of writing; nothing if there is none.
pub(super) fn read(desk: Desk<'_>, report: &mut Report) -> Vec<Event> {
    let records = match the_file(desk, "chronology", report) {
        Some(RegisterFile::Toml(file)) => of_toml(desk, file, report),
        Some(RegisterFile::Csv(file)) => csv::read(desk.sources, file, report),
        None => Vec::new(),
    };
    records.iter().filter_map(|record| event(desk, record, report)).collect()
}

fn of_toml(desk: Desk<'_>, file: FileId, report: &mut Report) -> Vec<Record> {
    let whole = Span::new(file, 0, desk.sources.file(file).text.len());
    let chronology = tables::read(desk.sources, whole, report);
    let mut records = Vec::new();
    for field in &chronology.fields {
        if field.key != "event" {
            let message = format!("unknown key `{}`", field.key);
            let problem = Diagnostic::new(Code::UnknownKey, field.key_span, message);
            report.push(problem.hint(one_of(&field.key, ["event"].into_iter())));
            continue;
        }
        let ValueKind::List(events) = &field.value.kind else {
            let problem = wrong_kind("event", &field.value.kind, "a list of tables", field.key_span);
            report.push(problem.hint("an event begins with `[[event]]`, two square brackets on either side"));
            continue;
        };
        for event in events {
            match &event.kind {
                ValueKind::Table(record) => {
                    records.push(Record { soundness: chronology.soundness, ..record.clone() });
                }
                other => report.push(wrong_kind("event", other, "a table", event.span)),
            }
        }
    }
    records
}

/// An event; none without a date, for it would have no place.
fn event(desk: Desk<'_>, record: &Record, report: &mut Report) -> Option<Event> {
    let mut keys = Keys::of(record, report);
    let id = keys.label("id");
    let date = keys.date("date");
    if date.is_none() && !keys.has("date") {
        keys.miss("date", "an event", "1956-10-23");
    }
    let text = keys.needed("text", "an event");
    let parsed = text.map(|words| words.blocks(desk.language, keys.report())).unwrap_or_default();
    tell_repeated_labels(&parsed.notes, keys.report());
    keys.finish();
    Some(Event { id, date: date?, text: parsed.blocks, notes: parsed.notes, span: record.span })
}

#[cfg(test)]
mod tests {
    use crate::manuscript::Date;
    use crate::manuscript::trial::{Trial, words};

    fn chronology(file: &str, text: &str) -> Trial {
        Trial::of("front = [\"chronology\"]", &[(file, text)])
    }

    #[test]
    fn events_stand_in_the_order_of_writing_in_either_form() {
        let toml = "[[event]]\ndate = 1956-11-04\ntext = \"Second.\"\n[[event]]\nid = \"bem\"\ndate = \"1956-10-23?\"\ntext = \"First.\"\n";
        let csv = "date,id,text\n1956-11-04,,Second.\n1956-10-23?,bem,First.\n";
        for (file, text) in [("book/chronology.toml", toml), ("book/chronology.csv", csv)] {
            let trial = chronology(file, text);
            assert!(trial.told().is_empty(), "{:?}", trial.told());
            let [second, first] = &trial.manuscript.events[..] else { panic!() };
            assert_eq!((second.date, words(&second.text).as_str()), (Date::parse("1956-11-04").unwrap(), "Second."));
            assert_eq!(
                (first.date, first.id.as_ref().unwrap().name.as_str()),
                (Date::parse("1956-10-23?").unwrap(), "bem")
            );
        }
    }

    #[test]
    fn an_event_needs_a_date_and_a_text() {
        let trial = chronology(
            "book/chronology.toml",
            "[[event]]\ntext = \"x\"\n[[event]]\ndate = 1956\n[[event]]\ndate = \"x\"\ntext = \"y\"\n",
        );
        assert_eq!(trial.told(), ["missing-key: [[event]]", "missing-key: [[event]]", "unreadable-date: x"]);
        assert_eq!(chronology("book/chronology.toml", "[event]\ndate = 1956\n").told(), ["wrong-value: event"]);
        assert_eq!(chronology("book/chronology.toml", "[[events]]\ndate = 1956\n").hints(), ["did you mean `event`?"]);
    }
}
