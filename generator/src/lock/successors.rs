//! Matches new operations with old ones: by path, by path without versions, by id.

use std::collections::{BTreeMap, BTreeSet};

use super::OperationKey;
use crate::names::segment_version;

/// An operation, as far as it takes to find it again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) key: &'a OperationKey,
    /// `operationId`.
    pub(crate) id: Option<&'a str>,
}

/// What an operation has in common with its successor. `None` is nothing to go by.
type Trait = fn(&Candidate<'_>) -> Option<(String, String)>;

/// The operations of `old` that live on in `new`: the old key by the new one, one for one.
///
/// Operations at the same place are matched first, then those whose placeholders have new names, then those with a new
/// version. Last come operations with the same `operationId`, with or without a version at its end. If one operation became
/// several versions, the lowest is its successor.
pub(crate) fn successors<'o, 'n>(
    old: &[Candidate<'o>],
    new: &[Candidate<'n>],
) -> BTreeMap<&'n OperationKey, &'o OperationKey> {
    let traits: [Trait; 5] = [
        |it| Some((it.key.method.clone(), it.key.path.clone())),
        |it| Some((it.key.method.clone(), without_names(&it.key.path))),
        |it| Some((it.key.method.clone(), without_versions(&it.key.path))),
        // An id is of one operation alone, whatever its method.
        |it| it.id.map(|id| (String::new(), id.to_owned())),
        |it| it.id.map(|id| (it.key.method.clone(), without_version(id).to_owned())),
    ];
    let mut found = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for common in traits {
        let mut pairs: BTreeMap<_, (Vec<&OperationKey>, Vec<&OperationKey>)> = BTreeMap::new();
        for it in old.iter().filter(|it| !taken.contains(it.key)) {
            if let Some(common) = common(it) {
                pairs.entry(common).or_default().0.push(it.key);
            }
        }
        for it in new.iter().filter(|it| !found.contains_key(it.key)) {
            if let Some(common) = common(it) {
                pairs.entry(common).or_default().1.push(it.key);
            }
        }
        for (old, new) in pairs.into_values() {
            if let ([before], Some(now)) = (old.as_slice(), lowest(&new)) {
                found.insert(now, *before);
                taken.insert(*before);
            }
        }
    }
    found
}

/// The only one; of several that differ in their versions alone the lowest.
fn lowest<'n>(keys: &[&'n OperationKey]) -> Option<&'n OperationKey> {
    let (first, rest) = keys.split_first()?;
    let path = without_versions(&first.path);
    let are_versions = rest.iter().all(|key| without_versions(&key.path) == path && key.method == first.method);
    let lowest = keys.iter().min_by_key(|key| (versions(&key.path), **key))?;
    are_versions.then_some(*lowest)
}

/// A path template with `{}` for each placeholder.
pub(crate) fn without_names(path: &str) -> String {
    let mut plain = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else { break };
        plain.extend([before, "{}"]);
        rest = after;
    }
    plain + rest
}

fn without_versions(path: &str) -> String {
    let path = without_names(path);
    let segments = path.trim_end_matches('/').split('/');
    let segments: Vec<&str> = segments.filter(|segment| segment_version(segment).is_none()).collect();
    segments.join("/")
}

/// The versions in a path, in the order of the path.
fn versions(path: &str) -> Vec<(u8, u64)> {
    path.split('/').filter_map(segment_version).collect()
}

/// An `operationId` without a version at its end: `getDisk` for `getDiskV1`, `get_disk` for `get_disk_v2`.
fn without_version(id: &str) -> &str {
    let name = id.trim_end_matches(|character: char| character.is_ascii_digit());
    let bare = if name.len() < id.len() { name.strip_suffix(['v', 'V']) } else { strip_stage(id) };
    bare.map(|bare| bare.trim_end_matches(['_', '-', '.'])).filter(|bare| !bare.is_empty()).unwrap_or(id)
}

