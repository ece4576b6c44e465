//! Makes valid OpenAPI 3.0 of JSON as it is found in the wild.
//!
//! [`page`] and [`document`] each give a document in which
//! - every `$ref` is `#/components/schemas/..`, stands alone in its schema and leads somewhere;
//! - parameters, responses, request bodies, headers, examples and path items stand where they are used;
//! - every operation has its path's parameters, and exactly those that its path has placeholders for;
//! - every schema is one of OpenAPI 3.0, with keywords of the JSON types that 3.0 gives them;
//! - a marker that a documentation site left where it cut a cycle is `{"x-circular": "Title"}`;
//! - a discriminator's mapping leads to a component, or by `#/oneOf/0` to a member of its own schema.
//!
//! Callbacks, webhooks and the links of responses are left out: a client's types have no use for them. What else is
//! valid is left as it is. A form of OpenAPI 3.1 that 3.0 says in other words is translated without a word;
//! everything else that is changed is a diagnostic.
//!
//! # Codes
//!
//! | code | what was found |
//! | --- | --- |
//! | `body-parameter` | a parameter `in: body` or `in: formData` of Swagger 2 |
//! | `boolean-required` | `required: true` in a property instead of a list in the object |
//! | `boolean-schema` | `true` or `false` for a schema before OpenAPI 3.1 |
//! | `callback-skipped` | callbacks, which are the server's requests |
//! | `circular-reference` | references that lead to nothing but each other |
//! | `colon-path-parameter` | a path such as `/users/:id` |
//! | `converted-value` | a value of another JSON type that says the same |
//! | `dangling-reference` | a reference to what doesn't exist |
//! | `duplicate-enum-value` | a value that an enum lists twice |
//! | `duplicate-parameter` | two parameters of one name at one place |
//! | `duplicate-path` | two paths that are one once they are repaired |
//! | `duplicate-required` | a property that is listed twice as required |
//! | `empty-composition` | an empty `allOf`, `oneOf` or `anyOf` |
//! | `enum-type` | values that aren't of the schema's type |
//! | `external-reference` | a reference to another file |
//! | `ignored-header` | a parameter for `Accept`, `Content-Type` or `Authorization` |
//! | `inapplicable-keyword` | a keyword that is about another type than the schema's |
//! | `incomplete-object` | an object that lacks what OpenAPI requires |
//! | `inferred-type` | a schema whose type only its other keywords tell |
//! | `invalid-bound` | a bound that is no number, or none that fits |
//! | `invalid-composition` | `allOf`, `oneOf` or `anyOf` that is no list |
//! | `invalid-discriminator` | a discriminator that is no object or names no property |
//! | `invalid-enum` | an `enum` that is no list of values |
//! | `invalid-examples` | `examples` that are no map |
//! | `invalid-header` | a header that is no object |
//! | `invalid-media-type` | a media type that is no object |
//! | `invalid-parameter` | a parameter without a name or a place |
//! | `invalid-path` | a path that doesn't start with a slash |
//! | `invalid-required` | a `required` that is no list of names |
//! | `invalid-security` | a security requirement of another form |
//! | `invalid-security-scheme` | a security scheme that is incomplete or of an unknown type |
//! | `invalid-server` | a server of another form |
//! | `invalid-status` | a response for what is no status |
//! | `invalid-style` | a `style` that the parameter's place doesn't have |
//! | `invalid-tag` | a tag that is no name |
//! | `invalid-type` | a type that is spelled otherwise, such as `int` or `date-time` |
//! | `invalid-value` | a value of the wrong JSON type that says nothing |
//! | `misplaced-enum` | scalar values beside the type of a list or an object |
//! | `misplaced-required` | a list of required properties among the properties |
//! | `missing-content` | a request body without content |
//! | `missing-description` | a response without a description |
//! | `missing-info` | a document without a title or version |
//! | `missing-items` | a list that doesn't say what it holds |
//! | `missing-media-type` | a schema without a media type |
//! | `missing-path-parameter` | a placeholder in a path without a parameter |
//! | `missing-paths` | a document without paths |
//! | `missing-responses` | an operation without responses |
//! | `missing-schema` | a parameter or header without a schema |
//! | `missing-server-variable` | a server's variable that isn't declared or has no default |
//! | `missing-version` | a document that doesn't say which OpenAPI it follows |
//! | `mistyped-reference` | a reference to an object of another kind |
//! | `mutual-tls` | a security scheme that OpenAPI 3.0 doesn't have |
//! | `not-a-schema` | another value where a schema must be |
//! | `not-an-operation` | a page whose `api` is no operation |
//! | `not-openapi` | a file that is no OpenAPI document |
//! | `null-in-enum` | `null` among the values of a schema that isn't nullable |
//! | `null-type` | the type `null` before OpenAPI 3.1 |
//! | `nullable-extension` | `x-nullable` |
//! | `numeric-exclusive-bound` | a number for an exclusive bound before OpenAPI 3.1 |
//! | `oauth-flow` | an OAuth flow that is incomplete or unknown |
//! | `oauth-scopes` | an OAuth flow without a map of scopes |
//! | `odd-media-type` | a media type in upper case, with spaces or without a slash |
//! | `odd-method` | a method that isn't in lower case |
//! | `odd-status` | a status that is written otherwise |
//! | `optional-path-parameter` | a parameter of the path that isn't required |
//! | `pattern-properties` | `patternProperties` |
//! | `reference-sibling` | a `type` beside a `$ref` |
//! | `renamed-path-parameter` | a parameter that its path spells otherwise |
//! | `schema-and-content` | a parameter with both `schema` and `content` |
//! | `too-deep` | nesting beyond all measure |
//! | `too-large` | references that would multiply beyond all measure |
//! | `tuple` | a list with a schema for each place |
//! | `type-list` | several types at once before OpenAPI 3.1 |
//! | `undeclared-security-scheme` | a security requirement for an unknown scheme |
//! | `unknown-mapping` | a discriminator's value for an unknown schema |
//! | `unknown-path-parameter` | a parameter for the path that has no such placeholder |
//! | `unknown-required` | a required property that there isn't |
//! | `unknown-type` | a type that nobody knows |
//! | `unmatched-mapping` | a discriminator's value for a schema that isn't among the members |
//! | `unsupported-keyword` | a keyword of JSON Schema that OpenAPI 3.0 can't say |
//! | `unsupported-method` | a method that OpenAPI 3.0 doesn't have |
//! | `unsupported-version` | a document that follows another version |
//! | `unused-server-variable` | a server's variable that isn't in its `url` |
//! | `webhook-skipped` | webhooks, which are the server's requests |

