//! Documented headers of responses.

use super::{Documentation, Type};

/// The struct with the documented headers of all responses of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseHeaders {
    /// The struct's name, in upper camel case.
    pub name: String,
    /// One for each header, in the specification's order.
    pub fields: Vec<HeaderField>,
}

/// A documented header.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderField {
    /// The field's name, in snake case, raw where it is a keyword.
    pub name: String,
    /// The header's name as the specification writes it.
    pub wire_name: String,
    /// The type of its value: a scalar without a type of its own, or a list of such.
    pub ty: Type,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What the specification says about it.
    pub documentation: Documentation,
}
