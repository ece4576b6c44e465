//! `generator new`: what it makes, and what it refuses.

use insta::assert_snapshot;

use crate::support::Project;

/// The files of a workspace outside of the client's crate, and the client's manifest.
fn listing(project: &Project, folder: &str) -> String {
    let files = project.files(folder).into_keys();
    let is_shown = |path: &String| !path.contains("-client/") || path.ends_with("Cargo.toml");
    files.filter(is_shown).map(|path| path + "\n").collect()
}

#[test]
fn a_new_workspace_is_up_to_date() {
    let project = Project::empty();
    let outcome = project.run(&["new", "acme"]);
    assert_snapshot!(outcome.exits(0), @r"
    1 document read: 2 operations, 3 schemas before unifying and 3 after
    generated 3 types, 1 error type
    made a workspace in `acme` with the client acme-client

      cd acme
      generator generate          # after a change below specs/
      cargo test --workspace      # reads the documents' examples, and calls the client
    ");
    assert_snapshot!(listing(&project, "acme"), @r"
    .github/workflows/ci.yml
    .gitignore
    Cargo.toml
    README.md
    acme-client/Cargo.toml
    specs/generator.toml
    specs/openapi.yaml
    tests/Cargo.toml
    tests/tests/client.rs
    ");
    assert_snapshot!(project.read("acme/tests/tests/client.rs"), @r##"
    //! The client against a server in this process, which stands in for the API.

    use acme_client::mock::MockServer;

    /// `GET /disks`
    #[tokio::test]
    async fn list_disks_is_called() -> Result<(), Box<dyn std::error::Error>> {
        let expected = serde_json::from_str(r#"[{"id":"7f3a","size":512,"state":"ready"}]"#)?;

        let server = MockServer::start().await;
        let client = server.client()?;
        let call = client.disks().list_disks();
        server.when(call.clone()).expect(1).respond(&expected).await;
        assert_eq!(call.await?, expected);
        server.verify().await; // panics unless the call was made once
        Ok(())
    }
    "##);
    let readme = project.read("acme/README.md");
    assert!(readme.lines().count() <= 11 && readme.starts_with("# acme\n"), "{readme}");
    for command in ["check", "generate"] {
        let outcome = project.run_in("acme", &[command, "--deny-warnings"]);
        assert!(outcome.exits(0).contains("acme-client (acme-client)"), "{outcome:?}");
    }
    assert!(project.run_in("acme/acme-client/src", &["check"]).exits(0).contains("is up to date"));
}

#[test]
fn documents_are_copied_with_what_they_refer_to() {
    let project = Project::empty();
    let api = |reference: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Acme, version: '1'}}\npaths:\n  /disks:\n    get:\n      responses:\n        \
             '200':\n          description: One.\n          content:\n            application/json:\n              \
             schema: {{$ref: '{reference}'}}\n"
        )
    };
    let disk = "Disk:\n  type: object\n  properties: {size: {type: integer}}\n";
    project.write("docs/api.yaml", api("parts/models.yaml#/Disk"));
    project.write("docs/parts/models.yaml", disk);
    project.write("docs/unrelated.txt", "x");
    project.run(&["new", "one", "--input", "docs/api.yaml"]).exits(0);
    assert!(listing(&project, "one/specs").eq("api.yaml\ngenerator.toml\nparts/models.yaml\n"));

    // A document may lead out of its folder, and a folder keeps its name.
    project.write("docs/api.yaml", api("../shared/models.yaml#/Disk"));
    project.write("shared/models.yaml", disk);
    for input in ["docs", "./docs/../docs/api.yaml"] {
        let folder = format!("of-{}", input.len());
        project.run(&["new", &folder, "--input", input, "--name", "acme"]).exits(0);
        assert_eq!(
            listing(&project, &format!("{folder}/specs")),
            "docs/api.yaml\ngenerator.toml\nshared/models.yaml\n"
        );
        assert!(project.run_in(&folder, &["check"]).exits(0).contains("acme (acme) is up to date"));
    }

    project.write("other/api.yaml", api("../shared/models.yaml#/Disk").replace("/disks", "/rooms"));
    project.run(&["new", "both", "--input", "docs/api.yaml", "--input", "other/api.yaml"]).exits(0);
    assert!(project.read("both/specs/generator.toml").contains(r#"input = ["docs/api.yaml", "other/api.yaml"]"#));
    assert!(project.run_in("both", &["check"]).exits(0).contains("is up to date"));
}

#[cfg(unix)]
#[test]
fn documents_behind_links_are_copied_from_where_they_are() {
    use std::os::unix::fs::symlink;

    let project = Project::empty();
    let api = "openapi: 3.0.3\ninfo: {title: Acme, version: '1'}\npaths:\n  /disks:\n    get:\n      responses:\n        \
               '200':\n          description: One.\n          content:\n            application/json:\n              \
               schema: {$ref: 'models.yaml#/Disk'}\n";
    project.write("docs/v2/api.yaml", api);
    project.write("docs/v2/models.yaml", "Disk:\n  type: object\n  properties: {size: {type: integer}}\n");
    project.write("now/unrelated.txt", "x");
    symlink(project.path("docs"), project.path("linked")).unwrap();
    symlink(project.path("docs/v2/api.yaml"), project.path("now/api.yaml")).unwrap();
    for (folder, input, copy) in
        [("a", "linked/v2/api.yaml", "api.yaml"), ("b", "linked/v2", "v2"), ("c", "now/api.yaml", "api.yaml")]
    {
        project.run(&["new", folder, "--input", input]).exits(0);
        assert!(project.read(&format!("{folder}/specs/generator.toml")).contains(&format!("input = [\"{copy}\"]")));
        assert!(project.run_in(folder, &["check"]).exits(0).contains("is up to date"));
    }
    // A page that is a link stays in its folder.
    let page = crate::support::pages().join("get-book.api.mdx");
    project.write("pages/unrelated.txt", "x");
    symlink(page, project.path("pages/get-book.api.mdx")).unwrap();
    project.run(&["new", "d", "--input", "pages"]).exits(0);
    assert_eq!(listing(&project, "d/specs"), "generator.toml\npages/get-book.api.mdx\n");
}

#[test]
fn an_api_without_a_call_that_can_be_made_gets_a_test_too() {
    let project = Project::empty();
    let api = r#"{"openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "paths": {}}"#;
    project.write("a \"quoted\" name.json", api);
    project.run(&["new", "none", "--input", "a \"quoted\" name.json"]).exits(0);
    assert!(project.read("none/tests/tests/client.rs").contains("async fn the_client_is_built()"));
    project.run_in("none", &["check"]).exits(0);
    let answers =
        r#""/x": {"delete": {"tags": ["type"], "operationId": "fn", "responses": {"204": {"description": "x"}}}}"#;
    project.write("api.json", api.replace("\"paths\": {", &format!("\"paths\": {{{answers}")));
    project.run(&["new", "empty", "--input", "api.json"]).exits(0);
    let test = project.read("empty/tests/tests/client.rs");
    assert!(test.contains(".respond(&()).await;\n    call.await?;\n"), "{test}");
    assert!(!project.read("empty/tests/Cargo.toml").contains("serde_json"));
}

#[test]
fn nothing_is_written_where_something_is_already() {
    let project = Project::empty();
    project.write("acme/notes.txt", "mine");
    project.write("file", "mine");
    let outcome = project.run(&["new", "acme"]);
    assert_snapshot!(outcome.exits(2), @r"
    error[in-the-way]: the folder is not empty: it holds `notes.txt`
      --> acme
      = help: name a new folder, or an empty one

    nothing was written
    `generator explain in-the-way` says more
    ");
    assert!(project.run(&["new", "file"]).exits(2).contains("a file is where the workspace's folder has to be"));
    assert_eq!(project.contents("").into_keys().collect::<Vec<_>>(), ["acme/notes.txt", "file"]);
    // A repository without a commit.
    project.write("fresh/.git/HEAD", "ref: refs/heads/main\n");
    assert!(
        project.run_in("fresh", &["new", "."]).exits(0).contains("in the current folder with the client fresh-client")
    );
    assert!(project.exists("fresh/Cargo.toml"));
}

#[test]
fn a_name_or_an_input_that_cannot_be_used_says_why() {
    let project = Project::empty();
    for (arguments, message) in [
        (&["new", "My API"][..], "`My API-client` can't be the name of a crate"),
        (&["new", "/"], "`-client` can't be the name of a crate"),
        (&["new", "größe"], "`größe-client` can't be the name of a crate"),
        (&["new", "a\u{1b}b"], "`a\\u{1b}b-client` can't be the name of a crate"),
        (&["new", "acme", "--name", "tests"], "the client can't be called `tests`"),
        (&["new", "acme", "--name", "Specs"], "the client can't be called `Specs`"),
        (&["new", "acme", "--name", "serde"], "`serde` can't be the name of a crate"),
        (&["new", "acme", "--input", "missing.yaml"], "there is no such file or folder"),
        (&["new", "acme", "--input", "https://example.com/openapi.yaml"], "download the document, or name its URL"),
        (&["new", "acme", "--input", "generator.toml"], "can't be copied: `specs/generator.toml` is the configuration"),
    ] {
        project
            .write("generator.toml", r#"{"openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "paths": {}}"#);
        let outcome = project.run(arguments);
        assert!(outcome.exits(2).contains(message), "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("nothing was written"), "{arguments:?}: {}", outcome.stderr);
    }
    assert_eq!(project.contents("").into_keys().collect::<Vec<_>>(), ["generator.toml"]);
}
