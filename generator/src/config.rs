//! The configuration, `specs/generator.toml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Place};
use crate::read::InputPath;

/// What a configuration says, its paths made relative to the current directory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// The pages, folders and documents to read.
    pub inputs: Vec<InputPath>,
    /// The folder of the generated crate.
    pub output: PathBuf,
    /// The generated crate's name, where it isn't the folder's.
    pub name: Option<String>,
    /// Types that the input gets wrong.
    pub overrides: Vec<Override>,
}

/// The type of one field, whatever the input says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The schema's name and the property's, with a dot between them.
    pub field: String,
    /// `any`, `string` or the path of a Rust type.
    pub ty: String,
    /// Why.
    pub reason: String,
    /// Where the configuration says so.
    pub place: Place,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    input: Spanned<Vec<Spanned<String>>>,
    output: Spanned<String>,
    name: Option<Spanned<String>>,
    #[serde(default, rename = "override")]
    overrides: Vec<OverrideTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideTable {
    field: Spanned<String>,
    #[serde(rename = "type")]
    ty: Spanned<String>,
    reason: Spanned<String>,
}

impl Config {
    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let name = InputPath::new(path).name;
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) => {
                let message = format!("the configuration can't be read: {error}");
                Err(vec![
                    Diagnostic::error("unreadable", Place::file(name), message)
                        .help("create it, or name the inputs and the output with `--input` and `--output`"),
                ])
            }
        }
    }

    /// Parses the text of the configuration file at `path`.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut check = Check { name: InputPath::new(path).name, text, diagnostics: Vec::new() };
        let file: File = toml::from_str(text).map_err(|error| {
            let message = error.message().trim().to_owned();
            check.error(error.span(), message, "correct it; the README lists what a configuration holds");
            std::mem::take(&mut check.diagnostics)
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let inputs = check.inputs(&file.input, folder);
        if file.output.get_ref().is_empty() {
            check.error(Some(file.output.span()), "`output` is empty".to_owned(), "name the folder of the crate");
        }
        if let Some(name) = &file.name
            && let Err(message) = crate_name(name.get_ref())
        {
            check.error(Some(name.span()), message, "choose a name such as `generated-client`");
        }
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        let mut overrides = Vec::new();
        for table in file.overrides {
            check.override_table(&table);
            let place = check.place(Some(table.field.span()));
            let rule = Override {
                field: table.field.into_inner(),
                ty: table.ty.into_inner(),
                reason: table.reason.into_inner(),
                place: place.clone(),
            };
            if let Some(first) = places.insert(rule.field.clone(), place.clone()) {
                let message = format!("`{}` has an override already, at {}", rule.field, first.file);
                check.diagnostics.push(invalid(place, message, "remove one of them"));
            }
            overrides.push(rule);
        }
        if !check.diagnostics.is_empty() {
            return Err(check.diagnostics);
        }
        let output = normalize(&folder.join(file.output.get_ref()));
        Ok(Self { inputs, output, name: file.name.map(Spanned::into_inner), overrides })
    }
}

/// The checks that go beyond the file's form.
struct Check<'a> {
    name: String,
    text: &'a str,
    diagnostics: Vec<Diagnostic>,
}

fn invalid(place: Place, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::error("invalid-configuration", place, message).help(help)
}

