//! What an ICC profile says of itself (ICC.1:2010). The manifest has seen to it that it is one.

/// How many components its colours have (§7.2.6).
pub(super) fn components(profile: &[u8]) -> i64 {
    match profile.get(16..20) {
        Some(b"GRAY") => 1,
        Some(b"RGB ") => 3,
        _ => 4,
    }
}

/// What it calls itself (§9.2.41): "ISO Coated v2 (ECI)". A profile without a name is "unnamed".
pub(super) fn description(profile: &[u8]) -> String {
    let words = tag(profile, b"desc").and_then(|tag| match tag.get(..4)? {
        // textDescriptionType of version 2: a count, and so many bytes of ASCII with a null.
        b"desc" => {
            let count = number(tag, 8)?;
            Some(String::from_utf8_lossy(tag.get(12..12 + count)?).trim_end_matches('\0').to_owned())
        }
        // multiLocalizedUnicodeType (§10.13): the first record is as good as any.
        b"mluc" => {
            let (length, offset) = (number(tag, 20)?, number(tag, 24)?);
            let units = tag.get(offset..offset + length)?.chunks_exact(2);
            let units: Vec<u16> = units.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            Some(String::from_utf16_lossy(&units))
        }
        _ => None,
    });
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()).unwrap_or_else(|| "unnamed".into())
}

/// The data of a tag (§7.3).
pub(super) fn tag<'a>(profile: &'a [u8], signature: &[u8; 4]) -> Option<&'a [u8]> {
    let count = number(profile, 128)?.min(100);
    (0..count).map(|at| 132 + 12 * at).find_map(|at| {
        let found = profile.get(at..at + 4)? == signature;
        let (offset, size) = (number(profile, at + 4)?, number(profile, at + 8)?);
        profile.get(offset..offset.checked_add(size)?).filter(|_| found)
    })
}

/// A number of four bytes.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carried_profiles_are_known_by_their_names() {
        let fogra = include_bytes!("../../profiles/FOGRA39L_coated.icc");
        assert_eq!((description(fogra).as_str(), components(fogra)), ("FOGRA39L Coated", 4));
        let srgb = include_bytes!("../../profiles/sRGB-v2-magic.icc");
        assert_eq!(components(srgb), 3);
    }

    #[test]
    fn a_name_in_unicode_is_read_too() {
        let mut profile = vec![0; 128];
        profile.extend(1_u32.to_be_bytes());
        profile.extend(b"desc");
        profile.extend(144_u32.to_be_bytes());
        profile.extend(34_u32.to_be_bytes());
        profile.extend(b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS\0\0\0\x06\0\0\0\x1C\0P\0\xC9\0S");
        assert_eq!(description(&profile), "PÉS");
    }

    #[test]
    fn a_profile_cut_short_has_no_name_and_does_no_harm() {
        let fogra = include_bytes!("../../profiles/FOGRA39L_coated.icc");
        for length in [0, 127, 131, 140, 340] {
            assert_eq!(description(&fogra[..length]), "unnamed");
        }
    }
}
