//! Jobs that are waited for.

use std::time::Duration;

/// A method that starts a job and waits for it, on the builder of the operation that starts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// The method's name, in snake case.
    pub name: String,
    /// The operation that returns the job's status.
    pub status: OperationPlace,
    /// Parameters of that operation that the answer of the other has; the rest of its path comes from the other's path.
    pub arguments: Vec<WaiterArgument>,
    /// The names that lead to the property with the job's status.
    pub field: Vec<String>,
    /// Its values for a job that is done.
    pub done: Vec<String>,
    /// Its values for a job that failed.
    pub failed: Vec<String>,
    /// How long to wait before the first question.
    pub interval: Duration,
    /// How long to wait in all.
    pub limit: Duration,
}

/// The place of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationPlace {
    /// The index into [`Api::services`](super::Api::services).
    pub service: usize,
    /// The index into [`Service::operations`](super::Service::operations).
    pub operation: usize,
}

/// A parameter and the property that is its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiterArgument {
    /// The parameter's name on the wire.
    pub parameter: String,
    /// Whether it is in the path, rather than in the query.
    pub is_in_path: bool,
    /// The names that lead to the property.
    pub property: Vec<String>,
}
