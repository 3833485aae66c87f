//! Spaces at which a line had better not end.
//!
//! A number is read with what it counts, a page with its `p.`, an initial with its name. Editors would write
//! no-break spaces there, and some do; here the same is done for them, at the line break alone: the text keeps its
//! ordinary spaces, so that whoever searches it or copies it finds what was written.
//!
//! After *The Chicago Manual of Style* (17th ed., 7.36–7.43), *New Hart's Rules* (2.4), and for other languages what
//! their standards ask for (ČSN 01 6910 for Czech: no line ends with a preposition of one letter).

use crate::language::Language;

/// How strongly the words on both sides of a space belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// Not: a line may end here.
    Free,
    /// A line ends here unwillingly, sooner than at nothing better.
    Loose,
    /// No line ends here.
    Firm,
}

/// The bond of the space between `before` and `after`, a text on both sides of it, in `language`.
pub(super) fn bond(before: &str, after: &str, language: &Language) -> Bond {
    let left = before.rsplit(is_space).next().unwrap_or("");
    let right = after.split(is_space).next().unwrap_or("");
    let bare = left.trim_start_matches(is_opening);
    if begins_with_stop(right) || is_dash(before) || is_within_french_quotes(left, right, language) {
        return Bond::Firm;
    }
    if is_dash(right) || is_omission(right) {
        return Bond::Loose;
    }
    // Nearly every word is longer than an abbreviation, and has no figure in it.
    let last = bare.chars().next_back();
    let short = bare.len() <= LONGEST_SIGN;
    let figures = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if !(short || last == Some('.') || figures(bare) || figures(right) || is_roman(trimmed(right))) {
        return Bond::Free;
    }
    if is_sign_before_number(bare) && begins_with_number(right)
        || is_initial(bare) && begins_with_capital(right)
        || is_short_preposition(bare, language)
    {
        return Bond::Firm;
    }
    let right_bare = trimmed(right);
    if is_number(bare) && (is_unit(right_bare) || is_day(bare) && is_month(right_bare, language))
        || is_month(bare, language) && is_day(right)
    {
        return Bond::Firm;
    }
    let counted = is_number(bare) && is_great_number(right_bare, language);
    let named = is_counted_thing(bare) && begins_with_number(right);
    let reign = begins_with_capital(bare) && is_reign(right);
    if counted || named || reign || is_title(bare) && begins_with_capital(right) { Bond::Loose } else { Bond::Free }
}

/// The longest of the signs that bind a number, in bytes.
const LONGEST_SIGN: usize = 9;

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{2028}' | '\u{FFFC}')
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '“' | '‘' | '„' | '‚' | '"' | '\'' | '«' | '»' | '—' | '–' | '¿' | '¡')
}

/// A word without the stops that close it.
fn trimmed(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', '.', '!', '?', ')', ']', '”', '’', '“', '"', '\'', '»', '«', '—', '–', '-'])
}

/// Whether a word is a stop that closes something: spaced points and French marks keep to the word before.
fn begins_with_stop(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first.is_some_and(|first| matches!(first, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '…'))
        && letters.next().is_none_or(|second| !second.is_alphanumeric())
}

/// Whether a text is nothing but the dash that opens a speech, or a word is nothing but a dash.
fn is_dash(text: &str) -> bool {
    matches!(text, "–" | "—" | "―" | "-")
}

/// The points of an omission that stand by themselves: they should end a line, not begin one.
fn is_omission(word: &str) -> bool {
    matches!(word, "[…]" | "[...]" | "<…>" | "(…)")
}

/// French sets a space within its quotation marks.
fn is_within_french_quotes(left: &str, right: &str, language: &Language) -> bool {
    (left.ends_with(['«', '‹']) || right.starts_with(['»', '›'])) && language.primary() == "fr"
}

