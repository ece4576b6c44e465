//! JSON of enums: a string or an integer.

use super::{EmitError, codec_structs, enums, names, types};
use crate::api::{Enum, TypeDefinition};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `Serialize` and `Deserialize`.
pub(super) fn tokens(definition: &TypeDefinition, enumeration: &Enum) -> Result<TokenStream, EmitError> {
    let name = types::model(&definition.name)?;
    let codec = names::codec();
    let (write, read) = if enums::is_integer(enumeration) {
        (quote!(serializer.serialize_i64(self.as_i64())), quote!(#codec::integer(deserializer, Self::from)))
    } else {
        (quote!(serializer.serialize_str(self.as_str())), quote!(#codec::string(deserializer, |text| Self::from(text))))
    };
    let serialize = codec_structs::serialize(&name, &write);
    let deserialize = codec_structs::deserialize(&name, &read);
    Ok(quote!(#serialize #deserialize))
}
