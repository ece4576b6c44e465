//! What the lock keeps: names that were given, and what they were given to.
//!
//! An operation is the one that it was while its method and path are, and else while its id is. A type is the one that it
//! was while it looks the same and stands in one of the same places, or has the same name; and else while it stands in
//! the same places. `operations` finds the former, `places` and `shapes` what speaks for the latter, and `types`
//! decides. Where a title made one type of two, `splits` takes that back.

mod places;
mod services;
mod shapes;
mod splits;
mod types;

pub(crate) use self::services::homes;
pub(crate) use self::splits::split;
pub(crate) use self::types::{Alignment, TypeNames};
