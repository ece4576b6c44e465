//! Services, operations, their parameters and bodies.

use super::{
    Documentation, ErrorId, EventStream, OtherBody, Paging, Representation, ResponseHeaders, StatusPattern, Type,
    Waiter,
};

/// The operations of one tag: a struct with a method for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// The struct's name, in upper camel case: `IaiRoleMining`.
    pub name: String,
    /// The method on the client that returns it, in snake case, with `_` behind a keyword: `iai_role_mining`.
    pub method: String,
    /// The module below `services`, in snake case.
    pub module: String,
    /// The feature of the crate that the service is behind, in kebab case.
    pub feature: String,
    /// The tag as the specification writes it; `Api` for operations without one.
    pub tag: String,
    /// What the specification says about the tag.
    pub documentation: Documentation,
    /// The operations, sorted by method name.
    pub operations: Vec<Operation>,
}

/// One call: a method on the service and a builder.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId`, or one derived from method and path.
    pub id: String,
    /// The method on the service, in snake case, with `_` behind a keyword.
    pub name: String,
    /// The builder's name, in upper camel case.
    pub builder: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template, with each placeholder named as its parameter is.
    pub path: String,
    /// What the specification says about it.
    pub documentation: Documentation,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// All parameters: those of the path in the order of the template, then the required ones of the query, of headers
    /// and cookies and of the body, then the optional ones, each group in the specification's order. Required ones are
    /// arguments of the method, in this order; optional ones are setters.
    pub parameters: Vec<Parameter>,
    /// The request body. A required one is the method's last argument, an optional one the setter `body`; the parts of
    /// a multipart body are parameters instead.
    pub body: Option<Body>,
    /// Bodies of other media types, each in place of `body`.
    pub other_bodies: Vec<OtherBody>,
    /// What a status of success means.
    pub outcome: Outcome,
    /// What it gives as other media types, where they are asked for.
    pub representations: Vec<Representation>,
    /// The documented headers of its responses.
    pub headers: Option<ResponseHeaders>,
    /// The type of the documented errors; `None` if the specification documents none.
    pub error: Option<ErrorId>,
    /// The media types for `Accept`, the preferred one first; empty if no response has a body.
    pub accept: Vec<String>,
    /// Each documented status and what it means, in the specification's order; redirections, which have
    /// no type, are here alone.
    pub responses: Vec<ResponseDocumentation>,
    /// The URL of the operation's own server, in place of the client's; `None` if it has none.
    pub server: Option<String>,
    /// Alternatives: one of them is enough. Empty if the operation needs no credentials.
    pub security: Vec<SecurityAlternative>,
    /// How its answers are paged, where they are.
    pub paging: Option<Paging>,
    /// How its answer is read item by item, where it can be.
    pub events: Option<EventStream>,
    /// The jobs that it starts and that are waited for.
    pub waiters: Vec<Waiter>,
}

/// Schemes that have to be satisfied together, with the scopes that each asks for.
pub type SecurityAlternative = Vec<super::SecurityRequirement>;

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword of the Parameter Object")]
pub struct Parameter {
    /// The Rust name, in snake case, raw where it is a keyword.
    pub name: String,
    /// The name on the wire.
    pub wire_name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether it is an argument of the method (`true`) or a setter of the builder.
    pub required: bool,
    /// What is sent where the setter isn't called, as text: for a header or a parameter of the query that the specification
    /// requires, and to which it gives a `default` or one allowed value.
    pub default: Option<String>,
    /// Its type.
    pub ty: Type,
    /// How its value is written.
    pub style: Style,
    /// Whether each element of an array or object is written by itself (`explode`).
    pub explode: bool,
    /// `allowReserved: true`: RFC 3986's reserved characters are not encoded.
    pub allow_reserved: bool,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// Where a parameter travels: `in`, and the parts of a multipart body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query: a form, JSON or text.
    QueryString {
        /// How properties of a form are written that aren't written in the usual way.
        styles: Vec<FormStyle>,
    },
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
    /// As a part of a `multipart/form-data` body.
    Part {
        /// The part's own media type, where the specification names one.
        media_type: Option<String>,
        /// Whether it is a map, of which each value is a part under the name of its key.
        is_named: bool,
    },
}

/// How a parameter is written: OpenAPI's `style`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: paths and headers.
    Simple,
    /// `.a.b`: paths.
    Label,
    /// `;x=a,b`: paths.
    Matrix,
    /// `x=a,b` or `x=a&x=b`: queries and cookies.
    Form,
    /// `x=a%20b`: queries.
    SpaceDelimited,
    /// `x=a|b`: queries.
    PipeDelimited,
    /// `x[k]=v`: queries.
    DeepObject,
    /// JSON text: a parameter with `content: application/json`.
    Json,
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Whether it is an argument (`true`) or the setter `body`.
    pub required: bool,
    /// The media type that is sent.
    pub media_type: String,
    /// What is sent.
    pub content: BodyContent,
    /// How properties of a form are written that aren't written in the usual way, by their names on the wire.
    pub styles: Vec<FormStyle>,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// How a property of a form is written: OpenAPI's `encoding`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormStyle {
    /// The property's name on the wire.
    pub wire_name: String,
    /// How its value is written.
    pub style: Style,
    /// Whether each element of an array or object is written by itself (`explode`).
    pub explode: bool,
}

/// The form of a request body.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyContent {
    /// JSON, JSON Patch and the `+json` types.
    Json(Type),
    /// `application/x-www-form-urlencoded`.
    Form(Type),
    /// `multipart/form-data`: its parts are among the operation's parameters.
    Multipart,
    /// Text as it is, XML included.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// What an operation gives when it succeeds.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Every documented status of success has this body.
    Single(ResponseBody),
    /// The body depends on the status: an enum of its own.
    PerStatus {
        /// The enum's name, in upper camel case.
        name: String,
        /// Its variants, exact statuses first, then ranges, then `default`.
        variants: Vec<OutcomeVariant>,
    },
}

/// One status of success among several with different bodies.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeVariant {
    /// The variant's name, in upper camel case: `Created`.
    pub name: String,
    /// The statuses it stands for.
    pub status: StatusPattern,
    /// Its body.
    pub body: ResponseBody,
    /// `description` of the response.
    pub description: String,
}

/// The form of a response body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseBody {
    /// No content: `()`.
    Empty,
    /// JSON.
    Json(Type),
    /// Text as it is: `String`.
    Text,
    /// Bytes as they are: `::bytes::Bytes`.
    Bytes,
}

/// A documented status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseDocumentation {
    /// The status or range.
    pub status: StatusPattern,
    /// `description`, Markdown.
    pub description: String,
}
