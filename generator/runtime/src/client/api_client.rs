//! What a client says of its API.

use super::super::api::description::ApiDescription;
use super::Client;

/// The `Client` of a generated crate: a thin type around the runtime's, by which the clients of several APIs are told apart.
pub trait ApiClient: From<Client> {
    /// What the runtime has to know of the API.
    const API: &'static ApiDescription;
}
