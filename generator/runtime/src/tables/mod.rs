//! Macros that turn tables into the code that all items of a kind share.
//!
//! Generated code only has what is particular to each item: a type with its documentation as plain Rust, and below it
//! a table with a row for each property, value, variant or status. The macros write the rest. A table costs the compiler as much as
//! the same code written out.
//!
//! The macros name everything by its whole path, so that no name of the specification changes their meaning.

#[macro_use]
mod client;
#[macro_use]
mod enums;
#[macro_use]
mod headers;
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