/// What stands before a number and means nothing without it.
fn is_sign_before_number(word: &str) -> bool {
    const SIGNS: [&str; 74] = [
        "No.", "Nos.", "no.", "nos.", "Nr.", "nr.", "Nr", "N°", "Nº", "№", "No", "čís.", "č.", "sz.", "n°", "nº", "p.",
        "pp.", "P.", "S.", "s.", "str.", "Str.", "с.", "стр.", "o.", "l.", "ll.", "л.", "f.", "ff.", "fol.", "fols.",
        "F.", "ф.", "Ф.", "op.", "Op.", "оп.", "d.", "д.", "vol.", "vols.", "Vol.", "Vols.", "t.", "T.", "т.", "Bd.",
        "ch.", "chap.", "art.", "Art.", "arts.", "sec.", "Sec.", "par.", "para.", "paras.", "§", "§§", "¶", "doc.",
        "docs.", "Doc.", "Docs.", "fig.", "Fig.", "pl.", "n.", "nn.", "c.", "ca.", "cca",
    ];
    SIGNS.contains(&word)
}

/// Words that a number names one of.
fn is_counted_thing(word: &str) -> bool {
    const THINGS: [&str; 22] = [
        "Document",
        "document",
        "Documents",
        "Chapter",
        "chapter",
        "Part",
        "part",
        "Article",
        "article",
        "Section",
        "section",
        "page",
        "pages",
        "note",
        "notes",
        "Table",
        "table",
        "Figure",
        "figure",
        "volume",
        "Volume",
        "AD",
    ];
    THINGS.contains(&word)
}

/// Titles that belong to a name.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 22] = [
        "Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Dr.", "Dr", "St.", "St", "Sir", "Gen.", "Col.", "Lt.", "Maj.",
        "Capt.", "Prof.", "Amb.", "Sen.", "Rev.", "Cde.", "Fr.",
    ];
    TITLES.contains(&word)
}

/// Units and signs that follow a number.
fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 40] = [
        "km", "m", "cm", "mm", "kg", "g", "t", "ha", "l", "mi", "ft", "lb", "lbs", "oz", "km²", "m²", "m³", "kW", "MW",
        "Hz", "kHz", "MHz", "h", "min", "°C", "°F", "°", "%", "‰", "€", "£", "$", "Ft", "Kčs", "Kč", "zł", "DM", "a.m",
        "p.m", "hrs",
    ];
    UNITS.contains(&word)
}

/// Words that go on with a number.
fn is_great_number(word: &str, language: &Language) -> bool {
    language.primary() == "en" && matches!(word, "hundred" | "thousand" | "million" | "billion" | "percent")
}

/// Whether a word is one capital with a point, as of a name; `Ph.` and `Yu.` are initials of names that are
/// written in other letters.
fn is_initial(word: &str) -> bool {
    let Some(letters) = word.strip_suffix('.') else { return false };
    // J.-P., J.R.
    letters.split(['.', '-']).all(|part| {
        let mut part = part.chars();
        let first = part.next().is_some_and(char::is_uppercase);
        let second = part.next();
        let digraph = second.is_some_and(|second| matches!(second, 'u' | 'a' | 'h' | 'z' | 's' | 'y'));
        first && (second.is_none() || digraph) && part.next().is_none()
    })
}

fn begins_with_capital(word: &str) -> bool {
    word.trim_start_matches(is_opening).chars().next().is_some_and(char::is_uppercase)
}

fn begins_with_number(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) || is_roman(trimmed(word))
}

/// A number in figures, with the marks that group them and the point of an ordinal.
fn is_number(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        && !word.ends_with(',')
}

/// A day of a month: 4, 23, 23-án, 4th; not a year.
fn is_day(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
}

/// A number in Roman figures of two or more, or of one that is hardly a word: `I` is one in English.
fn is_roman(word: &str) -> bool {
    let figures = |set: &str| word.chars().all(|letter| set.contains(letter));
    !word.is_empty() && word != "I" && (figures("IVXLC") || word.len() > 1 && figures("ivxlc"))
}

/// The number of a sovereign or a pope.
fn is_reign(word: &str) -> bool {
    let word = trimmed(word).trim_end_matches("’s");
    word.len() > 1 && is_roman(word) && word.chars().all(char::is_uppercase)
}

