//! Properties that are required and yet nowhere declared.

use serde_json::{Map, Value, json};

use super::super::context::Context;

/// Makes every one of `required` a property of the object, or no longer required.
///
/// A server demands what is required, declared or not, so whoever writes a request must be able to send it. What is
/// one spelled otherwise is that one; what no other place can hold becomes a property of any value. That it can be
/// null lets a response be read without it: a name may as well be left over from another version.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>, required: &mut Vec<String>) {
    let additional = map.get("additionalProperties").cloned();
    // An object without properties is a map, which holds any name.
    let Some(Value::Object(properties)) = map.get_mut("properties") else { return };
    if properties.is_empty() || required.iter().all(|name| properties.contains_key(name)) {
        return;
    }
    let listed = required.clone();
    let mut kept: Vec<String> = Vec::with_capacity(listed.len());
    for name in &listed {
        if properties.contains_key(name) {
            kept.push(name.clone());
            continue;
        }
        let message = if let Some(meant) = meant(name, properties, &listed) {
            if !kept.contains(&meant) {
                kept.push(meant.clone());
            }
            format!("`{name}` is required but no property: taken for `{meant}`")
        } else {
            match additional {
                None => {
                    properties.insert(name.clone(), json!({"nullable": true}));
                    kept.push(name.clone());
                    format!("`{name}` is required but no property: a property of any value")
                }
                Some(Value::Bool(false)) => {
                    format!("`{name}` is required but no property, and the object has no others: not required")
                }
                Some(_) => format!("`{name}` is required but no property: one of the additional properties"),
            }
        };
        context.within("required", |context| context.note("unknown-required", message));
    }
    *required = kept;
}

/// Returns the one property that is `name` but for case and separators, where that is not required itself.
fn meant(name: &str, properties: &Map<String, Value>, required: &[String]) -> Option<String> {
    let plain = |text: &str| -> String {
        text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(name);
    if wanted.is_empty() {
        return None;
    }
    let mut alike = properties.keys().filter(|other| plain(other) == wanted && !required.contains(other));
    let first = alike.next()?;
    alike.next().is_none().then(|| first.clone())
}
