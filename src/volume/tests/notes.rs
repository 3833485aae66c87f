//! Notes: numbers, marks, calls, and what is wrong with them.

use super::document;
use crate::volume::trial::Trial;

#[test]
fn notes_are_numbered_as_the_reader_meets_them() {
    let trial = Trial::of_document("+++\ntitle = \"T\"\n+++\n\nFirst[^z], then[^a].\n\n[^a]: A.\n[^z]: Z.\n");
    assert_eq!(trial.lines("First"), ["p \"First\" call 1 \", then\" call 2 \".\""]);
    assert!(trial.told().ends_with("  note 1\n    p \"Z.\"\n  note 2\n    p \"A.\"\n"), "{}", trial.told());
    assert_eq!(trial.problems(), [""; 0]);
}

#[test]
fn a_note_that_is_called_again_repeats_its_number() {
    let trial =
        Trial::of_document("+++\ntitle = \"T\"\n+++\n\nOne[^z], two[^a], one again[^z].\n\n[^a]: A.\n[^z]: Z.\n");
    assert_eq!(trial.lines("One"), ["p \"One\" call 1 \", two\" call 2 \", one again\" call 1 \".\""]);
    assert_eq!(trial.volume.notes.len(), 2);
    let first = &trial.volume.notes[0];
    assert_eq!(trial.volume.places[first.first_call.index()].anchor, "call-a-z");
}

#[test]
fn notes_are_called_by_title_source_headnote_opener_and_text_in_this_order() {
    let front = "title = 'T[^t]'\nsource = 'S[^s]'";
    let text =
        "::: headnote\nH[^h]\n:::\n\n::: opener\nO[^o]\n:::\n\nX[^x]\n\n[^x]: x\n[^s]: s\n[^o]: o\n[^h]: h\n[^t]: t";
    let trial = Trial::of_document(&document(front, text));
    let order: Vec<String> =
        trial.volume.notes.iter().map(|note| trial.sources.text(note.span)[2..3].to_owned()).collect();
    assert_eq!(order, ["t", "s", "h", "o", "x"], "a source at the foot stands before all notes with a number");
}

#[test]
fn a_source_note_calls_where_it_is_printed() {
    let called = |place: &str| {
        let manifest = format!(
            "[volume]\ntitle = \"T\"\n[contents]\nbody = [\"documents/a.md\"]\n[notes]\nsource-note = \"{place}\"\n"
        );
        let text = document("title = 'T'\nsource = 'S[^s]'", "::: headnote\nH[^h]\n:::\n\nX\n\n[^h]: h\n[^s]: s");
        let trial = Trial::of_manifest(&manifest, &[("documents/a.md", &text)]);
        let notes = trial.volume.notes.iter();
        notes.map(|note| trial.sources.text(note.span)[2..3].to_owned()).collect::<String>()
    };
    assert_eq!(["foot", "heading", "end"].map(called), ["sh", "sh", "hs"]);
}

#[test]
fn contents_and_running_heads_print_no_call() {
    let trial = Trial::of_document(&document("title = 'The \"Long\" Telegram[^1]'", "X\n\n[^1]: n"));
    let piece = &trial.volume.pieces[0];
    assert_eq!(piece.running_head, "The “Long” Telegram");
    assert_eq!(piece.contents_title.len(), 1, "the words alone");
    assert_eq!(piece.title.len(), 2, "the words and the call");
}

/// Markers by piece, in a volume of a preface and two chapters with documents.
fn markers(numbering: &str) -> Vec<String> {
    let manifest = format!(
        "[volume]\ntitle = \"T\"\n[contents]\nfront = [\"front/p.md\"]\nbody = [{{ chapter = \"chapters/1.md\", documents = \
         [\"documents/a.md\", \"documents/b.md\"] }}, {{ chapter = \"chapters/2.md\", documents = \"documents/c.md\" }}]\n\
         back = [\"people\"]\n[notes]\nnumbering = \"{numbering}\"\n"
    );
    let text = document("title = 'T'", "X[^1]\n\n[^1]: n");
    let people = "[a]\nname = \"A\"\nnote = \"\"\"X[^1]\n\n[^1]: n\"\"\"\n";
    let files = ["front/p.md", "chapters/1.md", "documents/a.md", "documents/b.md", "chapters/2.md", "documents/c.md"];
    let mut all: Vec<(&str, &str)> = files.iter().map(|file| (*file, text.as_str())).collect();
    all.push(("people.toml", people));
    let trial = Trial::of_manifest(&manifest, &all);
    trial.volume.notes.iter().map(|note| note.marker.clone()).collect()
}

#[test]
fn notes_start_again_where_the_manifest_says() {
    assert_eq!(markers("document"), ["1", "1", "1", "1", "1", "1", "1"]);
    assert_eq!(markers("chapter"), ["1", "1", "2", "3", "1", "2", "1"]);
    assert_eq!(markers("volume"), ["1", "2", "3", "4", "5", "6", "1"], "registers number for themselves");
}