mod content;
mod context;
mod cycles;
mod depth;
mod described;
mod documents;
mod encodings;
mod examples;
mod headers;
mod help;
mod hoist;
mod info;
mod inline;
mod operations;
mod pages;
mod parameters;
mod path_parameters;
mod paths;
mod pointer;
mod references;
mod request_bodies;
mod responses;
mod schema;
mod security;
mod security_schemes;
mod servers;
mod swagger;
mod values;

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::expect_used,
    clippy::needless_pass_by_value,
    reason = "a test may fail"
)]
mod tests;

use serde_json::{Map, Value};

use self::context::Context;
use crate::diagnostic::Diagnostic;

/// One input as a valid OpenAPI 3.0 document.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The file, as diagnostics name it.
    pub file: String,
    /// Whether the input was a page: then the document has one operation.
    pub page: bool,
    /// The document.
    pub document: Value,
}

/// Makes a document of one operation of the `api` object of a page.
///
/// The page's `title` is the operation's summary where it has none. Pointers of diagnostics are relative to the `api`
/// object. Returns `None`, with a diagnostic, if the page holds no operation that a client can call.
pub fn page(
    file: &str,
    title: Option<&str>,
    operation: Map<String, Value>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let mut value = Value::Object(operation);
    let cut = depth::limit(&mut value);
    let root = value.clone();
    let Value::Object(operation) = value else { return None };
    let mut context = Context::new(file, &root);
    let document = pages::repair(&mut context, cut, title, operation);
    context.finish(diagnostics);
    Some(Source { file: file.to_owned(), page: true, document: document? })
}

/// Makes a valid OpenAPI 3.0 document of one that follows 3.0 or 3.1 more or less.
///
/// Returns `None`, with a diagnostic, if `value` is no such document.
pub fn document(file: &str, mut value: Value, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    let cut = depth::limit(&mut value);
    let root = value.clone();
    let mut context = Context::new(file, &root);
    let document = if let Value::Object(document) = value {
        documents::repair(&mut context, cut, document)
    } else {
        context.error("not-openapi", "this is no OpenAPI document: it is no object");
        None
    };
    context.finish(diagnostics);
    Some(Source { file: file.to_owned(), page: false, document: document? })
}