impl Check<'_> {
    /// The file with the line and column at which `span` starts.
    fn place(&self, span: Option<Range<usize>>) -> Place {
        let Some(before) = span.and_then(|span| self.text.get(..span.start)) else {
            return Place::file(&self.name);
        };
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::file(format!("{}:{line}:{column}", self.name))
    }

    fn error(&mut self, span: Option<Range<usize>>, message: impl Into<String>, help: &str) {
        let place = self.place(span);
        self.diagnostics.push(invalid(place, message, help));
    }

    fn inputs(&mut self, inputs: &Spanned<Vec<Spanned<String>>>, folder: &Path) -> Vec<InputPath> {
        if inputs.get_ref().is_empty() {
            self.error(Some(inputs.span()), "`input` is empty", "name a page, a folder of pages or a document");
        }
        for input in inputs.get_ref().iter().filter(|input| input.get_ref().is_empty()) {
            self.error(Some(input.span()), "an input is empty", "name a page, a folder of pages or a document");
        }
        let path = |input: &Spanned<String>| InputPath::new(normalize(&folder.join(input.get_ref())));
        inputs.get_ref().iter().map(path).collect()
    }

    fn override_table(&mut self, table: &OverrideTable) {
        let field = table.field.get_ref();
        if !field.rsplit_once('.').is_some_and(|(schema, property)| !schema.is_empty() && !property.is_empty()) {
            let message = format!("`{field}` names no field");
            self.error(Some(table.field.span()), message, "write the schema's name, a dot and the property's name");
        }
        let ty = table.ty.get_ref();
        if !matches!(ty.as_str(), "any" | "string") && !is_rust_path(ty) {
            let message = format!("`{ty}` is no type");
            let help = "write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`";
            self.error(Some(table.ty.span()), message, help);
        }
        if table.reason.get_ref().trim().is_empty() {
            self.error(Some(table.reason.span()), "the reason is empty", "say what the input gets wrong");
        }
    }
}

/// Whether a text is the full path of a Rust type: one that means the same everywhere.
fn is_rust_path(text: &str) -> bool {
    match syn::parse_str::<syn::Type>(text) {
        Ok(syn::Type::Path(path)) => {
            let krate = path.path.segments.first().is_some_and(|first| first.ident == "crate");
            path.qself.is_none() && (path.path.leading_colon.is_some() || krate) && path.path.segments.len() > 1
        }
        _ => false,
    }
}

/// Checks that cargo takes a crate's name.
pub fn crate_name(name: &str) -> Result<(), String> {
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let continues = name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    if !starts || !continues {
        return Err(format!("`{name}` is no name for a crate: it takes ASCII letters, digits, `-` and `_`"));
    }
    // A keyword, or a crate that the generated code refers to by its own name.
    let module = name.replace('-', "_");
    let taken = ["core", "std", "alloc", "test", "bytes", "http", "reqwest", "serde", "serde_json", "time", "uuid"];
    if syn::parse_str::<syn::Ident>(&module).is_err() || taken.contains(&module.as_str()) {
        return Err(format!("`{name}` is no name for a crate: Rust or the generated code uses it"));
    }
    Ok(())
}

