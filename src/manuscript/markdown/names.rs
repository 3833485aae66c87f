//! What may be an id, or the label of a note.

use unicode_normalization::char::is_combining_mark;

/// Whether `name` is made as ids and labels are: letters, digits, `-`, `_` and single dots.
pub(in crate::manuscript) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains("..") && name.chars().all(|c| c == '.' || is_name_character(c))
}

/// Whether `c` may stand in a name; dots apart.
pub(super) fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_' || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_letters_digits_hyphens_underscores_and_single_dots() {
        assert!(["a", "Ávh", "orlau-512", "2a", "U.S.", "x_y", "данные"].into_iter().all(is_name));
        assert!(["", "a b", "a..b", "a#b", "*", "a:b", "a/b"].into_iter().all(|name| !is_name(name)));
    }
}
