//! `generator openapi`.

use serde_json::Value;

use crate::support::{HINT, Project};

#[test]
fn the_document_is_written_in_the_form_that_its_ending_names() {
    let project = Project::new();
    assert!(
        project.run(&["openapi", "-o", "api/acme.yaml"]).exits(0).ends_with(&format!("api/acme.yaml written\n{HINT}"))
    );
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
    assert!(outcome.exits(2).contains("`acme.txt` ends in neither `.json` nor `.yaml`"), "{outcome:?}");
    assert!(!project.exists("acme.txt"));
}

#[test]
fn a_file_of_the_user_is_overwritten_by_force_alone() {
    let project = Project::new();
    let write = |file: &str, more: &[&str]| project.run(&[&["openapi", "-o", file], more].concat());
    for file in ["acme.yaml", "acme.json"] {
        write(file, &[]).exits(0);
        let own = project.read(file);
        assert!(write(file, &[]).exits(0).contains("is up to date\n"));
        // An older one of its own is replaced.
        write(file, &["--input", "specs/pages/get-book.api.mdx"]).exits(0);
        assert_ne!(project.read(file), own);

        project.write(file, "openapi: 3.0.3\n");
        let refused = write(file, &[]);
        assert!(refused.exits(2).contains("error[in-the-way]: there is a file"), "{refused:?}");
        assert_eq!(project.read(file), "openapi: 3.0.3\n");
        write(file, &["--force"]).exits(0);
        assert_eq!(project.read(file), own);
    }
    // The document that is read is not the one that is written.
    project.write("api.json", r#"{"openapi": "3.0.3", "info": {"title": "A", "version": "1"}, "paths": {}}"#);
    project.run(&["openapi", "--input", "api.json", "-o", "api.json"]).exits(2);
}
