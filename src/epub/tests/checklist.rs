//! What stores and reading systems ask for, demand by demand: each has been somebody's broken book.

use super::*;

/// The tags of a file, each with what stands before it and after it.
fn tags(text: &str) -> Vec<(&str, &str, &str)> {
    text.match_indices('<')
        .map(|(at, _)| {
            let end = at + text[at..].find('>').unwrap() + 1;
            (&text[..at], &text[at..end], &text[end..])
        })
        .collect()
}

/// The tag that has an id, and what comes after it.
fn tag_of<'t>(text: &'t str, id: &str) -> (&'t str, &'t str) {
    let has = |(_, tag, _): &(&str, &str, &str)| tag.contains(&format!(" id=\"{id}\""));
    let (_, tag, after) = tags(text).into_iter().find(has).unwrap();
    (tag, after)
}

#[test]
fn a_note_is_called_and_written_so_that_every_reading_system_shows_it_alone() {
    let mut notes = 0;
    for (name, text) in texts(&epub()) {
        for (before, tag, _) in tags(&text).into_iter().filter(|(_, tag, _)| tag.contains("role=\"doc-noteref\"")) {
            assert!(
                before.ends_with("<sup class=\"call\">") || before.ends_with("<sup class=\"call original\">"),
                "{name}"
            );
            assert!(tag.starts_with("<a ") && tag.contains("epub:type=\"noteref\""), "{name}: {tag}");
        }
        for (before, tag, after) in tags(&text).into_iter().filter(|(_, tag, _)| tag.contains("role=\"doc-footnote\""))
        {
            notes += 1;
            assert!(
                tag.starts_with("<div class=\"note\" id=\"") && tag.contains("epub:type=\"footnote\""),
                "{name}: {tag}"
            );
            assert!(after.starts_with("<p><a class=\"number\" role=\"doc-backlink\" href=\"#"), "{name}: {after}");
            assert!(before.contains("role=\"doc-endnotes\" epub:type=\"footnotes\" aria-label=\"Notes\""), "{name}");
        }
        // A role that DPUB-ARIA has withdrawn, and an element that some reading systems hide.
        assert!(!text.contains("\"doc-endnote\"") && !text.contains("<aside epub:type=\"footnote\""), "{name}");
    }
    assert!(notes > 3);
}

/// Kobo shows what a link leads to in a pop-up, if it has 9 to 5000 letters, and does not go there. That is well for what is
/// looked up, and ill for everything else.
#[test]
fn a_link_leads_to_an_empty_place_or_to_what_is_looked_up() {
    let texts = texts(&epub());
    let mut led = 0;
    for (name, text) in &texts {
        for href in values(text, "href") {
            let Some((file, id)) = href.split_once('#').filter(|(file, _)| !file.starts_with("https:")) else {
                continue;
            };
            let file =
                if file.is_empty() { name.clone() } else { format!("OEBPS/text/{}", file.trim_start_matches("text/")) };
            let (tag, after) = tag_of(&texts[&file], id);
            let empty = after.starts_with("</");
            let short = after.split('<').next().unwrap().chars().count() < 9;
            let looked_up = tag.contains("doc-footnote") || tag.starts_with("<div id=") || tag.starts_with("<li id=");
            assert!(empty || short && tag.contains("doc-noteref") || looked_up, "{name}: {href} leads to {tag}");
            led += 1;
        }
    }
    assert!(led >= 20, "{led}");
}

#[test]
fn the_style_sheet_leaves_colours_sizes_and_faces_to_the_reader() {
    let sheet = text(&epub(), "OEBPS/stylesheet.css");
    let rules: String = sheet.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rules)| rules)).collect();
    let declared: Vec<(&str, &str)> = rules
        .split(['{', '}', ';'])
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(name, value)| (name.trim().rsplit([' ', '\n']).next().unwrap(), value.trim()))
        .collect();
    assert!(declared.len() > 300);
    for (name, value) in &declared {
        // Only what was drawn for white paper has a ground of its own.
        assert!(!name.ends_with("color") || ["#fff", "inherit"].contains(value), "{name}: {value}");
        assert!(!value.contains("px") && !value.contains("pt") || name.starts_with("src"), "{name}: {value}");
        assert!(!name.starts_with("margin") || !value.contains('-'), "{name}: {value}");
        assert!(!["height", "position", "transform"].contains(name) || *value == "auto", "{name}: {value}");
    }
    assert_eq!(sheet.matches("@import").count() + sheet.matches("!important").count(), 0);
    // Once in each rule that names a face, and once for the body.
    assert_eq!(sheet.matches("font-family").count(), sheet.matches("@font-face").count() + 1);
}

