//! Unions: a variant and what it holds.

use super::{EmitError, Expression, Place, Samples, fit};
use crate::api::{Presence, Type, TypeId, TypeKind, Union, UnionVariant};
use serde_json::{Map, Value};

impl Samples<'_, '_> {
    /// A value of a union: the variant of the example, else the first that doesn't hold the union again.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        union: &Union,
        example: Option<&Value>,
        place: Place<'_>,
    ) -> Result<Expression, EmitError> {
        let shown = example.and_then(|example| fit::variant(self.context, id, union, example));
        let leads_on = |variant: &&UnionVariant| variant.ty.named().is_none_or(|id| !self.around.contains(&id));
        let Some(variant) = shown.or_else(|| union.variants.iter().find(leads_on)) else {
            return self.give(&Type::Named(id), place);
        };
        let example = self.tagged(union, variant, example.filter(|_| shown.is_some()));
        let open = format!("{}::{}(", self.model(&self.context.definition(id)?.name), variant.name);
        let value = self.owned(&variant.ty, example.as_ref(), place)?;
        Ok(Expression::list(open, vec![value], ")"))
    }

    /// The example of a variant's value with the right tag where that is a property of the variant's own: where it
    /// isn't a required one, the union writes it.
    fn tagged(&self, union: &Union, variant: &UnionVariant, example: Option<&Value>) -> Option<Value> {
        let mut example = example.cloned();
        let (Some(property), Some(tag)) = (&union.discriminator, variant.tags.first()) else { return example };
        let Some(id) = variant.ty.named() else { return example };
        let kind = self.context.api.type_definition(id).map(|definition| &definition.kind);
        let Some(TypeKind::Struct(structure)) = kind else { return example };
        let is_required =
            structure.fields.iter().any(|field| field.wire_name == *property && field.presence == Presence::Required);
        if is_required && example.is_none() {
            example = Some(Value::Object(Map::from_iter([(property.clone(), Value::from(tag.as_str()))])));
        } else if !is_required && let Some(Value::Object(properties)) = &mut example {
            properties.shift_remove(property);
        }
        example
    }
}
