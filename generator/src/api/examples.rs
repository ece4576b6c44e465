//! The specification's examples of bodies.

use serde_json::Value;

use super::{OperationPlace, StatusPattern, Type};

/// A body of JSON as the specification shows it, wherever it shows the same as the same type.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyExample {
    /// What it is called, in snake case, after the first of its places: `get_disk_200`.
    pub name: String,
    /// The body's type.
    pub ty: Type,
    /// The body.
    pub value: Value,
    /// Where the specification shows it, in the order of the operations; at least one.
    pub places: Vec<ExamplePlace>,
    /// Where in the input it is not what its schema says, and how so; `None` if it is.
    pub flaw: Option<String>,
}

/// Where the specification shows an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamplePlace {
    /// The operation.
    pub operation: OperationPlace,
    /// The status of the response; `None` for the request.
    pub status: Option<StatusPattern>,
    /// Its key in `examples`; `None` if there is only one.
    pub key: Option<String>,
}
