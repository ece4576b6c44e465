//! An OpenAPI document, and the files that it refers to.

use std::fs;
use std::path::Path;

use super::server::{Instead, Server};
use super::support::{Project, write};

const ROOT: &str = "openapi: 3.0.3
info: {title: Acme, version: 1.0.0}
paths:
  /disks:
    get:
      operationId: listDisks
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: {$ref: 'schemas/disk.yaml#/Disk'}
  /volumes:
    $ref: ../shared/volumes.json#/volumes
";

fn api(folder: &Path) {
    write(folder, "v1/openapi.yaml", ROOT);
    write(
        folder,
        "v1/schemas/disk.yaml",
        "Disk:\n  type: object\n  properties:\n    next: {$ref: 'disk.yaml#/Disk'}\n",
    );
    write(folder, "shared/volumes.json", r#"{"volumes": {"get": {"operationId": "listVolumes", "responses": {}}}}"#);
    write(folder, "shared/unused.json", "{}");
}

#[test]
fn a_document_comes_with_the_files_that_it_refers_to() {
    let folder = tempfile::tempdir().unwrap();
    api(folder.path());
    let server = Server::of(folder.path());
    let project = Project::document(&server.url("/v1/openapi.yaml"));
    let fetched = project.fetch().unwrap();
    assert_eq!(project.names(), ["shared/volumes.json", "v1/openapi.yaml", "v1/schemas/disk.yaml"]);
    assert_eq!(fetched.added, project.names());
    assert_eq!(fs::read_to_string(project.acme().join("v1/openapi.yaml")).unwrap(), ROOT);
    let input = project.read();
    assert_eq!((input.documents.len(), input.diagnostics), (1, vec![]));
    assert_eq!(input.documents[0].value["paths"]["/volumes"]["get"]["operationId"], "listVolumes");
    server.requests();
    assert_eq!(project.fetch().unwrap().unchanged, 3);
    assert!(server.requests().iter().all(|request| request.is_conditional && request.status == 304));
}

#[test]
fn what_is_no_longer_referred_to_goes() {
    let folder = tempfile::tempdir().unwrap();
    api(folder.path());
    let server = Server::of(folder.path());
    let project = Project::document(&server.url("/v1/openapi.yaml"));
    project.fetch().unwrap();
    write(folder.path(), "v1/openapi.yaml", ROOT.split("  /volumes").next().unwrap());
    let fetched = project.fetch().unwrap();
    // All stand in one folder now.
    assert_eq!(project.names(), ["openapi.yaml", "schemas/disk.yaml"]);
    assert_eq!((fetched.added.len(), fetched.removed.len()), (2, 3));
    assert_eq!(project.read().diagnostics, []);
}

#[test]
fn whole_urls_of_the_host_become_files() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::of(folder.path());
    let url = server.url("/parts/disk.json");
    let root = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "A", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{
            "A": {{"$ref": "{url}#/Disk"}}, "B": {{"$ref": "/parts/disk.json#/Disk"}}, "C": {{"description": "see {url} "}}
        }}}}}}"#
    );
    write(folder.path(), "api", &root);
    write(folder.path(), "parts/disk.json", r#"{"Disk": {"type": "object"}}"#);
    let project = Project::document(&server.url("/api"));
    project.fetch().unwrap();
    assert_eq!(project.names(), ["api.json", "parts/disk.json"]);
    let text = fs::read_to_string(project.acme().join("api.json")).unwrap();
    assert!(text.contains(r#"{"$ref": "parts/disk.json#/Disk"}, "B": {"$ref": "parts/disk.json#/Disk"}"#), "{text}");
    assert!(text.contains(&format!("see {url} ")));
    assert_eq!(project.read().diagnostics, []);
    server.requests();
    assert!(project.fetch().unwrap().is_up_to_date());
    assert!(server.requests().iter().all(|request| request.status == 304));
}

#[test]
fn a_document_that_misbehaves_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    api(folder.path());
    let server = Server::of(folder.path());
    let project = Project::document(&server.url("/v1/openapi.yaml"));
    project.fetch().unwrap();
    let with = |from: &str, to: &str| Instead::Text(ROOT.replace(from, to));
    for (path, instead, message) in [
        ("/v1/openapi.yaml", Instead::Status(404, 9), "there is no such document"),
        (
            "/v1/openapi.yaml",
            Instead::Text("<!doctype html><title>Sign in".to_owned()),
            "this is not an OpenAPI document",
        ),
        ("/v1/openapi.yaml", Instead::Text("{\"openapi\": \"3.0".to_owned()), "it can't be read"),
        ("/v1/openapi.yaml", with("schemas/disk.yaml", "https://other.example/disk.yaml"), "is not on 127.0.0.1"),
        ("/v1/openapi.yaml", with("schemas/disk.yaml", "//other.example/disk.yaml"), "is not on 127.0.0.1"),
        ("/v1/openapi.yaml", with("schemas/disk.yaml", "file:///etc/passwd"), "is not on 127.0.0.1"),
        ("/v1/openapi.yaml", with("schemas/disk.yaml", "none.yaml"), "refers to this file, but it is not there"),
        ("/v1/schemas/disk.yaml", Instead::CutShort, "it can't be fetched"),
        ("/v1/schemas/disk.yaml", Instead::Redirect("https://other.example/".to_owned()), "is not on 127.0.0.1"),
    ] {
        server.instead(path, instead);
        let lock = project.acme().join("fetch.lock");
        let text = fs::read_to_string(&lock).unwrap().replace("\"etag\":\"", "\"etag\":\"old");
        fs::write(&lock, text).unwrap();
        let problem = project.fails();
        assert!(problem.contains(message), "{message}: {problem}");
        server.well_again();
    }
}

#[test]
fn names_that_no_file_may_have_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::of(folder.path());
    for name in ["%2e%2e%2fx.yaml", "a%20b.yaml", ".git/config.yaml", "a:b.yaml", "x%5c..%5cy.yaml"] {
        write(folder.path(), "openapi.yaml", format!("openapi: 3.0.3\npaths: {{$ref: './{name}'}}\n"));
        server.instead(&format!("/{name}"), Instead::Text("{}".to_owned()));
        let project = Project::document(&server.url("/openapi.yaml"));
        let problem = project.fails();
        assert!(problem.contains("characters that a file name here can't have"), "{name}: {problem}");
        assert_eq!(project.files().len(), 0);
    }
}
