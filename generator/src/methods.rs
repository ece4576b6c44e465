//! The methods that an operation can have.

use serde_json::{Map, Value};

use crate::pointer::escape;

/// The fields of a path item that hold operations (OpenAPI 3.2, "Path Item Object"), in the order of the specification.
pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", QUERY];

/// The method that the specification names since 3.2.
pub(crate) const QUERY: &str = "query";

/// The field of a path item that holds operations of other methods (OpenAPI 3.2). Behind *repair* they are in the item itself, under
/// their methods.
pub(crate) const ADDITIONAL: &str = "additionalOperations";

/// What a path item has besides operations.
const FIELDS: [&str; 6] = ["$ref", "summary", "description", "servers", "parameters", ADDITIONAL];

/// Whether `method`, which is written as requests write it, is one that an API can define for itself: a token of RFC 9110 that is not
/// another spelling of [`METHODS`]. HTTP itself gives `CONNECT` another meaning.
pub(crate) fn is_additional(method: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_known = METHODS.iter().any(|known| known.eq_ignore_ascii_case(method));
    !method.is_empty()
        && method.bytes().all(is_token)
        && !method.starts_with("x-")
        && !FIELDS.contains(&method)
        && method != "CONNECT"
        && !is_known
}

/// Whether a key of a repaired path item holds an operation.
pub(crate) fn is_key(key: &str) -> bool {
    METHODS.contains(&key) || is_additional(key)
}

/// The method of the operation under that key of a path item, as requests write it.
pub(crate) fn name(key: &str) -> String {
    if METHODS.contains(&key) { key.to_ascii_uppercase() } else { key.to_owned() }
}

/// The key of the operations with that method, which may be in lower case.
pub(crate) fn key(name: &str) -> String {
    METHODS.iter().find(|known| known.eq_ignore_ascii_case(name)).map_or(name, |known| *known).to_owned()
}

/// The keys of the operations of a repaired path item: those of the specification first, in its order.
pub(crate) fn keys(item: &Map<String, Value>) -> Vec<String> {
    let known = METHODS.iter().filter(|method| item.contains_key(**method)).map(|method| (*method).to_owned());
    known.chain(item.keys().filter(|key| is_additional(key)).cloned()).collect()
}

/// The place of an operation in the path item of an input, as a relative JSON pointer without a slash at its start.
pub(crate) fn place(key: &str) -> String {
    if is_additional(key) { format!("{ADDITIONAL}/{}", escape(key)) } else { key.to_owned() }
}

/// Whether `name` is a method as requests write it: `GET`.
pub(crate) fn is_name(name: &str) -> bool {
    let is_known = METHODS.contains(&&*name.to_ascii_lowercase()) && !name.contains(char::is_lowercase);
    is_known || is_additional(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use serde_json::json;

    use crate::read::{Document, Input};
    use crate::{Options, generate, rebuild};

    #[test]
    fn a_query_is_an_operation_with_a_body() {
        let value = json!({
            "openapi": "3.2.0",
            "info": {"title": "Disks", "version": "1"},
            "paths": {"/disks": {"query": {
                "operationId": "findDisks",
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "array", "items": {"type": "integer"}}}}},
                "responses": {"204": {"description": "Done."}}
            }}}
        });
        let input = Input { documents: vec![Document { file: "api.json".to_owned(), value }], ..Input::default() };
        let options = Options { crate_name: "acme".to_owned(), ..Options::default() };
        let generated = generate(input.clone(), &options).unwrap();
        let builder = generated.files.iter().find(|file| file.path.ends_with("/find_disks.rs")).unwrap();
        assert!(builder.content.contains("OPERATION => QUERY \"/disks\" as \"findDisks\""), "{}", builder.content);
        assert!(builder.content.contains("body: Vec<i64>"), "{}", builder.content);
        let (document, _) = rebuild(input, &options).unwrap();
        assert_eq!(document["paths"]["/disks"]["x-query"]["operationId"], "findDisks");
    }
    #[test]
    fn methods_of_an_api_are_sent_as_they_are_written() {
        for method in ["COPY", "copy", "M-SEARCH", "VERSION-CONTROL", "Purge"] {
            assert!(
                super::is_additional(method) && super::name(method) == method && super::key(method) == method,
                "{method}"
            );
        }
        for method in ["", "GET", "Query", "CONNECT", "two words", "x-copy", "summary", "caf\u{e9}", "A/B"] {
            assert!(!super::is_additional(method), "{method}");
        }
        assert_eq!((super::name("get"), super::key("GET")), ("GET".to_owned(), "get".to_owned()));
    }
}
