//! What is sent.

mod bodies;
mod parameters;
mod paths;
mod servers;
mod wire;
