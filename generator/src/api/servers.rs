//! Servers and security schemes.

use super::{Documentation, Location};

/// A server of the specification: a constructor of the runtime's `Server`.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The constructor's name, in snake case: `tenant` for `https://{tenant}.example.com`.
    pub name: String,
    /// The URL template.
    pub url: String,
    /// The template's variables, in its order; they are the constructor's arguments.
    pub variables: Vec<ServerVariable>,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// A variable of a server's URL template.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// The argument's name, in snake case, raw where it is a keyword.
    pub name: String,
    /// The name between the braces.
    pub wire_name: String,
    /// `default`; empty if the specification has none.
    pub default: String,
    /// `enum`; empty if any value goes.
    pub values: Vec<String>,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// An entry of `components.securitySchemes`.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: String,
    /// `type`, such as `oauth2` or `apiKey`.
    pub kind: String,
    /// What the specification says about it.
    pub documentation: Documentation,
    /// What satisfies it.
    pub credential: SecurityKind,
}

/// What satisfies a security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecurityKind {
    /// A bearer token (RFC 6750): `oauth2`, `openIdConnect`, and `http` with `bearer`.
    Bearer {
        /// Where credentials, codes and refresh tokens are exchanged for one.
        token_url: Option<OAuthUrl>,
        /// Where a user signs in with a browser.
        authorization_url: Option<OAuthUrl>,
        /// Where codes of users are exchanged for a token, if it is another URL.
        user_token_url: Option<OAuthUrl>,
        /// Where refresh tokens are exchanged, if it is another URL than that for codes.
        refresh_url: Option<OAuthUrl>,
    },
    /// A user's name and password (RFC 7617): `http` with `basic`.
    Basic,
    /// A key: `apiKey`.
    ApiKey {
        /// Where it travels: in the query, a header or a cookie.
        location: Location,
        /// The name of the parameter, header or cookie.
        name: String,
    },
    /// Something that the client knows nothing of.
    Other,
}

/// A URL of the server that signs clients and users in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthUrl {
    /// The URL, with `{name}` for each of the server's variables that it has.
    pub template: String,
    /// Whether the configuration names it, rather than the specification.
    pub is_configured: bool,
}

/// How a client says who it is when it fetches a token (RFC 6749, section 2.3.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// In an `Authorization: Basic` header.
    #[default]
    Basic,
    /// In the body.
    Body,
}

/// What a client is built from in the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// The names of the variables.
    pub variables: EnvironmentVariables,
    /// The path that is added to the server's origin, without a slash at its end.
    pub base_path: String,
}

/// The names of the variables of the environment that a client is built from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnvironmentVariables {
    /// The origin of the server, to which the first server's path is added.
    pub base_url: Option<String>,
    /// The id of client credentials.
    pub client_id: Option<String>,
    /// The secret of client credentials.
    pub client_secret: Option<String>,
    /// A bearer token.
    pub bearer_token: Option<String>,
    /// An API key.
    pub api_key: Option<String>,
}

/// A scheme that an operation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The name of a [`SecurityScheme`].
    pub scheme: String,
    /// The scopes it has to have.
    pub scopes: Vec<String>,
}
