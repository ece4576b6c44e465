//! Lists and maps, of which an example shows a few elements.

use super::fit::fits;
use super::{EmitError, Expression, Place, Samples, json, scalars};
use crate::api::Type;
use serde_json::Value;

/// How many elements an example shows.
const MOST_ELEMENTS: usize = 2;

impl Samples<'_, '_> {
    /// Texts in a place that takes anything that becomes a string.
    pub(super) fn texts(&mut self, example: Option<&Value>, place: Place<'_>) -> Expression {
        let texts = self.elements(&Type::String, example).into_iter();
        let mut texts: Vec<_> = texts.map(|text| Expression::text(scalars::text(Some(text), place))).collect();
        if texts.is_empty() {
            texts.push(Expression::text(scalars::text(None, place)));
        }
        Expression::list("[", texts, "]")
    }

    /// A list that begins with `open`.
    pub(super) fn list(
        &mut self,
        open: &str,
        ty: &Type,
        example: Option<&Value>,
        place: Place<'_>,
    ) -> Result<Expression, EmitError> {
        let elements = self.elements(ty, example);
        let mut items = Vec::new();
        for element in elements {
            items.push(self.owned(ty, Some(element), place.within())?);
        }
        if items.is_empty() && !self.is_endless(ty, place) {
            items.push(self.owned(ty, None, place.within())?);
        }
        Ok(Expression::list(open, items, "]"))
    }

    /// A map by value.
    pub(super) fn map(
        &mut self,
        ty: &Type,
        example: Option<&Value>,
        place: Place<'_>,
    ) -> Result<Expression, EmitError> {
        let entries = self.entries(ty, example, place)?;
        if entries.is_empty() {
            let path = self.names.path("std::collections", "BTreeMap");
            return Ok(Expression::text(format!("{path}::new()")));
        }
        let entries = Expression::list("[", entries, "]");
        // A variable has a type of its own.
        if place.depth == 0 {
            let path = self.names.path("std::collections", "BTreeMap");
            return Ok(Expression::list(format!("{path}::from("), vec![entries], ")"));
        }
        Ok(entries.chain(vec![Expression::text(".into()")]))
    }

    /// The entries of a map.
    pub(super) fn entries(
        &mut self,
        ty: &Type,
        example: Option<&Value>,
        place: Place<'_>,
    ) -> Result<Vec<Expression>, EmitError> {
        let map = example.and_then(Value::as_object).into_iter().flatten();
        let fitting = map.filter(|(_, value)| fits(self.context, ty, value)).take(MOST_ELEMENTS);
        let mut entries = Vec::new();
        for (key, value) in fitting.collect::<Vec<_>>() {
            let value = self.owned(ty, Some(value), place.within())?;
            entries.push(json::entry(key, value));
        }
        if entries.is_empty() && !self.is_endless(ty, place) {
            let value = self.owned(ty, None, place.within())?;
            entries.push(json::entry("key", value));
        }
        Ok(entries)
    }

    /// The elements of an example that fit.
    fn elements<'v>(&self, ty: &Type, example: Option<&'v Value>) -> Vec<&'v Value> {
        let elements = example.and_then(Value::as_array).into_iter().flatten();
        elements.filter(|element| fits(self.context, ty, element)).take(MOST_ELEMENTS).collect()
    }

    /// Whether a list in a made-up value is better left empty.
    fn is_endless(&self, ty: &Type, place: Place<'_>) -> bool {
        place.depth >= super::DEPTH || ty.named().is_some_and(|id| self.around.contains(&id))
    }
}
