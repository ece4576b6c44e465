//! The lock, `api.lock`: what users can see of a generated crate, one fact on each line, and so which item has which name.
//!
//! *lower* keeps what is locked, and [`compare`](crate::compare) judges what changed from one lock to the next.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;

use crate::api::{Aliases, Presence, StatusPattern, Usage};

pub use self::rust_type::RustType;

mod fact;
mod file;
mod fingerprint;
mod identifier;
mod parse;
mod print;
mod released;
mod rust_type;
mod succession;
pub(crate) mod successors;
mod surface;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests;

/// Whether a type can have that name.
pub(crate) fn is_type_name(name: &str) -> bool {
    identifier::camel(name).is_ok()
}

/// The lock's path in the crate's folder.
pub const FILE: &str = "api.lock";

/// An earlier state of a crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// What the crate has.
    pub surface: Surface,
    /// Removed items: if one comes back, it gets its old name.
    pub gone: Surface,
    /// The crate's last version, and what it had then; `None` if the version is not known.
    pub released: Option<Released>,
}

/// A crate at a version of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// The version.
    pub version: Version,
    /// What the crate had then.
    pub surface: Surface,
}

/// What users can see of a crate: its public signatures, and the form of its requests and responses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    /// Facts about the client as a whole, by their names.
    pub client: BTreeMap<String, String>,
    /// The features of the crate.
    pub features: BTreeSet<String>,
    /// The types chosen for formats.
    pub formats: BTreeMap<FormatKey, String>,
    /// The servers by the names of their constructors.
    pub servers: BTreeMap<String, Server>,
    /// The security schemes by their names: what satisfies each, in words.
    pub security_schemes: BTreeMap<String, String>,
    /// Where users sign in with a browser (`authorizationUrl`), by the names of the security schemes.
    pub authorization_urls: BTreeMap<String, String>,
    /// The services by their tags.
    pub services: BTreeMap<String, Service>,
    /// The operations.
    pub operations: BTreeMap<OperationKey, Operation>,
    /// The types by their Rust names.
    pub types: BTreeMap<String, TypeDefinition>,
    /// The error types by their Rust names.
    pub errors: BTreeMap<String, ErrorType>,
    /// The events that the server sends, by their names.
    pub webhooks: BTreeMap<String, Webhook>,
    /// Operations that there were before and that the configuration doesn't ask for any more, though the API has them.
    pub excluded: BTreeSet<OperationKey>,
    /// Names that these had before, and can still be reached by.
    pub aliases: Aliases,
}

/// A format in its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormatKey {
    /// `format`, such as `uuid`.
    pub format: String,
    /// The places that share one decision, such as all properties and parameters named `sessionId`.
    pub place: String,
}

/// A server: a constructor of the runtime's `Server`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// The URL template.
    pub url: String,
    /// The constructor's arguments, in order.
    pub variables: Vec<String>,
}

/// A service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// The method on the client that returns it.
    pub method: String,
    /// The struct's name.
    pub name: String,
    /// The module below `services`.
    pub module: String,
    /// The feature that it is behind; empty in a lock of before there were any.
    pub feature: String,
    /// A fingerprint of what the specification says about it.
    pub documentation: String,
}

/// What makes an operation the same one as before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationKey {
    /// The path template.
    pub path: String,
    /// The HTTP method, in upper case.
    pub method: String,
}

/// An operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operation {
    /// The method on the client that returns its service.
    pub service: String,
    /// The method on the service.
    pub name: String,
    /// The builder's name.
    pub builder: String,
    /// `operationId`, or one derived from method and path.
    pub id: String,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Its parameters.
    pub parameters: BTreeMap<ParameterKey, Parameter>,
    /// What is sent for parameters that nobody sets.
    pub defaults: BTreeMap<ParameterKey, String>,
    /// The request body.
    pub body: Option<Body>,
    /// Bodies of other media types, by the media type.
    pub other_bodies: BTreeMap<String, OtherBody>,
    /// What it returns as other media types, by the media type: the method of the builder, and the type.
    pub representations: BTreeMap<String, Variant>,
    /// The documented headers of its responses.
    pub headers: Headers,
    /// What it returns: the type of the body, or the name of an enum with one variant for each of `outcomes`.
    pub returns: RustType,
    /// The variants of what it returns, where that depends on the status.
    pub outcomes: BTreeMap<StatusPattern, Variant>,
    /// The documented statuses.
    pub statuses: BTreeSet<StatusPattern>,
    /// The name of its error type.
    pub error: Option<String>,
    /// How its answers are paged: the style, in words.
    pub paging: Option<Paging>,
    /// How its answer is read item by item.
    pub events: Option<Events>,
    /// The methods that wait for the jobs that it starts, with what each returns.
    pub waiters: BTreeMap<String, RustType>,
    /// The URL of its own server.
    pub server: Option<String>,
    /// Alternatives of security schemes with their scopes, in words; sorted, and empty if it wants none.
    pub security: BTreeSet<String>,
    /// A fingerprint of what the specification says about it and its parts.
    pub documentation: String,
}

