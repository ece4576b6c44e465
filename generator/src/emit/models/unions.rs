//! Enums of other types: `oneOf` and `anyOf`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::api::{Field, Literal, Presence, Type, TypeDefinition, TypeId, TypeKind, Union, UnionVariant};
use crate::emit::context::{Context, ident};
use crate::emit::models::types;
use crate::emit::source::{Source, Table};
use crate::emit::{EmitError, documentation, names};

/// Writes the enum, and the table of its variants.
pub(in crate::emit) fn source(
    context: &Context<'_>,
    definition: &TypeDefinition,
    union: &Union,
) -> Result<Source, EmitError> {
    let item = format!("the union `{}`", definition.name);
    let name = ident(&definition.name, &item)?;
    let unknown = ident(&union.unknown, &item)?;
    let docs = documentation::item(
        &definition.documentation,
        &format!("One of the `{}` alternatives.", definition.name),
        false,
    );
    let own = context.api.types.iter().position(|other| other.name == definition.name).map(TypeId);
    let convertible = convertible(union, own);
    let mut variants = Vec::new();
    let mut rows = Vec::new();
    for (variant, is_convertible) in union.variants.iter().zip(convertible) {
        let name = ident(&variant.name, &item)?;
        let fallback = match variant.tags.as_slice() {
            [] => format!("`{}`.", variant.name),
            tags => format!("{}.", tags.iter().map(|tag| documentation::code(tag)).collect::<Vec<_>>().join(", ")),
        };
        let docs = documentation::item(&variant.documentation, &fallback, false);
        let ty = types::owned(context, &variant.ty)?;
        variants.push(quote!(#docs #name(#ty),));
        let tags = &variant.tags;
        let selection = (!tags.is_empty()).then(|| quote!(#(#tags)|* =>));
        let held = is_convertible.then(|| quote!((#ty)));
        let word = if own.is_some_and(|own| leads_back(context, own, &variant.ty)) {
            Some(format_ident!("unread"))
        } else {
            union
                .discriminator
                .as_ref()
                .filter(|property| lacks_tag(context, variant, property))
                .map(|property| if is_text(context, union, property) { "tagged" } else { "tagged_json" })
                .map(|word| format_ident!("{word}"))
        };
        let constants = constants(context, union, variant);
        rows.push(vec![quote!(#selection #name #held #word #constants)]);
    }
    let (unknown_value, value) = (names::unknown_value(), names::value());
    let items = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that fits no other variant, as it was read."]
            #unknown(#unknown_value<#value>),
        }
    };
    let discriminator = union.discriminator.as_ref().map(|property| quote!(, by #property));
    let head = quote!(#name, #unknown #discriminator);
    Ok(Source::default().items(items).tables([Table::new("one_of", head, rows)]))
}

/// The properties in which a variant has one of few values, where no discriminator decides: `{"kind": "cat"}`.
fn constants(context: &Context<'_>, union: &Union, variant: &UnionVariant) -> Option<TokenStream> {
    if union.discriminator.is_some() {
        return None;
    }
    let constants = fields(context, &variant.ty)?.iter().filter_map(|field| {
        let Type::Named(id) = unboxed(&field.ty) else { return None };
        let TypeKind::Enum(values) = &context.api.type_definition(*id)?.kind else { return None };
        let is_required = matches!(field.presence, Presence::Required | Presence::RequiredNullable);
        let name = &field.wire_name;
        let values: Vec<String> = values
            .variants
            .iter()
            .map(|variant| match &variant.value {
                Literal::String(text) => text.clone(),
                Literal::Integer(number) => number.to_string(),
            })
            .collect();
        (is_required || values.len() == 1).then(|| quote!(#name: #(#values)|*))
    });
    let constants: Vec<TokenStream> = constants.collect();
    (!constants.is_empty()).then(|| quote!({ #(#constants),* }))
}

/// Whether a discriminator is text, rather than a number or a boolean.
fn is_text(context: &Context<'_>, union: &Union, property: &str) -> bool {
    let fields = union.variants.iter().filter_map(|variant| fields(context, &variant.ty)).flatten();
    let is_scalar = |ty: &Type| match unboxed(ty) {
        Type::Boolean | Type::I32 | Type::I64 | Type::U64 | Type::F64 | Type::Number => true,
        Type::Named(id) => matches!(context.api.type_definition(*id).map(|definition| &definition.kind),
            Some(TypeKind::Enum(values)) if values.variants.iter().any(|it| matches!(it.value, Literal::Integer(_)))),
        _ => false,
    };
    !fields.filter(|field| field.wire_name == property).any(|field| is_scalar(&field.ty))
}

/// The fields of the struct that a variant holds.
fn fields<'a>(context: &Context<'a>, ty: &Type) -> Option<&'a [Field]> {
    let Type::Named(id) = unboxed(ty) else { return None };
    match &context.api.type_definition(*id)?.kind {
        TypeKind::Struct(structure) => Some(&structure.fields),
        _ => None,
    }
}

/// For each variant whether there is a conversion from its type: no other variant holds that type.
fn convertible(union: &Union, own: Option<TypeId>) -> Vec<bool> {
    let held: Vec<_> = union.variants.iter().map(|variant| unboxed(&variant.ty)).collect();
    // Unions of hundreds of structs aren't compared one by one.
    let mut named: BTreeMap<TypeId, usize> = BTreeMap::new();
    for ty in &held {
        if let Type::Named(id) = ty {
            *named.entry(*id).or_default() += 1;
        }
    }
    let is_convertible = |ty: &Type| {
        // The standard library has `From<T> for T`, and nothing tells what a path of the configuration is.
        let is_own = matches!(ty, Type::Named(id) if Some(*id) == own);
        let is_shared = match ty {
            Type::Named(id) => named.get(id).is_some_and(|count| *count > 1),
            ty => held.iter().filter(|held| **held == ty).count() > 1,
        };
        !is_own && !is_shared && !has_custom(ty)
    };
    held.iter().map(|ty| is_convertible(ty)).collect()
}

/// Returns whether the variant has a tag, and its value may come without it: what always writes the property needs no help.
fn lacks_tag(context: &Context<'_>, variant: &UnionVariant, property: &str) -> bool {
    if variant.tags.is_empty() {
        return false;
    }
    let Type::Named(id) = unboxed(&variant.ty) else { return true };
    let Some(TypeKind::Struct(structure)) = context.api.type_definition(*id).map(|definition| &definition.kind) else {
        return true;
    };
    !structure.fields.iter().any(|field| field.wire_name == property && field.presence == Presence::Required)
}

/// Returns whether decoding `ty` would try the union itself on the same value, for ever.
///
/// If several unions contain each other, only the later ones leave out the earlier ones, so that as much as
/// possible is tried.
fn leads_back(context: &Context<'_>, own: TypeId, ty: &Type) -> bool {
    let Some(first) = held_union(context, ty).filter(|id| *id <= own) else { return false };
    let mut seen = vec![first];
    let mut next = 0;
    while let Some(id) = seen.get(next).copied() {
        next += 1;
        if id == own {
            return true;
        }
        if let Some(TypeKind::Union(union)) = context.api.type_definition(id).map(|definition| &definition.kind) {
            for id in union.variants.iter().filter_map(|variant| held_union(context, &variant.ty)) {
                if !seen.contains(&id) {
                    seen.push(id);
                }
            }
        }
    }
    false
}

/// The union that a value of type `ty` is decoded as, without anything around it.
fn held_union<'a>(context: &Context<'a>, mut ty: &'a Type) -> Option<TypeId> {
    // As many steps as there are types, in case that newtypes hold each other.
    for _ in 0..=context.api.types.len() {
        while let Type::Boxed(inner) | Type::Nullable(inner) = ty {
            ty = inner;
        }
        let Type::Named(id) = ty else { return None };
        match &context.api.type_definition(*id)?.kind {
            TypeKind::Union(_) => return Some(*id),
            TypeKind::Newtype(inner) => ty = inner,
            TypeKind::Struct(_) | TypeKind::Enum(_) => return None,
        }
    }
    None
}

fn unboxed(mut ty: &Type) -> &Type {
    while let Type::Boxed(inner) = ty {
        ty = inner;
    }
    ty
}

fn has_custom(mut ty: &Type) -> bool {
    loop {
        match ty {
            Type::Custom(_) | Type::CustomNumber(_) => return true,
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
            _ => return false,
        }
    }
}
