//! What the configuration says of an API beyond its document.

pub(super) mod client;
pub(super) mod paging;
pub(super) mod properties;
pub(super) mod streams;
pub(super) mod waiters;
