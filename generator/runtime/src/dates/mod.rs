//! The types for dates and times.
//!
//! `jiff` doesn't fit: its instants end on 9999-12-30, before the `9999-12-31T23:59:59Z` that servers write for "never", and its
//! parser takes no offset after a space, no `UTC`, and no tenth fractional digit.

mod as_read;
pub(super) mod date;
pub(super) mod date_time;
pub(super) mod iso8601;
