//! What the crate was at its last version, as what is otherwise now.

use std::collections::BTreeMap;

use super::fact::Fact;

/// The first word of the facts about the crate as it was, and the whole key of the version that it had.
pub(super) const RELEASED: &str = "released";

/// What follows it before a fact that is another now, or none.
const HAD: &str = "had";

/// What follows it before the first words of facts that there were none of.
const LACKED: &str = "lacked";

/// The facts in a file by their keys, each with its line.
pub(super) type Facts = BTreeMap<Vec<String>, (Vec<String>, usize)>;

/// Whether a key is one of those that are told of the crate as it was.
pub(super) fn is_known(key: &[String]) -> bool {
    match key {
        [first, rest @ ..] if first == RELEASED => match rest {
            [] => true,
            [word, about, ..] => !about.is_empty() && [HAD, LACKED].contains(&word.as_str()),
            [_] => false,
        },
        _ => false,
    }
}

/// What tells the facts of `before` from those of `now`.
pub(super) fn differences(before: Vec<Fact>, now: &[Fact]) -> Vec<Fact> {
    let before: BTreeMap<Vec<String>, Vec<String>> =
        before.into_iter().map(|Fact { key, value }| (key, value)).collect();
    let now: BTreeMap<&[String], &[String]> =
        now.iter().map(|fact| (fact.key.as_slice(), fact.value.as_slice())).collect();
    let told = |word: &str, key: &[String], value: &[String]| {
        let start = [RELEASED.to_owned(), word.to_owned()];
        Fact { key: [start.as_slice(), key].concat(), value: value.to_vec() }
    };
    let had = before.iter().filter(|(key, value)| now.get(key.as_slice()) != Some(&value.as_slice()));
    let mut told_of: Vec<Fact> = had.map(|(key, value)| told(HAD, key, value)).collect();
    let begins =
        |start: &[String]| before.range(start.to_vec()..).next().is_some_and(|(key, _)| key.starts_with(start));
    let lacked = now.keys().filter(|key| !before.contains_key(**key)).map(|key| {
        // One line says it of a whole type.
        let starts = (2..key.len()).filter_map(|end| key.get(..end));
        told(LACKED, starts.into_iter().find(|start| !begins(start)).unwrap_or(key), &[])
    });
    told_of.extend(lacked);
    told_of.sort();
    told_of.dedup();
    told_of
}

/// The facts of before, of all facts in a file: those that are `now`, and what is told of the crate as it was.
pub(super) fn restored(now: &Facts, told: &Facts) -> Facts {
    let mut facts = now.clone();
    let about = |word: &'static str| {
        told.iter().filter_map(move |(key, value)| match key.as_slice() {
            [_, first, about @ ..] if first == word && !about.is_empty() => Some((about.to_vec(), value)),
            _ => None,
        })
    };
    for (start, _) in about(LACKED) {
        let absent: Vec<Vec<String>> = facts
            .range(start.clone()..)
            .map(|(key, _)| key)
            .take_while(|key| key.starts_with(&start))
            .cloned()
            .collect();
        for key in absent {
            facts.remove(&key);
        }
    }
    facts.extend(about(HAD).map(|(key, value)| (key, value.clone())));
    facts
}
