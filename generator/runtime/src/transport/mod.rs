//! How a request travels: attempts, redirects, hooks, and the response as it arrives.

pub(super) mod attempt;
pub(super) mod download;
pub(super) mod download_file;
pub(super) mod exchange;
pub(super) mod hook;
pub(super) mod redirect;
pub(super) mod trace;
