//! Which examples tell a reader something.

use std::borrow::Cow;

use serde_json::Value;

use crate::api::{Documentation, Literal, Type, TypeKind};
use crate::emit::context::Context;

/// `documentation` of a value of type `ty`, without an example that says no more than the type or the default.
pub(in crate::emit) fn telling<'d>(
    context: &Context<'_>,
    documentation: &'d Documentation,
    ty: &Type,
) -> Cow<'d, Documentation> {
    let Some(example) = &documentation.example else { return Cow::Borrowed(documentation) };
    let value = serde_json::from_str::<Value>(example).ok();
    let is_telling = documentation.default.as_ref() != Some(example)
        && value.is_some_and(|value| !value.is_boolean() && !value.is_null() && is_of(context, ty, &value));
    if is_telling {
        return Cow::Borrowed(documentation);
    }
    Cow::Owned(Documentation { example: None, ..documentation.clone() })
}

/// Whether a value may be one of a type, as far as can be said without a look into it.
fn is_of(context: &Context<'_>, ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Boolean => value.is_boolean(),
        Type::I32 | Type::I64 | Type::U64 => value.is_i64() || value.is_u64(),
        Type::F64 | Type::Number | Type::Decimal | Type::CustomNumber(_) => value.is_number(),
        Type::String | Type::Uuid | Type::DateTime | Type::Date | Type::Bytes => value.is_string(),
        Type::Object | Type::Map(_) => value.is_object(),
        Type::Array(_) | Type::JsonPatch => value.is_array(),
        Type::Nullable(inner) | Type::Boxed(inner) => is_of(context, inner, value),
        Type::Named(id) => match context.api.type_definition(*id).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(_)) => value.is_object(),
            Some(TypeKind::Enum(values)) => match values.variants.first().map(|variant| &variant.value) {
                Some(Literal::Integer(_)) => value.is_i64(),
                _ => value.is_string(),
            },
            Some(TypeKind::Union(_) | TypeKind::Newtype(_)) | None => true,
        },
        Type::Any | Type::Custom(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::telling;
    use crate::api::{Api, Documentation, Type};
    use crate::emit::context::Context;

    #[test]
    fn an_example_says_more_than_the_type_and_the_default() -> Result<(), crate::emit::EmitError> {
        let api = Api::default();
        let context = Context::new(&api, "things")?;
        let list = Type::Array(Box::new(Type::String));
        for (example, default, ty, is_telling) in [
            ("true", None, Type::Boolean, false),
            ("5", None, Type::I32, true),
            ("5", Some("5"), Type::I32, false),
            ("5", Some("6"), Type::I32, true),
            ("\"5\"", None, Type::I32, false),
            ("null", None, Type::String, false),
            ("\"a\"", None, Type::String, true),
            ("\"a\"", None, list.clone(), false),
            ("[\"a\"]", None, list, true),
            ("{}", None, Type::Any, true),
        ] {
            let documentation = Documentation {
                example: Some(example.to_owned()),
                default: default.map(str::to_owned),
                ..Documentation::default()
            };
            assert_eq!(telling(&context, &documentation, &ty).example.is_some(), is_telling, "{example} {ty:?}");
        }
        Ok(())
    }
}
