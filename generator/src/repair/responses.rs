//! What comes back.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::{content, headers, values};
use crate::diagnostic::Code;

/// Makes `responses` a map of Response Objects by status.
pub(super) fn repair(context: &mut Context<'_>, operation: &mut Map<String, Value>) {
    if let Some(responses) = values::object(context, operation, "responses") {
        context.within("responses", |context| {
            repair_statuses(context, responses);
            values::retain(context, responses, |context, status, response| {
                status.starts_with("x-") || inline::repair(context, Role::Response, response)
            });
        });
        if responses.keys().any(|status| !status.starts_with("x-")) {
            return;
        }
    }
    operation.insert("responses".to_owned(), json!({"default": {"description": ""}}));
    context.note(Code::MissingResponses, "the operation doesn't say what it returns");
}

fn repair_statuses(context: &mut Context<'_>, responses: &mut Map<String, Value>) {
    if responses.keys().all(|key| key.starts_with("x-") || standard(key).as_deref() == Some(key)) {
        return;
    }
    for (key, response) in std::mem::take(responses) {
        let status = if key.starts_with("x-") { Some(key.clone()) } else { standard(&key) };
        context.within(&key, |context| match status {
            None => context.warning(Code::InvalidStatus, format!("`{key}` is not a status: the response was dropped")),
            Some(status) if responses.contains_key(&status) => {
                context.warning(Code::InvalidStatus, format!("`{status}` is already there: the response was dropped"));
            }
            Some(status) => {
                if status != key {
                    context.note(Code::OddStatus, format!("`{key}` was read as `{status}`"));
                }
                responses.insert(status, response);
            }
        });
    }
}

/// Returns a status as OpenAPI writes it: `200`, `2XX` or `default`.
fn standard(key: &str) -> Option<String> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    let length = key.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = key.split_at_checked(length)?;
    let is_range = rest.eq_ignore_ascii_case("xx") || rest == "**";
    match (digits.as_bytes(), rest.chars().next()) {
        (b"1" | b"2" | b"3" | b"4" | b"5", _) if is_range => Some(format!("{digits}XX")),
        // With the reason after it, or what YAML makes of a number.
        ([b'1'..=b'9', _, _], None | Some(' ' | ':')) => Some(digits.to_owned()),
        ([b'1'..=b'9', _, _], Some('.')) if rest == ".0" => Some(digits.to_owned()),
        _ => None,
    }
}

/// Repairs a Response Object.
pub(super) fn repair_response(context: &mut Context<'_>, value: &mut Value) -> bool {
    match value {
        Value::String(text) => *value = json!({"description": text.as_str()}),
        Value::Null => *value = json!({}),
        _ => {}
    }
    let Some(response) = value.as_object_mut() else {
        context
            .warning(Code::InvalidValue, format!("expected a response, found {}: it was dropped", values::kind(value)));
        return false;
    };
    values::strings(context, response, &["summary", "description"]);
    // OpenAPI 3.2 has both, and needs neither.
    if let Some(Value::String(summary)) = response.shift_remove("summary") {
        let description = response.get("description").and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let text = description.map_or_else(|| summary.clone(), |description| format!("{summary}\n\n{description}"));
        response.insert("description".to_owned(), Value::String(text));
    }
    if !response.contains_key("description") {
        response.insert("description".to_owned(), json!(""));
        context.note(Code::MissingDescription, "the response has no description");
    }
    content::repair(context, response);
    headers::repair_all(context, response);
    // How to go on from a response: nothing that a client's types could say.
    response.shift_remove("links");
    true
}

#[cfg(test)]
mod tests {
    use super::standard;

    #[test]
    fn statuses_are_normalised() {
        assert_eq!(standard("200").as_deref(), Some("200"));
        assert_eq!(standard("4xx").as_deref(), Some("4XX"));
        assert_eq!(standard("Default").as_deref(), Some("default"));
        assert_eq!(standard("200 OK").as_deref(), Some("200"));
        assert_eq!(standard("2000"), None);
        assert_eq!(standard("6XX"), None);
        assert_eq!(standard("99"), None);
        assert_eq!(standard("ok"), None);
        assert_eq!(standard("€"), None);
    }
}
