//! Which objects are possible in which place of a document, as far as references matter.

use crate::methods::{ADDITIONAL, METHODS};

/// What a value is, told by the way that leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Document,
    Components,
    /// Path items by path.
    Paths,
    PathItem,
    /// Operations by their methods.
    Operations,
    Operation,
    /// A list of parameters.
    Parameters,
    ParametersByName,
    Parameter,
    RequestBodies,
    RequestBody,
    Responses,
    Response,
    Headers,
    Header,
    /// Media types by name.
    Content,
    MediaType,
    Encodings,
    Encoding,
    Examples,
    Example,
    Links,
    Link,
    Callbacks,
    Callback,
    SecuritySchemes,
    SecurityScheme,
    /// Schemas by name.
    Schemas,
    SchemaList,
    Schema,
    Discriminator,
    Mapping,
    /// What a value of a discriminator stands for: a reference without `$ref`.
    MappedSchema,
    /// What only takes the place of a reference to it, such as descriptions and servers.
    Other,
    /// Values of the API's users and of tools, in which a `$ref` is no reference.
    Data,
}

impl Context {
    /// The kind of object under `key`.
    pub(super) fn child(self, key: &str) -> Self {
        match self {
            Self::Schemas => Self::Schema,
            Self::ParametersByName => Self::Parameter,
            Self::RequestBodies => Self::RequestBody,
            Self::Headers => Self::Header,
            Self::Content => Self::MediaType,
            Self::Encodings => Self::Encoding,
            Self::Examples => Self::Example,
            Self::Links => Self::Link,
            Self::Callbacks => Self::Callback,
            Self::SecuritySchemes => Self::SecurityScheme,
            Self::Operations => Self::Operation,
            Self::Mapping => Self::MappedSchema,
            Self::Data => Self::Data,
            _ if key.starts_with("x-") => Self::Data,
            Self::Paths | Self::Callback => Self::PathItem,
            Self::Responses => Self::Response,
            Self::Schema => Self::of_schema(key),
            Self::Components => Self::of_components(key),
            _ => self.of_object(key),
        }
    }

    /// The kind of object in a list.
    pub(super) fn element(self) -> Self {
        match self {
            Self::Parameters => Self::Parameter,
            Self::SchemaList => Self::Schema,
            other => other,
        }
    }

    fn of_schema(key: &str) -> Self {
        match key {
            "properties" | "patternProperties" | "definitions" | "$defs" | "dependentSchemas" => Self::Schemas,
            "allOf" | "oneOf" | "anyOf" | "prefixItems" => Self::SchemaList,
            "items"
            | "additionalProperties"
            | "not"
            | "contains"
            | "propertyNames"
            | "if"
            | "then"
            | "else"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Self::Schema,
            "discriminator" => Self::Discriminator,
            "description" | "enum" | "externalDocs" | "required" => Self::Other,
            _ => Self::Data,
        }
    }

    fn of_components(key: &str) -> Self {
        match key {
            "schemas" => Self::Schemas,
            "parameters" => Self::ParametersByName,
            "responses" => Self::Responses,
            "requestBodies" => Self::RequestBodies,
            "headers" => Self::Headers,
            "examples" => Self::Examples,
            "links" => Self::Links,
            "callbacks" => Self::Callbacks,
            "securitySchemes" => Self::SecuritySchemes,
            "pathItems" => Self::Paths,
            "mediaTypes" => Self::Content,
            _ => Self::Data,
        }
    }

    fn of_object(self, key: &str) -> Self {
        match (self, key) {
            (Self::Document, "paths" | "webhooks") => Self::Paths,
            (Self::Document, "components") => Self::Components,
            // Swagger 2.
            (Self::Document, "definitions") => Self::Schemas,
            (Self::Document, "parameters") => Self::ParametersByName,
            (Self::Document, "securityDefinitions") => Self::SecuritySchemes,
            (Self::PathItem | Self::Operation, "parameters") => Self::Parameters,
            (Self::PathItem, ADDITIONAL) => Self::Operations,
            (Self::PathItem, method) if METHODS.contains(&method) => Self::Operation,
            (Self::Operation, "requestBody") => Self::RequestBody,
            (Self::Operation | Self::Document, "responses") => Self::Responses,
            (Self::Operation, "callbacks") => Self::Callbacks,
            (Self::Parameter | Self::Header | Self::MediaType | Self::Response, "schema")
            | (Self::MediaType, "itemSchema") => Self::Schema,
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content") => Self::Content,
            (Self::Parameter | Self::Header | Self::MediaType, "examples") => Self::Examples,
            (Self::MediaType, "encoding") => Self::Encodings,
            (Self::Response | Self::Encoding, "headers") => Self::Headers,
            (Self::Response, "links") => Self::Links,
            (Self::Discriminator, "mapping") => Self::Mapping,
            (Self::Discriminator, "defaultMapping") => Self::MappedSchema,
            (Self::Other, _)
            | (_, "description" | "externalDocs" | "info" | "security" | "servers" | "summary" | "tags") => Self::Other,
            // Examples, and whatever a tool keeps beside what OpenAPI knows.
            _ => Self::Data,
        }
    }

    /// The map of `components` that a value can be moved to.
    pub(super) fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema | Self::MappedSchema => "schemas",
            Self::Parameter => "parameters",
            Self::Response => "responses",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::Example => "examples",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::SecurityScheme => "securitySchemes",
            _ => return None,
        })
    }
}
