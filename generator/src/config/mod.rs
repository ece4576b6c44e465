//! The configuration, `specs/generator.toml`.

mod check;
mod client_rules;
mod names;
mod patches;
mod renames;
mod selection;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;

pub use self::names::{crate_name, normalize};

use self::check::{Check, invalid};
use self::tables::File;
use crate::diagnostic::{Diagnostic, Place};
use crate::nearest::nearest;
use crate::read::InputPath;
use crate::rules::{Override, Rules, Selection};

/// What to do about a file of another form.
const FORM: &str = "correct it; docs/configuration.md lists what it holds";

/// A help for an unknown key or value, which serde's message names between backticks, as it does those that are known.
fn unknown(message: &str) -> Option<String> {
    let (wrong, known) = message.strip_prefix("unknown ")?.split_once(", expected ")?;
    let wrong = wrong.split('`').nth(1)?;
    let nearest = nearest(wrong, known.split('`').skip(1).step_by(2))?;
    Some(format!("did you mean `{nearest}`? docs/configuration.md lists what the file holds"))
}

/// What a configuration says, its paths made relative to the current directory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// The pages, folders and documents to read.
    pub inputs: Vec<InputPath>,
    /// The folder of the generated crate.
    pub output: PathBuf,
    /// The generated crate's name, where it isn't the folder's.
    pub name: Option<String>,
    /// What is known of the API beyond its specification.
    pub rules: Rules,
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
            let help = unknown(&message).unwrap_or_else(|| FORM.to_owned());
            check.error(error.span(), message, &help);
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
        let rules = Rules {
            patches: file.patch.into_iter().filter_map(|table| check.patch(table)).collect(),
            selection: Selection {
                include: check.selectors("include", file.include),
                exclude: check.selectors("exclude", file.exclude),
            },
            renames: check.renames(file.rename),
            formats: file.formats.into_iter().map(|(format, ty)| check.format(format, ty)).collect(),
            overrides,
            token_url: check.token_url(&file.oauth2),
            client_authentication: client_rules::client_authentication(&file.oauth2),
            tracking_id: check.tracking_id(&file.errors),
            environment: file.environment.map(|table| check.environment(table)),
            paging: file.paging.into_iter().filter_map(|table| check.paging(table)).collect(),
            waiters: file.waiters.into_iter().filter_map(|(name, table)| check.waiter(&name, table)).collect(),
        };
        if !check.diagnostics.is_empty() {
            return Err(check.diagnostics);
        }
        let output = normalize(&folder.join(file.output.get_ref()));
        Ok(Self { inputs, output, name: file.name.map(Spanned::into_inner), rules })
    }
}
