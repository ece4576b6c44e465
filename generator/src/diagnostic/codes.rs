//! Every code that a [`Diagnostic`](super::Diagnostic) can have.
//!
//! `docs/diagnostics` beside this crate's source shows an input for each of them, and tests hold this table against the
//! source and against those pages.

use super::Severity;

/// A kind of diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The name, in kebab case.
    pub name: &'static str,
    /// How grave it can be, the least grave first: most codes have one severity, some depend on what is lost.
    pub severities: &'static [Severity],
    /// What was found, in one line.
    pub meaning: &'static str,
}

/// Returns the code of that name.
pub fn find(name: &str) -> Option<&'static Code> {
    let index = CODES.binary_search_by_key(&name, |code| code.name).ok()?;
    CODES.get(index)
}

/// Returns the code that somebody may have meant by a name that is none.
pub fn nearest(name: &str) -> Option<&'static Code> {
    find(crate::nearest::nearest(name, CODES.iter().map(|code| code.name))?)
}

const NOTE: &[Severity] = &[Severity::Note];
const NOTE_OR_WARNING: &[Severity] = &[Severity::Note, Severity::Warning];
const WARNING: &[Severity] = &[Severity::Warning];
const WARNING_OR_ERROR: &[Severity] = &[Severity::Warning, Severity::Error];
const ERROR: &[Severity] = &[Severity::Error];

const fn code(name: &'static str, severities: &'static [Severity], meaning: &'static str) -> Code {
    Code { name, severities, meaning }
}

