//! Emitting files on all cores.

use super::{EmitError, File};
use crate::parallel;

/// Makes the files of each item, in any order. The error of the first item that has one is the result's.
pub(super) fn map<T: Sync>(
    items: &[T],
    files: impl Fn(&T) -> Result<Vec<File>, EmitError> + Sync,
) -> Result<Vec<File>, EmitError> {
    let nested = parallel::map(items.iter().collect(), files).into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(nested.into_iter().flatten().collect())
}
