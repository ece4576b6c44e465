//! Parameters outside of the body.

use serde_json::{Value, json};

use super::Converter;
use super::collection_format::Place;
use super::fields::Field;
use super::moves::Spot;
use super::{references, schemas};

/// A parameter of the body, as it was found, with its pointer.
pub(super) type Found = (Value, String);

impl Converter<'_> {
    /// A parameter of the document's top.
    pub(super) fn shared_parameter(&mut self, value: &Value, spot: &Spot) -> Value {
        if !is_of_body(value) {
            return self.parameter(value, spot);
        }
        // It is looked up where it is used; what stays is for references to its schema.
        let mut body = value.clone();
        if let Some(schema) = body.get_mut("schema") {
            *schema = schemas::converted(schema);
        }
        body
    }

    /// Converts a list of parameters. Returns it, and apart from it the parameters of the body.
    pub(super) fn parameters(&mut self, value: &Value, spot: &Spot) -> (Value, Vec<Found>) {
        // Other forms are for *repair* to make sense of.
        let Some(list) = value.as_array() else { return (value.clone(), Vec::new()) };
        let (mut kept, mut of_body) = (Vec::new(), Vec::new());
        for (index, value) in list.iter().enumerate() {
            let from = format!("{}/{index}", spot.from);
            let target = references::resolve(self.root, value, &from);
            if let Some((place, target)) = target.filter(|(_, target)| is_of_body(target)) {
                of_body.push((target.clone(), place));
                continue;
            }
            let spot = Spot::new(&from, &format!("{}/{}", spot.to, kept.len()));
            self.moves.add(&spot);
            kept.push(self.parameter(value, &spot));
        }
        (Value::Array(kept), of_body)
    }

    fn parameter(&mut self, value: &Value, spot: &Spot) -> Value {
        let Some(map) = value.as_object().filter(|map| !map.contains_key("$ref")) else { return value.clone() };
        let mut field = Field::of(map);
        let place = if location(value) == "query" { Place::Query } else { Place::Simple };
        let style = self.style(&mut field, place, &spot.from);
        let Field { mut own, schema, has_schema, .. } = field;
        if let Some((style, explode)) = style.filter(|_| !own.contains_key("style")) {
            own.insert("style".to_owned(), json!(style));
            own.insert("explode".to_owned(), json!(explode));
        }
        if !schema.is_empty() {
            own.insert("schema".to_owned(), Value::Object(schema));
            if !has_schema {
                self.moves.add_inner(&spot.below(["schema"]));
            }
        }
        Value::Object(own)
    }
}

/// Whether a parameter is the body, or a field of it.
pub(super) fn is_of_body(parameter: &Value) -> bool {
    matches!(location(parameter).as_str(), "body" | "formdata")
}

/// The place of a parameter, in lower case.
pub(super) fn location(parameter: &Value) -> String {
    parameter.get("in").and_then(Value::as_str).unwrap_or_default().trim().to_ascii_lowercase()
}
