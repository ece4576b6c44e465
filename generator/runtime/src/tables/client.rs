//! A generated crate as a whole: its client and its servers.

/// Writes the items of a client: `builder`, `base_url`, and the description of the API for the runtime.
///
/// The head is the client's name, a struct around the runtime's. The rows are
///
/// - `server`, the URL of the default server;
/// - `scheme`, one of the `securitySchemes` by its name: `bearer`, with the token URL if there is one and whether it is
///   `configured` or `specified`, the same of the `authorization` URL, and of the token URL for a `user` and the one to `refresh` tokens
///   if they differ; `basic`; `api_key` with where it is sent and its name there; or `other`;
/// - `security`, for operations that don't have their own: alternatives of schemes that are used together;
/// - `client_authentication`, how client credentials are sent;
/// - `tracking_id`, the property of error bodies that identifies the request for the API's support; `message`, where error bodies have
///   their text; `request_id`, the header of responses that identifies the request;
/// - `idempotency_key`, the header that marks all attempts as one call;
/// - if a client can be built from the environment: `base_path`, which is added to the server's origin, and the names of the
///   variables.
#[macro_export]
macro_rules! api_client {
    (
        $client:ident;
        $(server => $server:literal,)?
        $(scheme $scheme:literal => $kind:ident $(($($argument:tt)*))?,)*
        $(security => [$($required:tt),* $(,)?],)?
        client_authentication => $authentication:ident,
        $(tracking_id => $tracking_id:literal,)?
        $(message => $message:literal,)?
        $(request_id => $request_id:literal,)?
        $(idempotency_key => $idempotency_key:literal,)?
        $(base_path => $base_path:literal, $($variable:ident => $name:literal,)*)?
    ) => {
        impl $client {
            /// Starts to build a client.
            pub fn builder() -> $crate::ClientBuilder<Self> {
                $crate::ClientBuilder::new(<Self as $crate::codegen::ApiClient>::API)
            }

            /// The base URL, without a slash at its end. The paths of operations are added to it.
            pub fn base_url(&self) -> &str {
                self.0.base_url()
            }
        }

        impl $crate::codegen::ApiClient for $client {
            const API: &'static $crate::codegen::ApiDescription = &$crate::codegen::ApiDescription {
                user_agent: ::std::concat!(::std::env!("CARGO_PKG_NAME"), "/", ::std::env!("CARGO_PKG_VERSION")),
                default_server: $crate::codegen::first(&[$($server)?]),
                security_schemes: &[
                    $($crate::codegen::SecurityScheme {
                        name: $scheme,
                        kind: $crate::security_kind!($kind $(($($argument)*))?),
                    },)*
                ],
                security: &[$($(&$required),*)?],
                client_authentication: $crate::ClientAuthentication::$authentication,
                tracking_id: $crate::codegen::first(&[$($tracking_id)?]),
                message: $crate::codegen::first(&[$($message)?]),
                request_id: $crate::codegen::first(&[$($request_id)?]),
                idempotency_key: $crate::codegen::first(&[$($idempotency_key)?]),
                environment: $crate::api_environment!($($base_path, $($variable => $name,)*)?),
            };
        }

        impl ::std::convert::From<$crate::Client> for $client {
            fn from(client: $crate::Client) -> Self {
                Self(client)
            }
        }

        /// The runtime's client, for `ClientBuilder::share`.
        impl ::std::convert::AsRef<$crate::Client> for $client {
            fn as_ref(&self) -> &$crate::Client {
                &self.0
            }
        }

        impl ::std::fmt::Debug for $client {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, formatter)
            }
        }
    };
}

/// The credentials of a security scheme.
#[doc(hidden)]
#[macro_export]
macro_rules! security_kind {
    (bearer) => {
        $crate::security_kind!(bearer())
    };
    (bearer(
        $(specified $specified:literal $(,)?)? $(configured $configured:literal $(,)?)?
        $(authorization $user_kind:ident $user_template:literal $(,)?)?
        $(user $token_kind:ident $token_template:literal $(,)?)?
        $(refresh $refresh_kind:ident $refresh_template:literal $(,)?)?
    )) => {
        $crate::codegen::SecurityKind::Bearer {
            token_url: $crate::oauth_url!($(specified $specified)? $(configured $configured)?),
            authorization_url: $crate::oauth_url!($($user_kind $user_template)?),
            user_token_url: $crate::oauth_url!($($token_kind $token_template)?),
            refresh_url: $crate::oauth_url!($($refresh_kind $refresh_template)?),
        }
    };
    (basic) => {
        $crate::codegen::SecurityKind::Basic
    };
    (api_key($location:ident $name:literal)) => {
        $crate::codegen::SecurityKind::ApiKey {
            location: $crate::codegen::SecurityLocation::$location,
            name: $name,
        }
    };
    (other) => {
        $crate::codegen::SecurityKind::Other
    };
}

/// A URL of the server that signs clients and users in.
#[doc(hidden)]
#[macro_export]
macro_rules! oauth_url {
    () => {
        ::std::option::Option::None
    };
    (configured $template:literal) => {
        $crate::oauth_url!(@ $template, true)
    };
    (specified $template:literal) => {
        $crate::oauth_url!(@ $template, false)
    };
    (@ $template:literal, $is_configured:literal) => {
        ::std::option::Option::Some($crate::codegen::OAuthUrl { template: $template, is_configured: $is_configured })
    };
}

/// The environment variables.
#[doc(hidden)]
#[macro_export]
macro_rules! api_environment {
    () => {
        ::std::option::Option::None
    };
    ($base_path:literal, $($variable:ident => $name:literal,)*) => {
        ::std::option::Option::Some($crate::codegen::Environment {
            base_path: $base_path,
            $($variable: ::std::option::Option::Some($name),)*
            ..$crate::codegen::Environment::NONE
        })
    };
}

/// Writes the items of a server, a struct around the runtime's: `url`, `from_template`, and the conversion into the runtime's.
#[macro_export]
macro_rules! api_server {
    ($server:ident) => {
        impl $server {
            /// A server with this base URL. The paths of the operations are added to it.
            ///
            /// The URL is checked when the client is built: it must be `http` or `https`, without user info, query and fragment.
            pub fn url(url: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self($crate::Server::url(url))
            }

            /// A server from a URL template, such as `https://{tenant}.example.com/v1`, and the values of its variables.
            ///
            /// Values are checked when the client is built. A host, or a part of it, may only have letters, digits,
            /// `-`, `.`, `_`, `~`, and a port after a colon. A value in the path may have several segments, but must
            /// not lead upwards. A variable at the very start of the template takes a URL.
            pub fn from_template<const N: usize>(
                template: &str,
                variables: [(&str, ::std::string::String); N],
            ) -> Self {
                Self($crate::Server::from_template(template, variables))
            }
        }

        impl ::std::convert::From<$server> for $crate::Server {
            fn from(server: $server) -> Self {
                server.0
            }
        }

        impl ::std::fmt::Debug for $server {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, formatter)
            }
        }
    };
}
