//! What every operation of this client shares: sending, reading, errors, and the types for dates and patches.
//!
//! The generated modules only say *what* is sent; everything that happens on the way is here, written once and not
//! generated. All that is useful to callers stands in this module; the rest is private.

// Which of the private items an API needs depends on what it has: no multipart body, no `FilePart`.
#![allow(unused_imports, reason = "emitted code imports from here what its API has")]

mod api_error;
mod best;
mod body;
mod build_error;
mod builder;
mod client;
pub(crate) mod codec;
mod content;
mod date;
mod date_time;
pub(crate) mod decode;
mod encode;
mod error;
mod exchange;
mod future;
mod invalid_argument;
mod iso8601;
mod json_patch;
mod json_path;
mod multipart;
mod operation;
mod parameter;
mod path;
mod redirect;
mod request;
mod response;
mod response_error;
mod server;
mod template;
mod transport_error;
mod unknown_value;

pub use self::api_error::{ApiError, ErrorBody};
pub use self::build_error::BuildError;
pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::content::{Content, DecodeFailure};
pub use self::date::{Date, ParseDateError};
pub use self::date_time::{DateTime, ParseDateTimeError};
pub use self::error::Error;
pub use self::future::{BodyFuture, ResponseFuture};
pub use self::invalid_argument::InvalidArgument;
pub use self::json_patch::{JsonPatch, JsonPatchOperation};
pub use self::multipart::FilePart;
pub use self::response::Response;
pub use self::response_error::{DecodeError, UnexpectedResponse};
pub use self::server::Server;
pub use self::transport_error::TransportError;
pub use self::unknown_value::UnknownValue;

pub(crate) use self::operation::{ApiDescription, Operation};
pub(crate) use self::parameter::Style;
pub(crate) use self::request::Request;
