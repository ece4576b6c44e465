//! What can go wrong when a client is built.

use std::error::Error as StdError;
use std::fmt;

/// A client that could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No server was chosen, and the specification has no default server.
    NoServer,
    /// The server's URL can't be used.
    InvalidServer {
        /// The URL, or its template.
        server: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Credentials would be sent over `http` to another machine. Anybody in between could read them.
    InsecureServer {
        /// Scheme, host and port of the server, or of the token endpoint.
        origin: String,
    },
    /// A header for every request can't be sent.
    InvalidHeader {
        /// The header's name.
        name: String,
    },
    /// The bearer token is empty, or has characters that can't be sent.
    InvalidBearerToken,
    /// The user's name has a colon, or has characters that can't be sent.
    InvalidUserName,
    /// The API key is empty, or has characters that can't be sent.
    InvalidApiKey,
    /// Credentials were given for a security scheme that the specification doesn't have.
    UnknownSecurityScheme {
        /// The scheme's name.
        scheme: String,
    },
    /// Client credentials were given, but no URL to fetch their tokens from.
    NoTokenUrl {
        /// Why the specification's URL is not used.
        reason: String,
    },
    /// A user has to sign in, but there is no URL for that.
    NoAuthorizationUrl {
        /// Why the specification's URL is not used.
        reason: String,
    },
    /// The URL that a browser is redirected to can't be used.
    InvalidRedirectUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// The system has no random numbers, which a sign-in needs.
    NoRandomNumbers,
    /// An environment variable is missing or empty.
    MissingVariable {
        /// The variable's name.
        name: String,
    },
    /// TLS is compiled in without an implementation of its cryptography.
    NoTlsProvider,
    /// The HTTP client could not be set up.
    HttpClient(reqwest::Error),
}

impl BuildError {
    pub(crate) fn server(server: &str, reason: String) -> Self {
        Self::InvalidServer { server: without_secrets(server), reason }
    }
}

/// A password in a URL, or a key in a query, is a secret, even in the wrong place.
pub(crate) fn without_secrets(url: &str) -> String {
    let start = url.split(['?', '#']).next().unwrap_or_default();
    match url.rsplit_once('@') {
        Some((user, _)) => format!("..@{}", start.get(user.len().saturating_add(1)..).unwrap_or_default()),
        None => start.to_owned(),
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => f.write_str(
                "no server is chosen: call `ClientBuilder::server` with one of the constructors of `Server`, or \
                 `ClientBuilder::base_url` with a whole URL",
            ),
            Self::InvalidServer { server, reason } => write!(f, "the server `{server}` can't be used: {reason}"),
            Self::InsecureServer { origin } => write!(
                f,
                "credentials don't go to {origin}: anybody on the way could read them; use `https`, or allow it with \
                 `ClientBuilder::allow_http`"
            ),
            Self::InvalidHeader { name } => write!(f, "the header `{name}` has a name or a value that can't be sent"),
            Self::InvalidBearerToken => f.write_str("the bearer token is empty or has characters that can't be sent"),
            Self::InvalidUserName => f.write_str("the user's name has a colon or characters that can't be sent"),
            Self::InvalidApiKey => f.write_str("the API key is empty or has characters that can't be sent"),
            Self::UnknownSecurityScheme { scheme } => {
                write!(f, "credentials are given for `{scheme}`, which is not one of the API's security schemes")
            }
            Self::NoTokenUrl { reason } | Self::NoAuthorizationUrl { reason } => f.write_str(reason),
            Self::InvalidRedirectUrl { reason } => write!(f, "the redirect URL can't be used: {reason}"),
            Self::NoRandomNumbers => f.write_str("the system has no random numbers for a sign-in"),
            Self::MissingVariable { name } => write!(f, "the variable `{name}` of the environment is missing or empty"),
            Self::NoTlsProvider => f.write_str(
                "TLS has no provider of its cryptography: install one with \
                 `rustls::crypto::CryptoProvider::install_default`",
            ),
            Self::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::HttpClient(error) => Some(error),
            _ => None,
        }
    }
}
