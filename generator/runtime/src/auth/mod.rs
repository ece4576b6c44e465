//! Signing in.

pub(super) mod authorizer;
pub(super) mod client_credentials;
pub(super) mod credentials;
pub(super) mod header;
pub(super) mod token_cache;
pub(super) mod token_source;
pub(super) mod token_url;
