//! The copies of what a client is made from.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::paths::normalize;
use crate::read::InputPath;

/// The name of the configuration, which no copy may have.
const CONFIGURATION: &str = "generator.toml";

/// What stands below `specs`.
pub(super) struct Inputs {
    /// The paths of the inputs below the folder, with `/` between their parts.
    names: Vec<String>,
    files: Vec<(PathBuf, Content)>,
}

enum Content {
    Text(&'static str),
    /// The same as this file's.
    CopyOf(PathBuf),
}

impl Inputs {
    pub(super) fn of_text(name: &'static str, text: &'static str) -> Self {
        Self { names: vec![name.to_owned()], files: vec![(PathBuf::from(name), Content::Text(text))] }
    }

    /// Copies of `files`, which were read for `inputs`. Each keeps its place relative to the others, because documents
    /// refer to each other by their paths.
    pub(super) fn of_files(inputs: &[PathBuf], files: &[&Path]) -> Result<Self, Diagnostic> {
        let absolute = |path: &Path| std::path::absolute(path).map(|path| normalize(&path));
        let absolute = |path: &Path| absolute(path).map_err(|cause| unusable(path, &cause.to_string()));
        let inputs = inputs.iter().map(|input| absolute(input)).collect::<Result<Vec<_>, _>>()?;
        let files = files.iter().map(|file| absolute(file)).collect::<Result<Vec<_>, _>>()?;
        let mut parents = inputs.iter().chain(&files).map(|path| path.parent().unwrap_or(path));
        let first = parents.next().unwrap_or(Path::new("/")).to_owned();
        let base = parents.fold(first, |base, parent| shared(&base, parent));
        let below = |path: &Path| match path.strip_prefix(&base) {
            Ok(relative) if relative.to_str().is_none() => Err(unusable(path, "its name is not UTF-8")),
            Ok(relative) if relative == Path::new(CONFIGURATION) => {
                Err(unusable(path, "`specs/generator.toml` is the configuration"))
            }
            Ok(relative) => Ok(relative.to_owned()),
            Err(_) => Err(unusable(path, "no folder holds it and the other inputs")),
        };
        let names = inputs.iter().map(|input| below(input).map(|relative| InputPath::new(relative).name));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        let copies = files.into_iter().map(|file| Ok((below(&file)?, Content::CopyOf(file))));
        Ok(Self { names, files: copies.collect::<Result<_, Diagnostic>>()? })
    }

    /// The inputs as the configuration names them.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Vec<Diagnostic>> {
        for (path, content) in &self.files {
            let bytes = match content {
                Content::Text(text) => text.as_bytes().to_vec(),
                Content::CopyOf(file) => fs::read(file).map_err(|cause| vec![unusable(file, &cause.to_string())])?,
            };
            super::write(&folder.join(path), &bytes)?;
        }
        Ok(())
    }
}

/// The folder that holds both.
fn shared(one: &Path, other: &Path) -> PathBuf {
    let both = one.components().zip(other.components());
    both.take_while(|(one, other)| one == other).map(|(one, _)| one).collect()
}

fn unusable(path: &Path, cause: &str) -> Diagnostic {
    let place = Place::file(InputPath::new(path).name);
    Diagnostic::error(Code::Unreadable, place, format!("the input can't be copied: {cause}"))
        .help("copy it to a folder of its own, and name that one")
}
