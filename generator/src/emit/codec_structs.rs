//! JSON of structs: an object, read and written property by property.

use super::context::{Context, fresh, ident};
use super::{EmitError, names, nulls, types};
use crate::api::{Field, Presence, Struct, Type, TypeDefinition};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

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
    // What has to be there is collected first; a struct without such properties is filled in place.
    let is_filled =
        context.has_default(definition) && structure.fields.iter().all(|field| field.presence != Presence::Required);
    let model = ident(&definition.name, &item)?;
    let deserialize = if is_filled {
        filled(context, &model, structure, &item)?
    } else {
        collected(context, &model, structure, &item)?
    };
    Ok(quote!(#serialize #deserialize))
}

fn writing(structure: &Struct, item: &str) -> Result<TokenStream, EmitError> {
    let mut entries = Vec::new();
    for field in &structure.fields {
        let name = ident(&field.name, item)?;
        let key = &field.wire_name;
        entries.push(match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(object.required(#key, &self.#name);),
            Presence::Optional | Presence::OptionalNullable => quote!(object.optional(#key, &self.#name);),
        });
    }
    if let Some((name, _)) = &structure.additional_properties {
        let name = ident(name, item)?;
        entries.push(quote!(object.additional(&self.#name);));
    }
    let codec = names::codec();
    let mutable = (!entries.is_empty()).then(|| quote!(mut));
    Ok(quote! {
        let #mutable object = #codec::Writer::new(serializer);
        #(#entries)*
        object.end()
    })
}

/// Writes the reading of a struct without required properties: one by one, into its default.
fn filled(context: &Context<'_>, model: &Ident, structure: &Struct, item: &str) -> Result<TokenStream, EmitError> {
    let locals = Locals { object: format_ident!("value"), key: format_ident!("key") };
    let mut arms = Vec::new();
    for field in &structure.fields {
        let name = ident(&field.name, item)?;
        arms.push(arm(context, field, &locals, &quote!(self.#name)));
    }
    let additional = structure.additional_properties.as_ref().map(|(name, ty)| {
        let name = ident(name, item)?;
        Ok(additional_property(context, ty, &quote!(self.#name), &locals))
    });
    let additional = additional.transpose()?;
    let key = if arms.is_empty() && additional.is_none() { quote!(_) } else { quote!(key) };
    let read = property(&locals, &arms, additional);
    let (codec, properties) = (names::codec(), names::properties_macro());
    let result = names::result(&quote!(()), &quote!(A::Error));
    Ok(quote! {
        impl #codec::Properties for crate::models::#model {
            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                #key: #codec::Key<'de>,
                value: &mut #codec::Reader<A>,
            ) -> #result {
                #read
            }
        }
        #properties!(crate::models::#model);
    })
}

/// Writes the reading of a struct into variables, from which it is made at the end.
fn collected(context: &Context<'_>, model: &Ident, structure: &Struct, item: &str) -> Result<TokenStream, EmitError> {
    let (codec, object_macro) = (names::codec(), names::object_macro());
    let locals = Locals::new(structure, item)?;
    let (mut variables, mut arms, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for field in &structure.fields {
        let (name, key) = (ident(&field.name, item)?, &field.wire_name);
        variables.push(quote!(let mut #name = None;));
        arms.push(arm(context, field, &locals, &quote!(#name)));
        values.push(match field.presence {
            Presence::Required => quote!(#name: #codec::required(#name, #key)?),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => quote!(#name),
        });
    }
    let mut additional = None;
    if let Some((name, ty)) = &structure.additional_properties {
        let name = ident(name, item)?;
        variables.push(quote!(let mut #name = ::std::collections::BTreeMap::new();));
        additional = Some(additional_property(context, ty, &quote!(#name), &locals));
        values.push(quote!(#name));
    }
    let read = property(&locals, &arms, additional);
    let Locals { object, key } = &locals;
    let result = names::result(&quote!(Self), &quote!(A::Error));
    Ok(quote! {
        impl #codec::Object for crate::models::#model {
            fn read<'de, A: ::serde::de::MapAccess<'de>>(#object: &mut #codec::Reader<A>) -> #result {
                #(#variables)*
                while let Some(#key) = #object.key()? {
                    #read?;
                }
                Ok(Self { #(#values),* })
            }
        }
        #object_macro!(crate::models::#model);
    })
}

/// Writes the choice of what the property of a key is.
fn property(locals: &Locals, arms: &[TokenStream], additional: Option<TokenStream>) -> TokenStream {
    let Locals { object, key } = locals;
    let rest = additional.unwrap_or_else(|| quote!(#object.skip()));
    if arms.is_empty() { rest } else { quote!(match &*#key { #(#arms)* _ => #rest, }) }
}

/// Writes how one property is read into `slot`, which is an `Option`.
fn arm(context: &Context<'_>, field: &Field, locals: &Locals, slot: &TokenStream) -> TokenStream {
    let key = &field.wire_name;
    let object = &locals.object;
    let read = match field.presence {
        Presence::Required => nulls::value(context, &field.ty, object, slot),
        // An absent property is read as null: servers leave it out, whatever the specification says.
        Presence::RequiredNullable | Presence::Optional => nulls::nullable(context, &field.ty, object, slot),
        Presence::OptionalNullable => nulls::distinct(context, &field.ty, object, slot),
    };
    quote!(#key => #read,)
}

/// Writes how one of all other properties is kept.
fn additional_property(context: &Context<'_>, ty: &Type, slot: &TokenStream, locals: &Locals) -> TokenStream {
    let Locals { object, key } = locals;
    if nulls::is_accepted(context, ty) {
        return quote!(#object.additional(#key, &mut #slot));
    }
    let codec = names::codec();
    let seed = nulls::seed(context, ty).unwrap_or_else(|| quote!(#codec::plain()));
    quote!(#object.additional_seeded(#key, &mut #slot, #seed))
}

/// Names of local variables, beside which each field has one of its own name.
struct Locals {
    object: Ident,
    key: Ident,
}

impl Locals {
    fn new(structure: &Struct, item: &str) -> Result<Self, EmitError> {
        let additional = structure.additional_properties.iter().map(|(name, _)| name.as_str());
        let taken = structure.fields.iter().map(|field| field.name.as_str()).chain(additional);
        Ok(Self { object: ident(&fresh("object", taken.clone()), item)?, key: ident(&fresh("key", taken), item)? })
    }
}
