//! Names of crates, and paths as they are written.

use std::path::{Path, PathBuf};

/// Checks that cargo takes a crate's name.
///
/// # Errors
///
/// Fails with what is wrong with it.
pub fn crate_name(name: &str) -> Result<(), String> {
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let continues = name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    if !starts || !continues {
        return Err(format!("`{name}` is no name for a crate: it takes ASCII letters, digits, `-` and `_`"));
    }
    // A keyword, or a crate that the generated code refers to by its own name.
    let module = name.replace('-', "_");
    let taken = [
        "alloc",
        "bytes",
        "core",
        "generator_runtime",
        "http",
        "reqwest",
        "serde",
        "serde_json",
        "std",
        "test",
        "time",
        "uuid",
    ];
    if syn::parse_str::<syn::Ident>(&module).is_err() || taken.contains(&module.as_str()) {
        return Err(format!("`{name}` is no name for a crate: Rust or the generated code uses it"));
    }
    Ok(())
}

/// Resolves `.` and `..` in a path as it is written.
pub fn normalize(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for component in path.components() {
        match (component, normal.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                normal.pop();
            }
            _ => normal.push(component),
        }
    }
    if normal.as_os_str().is_empty() { PathBuf::from(".") } else { normal }
}

/// The path that leads from the folder `from` to `to`, both relative to the current folder or both absolute; `None` where none does.
pub(crate) fn relative(to: &Path, from: &Path) -> Option<PathBuf> {
    let absolute = |path: &Path| std::path::absolute(path).ok().map(|path| normalize(&path));
    let (to, from) = (absolute(to)?, absolute(from)?);
    let shared = to.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return None;
    }
    let up = from.components().skip(shared).map(|_| std::path::Component::ParentDir);
    let relative: PathBuf = up.chain(to.components().skip(shared)).collect();
    Some(if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative })
}
