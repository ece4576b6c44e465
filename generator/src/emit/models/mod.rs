//! A file for each type: its definition, and below it the table of how it is read and written.

pub(in crate::emit) mod enums;
pub(in crate::emit) mod newtypes;
pub(in crate::emit) mod nulls;
pub(in crate::emit) mod setters;
pub(in crate::emit) mod structs;
pub(in crate::emit) mod types;
pub(in crate::emit) mod unions;

use crate::api::{TypeDefinition, TypeKind};
use crate::emit::context::Context;
use crate::emit::{EmitError, File, source};

/// Writes the file of `definition`, called `file` without its folder and ending.
pub(in crate::emit) fn file(context: &Context<'_>, definition: &TypeDefinition, file: &str) -> Result<File, EmitError> {
    let source = match &definition.kind {
        TypeKind::Struct(structure) => structs::source(context, definition, structure)?,
        TypeKind::Enum(enumeration) => enums::source(context, definition, enumeration)?,
        TypeKind::Union(union) => unions::source(context, definition, union)?,
        TypeKind::Newtype(ty) => newtypes::source(context, definition, ty)?,
    };
    source::file(&format!("src/models/{file}.rs"), source)
}
