//! What emitted code tells the runtime about the API as a whole.

use http::header::{AUTHORIZATION, HeaderName};

use super::operation::Security;
use super::security::{ClientAuthentication, SecurityKind, SecurityLocation, SecurityScheme};

/// What a client has to know about the API as a whole.
#[derive(Debug)]
pub struct ApiDescription {
    /// The `User-Agent` unless the caller sets one.
    pub user_agent: &'static str,
    /// The URL of the server that is used unless the caller chooses one; `None` where one has to be chosen.
    pub default_server: Option<&'static str>,
    /// The specification's `securitySchemes`.
    pub security_schemes: &'static [SecurityScheme],
    /// The `security` of operations that have none of their own.
    pub security: Security,
    /// How client credentials are sent unless the caller says.
    pub client_authentication: ClientAuthentication,
    /// The property of error bodies by which the API's makers find a request again.
    pub tracking_id: Option<&'static str>,
    /// The names and indices that lead to the text of an error in its body, with dots between them.
    pub message: Option<&'static str>,
    /// The header of responses by which the API's makers find a request again, beside `X-Request-Id`.
    pub request_id: Option<&'static str>,
    /// The header that makes one of all attempts at a call that changes something, where the API takes it with all of them.
    pub idempotency_key: Option<&'static str>,
    /// The variables of the environment that a client is built from.
    pub environment: Option<Environment>,
}

impl ApiDescription {
    /// Whether a header is there to sign in with.
    pub(crate) fn is_secret(&self, header: &HeaderName) -> bool {
        let is_key = |scheme: &SecurityScheme| match scheme.kind {
            SecurityKind::ApiKey { location: SecurityLocation::Header, name } => header == name,
            _ => false,
        };
        header == AUTHORIZATION || self.security_schemes.iter().any(is_key)
    }
}

/// The names of the variables of the environment that a client is built from.
#[derive(Debug)]
pub struct Environment {
    /// The origin of the server.
    pub base_url: Option<&'static str>,
    /// What is added to it, without a slash at its end.
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
