//! Operations that are left out: each is listed, and heads the message that says why.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Project, page};

/// One line for each operation that is left out, and how many of the server's own requests there are.
fn skipped(project: &Project, arguments: &[&str]) -> String {
    let outcome = project.run(&[arguments, &["--message-format", "json"]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    let result: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let text = |skipped: &Value, key: &str| skipped.get(key).unwrap().as_str().unwrap().to_owned();
    let list = result.get("skipped").unwrap().as_array().unwrap();
    let mut lines: Vec<String> =
        list.iter().map(|one| ["method", "path", "code", "message"].map(|key| text(one, key)).join(" | ")).collect();
    lines.push(format!(
        "{} operations, {} webhooks",
        result.get("operations").unwrap(),
        result.get("webhooks").unwrap()
    ));
    lines.join("\n")
}

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: Disks, version: "1"}
paths:
  /text: All disks.
  /lost: {$ref: "#/components/pathItems/Lost"}
  /also-lost: {$ref: "#/components/pathItems/Lost"}
  /disks:
    get: All disks.
    put: {$ref: "#/nowhere"}
    head:
    search: {operationId: findDisks, responses: {}}
    additionalOperations: {CONNECT: {operationId: copyDisk}}
    post: &post
      operationId: addDisk
      responses: {"204": {description: Added.}}
      callbacks:
        added: {"{$request.body#/url}": {post: {responses: {}}}}
        removed: {$ref: "#/components/callbacks/Removed"}
    POST: *post
  disks:
    post: *post
    delete: {operationId: deleteDisks, responses: {"204": {description: Done.}}}
  https://example.com/disks: {get: *post}
webhooks:
  full: {post: {}, put: {}}
"##;

#[test]
fn every_way_out_of_a_document_is_listed() {
    let project = Project::empty();
    project.write("api.yaml", DOCUMENT);
    let arguments = ["--input", "api.yaml", "--output", "client", "--name", "client"];
    assert_snapshot!(skipped(&project, &arguments), @"
    * | /text | operation-unusable | expected a path item, found a string
    * | /lost | operation-unusable | the reference `#/components/pathItems/Lost` doesn't lead to a path item
    * | /also-lost | operation-unusable | the reference `#/components/pathItems/Lost` doesn't lead to a path item
    SEARCH | /disks | unsupported-method | the client has no method `search`
    CONNECT | /disks | unsupported-method | the client has no method `CONNECT`
    POST | /disks | duplicate-operation | the document describes it twice: the first is kept
    GET | /disks | operation-unusable | expected an operation, found a string
    PUT | /disks | operation-unusable | its reference doesn't lead to an operation
    POST | /disks | duplicate-operation | the document describes it twice: the first is kept
    GET | https://example.com/disks | invalid-path | a path can't name its server
    2 operations, 6 webhooks
    ");
    let rebuilt = skipped_by_openapi(&project);
    assert_eq!(rebuilt, 10, "`openapi` lists the same");
}

/// How many operations `openapi` lists.
fn skipped_by_openapi(project: &Project) -> usize {
    let outcome = project.run(&["openapi", "--input", "api.yaml", "-o", "out.json", "--message-format", "json"]);
    let result: Value = serde_json::from_str(&outcome.stdout).unwrap();
    result.get("skipped").unwrap().as_array().unwrap().len()
}

#[test]
fn every_way_out_of_pages_is_listed() {
    let project = Project::new();
    project.write("specs/pages/a.api.mdx", page("{\"method\": \"purge\", \"path\": \"/books\", \"responses\": {}}"));
    project.write("specs/pages/b.api.mdx", page("{\"method\": \"get\", \"path\": \"/books\", \"responses\": {}}"));
    project.write("specs/pages/c.api.mdx", page("{\"method\": \"event\", \"path\": \"webhook\", \"responses\": {}}"));
    assert_snapshot!(skipped(&project, &["--keep-going"]), @"
    GET | /books | duplicate-operation | GET /books already has a page: specs/pages/b.api.mdx
    PURGE | /books | unsupported-method | the client has no method `purge`
    4 operations, 1 webhooks
    ");
}

#[test]
fn two_documents_for_one_operation_count_once() {
    let project = Project::empty();
    for name in ["a", "b"] {
        let text = DOCUMENT.split("paths:").next().unwrap();
        let paths = "paths: {/disks: {get: {operationId: getDisks, responses: {}}}}\n";
        project.write(&format!("specs/{name}.yaml"), format!("{text}{paths}"));
    }
    let arguments = ["--input", "specs", "--output", "client", "--name", "client", "--keep-going"];
    assert_snapshot!(skipped(&project, &arguments), @"
    GET | /disks | duplicate-operation | it is described in specs/a.yaml#/paths/~1disks/get, too; that description is kept
    1 operations, 0 webhooks
    ");
}

#[test]
fn the_message_is_headed_by_the_operation() {
    let project = Project::empty();
    project.write("api.yaml", DOCUMENT);
    let outcome = project.run(&["--input", "api.yaml", "--output", "client", "--name", "client"]);
    let messages = outcome.exits(0);
    assert!(messages.contains("\nwarning[unsupported-method]: SEARCH /disks is left out: "), "{messages}");
    assert!(messages.contains("; 10 operations left out; 6 webhooks skipped\n"), "{messages}");
    let denied = project.run(&["--input", "api.yaml", "--output", "other", "--name", "other", "--deny-warnings"]);
    assert_eq!(denied.code, 1);
}