/// All codes, sorted by name.
pub const CODES: &[Code] = &[
    code("body-parameter", NOTE_OR_WARNING, "a parameter `in: body` or `in: formData` of Swagger 2"),
    code("boolean-required", NOTE, "`required: true` in a property instead of a list in the object"),
    code("boolean-schema", NOTE, "`true` or `false` for a schema before OpenAPI 3.1"),
    code("broken-base64", ERROR, "a page's payload that is neither JSON nor base64"),
    code("broken-compression", ERROR, "a page's payload that can't be inflated"),
    code("broken-json", ERROR, "a file or a payload that is no valid JSON"),
    code("broken-yaml", ERROR, "a file or a payload that is no valid YAML"),
    code("callback-skipped", NOTE, "callbacks, which are the server's requests"),
    code("circular-reference", WARNING, "references that lead to nothing but each other"),
    code("collection-format", WARNING, "a list of Swagger 2 that OpenAPI 3.0 can't write"),
    code("colon-path-parameter", NOTE, "a path such as `/users/:id`"),
    code("composition-conflict", WARNING, "an `allOf` whose members exclude each other"),
    code("composition-too-large", WARNING, "an `allOf` of unions that multiplies beyond all measure"),
    code("converted-value", NOTE, "a value of another JSON type that says the same"),
    code("dangling-reference", WARNING, "a reference to what doesn't exist"),
    code("discriminator-unusable", WARNING, "a discriminator that doesn't tell the members of its union apart"),
    code("discriminator-without-union", NOTE_OR_WARNING, "a discriminator of schemas that no `oneOf` or `anyOf` lists"),
    code("duplicate-enum-value", NOTE, "a value that an enum lists twice"),
    code("duplicate-key", WARNING, "a key that stands twice in one object"),
    code("duplicate-operation", WARNING_OR_ERROR, "two inputs for one method and path"),
    code("duplicate-operation-id", NOTE, "two operations of a service with one `operationId`"),
    code("duplicate-parameter", NOTE_OR_WARNING, "two parameters of one name at one place"),
    code("duplicate-path", NOTE, "two paths that are one once they are repaired"),
    code("duplicate-required", NOTE, "a property that is listed twice as required"),
    code("empty-composition", NOTE, "an empty `allOf`, `oneOf` or `anyOf`"),
    code("empty-input", ERROR, "an input that holds no page and no document"),
    code("encoding-ignored", WARNING, "an encoding of a form's property that the client doesn't have"),
    code("enum-mixed", WARNING, "values of several types in one enum"),
    code("enum-type", NOTE_OR_WARNING, "values that aren't of the schema's type"),
    code("example-contradicts-schema", WARNING, "an example that its schema doesn't allow"),
    code("example-undeclared-property", NOTE, "an example with a property that its schema doesn't declare"),
    code("example-unlisted-value", NOTE, "an example with a value that its enum doesn't list"),
    code("external-reference", WARNING, "a reference to another file"),
    code("ignored-header", NOTE, "a parameter for a header that the client sets itself"),
    code("in-the-way", ERROR, "a file in the output's place that the generator didn't write"),
    code("inapplicable-keyword", NOTE_OR_WARNING, "a keyword that is about another type than the schema's"),
    code("incomplete-object", NOTE, "an object that lacks what OpenAPI requires"),
    code("inferred-type", NOTE, "a schema whose type only its other keywords tell"),
    code("inputs-disagree", NOTE, "inputs that describe the API as a whole differently"),
    code("invalid-bound", NOTE, "a bound that is no number, or none that fits"),
    code("invalid-composition", NOTE, "`allOf`, `oneOf` or `anyOf` that is no list"),
    code("invalid-configuration", ERROR, "a configuration of another form"),
    code("invalid-discriminator", NOTE_OR_WARNING, "a discriminator that is no object or names no property"),
    code("invalid-enum", NOTE_OR_WARNING, "an `enum` that is no list of values"),
    code("invalid-examples", NOTE, "`examples` that are no map"),
    code("invalid-header", WARNING, "a header that is no object"),
    code("invalid-media-type", WARNING, "a media type that is no object"),
    code("invalid-merge", WARNING, "a YAML merge key that names no map"),
    code("invalid-output-path", ERROR, "generated files that can't stand side by side"),
    code("invalid-parameter", NOTE_OR_WARNING, "a parameter without a name or a place"),
    code("invalid-path", NOTE_OR_WARNING, "a path that doesn't start with a slash"),
    code("invalid-required", NOTE_OR_WARNING, "a `required` that is no list of names"),
    code("invalid-security", NOTE_OR_WARNING, "a security requirement of another form"),
    code("invalid-security-scheme", NOTE_OR_WARNING, "a security scheme that is incomplete or of an unknown type"),
    code("invalid-server", NOTE_OR_WARNING, "a server of another form"),
    code("invalid-status", WARNING, "a response for what is no status"),
    code("invalid-style", NOTE_OR_WARNING, "a `style` that the parameter's place doesn't have"),
    code("invalid-tag", NOTE, "a tag that is no name"),
    code("invalid-type", NOTE, "a type that is spelled otherwise, such as `int` or `date-time`"),
    code("invalid-value", WARNING, "a value of the wrong JSON type that says nothing"),
    code("kept-format", WARNING, "an example that contradicts the type that was chosen for a format before"),
    code("kept-service", NOTE, "an operation whose tag changed and whose service stays"),
    code("lock-conflict", WARNING, "facts of the lock that contradict each other after a merge"),
    code("media-type-chosen", NOTE_OR_WARNING, "a body that comes in several media types"),
    code("misplaced-enum", NOTE_OR_WARNING, "scalar values beside the type of a list or an object"),
    code("misplaced-required", WARNING, "a list of required properties among the properties"),
    code("missing-api", ERROR, "an API page without an operation"),
    code("missing-content", WARNING, "a request body without content"),
    code("missing-description", NOTE, "a response without a description"),
    code("missing-info", NOTE, "a document without a title or version"),
    code("missing-input", ERROR, "an input that doesn't exist"),
    code("missing-items", NOTE, "a list that doesn't say what it holds"),
    code("missing-media-type", NOTE, "a schema without a media type"),
    code("missing-operation-id", NOTE, "an operation without an `operationId`"),
    code("missing-path-parameter", WARNING, "a placeholder in a path without a parameter"),
    code("missing-paths", WARNING, "a document without paths"),
    code("missing-responses", NOTE, "an operation without responses"),
    code("missing-schema", NOTE, "a parameter or header without a schema"),
    code("missing-server-variable", NOTE, "a server's variable that isn't declared or has no default"),
    code("missing-version", WARNING, "a document that doesn't say which OpenAPI it follows"),
    code("mistyped-reference", WARNING, "a reference to an object of another kind"),
    code("multipart-without-parts", WARNING, "a multipart body whose schema has no properties"),
    code("mutual-tls", NOTE, "a security scheme that OpenAPI 3.0 doesn't have"),
    code("no-api-page", WARNING, "a page that is about no operation"),
    code("no-json-number", WARNING, "a YAML number that JSON doesn't have"),
    code("not-a-schema", WARNING, "another value where a schema must be"),
    code("not-an-operation", ERROR, "a page whose `api` is no operation"),
    code("not-emitted", ERROR, "code that the generator can't write"),
    code("not-openapi", ERROR, "a file that is no OpenAPI document"),
    code("not-unsupported", WARNING, "a schema that only says what a value is not"),
    code("not-utf-8", ERROR, "a file or a payload that is not UTF-8"),
    code("null-in-enum", NOTE, "`null` among the values of a schema that isn't nullable"),
    code("null-type", NOTE, "the type `null` before OpenAPI 3.1"),
    code("nullable-extension", NOTE, "`x-nullable`"),
    code("numeric-exclusive-bound", NOTE, "a number for an exclusive bound before OpenAPI 3.1"),
    code("oauth-flow", NOTE, "an OAuth flow that is incomplete or unknown"),
    code("oauth-scopes", NOTE, "an OAuth flow without a map of scopes"),
    code("odd-media-type", NOTE_OR_WARNING, "a media type in upper case, with spaces or without a slash"),
    code("odd-method", NOTE, "a method that isn't in lower case"),
    code("odd-status", NOTE, "a status that is written otherwise"),
    code("operation-server", NOTE_OR_WARNING, "an operation with a server of its own"),
    code("operation-unusable", WARNING, "an operation that can't be read"),
    code("optional-path-parameter", NOTE, "a parameter of the path that isn't required"),
    code("pattern-properties", NOTE_OR_WARNING, "`patternProperties`"),
    code("redirect-ignored", NOTE, "a response that has no type in the client: a redirection, or an interim one"),
    code("reference-outside", WARNING, "a reference to a file outside of the input's folder"),
    code("reference-sibling", NOTE, "a `type` beside a `$ref`"),
    code("remote-reference", WARNING, "a reference to a URL"),
    code("renamed-path-parameter", NOTE_OR_WARNING, "a parameter that its path spells otherwise"),
    code("required-cycle", WARNING, "a required property that holds its own type"),
    code("response-unusable", WARNING, "a response that can't be read"),
    code("schema-and-content", WARNING, "a parameter with both `schema` and `content`"),
    code("schema-unusable", WARNING, "a schema that can't be read"),
    code("security-unsupported", WARNING, "a security scheme that the client can't follow"),
    code("server-relative", NOTE, "a server without a host"),
    code("several-documents", WARNING, "a file of several YAML documents"),
    code("stream-read-whole", WARNING, "a response that is a stream"),
    code("too-complex", ERROR, "YAML that can't be parsed in reasonable time"),
    code("too-deep", WARNING_OR_ERROR, "nesting beyond all measure"),
    code("too-large", WARNING_OR_ERROR, "a size, or references that would multiply, beyond all measure"),
    code("trailing-comma", WARNING, "JSON with a comma before a closing bracket"),
    code("tuple", WARNING, "a list with a schema for each place"),
    code("type-list", NOTE, "several types at once before OpenAPI 3.1"),
    code("undeclared-security-scheme", WARNING, "a security requirement for an unknown scheme"),
    code("unknown-mapping", WARNING, "a discriminator's value for an unknown schema"),
    code("unknown-path-parameter", WARNING, "a parameter for the path that has no such placeholder"),
    code("unknown-required", NOTE, "a required property that isn't declared"),
    code("unknown-tag", WARNING, "a YAML tag"),
    code("unknown-type", WARNING, "a type that nobody knows"),
    code("unmatched-mapping", WARNING, "a discriminator's value for a schema that isn't among the members"),
    code("unreadable", ERROR, "a file or folder that can't be read"),
    code("unreadable-output", ERROR, "an output folder that can't be read"),
    code("unresolved-cycle", WARNING, "a cycle marker that names no schema around it"),
    code("unresolved-reference", WARNING, "a reference to a file that can't be read or doesn't hold what is named"),
    code("unsupported-keyword", NOTE, "a keyword of JSON Schema that OpenAPI 3.0 can't say"),
    code("unsupported-method", WARNING, "a method that the client doesn't have"),
    code("unsupported-version", ERROR, "a document that follows another version"),
    code("unusable-lock", ERROR, "a lock with a line that is no fact"),
    code("unusable-manifest", ERROR, "a `Cargo.toml` whose features the generator can't edit"),
    code("unusable-rule", ERROR, "a rule of the configuration that lacks something or can't be carried out"),
    code("unused-rule", ERROR, "a rule of the configuration that matches nothing"),
    code("unused-server-variable", NOTE, "a server's variable that isn't in its `url`"),
    code("unwritable", ERROR, "an output that can't be written"),
    code("webhook-skipped", NOTE, "webhooks, which are the server's requests"),
    code("xml-as-text", WARNING, "a body in XML that has a schema"),
];

#[cfg(test)]
mod tests;
