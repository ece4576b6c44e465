//! The generator as a library: what the command line does, without a process of its own.

mod name;
mod other_names;
mod outcome;
mod record;

use std::path::{Path, PathBuf};

use semver::Version;
use serde_json::Value;

pub use self::other_names::OtherName;
pub use self::outcome::{Failure, Outcome, Reason};
pub use self::record::Record;

use crate::compare::{compare, pending, since_release};
use crate::config::{Config, Configuration, crate_name};
use crate::diagnostic::{Code, Diagnostic, Place, skipped};
use crate::emit::FIRST_VERSION;
use crate::output::{MANIFEST, Plan, ServiceFeatures, crate_version, manifest_hint, plan, read_lock, workspace_hint};
use crate::read::{self, Input, InputPath};
use crate::rules::Rules;
use crate::runtime::Runtime;
use crate::{Generated, Modelled, Options, generate, model, rebuild, stack, webhooks};

/// A crate to generate: what it is made from, and where it is.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let (document, folder) = (folder.path().join("openapi.json"), folder.path().join("acme-client"));
/// # let api = r#"{"openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "paths": {}}"#;
/// # std::fs::write(&document, api)?;
/// use generator::Project;
///
/// let project = Project::new([document], folder);
/// let outcome = project.write()?;
/// assert!(outcome.changes.written.contains(&"src/lib.rs".to_owned()));
/// assert!(project.check()?.is_up_to_date());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Project {
    /// The pages, folders of pages and OpenAPI documents to read.
    pub inputs: Vec<InputPath>,
    /// The folder of the crate.
    pub output: PathBuf,
    /// The crate's name; `None` for the name in the existing manifest, else the folder's.
    pub name: Option<String>,
    /// The rules of the configuration.
    pub rules: Rules,
    /// Where the runtime of the crate is. A path is relative to the current folder, or absolute.
    pub runtime: Runtime,
    /// The file that all of this was read from, if any.
    pub config: Option<PathBuf>,
    /// Whether to drop the old names of renamed items, which are kept otherwise.
    pub prune: bool,
    /// Whether to leave out what can't be read, instead of failing.
    pub keep_going: bool,
    /// Whether to fail if there are warnings or operations that were left out.
    pub deny_warnings: bool,
}

impl Project {
    /// A crate in the folder `output`, made from pages, folders of pages and OpenAPI documents.
    pub fn new<P: Into<PathBuf>>(inputs: impl IntoIterator<Item = P>, output: impl Into<PathBuf>) -> Self {
        let inputs = inputs.into_iter().map(InputPath::new).collect();
        Self { inputs, output: output.into(), ..Self::default() }
    }

    /// Reads a configuration: the crate of each of its APIs, in the file's order, and at least one.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be read or used, or if it doesn't say what to read and where to write.
    pub fn read(config: impl AsRef<Path>) -> Result<Vec<Self>, Failure> {
        let path = config.as_ref();
        let apis = Configuration::read(path)?.apis;
        let projects = apis.into_iter().map(|api| {
            if api.output.is_none() {
                return Err(Failure::from(vec![api.lacks("output", "--output")]));
            }
            if api.inputs.is_empty() {
                return Err(Failure::from(vec![api.lacks("input", "--input")]));
            }
            Ok(Self { config: Some(path.to_owned()), ..Self::from(api) })
        });
        projects.collect()
    }

    /// Returns the crate's name: the chosen name, else the name in the existing manifest, else the folder's.
    /// [`write`](Self::write) checks whether cargo accepts it.
    pub fn crate_name(&self) -> String {
        self.name.clone().or_else(|| name::of(&self.output)).unwrap_or_default()
    }

    /// Writes the crate, or brings it up to date. Files without changes are not touched.
    ///
    /// An existing crate keeps its names, by its `api.lock`, and its `Cargo.toml`, except for the services' features.
    ///
    /// # Errors
    ///
    /// Fails if the input can't be used, a rule matches nothing, a file of the user is in the way, or
    /// warnings are denied. Nothing was written then, unless writing itself failed.
    pub fn write(&self) -> Result<Outcome, Failure> {
        Ok(run(|outcome| self.write_plan(outcome))?.1)
    }

    fn write_plan(&self, outcome: &mut Outcome) -> Result<Plan, Stop> {
        let plan = self.plan(outcome)?;
        outcome.changes = plan.write().map_err(|diagnostic| vec![diagnostic])?;
        outcome.hints.extend(workspace_hint(&self.output));
        Ok(plan)
    }

    /// Compares the crate with what [`write`](Self::write) would write, and writes nothing.
    ///
    /// A crate is also out of date as long as the version in its manifest is too low for what has changed.
    ///
    /// The outcome's changes are the changes that `write` would make.
    ///
    /// # Errors
    ///
    /// Fails like `write`. A crate that is out of date is not a failure.
    pub fn check(&self) -> Result<Outcome, Failure> {
        let ((), outcome) = run(|outcome| {
            outcome.changes = self.plan(outcome)?.changes();
            Ok(())
        })?;
        Ok(outcome)
    }

    /// Models the client, and writes nothing. The names come from the lock in [`output`](Self::output), which can be
    /// empty.
    ///
    /// # Errors
    ///
    /// Fails like `write`, except for errors about files on disk.
    pub fn model(&self) -> Result<(Modelled, Outcome), Failure> {
        run(|outcome| {
            let (input, options) = self.prepare("", outcome)?;
            let modelled = model(input, &options)?;
            outcome.statistics = modelled.statistics;
            self.tell(modelled.diagnostics.clone(), outcome)?;
            Ok(modelled)
        })
    }

