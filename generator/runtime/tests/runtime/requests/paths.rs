//! What hostile values do to a path: nothing.

use crate::request;

/// The whole URL, or the error as it is shown.
fn url(template: &'static str, values: &[(&'static str, &str)]) -> String {
    let mut request = request(template);
    for (name, value) in values {
        request = request.path(name, value);
    }
    match request.into_http() {
        Ok(request) => request.url().as_str().to_owned(),
        Err(invalid) => format!("ERROR {}: {}", invalid.parameter(), invalid.reason()),
    }
}

const EMPTY: &str = "ERROR id: it would leave a segment of the path empty";
const DOTS: &str = "ERROR id: it would make a segment of the path `.` or `..`, which addresses another resource";

#[test]
fn a_value_stays_in_its_segment() {
    let rows = [
        ("8c190e67-87aa", "https://api.example.com/v1/things/8c190e67-87aa/parts"),
        ("a/b", "https://api.example.com/v1/things/a%2Fb/parts"),
        ("\\", "https://api.example.com/v1/things/%5C/parts"),
        ("..\\..", "https://api.example.com/v1/things/..%5C../parts"),
        ("%2e%2e", "https://api.example.com/v1/things/%252e%252e/parts"),
        ("%2F", "https://api.example.com/v1/things/%252F/parts"),
        ("...", "https://api.example.com/v1/things/.../parts"),
        (".a", "https://api.example.com/v1/things/.a/parts"),
        ("a?b#c;d=e&f+g", "https://api.example.com/v1/things/a%3Fb%23c%3Bd%3De%26f%2Bg/parts"),
        (" \t\r\n\0", "https://api.example.com/v1/things/%20%09%0D%0A%00/parts"),
        ("//evil.example", "https://api.example.com/v1/things/%2F%2Fevil.example/parts"),
        ("@evil.example", "https://api.example.com/v1/things/%40evil.example/parts"),
        ("ü\u{1f600}", "https://api.example.com/v1/things/%C3%BC%F0%9F%98%80/parts"),
        ("-._~", "https://api.example.com/v1/things/-._~/parts"),
        ("", EMPTY),
        (".", DOTS),
        ("..", DOTS),
    ];
    for (value, expected) in rows {
        assert_eq!(url("/things/{id}/parts", &[("id", value)]), expected, "{value:?}");
    }
}

#[test]
fn every_value_decodes_to_itself_in_one_segment() {
    for code in (0..0x3000).chain(0x1_f600..0x1_f640) {
        let Some(character) = char::from_u32(code) else { continue };
        let value = format!("{character}x");
        let url = url("/things/{id}", &[("id", &value)]);
        let segment = url.strip_prefix("https://api.example.com/v1/things/").unwrap();
        assert!(segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)), "{segment}");
        assert_eq!(percent_encoding::percent_decode_str(segment).decode_utf8().unwrap(), value);
    }
}

#[test]
fn a_segment_can_have_several_parts() {
    assert_eq!(url("/{a}:{b}", &[("a", "x"), ("b", "y")]), "https://api.example.com/v1/x:y");
    assert_eq!(url("/report.{format}", &[("format", "csv")]), "https://api.example.com/v1/report.csv");
    assert_eq!(url("/{from}...{to}", &[("from", "a"), ("to", "b/c")]), "https://api.example.com/v1/a...b%2Fc");
    // Two parts can add up to what neither is.
    assert_eq!(url("/x/{a}{id}", &[("a", "."), ("id", ".")]), DOTS);
    assert_eq!(url("/x/.{id}", &[("id", "")]), DOTS);
    assert_eq!(url("/x/{a}{id}", &[("a", ""), ("id", "")]), EMPTY);
    assert_eq!(url("/x/%2{id}", &[("id", "e")]), "ERROR path: it would be changed on the way");
}

#[test]
fn what_the_template_has_stays() {
    assert_eq!(url("/a//b/", &[]), "https://api.example.com/v1/a//b/");
    assert_eq!(url("/", &[]), "https://api.example.com/v1/");
    assert_eq!(url("/a b/ü/c%20d", &[]), "https://api.example.com/v1/a%20b/%C3%BC/c%20d");
    assert_eq!(url("no-slash", &[]), "https://api.example.com/v1/no-slash");
    assert_eq!(url("/v1/{name}/items:search", &[("name", "x")]), "https://api.example.com/v1/v1/x/items:search");
    assert_eq!(url("/things/{id}/", &[("id", "x")]), "https://api.example.com/v1/things/x/");
    assert_eq!(url("/things/{id", &[]), "https://api.example.com/v1/things/%7Bid");
}

#[test]
fn a_template_can_have_a_fixed_query_or_a_fragment() {
    assert_eq!(url("/?Action=List", &[]), "https://api.example.com/v1/?Action=List");
    assert_eq!(url("/x?id={id}&v=1", &[("id", "..&/")]), "https://api.example.com/v1/x?id=..%26%2F&v=1");
    assert_eq!(url("/x/{id}#acl", &[("id", "y")]), "https://api.example.com/v1/x/y");
    let request = request("/x?v=1").query("limit", &5);
    assert_eq!(request.into_http().unwrap().url().as_str(), "https://api.example.com/v1/x?v=1&limit=5");
}

#[test]
fn a_parameter_without_value_is_an_error() {
    assert_eq!(url("/things/{id}", &[]), "ERROR id: the path needs it and it is not set");
}
