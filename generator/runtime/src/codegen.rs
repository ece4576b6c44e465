//! What generated code is written against, and nothing else should be.
//!
//! Not for hands: all of it may change with any minor version. A generated crate and its runtime are made for each other.

pub use super::api::description::{ApiDescription, Environment};
pub use super::api::operation::Operation;
pub use super::api::security::{SecurityKind, SecurityLocation, SecurityScheme, TokenUrl};
pub use super::json::codec;
pub use super::json::unknown_value::unknown;
pub use super::paging::{CursorPlace, PageSize, Paging, PagingStyle};
pub use super::request::Request;
pub use super::response::decode;
pub use super::response::page_items::{PageDecoder, PageItems};
pub use super::response::statuses::{Outcome, Statuses};
pub use super::uri::parameter::Style;
pub use super::wait::{Waiter, WaiterArgument};
pub use http::Method;
pub use serde;
pub use serde_json::Value;

/// The first of a list that has one at most.
pub const fn first(list: &[&'static str]) -> Option<&'static str> {
    match list {
        [first, ..] => Some(*first),
        [] => None,
    }
}
