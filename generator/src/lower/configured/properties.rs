//! Finds the properties that rules name.

use crate::api::{Outcome, ResponseBody, Type, TypeDefinition, TypeKind};

/// A property that a rule names.
pub(crate) struct Property {
    /// The names that lead to it.
    pub(crate) path: Vec<String>,
    pub(crate) ty: Type,
}

/// What a rule names and the type doesn't have.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) name: String,
    /// The names that there are in its place.
    pub(crate) names: Vec<String>,
}

/// The type of an operation's answer, where every answer of success has that body or none.
pub(crate) fn answer(outcome: &Outcome) -> Option<&Type> {
    match outcome {
        Outcome::Single(ResponseBody::Json(ty)) => Some(ty),
        Outcome::Single(_) => None,
        Outcome::PerStatus { variants, .. } => {
            let mut bodies = variants.iter().map(|variant| &variant.body).filter(|body| **body != ResponseBody::Empty);
            match (bodies.next(), bodies.next()) {
                (Some(ResponseBody::Json(ty)), None) => Some(ty),
                _ => None,
            }
        }
    }
}

/// The property of `ty` that a rule calls `text`: its name, or names with dots between them.
pub(crate) fn named(types: &[TypeDefinition], ty: &Type, text: &str) -> Result<Property, Missing> {
    let whole = vec![text.to_owned()];
    match find(types, ty, &whole) {
        Err(_) if text.contains('.') => find(types, ty, &text.split('.').map(str::to_owned).collect::<Vec<_>>()),
        found => found,
    }
}

/// The property that `path` leads to from `ty`. What has no type of its own may have any property.
pub(crate) fn find(types: &[TypeDefinition], ty: &Type, path: &[String]) -> Result<Property, Missing> {
    let mut ty = ty.clone();
    for name in path {
        ty = match plain(types, &ty) {
            Type::Any | Type::Object | Type::Custom(_) | Type::CustomNumber(_) => Type::Any,
            Type::Map(inner) => *inner,
            Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
                Some(TypeKind::Struct(object)) => {
                    let field = object.fields.iter().find(|field| field.wire_name == *name).map(|field| &field.ty);
                    let additional = object.additional_properties.as_ref().map(|(_, ty)| ty);
                    let names = || object.fields.iter().map(|field| field.wire_name.clone()).collect();
                    let found = field.or(additional).cloned();
                    found.ok_or_else(|| Missing { name: name.clone(), names: names() })?
                }
                // The properties of a variant are not known here.
                Some(TypeKind::Union(_)) => Type::Any,
                _ => return Err(Missing { name: name.clone(), names: Vec::new() }),
            },
            _ => return Err(Missing { name: name.clone(), names: Vec::new() }),
        };
    }
    Ok(Property { path: path.to_vec(), ty: plain(types, &ty) })
}

/// The type without what makes no difference to JSON that is there.
fn plain(types: &[TypeDefinition], ty: &Type) -> Type {
    let mut ty = ty;
    // As many steps as there are types, in case that newtypes hold each other.
    for _ in 0..=types.len() {
        ty = match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
                Some(TypeKind::Newtype(inner)) => inner,
                _ => break,
            },
            _ => break,
        };
    }
    ty.clone()
}
