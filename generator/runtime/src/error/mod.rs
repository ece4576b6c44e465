//! What can go wrong before there is a response to read.

pub(super) mod build_error;
pub(super) mod credentials_error;
pub(super) mod excerpt;
pub(super) mod invalid_argument;
pub(super) mod local_error;
pub(super) mod sign_in_error;
pub(super) mod time_limit_error;
pub(super) mod transport_error;
