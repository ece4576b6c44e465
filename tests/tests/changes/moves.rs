//! What an API moves, joins or sets otherwise: what still compiles, and what goes elsewhere.

use generator::compare::compare;
use generator::lock::Lock;
use serde_json::{Value, json};

use crate::minimal::{changes, document, lock, to};

fn text() -> Value {
    json!({"type": "string"})
}

fn disk() -> Value {
    json!({"type": "object", "required": ["id"], "properties": {"id": text(), "label": text()}})
}

/// The rows for `new` where the lock is that of an earlier generator, which had no lines that start with `later`.
fn with_an_older_lock(old: Value, new: Value, later: &str) -> Vec<String> {
    let printed = lock(old, None).print("x");
    let kept: String = printed.lines().filter(|line| !line.contains(later)).flat_map(|line| [line, "\n"]).collect();
    assert!(kept.len() < printed.len(), "there is no {later}");
    let (old, _) = Lock::parse(&kept, "api.lock").unwrap();
    let new = lock(new, Some(old.clone()));
    compare(&old.surface, &new.surface).changes.iter().map(generator::compare::Change::line).collect()
}

#[test]
fn a_type_that_becomes_one_with_another_leaves_its_name_behind() {
    let side = |owner: &str, guest: &str| {
        let operations = [
            ("get", "/owner", "a", None, to(owner)),
            ("get", "/guest", "a", None, to(guest)),
            ("post", "/guest", "a", Some(to(guest)), text()),
        ];
        document(&operations, &json!({owner: disk(), guest: disk()}))
    };
    // The one is sent, the other is not: they are not made in the same way.
    let (lock, lines) = changes(side("Owner", "Guest"), side("Person", "Person"));
    let told = [
        "breaking (Rust), changed: type `Owner` is made by `new(id)`, because it is sent, no longer by `default` and setters of these",
        "compatible, renamed: type `Guest` replaces `Owner`, too: that name still works, but is deprecated",
    ];
    assert_eq!(lines, told);
    assert!(lock.print("x").contains("\nalias type Owner = Guest\n"));
}

#[test]
fn a_type_that_splits_is_one_row_for_what_is_sent_and_what_is_answered() {
    let side = |schema: Value, guest: &str| {
        let operations = [
            ("get", "/owner", "a", None, to("Person")),
            ("post", "/owner", "a", Some(to("Person")), text()),
            ("get", "/guest", "a", None, to(guest)),
            ("post", "/guest", "a", Some(to(guest)), text()),
        ];
        document(&operations, &json!({"Person": disk(), guest: schema}))
    };
    let mut guest = disk();
    guest["properties"]["visits"] = json!({"type": "integer"});
    let old = lock(side(disk(), "Person"), None);
    let report = compare(&old.surface, &lock(side(guest, "Guest"), Some(old.clone())).surface);
    insta::assert_snapshot!(report.human(None, generator::compare::Folding::Screen), @"
    breaking:
      2 places, for example of `GET /guest` (`a().get_guest`): `Person` is now `Guest`, which differs in `visits` (in `GET /guest`) [Rust]
    compatible:
      type `Guest` is new
    asks for a breaking release: 2 breaking, 1 compatible changes
    ");
}

#[test]
fn what_the_servers_url_makes_up_for_is_no_change_on_the_wire() {
    let side = |server: &str, start: &str| {
        let path = format!("{start}/disks");
        let mut document = document(&[("get", &path, "a", None, text())], &json!({}));
        document["paths"][&path]["get"]["operationId"] = "listDisks".into();
        document["servers"] = json!([{"url": server}, {"url": format!("{server}/").replace("api", "test")}]);
        document
    };
    let url = "https://api.example.com";
    let moved = |old: (&str, &str), new: (&str, &str)| {
        let server = |part: &str| format!("{url}{part}");
        let (_, lines) = changes(side(&server(old.0), old.1), side(&server(new.0), new.1));
        lines.into_iter().find(|line| line.contains(", moved: ")).unwrap()
    };
    assert_eq!(
        moved(("/beta", ""), ("", "/beta")),
        "compatible, moved: `GET /beta/disks` (`a().list_disks`) was `GET /disks`: its URL is the same, as the server's has changed with it"
    );
    assert!(moved(("", "/v1"), ("/v1", "")).starts_with("compatible, moved: "));
    for new in [("", "/v1"), ("/beta", "/v1"), ("/v1", "/v1")] {
        let told = moved(("/beta", ""), new);
        assert!(told.starts_with("breaking (wire), moved: ") && told.ends_with(": requests go elsewhere"), "{told}");
    }
}

#[test]
fn another_value_that_is_sent_where_none_is_set_is_told() {
    let side = |value: &str| {
        let mut document = document(&[("get", "/disks", "a", None, text())], &json!({}));
        let only = json!({"type": "string", "default": value});
        document["paths"]["/disks"]["get"]["parameters"] =
            json!([{"in": "header", "name": "X-Mode", "required": true, "schema": only}]);
        document
    };
    let (_, lines) = changes(side("fast"), side("slow"));
    let told = "compatible, changed: `GET /disks` (`a().get_disks`) sends `slow` as the header `X-Mode` where it is not set, no longer `fast`";
    assert_eq!(lines, [told]);
    let (_, lines) = changes(side("fast"), side("fast"));
    assert_eq!(lines, [""; 0]);
    assert_eq!(with_an_older_lock(side("fast"), side("fast"), " default header "), [""; 0]);
}

#[test]
fn a_page_to_sign_in_that_moves_is_told() {
    let side = |page: Option<&str>| {
        let mut document = document(&[("get", "/disks", "a", None, text())], &json!({}));
        let token = "https://login.example.com/token";
        let mut flows = json!({"clientCredentials": {"tokenUrl": token, "scopes": {}}});
        if let Some(page) = page {
            let url = format!("https://login.example.com/{page}");
            flows["authorizationCode"] = json!({"authorizationUrl": url, "tokenUrl": token, "scopes": {}});
        }
        document["components"]["securitySchemes"] = json!({"login": {"type": "oauth2", "flows": flows}});
        document["security"] = json!([{"login": []}]);
        document
    };
    let (_, lines) = changes(side(Some("authorize")), side(Some("v2/authorize")));
    let start = "breaking (wire), changed: security scheme `login`";
    assert_eq!(
        lines,
        [format!(
            "{start} signs users in at `https://login.example.com/v2/authorize`, no longer at `https://login.example.com/authorize`"
        )]
    );
    let (_, lines) = changes(side(Some("authorize")), side(None));
    assert_eq!(
        lines,
        [format!("{start} no longer signs users in, which it did at `https://login.example.com/authorize`")]
    );
    let (_, lines) = changes(side(Some("authorize")), side(Some("authorize")));
    assert_eq!(lines, [""; 0]);
    let lines = with_an_older_lock(side(Some("authorize")), side(Some("authorize")), " authorization = ");
    assert_eq!(lines, [""; 0]);
}
