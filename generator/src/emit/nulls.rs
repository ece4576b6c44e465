//! Which lists and maps are read past nulls that the specification doesn't allow.

use super::context::Context;
use super::names;
use crate::api::{Type, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes how the value of a property of the type is read, or null in its place where it is `nullable`.
pub(super) fn value(context: &Context<'_>, ty: &Type, map: &Ident, nullable: bool) -> TokenStream {
    let codec = names::codec();
    let Some(seed) = seed(context, ty) else { return quote!(#map.next_value()) };
    let is_plain = |inner: &Type| self::seed(context, inner).is_none();
    match (ty, nullable) {
        (Type::Array(inner), false) if is_plain(inner) => quote!(#codec::list(&mut #map)),
        (Type::Array(inner), true) if is_plain(inner) => quote!(#codec::nullable_list(&mut #map)),
        (Type::Map(inner), false) if is_plain(inner) => quote!(#codec::entries(&mut #map)),
        (Type::Map(inner), true) if is_plain(inner) => quote!(#codec::nullable_entries(&mut #map)),
        (_, false) => quote!(#map.next_value_seed(#seed)),
        (_, true) => quote!(#map.next_value_seed(#codec::Nullable(#seed))),
    }
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
