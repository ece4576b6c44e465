//! Bodies whose type depends on the response's status (`responses`).

use std::fmt;
use std::ops::{RangeFull, RangeInclusive};

use http::StatusCode;

use super::content::{Content, DecodeFailure};

/// The result of an operation whose body depends on the status.
pub trait Outcome: Sized {
    /// Reads the body that belongs to the status.
    fn decode(content: &Content) -> Result<Self, DecodeFailure>;
}

/// The statuses of one type of body: a single one, such as `404`, a range, such as `4XX`, or all others, `default`.
pub trait Statuses {
    /// Whether `status` is one of them.
    fn have(&self, status: u16) -> bool;

    /// One of them; `default` stands for all others.
    fn example(&self, default: u16) -> u16;

    /// Writes the name of an error with these statuses.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl Statuses for u16 {
    fn have(&self, status: u16) -> bool {
        *self == status
    }

    fn example(&self, _: u16) -> u16 {
        *self
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let status = StatusCode::from_u16(*self).ok();
        match status.and_then(|status| status.canonical_reason()) {
            Some(reason) => write!(f, " {reason}"),
            None => Ok(()),
        }
    }
}

impl Statuses for RangeInclusive<u16> {
    fn have(&self, status: u16) -> bool {
        self.contains(&status)
    }

    fn example(&self, _: u16) -> u16 {
        *self.start()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.start() / 100 {
            4 => f.write_str("4XX Client Error"),
            5 => f.write_str("5XX Server Error"),
            class => write!(f, "{class}XX"),
        }
    }
}

impl Statuses for RangeFull {
    fn have(&self, _: u16) -> bool {
        true
    }

    fn example(&self, default: u16) -> u16 {
        default
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error")
    }
}
