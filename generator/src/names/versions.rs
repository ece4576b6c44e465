//! Versions in paths and ids.

/// The version that a segment of a path stands for, the lower the earlier: `beta`, `v1`, `v2024`, `v1beta2`.
pub(crate) fn version(segment: &str) -> Option<(u8, u64)> {
    let segment = segment.to_ascii_lowercase();
    match segment.as_str() {
        "alpha" => return Some((0, 0)),
        "beta" | "preview" => return Some((1, 0)),
        "stable" | "ga" => return Some((2, 0)),
        _ => {}
    }
    let rest = segment.strip_prefix('v')?;
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let (number, behind) = rest.split_at_checked(digits)?;
    let number = number.parse().ok()?;
    let stage = behind.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    match stage {
        "" => Some((2, number)),
        "beta" | "b" => Some((1, number)),
        "alpha" | "a" => Some((0, number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_told_from_words() {
        for (segment, expected) in [
            ("v1", true),
            ("V2024", true),
            ("beta", true),
            ("v1beta2", true),
            ("vms", false),
            ("v", false),
            ("1", false),
        ] {
            assert_eq!(version(segment).is_some(), expected, "{segment}");
        }
    }
}
