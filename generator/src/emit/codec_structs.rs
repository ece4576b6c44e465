//! JSON of structs: an object, read by one visitor and written entry by entry.

use super::context::{Context, fresh, ident};
use super::{EmitError, names, nulls, types};
use crate::api::{Field, Presence, Struct, Type, TypeDefinition};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes `impl Serialize` around the body of its method.
pub(super) fn serialize(name: &TokenStream, body: &TokenStream) -> TokenStream {
    let result = names::result(&quote!(S::Ok), &quote!(S::Error));
    quote! {
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> #result {
                #body
            }
        }
    }
}

/// Writes `impl Deserialize` around the body of its method.
pub(super) fn deserialize(name: &TokenStream, body: &TokenStream) -> TokenStream {
    let result = names::result(&quote!(Self), &quote!(D::Error));
    quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> #result {
                #body
            }
        }
    }
}

/// Writes `Serialize` and `Deserialize`.
pub(super) fn tokens(
    context: &Context<'_>,
    definition: &TypeDefinition,
    structure: &Struct,
) -> Result<TokenStream, EmitError> {
    let name = types::model(&definition.name)?;
    let item = format!("the struct `{}`", definition.name);
    let serialize = serialize(&name, &writing(structure, &item)?);
    let deserialize = deserialize(&name, &reading(context, &name, structure, &item)?);
    Ok(quote!(#serialize #deserialize))
}

fn writing(structure: &Struct, item: &str) -> Result<TokenStream, EmitError> {
    let mut entries = Vec::new();
    for field in &structure.fields {
        let name = ident(&field.name, item)?;
        let key = &field.wire_name;
        entries.push(match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(map.serialize_entry(#key, &self.#name)?;),
            Presence::Optional | Presence::OptionalNullable => quote! {
                if let Some(value) = &self.#name {
                    map.serialize_entry(#key, value)?;
                }
            },
        });
    }
    if let Some((name, _)) = &structure.additional_properties {
        let name = ident(name, item)?;
        entries.push(quote! {
            for (key, value) in &self.#name {
                map.serialize_entry(key, value)?;
            }
        });
    }
    let mutable = (!entries.is_empty()).then(|| quote!(mut));
    Ok(quote! {
        use ::serde::ser::SerializeMap as _;
        let #mutable map = serializer.serialize_map(None)?;
        #(#entries)*
        map.end()
    })
}

fn reading(
    context: &Context<'_>,
    name: &TokenStream,
    structure: &Struct,
    item: &str,
) -> Result<TokenStream, EmitError> {
    let (formatter, codec) = (names::formatter(), names::codec());
    let result = names::result(&quote!(Self::Value), &quote!(A::Error));
    let locals = Locals::new(structure, item)?;
    let (map, key) = (&locals.map, &locals.key);
    let parts = structure.fields.iter().map(|field| FieldParts::new(context, field, &locals, item));
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    let variables = parts.iter().map(|part| &part.variable);
    let arms = parts.iter().map(|part| &part.arm);
    let values = parts.iter().map(|part| &part.value);

    let additional = structure.additional_properties.as_ref().map(|(name, _)| ident(name, item)).transpose()?;
    let additional_variable =
        additional.iter().map(|name| quote!(let mut #name = ::std::collections::BTreeMap::new();));
    let rest = if let Some(((_, ty), name)) = structure.additional_properties.as_ref().zip(additional.as_ref()) {
        additional_entry(context, ty, name, &locals)
    } else {
        quote!(#map.next_value::<::serde::de::IgnoredAny>()?;)
    };
    let rest = if parts.is_empty() { rest } else { quote!(match &*#key { #(#arms)* _ => { #rest } }) };
    let next_key = quote!(#map.next_key::<#codec::Key<'de>>()?);
    let condition = if parts.is_empty() && additional.is_none() {
        quote!(#next_key.is_some())
    } else {
        quote!(let Some(#key) = #next_key)
    };
    let additional_value = additional.iter();
    Ok(quote! {
        struct Visitor;
        impl<'de> ::serde::de::Visitor<'de> for Visitor {
            type Value = #name;
            fn expecting(&self, formatter: &mut #formatter) -> ::std::fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: ::serde::de::MapAccess<'de>>(self, mut #map: A) -> #result {
                #(#variables)*
                #(#additional_variable)*
                while #condition {
                    #rest
                }
                Ok(#name { #(#values,)* #(#additional_value,)* })
            }
        }
        deserializer.deserialize_map(Visitor)
    })
}

/// Writes how one of all other properties is kept.
fn additional_entry(context: &Context<'_>, ty: &Type, name: &Ident, locals: &Locals) -> TokenStream {
    let (map, key, codec) = (&locals.map, &locals.key, names::codec());
    if nulls::is_accepted(context, ty) {
        return quote!(#name.insert(#key.into_string(), #map.next_value()?););
    }
    let seed = nulls::seed(context, ty).unwrap_or_else(|| quote!(#codec::plain()));
    quote! {
        if let Some(value) = #map.next_value_seed(#codec::Nullable(#seed))? {
            #name.insert(#key.into_string(), value);
        }
    }
}

/// Names of local variables, beside which each field has one of its own name.
struct Locals {
    map: Ident,
    key: Ident,
}

impl Locals {
    fn new(structure: &Struct, item: &str) -> Result<Self, EmitError> {
        let additional = structure.additional_properties.iter().map(|(name, _)| name.as_str());
        let taken = structure.fields.iter().map(|field| field.name.as_str()).chain(additional);
        Ok(Self { map: ident(&fresh("map", taken.clone()), item)?, key: ident(&fresh("key", taken), item)? })
    }
}

/// What reading one field consists of.
struct FieldParts {
    variable: TokenStream,
    arm: TokenStream,
    value: TokenStream,
}

impl FieldParts {
    fn new(context: &Context<'_>, field: &Field, locals: &Locals, item: &str) -> Result<Self, EmitError> {
        let name = ident(&field.name, item)?;
        let (key, map, codec) = (&field.wire_name, &locals.map, names::codec());
        let variable = quote!(let mut #name = None;);
        let value = nulls::value(context, &field.ty, map, field.presence != Presence::Required);
        let some = quote!(#key => #name = Some(#value?),);
        let plain = quote!(#key => #name = #value?,);
        Ok(match field.presence {
            Presence::Required => Self { variable, arm: some, value: quote!(#name: #codec::required(#name, #key)?) },
            // An absent property is read as null: servers leave it out, whatever the specification says.
            Presence::RequiredNullable | Presence::Optional => Self { variable, arm: plain, value: quote!(#name) },
            Presence::OptionalNullable => Self { variable, arm: some, value: quote!(#name) },
        })
    }
}
