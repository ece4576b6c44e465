//! Tests of the whole.

pub mod corpus;
pub mod equivalence;
pub mod slow;

/// The README's code compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub mod readme {}
/// So does that of the generated crate's.
#[cfg(doctest)]
#[doc = include_str!("../../generated-client/README.md")]
pub mod client_readme {}
/// So does that of the first steps.
#[cfg(doctest)]
#[doc = include_str!("../../docs/getting-started.md")]
pub mod getting_started {}
/// The guide's code compiles.
#[cfg(doctest)]
#[doc = include_str!("../../docs/client.md")]
pub mod guide {}
/// So does that of the page on the library.
#[cfg(doctest)]
#[doc = include_str!("../../docs/library.md")]
pub mod library {}

/// What the tests of generated crates compare examples with, compiled by itself.
#[cfg(test)]
#[path = "../../generator/example_tests/round_trip.rs"]
mod round_trip;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod round_trip_tests;
