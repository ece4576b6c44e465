//! What emitted code tells the runtime about the API and about each of its operations, as plain static data.

use http::Method;
use http::header::{AUTHORIZATION, HeaderName};

use super::credentials::ClientAuthentication;

/// What a client has to know about the API as a whole.
#[derive(Debug)]
pub(crate) struct ApiDescription {
    /// The `User-Agent` unless the caller sets one.
    pub(crate) user_agent: &'static str,
    /// The URL of the server that is used unless the caller chooses one; `None` where one has to be chosen.
    pub(crate) default_server: Option<&'static str>,
    /// The specification's `securitySchemes`.
    pub(crate) security_schemes: &'static [SecurityScheme],
    /// How client credentials are sent unless the caller says.
    pub(crate) client_authentication: ClientAuthentication,
    /// The property of error bodies by which the API's makers find a request again.
    pub(crate) tracking_id: Option<&'static str>,
    /// The variables of the environment that a client is built from.
    pub(crate) environment: Option<Environment>,
}

impl ApiDescription {
    /// Whether a header is there to sign in with.
    pub(super) fn is_secret(&self, header: &HeaderName) -> bool {
        let is_key = |scheme: &SecurityScheme| match scheme.kind {
            SecurityKind::ApiKey { location: SecurityLocation::Header, name } => header == name,
            _ => false,
        };
        header == AUTHORIZATION || self.security_schemes.iter().any(is_key)
    }
}

/// The names of the variables of the environment that a client is built from.
#[derive(Debug)]
pub(crate) struct Environment {
    /// The origin of the server.
    pub(crate) base_url: Option<&'static str>,
    /// What is added to it, without a slash at its end.
    pub(crate) base_path: &'static str,
    /// The id of client credentials.
    pub(crate) client_id: Option<&'static str>,
    /// The secret of client credentials.
    pub(crate) client_secret: Option<&'static str>,
    /// A bearer token.
    pub(crate) bearer_token: Option<&'static str>,
    /// An API key.
    pub(crate) api_key: Option<&'static str>,
}

/// One of the specification's `securitySchemes`.
#[derive(Debug)]
pub(crate) struct SecurityScheme {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it asks for.
    pub(crate) kind: SecurityKind,
}

/// What a security scheme asks for.
#[derive(Debug)]
#[allow(dead_code, reason = "an API has few of these")]
pub(crate) enum SecurityKind {
    /// A bearer token: `oauth2`, `openIdConnect`, and `http` with `bearer`.
    Bearer {
        /// Where `oauth2`'s client credentials are exchanged for one.
        token_url: Option<TokenUrl>,
    },
    /// A user's name and password: `http` with `basic`.
    Basic,
    /// A key: `apiKey`.
    ApiKey {
        /// Where it is sent.
        location: SecurityLocation,
        /// The name of the header, parameter or cookie.
        name: &'static str,
    },
    /// Something that the client knows nothing of.
    Other,
}

/// A token URL.
#[derive(Debug)]
pub(crate) struct TokenUrl {
    /// The URL, with `{name}` for each of the server's variables.
    pub(crate) template: &'static str,
    /// Whether it was configured, rather than taken from the specification. Such a one is used wherever it leads, and
    /// `{server.origin}` stands for the server's in it.
    pub(crate) is_configured: bool,
}

/// Where an API key is sent.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "an API has few of these")]
pub(crate) enum SecurityLocation {
    Header,
    Query,
    Cookie,
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
    /// `security`: alternatives, each a list of the names of schemes that are wanted together. None at all, or an empty
    /// one, lets anybody in.
    pub(crate) security: &'static [&'static [&'static str]],
}
