//! Operations as emitted code describes them.

use generator_runtime::codegen::{Operation, PLAIN};

/// Reads a thing; anybody may.
pub(crate) static GET: Operation =
    Operation { method: "GET", id: "getThing", path: "/thing", accept: "", security: Some(&[]), ..PLAIN };

/// Changes a thing; anybody may.
pub(crate) static POST: Operation = Operation { id: "addThing", method: "POST", ..GET };
