//! Types that the lock tells apart and the document doesn't: a title that is added to two equal schemas makes one of them,
//! and renames or joins nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::super::operations::OperationDraft;
use super::places::{self, Votes};
use super::shapes::LockedTypes;
use crate::api::{BodyContent, Literal, ResponseBody, Type, TypeId};
use crate::lock::{Lock, Operation, ParameterKey, RustType, TypeDefinition, TypeKind};
use crate::lower::document::locked_operations::Operations;
use crate::lower::drafts::{Draft, DraftKind, Drafts, replace_named};
use crate::names::NameOrigin;

/// Gives each type of the lock its own draft again, if several of them became one draft and the document itself doesn't name
/// that draft.
pub(crate) fn split(
    lock: Option<&Lock>,
    drafts: &mut Drafts,
    operations: &mut [OperationDraft<'_>],
    known: &Operations<'_>,
) {
    let Some(lock) = lock else { return };
    let locked: Vec<_> = lock.surface.types.iter().map(|(name, definition)| (name.as_str(), definition)).collect();
    let votes = places::votes(lock, &locked, drafts, operations, known);
    let copies = copies(&locked, drafts, &votes);
    if copies.is_empty() {
        return;
    }
    let by_name = locked.iter().enumerate().map(|(index, (name, _))| (*name, index)).collect();
    let splits = Splits { by_name, copies };
    for draft in operations {
        if let Some(before) = known.get(draft.object) {
            splits.operation(lock, before, draft);
        }
    }
    splits.types(&locked, drafts, &votes);
}

/// The drafts that take the places of a type of the lock: by that type's number and the draft that stood there.
type Copies = BTreeMap<(usize, TypeId), TypeId>;

fn copies(locked: &LockedTypes<'_>, drafts: &mut Drafts, votes: &Votes) -> Copies {
    let mut copies = Copies::new();
    for (id, counts) in votes {
        let Some(draft) = drafts.get(*id).filter(|draft| draft.origin != NameOrigin::Component).cloned() else {
            continue;
        };
        let is_alike = |index: &usize| locked.get(*index).is_some_and(|(_, before)| is_alike(before, &draft));
        let alike: Vec<(usize, usize)> =
            counts.iter().filter(|(index, _)| is_alike(index)).map(|(index, count)| (*index, *count)).collect();
        // The type with the most places keeps the draft, and gets the new places, too.
        let first = alike.iter().max_by_key(|(index, count)| (*count, std::cmp::Reverse(*index)));
        let Some((first, _)) = first.copied() else { continue };
        for (index, _) in alike.into_iter().filter(|(index, _)| *index != first) {
            copies.insert((index, *id), drafts.push(draft.clone()));
        }
    }
    copies
}

/// Whether a draft has the properties or the values of a type of the lock, and no others.
pub(super) fn is_alike(before: &TypeDefinition, draft: &Draft) -> bool {
    match (&before.kind, &draft.kind) {
        (TypeKind::Struct(before), DraftKind::Struct(object)) => {
            let names: BTreeSet<&String> = object.fields.iter().map(|field| &field.wire_name).collect();
            before.fields.keys().eq(names)
        }
        (TypeKind::Enum(before), DraftKind::Enum(values)) => {
            let text = |literal: &Literal| match literal {
                Literal::String(text) => text.clone(),
                Literal::Integer(number) => number.to_string(),
            };
            let values: BTreeSet<String> = values.iter().map(|value| text(&value.value)).collect();
            before.variants.keys().eq(&values)
        }
        _ => false,
    }
}

struct Splits<'l> {
    by_name: BTreeMap<&'l str, usize>,
    copies: Copies,
}

impl Splits<'_> {
    /// Puts the copy for the type `before` in place of the draft that `ty` names.
    fn place(&self, before: &RustType, ty: &mut Type) {
        let index = before.named().and_then(|name| self.by_name.get(name));
        let copy = index.zip(ty.named()).and_then(|(index, id)| self.copies.get(&(*index, id)));
        if let Some(copy) = copy {
            *ty = replace_named(ty, &mut |_| Type::Named(*copy));
        }
    }

    fn body(&self, before: &RustType, body: &mut ResponseBody) {
        if let ResponseBody::Json(ty) = body {
            self.place(before, ty);
        }
    }

    fn operation(&self, lock: &Lock, before: &Operation, draft: &mut OperationDraft<'_>) {
        for parameter in &mut draft.parameters {
            if let Some(before) = before.parameters.get(&ParameterKey::of(parameter)) {
                self.place(&before.ty, &mut parameter.ty);
            }
        }
        if let (Some(before), Some(BodyContent::Json(ty) | BodyContent::Form(ty))) =
            (&before.body, draft.body.as_mut().map(|body| &mut body.content))
        {
            self.place(&before.ty, ty);
        }
        for other in &mut draft.other_bodies {
            let (BodyContent::Json(ty) | BodyContent::Form(ty)) = &mut other.body.content else { continue };
            if let Some(before) = before.other_bodies.get(&other.body.media_type) {
                self.place(&before.ty, ty);
            }
        }
        for other in &mut draft.representations {
            if let Some(before) = before.representations.get(&other.media_type) {
                self.body(&before.body, &mut other.body);
            }
        }
        for response in &mut draft.responses.successes {
            match before.outcomes.get(&response.status) {
                Some(variant) => self.body(&variant.body, &mut response.body),
                None if before.outcomes.is_empty() => self.body(&before.returns, &mut response.body),
                None => {}
            }
        }
        if let (Some(before), Some(events)) = (&before.events, &mut draft.responses.events) {
            self.place(&before.item, &mut events.item);
        }
        let error = before.error.as_ref().and_then(|name| lock.surface.errors.get(name));
        for response in &mut draft.responses.failures {
            if let Some(variant) = error.and_then(|error| error.get(&response.status)) {
                self.body(&variant.body, &mut response.body);
            }
        }
    }

    /// The same within types: each draft as the type of the lock that it is.
    fn types(&self, locked: &LockedTypes<'_>, drafts: &mut Drafts, votes: &Votes) {
        let mut owners: BTreeMap<TypeId, usize> = BTreeMap::new();
        for (id, counts) in votes {
            let is_whole = |index: &usize| !self.copies.contains_key(&(*index, *id));
            if let [only] = counts.keys().copied().filter(is_whole).collect::<Vec<_>>()[..] {
                owners.insert(*id, only);
            }
        }
        owners.extend(self.copies.iter().map(|((index, _), copy)| (*copy, *index)));
        for (id, index) in owners {
            let (Some((_, before)), Some(draft)) = (locked.get(index), drafts.get_mut(id)) else { continue };
            let (TypeKind::Struct(before), DraftKind::Struct(object)) = (&before.kind, &mut draft.kind) else {
                continue;
            };
            for field in &mut object.fields {
                if let Some(before) = before.fields.get(&field.wire_name) {
                    self.place(&before.ty, &mut field.ty);
                }
            }
            if let (Some((_, before)), Some(ty)) = (&before.additional_properties, &mut object.additional) {
                self.place(before, ty);
            }
        }
    }
}
