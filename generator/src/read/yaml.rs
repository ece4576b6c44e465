//! YAML. Nothing else knows which library reads and writes it.

use serde::de::DeserializeSeed;
use serde_json::Value;

/// Reads the first document of a text with `seed`, which gives null for an empty text. Returns whether there are more.
pub(super) fn first<'t>(text: &'t str, seed: impl DeserializeSeed<'t, Value = Value>) -> Result<(Value, bool), String> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let value = match documents.next() {
        Some(document) => seed.deserialize(document).map_err(|error| error.to_string())?,
        None => Value::Null,
    };
    Ok((value, documents.next().is_some()))
}

/// Writes a value as YAML.
///
/// # Errors
///
/// Fails with the library's message if the value can't be written.
pub fn write_yaml(value: &Value) -> Result<String, String> {
    serde_yaml::to_string(value).map_err(|error| error.to_string())
}
