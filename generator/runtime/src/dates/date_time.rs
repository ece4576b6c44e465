//! Points in time, written back as they were read.
//!
//! Servers write the same instant in many ways, and some compare what they get back as text. A client that reads
//! `2026-11-22T08:30:00.000+0000` and writes `2026-11-22T08:30:00Z` has changed the value for them.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::time::SystemTime;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use time::{OffsetDateTime, UtcOffset};

use super::super::json::codec;
use super::super::json::scalar::{self, Scalar};
use super::as_read::{AsRead, Canonical};
use super::iso8601;

/// A date and time with an offset from UTC: `format: date-time`.
///
/// It is written back as it was read. Two values are equal, and ordered, by the point in time.
///
/// # Examples
///
/// ```
/// use generator_runtime::DateTime;
///
/// let read: DateTime = "2026-11-22T08:30:00.000+0000".parse()?;
/// assert_eq!(read, "2026-11-22T09:30:00+01:00".parse()?);
/// assert_eq!(read.to_string(), "2026-11-22T08:30:00.000+0000");
/// assert_eq!(read.get().year(), 2026);
/// # Ok::<(), generator_runtime::ParseDateTimeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateTime(AsRead<OffsetDateTime>);

impl DateTime {
    /// The point in time, with its offset.
    pub fn get(&self) -> OffsetDateTime {
        self.0.value
    }
}

impl Canonical for OffsetDateTime {
    /// RFC 3339, with as many fractional digits as needed.
    fn canonical(&self) -> String {
        let (year, month, day) = self.to_calendar_date();
        let (hour, minute, second, nanosecond) = self.to_hms_nano();
        let mut text = format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}", u8::from(month));
        if nanosecond != 0 {
            text.push_str(format!(".{nanosecond:09}").trim_end_matches('0'));
        }
        let offset = self.offset();
        if offset.is_utc() {
            text.push('Z');
        } else {
            let sign = if offset.is_negative() { '-' } else { '+' };
            let (hours, minutes, _) = offset.as_hms();
            _ = write!(text, "{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs());
        }
        text
    }
}

impl From<OffsetDateTime> for DateTime {
    fn from(instant: OffsetDateTime) -> Self {
        // RFC 3339 has no seconds in offsets.
        let instant = match instant.offset().seconds_past_minute() {
            0 => instant,
            _ => instant.checked_to_offset(UtcOffset::UTC).unwrap_or(instant),
        };
        Self(AsRead::new(instant))
    }
}

impl From<SystemTime> for DateTime {
    fn from(instant: SystemTime) -> Self {
        OffsetDateTime::from(instant).into()
    }
}

impl From<DateTime> for OffsetDateTime {
    fn from(value: DateTime) -> Self {
        value.0.value
    }
}

impl Default for DateTime {
    /// The first instant of 1970, UTC.
    fn default() -> Self {
        OffsetDateTime::UNIX_EPOCH.into()
    }
}

impl FromStr for DateTime {
    type Err = ParseDateTimeError;

    /// Reads RFC 3339 and its common variants: a space in place of the `T`, an offset without a colon or none at all (UTC), no
    /// seconds, no time of day.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(AsRead::read(iso8601::date_time(text).ok_or(ParseDateTimeError(()))?, text)))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({self})")
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::parsed(deserializer, "an RFC 3339 date and time")
    }
}

impl<'de> Scalar<'de> for DateTime {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        scalar::text(deserializer)
    }
}

/// A text that is not a date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseDateTimeError(());

impl fmt::Display for ParseDateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 date and time, such as `2026-11-22T08:30:00Z`")
    }
}

impl StdError for ParseDateTimeError {}
