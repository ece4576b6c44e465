//! JSON of newtypes: that of what they hold.

use super::context::Context;
use super::{EmitError, codec_structs, nulls, types};
use crate::api::{Type, TypeDefinition};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `Serialize` and `Deserialize`.
pub(super) fn tokens(context: &Context<'_>, definition: &TypeDefinition, ty: &Type) -> Result<TokenStream, EmitError> {
    let name = types::model(&definition.name)?;
    let serialize = codec_structs::serialize(&name, &quote!(::serde::Serialize::serialize(&self.0, serializer)));
    let read = if let Some(seed) = nulls::seed(context, ty) {
        quote!(::serde::de::DeserializeSeed::deserialize(#seed, deserializer).map(Self))
    } else {
        quote!(::serde::Deserialize::deserialize(deserializer).map(Self))
    };
    let deserialize = codec_structs::deserialize(&name, &read);
    Ok(quote!(#serialize #deserialize))
}
