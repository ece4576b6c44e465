//! A new workspace for an API: its documentation, a configuration, the client, a test that calls it, and a workflow for CI.

mod files;
mod inputs;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use self::inputs::Inputs;
use crate::config::crate_name;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::emit::{CallTest, EmitOptions, call_test};
use crate::paths::normalize;
use crate::read::InputPath;
use crate::{Failure, Outcome, Project};

/// The document of a workspace that is made without one.
const EXAMPLE: &str = include_str!("example.yaml");

/// What the workspace has beside the client, and what its tests depend on: the client can't be called so.
const TAKEN: [&str; 4] = ["specs", "target", "tests", "tokio"];

/// A workspace to make.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path().join("acme");
/// use generator::Scaffold;
///
/// let scaffold = Scaffold::new(&folder);
/// assert_eq!(scaffold.crate_name(), "acme-client");
/// scaffold.write()?;
/// assert!(folder.join("specs/generator.toml").is_file() && folder.join("acme-client/src/lib.rs").is_file());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scaffold {
    /// The folder of the workspace: a new one, or one that holds nothing but `.git`.
    pub folder: PathBuf,
    /// Pages, folders of pages and OpenAPI documents, which are copied; without any, the workspace gets an example.
    pub inputs: Vec<PathBuf>,
    /// The name of the client's crate; `None` for the folder's name with `-client` behind it.
    pub name: Option<String>,
}

impl Scaffold {
    /// A workspace in `folder`, with an example as its API.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), ..Self::default() }
    }

    /// Returns the name of the client's crate. [`write`](Self::write) checks whether it can be used.
    pub fn crate_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| {
            let name = self.folder_name();
            let is_client = name == "client" || name.ends_with("-client") || name.ends_with("_client");
            if is_client { name } else { name + "-client" }
        })
    }

    /// Returns the name of the workspace's folder.
    fn folder_name(&self) -> String {
        let folder = std::path::absolute(&self.folder).map(|folder| normalize(&folder)).unwrap_or_default();
        folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Writes the workspace, and returns the outcome of generating its client.
    ///
    /// # Errors
    ///
    /// Fails if the folder holds something, if the name or an input can't be used, or if a file can't be written. Nothing
    /// was written then, unless writing itself failed.
    pub fn write(&self) -> Result<Outcome, Failure> {
        let name = self.usable_name().and_then(|name| vacant(&self.folder).map(|()| name));
        let name = name.map_err(|error| vec![error])?;
        let options = EmitOptions { crate_name: name.clone(), ..EmitOptions::default() };
        let (inputs, test) = if self.inputs.is_empty() {
            (Inputs::of_text("openapi.yaml", EXAMPLE), None)
        } else {
            let project = Project::new(&self.inputs, self.folder.join(&name));
            let (modelled, outcome) = project.model()?;
            let files: Vec<&Path> = outcome.sources.paths().collect();
            (
                Inputs::of_files(&self.inputs, &files).map_err(|error| vec![error])?,
                Some(tested(&modelled.api, &options)?),
            )
        };
        inputs.write(&self.folder.join("specs"))?;
        let workspace = files::Workspace { title: &self.folder_name(), name: &name, inputs: inputs.names() };
        for (path, text) in workspace.files() {
            write(&self.folder.join(path), text.as_bytes())?;
        }
        let mut projects = Project::read(self.folder.join("specs/generator.toml"))?.into_iter();
        let project = projects.next().unwrap_or_default();
        let test = match test {
            Some(test) => test,
            None => tested(&project.model()?.0.api, &options)?,
        };
        write(&self.folder.join("tests/Cargo.toml"), workspace.tests_manifest(&test.dependencies).as_bytes())?;
        write(&self.folder.join("tests/tests/client.rs"), test.code.as_bytes())?;
        project.write()
    }

    fn usable_name(&self) -> Result<String, Diagnostic> {
        let error = |message: String, help: &str| {
            Err(Diagnostic::error(Code::InvalidConfiguration, Place::default(), message).help(help))
        };
        if self.folder.as_os_str().is_empty() {
            return error("the folder has no name".to_owned(), "name a new folder, such as `acme`");
        }
        let name = self.crate_name();
        let help = "choose a name for the client's crate, such as `--name acme-client`";
        if let Err(message) = crate_name(&name) {
            return error(message, help);
        }
        if TAKEN.contains(&name.to_ascii_lowercase().as_str()) {
            return error(
                format!("the client can't be called `{name}`: something else in the workspace has that name"),
                help,
            );
        }
        Ok(name)
    }
}

fn tested(api: &crate::api::Api, options: &EmitOptions) -> Result<CallTest, Vec<Diagnostic>> {
    call_test(api, options).map_err(|error| {
        let help = "this is a defect of the generator, not of the input; please report it";
        vec![Diagnostic::error(Code::NotEmitted, Place::default(), error.to_string()).help(help)]
    })
}

/// Makes sure that nothing is where the workspace will be.
fn vacant(folder: &Path) -> Result<(), Diagnostic> {
    let error = |code, message: String| {
        let place = Place::file(InputPath::new(folder).name);
        Err(Diagnostic::error(code, place, message).help("name a new folder, or an empty one"))
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(()),
        Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
            return error(Code::InTheWay, "a file is where the workspace's folder has to be".to_owned());
        }
        Err(cause) => return error(Code::UnreadableOutput, format!("the folder can't be read: {cause}")),
    };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    match names.filter(|name| name != ".git").min() {
        Some(name) => error(Code::InTheWay, format!("the folder is not empty: it holds `{name}`")),
        None => Ok(()),
    }
}

/// Writes a file, and the folders that it is in.
fn write(path: &Path, content: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, content)).map_err(|cause| {
        let place = Place::file(InputPath::new(path).name);
        let message = format!("the file can't be written: {cause}");
        vec![Diagnostic::error(Code::Unwritable, place, message).help("check that you may write there")]
    })
}
