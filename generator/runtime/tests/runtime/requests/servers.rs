//! Which servers a client can be built with, and what a hostile variable can't do.

use crate::{API_WITH_SERVER, builder};
use generator_runtime::codegen::{Operation, PLAIN, Request};
use generator_runtime::{BuildError, Client, ClientBuilder, InvalidArgument, Server};

fn built(server: Server) -> Result<Client, BuildError> {
    builder().server(server).build()
}

/// The base URL, or the reason why there is none.
fn base_url(server: Server) -> String {
    match built(server) {
        Ok(client) => client.base_url().to_owned(),
        Err(BuildError::InvalidServer { reason, .. }) => format!("ERROR {reason}"),
        Err(error) => panic!("{error}"),
    }
}

fn filled(template: &str, name: &str, value: &str) -> String {
    base_url(Server::from_template(template, [(name, value.to_owned())]))
}

#[test]
fn a_tenant_stays_a_part_of_the_host() {
    let template = "https://{tenant}.api.example.com/beta";
    assert_eq!(filled(template, "tenant", "acme"), "https://acme.api.example.com/beta");
    assert_eq!(filled(template, "tenant", "ACME-1.eu_x"), "https://acme-1.eu_x.api.example.com/beta");
    let hostile = [
        "",
        "evil.example/",
        "evil.example\\",
        "evil.example?",
        "evil.example#",
        "evil.example/#",
        "user@evil.example",
        "a:b@evil.example/",
        "evil.example:443",
        "evil.example:443/",
        "evil.example:443#",
        "evil.example%2f",
        "evil.example%23",
        "evil example",
        "evil\texample",
        "evil\nexample",
        "\u{ff0f}evil.example",
        "evil.example\u{2044}",
        "acme。",
        "é",
        "{x}",
        "[::1]",
        ":",
        ".",
        "a..b",
        "..",
    ];
    for value in hostile {
        let base_url = filled(template, "tenant", value);
        assert!(base_url.starts_with("ERROR "), "{value:?} gave {base_url}");
    }
}

#[test]
fn a_host_can_have_a_port() {
    let template = "https://{apiUrl}/beta";
    assert_eq!(filled(template, "apiUrl", "acme.api.example.com"), "https://acme.api.example.com/beta");
    assert_eq!(filled(template, "apiUrl", "127.0.0.1:8443"), "https://127.0.0.1:8443/beta");
    assert_eq!(filled("http://localhost:{port}", "port", "8080"), "http://localhost:8080");
    for value in ["https://acme.example.com", "a:", "a:b", "a:80:80", "a:99999", "u@a", "a/b", "a:80/b", "/", "//a"] {
        assert!(filled(template, "apiUrl", value).starts_with("ERROR "), "{value:?}");
    }
    for value in ["", "80.evil.example", "80/x", "-1", "x", "80@evil.example"] {
        assert!(filled("http://localhost:{port}", "port", value).starts_with("ERROR "), "{value:?}");
    }
}

#[test]
fn a_template_can_begin_with_a_whole_url() {
    let template = "{apiUrl}/beta";
    assert_eq!(filled(template, "apiUrl", "https://acme.example.com"), "https://acme.example.com/beta");
    assert_eq!(filled(template, "apiUrl", "http://127.0.0.1:8080/gate/"), "http://127.0.0.1:8080/gate/beta");
    assert_eq!(filled("{url}", "url", "https://acme.example.com/"), "https://acme.example.com");
    for value in ["acme.example.com", "ftp://a", "https://u:p@a", "https://a?b", "https://a#b", "https://", "//a", "/a"]
    {
        assert!(filled(template, "apiUrl", value).starts_with("ERROR "), "{value:?}");
    }
}

#[test]
fn a_scheme_is_http_or_https() {
    let template = "{scheme}://api.example.com/v1";
    assert_eq!(filled(template, "scheme", "http"), "http://api.example.com/v1");
    for value in ["", "ftp", "https://evil.example/", "javascript"] {
        assert!(filled(template, "scheme", value).starts_with("ERROR "), "{value:?}");
    }
}

#[test]
fn a_path_variable_leads_downwards_only() {
    let template = "https://api.example.com/{basePath}/x";
    assert_eq!(filled(template, "basePath", "v1"), "https://api.example.com/v1/x");
    assert_eq!(filled(template, "basePath", "/v1/a b"), "https://api.example.com/v1/a%20b/x");
    assert_eq!(filled(template, "basePath", "%2e%2e"), "https://api.example.com/%252e%252e/x");
    assert_eq!(filled(template, "basePath", "//evil.example"), "https://api.example.com/evil.example/x");
    for value in ["", "..", ".", "a/../b", "a?b", "a#b", "a\\b", "/.."] {
        assert!(filled(template, "basePath", value).starts_with("ERROR "), "{value:?}");
    }
    assert!(filled("https://api.example.com/.{x}", "x", ".").starts_with("ERROR "));
}

#[test]
fn a_whole_url_is_looked_at() {
    let url = |url: &str| base_url(Server::url(url));
    assert_eq!(url("https://api.example.com"), "https://api.example.com");
    assert_eq!(url("https://api.example.com/"), "https://api.example.com");
    assert_eq!(url("HTTPS://API.example.com:443/v1//"), "https://api.example.com/v1");
    assert_eq!(url("http://[::1]:8080/a"), "http://[::1]:8080/a");
    let unusable = [
        "",
        "api.example.com",
        "/v1",
        "https:api.example.com",
        "https:///api.example.com",
        "https://",
        "https://\\api.example.com",
        "https://api.example.com\\v1",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "https://user@api.example.com",
        "https://user:secret@api.example.com",
        "https://api.example.com?a",
        "https://api.example.com/#a",
        "https://api.exa\nmple.com",
        " https://api.example.com",
        "https://{tenant}.example.com",
        "https://api.example.com/{version}",
        "https://api.example.com/a/../b",
        "https://api..example.com",
    ];
    for value in unusable {
        assert!(url(value).starts_with("ERROR "), "{value:?}");
    }
}

