//! Signing in.

pub(super) mod authorization;
pub(super) mod client_credentials;
pub(super) mod credentials;
pub(super) mod token_cache;
pub(super) mod token_source;
pub(super) mod token_url;
