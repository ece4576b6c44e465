//! What a client says of its API.

use super::super::api::description::ApiDescription;
use super::Client;

/// The `Client` of a generated crate: a thin type around the runtime's client, so that the clients of several APIs differ.
pub trait ApiClient: From<Client> {
    /// What the runtime knows about the API.
    const API: &'static ApiDescription;
}
