//! Old names stay for as long as what they name is there, and nothing new is called so.

use generator::diagnostic::Place;
use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::rules::{Rename, RenameKind, Rules};
use generator::{Options, compare, model};
use serde_json::{Value, json};

/// `GET /disks`, which returns what `schemas` has as `Disk`; and an operation for each other schema.
fn document(schemas: &Value) -> Value {
    let mut paths = serde_json::Map::new();
    for name in schemas.as_object().unwrap().keys() {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        let response = json!({ "description": "", "content": { "application/json": { "schema": schema } } });
        let get = json!({ "operationId": format!("get{name}"), "tags": ["Store"], "responses": { "200": response } });
        paths.insert(format!("/{}", name.to_lowercase()), json!({ "get": get }));
    }
    let info = json!({ "title": "Acme", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": paths, "components": { "schemas": schemas } })
}

fn object(properties: &[&str]) -> Value {
    let properties = properties.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" })));
    json!({ "type": "object", "properties": properties.collect::<serde_json::Map<_, _>>() })
}

fn rule(kind: RenameKind, from: &str, to: &str) -> Rename {
    Rename { kind, from: from.to_owned(), to: to.to_owned(), place: Place::default() }
}

fn next(schemas: &Value, renames: Vec<Rename>, lock: Option<Lock>) -> Lock {
    let documents = vec![Document { file: "api.json".to_owned(), value: document(schemas) }];
    let rules = Rules { renames, ..Rules::default() };
    let options = Options { crate_name: "acme".to_owned(), rules, lock, ..Options::default() };
    let lock = model(Input { documents, ..Input::default() }, &options).unwrap().lock;
    // What is written is what is read.
    let (read, conflicts) = Lock::parse(&lock.print("marker"), "api.lock").unwrap();
    assert_eq!((&read, conflicts.len()), (&lock, 0));
    lock
}

/// The old names in the lock.
fn aliases(lock: &Lock) -> Vec<String> {
    let text = lock.print("marker");
    text.lines().filter(|line| line.starts_with("alias ")).map(str::to_owned).collect()
}

#[test]
fn an_old_name_stays_and_nothing_new_has_it() {
    let schemas = json!({ "Disk": object(&["id", "size", "shelf"]) });
    let first = next(&schemas, vec![], None);
    assert_eq!(aliases(&first), [""; 0]);
    let renamed = next(&schemas, vec![rule(RenameKind::Type, "Disk", "Volume")], Some(first.clone()));
    assert_eq!(aliases(&renamed), ["alias type Disk = Volume"]);
    // The rule goes, the name stays, and so does the old one; an older one leads to the newest.
    let later = next(&schemas, vec![], Some(renamed.clone()));
    assert_eq!(aliases(&later), ["alias type Disk = Volume"]);
    let again = next(&schemas, vec![rule(RenameKind::Type, "Volume", "Drive")], Some(later));
    assert_eq!(aliases(&again), ["alias type Disk = Drive", "alias type Volume = Drive"]);
    assert!(compare::compare(&renamed.surface, &again.surface).changes.iter().all(|change| !change.breaks.any()));

    // The API has something else by that name.
    let other = json!({ "Drive": object(&["id", "size", "shelf"]), "Volume": object(&["loudness", "unit", "source"]) });
    let with_another = next(&other, vec![], Some(again.clone()));
    assert_eq!(aliases(&with_another), aliases(&again)[..]);
    assert!(!with_another.surface.types.contains_key("Volume"), "{:?}", with_another.surface.types.keys());

    // It has its first name again.
    let back = next(&schemas, vec![rule(RenameKind::Type, "Drive", "Disk")], Some(again.clone()));
    assert_eq!(aliases(&back), ["alias type Drive = Disk", "alias type Volume = Disk"]);
    assert!(compare::compare(&again.surface, &back.surface).changes.iter().all(|change| !change.breaks.any()));

    // What is gone has no names.
    let gone = next(&json!({ "Shelf": object(&["id", "row", "wall"]) }), vec![], Some(back));
    assert_eq!(aliases(&gone), [""; 0]);
}

#[test]
fn parts_follow_what_they_belong_to() {
    let schemas = json!({ "Kind": { "type": "string", "enum": ["fast", "slow"] } });
    let first = next(&schemas, vec![], None);
    let rules =
        vec![rule(RenameKind::Variant, "Kind.fast", "Quick"), rule(RenameKind::Operation, "getKind", "find_kind")];
    let second = next(&schemas, rules, Some(first));
    let rules = vec![rule(RenameKind::Type, "Kind", "Speed"), rule(RenameKind::Service, "store", "shop")];
    let third = next(&schemas, rules, Some(second));
    assert_eq!(
        aliases(&third),
        [
            "alias builder shop GetKind = FindKind",
            "alias method shop get_kind = find_kind",
            "alias module store = shop",
            "alias service store = shop",
            "alias struct Store = Shop",
            "alias type Kind = Speed",
            "alias variant Speed Fast = Quick",
        ]
    );
}

#[test]
fn names_that_change_places_are_no_old_names() {
    let two = json!({ "Disk": object(&["id", "size", "shelf"]), "Tape": object(&["id", "size", "reel"]) });
    let first = next(&two, vec![], None);
    let swapped = vec![rule(RenameKind::Type, "Disk", "Tape"), rule(RenameKind::Type, "Tape", "Disk")];
    // Neither name is free for the other's old one: what they name now is another type.
    let second = next(&two, swapped, Some(first.clone()));
    assert_eq!(aliases(&second), [""; 0]);
    assert!(compare::compare(&first.surface, &second.surface).changes.iter().any(|change| change.breaks.rust));
}
