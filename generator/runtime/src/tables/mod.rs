//! Macros that make of a table what is the same for all items of a kind.
//!
//! Generated code says of each item what is particular to it: a type with its documentation as plain Rust, and below it
//! a table with a row a property, a value, a variant or a status. The macros write the rest. Tables cost the
//! compiler what written-out code costs, and can't be wrong in a way that compiles.
//!
//! They name everything by its whole path: whatever the specification calls its types, they mean the same.

#[macro_use]
mod client;
#[macro_use]
mod enums;
#[macro_use]
mod items;
#[macro_use]
mod object;
#[macro_use]
mod one_of;
#[macro_use]
mod operation;
#[macro_use]
mod setters;
#[macro_use]
mod statuses;
