//! What operations are called, for the configuration and for the names of their methods.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Words, version};

/// The `operationId`, if a name can be made of it.
pub(crate) fn explicit_id(fields: &Map<String, Value>) -> Option<&str> {
    let id = fields.get("operationId").and_then(Value::as_str).map(str::trim);
    id.filter(|id| !Words::of(id).is_empty())
}

/// What an operation is called: its `operationId`, or a name made of method and path.
pub(crate) fn operation_id(method: &str, path: &str, fields: &Map<String, Value>) -> String {
    explicit_id(fields).map_or_else(|| derived_words(method, path).snake(), str::to_owned)
}

/// A name made of method and path: `get_users_by_id` for `GET /users/{id}`.
pub(crate) fn derived_words(method: &str, path: &str) -> Words {
    let mut words = Words::of(&method.to_lowercase());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            words = words.join(&Words::of(before)).with("by").join(&Words::of(name));
            rest = after;
        }
        words = words.join(&Words::of(rest));
    }
    words
}

/// The words of each operation's id, in their order, given the ids with their paths: without a version at the end that the
/// path repeats, where no other has the name that is left. Of several versions the lowest has it.
pub(crate) fn bare_words(ids: &[(Option<&str>, &str)]) -> Vec<Words> {
    let all: Vec<Words> = ids.iter().map(|(id, _)| id.map(Words::of).unwrap_or_default()).collect();
    let mut taken: BTreeSet<Words> = all.iter().cloned().collect();
    let mut versioned: Vec<_> = all
        .iter()
        .zip(ids)
        .enumerate()
        .filter_map(|(index, (words, (_, path)))| {
            let last = words.list().last().filter(|_| words.list().len() > 1)?;
            let is_repeated = path.split('/').any(|segment| segment.eq_ignore_ascii_case(last));
            Some((version(last).filter(|_| is_repeated)?, index, words.without(0, 1)))
        })
        .collect();
    versioned.sort();
    let mut bare = all;
    for (_, index, words) in versioned {
        if let Some(slot) = bare.get_mut(index).filter(|_| taken.insert(words.clone())) {
            *slot = words;
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::bare_words;
    use crate::naming::Words;

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
        ];
        let words: Vec<String> = bare_words(&ids).iter().map(Words::snake).collect();
        let expected =
            ["list_disks", "get_disk_v2", "get_disk", "put_disk_v1", "drop_disk_v1", "drop_disk", "v1", "", "get"];
        assert_eq!(words, expected);
    }
}
