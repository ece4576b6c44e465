//! What to read and where to write, from the arguments and the configuration.

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap::error::ErrorKind;
use generator::config::{Config, crate_name, normalize};
use generator::diagnostic::Diagnostic;
use generator::read::InputPath;
use generator::rules::Rules;

use super::arguments::{Cli, CommonArguments, CrateArguments};

/// Where the configuration is looked for, in the current folder and those above.
const CONFIG: &str = "specs/generator.toml";

/// Why there are no settings.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments can't be used.
    Usage(clap::Error),
    /// The configuration can't be used.
    Config(Vec<Diagnostic>),
}

/// What to read.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) inputs: Vec<InputPath>,
    pub(crate) config: Option<Config>,
}

/// Which crate to write.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) folder: PathBuf,
    pub(crate) name: String,
}

impl Source {
    pub(crate) fn new(arguments: &CommonArguments) -> Result<Self, Failure> {
        let config = match &arguments.config {
            Some(path) => Some(Config::read(path).map_err(Failure::Config)?),
            None if arguments.input.is_empty() => {
                let path = find_config().ok_or_else(|| {
                    let message = format!(
                        "there is no `{CONFIG}` in this folder or one above: name the inputs with `--input`, or a \
                         configuration with `--config`"
                    );
                    usage(ErrorKind::MissingRequiredArgument, message)
                })?;
                Some(Config::read(&path).map_err(Failure::Config)?)
            }
            None => None,
        };
        let inputs = match &config {
            Some(config) if arguments.input.is_empty() => config.inputs.clone(),
            _ => arguments.input.iter().map(InputPath::new).collect(),
        };
        Ok(Self { inputs, config })
    }

    pub(crate) fn rules(&self) -> Rules {
        self.config.as_ref().map(|config| config.rules.clone()).unwrap_or_default()
    }
}

impl Target {
    pub(crate) fn new(arguments: &CrateArguments, source: &Source) -> Result<Self, Failure> {
        let config = source.config.as_ref();
        let Some(folder) = arguments.output.clone().or_else(|| Some(config?.output.clone())) else {
            let message = "`--input` without a configuration needs `--output`, the folder of the generated crate";
            return Err(usage(ErrorKind::MissingRequiredArgument, message));
        };
        let name = arguments
            .name
            .clone()
            .or_else(|| config?.name.clone())
            .or_else(|| manifest_name(&folder))
            .or_else(|| folder_name(&folder))
            .unwrap_or_default();
        crate_name(&name)
            .map_err(|message| usage(ErrorKind::InvalidValue, format!("{message}; name the crate with `--name`")))?;
        Ok(Self { folder, name })
    }
}

pub(crate) fn usage(kind: ErrorKind, message: impl std::fmt::Display) -> Failure {
    Failure::Usage(Cli::command().error(kind, message))
}

/// Finds the configuration, as a path relative to the current folder.
fn find_config() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        if folder.join(CONFIG).is_file() {
            return Some(up.join(CONFIG));
        }
        up.push("..");
    }
    None
}

/// The name in the manifest of a crate that is there already.
fn manifest_name(folder: &Path) -> Option<String> {
    let manifest: toml::Table = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

fn folder_name(folder: &Path) -> Option<String> {
    let folder = normalize(&std::path::absolute(folder).ok()?);
    Some(folder.file_name()?.to_string_lossy().into_owned())
}
