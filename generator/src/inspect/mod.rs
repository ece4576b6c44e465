//! What an API is made of: each operation and each type, where its name comes from, and what uses it.

mod details;
mod find;
mod human;
mod reach;

use serde::Serialize;

use crate::Modelled;
use crate::read::Sources;

use self::reach::Reach;

/// What an API is made of, sorted by name.
///
/// Its form as JSON, by way of `serde`, is documented in `docs/inspect.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing<S = Service, O = Operation, T = Type, E = Error> {
    /// The services.
    pub services: Vec<S>,
    /// The operations.
    pub operations: Vec<O>,
    /// The types below `models`.
    pub types: Vec<T>,
    /// The types below `errors`.
    pub errors: Vec<E>,
}

/// What goes by a name, with all that there is to say about it.
pub type Found = Listing<ServiceDetails, OperationDetails, TypeDetails, ErrorDetails>;

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Service {
    /// The method on the client that returns it.
    pub name: String,
    /// The struct.
    pub service: String,
    /// The tag.
    pub tag: String,
    /// Where the name comes from.
    pub source: Option<String>,
    /// How many operations it has.
    pub operation_count: usize,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// The method on the client, a dot, and the method on the service.
    pub name: String,
    /// `operationId`, or its replacement.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The page or the document.
    pub file: String,
    /// Where the name comes from.
    pub source: Option<String>,
}

/// A type below `models`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Type {
    /// The Rust name.
    pub name: String,
    /// `struct`, `enum`, `union` or `newtype`.
    pub kind: &'static str,
    /// How many fields or variants it has; 0 for a newtype.
    pub part_count: usize,
    /// Where the name comes from.
    pub source: Option<String>,
    /// How many operations reach it.
    pub operation_count: usize,
    /// The files of those operations.
    pub files: Vec<String>,
}

/// A type below `errors`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Error {
    /// The Rust name.
    pub name: String,
    /// The statuses that it has a variant for.
    pub statuses: Vec<String>,
    /// How many operations have it.
    pub operation_count: usize,
}

/// All about a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceDetails {
    /// What the list has.
    #[serde(flatten)]
    pub summary: Service,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// All about an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationDetails {
    /// What the list has.
    #[serde(flatten)]
    pub summary: Operation,
    /// The builder.
    pub builder: String,
    /// The arguments of the method, in order.
    pub arguments: Vec<Parameter>,
    /// What can be set on the builder.
    pub setters: Vec<Parameter>,
    /// The methods of the service that send a body of another media type.
    pub other_bodies: Vec<OtherMediaType>,
    /// The type of what it returns.
    pub returns: String,
    /// The methods of the builder that ask for another media type.
    pub representations: Vec<OtherMediaType>,
    /// The struct with the documented headers of its responses.
    pub headers: Option<String>,
    /// What it returns for each status, where that depends on the status.
    pub outcomes: Vec<Status>,
    /// Its error type.
    pub error: Option<String>,
    /// Its documented errors.
    pub errors: Vec<Status>,
    /// How its answers are paged.
    pub paging: Option<String>,
    /// The type of the items of its pages.
    pub item: Option<String>,
    /// The methods that wait for what it starts.
    pub waiters: Vec<Waiter>,
    /// Alternatives of security schemes with their scopes.
    pub security: Vec<String>,
    /// The URL of its own server.
    pub server: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// A parameter or a body of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The Rust name.
    pub name: String,
    /// The name on the wire; the media type of a body.
    pub wire_name: String,
    /// `path`, `query`, `header`, `cookie`, `part` or `body`.
    pub location: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// A body of another media type than the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherMediaType {
    /// The method.
    pub name: String,
    /// The media type.
    pub media_type: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// The body of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Such as `404`, `4XX` or `default`.
    pub status: String,
    /// The variant that holds the body.
    pub variant: String,
    /// The type of the body.
    #[serde(rename = "type")]
    pub ty: String,
}

/// A method that waits for a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiter {
    /// The method.
    pub name: String,
    /// What it returns.
    pub returns: String,
}

/// All about a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeDetails {
    /// What the list has.
    #[serde(flatten)]
    pub summary: Type,
    /// Whether requests reach it.
    pub sent: bool,
    /// Whether responses reach it.
    pub received: bool,
    /// The property that tells the variants of a union apart.
    pub discriminator: Option<String>,
    /// The fields or variants; what a newtype holds.
    pub parts: Vec<Part>,
    /// The types that hold it.
    pub held_by: Vec<Holder>,
    /// The operations that reach it.
    pub used_by: Vec<Use>,
}

/// A field or a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The Rust name; empty for what a newtype holds.
    pub name: String,
    /// The property, the value of an enum or the discriminator's values, as in JSON.
    pub wire_name: String,
    /// The type; empty for a value of an enum.
    #[serde(rename = "type")]
    pub ty: String,
    /// `required`, `required, nullable`, `optional` or `optional, nullable`; empty if it is no field.
    pub presence: &'static str,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// A type that holds another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The Rust name.
    #[serde(rename = "type")]
    pub ty: String,
    /// The field or variant; empty for a newtype.
    pub part: String,
}

/// An operation that reaches a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The operation.
    #[serde(flatten)]
    pub operation: Operation,
    /// As what: `parameter id`, `request`, `response 200`, `error 404`.
    pub roles: Vec<String>,
}

/// All about an error type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorDetails {
    /// What the list has.
    #[serde(flatten)]
    pub summary: Error,
    /// Its variants.
    pub variants: Vec<Status>,
    /// The operations that have it.
    pub operations: Vec<Operation>,
}

/// A model that is looked at.
#[derive(Debug)]
pub struct Inspection<'a> {
    model: &'a Modelled,
    sources: &'a Sources,
    reach: Reach,
}

impl<'a> Inspection<'a> {
    /// Looks at a model of what was read from `sources`.
    pub fn new(model: &'a Modelled, sources: &'a Sources) -> Self {
        Self { model, sources, reach: Reach::of(&model.api) }
    }
}
