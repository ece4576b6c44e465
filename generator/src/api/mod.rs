//! The model of the Rust API to be written: plain data between *lower*, which makes it, and *emit*, which prints it.
//!
//! Every name in it is final: unique in its scope, cased for its place and free of keywords. Nothing here
//! refers to OpenAPI's types, and nothing here knows of tokens.

mod aliases;
pub(crate) mod defaults;
mod errors;
mod events;
mod examples;
mod features;
mod headers;
mod media;
mod operations;
mod paging;
mod servers;
mod types;
mod waiters;
mod webhooks;

pub(crate) use aliases::setter_scope;
pub use aliases::{AliasKey, AliasKind, Aliases};
pub use errors::{ErrorId, ErrorType, ErrorVariant, StatusPattern};
pub use events::{EventStream, Framing};
pub use examples::{BodyExample, ExamplePlace};
pub use features::{BUILT_IN_FEATURES, MOST_FEATURES, RESERVED_FEATURES, WEBHOOKS_FEATURE};
pub use headers::{HeaderField, ResponseHeaders};
pub use media::{OtherBody, Representation};
pub use operations::{
    Body, BodyContent, FormStyle, Location, Operation, Outcome, OutcomeVariant, Parameter, ResponseBody,
    ResponseDocumentation, SecurityAlternative, Service, Style,
};
pub use paging::{CursorPlace, PageSize, Paging, PagingStyle};
pub use servers::{
    ClientAuthentication, Environment, EnvironmentVariables, OAuthUrl, SecurityKind, SecurityRequirement,
    SecurityScheme, Server, ServerVariable,
};
pub use types::{
    Documentation, Enum, EnumVariant, Field, Literal, Presence, Struct, Type, TypeDefinition, TypeId, TypeKind, Union,
    UnionVariant, Usage,
};
pub use waiters::{OperationPlace, Waiter, WaiterArgument};
pub use webhooks::Webhook;

/// A whole client: what one generated crate holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`, which is the API's and not the crate's.
    pub version: String,
    /// `info.description`, Markdown.
    pub description: Option<String>,
    /// `servers`, in the document's order, without those that name no host.
    pub servers: Vec<Server>,
    /// `components.securitySchemes`, sorted by name.
    pub security_schemes: Vec<SecurityScheme>,
    /// How client credentials are sent.
    pub client_authentication: ClientAuthentication,
    /// The property of error bodies that identifies the request for the API's support.
    pub tracking_id: Option<String>,
    /// The names and indices that lead to the text of an error in its body, with dots between them.
    pub message: Option<String>,
    /// The header of responses that identifies the request for the API's support, in addition to `X-Request-Id`.
    pub request_id: Option<String>,
    /// The header that makes one of all attempts at a call, which every operation that changes something takes.
    pub idempotency_key: Option<String>,
    /// What `Client::from_env` reads; `None` if there is no such function.
    pub environment: Option<Environment>,
    /// One for each tag that is some operation's first, and one for operations without a tag; sorted by name.
    pub services: Vec<Service>,
    /// All types, sorted by name; [`TypeId`] is an index into it.
    pub types: Vec<TypeDefinition>,
    /// All error types, sorted by name; [`ErrorId`] is an index into it.
    pub errors: Vec<ErrorType>,
    /// The events that the server sends, sorted by name.
    pub webhooks: Vec<Webhook>,
    /// The examples of the bodies of all operations, each once, sorted by name.
    pub examples: Vec<BodyExample>,
    /// Names that items had before.
    pub aliases: Aliases,
}

impl Api {
    /// Returns the definition that `id` stands for, or `None` for an id of another `Api`.
    pub fn type_definition(&self, id: TypeId) -> Option<&TypeDefinition> {
        self.types.get(id.0)
    }

    /// Returns the error type that `id` stands for, or `None` for an id of another `Api`.
    pub fn error_type(&self, id: ErrorId) -> Option<&ErrorType> {
        self.errors.get(id.0)
    }

    /// Returns the service and the operation at `place`, or `None` for a place of another `Api`.
    pub fn operation(&self, place: OperationPlace) -> Option<(&Service, &Operation)> {
        let service = self.services.get(place.service)?;
        Some((service, service.operations.get(place.operation)?))
    }

    /// Iterates over the operations of all services, in the services' order.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.services.iter().flat_map(|service| &service.operations)
    }
}
