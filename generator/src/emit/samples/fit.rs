//! Which values of the specification's examples are shown as values of a type.

use std::cell::Cell;

use serde_json::Value;

use super::json;
use crate::api::{Field, Presence, Type, TypeId, TypeKind, Union, UnionVariant};
use crate::emit::context::Context;
use crate::emit::models::enums;

/// How many types that hold each other are looked through.
const DEPTH: usize = 16;

/// How many values are looked at to compare one with its type.
const MOST_STEPS: usize = 10_000;

/// The longest string that an example shows, in characters.
const LONGEST_TEXT: usize = 72;

/// The longest JSON of unknown shape that an example shows, in bytes.
const LONGEST_JSON: usize = 200;

/// Returns whether `value`, or a part of it, can be shown as a value of type `ty`. What is empty shows nothing.
pub(super) fn fits(context: &Context<'_>, ty: &Type, value: &Value) -> bool {
    Comparison { context, steps: Cell::new(MOST_STEPS) }.fits(ty, value, DEPTH)
}

/// Returns the variant of a union that `value` is one of: as the discriminator says, else the one that has most of it.
pub(super) fn variant<'u>(
    context: &Context<'_>,
    id: TypeId,
    union: &'u Union,
    value: &Value,
) -> Option<&'u UnionVariant> {
    Comparison { context, steps: Cell::new(MOST_STEPS) }.variant(&[id], union, value, DEPTH)
}

/// A comparison of a value with a type.
struct Comparison<'c, 'a> {
    context: &'c Context<'a>,
    /// How many values are still looked at: alternatives within alternatives multiply.
    steps: Cell<usize>,
}

impl Comparison<'_, '_> {
    fn fits(&self, ty: &Type, value: &Value, depth: usize) -> bool {
        let (Some(depth), Some(steps)) = (depth.checked_sub(1), self.steps.get().checked_sub(1)) else { return false };
        self.steps.set(steps);
        let fits = |ty, value| self.fits(ty, value, depth);
        match ty {
            Type::Boolean => value.is_boolean(),
            Type::I32 => value.as_i64().is_some_and(|integer| i32::try_from(integer).is_ok()),
            Type::I64 => value.is_i64(),
            Type::U64 => value.is_u64(),
            Type::F64 | Type::Number | Type::Decimal => value.is_number(),
            Type::String => value.as_str().is_some_and(is_short),
            Type::Uuid => value.as_str().is_some_and(|text| has_shape(text, "00000000-0000-0000-0000-000000000000")),
            Type::DateTime => value.as_str().is_some_and(|text| has_shape(text, "0000-00-00T00:00:00")),
            Type::Date => value.as_str().is_some_and(|text| has_shape(text, "0000-00-00")),
            Type::Bytes | Type::Custom(_) | Type::CustomNumber(_) => false,
            Type::Any => is_shown(value),
            Type::Object => value.is_object() && is_shown(value),
            Type::Array(inner) => value.as_array().is_some_and(|items| items.iter().any(|item| fits(inner, item))),
            Type::Map(inner) => value.as_object().is_some_and(|map| map.values().any(|value| fits(inner, value))),
            Type::Nullable(inner) => value.is_null() || fits(inner, value),
            Type::Boxed(inner) => fits(inner, value),
            Type::JsonPatch => {
                value.as_array().is_some_and(|items| items.iter().any(|it| json::operation(it).is_some()))
            }
            Type::Named(id) => match self.context.api.type_definition(*id).map(|definition| &definition.kind) {
                Some(TypeKind::Struct(_)) => value.as_object().is_some_and(|properties| !properties.is_empty()),
                Some(TypeKind::Enum(enumeration)) if enums::is_integer(enumeration) => value.is_i64(),
                Some(TypeKind::Enum(_)) => value.as_str().is_some_and(is_short),
                Some(TypeKind::Union(union)) => self.variant(&[*id], union, value, depth).is_some(),
                Some(TypeKind::Newtype(inner)) => fits(inner, value),
                None => false,
            },
        }
    }

    /// Looks into the union that is the last of `unions`, each of which holds the next.
    fn variant<'u>(
        &self,
        unions: &[TypeId],
        union: &'u Union,
        value: &Value,
        depth: usize,
    ) -> Option<&'u UnionVariant> {
        let tag = union.discriminator.as_ref().and_then(|property| value.get(property)?.as_str());
        let is_tagged = |variant: &&UnionVariant| tag.is_some_and(|tag| variant.tags.iter().any(|it| it == tag));
        if let Some(variant) = union.variants.iter().find(is_tagged) {
            return self.fits(&variant.ty, value, depth).then_some(variant);
        }
        let mut best = None;
        for variant in union.variants.iter().filter(|variant| variant.tags.is_empty()) {
            let score = self.score(unions, &variant.ty, value, depth);
            if score > best.map_or(0, |(score, _)| score) {
                best = Some((score, variant));
            }
        }
        best.map(|(_, variant)| variant)
    }

    /// How much of `value` a type has a place for; 0 where the value isn't one of the type, or where one of `unions`
    /// would hold itself.
    fn score(&self, unions: &[TypeId], mut ty: &Type, value: &Value, depth: usize) -> usize {
        while let Type::Boxed(inner) = ty {
            ty = inner;
        }
        let id = if let Type::Named(id) = ty { Some(*id) } else { None };
        match id.and_then(|id| Some((id, &self.context.api.type_definition(id)?.kind))) {
            Some((_, TypeKind::Struct(structure))) => {
                let Some(object) = value.as_object() else { return 0 };
                let is_there = |field: &&Field| object.contains_key(&field.wire_name);
                let mut required = structure.fields.iter().filter(|field| field.presence == Presence::Required);
                let is_whole = required.all(|field| is_there(&field));
                if is_whole { 1 + structure.fields.iter().filter(is_there).count() } else { 0 }
            }
            Some((id, TypeKind::Union(union))) => {
                let within = [unions, &[id]].concat();
                let Some(depth) = depth.checked_sub(1).filter(|_| !unions.contains(&id)) else { return 0 };
                usize::from(self.variant(&within, union, value, depth).is_some())
            }
            _ => usize::from(self.fits(ty, value, depth)),
        }
    }
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_TEXT
}

fn is_shown(value: &Value) -> bool {
    let is_empty = match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(properties) => properties.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    };
    !is_empty && value.to_string().len() <= LONGEST_JSON
}

/// Whether a text is of that shape, in which `0` stands for a digit of any base and other signs for themselves; a
/// timestamp may have more behind it, and a space for its `T`.
fn has_shape(text: &str, shape: &str) -> bool {
    let mut characters = text.chars();
    let is_alike = shape.chars().all(|sign| match (sign, characters.next()) {
        ('0', Some(character)) => character.is_ascii_hexdigit(),
        ('T', Some(character)) => matches!(character, 'T' | 't' | ' '),
        (sign, character) => character == Some(sign),
    });
    is_alike && (shape.contains('T') && is_short(text) || characters.next().is_none())
}
