//! The configuration, `specs/generator.toml`.

mod api;
mod check;
mod client_rules;
mod names;
mod patches;
mod renames;
mod runtime;
mod selection;
mod source;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use self::names::crate_name;
pub use self::source::{Source, SourceKind};

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use self::check::{Check, invalid};
use self::tables::SeveralTable;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::nearest::nearest;
use crate::read::InputPath;
use crate::rules::Rules;
use crate::runtime::Runtime;

/// What to do about a file of another form.
const FORM: &str = "correct it; docs/configuration.md lists all keys";

/// A help for an unknown key or value. serde's message names it, and the known ones, between backticks.
fn unknown(message: &str) -> Option<String> {
    let (wrong, known) = message.strip_prefix("unknown ")?.split_once(", expected ")?;
    let wrong = wrong.split('`').nth(1)?;
    // The key that only the other form of the file has.
    let names = known.split('`').skip(1).step_by(2).chain(message.starts_with("unknown field").then_some("api"));
    let nearest = nearest(wrong, names)?;
    Some(format!("did you mean `{nearest}`? docs/configuration.md lists all keys"))
}

/// What a configuration file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// The APIs, in the file's order; at least one.
    pub apis: Vec<Config>,
    /// Whether they are in `[[api]]` tables.
    pub is_list: bool,
}

/// What a configuration says of one API, its paths made relative to the current directory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// The pages, folders and documents to read; if the file names none, those of its sources. Empty if the command line
    /// has to name them.
    pub inputs: Vec<InputPath>,
    /// Where they are published, for `generator fetch`.
    pub sources: Vec<Source>,
    /// The folder of the generated crate. `None` if the command line has to name it.
    pub output: Option<PathBuf>,
    /// The generated crate's name, if it isn't the folder's.
    pub name: Option<String>,
    /// The rules of the configuration.
    pub rules: Rules,
    /// Where the runtime of the generated crate is.
    pub runtime: Runtime,
    /// Where the file says so.
    pub place: Place,
}

impl Configuration {
    /// Reads a configuration file.
    ///
    /// # Errors
    ///
    /// Fails if it can't be read, or with everything that is wrong with it at once.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let name = InputPath::new(path).name;
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) => {
                let message = format!("the configuration can't be read: {error}");
                Err(vec![
                    Diagnostic::error(Code::Unreadable, Place::file(name), message)
                        .help("create it, or name the inputs and the output with `--input` and `--output`"),
                ])
            }
        }
    }

    /// Parses the text of the configuration file at `path`.
    ///
    /// # Errors
    ///
    /// Fails with everything that is wrong with it at once.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut check = Check { name: InputPath::new(path).name, text, diagnostics: Vec::new() };
        let folder = path.parent().unwrap_or(Path::new(""));
        let is_list = check.is_list();
        let apis: Vec<Config> = if is_list {
            let several: SeveralTable = check.form()?;
            if several.api.is_empty() {
                check.error(None, "`api` is empty", "add an API, or remove the key");
            }
            let tables = several.api.into_iter().map(|table| {
                let place = check.place(Some(table.span()));
                check.api(table.into_inner(), place, folder)
            });
            tables.collect()
        } else {
            let table = check.form()?;
            let place = check.place(Some(0..0));
            vec![check.api(table, place, folder)]
        };
        check.distinct(&apis);
        if check.diagnostics.is_empty() { Ok(Self { apis, is_list }) } else { Err(check.diagnostics) }
    }
}

impl Config {
    /// Reads a configuration file that has one API.
    ///
    /// # Errors
    ///
    /// Fails as [`Configuration::read`] does, and if it has several.
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        Self::only(Configuration::read(path)?)
    }

    /// Parses the text of the configuration file at `path`, which has one API.
    ///
    /// # Errors
    ///
    /// Fails as [`Configuration::parse`] does, and if it has several.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Vec<Diagnostic>> {
        Self::only(Configuration::parse(text, path)?)
    }

    fn only(configuration: Configuration) -> Result<Self, Vec<Diagnostic>> {
        let mut apis = configuration.apis.into_iter();
        match (apis.next(), apis.next()) {
            (Some(only), None) => Ok(only),
            (_, second) => {
                let place = second.map(|second| second.place).unwrap_or_default();
                Err(vec![invalid(place, "the configuration has several APIs", "choose one")])
            }
        }
    }

    /// The error for a missing key that the command line doesn't replace.
    pub fn lacks(&self, key: &str, option: &str) -> Diagnostic {
        let help = format!("add it, or name it with `{option}`; docs/configuration.md lists all keys");
        invalid(self.place.clone(), format!("missing field `{key}`"), &help)
    }
}

impl Check<'_> {
    /// Whether the file has `[[api]]` tables, and nothing outside of them that belongs into them.
    fn is_list(&mut self) -> bool {
        // Invalid TOML is reported with the form.
        let Ok(table) = DeTable::parse(self.text) else { return false };
        let table = table.into_inner();
        if !table.contains_key("api") {
            return false;
        }
        for key in table.keys().filter(|key| key.get_ref() != "api") {
            let message = format!("`{}` is beside `[[api]]`", key.get_ref());
            self.error(Some(key.span()), message, "move it into the `[[api]]` table of the API that it is for");
        }
        true
    }

    /// Reads the file's form.
    fn form<T: DeserializeOwned>(&mut self) -> Result<T, Vec<Diagnostic>> {
        if !self.diagnostics.is_empty() {
            return Err(std::mem::take(&mut self.diagnostics));
        }
        toml::from_str(self.text).map_err(|error| {
            let message = error.message().trim().to_owned();
            let help = unknown(&message).unwrap_or_else(|| FORM.to_owned());
            self.error(error.span(), message, &help);
            std::mem::take(&mut self.diagnostics)
        })
    }

    /// Reports APIs that would overwrite each other, and APIs with the same name.
    fn distinct(&mut self, apis: &[Config]) {
        let (mut outputs, mut names) = (BTreeMap::new(), BTreeMap::new());
        for Config { output, name, place, .. } in apis {
            if let Some(first) = output.as_ref().and_then(|output| outputs.insert(output, place)) {
                let message = format!("the API at {first} has the same `output`");
                self.diagnostics.push(invalid(place.clone(), message, "give each API its own folder"));
            }
            if let Some(first) = name.as_ref().and_then(|name| names.insert(name, place)) {
                let message = format!("the API at {first} has the same `name`");
                self.diagnostics.push(invalid(place.clone(), message, "give each API its own name"));
            }
        }
    }
}