#[test]
fn a_variable_without_value_is_an_error() {
    let server = Server::from_template("https://{a}.{b}.example.com", [("a", "x".to_owned())]);
    assert_eq!(base_url(server), "ERROR the variable `b` has no value");
}

#[test]
fn errors_say_what_to_do_and_keep_secrets() {
    let error = builder().build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "no server is chosen: call `ClientBuilder::server` with one of the constructors of `Server`, or \
         `ClientBuilder::base_url` with a whole URL"
    );
    let error = built(Server::url("https://user:secret@api.example.com")).unwrap_err();
    assert_eq!(error.to_string(), "the server `..@api.example.com` can't be used: it has user info");
    let error = built(Server::from_template("https://{t}.example.com", [("t", "a/b".to_owned())])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the server `https://{t}.example.com` can't be used: the value of `t` stands for a host, or a part of one, \
         and can only have letters, digits, `-`, `.`, `_` and `~`"
    );
}

#[test]
fn the_documented_server_is_used_unless_another_is_chosen() {
    let client = ClientBuilder::<Client>::new(&API_WITH_SERVER).build().unwrap();
    assert_eq!(client.base_url(), "https://api.example.com/v2");
    let client = ClientBuilder::<Client>::new(&API_WITH_SERVER).base_url("http://localhost:1").build().unwrap();
    assert_eq!(client.base_url(), "http://localhost:1");
}

#[test]
fn what_goes_with_every_request_is_looked_at() {
    let builder = || builder().base_url("https://api.example.com");
    for token in ["", "a\nb", "a b", "tok\u{e9}n", "token\n"] {
        assert!(matches!(builder().bearer_token(token).build(), Err(BuildError::InvalidBearerToken)), "{token:?}");
    }
    for (name, value) in [("a b", "c"), ("", "c"), ("x-a", "b\r\nc: d")] {
        let error = builder().header(name, value).build().unwrap_err();
        assert!(matches!(&error, BuildError::InvalidHeader { name: found } if found == name), "{error}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let builder = builder().base_url("https://api.example.com").bearer_token("s3cret").header("x-api-key", "s3cret");
    let shown = format!("{builder:?}");
    assert!(!shown.contains("s3cret") && shown.contains("x-api-key"), "{shown}");
    let client = builder.build().unwrap();
    assert_eq!(format!("{client:?}"), r#"Client { base_url: "https://api.example.com", .. }"#);
}

/// An operation that has a server of its own.
static UPLOAD: Operation = Operation {
    id: "upload",
    method: "POST",
    path: "/files",
    server: Some("https://uploads.example.com/v1"),
    accept: "",
    security: Some(&[]),
    ..PLAIN
};

fn upload_url(client: &Client, server: Option<Server>) -> Result<String, InvalidArgument> {
    let mut request = Request::new(client, &UPLOAD);
    if let Some(server) = server {
        request = request.server(server);
    }
    Ok(request.into_http()?.url().to_string())
}

#[test]
fn an_operation_goes_to_its_own_server_unless_told_otherwise() {
    let chosen = builder().server(Server::from_template("https://api.example.com", [])).build().unwrap();
    assert_eq!(upload_url(&chosen, None).unwrap(), "https://uploads.example.com/v1/files");
    let other = Server::url("https://eu.example.com");
    assert_eq!(upload_url(&chosen, Some(other)).unwrap(), "https://eu.example.com/files");
    let custom = builder().base_url("https://test.example.com").build().unwrap();
    assert_eq!(upload_url(&custom, None).unwrap(), "https://test.example.com/files");
}

#[test]
fn a_request_for_a_server_that_can_not_be_used_is_an_invalid_argument() {
    let client = builder().base_url("https://test.example.com").build().unwrap();
    let refused = upload_url(&client, Some(Server::url("ftp://example.com"))).unwrap_err();
    assert_eq!(refused.parameter(), "server");
}

/// The same, for callers who have signed in.
static SIGNED_UPLOAD: Operation = Operation {
    id: "signedUpload",
    method: "POST",
    path: "/files",
    server: Some("https://uploads.example.com/v1"),
    accept: "",
    security: Some(&[&["auth"]]),
    ..PLAIN
};

#[test]
fn credentials_go_to_no_server_that_was_not_chosen() {
    let server = Server::from_template("https://api.example.com", []);
    let client = builder().server(server).bearer_token("token").header("X-Key", "key").build().unwrap();

    let refused = Request::new(&client, &SIGNED_UPLOAD).into_http().unwrap_err();
    assert_eq!(refused.parameter(), "server");

    let open = Request::new(&client, &UPLOAD).into_http().unwrap();
    assert_eq!(open.headers().keys().collect::<Vec<_>>(), ["user-agent"]);

    let chosen = Request::new(&client, &SIGNED_UPLOAD).server(Server::url("https://uploads.example.com/v1"));
    let chosen = chosen.into_http().unwrap();
    assert_eq!(chosen.headers()["x-key"], "key");
}

#[test]
fn a_variable_behind_a_complete_host_is_a_path() {
    let filled = |value: &str| filled("https://api.example.com{basePath}", "basePath", value);
    assert_eq!(filled("/v1"), "https://api.example.com/v1");
    assert_eq!(filled("v1"), "https://api.example.com/v1");
    assert_eq!(filled(".evil.example"), "https://api.example.com/.evil.example");
    assert_eq!(filled("@evil.example"), "https://api.example.com/@evil.example");
}
