//! How the parts of a form are written.

use serde_json::{Map, Value};

use super::context::Context;
use super::{headers, values};
use crate::diagnostic::Code;

/// Makes `encoding` a map of Encoding Objects.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    drop_unsupported(context, map, &["prefixEncoding", "itemEncoding"]);
    let Some(encodings) = values::object(context, map, "encoding") else { return };
    context.within("encoding", |context| {
        values::retain(context, encodings, |context, _, value| {
            let Some(encoding) = value.as_object_mut() else {
                context.warning(Code::InvalidValue, "an encoding must be an object: it was dropped");
                return false;
            };
            if let Some(Value::Array(types)) = encoding.get("contentType") {
                let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
                let types = types.join(", ");
                encoding.insert("contentType".to_owned(), Value::String(types));
            }
            values::string(context, encoding, "contentType");
            values::booleans(context, encoding, &["explode", "allowReserved"]);
            headers::repair_all(context, encoding);
            repair_style(context, encoding);
            drop_unsupported(context, encoding, &["encoding", "prefixEncoding", "itemEncoding"]);
            true
        });
    });
}

/// Drops what OpenAPI 3.2 says of parts without names, and of parts within parts.
fn drop_unsupported(context: &mut Context<'_>, map: &mut Map<String, Value>, keys: &[&str]) {
    for key in keys.iter().filter(|key| map.shift_remove(**key).is_some()) {
        let message = format!("`{key}` is left out: parts are written without it");
        context.within(key, |context| context.warning(Code::IgnoredField, message));
    }
}

fn repair_style(context: &mut Context<'_>, encoding: &mut Map<String, Value>) {
    const STYLES: [&str; 4] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
    values::string(context, encoding, "style");
    let Some(Value::String(style)) = encoding.get("style") else { return };
    if !STYLES.contains(&style.as_str()) {
        let message = format!("the style `{style}` is not possible here: it was dropped");
        encoding.shift_remove("style");
        context.within("style", |context| context.warning(Code::InvalidStyle, message));
    }
}
