//! Bodies of `application/merge-patch+json`, RFC 7396: whatever a type says of its properties, a patch leaves out what stays
//! as it is and says null of what goes, at every depth. Lists are replaced as a whole, and so stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{BodyContent, Type, TypeId};
use crate::lower::drafts::{Draft, DraftKind, Drafts, map_of, nullable, split_nullable};
use crate::lower::operations::OperationDraft;
use crate::names::NameOrigin;

/// Gives the bodies that are merge patches types of their own, where theirs can't say all that a patch can.
pub(crate) fn apply(drafts: &mut Drafts, operations: &mut [OperationDraft<'_>]) {
    let mut made = BTreeMap::new();
    for operation in operations {
        let others = operation.other_bodies.iter_mut().map(|other| &mut other.body);
        for body in operation.body.iter_mut().chain(others).filter(|body| is_merge_patch(&body.media_type)) {
            if let BodyContent::Json(ty) = &mut body.content {
                *ty = patch_of(ty, drafts, &mut made);
            }
        }
    }
}

fn is_merge_patch(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/merge-patch+json")
}

/// The type of a patch of `ty`.
fn patch_of(ty: &Type, drafts: &mut Drafts, made: &mut BTreeMap<TypeId, TypeId>) -> Type {
    let root = match ty {
        Type::Named(id) => *id,
        Type::Map(inner) => return map_of(nullable(patch_of(inner, drafts, made))),
        Type::Nullable(inner) => return nullable(patch_of(inner, drafts, made)),
        other => return other.clone(),
    };
    let reached = reached(root, drafts);
    if !reached.iter().any(|id| drafts.get(*id).is_some_and(|draft| is_strict(&draft.kind))) {
        return ty.clone();
    }
    let new: Vec<TypeId> = reached.into_iter().filter(|id| !made.contains_key(id)).collect();
    for id in &new {
        if let Some(draft) = drafts.get(*id).map(renamed) {
            made.insert(*id, drafts.push(draft));
        }
    }
    for draft in new.iter().filter_map(|id| made.get(id)) {
        if let Some(draft) = drafts.get_mut(*draft) {
            loosen(&mut draft.kind, made);
        }
    }
    made.get(&root).map_or_else(|| ty.clone(), |id| Type::Named(*id))
}

/// The structs and unions that a patch of `root` has parts of.
fn reached(root: TypeId, drafts: &Drafts) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let Some(draft) = drafts.get(id) else { continue };
        if matches!(draft.kind, DraftKind::Struct(_) | DraftKind::Union(_)) && reached.insert(id) {
            waiting.extend(draft.kind.types().into_iter().filter_map(part));
        }
    }
    reached
}

/// The type that `ty` names, unless it is that of a list's items.
fn part(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => part(inner),
        _ => None,
    }
}

/// Whether a property can't be left out or set to null.
fn is_strict(kind: &DraftKind) -> bool {
    let DraftKind::Struct(object) = kind else { return false };
    object.fields.iter().any(|field| field.required || !(field.nullable || takes_null(&field.ty)))
        || object.additional.as_ref().is_some_and(|ty| !takes_null(ty))
}

fn takes_null(ty: &Type) -> bool {
    matches!(ty, Type::Nullable(_) | Type::Any)
}

/// The same type under another name.
fn renamed(draft: &Draft) -> Draft {
    Draft {
        component: None,
        names: draft.names.iter().map(|words| words.with("patch")).collect(),
        origin: NameOrigin::Context,
        base: draft.base.with("patch"),
        ..draft.clone()
    }
}

/// Lets each property be left out or null, and names the types of patches in place of the others.
fn loosen(kind: &mut DraftKind, made: &BTreeMap<TypeId, TypeId>) {
    for ty in kind.types_mut() {
        *ty = replaced(ty, made);
    }
    if let DraftKind::Struct(object) = kind {
        for field in &mut object.fields {
            field.ty = split_nullable(field.ty.clone()).0;
            (field.required, field.nullable) = (false, field.ty != Type::Any);
        }
        object.additional = object.additional.take().map(nullable);
    }
}

fn replaced(ty: &Type, made: &BTreeMap<TypeId, TypeId>) -> Type {
    match ty {
        Type::Named(id) => Type::Named(*made.get(id).unwrap_or(id)),
        Type::Map(inner) => map_of(nullable(replaced(inner, made))),
        Type::Nullable(inner) => nullable(replaced(inner, made)),
        Type::Boxed(inner) => Type::Boxed(Box::new(replaced(inner, made))),
        other => other.clone(),
    }
}
