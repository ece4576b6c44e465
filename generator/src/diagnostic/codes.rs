//! Every code that a [`Diagnostic`](super::Diagnostic) can have.
//!
//! `docs/diagnostics` beside this crate's source shows an input for each of them, and tests hold this table against the
//! source and against those pages.

use std::fmt;

use super::Severity;
use super::explanations::explanation;

const NOTE: &[Severity] = &[Severity::Note];
const NOTE_OR_WARNING: &[Severity] = &[Severity::Note, Severity::Warning];
const WARNING: &[Severity] = &[Severity::Warning];
const WARNING_OR_ERROR: &[Severity] = &[Severity::Warning, Severity::Error];
const ERROR: &[Severity] = &[Severity::Error];

/// Declares the codes: the severities of each, its name, and what was found.
macro_rules! codes {
    ($($code:ident: $severities:ident = $name:literal, $meaning:literal;)+) => {
        /// A kind of diagnostic, in the order of the names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`: ", $meaning, ".")] $code,)+
        }

        impl Code {
            /// All codes, sorted by name.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The name, in kebab case.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }

            /// Its severities, the least severe first: most codes have one; for some it depends on what is lost.
            pub const fn severities(self) -> &'static [Severity] {
                match self {
                    $(Self::$code => $severities,)+
                }
            }

            /// What was found, in one line.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$code => $meaning,)+
                }
            }
        }
    };
}

