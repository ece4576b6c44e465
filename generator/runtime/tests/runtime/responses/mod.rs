//! What is read.

mod any_errors;
mod bodies;
mod bounds;
mod codec;
mod compression;
mod dates;
mod details;
mod errors;
mod hostile;
mod json_patch;
mod large;
mod negotiation;
mod successes;
mod typed_headers;
