//! The code that all operations of a client share: sending, reading, errors, and the types for dates and patches.
//!
//! Generated modules only say *what* is sent. This package sends it, and is written by hand. Items for users are in this
//! module; items for generated code are in [`codegen`]; the rest is private.
//!
//! # Layers
//!
//! The modules are layers: a module may use the modules above it in this list, and none below it. No files use each other in a
//! circle. A test checks both.
//!
//! - `error`: errors before there is a response to read.
//! - `json`: how models are read and written, and JSON Patch.
//! - `dates`: dates and points in time.
//! - `uri`: servers, path templates, parameters.
//! - `policy`: retries, time limits, the clock.
//! - `api`: what generated code says about an API and its operations, as plain data.
//! - `body`: the body of a request.
//! - `response`: a response that was read, its decoded body, and the error type of all requests.
//! - `transport`: sends requests over HTTP, with redirects, hooks and retries. It doesn't know credentials.
//! - `auth`: chooses the credentials of a request, and fetches tokens with the transport.
//! - `client`: owns a transport and credentials.
//! - `request`: the parts of a request.
//! - `transfer`: bodies that are read piece by piece.
//! - `sending`: sends a request with its client.
//! - `events`: sends a request and reads the items of its response as they come.
//! - `paging`: sends the request of one page after the other.
//! - `wait`: sends requests until a job is done.
//! - `blocking`: all of that without an async runtime.
//! - `mock`: a server for tests.
//! - `codegen`: items for generated code.
//! - `tables`: macros that turn tables into code.

mod api;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod client;
pub mod codegen;
mod dates;
mod error;
mod events;
mod json;
#[cfg(feature = "mock")]
pub mod mock;
mod paging;
mod policy;
mod request;
mod response;
mod sending;
// With this, a copy of the runtime in another crate finds its macros.
#[macro_use]
mod tables;
mod transfer;
mod transport;
mod uri;
mod wait;

pub use self::api::security::ClientAuthentication;
pub use self::auth::credentials::{ClientCredentials, Credentials};
pub use self::auth::sign_in::{AuthorizationCode, SignIn};
pub use self::auth::token_source::{AccessToken, TokenFuture, TokenSource};
pub use self::auth::token_store::{StoreFuture, TokenSet, TokenStore};
pub use self::auth::user_credentials::UserCredentials;
#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingEvents, BlockingItems};
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
pub use self::error::sign_in_error::SignInError;
pub use self::error::time_limit_error::TimeLimitError;
pub use self::error::transport_error::TransportError;
pub use self::events::EventStream;
pub use self::events::decode::Event;
pub use self::json::decimal::{Decimal, ParseDecimalError};
pub use self::json::json_patch::{JsonPatch, JsonPatchOperation};
pub use self::json::unknown::properties::UnknownProperties;
pub use self::json::unknown::value::UnknownValue;
pub use self::paging::pages::{Items, Pages};
pub use self::policy::clock::Clock;
pub use self::policy::retry_policy::RetryPolicy;
pub use self::policy::time_limits::TimeLimits;
pub use self::request::options::RequestOptions;
pub use self::response::Response;
pub use self::response::any_error::AnyError;
pub use self::response::api_error::{ApiError, ErrorBody};
pub use self::response::content::{Content, DecodeFailure};
pub use self::response::error::Error;
pub use self::response::future::{BodyFuture, ResponseFuture};
pub use self::response::redirection::Redirection;
pub use self::response::response_error::{DecodeError, UnexpectedResponse};
pub use self::sending::negotiated::Negotiated;
pub use self::transfer::download::{Download, DownloadFuture};
pub use self::transport::hook::{Hook, HookError, IncomingResponse, OutgoingRequest};
pub use self::transport::http::{HttpFuture, HttpTransport};
pub use self::uri::server::Server;
pub use self::wait::job::{Job, OfJob};
pub use self::wait::wait_error::WaitError;
pub use self::wait::{Wait, WaitFuture};
/// The HTTP client, for [`ClientBuilder::http_client_builder`] and [`HttpTransport`].
pub use reqwest;
