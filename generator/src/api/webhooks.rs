//! Events that the server sends: the payloads of webhooks and callbacks.

use super::{Documentation, Type};

/// An event that the server sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Webhook {
    /// The name of the webhook or of the callback, as the specification writes it.
    pub name: String,
    /// The variant of the enum of all events, in upper camel case.
    pub variant: String,
    /// The function that reads its payload, in snake case.
    pub function: String,
    /// The type of its payload, which is JSON.
    pub ty: Type,
    /// What the specification says about it.
    pub documentation: Documentation,
}
