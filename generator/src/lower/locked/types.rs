//! Which type of the lock a draft is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::operations::OperationDraft;
use super::places::{self, Votes};
use super::shapes::Shapes;
use super::splits::is_alike;
use crate::api::{AliasKind, Literal, TypeId};
use crate::lock::{Lock, TypeDefinition, TypeKind};
use crate::lower::document::locked_operations::Operations;
use crate::lower::drafts::{Draft, DraftKind, Drafts, Merged};
use crate::names::{NameOrigin, Words};

/// What speaks for which type of the lock each draft is, before drafts are joined.
#[derive(Debug, Default)]
pub(crate) struct Alignment<'l> {
    locked: Vec<(&'l str, &'l TypeDefinition)>,
    /// How many of `locked` are still there.
    live: usize,
    aliases: Vec<&'l str>,
    shapes: Shapes,
    votes: Votes,
    /// The number of the type that a draft looks like, if it also has a place or the name of that type.
    same: BTreeMap<TypeId, usize>,
}

/// The names that drafts have in the lock, with what the lock says of each.
#[derive(Debug, Default)]
pub(crate) struct TypeNames<'l> {
    by_draft: BTreeMap<TypeId, (&'l str, &'l TypeDefinition)>,
    /// The old names that are to stay.
    pub(crate) aliases: Vec<&'l str>,
    /// Types of the lock with another draft in their places that looks like them, and has a name of its own.
    pub(crate) joined: Vec<(TypeId, &'l str)>,
}

impl<'l> TypeNames<'l> {
    /// The draft's name and definition in the lock.
    pub(crate) fn get(&self, id: TypeId) -> Option<(&'l str, &'l TypeDefinition)> {
        self.by_draft.get(&id).copied()
    }
}

impl<'l> Alignment<'l> {
    /// Compares a lock with drafts that are not joined yet.
    pub(crate) fn of(
        lock: Option<&'l Lock>,
        drafts: &Drafts,
        operations: &[OperationDraft<'_>],
        known: &Operations<'l>,
    ) -> Self {
        let Some(lock) = lock else { return Self::default() };
        let definitions = lock.surface.types.iter().chain(&lock.gone.types);
        let locked: Vec<_> = definitions.map(|(name, definition)| (name.as_str(), definition)).collect();
        let shapes = Shapes::of(&locked, drafts);
        let votes = places::votes(lock, &locked, drafts, operations, known);
        let aliases = lock.surface.aliases.0.keys().filter(|key| key.kind == AliasKind::Type);
        let aliases = aliases.map(|key| key.name.as_str()).collect();
        let mut alignment =
            Self { locked, live: lock.surface.types.len(), aliases, shapes, votes, same: BTreeMap::new() };
        alignment.same = (0..drafts.len())
            .map(TypeId)
            .filter_map(|id| Some((id, alignment.find_same(id, drafts.get(id)?)?)))
            .collect();
        alignment
    }

    /// By what drafts of one shape are told apart: drafts that were one type stay one, others don't become one.
    pub(crate) fn label(&self, id: TypeId) -> Option<&'l str> {
        let index = self.same.get(&id)?;
        self.locked.get(*index).map(|(name, _)| *name)
    }

    fn find_same(&self, id: TypeId, draft: &Draft) -> Option<usize> {
        let shape = self.shapes.draft(id)?;
        let by_place = self.votes.get(&id).into_iter().flatten().map(|(index, count)| (*index, *count));
        let by_name = draft.names.iter().filter_map(|words| Some((self.find(&words.upper_camel())?, 0)));
        let alike = |(index, _): &(usize, usize)| {
            self.shapes.locked(*index).is_some_and(|other| other.shallow == shape.shallow)
        };
        let named: Vec<String> = draft.names.iter().map(Words::upper_camel).collect();
        let rank = |(index, count): &(usize, usize)| {
            // Whether the document itself still uses the name. A type that is gone may have been renamed.
            let has_name = draft.origin != NameOrigin::Context
                && *index < self.live
                && self.locked.get(*index).is_some_and(|(name, _)| named.iter().any(|own| own == name));
            let is_equal = self.shapes.locked(*index).is_some_and(|other| other.deep == shape.deep);
            (has_name, *count, is_equal, std::cmp::Reverse(*index))
        };
        by_place.chain(by_name).filter(alike).max_by_key(rank).map(|(index, _)| index)
    }

    fn find(&self, name: &str) -> Option<usize> {
        let (live, gone) = self.locked.split_at_checked(self.live)?;
        let find = |list: &[(&str, _)]| list.binary_search_by(|(other, _)| (*other).cmp(name)).ok();
        find(live).or_else(|| find(gone).map(|index| index + self.live))
    }

