//! The two files of a type: its definition and its codec.

use super::context::Context;
use super::{
    EmitError, File, codec_enums, codec_newtypes, codec_structs, codec_unions, enums, newtypes, source, structs, unions,
};
use crate::api::{TypeDefinition, TypeKind};

/// Writes the files of `definition`, called `file` without their folder and ending.
pub(super) fn files(context: &Context<'_>, definition: &TypeDefinition, file: &str) -> Result<Vec<File>, EmitError> {
    let (model, codec) = match &definition.kind {
        TypeKind::Struct(structure) => {
            (structs::tokens(context, definition, structure)?, codec_structs::tokens(context, definition, structure)?)
        }
        TypeKind::Enum(enumeration) => {
            (enums::tokens(definition, enumeration)?, codec_enums::tokens(definition, enumeration)?)
        }
        TypeKind::Union(union) => {
            (unions::tokens(context, definition, union)?, codec_unions::tokens(context, definition, union)?)
        }
        TypeKind::Newtype(ty) => {
            (newtypes::tokens(context, definition, ty)?, codec_newtypes::tokens(context, definition, ty)?)
        }
    };
    Ok(vec![
        source::inlined(&format!("src/models/{file}.rs"), model)?,
        source::file(&format!("src/codec/{file}.rs"), codec)?,
    ])
}
