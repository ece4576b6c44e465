//! The corpus: documents and pages of real APIs, which are no part of the project.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Its folder: `$OPENAPI_CORPUS`, or that beside the checkout. Says so where neither is there.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"));
    if !folder.is_dir() {
        let _ = writeln!(std::io::stderr(), "left out: there is no corpus at `$OPENAPI_CORPUS` or beside the checkout");
        return None;
    }
    Some(folder)
}
