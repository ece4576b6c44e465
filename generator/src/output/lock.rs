//! The lock of a crate that is there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error;
use crate::diagnostic::{Code, Diagnostic};
use crate::lock::{FILE, Lock};
use crate::read::InputPath;

/// Reads the lock of the crate in `crate_folder`, with what there is to say about conflicts in it; `None` if there is
/// none yet.
///
/// # Errors
///
/// Fails if the file can't be read, or if a line of it is no fact.
pub fn read_lock(crate_folder: &Path) -> Result<(Option<Lock>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let path = crate_folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let (lock, conflicts) = Lock::parse(&text, &InputPath::new(&path).name)?;
            Ok((Some(lock), conflicts))
        }
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok((None, Vec::new())),
        Err(cause) => {
            let message = format!("the lock can't be read: {cause}");
            Err(vec![error(Code::UnreadableOutput, &path, message, "check that you may read it")])
        }
    }
}
