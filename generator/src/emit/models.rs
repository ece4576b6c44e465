//! A file for each type: its definition, and below it the table of how it is read and written.

use super::context::Context;
use super::{EmitError, File, enums, newtypes, source, structs, unions};
use crate::api::{TypeDefinition, TypeKind};

/// Writes the file of `definition`, called `file` without its folder and ending.
pub(super) fn file(context: &Context<'_>, definition: &TypeDefinition, file: &str) -> Result<File, EmitError> {
    let source = match &definition.kind {
        TypeKind::Struct(structure) => structs::source(context, definition, structure)?,
        TypeKind::Enum(enumeration) => enums::source(definition, enumeration)?,
        TypeKind::Union(union) => unions::source(context, definition, union)?,
        TypeKind::Newtype(ty) => newtypes::source(context, definition, ty)?,
    };
    source::file(&format!("src/models/{file}.rs"), source)
}
