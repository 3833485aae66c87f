//! The book.toml of a case that has none.

/// A book.toml for the files of a case: its front matter, its chapter if it has one, its documents in order, and those
/// registers that it has.
pub fn usual(files: &[(&str, &str, &str)]) -> String {
    let below = |folder: &str| {
        let paths =
            files.iter().map(|(_, path, _)| *path).filter(|path| path.starts_with(folder) && path.ends_with(".md"));
        paths.map(|path| format!("\"{path}\"")).collect::<Vec<_>>()
    };
    let has = |name: &str| files.iter().any(|(_, path, _)| path.rsplit_once('.').is_some_and(|(stem, _)| stem == name));
    let documents = below("documents/").join(", ");
    let body = match below("chapters/").first() {
        Some(chapter) => format!("{{ chapter = {chapter}, documents = [{documents}] }}"),
        None => documents,
    };
    let mut back: Vec<&str> =
        ["people", "organisations", "terms", "bibliography"].into_iter().filter(|name| has(name)).collect();
    if has("index") || files.iter().any(|(_, _, text)| text.contains("[[^")) {
        back.push("index");
    }
    let mut front = below("front/");
    front
        .extend(["abbreviations", "chronology"].into_iter().filter(|name| has(name)).map(|name| format!("\"{name}\"")));
    let back: Vec<String> = back.iter().map(|name| format!("\"{name}\"")).collect();
    format!(
        "[volume]\ntitle = \"A Volume\"\nlanguage = \"en-GB\"\n[contents]\nfront = [{}]\nbody = [{body}]\nback = [{}]\n",
        front.join(", "),
        back.join(", "),
    )
}
