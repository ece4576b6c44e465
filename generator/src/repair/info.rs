//! What a document says about the API as a whole.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::values;
use crate::diagnostic::Code;

/// Makes `info` a complete Info Object.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if values::object(context, map, "info").is_none() {
        map.insert("info".to_owned(), json!({}));
        context.note(Code::MissingInfo, "the input doesn't say which API it describes");
    }
    let Some(Value::Object(info)) = map.get_mut("info") else { return };
    context.within("info", |context| {
        values::strings(context, info, &["title", "version", "description", "termsOfService"]);
        for (key, fallback) in [("title", "API"), ("version", "0.0.0")] {
            if !info.contains_key(key) {
                info.insert(key.to_owned(), json!(fallback));
                context.note(Code::MissingInfo, format!("there is no `{key}`: `{fallback}` is used instead"));
            }
        }
        if let Some(contact) = values::object(context, info, "contact") {
            context.within("contact", |context| values::strings(context, contact, &["name", "url", "email"]));
        }
        if let Some(Value::String(name)) = info.get("license") {
            info.insert("license".to_owned(), json!({"name": name}));
            context.note(Code::ConvertedValue, "the string in `license` is used as its name");
        }
        if let Some(license) = values::object(context, info, "license") {
            context.within("license", |context| values::strings(context, license, &["name", "url"]));
            if !license.contains_key("name") {
                let name = license.get("identifier").or_else(|| license.get("url")).and_then(Value::as_str);
                let name = name.unwrap_or("unknown").to_owned();
                license.insert("name".to_owned(), json!(name));
                context.note(Code::IncompleteObject, "the license has no name");
            }
        }
    });
}

/// Makes `tags` a list of tags with names.
pub(super) fn repair_tags(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(value) = map.get_mut("tags") else { return };
    let Value::Array(tags) = value else { return values::drop_value(context, map, "tags", "a list of tags") };
    context.within("tags", |context| {
        values::retain_list(context, tags, |context, tag| {
            if let Value::String(name) = tag {
                *tag = json!({"name": name.as_str()});
                context.note(Code::InvalidTag, "expected an object: the string is used as its name");
            }
            let Some(tag) = tag.as_object_mut() else {
                context.note(Code::InvalidTag, "an item that is not a tag was dropped");
                return false;
            };
            values::strings(context, tag, &["name", "summary", "description", "parent", "kind"]);
            values::external_docs(context, tag);
            if !tag.contains_key("name") {
                context.note(Code::InvalidTag, "a tag without a name was dropped");
            }
            tag.contains_key("name")
        });
    });
}