    /// Decides which type of the lock each merged draft is.
    pub(crate) fn names(&self, drafts: &Drafts, merged: &Merged) -> TypeNames<'l> {
        let mut decision = Decision { alignment: self, by_draft: BTreeMap::new(), taken: BTreeSet::new() };
        let mut alike: Vec<(usize, TypeId, usize)> = Vec::new();
        let mut in_place: Vec<(usize, TypeId, usize)> = Vec::new();
        for (best, members) in &merged.members {
            let mut same: BTreeMap<usize, usize> = BTreeMap::new();
            let mut places: BTreeMap<usize, usize> = BTreeMap::new();
            for member in members {
                if let Some(index) = self.same.get(member) {
                    *same.entry(*index).or_default() += 1;
                }
                for (index, count) in self.votes.get(member).into_iter().flatten() {
                    *places.entry(*index).or_default() += count;
                }
            }
            let count = |index: &usize| places.get(index).copied().unwrap_or_default();
            alike.extend(same.keys().map(|index| (count(index), *best, *index)));
            let is_similar = |index: &usize| {
                let (before, draft) = (self.locked.get(*index), drafts.get(*best));
                before.zip(draft).is_some_and(|((_, before), draft)| is_similar(before, draft))
            };
            in_place
                .extend(places.iter().filter(|(index, _)| is_similar(index)).map(|(index, it)| (*it, *best, *index)));
        }
        decision.take(alike, drafts);
        decision.take_only_ones(drafts, merged);
        decision.take(in_place, drafts);
        let joined = self.joined(drafts, merged, &decision.taken);
        let definition = |index: usize| self.locked.get(index).copied();
        let by_draft = decision.by_draft.into_iter().filter_map(|(id, index)| Some((id, definition(index)?)));
        TypeNames { by_draft: by_draft.collect(), aliases: self.aliases.clone(), joined }
    }

    /// The types of the lock that no draft is, each with the draft of its properties or values in most of its places.
    fn joined(&self, drafts: &Drafts, merged: &Merged, taken: &BTreeSet<usize>) -> Vec<(TypeId, &'l str)> {
        let mut places: BTreeMap<usize, BTreeMap<TypeId, usize>> = BTreeMap::new();
        for (best, members) in &merged.members {
            let votes = members.iter().filter_map(|member| self.votes.get(member)).flatten();
            for (index, count) in votes.filter(|(index, _)| **index < self.live && !taken.contains(index)) {
                *places.entry(*index).or_default().entry(*best).or_default() += count;
            }
        }
        let joined = places.into_iter().filter_map(|(index, counts)| {
            let (name, before) = self.locked.get(index)?;
            let alike = counts.into_iter().filter(|(id, _)| drafts.get(*id).is_some_and(|it| is_alike(before, it)));
            let (id, _) = alike.max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)))?;
            Some((id, *name))
        });
        joined.collect()
    }
}

/// Each draft gets at most one type of the lock, and each of those at most one draft.
struct Decision<'d, 'l> {
    alignment: &'d Alignment<'l>,
    by_draft: BTreeMap<TypeId, usize>,
    taken: BTreeSet<usize>,
}

impl Decision<'_, '_> {
    /// Takes pairs with the number of places that speak for each, the best first.
    fn take(&mut self, mut pairs: Vec<(usize, TypeId, usize)>, drafts: &Drafts) {
        pairs.sort_by_cached_key(|(count, id, index)| {
            let name = self.alignment.locked.get(*index).map(|(name, _)| *name);
            let draft = drafts.get(*id);
            let has_name = draft.is_some_and(|it| it.names.iter().any(|words| Some(&*words.upper_camel()) == name));
            (std::cmp::Reverse(*count), !has_name, *index, draft.map(|draft| draft.pointer.clone()))
        });
        for (_, id, index) in pairs {
            if !self.by_draft.contains_key(&id) && self.taken.insert(index) {
                self.by_draft.insert(id, index);
            }
        }
    }

    /// Matches a type of the lock without a draft with the only draft that looks like it, in any place.
    fn take_only_ones(&mut self, drafts: &Drafts, merged: &Merged) {
        let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, shape) in self.alignment.shapes.all_locked().take(self.alignment.live) {
            if !self.taken.contains(&index) {
                before.entry(shape.deep).or_default().push(index);
            }
        }
        let mut now: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
        for best in merged.members.keys().filter(|best| !self.by_draft.contains_key(best)) {
            let shape = self.alignment.shapes.draft(*best);
            let is_distinctive = drafts.get(*best).is_some_and(is_distinctive);
            if let Some(shape) = shape.filter(|_| is_distinctive) {
                now.entry(shape.deep).or_default().push(*best);
            }
        }
        for (shape, indices) in before {
            if let ([index], Some([id])) = (indices.as_slice(), now.get(&shape).map(Vec::as_slice)) {
                self.taken.insert(*index);
                self.by_draft.insert(*id, *index);
            }
        }
    }
}

/// Whether a shape does not occur by chance.
fn is_distinctive(draft: &Draft) -> bool {
    match &draft.kind {
        DraftKind::Struct(object) => object.fields.len() >= 3,
        // Values identify a type better than names of fields.
        DraftKind::Enum(values) => values.len() >= 2,
        DraftKind::Union(union) => union.members.len() >= 3,
        DraftKind::Alias(_) | DraftKind::Newtype(_) => false,
    }
}

/// Whether a type of the lock and the draft in its place have anything in common.
fn is_similar(before: &TypeDefinition, draft: &Draft) -> bool {
    match (&before.kind, &draft.kind) {
        (TypeKind::Struct(before), DraftKind::Struct(object)) => {
            before.fields.is_empty() || object.fields.iter().any(|field| before.fields.contains_key(&field.wire_name))
        }
        (TypeKind::Enum(before), DraftKind::Enum(values)) => values.iter().any(|value| match &value.value {
            Literal::String(text) => before.variants.contains_key(text),
            Literal::Integer(number) => before.variants.contains_key(&number.to_string()),
        }),
        (TypeKind::Union(_), DraftKind::Union(_))
        | (TypeKind::Newtype(_), DraftKind::Newtype(_) | DraftKind::Alias(_)) => true,
        _ => false,
    }
}
