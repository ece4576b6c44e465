//! Which lists and maps are read past nulls that the specification doesn't allow.

use proc_macro2::Ident;
use quote::format_ident;

use crate::api::{Field, Presence, Type, TypeKind};
use crate::emit::context::Context;

/// How a list or a map is read, in the words of the runtime's tables; none if the type's own implementation does as well.
///
/// `list` passes over nulls among the items, `entries` over those among a map's values; the next word is about the items.
/// `scalar` takes `1.0` for an integer, `canonical` a text that is written as it was read and no other, `digits` a number's text.
pub(in crate::emit) fn words(context: &Context<'_>, mut ty: &Type) -> Vec<Ident> {
    let mut words = Vec::new();
    while let Type::Array(inner) | Type::Map(inner) = ty
        && !is_accepted(context, inner)
    {
        words.push(if matches!(ty, Type::Array(_)) { format_ident!("list") } else { format_ident!("entries") });
        ty = inner;
    }
    match ty {
        Type::I32 | Type::I64 | Type::U64 => words.push(format_ident!("scalar")),
        Type::Uuid => words.push(format_ident!("canonical")),
        Type::CustomNumber(_) => words.push(format_ident!("digits")),
        _ => {}
    }
    words
}

/// How a property is read, which takes an empty string for none if it may be absent or null.
pub(in crate::emit) fn property(context: &Context<'_>, field: &Field) -> Vec<Ident> {
    let ty = &field.ty;
    match field.presence {
        Presence::Required => words(context, ty),
        _ if is_text_or_number(ty) => vec![format_ident!("scalar")],
        // Where no null could be sent, an empty string stands for it.
        _ if field.nullable && is_struct(context, ty) => vec![format_ident!("or_empty")],
        _ => words(context, ty),
    }
}

/// Whether a type is read by its own implementation, but for an empty string.
fn is_text_or_number(ty: &Type) -> bool {
    matches!(ty, Type::F64 | Type::Number | Type::Decimal | Type::DateTime | Type::Date)
}

/// Whether an empty string is no value of a type, and none where it may be null.
pub(in crate::emit) fn is_empty_none(ty: &Type) -> bool {
    matches!(ty, Type::I32 | Type::I64 | Type::U64) || is_text_or_number(ty)
}

fn is_struct(context: &Context<'_>, mut ty: &Type) -> bool {
    while let Type::Boxed(inner) = ty {
        ty = inner;
    }
    let definition = if let Type::Named(id) = ty { context.api.type_definition(*id) } else { None };
    matches!(definition.map(|definition| &definition.kind), Some(TypeKind::Struct(_)))
}

/// How a map of `values` is read.
pub(in crate::emit) fn entries(context: &Context<'_>, values: &Type) -> Vec<Ident> {
    if is_accepted(context, values) {
        return Vec::new();
    }
    std::iter::once(format_ident!("entries")).chain(words(context, values)).collect()
}

/// Returns whether null is a value of the type, or may be one.
pub(in crate::emit) fn is_accepted<'a>(context: &Context<'a>, mut ty: &'a Type) -> bool {
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
