//! The credentials that an API asks for.

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
        /// Where credentials, codes and refresh tokens of `oauth2` are exchanged for a token.
        token_url: Option<OAuthUrl>,
        /// Where a user signs in with a browser.
        authorization_url: Option<OAuthUrl>,
        /// Where codes and refresh tokens are exchanged instead, if it is another URL than that for credentials.
        user_token_url: Option<OAuthUrl>,
        /// Where refresh tokens are exchanged instead, if it is another URL than that for codes.
        refresh_url: Option<OAuthUrl>,
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
    /// A scheme that the client doesn't know.
    Other,
}

/// A URL of the server that signs clients and users in.
#[derive(Debug)]
pub struct OAuthUrl {
    /// The URL, with `{name}` for each of the server's variables.
    pub template: &'static str,
    /// Whether the URL was configured, and not taken from the specification. A configured URL is used wherever it leads, and
    /// `{server.origin}` in it stands for the server's origin.
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

/// How a client sends its id and secret to fetch a token (RFC 6749, section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// In an `Authorization: Basic` header.
    Basic,
    /// As `client_id` and `client_secret` in the body.
    Body,
}
