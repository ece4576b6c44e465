//! The types for dates and times.

pub(super) mod date;
pub(super) mod date_time;
pub(super) mod iso8601;
