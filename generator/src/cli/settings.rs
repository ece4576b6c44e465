//! What to read and where to write, from the arguments and the configuration.

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap::error::ErrorKind;
use generator::config::{Config, Configuration, crate_name, normalize};
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
    /// What to read for a command that concerns one API.
    pub(crate) fn new(arguments: &CommonArguments) -> Result<Self, Failure> {
        let mut sources = Self::all(arguments)?.into_iter();
        match (sources.next(), sources.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(usage(
                ErrorKind::MissingRequiredArgument,
                "the configuration has several APIs: choose one with `--api`",
            )),
        }
    }

    /// What to read for each API that the arguments ask for: one, or all that the configuration has.
    pub(crate) fn all(arguments: &CommonArguments) -> Result<Vec<Self>, Failure> {
        let configuration = match &arguments.config {
            Some(path) => Some(Configuration::read(path).map_err(Failure::Config)?),
            None if arguments.input.is_empty() => {
                let path = find_config().ok_or_else(|| {
                    let message = format!(
                        "there is no `{CONFIG}` in this folder or one above: name the inputs with `--input`, or a \
                         configuration with `--config`"
                    );
                    usage(ErrorKind::MissingRequiredArgument, message)
                })?;
                Some(Configuration::read(&path).map_err(Failure::Config)?)
            }
            None => None,
        };
        let configs = match (configuration, &arguments.api) {
            (Some(configuration), Some(name)) => vec![Some(chosen(configuration, name)?)],
            (Some(configuration), None) => configuration.apis.into_iter().map(Some).collect(),
            (None, Some(_)) => {
                let message = "`--api` chooses one of the APIs of a configuration: name that with `--config`";
                return Err(usage(ErrorKind::ArgumentConflict, message));
            }
            (None, None) => vec![None],
        };
        if configs.len() > 1 && !arguments.input.is_empty() {
            let message = "`--input` is for one API, and the configuration has several: choose one with `--api`";
            return Err(usage(ErrorKind::ArgumentConflict, message));
        }
        configs.into_iter().map(|config| Self::of(config, arguments)).collect()
    }

    fn of(config: Option<Config>, arguments: &CommonArguments) -> Result<Self, Failure> {
        let inputs = match &config {
            Some(config) if arguments.input.is_empty() => config.inputs.clone(),
            _ => arguments.input.iter().map(InputPath::new).collect(),
        };
        match config {
            Some(config) if inputs.is_empty() => Err(Failure::Config(vec![config.lacks("input", "--input")])),
            config => Ok(Self { inputs, config }),
        }
    }

    /// What the API is called where there are several.
    pub(crate) fn name(&self) -> String {
        self.config.as_ref().and_then(name_of).unwrap_or_default()
    }

    pub(crate) fn rules(&self) -> Rules {
        self.config.as_ref().map(|config| config.rules.clone()).unwrap_or_default()
    }
}

impl Target {
    pub(crate) fn new(arguments: &CrateArguments, source: &Source) -> Result<Self, Failure> {
        let config = source.config.as_ref();
        let Some(folder) = arguments.output.clone().or_else(|| config?.output.clone()) else {
            if let Some(config) = config {
                return Err(Failure::Config(vec![config.lacks("output", "--output")]));
            }
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

/// The API of a configuration that is called `name`.
fn chosen(configuration: Configuration, name: &str) -> Result<Config, Failure> {
    let names: Vec<String> = configuration.apis.iter().filter_map(name_of).collect();
    let mut apis = configuration.apis.into_iter();
    apis.find(|api| name_of(api).as_deref() == Some(name)).ok_or_else(|| {
        let message = format!("the configuration has no API `{name}`, but `{}`", names.join("`, `"));
        usage(ErrorKind::InvalidValue, message)
    })
}

/// The name of an API's crate.
fn name_of(config: &Config) -> Option<String> {
    let folder = || config.output.as_deref();
    config.name.clone().or_else(|| manifest_name(folder()?)).or_else(|| folder_name(folder()?))
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
