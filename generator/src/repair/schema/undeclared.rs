//! Properties that are required and yet nowhere declared.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::context::Context;
use crate::diagnostic::Code;
use crate::names::words::Spellings;

/// Turns every name in `required` into a property of the object, or drops it.
///
/// A server demands required properties, declared or not, so the client must be able to send them. If a declared property
/// is only spelled differently, that one is meant. If nothing else can hold the property, it becomes a property of any
/// type. It can be null, so that responses without it can be read: the name may be left over from another version.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>, required: &mut Vec<String>) {
    let additional = map.get("additionalProperties").cloned();
    // An object without properties is a map, which holds any name.
    let Some(Value::Object(properties)) = map.get_mut("properties") else { return };
    if properties.is_empty() || required.iter().all(|name| properties.contains_key(name)) {
        return;
    }
    let listed: BTreeSet<&str> = required.iter().map(String::as_str).collect();
    let declared: Vec<String> = properties.keys().cloned().collect();
    let spellings = Spellings::of(declared.iter().map(String::as_str));
    let mut kept: Vec<String> = Vec::with_capacity(listed.len());
    for name in required.iter() {
        if properties.contains_key(name) {
            kept.push(name.clone());
            continue;
        }
        let message = if let Some(meant) = spellings.meant(name, |other| !listed.contains(other)) {
            if !kept.iter().any(|kept| kept == meant) {
                kept.push(meant.to_owned());
            }
            format!("`{name}` is required but not declared: `{meant}` is required instead")
        } else {
            match additional {
                None => {
                    properties.insert(name.clone(), json!({"nullable": true}));
                    kept.push(name.clone());
                    format!("`{name}` is required but not declared: a property of any type was added")
                }
                Some(Value::Bool(false)) => {
                    format!(
                        "`{name}` is required but not declared, and the object allows no other properties: it is not required"
                    )
                }
                Some(_) => format!("`{name}` is required but not declared: additional properties can hold it"),
            }
        };
        context.within("required", |context| context.note(Code::UnknownRequired, message));
    }
    *required = kept;
}