/// Words of one letter that lean on the next: several languages let no line end with them.
fn is_short_preposition(word: &str, language: &Language) -> bool {
    let mut letters = word.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    match language.primary().as_str() {
        "cs" | "sk" => "kosuvzai".contains(letter),
        "pl" => "aiouwz".contains(letter),
        "ru" | "uk" | "be" => "авикосуяз".contains(letter),
        _ => false,
    }
}

/// Whether a word is the name of a month, in the form that stands beside a day.
fn is_month(word: &str, language: &Language) -> bool {
    let months: &str = match language.primary().as_str() {
        "en" => {
            "January February March April May June July August September October November December \
             Jan. Feb. Mar. Apr. Aug. Sept. Sep. Oct. Nov. Dec. Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec"
        }
        "de" => "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
        "fr" => "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "hu" => "január február március április május június július augusztus szeptember október november december",
        "cs" => "ledna února března dubna května června července srpna září října listopadu prosince",
        "sk" => "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "pl" => "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ro" => "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "ru" => "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        _ => return false,
    };
    !word.is_empty() && months.split(' ').any(|month| month == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its spaces shown: `_` where no line ends, `~` where one ends unwillingly.
    fn shown(text: &str, language: &str) -> String {
        let language = Language::parse(language).unwrap();
        let mut shown = String::new();
        for (at, character) in text.char_indices() {
            shown.push(match character {
                ' ' => match bond(&text[..at], &text[at + 1..], &language) {
                    Bond::Free => ' ',
                    Bond::Loose => '~',
                    Bond::Firm => '_',
                },
                other => other,
            });
        }
        shown
    }

    #[test]
    fn numbers_keep_to_what_they_count_and_to_what_counts_them() {
        assert_eq!(shown("see No. 17 on p. 4, vol. ii", "en"), "see No._17 on p._4, vol._ii");
        assert_eq!(shown("F. 07/16, op. 3, d. 12, l. 5", "en"), "F._07/16, op._3, d._12, l._5");
        assert_eq!(shown("ЦА ФСБ, ф. 3, оп. 64, д. 486", "ru"), "ЦА ФСБ, ф._3, оп._64, д._486");
        assert_eq!(shown("at 20 km, 5 percent of 3 million", "en"), "at 20_km, 5~percent of 3~million");
        assert_eq!(shown("in 1956 in the West, p. and so on", "en"), "in 1956 in the West, p. and so on");
    }

    #[test]
    fn days_keep_to_their_months() {
        assert_eq!(shown("on 23 October 1956", "en-GB"), "on 23_October 1956");
        assert_eq!(shown("on October 23, 1956 (Oct. 23)", "en"), "on October_23, 1956 (Oct._23)");
        assert_eq!(shown("1956. október 23-án", "hu"), "1956. október_23-án");
        assert_eq!(shown("dne 24. října 1956", "cs"), "dne 24._října 1956");
        assert_eq!(shown("May 1956 May I", "en"), "May 1956 May I");
    }

    #[test]
    fn initials_keep_to_names() {
        assert_eq!(shown("by J. M. Rainer (Yu. V. Andropov)", "en"), "by J._M._Rainer (Yu._V._Andropov)");
        assert_eq!(shown("Mr. Molotov, Louis XIV, Document 4", "en"), "Mr.~Molotov, Louis~XIV, Document~4");
    }

    #[test]
    fn some_languages_end_no_line_with_a_word_of_one_letter() {
        assert_eq!(shown("v Praze a s vládou", "cs"), "v_Praze a_s_vládou");
        assert_eq!(shown("w Polsce", "pl"), "w_Polsce");
        assert_eq!(shown("в Москве", "ru"), "в_Москве");
        assert_eq!(shown("a man", "en"), "a man");
    }

    #[test]
    fn dashes_and_stops_do_not_begin_a_line() {
        assert_eq!(shown("so – he said . . . and", "en"), "so~– he said_._._. and");
        assert_eq!(shown("« Oui » ! Non", "fr"), "«_Oui_»_! Non");
        assert_eq!(shown("– Igen – mondta", "hu"), "–_Igen~– mondta");
    }
}
