//! What a crate has once: its manifest and features, `lib.rs` and the other index files, the runtime's copy, the tests of
//! documented examples, and a first test of a call.

pub(in crate::emit) mod call_test;
pub(in crate::emit) mod features;
pub(in crate::emit) mod front_page;
pub(in crate::emit) mod indexes;
pub(in crate::emit) mod library;
pub(in crate::emit) mod lints;
pub(in crate::emit) mod manifest;
pub(in crate::emit) mod round_trips;
pub(in crate::emit) mod runtime;
