//! Objects, and lists and maps that have a name.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{read, refusal, round_trip, write};
use generator_runtime::{newtype, object};

/// Of every presence, with properties that have to be there.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
struct Task {
    id: String,
    labels: Vec<String>,
    steps: Vec<i64>,
    parent: Option<String>,
    r#type: Option<i64>,
    note: Option<Option<String>>,
    next: Option<Box<Task>>,
    others: BTreeMap<String, Value>,
}

object! {
    Task: new(id(String), labels(Vec<String>), steps(Vec<i64>), parent(Option<String>));
    "id" => id: required(new),
    "labels" => labels: required list(new),
    "steps" => steps: required list(new),
    "parent" => parent: nullable(new) null without_parent,
    "type" => r#type: optional(i64),
    "note" => note: optional_nullable(String) as with_note null note_null,
    "next" => next: optional(Box<Task>),
    .. => others: (BTreeMap<String, Value>) as with_others,
}

/// Of which every property may be absent, and all of which are sent.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Filter {
    name: Option<String>,
    owner: Option<String>,
    tags: Option<Vec<String>>,
    ids: Option<Vec<i64>>,
    rows: Option<Option<Vec<Vec<i64>>>>,
    groups: Option<BTreeMap<String, Vec<i64>>>,
    others: BTreeMap<String, i64>,
}

object! {
    Filter: all_optional, new();
    "name" => name: optional(String),
    "owner" => owner: nullable(String) null owner_null,
    "tags" => tags: optional list(Vec<String>),
    "ids" => ids: optional list(Vec<i64>),
    "rows" => rows: optional_nullable list list(Vec<Vec<i64>>) null rows_null,
    "groups" => groups: nullable entries list(BTreeMap<String, Vec<i64>>),
    .. => others: entries(BTreeMap<String, i64>),
}

/// The same, only received.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Summary {
    count: Option<i64>,
}

object! {
    Summary: all_optional;
    "count" => count: optional(i64),
}

/// Only received, with properties that have to be there.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Page {
    total: i64,
    sizes: BTreeMap<String, i64>,
    note: Option<Option<String>>,
}

object! {
    Page;
    "total" => total: required(i64),
    "sizes" => sizes: required entries(BTreeMap<String, i64>),
    "note" => note: optional_nullable(String),
}

#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Empty {}

object! {
    Empty: all_optional, new()
}

/// A list that contains itself.
#[derive(Debug, Clone, Default, PartialEq)]
struct Nested(Vec<Nested>);

newtype! {
    Nested: list(Vec<Nested>)
}

/// A map that contains itself.
#[derive(Debug, Clone, Default, PartialEq)]
struct Folders(BTreeMap<String, Vec<Folders>>);

newtype! {
    Folders: entries list(BTreeMap<String, Vec<Folders>>)
}

fn task() -> Task {
    Task::new("t1", ["a", "b"], [1, 2], None)
}

#[test]
fn new_takes_what_has_to_be_there() {
    let expected = Task {
        id: "t1".to_owned(),
        labels: vec!["a".to_owned(), "b".to_owned()],
        steps: vec![1, 2],
        parent: None,
        r#type: None,
        note: None,
        next: None,
        others: BTreeMap::new(),
    };
    assert_eq!(task(), expected);
    assert_eq!(write(&task()), json!({"id": "t1", "labels": ["a", "b"], "steps": [1, 2], "parent": null}));
    assert_eq!(Filter::new(), Filter::default());
    assert_eq!(write(&Filter::new()), json!({"owner": null, "groups": null}));
    assert_eq!(write(&Empty::new()), json!({}));
}

#[test]
fn setters_take_what_becomes_the_value() {
    let task = Task::new(String::from("t1"), vec![String::new()], vec![1], Some("t0".to_owned()))
        .r#type(3)
        .with_note("n")
        .next(task())
        .with_others([("x".to_owned(), json!([1]))]);
    let first = json!({"id": "t1", "labels": ["a", "b"], "steps": [1, 2], "parent": null});
    let expected = json!({
        "id": "t1", "labels": [""], "steps": [1], "parent": "t0", "type": 3, "note": "n", "next": first, "x": [1],
    });
    assert_eq!(write(&task), expected);
    assert_eq!(read::<Task>(expected), task);
    let nulls = task.without_parent().note_null();
    assert_eq!((nulls.parent, nulls.note), (None, Some(None)));
    let filter = Filter::new()
        .name("n")
        .owner("o")
        .tags(vec!["t".to_owned()])
        .ids([1, 2])
        .rows([vec![1]])
        .groups(BTreeMap::from([("g".to_owned(), vec![2])]))
        .others(BTreeMap::from([("x".to_owned(), 3)]));
    let expected = json!({
        "name": "n", "owner": "o", "tags": ["t"], "ids": [1, 2], "rows": [[1]], "groups": {"g": [2]}, "x": 3,
    });
    assert_eq!(write(&filter), expected);
    assert_eq!(write(&filter.owner_null().rows_null())["rows"], Value::Null);
    assert_eq!((Summary::default().count(2).count, Page::default().total(1).total), (Some(2), 1));
    let page = Page::default().sizes(BTreeMap::from([("s".to_owned(), 1)])).note("n");
    assert_eq!(write(&page), json!({"total": 0, "sizes": {"s": 1}, "note": "n"}));
}

