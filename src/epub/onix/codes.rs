//! Codes of EDItEUR's lists for what a volume says in other words.

use crate::epub::access::{Access, Pictures};

/// How the EPUB can be read, in codes of list 196, in their order; some carry words.
pub(super) fn accessibility(access: &Access) -> Vec<(&'static str, Option<String>)> {
    let mut codes = vec![
        ("00", Some(access.summary())),
        // No option of the reading system is disabled; contents; one order of reading; languages are marked.
        ("10", None),
        ("11", None),
        ("13", None),
        ("22", None),
        // All headings are headings; ARIA roles; landmarks; the look of all text can be changed.
        ("29", None),
        ("30", None),
        ("32", None),
        ("36", None),
    ];
    if let Some(certifier) = &access.certifier {
        // EPUB Accessibility 1.1; WCAG 2.2; level AA; by whose word.
        codes.extend([("04", None), ("82", None), ("85", None), ("90", Some(certifier.clone()))]);
    }
    let found = [
        // The index is linked.
        ("12", access.index),
        // Pictures have short descriptions, and nothing needs to be seen.
        ("14", access.pictures == Pictures::Described),
        ("52", access.pictures != Pictures::Undescribed),
        // The pages of the print edition are marked, and listed.
        ("19", access.pages),
        ("41", access.pages),
    ];
    codes.extend(found.into_iter().filter(|(_, found)| *found).map(|(code, _)| (code, None)));
    codes.sort();
    codes
}

/// A role of list 17 for a relator code of MARC.
pub(super) fn role(marc: &str) -> &'static str {
    match marc {
        "aut" => "A01",
        "bkd" => "A11",
        "ill" => "A12",
        "pht" => "A13",
        "wpr" => "A15",
        "wst" => "A18",
        "aft" | "waw" => "A19",
        "ann" => "A20",
        "cmm" | "wac" => "A21",
        "wfw" => "A23",
        "aui" | "win" => "A24",
        "ctb" => "A32",
        "cov" => "A36",
        "ctg" => "A39",
        "ive" => "A44",
        "ivr" => "A43",
        "res" => "A51",
        "edt" | "edc" => "B01",
        "trl" => "B06",
        "com" => "C01",
        "cur" => "C04",
        _ => "Z99",
    }
}

/// The code of a language in list 74, which is that of ISO 639-2/B; none if this does not know it.
pub(super) fn language(primary: &str) -> Option<String> {
    const CODES: &str = "en eng de ger fr fre hu hun cs cze sk slo pl pol ro rum ru rus uk ukr be bel sr srp hr hrv bs bos \
        sl slv bg bul mk mac el gre it ita es spa pt por nl dut da dan sv swe no nor nb nob nn nno fi fin et est lv lav lt lit \
        tr tur he heb ar ara fa per yi yid la lat sq alb hy arm ka geo ga gle cy wel is ice ca cat eu baq mt mlt ja jpn zh chi \
        ko kor vi vie af afr hi hin ur urd";
    let mut words = CODES.split_whitespace();
    while let (Some(short), Some(code)) = (words.next(), words.next()) {
        if short == primary {
            return Some(code.into());
        }
    }
    (primary.len() == 3).then(|| primary.to_owned())
}
