//! JSON Patch, against the JSON of RFC 6902.

use serde_json::{Value, json};

use generator_runtime::{JsonPatch, JsonPatchOperation};

fn example() -> Value {
    // RFC 6902, section 3.
    json!([
        { "op": "test", "path": "/a/b/c", "value": "foo" },
        { "op": "remove", "path": "/a/b/c" },
        { "op": "add", "path": "/a/b/c", "value": [ "foo", "bar" ] },
        { "op": "replace", "path": "/a/b/c", "value": 42 },
        { "op": "move", "from": "/a/b/c", "path": "/a/b/d" },
        { "op": "copy", "from": "/a/b/d", "path": "/a/b/e" }
    ])
}

#[test]
fn built_and_read_patches_are_the_rfcs() {
    let patch = JsonPatch::new()
        .test("/a/b/c", "foo")
        .remove("/a/b/c")
        .add("/a/b/c", vec!["foo", "bar"])
        .replace("/a/b/c", 42)
        .move_("/a/b/c", "/a/b/d")
        .copy("/a/b/d", "/a/b/e");
    assert_eq!(serde_json::to_value(&patch).unwrap(), example());
    assert_eq!(serde_json::from_value::<JsonPatch>(example()).unwrap(), patch);
    assert_eq!(serde_json::from_str::<JsonPatch>(&example().to_string()).unwrap(), patch);
}

#[test]
fn null_is_a_value_and_members_without_meaning_are_passed_over() {
    let patch: JsonPatch =
        serde_json::from_value(json!([{ "path": "/a", "value": null, "extra": {}, "from": null, "op": "add" }]))
            .unwrap();
    assert_eq!(patch, JsonPatch::new().add("/a", Value::Null));
    assert_eq!(serde_json::to_value(&patch).unwrap(), json!([{ "op": "add", "path": "/a", "value": null }]));
}

#[test]
fn what_is_no_operation_is_an_error() {
    let rows = [
        (json!([{ "op": "add", "path": "/a" }]), "missing field `value`"),
        (json!([{ "op": "move", "path": "/a" }]), "missing field `from`"),
        (json!([{ "op": "remove" }]), "missing field `path`"),
        (json!([{ "path": "/a" }]), "missing field `op`"),
        (
            json!([{ "op": "increment", "path": "/a" }]),
            "invalid value: string \"increment\", expected `add`, `remove`, `replace`, `move`, `copy` or `test`",
        ),
    ];
    for (json, expected) in rows {
        assert_eq!(serde_json::from_value::<JsonPatch>(json).unwrap_err().to_string(), expected);
    }
}

#[test]
fn it_is_a_list() {
    let mut patch: JsonPatch = [JsonPatchOperation::Remove { path: "/a".into() }].into_iter().collect();
    patch.extend(JsonPatch::new().remove("/b"));
    assert_eq!((patch.iter().len(), (&patch).into_iter().len()), (2, 2));
    assert_eq!(JsonPatch::from(patch.clone().into_inner()), patch);
}
