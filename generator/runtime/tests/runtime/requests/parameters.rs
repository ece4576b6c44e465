//! The serializer of parameters, as a table: place, style, explode and value, and what is sent.

use serde_json::{Value, json};

use crate::request;
use generator_runtime::codegen::Style::{
    self, DeepObject, Form, Json, Label, Matrix, PipeDelimited, Simple, SpaceDelimited,
};

/// What is sent as the path behind `/x/`; the error's reason where nothing can be.
fn path(style: Style, explode: bool, value: &Value) -> String {
    let request = request("/x/{color}").path_styled("color", style, explode, value);
    match request.into_http() {
        Ok(request) => request.url().path().strip_prefix("/v1/x/").unwrap().to_owned(),
        Err(invalid) => format!("ERROR {}: {}", invalid.parameter(), invalid.reason()),
    }
}

fn query(style: Style, explode: bool, value: &Value) -> String {
    let request = request("/x").query_styled("color", style, explode, value);
    request.into_http().unwrap().url().query().unwrap_or("-").to_owned()
}

fn header(style: Style, explode: bool, value: &Value) -> String {
    let request = request("/x").header_styled("color", style, explode, value);
    match request.into_http() {
        Ok(request) => {
            request.headers().get("color").map_or("-".to_owned(), |value| value.to_str().unwrap().to_owned())
        }
        Err(invalid) => format!("ERROR {}: {}", invalid.parameter(), invalid.reason()),
    }
}

fn cookie(explode: bool, value: &Value) -> String {
    let request = request("/x").cookie("color", Form, explode, value);
    let request = request.into_http().unwrap();
    request.headers().get("cookie").map_or("-".to_owned(), |value| value.to_str().unwrap().to_owned())
}

#[test]
fn paths() {
    let empty_segment = "ERROR color: it would leave a segment of the path empty";
    let dot = "ERROR color: it would make a segment of the path `.` or `..`, which addresses another resource";
    let null = "ERROR color: null can't be part of a path";
    let rows = [
        (Simple, false, json!("blue"), "blue"),
        (Simple, true, json!("blue"), "blue"),
        (Simple, false, json!(-7), "-7"),
        (Simple, false, json!(true), "true"),
        (Simple, false, json!(""), empty_segment),
        (Simple, false, json!(null), null),
        (Simple, false, json!([]), empty_segment),
        (Simple, false, json!({}), empty_segment),
        (Simple, false, json!(["a,b", "c"]), "a%2Cb,c"),
        (Simple, true, json!(["a", "c"]), "a,c"),
        (Simple, false, json!(["a", null, "c"]), "a,c"),
        (Simple, false, json!({"a": 1, "b": "x=y"}), "a,1,b,x%3Dy"),
        (Simple, true, json!({"a": 1, "b": "x=y"}), "a=1,b=x%3Dy"),
        (Simple, true, json!({"a": ""}), "a="),
        (Label, false, json!("blue"), ".blue"),
        (Label, false, json!(""), dot),
        (Label, false, json!(["a", "c"]), ".a,c"),
        (Label, true, json!(["a", "c"]), ".a.c"),
        (Label, true, json!([]), empty_segment),
        (Label, false, json!({"a": 1, "b": 2}), ".a,1,b,2"),
        (Label, true, json!({"a": 1, "b": 2}), ".a=1.b=2"),
        (Matrix, false, json!("blue"), ";color=blue"),
        (Matrix, false, json!(""), ";color"),
        (Matrix, false, json!(["a", "c"]), ";color=a,c"),
        (Matrix, true, json!(["a", "c"]), ";color=a;color=c"),
        (Matrix, true, json!([]), empty_segment),
        (Matrix, false, json!({"a": 1, "b": 2}), ";color=a,1,b,2"),
        (Matrix, true, json!({"a": 1, "b": ""}), ";a=1;b"),
        (Json, false, json!({"a": [1]}), "%7B%22a%22%3A%5B1%5D%7D"),
    ];
    for (style, explode, value, expected) in rows {
        assert_eq!(path(style, explode, &value), expected, "{style:?} explode={explode} {value}");
    }
}

#[test]
fn queries() {
    let rows = [
        (Form, true, json!("blue"), "color=blue"),
        (Form, true, json!("a b&c=d/é?"), "color=a%20b%26c%3Dd%2F%C3%A9%3F"),
        (Form, true, json!("-._~"), "color=-._~"),
        (Form, true, json!(""), "color="),
        (Form, true, json!(null), "-"),
        (Form, true, json!(250), "color=250"),
        (Form, true, json!(18_446_744_073_709_551_615_u64), "color=18446744073709551615"),
        (Form, true, json!(0.5), "color=0.5"),
        (Form, true, json!(5.0), "color=5"),
        (Form, true, json!(1e300), "color=1e%2B300"),
        (Form, true, json!(false), "color=false"),
        (Form, true, json!(["a", "b,c"]), "color=a&color=b%2Cc"),
        (Form, false, json!(["a", "b,c"]), "color=a,b%2Cc"),
        (Form, false, json!(["a", null]), "color=a"),
        (Form, true, json!([]), "-"),
        (Form, false, json!([]), "-"),
        (Form, false, json!([null]), "-"),
        (Form, true, json!([{"a": 1}]), "color=%7B%22a%22%3A1%7D"),
        (Form, true, json!({"a": 1, "b": "x"}), "a=1&b=x"),
        (Form, true, json!({"a": [1, 2], "b": null, "c": {"d": 1}}), "a=1&a=2&c=%7B%22d%22%3A1%7D"),
        (Form, false, json!({"a": 1, "b": "x"}), "color=a,1,b,x"),
        (Form, false, json!({}), "-"),
        (SpaceDelimited, false, json!(["a", "b"]), "color=a%20b"),
        (SpaceDelimited, true, json!(["a", "b"]), "color=a&color=b"),
        (SpaceDelimited, false, json!({"a": 1, "b": 2}), "color=a%201%20b%202"),
        (PipeDelimited, false, json!(["a", "b"]), "color=a%7Cb"),
        (PipeDelimited, true, json!(["a", "b"]), "color=a&color=b"),
        (PipeDelimited, false, json!({"a": 1, "b": 2}), "color=a%7C1%7Cb%7C2"),
        (DeepObject, true, json!({"a": 1, "b": "x y"}), "color%5Ba%5D=1&color%5Bb%5D=x%20y"),
        (DeepObject, false, json!({"a": {"b": {"c": 1}}}), "color%5Ba%5D%5Bb%5D%5Bc%5D=1"),
        (DeepObject, true, json!({"a": [1, 2], "b": null}), "color%5Ba%5D=1&color%5Ba%5D=2"),
        (DeepObject, true, json!(["a", "b"]), "color=a&color=b"),
        (DeepObject, true, json!({"a[b]": 1}), "color%5Ba%5Bb%5D%5D=1"),
        (DeepObject, true, json!({}), "-"),
        (Json, false, json!({"a": 1}), "color=%7B%22a%22%3A1%7D"),
        (Json, false, json!("a"), "color=%22a%22"),
    ];
    for (style, explode, value, expected) in rows {
        assert_eq!(query(style, explode, &value), expected, "{style:?} explode={explode} {value}");
    }
}

