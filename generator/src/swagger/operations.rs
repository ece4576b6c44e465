//! Paths and their operations.

use crate::diagnostic::Code;
use serde_json::{Map, Value};

use super::Converter;
use super::moves::Spot;
use super::parameters::{Found, location};
use super::{media_types, references};
use crate::methods::METHODS;

impl Converter<'_> {
    pub(super) fn paths(&mut self, value: &Value) -> Value {
        let Some(paths) = value.as_object() else { return value.clone() };
        let spot = Spot::new("/paths", "/paths");
        let mut converted = Map::new();
        for (path, item) in paths {
            let item = if path.starts_with("x-") { item.clone() } else { self.item(item, &spot.child(path)) };
            converted.insert(path.clone(), item);
        }
        Value::Object(converted)
    }

    fn item(&mut self, value: &Value, spot: &Spot) -> Value {
        let Some((from, target)) = references::resolve(self.root, value, &spot.from) else { return value.clone() };
        let Some(found) = target.as_object() else { return value.clone() };
        let mut item = found.clone();
        let mut spot = spot.clone();
        if from != spot.from {
            // Keys beside the reference win.
            let own = value.as_object().into_iter().flatten().filter(|(key, _)| *key != "$ref");
            item.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            spot.from = from;
            self.moves.add(&spot);
        }
        let mut shared = Vec::new();
        if let Some(parameters) = item.get_mut("parameters") {
            let (kept, of_body) = self.parameters(parameters, &spot.child("parameters"));
            (*parameters, shared) = (kept, of_body);
        }
        for (key, value) in &mut item {
            let is_method = METHODS.contains(&key.trim().to_ascii_lowercase().as_str());
            if let Some(operation) = value.as_object().filter(|_| is_method) {
                *value = Value::Object(self.operation(operation, &spot.child(key), &shared));
            }
        }
        Value::Object(item)
    }

    /// Converts an operation; `shared` are the parameters of the body that its path has.
    fn operation(&mut self, found: &Map<String, Value>, spot: &Spot, shared: &[Found]) -> Map<String, Value> {
        let mut operation = found.clone();
        let consumes = media_types::consumes(self.root, found);
        let produces = media_types::produces(self.root, Some(found));
        for key in ["consumes", "produces", "schemes"] {
            operation.shift_remove(key);
        }
        let mut of_body = Vec::new();
        if let Some(parameters) = operation.get_mut("parameters") {
            let (kept, own) = self.parameters(parameters, &spot.child("parameters"));
            (*parameters, of_body) = (kept, own);
        }
        let inherited: Vec<Found> = shared.iter().filter(|found| !is_replaced(found, &of_body)).cloned().collect();
        of_body.extend(inherited);
        if operation.contains_key("requestBody") {
            for (_, place) in &of_body {
                self.warning(Code::BodyParameter, place, "there is a `requestBody`: the parameter is left out");
            }
        } else if let Some(body) = self.body(of_body, &consumes, spot) {
            operation.insert("requestBody".to_owned(), body);
        }
        if let Some(responses) = operation.get_mut("responses") {
            *responses = self.responses(responses, &spot.child("responses"), &produces);
        }
        if !operation.contains_key("servers")
            && let Some(servers) = self.servers_of(found, spot)
        {
            operation.insert("servers".to_owned(), Value::Array(servers));
        }
        operation
    }
}

/// Whether an operation has a parameter in place of its path's: any body, or a field of the same name.
fn is_replaced((shared, _): &Found, own: &[Found]) -> bool {
    own.iter().any(|(own, _)| match (location(shared).as_str(), location(own).as_str()) {
        ("formdata", "formdata") => shared.get("name") == own.get("name"),
        _ => true,
    })
}
