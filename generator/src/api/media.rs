//! Bodies of other media types than the preferred one.

use super::{Body, ResponseBody};

/// A body of another media type than the operation's own: a method of the service that sends it.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherBody {
    /// The method on the service, in snake case: `create_row_as_csv`.
    pub name: String,
    /// The body, which is the method's last argument.
    pub body: Body,
    /// The names on the wire of the parts that are arguments in place of the body, if it has parts; all parts are setters, too.
    pub parts: Vec<String>,
}

/// A body of success of another media type than the preferred one: a method of the builder that asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Representation {
    /// The method on the builder, in snake case: `accept_csv`.
    pub name: String,
    /// The media type.
    pub media_type: String,
    /// The value of `Accept`: the media type, and then those of errors.
    pub accept: String,
    /// The body.
    pub body: ResponseBody,
}
