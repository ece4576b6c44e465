//! What operations are called, for the configuration and for the names of their methods.

use std::collections::BTreeSet;

use super::Words;
use super::versions::{repeated, separated};

/// A shorter word of a path is no part of a word.
const SHORTEST_PART: usize = 3;

/// An `operationId`, if a name can be made of it.
pub(crate) fn explicit_id(id: Option<&str>) -> Option<&str> {
    id.map(str::trim).filter(|id| !Words::of(id).is_empty())
}

/// What an operation is called: its `operationId`, or a name made of method and path.
pub(crate) fn operation_id(method: &str, path: &str, id: Option<&str>) -> String {
    explicit_id(id).map_or_else(|| derived_words(method, path).snake(), str::to_owned)
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

/// The words of each operation's id, given the ids with their paths: without a version that the path repeats, where no other
/// operation has the name that is left.
pub(crate) fn bare_words(ids: &[(Option<&str>, &str)]) -> Vec<Words> {
    let words = ids.iter().map(|(id, path)| match id {
        Some(id) => split_as_path(&Words::of(&separated(id, path)), path),
        None => Words::default(),
    });
    words.zip(repeated(ids)).map(|(words, is_repeated)| words.without(0, usize::from(is_repeated))).collect()
}

/// The words of an id, each split that runs two words of the path together: `setMFAKBA` at `/mfa/v1/kba`.
fn split_as_path(words: &Words, path: &str) -> Words {
    let segments = path.split('/').filter(|segment| !segment.contains('{')).map(Words::of);
    let known: BTreeSet<String> = segments.flat_map(|segment| segment.list().to_vec()).collect();
    let mut all = Words::default();
    for word in words.list() {
        let mut splits = (0..word.len()).filter_map(|at| word.split_at_checked(at)).filter(|(first, second)| {
            let is_known = |part: &str| part.len() >= SHORTEST_PART && known.contains(part);
            is_known(first) && is_known(second)
        });
        all = match splits.next().filter(|_| !known.contains(word)) {
            Some((first, second)) => all.with(first).with(second),
            None => all.with(word),
        };
    }
    all
}

#[cfg(test)]
mod tests {
    use super::bare_words;

    #[test]
    fn words_are_those_of_the_path() {
        let name = |id: &str, path: &str| bare_words(&[(Some(id), path)]).first().map(crate::names::Words::snake);
        let names = [
            ("setMFAKBAConfigV1", "/mfa/v1/kba/config", "set_mfa_kba_config"),
            ("listuserspaces", "/user/spaces", "listuserspaces"),
            ("getdisk", "/get/disk", "get_disk"),
            ("getUserName", "/username/{user}/name", "get_user_name"),
            ("getUsername", "/user/name/username", "get_username"),
            ("readIDV1", "/v1/ids", "read_id"),
        ];
        for (id, path, expected) in names {
            assert_eq!(name(id, path).as_deref(), Some(expected), "{id}");
        }
    }
}
