//! What is read.

mod bodies;
mod bounds;
mod codec;
mod dates;
mod errors;
mod json_patch;
mod successes;
