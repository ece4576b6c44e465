//! The methods that an operation can have.

/// The fields of a path item that hold operations (OpenAPI 3.1, "Path Item Object"), in the order of the specification.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Whether `name` is one of [`METHODS`] as requests write it: `GET`.
pub(crate) fn is_in_capitals(name: &str) -> bool {
    METHODS.iter().any(|method| method.eq_ignore_ascii_case(name))
        && name.chars().all(|letter| letter.is_ascii_uppercase())
}
