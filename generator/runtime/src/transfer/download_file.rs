//! Downloads to a file, which is there only if it is complete.

use std::convert::Infallible;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use super::super::error::local_error::LocalError;
use super::super::response::api_error::ErrorBody;
use super::super::response::error::{Error, Failure};
use super::download::{Download, DownloadFuture};

impl<E: ErrorBody> DownloadFuture<E> {
    /// Sends the request and writes the body to the file at `path`, as [`Download::to_file`] does. Returns its length in bytes.
    ///
    /// If the file can't be written, nothing is sent.
    ///
    /// # Errors
    ///
    /// If the request or the download fails, or the file can't be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error<E>> {
        let target = Target::new(self.operation_id(), path.as_ref()).await?;
        let download = self.await?;
        Ok(target.fill(download).await?)
    }
}

impl Download {
    /// Writes the rest of the body to the file at `path`, replacing any existing file, and returns its length in bytes.
    ///
    /// The file appears when it is complete. Until then it has a temporary name in the same folder, and it is removed
    /// if the download fails or the future is dropped. It gets the permissions of the file that it replaces.
    ///
    /// # Errors
    ///
    /// Like [`chunk`](Self::chunk), and if the file can't be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error<Infallible>> {
        let target = Target::new(self.operation(), path.as_ref()).await?;
        Ok(target.fill(self).await?)
    }
}

/// A file to be written.
pub(crate) struct Target {
    operation: &'static str,
    path: PathBuf,
    file: File,
    temporary: Temporary,
}

impl Target {
    /// Creates a new file beside `path`, to know before a transfer whether that is possible.
    pub(crate) async fn new(operation: &'static str, path: &Path) -> Result<Self, Failure> {
        // The thread returns the new file, so that it is removed even if nobody waits any more.
        let of_thread = path.to_owned();
        let created = tokio::task::spawn_blocking(move || create(&of_thread));
        let created = created.await.map_err(io::Error::other).and_then(|created| created);
        let (file, temporary) = created.map_err(|error| unwritable(operation, path, error))?;
        Ok(Self { operation, path: path.to_owned(), file: File::from_std(file), temporary })
    }

    /// Writes the rest of `download`, and puts the file in its place.
    pub(crate) async fn fill(self, mut download: Download) -> Result<u64, Failure> {
        let Self { operation, path, mut file, temporary } = self;
        let failed = |error| unwritable(operation, &path, error).after_sending();
        let mut length = 0_u64;
        while let Some(bytes) = download.piece().await? {
            file.write_all(&bytes).await.map_err(failed)?;
            length = length.saturating_add(bytes.len() as u64);
        }
        // Only a flush shows whether the last write succeeded.
        file.flush().await.map_err(failed)?;
        file.sync_all().await.map_err(failed)?;
        drop(file);
        let of_thread = path.clone();
        let renamed = tokio::task::spawn_blocking(move || temporary.rename(&of_thread));
        renamed.await.map_err(io::Error::other).and_then(|renamed| renamed).map_err(failed)?;
        Ok(length)
    }
}

fn unwritable(operation: &'static str, path: &Path, error: io::Error) -> LocalError {
    LocalError::new(operation, format!("{} can't be written", path.display()), Some(error.into()))
}

/// Creates a new file beside `path`, which is a file or doesn't exist.
fn create(path: &Path) -> io::Result<(fs::File, Temporary)> {
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let temporary = Temporary::beside(path)?;
    match OpenOptions::new().write(true).create_new(true).open(&temporary.path) {
        Ok(file) => Ok((file, temporary)),
        Err(error) => {
            temporary.keep();
            Err(error)
        }
    }
}

/// A file that is removed unless it gets its final name.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// An unused name in the folder of `path`.
    fn beside(path: &Path) -> io::Result<Self> {
        let Some(name) = path.file_name() else { return Err(io::ErrorKind::InvalidFilename.into()) };
        let name = format!(".{}.{:016x}.part", name.display(), fastrand::u64(..));
        Ok(Self { path: path.with_file_name(name) })
    }

    fn rename(self, path: &Path) -> io::Result<()> {
        // A new file gets the default permissions; an existing file keeps its own.
        if let Ok(metadata) = fs::metadata(path) {
            fs::set_permissions(&self.path, metadata.permissions())?;
        }
        fs::rename(&self.path, path)?;
        self.keep();
        Ok(())
    }

    /// Keeps the file.
    fn keep(mut self) {
        self.path = PathBuf::new();
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // Nobody could handle an error here.
            _ = fs::remove_file(&self.path);
        }
    }
}
