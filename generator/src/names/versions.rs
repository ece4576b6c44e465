//! Versions in names and paths.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::words::words;

/// The version that a segment of a path stands for, the lower the earlier: `beta`, `v1`, `v2024`, `v1beta2`.
fn version(segment: &str) -> Option<(u8, u64)> {
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

/// The same of a segment that may be a bare number or a date: `2`, `1.0`, `2024-05-01`.
pub(crate) fn segment_version(segment: &str) -> Option<(u8, u64)> {
    let is_bare = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let bare = || -> Option<(u8, u64)> {
        let digits = match segment.split('-').collect::<Vec<_>>()[..] {
            [year, month, day] if (year.len(), month.len(), day.len()) == (4, 2, 2) => [year, month, day].concat(),
            [_] if segment.split('.').all(is_bare) => segment.split('.').next()?.to_owned(),
            _ => return None,
        };
        Some((2, digits.parse().ok().filter(|_| is_bare(&digits))?))
    };
    version(segment).or_else(bare)
}

/// An operation's id with its last word apart, where that is a version that the path repeats and that stands right behind
/// a capital or a digit: `findByIDV1` at `/ids/v1`.
pub(crate) fn separated<'i>(id: &'i str, path: &str) -> Cow<'i, str> {
    let stem = id.trim_end_matches(|character: char| character.is_ascii_digit()).strip_suffix('V').unwrap_or(id);
    let version = id.get(stem.len()..).unwrap_or_default();
    let is_repeated = version.len() > 1 && path.split('/').any(|segment| segment.eq_ignore_ascii_case(version));
    if is_repeated && stem.ends_with(|last: char| last.is_ascii_uppercase() || last.is_ascii_digit()) {
        return Cow::Owned(format!("{stem}_{version}"));
    }
    Cow::Borrowed(id)
}

/// Whether each operation's id, given with its path, ends in a version that the path repeats, while no other operation has
/// the name that is left. Of several versions of one name the lowest has it.
pub(crate) fn repeated(ids: &[(Option<&str>, &str)]) -> Vec<bool> {
    let all = ids.iter().map(|(id, path)| id.map(|id| words(&separated(id, path))).unwrap_or_default());
    let all: Vec<Vec<String>> = all.collect();
    let mut taken: BTreeSet<&[String]> = all.iter().map(Vec::as_slice).collect();
    let mut versioned: Vec<((u8, u64), usize, &[String])> = Vec::new();
    for (index, (words, (_, path))) in all.iter().zip(ids).enumerate() {
        let Some((last, bare)) = words.split_last().filter(|(_, bare)| !bare.is_empty()) else { continue };
        let is_repeated = path.split('/').any(|segment| segment.eq_ignore_ascii_case(last));
        versioned.extend(version(last).filter(|_| is_repeated).map(|version| (version, index, bare)));
    }
    versioned.sort();
    let found: BTreeSet<usize> =
        versioned.into_iter().filter(|(_, _, bare)| taken.insert(bare)).map(|(_, index, _)| index).collect();
    (0..ids.len()).map(|index| found.contains(&index)).collect()
}

#[cfg(test)]
mod tests {
    use super::{repeated, segment_version, separated, version};

    #[test]
    fn a_version_that_the_path_repeats_is_dropped_where_the_name_is_free() {
        let ids = [
            (Some("listDisksV1"), "/disks/v1"),
            (Some("getDiskV2"), "/disks/v2/{id}"),
            (Some("getDiskV1"), "/disks/v1/{id}"),
            (Some("putDiskV1"), "/disks/{id}"),
            (Some("dropDiskV1"), "/v1/disks/{id}"),
            (Some("dropDisk"), "/disks/{id}"),
            (Some("V1"), "/v1"),
            (None, "/v1/tapes"),
            (Some("get_beta"), "/beta/x"),
            (Some("findDiskByIDV1"), "/disks/v1/{id}"),
            (Some("sumInMD5V2"), "/v2/sum"),
            (Some("listWithIPV6"), "/addresses/v1"),
        ];
        let expected = [true, false, true, false, false, false, false, false, true, true, true, false];
        assert_eq!(repeated(&ids), expected);
        assert_eq!(separated("findDiskByIDV1", "/disks/v1/{id}"), "findDiskByID_V1");
        assert_eq!(separated("listWithIPV6", "/addresses/v1"), "listWithIPV6");
        assert_eq!(separated("V1", "/v1"), "V1");
    }

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
        for (segment, expected) in [
            ("v1", Some((2, 1))),
            ("2", Some((2, 2))),
            ("1.0", Some((2, 1))),
            ("2024-05-01", Some((2, 20_240_501))),
            ("2024-05", None),
            ("24-05-2001", None),
            ("1.", None),
            ("1.x", None),
            ("99999999999999999999", None),
            ("disks", None),
            ("", None),
        ] {
            assert_eq!(segment_version(segment), expected, "{segment}");
        }
    }
}
