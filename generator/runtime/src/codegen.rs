//! What generated code is written against, and nothing else should be.
//!
//! Not for hands: all of it may change with any minor version. A generated crate and its runtime are made for each other.

pub use super::api::description::{ApiDescription, Environment};
pub use super::api::operation::Operation;
pub use super::api::security::{SecurityKind, SecurityLocation, SecurityScheme, TokenUrl};
pub use super::json::codec;
pub use super::paging::{CursorPlace, PageSize, Paging, PagingStyle};
pub use super::request::Request;
pub use super::response::decode;
pub use super::response::page_items::{PageDecoder, PageItems};
pub use super::uri::parameter::Style;
pub use super::wait::{Waiter, WaiterArgument};
