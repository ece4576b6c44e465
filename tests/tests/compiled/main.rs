//! What is generated compiles without a warning, and does what it should: cargo is run on it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../support/nested.rs"]
mod nested;

mod cases;
mod corpus;
mod custom_types;
mod examples;
mod exchange;
mod features;
mod forms;
mod media;
mod openapi_3_2;
mod outside;
mod scaffold;
mod schemas;
mod streams;
mod swagger;
mod webhooks;
