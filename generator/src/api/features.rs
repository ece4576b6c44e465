//! Features of generated crates.

/// The features of every generated crate, apart from `default` and the features of its services; sorted.
pub const BUILT_IN_FEATURES: &[&str] = &["blocking", "brotli", "gzip", "http2", "mock", "rustls", "tracing"];

/// More names that no service's feature can have: `default`, and the optional dependencies.
pub const RESERVED_FEATURES: &[&str] = &["default", "wiremock"];

/// The most service features in the condition of an item: a longer list tells readers nothing.
pub const MOST_FEATURES: usize = 8;

/// The feature of the payloads of webhooks and callbacks. If a service has it already, both are behind it.
pub const WEBHOOKS_FEATURE: &str = "webhooks";
