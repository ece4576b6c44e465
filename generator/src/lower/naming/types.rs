//! The names of types.

use std::collections::BTreeMap;

use super::places::{Contexts, Place};
use super::renames::Renames;
use crate::api::TypeId;
use crate::lower::drafts::{Draft, Drafts, Merged};
use crate::lower::lexicon::Lexicon;
use crate::lower::locked::{Alignment, TypeNames};
use crate::names::{NameOrigin, NameSource, Scope, Words};
use crate::rules::RenameKind;

/// The draft ids in the order of their names, with the words of each name.
pub(crate) struct Names {
    pub(crate) order: Vec<TypeId>,
    words: BTreeMap<TypeId, (Words, String)>,
    /// Where the names come from.
    pub(crate) sources: BTreeMap<String, NameSource>,
    /// The names by which each draft can be meant in the configuration.
    meant: BTreeMap<TypeId, Vec<String>>,
}

/// Names the merged drafts that are used, the most trustworthy names first.
///
/// `places` has the first operation that uses a draft itself.
///
/// Drafts that the configuration renames come first, then drafts in the lock, with their names there.
pub(crate) fn name(
    drafts: &Drafts,
    merged: &Merged,
    used: &[TypeId],
    locked: &TypeNames<'_>,
    renames: &Renames<'_>,
    places: BTreeMap<TypeId, Place>,
    titles: &Lexicon<'_>,
) -> Names {
    let mut order: Vec<(NameOrigin, Vec<Words>, String, TypeId)> = used
        .iter()
        .filter_map(|id| drafts.get(*id).map(|draft| (*id, draft)))
        .map(|(id, draft)| (draft.origin, candidates(drafts, merged, draft, id), draft.pointer.clone(), id))
        .collect();
    order.sort();
    let mut names = Names {
        order: order.iter().map(|(_, _, _, id)| *id).collect(),
        words: BTreeMap::new(),
        sources: BTreeMap::new(),
        meant: BTreeMap::new(),
    };
    let mut scope = Scope::default();
    let mut rules = Vec::new();
    for id in &names.order {
        let members = merged.members.get(id).into_iter().flatten();
        let before = locked.get(*id).map(|(name, _)| name.to_owned());
        let adopted = before.as_ref().and_then(|name| renames.find(RenameKind::LockedType, std::slice::from_ref(name)));
        let mut meant: Vec<String> = before.into_iter().chain(drafts.names_in_document(*id)).collect();
        meant.extend(members.flat_map(|member| drafts.names_in_document(*member)));
        if let Some(rule) = adopted.or_else(|| renames.find(RenameKind::Type, &meant)) {
            if !scope.take(&rule.to) {
                renames.is_taken(&rule.to, rules.iter().copied());
            }
            names.words.insert(*id, (Words::of(&rule.to), rule.to.clone()));
            names.sources.insert(rule.to.clone(), NameSource::Rename);
            meant.push(rule.to.clone());
            rules.push(rule);
        }
        names.meant.insert(*id, meant);
    }
    for id in names.order.iter().filter(|id| !names.words.contains_key(id)) {
        if let Some((name, _)) = locked.get(*id)
            && !scope.take(name)
        {
            renames.is_taken(name, rules.iter().copied());
        }
    }
    // What had a name once is still called so.
    let renamed = names.words.keys().filter_map(|id| locked.get(*id)).map(|(name, _)| name);
    for name in renamed.chain(locked.aliases.iter().copied()) {
        scope.take(name);
    }
    scope.reserve_prelude();
    let contexts = Contexts::of(drafts, &names.order, places, titles);
    for (origin, candidates, _, id) in order {
        if names.words.contains_key(&id) {
            continue;
        }
        let before = locked.get(id).map(|(name, _)| name.to_owned());
        if let (None, Some(words)) = (&before, candidates.first()) {
            renames.is_taken(&words.upper_camel(), rules.iter().copied());
        }
        let candidates = contexts.below_counted(candidates, origin, |id| names.words(id).cloned());
        let name = before.unwrap_or_else(|| scope.claim_camel(&contexts.added_to(&candidates, id)));
        let source = match candidates.iter().position(|words| words.upper_camel() == name) {
            Some(0) => NameSource::from(origin),
            None if locked.get(id).is_some() => NameSource::Lock,
            _ => NameSource::Context,
        };
        names.sources.insert(name.clone(), source);
        let words = candidates.into_iter().find(|words| words.upper_camel() == name);
        names.words.insert(id, (words.unwrap_or_else(|| Words::of(&name)), name));
    }
    let mut order = std::mem::take(&mut names.order);
    order.sort_by(|one, other| names.name(*one).cmp(&names.name(*other)));
    names.order = order;
    names
}

impl From<NameOrigin> for NameSource {
    fn from(origin: NameOrigin) -> Self {
        match origin {
            NameOrigin::Component => Self::Component,
            NameOrigin::Title => Self::Title,
            NameOrigin::Context => Self::Context,
        }
    }
}

impl Names {
    pub(crate) fn name(&self, id: TypeId) -> Option<&str> {
        self.words.get(&id).map(|(_, name)| name.as_str())
    }

    /// The names by the places of the drafts.
    pub(crate) fn by_pointer(&self, drafts: &Drafts, merged: &Merged) -> BTreeMap<String, String> {
        let members = self.order.iter().flat_map(|id| {
            let members = merged.members.get(id).into_iter().flatten();
            [id].into_iter().chain(members).map(|member| (*id, *member))
        });
        members
            .filter_map(|(id, member)| Some((drafts.get(member)?.pointer.clone(), self.name(id)?.to_owned())))
            .collect()
    }

    /// The types of the lock that are called otherwise, or have become one with another: the new names by the old ones.
    pub(crate) fn renamed(
        &self,
        kept: &TypeNames<'_>,
        alignment: &Alignment<'_>,
        merged: &Merged,
    ) -> BTreeMap<String, String> {
        let mut renamed = BTreeMap::new();
        let own = self.order.iter().filter_map(|id| Some((*id, kept.get(*id)?.0)));
        let joined = self.order.iter().flat_map(|id| {
            let members = merged.members.get(id).into_iter().flatten();
            members.filter_map(|member| Some((*id, alignment.label(*member)?)))
        });
        for (id, old) in own.chain(joined).chain(kept.joined.iter().copied()) {
            if let Some(now) = self.name(id).filter(|now| *now != old) {
                renamed.entry(old.to_owned()).or_insert_with(|| now.to_owned());
            }
        }
        renamed
    }

    /// The names by which a draft can be meant in the configuration.
    pub(crate) fn meant(&self, id: TypeId) -> &[String] {
        self.meant.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn words(&self, id: TypeId) -> Option<&Words> {
        self.words.get(&id).map(|(words, _)| words)
    }
}

/// The names that fit a draft, the best first.
fn candidates(drafts: &Drafts, merged: &Merged, draft: &Draft, id: TypeId) -> Vec<Words> {
    let mut names: Vec<Words> = Vec::new();
    let members: Vec<&Draft> =
        merged.members.get(&id).into_iter().flatten().filter_map(|member| drafts.get(*member)).collect();
    // Untitled types of several places are named by what their names have in common.
    if draft.origin == NameOrigin::Context && members.len() > 1 {
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
    let says_nothing = words.list().iter().all(|word| vague.contains(&word.as_str()));
    (common > 0 && !says_nothing && !words.list().first()?.starts_with(|it: char| it.is_numeric())).then_some(words)
}
