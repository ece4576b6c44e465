//! What emitted code tells the runtime about each operation.

use http::Method;

/// `security`: alternatives, each a list of the names of schemes that are wanted together. None at all, or an empty one, lets
/// anybody in.
pub type Security = &'static [&'static [&'static str]];

/// What becomes of an answer that is a redirection: a status of 300 to 399.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// It is followed where it can be: none is documented.
    Followed,
    /// One of these statuses is an answer as any other, since the operation gives no body.
    Answers(&'static [u16]),
    /// One of these statuses is not followed, and an error of its own, since it has not the body that the operation gives.
    Errors(&'static [u16]),
}

impl Redirects {
    /// Whether the API documents that status, so that it is not followed.
    pub(crate) fn are_documented(self, status: u16) -> bool {
        match self {
            Self::Followed => false,
            Self::Answers(statuses) | Self::Errors(statuses) => statuses.contains(&status),
        }
    }

    /// Whether that status is a success.
    pub(crate) fn are_answers(self, status: u16) -> bool {
        matches!(self, Self::Answers(statuses) if statuses.contains(&status))
    }
}

/// What operations are that have nothing of their own, to be filled in.
pub static PLAIN: Operation = Operation {
    id: "",
    method: Method::GET,
    path: "",
    server: None,
    accept: "application/json",
    security: None,
    redirects: Redirects::Followed,
    idempotency_key: None,
};

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
    /// What becomes of redirections.
    pub redirects: Redirects,
    /// The header that makes one of all attempts at a call, which the client fills in where the caller doesn't.
    pub idempotency_key: Option<&'static str>,
}
