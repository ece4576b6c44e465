//! Values for examples: the specification's own where they fit, else some of the right type.

use super::context::Context;
use super::{EmitError, enums, parameters, types};
use crate::api::{Body, BodyContent, Literal, Location, Parameter, Presence, Type, TypeKind};
use serde_json::{Map, Value, json};

/// How deep a value made up for a type may be.
const DEPTH: usize = 8;

/// The longest example of the specification's that is taken as it is.
const LONGEST: usize = 400;

/// A string literal.
pub(super) fn string(text: &str) -> String {
    format!("{text:?}")
}

/// A value for a parameter, in the form in which the method takes it.
pub(super) fn parameter(context: &Context<'_>, parameter: &Parameter) -> Result<String, EmitError> {
    if let Location::Part { .. } = parameter.location {
        let file = format!("{}::runtime::FilePart::new(\"file.txt\", \"content\")", context.crate_name);
        match parameters::files(&parameter.ty) {
            Some(parameters::Files::One) => return Ok(file),
            Some(parameters::Files::Many) => return Ok(format!("vec![{file}]")),
            None => {}
        }
    }
    let example = parameter.documentation.example.as_deref().and_then(|text| serde_json::from_str(text).ok());
    argument(context, &parameter.ty, example.as_ref(), &parameter.wire_name)
}

/// A value for a body.
pub(super) fn body(context: &Context<'_>, body: &Body) -> Result<String, EmitError> {
    match &body.content {
        BodyContent::Json(ty) | BodyContent::Form(ty) => {
            let example = body.documentation.example.as_deref().filter(|text| text.len() <= LONGEST);
            owned(context, ty, example.and_then(|text| serde_json::from_str(text).ok()))
        }
        BodyContent::Text | BodyContent::Bytes | BodyContent::Multipart => Ok("\"content\"".to_owned()),
    }
}

/// A value in the form in which a method takes it: see [`types::argument`].
fn argument(context: &Context<'_>, ty: &Type, example: Option<&Value>, name: &str) -> Result<String, EmitError> {
    Ok(match ty {
        Type::Boolean => example.and_then(Value::as_bool).unwrap_or(true).to_string(),
        Type::I32 => {
            example.and_then(Value::as_i64).and_then(|value| i32::try_from(value).ok()).unwrap_or(1).to_string()
        }
        Type::I64 => example.and_then(Value::as_i64).unwrap_or(1).to_string(),
        Type::U64 => example.and_then(Value::as_u64).unwrap_or(1).to_string(),
        Type::F64 => format!("{:?}", example.and_then(Value::as_f64).unwrap_or(1.5)),
        Type::String => string(example.and_then(Value::as_str).unwrap_or(name)),
        Type::Uuid | Type::Date | Type::DateTime => {
            let sample = sample(context, ty, DEPTH);
            let text = example.and_then(Value::as_str).or(sample.as_str()).unwrap_or_default();
            format!("{}.parse()?", string(text))
        }
        Type::Bytes => "\"content\".into()".to_owned(),
        Type::Array(inner) if **inner == Type::String => {
            let texts = example.and_then(Value::as_array).map(|items| items.iter().filter_map(Value::as_str).collect());
            let texts: Vec<_> = texts.filter(|texts: &Vec<&str>| !texts.is_empty()).unwrap_or_else(|| vec![name]);
            format!("&[{}]", texts.into_iter().map(string).collect::<Vec<_>>().join(", "))
        }
        Type::Array(_) => "&[]".to_owned(),
        Type::Nullable(_) => "None".to_owned(),
        Type::Named(id) if matches!(context.definition(*id)?.kind, TypeKind::Enum(_)) => owned(context, ty, None)?,
        _ => format!("&{}", owned(context, ty, example.cloned())?),
    })
}

/// A value by value.
fn owned(context: &Context<'_>, ty: &Type, example: Option<Value>) -> Result<String, EmitError> {
    let root = &context.crate_name;
    if let Type::Named(id) = ty {
        let definition = context.definition(*id)?;
        match &definition.kind {
            TypeKind::Enum(enumeration) => {
                let path = format!("{root}::models::{}", definition.name);
                return Ok(match enumeration.variants.first() {
                    Some(variant) => format!("{path}::{}", variant.name),
                    None if enums::is_integer(enumeration) => format!("{path}::from(1)"),
                    None => format!("{path}::from(\"value\")"),
                });
            }
            TypeKind::Struct(_) if example.is_none() && context.has_default(definition) => {
                let constructor = if definition.usage.sent { "new" } else { "default" };
                return Ok(format!("{root}::models::{}::{constructor}()", definition.name));
            }
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => {}
        }
    }
    if *ty == Type::JsonPatch {
        return Ok(format!("{root}::runtime::JsonPatch::new().replace(\"/name\", \"value\")"));
    }
    if matches!(ty, Type::String) {
        return Ok(format!("{}.to_owned()", string(example.as_ref().and_then(Value::as_str).unwrap_or("value"))));
    }
    types::owned(context, ty)?;
    let json = example.unwrap_or_else(|| sample(context, ty, DEPTH)).to_string();
    Ok(format!("serde_json::from_str({})?", raw_string(&json)))
}

/// A raw string literal, which JSON is easier to read in.
fn raw_string(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        return string(text);
    }
    let longest = text.split(|character| character != '#').map(str::len).max().unwrap_or_default();
    let hashes = "#".repeat(longest + 1);
    format!("r{hashes}\"{text}\"{hashes}")
}

/// A value of `ty` in JSON, with what is required and no more.
fn sample(context: &Context<'_>, ty: &Type, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    match ty {
        Type::Boolean => json!(true),
        Type::I32 | Type::I64 | Type::U64 | Type::Number => json!(1),
        Type::F64 => json!(1.5),
        Type::String | Type::Custom(_) | Type::Bytes => json!("value"),
        Type::Uuid => json!("8c190e67-87aa-4ed9-a90b-d9d5344523fb"),
        Type::DateTime => json!("2026-01-31T12:00:00Z"),
        Type::Date => json!("2026-01-31"),
        Type::Any | Type::Nullable(_) => Value::Null,
        Type::Object | Type::Map(_) => json!({}),
        Type::Array(_) | Type::JsonPatch => json!([]),
        Type::Boxed(inner) => sample(context, inner, depth),
        Type::Named(id) => match context.api.type_definition(*id).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(structure)) => {
                let required = structure.fields.iter().filter(|field| field.presence == Presence::Required);
                let properties = required.map(|field| {
                    let example = field.documentation.example.as_deref().filter(|text| text.len() <= LONGEST / 4);
                    let example = example.and_then(|text| serde_json::from_str(text).ok());
                    (field.wire_name.clone(), example.unwrap_or_else(|| sample(context, &field.ty, depth)))
                });
                Value::Object(properties.collect::<Map<_, _>>())
            }
            Some(TypeKind::Enum(enumeration)) => match enumeration.variants.first().map(|variant| &variant.value) {
                Some(Literal::String(text)) => json!(text),
                Some(Literal::Integer(integer)) => json!(integer),
                None => json!("value"),
            },
            Some(TypeKind::Union(union)) => {
                union.variants.first().map_or(Value::Null, |variant| sample(context, &variant.ty, depth))
            }
            Some(TypeKind::Newtype(ty)) => sample(context, ty, depth),
            None => Value::Null,
        },
    }
}
