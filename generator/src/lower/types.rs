//! The names of types.

use std::collections::BTreeMap;

use super::draft::{Draft, Drafts, Origin};
use super::locked::TypeNames;
use super::merge::Merged;
use super::naming::{Scope, Words};
use crate::api::TypeId;

/// The draft ids in the order in which names are given, with the words of each name.
pub(crate) struct Names {
    pub(crate) order: Vec<TypeId>,
    words: BTreeMap<TypeId, (Words, String)>,
}

/// Names the drafts that stand for others and are used, the most trustworthy names first.
///
/// Those that the lock has come before all others, with the names that they have there.
pub(crate) fn name(drafts: &Drafts, merged: &Merged, used: &[TypeId], locked: &TypeNames<'_>) -> Names {
    let mut order: Vec<(Origin, Vec<Words>, String, TypeId)> = used
        .iter()
        .filter_map(|id| drafts.get(*id).map(|draft| (*id, draft)))
        .map(|(id, draft)| (draft.origin, candidates(drafts, merged, draft, id), draft.pointer.clone(), id))
        .collect();
    order.sort();
    let mut scope = Scope::default();
    let mut names = Names { order: Vec::new(), words: BTreeMap::new() };
    for (_, _, _, id) in &order {
        if let Some((name, _)) = locked.get(*id) {
            scope.take(name);
        }
    }
    for (_, candidates, _, id) in order {
        let name = match locked.get(id) {
            Some((name, _)) => name.to_owned(),
            None => scope.claim_camel(&candidates),
        };
        let words = candidates.iter().find(|words| words.upper_camel() == name).cloned();
        names.words.insert(id, (words.unwrap_or_else(|| Words::of(&name)), name));
        names.order.push(id);
    }
    let mut order = std::mem::take(&mut names.order);
    order.sort_by(|one, other| names.name(*one).cmp(&names.name(*other)));
    names.order = order;
    names
}

impl Names {
    pub(super) fn name(&self, id: TypeId) -> Option<&str> {
        self.words.get(&id).map(|(_, name)| name.as_str())
    }

    pub(super) fn words(&self, id: TypeId) -> Option<&Words> {
        self.words.get(&id).map(|(words, _)| words)
    }
}

/// The names that fit a draft, the best first.
fn candidates(drafts: &Drafts, merged: &Merged, draft: &Draft, id: TypeId) -> Vec<Words> {
    let mut names: Vec<Words> = Vec::new();
    let members: Vec<&Draft> =
        merged.members.get(&id).into_iter().flatten().filter_map(|member| drafts.get(*member)).collect();
    // Untitled types of several places are named by what their names have in common.
    if draft.origin == Origin::Context && members.len() > 1 {
        let all: Vec<&Words> = members.iter().filter_map(|member| member.names.first()).collect();
        names.extend(common_end(&all));
    }
    names.extend(draft.names.iter().cloned());
    names.extend(members.iter().flat_map(|member| member.names.iter().cloned()));
    names.retain(|words| !words.is_empty());
    if names.is_empty() {
        names.push(Words::of("value"));
    }
    names
}

/// The words at the end of all names, where they say more than what kind of thing it is.
fn common_end(names: &[&Words]) -> Option<Words> {
    let first = names.first()?;
    let length = first.list().len();
    let common = (0..length)
        .take_while(|back| {
            let word = |words: &Words| words.list().iter().rev().nth(*back).cloned();
            names.iter().all(|other| word(other) == word(first))
        })
        .count();
    let words = first.without(length - common, 0);
    let vague = ["item", "value", "type", "response", "request", "data", "object", "result", "body", "list", "info"];
    let says_nothing = words.list().len() <= 1 && words.list().iter().all(|word| vague.contains(&word.as_str()));
    (common > 0 && !says_nothing && !words.list().first()?.starts_with(|it: char| it.is_numeric())).then_some(words)
}
