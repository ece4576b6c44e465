//! JSON of newtypes: that of what they hold.

use super::{EmitError, codec_structs, types};
use crate::api::TypeDefinition;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `Serialize` and `Deserialize`.
pub(super) fn tokens(definition: &TypeDefinition) -> Result<TokenStream, EmitError> {
    let name = types::model(&definition.name)?;
    let serialize = codec_structs::serialize(&name, &quote!(::serde::Serialize::serialize(&self.0, serializer)));
    let deserialize =
        codec_structs::deserialize(&name, &quote!(::serde::Deserialize::deserialize(deserializer).map(Self)));
    Ok(quote!(#serialize #deserialize))
}