#[test]
fn notes_of_the_original_have_marks_and_start_again_in_each_piece() {
    let calls: String = (1..=8).map(|n| format!("x[^*{n}] ")).collect();
    let notes: String = (1..=8).map(|n| format!("[^*{n}]: n\n")).collect();
    let text = document("title = 'T'", &format!("{calls}\n\n{notes}"));
    let trial = Trial::of(
        "body = [\"documents/a.md\", \"documents/b.md\"]",
        &[("documents/a.md", &text), ("documents/b.md", &text)],
    );
    let markers: Vec<&str> = trial.volume.notes.iter().map(|note| note.marker.as_str()).collect();
    assert_eq!(markers[..8], ["*", "†", "‡", "§", "‖", "¶", "**", "††"]);
    assert_eq!(markers[8..10], ["*", "†"]);
}

#[test]
fn a_note_of_the_original_may_call_notes_and_they_are_numbered_where_it_is_called() {
    let trial = Trial::of_document(&document("title = 'T'", "A[^*a] B[^1]\n\n[^*a]: Old.[^2]\n[^1]: One.\n[^2]: Two."));
    assert_eq!(trial.lines("\"A\""), ["p \"A\" call * \" B\" call 2"]);
    assert_eq!(trial.lines("Old"), ["p \"Old.\" call 1"]);
    assert_eq!(trial.problems(), [""; 0]);
}

#[test]
fn a_note_of_the_original_may_call_itself_without_end() {
    let trial = Trial::of_document(&document("title = 'T'", "A[^*a]\n\n[^*a]: Old.[^*a]"));
    assert_eq!(trial.lines("Old"), ["p \"Old.\" call *"]);
}

#[test]
fn an_editorial_note_may_not_call_notes() {
    let trial = Trial::of_document(&document("title = 'T'", "A[^1]\n\n[^1]: One.[^2]\n[^2]: Two."));
    assert_eq!(trial.problems(), ["note-in-note: [^2]"]);
}

#[test]
fn a_call_of_an_unwritten_note_is_told_with_a_way_out() {
    let trial = Trial::of_document(&document("title = 'T'", "A[^suez] B[^seuz]\n\n[^suez]: n"));
    assert_eq!(trial.problems(), ["unknown-note: [^seuz]"]);
    let messages = trial.messages();
    assert_eq!(messages[0], "note `seuz` is never written");
    assert_eq!(messages[1], "did you mean `[^suez]`?");
    assert!(messages[2].starts_with("write `[^seuz]: …`"), "{messages:?}");
}

#[test]
fn a_note_that_nothing_calls_is_told() {
    let trial = Trial::of_document(&document("title = 'T'", "A\n\n[^1]: One."));
    assert_eq!(trial.problems(), ["uncalled-note: 1"]);
}

#[test]
fn of_two_uncalled_notes_that_call_each_other_the_first_is_told() {
    let trial = Trial::of_document(&document("title = 'T'", "A\n\n[^*a]: Old.[^1]\n[^1]: One."));
    assert_eq!(trial.problems(), ["uncalled-note: *a"]);
}

#[test]
fn no_file_can_take_the_note_of_another() {
    let a = document("title = 'A'", "A[^1]\n\n[^1]: of a");
    let b = document("title = 'B'", "B[^1]");
    let trial =
        Trial::of("body = [\"documents/a.md\", \"documents/b.md\"]", &[("documents/a.md", &a), ("documents/b.md", &b)]);
    assert_eq!(trial.problems(), ["unknown-note: [^1]"]);
}

#[test]
fn notes_stand_in_headings_cells_captions_attachments_and_quotations() {
    let text = "# H[^1]\n\n| A[^2] | B |\n|---|---|\n| c | d[^3] |\n\n> q[^4]\n\n:::: attachment\n# T[^5]\n\nx[^6]\n::::\n\n- i[^7]\n\n\
                [^1]: n\n[^2]: n\n[^3]: n\n[^4]: n\n[^5]: n\n[^6]: n\n[^7]: n\n";
    let trial = Trial::of_document(&document("title = 'T'", text));
    let markers: Vec<&str> = trial.volume.notes.iter().map(|note| note.marker.as_str()).collect();
    assert_eq!(markers, ["1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!(trial.problems(), [""; 0]);
}

#[test]
fn every_note_knows_its_piece_and_every_piece_its_notes() {
    let text = document("title = 'T'", "A[^1]\n\n[^1]: n");
    let trial = Trial::of(
        "body = [\"documents/a.md\", \"documents/b.md\"]",
        &[("documents/a.md", &text), ("documents/b.md", &text)],
    );
    for (at, piece) in trial.volume.pieces.iter().enumerate() {
        assert_eq!(piece.notes.len(), 1);
        assert_eq!(trial.volume.notes[piece.notes[0].index()].piece.index(), at);
    }
}