#[test]
fn what_is_read_is_written_back() {
    round_trip::<Task>(json!({
        "id": "t", "labels": [], "steps": [1], "parent": "p", "type": -1, "note": null,
        "next": {"id": "u", "labels": ["l"], "steps": [], "parent": null, "deep": {"x": null}},
        "unknown": {"kept": [true, null]},
    }));
    round_trip::<Filter>(json!({"owner": null, "groups": {"g": []}, "rows": null, "zip": 5}));
    round_trip::<Filter>(json!({"owner": "o", "groups": null, "rows": [[1], []]}));
    round_trip::<Page>(json!({"total": 1, "sizes": {}, "note": null}));
    round_trip::<Empty>(json!({}));
}

#[test]
fn absent_and_null_are_two_things_where_that_is_said() {
    let read = |json| {
        let Filter { name, owner, rows, .. } = super::read(json);
        (name, owner, rows)
    };
    assert_eq!(read(json!({})), (None, None, None));
    assert_eq!(read(json!({"name": null, "owner": null, "rows": null})), (None, None, Some(None)));
    // Properties that nobody names are passed over where they are not kept.
    assert_eq!(super::read::<Summary>(json!({"count": null, "x": {"y": [1]}})), Summary::default());
    assert_eq!(super::read::<Empty>(json!({"x": 1})), Empty {});
    // A required nullable property is null where a server leaves it out.
    assert_eq!(super::read::<Task>(json!({"id": "t", "labels": [], "steps": []})).parent, None);
}

#[test]
fn nulls_in_lists_and_maps_are_passed_over() {
    let filter: Filter = read(json!({
        "tags": [null, "t"], "ids": null, "rows": [[1, null], null, []], "groups": {"a": null, "b": [null, 2]},
        "x": null, "y": 3,
    }));
    assert_eq!((filter.tags, filter.ids), (Some(vec!["t".to_owned()]), None));
    assert_eq!(filter.rows, Some(Some(vec![vec![1], vec![]])));
    assert_eq!(filter.groups, Some(BTreeMap::from([("b".to_owned(), vec![2])])));
    assert_eq!(filter.others, BTreeMap::from([("y".to_owned(), 3)]));
    let task: Task = read(json!({"id": "t", "labels": null, "steps": [null], "x": null}));
    assert_eq!((task.labels.len(), task.steps.len()), (0, 0));
    // A map of any values keeps those that are null.
    assert_eq!(task.others, BTreeMap::from([("x".to_owned(), Value::Null)]));
    assert_eq!(read::<Page>(json!({"total": 1, "sizes": null})).sizes, BTreeMap::new());
}

#[test]
fn what_is_missing_or_of_another_form_is_named() {
    assert_eq!(refusal::<Task>(json!({"labels": [], "steps": []})), "missing field `id`");
    assert_eq!(refusal::<Task>(json!({"id": "t", "labels": []})), "missing field `steps`");
    assert_eq!(refusal::<Page>(json!({})), "missing field `total`");
    assert_eq!(refusal::<Page>(json!({"total": 1})), "missing field `sizes`");
    assert_eq!(refusal::<Page>(json!({"total": null, "sizes": {}})), "invalid type: null, expected i64");
    assert_eq!(refusal::<Page>(json!([1])), "invalid type: sequence, expected an object");
    assert_eq!(refusal::<Summary>(json!("x")), "invalid type: string \"x\", expected an object");
    assert_eq!(refusal::<Filter>(json!({"ids": [1, "2"]})), "invalid type: string \"2\", expected i64");
    let error = serde_json::from_str::<Task>(r#"{"id": "t", "labels": [], "steps": [1, "x"]}"#).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: string \"x\", expected i64 at line 1 column 42");
}

#[test]
fn the_last_of_several_properties_of_one_name_counts() {
    let summary: Summary = serde_json::from_str(r#"{"count": 1, "count": 2}"#).unwrap();
    assert_eq!(summary.count, Some(2));
}

#[test]
fn lists_and_maps_contain_themselves() {
    let nested: Nested = round_trip(json!([[], [[]]]));
    assert_eq!(nested, vec![Nested::default(), vec![Nested::default()].into()].into());
    assert_eq!(read::<Nested>(json!([null, []])), Nested(vec![Nested::default()]));
    let folders: Folders = round_trip(json!({"a": [{"b": []}]}));
    assert_eq!(folders.0["a"], [Folders::from(BTreeMap::from([("b".to_owned(), Vec::new())]))]);
    assert_eq!(read::<Folders>(json!({"a": null, "b": [null]})).0, BTreeMap::from([("b".to_owned(), Vec::new())]));
    assert_eq!(refusal::<Nested>(json!({})), "invalid type: map, expected a sequence");
}