#[test]
fn reserved_characters_stay_where_the_parameter_allows_them() {
    let rows = [
        ("a/b:c@d?e=f,g;h!$()*", "q=a/b:c@d?e=f,g;h!$()*"),
        // These would end the value or change its meaning.
        ("a&b+c#d[e]'", "q=a%26b%2Bc%23d%5Be%5D%27"),
        ("100% %2F %zz %2", "q=100%25%20%2F%20%25zz%20%252"),
        ("\u{e9}\"<>\\", "q=%C3%A9%22%3C%3E%5C"),
    ];
    for (value, expected) in rows {
        let request = request("/x").query_reserved("q", Form, true, value);
        assert_eq!(request.into_http().unwrap().url().query(), Some(expected), "{value}");
    }
}

#[test]
fn headers() {
    let bad = "ERROR color: it has characters that can't be sent in a header";
    let rows = [
        (Simple, false, json!("a b, c/d%"), "a b, c/d%"),
        (Simple, false, json!(""), ""),
        (Simple, false, json!(null), "-"),
        (Simple, false, json!(true), "true"),
        (Simple, false, json!(["a", "b"]), "a,b"),
        (Simple, false, json!({"a": 1, "b": 2}), "a,1,b,2"),
        (Simple, true, json!({"a": 1, "b": ""}), "a=1,b="),
        (Simple, false, json!("a\r\nX-Injected: 1"), bad),
        (Simple, false, json!("caf\u{e9}"), bad),
        (Json, false, json!({"a": "\u{e9}\u{1f600}"}), r#"{"a":"\u00e9\ud83d\ude00"}"#),
    ];
    for (style, explode, value, expected) in rows {
        assert_eq!(header(style, explode, &value), expected, "{style:?} explode={explode} {value}");
    }
}

#[test]
fn cookies() {
    let rows = [
        (true, json!("a=b/c+d=="), "color=a=b/c+d=="),
        (true, json!("a;b c,d\"%\u{e9}\r\n"), "color=a%3Bb%20c%2Cd%22%25%C3%A9%0D%0A"),
        (true, json!(["a", "b"]), "color=a; color=b"),
        (false, json!(["a", "b"]), "color=a,b"),
        (true, json!({"a": 1, "b": 2}), "a=1; b=2"),
        (true, json!(null), "-"),
    ];
    for (explode, value, expected) in rows {
        assert_eq!(cookie(explode, &value), expected, "explode={explode} {value}");
    }
}

#[test]
fn all_cookies_share_one_header_and_all_queries_one_query() {
    let request = request("/x")
        .cookie("session", Form, true, "s")
        .query("limit", &5)
        .cookie("theme", Form, true, "dark")
        .query("a b", &true);
    let request = request.into_http().unwrap();
    let cookies: Vec<_> = request.headers().get_all("cookie").iter().collect();
    assert_eq!(cookies, ["session=s; theme=dark"]);
    assert_eq!(request.url().query(), Some("limit=5&a%20b=true"));
}

#[test]
fn the_last_value_of_a_parameter_counts() {
    let mut request = request("/x/{id}");
    for value in ["first", "second"] {
        request = request.path("id", value);
        request = request.query("q", value);
        request = request.query("tags", &[value, value]);
        request = request.header("x-h", value);
        request = request.cookie("c", Form, true, value);
    }
    request = request.query("gone", "x");
    request = request.query("gone", &None::<&str>);
    let request = request.into_http().unwrap();
    assert_eq!(request.url().as_str(), "https://api.example.com/v1/x/second?q=second&tags=second&tags=second");
    assert_eq!(request.headers().get("x-h").unwrap(), "second");
    assert_eq!(request.headers().get("cookie").unwrap(), "c=second");
}

#[test]
fn a_value_without_json_form_names_its_parameter() {
    let mut request = request("/x");
    let by_number_pairs = std::collections::BTreeMap::from([((1, 2), 3)]);
    request = request.query("filter", &by_number_pairs);
    let invalid = request.into_http().unwrap_err();
    assert_eq!(invalid.parameter(), "filter");
    assert!(invalid.reason().starts_with("it can't be written as JSON: "), "{invalid}");
}
