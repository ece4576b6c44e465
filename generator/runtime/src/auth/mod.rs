//! Signing in.

pub(super) mod authorizer;
mod client_credentials;
pub(super) mod credentials;
mod header;
mod pkce;
pub(super) mod sign_in;
mod token_answer;
mod token_cache;
mod token_endpoint;
pub(super) mod token_source;
pub(super) mod token_store;
pub(super) mod token_url;
pub(super) mod user_credentials;
mod user_tokens;
