//! What operations are called, for the configuration and for the names of their methods.

use super::Words;
use super::versions::repeated;

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
    let words = ids.iter().map(|(id, _)| id.map(Words::of).unwrap_or_default());
    words.zip(repeated(ids)).map(|(words, is_repeated)| words.without(0, usize::from(is_repeated))).collect()
}
