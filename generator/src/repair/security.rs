//! What a request must carry to be let in.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::values;
use crate::diagnostic::Code;
use crate::{base_uri, pointer};

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
    let by_reference = requirement.keys().any(|name| referred(context.root, name).is_some());
    if by_reference {
        let named = std::mem::take(requirement).into_iter();
        *requirement = named.map(|(name, scopes)| (referred(context.root, &name).unwrap_or(name), scopes)).collect();
    }
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

/// The name of the scheme that a requirement names by its URI, which OpenAPI 3.2 allows.
fn referred(root: &Value, name: &str) -> Option<String> {
    if is_declared(root, name) {
        return None;
    }
    let own = base_uri::relative(root, name);
    let scheme = own.as_deref().unwrap_or(name).strip_prefix("#/components/securitySchemes/")?;
    Some(pointer::unescape(scheme).into_owned()).filter(|scheme| is_declared(root, scheme))
}

fn is_declared(root: &Value, name: &str) -> bool {
    let in_document = root.get("components").and_then(|components| components.get("securitySchemes"));
    [in_document, root.get("securitySchemes")].into_iter().flatten().any(|schemes| schemes.get(name).is_some())
}
