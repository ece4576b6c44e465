//! Which lists and maps are read past nulls that the specification doesn't allow.

use super::context::Context;
use super::names;
use crate::api::{Type, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes how a required property is read into `slot`.
pub(super) fn value(context: &Context<'_>, ty: &Type, object: &Ident, slot: &TokenStream) -> TokenStream {
    let Some(seed) = seed(context, ty) else { return quote!(#object.value(&mut #slot)) };
    match ty {
        Type::Array(inner) if is_plain(context, inner) => quote!(#object.list(&mut #slot)),
        Type::Map(inner) if is_plain(context, inner) => quote!(#object.entries(&mut #slot)),
        _ => quote!(#object.seeded(&mut #slot, #seed)),
    }
}

/// Writes how a property is read into `slot` whose absence and null are one.
pub(super) fn nullable(context: &Context<'_>, ty: &Type, object: &Ident, slot: &TokenStream) -> TokenStream {
    let Some(seed) = seed(context, ty) else { return quote!(#object.nullable(&mut #slot)) };
    match ty {
        Type::Array(inner) if is_plain(context, inner) => quote!(#object.nullable_list(&mut #slot)),
        Type::Map(inner) if is_plain(context, inner) => quote!(#object.nullable_entries(&mut #slot)),
        _ => quote!(#object.nullable_seeded(&mut #slot, #seed)),
    }
}

/// Writes how a property is read into `slot` whose absence and null are two things.
pub(super) fn distinct(context: &Context<'_>, ty: &Type, object: &Ident, slot: &TokenStream) -> TokenStream {
    let codec = names::codec();
    match seed(context, ty) {
        None => quote!(#object.value(&mut #slot)),
        Some(seed) => quote!(#object.seeded(&mut #slot, #codec::Nullable(#seed))),
    }
}

fn is_plain(context: &Context<'_>, ty: &Type) -> bool {
    seed(context, ty).is_none()
}

/// Writes how a list or a map is read; `None` where the type's own implementation does as well.
pub(super) fn seed(context: &Context<'_>, ty: &Type) -> Option<TokenStream> {
    let codec = names::codec();
    let (reader, inner) = match ty {
        Type::Array(inner) => (quote!(#codec::List), inner),
        Type::Map(inner) => (quote!(#codec::Entries), inner),
        _ => return None,
    };
    if is_accepted(context, inner) {
        return None;
    }
    let inner = seed(context, inner).unwrap_or_else(|| quote!(#codec::plain()));
    Some(quote!(#reader(#inner)))
}

/// Returns whether null is a value of the type, or may be one.
pub(super) fn is_accepted<'a>(context: &Context<'a>, mut ty: &'a Type) -> bool {
    // As many steps as there are types, in case that newtypes hold each other.
    for _ in 0..=context.api.types.len() {
        while let Type::Boxed(inner) = ty {
            ty = inner;
        }
        ty = match ty {
            Type::Any | Type::Nullable(_) | Type::Custom(_) => return true,
            Type::Named(id) => match context.api.type_definition(*id).map(|definition| &definition.kind) {
                Some(TypeKind::Newtype(inner)) => inner,
                Some(TypeKind::Struct(_) | TypeKind::Enum(_)) => return false,
                // A union keeps what fits none of its variants.
                Some(TypeKind::Union(_)) | None => return true,
            },
            _ => return false,
        };
    }
    true
}
