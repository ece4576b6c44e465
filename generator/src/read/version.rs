//! Which specification a document says that it follows.

use serde_json::Value;

/// Whether a document says that it follows Swagger 2.
pub(crate) fn is_swagger(document: &Value) -> bool {
    let version = document.get("swagger").filter(|_| document.get("openapi").is_none());
    match version {
        Some(Value::String(version)) => version.trim().is_empty() || version.trim().starts_with('2'),
        // YAML without quotes.
        Some(Value::Number(version)) => version.to_string().starts_with('2'),
        Some(Value::Null) => true,
        _ => false,
    }
}
