//! Servers and security schemes.

use super::Documentation;

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
    /// `default`; empty where the specification has none.
    pub default: String,
    /// `enum`; empty where any value goes.
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
    /// Whether a bearer token (RFC 6750) satisfies it: `oauth2`, `openIdConnect`, and `http` with `bearer`.
    pub takes_bearer_token: bool,
}

/// A scheme that an operation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The name of a [`SecurityScheme`].
    pub scheme: String,
    /// The scopes it has to have.
    pub scopes: Vec<String>,
}
