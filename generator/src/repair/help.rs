//! What to do about what was repaired.

/// Returns what the author of an input can do about a diagnostic.
pub(super) fn of(code: &str) -> Option<&'static str> {
    Some(match code {
        "missing-path-parameter" => "declare the parameter with `in: path` and `required: true`",
        "unknown-path-parameter" => "put `{name}` into the path, or drop the parameter",
        "external-reference" => "give the folder that holds the other file as input, or a bundled document",
        "dangling-reference" => "define what is referred to, or correct the reference",
        "circular-reference" => "let one of the references lead to a definition",
        "unknown-type" | "invalid-type" => {
            "the types are string, number, integer, boolean, array and object; the rest is a `format`"
        }
        "not-an-operation" => "regenerate the page, or leave it out of the inputs",
        "not-openapi" => "give an OpenAPI 3 document, or a folder of API pages",
        "unsupported-version" => "convert the document to OpenAPI 3 first, with swagger2openapi for instance",
        "unsupported-method" => "the methods are get, put, post, delete, options, head, patch, trace and query",
        "invalid-path" => "a path starts with a slash and is relative to the server",
        "tuple" => "where the place of an item matters, override the type in the configuration",
        "enum-type" | "misplaced-enum" => "let the values and the type agree",
        "invalid-security-scheme" => "complete the scheme as OpenAPI 3 asks for",
        "too-deep" | "too-large" => "give the parts that repeat a name under `components`",
        _ => return None,
    })
}
