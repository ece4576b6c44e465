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
    /// refer to each other by their paths. An input that links lead to is where they lead, as for its references.
    pub(super) fn of_files(inputs: &[PathBuf], files: &[&Path]) -> Result<Self, Diagnostic> {
        let absolute = |path: &Path| std::path::absolute(path).map(|path| normalize(&path));
        let absolute = |path: &Path| absolute(path).map_err(|cause| unusable(path, &cause.to_string()));
        let place = |path: &Path| fs::canonicalize(path).map_err(|cause| unusable(path, &cause.to_string()));
        let places = inputs.iter().map(|input| Ok((absolute(input)?, place(input)?)));
        let places = places.collect::<Result<Vec<_>, Diagnostic>>()?;
        // What a link inside of an input leads to is copied to where the link is.
        let moved = |file: PathBuf| {
            let inside = |(input, place): &(PathBuf, PathBuf)| match file.strip_prefix(input) {
                Ok(rest) if rest.as_os_str().is_empty() => Some(place.clone()),
                rest => Some(place.join(rest.ok()?)),
            };
            places.iter().find_map(inside).unwrap_or(file)
        };
        let files = files.iter().map(|file| absolute(file).map(moved)).collect::<Result<Vec<_>, _>>()?;
        let inputs: Vec<PathBuf> = places.iter().map(|(_, place)| place.clone()).collect();
        let mut parents = inputs.iter().chain(&files).map(|path| path.parent().unwrap_or(path));
        let first = parents.next().unwrap_or(Path::new("/")).to_owned();
        let base = parents.fold(first, |base, parent| shared(&base, parent));
        let below = |path: &Path| match path.strip_prefix(&base) {
            Ok(relative) if relative.to_str().is_none() => Err(unusable(path, "its name is not UTF-8")),
            Ok(relative) if relative == Path::new(CONFIGURATION) => {
                Err(unusable(path, "`specs/generator.toml` is the configuration"))
            }
            Ok(relative) => Ok(relative.to_owned()),
            Err(_) => Err(unusable(path, "no folder holds both it and the other inputs")),
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
        .help("copy it to its own folder, and name that folder")
}
