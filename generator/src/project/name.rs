//! The default name of a crate.

use std::path::Path;

use crate::paths::normalize;

/// The name in the manifest of the crate in `folder`, else that of the folder.
pub(super) fn of(folder: &Path) -> Option<String> {
    // Not that of the current folder.
    if folder.as_os_str().is_empty() {
        return None;
    }
    manifest_name(folder).or_else(|| folder_name(folder))
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