codes! {
    BodyParameter: NOTE_OR_WARNING = "body-parameter", "a parameter `in: body` or `in: formData` of Swagger 2";
    BooleanRequired: NOTE = "boolean-required", "`required: true` in a property instead of a list in the object";
    BooleanSchema: NOTE = "boolean-schema", "`true` or `false` for a schema before OpenAPI 3.1";
    BrokenBase64: ERROR = "broken-base64", "a page's payload that is neither JSON nor base64";
    BrokenCompression: ERROR = "broken-compression", "a page's payload that can't be inflated";
    BrokenJson: ERROR = "broken-json", "a file or a payload that is not valid JSON";
    BrokenYaml: ERROR = "broken-yaml", "a file or a payload that is not valid YAML";
    CallbackSkipped: NOTE = "callback-skipped", "callbacks: requests that the server sends";
    CircularReference: WARNING = "circular-reference", "references that only lead to each other";
    CollectionFormat: WARNING = "collection-format", "a list of Swagger 2 that OpenAPI 3.0 can't describe";
    ColonPathParameter: NOTE = "colon-path-parameter", "a path such as `/users/:id`";
    CompositionConflict: WARNING = "composition-conflict", "an `allOf` whose members exclude each other";
    CompositionTooLarge: WARNING = "composition-too-large", "an `allOf` of unions with too many combinations";
    ConvertedValue: NOTE = "converted-value", "a value of the wrong JSON type with a clear meaning";
    DanglingReference: WARNING = "dangling-reference", "a reference to something that doesn't exist";
    DiscriminatorUnusable: WARNING = "discriminator-unusable", "a discriminator that doesn't tell the members of its union apart";
    DiscriminatorWithoutUnion: NOTE_OR_WARNING = "discriminator-without-union", "a discriminator of schemas that no `oneOf` or `anyOf` lists";
    DuplicateEnumValue: NOTE = "duplicate-enum-value", "a value that an enum lists twice";
    DuplicateKey: WARNING = "duplicate-key", "a key that an object has twice";
    DuplicateOperation: WARNING_OR_ERROR = "duplicate-operation", "two inputs for one method and path";
    DuplicateOperationId: NOTE = "duplicate-operation-id", "two operations of a service with one `operationId`";
    DuplicateParameter: NOTE_OR_WARNING = "duplicate-parameter", "two parameters with one name in one place";
    DuplicatePath: NOTE = "duplicate-path", "two paths that are the same once they are repaired";
    DuplicateRequired: NOTE = "duplicate-required", "a property that is listed twice as required";
    EmptyComposition: NOTE = "empty-composition", "an empty `allOf`, `oneOf` or `anyOf`";
    EmptyInput: ERROR = "empty-input", "an input without pages and documents";
    EncodingIgnored: WARNING = "encoding-ignored", "an encoding of a form's property that the client doesn't support";
    EnumMixed: WARNING = "enum-mixed", "values of several types in one enum";
    EnumType: NOTE_OR_WARNING = "enum-type", "enum values that don't have the schema's type";
    ExampleContradictsSchema: WARNING = "example-contradicts-schema", "an example that its schema doesn't allow";
    ExampleUndeclaredProperty: NOTE = "example-undeclared-property", "an example with a property that its schema doesn't declare";
    ExampleUnlistedValue: NOTE = "example-unlisted-value", "an example with a value that its enum doesn't list";
    ExternalReference: WARNING = "external-reference", "a reference to another file";
    IgnoredField: NOTE_OR_WARNING = "ignored-field", "a field of OpenAPI 3.2 that the client doesn't use";
    IgnoredHeader: NOTE = "ignored-header", "a parameter for a header that the client sets itself";
    InTheWay: ERROR = "in-the-way", "a file that the generator would overwrite but didn't write";
    InapplicableKeyword: NOTE_OR_WARNING = "inapplicable-keyword", "a keyword that doesn't apply to the schema's type";
    IncompleteObject: NOTE = "incomplete-object", "an object that lacks what OpenAPI requires";
    InferredType: NOTE = "inferred-type", "a schema without a type, whose other keywords imply one";
    InputsDisagree: NOTE = "inputs-disagree", "inputs that describe the API as a whole differently";
    InvalidBound: NOTE = "invalid-bound", "a bound that is not a number, or doesn't fit the type";
    InvalidComposition: NOTE = "invalid-composition", "`allOf`, `oneOf` or `anyOf` that is not a list";
    InvalidConfiguration: ERROR = "invalid-configuration", "a configuration file that can't be understood";
    InvalidDiscriminator: NOTE_OR_WARNING = "invalid-discriminator", "a discriminator that is not an object, or names no property";
    InvalidEnum: NOTE_OR_WARNING = "invalid-enum", "an `enum` that is not a list of values";
    InvalidExamples: NOTE = "invalid-examples", "`examples` that are not a map";
    InvalidHeader: WARNING = "invalid-header", "a header that is not an object";
    InvalidMediaType: WARNING = "invalid-media-type", "a media type that is not an object";
    InvalidMerge: WARNING = "invalid-merge", "a YAML merge key that doesn't name a map";
    InvalidOutputPath: ERROR = "invalid-output-path", "generated files whose paths exclude each other";
    InvalidParameter: NOTE_OR_WARNING = "invalid-parameter", "a parameter without a name or a place";
    InvalidPath: NOTE_OR_WARNING = "invalid-path", "a path that doesn't start with a slash";
    InvalidRequired: NOTE_OR_WARNING = "invalid-required", "a `required` that is not a list of names";
    InvalidSecurity: NOTE_OR_WARNING = "invalid-security", "a security requirement of the wrong form";
    InvalidSecurityScheme: NOTE_OR_WARNING = "invalid-security-scheme", "a security scheme that is incomplete or of an unknown type";
    InvalidServer: NOTE_OR_WARNING = "invalid-server", "a server of the wrong form";
    InvalidStatus: WARNING = "invalid-status", "a response whose key is not a status";
    InvalidStyle: NOTE_OR_WARNING = "invalid-style", "a `style` that is not possible in the parameter's place";
    InvalidTag: NOTE = "invalid-tag", "a tag that is not a name";
    InvalidType: NOTE = "invalid-type", "a type with a different spelling, such as `int` or `date-time`";
    InvalidValue: WARNING = "invalid-value", "a value of the wrong JSON type without a clear meaning";
    KeptFormat: WARNING = "kept-format", "an example that contradicts the type that the lock keeps for a format";
    KeptService: NOTE = "kept-service", "an operation whose tag changed and whose service stays the same";
    LockConflict: WARNING = "lock-conflict", "facts of the lock that contradict each other after a merge";
    MappingWithoutMember: WARNING = "mapping-without-member", "a discriminator's value for a schema that is not a member of the union";
    MediaTypeChosen: NOTE_OR_WARNING = "media-type-chosen", "a media type of a body that the client does not offer";
    MisplacedEnum: NOTE_OR_WARNING = "misplaced-enum", "scalar values beside the type of a list or an object";
    MisplacedRequired: WARNING = "misplaced-required", "a list of required properties among the properties";
    MissingApi: ERROR = "missing-api", "an API page without an operation";
    MissingContent: WARNING = "missing-content", "a request body without content";
    MissingDescription: NOTE = "missing-description", "a response without a description";
    MissingInfo: NOTE = "missing-info", "a document without a title or version";
    MissingInput: ERROR = "missing-input", "an input that doesn't exist";
    MissingItems: NOTE = "missing-items", "a list without a schema for its items";
    MissingMediaType: NOTE = "missing-media-type", "a schema without a media type";
    MissingOperationId: NOTE = "missing-operation-id", "an operation without an `operationId`";
    MissingPathParameter: WARNING = "missing-path-parameter", "a placeholder in a path without a parameter";
    MissingPaths: WARNING = "missing-paths", "a document without paths";
    MissingResponses: NOTE = "missing-responses", "an operation without responses";
    MissingSchema: NOTE = "missing-schema", "a parameter or header without a schema";
    MissingServerVariable: NOTE = "missing-server-variable", "a server's variable that isn't declared or has no default";
    MissingVersion: WARNING = "missing-version", "a document that doesn't say which OpenAPI it follows";
    MistypedReference: WARNING = "mistyped-reference", "a reference to an object of another kind";
    MultipartWithoutParts: WARNING = "multipart-without-parts", "a multipart body whose schema has no properties";
    MutualTls: NOTE = "mutual-tls", "a security scheme that OpenAPI 3.0 doesn't have";
    NoApiPage: WARNING = "no-api-page", "a page that doesn't describe an operation";
    NoJsonNumber: WARNING = "no-json-number", "a YAML number that JSON doesn't have";
    NotASchema: WARNING = "not-a-schema", "another value in place of a schema";
    NotAnOperation: ERROR = "not-an-operation", "a page whose `api` is not an operation";
    NotEmitted: ERROR = "not-emitted", "code or a document that the generator can't write";
    NotOpenapi: ERROR = "not-openapi", "a file that is not an OpenAPI document";
    NotUnsupported: WARNING = "not-unsupported", "a schema that only says what a value is not";
    NotUtf8: ERROR = "not-utf-8", "a file or a payload that is not UTF-8";
    NullInEnum: NOTE = "null-in-enum", "`null` among the values of a schema that isn't nullable";
    NullType: NOTE = "null-type", "the type `null` before OpenAPI 3.1";
    NullableExtension: NOTE = "nullable-extension", "`x-nullable`";
    NumericExclusiveBound: NOTE = "numeric-exclusive-bound", "a number for an exclusive bound before OpenAPI 3.1";
    OauthFlow: NOTE = "oauth-flow", "an OAuth flow that is incomplete or unknown";
    OauthScopes: NOTE = "oauth-scopes", "an OAuth flow without a map of scopes";
    OddMediaType: NOTE_OR_WARNING = "odd-media-type", "a media type in upper case, with spaces or without a slash";
    OddMethod: NOTE = "odd-method", "a method that isn't in lower case";
    OddStatus: NOTE = "odd-status", "a status with a different spelling";
    OperationServer: NOTE_OR_WARNING = "operation-server", "an operation with its own server";
    OperationUnusable: WARNING = "operation-unusable", "an operation that can't be read";
    OptionalPathParameter: NOTE = "optional-path-parameter", "a path parameter that isn't required";
    PatternProperties: NOTE_OR_WARNING = "pattern-properties", "`patternProperties`";
    RedirectIgnored: NOTE_OR_WARNING = "redirect-ignored", "a response without a type in the client: a redirection, or an interim response";
    ReferenceOutside: WARNING = "reference-outside", "a reference to a file outside of the input's folder";
    ReferenceSibling: NOTE = "reference-sibling", "a `type` beside a `$ref`";
    RemoteReference: WARNING = "remote-reference", "a reference to a URL";
    RenamedPathParameter: NOTE_OR_WARNING = "renamed-path-parameter", "a parameter that its path spells differently";
    RequiredCycle: WARNING = "required-cycle", "a required property of a type that contains itself";
    RequiredOfNoMember: NOTE = "required-of-no-member", "a property that an `allOf` requires and no member declares";
    SchemaAndContent: WARNING = "schema-and-content", "a parameter with both `schema` and `content`";
    SecurityUnsupported: WARNING = "security-unsupported", "a security scheme that the client doesn't support";
    ServerRelative: NOTE = "server-relative", "a server without a host";
    ServerUnusable: WARNING = "server-unusable", "a server that no request can be sent to";
    SeveralDocuments: WARNING = "several-documents", "a file with several YAML documents";
    StreamReadWhole: WARNING = "stream-read-whole", "a response that is a stream";
    TooComplex: ERROR = "too-complex", "YAML that can't be parsed in reasonable time";
    TooDeep: WARNING_OR_ERROR = "too-deep", "nesting that is too deep";
    TooLarge: WARNING_OR_ERROR = "too-large", "an input that is too large, or whose references would multiply too much";
    TrailingComma: WARNING = "trailing-comma", "JSON with a comma before a closing bracket";
    Tuple: WARNING = "tuple", "a list with a schema for each place";
    TypeList: NOTE = "type-list", "several types at once before OpenAPI 3.1";
    TypeTooDeep: WARNING = "type-too-deep", "a type that nests too deeply";
    UndeclaredSecurityScheme: WARNING = "undeclared-security-scheme", "a security requirement for an unknown scheme";
    UnknownMapping: WARNING = "unknown-mapping", "a discriminator's value for an unknown schema";
    UnknownPathParameter: WARNING = "unknown-path-parameter", "a path parameter without a placeholder in the path";
    UnknownRequired: NOTE = "unknown-required", "a required property that isn't declared";
    UnknownTag: WARNING = "unknown-tag", "a YAML tag";
    UnknownType: WARNING = "unknown-type", "an unknown type";
    UnmatchedMapping: WARNING = "unmatched-mapping", "a discriminator's value for a schema that isn't among the members";
    Unreadable: ERROR = "unreadable", "a file or folder that can't be read";
    UnreadableOutput: ERROR = "unreadable-output", "an output folder that can't be read";
    UnresolvedCycle: WARNING = "unresolved-cycle", "a cycle marker that doesn't name a schema around it";
    UnresolvedReference: WARNING = "unresolved-reference", "a reference to a file that can't be read or doesn't hold the named part";
    UnsupportedKeyword: NOTE = "unsupported-keyword", "a keyword of JSON Schema that OpenAPI 3.0 doesn't have";
    UnsupportedMethod: WARNING = "unsupported-method", "a method that the client doesn't have";
    UnsupportedVersion: ERROR = "unsupported-version", "a document of an unsupported version";
    UnusableLock: ERROR = "unusable-lock", "a lock with a line that is not a fact";
    UnusableManifest: ERROR = "unusable-manifest", "a `Cargo.toml` whose features the generator can't edit";
    UnusableRule: ERROR = "unusable-rule", "a rule of the configuration that is incomplete or can't be carried out";
    UnusedRule: ERROR = "unused-rule", "a rule of the configuration that matches nothing";
    UnusedServerVariable: NOTE = "unused-server-variable", "a server's variable that isn't in its `url`";
    Unwritable: ERROR = "unwritable", "an output that can't be written";
    WebhookSkipped: NOTE = "webhook-skipped", "webhooks: requests that the server sends";
    XmlAsText: WARNING = "xml-as-text", "a body in XML that has a schema";
}

impl Code {
    /// Returns the code of that name.
    pub fn find(name: &str) -> Option<Self> {
        let index = Self::ALL.binary_search_by_key(&name, |code| code.name()).ok()?;
        Self::ALL.get(index).copied()
    }

    /// Returns the code that an unknown name may have meant.
    pub fn nearest(name: &str) -> Option<Self> {
        Self::find(crate::nearest::nearest(name, Self::ALL.iter().map(|code| code.name()))?)
    }

    /// Returns its documentation, in Markdown and without the heading: its severity, its meaning, an
    /// example in a fenced block, and what to do.
    pub fn explanation(self) -> &'static str {
        explanation(self.name()).unwrap_or_default()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.name() == *other
    }
}

#[cfg(test)]
mod tests;
