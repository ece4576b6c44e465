//! What every operation of this client shares: sending, reading, errors, and the types for dates and patches.
//!
//! The generated modules only say *what* is sent; everything that happens on the way is here, written once and not
//! generated. All that is useful to callers stands in this module; what only generated code needs, in
//! [`codegen`]; the rest is private.

mod api;
mod auth;
mod body;
mod client;
pub mod codegen;
mod dates;
mod error;
// A copy of the runtime in another crate finds its macros so.
#[macro_use]
mod json;
#[cfg(feature = "mock")]
pub mod mock;
mod paging;
mod policy;
mod request;
mod response;
mod transport;
mod uri;
mod wait;

pub use self::auth::credentials::{ClientAuthentication, ClientCredentials, Credentials};
pub use self::auth::token_source::{AccessToken, TokenFuture, TokenSource};
pub use self::body::multipart::FilePart;
pub use self::body::upload::{BoxError, Upload};
pub use self::client::Client;
pub use self::client::builder::ClientBuilder;
pub use self::dates::date::{Date, ParseDateError};
pub use self::dates::date_time::{DateTime, ParseDateTimeError};
pub use self::error::build_error::BuildError;
pub use self::error::credentials_error::CredentialsError;
pub use self::error::invalid_argument::InvalidArgument;
pub use self::error::local_error::LocalError;
pub use self::error::time_limit_error::TimeLimitError;
pub use self::error::transport_error::TransportError;
pub use self::json::json_patch::{JsonPatch, JsonPatchOperation};
pub use self::json::unknown_value::UnknownValue;
pub use self::paging::pages::{Items, Pages};
pub use self::policy::clock::Clock;
pub use self::policy::retry_policy::RetryPolicy;
pub use self::policy::time_limits::TimeLimits;
#[cfg(feature = "blocking")]
pub use self::request::blocking::BlockingItems;
pub use self::request::options::RequestOptions;
pub use self::response::Response;
pub use self::response::api_error::{ApiError, ErrorBody};
pub use self::response::content::{Content, DecodeFailure};
pub use self::response::error::Error;
pub use self::response::future::{BodyFuture, ResponseFuture};
pub use self::response::response_error::{DecodeError, UnexpectedResponse};
pub use self::transport::download::{Download, DownloadFuture};
pub use self::transport::hook::{Hook, HookError, IncomingResponse, OutgoingRequest};
pub use self::uri::server::Server;
pub use self::wait::wait_error::WaitError;
pub use self::wait::{Wait, WaitFuture};
