//! Which types implement `Default`.

use super::{Api, Presence, Struct, Type, TypeDefinition, TypeKind};

/// Returns for each type of `api` whether it implements `Default`.
///
/// Enums and unions always do. A struct does where nothing makes it ask for arguments: it is only received, or no field
/// of it is required. In both cases the types of its required fields have to as well. The smallest such set is taken,
/// since a required cycle of types has no finite default.
pub(crate) fn find(api: &Api) -> Vec<bool> {
    let mut found = vec![false; api.types.len()];
    loop {
        let next: Vec<bool> = api.types.iter().map(|definition| qualifies(definition, &found)).collect();
        if next == found {
            return found;
        }
        found = next;
    }
}

/// Returns whether `structure` is created from its required fields.
pub(crate) fn takes_arguments(definition: &TypeDefinition, structure: &Struct) -> bool {
    definition.usage.sent && structure.fields.iter().any(|field| is_argument(field.presence))
}

/// Returns whether a field of that presence is an argument of `new`.
pub(crate) fn is_argument(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::RequiredNullable)
}

fn qualifies(definition: &TypeDefinition, found: &[bool]) -> bool {
    match &definition.kind {
        TypeKind::Enum(_) | TypeKind::Union(_) => true,
        TypeKind::Newtype(ty) => type_qualifies(ty, found),
        TypeKind::Struct(structure) => {
            !takes_arguments(definition, structure)
                && structure
                    .fields
                    .iter()
                    .filter(|field| field.presence == Presence::Required)
                    .all(|field| type_qualifies(&field.ty, found))
        }
    }
}

fn type_qualifies(mut ty: &Type, found: &[bool]) -> bool {
    loop {
        match ty {
            Type::Boxed(inner) => ty = inner,
            Type::Named(id) => return found.get(id.0).copied().unwrap_or_default(),
            // `Number` has none, and nothing is known of a type that the configuration names.
            Type::Number | Type::Custom(_) | Type::CustomNumber(_) => return false,
            _ => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::api::{Api, Documentation, Field, Presence, Struct, Type, TypeDefinition, TypeId, TypeKind, Usage};

    fn structure(sent: bool, presence: Presence, ty: Type) -> TypeDefinition {
        let field = Field {
            name: "a".to_owned(),
            setter_stem: "a".to_owned(),
            wire_name: "a".to_owned(),
            ty,
            presence,
            overridden: false,
            nullable: false,
            read_only: false,
            deprecated: false,
            documentation: Documentation::default(),
        };
        TypeDefinition {
            name: "A".to_owned(),
            module: "a".to_owned(),
            documentation: Documentation::default(),
            usage: Usage { sent, received: true },
            kind: TypeKind::Struct(Struct {
                fields: vec![field],
                additional_properties: None,
                unknown_properties: None,
            }),
        }
    }

    #[test]
    fn a_required_type_without_default_takes_it_from_its_user() {
        let types = vec![
            structure(true, Presence::Required, Type::String),
            structure(false, Presence::Required, Type::Named(TypeId(0))),
            structure(false, Presence::Required, Type::Boxed(Box::new(Type::Named(TypeId(1))))),
            structure(false, Presence::Optional, Type::Named(TypeId(0))),
            structure(false, Presence::Required, Type::Array(Box::new(Type::Named(TypeId(0))))),
            structure(false, Presence::Required, Type::Custom("::a::B".to_owned())),
            structure(true, Presence::Optional, Type::String),
        ];
        let found = find(&Api { types, ..Api::default() });
        assert_eq!(found, [false, false, false, true, true, false, true]);
    }

    #[test]
    fn a_required_cycle_has_no_default() {
        let boxed = |id| Type::Boxed(Box::new(Type::Named(TypeId(id))));
        let types = vec![
            structure(false, Presence::Required, boxed(1)),
            structure(false, Presence::Required, boxed(0)),
            structure(false, Presence::Optional, boxed(2)),
        ];
        assert_eq!(find(&Api { types, ..Api::default() }), [false, false, true]);
    }
}
