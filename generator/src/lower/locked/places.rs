//! The places of the lock's types, and the types that are there now.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::operations::OperationDraft;
use super::shapes::LockedTypes;
use crate::api::{BodyContent, ResponseBody, Type, TypeId};
use crate::lock::{Lock, Operation, ParameterKey, RustType, TypeKind, Union, UnionVariant};
use crate::lower::document::locked_operations::Operations;
use crate::lower::drafts::{DraftKind, DraftMember, DraftUnion, Drafts};

/// How many places a type of the lock and a draft have in common, by the type's number.
pub(super) type Votes = BTreeMap<TypeId, BTreeMap<usize, usize>>;

/// Walks from the operations into the types of the lock and the drafts, side by side.
pub(super) fn votes(
    lock: &Lock,
    locked: &LockedTypes<'_>,
    drafts: &Drafts,
    operations: &[OperationDraft<'_>],
    known: &Operations<'_>,
) -> Votes {
    let mut walk = Walk {
        locked,
        by_name: locked.iter().enumerate().map(|(index, (name, _))| (*name, index)).collect(),
        drafts,
        votes: Votes::new(),
        seen: BTreeSet::new(),
        waiting: VecDeque::new(),
    };
    for draft in operations {
        if let Some(operation) = known.get(draft.object) {
            walk.operation(lock, operation, draft);
        }
    }
    while let Some((index, id)) = walk.waiting.pop_front() {
        walk.parts(index, id);
    }
    walk.votes
}

struct Walk<'w> {
    locked: &'w LockedTypes<'w>,
    by_name: BTreeMap<&'w str, usize>,
    drafts: &'w Drafts,
    votes: Votes,
    seen: BTreeSet<(usize, TypeId)>,
    waiting: VecDeque<(usize, TypeId)>,
}

impl Walk<'_> {
    /// Notes that `ty` is in the place of `before`.
    fn pair(&mut self, before: &RustType, ty: &Type) {
        let index = before.named().and_then(|name| self.by_name.get(name)).copied();
        let (Some(index), Some(id)) = (index, ty.named()) else { return };
        *self.votes.entry(id).or_default().entry(index).or_default() += 1;
        if self.seen.insert((index, id)) {
            self.waiting.push_back((index, id));
        }
    }

    fn pair_body(&mut self, before: &RustType, body: &ResponseBody) {
        if let ResponseBody::Json(ty) = body {
            self.pair(before, ty);
        }
    }

    fn operation(&mut self, lock: &Lock, before: &Operation, draft: &OperationDraft<'_>) {
        for parameter in &draft.parameters {
            if let Some(before) = before.parameters.get(&ParameterKey::of(parameter)) {
                self.pair(&before.ty, &parameter.ty);
            }
        }
        if let (Some(before), Some(BodyContent::Json(ty) | BodyContent::Form(ty))) =
            (&before.body, draft.body.as_ref().map(|body| &body.content))
        {
            self.pair(&before.ty, ty);
        }
        for other in &draft.other_bodies {
            let (BodyContent::Json(ty) | BodyContent::Form(ty)) = &other.body.content else { continue };
            if let Some(before) = before.other_bodies.get(&other.body.media_type) {
                self.pair(&before.ty, ty);
            }
        }
        for other in &draft.representations {
            if let Some(before) = before.representations.get(&other.media_type) {
                self.pair_body(&before.body, &other.body);
            }
        }
        for response in &draft.responses.successes {
            match before.outcomes.get(&response.status) {
                Some(variant) => self.pair_body(&variant.body, &response.body),
                None if before.outcomes.is_empty() => self.pair_body(&before.returns, &response.body),
                None => {}
            }
        }
        if let (Some(before), Some(events)) = (&before.events, &draft.responses.events) {
            self.pair(&before.item, &events.item);
        }
        let error = before.error.as_ref();
        let error = error.and_then(|name| lock.surface.errors.get(name).or_else(|| lock.gone.errors.get(name)));
        for response in &draft.responses.failures {
            if let Some(variant) = error.and_then(|error| error.get(&response.status)) {
                self.pair_body(&variant.body, &response.body);
            }
        }
    }

    /// Pairs the types in a type of the lock and in a draft.
    fn parts(&mut self, index: usize, id: TypeId) {
        let drafts = self.drafts;
        let (Some((_, before)), Some(draft)) = (self.locked.get(index), drafts.get(id)) else { return };
        match (&before.kind, &draft.kind) {
            (TypeKind::Struct(before), DraftKind::Struct(object)) => {
                for field in &object.fields {
                    if let Some(before) = before.fields.get(&field.wire_name) {
                        self.pair(&before.ty, &field.ty);
                    }
                }
                if let (Some((_, before)), Some(ty)) = (&before.additional_properties, &object.additional) {
                    self.pair(before, ty);
                }
            }
            (TypeKind::Union(before), DraftKind::Union(union)) => self.alternatives(before, union),
            (TypeKind::Newtype(before), DraftKind::Newtype(ty) | DraftKind::Alias(ty)) => self.pair(before, ty),
            _ => {}
        }
    }

    /// Pairs alternatives of the same tags, then those of one name, and the others in order: a tag can be the name of a
    /// schema, which changes with it.
    fn alternatives(&mut self, before: &Union, union: &DraftUnion) {
        let drafts = self.drafts;
        let mut variants: Vec<&UnionVariant> = before.variants.iter().collect();
        let mut members: Vec<&DraftMember> = union.members.iter().collect();
        let has_its_tag =
            |variant: &UnionVariant, member: &DraftMember| variant.tags.iter().any(|tag| member.tags.contains(tag));
        let has_its_name = |variant: &UnionVariant, member: &DraftMember| {
            let draft = member.ty.named().and_then(|id| drafts.get(id));
            variant.ty.named().zip(draft).is_some_and(|(name, it)| it.names.iter().any(|it| it.upper_camel() == name))
        };
        for is_it in [&has_its_tag as &dyn Fn(&UnionVariant, &DraftMember) -> bool, &has_its_name] {
            members.retain(|member| match variants.iter().position(|variant| is_it(variant, member)) {
                Some(position) => {
                    self.pair(&variants.remove(position).ty, &member.ty);
                    false
                }
                None => true,
            });
        }
        for (variant, member) in variants.into_iter().zip(members) {
            self.pair(&variant.ty, &member.ty);
        }
    }
}
