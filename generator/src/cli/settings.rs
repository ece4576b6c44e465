//! What to read and where to write, from the arguments and the configuration.

use std::path::PathBuf;

use clap::CommandFactory as _;
use clap::error::ErrorKind;
use generator::Project;
use generator::config::{Config, Configuration, crate_name};
use generator::diagnostic::Diagnostic;
use generator::read::InputPath;
use generator::runtime::Runtime;

use super::arguments::{Cli, CrateArguments, InputArguments};

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

impl Source {
    /// What to read for a command that concerns one API.
    pub(crate) fn new(arguments: &InputArguments) -> Result<Self, Failure> {
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
    pub(crate) fn all(arguments: &InputArguments) -> Result<Vec<Self>, Failure> {
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
                let message =
                    "`--api` chooses one of the APIs of a configuration: name the configuration with `--config`";
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

    fn of(config: Option<Config>, arguments: &InputArguments) -> Result<Self, Failure> {
        let inputs = match &config {
            Some(config) if arguments.input.is_empty() => config.inputs.clone(),
            _ => arguments.input.iter().map(InputPath::new).collect(),
        };
        match config {
            Some(config) if inputs.is_empty() => Err(Failure::Config(vec![config.lacks("input", "--input")])),
            config => Ok(Self { inputs, config }),
        }
    }

    /// The API's name, if there are several.
    pub(crate) fn name(&self) -> String {
        self.config.as_ref().map(name_of).unwrap_or_default()
    }

    /// The crate that the arguments ask for.
    pub(crate) fn project(&self, arguments: &CrateArguments) -> Result<Project, Failure> {
        let mut project = self.input(&arguments.common.input);
        project.deny_warnings = arguments.common.deny_warnings;
        if let Some(output) = &arguments.output {
            project.output.clone_from(output);
        }
        if project.output.as_os_str().is_empty() {
            if let Some(config) = &self.config {
                return Err(Failure::Config(vec![config.lacks("output", "--output")]));
            }
            let message = "`--input` without a configuration needs `--output`, the folder of the generated crate";
            return Err(usage(ErrorKind::MissingRequiredArgument, message));
        }
        if let Some(name) = &arguments.name {
            project.name = Some(name.clone());
        }
        if let Some(runtime) = &arguments.runtime {
            let help = "name the path, the version or the git URL of a package, or write `copy`";
            project.runtime = Runtime::parse(runtime)
                .map_err(|message| usage(ErrorKind::InvalidValue, format!("`--runtime`: {message}; {help}")))?;
        }
        let name = project.crate_name();
        crate_name(&name)
            .map_err(|message| usage(ErrorKind::InvalidValue, format!("{message}; name the crate with `--name`")))?;
        Ok(project)
    }

    /// What there is to read, and the crate that the configuration names for it, if any.
    pub(crate) fn input(&self, arguments: &InputArguments) -> Project {
        let config = self.config.clone().unwrap_or_default();
        let mut project = Project::from(Config { inputs: self.inputs.clone(), ..config });
        project.keep_going = arguments.keep_going;
        project
    }
}

/// The API of a configuration that is called `name`.
fn chosen(configuration: Configuration, name: &str) -> Result<Config, Failure> {
    let names: Vec<String> = configuration.apis.iter().map(name_of).filter(|name| !name.is_empty()).collect();
    let mut apis = configuration.apis.into_iter();
    apis.find(|api| name_of(api) == name).ok_or_else(|| {
        let message = format!("the configuration has no API `{name}`; it has `{}`", names.join("`, `"));
        usage(ErrorKind::InvalidValue, message)
    })
}

/// The name of an API's crate.
fn name_of(config: &Config) -> String {
    Project::from(config.clone()).crate_name()
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