fn strip_stage(id: &str) -> Option<&str> {
    ["Beta", "_beta", "-beta", "Alpha", "_alpha", "-alpha"].into_iter().find_map(|stage| id.strip_suffix(stage))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> OperationKey {
        let (method, path) = text.split_once(' ').unwrap_or_default();
        OperationKey { path: path.to_owned(), method: method.to_owned() }
    }

    /// Each is a method, a path and an id.
    fn found(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let keys =
            |list: &[(&str, &str)]| list.iter().map(|(text, id)| (key(text), (*id).to_owned())).collect::<Vec<_>>();
        let (old, new) = (keys(old), keys(new));
        let old: Vec<_> = old.iter().map(|(key, id)| Candidate { key, id: Some(id) }).collect();
        let new: Vec<_> = new.iter().map(|(key, id)| Candidate { key, id: Some(id) }).collect();
        let found = successors(&old, &new);
        found.iter().map(|(now, before)| format!("{} {} was {}", now.method, now.path, before.path)).collect()
    }

    #[test]
    fn a_version_that_moves_is_the_same_operation() {
        assert_eq!(
            found(
                &[("GET /beta/disks/{diskId}", "getDisk"), ("PUT /beta/disks/{diskId}", "putDisk")],
                &[("GET /disks/v1/{id}", "getDiskV1"), ("PUT /disks/v1/{id}", "putDiskV1")],
            ),
            ["GET /disks/v1/{id} was /beta/disks/{diskId}", "PUT /disks/v1/{id} was /beta/disks/{diskId}"]
        );
    }

    #[test]
    fn a_number_or_a_date_can_be_a_version() {
        for (old, new) in [
            ("/rest/2/disks/{id}", "/rest/3/disks/{diskId}"),
            ("/2023-01-01/disks", "/2024-05-01/disks"),
            ("/1.0/disks", "/v2/disks"),
            ("/disks", "/disks/"),
        ] {
            let (before, now) = (format!("GET {old}"), format!("GET {new}"));
            assert_eq!(found(&[(&before, "a")], &[(&now, "b")]), [format!("{now} was {old}")]);
        }
        // Both are there.
        let both = [("GET /status/404", "a"), ("GET /status/500", "b")];
        assert_eq!(found(&both[..1], &both), ["GET /status/404 was /status/404"]);
    }

    #[test]
    fn the_exact_path_goes_before_the_lowest_version() {
        assert_eq!(
            found(&[("GET /disks", "a")], &[("GET /v2/disks", "b"), ("GET /v1/disks", "c")]),
            ["GET /v1/disks was /disks"]
        );
        assert_eq!(
            found(&[("GET /v2/disks", "a")], &[("GET /v1/disks", "b"), ("GET /v2/disks", "c")]),
            ["GET /v2/disks was /v2/disks"]
        );
    }

    #[test]
    fn two_versions_that_give_way_to_one_are_no_match() {
        let old = [("GET /v1/disks", "a"), ("GET /v2/disks", "b")];
        assert_eq!(found(&old, &[("GET /v3/disks", "c")]), [""; 0]);
        // An operation that still exists is no candidate.
        let new = [("GET /v1/disks", "a"), ("GET /v3/disks", "c")];
        assert_eq!(found(&old, &new), ["GET /v1/disks was /v1/disks", "GET /v3/disks was /v2/disks"]);
    }

    #[test]
    fn an_id_finds_an_operation_on_another_path() {
        assert_eq!(found(&[("GET /a", "getDisk")], &[("POST /b", "getDisk")]), ["POST /b was /a"]);
        assert_eq!(found(&[("GET /a", "getDisk")], &[("GET /b", "getDiskV2")]), ["GET /b was /a"]);
        assert_eq!(found(&[("GET /a", "getDisk")], &[("POST /b", "getDiskV2")]), [""; 0]);
        // Of two with the id, the one of the same method.
        assert_eq!(found(&[("GET /a", "x")], &[("GET /b", "y"), ("GET /c", "x"), ("PUT /c", "x")]), ["GET /c was /a"]);
        assert_eq!(found(&[("GET /a", "x")], &[("GET /b", "x"), ("GET /c", "x")]), [""; 0]);
    }

    #[test]
    fn ids_lose_their_versions() {
        for (id, bare) in
            [("getV1", "get"), ("get_disk_v12", "get_disk"), ("ipv4", "ip"), ("getBeta", "get"), ("V1", "V1")]
        {
            assert_eq!(without_version(id), bare);
        }
    }
}
