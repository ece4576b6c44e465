//! What every operation of this client shares: sending, reading, errors, and the types for dates and patches.
//!
//! The generated modules only say *what* is sent; everything that happens on the way is here, written once and not
//! generated. All that is useful to callers stands in this module; the rest is private.

// Which of the private items an API needs depends on what it has: no multipart body, no `FilePart`.
#![allow(unused_imports, reason = "emitted code imports from here what its API has")]

mod api_error;
mod attempt;
mod authorization;
mod best;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod build_error;
mod builder;
mod client;
mod client_credentials;
mod clock;
pub(crate) mod codec;
mod content;
mod credentials;
mod credentials_error;
mod date;
mod date_time;
pub(crate) mod decode;
mod download;
mod download_file;
mod encode;
mod environment;
mod error;
mod exchange;
mod future;
mod hook;
mod invalid_argument;
mod iso8601;
mod json_patch;
mod json_path;
mod link;
mod local_error;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
mod mock_answer;
#[cfg(feature = "mock")]
mod mock_call;
mod multipart;
mod nulls;
mod object;
mod operation;
mod options;
mod outgoing;
mod page_items;
mod pages;
mod paging;
mod parameter;
mod path;
mod payload;
mod redirect;
mod request;
mod response;
mod response_error;
mod retry_policy;
mod server;
mod template;
mod time_limit_error;
mod time_limits;
mod token_cache;
mod token_source;
mod token_url;
mod trace;
mod transport_error;
mod unknown_value;
mod upload;
mod wait;
mod wait_error;

pub use self::api_error::{ApiError, ErrorBody};
#[cfg(feature = "blocking")]
pub use self::blocking::BlockingItems;
pub use self::build_error::BuildError;
pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::clock::Clock;
pub use self::content::{Content, DecodeFailure};
pub use self::credentials::{ClientAuthentication, ClientCredentials, Credentials};
pub use self::credentials_error::CredentialsError;
pub use self::date::{Date, ParseDateError};
pub use self::date_time::{DateTime, ParseDateTimeError};
pub use self::download::{Download, DownloadFuture};
pub use self::error::Error;
pub use self::future::{BodyFuture, ResponseFuture};
pub use self::hook::{Hook, HookError, IncomingResponse, OutgoingRequest};
pub use self::invalid_argument::InvalidArgument;
pub use self::json_patch::{JsonPatch, JsonPatchOperation};
pub use self::local_error::LocalError;
pub use self::multipart::FilePart;
pub use self::options::RequestOptions;
pub use self::pages::{Items, Pages};
pub use self::response::Response;
pub use self::response_error::{DecodeError, UnexpectedResponse};
pub use self::retry_policy::RetryPolicy;
pub use self::server::Server;
pub use self::time_limit_error::TimeLimitError;
pub use self::time_limits::TimeLimits;
pub use self::token_source::{AccessToken, TokenFuture, TokenSource};
pub use self::transport_error::TransportError;
pub use self::unknown_value::UnknownValue;
pub use self::upload::{BoxError, Upload};
pub use self::wait::{Wait, WaitFuture};
pub use self::wait_error::WaitError;

pub(crate) use self::operation::{
    ApiDescription, Environment, Operation, SecurityKind, SecurityLocation, SecurityScheme, TokenUrl,
};
pub(crate) use self::paging::{CursorPlace, PageSize, Paging, PagingStyle};
pub(crate) use self::parameter::Style;
pub(crate) use self::request::Request;
pub(crate) use self::wait::{Waiter, WaiterArgument};
