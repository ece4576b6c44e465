//! Properties that a union writes itself.
//!
//! If a struct is only used as a member of one union, it need not hold the union's discriminator: the variant says the
//! same, and nobody can set it wrong.

use std::collections::BTreeMap;

use crate::api::{Literal, Type, TypeId};
use crate::lower::drafts::usage::is_used;
use crate::lower::drafts::{DraftKind, Drafts};

/// Removes the discriminator from each struct that is named once, by a union's member with a single tag.
///
/// `roots` are the types that operations name. Types that nothing reaches don't count.
pub(crate) fn remove(drafts: &mut Drafts, roots: &[Type]) {
    let mut named: BTreeMap<TypeId, usize> = BTreeMap::new();
    let used = drafts.0.iter().filter(|draft| is_used(draft.usage));
    for ty in used.flat_map(|draft| draft.kind.types()).chain(roots) {
        if let Some(id) = ty.named() {
            *named.entry(id).or_default() += 1;
        }
    }
    let mut redundant: Vec<(TypeId, String)> = Vec::new();
    for draft in drafts.0.iter().filter(|draft| is_used(draft.usage)) {
        let DraftKind::Union(union) = &draft.kind else { continue };
        let Some(discriminator) = &union.discriminator else { continue };
        for member in &union.members {
            if let (Type::Named(id), [_]) = (&member.ty, &member.tags[..])
                && named.get(id) == Some(&1)
            {
                redundant.push((*id, discriminator.property.clone()));
            }
        }
    }
    // The union writes a tag as text: a number or a boolean is the struct's own.
    let is_text = |ty: &Type| match ty {
        Type::String => true,
        Type::Named(id) => matches!(drafts.get(*id).map(|draft| &draft.kind), Some(DraftKind::Enum(values))
            if values.iter().all(|value| matches!(value.value, Literal::String(_)))),
        _ => false,
    };
    redundant.retain(|(id, property)| match drafts.get(*id).map(|draft| &draft.kind) {
        Some(DraftKind::Struct(object)) => {
            object.fields.iter().any(|field| field.wire_name == *property && is_text(&field.ty))
        }
        _ => false,
    });
    for (id, property) in redundant {
        // A struct that keeps unknown properties would keep the tag as one.
        if let Some(DraftKind::Struct(object)) = drafts.get_mut(id).map(|draft| &mut draft.kind)
            && object.additional.is_none()
        {
            object.fields.retain(|field| field.wire_name != property);
        }
    }
}
