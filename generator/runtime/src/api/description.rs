//! What generated code tells the runtime about the API as a whole.

use http::header::{AUTHORIZATION, HeaderName};

use super::operation::Security;
use super::security::{ClientAuthentication, SecurityKind, SecurityLocation, SecurityScheme};

/// What a client knows about the API as a whole.
#[derive(Debug)]
pub struct ApiDescription {
    /// The default `User-Agent`.
    pub user_agent: &'static str,
    /// The URL of the default server; `None` if the caller has to choose one.
    pub default_server: Option<&'static str>,
    /// The specification's `securitySchemes`.
    pub security_schemes: &'static [SecurityScheme],
    /// The `security` of operations that don't have their own.
    pub security: Security,
    /// The default way to send client credentials.
    pub client_authentication: ClientAuthentication,
    /// The property of error bodies that identifies the request for the API's support.
    pub tracking_id: Option<&'static str>,
    /// Where the body of an error has its text: names and indices, with dots between them.
    pub message: Option<&'static str>,
    /// The header of responses that identifies the request for the API's support, in addition to `X-Request-Id`.
    pub request_id: Option<&'static str>,
    /// The header that marks all attempts as one call, if the API takes it with every call that changes something.
    pub idempotency_key: Option<&'static str>,
    /// The environment variables that a client is built from.
    pub environment: Option<Environment>,
}

impl ApiDescription {
    /// Whether a header carries credentials.
    pub(crate) fn is_secret(&self, header: &HeaderName) -> bool {
        let is_key = |scheme: &SecurityScheme| match scheme.kind {
            SecurityKind::ApiKey { location: SecurityLocation::Header, name } => header == name,
            _ => false,
        };
        header == AUTHORIZATION || self.security_schemes.iter().any(is_key)
    }
}

/// The names of the environment variables that a client is built from.
#[derive(Debug)]
pub struct Environment {
    /// The origin of the server.
    pub base_url: Option<&'static str>,
    /// The path that is added to the origin, without a slash at its end.
    pub base_path: &'static str,
    /// The id of client credentials.
    pub client_id: Option<&'static str>,
    /// The secret of client credentials.
    pub client_secret: Option<&'static str>,
    /// A bearer token.
    pub bearer_token: Option<&'static str>,
    /// An API key.
    pub api_key: Option<&'static str>,
}

impl Environment {
    /// No variables at all.
    pub const NONE: Self =
        Self { base_url: None, base_path: "", client_id: None, client_secret: None, bearer_token: None, api_key: None };
}
