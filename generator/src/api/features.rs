//! Features of generated crates.

/// The features that each generated crate has, beside `default` and those of its services; sorted.
pub const BUILT_IN_FEATURES: &[&str] = &["blocking", "brotli", "gzip", "http2", "mock", "rustls", "tracing"];

/// What else no service's feature can be called: `default`, and the dependencies that are optional.
pub const RESERVED_FEATURES: &[&str] = &["default", "wiremock"];

/// The most features of services that an item is put behind: who reads a longer list learns nothing from it.
pub const MOST_FEATURES: usize = 8;
