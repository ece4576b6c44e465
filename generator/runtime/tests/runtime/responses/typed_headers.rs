//! Documented headers of responses.

use http::{HeaderMap, HeaderName, HeaderValue};

use generator_runtime::{Date, DateTime, Decimal, response_headers};

#[derive(Debug, Default, PartialEq)]
pub struct Headers {
    etag: Option<String>,
    limit: Option<i64>,
    rate: Option<f64>,
    price: Option<Decimal>,
    day: Option<Date>,
    is_last: Option<bool>,
    modified: Option<DateTime>,
    tags: Option<Vec<String>>,
    sizes: Option<Vec<i64>>,
    cookie: Option<String>,
    cookies: Option<Vec<String>>,
}

response_headers! {
    Headers;
    "ETag" => etag: text,
    "X-Limit" => limit: single,
    "X-Rate" => rate: single,
    "X-Price" => price: single,
    "X-Day" => day: single,
    "X-Last" => is_last: boolean,
    "Last-Modified" => modified: date_time,
    "X-Tags" => tags: list,
    "X-Sizes" => sizes: list,
    "Set-Cookie" => cookie: text,
    "set-cookie" => cookies: list,
}

fn of(headers: &[(&str, &[u8])]) -> Headers {
    let pairs = headers.iter().map(|(name, value)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(value).unwrap())
    });
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        map.append(name, value);
    }
    Headers::of(&map)
}

#[test]
fn values_have_their_types() {
    let headers = of(&[
        ("etag", b"\"e\""),
        ("x-limit", b" 41 "),
        ("x-rate", b"1.5"),
        ("x-price", b"0.10"),
        ("x-day", b"2026-11-27"),
        ("x-last", b"True"),
        ("last-modified", b"2026-11-27T08:30:00+01:00"),
        ("x-tags", b"a, b,c"),
        ("x-tags", b"d"),
        ("x-sizes", b"1,2"),
        ("set-cookie", b"a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
        ("set-cookie", b"b=2"),
    ]);
    assert_eq!((headers.etag.as_deref(), headers.limit, headers.rate), (Some("\"e\""), Some(41), Some(1.5)));
    assert_eq!(headers.price.unwrap().as_str(), "0.10");
    assert_eq!((headers.day.unwrap().to_string(), headers.is_last), ("2026-11-27".to_owned(), Some(true)));
    assert_eq!(headers.modified.unwrap().to_string(), "2026-11-27T08:30:00+01:00");
    assert_eq!((headers.tags.unwrap().join("|"), headers.sizes), ("a|b|c|d".to_owned(), Some(vec![1, 2])));
    let cookie = "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT";
    assert_eq!(headers.cookie.as_deref(), Some(cookie));
    assert_eq!(headers.cookies.unwrap(), [cookie, "b=2"]);
}

#[test]
fn the_dates_of_http_are_points_in_time() {
    let headers = of(&[("last-modified", b"Wed, 21 Oct 2026 07:28:00 GMT")]);
    assert_eq!(headers.modified, Some("2026-10-21T07:28:00Z".parse().unwrap()));
}

#[test]
fn what_is_absent_or_unreadable_is_none() {
    assert_eq!(of(&[]), Headers::default());
    let unreadable: [(&str, &[u8]); 9] = [
        ("etag", b"\xff"),
        ("x-limit", b"many"),
        ("x-limit", b"1"),
        ("x-rate", b""),
        ("x-price", b"-"),
        ("x-day", b"today"),
        ("x-last", b"1"),
        ("last-modified", b"yesterday"),
        ("x-sizes", b"1,two"),
    ];
    assert_eq!(of(&unreadable), Headers::default());
}