/// Resolves `.` and `..` in a path as it is written.
pub fn normalize(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for component in path.components() {
        match (component, normal.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                normal.pop();
            }
            _ => normal.push(component),
        }
    }
    if normal.as_os_str().is_empty() { PathBuf::from(".") } else { normal }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::fmt::Write as _;

    use insta::assert_snapshot;

    use super::*;

    fn errors(text: &str) -> String {
        let mut report = String::new();
        for diagnostic in Config::parse(text, Path::new("specs/generator.toml")).unwrap_err() {
            writeln!(report, "{}: {}", diagnostic.place, diagnostic.message).unwrap();
            writeln!(report, "  help: {}", diagnostic.help.unwrap()).unwrap();
        }
        report
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let text = r#"
input = ["role-mining", "../other/api.yaml"]
output = "../generated-client"

[[override]]
field = "RoleMiningSessionScope.attributeFilterCriteria"
type = "::serde_json::Value"
reason = "the documented example is an object"
"#;
        let config = Config::parse(text, Path::new("specs/generator.toml")).unwrap();
        assert_eq!(config.inputs, [InputPath::new("specs/role-mining"), InputPath::new("other/api.yaml")]);
        assert_eq!(config.output, Path::new("generated-client"));
        assert_eq!(config.name, None);
        let rule = config.overrides.first().unwrap();
        assert_eq!(rule.ty, "::serde_json::Value");
        assert_eq!(rule.place.file, "specs/generator.toml:6:9");
    }

    #[test]
    fn a_file_of_another_form_is_reported_with_its_line() {
        assert_snapshot!(errors("input = [\"a\"]\noutput = \"b\"\ncolour = 1\n"), @"
        specs/generator.toml:3:1: unknown field `colour`, expected one of `input`, `output`, `name`, `override`
          help: correct it; the README lists what a configuration holds
        ");
        assert_snapshot!(errors("input = \"a\"\noutput = \"b\"\n"), @r#"
        specs/generator.toml:1:9: invalid type: string "a", expected a sequence
          help: correct it; the README lists what a configuration holds
        "#);
        assert_snapshot!(errors("input = [\"a\"]\n"), @"
        specs/generator.toml:1:1: missing field `output`
          help: correct it; the README lists what a configuration holds
        ");
        assert_snapshot!(errors("input = [\n"), @"
        specs/generator.toml:1:10: unclosed array, expected `]`
          help: correct it; the README lists what a configuration holds
        ");
        assert_snapshot!(errors("input = [\"a\"]\noutput = \"b\"\n[[override]]\nfield = \"A.b\"\ntype = \"any\"\n"), @"
        specs/generator.toml:3:1: missing field `reason`
          help: correct it; the README lists what a configuration holds
        ");
    }

    #[test]
    fn every_wrong_value_is_reported() {
        let text = r#"
input = []
output = ""
name = "my crate"
[[override]]
field = "Pet"
type = "Option<String>"
reason = " "
[[override]]
field = "Pet"
type = "std::string::String"
reason = "twice"
"#;
        assert_snapshot!(errors(text), @"
        specs/generator.toml:2:9: `input` is empty
          help: name a page, a folder of pages or a document
        specs/generator.toml:3:10: `output` is empty
          help: name the folder of the crate
        specs/generator.toml:4:8: `my crate` is no name for a crate: it takes ASCII letters, digits, `-` and `_`
          help: choose a name such as `generated-client`
        specs/generator.toml:6:9: `Pet` names no field
          help: write the schema's name, a dot and the property's name
        specs/generator.toml:7:8: `Option<String>` is no type
          help: write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`
        specs/generator.toml:8:10: the reason is empty
          help: say what the input gets wrong
        specs/generator.toml:10:9: `Pet` names no field
          help: write the schema's name, a dot and the property's name
        specs/generator.toml:11:8: `std::string::String` is no type
          help: write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`
        specs/generator.toml:10:9: `Pet` has an override already, at specs/generator.toml:6:9
          help: remove one of them
        ");
    }

    #[test]
    fn a_missing_file_is_reported() {
        let diagnostics = Config::read(Path::new("nowhere/generator.toml")).unwrap_err();
        assert_eq!(diagnostics.first().unwrap().place.file, "nowhere/generator.toml");
    }

    #[test]
    fn types_are_full_paths() {
        assert!(is_rust_path("::chrono::NaiveDate"));
        assert!(is_rust_path("crate::models::Pet"));
        assert!(is_rust_path("::std::vec::Vec<::std::string::String>"));
        for text in ["Pet", "chrono::NaiveDate", "::chrono", "()", "::a::B; fn x() {}", "&str", "", "<A as B>::c::D"] {
            assert!(!is_rust_path(text), "{text}");
        }
    }

    #[test]
    fn crate_names_are_cargos() {
        for name in ["x", "generated-client", "a_1"] {
            assert_eq!(crate_name(name), Ok(()));
        }
        for name in ["", "1a", "-a", "a b", "a.b", "é", "fn", "self", "std", "serde-json", "_"] {
            assert!(crate_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn normalizing_resolves_dots() {
        assert_eq!(normalize(Path::new("specs/../out/./x")), Path::new("out/x"));
        assert_eq!(normalize(Path::new("../specs/../../x")), Path::new("../../x"));
        assert_eq!(normalize(Path::new("/../x")), Path::new("/x"));
        assert_eq!(normalize(Path::new("a/..")), Path::new("."));
    }
}
