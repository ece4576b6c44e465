//! Whole programs of users, each with an API, a configuration and a server of its own.

use std::fs;
use std::path::Path;

use generator::config::Config;
use generator::diagnostic::Severity;
use generator::{Options, generate, read};

use crate::nested::{self, Workspace};

#[test]
fn programs_of_users_run() {
    let mut workspace = Workspace::default();
    for name in ["chat", "reports"] {
        let folder = Path::new("fixtures/examples").join(name);
        let config = Config::read(&folder.join("generator.toml")).unwrap();
        let input = read::read(&config.inputs, &read::Options::default());
        let options = Options { rules: config.rules, ..nested::options(name) };
        let generated = generate(input, &options).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let told: Vec<_> = generated.diagnostics.iter().filter(|it| it.severity != Severity::Note).collect();
        assert!(told.is_empty(), "{name}: {told:?}");
        workspace.generated(name, &generated);
        let dependencies = format!(
            "{name} = {{ path = \"../{name}\" }}\nserde_json = \"1\"\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\nwiremock = \"0.6\"\n"
        );
        let main = fs::read_to_string(folder.join("main.rs")).unwrap();
        workspace.program(&format!("{name}-program"), &dependencies, &main);
    }
    workspace.cargo(&["test", "--test", "*"]).unwrap_or_else(|output| panic!("{output}"));
}
