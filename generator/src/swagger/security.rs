//! `securityDefinitions`.

use serde_json::{Map, Value, json};

use super::moves::{Moves, Spot};

/// Makes a security scheme of a security definition.
pub(super) fn scheme(value: &Value, spot: &Spot, moves: &mut Moves) -> Value {
    let Some(found) = value.as_object() else { return value.clone() };
    let mut scheme = found.clone();
    match found.get("type").and_then(Value::as_str) {
        Some("basic") => {
            scheme.insert("type".to_owned(), json!("http"));
            scheme.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") if !found.contains_key("flows") => {
            let flow: Map<String, Value> = ["authorizationUrl", "tokenUrl", "scopes"]
                .into_iter()
                .filter_map(|key| Some((key.to_owned(), scheme.shift_remove(key)?)))
                .collect();
            let name = scheme.shift_remove("flow").unwrap_or_default();
            let name = match name.as_str() {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some(name) => name,
                // The URLs tell.
                None if !flow.contains_key("tokenUrl") => "implicit",
                None if flow.contains_key("authorizationUrl") => "authorizationCode",
                None => "clientCredentials",
            };
            moves.add_inner(&spot.below(["flows"]));
            moves.add_inner(&spot.below(["flows", name]));
            scheme.insert("flows".to_owned(), json!({name: flow}));
        }
        _ => {}
    }
    Value::Object(scheme)
}
