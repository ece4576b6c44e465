//! Structs: made by their constructor and setters.

use serde_json::{Map, Value};

use super::fit::fits;
use super::{DEPTH, EmitError, Expression, Place, Samples, parsed};
use crate::api::{Field, Presence, Struct, Type, TypeDefinition, TypeKind, defaults};
use crate::emit::models::setters::SetterNames;

/// How many setters of the outermost struct an example calls.
const MOST_SETTERS: usize = 8;

/// How many setters of a struct within another an example calls.
const MOST_SETTERS_WITHIN: usize = 4;

/// How many setters an example calls on a struct if only its properties have examples.
const MOST_PROPERTIES: usize = 3;

impl Samples<'_, '_> {
    /// A value of a struct: the required fields, and those of the others that the example has.
    pub(super) fn structure(
        &mut self,
        definition: &TypeDefinition,
        structure: &Struct,
        example: Option<&Value>,
        place: Place<'_>,
    ) -> Result<Expression, EmitError> {
        let path = self.model(&definition.name);
        let takes_arguments = !self.context.has_default(definition);
        let own = parsed(definition.documentation.example.as_deref());
        let own = own.or_else(|| (!takes_arguments).then(|| properties(structure)));
        let example = example.or(own.as_ref()).and_then(Value::as_object);
        let is_argument = |field: &Field| takes_arguments && defaults::is_argument(field.presence);
        let mut arguments = Vec::new();
        for field in structure.fields.iter().filter(|field| is_argument(field)) {
            self.left = self.left.saturating_sub(1);
            arguments.push(self.required(field, example, place.field(field))?);
        }
        let constructor = if takes_arguments || definition.usage.sent {
            Expression::list(format!("{path}::new("), arguments, ")")
        } else if structure.fields.iter().any(|field| field.name == "default") {
            Expression::text(format!("<{path} as Default>::default()"))
        } else {
            Expression::text(format!("{path}::default()"))
        };
        let Some(example) = example.filter(|_| place.depth <= DEPTH) else { return Ok(constructor) };
        let setters = self.setters(definition, structure, example, place)?;
        Ok(constructor.chain(setters))
    }

    /// An argument of the constructor.
    fn required(
        &mut self,
        field: &Field,
        example: Option<&Map<String, Value>>,
        place: Place<'_>,
    ) -> Result<Expression, EmitError> {
        let value = example.and_then(|example| example.get(&field.wire_name));
        let documentation = &field.documentation;
        let others = [&documentation.example, &documentation.default].map(|text| parsed(text.as_deref()));
        let mut values = value.into_iter().chain(others.iter().flatten());
        let fitting = values.find(|value| fits(self.context, &field.ty, value));
        if field.presence == Presence::Required {
            return self.kept(&field.ty, fitting, place);
        }
        Ok(match fitting.filter(|_| value.is_none_or(|value| !value.is_null())) {
            Some(_) => Expression::list("Some(", vec![self.owned(&field.ty, fitting, place)?], ")"),
            None => Expression::text("None"),
        })
    }

    /// The setters of what the example has.
    fn setters(
        &mut self,
        definition: &TypeDefinition,
        structure: &Struct,
        example: &Map<String, Value>,
        place: Place<'_>,
    ) -> Result<Vec<Expression>, EmitError> {
        let names = SetterNames::new(structure);
        let takes_arguments = !self.context.has_default(definition);
        let most = if place.depth == 0 { MOST_SETTERS } else { MOST_SETTERS_WITHIN };
        let mut calls = Vec::new();
        let mut nulls = Vec::new();
        for field in &structure.fields {
            let is_argument = takes_arguments && defaults::is_argument(field.presence);
            let is_read_only = field.documentation.constraints.iter().any(|constraint| constraint == "read-only");
            let is_cut = self.has_properties(&field.ty) && (place.depth + 1 > DEPTH || self.left < 2);
            let is_shown = !is_argument && !is_read_only && !field.deprecated && !is_cut;
            let Some(value) = example.get(&field.wire_name).filter(|_| is_shown) else { continue };
            if value.is_null() {
                if field.presence == Presence::OptionalNullable {
                    let name = names.of_null(field, &definition.name)?;
                    nulls.extend(name.map(|name| Expression::text(format!(".{name}()"))));
                }
            } else if fits(self.context, &field.ty, value) && calls.len() < most && self.left > 0 {
                self.left -= 1;
                let name = names.of(&field.name, &definition.name)?;
                let value = self.kept(&field.ty, Some(value), place.field(field))?;
                calls.push(Expression::list(format!(".{name}("), vec![value], ")"));
            }
        }
        if let Some((name, ty)) = &structure.additional_properties {
            let is_known = |key: &str| structure.fields.iter().any(|field| field.wire_name == key);
            let others = example.iter().filter(|(key, value)| !is_known(key) && fits(self.context, ty, value));
            let others: Map<String, Value> = others.map(|(key, value)| (key.clone(), value.clone())).collect();
            if !others.is_empty() && calls.len() < most {
                let name = names.of(name, &definition.name)?;
                let entries = self.entries(ty, Some(&Value::Object(others)), place.within())?;
                calls.push(Expression::list(format!(".{name}("), vec![Expression::list("[", entries, "]")], ")"));
            }
        }
        // Null is shown only if there is nothing else.
        Ok(if calls.is_empty() { nulls.into_iter().take(1).collect() } else { calls })
    }

    /// Whether values of a type, or the elements of one, have properties, without which they show nothing.
    fn has_properties(&self, ty: &Type) -> bool {
        let definition = ty.named().and_then(|id| self.context.api.type_definition(id));
        definition.is_some_and(|definition| matches!(definition.kind, TypeKind::Struct(_) | TypeKind::Union(_)))
    }
}

/// The examples of the properties, as an example of the whole: without arguments, a call would show nothing else.
fn properties(structure: &Struct) -> Value {
    let examples = structure
        .fields
        .iter()
        .filter_map(|field| Some((field.wire_name.clone(), parsed(field.documentation.example.as_deref())?)));
    examples.filter(|(_, value)| !value.is_null()).take(MOST_PROPERTIES).collect()
}
