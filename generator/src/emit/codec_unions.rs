//! JSON of unions: that of the variant.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Context, ident};
use super::{EmitError, codec_structs, names, types};
use crate::api::{Type, TypeDefinition, TypeId, TypeKind, Union, UnionVariant};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes `Serialize` and `Deserialize`.
pub(super) fn tokens(
    context: &Context<'_>,
    definition: &TypeDefinition,
    union: &Union,
) -> Result<TokenStream, EmitError> {
    let name = types::model(&definition.name)?;
    let serialize = codec_structs::serialize(&name, &writing(context, definition, union)?);
    let deserialize = codec_structs::deserialize(&name, &reading(context, definition, union)?);
    Ok(quote!(#serialize #deserialize))
}

fn variant_name(definition: &TypeDefinition, name: &str) -> Result<Ident, EmitError> {
    ident(name, format_args!("a variant of the union `{}`", definition.name))
}

fn writing(context: &Context<'_>, definition: &TypeDefinition, union: &Union) -> Result<TokenStream, EmitError> {
    let codec = names::codec();
    let mut arms = Vec::new();
    for variant in &union.variants {
        let name = variant_name(definition, &variant.name)?;
        let write = match (&union.discriminator, variant.tags.first()) {
            (Some(property), Some(tag)) if lacks_tag(context, variant, property) => {
                quote!(#codec::tagged(serializer, #property, #tag, value))
            }
            _ => quote!(::serde::Serialize::serialize(value, serializer)),
        };
        arms.push(quote!(Self::#name(value) => #write,));
    }
    let unknown = variant_name(definition, &union.unknown)?;
    Ok(quote! {
        match self {
            #(#arms)*
            Self::#unknown(value) => ::serde::Serialize::serialize(value.get(), serializer),
        }
    })
}

/// Returns whether the variant's value may come without the tag: what always writes the property needs no help.
fn lacks_tag(context: &Context<'_>, variant: &UnionVariant, property: &str) -> bool {
    let mut ty = &variant.ty;
    while let Type::Boxed(inner) = ty {
        ty = inner;
    }
    let Type::Named(id) = ty else { return true };
    let Some(TypeKind::Struct(structure)) = context.api.type_definition(*id).map(|definition| &definition.kind) else {
        return true;
    };
    !structure
        .fields
        .iter()
        .any(|field| field.wire_name == property && field.presence == crate::api::Presence::Required)
}

fn reading(context: &Context<'_>, definition: &TypeDefinition, union: &Union) -> Result<TokenStream, EmitError> {
    let (codec, value) = (names::codec(), names::value());
    let unknown = variant_name(definition, &union.unknown)?;
    let own = context.api.types.iter().position(|other| other.name == definition.name).map(TypeId);
    let leads_back = |ty: &Type| own.is_some_and(|own| leads_back(context, own, ty));
    let variants: Vec<_> = union.variants.iter().filter(|variant| !leads_back(&variant.ty)).collect();
    let offers = match &union.discriminator {
        Some(property) => tagged(definition, &variants, property)?,
        None => offers(definition, variants.iter().copied())?,
    };
    let mutable = (!variants.is_empty()).then(|| quote!(mut));
    Ok(quote! {
        let value = <#value as ::serde::Deserialize>::deserialize(deserializer)?;
        let #mutable best = #codec::Best::new(value);
        #offers
        Ok(best.finish(Self::#unknown))
    })
}

/// Returns whether decoding `ty` would try the union itself on the same value, for ever.
///
/// Of several unions that contain each other only the later ones leave the earlier ones out, so that as much as
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

fn offers<'a>(
    definition: &TypeDefinition,
    variants: impl Iterator<Item = &'a UnionVariant>,
) -> Result<TokenStream, EmitError> {
    let names = variants.map(|variant| variant_name(definition, &variant.name)).collect::<Result<Vec<_>, _>>()?;
    Ok(quote!(#(best.offer(Self::#names);)*))
}

/// Writes the choice by the discriminator's value. Variants without one are tried where no other is meant.
fn tagged(definition: &TypeDefinition, variants: &[&UnionVariant], property: &str) -> Result<TokenStream, EmitError> {
    let codec = names::codec();
    let mut tagged: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (index, variant) in variants.iter().enumerate() {
        for tag in &variant.tags {
            tagged.entry(tag).or_default().insert(index);
        }
    }
    let mut arms = Vec::new();
    for variant in variants {
        let (mut tags, mut sharing) = (Vec::new(), BTreeSet::new());
        for tag in variant.tags.iter().map(String::as_str) {
            // Variants that share a tag stand in the arm of the first of them.
            if let Some(indexes) = tagged.remove(tag) {
                tags.push(tag);
                sharing.extend(indexes);
            }
        }
        let offers = offers(definition, sharing.into_iter().filter_map(|index| variants.get(index).copied()))?;
        if !tags.is_empty() {
            arms.push(quote!(Some(#(#tags)|*) => { #offers }));
        }
    }
    let rest = offers(definition, variants.iter().copied().filter(|variant| variant.tags.is_empty()))?;
    Ok(quote! {
        match #codec::tag(best.value(), #property) {
            #(#arms)*
            _ => { #rest }
        }
    })
}
