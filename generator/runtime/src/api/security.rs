//! What an API asks for before it lets a caller in.

/// One of the specification's `securitySchemes`.
#[derive(Debug)]
pub struct SecurityScheme {
    /// Its name.
    pub name: &'static str,
    /// What it asks for.
    pub kind: SecurityKind,
}

/// What a security scheme asks for.
#[derive(Debug)]
pub enum SecurityKind {
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
pub struct TokenUrl {
    /// The URL, with `{name}` for each of the server's variables.
    pub template: &'static str,
    /// Whether it was configured, rather than taken from the specification. Such a one is used wherever it leads, and
    /// `{server.origin}` stands for the server's in it.
    pub is_configured: bool,
}

/// Where an API key is sent.
#[derive(Debug, Clone, Copy)]
pub enum SecurityLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// How a client says who it is when it fetches a token (RFC 6749, section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// By id and secret in an `Authorization: Basic` header.
    Basic,
    /// By `client_id` and `client_secret` in the body.
    Body,
}