    /// Rebuilds the OpenAPI document that the input stands for, and writes nothing; [`output`](Self::output) can be
    /// empty.
    ///
    /// # Errors
    ///
    /// Fails if the input can't be used, or if warnings are denied.
    pub fn document(&self) -> Result<(Value, Outcome), Failure> {
        run(|outcome| {
            let options = Options { rules: self.rules.clone(), keep_going: self.keep_going, ..Options::default() };
            let (document, diagnostics) = rebuild(self.input(outcome), &options)?;
            outcome.statistics.webhooks = webhooks(&diagnostics);
            self.tell(diagnostics, outcome)?;
            Ok(document)
        })
    }

    /// Generates, and compares with the files on disk.
    fn plan(&self, outcome: &mut Outcome) -> Result<Plan, Stop> {
        let unusable = |message: String, help: &str| {
            let place = Place::file(InputPath::new(&self.output).name);
            vec![Diagnostic::error(Code::InvalidConfiguration, place, message).help(help)]
        };
        if self.output.as_os_str().is_empty() {
            return Err(unusable("there is no output".to_owned(), "name the folder of the crate").into());
        }
        let name = self.crate_name();
        crate_name(&name).map_err(|message| unusable(message, "choose a name such as `acme-client`"))?;
        let (input, options) = self.prepare(&name, outcome)?;
        let Generated { files, manifest, lock, diagnostics, statistics, .. } = generate(input, &options)?;
        if let Some(before) = &options.lock {
            outcome.version.clone_from(&options.version);
            outcome.report = match outcome.version.as_ref() {
                Some(version) if before.surface == lock.surface => pending(&lock, Some(version)),
                Some(_) => since_release(&lock),
                // There is nothing to wait for.
                None => compare(&before.surface, &lock.surface),
            };
        }
        outcome.statistics = statistics;
        self.tell(diagnostics, outcome)?;
        let features = ServiceFeatures::between(options.lock.as_ref(), &lock);
        outcome.hints.extend(manifest_hint(&self.output, &manifest, &self.rules.crates(), &features));
        let files = files.into_iter().map(|file| (file.path, file.content)).collect();
        let plan = plan(&self.output, files, &manifest)?.with_features(&features)?;
        let differences = plan.differences().into_iter();
        outcome.differences = differences.map(|(path, difference)| (path.to_owned(), difference)).collect();
        Ok(plan)
    }

    /// Reads the inputs, and the lock of the crate that is there.
    fn prepare(&self, name: &str, outcome: &mut Outcome) -> Result<(Input, Options), Stop> {
        let input = self.input(outcome);
        let has_crate = !self.output.as_os_str().is_empty();
        let (lock, conflicts) = if has_crate { read_lock(&self.output)? } else { Default::default() };
        outcome.diagnostics = conflicts;
        let options = Options {
            crate_name: name.to_owned(),
            rules: self.rules.clone(),
            version: if has_crate { self.version(lock.is_some()) } else { None },
            lock,
            prune: self.prune,
            keep_going: self.keep_going,
            runtime: self.runtime.clone().seen_from(&self.output),
        };
        Ok((input, options))
    }

    /// The version of the crate that is there; of a new one, the version that it will have.
    fn version(&self, has_lock: bool) -> Option<Version> {
        let is_new = !has_lock && !self.output.join(MANIFEST).exists();
        if is_new { FIRST_VERSION.parse().ok() } else { crate_version(&self.output) }
    }

    fn input(&self, outcome: &mut Outcome) -> Input {
        let options = read::Options { seen: outcome.seen.clone(), ..read::Options::default() };
        let input = read::read(&self.inputs, &options);
        outcome.sources = input.sources.clone();
        outcome.inputs = self.files(&outcome.sources);
        input
    }

    /// Takes note of what there is to say, and stops where it is more than is allowed.
    fn tell(&self, diagnostics: Vec<Diagnostic>, outcome: &mut Outcome) -> Result<(), Stop> {
        outcome.skipped = skipped(&diagnostics);
        outcome.diagnostics.extend(diagnostics);
        if self.deny_warnings && outcome.has_warnings() { Err(Stop::Denied) } else { Ok(()) }
    }

    /// The files and folders on which the crate depends, sorted.
    fn files(&self, sources: &read::Sources) -> Vec<PathBuf> {
        let named = self.inputs.iter().map(|input| input.path.as_path());
        let mut files: Vec<PathBuf> =
            self.config.as_deref().into_iter().chain(named).chain(sources.paths()).map(Path::to_owned).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}

/// Does `work` on a large stack. When it stops, for any reason, the outcome has everything that is known by then.
fn run<T: Send>(work: impl Fn(&mut Outcome) -> Result<T, Stop> + Sync) -> Result<(T, Outcome), Failure> {
    let run = || {
        let mut outcome = Outcome::default();
        let reason = match work(&mut outcome) {
            Ok(result) => return Ok((result, outcome)),
            Err(Stop::Denied) => Reason::Denied,
            Err(Stop::Failed(diagnostics)) => {
                outcome.diagnostics.extend(diagnostics);
                Reason::Unusable
            }
        };
        Err(Failure { reason, outcome: Box::new(outcome) })
    };
    stack::deep(run).unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

impl From<Config> for Project {
    fn from(Config { inputs, output, name, rules, runtime, .. }: Config) -> Self {
        Self { inputs, output: output.unwrap_or_default(), name, rules, runtime, ..Self::default() }
    }
}

/// Why there is nothing to write or to compare.
enum Stop {
    Denied,
    Failed(Vec<Diagnostic>),
}

impl From<Vec<Diagnostic>> for Stop {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self::Failed(diagnostics)
    }
}
