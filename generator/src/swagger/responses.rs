//! Responses, whose media types are in `produces`.

use crate::diagnostic::Code;
use serde_json::{Map, Value, json};

use super::Converter;
use super::collection_format::Place;
use super::fields::Field;
use super::moves::Spot;
use super::{references, schemas};

impl Converter<'_> {
    /// Converts the responses of an operation that answers with one of `produces`.
    pub(super) fn responses(&mut self, value: &Value, spot: &Spot, produces: &[String]) -> Value {
        let Some(responses) = value.as_object() else { return value.clone() };
        let mut converted = Map::new();
        for (status, response) in responses {
            let is_response = !status.starts_with("x-");
            let child = spot.child(status);
            let response = if is_response { self.response(response, &child, produces) } else { response.clone() };
            converted.insert(status.clone(), response);
        }
        Value::Object(converted)
    }

    /// Converts a response. One that is referred to is copied: its media types are those of the operation.
    pub(super) fn response(&mut self, value: &Value, spot: &Spot, produces: &[String]) -> Value {
        let Some((from, target)) = references::resolve(self.root, value, &spot.from) else { return value.clone() };
        let Some(map) = target.as_object() else { return value.clone() };
        let spot = Spot { from, to: spot.to.clone() };
        self.moves.add(&spot);
        let mut response = map.clone();
        let examples = response.shift_remove("examples");
        if let Some(Value::Object(headers)) = response.get_mut("headers") {
            for (name, header) in headers.iter_mut() {
                *header = self.header(header, &spot.child("headers").child(name));
            }
        }
        let schema = response.shift_remove("schema").filter(|schema| !schema.is_null());
        if let Some(schema) = schema.filter(|_| !response.contains_key("content")) {
            let content = self.content(&schema, examples, &spot, produces);
            response.insert("content".to_owned(), content);
        }
        Value::Object(response)
    }

    fn content(&mut self, schema: &Value, examples: Option<Value>, spot: &Spot, produces: &[String]) -> Value {
        let is_file = schema.get("type").and_then(Value::as_str) == Some("file");
        let json_alone = ["application/json".to_owned()];
        let of_files = ["application/octet-stream".to_owned()];
        // A file is not JSON, which is only the default.
        let produces = if is_file && produces == json_alone { &of_files } else { produces };
        let mut examples = match examples {
            Some(Value::Object(examples)) => examples,
            _ => Map::new(),
        };
        let schema = schemas::converted(schema);
        let mut content = Map::new();
        self.moves.add_inner(&spot.below(["content"]));
        for media_type in produces {
            self.moves.add_inner(&spot.below(["content", media_type]));
            let below = spot.below(["content", media_type, "schema"]);
            self.moves.add(&Spot::new(&format!("{}/schema", spot.from), &below.to));
            let mut media = Map::new();
            media.insert("schema".to_owned(), schema.clone());
            if let Some(example) = examples.shift_remove(media_type) {
                self.moves.add(&Spot::new(
                    &spot.child("examples").child(media_type).from,
                    &spot.below(["content", media_type, "example"]).to,
                ));
                media.insert("example".to_owned(), example);
            }
            content.insert(media_type.clone(), Value::Object(media));
        }
        for media_type in examples.keys().filter(|key| !key.starts_with("x-")) {
            let place = spot.child("examples").child(media_type).from;
            let message = format!("the response has no body of `{media_type}`: the example is left out");
            self.note(Code::InvalidExamples, &place, message);
        }
        Value::Object(content)
    }

    fn header(&mut self, value: &Value, spot: &Spot) -> Value {
        let Some(map) = value.as_object().filter(|map| !map.contains_key("$ref")) else { return value.clone() };
        let mut field = Field::of(map);
        self.style(&mut field, Place::Simple, &spot.from);
        let Field { mut own, schema, .. } = field;
        if !schema.is_empty() {
            self.moves.add_inner(&spot.below(["schema"]));
            own.insert("schema".to_owned(), json!(schema));
        }
        Value::Object(own)
    }
}
