//! Items for generated code only.
//!
//! Do not call them yourself. Code that was generated for one version of the runtime compiles, and does the same, with all
//! versions that fit it: see [`made_for`].

pub use super::api::description::{ApiDescription, Environment};
pub use super::api::operation::{Operation, PLAIN, Redirects, Security};
pub use super::api::security::{OAuthUrl, SecurityKind, SecurityLocation, SecurityScheme};
pub use super::client::api_client::ApiClient;
pub use super::client::payload::payload;
pub use super::events::decode as decode_item;
pub use super::events::format::{EventFormat, Framing, SERVER_SENT_EVENTS};
pub use super::json::codec;
pub use super::json::unknown::value::unknown;
pub use super::paging::{CursorPlace, PageSize, Paging, PagingStyle};
pub use super::request::Request;
pub use super::response::decode;
pub use super::response::page_items::{PageDecoder, PageItems};
pub use super::response::statuses::{Outcome, Statuses};
pub use super::response::typed_headers as header;
pub use super::uri::parameter::Style;
pub use super::wait::{Waiter, WaiterArgument};
pub use http::HeaderMap;
pub use serde;
pub use serde_json::{Map, Value};

/// The first item of a list that has one at most.
pub const fn first(list: &[&'static str]) -> Option<&'static str> {
    match list {
        [first, ..] => Some(*first),
        [] => None,
    }
}

/// The major and the minor version of the runtime.
///
/// Not taken from the package's variables: if the runtime is a module of another package, those belong to that package.
const VERSION: (u16, u16) = (0, 1);

/// Does nothing if the generated code fits this runtime. In a constant, it stops the compiler if the code doesn't fit.
///
/// They fit if the major versions are equal and the runtime's minor version is at least the code's. Below 1.0 the minor
/// versions must be equal, too.
///
/// ```compile_fail
/// const _: () = generator_runtime::codegen::made_for(0, 0);
/// ```
///
/// # Panics
///
/// If they don't fit.
pub const fn made_for(major: u16, minor: u16) {
    let fits = major == VERSION.0 && if major == 0 { minor == VERSION.1 } else { minor <= VERSION.1 };
    assert!(
        fits,
        "the generated code and its runtime don't fit: use the version of the runtime that is named here, or generate the code \
         anew with the generator of the runtime's version"
    );
}