#[test]
fn kindle_finds_no_line_that_begins_left_of_its_paragraph() {
    let sheet = text(&epub(), "OEBPS/stylesheet.css");
    let (sheet, kindle) = sheet.split_once("@media amzn-kf8 {").unwrap();
    for rule in sheet.split('}').filter(|rule| rule.contains("text-indent: -")) {
        let selectors = rule.split('{').next().unwrap().rsplit("*/").next().unwrap();
        for selector in selectors.split(',').map(str::trim) {
            assert!(kindle.contains(selector), "{selector} hangs in Kindle too");
        }
    }
}

#[test]
fn headings_are_nested_and_every_file_has_a_title() {
    for (name, text) in texts(&epub()) {
        let (_, title) = text.split_once("<title>").unwrap();
        assert!(!title.starts_with("</title>"), "{name}");
        let mut last = 0;
        for (_, tag, _) in tags(&text) {
            let Some(level) = tag.strip_prefix("<h").and_then(|tag| tag[..1].parse::<u8>().ok()) else { continue };
            assert!(level <= last + 1, "{name}: {tag} after h{last}");
            last = level;
        }
    }
}

#[test]
fn a_picture_is_described_or_said_to_be_mere_decoration_and_a_heading_cell_says_what_it_heads() {
    for (name, text) in texts(&epub()) {
        for (_, tag, _) in tags(&text) {
            if tag.starts_with("<img ") {
                let described = !values(tag, "alt").concat().is_empty();
                assert!(described || tag.contains("alt=\"\" role=\"presentation\""), "{name}: {tag}");
            }
            assert!(
                !tag.starts_with("<th") || tag.starts_with("<thead") || tag.contains("scope=\"col\""),
                "{name}: {tag}"
            );
        }
    }
}

#[test]
fn a_run_of_another_language_says_so_in_both_ways() {
    let mut runs = 0;
    for (name, text) in texts(&epub()) {
        for (_, tag, _) in tags(&text) {
            let (of_html, of_xml) = (values(tag, "lang"), values(tag, "xml:lang"));
            assert_eq!(of_html, of_xml, "{name}: {tag}");
            runs += usize::from(!of_html.is_empty() && !tag.starts_with("<html"));
        }
    }
    assert!(runs > 0);
}

#[test]
fn the_package_says_all_five_things_about_access_and_names_no_source_of_pages_that_it_does_not_mark() {
    let package = text(&epub(), "OEBPS/content.opf");
    for property in
        ["accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"]
    {
        assert!(package.contains(&format!("property=\"schema:{property}\"")), "{property}");
    }
    assert!(package.contains("xml:lang=\"en-GB\"") && package.contains("<dc:language>en-GB</dc:language>"));
    // The way of EPUB 3.0, which is withdrawn.
    assert!(!package.contains("dc:source") && !package.contains("source-of"));
    assert!(!package.contains("pageBreakSource"), "the examples have no printed page");
}

#[test]
fn the_navigation_has_each_list_once_and_page_numbers_bare() {
    let (volume, pages) = super::pages::paged();
    let epub = crate::epub::write(&volume, &manifest(&volume), &pages, &Fonts::default(), &mut Report::default());
    let navigation = text(&epub, "OEBPS/nav.xhtml");
    for list in ["toc", "landmarks", "page-list"] {
        let nav = |tag: &&str| tag.starts_with("<nav ") && values(tag, "epub:type") == [list];
        assert_eq!(tags(&navigation).iter().map(|(_, tag, _)| *tag).filter(nav).count(), 1, "{list}");
    }
    let (_, pages) = navigation.split_once("epub:type=\"page-list\"").unwrap();
    for folio in pages.split("</a>").filter_map(|link| link.rsplit_once('>')).map(|(_, words)| words.trim()) {
        assert!(folio.is_empty() || folio.chars().all(|letter| letter.is_ascii_alphanumeric()), "{folio}");
    }
}
