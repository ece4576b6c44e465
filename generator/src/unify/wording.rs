//! What the words of several places have in common.

/// Whether a name says nothing without its context: it is one such word, or what an operation sends or answers.
pub(super) fn is_generic(words: &[String]) -> bool {
    const GENERIC: &str = "action attribute attributes config data detail details info item kind message name object \
                           operation properties reference request response result state status value";
    match words {
        [word] => word.len() < 5 || GENERIC.split(' ').any(|other| other == word) || word.starts_with("variant"),
        [] => false,
        all => {
            const ROLES: [&str; 7] = ["data", "item", "object", "request", "response", "result", "value"];
            all.iter().all(|word| ROLES.contains(&word.as_str()))
        }
    }
}

/// The words with which all lists begin.
pub(super) fn common_prefix(lists: &[Vec<String>]) -> Vec<String> {
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let shared = |other: &Vec<String>| first.iter().zip(other).take_while(|(left, right)| left == right).count();
    first.iter().take(others.iter().map(shared).min().unwrap_or(first.len())).cloned().collect()
}

/// The words with which all lists end.
pub(super) fn common_suffix<'w>(mut lists: impl Iterator<Item = &'w [String]>) -> Vec<String> {
    let Some(first) = lists.next() else { return Vec::new() };
    let mut common = first.len();
    for list in lists {
        let shared = first.iter().rev().zip(list.iter().rev()).take_while(|(left, right)| left == right).count();
        common = common.min(shared);
    }
    first.get(first.len() - common..).map(<[String]>::to_vec).unwrap_or_default()
}

/// Whether a status is that of an error.
pub(super) fn is_error(status: &str) -> bool {
    !status.starts_with(['1', '2', '3'])
}
