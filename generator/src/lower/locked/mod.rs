//! What the lock keeps: which item has which name.
//!
//! An operation stays the same if its method and path do, or else its id. A type stays the same if it looks the same and is
//! in one of the same places, or has the same name; or else if it is in the same places. `operations` matches operations,
//! `places` and `shapes` gather the evidence for types, and `types` decides. If a new title merged two types, `splits` takes
//! that back.

mod places;
mod services;
mod shapes;
mod splits;
mod types;

pub(crate) use self::services::homes;
pub(crate) use self::splits::split;
pub(crate) use self::types::{Alignment, TypeNames};
