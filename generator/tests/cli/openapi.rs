//! `generator openapi`.

use serde_json::Value;

use crate::support::Project;

#[test]
fn the_document_is_written_in_the_form_that_its_ending_names() {
    let project = Project::new();
    assert!(project.run(&["openapi", "-o", "api/acme.yaml"]).exits(0).ends_with("api/acme.yaml written\n"));
    project.run(&["openapi", "--input", "specs/pages", "-o", "acme.json"]).exits(0);
    let yaml: Value = serde_yaml::from_str(&project.read("api/acme.yaml")).unwrap();
    let json: Value = serde_json::from_str(&project.read("acme.json")).unwrap();
    assert_eq!(yaml, json);
    assert_eq!(json.pointer("/info/title").unwrap(), "Acme Library");
    let text = json.to_string();
    assert!(!text.contains("x-name-origin") && !text.contains("x-circular"), "{text}");
    // A client needs nothing but the document.
    project.run(&["generate", "--input", "api/acme.yaml", "--output", "client"]).exits(0);
    let from_document = project.contents("client/src/models");
    project.run(&["generate", "--input", "specs/pages", "--output", "client"]).exits(0);
    assert_eq!(project.contents("client/src/models"), from_document);
}

#[test]
fn another_ending_is_bad_usage() {
    let project = Project::new();
    let outcome = project.run(&["openapi", "-o", "acme.txt"]);
    assert!(outcome.exits(2).contains("`acme.txt` ends neither in `.json` nor in `.yaml`"), "{outcome:?}");
    assert!(!project.exists("acme.txt"));
}
