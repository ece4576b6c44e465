//! The tests that the specification's examples become.

use serde_json::{Value, json};

use super::{File, files, fixture, options, snapshot};
use crate::api::{Api, BodyExample, ExamplePlace, OperationPlace, StatusPattern, Type};
use crate::emit::emit;

const PATH: &str = "tests/documented_examples/main.rs";

fn place(status: Option<u16>, key: Option<&str>) -> ExamplePlace {
    ExamplePlace {
        operation: OperationPlace { service: 0, operation: 0 },
        status: status.map(StatusPattern::Exact),
        key: key.map(str::to_owned),
    }
}

fn example(name: &str, ty: Type, value: Value) -> BodyExample {
    BodyExample { name: name.to_owned(), ty, value, places: vec![place(Some(200), None)], flaw: None }
}

pub(super) fn all() -> Vec<BodyExample> {
    vec![
        BodyExample {
            places: vec![place(None, Some("the `largest`")), place(Some(200), None)],
            ..example(
                "ping_request",
                fixture::array(fixture::named("Level")),
                json!([{"a": "\u{202e}cba", "b": "\"# \"## // #[test] };\n", "c": [], "d": {"e": 1.5, "f": null}}]),
            )
        },
        BodyExample {
            flaw: Some("/paths/~1ping/get: the example has \"a string\" where its schema is an integer".to_owned()),
            ..example("ping_200", Type::I64, json!("text"))
        },
        BodyExample {
            places: (400..410).map(|status| place(Some(status), None)).collect(),
            ..example("ping_400", Type::DateTime, json!("2026-11-22T08:30:00Z"))
        },
    ]
}

#[test]
fn each_example_is_a_test() {
    snapshot(&files(), &[PATH]);
}

#[test]
fn a_crate_without_examples_has_no_such_test() {
    let api = Api { examples: Vec::new(), ..fixture::api() };
    let files = emit(&api, &options()).unwrap();
    assert!(files.iter().all(|file| file.path.starts_with("src/") || file.path == "rustfmt.toml"));
}

/// All that is behind features leaves nothing behind where none is on.
#[test]
fn the_test_is_there_where_one_of_its_examples_is() {
    let whole = |examples: Vec<BodyExample>| -> bool {
        let files: Vec<File> = emit(&Api { examples, ..fixture::api() }, &options()).unwrap();
        files.iter().find(|file| file.path == PATH).unwrap().content.contains("#![cfg(")
    };
    assert!(whole(vec![example("ping_200", fixture::named("Level"), json!(1))]));
    assert!(!whole(all()), "an integer is always there");
}
