//! What emitted code tells the runtime about each operation.

use http::Method;

/// `security`: alternatives, each a list of the names of schemes that are wanted together. None at all, or an empty one, lets
/// anybody in.
pub type Security = &'static [&'static [&'static str]];

/// What all calls of one operation have in common.
#[derive(Debug)]
pub struct Operation {
    /// The operation's id, for messages.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template below the server's URL, with `{name}` for each parameter.
    pub path: &'static str,
    /// The URL of the operation's own server; `None` where it is the client's.
    pub server: Option<&'static str>,
    /// The value of `Accept`; empty where no response has a body.
    pub accept: &'static str,
    /// `security`, where it is not the API's.
    pub security: Option<Security>,
}
