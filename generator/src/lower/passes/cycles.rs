//! Boxes where types contain themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Presence, Type, TypeId};
use crate::lower::drafts::{DraftKind, Drafts};

/// An edge of the graph of types that contain one another by value: the index of a field or member.
#[derive(Debug, Clone, Copy)]
struct Edge {
    slot: usize,
    target: TypeId,
}

/// Boxes edges until no type contains itself by value.
///
/// Types are visited in the order of `order`. An edge is boxed only if it leads back to a type that is still being
/// visited, so that unboxing any one of them would close a cycle again.
pub(crate) fn break_cycles(drafts: &mut Drafts, order: &[TypeId]) {
    let mut slots: BTreeMap<TypeId, BTreeSet<usize>> = BTreeMap::new();
    for (id, slot) in back_edges(drafts, order, false) {
        slots.entry(id).or_default().insert(slot);
    }
    for (id, slots) in slots {
        let types = drafts.get_mut(id).into_iter().flat_map(|draft| draft.kind.types_mut()).enumerate();
        for (_, ty) in types.filter(|(slot, _)| slots.contains(slot)) {
            let inner = std::mem::replace(ty, Type::Any);
            *ty = boxed(inner);
        }
    }
}

/// Makes optional what would need a value of itself to exist, and returns the types and properties concerned.
pub(crate) fn break_impossible(drafts: &mut Drafts, order: &[TypeId]) -> Vec<(TypeId, String)> {
    let mut changed = Vec::new();
    for (id, slot) in back_edges(drafts, order, true) {
        let Some(draft) = drafts.get_mut(id) else { continue };
        let DraftKind::Struct(object) = &mut draft.kind else { continue };
        if let Some(field) = object.fields.get_mut(slot) {
            field.required = false;
            field.presence = Presence::Optional;
            changed.push((id, field.wire_name.clone()));
        }
    }
    changed
}

/// The edges that close a cycle, found depth first; `required` looks only at fields that are always there.
fn back_edges(drafts: &Drafts, order: &[TypeId], required: bool) -> Vec<(TypeId, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Colour {
        White,
        Grey,
        Black,
    }
    let edges: Vec<Vec<Edge>> = drafts.0.iter().map(|draft| edges(&draft.kind, required)).collect();
    let mut colours = vec![Colour::White; drafts.len()];
    let mut found = Vec::new();
    for &root in order {
        let mut stack: Vec<(TypeId, usize)> = Vec::new();
        if colours.get(root.0) == Some(&Colour::White) {
            stack.push((root, 0));
        }
        while let Some((id, next)) = stack.pop() {
            if let Some(colour) = colours.get_mut(id.0) {
                *colour = Colour::Grey;
            }
            let Some(edge) = edges.get(id.0).and_then(|edges| edges.get(next)) else {
                if let Some(colour) = colours.get_mut(id.0) {
                    *colour = Colour::Black;
                }
                continue;
            };
            stack.push((id, next + 1));
            match colours.get(edge.target.0) {
                Some(Colour::Grey) => found.push((id, edge.slot)),
                Some(Colour::White) => stack.push((edge.target, 0)),
                _ => {}
            }
        }
    }
    found
}

fn edges(kind: &DraftKind, required: bool) -> Vec<Edge> {
    let slots = kind.types().into_iter().enumerate();
    slots
        .filter(|(slot, _)| {
            !required
                || matches!(kind, DraftKind::Struct(object)
                    if object.fields.get(*slot).is_some_and(|field| field.presence == Presence::Required))
        })
        .filter(|(slot, _)| match kind {
            // The last slot of a struct can be the values of its map, which are not held by value.
            DraftKind::Struct(object) => *slot < object.fields.len(),
            _ => true,
        })
        .filter_map(|(slot, ty)| by_value(ty).map(|target| Edge { slot, target }))
        .collect()
}

fn by_value(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

fn boxed(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => Type::Nullable(Box::new(Type::Boxed(inner))),
        ty => Type::Boxed(Box::new(ty)),
    }
}
