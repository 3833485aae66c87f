//! The structure tree, told: what a screen reader goes through.

use super::super::structure::{Kid, Tree};
use super::{Set, essay, of};

/// The tree of a volume from its first piece on, an element a line; text in its order.
fn told(set: &Set) -> String {
    let tree = Tree::of(&set.pages, &set.volume);
    let mut told = String::new();
    for kid in &tree.elements[0].kids {
        tell(&tree, set, *kid, 0, &mut told);
    }
    told
}

fn tell(tree: &Tree, set: &Set, kid: Kid, depth: usize, told: &mut String) {
    let indent = "  ".repeat(depth);
    match kid {
        Kid::Element(at) => {
            let element = &tree.elements[at];
            let language = element.language.as_ref().map(|language| format!(" ({})", language.tag()));
            let alternate = element.alternate.as_ref().map(|words| format!(" [{words}]"));
            let (language, alternate) = (language.unwrap_or_default(), alternate.unwrap_or_default());
            told.push_str(&format!("{indent}{}{language}{alternate}\n", element.kind.name()));
            element.kids.iter().for_each(|kid| tell(tree, set, *kid, depth + 1, told));
        }
        Kid::Content(page, id) => {
            let words = words(tree, set, page, id);
            told.push_str(&format!("{indent}{words:?}\n"));
        }
        Kid::Link(_) => told.push_str(&format!("{indent}->\n")),
    }
}

fn words(tree: &Tree, set: &Set, page: usize, id: usize) -> String {
    use super::super::structure::Mark;
    use crate::typeset::page::Item;
    let items = set.pages.pages[page].items.iter().zip(&tree.marks[page]);
    let marked = items.filter(|(_, mark)| matches!(mark, Mark::Content(_, found) if *found == id));
    marked.map(|(item, _)| if let Item::Run(run) = item { run.text.as_str() } else { "(picture)" }).collect()
}

#[test]
fn a_call_and_its_note_lead_to_each_other() {
    let told = told(&essay("Szöveg[^1] még.\n\n[^1]: Jegyzet."));
    assert_eq!(
        told,
        "Sect\n  H1\n    \"Cím\"\n  P\n    \"Szöveg\"\n    Reference\n      Link\n        \"1\"\n        ->\n    \" még.\"\n  \
         Note\n    Lbl\n      Link\n        \"1.\"\n        ->\n    P\n      \"Jegyzet.\"\n"
    );
}

#[test]
fn a_foreign_run_is_in_its_language_and_a_figure_says_what_it_shows() {
    let told = told(&essay("Ő <span lang=\"fr\">chef</span> volt.\n\n![Térkép.](images/map.png)"));
    assert!(told.contains("    Span (fr)\n      \"chef\"\n"), "{told}");
    assert!(told.contains("  Figure [Térkép.]\n    \"(picture)\"\n"), "{told}");
}

#[test]
fn a_table_has_all_its_cells_and_heads_over_or_beside_them() {
    let told_table = |text: &str| {
        let told = told(&essay(text));
        told.lines().filter(|line| !line.contains('"')).map(str::trim).collect::<Vec<_>>().join(" ")
    };
    assert!(told_table("| a | b |\n|---|---|\n| c |  |").ends_with("Table TR TH TH TR TD TD"));
    assert!(told_table("|  |  |\n|---|---|\n| c | d |").ends_with("Table TR TH TD"));
}

#[test]
fn the_contents_are_items_whose_titles_and_folios_lead_there() {
    let set = of(&[("a.md", "+++\ntitle = \"Cím\"\n+++\n\nSzöveg.")], "front = [\"contents\"]\nbody = [\"a.md\"]");
    let told = told(&set);
    let entry = "    TOCI\n      Reference\n        Link\n          \"Cím\"\n          ->\n      Reference\n        \
                 Link\n          \"1\"\n          ->\n";
    assert!(told.contains(entry), "{told}");
}
