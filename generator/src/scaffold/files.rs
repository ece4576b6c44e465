//! The files of a workspace that do not depend on what its API is.

use toml::Value;

/// The address of the generator's repository; empty as long as the package has none.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

pub(super) struct Workspace<'a> {
    /// The name of the folder.
    pub(super) title: &'a str,
    /// The name of the client's crate.
    pub(super) name: &'a str,
    /// The inputs, relative to the configuration.
    pub(super) inputs: &'a [String],
}

impl Workspace<'_> {
    /// The files by their paths; `tests` is not among them.
    pub(super) fn files(&self) -> [(&'static str, String); 5] {
        [
            ("Cargo.toml", self.manifest()),
            (".gitignore", "/target\n".to_owned()),
            ("README.md", self.readme()),
            ("specs/generator.toml", self.configuration()),
            (".github/workflows/ci.yml", workflow()),
        ]
    }

    fn manifest(&self) -> String {
        format!("[workspace]\nresolver = \"3\"\nmembers = [{:?}, \"tests\"]\n", self.name)
    }

    /// The manifest of the tests, which depend on what `dependencies` lists.
    pub(super) fn tests_manifest(&self, dependencies: &str) -> String {
        let name = self.name;
        format!(
            r#"[package]
name = "tests"
version = "0.0.0"
edition = "2024"
publish = false

[[test]]
name = "client"
path = "tests/client.rs"

[dev-dependencies]
{name} = {{ path = "../{name}", features = ["mock"] }}
{dependencies}tokio = {{ version = "1", features = ["macros", "rt"] }}
"#
        )
    }

    fn configuration(&self) -> String {
        let inputs: Vec<String> = self.inputs.iter().map(|input| Value::from(input.as_str()).to_string()).collect();
        let (inputs, name) = (inputs.join(", "), self.name);
        format!(
            "# What `generator generate` reads and writes. Paths are relative to this file.\ninput = [{inputs}]\n\
             output = \"../{name}\"\n"
        )
    }

    fn readme(&self) -> String {
        let Self { title, name, .. } = self;
        let title = title.replace(char::is_control, " ");
        format!(
            r"# {title}

`{name}` is a client that is generated from the documents below `specs/`. `tests/` calls it against a server in the same process.

```console
$ generator generate          # after a change below specs/: brings {name}/ up to date
$ cargo test --workspace      # reads the documents' examples, and calls the client
```

Never edit files below `{name}/` that begin with `@generated`. To correct or rename something, edit `specs/generator.toml`.
"
        )
    }
}

/// The workflow, whose last step is off as long as nobody says where the generator is.
fn workflow() -> String {
    let generator = if REPOSITORY.is_empty() { String::new() } else { format!("--git {REPOSITORY}") };
    format!(
        r#"name: CI

on:
  push:
  pull_request:

permissions:
  contents: read

env:
  # Where `cargo install` finds the generator: `--git` and the URL of its repository. If this is empty, nothing checks
  # that the client is up to date.
  GENERATOR: "{generator}"

jobs:
  ci:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - run: cargo test --workspace
      - if: env.GENERATOR != ''
        run: |
          cargo install --locked $GENERATOR generator
          generator check
"#
    )
}
