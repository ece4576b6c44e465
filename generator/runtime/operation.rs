//! What emitted code tells the runtime about the API and about each of its operations, as plain static data.

use http::Method;

/// What a client has to know about the API as a whole.
#[derive(Debug)]
pub(crate) struct ApiDescription {
    /// The `User-Agent` unless the caller sets one.
    pub(crate) user_agent: &'static str,
    /// The URL of the server that is used unless the caller chooses one; `None` where one has to be chosen.
    pub(crate) default_server: Option<&'static str>,
}

/// What all calls of one operation have in common.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The operation's id, for messages.
    pub(crate) id: &'static str,
    /// The HTTP method.
    pub(crate) method: Method,
    /// The path template below the server's URL, with `{name}` for each parameter.
    pub(crate) path: &'static str,
    /// The URL of the operation's own server; `None` where it is the client's.
    pub(crate) server: Option<&'static str>,
    /// The value of `Accept`; empty where no response has a body.
    pub(crate) accept: &'static str,
    /// Whether the specification asks for credentials. Where it doesn't, none are sent.
    pub(crate) authenticated: bool,
}
