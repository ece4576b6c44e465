//! Reads dates and times as servers write them: RFC 3339 and common variants of it.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A date and time: `2026-11-22T08:30:00.5Z`.
///
/// Beyond RFC 3339, a space may replace the `T`, and a comma the point. Seconds, the colon of the offset and its minutes may be
/// missing. Without an offset the time is UTC, and without a time it is midnight.
pub(crate) fn date_time(text: &str) -> Option<OffsetDateTime> {
    let mut rest = Reader { rest: text.as_bytes() };
    let date = rest.date()?;
    if rest.is_at_end() {
        return Some(PrimitiveDateTime::new(date, Time::MIDNIGHT).assume_utc());
    }
    if !rest.skip_any(b"Tt ") {
        return None;
    }
    let time = rest.time()?;
    let offset = rest.offset()?;
    rest.is_at_end().then(|| PrimitiveDateTime::new(date, time).assume_offset(offset))
}

/// A date: `2026-11-22`. A time after it is ignored.
pub(crate) fn date(text: &str) -> Option<Date> {
    date_time(text)?;
    Reader { rest: text.as_bytes() }.date()
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips the next byte if it is one of `bytes`.
    fn skip_any(&mut self, bytes: &[u8]) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if bytes.contains(first) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn digit(&mut self) -> Option<u32> {
        let (first, rest) = self.rest.split_first()?;
        let digit = char::from(*first).to_digit(10)?;
        self.rest = rest;
        Some(digit)
    }

    /// A number of exactly two digits.
    fn two_digits(&mut self) -> Option<u8> {
        let number = self.digit()? * 10 + self.digit()?;
        u8::try_from(number).ok()
    }

    fn date(&mut self) -> Option<Date> {
        let year = i32::from(self.two_digits()?) * 100 + i32::from(self.two_digits()?);
        let month = self.skip_any(b"-").then(|| self.two_digits())??;
        let day = self.skip_any(b"-").then(|| self.two_digits())??;
        Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
    }

    fn time(&mut self) -> Option<Time> {
        let hour = self.two_digits()?;
        let minute = self.skip_any(b":").then(|| self.two_digits())??;
        let second = if self.skip_any(b":") { self.two_digits()? } else { 0 };
        let nanosecond = if self.skip_any(b".,") { self.fraction()? } else { 0 };
        // A leap second is read as the last instant before it.
        let (second, nanosecond) = if second == 60 { (59, 999_999_999) } else { (second, nanosecond) };
        Time::from_hms_nano(hour, minute, second, nanosecond).ok()
    }

    /// The nanoseconds of one or more fractional digits.
    fn fraction(&mut self) -> Option<u32> {
        let mut unit = 100_000_000;
        let mut nanosecond = self.digit()? * unit;
        while let Some(digit) = self.digit() {
            unit /= 10;
            nanosecond += digit * unit;
        }
        Some(nanosecond)
    }

    fn offset(&mut self) -> Option<UtcOffset> {
        while self.skip_any(b" ") {}
        if self.is_at_end() || self.skip_any(b"Zz") {
            return Some(UtcOffset::UTC);
        }
        if let Some(rest) = self.rest.strip_prefix(b"UTC").or_else(|| self.rest.strip_prefix(b"GMT")) {
            self.rest = rest;
            return Some(UtcOffset::UTC);
        }
        let sign = if self.skip_any(b"+") {
            1
        } else if self.skip_any(b"-") {
            -1
        } else {
            return None;
        };
        let hours = i8::try_from(self.two_digits()?).ok()?;
        let minutes = if self.skip_any(b":") || !self.is_at_end() { self.two_digits()? } else { 0 };
        UtcOffset::from_hms(sign * hours, sign * i8::try_from(minutes).ok()?, 0).ok()
    }
}