/// What makes a parameter the same one as before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterKey {
    /// `path`, `query`, `header`, `cookie` or `part`.
    pub location: String,
    /// The name on the wire.
    pub wire_name: String,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameter {
    /// The Rust name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// Its place among the arguments of the method, from 1; `None` if it is a setter.
    pub position: Option<usize>,
    /// `style`, `explode` and the like, in words; empty if it is as usual for its location.
    pub style: String,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// A request body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Whether it is an argument of the method (`true`) or the setter `body`.
    pub required: bool,
    /// Its type; `multipart` where its parts are parameters.
    pub ty: RustType,
    /// The media type that is sent.
    pub media_type: String,
}

/// A body of another media type than the operation's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherBody {
    /// The method on the service that sends it.
    pub name: String,
    /// Its type; `multipart` where its parts are arguments and setters.
    pub ty: RustType,
    /// The names on the wire of the parts that are arguments.
    pub parts: Vec<String>,
}

/// The documented headers of an operation's responses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// The struct's name; empty if there are none.
    pub name: String,
    /// The fields, by the header's name in lower case.
    pub fields: BTreeMap<String, HeaderField>,
}

/// A documented header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderField {
    /// The field's name.
    pub name: String,
    /// The type of its value.
    pub ty: RustType,
}

/// How the answers of an operation are paged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    /// `offset`, `page`, `cursor` or `link`, with the parameters that say so.
    pub style: String,
    /// The type of an item.
    pub item: RustType,
}

/// How the answer of an operation is read item by item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// The media type.
    pub media_type: String,
    /// The type of an item; of a server-sent event, that of its data, unless `is_whole`.
    pub item: RustType,
    /// Whether the item is a whole event.
    pub is_whole: bool,
}

/// A variant that holds the body of a status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variant {
    /// The Rust name.
    pub name: String,
    /// The type of the body.
    pub body: RustType,
}

/// A named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDefinition {
    /// Where values of it travel.
    pub usage: Usage,
    /// Its shape.
    pub kind: TypeKind,
    /// A fingerprint of what the specification says about it and its parts.
    pub documentation: String,
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// A struct.
    Struct(Struct),
    /// An open enum of literals.
    Enum(Enum),
    /// An open enum of other types.
    Union(Union),
    /// A type with a name of its own.
    Newtype(RustType),
}

/// A struct.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Struct {
    /// The fields by their names in JSON.
    pub fields: BTreeMap<String, Field>,
    /// The arguments of `new`, by their names in JSON; `None` if the type has `Default` instead.
    pub new: Option<Vec<String>>,
    /// The field that takes all other properties: its name and the type of a value.
    pub additional_properties: Option<(String, RustType)>,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The Rust name.
    pub name: String,
    /// What the names of its further setters start with, where that is not the field's own name.
    pub setter_stem: Option<String>,
    /// The type of the value when it is there and not null.
    pub ty: RustType,
    /// Whether the property can be absent or null.
    pub presence: Presence,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Whether the configuration sets the type, which so says nothing about what travels.
    pub overridden: bool,
}

/// An enum of strings or of integers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enum {
    /// Whether the values are integers.
    pub is_integer: bool,
    /// The Rust names by the values in JSON.
    pub variants: BTreeMap<String, String>,
    /// The name of the variant for all other values.
    pub unknown: String,
}

/// One of several types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Union {
    /// The property that tells the variants apart.
    pub discriminator: Option<String>,
    /// The variants, in order.
    pub variants: Vec<UnionVariant>,
    /// The name of the variant for all other values.
    pub unknown: String,
}

/// One alternative of a union.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnionVariant {
    /// The Rust name.
    pub name: String,
    /// The type that it holds.
    pub ty: RustType,
    /// The discriminator's values that select it.
    pub tags: Vec<String>,
}

/// An event that the server sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Webhook {
    /// The variant of the enum of all events.
    pub variant: String,
    /// The function that reads its payload.
    pub function: String,
    /// The type of its payload.
    pub ty: RustType,
}

/// An error type: the variants by their statuses.
pub type ErrorType = BTreeMap<StatusPattern, Variant>;
