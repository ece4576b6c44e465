//! What a request must carry to be let in.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::values;
use crate::diagnostic::Code;

/// Makes `security` a list of Security Requirement Objects.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(value) = map.get_mut("security") else { return };
    if value.is_object() || value.is_string() {
        *value = Value::Array(vec![value.take()]);
        context.within("security", |context| {
            context.note(Code::InvalidSecurity, "expected a list: the value became its only item");
        });
    }
    let Value::Array(list) = value else {
        return values::drop_value(context, map, "security", "a list of requirements");
    };
    let before = list.len();
    context.within("security", |context| values::retain_list(context, list, repair_requirement));
    // An empty list would say that no credentials are needed, but the input didn't say that.
    if list.is_empty() && before > 0 {
        map.shift_remove("security");
    }
}

fn repair_requirement(context: &mut Context<'_>, value: &mut Value) -> bool {
    if let Value::String(name) = value {
        *value = json!({name.as_str(): []});
        context.note(Code::InvalidSecurity, "expected an object: the string is used as the scheme's name");
    }
    let Some(requirement) = value.as_object_mut() else {
        context.warning(Code::InvalidSecurity, "an item that is not a requirement was dropped");
        return false;
    };
    values::retain(context, requirement, |context, name, scopes| {
        match scopes {
            Value::Array(list) if list.iter().all(Value::is_string) => {}
            Value::Array(list) => {
                list.retain(Value::is_string);
                context.warning(Code::InvalidSecurity, "an item that is not a scope was dropped");
            }
            Value::String(scope) => {
                *scopes = json!([scope.as_str()]);
                context.note(Code::InvalidSecurity, "expected a list of scopes: the value became its only item");
            }
            other => {
                *other = json!([]);
                context.note(Code::InvalidSecurity, "expected a list of scopes: an empty list is used");
            }
        }
        if !is_declared(context.root, name) {
            context.warning(
                Code::UndeclaredSecurityScheme,
                format!("there is no security scheme `{name}`: requests are sent without it"),
            );
        }
        true
    });
    true
}

fn is_declared(root: &Value, name: &str) -> bool {
    let in_document = root.get("components").and_then(|components| components.get("securitySchemes"));
    [in_document, root.get("securitySchemes")].into_iter().flatten().any(|schemes| schemes.get(name).is_some())
}
