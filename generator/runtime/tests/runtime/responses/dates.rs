//! Dates and times: read leniently, written back as they were read.

use std::collections::HashSet;

use time::{Month, OffsetDateTime, UtcOffset};

use generator_runtime::{Date, DateTime};

fn date_time(text: &str) -> DateTime {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn what_was_read_is_written_back() {
    let rows = [
        ("2026-11-22T08:30:00Z", 1_795_336_200, 0),
        ("2026-11-22t08:30:00z", 1_795_336_200, 0),
        ("2026-11-22T08:30:00.000Z", 1_795_336_200, 0),
        ("2026-11-22T08:30:00.1Z", 1_795_336_200, 100_000_000),
        ("2026-11-22T08:30:00,1Z", 1_795_336_200, 100_000_000),
        ("2026-11-22T08:30:00.1234567891234Z", 1_795_336_200, 123_456_789),
        ("2026-11-22T08:30:00+00:00", 1_795_336_200, 0),
        ("2026-11-22T08:30:00-00:00", 1_795_336_200, 0),
        ("2026-11-22T09:30:00+01:00", 1_795_336_200, 0),
        ("2026-11-22T09:30:00+0100", 1_795_336_200, 0),
        ("2026-11-22T09:30:00+01", 1_795_336_200, 0),
        ("2026-11-22T05:00:00-03:30", 1_795_336_200, 0),
        ("2026-11-22 08:30:00 +0000", 1_795_336_200, 0),
        ("2026-11-22 08:30:00 UTC", 1_795_336_200, 0),
        ("2026-11-22T08:30:00", 1_795_336_200, 0),
        ("2026-11-22T08:30Z", 1_795_336_200, 0),
        ("2026-11-22", 1_795_305_600, 0),
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1969-12-31T23:59:60Z", -1, 999_999_999),
        ("2024-02-29T00:00:00Z", 1_709_164_800, 0),
    ];
    for (text, seconds, nanoseconds) in rows {
        let value: DateTime = serde_json::from_value(text.into()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((value.get().unix_timestamp(), value.get().nanosecond()), (seconds, nanoseconds), "{text}");
        assert_eq!(serde_json::to_value(&value).unwrap(), text);
    }
    for text in ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00", "9999-12-31T23:59:59.999999999-23:59"] {
        assert_eq!(date_time(text).to_string(), text);
    }
}

#[test]
fn what_is_no_date_and_time_is_an_error() {
    let rows = [
        "",
        "x",
        "2026",
        "2026-11",
        "20261122T083000Z",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-22T",
        "2026-11-22T08",
        "2026-11-22T24:00:00Z",
        "2026-11-22T08:60:00Z",
        "2026-11-22T08:30:61Z",
        "2026-11-22T08:30:00.Z",
        "2026-11-22T08:30:00Zx",
        "2026-11-22T08:30:00 CET",
        "2026-11-22T08:30:00+1:00",
        "2026-11-22T08:30:00+99:00",
        "+12026-11-22T08:30:00Z",
        " 2026-11-22T08:30:00Z",
        "2026-11-22T08:30:00Z ",
        "２０２６-11-22T08:30:00Z",
    ];
    for text in rows {
        assert!(text.parse::<DateTime>().is_err(), "{text}");
    }
    let error = serde_json::from_str::<DateTime>(r#""x""#).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"invalid value: string "x", expected an RFC 3339 date and time at line 1 column 3"#
    );
}

#[test]
fn a_made_value_is_written_by_rfc_3339() {
    let made = OffsetDateTime::new_in_offset(
        time::Date::from_calendar_date(2026, Month::November, 2).unwrap(),
        time::Time::from_hms_nano(8, 3, 0, 120_000_000).unwrap(),
        UtcOffset::from_hms(-3, -30, 0).unwrap(),
    );
    assert_eq!(DateTime::from(made).to_string(), "2026-11-02T08:03:00.12-03:30");
    let with_seconds = made.to_offset(UtcOffset::from_hms(0, 0, 30).unwrap());
    assert_eq!(DateTime::from(with_seconds).to_string(), "2026-11-02T11:33:00.12Z");
    assert_eq!(DateTime::from(std::time::SystemTime::UNIX_EPOCH), DateTime::default());
    assert_eq!(DateTime::default().to_string(), "1970-01-01T00:00:00Z");
    assert_eq!(format!("{:?}", DateTime::default()), "DateTime(1970-01-01T00:00:00Z)");
}

#[test]
fn equal_and_ordered_by_instant() {
    let (utc, offset) = (date_time("2026-11-22T08:30:00Z"), date_time("2026-11-22T09:30:00.0+01:00"));
    assert_eq!(utc, offset);
    assert!(utc < date_time("2026-11-22T08:30:00+00:00".replace(":00+", ":01+").as_str()));
    assert!(date_time("2026-11-22T10:00:00+05:00") < utc);
    assert_eq!(HashSet::from([utc, offset]).len(), 1);
}

#[test]
fn dates_keep_what_stands_behind_them() {
    for text in ["2026-11-22", "2026-11-22T00:00:00Z", "2026-11-22 23:59:59-11:00"] {
        let date: Date = serde_json::from_value(text.into()).unwrap();
        assert_eq!(date.get(), time::Date::from_calendar_date(2026, Month::November, 22).unwrap());
        assert_eq!(serde_json::to_value(&date).unwrap(), text);
        assert_eq!(date, Date::from(date.get()));
    }
    assert_eq!(Date::default().to_string(), "1970-01-01");
    assert!("2026-11-22".parse::<Date>().unwrap() < "2026-11-23T00:00:00Z".parse().unwrap());
    for text in ["", "2026-11-31", "22.11.2026", "2026-11-22x", "2026-11-22T99:00:00Z"] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}
