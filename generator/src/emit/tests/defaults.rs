//! What is required and has a value all the same: a setter, and the value until it is called.

use serde_json::json;

use crate::lock::Lock;
use crate::read::{Document, Input};
use crate::{Generated, Options, generate};

/// A client of one operation whose required parameters have values.
fn client(lock: Option<Lock>, has_default: bool) -> Generated {
    let schema = if has_default { json!({ "type": "boolean", "default": true }) } else { json!({ "type": "boolean" }) };
    let parameters = json!([
        { "name": "X-Preview", "in": "header", "required": true, "schema": schema },
        { "name": "kind", "in": "query", "required": true, "schema": { "type": "string", "enum": ["disk"] } },
        { "name": "tag", "in": "query", "required": true, "schema": { "type": "string" } },
        { "name": "zone", "in": "path", "required": true, "schema": { "type": "string", "default": "eu" } },
    ]);
    let operation = json!({
        "operationId": "listDisks", "tags": ["Disks"], "parameters": parameters,
        "responses": { "204": { "description": "None." } }
    });
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "Disks", "version": "1" }, "paths": { "/{zone}/disks": { "get": operation } }
    });
    let documents = vec![Document { file: "api.json".to_owned(), value: document }];
    generate(
        Input { documents, ..Input::default() },
        &Options { lock, crate_name: "acme".to_owned(), ..Options::default() },
    )
    .unwrap()
}

fn file(generated: &Generated) -> String {
    let file = generated.files.iter().find(|file| file.path == "src/services/disks/list_disks.rs");
    file.map(|file| file.content.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

#[test]
fn a_required_parameter_with_a_value_is_a_setter() {
    let file = file(&client(None, true));
    assert!(file.contains("pub fn list_disks(&self, zone: &str, tag: &str) -> ListDisks"), "{file}");
    let request = r#".header("X-Preview", "true") .query("kind", "disk") .path("zone", zone) .query("tag", tag)"#;
    assert!(file.contains(request), "{file}");
    assert!(file.contains("/// Sets `kind`. /// /// By default, `disk` is sent."), "{file}");
    assert!(file.contains("pub fn x_preview(self, x_preview: bool) -> Self"), "{file}");
}

#[test]
fn what_was_an_argument_stays_one() {
    let before = client(None, false);
    let argument = "pub fn list_disks(&self, zone: &str, tag: &str, x_preview: bool) -> ListDisks";
    assert!(file(&before).contains(argument), "{}", file(&before));
    let after = client(Some(before.lock), true);
    assert!(file(&after).contains(argument), "{}", file(&after));
}
