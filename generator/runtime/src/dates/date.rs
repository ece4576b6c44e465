//! Days, written back as they were read.

use std::error::Error as StdError;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::super::json::codec;
use super::super::json::scalar::{self, Scalar};
use super::as_read::{AsRead, Canonical};
use super::iso8601;

/// A day: `format: date`.
///
/// Some servers add a time. A date is written back as it was read. Two dates are equal, and ordered, by the day.
///
/// # Examples
///
/// ```
/// use generator_runtime::Date;
///
/// let date: Date = "2026-11-22".parse()?;
/// assert_eq!(date.get().day(), 22);
/// # Ok::<(), generator_runtime::ParseDateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(AsRead<time::Date>);

impl Date {
    /// The day.
    pub fn get(&self) -> time::Date {
        self.0.value
    }
}

impl Canonical for time::Date {
    /// Year, month and day.
    fn canonical(&self) -> String {
        let (year, month, day) = self.to_calendar_date();
        format!("{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl From<time::Date> for Date {
    fn from(day: time::Date) -> Self {
        Self(AsRead::new(day))
    }
}

impl From<Date> for time::Date {
    fn from(value: Date) -> Self {
        value.0.value
    }
}

impl Default for Date {
    /// The first day of 1970.
    fn default() -> Self {
        time::OffsetDateTime::UNIX_EPOCH.date().into()
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    /// Reads `YYYY-MM-DD`, with or without a time after it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(AsRead::read(iso8601::date(text).ok_or(ParseDateError(()))?, text)))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::parsed(deserializer, "a date, `YYYY-MM-DD`")
    }
}

impl<'de> Scalar<'de> for Date {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        scalar::text(deserializer)
    }
}

/// A text that is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseDateError(());

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date, such as `2026-11-22`")
    }
}

impl StdError for ParseDateError {}
