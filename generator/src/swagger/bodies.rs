//! Parameters `in: body` and `in: formData`, which make the request body.

use crate::diagnostic::Code;
use serde_json::{Map, Value, json};

use super::Converter;
use super::collection_format::Place;
use super::fields::Field;
use super::moves::Spot;
use super::parameters::{Found, location};
use super::{media_types, schemas};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl Converter<'_> {
    /// The request body of an operation, if it has one; `spot` is the operation's.
    pub(super) fn body(&mut self, found: Vec<Found>, consumes: &[String], spot: &Spot) -> Option<Value> {
        let (bodies, fields): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|(parameter, _)| location(parameter) == "body");
        let has_file = fields.iter().any(|(field, _)| is_file(field));
        let has_form_type = consumes.iter().any(|it| is_form(it)) && consumes.iter().all(|it| is_form(it));
        let is_form = bodies.is_empty() || (!fields.is_empty() && (has_file || has_form_type));
        let (used, others) = if is_form { (&fields, &bodies) } else { (&bodies, &fields) };
        for (_, place) in others.iter().chain(used.get(1..).filter(|_| !is_form).into_iter().flatten()) {
            let message = "an operation has one body, or the fields of one form: the parameter is left out";
            self.warning(Code::BodyParameter, place, message);
        }
        if is_form {
            return (!fields.is_empty()).then(|| self.form(&fields, consumes, spot));
        }
        let (body, place) = bodies.first()?;
        Some(self.whole(body, place, consumes, spot))
    }

    /// A body that one parameter is the whole of.
    fn whole(&mut self, parameter: &Value, place: &str, consumes: &[String], spot: &Spot) -> Value {
        let map = parameter.as_object().cloned().unwrap_or_default();
        let spot = Spot::new(place, &format!("{}/requestBody", spot.to));
        self.moves.add(&spot);
        let given = map.get("schema").filter(|schema| !schema.is_null());
        let schema = match given {
            Some(schema) => schemas::converted(schema),
            None => Value::Object(Field::of(&map).schema),
        };
        let mut content = Map::new();
        self.moves.add_inner(&spot.below(["content"]));
        for media_type in media_types::of_body(consumes) {
            self.moves.add_inner(&spot.below(["content", &media_type]));
            let below = spot.below(["content", &media_type, "schema"]);
            if given.is_some() {
                self.moves.add(&Spot::new(&format!("{place}/schema"), &below.to));
            } else {
                self.moves.add_inner(&below);
            }
            content.insert(media_type, json!({"schema": schema}));
        }
        let mut body: Map<String, Value> = ["description", "required"]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), map.get(key)?.clone())))
            .collect();
        body.extend(map.into_iter().filter(|(key, _)| key.starts_with("x-")));
        body.insert("content".to_owned(), Value::Object(content));
        Value::Object(body)
    }

    /// A body of fields, in each of the forms that it can be sent as.
    fn form(&mut self, fields: &[Found], consumes: &[String], spot: &Spot) -> Value {
        let has_file = fields.iter().any(|(field, _)| is_file(field));
        let mut types: Vec<&str> = [FORM, MULTIPART]
            .into_iter()
            .filter(|known| consumes.iter().any(|media_type| essence(media_type) == *known))
            .collect();
        if has_file {
            types = vec![MULTIPART];
        } else if types.is_empty() {
            types.push(FORM);
        }
        let mut is_required = false;
        let mut content = Map::new();
        let spot = Spot::new(&format!("{}/parameters", spot.from), &format!("{}/requestBody", spot.to));
        self.moves.add_inner(&spot);
        self.moves.add_inner(&spot.below(["content"]));
        for media_type in types {
            let spot = spot.below(["content", media_type]);
            self.moves.add_inner(&spot);
            self.moves.add_inner(&spot.below(["schema"]));
            self.moves.add_inner(&spot.below(["schema", "properties"]));
            let place = if media_type == FORM { Place::Form } else { Place::Multipart };
            let (media, required) = self.media_type(fields, place, &spot);
            is_required |= required;
            content.insert(media_type.to_owned(), media);
        }
        json!({"required": is_required, "content": content})
    }

    /// The media type of a form at `spot`, and whether any of its fields is required.
    fn media_type(&mut self, fields: &[Found], place: Place, spot: &Spot) -> (Value, bool) {
        let (mut properties, mut encoding, mut required) = (Map::new(), Map::new(), Vec::new());
        for (value, pointer) in fields {
            let Some(map) = value.as_object() else { continue };
            let Some(name) = map.get("name").and_then(Value::as_str).filter(|name| !name.is_empty()) else {
                self.warning(Code::InvalidParameter, pointer, "a field of a form without `name` was dropped");
                continue;
            };
            if properties.contains_key(name) {
                self.warning(
                    Code::DuplicateParameter,
                    pointer,
                    format!("the form already has a field `{name}`: this one was dropped"),
                );
                continue;
            }
            let mut field = Field::of(map);
            let style = self.style(&mut field, place, pointer);
            // A list is written in the usual way where nothing is said.
            if let Some((style, explode)) = style.filter(|style| *style != ("form", true)) {
                encoding.insert(name.to_owned(), json!({"style": style, "explode": explode}));
            }
            let Field { own, mut schema, .. } = field;
            let is_true = |value: &Value| value.as_bool() == Some(true) || value.as_str() == Some("true");
            if own.get("required").is_some_and(is_true) {
                required.push(json!(name));
            }
            let kept = |key: &str| matches!(key, "description" | "example" | "deprecated") || key.starts_with("x-");
            schema.extend(own.into_iter().filter(|(key, _)| kept(key)));
            self.moves.add(&Spot::new(pointer, &spot.below(["schema", "properties", name]).to));
            self.moves.add_inner(&Spot::new(pointer, &spot.below(["encoding", name]).to));
            properties.insert(name.to_owned(), Value::Object(schema));
        }
        let is_required = !required.is_empty();
        let mut schema = json!({"type": "object", "properties": properties});
        if let Some(schema) = schema.as_object_mut().filter(|_| is_required) {
            schema.insert("required".to_owned(), Value::Array(required));
        }
        let mut media = json!({"schema": schema});
        if let Some(media) = media.as_object_mut().filter(|_| !encoding.is_empty()) {
            media.insert("encoding".to_owned(), Value::Object(encoding));
        }
        (media, is_required)
    }
}

fn is_form(media_type: &str) -> bool {
    [FORM, MULTIPART].contains(&essence(media_type).as_str())
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a field is a file, or a list of files.
fn is_file(field: &Value) -> bool {
    let says_so = |value: &Value| value.get("type").and_then(Value::as_str) == Some("file");
    says_so(field) || field.get("items").is_some_and(says_so)
}
