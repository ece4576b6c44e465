//! Paths as they are written, without a look at the disk.

use std::path::{Component, Path, PathBuf};

/// Resolves `.` and `..` in a path as it is written.
pub(crate) fn normalize(path: &Path) -> PathBuf {
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

/// The path that leads from the folder `from` to `to`, both relative to the current folder or both absolute; `None` if none does.
pub(crate) fn relative(to: &Path, from: &Path) -> Option<PathBuf> {
    let absolute = |path: &Path| std::path::absolute(path).ok().map(|path| normalize(&path));
    let (to, from) = (absolute(to)?, absolute(from)?);
    let shared = to.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return None;
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let relative: PathBuf = up.chain(to.components().skip(shared)).collect();
    Some(if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalizing_resolves_dots() {
        assert_eq!(normalize(Path::new("specs/../out/./x")), Path::new("out/x"));
        assert_eq!(normalize(Path::new("../specs/../../x")), Path::new("../../x"));
        assert_eq!(normalize(Path::new("/../x")), Path::new("/x"));
        assert_eq!(normalize(Path::new("a/..")), Path::new("."));
    }
}
