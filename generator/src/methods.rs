//! The methods that an operation can have.

/// The fields of a path item that hold operations (OpenAPI 3.2, "Path Item Object"), in the order of the specification.
pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", QUERY];

/// The method that OpenAPI has since 3.2.
pub(crate) const QUERY: &str = "query";

/// Whether `name` is one of [`METHODS`] as requests write it: `GET`.
pub(crate) fn is_in_capitals(name: &str) -> bool {
    METHODS.iter().any(|method| method.eq_ignore_ascii_case(name))
        && name.chars().all(|letter| letter.is_ascii_uppercase())
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
}
